"""A linear look at TOML text before `tomllib` reads it: how complex it is, and where every key and value stands.

`tomllib` needs seconds for a key of 20,000 parts and recurses on nested arrays; nothing here does. The scanner takes
every valid text and more: where it gives up, `tomllib` does so too, at the same place or before it.
"""

import re
import tomllib

import attrs

from rutengine.diagnostics.limits import LIMITS
from rutengine.documents.places import Node, SourceMap

_BLANK = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+")
_SPACE = re.compile(r"[ \t]*+")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]++")
_BARE_VALUE = re.compile(r"[^\n,#=\"'\[\]{}]++")
_TEXT = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}"
    r'|"(?!"")(?:[^"\\\n]++|\\[^\n])*+"'
    r"|'(?!'')[^'\n]*+'",
    re.DOTALL,
)


@attrs.frozen
class Excess:
    """What a text has too much of, and the offset at which there is too much."""

    message: str
    offset: int


@attrs.frozen
class Scan:
    """What a look at a text found: the places of its keys, and the first thing that there is too much of."""

    source: SourceMap
    excess: Excess | None = None


def scan_toml(text: str) -> Scan:
    """Look at TOML text, without any recursion that the text could deepen; malformed text is looked at up to the flaw.

    Lines must end in a plain newline, as they do after `text.replace("\\r\\n", "\\n")`.

    Example:
        >>> scan = scan_toml("[[rule]]\\nid = 'a'\\n")
        >>> scan.excess is None, scan.source.find(("rule", 0, "id")).key.line
        (True, 2)
        >>> scan_toml("a.b.c.d.e.f.g.h.i = 1").excess.message
        'a key has more than 8 parts'
    """
    scanner = _Scanner(text)
    excess = None
    try:
        scanner.read_document()
    except _TooMuchError as error:
        excess = Excess(error.message, scanner.at)
    except _MalformedError:
        pass  # tomllib says it better
    return Scan(SourceMap(text, scanner.root), excess)


class _MalformedError(Exception):
    """The text is not TOML from here on."""


class _TooMuchError(Exception):
    """A limit is exceeded here."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


_Part = tuple[str, int, int]
"""One part of a key: its name, and where it starts and ends."""


class _Scanner:
    """Reads statement after statement; `at` is the next character, `root` collects the places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.root = Node(0, 0)
        self.headers = 0

    def read_document(self) -> None:
        table = self.root
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._read_header()
            else:
                self._read_pair(table, 0)
            self._skip(_SPACE)
            if self.at < len(self.text) and self.text[self.at] not in "\n#":
                raise _MalformedError
            self._skip(_BLANK)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = self.at if found is None else found.end()

    def _expect(self, mark: str) -> None:
        if not self.text.startswith(mark, self.at):
            raise _MalformedError
        self.at += len(mark)

    def _read_header(self) -> Node:
        """Read `[a.b]` or `[[a.b]]`, and return the table that it opens."""
        self.headers += 1
        if self.headers > LIMITS.rules:
            raise _TooMuchError(f"a file has more than {LIMITS.rules} tables")
        double = self.text.startswith("[[", self.at)
        self.at += 2 if double else 1
        self._skip(_SPACE)
        parts = self._read_key()
        self._expect("]]" if double else "]")
        table = self.root
        for part in parts[:-1]:
            table = table.open(*part).current
        last = table.open(*parts[-1])
        return last.append(parts[-1][1], parts[-1][2]) if double else last.current

    def _read_pair(self, table: Node, depth: int) -> None:
        """Read `key = value` into a table."""
        node = table
        for part in self._read_key():
            node = node.open(*part)
        self._expect("=")
        self._skip(_SPACE)
        self._read_value(node, depth)

    def _read_key(self) -> list[_Part]:
        """Read the parts of a key and the space behind it; too many parts are too much at once, not at the end."""
        parts: list[_Part] = []
        while True:
            start = self.at
            parts.append((self._read_part(), start, self.at))
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return parts
            if len(parts) == LIMITS.toml_key_parts:
                raise _TooMuchError(f"a key has more than {LIMITS.toml_key_parts} parts")
            self.at += 1
            self._skip(_SPACE)

    def _read_part(self) -> str:
        bare = _BARE_KEY.match(self.text, self.at)
        if bare is not None:
            self.at = bare.end()
            return bare.group()
        found = _TEXT.match(self.text, self.at)
        if found is None:
            raise _MalformedError
        raw = found.group()
        if raw.startswith(('"""', "'''")):
            raise _MalformedError
        self.at = found.end()
        return _unescaped(raw) if "\\" in raw and raw[0] == '"' else raw[1:-1]

    def _read_value(self, node: Node, depth: int) -> None:
        """Read a value, and note in `node` where it starts and ends."""
        start = self.at
        opener = self.text[start : start + 1]
        if opener in ("[", "{") and depth == LIMITS.toml_depth:
            raise _TooMuchError(f"a value has more than {LIMITS.toml_depth} lists and tables inside each other")
        if opener == "[":
            self._read_list(node, depth + 1)
        elif opener == "{":
            self._read_table(node, depth + 1)
        else:
            found = (_TEXT if opener in ('"', "'") else _BARE_VALUE).match(self.text, start)
            if found is None:
                raise _MalformedError
            self.at = found.end()
        node.value_start, node.value_end = start, start + len(self.text[start : self.at].rstrip())

    def _read_list(self, node: Node, depth: int) -> None:
        self.at += 1
        self._skip(_BLANK)
        while not self.text.startswith("]", self.at):
            item = node.append(self.at, self.at)
            self._read_value(item, depth)
            item.key_end = item.value_end
            self._skip(_BLANK)
            if self.text.startswith("]", self.at):
                break
            self._expect(",")
            self._skip(_BLANK)
        self.at += 1

    def _read_table(self, node: Node, depth: int) -> None:
        self.at += 1
        self._skip(_BLANK)
        while not self.text.startswith("}", self.at):
            self._read_pair(node, depth)
            self._skip(_BLANK)
            if self.text.startswith("}", self.at):
                break
            self._expect(",")
            self._skip(_BLANK)
        self.at += 1


def _unescaped(raw: str) -> str:
    """Return what a quoted key with escapes says."""
    try:
        return str(tomllib.loads(f"key = {raw}")["key"])
    except ValueError as error:
        raise _MalformedError from error
