"""Replay a lay card: its proofs, its comparison, and that every reason follows from the premises alone."""

from collections.abc import Iterable, Mapping, Sequence

import attrs

from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import Outcome
from rutengine.explanation.cards import MOST_REASONS, CardReason, LayCard
from rutengine.explanation.checking_contrasts import contrast_differences, find_rival
from rutengine.explanation.checking_proofs import (
    AT_ONCE,
    Ground,
    changes_differences,
    is_accepted,
    reason_differences,
    sureness_differences,
)
from rutengine.explanation.worlds import Facts, World
from rutengine.logic.formulas import Columns
from rutengine.model.claims import Claim, active, deferred, excluded, holds, lead_at_least, recommended
from rutengine.model.pack import CheckedPack
from rutengine.model.rule import Rule
from rutengine.solver.checking import Certifier

_TABLES: Mapping[str, tuple[str, ...]] = {
    "active": ("require", "support"),
    "recommended": ("require", "support"),
    "excluded": ("exclude",),
    "deferred": ("defer",),
    "below_threshold": ("oppose",),
}


@attrs.frozen
class _Told:
    """What one rule says of the strategy."""

    rule: str
    says: str | None
    because: str
    points: int


def card_differences(card: LayCard, program: Program, outcome: Outcome, certifier: Certifier) -> tuple[str, ...]:
    """Return what is wrong with a card; nothing if every part of it is borne out.

    Arguments:
        card: the card.
        program: the program; only its columns and its pack are read.
        outcome: the decision; only the answers and the assumed completion are read.
        certifier: the independent checker for the pack.
    """
    checked, columns = program.checked, program.columns
    now = outcome.values[: len(outcome.given)]
    ground = Ground(checked=checked, certifier=certifier, given=outcome.given, now=now)
    claim, fate = _claims(card, checked)
    wrong = [] if card.claim == claim else ["the claim is not that of the fate"]
    if not certifier.accepts(~fate, now, AT_ONCE):
        wrong.append("the fate is another")
    if (card.reason.claim, card.sureness.claim, card.changes.claim) != (card.claim, card.claim, ~card.claim):
        wrong.append("the lines of the card speak of different claims")
    if card.shortfall and card.status != "below_threshold":
        wrong.append("points are told to be missing where it is not for points")
    wrong += reason_differences(card.reason, ground)
    wrong += sureness_differences(card.sureness, ground)
    wrong += changes_differences(card.changes, ground)
    wrong += _reasons_differences(card, program, ground)
    facts = _facts(columns, now)
    rival = find_rival(card.strategy, checked, facts, lambda claim: ground.is_true(claim, now))
    compared = set[str]() if card.contrast is None else {card.contrast.winner, card.contrast.loser}
    if compared != (set[str]() if rival is None else {card.strategy, rival}):
        wrong.append("the comparison is not the one with the strategy next to it")
    if card.contrast is not None:
        wrong += contrast_differences(card.contrast, checked, facts)
    return tuple(wrong)


def _facts(columns: Columns, sets: Sequence[int]) -> Facts:
    """Return the possible values of every fact."""
    return {key: frozenset(columns.values(i, sets[i])) for i, key in enumerate(columns.keys[: len(sets)])}


def _claims(card: LayCard, checked: CheckedPack) -> tuple[Claim, Claim]:
    """Return the claim that belongs to the fate that is told, and what the fate says in full."""
    name = card.strategy
    so = recommended(name)
    match card.status:
        case "active":
            return so, active(name)
        case "recommended":
            return so, so & ~active(name)
        case "excluded":
            return excluded(name), excluded(name) & ~so
        case "deferred":
            return deferred(name), deferred(name) & ~so & ~excluded(name)
        case "below_threshold":
            strategy = next(strategy for strategy in checked.pack.strategies if strategy.id == name)
            lead = checked.pack.head.threshold_of(strategy) - card.shortfall
            exactly = lead_at_least(lead, name) & ~lead_at_least(lead + 1, name)
            return ~so, ~so & ~excluded(name) & ~deferred(name) & exactly


def _reasons_differences(card: LayCard, program: Program, ground: Ground) -> list[str]:
    """Check that the reasons hold by the premises alone, and that no stronger one that plainly does is left out."""
    columns, given = program.columns, ground.given
    known = list(columns.everything()[: len(given)])
    for premise in card.reason.premises:
        known[premise.column] = columns.bits(premise.column, premise.values)
    wrong: list[str] = []
    for reason in card.reasons:
        condition, proof = program.checked.conditions.get(("rule", reason.rule)), reason.certificate
        meant = condition is not None and proof.claim == ~holds(condition) and proof.sets == tuple(known)
        if not meant or not is_accepted(proof, ground.certifier):
            wrong.append(f"`{reason.rule}` does not follow from the premises")
        if not _is_marked_right(reason, ~proof.claim, ground):
            wrong.append(f"`{reason.rule}` is wrongly told to rest, or not to rest, on what is assumed")
    premises = World(ground.checked, _facts(columns, known))
    told = [_Told(reason.rule, reason.says, reason.because, reason.points) for reason in card.reasons]
    speaking = _speaking(card, ground.checked)
    plain = [said for rule, said in speaking if premises.fires(rule)]
    expected = _once(said for _, said in speaking if said in told or said in plain)
    if told != expected[:MOST_REASONS]:
        wrong.append("the reasons are not the strongest that follow from the premises")
    return wrong


def _is_marked_right(reason: CardReason, fires: Claim, ground: Ground) -> bool:
    """Tell whether the mark "assumed" of a reason is borne out, where it is known whether the rule fires anyway."""
    verdict = reason.verdict
    neutral = [1 << variable.assume for variable in ground.variables]
    assumed = verdict.certainty != "settled" and ground.is_true(fires, neutral)
    if verdict.claim != fires or not verdict.value or reason.assumed != assumed:
        return False
    match verdict.certainty:
        case "settled":
            proof = verdict.certificate
            meant = proof is not None and proof.claim == ~fires and proof.sets == ground.given
            return proof is not None and meant and is_accepted(proof, ground.certifier)
        case "open":
            witness = verdict.witness or ()
            return ground.is_real(witness, ground.given) and ground.is_true(~fires, witness)
        case "not proved":
            return True


def _speaking(card: LayCard, checked: CheckedPack) -> list[tuple[Rule, _Told]]:
    """Return every rule that could say why, with what it says, strongest first."""
    found: list[tuple[Rule, _Told]] = []
    for effect in _TABLES[card.status]:
        rules = [rule for rule in checked.pack.rules if card.strategy in getattr(rule, effect)]
        sign = {"support": 1, "oppose": -1}.get(effect)
        made: list[tuple[Rule, _Told]] = []
        for rule in rules:
            said = getattr(rule, effect)[card.strategy]
            says, points = (said, 0) if sign is None else (None, sign * said)
            made.append((rule, _Told(rule.id, says, rule.because, points)))
        found += sorted(made, key=lambda pair: (-abs(pair[1].points), pair[1].rule))
    return found


def _once(said: Iterable[_Told]) -> list[_Told]:
    """Return what is said, each sentence only the first time."""
    told: dict[tuple[str | None, str], _Told] = {}
    for one in said:
        told.setdefault((one.says, one.because), one)
    return list(told.values())
