"""The lightest hitting set is as light as trying every set finds."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine.solver.hitting import lightest_hitting_set, weigh

MEMBERS = 9
SETS = st.lists(st.integers(1, 2**MEMBERS - 1), max_size=12)
WEIGHTS = st.lists(st.integers(1, 5), min_size=MEMBERS, max_size=MEMBERS)


@given(SETS, WEIGHTS)
def test_it_meets_every_set_and_none_that_does_is_lighter(sets: list[int], weights: list[int]) -> None:
    found = lightest_hitting_set(sets, weights)
    hitting = [chosen for chosen in range(2**MEMBERS) if all(chosen & wanted for wanted in sets)]
    assert found in hitting
    assert weigh(found, weights) == min(weigh(chosen, weights) for chosen in hitting)


@given(SETS, WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_the_sets_does_not_matter(sets: list[int], weights: list[int], random: Random) -> None:
    shuffled = sorted(sets, key=lambda _: random.random())
    assert lightest_hitting_set(shuffled, weights) == lightest_hitting_set([*sets, *sets], weights)


@pytest.mark.parametrize(
    ("sets", "weights", "found"),
    [
        ([], (1, 1), 0b00),
        ([0b10], (1, 9), 0b10),
        ([0b11], (2, 1), 0b10),
        ([0b011, 0b110], (1, 1, 1), 0b010),
        ([0b011, 0b110], (1, 3, 1), 0b101),
        ([0b01, 0b11], (5, 1), 0b01),
    ],
)
def test_cases(sets: list[int], weights: tuple[int, ...], found: int) -> None:
    assert lightest_hitting_set(sets, weights) == found


def test_a_long_chain_takes_no_time() -> None:
    chain = [1 << a | 1 << b for a, b in pairwise(range(41))]
    assert lightest_hitting_set(chain, [1] * 41).bit_count() == 20
