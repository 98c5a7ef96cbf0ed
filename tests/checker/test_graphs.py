"""Cycles are found if and only if there are any, and an order puts everything after what it needs."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from rutengine.checker.graphs import find_cycle, find_cycles, strata
from rutengine.diagnostics.limits import LIMITS

NAMES = "abcdefg"
Edges = dict[str, list[str]]

graphs = st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from(f"{NAMES}z"), max_size=4), max_size=7)


@st.composite
def orders(draw: st.DrawFn) -> Edges:
    """Graphs without a cycle: names need only names before them, and names that are no key."""
    names = draw(st.permutations(NAMES))
    edges = {name: draw(st.lists(st.sampled_from([*names[:i], "z"]), max_size=4)) for i, name in enumerate(names)}
    return {name: edges[name] for name in draw(st.permutations(NAMES))}


def reachable(edges: Edges) -> set[tuple[str, str]]:
    """Return every pair of names of which the first leads to the second, by Warshall's algorithm."""
    pairs = {(name, need) for name, needs in edges.items() for need in needs}
    names = sorted({name for pair in pairs for name in pair})
    for middle, start, end in itertools.product(names, repeat=3):
        if (start, middle) in pairs and (middle, end) in pairs:
            pairs.add((start, end))
    return pairs


def has_cycle(edges: Edges) -> bool:
    return any(start == end for start, end in reachable(edges))


def is_cycle(cycle: tuple[str, ...], edges: Edges) -> bool:
    steps = zip(cycle, (*cycle[1:], cycle[0]), strict=True)
    return len(set(cycle)) == len(cycle) and all(need in edges.get(name, []) for name, need in steps)


@given(graphs)
def test_a_cycle_is_found_if_and_only_if_there_is_one(edges: Edges) -> None:
    cycle = find_cycle(edges)
    assert (cycle is not None) == has_cycle(edges)
    assert cycle is None or is_cycle(cycle, edges)


@given(orders())
def test_no_cycle_is_found_in_an_order(edges: Edges) -> None:
    assert find_cycle(edges) is None
    assert find_cycles(edges) == ()


@given(graphs)
def test_cycles_are_apart_and_without_them_there_is_none(edges: Edges) -> None:
    cycles = find_cycles(edges)
    names = [name for cycle in cycles for name in cycle]
    assert len(set(names)) == len(names)
    assert all(is_cycle(cycle, edges) for cycle in cycles)
    assert not has_cycle({name: needs for name, needs in edges.items() if name not in names})


@given(orders())
def test_everything_stands_after_what_it_needs(edges: Edges) -> None:
    depth = strata(edges)
    assert list(depth) == list(edges)
    for name, needs in edges.items():
        assert depth[name] == 1 + max((depth[need] for need in needs if need in edges), default=0)


def test_no_graph_is_too_deep_or_has_too_many_cycles() -> None:
    chain: Edges = {str(i): [str(i + 1)] for i in range(20_000)}
    assert find_cycle(chain) is None
    assert strata(chain)["0"] == 20_000
    assert find_cycle({**chain, "20000": ["0"]}) == tuple(str(i) for i in range(20_001))
    loops: Edges = {str(i): [str(i)] for i in range(5_000)}
    assert len(find_cycles(loops)) == LIMITS.problems_shown
