"""A constraint is what is true of every real profile."""

import attrs

from rutengine.diagnostics.diagnostic import Address
from rutengine.model.words import NOWHERE


@attrs.frozen(kw_only=True)
class Constraint:
    """Either a condition that holds, or two set facts of which the first is a subset of the second.

    `says` is told to a person whose answers break it.
    """

    id: str
    holds: str | None = None
    subset: tuple[str, ...] | None = None
    says: str | None = None
    address: Address = attrs.field(default=NOWHERE, eq=False, repr=False)
