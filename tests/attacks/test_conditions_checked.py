"""Every attack that the parser lets through gets its verdict from the checker, over the facts of the corpus."""

from typing import Literal

import attrs
import pytest

from rutengine import Answer, fact
from rutengine.checker.report import Place, Report
from rutengine.checker.resolving import Resolver
from rutengine.checker.scope import Constant, Scope
from rutengine.checker.sense import SenseCheck
from rutengine.diagnostics.diagnostic import Address, Diagnostic
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import find_hidden
from rutengine.language.parser import parse_condition
from rutengine.logic.formulas import Columns
from rutengine.vocabulary.answers import variables_of
from rutengine.vocabulary.vocabulary import Vocabulary
from tests.attacks.corpus import Case, expand_text, load


@attrs.frozen(kw_only=True)
class Target:
    """The facts of the corpus; the values of `name` are the texts that it compares with."""

    sig_a: Answer[int] = fact(between=(0, 4), assume=0)
    sig_b: Answer[int] = fact(between=(0, 4), assume=0)
    age: Answer[int] = fact(between=(0, 120), assume=40)
    bmi: Answer[int] = fact(between=(10, 80), assume=22)
    smoker: Answer[bool] = fact(assume=False)
    firm: Answer[Literal["micro", "small", "medium", "large"]] = fact(assume="small")
    name: Answer[Literal["a", "b", "'); DROP TABLE x; --", "{0.__class__}", "a' or 'b' == 'b"]] = fact(assume="b")
    tags: Answer[frozenset[Literal["a", "b", "c"]]] = fact(assume=frozenset())


VOCABULARY = Vocabulary.of(Target)
SCOPE = Scope({**{fact.name: fact.kind for fact in VOCABULARY.facts}, "marked": Constant(2)})
COLUMNS = Columns([((v.name, v.member), v.domain) for known in VOCABULARY.facts for v in variables_of(known)])
CASES = [case for case in load("conditions") if case["expect"] == "accept" or case.get("phase") == "check"]

CODES = {
    "W033": "RUT301", "W081": "RUT301", "W082": "RUT301", "W115": "RUT301", "W116": "RUT301", "C029": "RUT301",
    "C069": "RUT301", "W102": "RUT302", "W103": "RUT302", "W109": "RUT302", "C028": "RUT302", "C030": "RUT302",
    "C031": "RUT302", "W110": "RUT307", "C026": "RUT307", "C027": "RUT307",
}  # fmt: skip
"""What the checker says of the cases of phase `check`."""

OUR_OWN = {"W010": "RUT306", "W089": "RUT304"}
"""Texts that are well written, as the corpus says, and of which the checker says that they tell nobody from anybody."""


def check(text: str) -> list[Diagnostic]:
    """Return what the checker says of a condition."""
    report = Report()
    place = Place(report, Address("rules/x.toml", ("rule", 0, "when")), "rule `x`", text)
    resolver = Resolver(SCOPE, place)
    condition = resolver.condition(parse_condition(text))
    if resolver.sound:
        SenseCheck(COLUMNS).check(condition, place, resolver.spans)
    return report.diagnostics


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_checker_gives_the_verdict_of_the_corpus(case: Case) -> None:
    found = check(expand_text(case["input"]))
    expected = {**CODES, **OUR_OWN}.get(case["id"])
    assert {diagnostic.code for diagnostic in found} == ({expected} if expected else set())
    assert (case["expect"] == "accept") == (expected is None or case["id"] in OUR_OWN)
    if "at" in case:
        assert [d.finding.span.start for d in found if d.finding.span is not None] == [case["at"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_what_is_said_is_short_safe_and_points_into_the_text(case: Case) -> None:
    text = expand_text(case["input"])
    for diagnostic in check(text):
        finding = diagnostic.finding
        assert find_hidden(str(diagnostic)) is None
        assert finding.span is not None
        assert 0 <= finding.span.start < finding.span.end <= len(text)
        for said in (finding.message, finding.expected, finding.found, finding.help):
            assert said is None or len(said) <= LIMITS.message_characters


def test_a_near_miss_is_suggested() -> None:
    (diagnostic,) = check("agee >= 18")
    assert diagnostic.finding.help == "did you mean `age`?"
