"""Ask for a line, or for a number out of a list; an interruption and the end of the input go through."""

import re
import sys
from collections.abc import Sequence
from typing import Final

from rutengine.cli.output import show_text
from rutengine.diagnostics.plaintext import visible
from rutengine.rendering.markdown import render_markdown
from rutengine.rendering.outline import Block, Outline
from rutengine.rendering.plain import render_plain

BACK: Final = ("", "b", "back")
QUIT: Final = ("q", "quit")
_NUMBER: Final = re.compile(r"[0-9]{1,3}")
_MANY: Final = 9
"""From more options than these on, a word is offered beside the number."""

_SHORTEST: Final = 3
"""So many letters a word has at least."""


class LeaveError(Exception):
    """The person wants to leave."""


def say(text: str) -> None:
    """Print a paragraph of plain text, wrapped."""
    print(render_plain((Block("paragraph", text),)), end="")


def tell(outline: Outline) -> None:
    """Print a longer text after an empty line; on a terminal with rich it is laid out."""
    print()
    show_text(render_plain(outline), render_markdown(outline))


def listed(options: Sequence[str]) -> Outline:
    """Return options as a numbered list, counted from 1."""
    return tuple(Block("step", option, number=number) for number, option in enumerate(options, start=1))


def read_line(prompt: str) -> str:
    """Return what is typed, without spaces around it; what comes from a pipe is printed, as a terminal would.

    Raises:
        EOFError: the input has ended.
        KeyboardInterrupt: the person has interrupted.
    """
    line = input(prompt)
    if not sys.stdin.isatty():
        print(visible(line))
    return line.strip()


def number_in(text: str, count: int) -> int | None:
    """Return the place, from 0, that a typed number from 1 names; None if there is none of that number.

    Example:
        >>> number_in("2", 3), number_in("0", 3), number_in("4", 3), number_in("two", 3)
        (1, None, None, None)
    """
    place = int(text) - 1 if _NUMBER.fullmatch(text) else -1
    return place if 0 <= place < count else None


def span(count: int) -> str:
    """Return which numbers there are.

    Example:
        >>> span(1), span(2), span(9)
        ('1', '1 or 2', '1 to 9')
    """
    return "1" if count == 1 else f"1 {'or' if count == 2 else 'to'} {count}"


def pick(asked: str, options: Sequence[str]) -> int | None:
    """Print a list and return the place of the option that is chosen, or None if the person goes back.

    An option is chosen by its number, and a single one by yes too; in a long list also by the beginning of words that
    stand in no other option.

    Raises:
        EOFError: the input has ended.
        KeyboardInterrupt: the person has interrupted.
        LeaveError: the person wants to leave.
    """
    print()
    say(asked)
    print(render_plain(listed(options)), end="")
    typed = span(len(options)) + (", or a word of its name" if len(options) > _MANY else "")
    while True:
        line = read_line(f"{typed} (Enter goes back): ").lower()
        if line in BACK or (len(options) == 1 and line in ("n", "no")):
            return None
        if line in QUIT:
            raise LeaveError
        place = _place(line, options)
        if place is not None:
            return place
        say(f"Please type {typed}. Enter alone goes back, q leaves.")


def _place(line: str, options: Sequence[str]) -> int | None:
    """Return the place of the option that is meant, or None if that is not clear."""
    if len(options) == 1 and line in ("y", "yes"):
        return 0
    if len(options) <= _MANY or len(line) < _SHORTEST or line.isdecimal():
        return number_in(line, len(options))
    found = [place for place, option in enumerate(options) if re.search(rf"\b{re.escape(line)}", option.lower())]
    return found[0] if len(found) == 1 else None
