"""The schemas and the loader agree: on every file of the packs, and on every file with one thing changed in it."""

import copy
import datetime as dt
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rutengine.cli.main import main
from rutengine.documents.parts import Collector, PartReader
from rutengine.documents.schemas import DRAFT, KINDS, schema_of, write_schema

ROOT = Path(__file__).parents[2]
PACKS = [ROOT / "rules" / "career", ROOT / "examples" / "plants" / "pack"]
FILES = {
    f"{pack.parent.name}/{file.relative_to(pack).as_posix()}": tomllib.loads(file.read_text(encoding="utf-8"))
    for pack in PACKS
    for file in sorted(pack.rglob("*.toml"))
}
GUARANTEES = {
    "guarantee": [{"id": "a", "says": "A.", "given": "x", "then": "y", "to": ["z"]}, {"id": "b", "says": "B."}]
}
SAMPLES = {
    **{name: table for name, table in FILES.items() if name.startswith("plants/")},
    "plants/strategies/all.toml": FILES["rules/strategies/find-mentor.toml"],
    "plants/pack.toml": {
        **FILES["plants/pack.toml"],
        "accept": [{"lint": "dead-rule", "what": "rule a", "because": "b"}],
    },
    "plants/guarantees.toml": GUARANTEES,
    "plants/seeds.toml": {
        "seed": [
            {"id": "a01", "says": "A.", "cite": "c", "facts": ["x"], "rules": ["r"], "not_repeated": "b"},
            {"id": "a02", "says": "A.", "cite": "c", "patterns": [], "strategies": ["s"], "constraints": ["k"]},
        ]
    },
    "plants/rules/all.toml": {
        "rule": [
            {
                "id": "a",
                "when": "x",
                "because": "b",
                "cite": ["c"],
                "support": {"s": 1},
                "note": {"s": "n"},
                "reviewed": [{"by": "me", "on": dt.date(2026, 11, 21)}],
            }
        ]
    },
}
SHAPES = {"RUT106", "RUT107", "RUT108", "RUT109", "RUT111"}
OTHERS: list[Any] = [
    *("", " ", "a", "A b", "written", 0, 3, 2**53, True, 1.0, dt.date(2026, 1, 1), dt.datetime(2026, 1, 1, 0, 0)),
    *([], ["a"], [3], [{}], {}, {"a": "b"}, {"a": 1}),
]
TYPES: dict[str, Any] = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}


def fits(value: Any, schema: Any, root: Any) -> bool:
    """Tell whether a value of TOML is what a schema describes: only what the schemas here use, and exactly."""
    if "$ref" in schema:
        return fits(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root)
    if "anyOf" in schema and not any(fits(value, one, root) for one in schema["anyOf"]):
        return False
    if "const" in schema and (type(value), value) != (type(schema["const"]), schema["const"]):
        return False
    if "enum" in schema and not (type(value) is str and value in schema["enum"]):
        return False
    if schema.get("format") == "date":
        return type(value) is dt.date
    if "type" in schema and type(value) is not TYPES[schema["type"]]:
        return False
    if type(value) is str:
        return bool(re.search(schema.get("pattern", ""), value)) and len(value) <= schema.get("maxLength", len(value))
    if type(value) is int:
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    if type(value) is list:
        return all(fits(item, schema.get("items", {}), root) for item in value)
    return type(value) is not dict or fits_table(value, schema, root)


def fits_table(table: dict[str, Any], schema: Any, root: Any) -> bool:
    known, other = schema.get("properties", {}), schema.get("additionalProperties", {})
    return (
        len(table) >= schema.get("minProperties", 0)
        and set(schema.get("required", ())) <= set(table)
        and (other is not False or set(table) <= set(known))
        and all(fits(key, schema.get("propertyNames", {}), root) for key in table)
        and all(fits(item, known.get(key, other), root) for key, item in table.items() if key in known or other)
    )


def kind_of(name: str) -> tuple[str, str]:
    """Return the kind of a file, and the part of the pack that the loader takes it for."""
    folder = name.removesuffix(".toml").split("/")[1]
    return {"strategies": "strategy", "scenarios": "scenario"}.get(folder, folder), folder


def verdicts(name: str, table: Any) -> tuple[bool, bool, list[str]]:
    """Return what the schema says, what the loader says, and the problems that it tells of."""
    kind, part = kind_of(name)
    collector = Collector()
    PartReader(collector).read(part, name.partition("/")[2], table)
    problems = [problem for problem in collector.diagnostics if problem.code in SHAPES]
    schema = schema_of(kind)
    return fits(table, schema, schema), not problems, [str(problem) for problem in problems]


@pytest.mark.parametrize("name", [*FILES, *SAMPLES])
def test_every_file_fits(name: str) -> None:
    assert verdicts(name, {**FILES, **SAMPLES}[name]) == (True, True, [])


def test_every_kind_of_file_is_among_the_samples() -> None:
    assert {kind_of(name)[0] for name in SAMPLES} == set(KINDS)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of everything inside a table."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, item in items for found in ((*path, key), *places(item, (*path, key)))]


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, Any]:
    """A file of a pack with one thing taken out, put in or made something else."""
    name = draw(st.sampled_from(sorted(SAMPLES)))
    table = copy.deepcopy(SAMPLES[name])
    *path, last = draw(st.sampled_from(places(table)))
    place: Any = table
    for key in path:
        place = place[key]
    change = draw(st.sampled_from(["drop", "add", "other", "other"]))
    other = draw(st.sampled_from(OTHERS))
    if change == "drop":
        del place[last]
    elif change == "add" and isinstance(place, dict):
        place[draw(st.sampled_from(["id", "name", "theme", "address", "when", "Bad", "new", "origin"]))] = other
    elif change == "add":
        place.append(other)
    else:
        place[last] = other
    return name, table


@settings(deadline=None)
@given(changed())
def test_schema_and_loader_say_the_same(found: tuple[str, Any]) -> None:
    schema, loader, problems = verdicts(*found)
    assert schema == loader, problems


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_printed(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", kind]) == 0
    printed = capsys.readouterr().out
    assert printed == write_schema(kind)
    schema = json.loads(printed)
    assert schema == schema_of(kind)
    assert schema["$schema"] == DRAFT
    assert schema["title"].startswith(kind if kind not in ("strategy", "scenario") else "s")


@pytest.mark.parametrize("kind", ["pack", "strategy", "rules", "guarantees", "patterns"])
def test_every_key_of_a_written_class_says_what_it_is(kind: str) -> None:
    text = write_schema(kind)
    assert text.count('"description"') > 3
    assert "Arguments" not in text


def test_an_unknown_kind() -> None:
    with pytest.raises(KeyError):
        schema_of("recipe")
