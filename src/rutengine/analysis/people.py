"""A person who shows something: as few facts as possible are otherwise than neutral."""

from collections.abc import Callable, Iterator, Sequence

import attrs

from rutengine.compiler.program import Program
from rutengine.vocabulary.kinds import Scalar


@attrs.frozen(kw_only=True, repr=False)
class Told:
    """One fact, or one member of a set fact, and its value."""

    name: str
    member: str | None
    value: Scalar

    def __repr__(self) -> str:
        return f"<Told: {self.name}>"


@attrs.frozen(kw_only=True, repr=False)
class Step:
    """A fact that changes while all others stay: its column, and the bits of its two values."""

    column: int
    before: int
    after: int

    def __repr__(self) -> str:
        return f"<Step: column {self.column}>"

    def taken(self, values: Sequence[int]) -> tuple[int, ...]:
        """Return the values after the step."""
        return (*values[: self.column], self.after, *values[self.column + 1 :])


@attrs.frozen(kw_only=True, repr=False)
class Person:
    """Somebody who shows that a guarantee is broken, or that one of the form "for someone" is kept.

    Arguments:
        values: the value of every fact column, as a bit.
        step: if it takes two decisions to see it, what changes between them; `values` are those before.
        told: the facts that are otherwise than neutral, in declared order; one that changes is always among them.
    """

    values: tuple[int, ...]
    step: Step | None
    told: tuple[Told, ...]

    def __repr__(self) -> str:
        return f"<Person: {len(self.told)} facts>"


def person_of(program: Program, values: Sequence[int], step: Step | None) -> Person:
    """Return a person with the facts to be told."""
    told: list[Told] = []
    for column, (variable, bit) in enumerate(zip(program.variables, values, strict=True)):
        if bit != 1 << variable.assume or (step is not None and step.column == column):
            value = variable.domain[bit.bit_length() - 1]
            told.append(Told(name=variable.name, member=variable.member, value=value))
    return Person(values=tuple(values), step=step, told=tuple(told))


def simplify(
    program: Program, values: Sequence[int], kept: int | None, shows: Callable[[Sequence[int]], bool]
) -> tuple[int, ...]:
    """Bring every fact back to its neutral value, or as near as it can be, as long as somebody still shows the same.

    Arguments:
        program: the program.
        values: the value of every fact column.
        kept: a column that is left as it is.
        shows: whether such a person is possible and shows it.
    """
    left, before = list(values), list[int]()
    while left != before:
        before = left[:]
        for column in range(len(left)):
            if column == kept:
                continue
            for bit in _nearer(program.preference[column], left[column]):
                nearer = [*left[:column], bit, *left[column + 1 :]]
                if shows(nearer):
                    left = nearer
                    break
    return tuple(left)


def _nearer(preference: Sequence[int], bit: int) -> Iterator[int]:
    """Yield the values that are preferred to one of them."""
    for other in preference:
        if other == bit:
            return
        yield other
