"""Check a schedule by the pack alone: hours, order, the earliest week, the days, the steps and the fallbacks.

This shares no code with the placing; a strategy's standing is taken as the outcome tells it.
"""

from collections.abc import Callable, Iterator
from typing import Final

from rutengine.evaluation.outcome import Outcome
from rutengine.model.conditions import Condition
from rutengine.model.pack import CheckedPack
from rutengine.model.strategy import Strategy
from rutengine.planning.schedule import REVIEW_WEEK, Day, Moment, Schedule, Slot
from rutengine.vocabulary.kinds import Scalar

_DAYS: Final[tuple[Day, ...]] = ("tuesday", "saturday", "thursday", "sunday", "monday", "wednesday", "friday")
_MEALS: Final[tuple[Moment, ...]] = ("dinner", "breakfast", "lunch")


def schedule_differences(
    schedule: Schedule,
    checked: CheckedPack,
    outcome: Outcome,
    truth: Callable[[Condition], bool | None],
    possible: Callable[[str, str | None], frozenset[Scalar]],
) -> tuple[str, ...]:
    """Return what a schedule says that is not so; nothing if it is right.

    Arguments:
        schedule: the schedule.
        checked: the pack.
        outcome: where the strategies stand.
        truth: whether a condition holds.
        possible: the values of a fact, or of a member of a set fact.
    """
    return tuple(_Checker(schedule, checked, outcome, truth, possible).differences())


