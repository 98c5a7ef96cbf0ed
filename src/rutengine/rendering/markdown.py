"""An outline as Markdown; every character that Markdown or HTML would act on is escaped."""

import re

from rutengine.diagnostics.plaintext import visible
from rutengine.rendering.outline import Block, Outline

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_LISTLIKE = re.compile(r"^(\d*)([-+.)])(?=[-\s]|$)")
"""What would begin a list, or draw a line, at the beginning of a text."""


def render_markdown(outline: Outline) -> str:
    """Return the outline as Markdown.

    Example:
        >>> print(render_markdown((Block("heading", "Why"), Block("point", "a < b"))), end="")
        ## Why
        <BLANKLINE>
        - a \\< b
    """
    parts: list[str] = []
    before: Block | None = None
    for block in outline:
        listed = block.kind in ("point", "step", "aside")
        if before is not None and not (listed and before.kind in ("point", "step", "aside")):
            parts.append("")
        parts.append(_line(block))
        before = block
    return "\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Return a text on one line, in which every character is escaped that Markdown or HTML would act on.

    Example:
        >>> print(escaped("a *b* <c>"))
        a \\*b\\* \\<c\\>
    """
    line = visible(text).replace("\n", " ").replace("\t", " ").strip(" ")
    return _LISTLIKE.sub(r"\1\\\2", _ACTIVE.sub(r"\\\1", line))


def _line(block: Block) -> str:
    text = escaped(block.text)
    indent = "   " * block.depth
    match block.kind:
        case "title":
            return f"# {text}"
        case "heading":
            return f"## {text}"
        case "paragraph":
            return text
        case "step":
            return f"{indent}{block.number}. {text}"
        case "point":
            return f"{indent}- {text}"
        case "aside":
            return f"{indent}- *{text}*"
