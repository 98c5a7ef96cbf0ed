"""A plan, as people hold it: it can be printed, and replayed by code of its own."""

import attrs

from rutengine.documents.plans import write_plan
from rutengine.engine.answers import Found, fact_values
from rutengine.explanation.worlds import World
from rutengine.planning.checking import schedule_differences
from rutengine.planning.schedule import LookBack, Schedule, Slot, Week
from rutengine.rendering.outline import Outline
from rutengine.rendering.telling_plans import tell_plan


@attrs.frozen(repr=False)
class Plan(Found[Schedule]):
    """The active strategies by week, within the weekly hours; in a stance that shows only what is required, nothing."""

    @property
    def hours(self) -> int | None:
        """The weekly hours; None if the pack names no fact that holds them."""
        return self.record.hours

    @property
    def slots(self) -> tuple[Slot, ...]:
        """When each strategy begins and ends, in the order in which they were placed."""
        return self.record.slots

    @property
    def weeks(self) -> tuple[Week, ...]:
        """What each week holds."""
        return self.record.weeks

    @property
    def unplaced(self) -> tuple[str, ...]:
        """The active strategies that take more time than there is."""
        return self.record.unplaced

    @property
    def review(self) -> tuple[LookBack, ...]:
        """What is taken in the place of each strategy if it has not helped after six weeks."""
        return self.record.review

    def differences(self) -> tuple[str, ...]:
        """Return what a replay of the pack's conditions found to be otherwise; nothing if everything is right."""
        world = World(self._program.checked, fact_values(self._program, self._outcome))
        return schedule_differences(self.record, self._program.checked, self._outcome, world.truth, world.possible)

    def outline(self) -> Outline:
        """Return the text before it has a form."""
        return tell_plan(self._program, self._outcome, self.record)

    def to_json(self) -> str:
        """Return it as JSON; `docs/reference/json.md` describes it."""
        return write_plan(self._program, self._outcome, self.record)
