"""The lightest set that meets every one of some sets, found by branch and bound; a set is the bits of an int."""

from collections.abc import Iterable, Sequence


def lightest_hitting_set(sets: Iterable[int], weights: Sequence[int]) -> int:
    """Return a set that has a member in common with each of `sets`, of the least total weight.

    Of several, the one is returned that is found first, which is always the same.

    Arguments:
        sets: none of them empty.
        weights: of each member, by its bit; all positive.

    Example:
        >>> bin(lightest_hitting_set([0b011, 0b110, 0b101], (1, 1, 1)))
        '0b11'
    """
    minimal: list[int] = []
    for wanted in sorted(set(sets), key=lambda bits: (bits.bit_count(), bits)):
        if not any(wanted & smaller == smaller for smaller in minimal):
            minimal.append(wanted)
    best = 0
    for wanted in minimal:
        best |= wanted
    best_weight = weigh(best, weights) + 1
    pending = [(minimal, 0, 0)]
    while pending:
        left, chosen, weight = pending.pop()
        if not left:
            if weight < best_weight:
                best, best_weight = chosen, weight
            continue
        if weight + _bound(left, weights) >= best_weight:
            continue
        banned = 0
        branches: list[tuple[list[int], int, int]] = []
        for member in _members_by_use(min(left, key=int.bit_count), left):
            bit = 1 << member
            rest = [wanted & ~banned for wanted in left if not wanted & bit]
            if all(rest):
                branches.append((rest, chosen | bit, weight + weights[member]))
            banned |= bit
        pending += reversed(branches)
    return best


def weigh(bits: int, weights: Sequence[int]) -> int:
    """Return the total weight of a set."""
    return sum(weight for member, weight in enumerate(weights) if bits >> member & 1)


def _bound(sets: Sequence[int], weights: Sequence[int]) -> int:
    """Return a weight that no hitting set stays below: sets that share nothing each need a member of their own."""
    used = total = 0
    for wanted in sets:
        if not wanted & used:
            used |= wanted
            total += min(weights[member] for member in _members(wanted))
    return total


def _members(bits: int) -> list[int]:
    return [member for member in range(bits.bit_length()) if bits >> member & 1]


def _members_by_use(bits: int, sets: Sequence[int]) -> list[int]:
    """Return the members of a set, the one first that is in most of the others."""
    return sorted(_members(bits), key=lambda member: (-sum(wanted >> member & 1 for wanted in sets), member))
