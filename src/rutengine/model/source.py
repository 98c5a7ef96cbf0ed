"""A source is what a citation points to."""

from typing import Literal

import attrs

from rutengine.diagnostics.diagnostic import Address
from rutengine.model.table import Table
from rutengine.model.words import NOWHERE


@attrs.frozen(kw_only=True)
class Source:
    """An article, a study, a standard or the practice of a field.

    Arguments:
        id: what citations say; of a section, `id-section`.
        title: the title, for a study with authors and year.
        kind: what sort of source it is.
        good_for: what it may be cited for, with its limits.
        sections: short key to heading.
        quarantined: claims that are never repeated.
    """

    id: str
    title: str
    kind: Literal["article", "study", "standard", "practice"]
    good_for: str
    author: str | None = None
    year: int | None = None
    address: str | None = None
    sections: Table[str] = attrs.field(factory=Table)
    quarantined: tuple[str, ...] = ()
    origin: Address = attrs.field(default=NOWHERE, eq=False, repr=False)

    @property
    def citations(self) -> tuple[str, ...]:
        """Every citation that this source answers to."""
        return (self.id, *(f"{self.id}-{section}" for section in self.sections))
