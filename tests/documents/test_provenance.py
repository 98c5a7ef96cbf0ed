"""PROV-JSON: the sections of the submission, every relation between things that are declared, and no fact."""

import json
from typing import Any

import pytest

from rutengine.career import Profile, Signals, advise
from rutengine.career import engine as career
from rutengine.documents.provenance import write_prov
from tests.documents.audits import mini, outcome

ENDS = {
    "used": {"prov:activity": "activity", "prov:entity": "entity"},
    "wasGeneratedBy": {"prov:activity": "activity", "prov:entity": "entity"},
    "wasDerivedFrom": {"prov:generatedEntity": "entity", "prov:usedEntity": "entity"},
    "wasAssociatedWith": {"prov:activity": "activity", "prov:agent": "agent", "prov:plan": "entity"},
    "wasAttributedTo": {"prov:agent": "agent", "prov:entity": "entity"},
}
"""The relations that are used here, and what stands at their ends, by the submission."""


def check(text: str) -> dict[str, Any]:
    """Check the structure of a PROV-JSON document and return it."""
    document: dict[str, Any] = json.loads(text)
    assert list(document) == ["prefix", "entity", "activity", "agent", *ENDS]
    assert list(document["prefix"]) == ["rut"]
    for section in ("entity", "activity", "agent"):
        for name, attributes in document[section].items():
            assert name.startswith("rut:")
            for key, value in attributes.items():
                assert key.startswith(("rut:", "prov:"))
                typed = isinstance(value, dict) and value.keys() == {"$", "type"}
                assert typed or type(value) in (str, int)
    for relation, ends in ENDS.items():
        for name, record in document[relation].items():
            assert name.startswith("_:")
            assert record.keys() == ends.keys()
            for key, section in ends.items():
                assert record[key] in document[section]
    return document


def test_a_small_decision() -> None:
    document = check(write_prov(mini().program, outcome()))
    rules = ["rut:rule.history-b", "rut:rule.r1", "rut:rule.r2"]
    made = ["rut:decision", *(f"rut:recommendation.{id}" for id in ("a", "c", "help"))]
    assert [*document["entity"]] == ["rut:pack", "rut:answers", *made, *rules]
    assert document["entity"]["rut:pack"]["rut:sha256"] == mini().pack.pack.content_hash
    assert document["agent"]["rut:engine"]["prov:type"]["$"] == "prov:SoftwareAgent"
    assert [record["prov:entity"] for record in document["wasGeneratedBy"].values()] == made
    derived = [(one["prov:generatedEntity"], one["prov:usedEntity"]) for one in document["wasDerivedFrom"].values()]
    assert {other for one, other in derived if one == "rut:recommendation.help"} == {
        "rut:decision", "rut:answers", "rut:rule.r2"
    }  # fmt: skip


@pytest.mark.parametrize("signals", [Signals(), Signals(told_no_growth=True, underpaid=3), Signals(in_crisis=True)])
def test_decisions_on_careers(signals: Signals) -> None:
    decision = advise(Profile(signals=signals))
    text = write_prov(career().program, decision.outcome)
    document = check(text)
    named = [one["rut:strategy"] for one in document["entity"].values() if "rut:strategy" in one]
    assert named == [active.strategy for active in decision.active]
    assert text == write_prov(career().program, decision.outcome)
    for fact in career().vocabulary.facts:
        assert fact.name not in text
