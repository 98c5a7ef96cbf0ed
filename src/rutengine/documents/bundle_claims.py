"""The claims of a bundle: those that it always tells, and those that tell of answers."""

from collections.abc import Sequence

from rutengine.model.claims import AllClaims, AnyClaim, Claim, Holds, NotClaim, active, recommended, strictly_top
from rutengine.model.pack import CheckedPack


def default_claims(strategies: Sequence[str], checked: CheckedPack) -> tuple[Claim, ...]:
    """Return the claims that every bundle tells the certainty of.

    Arguments:
        strategies: the ids of the active strategies, in display order.
        checked: the pack.
    """
    roles = {strategy.id: strategy.role for strategy in checked.pack.strategies}
    first = next((id for id in strategies if roles.get(id) == "move"), None)
    return tuple(
        claim
        for id in strategies
        for claim in (active(id), recommended(id), *((strictly_top(id),) if id == first else ()))
    )


def speaks_of_facts(claim: Claim) -> bool:
    """Tell whether a claim has a condition on facts or patterns in it.

    Example:
        >>> from rutengine.model.conditions import In
        >>> speaks_of_facts(~recommended("a")), speaks_of_facts(recommended("a") | Holds(In("n", None, (1,))))
        (False, True)
    """
    match claim:
        case AllClaims(parts) | AnyClaim(parts):
            return any(speaks_of_facts(part) for part in parts)
        case NotClaim(part):
            return speaks_of_facts(part)
        case _:
            return isinstance(claim, Holds)
