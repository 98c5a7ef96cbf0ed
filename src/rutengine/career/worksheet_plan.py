"""The plan on the worksheet: when each step has its weeks, and what every week asks, with room to tick it off."""

from collections.abc import Iterator

from rutengine.career.profile import Profile
from rutengine.engine.decision import Decision
from rutengine.planning.schedule import REVIEW_WEEK, LookBack, Schedule, Slot, Week
from rutengine.rendering.outline import Block
from rutengine.rendering.sheets import BLANK, Piece, Table
from rutengine.rendering.telling_plans import days_of, duration, listed, span_of, tell_hours, told_together

_NOTHING_NEW = "Nothing new. Keep what does you good."


def tell_weeks(decision: Decision[Profile], helper: str | None) -> Iterator[Piece]:
    """Return the plan up to the week after which one looks back; `helper` is who is told, if somebody is named."""
    schedule = decision.plan(weeks=REVIEW_WEEK, helper=helper).record
    if schedule.slots:
        yield from _Weeks(decision, schedule).tell()
    else:
        yield Block("paragraph", "No step is active, so there is nothing to plan.")


class _Weeks:
    def __init__(self, decision: Decision[Profile], schedule: Schedule) -> None:
        self._decision = decision
        self._schedule = schedule
        self._reviews = {review.strategy: review for review in schedule.review}

    def tell(self) -> Iterator[Piece]:
        schedule = self._schedule
        yield from tell_hours(schedule)
        header = ("Step", "Weeks", "When I will do it", f"If it has not helped after week {REVIEW_WEEK}")
        yield Table(header, tuple(self._slot(slot) for slot in schedule.slots))
        yield Table(("Week", "What to do", "Done"), tuple(row for week in self._groups() for row in self._rows(*week)))
        for id in schedule.unplaced:
            step = self._decision.find(id)
            more = f"'{step.title}' takes {duration(step.minutes_per_week)} a week, more than there is"
            yield Block("paragraph", f"{more}. If a week leaves you time, begin with this: {step.how or step.steps[0]}")
        told = f"Somebody beside me: I tell {schedule.helper or BLANK} what week 1 holds"
        yield Block("paragraph", f"{told}, and once a week what is done and what is not.")

    def _title(self, strategy: str) -> str:
        return self._decision.find(strategy).title

    def _slot(self, slot: Slot) -> tuple[str, ...]:
        moment = f"{days_of(slot)} after {slot.moment}, or: {BLANK}"
        return (self._title(slot.strategy), span_of(slot), moment, self._instead(slot, self._reviews[slot.strategy]))

    def _instead(self, slot: Slot, review: LookBack) -> str:
        if slot.first > REVIEW_WEEK:
            return "It begins only then."
        if self._decision.find(review.strategy).role == "safety":
            return "Do not let go of it: try another way, or another person."
        if review.fallback is None:
            return "Leave it, and talk it over with somebody who knows you."
        other = self._decision.find(review.fallback)
        return f"Give its time to '{other.title}'." if other.status == "active" else f"Try '{other.title}' instead."

    def _groups(self) -> Iterator[tuple[str, Week]]:
        """Return the weeks; of those in a row that bring nothing new, the first stands for all."""
        for first, last in told_together(self._schedule.weeks, ends=False):
            yield f"{first.number}" if first is last else f"{first.number} to {last.number}", first

    def _rows(self, span: str, week: Week) -> Iterator[tuple[str, ...]]:
        for entry in week.entries:
            if entry.steps:
                yield (span, f"{self._title(entry.strategy)}: {' '.join(entry.steps)}", "")
        others = tuple(f"'{self._title(entry.strategy)}'" for entry in week.entries if not entry.steps)
        if others:
            yield (span, f"Go on with {listed(others, 'and')}.", "")
        if not week.entries:
            yield (span, _NOTHING_NEW, "")
