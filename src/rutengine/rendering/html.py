"""An outline as HTML: every text is escaped, and no element, attribute or address comes from a text."""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Final

from rutengine.diagnostics.plaintext import visible
from rutengine.rendering.outline import Block, Outline

_LISTED: Final = ("point", "step", "aside")


def render_html(outline: Outline, level: int = 2) -> str:
    """Return the outline as a piece of HTML, without a page around it.

    Arguments:
        outline: the outline.
        level: which heading its title is, from 1; its headings are one below.

    Example:
        >>> print(render_html((Block("title", "Why"), Block("point", "a < b"))), end="")
        <h2>Why</h2>
        <ul>
        <li>a &lt; b</li></ul>
    """
    return "".join(f"{line}\n" for line in _lines(outline, level))


def html_text(text: str) -> str:
    """Return a text on one line, in which every character is escaped that HTML would act on.

    Example:
        >>> html_text("<b>&'")
        '&lt;b&gt;&amp;&#x27;'
    """
    return escape(visible(text).replace("\n", " "), quote=True)


def _lines(outline: Outline, level: int) -> Iterator[str]:
    for listed, blocks in groupby(outline, lambda block: block.kind in _LISTED):
        if listed:
            yield from _lists(blocks)
            continue
        for block in blocks:
            tag = {"title": f"h{level}", "heading": f"h{level + 1}"}.get(block.kind, "p")
            yield f"<{tag}>{html_text(block.text)}</{tag}>"


def _lists(blocks: Iterator[Block]) -> Iterator[str]:
    """Return lists inside each other; no list is begun more than one level below the one that it stands in."""
    opened: list[str] = []
    line = ""
    for block in blocks:
        tag = "ol" if block.kind == "step" else "ul"
        level = min(block.depth, len(opened)) + 1
        while len(opened) > level or (len(opened) == level and opened[-1] != tag):
            line += f"</li></{opened.pop()}>"
        if len(opened) == level:
            line += "</li>"
        if line:
            yield line
        if len(opened) < level:
            opened.append(tag)
            yield f"<{tag}>"
        line = _item(block)
    yield line + "".join(f"</li></{tag}>" for tag in reversed(opened))


def _item(block: Block) -> str:
    """Return the beginning of an item; it is closed once it is known what follows."""
    text = html_text(block.text)
    if block.kind == "aside":
        return f"<li><small>{text}</small>"
    return f'<li value="{block.number}">{text}' if block.kind == "step" else f"<li>{text}"
