"""Guarantees on small packs, and whether they hold, by looking at every completion and every pair of them."""

from collections.abc import Iterator
from random import Random
from typing import Any, Final, Literal

from bench.generated import random_claims
from bench.worlds import Bits, World
from rutengine.compiler.program import Program
from rutengine.model.claims import Claim
from rutengine.model.guarantee import (
    Always,
    CheckedGuarantee,
    Irrelevant,
    Measured,
    Monotone,
    Sometimes,
    Standing,
)
from tests.claim_oracle import standing

NEVER: Final[tuple[Literal["lowers", "raises"], ...]] = ("lowers", "raises")


def random_guarantees(program: Program, rng: Random, rounds: int) -> Iterator[CheckedGuarantee]:
    """Yield guarantees of every form, with and without `given`."""
    strategies = [step.strategy.id for step in program.strategies]
    names = [variable.name for variable in program.variables]
    for _ in range(rounds):
        first, second = random_claims(program, rng, 2)
        given = rng.choice([None, first])
        yield Always(id="always", given=given, then=rng.choice([second, second | ~first, second & ~first]))
        yield Sometimes(id="sometimes", given=given, claim=second)

        def measured(claim: Claim = second) -> Measured:
            kind: Any = rng.choice(("lead", "total", "rank", None))
            return claim if kind is None else Standing(kind, rng.choice(strategies))

        up, never = rng.random() < 0.5, rng.choice(NEVER)
        yield Monotone(id="m", given=given, fact=rng.choice(names), up=up, measured=measured(), never=never)
        facts, some = tuple(rng.sample(names, rng.randint(1, 2))), (measured(), measured())
        yield Irrelevant(id="i", given=given, facts=facts, measured=some)


def is_kept(world: World, guarantee: CheckedGuarantee) -> bool:
    """Tell, by enumeration, whether a guarantee holds."""
    given = world.everybody if guarantee.given is None else world.of(guarantee.given)
    if isinstance(guarantee, Always):
        return not given & ~world.of(guarantee.then)
    if isinstance(guarantee, Sometimes):
        return bool(given & world.of(guarantee.claim))
    people = {bits: place for place, bits in enumerate(world.people) if given >> place & 1}
    return all(kept_between(world, guarantee, one, two, people) for one, two in pairs_of(world, guarantee, people))


def says_nothing(world: World, guarantee: CheckedGuarantee) -> bool:
    """Tell, by enumeration, whether nobody is meant by `given`, or only people of whom nothing tells two apart."""
    given = world.everybody if guarantee.given is None else world.of(guarantee.given)
    if not given or isinstance(guarantee, Always | Sometimes):
        return not given
    people = {bits: place for place, bits in enumerate(world.people) if given >> place & 1}
    told = [(stance, fired, standings) for stance, fired, _, _, standings in world._decisions]
    pairs = pairs_of(world, guarantee, people)
    if isinstance(guarantee, Monotone):
        pairs = [pair for pair in pairs if is_step(guarantee, *pair)]
    return all(told[people[one]] == told[people[two]] for one, two in pairs)


def pairs_of(world: World, guarantee: Monotone | Irrelevant, people: dict[Bits, int]) -> list[tuple[Bits, Bits]]:
    """Return all people, two by two, who differ in one of the facts of a guarantee."""
    facts = (guarantee.fact,) if isinstance(guarantee, Monotone) else guarantee.facts
    columns = [column for column, variable in enumerate(world.program.variables) if variable.name in facts]
    return [(one, two) for one in people for column in columns for two in moved(one, column) if two in people]


def moved(bits: Bits, column: int) -> Iterator[Bits]:
    """Yield people with one other fact, some of whom are not possible."""
    return ((*bits[:column], 1 << place, *bits[column + 1 :]) for place in range(8) if 1 << place != bits[column])


def kept_between(world: World, guarantee: Monotone | Irrelevant, one: Bits, two: Bits, people: dict[Bits, int]) -> bool:
    """Tell whether a guarantee is kept between two people who differ in one of its facts."""

    def amount(measured: Measured, bits: Bits) -> int:
        if isinstance(measured, Claim):
            return world.of(measured) >> people[bits] & 1
        decided: Any = world._decisions[people[bits]]
        return standing(measured.measure, measured.strategy, decided)

    if isinstance(guarantee, Irrelevant):
        return all(amount(measured, one) == amount(measured, two) for measured in guarantee.measured)
    if not is_step(guarantee, one, two):
        return True
    change = amount(guarantee.measured, two) - amount(guarantee.measured, one)
    return change >= 0 if guarantee.never == "lowers" else change <= 0


def is_step(guarantee: Monotone, one: Bits, two: Bits) -> bool:
    """Tell whether the fact of a guarantee goes one step its way from one person to another."""
    before, after = next((a, b) for a, b in zip(one, two, strict=True) if a != b)
    return after == (before << 1 if guarantee.up else before >> 1)
