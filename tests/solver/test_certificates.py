"""Certificates of the search: the checker accepts them all, and none for what is not so."""

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from random import Random
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bench.generated import generate, random_claims, random_profile
from rutengine.compiler.program import Program
from rutengine.logic.search import Budget, find_completion
from rutengine.model.claims import Above, AllClaims, AnyClaim, Claim, Count, Fate, Holds, NotClaim, Score, Top
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Prover
from tests.laws.phases import NO_SHRINKING
from tests.strategies import answered, packs

NODES = 100_000
SEEDS = range(1, 25)
CLAIMS = 21
PEOPLE_AT_MOST = 64
CHANGES = 12
OFFERED_AT_LEAST = 100
"""How many false neighbours must have been offered in all, so that the loop says something."""


def neighbours(claim: Claim, program: Program, rng: Random) -> Iterator[Claim]:
    """Yield claims that differ a little: another strategy, another minimum, one part less, the opposite."""
    ids = [step.strategy.id for step in program.strategies]
    other = rng.choice(ids)
    yield ~claim
    match claim:
        case Fate(fate, _):
            yield Fate(fate, other)
            yield Fate("recommended", other)
        case Top(s, strictly):
            yield from (Top(other, strictly), Top(s), Fate("recommended", s))
        case Above(s, t):
            yield from (Above(t, s), Above(other, t), Fate("recommended", s))
        case Score(measure, s, minimum, rival):
            yield from (Score(measure, s, minimum - k, rival) for k in (1, 2, 4))
            yield Score(measure, other, minimum, rival)
        case Count(fate, minimum):
            yield Count(fate, minimum - 1)
        case AllClaims(parts):
            yield AllClaims(parts[1:])
        case AnyClaim(parts):
            yield AnyClaim((*parts, Fate("recommended", other)))
        case NotClaim(part):
            yield from (~near for near in neighbours(part, program, rng))


def changed(steps: Sequence[Any], rng: Random) -> list[Any]:
    """Return the steps with one of them changed: left out, twice, swapped, another column, another mask."""
    made = [list(step) for step in steps]
    at = rng.randrange(len(made))
    kind, step = rng.randrange(6), made[at]
    if kind == 0 or len(step) < 2:
        del made[at]
    elif kind == 1:
        made.insert(at, step)
    elif kind == 2:
        made[at], made[at - 1] = made[at - 1], made[at]
    elif kind == 3:
        step[0] = rng.choice(["narrow", "dominate", "split", "cases", "refuted"])
    elif kind == 4:
        step[1] += rng.choice([-1, 1])
    else:
        step[-1] = step[-1][1:] if isinstance(step[-1], tuple) else rng.randrange(16)
    return made


def is_true_at(prover: Prover, claim: Claim, values: Sequence[int]) -> bool:
    """Tell whether a completion satisfies the constraints and makes a claim true."""
    constraints = [Holds(condition) for _, condition in prover.program.checked.constraints]
    return all(prover.is_true(part, values) for part in (*constraints, claim))


def is_true_somewhere(prover: Prover, claim: Claim, sets: Sequence[int]) -> bool:
    """Tell, by trying all completions, whether one that satisfies the constraints makes a claim true."""
    possible = [[1 << i for i in range(mask.bit_length()) if mask >> i & 1] for mask in sets]
    return any(is_true_at(prover, claim, values) for values in product(*possible))


@settings(max_examples=40, database=None, deadline=None, phases=NO_SHRINKING, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_certificate_of_the_search_is_accepted(data: st.DataObject) -> None:
    made = data.draw(packs())
    program = made.program()
    _, possible = data.draw(answered(made))
    sets = tuple(
        sum(1 << i for i, value in enumerate(domain) if value in values)
        for values, (_, _, domain, _) in zip(possible, made.columns, strict=True)
    )
    assume(neutral(program, sets) is not None)
    prover, certifier, rng = Prover(program), Certifier(program.checked), Random(data.draw(st.integers(0, 1000)))
    for claim in random_claims(program, rng, CLAIMS):
        for said in (claim, ~claim):
            certificate = prover.refute(said, sets, Budget(NODES))
            if certificate is not None:
                assert certifier.accepts(said, sets, certificate.steps), said
            if prod(mask.bit_count() for mask in sets) <= PEOPLE_AT_MOST:
                assert (certificate is None) == is_true_somewhere(prover, said, sets), said


def test_no_certificate_is_accepted_for_what_is_true_somewhere() -> None:
    assert sum(offer(seed) for seed in SEEDS) >= OFFERED_AT_LEAST


def offer(seed: int) -> int:
    """Offer the certificates of one pack, also changed ones, for false neighbours; return how often this was done."""
    program, rng = generate(seed, facts=7, rules=14, strategies=4, patterns=3).program, Random(seed)
    prover, certifier, offered = Prover(program), Certifier(program.checked), 0
    for claim in random_claims(program, rng, CLAIMS):
        sets = random_profile(program, rng, answered=rng.choice((0.0, 0.4, 0.8)))
        certificate = prover.refute(claim, sets, Budget(NODES))
        if certificate is None:
            continue
        assert certifier.accepts(claim, sets, certificate.steps)
        proofs = [certificate.steps, *(changed(certificate.steps, rng) for _ in range(CHANGES))]
        asked = [(other, sets) for other in neighbours(claim, program, rng)]
        asked += [(claim, wider) for wider in widened(program, sets)]
        for other, wider in asked:
            if is_true_for_somebody(prover, other, wider):
                offered += 1
                assert not any(certifier.accepts(other, wider, steps) for steps in proofs), (seed, other, wider)
    return offered


def widened(program: Program, sets: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield the value sets with one answer taken back."""
    for column, mask in enumerate(program.columns.everything()[: len(sets)]):
        if mask != sets[column]:
            yield (*sets[:column], mask, *sets[column + 1 :])


def neutral(program: Program, sets: tuple[int, ...]) -> tuple[int, ...] | None:
    """Return a completion that satisfies the constraints, or None if there is none."""
    return find_completion([formula for _, formula in program.constraints], sets, program.preference)


def is_true_for_somebody(prover: Prover, claim: Claim, sets: tuple[int, ...]) -> bool:
    """Tell whether the search finds a completion on which a claim is true; it is looked at value by value."""
    start = neutral(prover.program, sets)
    assert start is not None
    found = prover.find(claim, sets, start, Budget(NODES))
    assert found is None or (is_true_at(prover, claim, found) and all(b & m for b, m in zip(found, sets, strict=True)))
    return found is not None
