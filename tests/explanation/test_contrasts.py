"""Contrasts: what tells two strategies apart, netted, in the fewest differences; and the replay that notices a lie."""

from itertools import combinations, permutations
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine.engine.decision import Decision
from rutengine.explanation.checking_contrasts import contrast_differences
from rutengine.explanation.contrasting import Difference, RankContrast, Score, find_contrast
from tests.evaluation.minipack import Person, card, engine_of, rule
from tests.explanation.deciding import decided, facts_of, law, standing_of
from tests.strategies import STRATEGIES


@law
@given(st.data())
def test_the_differences_add_up_to_the_gap_and_the_fewest_reach_it(data: st.DataObject) -> None:
    _, program, outcome = decided(data)
    for first, second in permutations(STRATEGIES, 2):
        contrast = find_contrast(program, outcome, first, second)
        assert contrast_differences(contrast, program.checked, facts_of(program, outcome)) == ()
        nets = [difference.net for difference in contrast.differences]
        assert 0 not in nets
        assert bool(nets) == (contrast.decided_by in ("lead", "total"))
        if nets:
            assert sum(nets) == contrast.gap > 0
            reached = len(contrast.covering)
            assert all(sum(fewer) < contrast.gap for fewer in combinations(nets, reached - 1))
            assert sum(nets[:reached]) >= contrast.gap


@law
@given(st.data())
def test_the_winner_stands_above_the_loser_or_is_shown_before_it(data: st.DataObject) -> None:
    _, program, outcome = decided(data)
    places = [standing.strategy for standing in outcome.standings]
    for first, second in combinations(STRATEGIES, 2):
        contrast = find_contrast(program, outcome, first, second)
        winner, loser = standing_of(outcome, contrast.winner), standing_of(outcome, contrast.loser)
        if contrast.decided_by == "neither recommended":
            assert not winner.recommended
            assert not loser.recommended
            assert (contrast.winner, contrast.loser) == (first, second)
            continue
        assert contrast == find_contrast(program, outcome, second, first)
        assert winner.recommended
        if not loser.recommended:
            assert contrast.decided_by == "not recommended"
            assert bool(contrast.deciding) == bool(loser.excluded or loser.deferred)
        elif contrast.decided_by == "nothing":
            assert winner.key == loser.key
            assert winner.status != loser.status or places.index(contrast.winner) < places.index(contrast.loser)
        else:
            assert winner.key > loser.key


@law
@given(st.data())
def test_a_changed_contrast_is_noticed(data: st.DataObject) -> None:
    _, program, outcome = decided(data)
    first, second = data.draw(st.permutations(STRATEGIES))[:2]
    contrast = find_contrast(program, outcome, first, second)
    changes: list[dict[str, Any]] = [
        {"gap": contrast.gap + 1},
        {"decided_by": "total" if contrast.decided_by == "lead" else "lead"},
        {"deciding": (*contrast.deciding, "base-help")},
        {"winner_score": attrs.evolve(contrast.winner_score, lead=contrast.winner_score.lead + 1)},
        {"loser_score": attrs.evolve(contrast.loser_score, against=contrast.loser_score.against - 1)},
        {"covering": (*contrast.covering, "base-help")},
        {"loser": "nobody"},
    ]
    if contrast.decided_by != "neither recommended":
        changes.append({"winner": contrast.loser, "loser": contrast.winner})
    if contrast.differences:
        largest, *others = contrast.differences
        changes += [
            {"differences": tuple(others)},
            {"differences": (attrs.evolve(largest, net=largest.net + 1), *others)},
            {"differences": (attrs.evolve(largest, winner=largest.winner + 1, net=largest.net + 1), *others)},
            {"differences": (attrs.evolve(largest, rule="base-none"), *others)},
            {"covering": contrast.covering[1:]},
        ]
    for change in changes:
        changed = attrs.evolve(contrast, **change)
        assert contrast_differences(changed, program.checked, facts_of(program, outcome)), change


def contrast_of(rules: list[dict[str, Any]], first: str = "a", second: str = "b", **cards: Any) -> RankContrast:
    """Contrast two strategies of a small pack, for a person of whom `first` is so; the replay agrees."""
    known = {"a": card(), "b": card(), "help": card(role="safety")} | cards
    engine = engine_of(known, rules, head={"threshold": 1})
    decision: Decision[Person] = engine.decide(Person(first=True))
    contrast = find_contrast(engine.program, decision.outcome, first, second)
    facts = facts_of(engine.program, decision.outcome)
    assert contrast_differences(contrast, engine.pack, facts) == ()
    return contrast


def told(difference: Difference) -> tuple[str, str | None, str | None, int, int]:
    return (difference.kind, difference.rule, difference.rival_rule, difference.winner, difference.loser)


def test_a_lead_is_a_matter_of_the_strongest_reasons_and_the_oppositions() -> None:
    found = contrast_of([
        rule("much", support={"a": 5}), rule("same-for-both", support={"a": 2, "b": 2}),
        rule("some", support={"b": 4}), rule("objection", oppose={"b": 1}),
    ])  # fmt: skip
    assert (found.winner, found.loser, found.decided_by, found.gap) == ("a", "b", "lead", 2)
    assert [told(d) for d in found.differences] == [
        ("strongest", "much", "some", 5, 4),
        ("rule", "objection", "objection", 0, -1),
    ]
    assert found.covering == ("much", "objection")
    assert found.loser_score == Score(lead=3, total=5, against=-1)


