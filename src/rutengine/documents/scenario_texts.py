"""A scenario as the text of its file."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import attrs

from rutengine.model.scenario import Scenario


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
    lines += ["", "[expect]", *(f"{key} = {_value(value)}" for key, value in expected if value)]
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
