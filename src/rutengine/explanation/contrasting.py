"""Contrast two strategies: what speaks for the one rather than the other, counted once, and the fewest differences."""

from collections.abc import Iterable
from itertools import accumulate
from typing import Literal

import attrs

from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import Outcome, Standing

DecidedBy = Literal["neither recommended", "not recommended", "required", "lead", "total", "nothing"]


@attrs.frozen(kw_only=True, repr=False)
class Score:
    """The points of one strategy.

    Arguments:
        lead, total: as in the outcome.
        against: the sum of its oppositions, 0 or less; lead and total include it.
    """

    lead: int
    total: int
    against: int

    def __repr__(self) -> str:
        return "<Score>"


@attrs.frozen(kw_only=True, repr=False)
class Difference:
    """What tells two strategies apart, in points: their strongest supports, or what one fired rule gives to both.

    Arguments:
        kind: `strongest` compares the strongest supports, which different rules may give; `rule` is one rule.
        rule: the id of the rule; of the strongest supports the one that gives the winner its, the first in the order
            of letters if several do; None if none does.
        rival_rule: the same for the loser; of kind `rule` the rule once more.
        winner, loser: the points that each gets, negative against.
        net: the winner's less the loser's, never 0.
    """

    kind: Literal["strongest", "rule"]
    rule: str | None
    rival_rule: str | None
    winner: int
    loser: int
    net: int

    def __repr__(self) -> str:
        return "<Difference>"


@attrs.frozen(kw_only=True, repr=False)
class RankContrast:
    """Why one strategy stands above another.

    Arguments:
        winner, loser: the ids; if the two are equal, the winner is only shown first, and if neither is recommended,
            they stand in the order in which they were asked for.
        decided_by: what tells them apart: the loser is not recommended, a rule requires the winner, the lead, or, where
            the leads are equal, the total.
        gap: by how many points, for lead and total; how many are missing, of a loser for which too little speaks; or 0.
        deciding: where points do not decide, the ids of the fired rules that do: they exclude or defer the loser, or
            require the winner.
        winner_score, loser_score: the points of both.
        differences: what makes up the gap in lead or total, in the order of what it adds, largest first. For the lead
            these are the strongest supports and all oppositions, for the total all rules. The nets add up to the gap.
        covering: the rules of the fewest differences that together reach the gap; these are the first of them.
    """

    winner: str
    loser: str
    decided_by: DecidedBy
    gap: int
    deciding: tuple[str, ...]
    winner_score: Score
    loser_score: Score
    differences: tuple[Difference, ...]
    covering: tuple[str, ...]

    def __repr__(self) -> str:
        return "<RankContrast>"


def find_contrast(program: Program, outcome: Outcome, first: str, second: str) -> RankContrast:
    """Return what tells two strategies apart, in whichever order they stand.

    Arguments:
        program: the program.
        outcome: the decision.
        first, second: ids of strategies of the pack.
    """
    standings = {standing.strategy: standing for standing in outcome.standings}
    ties = {step.strategy.id: step.tie_break for step in program.strategies}
    winner, loser = standings[first], standings[second]
    if winner.recommended or loser.recommended:
        winner, loser = sorted((winner, loser), key=lambda s: (not s.recommended, _descending(s), ties[s.strategy]))
    decided_by, gap, deciding = _verdict(winner, loser)
    differences = _differences(winner, loser, decided_by)
    sums = accumulate((difference.net for difference in differences), initial=0)
    needed = next(count for count, net in enumerate(sums) if net >= gap) if differences else 0
    return RankContrast(
        winner=winner.strategy,
        loser=loser.strategy,
        decided_by=decided_by,
        gap=gap,
        deciding=deciding,
        winner_score=_score(winner),
        loser_score=_score(loser),
        differences=differences,
        covering=tuple(difference.rule for difference in differences[:needed] if difference.rule is not None),
    )


def _descending(standing: Standing) -> tuple[int, ...]:
    return tuple(-part for part in standing.key)


def _verdict(winner: Standing, loser: Standing) -> tuple[DecidedBy, int, tuple[str, ...]]:
    if not winner.recommended:
        return "neither recommended", 0, ()
    if not loser.recommended:
        barred = loser.excluded or loser.deferred
        return "not recommended", 0 if barred else loser.threshold - loser.lead, barred
    if winner.required and not loser.required:
        return "required", 0, winner.required
    if winner.lead != loser.lead:
        return "lead", winner.lead - loser.lead, ()
    if winner.total != loser.total:
        return "total", winner.total - loser.total, ()
    return "nothing", 0, ()


def _score(standing: Standing) -> Score:
    return Score(lead=standing.lead, total=standing.total, against=standing.total - sum(_supports(standing).values()))


def _supports(standing: Standing) -> dict[str, int]:
    """Return the points for a strategy, by rule, strongest first."""
    return {c.rule: c.points for c in standing.contributions if c.points > 0}


def _differences(winner: Standing, loser: Standing, decided_by: DecidedBy) -> tuple[Difference, ...]:
    if decided_by not in ("lead", "total"):
        return ()
    of_lead = decided_by == "lead"
    counted = [{c.rule: c.points for c in s.contributions if c.points < 0 or not of_lead} for s in (winner, loser)]
    found = [_netted("rule", rule, rule, *(points.get(rule, 0) for points in counted)) for rule in _rules(counted)]
    if of_lead:
        strongest = [next(iter(_supports(s).items()), (None, 0)) for s in (winner, loser)]
        (rule, most), (rival_rule, rival_most) = strongest
        found.insert(0, _netted("strongest", rule, rival_rule, most, rival_most))
    return tuple(sorted((d for d in found if d.net), key=lambda d: -d.net))


def _rules(counted: Iterable[dict[str, int]]) -> list[str]:
    return sorted({rule for points in counted for rule in points})


def _netted(
    kind: Literal["strongest", "rule"], rule: str | None, rival_rule: str | None, winner: int, loser: int
) -> Difference:
    return Difference(kind=kind, rule=rule, rival_rule=rival_rule, winner=winner, loser=loser, net=winner - loser)
