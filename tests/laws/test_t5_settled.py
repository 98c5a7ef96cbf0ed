"""T5: what is settled is true at the assumed completion; and a claim is settled where enumeration finds it to be."""

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bench.generated import random_claims, random_profile
from bench.worlds import World
from rutengine.engine.engine import _reader
from rutengine.evaluation.completing import complete, value_sets
from rutengine.evaluation.deciding import decide
from rutengine.model.claims import Claim, Fate, FateKind
from rutengine.solver.proving import Prover
from tests.claim_oracle import truth
from tests.laws.worlds import COMPLETIONS, completions, law, now_of, small
from tests.oracle import Oracle
from tests.strategies import STRATEGIES, Made, answered, packs

FATES: tuple[FateKind, ...] = ("recommended", "eligible", "active", "required", "excluded", "deferred")


def expected(world: World, claim: Claim, sets: tuple[int, ...]) -> tuple[bool, str]:
    """Return the value of a claim at the assumed completion, and how certain it is, by enumeration."""
    within = world.within(sets)
    value = bool(world.place(complete(world.program, sets)) & world.of(claim))
    return value, "open" if within & (~world.of(claim) if value else world.of(claim)) else "settled"


def asked(made: Made, program: Any, data: st.DataObject) -> tuple[list[Claim], list[tuple[int, ...]]]:
    rng = Random(data.draw(st.integers(0, 100_000)))
    claims = [*random_claims(program, rng, 21), *(Fate(fate, rng.choice(STRATEGIES)) for fate in FATES)]
    profile, _ = data.draw(answered(made))
    given_sets = value_sets(program, _reader(profile, program.checked.vocabulary))
    return claims, [given_sets, random_profile(program, rng, 0), random_profile(program, rng, 0.5)]


@law(25)
@given(st.data())
def test_settled_is_what_the_oracle_finds_on_every_completion(data: st.DataObject) -> None:
    made = data.draw(packs().filter(lambda made: completions(made.program()) <= COMPLETIONS))
    program = made.program()
    world, prover = World(made.files, program, naive=True), Prover(program)
    claims, profiles = asked(made, program, data)
    for sets in profiles:
        if world.within(sets):
            now = complete(program, sets)
            for claim in claims:
                verdict = prover.settle(claim, sets, now)
                assert (verdict.value, verdict.certainty) == expected(world, claim, sets), claim


@law(40)
@given(st.integers(0, 100_000))
def test_the_value_is_what_the_oracle_says_of_the_assumed_completion(seed: int) -> None:
    made, rng = small(seed), Random(seed)
    program = made.program
    oracle = Oracle(made.files, [(v.name, v.member, v.domain, v.domain[v.assume]) for v in program.variables])
    prover = Prover(program)
    for share in (0.2, 0.7):
        sets = random_profile(program, rng, share)
        now = now_of(decide(program, sets))
        decided = oracle.decide([program.columns.values(column, bits) for column, bits in enumerate(sets)])
        for claim in random_claims(program, rng, 21):
            so = truth(claim, decided, oracle)
            assert prover.is_true(claim, now) == so
            verdict = prover.settle(claim, sets, now)
            assert verdict.value == so
            assert prover.settle(claim, now, now).certainty == "settled"
