"""A rule that fires only where another does, which does all that it does and gives as many points at least.

Its points never count for a lead, only for a total. Points against a strategy add up, so a rule that opposes one is
never subsumed.
"""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.analysis.lints.pairs import covered
from rutengine.model.rule import Rule


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding, with the proof, for every rule that another subsumes; not if they fire for the same people."""
    for rule, other in covered(inquiry):
        if rule.oppose or not _as_strong(other, rule):
            continue
        narrow, wide = inquiry.fires(rule), inquiry.fires(other)
        proof = inquiry.nobody(narrow, ~wide)
        if proof is not None and inquiry.nobody(wide, ~narrow) is None:
            yield LintFinding(
                lint="subsumed-condition",
                address=rule.address.at("when"),
                subject=f"rule `{rule.id}`",
                message=f"wherever the rule `{rule.id}` fires, `{other.id}` does too, and does all that it does",
                certificates=(proof,),
            )


def _as_strong(other: Rule, rule: Rule) -> bool:
    return all(other.support[strategy] >= points for strategy, points in rule.support.items())
