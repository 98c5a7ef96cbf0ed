"""Where a decision comes from, as W3C PROV-JSON: which rules and which answers it was made of, by which engine."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import Outcome
from rutengine.model.version import SEMANTICS, VERSION

Records = dict[str, dict[str, Any]]

NAMESPACE = "urn:rutengine:"
"""What the prefix `rut` stands for."""


def write_prov(program: Program, outcome: Outcome) -> str:
    """Return the provenance of a decision as PROV-JSON (https://www.w3.org/submissions/prov-json/).

    It tells what was decided and which rules fired, from which answers can be inferred; no value of a fact, no time.

    Example:
        >>> from rutengine.career import Profile, advise, engine
        >>> document = json.loads(write_prov(engine().program, advise(Profile()).outcome))
        >>> document["wasGeneratedBy"]["_:generation.decision"]
        {'prov:activity': 'rut:deciding', 'prov:entity': 'rut:decision'}
    """
    active = {standing.strategy: standing for standing in outcome.standings if standing.status == "active"}
    supporting = {
        id: (*one.required, *(c.rule for c in one.contributions if c.points > 0)) for id, one in active.items()
    }
    rules = [id for id in outcome.fired if any(id in found for found in supporting.values())]
    recommendations = [f"recommendation.{id}" for id in active]
    derived = [
        ("decision", "pack"),
        ("decision", "answers"),
        *((f"rule.{id}", "pack") for id in rules),
        *((name, "decision") for name in recommendations),
        *((name, "answers") for name in recommendations),
        *(
            (f"recommendation.{id}", f"rule.{rule}")
            for id, found in supporting.items()
            for rule in dict.fromkeys(found)
        ),
    ]
    made = ["decision", *recommendations]
    document: dict[str, Mapping[str, object]] = {
        "prefix": {"rut": NAMESPACE},
        "entity": _entities(program, outcome, rules, list(active)),
        "activity": {"rut:deciding": {"rut:semantics": SEMANTICS}},
        "agent": {"rut:engine": {"prov:type": _qualified("prov:SoftwareAgent"), "rut:version": VERSION}},
        "used": _related("usage", "activity", "deciding", ("pack", "answers")),
        "wasGeneratedBy": _related("generation", "activity", "deciding", made),
        "wasDerivedFrom": {
            f"_:derivation.{one}.{other}": {"prov:generatedEntity": f"rut:{one}", "prov:usedEntity": f"rut:{other}"}
            for one, other in derived
        },
        "wasAssociatedWith": {
            "_:association.deciding": {
                "prov:activity": "rut:deciding",
                "prov:agent": "rut:engine",
                "prov:plan": "rut:pack",
            }
        },
        "wasAttributedTo": _related("attribution", "agent", "engine", made),
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _entities(program: Program, outcome: Outcome, rules: Iterable[str], active: Iterable[str]) -> Records:
    pack, strategies = program.checked.pack, {step.strategy.id: step.strategy for step in program.strategies}
    said = {rule.id: rule.because for rule in pack.rules}
    head = {
        "prov:type": _qualified("prov:Plan"),
        "rut:id": pack.head.id,
        "rut:version": pack.head.version,
        "rut:sha256": pack.content_hash,
    }
    return {
        "rut:pack": head,
        "rut:answers": {"rut:vocabulary": program.checked.vocabulary.id},
        "rut:decision": {"rut:stance": outcome.stance},
        **{f"rut:recommendation.{id}": {"prov:label": strategies[id].title, "rut:strategy": id} for id in active},
        **{f"rut:rule.{id}": {"prov:label": said[id], "rut:rule": id} for id in rules},
    }


def _related(what: str, role: str, one: str, entities: Iterable[str]) -> Records:
    """Return a relation between an activity or agent and each of some entities."""
    return {f"_:{what}.{entity}": {f"prov:{role}": f"rut:{one}", "prov:entity": f"rut:{entity}"} for entity in entities}


def _qualified(name: str) -> Mapping[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}
