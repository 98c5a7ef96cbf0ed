"""Directed graphs of names: an order in which everything stands after what it needs, or a cycle."""

from collections.abc import Mapping, Sequence

from rutengine.diagnostics.limits import LIMITS


def find_cycles(edges: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return cycles that share no name, as many as there are, or as are shown.

    Example:
        >>> find_cycles({"a": ["b"], "b": ["a"], "c": ["c"], "d": ["a"]})
        (('a', 'b'), ('c',))
    """
    left = dict(edges)
    cycles: list[tuple[str, ...]] = []
    while len(cycles) < LIMITS.problems_shown and (cycle := find_cycle(left)) is not None:
        cycles.append(cycle)
        for name in cycle:
            del left[name]
    return tuple(cycles)


def find_cycle(edges: Mapping[str, Sequence[str]]) -> tuple[str, ...] | None:
    """Return the names of one cycle, in its order, or None; names that are no key have no edges.

    Example:
        >>> find_cycle({"a": ["b"], "b": ["c"], "c": ["b"]})
        ('b', 'c')
    """
    done: set[str] = set()
    for start in edges:
        path: dict[str, int] = {}
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            name, position = stack.pop()
            if name in done:
                continue
            if position == 0:
                path[name] = len(path)
            following = edges.get(name, ())
            if position == len(following):
                done.add(name)
                del path[name]
                continue
            stack.append((name, position + 1))
            if following[position] in path:
                names = list(path)
                return tuple(names[path[following[position]] :])
            stack.append((following[position], 0))
    return None


def strata(edges: Mapping[str, Sequence[str]]) -> Mapping[str, int]:
    """Return for every key the length of its longest chain of needs; the graph has no cycle.

    Example:
        >>> strata({"a": [], "b": ["a"], "c": ["a", "b"]})
        {'a': 1, 'b': 2, 'c': 3}
    """
    depth: dict[str, int] = {}
    pending = list(edges)
    while pending:
        name = pending[-1]
        missing = [need for need in edges[name] if need in edges and need not in depth]
        if missing:
            pending += missing
            continue
        pending.pop()
        depth[name] = 1 + max((depth[need] for need in edges[name] if need in edges), default=0)
    return {name: depth[name] for name in edges}
