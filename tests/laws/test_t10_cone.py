"""T10 for claims: a fact that the solver does not read for a claim never changes it."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bench.generated import random_claims
from rutengine.solver.network import FALSE, TRUE
from rutengine.solver.proving import Prover
from tests.laws.worlds import law, world_of


@law(20)
@given(st.integers(0, 100_000))
def test_people_who_are_alike_in_what_is_read_are_alike_in_the_claim(seed: int) -> None:
    world, rng = world_of(seed), Random(seed)
    prover, outside = Prover(world.program), 0
    for claim in random_claims(world.program, rng, 35):
        node, true = prover.encoding.claim(claim), world.of(claim)
        columns = sorted(prover.goal(node).columns) if node not in (TRUE, FALSE) else []
        outside += len(world.program.variables) - len(columns)
        found: dict[tuple[int, ...], bool] = {}
        for place, bits in enumerate(world.people):
            so = bool(true >> place & 1)
            assert found.setdefault(tuple(bits[column] for column in columns), so) == so
    assert outside
