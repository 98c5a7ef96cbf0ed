"""T4 for the solver: what it concludes with hardly a search never contradicts enumeration."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.generated import random_claims, random_profile
from rutengine.evaluation.deciding import decide
from rutengine.solver.proving import Prover
from tests.laws.worlds import law, now_of, world_of


@pytest.mark.parametrize("nodes", [1, 2, 4])
def test_bounds_alone_never_contradict_enumeration(nodes: int) -> None:
    seen: set[str] = set()

    @law(20)
    @given(st.integers(0, 100_000))
    def agree(seed: int) -> None:
        world, rng = world_of(seed), Random(seed)
        prover = Prover(world.program)
        for answered in (0, 0.4, 0.8):
            sets = random_profile(world.program, rng, answered)
            now, within = now_of(decide(world.program, sets)), world.within(sets)
            for claim in random_claims(world.program, rng, 14):
                verdict = prover.settle(claim, sets, now, nodes)
                so = world.of(claim) if verdict.value else ~world.of(claim)
                seen.add(verdict.certainty)
                assert world.place(now) & so
                if verdict.certainty == "settled":
                    assert not within & ~so
                if verdict.certainty == "open":
                    assert verdict.witness is not None
                    assert world.place(verdict.witness) & within & ~so

    agree()
    assert seen >= {"open", "not proved"}
    assert nodes == 1 or "settled" in seen
