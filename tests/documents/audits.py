"""Small decisions with a bit of everything that a bundle can tell, and ways to change the bundle."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from rutengine import between, members
from rutengine.documents.bundle_texts import canonical, digest
from rutengine.documents.bundles import write_bundle
from rutengine.engine.engine import Engine
from rutengine.evaluation.outcome import Outcome
from rutengine.model.pack import CheckedPack
from tests.evaluation.minipack import Person, card, engine_of, rule

KEY = b"sixteen bytes ok"
PERSON = Person(first=True, level=between(2, 4), failed=members(yes={"b"}))


@cache
def mini() -> Engine[Person]:
    """Return a pack with patterns, constraints, routes, tips and every effect."""
    return engine_of(
        {
            "a": card(
                route=[{"when": "second", "how": "this way"}, {"how": "that way"}],
                tip=[{"when": "first", "how": "tip"}],
            ),
            "b": card(role="groundwork", fallbacks=["a"]),
            "c": card(reversibility="low"),
            "help": card(role="safety"),
        },
        [
            rule("r1", "first and (level >= 2 or colour == 'red')", support={"a": 4, "c": 4}, note={"a": "A note."}),
            rule("r2", "patterns.deep >= 2 and not second", support={"a": 2, "help": 3}, notice="A notice."),
            rule("r3", "at_least(2, first, second, 'a' in tried)", support={"b": 3}, oppose={"c": 1}),
            rule("r4", "first", support={"b": 3}),
            rule("r5", "second and level >= 3", exclude={"a": "Not now."}, stance="calm"),
        ],
        head={"history": {"failed": "failed", "theme": "past", "because": "It failed.", "oppose": 1, "support": 1}},
        constraints=[
            {"id": "failed-needs-tried", "subset": ["failed", "tried"]},
            {"id": "no-green-first", "holds": "not (first and colour == 'green')"},
        ],
        patterns={"deep": {"name": "Deep", "label": "it is deep", "level": "level"}},
    )  # fmt: skip


@cache
def outcome() -> Outcome:
    """Return the decision on a person who answered in part."""
    return mini().decide(PERSON).outcome


@cache
def bundle() -> str:
    """Return the open bundle of that decision."""
    return write_bundle(mini().program, outcome())


def checked() -> CheckedPack:
    """Return the small pack."""
    return mini().pack


def sealed_again(document: dict[str, Any]) -> str:
    """Return a document as a bundle with a digest that is right."""
    rest = {key: value for key, value in document.items() if key != "sha256"}
    return canonical({**rest, "sha256": digest(rest)}) + "\n"


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every value that is no table and no list."""
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        yield path
    else:
        for key, inner in items:
            yield from leaves(inner, (*path, key))


def changed(text: str, path: tuple[str | int, ...], value: Any) -> str:
    """Return a bundle in which one value is another, with a digest that is right."""
    document = json.loads(text)
    place = document
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return sealed_again(document)


def found_at(text: str, path: tuple[str | int, ...]) -> Any:
    """Return the value at a path."""
    place = json.loads(text)
    for key in path:
        place = place[key]
    return place
