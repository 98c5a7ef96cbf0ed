"""Random networks, and what is true of them by enumeration."""

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

from rutengine.solver.network import FALSE, TRUE, Network, Node
from rutengine.solver.network import Test as Literal

Bits = tuple[int, ...]


def random_network(rng: Random) -> tuple[Network, list[Node]]:
    """Return a network over three to six columns and all nodes that were made, constants perhaps among them."""
    network = Network([(1 << rng.randint(2, 4)) - 1 for _ in range(rng.randint(3, 6))])
    made: list[Node] = []
    for _ in range(rng.randint(4, 10)):
        column = rng.randrange(len(network.full))
        made.append(network.test(column, rng.randint(0, network.full[column])))
    for _ in range(rng.randint(3, 12)):
        children = rng.sample(made, rng.randint(1, min(5, len(made))))
        terms = [(rng.choice((1, 1, 1, 2, 3, 5)), child) for child in children]
        need = rng.randint(0, sum(weight for weight, _ in terms) + 1)
        node = network.gate(need, terms)
        made.append(network.opposite(node) if rng.random() < 0.3 else node)
    return network, made


def completions(sets: Sequence[int]) -> Iterator[Bits]:
    """Yield every choice of one value for each column."""
    return product(*([1 << i for i in range(mask.bit_length()) if mask >> i & 1] for mask in sets))


def is_true(network: Network, node: Node, bits: Sequence[int]) -> bool:
    """Tell whether a node holds, straight from what it means."""
    if node in (TRUE, FALSE):
        return node == TRUE
    what = network.nodes[node]
    if isinstance(what, Literal):
        return bool(bits[what.column] & what.mask)
    return sum(weight for weight, child in what.terms if is_true(network, child, bits)) >= what.need


def random_sets(rng: Random, network: Network) -> Bits:
    """Return value sets, none of them empty."""
    return tuple(rng.randint(1, mask) if rng.random() < 0.5 else mask for mask in network.full)
