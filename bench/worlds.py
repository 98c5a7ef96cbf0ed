"""All completions of a small pack, and what is true on each of them: what the solver says is compared with this.

A set of completions is the bits of an int, so that a claim, a value of a fact and a profile are one number each.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, product
from typing import Any

from rutengine.compiler.program import Program
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome
from rutengine.logic.truth import holds
from rutengine.model.claims import Claim
from tests.claim_oracle import truth
from tests.oracle import Oracle
from tests.strategies import Tables

Bits = tuple[int, ...]

Decided = tuple[str, set[str], tuple[str, ...], tuple[tuple[Any, ...], dict[str, Any]], dict[str, dict[str, Any]]]
"""A decision as the oracle tells it: stance, fired rules, notices, values and standings."""


class World:
    """Every completion of a program with what is decided there; the meaning of claims is that of the tests' oracle.

    Arguments:
        files: the tables of the pack.
        program: the program.
        naive: whether the oracle decides, who shares no code with the engine; else the engine does, many times faster.
    """

    def __init__(self, files: Tables, program: Program, *, naive: bool = False) -> None:
        columns = [(v.name, v.member, v.domain, v.domain[v.assume]) for v in program.variables]
        self.program = program
        self._oracle: Any = Oracle(files, columns)
        decided: Callable[[Bits], Decided] = self._asked if naive else self._decided
        allowed = self._allowed if naive else self._possible
        everybody = product(*([1 << i for i in range(len(domain))] for _, _, domain, _ in columns))
        self.people: list[Bits] = [bits for bits in everybody if allowed(bits)]
        self._decisions = [decided(bits) for bits in self.people]
        self.everybody = (1 << len(self.people)) - 1
        self._having: dict[tuple[int, int], int] = {}
        for place, bits in enumerate(self.people):
            for taken in enumerate(bits):
                self._having[taken] = self._having.get(taken, 0) | 1 << place
        self._true: dict[Claim, int] = {}

    def of(self, claim: Claim) -> int:
        """Return the completions on which a claim is true."""
        if claim not in self._true:
            so = (truth(claim, decided, self._oracle) for decided in self._decisions)
            self._true[claim] = sum(1 << place for place, true in enumerate(so) if true)
        return self._true[claim]

    def within(self, sets: Sequence[int]) -> int:
        """Return the completions of some value sets."""
        return self.keeping(sets, range(len(sets)))

    def keeping(self, known: Sequence[int], kept: Iterable[int]) -> int:
        """Return the completions that have the known values in some columns."""
        found = self.everybody
        for column in kept:
            found &= self._with(column, known[column])
        return found

    def place(self, bits: Bits) -> int:
        """Return one completion as a set; it is empty if the constraints do not allow it."""
        return self.within(bits)

    def smallest_reason(self, claim: Claim, known: Sequence[int]) -> int | None:
        """Return how many known value sets are enough, at the least, for a claim to be true; every subset is tried."""
        refuting = self.everybody & ~self.of(claim)
        having = [self._with(column, mask) for column, mask in enumerate(known)]
        for size in range(len(known) + 1):
            for kept in combinations(having, size):
                left = refuting
                for mask in kept:
                    left &= mask
                if not left:
                    return size
        return None

    def cheapest(self, claim: Claim, now: Sequence[int]) -> int | None:
        """Return what the cheapest change of actionable facts costs that makes a claim true, or None."""
        costs = [prices(self.program, column, bit) for column, bit in enumerate(now)]
        true, best = self.of(claim), None
        for place, bits in enumerate(self.people):
            moves = [(column, bit) for column, bit in enumerate(bits) if bit != now[column]]
            if true >> place & 1 and all(bit in costs[column] for column, bit in moves):
                cost = sum(costs[column][bit] for column, bit in moves)
                best = cost if best is None else min(best, cost)
        return best

    def _with(self, column: int, mask: int) -> int:
        found = 0
        for value in range(mask.bit_length()):
            if mask >> value & 1:
                found |= self._having.get((column, 1 << value), 0)
        return found

    def _values(self, bits: Bits) -> list[Any]:
        return [self.program.columns.values(column, bit)[0] for column, bit in enumerate(bits)]

    def _allowed(self, bits: Bits) -> bool:
        return bool(self._oracle.allowed(self._values(bits)))

    def _possible(self, bits: Bits) -> bool:
        return all(holds(formula, bits) for _, formula in self.program.constraints)

    def _asked(self, bits: Bits) -> Decided:
        decided: Decided = self._oracle.decide([[value] for value in self._values(bits)])
        return decided

    def _decided(self, bits: Bits) -> Decided:
        """Return what the engine decides, in the form of the oracle."""
        outcome = decide(self.program, bits)
        values = [self.program.columns.values(column, bit)[0] for column, bit in enumerate(outcome.values)]
        names = [name.removeprefix("patterns.") for name, _ in self.program.columns.keys[len(bits) :]]
        patterns = dict(zip(names, values[len(bits) :], strict=True))
        return outcome.stance, set(outcome.fired), (), (tuple(values[: len(bits)]), patterns), _standings(outcome)


def _standings(outcome: Outcome) -> dict[str, dict[str, Any]]:
    names = ("status", "recommended", "eligible", "lead", "total", "key")
    return {found.strategy: {name: getattr(found, name) for name in names} for found in outcome.standings}


def prices(program: Program, column: int, now: int) -> dict[int, int]:
    """Return the values that a person can move to from `now`, as bits, with their costs, by the words of the rules.

    A whole number with several prices moves only the way in which they rise; if all are the same, upwards.
    """
    variable = program.variables[column]
    told = next(fact.actionable for fact in program.checked.vocabulary.facts if fact.name == variable.name)
    costs = {variable.domain.index(value): cost for value, cost in told}
    place = now.bit_length() - 1
    if variable.ordered and len(costs) > 1:
        rising = costs[max(costs)] >= costs[min(costs)]
        costs = {i: cost for i, cost in costs.items() if (i > place if rising else i <= place)}
    return {1 << i: cost for i, cost in costs.items() if i != place}
