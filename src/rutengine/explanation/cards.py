"""The lay card: at most three reasons, what it is compared with, what would change it and what is not sure yet."""

from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import Outcome, Standing, Status
from rutengine.explanation.certainty import Sureness, find_sureness
from rutengine.explanation.changing import Changes, find_changes
from rutengine.explanation.contrasting import RankContrast, find_contrast
from rutengine.explanation.sufficiency import Premise, SufficientReason, find_reason
from rutengine.logic.search import Budget, SearchLimitError
from rutengine.model.claims import Claim, deferred, excluded, holds, recommended
from rutengine.model.rule import Rule
from rutengine.solver.proving import NODES, Certificate, Prover, Verdict

MOST_REASONS: Final = 3
"""How many rules a card names at the most."""


@attrs.frozen(kw_only=True, repr=False)
class CardReason:
    """A fired rule that holds by the facts of the card's reason alone.

    Arguments:
        rule: its id.
        says: the reason given to the person, where it excludes, defers or requires; else None.
        because: its sentence.
        points: the points, negative against; 0 where points do not decide.
        assumed: whether it rests on what is assumed alone: the answers do not settle (or were not seen to) that it
            fires, and it would fire if nothing were answered.
        certificate: the proof that it holds by these facts.
        verdict: whether all answers together settle that it holds.
    """

    rule: str
    says: str | None
    because: str
    points: int
    assumed: bool
    certificate: Certificate
    verdict: Verdict

    def __repr__(self) -> str:
        return "<CardReason>"


@attrs.frozen(kw_only=True, repr=False)
class LayCard:
    """What a person reads of one strategy.

    Arguments:
        strategy: its id.
        status: its fate, as in the outcome.
        shortfall: how many points of lead are missing, if that is why it is not recommended; else 0.
        claim: the one claim that every line of the card speaks of; it is true at the assumed completion. It says that
            the strategy is recommended, or excluded, or deferred, or that it is not recommended.
        reason: an irreducible reason for the claim.
        reasons: at most three rules, strongest first; they rest on facts of the reason only. If no rule says why,
            the premises of the reason do.
        contrast: for an active strategy with the next of its role below it, for another with the last active one of
            its role; None if there is none, or if it is the stance that keeps the strategy back.
        changes: what would make the claim false, if a change of actionable facts does.
        sureness: whether the claim is settled, and the open facts that decide it.
    """

    strategy: str
    status: Status
    shortfall: int
    claim: Claim
    reason: SufficientReason
    reasons: tuple[CardReason, ...]
    contrast: RankContrast | None
    changes: Changes
    sureness: Sureness

    def __repr__(self) -> str:
        return f"<LayCard: {self.strategy}>"


def find_card(prover: Prover, outcome: Outcome, strategy: str, nodes: int = NODES) -> LayCard:
    """Return the card of a strategy.

    Arguments:
        prover: of the program.
        outcome: the decision.
        strategy: an id of the pack.
        nodes: how many states each of its questions, and each proof of a reason, may look at.
    """
    program = prover.program
    standing = next(s for s in outcome.standings if s.strategy == strategy)
    claim = _claim(standing)
    reason = find_reason(prover, outcome, claim, "irreducible", nodes)
    rival = _rival(program, outcome, standing)
    return LayCard(
        strategy=strategy,
        status=standing.status,
        shortfall=standing.threshold - standing.lead if standing.status == "below_threshold" else 0,
        claim=claim,
        reason=reason,
        reasons=_reasons(prover, outcome, standing, reason.premises, nodes),
        contrast=None if rival is None else find_contrast(program, outcome, strategy, rival),
        changes=find_changes(prover, outcome, ~claim, 1, nodes),
        sureness=find_sureness(prover, outcome, claim, nodes),
    )


def _claim(standing: Standing) -> Claim:
    if standing.recommended:
        return recommended(standing.strategy)
    match standing.status:
        case "excluded":
            return excluded(standing.strategy)
        case "deferred":
            return deferred(standing.strategy)
        case _:
            return ~recommended(standing.strategy)


def _reasons(
    prover: Prover, outcome: Outcome, standing: Standing, premises: Iterable[Premise], nodes: int
) -> tuple[CardReason, ...]:
    """Return the strongest rules that say why and that hold given only the premises; each sentence once."""
    columns = prover.program.columns
    given, now = outcome.given, outcome.values[: len(outcome.given)]
    neutral = [1 << variable.assume for variable in prover.program.variables]
    known = list(prover.encoding.network.full)
    for premise in premises:
        known[premise.column] = columns.bits(premise.column, premise.values)
    found: dict[tuple[str | None, str], CardReason] = {}
    for rule, says, points in _speaking(prover.program, standing):
        if (says, rule.because) in found:
            continue
        fires = holds(prover.program.checked.conditions[("rule", rule.id)])
        proof = _proof(prover, ~fires, known, nodes)
        if proof is not None:
            verdict = prover.settle(fires, given, now, nodes)
            found[says, rule.because] = CardReason(
                rule=rule.id,
                says=says,
                because=rule.because,
                points=points,
                assumed=verdict.certainty != "settled" and prover.is_true(fires, neutral),
                certificate=proof,
                verdict=verdict,
            )
        if len(found) == MOST_REASONS:
            break
    return tuple(found.values())


def _proof(prover: Prover, claim: Claim, sets: Sequence[int], nodes: int) -> Certificate | None:
    """Return the proof that a claim is true on no completion of some sets, if it is found within the budget."""
    try:
        return prover.refute(claim, sets, Budget(nodes))
    except SearchLimitError:
        return None


def _speaking(program: Program, standing: Standing) -> list[tuple[Rule, str | None, int]]:
    """Return the fired rules that speak for the fate of a strategy, with the reason given, strongest first."""
    rules, name = {step.rule.id: step.rule for step in program.rules}, standing.strategy
    match standing.status:
        case "active" | "recommended":
            required = [(rules[id], rules[id].require[name], 0) for id in standing.required]
            return [*required, *((rules[c.rule], None, c.points) for c in standing.contributions if c.points > 0)]
        case "excluded":
            return [(rules[id], rules[id].exclude[name], 0) for id in standing.excluded]
        case "deferred":
            return [(rules[id], rules[id].defer[name], 0) for id in standing.deferred]
        case "below_threshold":
            against = sorted((c.points, c.rule) for c in standing.contributions if c.points < 0)
            return [(rules[rule], None, points) for points, rule in against]


def _rival(program: Program, outcome: Outcome, standing: Standing) -> str | None:
    """Return what the strategy is compared with, if anything is next to it; a stance is no rival."""
    if standing.recommended and not standing.eligible:
        return None
    steps = {step.strategy.id: step for step in program.strategies}
    role = steps[standing.strategy].strategy.role
    alike = [s for s in outcome.standings if steps[s.strategy].strategy.role == role and s.recommended]
    if standing.status != "active":
        return next((s.strategy for s in reversed(alike) if s.status == "active"), None)
    alike.sort(key=lambda s: (s.rank or 0, steps[s.strategy].tie_break))
    return next((s.strategy for s in alike[alike.index(standing) + 1 :]), None)
