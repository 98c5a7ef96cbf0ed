"""The catalogue: every rule, strategy and pattern has its place, conditions mean the same, links lead somewhere."""

import re
from collections.abc import Callable, Mapping
from itertools import product
from posixpath import dirname, join, normpath
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine import Engine
from rutengine.career import engine
from rutengine.documents.packs import read_pack
from rutengine.model.conditions import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    AtLeastOf,
    Condition,
    Derived,
    In,
    LevelDefinition,
    NotThat,
    at_least,
)
from rutengine.model.pattern import Pattern
from rutengine.rendering.catalogue import INDEX, MARK, catalogue
from rutengine.rendering.catalogue_words import Words, anchor_of, heading_of, tidied
from tests.documents.samples import Person, read, small_pack
from tests.house.packs import program_of
from tests.rendering.plants import plant_engine

_LINK = re.compile(r"(?<!\\)\[(?:[^\]\\]|\\.)+\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)

DOMAINS = {"a": (0, 1, 2, 3), "b": (False, True), "c": ("x", "y", "z")}


def parts(name: str) -> st.SearchStrategy[Condition]:
    values = st.lists(st.sampled_from(DOMAINS[name]), min_size=1, max_size=2, unique=True)
    return values.map(lambda found: In(name, None, tuple(v for v in DOMAINS[name] if v in found)))


CONDITIONS = st.recursive(
    st.one_of(*(parts(name) for name in DOMAINS)),
    lambda inner: st.one_of(
        inner.map(NotThat),
        st.lists(inner, min_size=1, max_size=3).map(lambda found: AllOf(tuple(found))),
        st.lists(inner, min_size=1, max_size=3).map(lambda found: AnyOf(tuple(found))),
        st.lists(inner, min_size=2, max_size=3).map(lambda found: AtLeastOf(2, tuple(found))),
    ),
    max_leaves=8,
)


def holds(condition: Condition, values: Mapping[str, object]) -> bool:
    match condition:
        case In(name, _, wanted):
            return values[name] in wanted
        case NotThat(part):
            return not holds(part, values)
        case AllOf(inner):
            return all(holds(part, values) for part in inner)
        case AnyOf(inner):
            return any(holds(part, values) for part in inner)
        case AtLeastOf(count, inner):
            return sum(holds(part, values) for part in inner) >= count


@given(CONDITIONS)
def test_a_tidied_condition_means_the_same(condition: Condition) -> None:
    for chosen in product(*DOMAINS.values()):
        values = dict(zip(DOMAINS, chosen, strict=True))
        assert holds(tidied(condition), values) == holds(condition, values)


@pytest.mark.parametrize("name", ["career", "plants", "small"])
def test_every_link_leads_to_a_heading(name: str) -> None:
    engines: Mapping[str, Callable[[], Engine[Any]]] = {
        "career": engine,
        "plants": plant_engine,
        "small": lambda: program_of(read(), Person),
    }
    pages = catalogue(engines[name]().pack)
    assert next(iter(pages)) == INDEX
    for page, text in pages.items():
        assert text.startswith(MARK)
        assert not [line for line in text.splitlines() if line.endswith(": ")]
        anchors = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in _HEADING.findall(text)}
        assert len(anchors) == len(_HEADING.findall(text)), page
        for link in _LINK.findall(text):
            target, _, anchor = link.partition("#")
            found = pages[normpath(join(dirname(page), target))]
            titles = {anchor, anchor.capitalize().replace("-", " ")}
            assert not anchor or titles & set(_HEADING.findall(found)), link


def test_every_rule_strategy_pattern_and_source_has_its_place() -> None:
    pack = engine().pack.pack
    pages = catalogue(engine().pack)
    for rule in pack.rules:
        assert f"\n## {heading_of(rule.id)}\n" in pages[f"themes/{rule.theme}.md"]
    for strategy in pack.strategies:
        page = pages[f"strategies/{strategy.id}.md"]
        speaking = [rule for rule in pack.rules if strategy.id in rule.support or strategy.id in rule.oppose]
        assert all(f"#{anchor_of(rule.id)})" in page for rule in speaking)
        assert len(strategy.steps) == len(re.findall(r"^\d\. ", page, re.MULTILINE))
    assert all(f"\n## {heading_of(pattern.id)}\n" in pages["patterns.md"] for pattern in pack.patterns)
    assert all(f"\n## {source.id}\n" in pages["sources.md"] for source in pack.sources)


