"""A claim is a statement about the decision on one profile: true or false for every completion of the answers."""

from typing import Literal

import attrs

from rutengine.model.conditions import Condition
from rutengine.vocabulary.kinds import Scalar

FateKind = Literal["recommended", "eligible", "active", "required", "excluded", "deferred"]
"""What can be said of one strategy.

`recommended`: some rule requires it, or no rule excludes or defers it and its lead reaches its threshold. `eligible`:
recommended, and required or allowed by the stance. `active`: shown among the next steps. `required`, `excluded`,
`deferred`: some fired rule says so, whatever else is so.
"""

Measure = Literal["lead", "total"]


class Claim:
    """The base of all claims; `a & b`, `a | b` and `~a` join them.

    Example:
        >>> top("a") & ~excluded("b")
        AllClaims(parts=(Top(strategy='a', strictly=False), NotClaim(part=Fate(fate='excluded', strategy='b'))))
    """

    __slots__ = ()

    def __and__(self, other: "Claim") -> "AllClaims":
        return AllClaims((self, other))

    def __or__(self, other: "Claim") -> "AnyClaim":
        return AnyClaim((self, other))

    def __invert__(self) -> "Claim":
        return self.part if isinstance(self, NotClaim) else NotClaim(self)


@attrs.frozen
class Fate(Claim):
    """A strategy has a fate."""

    fate: FateKind
    strategy: str


@attrs.frozen
class Top(Claim):
    """A strategy is recommended and no recommended one has a larger key; `strictly`: and none has an equal one."""

    strategy: str
    strictly: bool = False


@attrs.frozen
class Above(Claim):
    """A strategy is recommended, and the rival is not or has a smaller key."""

    strategy: str
    rival: str


@attrs.frozen
class Score(Claim):
    """The lead or total of a strategy, less that of the rival if one is named, is at least `minimum`."""

    measure: Measure
    strategy: str
    minimum: int
    rival: str | None = None


@attrs.frozen
class StanceIs(Claim):
    """The stance in force is this one."""

    stance: str


@attrs.frozen
class Holds(Claim):
    """A condition on facts and patterns holds."""

    condition: Condition


@attrs.frozen
class Count(Claim):
    """At least `minimum` strategies have a fate."""

    fate: FateKind
    minimum: int


@attrs.frozen
class AllClaims(Claim):
    """Every part is true; with no part, always."""

    parts: tuple[Claim, ...]


@attrs.frozen
class AnyClaim(Claim):
    """Some part is true; with no part, never."""

    parts: tuple[Claim, ...]


@attrs.frozen
class NotClaim(Claim):
    """The part is false."""

    part: Claim


@attrs.frozen
class Elsewhere(Claim):
    """The part would be true if this fact had this value, all others being as they are.

    This claim and the next three speak of two people who differ in one fact. Guarantees are proved with them; they have
    no text. Whether there is such a person, `Possible` says.
    """

    name: str
    member: str | None
    value: Scalar
    part: Claim


@attrs.frozen
class Possible(Claim):
    """The constraints would hold if this fact had this value, all others being as they are."""

    name: str
    member: str | None
    value: Scalar


@attrs.frozen
class Lost(Claim):
    """The part would be true at the value `low` of a fact and false at `high`, all others being as they are."""

    part: Claim
    name: str
    member: str | None
    low: Scalar
    high: Scalar


@attrs.frozen
class Rise(Claim):
    """What is measured at the value `high` of a fact, less the same at `low`, is at least `minimum`.

    The measure `rank` is the place among the recommended, counted downwards: a better place is a larger number, and
    whatever is not recommended stands behind everything.
    """

    measure: Literal["lead", "total", "rank"]
    strategy: str
    name: str
    member: str | None
    low: Scalar
    high: Scalar
    minimum: int


def recommended(strategy: str) -> Claim:
    """Claim that a strategy is recommended."""
    return Fate("recommended", strategy)


def eligible(strategy: str) -> Claim:
    """Claim that a strategy is recommended, and required or allowed by the stance."""
    return Fate("eligible", strategy)


def active(strategy: str) -> Claim:
    """Claim that a strategy is shown among the next steps."""
    return Fate("active", strategy)


def required(strategy: str) -> Claim:
    """Claim that some rule requires a strategy."""
    return Fate("required", strategy)


def excluded(strategy: str) -> Claim:
    """Claim that some rule excludes a strategy."""
    return Fate("excluded", strategy)


def deferred(strategy: str) -> Claim:
    """Claim that some rule defers a strategy."""
    return Fate("deferred", strategy)


def top(strategy: str) -> Claim:
    """Claim that a strategy is recommended and that none has a larger key; others may have the same."""
    return Top(strategy)


def strictly_top(strategy: str) -> Claim:
    """Claim that a strategy is recommended and stands above every other."""
    return Top(strategy, strictly=True)


def above(strategy: str, rival: str) -> Claim:
    """Claim that a strategy is recommended, and that the rival is not or has a smaller key."""
    return Above(strategy, rival)


def lead_at_least(minimum: int, strategy: str, less: str | None = None) -> Claim:
    """Claim that the lead of a strategy, less that of another if one is named, is at least `minimum` points."""
    return Score("lead", strategy, minimum, less)


def total_at_least(minimum: int, strategy: str, less: str | None = None) -> Claim:
    """Claim that the total of a strategy, less that of another if one is named, is at least `minimum` points."""
    return Score("total", strategy, minimum, less)


def stance_is(stance: str) -> Claim:
    """Claim that a stance is in force."""
    return StanceIs(stance)


def holds(condition: Condition) -> Claim:
    """Claim that a condition on facts and patterns holds."""
    return Holds(condition)


def some(fate: FateKind) -> Claim:
    """Claim that at least one strategy has a fate."""
    return Count(fate, 1)


def count_at_least(minimum: int, fate: FateKind) -> Claim:
    """Claim that at least so many strategies have a fate."""
    return Count(fate, minimum)
