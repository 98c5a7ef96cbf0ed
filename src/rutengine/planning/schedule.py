"""A schedule is the plain record of a plan: what happens in which week, what finds no room, and when to look back."""

from typing import Final, Literal

import attrs

Day = Literal["tuesday", "saturday", "thursday", "sunday", "monday", "wednesday", "friday"]
Moment = Literal["dinner", "breakfast", "lunch"]

REVIEW_WEEK: Final = 6
"""After which week somebody looks back."""


@attrs.frozen(kw_only=True, repr=False)
class Slot:
    """The weeks of one strategy.

    Arguments:
        strategy: its id.
        first: the week in which it begins; weeks count from 1.
        weeks: how many weeks it takes.
        busy: how many of them take its time; after those it goes on for a few minutes that are not counted. It is 1 for
            role `safety`, whose steps all begin in the first week.
        minutes: its time in each busy week; 0 for a small step, which takes a few minutes that are not counted.
        after: the strategies that it comes after, of those that have a slot.
        full: the strategies whose hours it waits for, in the last week before there is room; of a small step, those for
            which it would have to wait too long, and of role `safety`, those that have the hours of its first week.
        days: the days that are proposed, one for each sitting.
        moment: the meal after which they are proposed.
    """

    strategy: str
    first: int
    weeks: int
    busy: int
    minutes: int
    after: tuple[str, ...]
    full: tuple[str, ...]
    days: tuple[Day, ...]
    moment: Moment

    @property
    def last(self) -> int:
        """The week in which it ends."""
        return self.first + self.weeks - 1

    def minutes_in(self, week: int) -> int:
        """Return its time in a week."""
        return self.minutes if self.first <= week < self.first + self.busy else 0

    def __repr__(self) -> str:
        return "<Slot>"


@attrs.frozen(kw_only=True, repr=False)
class Entry:
    """What one week holds of one strategy.

    Arguments:
        strategy: its id.
        minutes: its time; 0 for a small step, and after the busy weeks.
        steps: what begins in this week: first the `how` of the route that is taken, then the steps.
        ends: whether this is its last week.
    """

    strategy: str
    minutes: int
    steps: tuple[str, ...]
    ends: bool

    def __repr__(self) -> str:
        return "<Entry>"


@attrs.frozen(kw_only=True, repr=False)
class Week:
    """One week: its number, from 1, and what it holds."""

    number: int
    entries: tuple[Entry, ...]

    @property
    def minutes(self) -> int:
        """The time of all entries together."""
        return sum(entry.minutes for entry in self.entries)

    def __repr__(self) -> str:
        return "<Week>"


@attrs.frozen(kw_only=True, repr=False)
class LookBack:
    """What is taken in the place of a strategy that did not help; None if the pack has nothing for this person."""

    strategy: str
    fallback: str | None

    def __repr__(self) -> str:
        return "<LookBack>"


@attrs.frozen(kw_only=True, repr=False)
class Schedule:
    """Who does what in which week.

    Arguments:
        paused: whether the stance shows only what is required; then nothing is planned.
        hours: the weekly hours; None if the pack names no fact that holds them.
        assumed: whether the answers leave the hours open.
        helper: whom the person wants to tell, if they named somebody.
        slots: in the order in which they were placed; none depends on a later one.
        unplaced: the strategies that take more time than there is.
        weeks: the weeks that were asked for.
        review: what is looked back on after week 6: every strategy, in the order in which they were looked at.
    """

    paused: bool
    hours: int | None
    assumed: bool
    helper: str | None
    slots: tuple[Slot, ...]
    unplaced: tuple[str, ...]
    weeks: tuple[Week, ...]
    review: tuple[LookBack, ...]

    def __repr__(self) -> str:
        return f"<Schedule: {len(self.weeks)} weeks>"
