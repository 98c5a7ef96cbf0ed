"""A kind is the finite, ordered domain of a fact; every value of a fact is one of its domain."""

import attrs

Scalar = bool | int | str
"""A single value of a fact."""

Value = Scalar | frozenset[str]
"""A value of a fact; of a set fact it is the set of its members."""


@attrs.frozen
class BoolKind:
    """Yes or no."""

    @property
    def domain(self) -> tuple[bool, ...]:
        """False, then True."""
        return (False, True)

    @property
    def expected(self) -> str:
        """What an answer looks like, for messages."""
        return "true or false"


@attrs.frozen
class IntKind:
    """A whole number from `low` to `high`, both included."""

    low: int
    high: int

    @property
    def domain(self) -> tuple[int, ...]:
        """All values, rising."""
        return tuple(range(self.low, self.high + 1))

    @property
    def expected(self) -> str:
        """What an answer looks like, for messages."""
        return f"a whole number from {self.low} to {self.high}"


@attrs.frozen
class ChoiceKind:
    """One of some texts, in declared order."""

    values: tuple[str, ...]

    @property
    def domain(self) -> tuple[str, ...]:
        """All values, in declared order."""
        return self.values

    @property
    def expected(self) -> str:
        """What an answer looks like, for messages."""
        return f"one of {', '.join(repr(value) for value in self.values)}"


@attrs.frozen
class SetKind:
    """Any set of some texts; each member is one boolean fact."""

    members: tuple[str, ...]

    @property
    def expected(self) -> str:
        """What an answer looks like, for messages."""
        shown = ", ".join(repr(member) for member in self.members[:8])
        more = f" and {len(self.members) - 8} others" if len(self.members) > 8 else ""
        return f"a set of {shown}{more}"


ScalarKind = BoolKind | IntKind | ChoiceKind
Kind = ScalarKind | SetKind
