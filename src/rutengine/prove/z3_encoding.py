"""Ask z3 what the search answers: is there a completion, what does it cost, how many answers does a claim need?"""

from collections.abc import Mapping, Sequence

from rutengine.compiler.program import Program
from rutengine.model.claims import Claim
from rutengine.prove.claims import Claims
from rutengine.prove.conditions import Z3


class SecondOpinion:
    """What z3 says of the claims of a program, over value sets of its fact columns.

    Arguments:
        program: the program.

    Raises:
        ImportError: z3 is not installed.
    """

    def __init__(self, program: Program) -> None:
        self._encoding = Claims(program)
        self._z3 = self._encoding.z3
        self._solver = self._z3.Solver()
        self._solver.add(*self._encoding.base)
        self._named: dict[Claim, Z3] = {}

    def find(self, claim: Claim, sets: Sequence[int]) -> tuple[int, ...] | None:
        """Return a completion of `sets`, as single bits, of which the claim is true, or None if there is none."""
        return self._find(claim, dict(enumerate(sets)))

    def holds_everywhere(self, claim: Claim, sets: Sequence[int]) -> bool:
        """Tell whether the claim is true of every completion of `sets`."""
        return self.find(~claim, sets) is None

    def cheapest(self, claim: Claim, sets: Sequence[int], costs: Mapping[tuple[int, int], int]) -> int | None:
        """Return the least cost of a completion of which the claim is true, or None if there is none.

        Arguments:
            claim: what must be true.
            sets: the possible values of every fact column.
            costs: what a value costs, by column and single bit; others cost nothing.
        """
        optimize = self._z3.Optimize()
        optimize.add(*self._encoding.base, self._encoding.claim(claim), *self._within(dict(enumerate(sets))))
        priced = [(self._encoding.columns[column][bit.bit_length() - 1], cost) for (column, bit), cost in costs.items()]
        for taken, cost in priced:
            optimize.add_soft(self._z3.Not(taken), cost)
        if not self._is_possible(optimize):
            return None
        model = optimize.model()
        return sum(cost for taken, cost in priced if self._is_true(model, taken))

    def smallest_reason_size(self, claim: Claim, sets: Sequence[int], premises: Sequence[int]) -> int:
        """Return how many premises are needed, at the least, for the claim to be true everywhere.

        Each counterexample must be ruled out by one of the premises that it breaks: a smallest choice of premises that
        does so is tried, until none has a counterexample left.

        Arguments:
            claim: what must be true of every completion.
            sets: the possible values of every fact column.
            premises: the columns of which it counts; one that is not needed may have any value.

        Raises:
            ValueError: the claim is not true of every completion of `sets`.
        """
        others = {column: mask for column, mask in enumerate(sets) if column not in premises}
        needed = {column: self._z3.Bool(f"needed_{column}") for column in premises}
        optimize = self._z3.Optimize()
        for so in needed.values():
            optimize.add_soft(self._z3.Not(so))
        kept: list[int] = []
        while (broken := self._broken(~claim, sets, others, kept, premises)) is not None:
            if not broken:
                raise ValueError("the claim is not true of every completion")
            optimize.add(self._z3.Or(*(needed[column] for column in broken)))
            self._is_possible(optimize)
            kept = [column for column, so in needed.items() if self._is_true(optimize.model(), so)]
        return len(kept)

    def _broken(
        self,
        refuter: Claim,
        sets: Sequence[int],
        others: Mapping[int, int],
        kept: Sequence[int],
        premises: Sequence[int],
    ) -> list[int] | None:
        """Return an irreducible set of premises that some completion breaks, or None if there is no completion."""
        within = {**others, **{column: sets[column] for column in kept}}
        found = self._find(refuter, within)
        if found is None:
            return None
        broken: list[int] = []
        for column in premises:
            wider = {**within, column: sets[column]}
            other = found if found[column] & sets[column] else self._find(refuter, wider)
            if other is None:
                broken.append(column)
            else:
                within, found = wider, other
        return broken

    def _find(self, claim: Claim, sets: Mapping[int, int]) -> tuple[int, ...] | None:
        """Find a completion of sets that are given for some columns only."""
        if claim not in self._named:
            self._named[claim] = self._z3.Bool(f"claim_{len(self._named)}")
            self._solver.add(self._named[claim] == self._encoding.claim(claim))
        if not self._is_possible(self._solver, self._named[claim], *self._within(sets)):
            return None
        model = self._solver.model()
        columns = self._encoding.columns
        return tuple(next(1 << i for i, so in enumerate(column) if self._is_true(model, so)) for column in columns)

    def _within(self, sets: Mapping[int, int]) -> list[Z3]:
        """Say that the columns have none of the values outside the sets."""
        return [
            self._z3.Not(value)
            for column, mask in sets.items()
            for i, value in enumerate(self._encoding.columns[column])
            if not mask >> i & 1
        ]

    def _is_possible(self, solver: Z3, *assumed: Z3) -> bool:
        """Tell whether everything can be true at once; a search that gave up is no answer."""
        found = solver.check(*assumed)
        if found == self._z3.unknown:
            raise RuntimeError(f"z3 gave up: {solver.reason_unknown()}")
        return bool(found == self._z3.sat)

    def _is_true(self, model: Z3, so: Z3) -> bool:
        return bool(self._z3.is_true(model.eval(so, model_completion=True)))
