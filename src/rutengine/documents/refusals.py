"""What a value is, in words, and how a wrong one is refused."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import NoReturn

from rutengine.diagnostics.diagnostic import Finding, KeyPath
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import find_hidden, quoted
from rutengine.diagnostics.suggestions import did_you_mean


class RefusalError(Exception):
    """A value that is not what it should be; where it stands is known only further up."""

    def __init__(self, code: str, what: str, *, expected: str | None = None, found: str | None = None) -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.expected = expected
        self.found = found
        self.help: str | None = None

    def advise(self, help: str | None) -> "RefusalError":
        """Say what to write in its place, if anything is known."""
        self.help = help
        return self

    def finding(self, path: KeyPath) -> Finding:
        """Return what is said about the value at `path`."""
        message = f"{named(path)} {self.what}"
        return Finding(code=self.code, message=message, expected=self.expected, found=self.found, help=self.help)


def named(path: KeyPath) -> str:
    """Return what a reader calls the value at the end of a path.

    Example:
        >>> named(("rule", 2, "support", "find-mentor")), named(("rule", 2, "cite", 0)), named(("route", 1))
        ('`support.find-mentor`', 'item 1 of `cite`', 'item 2 of `route`')
    """
    if not path:
        return "the file"
    keys: list[str] = []
    for key in reversed(path):
        if isinstance(key, int):
            break
        keys.append(key)
    if keys:
        return quoted(".".join(reversed(keys)))
    lists = [key for key in path if isinstance(key, str)]
    return f"item {path[-1] + 1} of {quoted(lists[-1])}" if lists and isinstance(path[-1], int) else "an item"


def described(value: object) -> str:
    """Say what a value of a pack is; packs are no secret, so short texts and numbers are shown.

    Example:
        >>> described("3"), described(True), described(2.5), described([])
        ('the text `3`', '`true`', 'the decimal number 2.5', 'an empty list')
    """
    match value:
        case bool():
            return "`true`" if value else "`false`"
        case int():
            return f"the whole number {value}" if abs(value) <= LIMITS.integer else "a number that is too large"
        case float():
            return f"the decimal number {value}"
        case str():
            return f"the text {quoted(value)}" if value else "an empty text"
        case list():
            return "a list" if value else "an empty list"
        case dict():
            return "a table"
        case datetime():
            return "a date with a time"
        case date():
            return "a date"
        case time():
            return "a time"
        case _:
            return "nothing" if value is None else "something else"


def refuse_type(value: object, expected: str, help: str | None = None) -> NoReturn:
    """Refuse a value of the wrong type."""
    raise RefusalError("RUT108", "has the wrong type", expected=expected, found=described(value)).advise(help)


def exact_text(value: object, _: object = None) -> str:
    """Return a text that has something in it and hides nothing."""
    if type(value) is not str:
        hint = "put it in quotes" if isinstance(value, int | float) else None
        refuse_type(value, "a text", hint)
    if not value.strip():
        raise RefusalError("RUT109", "is empty", expected="a text with something in it")
    check_visible(value)
    return value


def check_visible(text: str) -> None:
    """Refuse a text in which a character cannot be seen, or changes how others are seen."""
    position = find_hidden(text)
    if position is not None:
        what = f"has the character U+{ord(text[position]):04X}, which hides or reorders text"
        raise RefusalError("RUT110", what).advise("take it out, or say it in words")


def exact_int(value: object, _: object = None) -> int:
    """Return a whole number that fits into 53 bits; true is not 1, and 3.0 is not 3."""
    if type(value) is not int:
        refuse_type(value, "a whole number", _number_meant(value))
    if abs(value) > LIMITS.integer:
        raise RefusalError(
            "RUT109", "is too large", expected=f"a whole number from -{LIMITS.integer} to {LIMITS.integer}"
        )
    return value


def _number_meant(value: object) -> str | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= LIMITS.integer_digits:
        return f"write {value} without quotes"
    if isinstance(value, float) and value.is_integer() and abs(value) <= LIMITS.integer:
        return f"write {int(value)}"
    return None


def exact_bool(value: object, _: object = None) -> bool:
    """Return true or false; 1 and 0 are neither."""
    if type(value) is not bool:
        refuse_type(value, "`true` or `false`")
    return value


def exact_date(value: object, _: object = None) -> date:
    """Return a date without a time."""
    if type(value) is not date:
        refuse_type(value, "a date such as 2026-11-21", "write it without quotes" if isinstance(value, str) else None)
    return value


def exact_list(value: object) -> list[object]:
    """Return a list."""
    if type(value) is not list:
        hint = "a list stands in brackets, even if it has one item" if isinstance(value, str) else None
        if isinstance(value, dict):
            hint = "a list of tables is written with two brackets: `[[...]]`"
        refuse_type(value, "a list", hint)
    return value


def exact_table(value: object) -> dict[str, object]:
    """Return a table, all of whose keys are texts."""
    if type(value) is not dict or any(type(key) is not str for key in value):
        refuse_type(value, "a table")
    return value


def one_of(value: object, allowed: Sequence[str]) -> str:
    """Return a text that is one of those that are allowed."""
    expected = f"one of {listed(allowed)}"
    if type(value) is not str:
        refuse_type(value, expected)
    if value not in allowed:
        raise RefusalError("RUT109", f"cannot be {quoted(value)}", expected=expected).advise(
            did_you_mean(value, allowed)
        )
    return value


def listed(names: Iterable[str]) -> str:
    """Return names in backticks, with commas between them."""
    return ", ".join(f"`{name}`" for name in names)