def test_a_page_of_a_theme_and_of_a_strategy() -> None:
    pages = catalogue(program_of(read(), Person).pack)
    assert (
        pages["themes/general.md"]
        == f"""{MARK}

# In general

[All themes and strategies](../index.md)

## Tired needs rest

**When** you are tired (2 or more).

**Because:** The tired need rest.

- 4 points for [Rest](../strategies/rest.md)

*Sources:* [A Book, Chapter one](../sources.md#book)

## Stuck needs rest

**When** you are stuck and you sit.

**Because:** The stuck need rest too.

- 3 points for [Rest](../strategies/rest.md)
- adds to [Rest](../strategies/rest.md): Rest well.

*Sources:* [A Book](../sources.md#book)
"""
    )
    assert (
        pages["strategies/rest.md"].partition("## First steps")[2]
        == """

1. Sit down.

It is done when rested.

## How, depending on the person

The first that fits is told.

- If you are stuck: Rest at home.
- In all other cases: Rest anywhere.

## Tips

Every one that fits is told.

- If you are tired (3 or more): Rest more.

## What speaks for it

- 4 points: The tired need rest. ([Tired needs rest](../themes/general.md#tired-needs-rest))
- 3 points: The stuck need rest too. ([Stuck needs rest](../themes/general.md#stuck-needs-rest))

## What some people are told besides

- Rest well. ([Stuck needs rest](../themes/general.md#stuck-needs-rest))

*Sources:* [A Book](../sources.md#book); [A Book, Chapter one](../sources.md#book)
"""
    )


@pytest.mark.parametrize(
    ("condition", "lines"),
    [
        (NotThat(In("signals.stuck", None, (True,))), ["- you are not stuck"]),
        (NotThat(In("work.tried", "rest", (True,))), ["- it is not so that you rested"]),
        (In("signals.tired", None, (4,)), ["- you are tired (4 of 4)"]),
        (In("patterns.weary", None, (True,)), ["- [you are weary](patterns.md#weary)"]),
        (
            NotThat(AtLeastOf(2, (In("work.tried", "rest", (True,)), In("work.tried", "talk", (True,))))),
            ["- what you tried: fewer than 2"],
        ),
        (
            NotThat(AnyOf((In("work.tried", "rest", (True,)), In("work.tried", "talk", (True,))))),
            ["- what you tried: none"],
        ),
        (
            NotThat(AtLeastOf(2, (In("work.tried", "rest", (True,)), In("signals.stuck", None, (True,))))),
            ["- fewer than 2 of these hold:", "  - you rested", "  - you are stuck"],
        ),
        (
            AnyOf(
                (
                    In("signals.stuck", None, (True,)),
                    AllOf((In("signals.tired", None, (1, 2)), In("signals.tired", None, (2, 3)))),
                    In("work.kind", None, ("field",)),
                )
            ),
            ["- one of these holds:", "  - you are stuck", "  - you are tired (just 2)", "  - you walk"],
        ),
    ],
)
def test_conditions_in_words(condition: Condition, lines: list[str]) -> None:
    lines = [line.replace("just 2", "2 of 4") for line in lines]
    assert Words(program_of(read(), Person).pack, "").point(condition) == lines


def level(*reaches: Condition) -> list[str]:
    """Return what the catalogue says of a level."""
    checked = program_of(read(), Person).pack
    derived = Derived("patterns.p", tuple(range(len(reaches) + 1)), LevelDefinition(tuple(reaches)))
    known = Pattern(id="p", name="P", label="p", count=("stuck",))
    pack = attrs.evolve(checked.pack, patterns=(known,))
    made = attrs.evolve(checked, derived=(*checked.derived, derived), pack=pack)
    text = catalogue(made)["patterns.md"]
    assert not [line for line in text.splitlines() if line.endswith(": ")]
    return [line for line in text.partition("**P:** p.")[2].splitlines() if line]


STUCK, TIRED, RESTED = (
    In("signals.stuck", None, (True,)),
    In("signals.tired", None, (3, 4)),
    In("work.tried", "rest", (True,)),
)
NUMBER = "It is a number, and 0 unless one of these is so:"


def test_a_count_is_told_as_one_only_if_it_is_one() -> None:
    parts = (STUCK, TIRED, RESTED)
    told = ["It is how many of these hold:", "- you are stuck", "- you are tired (3 or more)", "- you rested"]
    assert level(*(at_least(count, parts) for count in (1, 2, 3))) == told
    assert level(AnyOf(parts[:2]), AllOf(parts[:2])) == told[:3]
    below = [f"  {line}" for line in told[1:]]
    assert level(AtLeastOf(2, parts)) == [NUMBER, "- 1: at least 2 of these hold:", *below]
    assert level(ALWAYS, AtLeastOf(2, parts), NEVER) == [
        NUMBER, "- 1 or more: always", "- 2: at least 2 of these hold:", *below,
    ]  # fmt: skip


def test_what_nobody_reaches_is_not_told() -> None:
    impossible = AllOf((In("signals.tired", None, (0,)), TIRED))
    assert level(STUCK, STUCK, impossible, NEVER) == [NUMBER, "- 2: you are stuck"]
    assert level(AnyOf((STUCK, RESTED)), NEVER)[1] == "- 1: you are stuck or you rested"
    assert level(impossible, NEVER) == ["It is 0 for everybody."]


def test_texts_cannot_break_out() -> None:
    rules = small_pack()["rules/general.toml"].replace(b"The tired need rest.", b"<b>[x](y)</b> `# *z*")
    pages = catalogue(program_of(read_pack(small_pack(rules__general=rules)), Person).pack)
    assert "\\<b\\>\\[x\\](y)\\</b\\> \\`\\# \\*z\\*" in pages["themes/general.md"]
    assert "<b>" not in "".join(pages.values())
