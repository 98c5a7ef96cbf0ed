"""The text of a profile to plain data: JSON and TOML, bounded before they are parsed, and never repeated."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from rutengine.diagnostics.errors import Problem
from rutengine.diagnostics.limits import LIMITS
from rutengine.documents.toml import BYTE_ORDER_MARK, Flaw, parse_toml

DEEPEST: Final = LIMITS.profile_depth + 2
"""A table for each part of the longest name, and two levels for an answer that is partly known."""

_TOO_LARGE_NUMBER: Final = 10**LIMITS.integer_digits
_MARKS: Final = re.compile(r'"(?:[^"\\]++|\\.?)*+"?|[\[{]|[\]}]', re.DOTALL)


class Repeating(dict[str, object]):
    """A table in which some keys were written more than once."""

    def __init__(self, pairs: list[tuple[str, object]], repeated: frozenset[str]) -> None:
        super().__init__(pairs)
        self.repeated = repeated


@attrs.frozen
class _NoNumber:
    """`NaN` or `Infinity`, which JSON does not have."""


def parse_profile(source: str | bytes) -> Mapping[str, object] | Problem:
    """Return what the text of a profile says: JSON if it starts with `{`, else TOML; nothing is interpreted yet.

    Example:
        >>> parse_profile('{"signals": {"passed_over": 3}}') == parse_profile("signals.passed_over = 3")
        True
        >>> print(parse_profile("{'signals': 1}"))
        the profile: expected JSON, found something else at line 1, column 2
    """
    text = _decoded(source)
    if isinstance(text, Problem):
        return text
    start = text.lstrip()
    if not start:
        return _whole("JSON or TOML", "an empty text")
    if start.startswith("{"):
        return _parse_json(text)
    return _parse_toml(text, "JSON starts with `{`" if start.startswith("[") else None)


def find_excess(data: Mapping[str, object]) -> Problem | None:
    """Return what a profile has too much of, or None: nesting, keys, items of lists, or characters of a text.

    Example:
        >>> print(find_excess({"name": "x" * 5000}))
        the profile: expected texts of at most 4096 characters, found a longer one
    """
    keys = items = 0
    for depth, value in _values(data):
        if depth > DEEPEST:
            return _too_deep()
        if isinstance(value, str) and len(value) > LIMITS.profile_text:
            return _whole(f"texts of at most {LIMITS.profile_text} characters", "a longer one")
        if isinstance(value, Mapping):
            keys += len(value)
        elif isinstance(value, list | tuple | set | frozenset):
            items += len(value)
        if keys > LIMITS.profile_keys:
            return _whole(f"at most {LIMITS.profile_keys} keys", "more")
        if items > LIMITS.profile_items:
            return _whole(f"at most {LIMITS.profile_items} items in lists", "more")
    return None


def _values(data: object) -> Iterator[tuple[int, object]]:
    """Visit every value, table and list, with the number of tables and lists that it is or stands in."""
    waiting = [(data, 1)]
    while waiting:
        value, depth = waiting.pop()
        yield depth if isinstance(value, Mapping | list | tuple) else depth - 1, value
        if isinstance(value, Mapping):
            waiting += [(inner, depth + 1) for pair in value.items() for inner in pair]
        elif isinstance(value, list | tuple):
            waiting += [(inner, depth + 1) for inner in value]


def _decoded(source: str | bytes) -> str | Problem:
    """Return the text, if it is of allowed size, UTF-8 and without a byte order mark."""
    if len(source) > LIMITS.profile_bytes:
        return _too_large()
    try:
        data = source if isinstance(source, bytes) else source.encode("utf-8")
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _whole("UTF-8", f"something else at byte {error.start}")
    except UnicodeEncodeError as error:
        return _whole("characters of Unicode", f"half of one at position {error.start}")
    if len(data) > LIMITS.profile_bytes:
        return _too_large()
    if text.startswith(BYTE_ORDER_MARK):
        return _whole("UTF-8 without a byte order mark", "a byte order mark")
    return text


def _parse_toml(text: str, hint: str | None) -> dict[str, object] | Problem:
    parsed = parse_toml(text)
    if not isinstance(parsed, Flaw):
        return parsed[0]
    line = parsed.source.text.count("\n", 0, parsed.offset) + 1
    if parsed.code == "RUT103":
        return _whole("less nesting and shorter keys", f"too much of it at line {line}")
    return _whole("JSON or TOML", f"neither at line {line}", hint)


def _parse_json(text: str) -> dict[str, object] | Problem:
    depth = 0
    for mark in _MARKS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(mark.group()[0], 0)
        if depth > DEEPEST:
            return _too_deep()
    try:
        data: dict[str, object] = json.loads(
            text, object_pairs_hook=_table, parse_int=_whole_number, parse_constant=_no_number
        )
    except json.JSONDecodeError as error:
        return _whole("JSON", f"something else at line {error.lineno}, column {error.colno}")
    except RecursionError:
        return _too_deep()
    return data


def _table(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) == len(pairs):
        return table
    counts = Counter(key for key, _ in pairs)
    return Repeating(pairs, frozenset(key for key, count in counts.items() if count > 1))


def _whole_number(digits: str) -> int:
    """Return a whole number; one with too many digits becomes one that no fact has."""
    return int(digits) if len(digits.lstrip("-")) <= LIMITS.integer_digits else _TOO_LARGE_NUMBER


def _no_number(_: str) -> object:
    return _NoNumber()


def _whole(expected: str, found: str, hint: str | None = None) -> Problem:
    return Problem(path="", expected=expected, found=found, help=hint)


def _too_large() -> Problem:
    return _whole(f"at most {LIMITS.profile_bytes // 1024} KiB", "more")


def _too_deep() -> Problem:
    return _whole(f"at most {DEEPEST} tables and lists inside each other", "more")
