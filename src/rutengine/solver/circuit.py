"""A circuit is the part of the network that one goal needs, numbered anew so that its state is a few short lists."""

from collections.abc import Sequence

from rutengine.solver.network import Network, Node, Test

OPEN, HOLDS, FAILS = 0, 1, 2
"""What is known of a node while some values are still possible."""

Extra = tuple[int, tuple[tuple[int, int, int], ...]]
"""A sum of literals that must hold: what it needs, and the weight, column and mask of its terms."""


class Circuit:
    """The nodes below some roots, children first; the last node holds where all roots do.

    Arguments:
        network: the network.
        roots: the nodes that must hold; none of them is constant.
        extras: sums of literals that must hold too and are of this one question only: what each needs, and the
            weight, column and mask of its terms.

    Attributes:
        columns: the columns that are read, ascending.
        column: for each node, the column of a literal, -1 for a gate.
        mask: for each node, the mask of a literal.
        need, total: for each gate, what it needs and the sum of its weights.
        terms: for each gate, the weights and children, the heaviest first.
        parents: for each node, the gates it is part of, with its weight there.
        literals: for each column, the masks and nodes of its literals.
        full: all values of every fact column.
        free_status, free_least, free_most: what is known while every value is possible.
    """

    def __init__(self, network: Network, roots: Sequence[Node], extras: Sequence[Extra] = ()) -> None:
        roots = tuple(dict.fromkeys(roots))
        below = _below(network, roots)
        numbers = {node: i for i, node in enumerate(below)}
        size = len(below) + sum(len(terms) + 1 for _, terms in extras) + 1
        self.column: list[int] = [-1] * size
        self.mask: list[int] = [0] * size
        self.need: list[int] = [0] * size
        self.total: list[int] = [0] * size
        self.terms: list[tuple[tuple[int, int], ...]] = [()] * size
        self.parents: list[list[tuple[int, int]]] = [[] for _ in range(size)]
        self.literals: dict[int, list[tuple[int, int]]] = {}
        for node, i in numbers.items():
            what = network.nodes[node]
            if isinstance(what, Test):
                self._add_literal(i, what.column, what.mask)
            else:
                self._add_gate(i, what.need, [(weight, numbers[child]) for weight, child in what.terms])
        tops = [numbers[root] for root in roots]
        i = len(below)
        for need, terms in extras:
            for number, (_, column, mask) in enumerate(terms, start=i):
                self._add_literal(number, column, mask)
            tops.append(i + len(terms))
            self._add_gate(i + len(terms), need, [(weight, i + k) for k, (weight, _, _) in enumerate(terms)])
            i += len(terms) + 1
        self._add_gate(i, len(tops), [(1, top) for top in tops])
        self.columns: tuple[int, ...] = tuple(sorted(self.literals))
        self.root: int = i
        self.full: tuple[int, ...] = network.full
        free = self._free()
        self.free_status: bytes = free[0]
        self.free_least: list[int] = free[1]
        self.free_most: list[int] = free[2]

    def _free(self) -> tuple[bytes, list[int], list[int]]:
        """Return what is known while every value is possible: the status, least and most of each node."""
        size = len(self.column)
        status, least, most = bytearray(size), [0] * size, self.total[:]
        for node in range(size):
            column, mask = self.column[node], self.mask[node]
            if column >= 0:
                status[node] = OPEN if self.full[column] & ~mask and mask else HOLDS if mask else FAILS
            elif least[node] >= self.need[node] or most[node] < self.need[node]:
                status[node] = HOLDS if least[node] >= self.need[node] else FAILS
            for gate, weight in self.parents[node]:
                least[gate] += weight if status[node] == HOLDS else 0
                most[gate] -= weight if status[node] == FAILS else 0
        return bytes(status), least, most

    def _add_literal(self, i: int, column: int, mask: int) -> None:
        self.column[i], self.mask[i] = column, mask
        self.literals.setdefault(column, []).append((mask, i))

    def _add_gate(self, i: int, need: int, terms: list[tuple[int, int]]) -> None:
        self.need[i], self.total[i] = need, sum(weight for weight, _ in terms)
        self.terms[i] = tuple(sorted(terms, key=lambda term: -term[0]))
        for weight, child in terms:
            self.parents[child].append((i, weight))


def _below(network: Network, roots: Sequence[Node]) -> list[Node]:
    """Return the roots and all nodes that they are made of, children first.

    The order follows from what the nodes say alone, whatever else the network holds: the same question is always
    searched in the same way.
    """
    found: dict[Node, None] = {}
    pending = [(root, False) for root in reversed(roots)]
    while pending:
        node, ready = pending.pop()
        if node in found:
            continue
        what = network.nodes[node]
        if ready or isinstance(what, Test):
            found[node] = None
        else:
            pending.append((node, True))
            pending += [(child, False) for _, child in reversed(what.terms)]
    return list(found)


def columns_below(network: Network, node: Node) -> frozenset[int]:
    """Return the columns that a node reads."""
    nodes = (network.nodes[found] for found in _below(network, [node]))
    return frozenset(what.column for what in nodes if isinstance(what, Test))
