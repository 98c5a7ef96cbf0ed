"""Where the keys and values of a TOML text stand, by the path that leads to them; and the line that shows them."""

from collections.abc import Iterator

import attrs

from rutengine.diagnostics.diagnostic import Excerpt, KeyPath
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import visible
from rutengine.diagnostics.spans import Span

_CUT = "..."
_SHOWN = 160
_LONGEST = LIMITS.condition_characters


class Node:
    """One key of the text, while it is scanned: where it stands, where its value stands, and what is inside it."""

    __slots__ = ("children", "key_end", "key_start", "last", "value_end", "value_start")

    def __init__(self, key_start: int, key_end: int) -> None:
        self.key_start: int = key_start
        self.key_end: int = key_end
        self.value_start: int = -1
        self.value_end: int = -1
        self.last: Node | None = None
        self.children: dict[str | int, Node] = {}

    @property
    def current(self) -> "Node":
        """The table that is meant when the key is used in a header: of a list of tables, the last one."""
        return self if self.last is None else self.last

    def open(self, name: str, start: int, end: int) -> "Node":
        """Return what is inside under `name`; the place where it was first named is kept."""
        node = self.children.get(name)
        if node is None:
            node = self.children[name] = Node(start, end)
        return node

    def append(self, start: int, end: int) -> "Node":
        """Add an item of a list."""
        node = self.children[len(self.children)] = self.last = Node(start, end)
        return node

    def find(self, key: str | int) -> "Node | None":
        """Return what is inside under `key`, if it was named."""
        return self.children.get(key)

    def walk(self, path: KeyPath = ()) -> "Iterator[tuple[KeyPath, Node]]":
        """Visit everything inside, with its path."""
        waiting = [(path, self)]
        while waiting:
            place, node = waiting.pop()
            for key, child in node.children.items():
                yield (*place, key), child
                waiting.append(((*place, key), child))


@attrs.frozen
class Position:
    """A place in a text: characters before it, and its line and column, counted from 1."""

    offset: int
    line: int
    column: int


@attrs.frozen
class Place:
    """Where a key stands, and where its value does; a table that was opened by a header has no value."""

    key: Position
    value: Position | None


@attrs.frozen(eq=False)
class SourceMap:
    """The places of one TOML text.

    Arguments:
        text: the text, its lines ending in a plain newline.
        root: what the scanner found in it.
    """

    text: str = attrs.field(repr=False)
    root: Node = attrs.field(repr=False)

    def find(self, path: KeyPath) -> Place | None:
        """Return where exactly this key stands, or None if nothing stands there."""
        node, missing = self._nearest(path)
        if missing or node is None:
            return None
        value = None if node.value_start < 0 else self._position(node.value_start)
        return Place(self._position(node.key_start), value)

    def paths(self) -> Iterator[KeyPath]:
        """Visit the path of every key and of every item of a list."""
        return (path for path, _ in self.root.walk())

    def locate(self, path: KeyPath, span: Span | None = None) -> Excerpt | None:
        """Show the key at `path`, or the nearest one above it; with `span`, that part of its text.

        A span can be shown if the value is a text without escapes; otherwise the key is shown.

        Example:
            >>> from rutengine.documents.scan import scan_toml
            >>> source = scan_toml('when = "signals.pased_over >= 2"').source
            >>> source.locate(("when",), Span(8, 18)).column
            17
            >>> source.locate(("when", 3)).column
            1
        """
        node, missing = self._nearest(path)
        if node is None:
            return None
        start = None if missing or span is None else self._content(node)
        if start is None or span is None or start + span.start > node.value_end:
            return self.excerpt(node.key_start, node.key_end - node.key_start)
        return self.excerpt(start + span.start, min(span.end + start, node.value_end) - span.start - start)

    def excerpt(self, offset: int, width: int = 1) -> Excerpt:
        """Show the line that holds the character at `offset`, and `width` characters from there.

        A long line is cut behind the place, so that the column counts in the line and in what is shown alike. Only a
        place that is thousands of characters away is shown without what stands before it; its column then counts in
        what is shown.
        """
        place = self._position(offset)
        start = offset - place.column + 1
        newline = self.text.find("\n", start)
        end = len(self.text) if newline < 0 else newline
        width = max(1, min(width, end - offset, _LONGEST))
        far = place.column > _LONGEST
        first = offset if far else start
        last = min(end, max(first + _SHOWN, offset + width))
        shown = visible(self.text[first:last].replace("\t", " "))
        text = f"{_CUT if far else ''}{shown}{_CUT if last < end else ''}"
        return Excerpt(line=place.line, column=len(_CUT) + 1 if far else place.column, text=text, width=width)

    def offset_of(self, line: int, column: int) -> int:
        """Return the offset of a line and column that are counted from 1."""
        offset = 0
        for _ in range(line - 1):
            offset = self.text.find("\n", offset) + 1
        return min(offset + column - 1, len(self.text))

    def _position(self, offset: int) -> Position:
        start = self.text.rfind("\n", 0, offset) + 1
        return Position(offset, self.text.count("\n", 0, offset) + 1, offset - start + 1)

    def _nearest(self, path: KeyPath) -> tuple[Node | None, bool]:
        """Return the node of `path` or of the longest part of it that was named, and whether something is missing."""
        node = self.root
        for key in path:
            inside = node.find(key)
            if inside is None:
                return (None if node is self.root else node), True
            node = inside
        return (None if node is self.root else node), False

    def _content(self, node: Node) -> int | None:
        """Return where the characters of a text without escapes begin, or None for any other value."""
        raw = self.text[max(node.value_start, 0) : node.value_end]
        if not raw.startswith(('"', "'")) or (raw[0] == '"' and "\\" in raw):
            return None
        if not raw.startswith(('"""', "'''")):
            return node.value_start + 1
        return node.value_start + (4 if raw[3] == "\n" else 3)
