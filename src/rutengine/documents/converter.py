"""The exact converter: a table becomes an object only if every value already has the type that the object wants."""

import functools
import types
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, Literal, Union, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import BaseValidationError, IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, override

from rutengine.diagnostics.diagnostic import Address
from rutengine.diagnostics.limits import LIMITS
from rutengine.documents.refusals import (
    RefusalError,
    check_visible,
    exact_bool,
    exact_date,
    exact_int,
    exact_list,
    exact_table,
    exact_text,
    one_of,
    refuse_type,
)
from rutengine.model.pattern import CaseRow
from rutengine.model.strategy import Strategy
from rutengine.model.table import Table

Hook = Callable[[object, object], Any]

_KEYS: Final[Mapping[tuple[type[Any], str], str]] = types.MappingProxyType(
    {(Strategy, "routes"): "route", (Strategy, "tips"): "tip", (CaseRow, "value"): "is"}
)


def key_of(cls: type[Any], field: str) -> str:
    """Return the key under which a field is written.

    Example:
        >>> key_of(Strategy, "routes"), key_of(Strategy, "steps")
        ('route', 'steps')
    """
    return _KEYS.get((cls, field), field)


def keys_of(cls: type[Any]) -> tuple[str, ...]:
    """Return the keys that a table of this class may have, in the order of its fields.

    Example:
        >>> keys_of(CaseRow)
        ('is', 'when')
    """
    return tuple(key_of(cls, field.name) for field in attrs.fields(cls) if field.type is not Address)


@functools.cache
def exact_converter() -> Converter:
    """Return the converter; it is built once, because that is slow, and never changed."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook(str, exact_text)
    converter.register_structure_hook(int, exact_int)
    converter.register_structure_hook(bool, exact_bool)
    converter.register_structure_hook(date, exact_date)
    factories: tuple[tuple[Callable[[Any], bool], Callable[[Any, Converter], Hook]], ...] = (
        (attrs.has, _class_hook),
        (lambda cls: get_origin(cls) is Table, _table_hook),
        (lambda cls: get_origin(cls) is Mapping, _answers_hook),
        (lambda cls: get_origin(cls) is tuple, _list_hook),
        (lambda cls: get_origin(cls) is Literal, _choice_hook),
        (lambda cls: get_origin(cls) in (Union, types.UnionType), _union_hook),
    )
    for fits, factory in factories:
        converter.register_structure_hook_factory(fits, factory)
    return converter


def _class_hook(cls: type[Any], converter: Converter) -> Hook:
    """A table with the keys of the class; where it stands is no key of it."""
    overrides = {
        field.name: override(omit=True) if field.type is Address else override(rename=key_of(cls, field.name))
        for field in attrs.fields(cls)
    }
    read = make_dict_structure_fn(cls, converter, **overrides)  # type: ignore[arg-type]
    return lambda value, _: read(exact_table(value), cls)


def _table_hook(cls: Any, converter: Converter) -> Hook:  # noqa: ANN401 - a generic alias
    (inner,) = get_args(cls)
    read: Hook = converter.get_structure_hook(inner)

    def read_entry(key: object, value: object) -> tuple[str, object]:
        name = str(key)
        check_visible(name)
        return name, read(value, inner)

    def hook(value: object, _: object) -> Table[Any]:
        entries = exact_table(value).items()
        return Table(dict(_each(cls, [(key, functools.partial(read_entry, key, item)) for key, item in entries])))

    return hook


def _answers_hook(_: object, __: Converter) -> Hook:
    """A table that is read later, by the vocabulary."""
    return lambda value, _: exact_table(value)


def _list_hook(cls: Any, converter: Converter) -> Hook:  # noqa: ANN401 - a generic alias
    inner = get_args(cls)[0]
    read: Hook = converter.get_structure_hook(inner)

    def hook(value: object, _: object) -> tuple[Any, ...]:
        items = enumerate(exact_list(value))
        return tuple(_each(cls, [(i, functools.partial(read, item, inner)) for i, item in items]))

    return hook


def _each(cls: object, readers: list[tuple[int | str, Callable[[], Any]]]) -> list[Any]:
    """Read every item, and report those that are wrong: at most twenty, then the rest is not looked at."""
    items: list[Any] = []
    errors: list[Exception] = []
    for index, read in readers:
        try:
            items.append(read())
        except (BaseValidationError, RefusalError) as error:
            error.add_note(IterableValidationNote("inside a list or table", index, cls))
            errors.append(error)
            if len(errors) == LIMITS.problems_shown:
                break
    if errors:
        raise IterableValidationError("wrong items", errors, list)
    return items


def _choice_hook(cls: Any, _: Converter) -> Hook:  # noqa: ANN401 - a Literal
    allowed: tuple[str, ...] = get_args(cls)
    return lambda value, _: one_of(value, allowed)


def _union_hook(cls: Any, converter: Converter) -> Hook:  # noqa: ANN401 - a union
    """An optional value that is there, or one that is a whole number or a text."""
    inner = [argument for argument in get_args(cls) if argument is not type(None)]
    if len(inner) == 1:
        read: Hook = converter.get_structure_hook(inner[0])
        return lambda value, _: read(value, inner[0])
    if inner != [int, str]:
        raise TypeError(f"no exact reading of {cls}")
    return _int_or_text


def _int_or_text(value: object, _: object) -> int | str:
    if type(value) is int:
        return exact_int(value)
    if type(value) is not str:
        refuse_type(value, "a whole number or a text")
    return exact_text(value)
