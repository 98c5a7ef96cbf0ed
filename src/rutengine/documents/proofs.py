"""What was proved of a decision as JSON: how sure, why, what would change it, comparisons and cards."""

from collections.abc import Mapping, Sequence
from typing import cast

import attrs

from rutengine.checker.claim_texts import claim_text
from rutengine.compiler.program import Program
from rutengine.diagnostics.errors import ClaimError
from rutengine.diagnostics.limits import LIMITS
from rutengine.documents.decisions import document_head, write_document
from rutengine.explanation.cards import CardReason, LayCard
from rutengine.explanation.certainty import Sureness
from rutengine.explanation.changing import Changes, Way
from rutengine.explanation.contrasting import RankContrast
from rutengine.explanation.sufficiency import SufficientReason
from rutengine.model.claims import Claim
from rutengine.solver.proving import Certificate
from rutengine.vocabulary.kinds import Scalar


def write_sureness(program: Program, sureness: Sureness) -> str:
    """Return how sure a claim is as JSON."""
    return _write(program, "sureness", _sureness(program, sureness))


def write_reason(program: Program, reason: SufficientReason) -> str:
    """Return the reason for a claim as JSON."""
    return _write(program, "reason", _reason(program, reason))


def write_changes(program: Program, changes: Changes) -> str:
    """Return what would make a claim true as JSON."""
    return _write(program, "changes", _changes(program, changes))


def write_contrast(program: Program, contrast: RankContrast) -> str:
    """Return a comparison of two strategies as JSON."""
    return _write(program, "contrast", attrs.asdict(contrast))


def write_card(program: Program, card: LayCard) -> str:
    """Return the card of a strategy as JSON."""
    document = {
        "strategy": card.strategy,
        "status": card.status,
        "shortfall": card.shortfall,
        "claim": _claim(program, card.claim),
        "reasons": [_card_reason(program, reason) for reason in card.reasons],
        "reason": _reason(program, card.reason),
        "contrast": None if card.contrast is None else attrs.asdict(card.contrast),
        "changes": _changes(program, card.changes),
        "sureness": _sureness(program, card.sureness),
    }
    return _write(program, "card", document)


def _sureness(program: Program, sureness: Sureness) -> Mapping[str, object]:
    verdict = sureness.verdict
    return {
        "claim": _claim(program, verdict.claim),
        "value": verdict.value,
        "certainty": verdict.certainty,
        "deciders": [
            {"name": decider.name, "member": decider.member, "now": decider.now, "then": decider.then}
            for decider in sureness.deciders
        ],
        "witness": None if verdict.witness is None else _answers(program, verdict.witness),
        "certificate": _certificate(program, verdict.certificate),
    }


def _reason(program: Program, reason: SufficientReason) -> Mapping[str, object]:
    return {
        "claim": _claim(program, reason.claim),
        "label": reason.label,
        "assumed": reason.assumed,
        "premises": [
            {**_fact(program, premise.column), "values": premise.values, "assumed": premise.assumed}
            for premise in reason.premises
        ],
        "certificate": _certificate(program, reason.certificate),
        "counterexamples": [
            {
                "differs": [_fact(program, column) for column in example.columns],
                "answers": _answers(program, example.completion),
            }
            for example in reason.counterexamples
        ],
    }


def _card_reason(program: Program, reason: CardReason) -> Mapping[str, object]:
    return {
        "rule": reason.rule,
        "says": reason.says,
        "because": reason.because,
        "points": reason.points,
        "assumed": reason.assumed,
        "certificate": _certificate(program, reason.certificate),
    }


def _changes(program: Program, changes: Changes) -> Mapping[str, object]:
    return {
        "claim": _claim(program, changes.claim),
        "label": changes.label,
        "ways": [_way(program, way) for way in changes.ways],
        "certificate": _certificate(program, changes.certificate),
    }


def _way(program: Program, way: Way) -> Mapping[str, object]:
    moves = [
        {"name": move.name, "now": move.now, "then": move.then, "cost": move.cost, "assumed": move.assumed}
        for move in way.moves
    ]
    return {"moves": moves, "cost": way.cost, "answers": _answers(program, way.completion)}


def _certificate(program: Program, certificate: Certificate | None) -> Mapping[str, object] | None:
    if certificate is None:
        return None
    return {
        "claim": _claim(program, certificate.claim),
        "sets": certificate.sets,
        "steps": certificate.steps,
        "costs": None if certificate.costs is None else attrs.asdict(certificate.costs),
    }


def _claim(program: Program, claim: Claim) -> str | None:
    """Return the text of a claim, or None for one on a fact called `stance`, which no text can state."""
    try:
        return claim_text(claim, program.checked)
    except ClaimError:
        return None


def _fact(program: Program, column: int) -> Mapping[str, str | None]:
    name, member = program.columns.keys[column]
    return {"name": name, "member": member}


def _answers(program: Program, completion: Sequence[int]) -> Mapping[str, Scalar | list[str]]:
    """Return what is not neutral in a completion, by the names of the facts; a set is the list of its members."""
    columns, answers = program.columns, dict[str, Scalar | list[str]]()
    found = list(enumerate(zip(program.variables, completion, strict=False)))
    other = {variable.name for _, (variable, bit) in found if bit != 1 << variable.assume}
    for column, (variable, bit) in found:
        (value,) = columns.values(column, bit)
        if variable.name not in other:
            continue
        if variable.member is None:
            answers[variable.name] = value
        else:
            members = answers.setdefault(variable.name, [])
            if value and isinstance(members, list):
                members.append(variable.member)
    return answers


def _write(program: Program, kind: str, proof: Mapping[str, object]) -> str:
    """Return a document with the head that decisions have; one above 256 KiB is shortened and says so."""
    for spared in ((), ("counterexamples",), ("counterexamples", "certificate")):
        document = {
            **document_head(program, kind),
            "truncated": bool(spared),
            kind: _without(proof, spared),
        }
        text = write_document(document)
        if len(text.encode()) <= LIMITS.explanation_bytes:
            break
    return text


def _without(value: object, keys: Sequence[str]) -> object:
    """Return a value with null for some keys, however deep they are."""
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, object]", value).items()
        return {key: None if key in keys else _without(inner, keys) for key, inner in entries}
    return [_without(inner, keys) for inner in cast("list[object]", value)] if isinstance(value, list) else value
