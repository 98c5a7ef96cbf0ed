"""How sure a claim is: settled, or open with a completion on the other side and the facts that decide it."""

from collections.abc import Sequence
from typing import Final

import attrs

from rutengine.evaluation.outcome import Outcome
from rutengine.logic.search import Budget, SearchLimitError
from rutengine.model.claims import Claim
from rutengine.solver.network import FALSE, TRUE
from rutengine.solver.proving import NODES, Prover, Verdict
from rutengine.vocabulary.kinds import Scalar

_FEW: Final = 3
"""Up to how many facts a smallest witness is looked for."""


@attrs.frozen(kw_only=True, repr=False)
class Decider:
    """An open fact that decides: with `then` instead of `now`, all deciders together, the claim is otherwise."""

    column: int
    name: str
    member: str | None
    now: Scalar
    then: Scalar

    def __repr__(self) -> str:
        return "<Decider>"


@attrs.frozen(kw_only=True, repr=False)
class Sureness:
    """How sure a claim is.

    Arguments:
        verdict: its value at the assumed completion, and whether it is settled, with the proof or a witness.
        deciders: if open, facts whose other values would change it, none of them to spare; in declared order.
    """

    verdict: Verdict
    deciders: tuple[Decider, ...]

    @property
    def claim(self) -> Claim:
        """The claim."""
        return self.verdict.claim

    def __repr__(self) -> str:
        return f"<Sureness: {self.verdict.certainty}>"


def find_sureness(prover: Prover, outcome: Outcome, claim: Claim, nodes: int = NODES) -> Sureness:
    """Return how sure a claim is, given what was answered.

    The witness differs from the assumed completion in one, two or three facts where that is enough (and the budget is
    not used up before), and otherwise in some of which none can be left out. Facts that are not sensitive are named
    rather.
    """
    now = outcome.values[: len(outcome.given)]
    verdict = prover.settle(claim, outcome.given, now, nodes)
    if verdict.witness is None:
        return Sureness(verdict=verdict, deciders=())
    search = _Nearest(prover, outcome.given, now, ~claim if verdict.value else claim, nodes)
    witness = search.nearest(verdict.witness)
    columns = prover.program.columns
    deciders = []
    for column, (bit, changed) in enumerate(zip(now, witness, strict=True)):
        if bit != changed:
            ((value,), (then,)) = columns.values(column, bit), columns.values(column, changed)
            name, member = columns.keys[column]
            deciders.append(Decider(column=column, name=name, member=member, now=value, then=then))
    return Sureness(verdict=attrs.evolve(verdict, witness=witness), deciders=tuple(deciders))


class _Nearest:
    """Looks for a completion near to the assumed one on which a claim is true."""

    def __init__(self, prover: Prover, given: Sequence[int], now: Sequence[int], claim: Claim, nodes: int) -> None:
        self._prover, self._given, self._now, self._claim = prover, given, now, claim
        self._node = prover.encoding.claim(claim)
        self._budget = Budget(nodes)
        self._best: tuple[int, ...] = tuple(now)
        sensitive = {fact.name for fact in prover.program.checked.vocabulary.facts if fact.sensitive}
        variables = prover.program.variables
        self._tactful = [
            bit if variable.name in sensitive else possible
            for variable, bit, possible in zip(variables, now, given, strict=True)
        ]

    def nearest(self, witness: tuple[int, ...]) -> tuple[int, ...]:
        """Return the nearest completion found: with a budget that is used up, one of which nothing can be left out."""
        self._best = witness
        try:
            alone = self._alone(self._tactful) or self._alone(self._given)
            if alone is not None:
                return alone
            self._reduce()
            for count in range(2, min(_FEW, self._distance() - 1) + 1):
                self._best = self._within(count) or self._best
        except SearchLimitError:
            pass
        return self._trimmed(list(self._best))

    def _distance(self) -> int:
        return sum(bit != now for bit, now in zip(self._best, self._now, strict=True))

    def _within(self, count: int) -> tuple[int, ...] | None:
        """Return a completion that differs from the assumed one in at most so many columns, if there is one."""
        if self._distance() <= count or self._node in (TRUE, FALSE):
            return None
        columns = sorted(self._prover.goal(self._node).columns)
        terms = tuple((1, column, self._now[column]) for column in columns if self._given[column] != self._now[column])
        found = self._prover.goal(self._node, [(len(terms) - count, terms)]).find(self._given, self._budget)
        return None if found is None else self._prover.completion(found, self._now)

    def _trimmed(self, witness: list[int]) -> tuple[int, ...]:
        """Bring single columns back as long as the rest is still a witness; this needs no search."""
        changed = True
        while changed:
            changed = False
            for column, bit in enumerate(self._now):
                was = witness[column]
                if was != bit:
                    witness[column] = bit
                    if self._is_witness(witness):
                        changed = True
                    else:
                        witness[column] = was
        return tuple(witness)

    def _is_witness(self, values: Sequence[int]) -> bool:
        nodes = (self._node, *self._prover.constraints)
        return all(self._prover.is_so(node, values) for node in nodes)

    def _alone(self, sets: Sequence[int]) -> tuple[int, ...] | None:
        """Return a completion within some sets that differs from the assumed one in one column, if there is one."""
        if self._node in (TRUE, FALSE):
            return None
        goal = self._prover.goal(self._node)
        for case in range(goal.cases):
            position = goal.position(case, self._now)
            for column in position.circuit.columns:
                if sets[column] != self._now[column]:
                    position.change(column, sets[column])
                    found = None if position.fails else goal.find_from(position, self._budget)
                    if found is not None:
                        return self._prover.completion(found, self._now)
                    position.change(column, self._now[column])
        return None

    def _reduce(self) -> None:
        """Bring the columns back to their assumed values, one after the other, where others may then stay as well."""
        sets = [bit | other for bit, other in zip(self._now, self._best, strict=True)]
        for column, bit in enumerate(self._now):
            if self._best[column] != bit:
                kept, sets[column] = sets[column], bit
                nearer = self._prover.find(self._claim, sets, self._now, self._budget)
                if nearer is None:
                    sets[column] = kept & ~bit
                else:
                    self._best = nearer
