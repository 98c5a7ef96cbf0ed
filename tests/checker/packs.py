"""A very small pack, as tables, whose parts tests replace."""

from collections.abc import Mapping
from typing import Any, Literal

import attrs

from rutengine import Answer, fact
from rutengine.checker.check import check
from rutengine.documents.packs import pack_of_tables
from rutengine.model.pack import CheckedPack, Pack
from rutengine.vocabulary.vocabulary import Vocabulary

Tried = Answer[frozenset[Literal["rest", "talk", "help"]]]


@attrs.frozen(kw_only=True)
class Person:
    sunny: Answer[bool] = fact(assume=False)
    hours: Answer[int] = fact(assume=2, between=(0, 9))
    mood: Answer[Literal["good", "bad"]] = fact(assume="good")
    tried: Tried = fact(assume=frozenset())
    failed: Tried = fact(assume=frozenset())
    liked: Answer[frozenset[Literal["rest", "dance"]]] = fact(assume=frozenset({"rest"}))


VOCABULARY: Vocabulary[Any] = Vocabulary.of(Person)
HISTORY = {"failed": "failed", "theme": "past", "because": "it did not help", "oppose": 3, "support": 2}


def card(role: str = "move", **more: Any) -> dict[str, Any]:
    return {
        "title": "t", "phase": "first", "role": role, "summary": "s", "steps": ["go"], "done_when": "d",
        "minutes_per_week": 30, "weeks": 1, "cost": "free", "reversibility": "high",
        "evidence": {"grade": "D", "says": "e", "cite": ["book"]}, **more,
    }  # fmt: skip


def rule(id: str, **effects: Any) -> dict[str, Any]:
    return {"id": id, "when": "sunny", "because": "b", "cite": ["book"], **effects}


def words(**more: Any) -> dict[str, Any]:
    return {"ask": "q?", "label": "l", **more}


def tables(**changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the pack with some tables updated, by the names of their files without folder and ending."""
    made = {name: f"it is {name}" for name in ("rest", "talk", "help", "dance", "good", "bad")}
    trials = {name: made[name] for name in ("rest", "talk", "help")}
    files: dict[str, Any] = {
        "pack.toml": {
            "format": 1, "id": "small", "version": "1", "title": "t", "vocabulary": "Person", "intended_use": "u",
            "licence": "MIT", "threshold": 2, "stance": "open",
            "themes": [{"id": "one", "title": "One"}, {"id": "past", "title": "Past"}],
            "phases": [{"id": "first", "title": "First"}],
            "stances": {"open": {"phases": ["first"], "roles": ["move"], "max_moves": 1, "says": "s"}},
        },
        "facts.toml": {
            "sunny": words(), "hours": words(), "mood": words(labels={"good": "g", "bad": "b"}),
            "tried": words(labels=trials), "failed": words(labels=trials),
            "liked": words(labels={"rest": "r", "dance": "d"}),
        },
        "sources.toml": {"book": {"title": "t", "kind": "practice", "good_for": "tests"}},
        "patterns.toml": {},
        "constraints.toml": {"constraint": []},
        "strategies/rest.toml": card(fallbacks=["talk", "help"]),
        "strategies/talk.toml": card(),
        "strategies/help.toml": card("safety"),
        "rules/one.toml": {"rule": [rule("base", support={"rest": 5, "talk": 5, "help": 5})]},
    }  # fmt: skip
    for key, change in changes.items():
        name = next(name for name in files if name.rpartition("/")[2] == f"{key}.toml")
        files[name] = {**files[name], **change}
    return files


def read(**changes: Mapping[str, Any]) -> Pack:
    reading = pack_of_tables(tables(**changes))
    assert not reading.diagnostics, [str(d) for d in reading.diagnostics]
    assert reading.pack is not None
    return reading.pack


def judge(**changes: Mapping[str, Any]) -> CheckedPack | list[tuple[str, str, str]]:
    """Return the checked pack, or the code, address and message of all that is wrong."""
    checked = check(read(**changes), VOCABULARY)
    if isinstance(checked, CheckedPack):
        return checked
    return [(d.code, str(d.address), d.finding.message) for d in checked]
