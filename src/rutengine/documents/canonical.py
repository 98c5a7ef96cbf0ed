"""The content hash of a pack: what it means, not how it is laid out."""

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Protocol

import attrs

from rutengine.diagnostics.diagnostic import Address
from rutengine.diagnostics.errors import LanguageError
from rutengine.language.parser import parse_condition, parse_level
from rutengine.language.printer import print_condition, print_level
from rutengine.model.constraint import Constraint
from rutengine.model.pack import Pack, PackHead
from rutengine.model.pattern import CaseRow, Pattern
from rutengine.model.rule import Rule
from rutengine.model.strategy import After, Route, Tip
from rutengine.model.table import Table
from rutengine.model.words import FactWords

CANONICAL_FORM: Final = 1
"""The number of the canonical form; another form gives other hashes."""

_LEFT_OUT: Final = frozenset(
    {
        *((Rule, "remark"), (Rule, "reviewed"), (PackHead, "accept")),
        *((Pack, "guarantees"), (Pack, "scenarios"), (Pack, "seeds"), (Pack, "overlays"), (Pack, "hashed")),
    }
)


class Reprint(Protocol):
    """From the text of a condition or a level to its canonical text."""

    def __call__(self, text: str, *, keep: bool = False) -> str:
        """Return the canonical text; `keep` leaves parentheses that `text` has for its readers."""
        ...


def _condition(text: str, *, keep: bool = False) -> str:
    return print_condition(parse_condition(text), text if keep else "")


def _level(text: str, *, keep: bool = False) -> str:
    return print_level(parse_level(text), text if keep else "")


CONDITIONS: Final[Mapping[tuple[type[Any], str], Reprint]] = MappingProxyType(
    {
        (Rule, "when"): _condition,
        (Route, "when"): _condition,
        (Tip, "when"): _condition,
        (After, "when"): _condition,
        (CaseRow, "when"): _condition,
        (FactWords, "follows"): _condition,
        (Constraint, "holds"): _condition,
        (Pattern, "any"): _condition,
        (Pattern, "count"): _condition,
        (Pattern, "level"): _level,
    }
)
"""Which fields hold conditions and levels, and what gives their canonical text."""


def content_hash(pack: Pack) -> str:
    """Return the SHA-256, in hexadecimal digits, of the canonical form of a pack."""
    return hashlib.sha256(canonical_json(pack).encode("ascii")).hexdigest()


def canonical_json(pack: Pack) -> str:
    """Return the canonical form of a pack: JSON with sorted keys and without addresses, all defaults filled in.

    Conditions are written as the printer writes them; one that cannot be read stays as it is. The remarks and reviews
    of editors, the findings that they accept, guarantees, scenarios and seeds decide nothing, and are left out.
    """
    document = {"canonical": CANONICAL_FORM, "pack": _plain(pack)}
    return json.dumps(document, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _plain(value: Any) -> Any:  # noqa: ANN401 - anything that a pack is made of
    if isinstance(value, Table):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not attrs.has(type(value)):
        return value
    cls = type(value)
    fields = [field for field in attrs.fields(cls) if field.type is not Address and (cls, field.name) not in _LEFT_OUT]
    return {field.name: _field(cls, field.name, getattr(value, field.name)) for field in fields}


def _field(cls: type[Any], name: str, value: Any) -> Any:  # noqa: ANN401 - anything that a pack is made of
    reprint = CONDITIONS.get((cls, name))
    return _plain(value) if reprint is None else _reprinted(value, reprint)


def _reprinted(value: Any, reprint: Reprint) -> Any:  # noqa: ANN401 - a text, a list of texts, or none
    if isinstance(value, tuple):
        return [_reprinted(item, reprint) for item in value]
    if value is None:
        return None
    try:
        return reprint(value)
    except LanguageError:
        return value
