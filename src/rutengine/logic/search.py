"""Complete search: the first completion, in order of preference, on which all formulas hold.

Columns that share no formula are searched apart, and values that no literal tells apart are tried once, so that
the search is exact and, on the constraints of real packs, immediate.
"""

from collections.abc import Sequence

from rutengine.logic.formulas import Formula, columns_of, literals_of
from rutengine.logic.truth import truth


class SearchLimitError(Exception):
    """The budget of a search was used up before an answer was found."""


Preference = Sequence[Sequence[int]]
"""For each column its values as single bits, the preferred one first."""


def find_completion(
    formulas: Sequence[Formula], sets: Sequence[int], preference: Preference, budget: int | None = None
) -> tuple[int, ...] | None:
    """Return the first completion of `sets` on which every formula holds, or None if there is none.

    "First" is lexicographic: by column, then by preference.

    Arguments:
        formulas: what must hold.
        sets: the possible values of each column, none of them empty.
        preference: the order of the values of each column.
        budget: how many partial assignments may be tried; None for no limit.

    Raises:
        SearchLimitError: the budget was used up.

    Example:
        >>> from rutengine.logic.formulas import Literal, Some
        >>> find_completion([Some((Literal(0, 0b10), Literal(1, 0b10)))], (3, 3), ((1, 2), (1, 2)))
        (1, 2)
    """
    chosen = [first_preferred(sets[column], preference[column]) for column in range(len(sets))]
    for group in _groups(formulas):
        if all(truth(formula, chosen) is True for formula in group):
            continue
        if not _search(group, sets, preference, chosen, budget):
            return None
    return tuple(chosen)


def first_preferred(possible: int, preference: Sequence[int]) -> int:
    """Return the preferred one of the possible values, as a single bit."""
    return next(bit for bit in preference if bit & possible)


def _groups(formulas: Sequence[Formula]) -> list[list[Formula]]:
    """Return the formulas in groups that share no column."""
    groups: list[tuple[frozenset[int], list[Formula]]] = []
    for formula in formulas:
        columns, members = columns_of(formula), [formula]
        apart = []
        for known, others in groups:
            if known & columns:
                columns, members = columns | known, [*others, *members]
            else:
                apart.append((known, others))
        groups = [*apart, (columns, members)]
    return [members for _, members in groups]


def _search(
    group: Sequence[Formula], sets: Sequence[int], preference: Preference, chosen: list[int], budget: int | None
) -> bool:
    """Write the first completion of one group into `chosen`; depth first, without recursion."""
    order = sorted(frozenset().union(*(columns_of(formula) for formula in group)))
    candidates = [_distinct(column, group, sets[column], preference[column]) for column in order]
    current = list(sets)
    if any(truth(formula, current) is False for formula in group):
        return False
    tried = [0] * len(order)
    depth, steps = 0, 0
    while 0 <= depth < len(order):
        column = order[depth]
        if tried[depth] == len(candidates[depth]):
            tried[depth], current[column] = 0, sets[column]
            depth -= 1
            continue
        current[column] = candidates[depth][tried[depth]]
        tried[depth] += 1
        steps += 1
        if budget is not None and steps > budget:
            raise SearchLimitError
        if not any(truth(formula, current) is False for formula in group):
            depth += 1
    for column in order:
        chosen[column] = current[column]
    return depth == len(order)


def _distinct(column: int, group: Sequence[Formula], possible: int, preference: Sequence[int]) -> list[int]:
    """Return the possible values, preferred first, one for each class that the literals tell apart."""
    masks = [lit.values for formula in group for lit in literals_of(formula) if lit.column == column]
    classes: dict[tuple[bool, ...], int] = {}
    for bit in preference:
        if bit & possible:
            classes.setdefault(tuple(bool(bit & mask) for mask in masks), bit)
    return list(classes.values())
