"""A pack in a few lines: rules and cards over a small class, with everything else filled in."""

from typing import Any, Literal

import attrs

from rutengine import Answer, Engine, Vocabulary, fact
from tests.strategies import compile_tables

Tables = dict[str, Any]


@attrs.frozen(kw_only=True)
class Person:
    """Some facts of every kind."""

    first: Answer[bool] = fact(assume=False)
    second: Answer[bool] = fact(assume=False)
    level: Answer[int] = fact(assume=1, between=(0, 4))
    colour: Answer[Literal["red", "green", "blue"]] = fact(assume="green")
    failed: Answer[frozenset[Literal["a", "b", "help"]]] = fact(assume=frozenset())
    tried: Answer[frozenset[Literal["a", "b", "help"]]] = fact(assume=frozenset())


def card(**changes: Any) -> Tables:
    """Return a strategy card."""
    base: Tables = {
        "title": "A card",
        "phase": "early",
        "role": "move",
        "summary": "s",
        "steps": ["go"],
        "done_when": "done",
        "minutes_per_week": 60,
        "weeks": 1,
        "cost": "free",
        "reversibility": "high",
        "evidence": {"grade": "D", "says": "none", "cite": ["src"]},
    }
    return base | changes


def rule(id: str, when: str = "first", **effects: Any) -> Tables:
    """Return a rule."""
    return {"id": id, "when": when, "because": f"because of {id}", "cite": ["src"], **effects}


def engine_of(
    cards: dict[str, Tables],
    rules: list[Tables],
    *,
    head: Tables | None = None,
    constraints: list[Tables] | None = None,
    patterns: Tables | None = None,
    more: Tables | None = None,
) -> Engine[Person]:
    """Return the engine of a small pack; strategies without a rule of their own get one that never fires here.

    `more` are further files.
    """
    supported = {s for r in rules for key in ("support", "require") for s in r.get(key, {})}
    idle = [rule(f"idle-{s}", "colour == 'blue' and level == 4", support={s: 5}) for s in cards if s not in supported]
    files: Tables = {
        "pack.toml": _HEAD | (head or {}),
        "facts.toml": {name: {"ask": f"{name}?", "label": f"{name} is so"} for name in ("first", "second", "level")},
        "sources.toml": {"src": {"title": "t", "kind": "practice", "good_for": "tests"}},
        "rules/one.toml": {"rule": [*rules, *idle, rule("weak", "colour == 'blue'", notice="weak")]},
    }
    for name, values in (("colour", ("red", "green", "blue")), ("failed", _MEMBERS), ("tried", _MEMBERS)):
        files["facts.toml"][name] = {"ask": "?", "label": name, "labels": {v: f"{name} {v}" for v in values}}
    files |= {f"strategies/{name}.toml": entry for name, entry in cards.items()}
    if constraints:
        files["constraints.toml"] = {"constraint": constraints}
    if patterns:
        files["patterns.toml"] = patterns
    files |= more or {}
    return Engine(compile_tables(files, Person), Vocabulary.of(Person))


_MEMBERS = ("a", "b", "help")
_HEAD: Tables = {
    "format": 1,
    "id": "mini",
    "version": "1",
    "title": "Mini",
    "vocabulary": "Person",
    "intended_use": "tests",
    "licence": "MIT",
    "threshold": 3,
    "stance": "open",
    "themes": [{"id": "one", "title": "One"}, {"id": "past", "title": "Past"}],
    "phases": [{"id": "early", "title": "Early"}, {"id": "late", "title": "Late"}],
    "stances": {
        "open": {
            "phases": ["early", "late"],
            "roles": ["safety", "groundwork", "move"],
            "max_moves": 2,
            "max_groundwork": 1,
            "says": "all",
        },
        "calm": {"priority": 1, "phases": ["early"], "roles": ["move"], "max_moves": 1, "says": "calm"},
        "alarm": {"priority": 2, "phases": [], "roles": [], "max_moves": 0, "max_groundwork": 0, "says": "alarm"},
    },
}