def test_equally_strong_reasons_are_no_difference_even_if_they_are_others() -> None:
    found = contrast_of([
        rule("for-a", support={"a": 5}), rule("for-b", support={"b": 5}),
        rule("objection", oppose={"b": 2}), rule("against-both", oppose={"a": 1, "b": 1}),
    ])  # fmt: skip
    assert [told(d) for d in found.differences] == [("rule", "objection", "objection", 0, -2)]
    assert found.covering == ("objection",)


def test_of_equal_reasons_the_first_in_the_order_of_letters_is_named() -> None:
    rules = [rule(id, support={"a": 4}) for id in ("later", "earlier")]
    found = contrast_of([*rules, rule("mild", support={"b": 3})])
    assert [told(d) for d in found.differences] == [("strongest", "earlier", "mild", 4, 3)]


def test_a_weaker_reason_can_win_by_fewer_objections() -> None:
    found = contrast_of([
        rule("strong", support={"b": 5}), rule("weaker", support={"a": 4}), rule("objection", oppose={"b": 3}),
    ])  # fmt: skip
    assert (found.winner, found.gap, found.covering) == ("a", 2, ("objection",))
    assert [d.net for d in found.differences] == [3, -1]


def test_a_rule_can_be_the_strongest_reason_for_one_and_an_objection_to_the_other() -> None:
    found = contrast_of([rule("both", support={"a": 4}, oppose={"b": 2}), rule("other", support={"b": 3})])
    assert [told(d) for d in found.differences] == [
        ("rule", "both", "both", 0, -2),
        ("strongest", "both", "other", 4, 3),
    ]
    assert found.covering == ("both", "both")


def test_where_the_leads_tie_all_rules_count_netted() -> None:
    found = contrast_of([
        rule("both", support={"a": 5, "b": 5}), rule("more", support={"a": 3, "b": 1}), rule("less", support={"b": 1}),
        rule("tiny", support={"a": 1}),
    ])  # fmt: skip
    assert (found.decided_by, found.gap) == ("total", 2)
    assert [told(d) for d in found.differences] == [
        ("rule", "more", "more", 3, 1),
        ("rule", "tiny", "tiny", 1, 0),
        ("rule", "less", "less", 0, 1),
    ]
    assert found.covering == ("more",)


def test_equals_differ_in_nothing_and_the_declared_order_shows_one_first() -> None:
    found = contrast_of([rule("one", support={"a": 3, "b": 3})], a=card(cost="low"))
    assert (found.winner, found.decided_by, found.gap, found.differences) == ("b", "nothing", 0, ())


@pytest.mark.parametrize(
    ("rules", "gap", "deciding"),
    [
        ([rule("no", exclude={"b": "no"}), rule("later", defer={"b": "later"})], 0, ("no",)),
        ([rule("later", defer={"b": "later"})], 0, ("later",)),
        ([rule("against", oppose={"b": 5})], 2, ()),
    ],
)
def test_what_is_not_recommended_says_why(rules: list[dict[str, Any]], gap: int, deciding: tuple[str, ...]) -> None:
    found = contrast_of([rule("mild", support={"a": 1}), rule("strong", support={"b": 4}), *rules])
    assert (found.winner, found.decided_by, found.gap, found.deciding) == ("a", "not recommended", gap, deciding)
    assert found.differences == ()


def test_what_is_required_comes_first_whatever_the_points() -> None:
    found = contrast_of([rule("strong", support={"a": 5}), rule("must", require={"help": "now"})], "a", "help")
    assert (found.winner, found.decided_by, found.deciding, found.gap) == ("help", "required", ("must",), 0)


def test_where_neither_is_recommended_neither_stands_above() -> None:
    found = contrast_of([rule("elsewhere", support={"help": 5})], "b", "a")
    assert (found.winner, found.loser, found.decided_by) == ("b", "a", "neither recommended")


def test_why_not_compares_with_the_last_of_those_that_took_the_places() -> None:
    rules = [rule("one", support={"a": 5, "b": 4, "c": 3})]
    decision = engine_of({s: card() for s in "abc"}, rules).decide(Person(first=True))
    contrast = decision.why_not("c").reasons.contrast
    assert contrast is not None
    assert (contrast.winner, contrast.loser, contrast.decided_by) == ("b", "c", "lead")
    assert decision.why_not("c").verify()
    assert decision.why("c").reasons.contrast is None
    assert decision.why_not("b").reasons.contrast is None
    explanation = decision.why_not("c")
    other = find_contrast(engine_of({s: card() for s in "abc"}, rules).program, decision.outcome, "a", "c")
    for wrong in (None, other, attrs.evolve(contrast, gap=2)):
        assert not attrs.evolve(explanation, reasons=attrs.evolve(explanation.reasons, contrast=wrong)).verify()


def test_no_repr_tells_what_fired() -> None:
    found = contrast_of([
        rule("canary", support={"a": 5}), rule("other", support={"b": 4}), rule("canary-against", oppose={"b": 1}),
    ])  # fmt: skip
    barred = contrast_of([rule("mild", support={"a": 4}), rule("canary", exclude={"b": "no"})])
    assert barred.deciding == ("canary",)
    for record in (found, barred, found.differences, found.winner_score, barred.loser_score):
        said = repr(record)
        assert "canary" not in said
        assert not any(mark in said for mark in "=0123456789")
    assert repr(found.winner_score) == "<Score>"
