"""Tell a plan: when to do what, week by week, what finds no room, who is told, and when to look back."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import Outcome
from rutengine.planning.schedule import REVIEW_WEEK, Entry, LookBack, Schedule, Slot, Week
from rutengine.rendering.outline import Block, Outline
from rutengine.rendering.telling_decisions import tell_decision

_SMALL = "a few minutes"
_FEW = 15
_MOST_DAYS = 6


def tell_plan(program: Program, outcome: Outcome, schedule: Schedule) -> Outline:
    """Return the outline of a plan; where the stance shows only what is required, that is told instead."""
    return _PlanTeller(program, outcome, schedule).tell()


def duration(minutes: int) -> str:
    """Return a time in words.

    Example:
        >>> duration(0), duration(30), duration(60), duration(150)
        ('a few minutes', '30 minutes', '1 hour', '2 hours and 30 minutes')
    """
    hours, rest = divmod(minutes, 60)
    parts = [f"{number} {noun}{'s' * (number > 1)}" for number, noun in ((hours, "hour"), (rest, "minute")) if number]
    return " and ".join(parts) or _SMALL


def listed(names: tuple[str, ...], word: str) -> str:
    """Return names in a row.

    Example:
        >>> listed(("a", "b", "c"), "or")
        'a, b or c'
    """
    return f" {word} ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def tell_hours(schedule: Schedule) -> Iterator[Block]:
    """Tell how many hours there are in a week, if the pack names a fact that holds them."""
    if schedule.hours is None:
        return
    has = f"You have {duration(schedule.hours * 60)} a week" if schedule.hours else "You have no hours to give now"
    guess = " (assumed: your answers leave this open)" if schedule.assumed else ""
    asks = "no week asks more" if schedule.hours else f"so each step below asks {_SMALL} a week. That counts"
    yield Block("paragraph", f"{has}{guess}; {asks}.")


def days_of(slot: Slot) -> str:
    """Return the days that are proposed for a strategy."""
    return "any day" if len(slot.days) > _MOST_DAYS else listed(tuple(day.title() for day in slot.days), "or")


def span_of(slot: Slot) -> str:
    """Return the weeks of a strategy and its time in them."""
    time = duration(slot.minutes)
    if slot.weeks == 1:
        return f"{slot.first}, {time}"
    if slot.minutes and slot.busy == 1:
        return f"{slot.first} to {slot.last}, {time} in the first and {_SMALL} in each of the others"
    return f"{slot.first} to {slot.last}, {time} a week"


def told_together(weeks: Sequence[Week], *, ends: bool) -> Iterator[tuple[Week, Week]]:
    """Yield the first and the last of the weeks that are told as one: those in a row that bring nothing new.

    Arguments:
        weeks: the weeks.
        ends: whether the last week of a strategy is something new.
    """

    def like(week: Week) -> object:
        new = any(entry.steps or (ends and entry.ends) for entry in week.entries)
        return week.number if new else tuple(entry.strategy for entry in week.entries)

    for _, same in groupby(weeks, like):
        found = list(same)
        yield found[0], found[-1]


class _PlanTeller:
    def __init__(self, program: Program, outcome: Outcome, schedule: Schedule) -> None:
        self._program = program
        self._outcome = outcome
        self._schedule = schedule
        self._strategies = {strategy.id: strategy for strategy in program.checked.pack.strategies}
        self._standings = {standing.strategy: standing for standing in outcome.standings}
        self._slots = {slot.strategy: slot for slot in schedule.slots}

    def tell(self) -> Outline:
        schedule = self._schedule
        if schedule.paused:
            return tell_decision(self._program, self._outcome)
        head = self._program.checked.pack.head
        weeks = "week" if len(schedule.weeks) == 1 else "weeks"
        blocks = [
            Block("title", f"{head.title}: a plan for {len(schedule.weeks)} {weeks}"),
            Block("paragraph", head.stances[self._outcome.stance].says),
        ]
        if not schedule.slots:
            return (*blocks, Block("paragraph", "No step is active, so there is nothing to plan."))
        early, late = schedule.weeks[:REVIEW_WEEK], schedule.weeks[REVIEW_WEEK:]
        blocks += [*tell_hours(schedule), *self._moments(), *self._helper(), *self._weeks(early)]
        review, later = self._review(), self._later()
        blocks += [*review, *self._weeks(late), *later] if late else [*later, *review]
        return (*blocks, *self._unplaced(), *self._notices())

    def _title(self, strategy: str) -> str:
        return f"'{self._strategies[strategy].title}'"

    def _titles(self, strategies: tuple[str, ...]) -> str:
        return listed(tuple(self._title(id) for id in strategies), "and")

    def _moments(self) -> Iterator[Block]:
        yield Block("heading", "When you will do it")
        yield Block("paragraph", "Read these aloud once. If another moment suits you better, put it in their place.")
        for slot in self._schedule.slots:
            if slot.first > len(self._schedule.weeks):
                continue
            yield Block("point", self._cue(slot))
            yield Block("point", self._span(slot), 1)
            yield Block("point", f"Done when {self._strategies[slot.strategy].done_when}.", 1)
            yield from self._advice(slot)

    def _cue(self, slot: Slot) -> str:
        title, moment = self._title(slot.strategy), f"{days_of(slot)} after {slot.moment}"
        if self._strategies[slot.strategy].role == "safety":
            return f"If it is {moment}, then I write down for {title} whom I call or what I do first, and when."
        sittings = len(slot.days)
        exact = slot.minutes % sittings == 0
        time = f"{'' if exact else 'about '}{duration(-(-slot.minutes // sittings))}"
        return f"If it is {moment}, then I take {time} for {title}, or I choose another time that week."

    def _span(self, slot: Slot) -> str:
        """Return in which weeks a strategy has its place, and why then."""
        reasons = [f"it comes after {self._titles(slot.after)}"] if slot.after else []
        if not slot.minutes:
            reasons.append(self._small(slot))
        elif slot.full:
            reasons.append(f"until then {self._have(slot.full)} the hours")
        why = "; ".join(reasons) or (
            "it comes first" if slot == self._schedule.slots[0] else "there is room for it from the start"
        )
        return f"Week{'s' * (slot.weeks > 1)} {span_of(slot)}: {why}."

    def _small(self, slot: Slot) -> str:
        """Return why a strategy is a small step; what protects should get its time all the same."""
        minutes, role = self._minutes(slot.strategy), self._strategies[slot.strategy].role
        if minutes <= _FEW:
            return f"{duration(minutes)} at the most, whenever you can"
        needs = f"it needs {duration(minutes)}{'' if role == 'safety' else ' a week'}"
        if slot.full:
            needs += f", and {self._have(slot.full)} the hours"
        if role == "safety":
            return f"{needs}; ask somebody to take something else off you, so that it gets its time"
        return f"{needs}; so it stays small for now"

    def _have(self, strategies: tuple[str, ...]) -> str:
        return f"{self._titles(strategies)} {'have' if len(strategies) > 1 else 'has'}"

    def _minutes(self, strategy: str) -> int:
        return self._strategies[strategy].effort(self._standings[strategy].route)[0]

    def _advice(self, slot: Slot) -> Iterator[Block]:
        for note in self._standings[slot.strategy].notes:
            yield Block("point", f"Note: {note}", 1)
        caution = self._strategies[slot.strategy].caution
        if caution is not None:
            yield Block("point", f"Take care: {caution}", 1)

    def _weeks(self, told: Sequence[Week]) -> Iterator[Block]:
        """Tell some weeks; those in a row that bring nothing new are told together."""
        for first, last in told_together(told, ends=True):
            each = "" if first is last else "a week"
            span = f"Week {first.number}" if first is last else f"Weeks {first.number} to {last.number}"
            if not first.entries:
                yield Block("heading", span)
                yield Block("point", "Nothing new. Keep what does you good.")
                continue
            yield Block("heading", f"{span}: {duration(first.minutes)} {each}".rstrip())
            for entry in first.entries:
                if entry.steps or entry.ends:
                    yield from self._entry(entry)
            quiet = [entry for entry in first.entries if not (entry.steps or entry.ends)]
            if quiet:
                shown = (f"{self._title(entry.strategy)} ({duration(entry.minutes)})" for entry in quiet)
                yield Block("point", f"Go on with {listed(tuple(shown), 'and')}.")

    def _entry(self, entry: Entry) -> Iterator[Block]:
        head = f"{self._title(entry.strategy)} ({duration(entry.minutes)})"
        if len(entry.steps) > 1:
            yield Block("point", f"{head}:")
            for step in entry.steps:
                yield Block("point", step, 1)
        else:
            yield Block("point", f"{head}: {entry.steps[0] if entry.steps else 'the last week.'}")
        if entry.ends:
            done = self._strategies[entry.strategy].done_when
            yield Block("point", f"It is done when {done}. If that takes longer, go on until then.", 1)

    def _later(self) -> Iterator[Block]:
        end = len(self._schedule.weeks)
        later = [slot for slot in self._schedule.slots if slot.last > end]
        if not later:
            return
        yield Block("heading", f"After week {end}")
        for slot in later:
            if slot.first > end:
                yield Block("point", f"{self._title(slot.strategy)} begins. {self._span(slot)}")
            else:
                yield Block("point", f"{self._title(slot.strategy)} goes on until week {slot.last}.")

    def _unplaced(self) -> Iterator[Block]:
        if not self._schedule.unplaced:
            return
        yield Block("heading", "What your hours do not hold")
        for id in self._schedule.unplaced:
            strategy, route = self._strategies[id], self._standings[id].route
            needs = f"{self._title(id)} takes {duration(self._minutes(id))} a week."
            first = strategy.steps[0] if route is None else strategy.routes[route].how
            yield Block("point", f"{needs} If a week leaves you time, begin with this: {first}")

    def _helper(self) -> Iterator[Block]:
        named = self._schedule.helper
        who, them = (named, named) if named else ("somebody you trust", "them")
        yield Block("heading", "Somebody beside you")
        yield Block(
            "paragraph", f"Tell {who} what week 1 holds. Once a week, tell {them} what is done and what is not."
        )

    def _review(self) -> Iterator[Block]:
        yield Block("heading", f"After week {REVIEW_WEEK}: look back")
        yield Block("paragraph", "Keep what has helped. What has not helped makes room for another way:")
        for item in self._schedule.review:
            yield Block("point", self._look_back(item))
        yield Block("paragraph", "Then answer the questions again: what did not help changes the advice.")

    def _look_back(self, item: LookBack) -> str:
        slot, title = self._slots.get(item.strategy), self._title(item.strategy)
        if self._strategies[item.strategy].role == "safety":
            kept = f"If {title} has not helped, do not let go of it: try another way, or another person"
            return f"{kept}; beside it, {self._title(item.fallback)} can help." if item.fallback else f"{kept}."
        if slot is None:
            asked = f"If there is still no time for {title} by then"
        elif slot.first > REVIEW_WEEK:
            asked = f"{title} has not begun yet; if it no longer fits"
        else:
            asked = f"If {title} has not helped"
        if item.fallback is None:
            return f"{asked}, leave it, and talk it over with somebody who knows you."
        if self._standings[item.fallback].status == "active":
            return f"{asked}, give its time to {self._title(item.fallback)}, which this plan has already."
        return f"{asked}, try {self._title(item.fallback)} instead."

    def _notices(self) -> Iterator[Block]:
        if self._outcome.notices:
            yield Block("heading", "Worth knowing")
        for notice in self._outcome.notices:
            yield Block("point", notice)
