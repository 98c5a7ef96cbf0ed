"""An outline as plain text for a terminal of 80 columns, legible without colour."""

import textwrap

from rutengine.diagnostics.plaintext import visible
from rutengine.rendering.outline import Block, Outline

WIDTH = 80


def render_plain(outline: Outline, width: int = WIDTH) -> str:
    """Return the outline as text, wrapped at `width` characters; it ends with a line break.

    Example:
        >>> print(render_plain((Block("heading", "Why"), Block("point", "because"))), end="")
        Why
        ---
          - because
    """
    lines: list[str] = []
    before: Block | None = None
    for block in outline:
        if before is not None and (block.kind in ("title", "heading", "paragraph") and before.kind != "heading"):
            lines.append("")
        lines += _lines(block, width)
        before = block
    return "\n".join(lines) + "\n"


def _lines(block: Block, width: int) -> list[str]:
    text = visible(block.text).replace("\n", " ")
    if block.kind in ("title", "heading"):
        rule = "=" if block.kind == "title" else "-"
        wrapped = textwrap.wrap(text, width)
        return [*wrapped, rule * max(map(len, wrapped))]
    margin = "  " * (block.depth + (block.kind in ("point", "step", "aside")))
    mark = {"point": "- ", "step": f"{block.number}. "}.get(block.kind, "")
    return textwrap.wrap(
        text,
        width,
        initial_indent=margin + mark,
        subsequent_indent=margin + " " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )
