"""The search finds a completion exactly where enumeration does, and keeps to its budget."""

from collections.abc import Mapping, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rutengine.logic.search import Budget, SearchLimitError
from rutengine.solver.circuit import HOLDS, OPEN, Circuit, Extra
from rutengine.solver.network import FALSE, TRUE, Network, Node
from rutengine.solver.position import Position
from rutengine.solver.search import find_core, search
from tests.solver.networks import Bits, completions, is_true, random_network, random_sets

PLENTY = 100_000
SEEDS = st.integers(0, 10_000_000)


def find(circuit: Circuit, sets: Sequence[int], budget: Budget) -> Mapping[int, int] | None:
    position = Position(circuit)
    position.move(sets)
    return search(position, [[1 << i for i in range(mask.bit_length())] for mask in circuit.full], budget)


def random_extras(rng: Random, network: Network) -> tuple[Extra, ...]:
    terms = []
    for column in rng.sample(range(len(network.full)), 2):
        full = network.full[column]
        terms.append((rng.randint(1, 3), column, rng.randint(1, full - 1)))
    return ((rng.randint(1, 4), tuple(terms)),) if rng.random() < 0.5 else ()


def real(rng: Random, nodes: list[Node]) -> list[Node]:
    """Return one or two of the nodes that were made last and are not constant."""
    return [node for node in nodes if node not in (TRUE, FALSE)][-rng.randint(1, 2) :]


def extra_holds(extra: Extra, bits: Bits) -> bool:
    need, terms = extra
    return sum(weight for weight, column, mask in terms if bits[column] & mask) >= need


@settings(max_examples=300, deadline=None)
@given(SEEDS)
def test_it_finds_what_enumeration_finds(seed: int) -> None:
    rng = Random(seed)
    network, made = random_network(rng)
    roots, extras, sets = real(rng, made), random_extras(rng, network), random_sets(rng, network)
    if not roots:
        return
    circuit = Circuit(network, roots, extras)
    budget = Budget(PLENTY)
    found = find(circuit, sets, budget)
    true = {
        bits
        for bits in completions(sets)
        if all(is_true(network, root, bits) for root in roots) and all(extra_holds(extra, bits) for extra in extras)
    }
    assert (found is None) == (not true)
    if found is not None:
        assert set(found) == set(circuit.columns)
        assert all(mask and mask & ~sets[column] == 0 for column, mask in found.items())
        assert true.issuperset(completions([found.get(column, mask) for column, mask in enumerate(sets)]))
    used = PLENTY - budget.left
    assert find(circuit, sets, Budget(used)) == found
    with pytest.raises(SearchLimitError):
        find(circuit, sets, Budget(used - 1))


@settings(max_examples=300, deadline=None)
@given(SEEDS)
def test_a_core_is_enough_to_refute(seed: int) -> None:
    rng = Random(seed)
    network, made = random_network(rng)
    roots, sets = real(rng, made), random_sets(rng, network)
    if not roots:
        return
    circuit = Circuit(network, roots)
    known = [(column, sets[column]) for column in circuit.columns]
    core = find_core(circuit, known)
    if core is not None:
        assert core <= set(circuit.columns)
        kept = [sets[column] if column in core else full for column, full in enumerate(network.full)]
        assert not any(all(is_true(network, root, bits) for root in roots) for bits in completions(kept))


@settings(max_examples=200, deadline=None)
@given(SEEDS)
def test_a_position_that_was_moved_is_as_one_made_anew(seed: int) -> None:
    rng = Random(seed)
    network, made = random_network(rng)
    roots, known = real(rng, made), random_sets(rng, network)
    if not roots:
        return
    circuit = Circuit(network, roots)
    moved = Position(circuit)
    for _ in range(5):
        sets = [rng.choice(both) for both in zip(known, network.full, strict=True)]
        moved.move(sets)
        anew = Position(circuit)
        anew.move(sets)
        assert (moved.status, moved.least, moved.most) == (anew.status, anew.least, anew.most)
        sure = [bits for bits in completions(sets) if all(is_true(network, root, bits) for root in roots)]
        if moved.status[circuit.root] != OPEN:
            assert len(sure) == (len(list(completions(sets))) if moved.status[circuit.root] == HOLDS else 0)


def pigeons(places: int) -> tuple[Network, Node]:
    """Return a network that says that so many and one more stand in different places, which needs a real search."""
    network = Network([(1 << places) - 1] * (places + 1))
    apart = [
        network.some([network.test(a, full & ~(1 << i)), network.test(b, full & ~(1 << i))])
        for full in [(1 << places) - 1]
        for a in range(places + 1)
        for b in range(a)
        for i in range(places)
    ]
    return network, network.every(apart)


def test_a_refutation_that_needs_a_search_uses_the_budget_up() -> None:
    network, node = pigeons(4)
    circuit = Circuit(network, [node])
    with pytest.raises(SearchLimitError):
        find(circuit, network.full, Budget(3))
    budget = Budget(PLENTY)
    assert find(circuit, network.full, budget) is None
    assert budget.left < PLENTY - 3


def test_a_budget_can_be_shared() -> None:
    budget = Budget(2)
    budget.spend(1)
    budget.spend(1)
    with pytest.raises(SearchLimitError):
        budget.spend(1)


def test_weights_are_added_up() -> None:
    network = Network([0b11] * 3)
    first, second, third = (network.test(column, 0b10) for column in range(3))
    node = network.gate(4, [(3, first), (2, second), (1, third)])
    found = find(Circuit(network, [node]), network.full, Budget(PLENTY))
    assert found is not None
    assert found[0] == 0b10
    without = (0b01, 0b11, 0b11)
    assert find(Circuit(network, [node]), without, Budget(1)) is None


def test_the_preferred_value_is_taken_where_both_are_as_good() -> None:
    network = Network([0b111, 0b11])
    node = network.every([network.test(0, 0b110), network.test(1, 0b10)])
    found = search(Position(Circuit(network, [node])), [[4, 2, 1], [1, 2]], Budget(PLENTY))
    assert found is not None
    assert found[0] & 0b100
    assert found[1] == 0b10
