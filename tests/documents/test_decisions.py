"""Decisions and explanations as JSON: their form, and what happens when an explanation is too long."""

import json
from typing import Any

import attrs
import pytest

from rutengine.career import Profile, Signals, advise
from rutengine.diagnostics.limits import LIMITS
from rutengine.documents import decisions
from rutengine.documents.decisions import DECISION_FORMAT
from rutengine.model.version import SEMANTICS, VERSION

DECISION = advise(Profile(signals=Signals(told_no_growth=True, underpaid=3)))


def size_of(text: str) -> int:
    return len(text.encode())


def test_a_decision_says_where_it_comes_from_and_names_every_strategy_once() -> None:
    document: dict[str, Any] = json.loads(DECISION.to_json())
    assert (document["kind"], document["format"]) == ("decision", DECISION_FORMAT)
    assert (document["engine"], document["semantics"]) == (VERSION, SEMANTICS)
    assert document["pack"]["sha256"] == DECISION.pack_hash
    names = [strategy["strategy"] for strategy in document["strategies"]]
    assert len(names) == len(set(names)) == 34
    assert document["active"] == [r.strategy for r in DECISION.active]
    for strategy in document["strategies"]:
        points = [contribution["points"] for contribution in strategy["contributions"]]
        assert strategy["total"] == sum(points)


def test_an_explanation_has_a_kind_at_every_reason() -> None:
    document = json.loads(DECISION.why("targeted-job-search").to_json())
    assert document["truncated"] is False
    waiting = [
        reason for theme in document["explanation"]["support"] for rule in theme["rules"] for reason in rule["reasons"]
    ]
    kinds = set()
    while waiting:
        reason = waiting.pop()
        kinds.add(reason["kind"])
        waiting += reason.get("reasons", [])
    assert kinds <= {"fact", "pattern", "all", "any", "at_least"}
    assert "fact" in kinds


@pytest.mark.parametrize(("more", "truncated"), [(-1, True), (0, False), (1, False)])
def test_the_limit_of_an_explanation(monkeypatch: pytest.MonkeyPatch, more: int, *, truncated: bool) -> None:
    explanation = DECISION.why_not("career-change")
    whole = explanation.to_json()
    limits = attrs.evolve(LIMITS, explanation_bytes=size_of(whole) + more)
    monkeypatch.setattr(decisions, "LIMITS", limits)
    shown = explanation.to_json()
    assert json.loads(shown)["truncated"] is truncated
    assert size_of(shown) <= limits.explanation_bytes


def test_what_is_far_too_long_keeps_its_rules_without_their_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decisions, "LIMITS", attrs.evolve(LIMITS, explanation_bytes=1))
    document = json.loads(DECISION.why_not("career-change").to_json())
    assert document["truncated"] is True
    assert document["explanation"]["unfired"]
    assert all(rule["reasons"] == [] for rule in document["explanation"]["unfired"])
