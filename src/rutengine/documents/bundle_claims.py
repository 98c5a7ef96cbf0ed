"""The claims of a bundle: those that it always tells, and how many more there may be."""

from collections.abc import Sequence
from typing import Final

from rutengine.model.claims import Claim, active, recommended, strictly_top
from rutengine.model.pack import CheckedPack

FURTHER_CLAIMS: Final = 256
"""How many claims a bundle may tell besides those that it always tells."""


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
