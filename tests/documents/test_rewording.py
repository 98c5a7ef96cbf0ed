"""Text overlays: every text of a pack can be another one, and its scenarios still name the routes that they named."""

import json
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from rutengine import load_pack
from rutengine.career import Profile
from rutengine.documents.folders import packaged_pack
from rutengine.documents.overlays import lay_over
from tests.documents.samples import read
from tests.documents.test_overlays import CAREER, overlay, said, write

WORDED: Final = {
    "pack": {"title", "intended_use", "themes", "phases", "stances", "history"},
    "facts": {"ask", "why_ask", "label", "label_not", "labels"},
    "sources": {"title", "good_for", "sections"},
    "patterns": {"name", "label", "label_not", "labels"},
    "constraints": {"says"},
    "strategies": {"title", "summary", "steps", "done_when", "caution", "evidence", "route", "tip"},
    "rules": {"because", "exclude", "defer", "require", "note", "notice"},
    "guarantees": {"says"},
    "scenarios": {"name", "why"},
}
INSIDE: Final = {"stances": "says", "history": "because", "evidence": "says", "route": "how", "tip": "how"}


def other(value: Any, key: str) -> Any:
    """Return words in other words; of tables that hold more than words, the words alone."""
    if isinstance(value, str):
        return f"Anders: {value}"
    if isinstance(value, list):
        return [other(item, key) for item in value]
    kept = {inner: item for inner, item in value.items() if key not in INSIDE or isinstance(item, dict)}
    kept |= {INSIDE[key]: value[INSIDE[key]]} if key in INSIDE and INSIDE[key] in value else {}
    return {inner: item if inner == "id" else other(item, key) for inner, item in kept.items()}


def reworded(table: dict[str, Any], words: set[str]) -> dict[str, Any]:
    """Return a table with its words alone, and with what leads to them."""
    found: dict[str, Any] = {}
    for key, item in table.items():
        if key in words:
            found[key] = other(item, key)
        elif isinstance(item, dict):
            found[key] = reworded(item, words)
        elif isinstance(item, list) and item and isinstance(item[0], dict):
            found[key] = [{"id": inner["id"], **reworded(inner, words)} for inner in item if "id" in inner]
    return {key: item for key, item in found.items() if item}


def inline(value: Any) -> str:
    """Write a value as TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {inline(item)}" for key, item in value.items()) + "}"
    return f"[{', '.join(map(inline, value))}]" if isinstance(value, list) else json.dumps(value)


def test_every_text_of_the_career_rules_can_be_reworded_with_its_scenarios(tmp_path: Path) -> None:
    files: dict[str, str] = {}
    for name, content in CAREER.items():
        part = name.partition("/")[0].removesuffix(".toml")
        if part in WORDED:
            table = reworded(tomllib.loads(content.decode()), WORDED[part])
            files[name] = "".join(f"{json.dumps(key)} = {inline(item)}\n" for key, item in table.items())
    folder = write(tmp_path / "other", overlay("text", files, of="career"))
    plain, worded = (load_pack(packaged_pack("career"), Profile, overlays) for overlays in ([], [folder]))
    assert {route.how[:8] for card in worded.pack.strategies for route in card.routes} == {"Anders: "}
    assert worded.pack.head.history is not None
    assert worded.pack.head.history.because.startswith("Anders: ")
    assert any(one.routes for one in plain.scenarios)
    for old, new in zip(plain.scenarios, worded.scenarios, strict=True):
        assert [claim for _, claim in new.expected] == [claim for _, claim in old.expected]
        assert dict(new.routes) == {strategy: f"Anders: {how}" for strategy, how in old.routes.items()}


@pytest.mark.parametrize(
    ("named", "words", "now"),
    [
        ("Rest at", ["Daheim.", "Dort."], "Daheim."),
        ("Rest at", ["Rest at home.", "Rest at sea."], "Rest at home."),
        ("Rest at", ["Rest at home.", "Rest anywhere."], "Rest at"),
        ("Rest a", ["Daheim.", "Dort."], "Rest a"),
        ("Sleep", ["Daheim.", "Dort."], "Sleep"),
        ("Rest anywhere.", ["Dort.", "Dort."], "Dort."),
    ],
)
def test_a_scenario_names_the_route_that_it_named(named: str, words: list[str], now: str) -> None:
    scenario = f'name = "n"\nwhy = "w"\n[given]\n[expect]\nroute.rest = "{named}"\n'
    plain = read(scenarios__one=scenario)
    route = f"route = [{{ how = {json.dumps(words[0])} }}, {{ how = {json.dumps(words[1])} }}]\n"
    reading = lay_over(plain, "other", overlay("text", {"strategies/rest.toml": route}))
    assert said(reading) == []
    assert reading.pack is not None
    assert dict(reading.pack.scenarios[0].expect.route) == {"rest": now}
