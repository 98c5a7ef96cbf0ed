"""Lay cards: every line is proved, every reason follows from the premises alone, and a lie is noticed."""

from itertools import product
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from rutengine import one_of
from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import Outcome
from rutengine.explanation.cards import MOST_REASONS, LayCard, find_card
from rutengine.explanation.checking_cards import card_differences
from rutengine.explanation.contrasting import find_contrast
from rutengine.model.claims import deferred, excluded, recommended
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Prover
from tests.evaluation.minipack import Person, card, engine_of, rule
from tests.explanation.deciding import decided, law, standing_of
from tests.oracle import Oracle
from tests.strategies import STRATEGIES


@law
@given(st.data())
def test_every_line_of_a_card_is_borne_out(data: st.DataObject) -> None:
    _, program, outcome = decided(data)
    prover, certifier = Prover(program), Certifier(program.checked)
    for strategy in STRATEGIES:
        found = find_card(prover, outcome, strategy)
        assert card_differences(found, program, outcome, certifier) == ()
        standing = standing_of(outcome, strategy)
        assert found.status == standing.status
        assert len(found.reasons) <= MOST_REASONS
        assert {reason.rule for reason in found.reasons} <= set(outcome.fired)
        if standing.recommended:
            assert found.claim == recommended(strategy)
            pairs = {(contribution.rule, contribution.points) for contribution in standing.contributions}
            assert all((r.rule, r.points) in pairs for r in found.reasons if r.says is None)


@law
@given(st.data())
def test_reasons_hold_for_everybody_of_whom_the_premises_are_true(data: st.DataObject) -> None:
    made, program, outcome = decided(data)
    oracle = Oracle(made.files, made.columns)
    strategy = data.draw(st.sampled_from(STRATEGIES))
    found = find_card(Prover(program), outcome, strategy)
    known = {(premise.name, premise.member): premise.values for premise in found.reason.premises}
    possible = [known.get((name, member), domain) for name, member, domain, _ in made.columns]
    people = [list(values) for values in product(*possible) if oracle.allowed(list(values))]
    for person in data.draw(st.lists(st.sampled_from(people), max_size=20)):
        told = oracle.decide([[value] for value in person])
        assert told is not None
        assert {reason.rule for reason in found.reasons} <= set(told[1])


@law
@given(st.data())
def test_a_changed_card_is_noticed(data: st.DataObject) -> None:
    _, program, outcome = decided(data)
    prover, certifier = Prover(program), Certifier(program.checked)
    strategy, other = data.draw(st.permutations(STRATEGIES))[:2]
    found, elsewhere = find_card(prover, outcome, strategy), find_card(prover, outcome, other)
    changes: list[dict[str, Any]] = [
        {"strategy": other},
        {"status": "excluded" if found.status != "excluded" else "active"},
        {"claim": ~found.claim},
        {"reason": elsewhere.reason},
        {"changes": elsewhere.changes},
        {"sureness": elsewhere.sureness},
        {"shortfall": found.shortfall + 1},
    ]
    if found.contrast is None:
        changes.append({"contrast": find_contrast(program, outcome, strategy, other)})
    else:
        changes += [{"contrast": attrs.evolve(found.contrast, gap=found.contrast.gap + 1)}, {"contrast": None}]
        third = next(s for s in STRATEGIES if s not in (found.contrast.winner, found.contrast.loser))
        changes.append({"contrast": find_contrast(program, outcome, strategy, third)})
    if found.reasons:
        first, *rest = found.reasons
        changes.append({"reasons": (*found.reasons, first)})
        for lie in (
            {"points": first.points + 1},
            {"because": "another"},
            {"says": "another"},
            {"rule": "base-none"},
            {"assumed": not first.assumed},
            {"verdict": found.sureness.verdict},
            {"certificate": attrs.evolve(first.certificate, steps=())},
        ):
            changes.append({"reasons": (attrs.evolve(first, **lie), *rest)})
    for change in changes:
        assert card_differences(attrs.evolve(found, **change), program, outcome, certifier), change


def cards_of(rules: list[dict[str, Any]], person: Person, **cards: Any) -> tuple[Program, Outcome, dict[str, LayCard]]:
    """Return the cards of all strategies of a small pack; the replay agrees."""
    engine = engine_of({"a": card(), "b": card(), "help": card(role="safety")} | cards, rules)
    outcome = engine.decide(person).outcome
    found = {s.strategy: find_card(Prover(engine.program), outcome, s.strategy) for s in outcome.standings}
    for one in found.values():
        assert card_differences(one, engine.program, outcome, Certifier(engine.pack)) == ()
    return engine.program, outcome, found


def test_only_rules_that_follow_from_the_premises_are_named() -> None:
    rules = [rule("enough", support={"a": 5}), rule("besides", "second", support={"a": 4})]
    _, _, found = cards_of(rules, Person(first=True, second=True))
    assert [premise.name for premise in found["a"].reason.premises] == ["first"]
    assert [(reason.rule, reason.points, reason.assumed) for reason in found["a"].reasons] == [("enough", 5, False)]


def test_the_three_strongest_are_named_and_a_sentence_only_once() -> None:
    rules = [rule(f"r{points}", support={"a": points}) for points in (1, 2, 3, 4)]
    rules.append(rule("r5", support={"a": 5}) | {"because": "because of r4"})
    program, outcome, found = cards_of(rules, Person(first=True))
    assert [reason.rule for reason in found["a"].reasons] == ["r5", "r3", "r2"]
    kept_quiet = attrs.evolve(found["a"], reasons=found["a"].reasons[1:])
    assert card_differences(kept_quiet, program, outcome, Certifier(program.checked))


