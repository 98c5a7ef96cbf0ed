"""What profiles are drawn from: the columns of a vocabulary, and the values around which the rules of a pack change."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

import attrs

from rutengine.compiler.program import Program
from rutengine.documents.profiles import read_answers
from rutengine.engine.engine import Engine
from rutengine.logic.formulas import Formula, literals_of
from rutengine.logic.search import find_completion
from rutengine.vocabulary.answers import Variable, variables_of
from rutengine.vocabulary.vocabulary import Fact, Vocabulary

P = TypeVar("P")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Drawable(Generic[P]):
    """The columns of a vocabulary, ready to be drawn from.

    Arguments:
        vocabulary: the facts.
        columns: for each fact, its columns and their numbers.
        values: for each column the places of its values, the neutral one first.
        turning: the same, but besides the neutral one only values next to which some condition changes.
        constraints: what is true of every real person.
    """

    vocabulary: Vocabulary[P]
    columns: tuple[tuple[Fact, tuple[tuple[int, Variable], ...]], ...]
    values: tuple[tuple[int, ...], ...]
    turning: tuple[tuple[int, ...], ...]
    constraints: tuple[Formula, ...]

    def __repr__(self) -> str:
        return f"<Drawable: {self.vocabulary.id}>"

    def real(self, sets: Sequence[int], wanted: Mapping[int, int]) -> tuple[int, ...]:
        """Return the places of the values of somebody whom the constraints allow.

        Arguments:
            sets: the values that are possible, for each column; somebody has them.
            wanted: the places of values that are taken where the constraints let them.
        """
        preference = [
            [1 << place for place in dict.fromkeys((wanted.get(column, order[0]), *order))]
            for column, order in enumerate(self.values)
        ]
        found = find_completion(self.constraints, sets, preference)
        if found is None:
            raise ValueError("nobody has these values")
        return tuple(bit.bit_length() - 1 for bit in found)

    def profile(self, answers: Mapping[str, object]) -> P:
        """Return the profile with these answers, by dotted name."""
        nested: dict[str, Any] = {}
        for name, answer in answers.items():
            *path, leaf = name.split(".")
            place = nested
            for part in path:
                place = place.setdefault(part, {})
            place[leaf] = answer
        return read_answers(self.vocabulary, nested)


def drawable(source: Engine[P] | type[P]) -> Drawable[P]:
    """Return what the profiles of an engine, or of a class without any rules, are drawn from."""
    program = source.program if isinstance(source, Engine) else None
    vocabulary = source.vocabulary if isinstance(source, Engine) else Vocabulary[P].of(source)
    columns: list[tuple[Fact, tuple[tuple[int, Variable], ...]]] = []
    variables: list[Variable] = []
    for fact in vocabulary.facts:
        found = variables_of(fact)
        columns.append((fact, tuple(enumerate(found, start=len(variables)))))
        variables += found
    masks: list[set[int]] = [set() for _ in variables]
    for formula in () if program is None else _formulas(program):
        for literal in literals_of(formula):
            if literal.column < len(variables):
                masks[literal.column].add(literal.values)
    values = tuple(_by_distance(variable) for variable in variables)
    turns = [_turning(variable, found) for variable, found in zip(variables, masks, strict=True)]
    return Drawable(
        vocabulary=vocabulary,
        columns=tuple(columns),
        values=values,
        turning=tuple(
            (order[0], *(place for place in order[1:] if place in turn))
            for order, turn in zip(values, turns, strict=True)
        ),
        constraints=() if program is None else tuple(formula for _, formula in program.constraints),
    )


def _formulas(program: Program) -> Iterator[Formula]:
    """Visit every condition of a pack that is run."""
    yield from (formula for _, formula in program.constraints)
    yield from (formula for step in program.derived for formula, _ in step.rows)
    yield from (step.formula for step in program.rules)
    for step in program.strategies:
        yield from (formula for formula in (*step.routes, *step.tips) if formula is not None)


def _by_distance(variable: Variable) -> tuple[int, ...]:
    return tuple(sorted(range(len(variable.domain)), key=lambda place: (abs(place - variable.assume), place)))


def _turning(variable: Variable, masks: set[int]) -> set[int]:
    """Return the places next to which, or at which, some comparison becomes true or false."""
    if not variable.ordered:
        return {place for place in range(len(variable.domain)) for mask in masks if mask >> place & 1}
    pairs = [(place, place + 1) for place in range(len(variable.domain) - 1)]
    return {place for pair in pairs if any((m >> pair[0] ^ m >> pair[1]) & 1 for m in masks) for place in pair}
