"""JSON Schemas of the files of a pack, made from the classes of the model: what the exact reading takes, they take.

They speak of keys and types, not of what names mean; what a text hides and how long a list may be is left to the check.
"""

import inspect
import json
import re
import types
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal, Union, get_args, get_origin

import attrs

from rutengine.diagnostics.limits import LIMITS
from rutengine.documents.converter import key_of, keys_of
from rutengine.documents.names import CONSTANT, FACT, ID, PATTERN, SECTION, Spelling
from rutengine.model.constraint import Constraint
from rutengine.model.guarantee import Guarantee
from rutengine.model.pack import FORMAT, Heading, PackHead
from rutengine.model.pattern import Pattern
from rutengine.model.rule import Rule
from rutengine.model.scenario import Scenario
from rutengine.model.seed import Seed
from rutengine.model.source import Source
from rutengine.model.strategy import Strategy
from rutengine.model.table import Table
from rutengine.model.words import FactWords

Schema = Mapping[str, Any]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

_TEXT: Final = {"type": "string", "pattern": r"\S"}
_WHOLE: Final = {"type": "integer", "minimum": -LIMITS.integer, "maximum": LIMITS.integer}
_PLAIN: Final[Mapping[Any, Schema]] = {str: _TEXT, int: _WHOLE, date: {"type": "string", "format": "date"}}
_SPELT: Final = {(cls, "id"): ID for cls in (PackHead, Heading, Rule, Constraint, Guarantee, Seed)}
_KEYS: Final = {(PackHead, "stances"): ID, (PackHead, "constants"): CONSTANT, (Source, "sections"): SECTION}
_ARGUMENT: Final = re.compile(r"^    (\w+(?:, \w+)*): (.+(?:\n     .+)*)", re.MULTILINE)


def schema_of(kind: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a kind of file.

    Arguments:
        kind: one of `KINDS`.

    Raises:
        KeyError: there is no such kind.

    Example:
        >>> schema = schema_of("constraints")
        >>> schema["properties"]["constraint"]["items"]["required"]
        ['id']
    """
    return {"$schema": DRAFT, "title": _TITLES[kind], **_schemas()[kind]}


def write_schema(kind: str) -> str:
    """Return the JSON Schema of a kind of file as text, two spaces deep, with a line break at the end."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"


_TITLES: Final = {
    "pack": "pack.toml: what the pack is",
    "facts": "facts.toml: the words of every fact",
    "sources": "sources.toml: every source that is cited",
    "patterns": "patterns.toml: derived facts",
    "constraints": "constraints.toml: what is true of every real profile",
    "strategy": "strategies/*.toml: a strategy",
    "rules": "rules/*.toml: the rules of a theme",
    "guarantees": "guarantees.toml: what must hold for every profile",
    "seeds": "seeds.toml: the items of the sources, and what carries them",
    "scenario": "scenarios/*.toml: a person and what they should be told",
}

KINDS: Final = tuple(_TITLES)
"""The kinds of files."""


def _schemas() -> Mapping[str, Schema]:
    fact_or_part = {"anyOf": [{"$ref": "#/$defs/fact"}, {"$ref": "#/$defs/part"}]}
    inner = {"type": "object", "propertyNames": _spelt(FACT), "additionalProperties": fact_or_part}
    return {
        "pack": _record(PackHead),
        "facts": {
            **inner,
            "$defs": {"fact": _record(FactWords, given="name"), "part": {**inner, "minProperties": 1}},
        },
        "sources": _named(ID, Source),
        "patterns": _named(PATTERN, Pattern),
        "constraints": _listed("constraint", Constraint),
        "strategy": _record(Strategy, given="id"),
        "rules": _listed("rule", Rule, given="theme"),
        "guarantees": _listed("guarantee", Guarantee),
        "seeds": _listed("seed", Seed),
        "scenario": _record(Scenario, given="id"),
    }


def _named(spelling: Spelling, cls: type[Any]) -> Schema:
    return {"type": "object", "propertyNames": _spelt(spelling), "additionalProperties": _record(cls, given="id")}


def _listed(key: str, cls: type[Any], given: str = "") -> Schema:
    items = {"type": "array", "items": _record(cls, given=given)}
    return {"type": "object", "properties": {key: items}, "additionalProperties": False}


def _spelt(spelling: Spelling) -> Schema:
    return {"type": "string", "pattern": f"^{spelling.pattern}$", "maxLength": LIMITS.name_characters}


def _record(cls: type[Any], given: str = "") -> Schema:
    """Return the schema of a table; the field `given` is told by the name of the file or table."""
    told = _told(cls)
    properties: dict[str, Schema] = {}
    required: list[str] = []
    for field in attrs.fields(cls):
        key = key_of(cls, field.name)
        if field.name == given or key not in keys_of(cls):
            continue
        said = {"description": told[field.name]} if field.name in told else {}
        properties[key] = {**_field(cls, field), **said}
        required += [key] if field.default is attrs.NOTHING else []
    return {
        "type": "object",
        "description": (inspect.getdoc(cls) or "").partition("\n")[0],
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _field(cls: type[Any], field: "attrs.Attribute[Any]") -> Schema:
    if (cls, field.name) == (PackHead, "format"):
        return {"const": FORMAT}
    if (cls, field.name) in _SPELT:
        return _spelt(_SPELT[cls, field.name])
    names = {"propertyNames": _spelt(_KEYS[cls, field.name])} if (cls, field.name) in _KEYS else {}
    return {**_value(field.type), **names}


def _value(wanted: Any) -> Schema:  # noqa: ANN401 - a type, as the converter takes it
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin is Table:
        return {"type": "object", "additionalProperties": _value(arguments[0])}
    if attrs.has(wanted):
        return _record(wanted)
    if origin is Mapping:
        return {"type": "object"}
    if origin is tuple:
        return {"type": "array", "items": _value(arguments[0])}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        inner = [_value(one) for one in arguments if one is not types.NoneType]
        return inner[0] if len(inner) == 1 else {"anyOf": inner}
    return _PLAIN[wanted]


def _told(cls: type[Any]) -> Mapping[str, str]:
    """Return what the docstring of a class says of its fields, for editors to show."""
    told: dict[str, str] = {}
    arguments = (inspect.getdoc(cls) or "").partition("Arguments:\n")[2]
    for found in _ARGUMENT.finditer(arguments):
        names = found[1].split(", ")
        told |= dict.fromkeys(names, " ".join((found[2] if len(names) == 1 else found[0]).split()))
    return told
