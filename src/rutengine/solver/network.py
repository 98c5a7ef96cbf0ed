"""A network of literals and gates: every question to the solver is one node of it.

A gate holds where the weights of those of its children that hold add up to what it needs, so "and", "or", "at least"
and sums of points are all the same thing. Negation stands at the leaves only, and equal nodes exist once.
"""

from collections.abc import Iterable, Sequence
from threading import Lock

import attrs

Node = int
"""The number of a node; a child has a smaller number than the gates it is part of."""

TRUE: Node = 0
FALSE: Node = 1

Terms = tuple[tuple[int, Node], ...]


@attrs.frozen
class Test:
    """A literal: the column has one of the values of the mask."""

    column: int
    mask: int


@attrs.frozen
class Gate:
    """The weights of the children that hold reach `need`."""

    need: int
    terms: Terms


class Network:
    """The nodes, made once and shared, by threads too; `nodes[i]` is a `Test` or a `Gate`, 0 and 1 are true and false.

    Example:
        >>> network = Network((0b11, 0b111))
        >>> either = network.some([network.test(0, 0b10), network.test(1, 0b100)])
        >>> network.nodes[either]
        Gate(need=1, terms=((1, 2), (1, 3)))
        >>> network.nodes[network.opposite(either)].need
        2
    """

    def __init__(self, full: Sequence[int]) -> None:
        self.full: tuple[int, ...] = tuple(full)
        self.nodes: list[Test | Gate] = [Gate(0, ()), Gate(1, ())]
        self._numbers: dict[Test | Gate, Node] = {}
        self._opposites: dict[Node, Node] = {TRUE: FALSE, FALSE: TRUE}
        self._lock = Lock()
        self._restricted: dict[tuple[int, int], dict[Node, Node]] = {}

    def _node(self, node: Test | Gate) -> Node:
        number = self._numbers.get(node)
        if number is not None:
            return number
        with self._lock:
            number = self._numbers.get(node)
            if number is None:
                number = len(self.nodes)
                self.nodes.append(node)
                self._numbers[node] = number
        return number

    def test(self, column: int, mask: int) -> Node:
        """Return the node of a literal."""
        if mask == self.full[column]:
            return TRUE
        return self._node(Test(column, mask)) if mask else FALSE

    def gate(self, need: int, terms: Iterable[tuple[int, Node]]) -> Node:
        """Return the node of a gate, its constant children folded; weights are positive."""
        kept: list[tuple[int, Node]] = []
        total = 0
        for weight, child in terms:
            if child == TRUE:
                need -= weight
            elif child != FALSE:
                kept.append((weight, child))
                total += weight
        if need <= 0:
            return TRUE
        if total < need:
            return FALSE
        return kept[0][1] if len(kept) == 1 else self._node(Gate(need, tuple(kept)))

    def every(self, parts: Sequence[Node]) -> Node:
        """Return the node that holds where all parts do."""
        return self.gate(len(parts), [(1, part) for part in parts])

    def some(self, parts: Sequence[Node]) -> Node:
        """Return the node that holds where one part does."""
        return self.gate(1, [(1, part) for part in parts])

    def opposite(self, node: Node) -> Node:
        """Return the node that holds where this one does not."""
        known = self._opposites.get(node)
        if known is None:
            known = self._opposites[node] = self._negated(self.nodes[node])
            self._opposites.setdefault(known, node)
        return known

    def _negated(self, node: Test | Gate) -> Node:
        if isinstance(node, Test):
            return self.test(node.column, self.full[node.column] & ~node.mask)
        total = sum(weight for weight, _ in node.terms)
        return self.gate(total - node.need + 1, [(weight, self.opposite(child)) for weight, child in node.terms])

    def restrict(self, node: Node, column: int, bit: int) -> Node:
        """Return the node that holds where this one would hold if the column had one given value.

        Example:
            >>> network = Network((0b11, 0b111))
            >>> either = network.some([network.test(0, 0b10), network.test(1, 0b100)])
            >>> network.restrict(either, 0, 0b10) == TRUE, network.restrict(either, 0, 0b01)
            (True, 3)
        """
        known = self._restricted.setdefault((column, bit), {})
        if node not in known:
            what = self.nodes[node]
            if isinstance(what, Gate):
                known[node] = self.gate(what.need, [(w, self.restrict(child, column, bit)) for w, child in what.terms])
            elif what.column == column:
                known[node] = TRUE if what.mask & bit else FALSE
            else:
                known[node] = node
        return known[node]


def alternatives(network: Network, node: Node) -> tuple[Node, ...]:
    """Return the parts of an "or", any one of which is enough; of anything else the node itself.

    Example:
        >>> network = Network((0b11, 0b111))
        >>> alternatives(network, network.some([network.test(0, 0b10), network.test(1, 0b100)]))
        (2, 3)
    """
    what = network.nodes[node]
    either = isinstance(what, Gate) and what.terms and all(weight >= what.need for weight, _ in what.terms)
    return tuple(child for _, child in what.terms) if isinstance(what, Gate) and either else (node,)
