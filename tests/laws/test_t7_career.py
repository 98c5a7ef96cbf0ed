"""T7 on the career pack: the oracle and the engine say the same of random people."""

import random
import tomllib
from contextlib import suppress
from functools import cache
from typing import Any

import pytest

from rutengine import ProfileError
from rutengine.career import Profile, engine
from rutengine.documents.folders import packaged_pack, read_folder
from rutengine.evaluation.deciding import decide
from rutengine.vocabulary.kinds import Scalar
from tests.laws.test_t7_oracle import expected_of, told
from tests.oracle import Oracle


@cache
def oracle() -> Oracle:
    files = {name: tomllib.loads(data.decode()) for name, data in read_folder(packaged_pack("career")).items()}
    return Oracle(files, [(v.name, v.member, v.domain, v.domain[v.assume]) for v in engine().program.variables])


def possible_values(seed: int) -> list[tuple[Scalar, ...]]:
    """Return for every column one value, some, or all; the more often answered, the higher the seed modulo 4."""
    order = random.Random(seed)
    found: list[tuple[Scalar, ...]] = []
    for variable in engine().program.variables:
        share = 0.2 * (1 + seed % 4) if variable.member is None else 0.05
        some = order.sample(variable.domain, min(len(variable.domain), order.choice([1, 1, 1, 2])))
        found.append(tuple(some) if order.random() < share else variable.domain)
    return found


@pytest.mark.parametrize("seed", range(40))
def test_oracle_and_engine_agree_on_people(seed: int) -> None:
    possible = possible_values(seed)
    program: Any = engine().program
    sets = tuple(program.columns.bits(i, values) for i, values in enumerate(possible))
    try:
        outcome = decide(program, sets)
    except ProfileError:
        return  # nobody is like that; tests/logic and tests/laws hold the search against enumeration
    values = [program.columns.values(i, bit) for i, bit in enumerate(outcome.values[: len(possible)])]
    assert told(program, outcome) == expected_of(oracle().decide(values))


def test_nothing_answered() -> None:
    profile: Any = Profile()
    outcome = engine().decide(profile).outcome
    everything = [variable.domain for variable in engine().program.variables]
    assert told(engine().program, outcome) == expected_of(oracle().decide(everything))


def test_most_of_these_people_are_possible() -> None:
    program: Any = engine().program
    columns = [tuple(program.columns.bits(i, v) for i, v in enumerate(possible_values(seed))) for seed in range(40)]
    stances = set()
    for sets in columns:
        with suppress(ProfileError):
            stances.add(decide(program, sets).stance)
    assert stances >= {"standard", "crisis", "stabilise-first", "mistreatment"}
