"""Scenarios and the texts of their files."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import attrs

from rutengine.documents.parts import Collector, PartReader
from rutengine.documents.toml import TomlFile, read_toml
from rutengine.model.pack import PackHead
from rutengine.model.scenario import Scenario


def read_scenarios(files: Mapping[str, bytes], head: PackHead) -> tuple[Scenario, ...]:
    """Return the scenarios that stand in files, in the order of ids; a file that cannot be read as one is left out.

    Arguments:
        files: the bytes of the files, by name.
        head: the head of the pack that they are scenarios of.
    """
    reader = PartReader(Collector())
    for name, data in files.items():
        file = read_toml(name, data)
        if isinstance(file, TomlFile):
            reader.read("scenarios", name, file.table)
    return reader.pack_of(head).scenarios


def write_scenario(scenario: Scenario, remarks: Iterable[str] = ()) -> str:
    """Return the TOML text of a scenario; reading it gives the same scenario.

    Arguments:
        scenario: the scenario.
        remarks: lines of comment that stand first.

    Example:
        >>> from rutengine.model.scenario import Expectation
        >>> given = {"leaves": {"yellow": 3}, "seen": ["webs"]}
        >>> scenario = Scenario(id="a", name="A", why="B", given=given, expect=Expectation(top="repot"))
        >>> print(write_scenario(scenario, ["not judged yet"]), end="")
        # not judged yet
        name = "A"
        why = "B"
        <BLANKLINE>
        [given]
        leaves.yellow = 3
        seen = ["webs"]
        <BLANKLINE>
        [expect]
        top = "repot"
    """
    lines = [f"# {' '.join(remark.split())}" for remark in remarks]
    lines.append(f"name = {_value(scenario.name)}")
    lines += [] if scenario.why is None else [f"why = {_value(scenario.why)}"]
    lines += [] if scenario.origin == "written" else [f"origin = {_value(scenario.origin)}"]
    lines += [f"cite = {_value(scenario.cite)}"] if scenario.cite else []
    lines += ["", "[given]", *_answers(scenario.given, "")]
    expected = [(field.name, getattr(scenario.expect, field.name)) for field in attrs.fields(type(scenario.expect))]
    lines += ["", "[expect]"]
    for key, value in expected:
        if isinstance(value, Mapping):
            lines += _answers(cast("Mapping[str, object]", value), f"{key}.")
        elif value:
            lines.append(f"{key} = {_value(value)}")
    return "\n".join(lines) + "\n"


def _answers(table: Mapping[str, object], prefix: str) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _answers(cast("Mapping[str, object]", value), f"{prefix}{key}.")
        else:
            yield f"{prefix}{key} = {_value(value)}"


def _value(value: Any) -> str:  # noqa: ANN401 - what a scenario is made of
    """Return a text, a number, a truth or a list of them; JSON writes these as TOML does."""
    plain = list(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else value
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007F")
