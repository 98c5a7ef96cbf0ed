"""Small generated packs with all their completions, for the laws of claims."""

from random import Random

from hypothesis import HealthCheck, settings

from bench.generated import Generated, generate
from bench.worlds import Bits, World
from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import Outcome
from rutengine.logic.search import find_completion
from tests.laws.phases import NO_SHRINKING

COMPLETIONS = 400
"""Larger packs are passed over where the naive oracle decides."""


def law(examples: int) -> settings:
    return settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=NO_SHRINKING,
        suppress_health_check=list(HealthCheck),
    )


def small(seed: int) -> Generated:
    return generate(seed, facts=7, rules=14, strategies=4, patterns=3)


def world_of(seed: int) -> World:
    made = small(seed)
    return World(made.files, made.program)


def completions(program: Program) -> int:
    count = 1
    for variable in program.variables:
        count *= len(variable.domain)
    return count


def now_of(outcome: Outcome) -> Bits:
    return outcome.values[: len(outcome.given)]


def refined(program: Program, rng: Random, sets: Bits) -> Bits:
    """Return value sets that more answers leave: some columns lose values, so that somebody still has the rest."""
    formulas = [formula for _, formula in program.constraints]
    left = list(sets)
    for column in rng.sample(range(len(sets)), rng.randint(1, len(sets))):
        before, kept = left[column], left[column] & rng.randint(1, left[column])
        left[column] = kept or before
        if find_completion(formulas, left, program.preference) is None:
            left[column] = before
    return tuple(left)
