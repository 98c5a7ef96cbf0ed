"""A condition is reported if and only if a part of it is the same for everybody; and the report shows which."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine.checker.resolving import Resolver
from rutengine.checker.sense import SenseCheck, names_of
from rutengine.diagnostics.diagnostic import Diagnostic
from rutengine.language.parser import parse_condition
from rutengine.model.conditions import (
    AllOf,
    AnyOf,
    AtLeastOf,
    Condition,
    In,
    NotThat,
    all_of,
    any_of,
    at_least,
    negated,
)
from rutengine.vocabulary.kinds import BoolKind, IntKind, Kind, SetKind
from tests.checker.samples import KINDS, SCOPE, columns, is_so, place_of, points

SMALL: dict[str, Kind] = {"a": BoolKind(), "n": IntKind(0, 2), "s": SetKind(("x", "y"))}
LEAVES: list[Condition] = [
    In("a", None, (True,)),
    In("n", None, (0,)),
    In("n", None, (1, 2)),
    In("n", None, (0, 2)),
    In("s", "x", (True,)),
    In("s", "y", (True,)),
]
POINTS = list(points(SMALL))

conditions = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
        inner.map(negated),
        st.tuples(st.integers(1, 3), st.lists(inner, min_size=3, max_size=4)).map(lambda given: at_least(*given)),
    ),
    max_leaves=8,
)


def check(text: str) -> list[Diagnostic]:
    """Return what sense is reported of a text that resolves."""
    place, report = place_of(text)
    resolver = Resolver(SCOPE, place)
    condition = resolver.condition(parse_condition(text))
    assert resolver.sound, [str(diagnostic) for diagnostic in report.diagnostics]
    SenseCheck(columns()).check(condition, place, resolver.spans)
    return report.diagnostics


def parts_of(condition: Condition) -> Iterator[Condition]:
    match condition:
        case In():
            return
        case NotThat(part):
            yield from parts_of(part)
        case AllOf(parts) | AnyOf(parts) | AtLeastOf(_, parts):
            for part in parts:
                yield from parts_of(part)
            yield condition


@given(conditions)
def test_a_condition_is_reported_if_and_only_if_a_part_of_it_never_varies(condition: Condition) -> None:
    place, report = place_of()
    SenseCheck(columns(SMALL)).check(condition, place)
    verdicts = [{is_so(part, point) for point in POINTS} for part in parts_of(condition)]
    first = next((verdict for verdict in verdicts if len(verdict) == 1), None)
    assert [d.code for d in report.diagnostics] == ([] if first is None else ["RUT306" if True in first else "RUT305"])


@given(conditions)
def test_the_names_of_a_condition_are_those_that_it_reads(condition: Condition) -> None:
    names = names_of(condition)
    for name in SMALL.keys() - names:
        others = [key for key in POINTS[0] if key[0] != name]
        same: dict[tuple[object, ...], set[bool]] = {}
        for point in POINTS:
            same.setdefault(tuple(point[key] for key in others), set()).add(is_so(condition, point))
        assert all(len(verdicts) == 1 for verdicts in same.values())


@pytest.mark.parametrize(
    ("text", "code", "underlined", "found"),
    [
        ("low > 2 and low < 1", "RUT305", "low > 2 and low < 1", "`low > 2` and `low < 1`"),
        ("2 < low < 1", "RUT305", "2 < low < 1", "`2 < low` and `low < 1`"),
        (
            "sunny and low > 2 and high > 2 and low < 1",
            "RUT305",
            "low > 2 and high > 2 and low < 1",
            "`low > 2` and `low < 1`",
        ),
        (
            "firm == 'micro' and (sunny or firm == 'large' and not sunny and firm == 'small')",
            "RUT305",
            "firm == 'large' and not sunny and firm == 'small'",
            "`firm == 'large'` and `firm == 'small'`",
        ),
        (
            "sunny and not (sunny or low > 1)",
            "RUT305",
            "sunny and not (sunny or low > 1)",
            "`sunny` and `not (sunny or low > 1)`",
        ),
        ("sunny or low > 1 or not sunny", "RUT306", "sunny or low > 1 or not sunny", "`sunny` or `not sunny`"),
        (
            "high > 2 and (low < 2 or sunny or low >= 1)",
            "RUT306",
            "low < 2 or sunny or low >= 1",
            "`low < 2` or `low >= 1`",
        ),
        ("not (low < 2 or low >= 1)", "RUT306", "low < 2 or low >= 1", "`low < 2` or `low >= 1`"),
        ("at_least(2, low < 1, low == 1, low > 1)", "RUT305", "at_least(2, low < 1, low == 1, low > 1)", None),
        (
            "at_least(2, sunny, not sunny, low < 2, low > 0)",
            "RUT306",
            "at_least(2, sunny, not sunny, low < 2, low > 0)",
            None,
        ),
        (
            "size(tags) >= 2 and 'a' not in tags and 'b' not in tags",
            "RUT305",
            "size(tags) >= 2 and 'a' not in tags and 'b' not in tags",
            "`size(tags) >= 2` and `'a' not in tags` and `'b' not in tags`",
        ),
        (
            "max(low, high) > 2 and low < 2 and high < 2",
            "RUT305",
            "max(low, high) > 2 and low < 2 and high < 2",
            "`max(low, high) > 2` and `low < 2` and `high < 2`",
        ),
    ],
)
def test_the_report_shows_the_pieces_that_do_not_fit_together(
    text: str, code: str, underlined: str, found: str | None
) -> None:
    (diagnostic,) = check(text)
    assert diagnostic.code == code
    assert diagnostic.finding.span is not None
    assert diagnostic.finding.span.of(text) == underlined
    assert diagnostic.finding.found == found


def test_the_report_says_whether_the_whole_or_a_part_is_meant() -> None:
    messages = {
        text: check(text)[0].finding.message for text in ("sunny and not sunny", "low > 1 or sunny and not sunny")
    }
    assert list(messages.values()) == ["the condition can never hold", "a part of the condition can never hold"]
    assert check("low > 1 and (sunny or not sunny)")[0].finding.message == "a part of the condition always holds"


@pytest.mark.parametrize(
    "text",
    [
        "low > 1 and low < 3",
        "low > 1 or low < 1",
        "sunny and (not sunny or low > 1)",
        "not (low < 2 and low >= 1)",
        "patterns.mood >= 2 and low > 1",
        "at_least(2, low < 2, low >= 1, low == 2)",
        "'a' in tags and size(tags) == 1",
        "sunny or sunny",
    ],
)
def test_what_varies_is_not_reported(text: str) -> None:
    assert check(text) == []


def test_a_condition_that_takes_too_long_is_let_through() -> None:
    kinds: dict[str, Kind] = {f"n{i}": IntKind(0, 7) for i in range(9)}
    clashes = [
        any_of([negated(In(f"n{i}", None, (hole,))), negated(In(f"n{j}", None, (hole,)))])
        for i in range(9)
        for j in range(i)
        for hole in range(8)
    ]
    place, report = place_of()
    sense = SenseCheck(columns(kinds))
    sense.check(all_of(clashes), place)
    assert report.diagnostics == []
    sense._left = 0
    sense.check(all_of(clashes), place)
    assert report.diagnostics == []


def test_patterns_are_free_here() -> None:
    assert KINDS["patterns.mood"] == IntKind(0, 4)
    assert [d.code for d in check("patterns.mood >= 3 and patterns.mood <= 1")] == ["RUT305"]


EMPTY: list[Condition] = [AllOf(()), AnyOf(()), AtLeastOf(1, ()), AtLeastOf(2, (In("a", None, (True,)),))]


@given(
    st.recursive(
        st.sampled_from([*LEAVES, *EMPTY]),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda parts: AllOf(tuple(parts))),
            st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
            inner.map(NotThat),
        ),
        max_leaves=6,
    )
)
def test_a_group_may_be_empty(condition: Condition) -> None:
    """Law: something is reported if and only if a part never varies, however the condition is built."""
    place, report = place_of()
    SenseCheck(columns(SMALL)).check(condition, place)
    verdicts = [{is_so(part, point) for point in POINTS} for part in parts_of(condition)]
    assert bool(report.diagnostics) == any(len(verdict) == 1 for verdict in verdicts)
