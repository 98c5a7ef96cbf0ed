"""An outline is a text before it has a form: headings, paragraphs and nested points."""

from typing import Literal

import attrs

BlockKind = Literal["title", "heading", "paragraph", "point", "step", "aside"]


@attrs.frozen
class Block:
    """One piece of an outline.

    Arguments:
        kind: `step` is a numbered point, `aside` small print.
        text: plain text, without any markup.
        depth: how deep a point is nested, 0 at the margin.
        number: the number of a step.
    """

    kind: BlockKind
    text: str
    depth: int = 0
    number: int = 0


Outline = tuple[Block, ...]
