"""Whether a formula holds: on one value for each column, or on a set of possible values (strong Kleene)."""

from collections.abc import Sequence

from rutengine.logic.formulas import Every, Formula, Literal, Some, Threshold


def holds(formula: Formula, values: Sequence[int]) -> bool:
    """Tell whether a formula holds where every column has exactly one value, given as a single bit.

    Example:
        >>> holds(Every((Literal(0, 0b10), Literal(1, 0b01))), (0b10, 0b01))
        True
    """
    match formula:
        case Literal(column, allowed):
            return values[column] & allowed != 0
        case Every(parts):
            return all(holds(part, values) for part in parts)
        case Some(parts):
            return any(holds(part, values) for part in parts)
        case Threshold(count, parts):
            for part in parts:
                if holds(part, values):
                    count -= 1
                    if count <= 0:
                        return True
            return count <= 0


def truth(formula: Formula, sets: Sequence[int]) -> bool | None:
    """Return True or False if a formula is so for all possible values, None if this does not show.

    Sound, and exact on conjunctions of literals on distinct columns.

    Example:
        >>> truth(Literal(0, 0b110), (0b010,)), truth(Literal(0, 0b110), (0b011,))
        (True, None)
    """
    match formula:
        case Literal(column, allowed):
            possible = sets[column]
            if not possible & allowed:
                return False
            return True if not possible & ~allowed else None
        case Every(parts):
            open_ = False
            for part in parts:
                said = truth(part, sets)
                if said is False:
                    return False
                open_ = open_ or said is None
            return None if open_ else True
        case Some(parts):
            open_ = False
            for part in parts:
                said = truth(part, sets)
                if said:
                    return True
                open_ = open_ or said is None
            return None if open_ else False
        case Threshold(count, parts):
            said_all = [truth(part, sets) for part in parts]
            if sum(said is True for said in said_all) >= count:
                return True
            return False if sum(said is not False for said in said_all) < count else None
