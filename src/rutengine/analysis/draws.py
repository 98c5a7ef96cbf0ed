"""Numbers that look random and follow from a seed, the same everywhere and in every version of Python."""

from collections.abc import Sequence
from typing import Final, TypeVar

_MASK: Final = (1 << 64) - 1

T = TypeVar("T")


class Draws:
    """A stream of numbers (splitmix64).

    Arguments:
        seed: what it follows from.

    Example:
        >>> draws = Draws(1)
        >>> [draws.below(10) for _ in range(8)]
        [5, 7, 9, 4, 4, 7, 8, 5]
    """

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def below(self, count: int) -> int:
        """Return a number from 0 to `count - 1`; all are equally likely, to within one in 2 ** 32."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return (mixed ^ (mixed >> 31)) * count >> 64

    def weighted(self, weights: Sequence[int]) -> int:
        """Return a place, as likely as its weight says; weights are not negative, and not all are 0."""
        left = self.below(sum(weights))
        for place, weight in enumerate(weights):
            if left < weight:
                return place
            left -= weight
        raise AssertionError("what is drawn is smaller than the sum of the weights")

    def sample(self, things: Sequence[T], count: int) -> tuple[T, ...]:
        """Return so many of the things, or all if there are not more, in their order."""
        places = list(range(len(things)))
        for i in range(min(count, len(places))):
            other = i + self.below(len(places) - i)
            places[i], places[other] = places[other], places[i]
        return tuple(things[place] for place in sorted(places[:count]))
