"""Two rules that fire for the same people and do the same to the same strategies."""

from collections.abc import Iterator

from rutengine.analysis.lints.effects import effects_of
from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.analysis.lints.pairs import covered


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding, with both proofs, at the second of two rules with equal effects and equivalent conditions."""
    seen: set[str] = set()
    for rule, other in covered(inquiry):
        seen.add(rule.id)
        if other.id not in seen and effects_of(rule) == effects_of(other):
            first, second = inquiry.fires(rule), inquiry.fires(other)
            proofs = inquiry.nobody_of(((first, ~second), (second, ~first)))
            if proofs is not None:
                yield LintFinding(
                    lint="equal-conditions",
                    address=other.address.at("when"),
                    subject=f"rule `{other.id}`",
                    message=f"the rules `{rule.id}` and `{other.id}` fire for the same people and do the same",
                    certificates=proofs,
                )
