"""A seed is one item of an article that a pack grew from, and what carries it."""

import attrs

from rutengine.diagnostics.diagnostic import Address
from rutengine.model.words import NOWHERE


@attrs.frozen(kw_only=True)
class Seed:
    """An item of a source, and the things of the pack that carry it, or why it is not repeated.

    Arguments:
        id: its name in the inventory of the source.
        says: what the item says, in own words.
        cite: the source or section that it stands in.
        facts, patterns, strategies, rules, constraints: what carries it, by id.
        not_repeated: why the pack does not say it; beside carriers, what they leave out of it.
    """

    id: str
    says: str
    cite: str
    facts: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    not_repeated: str | None = None
    address: Address = attrs.field(default=NOWHERE, eq=False, repr=False)

    @property
    def has_carriers(self) -> bool:
        """Whether anything carries it."""
        return any((self.facts, self.patterns, self.strategies, self.rules, self.constraints))

    @property
    def is_settled(self) -> bool:
        """Whether something carries it, or it says why it is not repeated."""
        return self.has_carriers or self.not_repeated is not None
