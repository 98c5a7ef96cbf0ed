"""Somebody who answers whatever is asked, by what the prompt says can be typed."""

from collections.abc import Callable, Iterable

Type = Callable[[Iterable[str]], None]
"""Types some lines; after them the input has ended."""

QUESTION = "(Enter skips, ? helps): "
NEXT = "(? lists them, q leaves): "


def reply(prompt: str) -> str:
    """Return an answer that fits the prompt of a question: a low number, the last of few options, nothing of a set."""
    said = prompt.removesuffix(QUESTION).strip().rpartition("\n")[2]
    if "0 for none" in said:
        return "0"
    if said.startswith("0 to "):
        return "1"
    return said.split()[-1]
