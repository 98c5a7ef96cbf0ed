"""What would change it: the cheapest change of what a person can change that makes a claim true, or that none does."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import attrs

from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import Outcome
from rutengine.logic.search import Budget, SearchLimitError
from rutengine.model.claims import Claim
from rutengine.solver.circuit import Extra
from rutengine.solver.network import FALSE, TRUE
from rutengine.solver.proving import NODES, Certificate, Costs, Goal, Prover
from rutengine.solver.search import REFUTED, Step
from rutengine.vocabulary.kinds import Scalar

ChangeLabel = Literal["already so", "smallest", "none exists", "enough", "not proved"]
"""What is known of the first way.

`already so`: the claim is true as things are. `smallest`: no change of actionable facts costs less. `none exists`: no
change of actionable facts makes the claim true. `enough`: it does make it so; the budget was used up before it was
known whether less would do. `not proved`: the budget was used up before anything was found.
"""


@attrs.frozen(kw_only=True, repr=False)
class Move:
    """One fact changes.

    Arguments:
        column: the number of the fact's column.
        name: the fact.
        now: its value at the assumed completion.
        then: the value to move to.
        cost: what the vocabulary says that this costs.
        assumed: whether the value now is an assumption.
    """

    column: int
    name: str
    now: Scalar
    then: Scalar
    cost: int
    assumed: bool

    def __repr__(self) -> str:
        return "<Move>"


@attrs.frozen(kw_only=True, repr=False)
class Way:
    """Moves that make the claim true together; everything else stays as it is at the assumed completion."""

    moves: tuple[Move, ...]
    cost: int
    completion: tuple[int, ...]

    def __repr__(self) -> str:
        return f"<Way: {len(self.moves)} moves, cost {self.cost}>"


@attrs.frozen(kw_only=True, repr=False)
class Changes:
    """What would make a claim true.

    Arguments:
        claim: the claim.
        label: what is known of the first way.
        ways: the cheapest, then others, each of which leaves some fact alone that the ones before change.
        certificate: the proof that nothing cheaper does it, or nothing at all.
    """

    claim: Claim
    label: ChangeLabel
    ways: tuple[Way, ...]
    certificate: Certificate | None

    def __repr__(self) -> str:
        return f"<Changes: {self.label}, {len(self.ways)} ways>"


def find_changes(prover: Prover, outcome: Outcome, claim: Claim, ways: int = 1, nodes: int = NODES) -> Changes:
    """Return the cheapest change of actionable facts that makes a claim true, and other ways on request.

    Facts that are not actionable stay at the assumed completion; the change keeps to the constraints. A whole-number
    fact moves only the way in which its costs rise: where four hours cost more than two, nobody is told to cut down.

    Arguments:
        prover: of the program.
        outcome: the decision.
        claim: what should become true.
        ways: how many ways to look for, at least 1.
        nodes: how many states may be looked at.
    """
    return _Changer(prover, outcome, claim, nodes).changes(ways)


def targets(program: Program, values: Sequence[int]) -> Mapping[int, Mapping[int, int]]:
    """Return, for every column that can be changed, the values to move to, as bits, with their costs."""
    facts = {fact.name: fact for fact in program.checked.vocabulary.facts}
    found: dict[int, Mapping[int, int]] = {}
    for column, variable in enumerate(program.variables):
        costs = {program.columns.bits(column, (value,)): cost for value, cost in facts[variable.name].actionable}
        if variable.ordered and len(costs) > 1:
            low, high = min(costs), max(costs)
            upward = costs[high] >= costs[low]
            costs = {bit: cost for bit, cost in costs.items() if (bit > values[column]) == upward}
        costs.pop(values[column], None)
        if costs:
            found[column] = costs
    return found


class _Changer:
    """One question: what is found is made cheaper until it is proved that nothing cheaper is enough."""

    def __init__(self, prover: Prover, outcome: Outcome, claim: Claim, nodes: int) -> None:
        self._prover, self._outcome, self._claim = prover, outcome, claim
        self._budget = Budget(nodes)
        self._now = outcome.values[: len(outcome.given)]
        self._costs = targets(prover.program, self._now)
        self._sets = [bit | sum(self._costs.get(column, ())) for column, bit in enumerate(self._now)]
        self._node = prover.encoding.claim(claim)

    def changes(self, ways: int) -> Changes:
        if self._prover.is_true(self._claim, self._now):
            way = Way(moves=(), cost=0, completion=self._now)
            return Changes(claim=self._claim, label="already so", ways=(way,), certificate=None)
        if self._node in (TRUE, FALSE):
            return self._made("none exists", (), (REFUTED,), None)
        found: list[Way] = []
        label: ChangeLabel = "not proved"
        steps: tuple[Step, ...] | None = None
        try:
            first = self._find(())
            if first is None:
                return self._made("none exists", (), self._goal(()).refute(self._sets, self._budget), None)
            found, label = [first], "enough"
            found = [self._cheapest(first, ())]
            steps = self._refuted_below(found[0].cost)
            label = "smallest"
            while len(found) < ways and (other := self._find(self._others(found))) is not None:
                found.append(self._cheapest(other, self._others(found)))
        except SearchLimitError:
            pass
        return self._made(label, found, steps, found[0].cost - 1 if found else None)

    def _made(
        self, label: ChangeLabel, ways: Iterable[Way], steps: tuple[Step, ...] | None, limit: int | None
    ) -> Changes:
        certificate = None
        if steps is not None:
            costs = None if limit is None else self._limited(limit)
            certificate = Certificate(claim=self._claim, sets=tuple(self._sets), steps=steps, costs=costs)
        return Changes(claim=self._claim, label=label, ways=tuple(ways), certificate=certificate)

    def _goal(self, extras: Sequence[Extra]) -> Goal:
        return self._prover.goal(self._node, extras)

    def _limited(self, limit: int) -> Costs:
        entries = sorted((column, bit, cost) for column, costs in self._costs.items() for bit, cost in costs.items())
        return Costs(limit, tuple(entry for entry in entries if entry[2] > 0))

    def _extra(self, limit: int) -> Extra:
        """Return, as a sum, that no more than a limit is spent."""
        full = self._prover.encoding.network.full
        entries = self._limited(limit).entries
        terms = tuple((cost, column, full[column] & ~bit) for column, bit, cost in entries)
        return (sum(cost for cost, _, _ in terms) - limit, terms)

    def _others(self, found: Iterable[Way]) -> tuple[Extra, ...]:
        """Return, as sums, that of each way already found some fact is left alone."""
        return tuple((1, tuple((1, move.column, self._now[move.column]) for move in way.moves)) for way in found)

    def _find(self, extras: tuple[Extra, ...], limit: int | None = None) -> Way | None:
        goal = self._goal(extras if limit is None else (*extras, self._extra(limit)))
        found = goal.find(self._sets, self._budget)
        return None if found is None else self._way(found)

    def _way(self, found: Mapping[int, int]) -> Way:
        """Return the cheapest completion of what a search has found."""
        columns, completion, moves = self._prover.program.columns, list(self._now), list[Move]()
        for column in sorted(found):
            possible = found[column]
            if possible & self._now[column]:
                continue
            costs = self._costs[column]
            bit = min((bit for bit in costs if bit & possible), key=lambda bit: (costs[bit], bit))
            completion[column] = bit
            ((now,), (then,)) = (columns.values(column, value) for value in (self._now[column], bit))
            assumed = self._outcome.given[column] != self._now[column]
            name = columns.keys[column][0]
            moves.append(Move(column=column, name=name, now=now, then=then, cost=costs[bit], assumed=assumed))
        return Way(moves=tuple(moves), cost=sum(move.cost for move in moves), completion=tuple(completion))

    def _cheapest(self, way: Way, extras: tuple[Extra, ...]) -> Way:
        """Return the cheapest way: half of what is left to save is asked for at a time."""
        low = 0
        while low < way.cost:
            limit = (low + way.cost - 1) // 2
            cheaper = self._find(extras, limit)
            if cheaper is None:
                low = limit + 1
            else:
                way = cheaper
        return way

    def _refuted_below(self, cost: int) -> tuple[Step, ...] | None:
        return self._goal((self._extra(cost - 1),)).refute(self._sets, self._budget)
