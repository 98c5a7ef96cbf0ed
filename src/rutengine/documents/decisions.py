"""Decisions and explanations as JSON: stable, documented, the same bytes for the same profile everywhere."""

import json
from collections.abc import Mapping
from typing import Any

import attrs
import cattrs

from rutengine.compiler.program import Program
from rutengine.diagnostics.limits import LIMITS
from rutengine.evaluation.outcome import Outcome, Standing
from rutengine.explanation.reasons import RuleReason, StrategyReasons
from rutengine.model.version import SEMANTICS, VERSION

DECISION_FORMAT = 1
"""The number of the JSON form of decisions and explanations."""

_UNFIRED_KEPT = 3
_RULES_KEPT = 20
"""How much of an explanation that is too long is kept."""

_converter = cattrs.Converter(unstruct_collection_overrides={tuple: list})


def write_decision(program: Program, outcome: Outcome) -> str:
    """Return a decision as JSON, two spaces deep, with a line break at the end."""
    head = program.checked.pack.head
    document = {
        **document_head(program, "decision"),
        "stance": {"id": outcome.stance, "says": head.stances[outcome.stance].says},
        "active": [standing.strategy for standing in outcome.standings if standing.status == "active"],
        "strategies": [_strategy(program, standing) for standing in outcome.standings],
        "patterns": dict(pattern_values(program, outcome)),
        "fired": list(outcome.fired),
        "assumed": list(outcome.assumed),
        "notices": list(outcome.notices),
    }
    return write_document(document)


def write_explanation(program: Program, reasons: StrategyReasons) -> str:
    """Return an explanation as JSON; one above 256 KiB is shortened and says `"truncated": true`."""
    for truncated, shown in ((False, reasons), (True, _shortened(reasons)), (True, _bare(reasons))):
        document = {
            **document_head(program, "explanation"),
            "truncated": truncated,
            "explanation": _converter.unstructure(shown),
        }
        text = write_document(document)
        if len(text.encode()) <= LIMITS.explanation_bytes:
            break
    return text


def pattern_values(program: Program, outcome: Outcome) -> tuple[tuple[str, Any], ...]:
    """Return the value of every derived fact, by name in alphabetical order."""
    columns = program.columns
    found = []
    for step in program.derived:
        (value,) = columns.values(step.column, outcome.values[step.column])
        found.append((columns.keys[step.column][0], value))
    return tuple(sorted(found))


def document_head(program: Program, kind: str) -> Mapping[str, object]:
    """Return what every document begins with: its kind, and which rules and which engine it comes from."""
    pack = program.checked.pack
    return {
        "kind": kind,
        "format": DECISION_FORMAT,
        "engine": VERSION,
        "semantics": SEMANTICS,
        "pack": {"id": pack.head.id, "version": pack.head.version, "sha256": pack.content_hash},
        "vocabulary": program.checked.vocabulary.id,
    }


def _strategy(program: Program, standing: Standing) -> Mapping[str, object]:
    strategy = next(step.strategy for step in program.strategies if step.strategy.id == standing.strategy)
    record: dict[str, object] = _converter.unstructure(standing)
    record["title"] = strategy.title
    record["role"] = strategy.role
    record["phase"] = strategy.phase
    record["route"] = None if standing.route is None else strategy.routes[standing.route].how
    record["tips"] = [strategy.tips[i].how for i in standing.tips]
    record["evidence"] = strategy.evidence.grade
    return record


def _shortened(reasons: StrategyReasons) -> StrategyReasons:
    return attrs.evolve(reasons, unfired=reasons.unfired[:_UNFIRED_KEPT])


def _bare(reasons: StrategyReasons) -> StrategyReasons:
    """Return the explanation without what stands below its rules."""

    def cut(rules: tuple[RuleReason, ...]) -> tuple[RuleReason, ...]:
        return tuple(attrs.evolve(rule, reasons=()) for rule in rules[:_RULES_KEPT])

    return attrs.evolve(
        reasons,
        require=cut(reasons.require),
        exclude=cut(reasons.exclude),
        defer=cut(reasons.defer),
        support=tuple(attrs.evolve(theme, rules=cut(theme.rules)) for theme in reasons.support),
        oppose=tuple(attrs.evolve(theme, rules=cut(theme.rules)) for theme in reasons.oppose),
        unfired=cut(reasons.unfired),
    )


def write_document(document: Mapping[str, object]) -> str:
    """Return a document as JSON, two spaces deep, with a line break at the end."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
