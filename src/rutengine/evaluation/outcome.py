"""An outcome is the plain record of one run: every strategy exactly once, with the rules that put it there."""

from typing import Literal

import attrs

Status = Literal["active", "recommended", "deferred", "below_threshold", "excluded"]
"""The fate of a strategy; `recommended` means: recommended, but not active in this stance or for want of a place."""

STATUSES: tuple[Status, ...] = ("active", "recommended", "deferred", "below_threshold", "excluded")


@attrs.frozen
class Contribution:
    """What one fired rule gave a strategy; points against it are negative."""

    rule: str
    points: int


@attrs.frozen(kw_only=True, repr=False)
class Standing:
    """Where one strategy stands.

    Arguments:
        strategy: its id.
        status: its fate.
        recommended, eligible: recommended, and allowed by the stance.
        lead: the strongest support less all oppositions.
        total: all supports less all oppositions.
        threshold: the lead from which it is recommended.
        rank: the place among the recommended, equal keys sharing one (1, 1, 3); None if not recommended.
        contributions: by strength, then by id of the rule.
        required, excluded, deferred: the ids of the fired rules that say so.
        route: the number of the route that is taken, if it has routes.
        tips: the numbers of the tips that hold.
        notes: the notes of fired rules, in the order of their ids, each once.
    """

    strategy: str
    status: Status
    recommended: bool
    eligible: bool
    lead: int
    total: int
    threshold: int
    rank: int | None
    contributions: tuple[Contribution, ...]
    required: tuple[str, ...]
    excluded: tuple[str, ...]
    deferred: tuple[str, ...]
    route: int | None
    tips: tuple[int, ...]
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Standing: {self.strategy}>"

    @property
    def key(self) -> tuple[bool, int, int]:
        """What is compared: required first, then lead, then total."""
        return (bool(self.required), self.lead, self.total)


@attrs.frozen(kw_only=True, repr=False)
class Outcome:
    """What a run found out.

    Arguments:
        values: the value of every column at the assumed completion, as a single bit.
        given: the values that the answers leave possible, for every column of a given fact.
        answers: the same, less what the constraints rule out.
        assumed: the names of the facts that neither the answers nor the constraints settle.
        fired: the ids of the rules whose condition holds.
        stance: the id of the stance.
        standings: every strategy once: the active first, then by status; inside, in display order.
        notices: the notices of fired rules, in the order of their ids, each once.
    """

    values: tuple[int, ...]
    given: tuple[int, ...]
    answers: tuple[int, ...]
    assumed: tuple[str, ...]
    fired: tuple[str, ...]
    stance: str
    standings: tuple[Standing, ...]
    notices: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Outcome: {len(self.standings)} strategies>"
