"""What a program means for an interview: the facts that can be asked, what they follow, and who is left to be met.

Given what was asked, only those people are met for whom a fact that is not asked, because what it follows is not so,
has its neutral value, unless the constraints rule that out. The assumed completion is always one of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from rutengine.compiler.program import Program
from rutengine.evaluation.deciding import derive_possible
from rutengine.logic.formulas import FALSE, TRUE, Every, Formula, Literal, Threshold, columns_of, literals_of, opposite
from rutengine.logic.formulas import every as all_of
from rutengine.logic.formulas import some as any_of
from rutengine.logic.search import first_preferred, narrow
from rutengine.logic.truth import truth
from rutengine.model.words import FactWords
from rutengine.vocabulary.kinds import SetKind
from rutengine.vocabulary.vocabulary import Fact


@attrs.frozen(kw_only=True)
class Asking:
    """A fact, as something that is asked.

    Arguments:
        number: its place in the vocabulary.
        fact: the fact.
        words: how it is asked.
        columns: the columns of its answer.
        follows: when it is asked; None for always.
        leads: the numbers of the facts that this rests on.
    """

    number: int
    fact: Fact
    words: FactWords
    columns: tuple[int, ...]
    follows: Formula | None
    leads: frozenset[int]

    @property
    def is_set(self) -> bool:
        """Whether the answer is a set."""
        return isinstance(self.fact.kind, SetKind)


@attrs.frozen(kw_only=True, repr=False)
class View:
    """What is open after some answers.

    Arguments:
        sets: the possible values of every fact column among the people left to be met.
        open: the numbers of the facts of which nothing is known, and which were not passed over.
        askable: those of them that can be asked now, in declared order.
        circling: those of them that wait for each other in a circle, or for a fact that is not asked and yet open.
    """

    sets: tuple[int, ...]
    open: frozenset[int]
    askable: tuple[int, ...]
    circling: frozenset[int] = frozenset()


class Ground:
    """What a program means for interviews; it holds nothing of a person.

    `order` has the facts after those that they follow; `circular` are those of which this is not so. `classes` has for
    every fact column its values in classes that no condition tells apart.

    Arguments:
        program: the program.
    """

    def __init__(self, program: Program) -> None:
        self.program: Final = program
        parts = [formula.parts if isinstance(formula, Every) else (formula,) for _, formula in program.constraints]
        self.constraints: Final[tuple[Formula, ...]] = tuple(part for found in parts for part in found)
        self._touching = {
            column: [formula for formula in self.constraints if column in columns_of(formula)]
            for column in range(len(program.variables))
        }
        self.askings: Final[tuple[Asking, ...]] = self._read()
        self.order: Final[tuple[int, ...]] = self._leads_first()
        places = {number: place for place, number in enumerate(self.order)}
        self.circular: Final[frozenset[int]] = frozenset(
            number
            for number in self.order
            if any(places[lead] >= places[number] for lead in self.askings[number].leads)
        )
        self.classes: Final[tuple[tuple[int, ...], ...]] = self._classes()
        self._gates = [tuple(self._gate(asking)) for asking in self.askings]

    def view(self, sets: Sequence[int], passed: frozenset[int]) -> View:
        """Return what is open.

        Arguments:
            sets: the values that the answers leave possible; they have a completion.
            passed: the numbers of the facts that are not asked again, whatever is known of them.
        """
        everything = self.program.columns.everything()
        left = narrow(self.constraints, sets) or sets  # never None: there is a completion
        open_ = frozenset(
            asking.number
            for asking in self.askings
            if asking.number not in passed and all(sets[column] == everything[column] for column in asking.columns)
        )
        kept: frozenset[int] = frozenset()
        while True:
            assumed, asked = self._assume(left, open_, kept)
            unsure = self._unsure(left, assumed)
            if not unsure:
                break
            kept |= unsure
        askable = tuple(
            asking.number
            for asking in self.askings
            if asked[asking.number] and any(assumed[column] & (assumed[column] - 1) for column in asking.columns)
        )
        waiting = (asking for asking in self.askings if asked[asking.number] is None)
        circling = frozenset(a.number for a in waiting if a.number in self.circular or a.leads & kept)
        return View(sets=tuple(assumed), open=open_, askable=askable, circling=circling)

    def beside(self, number: int) -> frozenset[int]:
        """Return the facts that a fact follows, and those that a constraint binds to it."""
        asking = self.askings[number]
        bound = {
            other for column in asking.columns for formula in self._touching[column] for other in columns_of(formula)
        }
        return asking.leads | {other.number for other in self.askings if bound & set(other.columns)}

    def bound(self, columns: frozenset[int]) -> frozenset[int]:
        """Return some fact columns and all that constraints bind to them, one through another."""
        touching = (formula for column in columns for formula in self._touching[column])
        found = columns.union(*map(columns_of, touching))
        return columns if found == columns else self.bound(found)

    def gates(self) -> tuple[tuple[str, Formula], ...]:
        """Return as conditions that what is not asked has its neutral value, unless the constraints rule that out."""
        return tuple(gate for gates in self._gates for gate in gates)

    def is_as_asked(self, view: View) -> bool:
        """Tell whether the gates hold of all that was said; they need not if it was said without being asked."""
        possible = derive_possible(self.program, view.sets)
        said = (gates for number, gates in enumerate(self._gates) if number not in view.open)
        return all(truth(formula, possible) for gates in said for _, formula in gates)

    def _gate(self, asking: Asking) -> Iterator[tuple[str, Formula]]:
        for column in asking.columns if asking.follows is not None else ():
            bit = 1 << self.program.variables[column].assume
            at_neutral = [_at(formula, column, bit) for formula in self._touching[column]]
            ruled_out = [opposite(formula, self.program.columns.domains) for formula in at_neutral]
            neutral = Literal(column, next(bits for bits in self.classes[column] if bits & bit))
            yield f"{asking.fact.name}-{column}", any_of([asking.follows or TRUE, neutral, *ruled_out])

    def _assume(
        self, sets: Sequence[int], open_: frozenset[int], kept: frozenset[int]
    ) -> tuple[list[int], Mapping[int, bool | None]]:
        """Give facts that are not asked their preferred values, except some; tell also which facts are asked."""
        left = list(sets)
        asked: dict[int, bool | None] = {}
        changed = True
        while changed:
            changed = False
            possible = derive_possible(self.program, tuple(left))
            for asking in self.askings:
                follows = True if asking.follows is None else truth(asking.follows, possible)
                asked[asking.number] = follows if asking.number in open_ else False
                if asked[asking.number] is False and asking.number not in kept:
                    for column in asking.columns:
                        before = left[column]
                        left[column] = first_preferred(before, self.program.preference[column])
                        changed = changed or left[column] != before
        return left, asked

    def _unsure(self, before: Sequence[int], after: Sequence[int]) -> frozenset[int]:
        """Return the facts that were given values which a constraint may rule out."""
        return frozenset(
            asking.number
            for asking in self.askings
            for column in asking.columns
            if before[column] != after[column] and not all(truth(formula, after) for formula in self._touching[column])
        )

    def _read(self) -> tuple[Asking, ...]:
        program, checked = self.program, self.program.checked
        words = {entry.name: entry for entry in checked.pack.words}
        columns: dict[str, list[int]] = {}
        for column, variable in enumerate(program.variables):
            columns.setdefault(variable.name, []).append(column)
        numbers = {name: number for number, name in enumerate(columns)}
        steps = {step.column: step.rows for step in program.derived}
        found = list[Asking]()
        for fact in checked.vocabulary.facts:
            condition = checked.conditions.get(("follows", fact.name))
            follows = None if condition is None else program.columns.formula(condition)
            below = columns_under(() if follows is None else (follows,), steps)
            found.append(
                Asking(
                    number=numbers[fact.name],
                    fact=fact,
                    words=words[fact.name],
                    columns=tuple(columns[fact.name]),
                    follows=follows,
                    leads=frozenset(numbers[program.variables[column].name] for column in below),
                )
            )
        return tuple(found)

    def _leads_first(self) -> tuple[int, ...]:
        """Return the facts, each after those that it follows; in a circle, in declared order."""
        left, found = dict(enumerate(self.askings)), list[int]()
        while left:
            ready = [number for number, asking in left.items() if not asking.leads & left.keys() - {number}]
            for number in ready or [next(iter(left))]:
                found.append(number)
                del left[number]
        return tuple(found)

    def _classes(self) -> tuple[tuple[int, ...], ...]:
        """Return for every fact column its values in classes that no condition tells apart."""
        program = self.program
        formulas = [*self.constraints, *(step.formula for step in program.rules)]
        formulas += [formula for step in program.derived for formula, _ in step.rows]
        formulas += [asking.follows for asking in self.askings if asking.follows is not None]
        masks: dict[int, set[int]] = {}
        for formula in formulas:
            for literal in literals_of(formula):
                masks.setdefault(literal.column, set()).add(literal.values)
        found = list[tuple[int, ...]]()
        for column, everything in enumerate(program.columns.everything()[: len(program.variables)]):
            classes = [everything]
            for mask in sorted(masks.get(column, ())):
                classes = [part for bits in classes for part in (bits & mask, bits & ~mask) if part]
            found.append(tuple(sorted(classes)))
        return tuple(found)


def columns_under(formulas: Iterable[Formula], steps: Mapping[int, Sequence[tuple[Formula, int]]]) -> frozenset[int]:
    """Return the fact columns that some conditions rest on.

    Arguments:
        formulas: the conditions.
        steps: the rows of every derived fact.
    """
    waiting = [column for formula in formulas for column in columns_of(formula)]
    found: set[int] = set()
    seen: set[int] = set()
    while waiting:
        column = waiting.pop()
        if column in seen:
            continue
        seen.add(column)
        if column in steps:
            waiting += [below for row, _ in steps[column] for below in columns_of(row)]
        else:
            found.add(column)
    return frozenset(found)


def _at(formula: Formula, column: int, bit: int) -> Formula:
    """Return a condition for those whose column has one value."""
    match formula:
        case Literal():
            return formula if formula.column != column else TRUE if formula.values & bit else FALSE
        case Threshold(count, parts):
            return Threshold(count, tuple(_at(part, column, bit) for part in parts))
        case Every(parts):
            return all_of([_at(part, column, bit) for part in parts])
        case _:
            return any_of([_at(part, column, bit) for part in formula.parts])
