"""Networks: opposites, folding, and that equal nodes exist once."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from rutengine.solver.network import FALSE, TRUE, Gate, Network
from rutengine.solver.network import Test as Literal
from tests.solver.networks import completions, is_true, random_network

FULL = (0b11, 0b111, 0b1111)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000))
def test_an_opposite_is_true_where_the_node_is_not(seed: int) -> None:
    network, made = random_network(Random(seed))
    for node in dict.fromkeys(made[-4:]):
        other = network.opposite(node)
        back = network.opposite(other)
        for bits in completions(network.full):
            assert is_true(network, node, bits) == is_true(network, back, bits) != is_true(network, other, bits)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000))
def test_a_gate_means_what_its_terms_say(seed: int) -> None:
    rng = Random(seed)
    network, made = random_network(rng)
    terms = [(rng.randint(1, 4), rng.choice([*made, TRUE, FALSE])) for _ in range(4)]
    need = rng.randint(-1, sum(weight for weight, _ in terms) + 1)
    node = network.gate(need, terms)
    for bits in completions(network.full):
        reached = sum(weight for weight, child in terms if is_true(network, child, bits))
        assert is_true(network, node, bits) == (reached >= need)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000))
def test_children_come_before_their_gates_and_no_node_exists_twice(seed: int) -> None:
    network, _ = random_network(Random(seed))
    assert len(set(network.nodes)) == len(network.nodes)
    for number, what in enumerate(network.nodes):
        if isinstance(what, Gate):
            assert all(1 < child < number for _, child in what.terms)
            assert all(weight > 0 for weight, _ in what.terms)


def test_literals_of_all_or_no_values_are_constants() -> None:
    network = Network(FULL)
    assert network.test(1, 0b111) == TRUE
    assert network.test(1, 0) == FALSE
    assert network.nodes[network.test(1, 0b010)] == Literal(1, 0b010)


def test_constant_children_are_folded() -> None:
    network = Network(FULL)
    first, second = network.test(0, 0b10), network.test(1, 0b100)
    assert network.every([TRUE, first, TRUE]) == first
    assert network.some([FALSE, first]) == first
    assert network.every([first, FALSE]) == FALSE
    assert network.some([first, TRUE]) == TRUE
    assert network.every([]) == TRUE
    assert network.some([]) == FALSE
    assert network.gate(3, [(2, TRUE), (1, first), (1, second)]) == network.some([first, second])
    assert network.gate(4, [(1, first), (2, second)]) == FALSE


def test_the_opposite_of_an_and_is_an_or_of_opposites() -> None:
    network = Network(FULL)
    first, second = network.test(0, 0b10), network.test(1, 0b100)
    both = network.every([first, second])
    assert network.opposite(both) == network.some([network.test(0, 0b01), network.test(1, 0b011)])
    assert network.opposite(network.opposite(both)) == both
