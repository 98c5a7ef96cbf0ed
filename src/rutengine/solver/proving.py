"""Prove: is a claim true on every completion, on some, or was the budget used up before that was known?"""

from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from typing import Final, Literal

import attrs

from rutengine.compiler.program import Program
from rutengine.logic.search import Budget, Preference, SearchLimitError
from rutengine.model.claims import Claim
from rutengine.solver.circuit import Circuit, Extra, columns_below
from rutengine.solver.encoding import Encoding
from rutengine.solver.network import FALSE, TRUE, Gate, Network, Node, alternatives
from rutengine.solver.position import Position
from rutengine.solver.search import REFUTED, Step, find_core, search

NODES = 4_000
"""How many states a question may look at by default."""

_GOALS_KEPT: Final = 12
"""How many goals are kept ready; the first choice among 34 strategies takes about 5 MB."""

Certainty = Literal["settled", "open", "not proved"]


@attrs.frozen(kw_only=True, repr=False)
class Certificate:
    """The steps of a proof that no completion of some sets makes a claim true; `solver.checking` replays it.

    Arguments:
        claim: the claim that is true nowhere.
        sets: the possible values of every fact column.
        steps: the steps.
        costs: if completions were limited to what costs at most so much: the limit, and the cost of each value.
    """

    claim: Claim
    sets: tuple[int, ...]
    steps: tuple[Step, ...]
    costs: "Costs | None" = None

    def __repr__(self) -> str:
        return f"<Certificate: {len(self.steps)} steps>"


@attrs.frozen(repr=False)
class Costs:
    """At most `limit` may be spent; a value, as a column and a bit, costs so much."""

    limit: int
    entries: tuple[tuple[int, int, int], ...]

    def __repr__(self) -> str:
        return f"<Costs: at most {self.limit}>"


@attrs.frozen(kw_only=True, repr=False)
class Verdict:
    """How sure a claim is.

    Arguments:
        claim: the claim.
        value: whether it is true at the assumed completion.
        certainty: `settled` if it has this value on all completions, `open` if not, `not proved` if the budget was
            used up.
        witness: if open, a completion with the other value: a bit for every fact column.
        certificate: if settled, the proof.
    """

    claim: Claim
    value: bool
    certainty: Certainty
    witness: tuple[int, ...] | None = None
    certificate: Certificate | None = None

    def __repr__(self) -> str:
        return f"<Verdict: {self.certainty}>"


class Goal:
    """A node made ready to be searched for: its cases, each with the constraints that share a column with it.

    An "or" is searched case by case. A goal remembers nothing of the questions that were asked before.
    """

    def __init__(
        self,
        network: Network,
        node: Node,
        constraints: Mapping[Node, frozenset[int]],
        preference: Preference,
        extras: Sequence[Extra] = (),
    ) -> None:
        self._cases = alternatives(network, node)
        self._network, self._constraints, self._extras = network, constraints, extras
        self._preference = preference
        self._circuits: list[Circuit | None] = [None] * len(self._cases)
        extra = frozenset(column for _, terms in extras for _, column, _ in terms)
        self.columns: frozenset[int] = extra | columns_below(network, node)
        for constraint in _touching(self.columns, constraints):
            self.columns |= constraints[constraint]

    @property
    def cases(self) -> int:
        """How many cases there are; 1 if the node is no "or"."""
        return len(self._cases)

    def circuit(self, case: int) -> Circuit:
        """Return the circuit of a case; it is made when it is first needed."""
        circuit = self._circuits[case]
        if circuit is None:
            columns = columns_below(self._network, self._cases[case])
            columns |= {column for _, terms in self._extras for _, column, _ in terms}
            roots = (self._cases[case], *_touching(columns, self._constraints))
            circuit = self._circuits[case] = Circuit(self._network, roots, self._extras)
        return circuit

    def find(self, sets: Sequence[int], budget: Budget) -> Mapping[int, int] | None:
        """Return possible values on all of which the goal holds, or None if it holds nowhere.

        Raises:
            SearchLimitError: the budget was used up.
        """
        for case in range(self.cases):
            found = self.find_from(self.position(case, sets), budget)
            if found is not None:
                return found
        return None

    def position(self, case: int, sets: Sequence[int]) -> Position:
        """Return what is known of one case for some value sets; it can be moved to others."""
        position = Position(self.circuit(case))
        position.move(sets)
        return position

    def find_from(self, position: Position, budget: Budget) -> Mapping[int, int] | None:
        """Return possible values on all of which one case holds, or None if it holds nowhere.

        Raises:
            SearchLimitError: the budget was used up.
        """
        return search(position, self._preference, budget)

    def find_core(self, case: int, known: Sequence[tuple[int, int]]) -> frozenset[int] | None:
        """Return which columns are enough to refute one case at once, or None if that does not show."""
        circuit = self.circuit(case)
        return find_core(circuit, [entry for entry in known if entry[0] in circuit.literals])

    def refute(self, sets: Sequence[int], budget: Budget) -> tuple[Step, ...] | None:
        """Return the certificate that the goal holds nowhere, or None if it holds somewhere.

        Raises:
            SearchLimitError: the budget was used up.
        """
        steps: list[Step] = [("cases", self.cases)] if self.cases > 1 else []
        for case in range(self.cases):
            if search(self.position(case, sets), self._preference, budget, steps) is not None:
                return None
        return tuple(steps)


