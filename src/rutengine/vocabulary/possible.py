"""A partly known answer: the values that are still possible, when the exact one is not known."""

from collections.abc import Iterable
from typing import Generic, TypeVar

import attrs

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Possible(Generic[T_co]):
    """The values that a partly known answer may still have; made by `between`, `one_of` and `members`."""

    __slots__ = ()


@attrs.frozen
class Between(Possible[int]):
    """A whole number from `low` to `high`, both included."""

    low: int
    high: int


@attrs.frozen
class OneOf(Possible[T_co]):
    """One of some values."""

    values: tuple[T_co, ...]


@attrs.frozen
class Members(Possible[frozenset[T_co]]):
    """A set that surely has some members and surely lacks others; the rest is not known."""

    has: frozenset[T_co]
    lacks: frozenset[T_co]


def between(low: int, high: int) -> Possible[int]:
    """Say that a whole number lies from `low` to `high`, both included.

    Example:
        >>> between(2, 4)
        Between(low=2, high=4)
    """
    return Between(low, high)


def one_of(*values: T) -> Possible[T]:
    """Say that the answer is one of `values`.

    Example:
        >>> one_of("no", "not_sure")
        OneOf(values=('no', 'not_sure'))
    """
    return OneOf(values)


def members(*, yes: Iterable[T] = (), no: Iterable[T] = ()) -> Possible[frozenset[T]]:
    """Say of a set which members it surely has (`yes`) and surely lacks (`no`).

    Example:
        >>> members(yes={"networking"})
        Members(has=frozenset({'networking'}), lacks=frozenset())
    """
    return Members(frozenset(yes), frozenset(no))
