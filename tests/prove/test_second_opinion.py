"""The second opinion says what enumeration by the naive oracle says, of every kind of claim."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.generated import generate, random_claims, random_profile
from rutengine.compiler.program import Program
from rutengine.model.claims import (
    Claim,
    above,
    active,
    count_at_least,
    eligible,
    lead_at_least,
    recommended,
    stance_is,
    strictly_top,
    top,
    total_at_least,
)
from rutengine.prove.z3_encoding import SecondOpinion
from tests.claim_oracle import truth
from tests.evaluation.minipack import card, engine_of, rule
from tests.laws.phases import NO_SHRINKING
from tests.oracle import Oracle
from tests.strategies import STRATEGIES, Tables, packs

pytest.importorskip("z3")

Bits = tuple[int, ...]
COMPLETIONS = 400
"""Larger packs are passed over."""


class World:
    """All completions of a program, each with what the oracle decides there."""

    def __init__(self, files: Tables, program: Program) -> None:
        columns = [(v.name, v.member, v.domain, v.domain[v.assume]) for v in program.variables]
        self.oracle = Oracle(files, columns)
        self.decided = {}
        for values in product(*(domain for _, _, domain, _ in columns)):
            if self.oracle.allowed(list(values)):
                bits = tuple(1 << domain.index(v) for v, (_, _, domain, _) in zip(values, columns, strict=True))
                self.decided[bits] = self.oracle.decide([[value] for value in values])

    def of(self, claim: Claim) -> set[Bits]:
        """Return the completions of which a claim is true."""
        return {bits for bits, decided in self.decided.items() if truth(claim, decided, self.oracle)}


def inside(completions: Iterable[Bits], sets: Sequence[int]) -> set[Bits]:
    return {bits for bits in completions if all(bit & mask for bit, mask in zip(bits, sets, strict=True))}


def agree(world: World, opinion: SecondOpinion, claims: Iterable[Claim], profiles: Sequence[Bits]) -> None:
    for claim in claims:
        true = world.of(claim)
        for sets in profiles:
            possible, found = inside(true, sets), opinion.find(claim, sets)
            assert (found in possible) if possible else (found is None), claim
            assert opinion.holds_everywhere(claim, sets) == (possible == inside(world.decided, sets)), claim


def law(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=NO_SHRINKING,
        suppress_health_check=list(HealthCheck),
    )


@law(12)
@given(st.integers(0, 1000))
def test_z3_and_enumeration_agree_on_generated_packs(seed: int) -> None:
    made = generate(seed, facts=7, rules=14, strategies=4, patterns=3)
    world, opinion, rng = World(made.files, made.program), SecondOpinion(made.program), Random(seed)
    profiles = [random_profile(made.program, rng, answered) for answered in (0, 0.2, 0.4, 0.6, 1)]
    agree(world, opinion, random_claims(made.program, rng, 42), profiles)


@law(12)
@given(st.data())
def test_z3_and_enumeration_agree_on_packs_with_sets_and_levels(data: st.DataObject) -> None:
    made = data.draw(packs().filter(lambda made: completions(made.program()) <= COMPLETIONS))
    program, rng = made.program(), Random(data.draw(st.integers(0, 1000)))
    assert {step.strategy.id for step in program.strategies} == set(STRATEGIES)
    profiles = [random_profile(program, rng, answered) for answered in (0, 0.5)]
    agree(World(made.files, program), SecondOpinion(program), random_claims(program, rng, 35), profiles)


def completions(program: Program) -> int:
    count = 1
    for variable in program.variables:
        count *= len(variable.domain)
    return count


@law(8)
@given(st.integers(0, 1000))
def test_the_cheapest_completion_costs_what_enumeration_finds(seed: int) -> None:
    made = generate(seed, facts=7, rules=14, strategies=4, patterns=3)
    world, opinion, rng = World(made.files, made.program), SecondOpinion(made.program), Random(seed)
    costs = {
        (column, 1 << value): rng.randint(0, 4)
        for column, variable in enumerate(made.program.variables)
        for value in range(len(variable.domain))
        if rng.random() < 0.7
    }
    for claim in random_claims(made.program, rng, 14):
        sets = random_profile(made.program, rng, 0.3)
        priced = [sum(costs.get(taken, 0) for taken in enumerate(bits)) for bits in inside(world.of(claim), sets)]
        assert opinion.cheapest(claim, sets, costs) == min(priced, default=None), claim


@law(8)
@given(st.integers(0, 1000))
def test_the_smallest_reason_is_as_small_as_enumeration_finds(seed: int) -> None:
    made = generate(seed, facts=7, rules=14, strategies=4, patterns=3)
    world, opinion, rng = World(made.files, made.program), SecondOpinion(made.program), Random(seed)
    for claim in random_claims(made.program, rng, 14):
        sets = random_profile(made.program, rng, 0.8)
        premises = sorted(rng.sample(range(len(sets)), 5))
        so = next((c for c in (claim, ~claim) if opinion.holds_everywhere(c, sets)), None)
        if so is not None:
            expected = smallest(world, so, sets, premises)
            assert opinion.smallest_reason_size(so, sets, premises) == expected, so


def smallest(world: World, claim: Claim, sets: Bits, premises: Sequence[int]) -> int:
    refuting = set(world.decided) - world.of(claim)
    for size in range(len(premises) + 1):
        for kept in combinations(premises, size):
            if not inside(refuting, [-1 if c in premises and c not in kept else m for c, m in enumerate(sets)]):
                return size
    raise AssertionError("the claim does not hold everywhere")


RULES = [
    rule("one", "first", support={"a": 4, "b": 3, "g": 4}),
    rule("more", "first", support={"h": 4}, oppose={"g": 1}),
    rule("two", "second", support={"b": 3}, oppose={"a": 1}),
    rule("three", "level >= 3", support={"b": 5}, stance="calm"),
    rule("four", "first and colour == 'red'", require={"help": "now"}, exclude={"a": "not now"}),
]
CARDS = {
    "a": card(),
    "b": card(phase="late"),
    "g": card(role="groundwork"),
    "h": card(role="groundwork"),
    "help": card(role="safety"),
}
PROGRAM = engine_of(CARDS, RULES).program
FIRST, SECOND, LEVEL, COLOUR = (PROGRAM.columns.number(name) for name in ("first", "second", "level", "colour"))


def sets_with(**masks: int) -> list[int]:
    sets = list(PROGRAM.columns.everything()[: len(PROGRAM.variables)])
    for name, mask in masks.items():
        sets[PROGRAM.columns.number(name)] = mask
    return sets


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (recommended("a"), True),
        (strictly_top("b"), False),
        (top("a"), False),
        (above("b", "a"), False),
        (above("b", "a") | top("a"), True),
        (lead_at_least(4, "a"), False),
        (lead_at_least(3, "a"), True),
        (total_at_least(-1, "b", "a"), True),
        (total_at_least(0, "b", "a"), False),
        (eligible("b"), False),
        (eligible("b") | stance_is("calm"), True),
        (active("a") & ~stance_is("alarm"), True),
        (active("h") | stance_is("calm"), True),
        (~active("g"), True),
        (eligible("g") | stance_is("calm"), True),
        (count_at_least(4, "recommended"), True),
        (count_at_least(5, "recommended"), False),
    ],
)
def test_what_holds_for_everybody_who_says_yes_to_the_first(claim: Claim, *, holds: bool) -> None:
    opinion, sets = SecondOpinion(PROGRAM), sets_with(first=0b10, colour=0b010)
    assert opinion.holds_everywhere(claim, sets) is holds
    assert (opinion.find(~claim, sets) is None) is holds


def test_the_cheaper_of_two_ways_is_told() -> None:
    opinion, sets = SecondOpinion(PROGRAM), sets_with(colour=0b010)
    costs = {(FIRST, 0b10): 2, (SECOND, 0b10): 1, (LEVEL, 0b1000): 3, (LEVEL, 0b10000): 1}
    assert opinion.cheapest(recommended("b"), sets, costs) == 1
    assert opinion.cheapest(recommended("a"), sets, costs) == 2
    assert opinion.cheapest(lead_at_least(4, "b"), sets_with(level=0b1111), costs) == 3
    assert opinion.cheapest(recommended("help"), sets, costs) is None


def test_the_smallest_reason_of_several() -> None:
    opinion, sets = SecondOpinion(PROGRAM), sets_with(first=0b10, second=0b10, level=0b1000, colour=0b010)
    columns = range(len(sets))
    assert opinion.smallest_reason_size(recommended("b"), sets, columns) == 1
    assert opinion.smallest_reason_size(recommended("a"), sets, columns) == 2
    assert opinion.smallest_reason_size(recommended("a"), sets, (FIRST,)) == 1
    assert opinion.smallest_reason_size(top("b") | ~top("b"), sets, columns) == 0
    with pytest.raises(ValueError, match="not true of every completion"):
        opinion.smallest_reason_size(recommended("help"), sets, columns)
