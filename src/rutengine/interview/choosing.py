"""Which question tells most: how much purer the groups are into which its answers part the people left to be met."""

from collections.abc import Iterator, Sequence
from typing import Final

from rutengine.interview.crowd import Crowd
from rutengine.interview.ground import Asking

_SCALE: Final = 1_000
"""Purity is counted in thousandths of a person."""

_WEIGHTS: Final = {1: 4, 2: 3, 3: 2}
"""What is told by an answer counts more the nearer its question is to the core."""

_TACT: Final = (4, 1)
"""What is told by an answer that is not sensitive, and by one that is, counts so much."""

_EFFORT: Final = (3, 2)
"""What is told by a single value, and by a set, which is a longer question, counts so much."""


def ranked(askings: Sequence[Asking], crowd: Crowd, alive: int, undecided: Sequence[int], *, early: bool) -> list[int]:
    """Return the numbers of the facts whose answers are worth their asking, the best first.

    Arguments:
        askings: the facts that can be asked, in declared order; among equals the first is taken.
        crowd: the people left to be met.
        alive: the lanes that count.
        undecided: to whom each strategy is shown of which this is open.
        early: whether the interview has only begun; then what is sensitive comes after all else.
    """
    worth = [(early and a.fact.sensitive, -_worth(a, crowd, alive, undecided), a.number) for a in askings]
    return [number for _, points, number in sorted(worth) if points < 0]


def _worth(asking: Asking, crowd: Crowd, alive: int, undecided: Sequence[int]) -> int:
    told = sum(max(0, _gain(groups, alive, undecided)) for groups in _groups(asking, crowd, alive))
    return told * _WEIGHTS[asking.words.tier] * _TACT[asking.fact.sensitive] * _EFFORT[asking.is_set]


def _groups(asking: Asking, crowd: Crowd, alive: int) -> Iterator[Sequence[int]]:
    """Yield for each column of a fact the groups into which its values part the people."""
    for column in asking.columns:
        groups = [found for _, lanes in crowd.facts[column] if (found := lanes & alive)]
        if len(groups) > 1:
            yield groups


def _gain(groups: Sequence[int], alive: int, undecided: Sequence[int]) -> int:
    """Return how much purer some groups are than all people together, less what chance alone would make them."""
    together = _impurity(alive, undecided)
    apart = sum(_impurity(group, undecided) for group in groups)
    return together - apart - together * (len(groups) - 1) // max(1, alive.bit_count() - 1)


def _impurity(group: int, undecided: Sequence[int]) -> int:
    """Return the Gini impurity of a group, over all strategies, times the number of its people."""
    count = group.bit_count()
    shown = [(group & lanes).bit_count() for lanes in undecided]
    return sum(2 * some * (count - some) * _SCALE // count for some in shown)
