"""Search: is there a completion on which a circuit holds? A witness, a refutation, or the budget is used up.

Each state of the search keeps a set of possible values for each column. What the circuit needs at once is taken out
(pseudo-Boolean propagation); of two values the one that helps nowhere more than the other is left out (polarity
dominance); then the column that weighs most where little is left to choose is split. The search is complete.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from rutengine.logic.search import Budget
from rutengine.solver.circuit import FAILS, HOLDS, OPEN, Circuit
from rutengine.solver.position import Position

Step = tuple[object, ...]
"""One step of a certificate; `docs/reference/certificates.md` describes them."""

REFUTED: Final[Step] = ("refuted",)

_PAIR: Final = 2
_LARGE: Final = 1_000


def search(
    position: Position, preference: Sequence[Sequence[int]], budget: Budget, log: list[Step] | None = None
) -> dict[int, int] | None:
    """Return possible values of the circuit's columns on all of which it holds, or None if it holds nowhere.

    Arguments:
        position: what must hold, and the possible values of its columns, none of them empty; it is not changed.
        preference: for every fact column its values, the one first that is tried first.
        budget: how many states may be looked at; one of a large circuit counts once for each thousand of its nodes, so
            that the time is bounded too.
        log: where to write the certificate of a refutation.

    Raises:
        SearchLimitError: the budget was used up.
    """
    steps = [] if log is None else log
    cost = 1 + len(position.circuit.column) // _LARGE
    pending: list[tuple[_State, int, int]] = [(_State.start(position), -1, 0)]
    while pending:
        state, column, values = pending.pop()
        budget.spend(cost)
        if column >= 0:
            state = state.copy()
            if not state.assign(column, values):
                steps.append(REFUTED)
                continue
        found = state.simplify(preference, steps)
        if found == HOLDS:
            return state.sets
        if found == FAILS:
            steps.append(REFUTED)
            continue
        column, values_to_try = state.branches(preference)
        steps.append(("split", column, values_to_try))
        pending += [(state, column, value) for value in reversed(values_to_try)]
    return None


def find_core(circuit: Circuit, known: Sequence[tuple[int, int]]) -> frozenset[int] | None:
    """Return columns whose known values are enough to refute a circuit at sight, or None if all of them are not.

    "At sight" is without a choice and without weighing values: sound and fast, not complete. The column by which a
    refutation is completed belongs to the core; then only what stands before it can be needed beside it.

    Arguments:
        circuit: what is to be refuted.
        known: columns and their known values; what stands first is rather taken.
    """
    needed: list[tuple[int, int]] = []
    candidates = list(known)
    while True:
        state = _State.start(Position(circuit))
        if not all(state.learn(column, values) for column, values in needed):
            return frozenset(column for column, _ in needed)
        last = next((i for i, (column, values) in enumerate(candidates) if not state.learn(column, values)), None)
        if last is None:
            return None
        needed.append(candidates[last])
        del candidates[last:]


@attrs.define(eq=False)
class _State:
    """What is known at one point of the search.

    Arguments:
        circuit: what must hold.
        sets: the possible values of each column.
        status: of each node whether it holds, fails or is open.
        least, most: of each gate, the weights of the children that hold, and of those that do not fail.
        needed: of each node, whether it must hold.
        touched: needed gates that have lost a child since they were looked at.
    """

    circuit: Circuit
    sets: dict[int, int]
    status: bytearray
    least: list[int]
    most: list[int]
    needed: bytearray
    touched: list[int]

    @classmethod
    def start(cls, position: Position) -> "_State":
        """Return the state before anything was concluded."""
        circuit = position.circuit
        needed = bytearray(len(circuit.column))
        needed[circuit.root] = 1
        status, least, most = position.status[:], position.least[:], position.most[:]
        return cls(circuit, position.sets.copy(), status, least, most, needed, [circuit.root])

    def copy(self) -> "_State":
        """Return a copy that can go its own way."""
        return _State(
            self.circuit, self.sets.copy(), self.status[:], self.least[:], self.most[:], self.needed[:], self.touched[:]
        )

    def learn(self, column: int, values: int) -> bool:
        """Take in what is known of a column and conclude what it leads to; return False if the circuit fails."""
        kept = self.sets[column] & values
        if kept == self.sets[column]:
            return self.status[self.circuit.root] != FAILS
        return kept != 0 and self.assign(column, kept) and self.propagate([])

    def assign(self, column: int, kept: int) -> bool:
        """Keep only some values of a column; return False if something that is needed fails."""
        status = self.status
        self.sets[column] = kept
        changed: list[int] = []
        for mask, node in self.circuit.literals[column]:
            if status[node] == OPEN and not (kept & mask and kept & ~mask):
                status[node] = HOLDS if kept & mask else FAILS
                changed.append(node)
        return self._follow(changed)

    def _follow(self, changed: list[int]) -> bool:
        """Tell the gates what has become of their children; return False if something that is needed fails."""
        circuit, status, least, most = self.circuit, self.status, self.least, self.most
        need, parents, needed = circuit.need, circuit.parents, self.needed
        while changed:
            node = changed.pop()
            if status[node] == HOLDS:
                for gate, weight in parents[node]:
                    if status[gate] == OPEN:
                        least[gate] += weight
                        if least[gate] >= need[gate]:
                            status[gate] = HOLDS
                            changed.append(gate)
                continue
            if needed[node]:
                status[circuit.root] = FAILS
                return False
            for gate, weight in parents[node]:
                if status[gate] == OPEN:
                    most[gate] -= weight
                    if most[gate] < need[gate]:
                        status[gate] = FAILS
                        changed.append(gate)
                    elif needed[gate]:
                        self.touched.append(gate)
        return True

    def simplify(self, preference: Sequence[Sequence[int]], steps: list[Step]) -> int:
        """Conclude what can be concluded without a choice; return whether the circuit holds, fails or is open."""
        root = self.circuit.root
        while self.status[root] == OPEN and self.propagate(steps):
            if self.status[root] != OPEN or not self._dominate(preference, steps):
                break
        return self.status[root]

    def propagate(self, steps: list[Step]) -> bool:
        """Narrow the columns to what the needed gates need; return False if one of them fails."""
        circuit, status, needed, most = self.circuit, self.status, self.needed, self.most
        work = self.touched
        self.touched = []
        while work:
            node = work.pop()
            if status[node] != OPEN:
                continue
            column = circuit.column[node]
            if column >= 0:
                kept = self.sets[column] & circuit.mask[node]
                steps.append(("narrow", column, kept))
                if not self.assign(column, kept):
                    return False
                work += self.touched
                self.touched = []
                continue
            slack = most[node] - circuit.need[node]
            for weight, child in circuit.terms[node]:
                if weight <= slack:
                    break
                if status[child] == OPEN and not needed[child]:
                    needed[child] = 1
                    work.append(child)
        return True

    def _dominate(self, preference: Sequence[Sequence[int]], steps: list[Step]) -> bool:
        """Leave out values that help nowhere more than others do; return whether any was left out."""
        changed = False
        for column, masks in self._relevant().items():
            possible = common = self.sets[column]
            for mask in masks:
                common &= mask
            if common:
                kept = next(bit for bit in preference[column] if bit & common)
            elif possible.bit_count() == _PAIR:
                continue
            else:
                kept = _undominated(possible, set(masks), preference[column])
            if kept != possible:
                steps.append(("dominate", column, kept))
                changed = True
                self.assign(column, kept)  # nothing that is needed can fail: the kept values help more
        return changed

    def _relevant(self) -> Mapping[int, list[int]]:
        """Return, by column, the masks of the open literals that open gates can be decided by."""
        circuit, status = self.circuit, self.status
        seen = bytearray(len(status))
        pending, found = [circuit.root], dict[int, list[int]]()
        while pending:
            node = pending.pop()
            if circuit.column[node] >= 0:
                found.setdefault(circuit.column[node], []).append(circuit.mask[node])
                continue
            for _, child in circuit.terms[node]:
                if status[child] == OPEN and not seen[child]:
                    seen[child] = 1
                    pending.append(child)
        return found

    def branches(self, preference: Sequence[Sequence[int]]) -> tuple[int, tuple[int, ...]]:
        """Return the column to split and its values, the preferred one first."""
        weights = self._weights()
        column = max(weights, key=lambda known: (weights[known], -known))
        return column, tuple(bit for bit in preference[column] if bit & self.sets[column])

    def _weights(self) -> Mapping[int, float]:
        """Return how much each open column weighs: most where a needed gate has few children left."""
        circuit, status, needed = self.circuit, self.status, self.needed
        share = [0.0] * len(status)
        found: dict[int, float] = {}
        for node in range(len(status) - 1, -1, -1):
            if status[node] != OPEN or not (share[node] or needed[node]):
                continue
            column = circuit.column[node]
            if column >= 0:
                found[column] = found.get(column, 0.0) + share[node]
                continue
            below = [(weight, child) for weight, child in circuit.terms[node] if status[child] == OPEN]
            amount = share[node] + (1.0 / (len(below) * len(below)) if needed[node] else 0.0)
            total = sum(weight for weight, _ in below)
            for weight, child in below:
                share[child] += amount * weight / total
        return found


def _undominated(possible: int, masks: Iterable[int], preference: Sequence[int]) -> int:
    """Return the values that help somewhere where no other helps as much; of equal ones the preferred."""
    ordered = sorted(masks)
    helps: dict[int, int] = {}
    for bit in preference:
        if bit & possible:
            helps.setdefault(sum(1 << i for i, mask in enumerate(ordered) if mask & bit), bit)
    return sum(bit for held, bit in helps.items() if not any(held != other and held & other == held for other in helps))
