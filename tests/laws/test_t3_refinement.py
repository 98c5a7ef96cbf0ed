"""T3: more answers never unsettle what is settled, and bounds that are proved only close in."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bench.generated import generate, random_claims, random_profile
from bench.worlds import Bits
from rutengine.compiler.program import Program
from rutengine.evaluation.deciding import decide
from rutengine.model.claims import Claim, lead_at_least, total_at_least
from rutengine.solver.proving import Prover
from tests.laws.worlds import law, now_of, refined

SEEDS = st.integers(0, 100_000)
RANGE = range(-40, 41)


def certainty(program: Program, prover: Prover, claim: Claim, sets: Bits) -> bool | None:
    """Return the value of a claim if it is settled, else None."""
    verdict = prover.settle(claim, sets, now_of(decide(program, sets)))
    assert verdict.certainty != "not proved"
    return verdict.value if verdict.certainty == "settled" else None


@law(25)
@given(SEEDS)
def test_more_answers_never_unsettle_a_claim(seed: int) -> None:
    rng, program = Random(seed), generate(seed, facts=20, rules=40, strategies=6, patterns=5).program
    prover, sets = Prover(program), random_profile(program, rng, rng.choice((0.3, 0.6, 0.8)))
    claims = random_claims(program, rng, 28)
    before = [certainty(program, prover, claim, sets) for claim in claims]
    for _ in range(2):
        sets = refined(program, rng, sets)
        after = [certainty(program, prover, claim, sets) for claim in claims]
        assert [b for b, a in zip(before, after, strict=True) if b is not None and a != b] == []
        before = after


@law(10)
@given(SEEDS)
def test_bounds_of_lead_and_total_nest(seed: int) -> None:
    rng, program = Random(seed), generate(seed, facts=16, rules=30, strategies=5, patterns=4).program
    prover, sets = Prover(program), random_profile(program, rng, 0.4)
    narrower = refined(program, rng, sets)
    for step in program.strategies[:3]:
        for measured in (lead_at_least, total_at_least):
            wide = bounds(program, prover, [measured(n, step.strategy.id) for n in RANGE], sets)
            close = bounds(program, prover, [measured(n, step.strategy.id) for n in RANGE], narrower)
            now = next(s for s in decide(program, narrower).standings if s.strategy == step.strategy.id)
            value = now.lead if measured is lead_at_least else now.total
            assert wide[0] <= close[0] <= value <= close[1] <= wide[1]


def bounds(program: Program, prover: Prover, claims: list[Claim], sets: Bits) -> tuple[int, int]:
    """Return the largest number that is surely reached, and the largest that may be; the claims are monotone."""
    found = [certainty(program, prover, claim, sets) for claim in claims]
    sure, possible = ([so is True for so in found], [so is not False for so in found])
    for reached in (sure, possible):
        assert reached == sorted(reached, reverse=True)
    return RANGE[0] - 1 + sum(sure), RANGE[0] - 1 + sum(possible)
