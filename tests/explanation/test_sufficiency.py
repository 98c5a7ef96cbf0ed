"""Reasons: the exact premises on small packs, assumptions, constraints, efforts and budgets."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.generated import random_claims, random_profile
from rutengine.evaluation.deciding import decide
from rutengine.explanation.checking_proofs import reason_differences
from rutengine.explanation.sufficiency import Effort, SufficientReason, find_reason
from rutengine.model.claims import Claim, excluded, lead_at_least, recommended, top
from rutengine.solver.proving import NODES, Prover
from tests.evaluation.minipack import Tables, rule
from tests.explanation.movable import ask, program_of
from tests.laws.worlds import law, now_of, world_of

A = recommended("a")


def reason(
    rules: list[Tables],
    claim: Claim,
    effort: Effort = "smallest",
    nodes: int = NODES,
    *,
    constraints: Any = None,
    **answers: Any,
) -> SufficientReason:
    asked = ask(program_of(rules, constraints), **answers)
    found = find_reason(asked.prover, asked.outcome, claim, effort, nodes)
    assert reason_differences(found, asked.ground) == ()
    return found


def told(found: SufficientReason) -> dict[str, Any]:
    """Return the premises: a value, or several; with a question mark where it was assumed."""
    return {
        premise.name + ("?" if premise.assumed else ""): premise.values[0]
        if len(premise.values) == 1
        else premise.values
        for premise in found.premises
    }


def smallest(found: SufficientReason) -> dict[str, Any]:
    assert found.label == "smallest"
    return told(found)


YES: dict[str, Any] = {"letter": True, "mentor": True, "hours": 4, "old": True, "debt": 1, "colour": "red"}


@pytest.mark.parametrize(
    ("when", "premises"),
    [
        ("letter", {"letter": True}),
        ("letter and mentor", {"letter": True, "mentor": True}),
        ("hours >= 3 and hours <= 5", {"hours": 4}),
        ("mentor or (letter and hours >= 3)", {"mentor": True}),
        ("(letter and hours >= 3) or (letter and debt <= 1)", {"hours": 4, "letter": True}),
        ("at_least(2, letter, hours <= 1, mentor)", {"letter": True, "mentor": True}),
        ("(letter and old and debt <= 1) or (mentor and colour == 'red')", {"mentor": True, "colour": "red"}),
    ],
)
def test_the_fewest_answers_are_told(when: str, premises: dict[str, Any]) -> None:
    found = reason([rule("one", when, support={"a": 4})], A, **YES)
    assert smallest(found) == premises
    assert not found.assumed
    assert [premise.column for premise in found.premises] == sorted(premise.column for premise in found.premises)


def test_what_is_not_so_is_explained_as_such() -> None:
    rules = [rule("one", "letter and mentor", support={"a": 4})]
    found = reason(rules, A, **{**YES, "letter": False, "hours": 1})
    assert found.claim == ~A
    assert smallest(found) == {"hours": 1, "letter": False}
    assert smallest(reason(rules, ~A, **{**YES, "letter": False, "hours": 1})) == {"hours": 1, "letter": False}


def test_an_answer_of_several_values_is_a_premise_as_it_was_given() -> None:
    found = reason([rule("one", "hours >= 3", support={"a": 4})], A, hours=(3, 4, 5))
    assert smallest(found) == {"hours": (3, 4, 5)}
    assert not found.assumed


def test_what_was_not_answered_is_assumed_only_where_the_answers_are_not_enough() -> None:
    rules = [rule("one", "letter and not mentor", support={"a": 4})]
    found = reason(rules, A, letter=True)
    assert found.assumed
    assert smallest(found) == {"letter": True, "mentor?": False}
    enough = reason(rules, A, letter=True, mentor=False)
    assert not enough.assumed
    assert smallest(enough) == {"letter": True, "mentor": False}


def test_of_reasons_of_one_size_one_with_fewer_assumptions_is_told() -> None:
    rules = [rule("one", "letter and (not mentor or hours >= 3)", support={"a": 4}), rule("x", "old", defer={"a": "x"})]
    assert smallest(reason(rules, A, letter=True, hours=4)) == {"hours": 4, "letter": True, "old?": False}


def test_constraints_need_no_premise() -> None:
    rules = [rule("one", "letter and hours >= 3", support={"a": 4})]
    bound = [{"id": "k", "holds": "not letter or hours >= 4"}]
    assert smallest(reason(rules, A, constraints=bound, **YES)) == {"letter": True}


def test_what_is_true_of_everybody_needs_no_reason() -> None:
    found = reason([rule("one", "letter", support={"a": 4})], A | ~A, **YES)
    assert smallest(found) == {}
    assert found.counterexamples == ()
    rules = [rule("one", "letter", support={"a": 4}), rule("two", "not letter", exclude={"a": "no"})]
    assert smallest(reason(rules, ~(A & excluded("a")), **YES)) == {}


def test_points_need_only_as_many_answers_as_they_need() -> None:
    rules = [
        rule("one", "letter", support={"a": 4}),
        rule("two", "mentor", support={"a": 4}),
        rule("three", "debt <= 1", support={"b": 3}),
        rule("four", "colour == 'red'", oppose={"b": 1}),
    ]
    assert smallest(reason(rules, lead_at_least(4, "a"), **YES)) == {"letter": True}
    apart = smallest(reason(rules, lead_at_least(2, "a", "b"), **YES))
    assert apart == {"hours": 4, "letter": True, "colour": "red"}
    assert reason(rules, top("a"), "irreducible", **YES).label == "irreducible"


def test_a_budget_of_nothing_proves_nothing() -> None:
    found = reason([rule("one", "letter", support={"a": 4})], A, nodes=0, **YES)
    assert (found.label, found.premises, found.certificate) == ("not proved", (), None)


TRIED: tuple[tuple[Effort, int], ...] = (("smallest", 0), ("irreducible", 5), ("smallest", 20), ("irreducible", NODES))


@law(25)
@given(st.integers(0, 100_000))
def test_labels_say_what_enumeration_finds_whatever_the_budget(seed: int) -> None:
    world, rng = world_of(seed), Random(seed)
    prover = Prover(world.program)
    sets = random_profile(world.program, rng, rng.choice((0.5, 1.0)))
    outcome = decide(world.program, sets)
    for claim in random_claims(world.program, rng, 14):
        for effort, nodes in TRIED:
            found = find_reason(prover, outcome, claim, effort, nodes)
            refuting = ~world.of(found.claim)
            assert not refuting & world.place(now_of(outcome))
            if found.label == "not proved":
                assert not found.premises
                continue
            known = now_of(outcome) if found.assumed else sets
            kept = [premise.column for premise in found.premises]
            assert not refuting & world.keeping(known, kept)
            if found.label in ("smallest", "irreducible"):
                assert all(refuting & world.keeping(known, {*kept} - {column}) for column in kept)
            if found.label == "smallest":
                assert len(kept) == world.smallest_reason(found.claim, known)
        assert found.label in ("irreducible", "smallest")
