"""Patterns: each of the four definitions, what is wrong with one, cycles, and how long a chain may be."""

from typing import Any

import pytest

from rutengine.checker.deriving import PatternReader
from rutengine.checker.report import Report
from rutengine.checker.scope import PATTERNS, Scope, kind_of
from rutengine.checker.sense import SenseCheck
from rutengine.diagnostics.diagnostic import Address
from rutengine.diagnostics.limits import LIMITS
from rutengine.logic.formulas import Columns
from rutengine.model.conditions import CaseDefinition, Derived, In, LevelDefinition, TruthDefinition
from rutengine.model.pattern import CaseRow, Pattern
from rutengine.vocabulary.kinds import BoolKind, ChoiceKind, IntKind, Kind

FACTS: dict[str, Kind] = {"low": IntKind(0, 3), "sunny": BoolKind()}
SUNNY = In("sunny", None, (True,))
BRIGHT = In("low", None, (2, 3))


def pattern(id: str, **definition: Any) -> Pattern:
    return Pattern(id=id, name=id, label=id, address=Address("patterns.toml", (id,)), **definition)


def rows(*given: tuple[str | None, int | str]) -> tuple[CaseRow, ...]:
    return tuple(CaseRow(when=when, value=value) for when, value in given)


def read(*patterns: Pattern) -> tuple[tuple[Derived, ...], list[tuple[str, str]]]:
    """Return the resolved patterns, and the code and address of everything that was reported."""
    report = Report()
    kinds = {f"{PATTERNS}{p.id}": kind for p in patterns if (kind := kind_of(p)) is not None}
    columns = Columns([((name, None), kind.domain) for name, kind in (FACTS | kinds).items()])  # type: ignore[union-attr]
    derived = PatternReader(Scope({**FACTS, **kinds}), report, SenseCheck(columns)).read(patterns)
    return derived, [(d.code, str(d.address)) for d in report.diagnostics]


def chain(length: int, *, cycle: bool = False) -> list[Pattern]:
    """Return patterns of which each needs the one before it; the names say nothing about the order."""
    first = "patterns.p0 >= 1" if cycle else "sunny"
    made = [pattern(f"p{length - 1}", count=(first,))]
    return [*made, *(pattern(f"p{i}", count=(f"patterns.p{i + 1} >= 1",)) for i in reversed(range(length - 1)))]


@pytest.mark.parametrize(
    ("definition", "domain", "expected"),
    [
        ({"any": ("sunny",)}, (False, True), TruthDefinition(SUNNY)),
        ({"count": ("sunny", "low >= 2")}, (0, 1, 2), None),
        ({"count": ("sunny",)}, (0, 1), LevelDefinition((SUNNY,))),
        ({"level": "4 if sunny else 0"}, (0, 1, 2, 3, 4), LevelDefinition((SUNNY,) * 4)),
        (
            {"case": rows(("sunny", 3), ("low >= 2", 4), (None, 1))},
            (0, 1, 2, 3, 4),
            CaseDefinition(((SUNNY, 3), (BRIGHT, 4)), 1),
        ),
        (
            {"case": rows(("sunny", "day"), ("low >= 2", "dusk"), (None, "day"))},
            ("day", "dusk"),
            CaseDefinition(((SUNNY, "day"), (BRIGHT, "dusk")), "day"),
        ),
        ({"case": rows((None, 2))}, (0, 1, 2, 3, 4), CaseDefinition((), 2)),
    ],
)
def test_each_definition_is_read(definition: dict[str, Any], domain: tuple[object, ...], expected: object) -> None:
    derived, found = read(pattern("p", **definition))
    assert found == []
    (one,) = derived
    assert (one.name, one.domain) == ("patterns.p", domain)
    assert expected is None or one.definition == expected