def _touching(columns: frozenset[int], constraints: Mapping[Node, frozenset[int]]) -> list[Node]:
    """Return the constraints that share one of some columns, directly or through other constraints."""
    left, found = dict(constraints), list[Node]()
    while near := [constraint for constraint, read in left.items() if read & columns]:
        for constraint in near:
            columns |= left.pop(constraint)
            found.append(constraint)
    return sorted(found)


class Prover:
    """Answers questions on claims about one program; threads may share it, and no answer depends on those before.

    A profile on which a question is asked must have a completion.

    Example:
        >>> from rutengine.career import engine
        >>> from rutengine.model.claims import recommended
        >>> program = engine().program
        >>> everything = program.columns.everything()[: len(program.variables)]
        >>> neutral = tuple(1 << variable.assume for variable in program.variables)
        >>> Prover(program).settle(recommended("find-mentor"), everything, neutral).certainty
        'open'
    """

    def __init__(self, program: Program) -> None:
        self.program: Program = program
        self.encoding: Encoding = Encoding(program)
        network = self.encoding.network
        parts = [_conjuncts(network, node) for node in self.encoding.constraints]
        self.constraints: Mapping[Node, frozenset[int]] = {
            node: columns_below(network, node) for found in parts for node in found
        }
        self._goals: dict[Node, Goal] = {}
        self._lock = Lock()

    def goal(self, node: Node, extras: Sequence[Extra] = ()) -> Goal:
        """Return a node, which is not constant, made ready to be searched for; with `extras` for one question only."""
        network, preference = self.encoding.network, self.program.preference
        if extras:
            return Goal(network, node, self.constraints, preference, extras)
        goal = self._goals.get(node)
        if goal is None:
            goal = Goal(network, node, self.constraints, preference)
            with self._lock:
                while len(self._goals) >= _GOALS_KEPT:
                    del self._goals[next(iter(self._goals))]
                self._goals[node] = goal
        return goal

    def is_true(self, claim: Claim, values: Sequence[int]) -> bool:
        """Tell whether a claim is true where every fact column has the one value that is given as a bit."""
        return self.is_so(self.encoding.claim(claim), values)

    def is_so(self, node: Node, values: Sequence[int]) -> bool:
        """Tell whether a node holds where every fact column has the one value that is given as a bit."""
        network = self.encoding.network
        found: dict[Node, bool] = {TRUE: True, FALSE: False}
        pending = [node]
        while pending:
            what = network.nodes[pending[-1]]
            if isinstance(what, Gate):
                missing = [child for _, child in what.terms if child not in found]
                if missing:
                    pending += missing
                    continue
                found[pending.pop()] = sum(weight for weight, child in what.terms if found[child]) >= what.need
            else:
                found[pending.pop()] = bool(values[what.column] & what.mask)
        return found[node]

    def find(self, claim: Claim, sets: Sequence[int], neutral: Sequence[int], budget: Budget) -> tuple[int, ...] | None:
        """Return a completion on which a claim is true, or None if there is none.

        Arguments:
            claim: the claim.
            sets: the possible values of every fact column.
            neutral: one completion of these that satisfies the constraints; the one found is like it where it can be.
            budget: how many states may be looked at.

        Raises:
            SearchLimitError: the budget was used up.
        """
        node = self.encoding.claim(claim)
        if node in (TRUE, FALSE):
            return tuple(neutral) if node == TRUE else None
        found = self.goal(node).find(sets, budget)
        return None if found is None else self.completion(found, neutral)

    def completion(self, found: Mapping[int, int], neutral: Sequence[int]) -> tuple[int, ...]:
        """Return one completion of what a search has found: neutral values where they are among them."""
        values = list(neutral)
        for column, possible in found.items():
            if not possible & values[column]:
                values[column] = next(bit for bit in self.program.preference[column] if bit & possible)
        return tuple(values)

    def refute(self, claim: Claim, sets: Sequence[int], budget: Budget) -> Certificate | None:
        """Return the proof that a claim is true on no completion, or None if it is true on some.

        Raises:
            SearchLimitError: the budget was used up.
        """
        node = self.encoding.claim(claim)
        steps = None if node == TRUE else (REFUTED,) if node == FALSE else self.goal(node).refute(sets, budget)
        return None if steps is None else Certificate(claim=claim, sets=tuple(sets), steps=steps)

    def settle(self, claim: Claim, sets: Sequence[int], neutral: Sequence[int], nodes: int = NODES) -> Verdict:
        """Tell how sure a claim is.

        Arguments:
            claim: the claim.
            sets: the possible values of every fact column.
            neutral: the assumed completion, which tells the value of the claim.
            nodes: how many states may be looked at.
        """
        value, budget = self.is_true(claim, neutral), Budget(nodes)
        other = ~claim if value else claim
        try:
            witness = self.find(other, sets, neutral, budget)
            if witness is not None:
                return Verdict(claim=claim, value=value, certainty="open", witness=witness)
            return Verdict(claim=claim, value=value, certainty="settled", certificate=self.refute(other, sets, budget))
        except SearchLimitError:
            return Verdict(claim=claim, value=value, certainty="not proved")


def _conjuncts(network: Network, node: Node) -> Iterable[Node]:
    """Return the parts of an "and" that stand for themselves; a constraint is often a list of small ones."""
    what = network.nodes[node]
    if not isinstance(what, Gate) or what.need < sum(weight for weight, _ in what.terms):
        return [] if node == TRUE else [node]
    return [part for _, child in what.terms for part in _conjuncts(network, child)]
