"""Plan: the active strategies by rank, each in the first weeks that have room for it after what it comes after."""

from collections.abc import Iterator
from itertools import count
from typing import Final, get_args

from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import Outcome
from rutengine.logic.truth import holds
from rutengine.model.strategy import Role
from rutengine.planning.schedule import REVIEW_WEEK, Day, Entry, LookBack, Moment, Schedule, Slot, Week

WEEKS: Final = 12
MOST_WEEKS: Final = 104

_DAYS: Final[tuple[Day, ...]] = get_args(Day)
_MOMENTS: Final[tuple[Moment, ...]] = get_args(Moment)
_SITTING: Final = 60
"""How many minutes are proposed at a time."""

_LONGEST_WAIT: Final = REVIEW_WEEK
"""How many weeks the first of a role waits for hours; what is of role `safety` does not wait."""

_BETWEEN_STEPS: Final = 2
"""How many weeks lie between two steps at the most."""


def find_schedule(program: Program, outcome: Outcome, weeks: int = WEEKS, helper: str | None = None) -> Schedule:
    """Return who does what in which week.

    Placed are the active strategies by rank, but that one waits for those that it comes after. Each begins in the first
    week from which on the weekly hours have room for it; nothing that is placed moves again. The first of each role and
    all of role `safety` always stay: as a small step if the hours have no room for them, or only after a long wait.

    Raises:
        ValueError: `weeks` is not between 1 and 104.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise ValueError(f"`weeks`: expected a whole number from 1 to {MOST_WEEKS}, found `{weeks}`")
    stance = program.checked.pack.head.stances[outcome.stance]
    paused = not stance.phases or not stance.roles
    hours, assumed = _hours(program, outcome)
    planner = _Planner(program, outcome, None if hours is None else hours * 60)
    order = () if paused else planner.place()
    return Schedule(
        paused=paused,
        hours=hours,
        assumed=assumed,
        helper=helper,
        slots=tuple(planner.slots),
        unplaced=tuple(planner.unplaced),
        weeks=() if paused else tuple(planner.week(number) for number in range(1, weeks + 1)),
        review=tuple(LookBack(strategy=id, fallback=planner.fallback(id)) for id in order),
    )


def _hours(program: Program, outcome: Outcome) -> tuple[int | None, bool]:
    """Return the weekly hours, and whether they are assumed."""
    plan = program.checked.pack.head.plan
    if plan is None:
        return None, False
    column = program.columns.number(plan.hours)
    (hours,) = program.columns.values(column, outcome.values[column])
    return int(hours), plan.hours in outcome.assumed


class _Planner:
    def __init__(self, program: Program, outcome: Outcome, capacity: int | None) -> None:
        self._program = program
        self._outcome = outcome
        self._capacity = capacity
        self._strategies = {step.strategy.id: step.strategy for step in program.strategies}
        self._standings = {standing.strategy: standing for standing in outcome.standings}
        self._active = tuple(s.strategy for s in outcome.standings if s.status == "active")
        self._roles = set[Role]()
        self._sittings = 0
        self.slots: list[Slot] = []
        self.unplaced: list[str] = []

    def place(self) -> tuple[str, ...]:
        """Place every active strategy, and return them in the order in which they were looked at."""
        before = {id: tuple(self._before(id)) for id in self._active}
        left, order = list(self._active), list[str]()
        while left:
            id = next(id for id in left if not any(other in left for other in before[id]))
            left.remove(id)
            order.append(id)
            self._place(id, before[id])
        return tuple(order)

    def week(self, number: int) -> Week:
        """Return what one week holds."""
        running = (slot for slot in self.slots if slot.first <= number <= slot.last)
        return Week(
            number=number,
            entries=tuple(
                Entry(
                    strategy=slot.strategy,
                    minutes=slot.minutes_in(number),
                    steps=self._steps(slot, number - slot.first),
                    ends=number == slot.last,
                )
                for slot in running
            ),
        )

    def fallback(self, id: str) -> str | None:
        """Return the first fallback that is open to the person, rather one that has no weeks already."""
        closed = {name for name, standing in self._standings.items() if standing.status in ("excluded", "deferred")}
        closed |= {*self._failed(), *self.unplaced}
        open = [name for name in self._strategies[id].fallbacks if name not in closed and self._allowed(name)]
        return next((name for name in open if name not in self._active), open[0] if open else None)

    def _allowed(self, id: str) -> bool:
        """Tell whether the stance allows a strategy, or shows it because it is required."""
        stance, strategy = self._program.checked.pack.head.stances[self._outcome.stance], self._strategies[id]
        return id in self._active or (strategy.phase in stance.phases and strategy.role in stance.roles)

    def _failed(self) -> frozenset[str]:
        """Return the strategies that did not help before."""
        history, columns = self._program.checked.pack.head.history, self._program.columns
        if history is None:
            return frozenset()
        keys = columns.keys[: len(self._program.variables)]
        return frozenset(
            member
            for column, (name, member) in enumerate(keys)
            if name == history.failed and member and columns.values(column, self._outcome.values[column]) == (True,)
        )

    def _before(self, id: str) -> Iterator[str]:
        """Yield the active strategies that a strategy comes after."""
        for i, after in enumerate(self._strategies[id].after):
            condition = self._program.checked.conditions.get(("after", id, i))
            so = condition is None or holds(self._program.columns.formula(condition), self._outcome.values)
            if so and after.strategy in self._active:
                yield after.strategy

    def _place(self, id: str, before: tuple[str, ...]) -> None:
        strategy = self._strategies[id]
        route = self._standings[id].route
        minutes, weeks = strategy.effort(route)
        once = strategy.role == "safety"
        after = tuple(slot for slot in self.slots if slot.strategy in before)
        ready = 1 + max((slot.last for slot in after), default=0)
        free = self._free(ready, 1 if once else weeks, minutes)
        stays = once or strategy.role not in self._roles
        if free is None and not stays:
            self.unplaced.append(id)
            return
        self._roles.add(strategy.role)
        small = free is None or (stays and free - ready > (0 if once else _LONGEST_WAIT))
        length = max(weeks, len(strategy.steps_after(route))) if small else weeks
        days, moment = self._cue(0 if small else minutes)
        self.slots.append(
            Slot(
                strategy=id,
                first=ready if small or free is None else free,
                weeks=length,
                busy=1 if once else length,
                minutes=0 if small else minutes,
                after=tuple(slot.strategy for slot in after),
                full=self._running(ready if once else free - 1) if free is not None and free > ready else (),
                days=days,
                moment=moment,
            )
        )

    def _free(self, ready: int, weeks: int, minutes: int) -> int | None:
        """Return the first week from which on there is room; None if the hours never have it."""
        capacity = self._capacity
        if capacity is None:
            return ready
        if minutes > capacity:
            return None
        return next(
            first
            for first in count(ready)
            if all(self._load(week) + minutes <= capacity for week in range(first, first + weeks))
        )

    def _load(self, week: int) -> int:
        return sum(slot.minutes_in(week) for slot in self.slots)

    def _running(self, week: int) -> tuple[str, ...]:
        return tuple(slot.strategy for slot in self.slots if slot.minutes_in(week))

    def _cue(self, minutes: int) -> tuple[tuple[Day, ...], Moment]:
        """Return the next days and their moment: after dinner until the week is full, then after breakfast ..."""
        sittings = min(max(1, -(-minutes // _SITTING)), len(_DAYS))
        if self._sittings % len(_DAYS) + sittings > len(_DAYS):
            self._sittings += -self._sittings % len(_DAYS)
        meal, day = divmod(self._sittings, len(_DAYS))
        self._sittings += sittings
        return _DAYS[day : day + sittings], _MOMENTS[meal % len(_MOMENTS)]

    def _steps(self, slot: Slot, week: int) -> tuple[str, ...]:
        """Return what begins in a week of a slot: the `how` of the route, and the steps.

        The steps are spread over its weeks, and never more than two weeks apart; those of role `safety` begin together.
        """
        strategy, route = self._strategies[slot.strategy], self._standings[slot.strategy].route
        steps, weeks = strategy.steps_after(route), 1 if strategy.role == "safety" else slot.weeks
        how = () if route is None or week else (strategy.routes[route].how,)
        places = (min(i * weeks // len(steps), i * _BETWEEN_STEPS) for i in range(len(steps)))
        return (*how, *(step for step, place in zip(steps, places, strict=True) if place == week))
