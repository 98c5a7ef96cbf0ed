"""Generated packs: they pass every check, look as they should, and follow from the seed alone."""

from random import Random

import pytest

from bench.generated import generate, random_claims, random_profile
from rutengine.evaluation.deciding import decide
from rutengine.logic.truth import holds
from rutengine.model import claims

KINDS = (
    claims.Fate,
    claims.Top,
    claims.Above,
    claims.Score,
    claims.StanceIs,
    claims.Holds,
    claims.Count,
    claims.AllClaims,
    claims.AnyClaim,
    claims.NotClaim,
)


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_generated_pack_compiles_and_has_the_shape_that_was_asked_for(seed: int) -> None:
    program = generate(seed).program
    assert len(program.variables) == 60
    assert len(program.rules) == 150
    assert len(program.strategies) == 15
    assert len(program.derived) == 12
    assert len(program.constraints) == 4
    facts = program.checked.vocabulary.facts
    assert 20 <= sum(bool(fact.actionable) for fact in facts) <= 50
    assert sum(bool(step.rule.support or step.rule.oppose) for step in program.rules) >= 100
    assert {step.strategy.role for step in program.strategies} == {"safety", "groundwork", "move"}


@pytest.mark.parametrize("seed", range(20))
def test_small_packs_have_few_completions(seed: int) -> None:
    completions = 1
    for variable in generate(seed, facts=7, rules=14, strategies=4, patterns=3).program.variables:
        completions *= len(variable.domain)
    assert completions <= 5_000


def test_the_same_seed_gives_the_same_pack_profile_and_claims() -> None:
    first, second = generate(1), generate(1)
    assert first.files == second.files
    assert first.files != generate(2).files
    actionable = [[fact.actionable for fact in made.program.checked.vocabulary.facts] for made in (first, second)]
    assert actionable[0] == actionable[1]
    assert random_profile(first.program, Random(3), 0.5) == random_profile(second.program, Random(3), 0.5)
    assert random_claims(first.program, Random(3), 50) == random_claims(second.program, Random(3), 50)


def test_random_profiles_are_of_people_that_there_are() -> None:
    program = generate(1).program
    for seed in range(20):
        answers = random_profile(program, Random(seed))
        assert all(mask.bit_count() == 1 for mask in answers)
        assert all(holds(formula, answers) for _, formula in program.constraints)
        partly = random_profile(program, Random(seed), answered=0.5)
        assert 10 <= sum(mask.bit_count() == 1 for mask in partly) <= 50
        decide(program, partly)


def test_random_claims_are_of_every_kind() -> None:
    found = random_claims(generate(1).program, Random(1), 100)
    assert len(found) == 100
    assert {type(claim) for claim in found} == set(KINDS)