class _Checker:
    def __init__(
        self,
        schedule: Schedule,
        checked: CheckedPack,
        outcome: Outcome,
        truth: Callable[[Condition], bool | None],
        possible: Callable[[str, str | None], frozenset[Scalar]],
    ) -> None:
        self._schedule = schedule
        self._head = checked.pack.head
        self._conditions = checked.conditions
        self._cards = {strategy.id: strategy for strategy in checked.pack.strategies}
        self._standings = {standing.strategy: standing for standing in outcome.standings}
        self._stance = self._head.stances[outcome.stance]
        self._active = [standing.strategy for standing in outcome.standings if standing.status == "active"]
        self._assumed = outcome.assumed
        self._truth = truth
        self._possible = possible

    def differences(self) -> Iterator[str]:
        schedule = self._schedule
        plan = self._head.plan
        hours = None if plan is None else self._possible(plan.hours, None)
        if schedule.paused != (not (self._stance.phases and self._stance.roles)):
            yield "whether anything is planned"
        elif hours != (None if schedule.hours is None else frozenset((schedule.hours,))):
            yield "the weekly hours"
        elif schedule.assumed != (plan is not None and plan.hours in self._assumed):
            yield "whether the weekly hours are assumed"
        elif schedule.paused:
            if schedule.slots or schedule.unplaced or schedule.weeks or schedule.review:
                yield "something is planned where nothing should be"
        else:
            placed = tuple(self._placed())
            yield from placed or (*self._cues(), *self._weeks(), *self._review())

    def _placed(self) -> Iterator[str]:
        """Check the slots in the one order in which they can have been placed."""
        slots, order = {slot.strategy: slot for slot in self._schedule.slots}, self._order()
        if sorted([*slots, *self._schedule.unplaced]) != sorted(order):
            yield "what is planned and what is active"
        elif [id for id in order if id in slots] != [slot.strategy for slot in self._schedule.slots]:
            yield "the order of the slots"
        elif [id for id in order if id not in slots] != list(self._schedule.unplaced):
            yield "the order of what finds no room"
        else:
            for place, id in enumerate(order):
                yield from self._slot(id, slots.get(id), [slots[other] for other in order[:place] if other in slots])

    def _order(self) -> list[str]:
        order: list[str] = []
        while len(order) < len(self._active):
            waiting = [id for id in self._active if id not in order]
            order.append(next(id for id in waiting if not set(self._before(id)) & set(waiting)))
        return order

    def _before(self, id: str) -> list[str]:
        entries = [(("after", id, i), after.strategy) for i, after in enumerate(self._cards[id].after)]
        return [
            other
            for key, other in entries
            if other in self._active and (key not in self._conditions or self._truth(self._conditions[key]))
        ]

    def _slot(self, id: str, slot: Slot | None, earlier: list[Slot]) -> Iterator[str]:
        card, order = self._cards[id], self._order()
        minutes, weeks = self._effort(card)
        before = [other for other in earlier if other.strategy in self._before(id)]
        busy = 1 if card.role == "safety" else weeks
        ready = max([1, *(other.first + other.weeks for other in before)])
        ends = [ready, *(other.first + other.weeks for other in earlier)]
        free = [week for week in range(ready, max(ends) + 1) if self._room(minutes, range(week, week + busy), earlier)]
        stays = card.role == "safety" or id == next(other for other in order if self._cards[other].role == card.role)
        if slot is None:
            if free or stays:
                yield f"`{id}` has no room"
            return
        wait = 0 if card.role == "safety" else REVIEW_WEEK
        small = stays and free[:1] not in [[week] for week in range(ready, ready + wait + 1)]
        long = max(weeks, len(self._steps(card)))
        said = [ready, long, 1 if card.role == "safety" else long, 0]
        said = said if small else [*free[:1], weeks, busy, minutes]
        if [slot.first, slot.weeks, slot.busy, slot.minutes] != said:
            yield f"the time of `{id}`"
        if slot.after != tuple(other.strategy for other in before):
            yield f"what `{id}` comes after"
        full = (ready if card.role == "safety" else free[0] - 1) if free and free[0] > ready else 0
        if slot.full != tuple(other.strategy for other in earlier if other.minutes and full in _busy(other)):
            yield f"what `{id}` waits for"

    def _effort(self, card: Strategy) -> tuple[int, int]:
        number = self._standings[card.id].route
        ways = [card] if number is None else [card.routes[number], card]
        minutes, weeks = ([getattr(way, key) for way in ways] for key in ("minutes_per_week", "weeks"))
        return next(filter(None, minutes)), next(filter(None, weeks))

    def _steps(self, card: Strategy) -> tuple[str, ...]:
        """Return the steps besides the route: those of a route with less time than the card are its own, or none."""
        number = self._standings[card.id].route
        if number is None:
            return card.steps
        route = card.routes[number]
        less = route.minutes_per_week is not None and route.minutes_per_week < card.minutes_per_week
        return route.steps if route.steps or less else card.steps

    def _room(self, minutes: int, weeks: range, earlier: list[Slot]) -> bool:
        limit = self._schedule.hours
        loads = [sum(other.minutes for other in earlier if week in _busy(other)) for week in weeks]
        return limit is None or max(loads) + minutes <= limit * 60

    def _cues(self) -> Iterator[str]:
        """Check the days: for each hour the next one, and for who finds too few left in a week, another meal."""
        meal, left = 0, list(_DAYS)
        for slot in self._schedule.slots:
            wanted = min(max(1, (slot.minutes + 59) // 60), len(_DAYS))
            if wanted > len(left):
                meal, left = meal + 1, list(_DAYS)
            if (slot.days, slot.moment) != (tuple(left[:wanted]), _MEALS[meal % len(_MEALS)]):
                yield f"the days of `{slot.strategy}`"
            left = left[wanted:]

    def _weeks(self) -> Iterator[str]:
        weeks = self._schedule.weeks
        if not weeks or [week.number for week in weeks] != list(range(1, len(weeks) + 1)):
            yield "the numbers of the weeks"
        for week in weeks:
            running = [slot for slot in self._schedule.slots if week.number in _run(slot)]
            told = [(entry.strategy, entry.minutes, entry.ends) for entry in week.entries]
            times = [slot.minutes if week.number in _busy(slot) else 0 for slot in running]
            ends = [week.number == _run(slot)[-1] for slot in running]
            if told != list(zip([slot.strategy for slot in running], times, ends, strict=True)):
                yield f"what week {week.number} holds"
            elif [entry.steps for entry in week.entries] != [self._begun(slot, week.number) for slot in running]:
                yield f"the steps of week {week.number}"

    def _begun(self, slot: Slot, week: int) -> tuple[str, ...]:
        """Return what begins in a week: the steps that have begun by then, less those that had before.

        The first week begins with the route.
        """
        card, number = self._cards[slot.strategy], self._standings[slot.strategy].route
        steps = self._steps(card)
        weeks = 1 if card.role == "safety" else slot.weeks
        before, now = (
            max(-(-passed * len(steps) // weeks), (passed + 1) // 2)
            for passed in (week - slot.first, week - slot.first + 1)
        )
        route = [card.routes[number].how] if number is not None and week == slot.first else []
        return (*route, *steps[before:now])

    def _review(self) -> Iterator[str]:
        if [item.strategy for item in self._schedule.review] != self._order():
            yield "what is looked back on"
            return
        for item in self._schedule.review:
            open = [other for other in self._cards[item.strategy].fallbacks if self._open(other)]
            new = [other for other in open if other not in self._active]
            if item.fallback != next(iter((*new, *open)), None):
                yield f"what is taken in the place of `{item.strategy}`"

    def _open(self, fallback: str) -> bool:
        """Tell whether a fallback is open to the person, and did not fail them before."""
        history = self._head.history
        failed = history is not None and True in self._possible(history.failed, fallback)
        if failed or fallback in self._schedule.unplaced:
            return False
        card, status = self._cards[fallback], self._standings[fallback].status
        shown = card.phase in self._stance.phases and card.role in self._stance.roles
        return status == "active" or (shown and status not in ("excluded", "deferred"))


def _run(slot: Slot) -> range:
    return range(slot.first, slot.first + slot.weeks)


def _busy(slot: Slot) -> range:
    return range(slot.first, slot.first + slot.busy)
