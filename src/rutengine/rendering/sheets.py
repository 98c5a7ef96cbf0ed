"""A sheet is a text to take along: sections of outlines, tables and room to write; here it becomes Markdown."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

import attrs

from rutengine.rendering.markdown import escaped, render_markdown
from rutengine.rendering.outline import Block, Outline

BLANK: Final = "." * 16
"""What stands in a sentence where something is to be filled in."""

_LINE: Final = "." * 72


@attrs.frozen(repr=False)
class Table:
    """A table of plain texts.

    Arguments:
        header: the headings of its columns.
        rows: its rows, each as long as the header; an empty text leaves room.
        roomy: whether it is there to be filled in by hand, so that its rows are high.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    roomy: bool = False

    def __repr__(self) -> str:
        return f"<Table: {len(self.rows)} rows>"


@attrs.frozen
class Room:
    """Room to write: so many lines."""

    lines: int


Piece = Block | Table | Room


@attrs.frozen(repr=False)
class Section:
    """A part of a sheet under a heading; `small` is for what one looks up and does not read through."""

    heading: str
    pieces: tuple[Piece, ...]
    small: bool = False

    def __repr__(self) -> str:
        return f"<Section: {len(self.pieces)} pieces>"


@attrs.frozen(repr=False)
class Sheet:
    """A title, what is said first, and the sections; whoever prints it prints something of a person."""

    title: str
    lead: Outline
    sections: tuple[Section, ...] = ()

    def __repr__(self) -> str:
        return f"<Sheet: {len(self.sections)} sections>"


def runs(pieces: Iterable[Piece]) -> Iterator[Outline | Table | Room]:
    """Return the pieces in their order, blocks that follow each other as one outline.

    Example:
        >>> [type(run).__name__ for run in runs((Block("point", "a"), Block("point", "b"), Room(2)))]
        ['tuple', 'Room']
    """
    for blocks, same in groupby(pieces, lambda piece: isinstance(piece, Block)):
        if blocks:
            yield tuple(piece for piece in same if isinstance(piece, Block))
        else:
            yield from (piece for piece in same if not isinstance(piece, Block))


def render_sheet(sheet: Sheet) -> str:
    """Return a sheet as Markdown; it ends with a line break.

    Example:
        >>> table = Table(("What", "When"), (("a|b", ""),))
        >>> print(render_sheet(Sheet("Mine", (), (Section("To do", (table,)),))), end="")
        # Mine
        <BLANKLINE>
        ## To do
        <BLANKLINE>
        | What | When |
        | --- | --- |
        | a\\|b |  |
    """
    parts = [render_markdown((Block("title", sheet.title), *sheet.lead))]
    for section in sheet.sections:
        parts.append(render_markdown((Block("heading", section.heading),)))
        parts += [_run(run) for run in runs(section.pieces)]
    return "\n".join(parts)


def _run(run: Outline | Table | Room) -> str:
    match run:
        case Table():
            rows = [run.header, ("---",) * len(run.header), *([escaped(text) for text in row] for row in run.rows)]
            return "".join(f"| {' | '.join(row)} |\n" for row in rows)
        case Room():
            return "\n".join(f"{_LINE}\n" for _ in range(run.lines))
        case _:
            return render_markdown(run)