def test_a_reason_is_assumed_if_no_answer_bears_it_and_the_answers_do_not_settle_it() -> None:
    rules = [rule("calm", "level <= 2", support={"a": 5}), rule("plain", "first and level <= 2", support={"b": 5})]
    _, _, found = cards_of(rules, Person(first=True, level=1))
    assert [reason.assumed for s in "ab" for reason in found[s].reasons] == [False, False]
    _, _, found = cards_of(rules, Person(first=True))
    told = [(reason.assumed, reason.verdict.certainty) for s in "ab" for reason in found[s].reasons]
    assert told == [(True, "open"), (False, "open")]
    _, _, found = cards_of(rules, Person(first=True, colour=one_of("red", "green")))
    assert found["a"].reason.premises[0].assumed


def test_a_rule_that_the_answers_make_fire_is_not_marked_though_the_card_rests_on_assumptions() -> None:
    rules = [rule("calm", "level <= 2 or second", support={"a": 5}), rule("no", "colour == 'red'", exclude={"a": "no"})]
    program, outcome, found = cards_of(rules, Person(second=True))
    assert any(premise.assumed for premise in found["a"].reason.premises)
    (reason,) = found["a"].reasons
    assert (reason.rule, reason.assumed, reason.verdict.certainty) == ("calm", False, "settled")
    certifier = Certifier(program.checked)
    for verdict in (
        attrs.evolve(reason.verdict, certificate=None),
        attrs.evolve(reason.verdict, certainty="open", certificate=None),
        attrs.evolve(reason.verdict, certainty="open", certificate=None, witness=outcome.values[: len(outcome.given)]),
    ):
        lie = attrs.evolve(reason, assumed=verdict.certainty != "settled", verdict=verdict)
        assert card_differences(attrs.evolve(found["a"], reasons=(lie,)), program, outcome, certifier)


def test_a_rule_that_follows_by_a_constraint_is_named() -> None:
    rules = [rule("both", "first and second", support={"a": 5})]
    engine = engine_of(
        {"a": card(), "help": card(role="safety")}, rules, constraints=[{"id": "k", "holds": "second or not first"}]
    )
    outcome = engine.decide(Person(first=True)).outcome
    found = find_card(Prover(engine.program), outcome, "a")
    assert [premise.name for premise in found.reason.premises] == ["first"]
    assert [(reason.rule, reason.assumed) for reason in found.reasons] == [("both", False)]
    assert card_differences(found, engine.program, outcome, Certifier(engine.pack)) == ()


def test_each_fate_has_its_claim_and_its_rules() -> None:
    rules = [
        rule("for", support={"a": 5, "b": 5, "c": 5, "d": 4}),
        rule("no", exclude={"b": "it does not fit"}),
        rule("later", defer={"c": "until later"}),
        rule("against", "second", oppose={"d": 2}),
    ]
    _, _, found = cards_of(rules, Person(first=True, second=True), c=card(), d=card())
    assert {name: one.claim for name, one in found.items() if name != "help"} == {
        "a": recommended("a"),
        "b": excluded("b"),
        "c": deferred("c"),
        "d": ~recommended("d"),
    }
    assert [(r.rule, r.says) for r in found["b"].reasons] == [("no", "it does not fit")]
    assert [(r.rule, r.says) for r in found["c"].reasons] == [("later", "until later")]
    assert [(r.rule, r.points) for r in found["d"].reasons] == [("against", -2)]
    assert (found["d"].status, found["d"].shortfall) == ("below_threshold", 1)
    assert found["a"].sureness.verdict.certainty == "settled"


def test_an_active_one_is_compared_with_the_next_and_another_with_the_last_active() -> None:
    rules = [rule("one", support={"a": 5, "b": 4, "c": 3, "g": 5})]
    _, outcome, found = cards_of(rules, Person(first=True), c=card(), d=card(), g=card(role="groundwork"))
    assert [s.strategy for s in outcome.standings if s.status == "active"] == ["a", "g", "b"]
    pairs = {name: one.contrast and (one.contrast.winner, one.contrast.loser) for name, one in found.items()}
    assert pairs == {"a": ("a", "b"), "b": ("b", "c"), "c": ("b", "c"), "d": ("b", "d"), "g": None, "help": None}


def test_what_a_stance_keeps_back_is_compared_with_nothing() -> None:
    rules = [rule("one", support={"a": 5, "b": 5}), rule("quiet", stance="calm")]
    _, _, found = cards_of(rules, Person(first=True), b=card(phase="late"))
    assert (found["b"].status, found["b"].contrast) == ("recommended", None)


def test_with_no_budget_a_card_claims_nothing() -> None:
    rules = [rule("both", "first and (second or level >= 2)", support={"a": 5})]
    engine = engine_of({"a": card(), "help": card(role="safety")}, rules)
    outcome = engine.decide(Person(first=True, second=True)).outcome
    found = find_card(Prover(engine.program), outcome, "a", nodes=0)
    assert found.reason.label == "not proved"
    assert found.reasons == ()
    assert found.sureness.verdict.certainty == "not proved"
    assert card_differences(found, engine.program, outcome, Certifier(engine.pack)) == ()
    assert repr(found) == "<LayCard: a>"