@pytest.mark.parametrize(
    ("definition", "found"),
    [
        ({}, [("RUT508", "patterns.toml: p")]),
        ({"any": ("sunny",), "level": "low"}, [("RUT508", "patterns.toml: p")]),
        ({"any": ()}, [("RUT209", "patterns.toml: p.any")]),
        ({"count": ()}, [("RUT209", "patterns.toml: p.count")]),
        ({"case": ()}, [("RUT209", "patterns.toml: p.case")]),
        (
            {"any": ("sunny", "low >= 9", "lo")},
            [("RUT304", "patterns.toml: p.any[1]"), ("RUT301", "patterns.toml: p.any[2]")],
        ),
        ({"count": ("sunny and",)}, [("RUT203", "patterns.toml: p.count[0]")]),
        ({"level": "low +"}, [("RUT205", "patterns.toml: p.level")]),
        ({"level": "low - 1"}, [("RUT205", "patterns.toml: p.level")]),
        ({"level": "3 - low if sunny and not sunny else 2"}, [("RUT305", "patterns.toml: p.level")]),
        ({"case": rows(("sunny", 3))}, [("RUT505", "patterns.toml: p.case[0]")]),
        ({"case": rows((None, 1), ("sunny", 3), (None, 1))}, [("RUT505", "patterns.toml: p.case[0]")]),
        ({"case": rows(("sunny", 3), (None, "x"))}, [("RUT109", "patterns.toml: p.case[1].is")]),
        (
            {"case": rows(("sunny", 5), (None, -1))},
            [("RUT308", "patterns.toml: p.case[0].is"), ("RUT308", "patterns.toml: p.case[1].is")],
        ),
        ({"case": rows(("sunny or not sunny", 3), (None, 1))}, [("RUT306", "patterns.toml: p.case[0].when")]),
        (
            {"case": rows(("sun", 9), (None, 1))},
            [("RUT308", "patterns.toml: p.case[0].is"), ("RUT301", "patterns.toml: p.case[0].when")],
        ),
    ],
)
def test_what_is_wrong_with_a_definition_is_reported_where_it_stands(
    definition: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    assert read(pattern("p", **definition))[1] == found


@pytest.mark.parametrize(
    ("definition", "kind"),
    [
        ({"level": "low"}, IntKind(0, 4)),
        ({"any": ()}, BoolKind()),
        ({"count": ("a", "b", "c")}, IntKind(0, 3)),
        ({"case": rows(("a", 1), (None, 0))}, IntKind(0, 4)),
        ({"case": rows(("a", "y"), ("b", "x"), (None, "y"))}, ChoiceKind(("y", "x"))),
        ({}, None),
        ({"level": "low", "any": ("a",)}, None),
        ({"count": ()}, None),
        ({"case": ()}, None),
        ({"case": rows(("a", "y"), (None, 0))}, None),
    ],
)
def test_the_form_of_a_definition_gives_its_kind(definition: dict[str, Any], kind: Kind | None) -> None:
    assert kind_of(pattern("p", **definition)) == kind


def test_patterns_come_out_after_those_that_they_need() -> None:
    derived, found = read(
        pattern("a", level="max(patterns.b, patterns.d)"),
        pattern("b", level="patterns.c"),
        pattern("c", count=("patterns.d >= 1",)),
        pattern("d", level="low"),
    )
    assert found == []
    assert [one.name for one in derived] == ["patterns.d", "patterns.c", "patterns.b", "patterns.a"]


@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_cycle_is_reported_once(length: int) -> None:
    derived, found = read(*chain(length, cycle=True), pattern("apart", any=("sunny",)))
    assert derived == ()
    assert [code for code, _ in found] == ["RUT405"]


def test_cycles_that_are_apart_are_all_reported() -> None:
    loops = [pattern(name, count=(f"patterns.{name} >= 1",)) for name in "abc"]
    assert [code for code, _ in read(*loops)[1]] == ["RUT405"] * 3


@pytest.mark.parametrize("more", [-1, 0, 1, 5])
def test_a_chain_may_be_as_long_as_the_limit_and_is_reported_once(more: int) -> None:
    derived, found = read(*chain(LIMITS.derived_chain + more))
    assert [code for code, _ in found] == (["RUT405"] if more > 0 else [])
    assert [one.name for one in derived[:2]] == [
        f"patterns.p{LIMITS.derived_chain + more - 1}",
        f"patterns.p{LIMITS.derived_chain + more - 2}",
    ]
