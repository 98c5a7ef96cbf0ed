"""How sure: what is settled, what is open, and which facts decide it."""

from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.generated import generate, random_claims, random_profile
from rutengine.evaluation.deciding import decide
from rutengine.explanation.certainty import Sureness, find_sureness
from rutengine.explanation.checking_proofs import Ground, sureness_differences
from rutengine.model.claims import Claim, active, excluded, lead_at_least, recommended
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import NODES, Prover
from tests.evaluation.minipack import Tables, rule
from tests.explanation.movable import ask, program_of
from tests.laws.worlds import law, now_of, world_of

A = recommended("a")


def sure(rules: list[Tables], claim: Claim, nodes: int = NODES, *, constraints: Any = None, **answers: Any) -> Sureness:
    asked = ask(program_of(rules, constraints), **answers)
    found = find_sureness(asked.prover, asked.outcome, claim, nodes)
    assert sureness_differences(found, asked.ground) == ()
    assert found.claim == claim
    return found


def deciders(found: Sureness) -> list[tuple[str, Any, Any]]:
    return [(decider.name, decider.now, decider.then) for decider in found.deciders]


RULE = [rule("one", "letter and hours >= 3", support={"a": 4})]


@pytest.mark.parametrize(
    ("answers", "value", "certainty", "deciding"),
    [
        ({"letter": True, "hours": 4}, True, "settled", []),
        ({"letter": True, "hours": (3, 4, 5)}, True, "settled", []),
        ({"letter": True, "hours": (2, 3, 4)}, False, "open", [("hours", 2, 3)]),
        ({"letter": False}, False, "open", [("hours", 2, 0), ("debt", 3, 0), ("old", False, True)]),
        ({"letter": False, "old": False}, False, "settled", []),
        ({"hours": 4}, False, "open", [("letter", False, True)]),
        ({"old": False}, False, "open", [("hours", 2, 3), ("letter", False, True)]),
    ],
)
def test_a_claim_is_settled_or_some_open_facts_decide(
    answers: dict[str, Any], *, value: bool, certainty: str, deciding: list[Any]
) -> None:
    found = sure(RULE, A, **answers)
    assert (found.verdict.value, found.verdict.certainty) == (value, certainty)
    assert deciders(found) == deciding
    assert (found.verdict.certificate is not None) == (certainty == "settled")


def test_constraints_settle_what_the_answers_alone_do_not() -> None:
    bound = [{"id": "k", "holds": "not letter or hours >= 4 or old"}]
    assert sure(RULE, A, letter=True, old=False, constraints=bound).verdict.certainty == "settled"
    assert sure(RULE, A, letter=True, constraints=bound).verdict.certainty == "open"


def test_what_follows_from_the_rules_of_the_game_is_settled_for_everybody() -> None:
    rules = [*RULE, rule("two", "debt >= 2", exclude={"a": "no"})]
    assert sure(rules, ~(A & excluded("a"))).verdict.certainty == "settled"
    assert sure(rules, A | ~A).verdict.certainty == "settled"
    assert sure(rules, lead_at_least(6, "a")).verdict.certainty == "settled"
    assert sure(rules, ~active("a") | A).verdict.certainty == "settled"


def test_a_budget_of_nothing_proves_nothing() -> None:
    found = sure(RULE, A, 0)
    assert (found.verdict.value, found.verdict.certainty, found.deciders) == (False, "not proved", ())
    assert found.verdict.witness is None
    assert found.verdict.certificate is None


@law(20)
@given(st.integers(0, 100_000))
def test_no_decider_can_be_spared(seed: int) -> None:
    world, rng = world_of(seed), Random(seed)
    prover = Prover(world.program)
    outcome = decide(world.program, random_profile(world.program, rng, rng.choice((0.0, 0.4, 0.7))))
    now = now_of(outcome)
    for claim in random_claims(world.program, rng, 21):
        found = find_sureness(prover, outcome, claim)
        if found.verdict.certainty != "open":
            continue
        other = ~world.of(claim) if found.verdict.value else world.of(claim)
        witness = found.verdict.witness or ()
        changed = [decider.column for decider in found.deciders]
        assert world.place(witness) & other
        assert changed == [column for column, (bit, to) in enumerate(zip(now, witness, strict=True)) if bit != to]
        for spared in changed:
            nearer = (*witness[:spared], now[spared], *witness[spared + 1 :])
            assert not world.place(nearer) & other


@pytest.mark.parametrize("nodes", [1, 5, 50, NODES])
def test_no_decider_can_be_left_out_whatever_the_budget(nodes: int) -> None:
    program = generate(7, facts=20, rules=50, strategies=6, patterns=5).program
    rng, prover, seen = Random(nodes), Prover(program), 0
    for _ in range(3):
        outcome = decide(program, random_profile(program, rng, answered=0.3))
        ground = Ground(
            checked=program.checked, certifier=Certifier(program.checked), given=outcome.given, now=now_of(outcome)
        )
        for claim in random_claims(program, rng, 15):
            found = find_sureness(prover, outcome, claim, nodes)
            assert sureness_differences(found, ground) == ()
            seen += len(found.deciders) > 1
            if len(found.deciders) > 1 and found.verdict.witness is not None:
                spare = attrs.evolve(found, deciders=found.deciders[1:])
                assert sureness_differences(spare, ground)
    assert seen or nodes == 1


def test_two_facts_are_told_where_two_are_enough() -> None:
    assert len(sure([rule("one", "letter and mentor and hours >= 2", support={"a": 4})], A, old=False).deciders) == 2
