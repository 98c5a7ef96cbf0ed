"""A position is what is known of every node of a circuit for some value sets; it can be moved to others, both ways."""

from collections.abc import Sequence

from rutengine.solver.circuit import FAILS, HOLDS, OPEN, Circuit


class Position:
    """Three-valued evaluation that is kept up to date: to move costs what changes, not what there is.

    Arguments:
        circuit: the circuit; at first every value is possible.

    Attributes:
        sets: the possible values of each column.
        status: of each node whether it holds, fails or is open.
        least, most: of each gate, the weights of the children that hold, and of those that do not fail.
    """

    def __init__(self, circuit: Circuit) -> None:
        self.circuit: Circuit = circuit
        self.sets: dict[int, int] = {column: circuit.full[column] for column in circuit.columns}
        self.status: bytearray = bytearray(circuit.free_status)
        self.least: list[int] = circuit.free_least[:]
        self.most: list[int] = circuit.free_most[:]

    def move(self, sets: Sequence[int]) -> None:
        """Take other value sets, one for every fact column."""
        for column, possible in self.sets.items():
            if sets[column] != possible:
                self.change(column, sets[column])

    @property
    def fails(self) -> bool:
        """Whether the circuit holds nowhere here, at sight."""
        return self.status[self.circuit.root] == FAILS

    def change(self, column: int, possible: int) -> None:
        """Take other values for one column of the circuit."""
        both = self.sets[column] | possible
        if both not in (self.sets[column], possible):
            self._set(column, both)  # first to know less, then to know more: no node turns twice on one way
        self._set(column, possible)

    def _set(self, column: int, possible: int) -> None:
        self.sets[column] = possible
        status, least, most = self.status, self.least, self.most
        need, parents = self.circuit.need, self.circuit.parents
        changed: list[tuple[int, int]] = []
        for mask, node in self.circuit.literals[column]:
            now = FAILS if not possible & mask else OPEN if possible & ~mask else HOLDS
            if now != status[node]:
                changed.append((node, status[node]))
                status[node] = now
        while changed:
            node, before = changed.pop()
            after = status[node]
            more = (after == HOLDS) - (before == HOLDS)
            fewer = (after == FAILS) - (before == FAILS)
            for gate, weight in parents[node]:
                least[gate] += weight * more
                most[gate] -= weight * fewer
                now = HOLDS if least[gate] >= need[gate] else FAILS if most[gate] < need[gate] else OPEN
                if now != status[gate]:
                    changed.append((gate, status[gate]))
                    status[gate] = now
