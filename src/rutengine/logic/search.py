"""Complete search: the first completion, in order of preference, on which all formulas hold.

Columns that share no formula are searched apart, values that no literal tells apart are tried once, and what a choice
rules out is taken out at once, so that the search is exact and, on the constraints of real packs, immediate.
"""

from collections.abc import Sequence

from rutengine.logic.formulas import Every, Formula, Literal, Threshold, columns_of, literals_of
from rutengine.logic.truth import truth


class SearchLimitError(Exception):
    """The budget of a search was used up before an answer was found."""


class Budget:
    """How much work searches may do, in units of their own; it can be shared by several searches."""

    def __init__(self, left: int) -> None:
        self.left: int = left

    def spend(self, cost: int) -> None:
        """Take `cost` off.

        Raises:
            SearchLimitError: nothing is left.
        """
        if self.left < cost:
            self.left = 0
            raise SearchLimitError
        self.left -= cost


Preference = Sequence[Sequence[int]]
"""For each column its values as single bits, the preferred one first."""


def find_completion(
    formulas: Sequence[Formula], sets: Sequence[int], preference: Preference, budget: Budget | None = None
) -> tuple[int, ...] | None:
    """Return the first completion of `sets` on which every formula holds, or None if there is none.

    "First" is lexicographic: by column, then by preference.

    Arguments:
        formulas: what must hold.
        sets: the possible values of each column, none of them empty.
        preference: the order of the values of each column.
        budget: how much work may be done, in literals looked at; None for no limit.

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


def narrow(formulas: Sequence[Formula], sets: Sequence[int]) -> tuple[int, ...] | None:
    """Return the sets without values that a formula rules out at sight, or None if nothing can be left.

    Not every value that stays is part of a completion.

    Example:
        >>> narrow([Literal(0, 0b10)], (0b11, 0b11))
        (2, 3)
    """
    narrowed = list(sets)
    return tuple(narrowed) if _propagate(formulas, narrowed) else None


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
    group: Sequence[Formula],
    sets: Sequence[int],
    preference: Preference,
    chosen: list[int],
    budget: Budget | None,
) -> bool:
    """Write the first completion of one group into `chosen`; depth first, without recursion."""
    order = sorted(frozenset().union(*(columns_of(formula) for formula in group)))
    candidates = [_distinct(column, group, sets[column], preference[column]) for column in order]
    cost = 1 + sum(len(literals_of(formula)) for formula in group)
    first = list(sets)
    if not _propagate(group, first):
        return False
    states, tried = [first], [0] * len(order)
    while 0 < len(states) <= len(order):
        depth = len(states) - 1
        column, state = order[depth], states[depth]
        bit = next((b for b in candidates[depth][tried[depth] :] if b & state[column]), None)
        if bit is None:
            tried[depth] = 0
            states.pop()
            continue
        tried[depth] = candidates[depth].index(bit) + 1
        if budget is not None:
            budget.spend(cost)
        narrowed = list(state)
        narrowed[column] = bit
        if _propagate(group, narrowed):
            states.append(narrowed)
    if states:
        for column in order:
            chosen[column] = states[-1][column]
    return bool(states)


def _propagate(group: Sequence[Formula], sets: list[int]) -> bool:
    """Take out the values that some formula rules out; tell whether every formula can still hold."""
    changed = True
    while changed:
        changed = False
        for formula in group:
            narrowed = _narrow(formula, sets)
            if narrowed is None:
                return False
            changed = changed or narrowed
    return True


def _narrow(formula: Formula, sets: list[int]) -> bool | None:
    """Narrow the sets to what a formula needs; return whether something changed, or None if it cannot hold."""
    if isinstance(formula, Literal):
        kept = sets[formula.column] & formula.values
        changed = kept != sets[formula.column]
        sets[formula.column] = kept
        return changed if kept else None
    needed: Sequence[Formula] = formula.parts
    if not isinstance(formula, Every):
        count = formula.count if isinstance(formula, Threshold) else 1
        needed = [part for part in formula.parts if truth(part, sets) is not False]
        if len(needed) != count:
            return None if len(needed) < count else False
    changed = False
    for part in needed:
        narrowed = _narrow(part, sets)
        if narrowed is None:
            return None
        changed = changed or narrowed
    return changed


def _distinct(column: int, group: Sequence[Formula], possible: int, preference: Sequence[int]) -> list[int]:
    """Return the possible values, preferred first, one for each class that the literals tell apart."""
    masks = [lit.values for formula in group for lit in literals_of(formula) if lit.column == column]
    classes: dict[tuple[bool, ...], int] = {}
    for bit in preference:
        if bit & possible:
            classes.setdefault(tuple(bool(bit & mask) for mask in masks), bit)
    return list(classes.values())
