"""A strategy is something that can be recommended: a card with routes and tips."""

from typing import Literal, get_args

import attrs

from rutengine.diagnostics.diagnostic import Address
from rutengine.model.words import NOWHERE

Role = Literal["safety", "groundwork", "move"]
Cost = Literal["free", "low", "medium", "high"]
Reversibility = Literal["high", "medium", "low"]
Grade = Literal["A", "B", "C", "D"]


@attrs.frozen(kw_only=True)
class After:
    """This strategy comes after another, if both are active and `when` holds."""

    strategy: str
    when: str | None = None


@attrs.frozen(kw_only=True)
class Evidence:
    """How well a strategy is supported: a grade, one plain sentence, and the sources."""

    grade: Grade
    says: str
    cite: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Route:
    """One way to carry out a strategy; it may override the effort of the card, and bring steps of its own."""

    how: str
    when: str | None = None
    steps: tuple[str, ...] = ()
    minutes_per_week: int | None = None
    weeks: int | None = None
    cite: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Tip:
    """One more sentence on a strategy, for those for whom `when` holds."""

    when: str
    how: str
    cite: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Strategy:
    """What can be recommended.

    Arguments:
        id: the name of its file.
        title, summary, steps, done_when, caution: the card.
        phase: a declared phase.
        role: safety, groundwork or move.
        minutes_per_week: effort, 5 to 2400.
        weeks: duration, 1 to 104.
        cost, reversibility: bands.
        threshold: the lead from which it is recommended, if not that of the pack.
        after: which strategies come first, if they are active too.
        fallbacks: what to try when it does not help.
        evidence, cite: where it comes from and how well it is supported.
        routes: the first that holds is taken.
        tips: all that hold are added, in file order.
    """

    id: str
    title: str
    phase: str
    role: Role
    summary: str
    steps: tuple[str, ...]
    done_when: str
    minutes_per_week: int
    weeks: int
    cost: Cost
    reversibility: Reversibility
    evidence: Evidence
    threshold: int | None = None
    caution: str | None = None
    after: tuple[After, ...] = ()
    fallbacks: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()
    tips: tuple[Tip, ...] = ()
    address: Address = attrs.field(default=NOWHERE, eq=False, repr=False)

    @property
    def order_among_equals(self) -> tuple[int, int, int, str]:
        """What decides which of equals is shown first: easier to undo, cheaper, fewer minutes, id."""
        undoing, cost = get_args(Reversibility).index(self.reversibility), get_args(Cost).index(self.cost)
        return (undoing, cost, self.minutes_per_week, self.id)

    def effort(self, route: int | None) -> tuple[int, int]:
        """Return the minutes a week and the weeks: those of the route of this number, or else those of the card."""
        taken = None if route is None else self.routes[route]
        minutes, weeks = (None, None) if taken is None else (taken.minutes_per_week, taken.weeks)
        return minutes or self.minutes_per_week, weeks or self.weeks

    def steps_of(self, route: int | None) -> tuple[str, ...]:
        """Return the steps: those of the route of this number, or else those of the card."""
        return (() if route is None else self.routes[route].steps) or self.steps

    def steps_after(self, route: int | None) -> tuple[str, ...]:
        """Return the steps that a plan tells after the `how` of a route.

        They are its own, or else those of the card; but none if the route has none and takes less time than the card.
        """
        if route is None or self.routes[route].steps:
            return self.steps_of(route)
        return () if self.effort(route)[0] < self.minutes_per_week else self.steps
