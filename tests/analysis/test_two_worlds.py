"""Claims about two people who differ in one fact: search, certificates, z3 and the naive oracle mean the same."""

import importlib.util
from collections.abc import Iterator
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.generated import random_claims
from bench.worlds import World
from rutengine.compiler.program import Program
from rutengine.logic.search import Budget
from rutengine.model.claims import Claim, Count, Elsewhere, FateKind, Lost, Possible, Rise, active, recommended
from rutengine.prove.z3_encoding import SecondOpinion
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Prover
from tests.laws.worlds import completions, law, small
from tests.solver.networks import completions as choices
from tests.solver.networks import is_true, random_network
from tests.solver.test_certificates import changed
from tests.strategies import packs

NODES = 100_000
SEEDS = range(1, 7)
PEOPLE_AT_MOST = 200


def claims_of_two(program: Program, rng: Random, count: int) -> Iterator[Claim]:
    """Yield claims of every kind about two people, also nested and joined with others."""
    strategies = [step.strategy.id for step in program.strategies]
    for part in random_claims(program, rng, count):
        variable, other = rng.choice(program.variables), rng.choice(program.variables)
        low, high = rng.choice(variable.domain), rng.choice(variable.domain)
        place = variable.name, variable.member
        measure: Any = rng.choice(("lead", "total", "rank"))
        yield Elsewhere(*place, high, part)
        yield Elsewhere(*place, high, Elsewhere(other.name, other.member, rng.choice(other.domain), part))
        yield Possible(*place, high)
        yield Lost(part, *place, low, high)
        yield ~Rise(measure, rng.choice(strategies), *place, low, high, rng.randint(-2, 2))
        yield Possible(*place, high) & Lost(part, *place, low, high) & part
        yield Count("active", rng.randint(0, 4)) & part


def hold_against(world: World, program: Program, seed: int, count: int) -> int:
    """Compare with the oracle on every completion; return how many claims are true on none."""
    prover, certifier, nowhere = Prover(program), Certifier(program.checked), 0
    everything, rng = program.columns.everything()[: len(program.variables)], Random(seed)
    opinion = SecondOpinion(program) if importlib.util.find_spec("z3") else None
    for claim in claims_of_two(program, rng, count):
        true = world.of(claim)
        assert [prover.is_true(claim, bits) for bits in world.people] == [
            bool(true >> place & 1) for place in range(len(world.people))
        ], claim
        certificate = prover.refute(claim, everything, Budget(NODES))
        assert (certificate is None) == bool(true), claim
        if opinion is not None:
            assert (opinion.find(claim, everything) is None) == (not true), claim
        if certificate is not None:
            nowhere += 1
            assert certifier.accepts(claim, everything, certificate.steps), claim
            assert all(
                not (certifier.accepts(other, everything, steps) and world.of(other))
                for other in (~claim, claim | recommended(program.strategies[0].strategy.id))
                for steps in (certificate.steps, changed(certificate.steps, rng))
            )
    return nowhere


def test_all_mean_what_enumeration_says() -> None:
    nowhere = 0
    for seed in SEEDS:
        made = small(seed)
        nowhere += hold_against(World(made.files, made.program), made.program, seed, 3)
    assert nowhere >= 20


@law(15)
@given(made=packs(), seed=st.integers(0, 1000))
def test_all_mean_what_the_naive_oracle_says(made: Any, seed: int) -> None:
    program = made.program()
    if completions(program) <= PEOPLE_AT_MOST:
        hold_against(World(made.files, program, naive=True), program, seed, 1)


@law(25)
@given(made=packs())
def test_the_number_that_is_shown_is_that_of_those_who_are(made: Any) -> None:
    program = made.program()
    prover = Prover(program)
    each = [active(step.strategy.id) for step in program.strategies]
    everybody = choices(program.columns.everything()[: len(program.variables)])
    for _, bits in zip(range(PEOPLE_AT_MOST), everybody, strict=False):
        shown = sum(prover.is_true(claim, bits) for claim in each)
        assert [prover.is_true(Count("active", k), bits) for k in range(len(each) + 2)] == [
            shown >= k for k in range(len(each) + 2)
        ]


def test_a_restricted_node_says_what_the_node_says_there() -> None:
    rng = Random(5)
    for _ in range(60):
        network, made = random_network(rng)
        node, column = rng.choice(made), rng.randrange(len(network.full))
        bit = 1 << rng.randrange(network.full[column].bit_length())
        restricted = network.restrict(node, column, bit)
        for bits in choices(network.full):
            there = (*bits[:column], bit, *bits[column + 1 :])
            assert is_true(network, restricted, bits) == is_true(network, node, there)


@pytest.mark.parametrize("fate", get_args(FateKind))
def test_what_does_not_depend_on_the_fact_cancels_out_at_once(fate: FateKind) -> None:
    """A fact that no rule reads: the certificate is one step, for claims and for sums."""
    program = small(2).program
    prover = Prover(program)
    everything = program.columns.everything()[: len(program.variables)]
    read = {column for part in prover.encoding.constraints for column in prover.goal(part).columns}
    for claim in (Count(fate, 1), Count(fate, 2)):
        node = prover.encoding.claim(claim)
        unread = [c for c in range(len(everything)) if node > 1 and c not in prover.goal(node).columns | read]
        for column in unread:
            variable = program.variables[column]
            lost = Lost(claim, variable.name, None, variable.domain[0], variable.domain[1])
            certificate = prover.refute(lost, everything, Budget(1))
            assert certificate is not None
            assert certificate.steps == (("refuted",),)
            assert Certifier(program.checked).accepts(lost, everything, certificate.steps)
