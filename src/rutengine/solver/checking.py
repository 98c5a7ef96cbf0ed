"""Check that a certificate proves a claim false on every completion; this shares no code with search and evaluation."""

from collections.abc import Iterable, Sequence
from typing import TypeGuard

from rutengine.model.claims import Claim
from rutengine.model.pack import CheckedPack
from rutengine.solver.trees import Trees

Costs = tuple[int, tuple[tuple[int, int, int], ...]]
"""A limit, and `(column, mask, cost)`: the costs of the values that are taken add up to the limit at most."""

_Numbers = tuple[int, ...]
_Branch = tuple[_Numbers, _Numbers, Iterable[int]]
"""The nodes one of which is to be refuted, the value sets, and which columns of these have changed."""


class _Replay:
    """How much each node below some roots still lacks to be true for all values that are left."""

    def __init__(self, trees: Trees, roots: _Numbers) -> None:
        self._nodes, self._roots = trees.nodes, roots
        self._lacks: dict[int, int] = {}
        self._readers: dict[int, list[tuple[int, int]]] = {}
        self._literals: list[list[tuple[int, int]]] = [[] for _ in trees.full]
        self._counted: list[tuple[int, int]] = []
        found = [n for root in roots for n in (root, root ^ 1)]
        for n in found:
            if n not in self._lacks:
                node = trees.nodes[n]
                self._lacks[n] = node.need
                if node.column is not None:
                    self._literals[node.column].append((n, node.mask))
                for weight, child in node.terms:
                    self._readers.setdefault(child, []).append((n, weight))
                    found.append(child)

    def accepts(self, sets: _Numbers, steps: Sequence[object]) -> bool:
        """Tell whether the steps refute the roots on the value sets; the branches yet to come wait on a stack."""
        waiting: list[tuple[_Branch, int]] = [((self._roots, sets, range(len(sets))), 0)]
        for i, step in enumerate(steps):
            if not waiting or not _is_list(step):
                return False
            (roots, masks, columns), counted = waiting.pop()
            for n, weight in self._counted[counted:]:
                self._lacks[n] += weight
            del self._counted[counted:]
            for column in columns:
                self._count(column, masks[column])
            counted = len(self._counted)
            if (after := self._take(step, roots, masks, first=i == 0)) is None:
                return False
            waiting += [(branch, counted) for branch in reversed(after)]
        return not waiting

    def _count(self, column: int, mask: int) -> None:
        """Count what becomes true where only these values of a column are left."""
        changes = [(n, 1) for n, values in self._literals[column] if not mask & ~values]
        for n, weight in changes:
            self._lacks[n] -= weight
            if self._lacks[n] <= 0 < self._lacks[n] + weight:
                changes += self._readers.get(n, ())
        self._counted += changes

    def _take(self, step: Sequence[object], roots: _Numbers, masks: _Numbers, *, first: bool) -> list[_Branch] | None:
        """Return the branches that a step leaves, or None if it is wrong."""
        match step:
            case ["refuted"] if self._refuted(roots):
                return []
            case ["cases", int(count)] if first and count == len(terms := self._nodes[roots[0]].terms) > 0:
                right = all(weight >= self._nodes[roots[0]].need for weight, _ in terms)
                return [((case, *roots[1:]), masks, ()) for _, case in terms] if right else None
            case ["narrow", int(column), kept] if left := _put(masks, column, kept):
                self._count(column, masks[column] & ~left[column])
                return [(roots, left, (column,))] if left != masks and self._refuted(roots) else None
            case ["dominate", int(column), kept] if left := _put(masks, column, kept):
                return [(roots, left, (column,))] if self._dominated({*roots}, column, masks, left) else None
            case ["split", int(column), values] if _is_list(values):
                parts = [left for value in values if (left := _put(masks, column, value))]
                covered = parts and all(any(left[column] & bit for left in parts) for bit in _bits(masks[column]))
                return [(roots, left, (column,)) for left in parts] if covered and len(parts) == len(values) else None
            case _:
                return None

    def _refuted(self, roots: Iterable[int]) -> bool:
        return any(self._lacks[root ^ 1] <= 0 for root in roots)

    def _dominated(self, roots: set[int], column: int, masks: _Numbers, left: _Numbers) -> bool:
        """Tell whether for each removed value a kept one makes every literal that matters true that it makes true."""
        values = [mask for n, mask in self._literals[column] if self._matters(n, roots)]
        helped = [[mask for mask in values if mask & bit] for bit in _bits(masks[column] & ~left[column])]
        return all(any(all(mask & bit for mask in some) for bit in _bits(left[column])) for some in helped)

    def _matters(self, node: int, roots: set[int]) -> bool:
        """Tell whether a node is open, and a root or read by an open node that matters."""
        waiting, seen = [node], set[int]()
        for n in waiting:
            if n not in seen and self._lacks[n] > 0 and self._lacks[n ^ 1] > 0:
                if n in roots:
                    return True
                seen.add(n)
                waiting += [reader for reader, _ in self._readers.get(n, ())]
        return False


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, list | tuple)


def _bits(mask: int) -> list[int]:
    return [1 << i for i in range(mask.bit_length()) if mask >> i & 1]


def _put(masks: _Numbers, column: int, mask: object) -> _Numbers | None:
    """Return the value sets with these values of a column only; None if there is none of them, or others too."""
    if 0 <= column < len(masks) and type(mask) is int and mask and not mask & ~masks[column]:
        return *masks[:column], mask, *masks[column + 1 :]
    return None


class Certifier:
    """Checks certificates for one pack, also in many threads at once.

    Arguments:
        checked: the pack.
    """

    def __init__(self, checked: CheckedPack) -> None:
        self._trees = Trees(checked)

    def accepts(self, claim: Claim, sets: Sequence[int], steps: Sequence[object], budget: Costs | None = None) -> bool:
        """Tell whether a certificate proves that no completion of the value sets makes the claim true.

        Arguments:
            claim: the claim; one that names what the pack does not have is never proved.
            sets: the value set of every fact column.
            steps: the certificate, of any form; what is malformed proves nothing.
            budget: completions that cost more do not count.
        """
        trees, masks = self._trees.copy(), tuple(sets)
        whole = len(masks) == len(trees.full) and all(_put(trees.full, i, mask) for i, mask in enumerate(masks))
        if not whole or not _is_list(steps):
            return False
        try:
            roots = (trees.claim(claim), *trees.constraints)
            self._trees = trees.kept()
            roots += () if budget is None else (trees.budget(*budget),)
        except (LookupError, ValueError, TypeError, AttributeError, RecursionError):
            return False
        return _Replay(trees, roots).accepts(masks, steps)
