"""The facts as columns, and what a bundle tells of them: names and values outside, numbers and bits inside."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, cast

from rutengine.documents.bundle_records import ToldPlace, ToldValue, ToldValues
from rutengine.vocabulary.answers import Variable, variables_of
from rutengine.vocabulary.kinds import Scalar
from rutengine.vocabulary.vocabulary import Vocabulary

Key = tuple[str, str | None]

_STEP: Final = re.compile(
    r"refuted|cases [0-9]{1,9}|(?:narrow|dominate) [0-9]{1,9} [0-9a-f]{1,256}|split [0-9]{1,9}(?: [0-9a-f]{1,256})+"
)


class UnfitError(Exception):
    """What is told does not fit the facts."""


class ToldColumns:
    """The columns of a vocabulary; bit i of a mask is the i-th value of the column's domain.

    Arguments:
        vocabulary: the facts.
    """

    def __init__(self, vocabulary: Vocabulary[object]) -> None:
        self.variables: tuple[Variable, ...] = tuple(v for fact in vocabulary.facts for v in variables_of(fact))
        self.keys: tuple[Key, ...] = tuple((v.name, v.member) for v in self.variables)
        self.full: tuple[int, ...] = tuple((1 << len(v.domain)) - 1 for v in self.variables)
        self._numbers = {key: column for column, key in enumerate(self.keys)}

    def values(self, column: int, mask: int) -> tuple[Scalar, ...]:
        """Return the values of a mask, in the order of the domain."""
        return tuple(value for i, value in enumerate(self.variables[column].domain) if mask >> i & 1)

    def facts(self, masks: Sequence[int]) -> Mapping[Key, frozenset[Scalar]]:
        """Return the values of all masks, by fact and member."""
        return {key: frozenset(self.values(column, masks[column])) for column, key in enumerate(self.keys)}

    def preferred(self, column: int, bit: int, mask: int) -> int:
        """Return the values of a mask that come before one of them: the neutral one first, then the nearest numbers."""
        variable = self.variables[column]

        def order(place: int) -> tuple[int, int]:
            far = abs(place - variable.assume)
            return (far if variable.ordered else min(far, 1), place)

        known = order(bit.bit_length() - 1)
        return sum(1 << place for place in range(len(variable.domain)) if mask >> place & 1 and order(place) < known)

    def tell_sets(self, masks: Sequence[int]) -> tuple[ToldValues, ...]:
        """Return every column of which not all values are left."""
        narrow = [column for column, mask in enumerate(masks) if mask != self.full[column]]
        return tuple(ToldValues(*self.keys[column], self.values(column, masks[column])) for column in narrow)

    def read_sets(self, told: Sequence[ToldValues]) -> tuple[int, ...]:
        """Return the masks that are told.

        Raises:
            UnfitError: they are not told as `tell_sets` does.
        """
        masks = list(self.full)
        for one in told:
            column = self.column(one.name, one.member)
            masks[column] = self.mask(column, one.values)
        if self.tell_sets(masks) != tuple(told):
            raise UnfitError("facts or values stand in another order, come again, or say nothing")
        return tuple(masks)

    def tell_changes(self, bits: Sequence[int], now: Sequence[int]) -> tuple[ToldValue, ...]:
        """Return every column in which a completion is otherwise than `now`."""
        changed = [column for column, bit in enumerate(bits) if bit != now[column]]
        return tuple(ToldValue(*self.keys[column], self.values(column, bits[column])[0]) for column in changed)

    def read_changes(self, told: Iterable[ToldValue], now: Sequence[int]) -> tuple[int, ...]:
        """Return the completion that is told.

        Raises:
            UnfitError: it is not told as `tell_changes` does.
        """
        told, bits = tuple(told), list(now)
        for one in told:
            column = self.column(one.name, one.member)
            bits[column] = self.mask(column, (one.value,))
        if self.tell_changes(bits, now) != told:
            raise UnfitError("facts stand in another order, come again, or are as they are assumed to be")
        return tuple(bits)

    def tell_places(self, columns: Iterable[int]) -> tuple[ToldPlace, ...]:
        """Return columns by fact and member."""
        return tuple(ToldPlace(*self.keys[column]) for column in columns)

    def column(self, name: str, member: str | None) -> int:
        """Return the number of a column.

        Raises:
            UnfitError: there is none.
        """
        if (name, member) not in self._numbers:
            raise UnfitError("there is no such fact")
        return self._numbers[name, member]

    def mask(self, column: int, values: Iterable[Scalar]) -> int:
        """Return the mask of some values of a column.

        Raises:
            UnfitError: one is not in the domain.
        """
        mask, domain = 0, self.variables[column].domain
        for value in values:
            places = [i for i, known in enumerate(domain) if known == value and type(known) is type(value)]
            if not places:
                raise UnfitError("a fact does not have such a value")
            mask |= 1 << places[0]
        return mask


def tell_steps(steps: Iterable[Sequence[object]]) -> tuple[str, ...]:
    """Return the steps of a certificate as texts; value sets are hexadecimal.

    Example:
        >>> tell_steps([("split", 3, (1, 30)), ("narrow", 4, 16), ("refuted",), ("refuted",)])
        ('split 3 1 1e', 'narrow 4 10', 'refuted', 'refuted')
    """
    return tuple(" ".join(_words(step)) for step in steps)


def _words(step: Sequence[object]) -> list[str]:
    head, masks = step[:2], step[2:]
    if masks and isinstance(masks[0], tuple):
        masks = cast("tuple[object, ...]", masks[0])
    return [*map(str, head), *(f"{mask:x}" for mask in masks)]


def read_steps(told: Iterable[str]) -> tuple[tuple[object, ...], ...]:
    """Return the steps that are told.

    Raises:
        UnfitError: one is no step.

    Example:
        >>> read_steps(["split 3 1 1e", "narrow 4 10", "refuted"])
        (('split', 3, (1, 30)), ('narrow', 4, 16), ('refuted',))
    """
    steps: list[tuple[object, ...]] = []
    for text in told:
        if not _STEP.fullmatch(text):
            raise UnfitError("there is a step that is none")
        kind, *rest = text.split(" ")
        masks = tuple(int(word, 16) for word in rest[1:])
        numbers = tuple(int(word) for word in rest[:1])
        steps.append((kind, *numbers, *((masks,) if kind == "split" else masks)))
    return tuple(steps)
