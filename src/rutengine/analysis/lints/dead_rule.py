"""A rule whose condition holds for nobody, by what the patterns mean and the constraints allow."""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding, with the proof, for every rule that fires for nobody."""
    for rule in inquiry.pack.rules:
        proof = inquiry.dead(rule)
        if proof is not None:
            yield LintFinding(
                lint="dead-rule",
                address=rule.address.at("when"),
                subject=f"rule `{rule.id}`",
                message=f"the rule `{rule.id}` fires for nobody",
                certificates=(proof,),
            )
