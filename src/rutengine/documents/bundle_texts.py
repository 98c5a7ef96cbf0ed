"""The text of an audit bundle: one canonical form, its digests, and its limits, checked before it is parsed."""

import hashlib
import hmac
import json
import re
from typing import Final

from rutengine.diagnostics.errors import BundleError
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import quoted

BUNDLE_BYTES: Final = 16 * 1024 * 1024
"""How large a bundle may be."""

DEEPEST: Final = 256
"""How many tables and lists may stand inside each other."""

_MARKS: Final = re.compile(r'"(?:[^"\\]++|\\.?)*+"?|[\[{]|[\]}]', re.DOTALL)


def canonical(value: object) -> str:
    """Return plain data as JSON: sorted keys, no spaces, ASCII only.

    Example:
        >>> canonical({"b": [1, True], "a": None})
        '{"a":null,"b":[1,true]}'
    """
    return json.dumps(value, sort_keys=True, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical form, in hexadecimal digits."""
    return hashlib.sha256(canonical(value).encode("ascii")).hexdigest()


def keyed_digest(key: bytes, value: object) -> str:
    """Return the HMAC-SHA256 of the canonical form, in hexadecimal digits."""
    return hmac.new(key, canonical(value).encode("ascii"), hashlib.sha256).hexdigest()


def parse_bundle(source: str | bytes) -> object:
    """Return what a text says, as plain data without decimal numbers.

    Raises:
        BundleError: it is too large, too deep or no JSON, or a key of a table comes again.

    Example:
        >>> parse_bundle('{"a": 1.5, "b": 1, "b": 2}')
        Traceback (most recent call last):
        rutengine.diagnostics.errors.BundleError: the bundle has 2 problems:
          - expected whole numbers, found another number
          - the key `b` comes again
    """
    text = _decoded(source)
    depth = 0
    for mark in _MARKS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(mark.group()[0], 0)
        if depth > DEEPEST:
            raise _too_deep()
    problems: list[str] = []

    def table(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in pairs:
            if key in found:
                problems.append(f"the key {quoted(key)} comes again")
            found[key] = value
        return found

    def whole(digits: str) -> int:
        if len(digits.lstrip("-")) <= LIMITS.integer_digits:
            return int(digits)
        return refuse(digits)

    def refuse(_: str) -> int:
        problems.append("expected whole numbers, found another number")
        return 0

    try:
        data: object = json.loads(
            text, object_pairs_hook=table, parse_int=whole, parse_float=refuse, parse_constant=refuse
        )
    except json.JSONDecodeError as error:
        raise BundleError(
            [f"expected JSON, found something else at line {error.lineno}, column {error.colno}"]
        ) from None
    except RecursionError:
        raise _too_deep() from None
    if problems:
        raise BundleError(problems[: LIMITS.problems_kept])
    return data


def _decoded(source: str | bytes) -> str:
    try:
        data = source if isinstance(source, bytes) else source[: BUNDLE_BYTES + 1].encode("utf-8")
        if len(data) > BUNDLE_BYTES:
            raise BundleError([f"expected at most {BUNDLE_BYTES // 1024**2} MiB, found more"])
        return data.decode("utf-8")
    except UnicodeError as error:
        raise BundleError(["expected UTF-8, found something else"]) from error


def _too_deep() -> BundleError:
    return BundleError([f"expected at most {DEEPEST} tables and lists inside each other, found more"])
