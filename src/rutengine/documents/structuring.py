"""Parsed tables to the nouns of a pack, exactly: nothing is coerced, no key is ignored, all problems are returned."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar, cast

import attrs
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from rutengine.diagnostics.diagnostic import Address, Diagnostic, Finding, KeyPath
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.documents.converter import exact_converter, key_of, keys_of
from rutengine.documents.refusals import RefusalError, listed
from rutengine.model.pack import History, PackHead, Plan, Stance
from rutengine.model.scenario import Expectation, Scenario
from rutengine.model.strategy import Route, Strategy, Tip

T = TypeVar("T")

_OUTSIDE: Final = (
    (Route, Strategy),
    (Tip, Strategy),
    (Stance, PackHead),
    (History, PackHead),
    (Plan, PackHead),
    (Expectation, Scenario),
)
_INSIDE: Final = (
    (Strategy, ("route", "tip")),
    (PackHead, ("constants", "history", "plan")),
    (Scenario, ("given", "expect")),
)
_GIVEN: Final = (
    ("id", "the id is the name of the file or of the table"),
    ("theme", "the theme of a rule is the name of its file"),
    ("name", "the name of a fact is that of its table"),
)


def structure(
    cls: type[T],
    value: object,
    address: Address,
    subject: str | None = None,
    given: Mapping[str, object] | None = None,
) -> T | list[Diagnostic]:
    """Return an object of `cls`, or a diagnostic for each thing that is wrong with `value`.

    Arguments:
        cls: a class of the model.
        value: what `tomllib` returned.
        address: where it stands; kept in the object.
        subject: what it belongs to, for people.
        given: fields that are not written in the table, because a file or a table is named after them.

    Example:
        >>> structure(Plan, {"hours": "situation.hours"}, Address("pack.toml", ("plan",)))
        Plan(hours='situation.hours')
        >>> [problem.finding.message for problem in structure(Plan, {"hours": 3, "hour": 4}, Address("pack.toml"))]
        ['unknown key `hour`', '`hours` has the wrong type']
    """
    given = given or {}
    account = _Account(address, subject, value, frozenset(given))
    if type(value) is dict:
        for key in given.keys() & value.keys():
            finding = Finding(code="RUT106", message=f"unknown key {quoted(key)}", help=dict(_GIVEN).get(key))
            account.add((key,), finding)
        value = {**value, **given}
    try:
        result: T = exact_converter().structure(value, cls)
    except (BaseValidationError, RefusalError) as error:
        account.read(error, ())
        return account.sorted()
    return account.sorted() or _addressed(result, address)


def _addressed(result: T, address: Address) -> T:
    """Return the object with its address, if it has a field for one."""
    instance: Any = result
    name = next((field.name for field in attrs.fields(type(instance)) if field.type is Address), None)
    return result if name is None else cast("T", attrs.evolve(instance, **{name: address}))


class _Account:
    """Turns the exception group of the converter into diagnostics."""

    def __init__(self, address: Address, subject: str | None, value: object, given: frozenset[str]) -> None:
        self._address = address
        self._subject = subject
        self._value = value
        self._given = given
        self._found: list[Diagnostic] = []

    def add(self, path: KeyPath, finding: Finding) -> None:
        self._found.append(Diagnostic(finding=finding, address=self._address.at(*path), subject=self._subject))

    def sorted(self) -> list[Diagnostic]:
        return sorted(self._found, key=lambda problem: (problem.code, str(problem.address)))

    def read(self, error: Exception, path: KeyPath) -> None:
        """Add what one exception says; an exception that nobody raised on purpose goes on."""
        if isinstance(error, RefusalError):
            self.add(path, error.finding((*self._address.path, *path)))
        elif isinstance(error, ForbiddenExtraKeysError):
            self._add_unknown(path, error.cl, sorted(error.extra_fields))
        elif isinstance(error, ClassValidationError):
            for inner in error.exceptions:
                key = key_of(error.cl, _noted(inner))
                if isinstance(inner, KeyError):
                    self._add_missing(path, error.cl, key)
                else:
                    self.read(inner, (*path, key) if key else path)
        elif isinstance(error, BaseValidationError):
            for inner in error.exceptions:
                self.read(inner, (*path, _index(inner)))
        else:
            raise error

    def _add_unknown(self, path: KeyPath, cls: type[Any], keys: list[str]) -> None:
        known = [key for key in keys_of(cls) if path or key not in self._given]
        for key in keys[: LIMITS.problems_shown]:
            hint = _belongs_above(cls, key, (*self._address.path, *path)) or did_you_mean(key, known)
            expected = None if hint else f"one of {listed(known)}"
            finding = Finding(code="RUT106", message=f"unknown key {quoted(key)}", expected=expected, help=hint)
            self.add((*path, key), finding)
        rest = len(keys) - LIMITS.problems_shown
        if rest > 0:
            self.add(path, Finding(code="RUT106", message=f"{rest} more unknown keys"))

    def _add_missing(self, path: KeyPath, cls: type[Any], key: str) -> None:
        hint = _stands_inside(cls, self._value, key) if isinstance(self._value, dict) and not path else None
        self.add(path, Finding(code="RUT107", message=f"missing key `{key}`", help=hint))


def _noted(error: Exception) -> str:
    """Return the field in which an exception was raised, or nothing if it is about the whole object."""
    notes = getattr(error, "__notes__", ())
    return next((note.name for note in notes if isinstance(note, AttributeValidationNote)), "")


def _index(error: Exception) -> str | int:
    """Return the position or key of the item in which an exception was raised."""
    notes = getattr(error, "__notes__", ())
    return next(note.index for note in notes if isinstance(note, IterableValidationNote))


def _belongs_above(cls: type[Any], key: str, path: KeyPath) -> str | None:
    """Say of a key that it belongs to the file, and was written below a table header that took it in."""
    outer = dict(_OUTSIDE).get(cls)
    if outer is None or key not in keys_of(outer):
        return None
    if cls in (Route, Tip):
        header = f"[[{next(name for name in reversed(path) if isinstance(name, str))}]]"
        return f"`{key}` stands inside a `{header}`: write it above the first `{header}`"
    header = ".".join(str(name) for name in path)
    return f"`{key}` stands inside {quoted(f'[{header}]')}: write it above the first table"


def _stands_inside(cls: type[Any], value: Mapping[str, object], key: str) -> str | None:
    """Say of a missing key that it was written below a table header that took it in."""
    for name in dict(_INSIDE).get(cls, ()):
        inner = value.get(name)
        if isinstance(inner, list) and any(isinstance(item, dict) and key in item for item in inner):
            return f"`{key}` stands inside a `[[{name}]]`: write it above the first `[[{name}]]`"
        if isinstance(inner, dict) and key in inner:
            return f"`{key}` stands inside `[{name}]`: write it above the first table"
    return None
