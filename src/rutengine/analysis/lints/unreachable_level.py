"""A condition that asks for values of a pattern that nobody has.

That a pattern has such values is no fault; that something waits for them is.
"""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.analysis.lints.literals import comparisons_of
from rutengine.analysis.lints.places import conditions_of_patterns, conditions_written
from rutengine.checker.claim_texts import claim_text
from rutengine.model.claims import Holds
from rutengine.model.conditions import In
from rutengine.solver.proving import Certificate


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding, with the proof, for every comparison with a pattern that holds for nobody."""
    names = {derived.name for derived in inquiry.checked.derived}
    known: dict[In, Certificate | None] = {}
    for written in (*conditions_written(inquiry), *conditions_of_patterns(inquiry)):
        for comparison in comparisons_of(written.condition):
            if comparison.name not in names:
                continue
            if comparison not in known:
                known[comparison] = inquiry.nobody(Holds(comparison))
            proof = known[comparison]
            if proof is not None:
                said = claim_text(Holds(comparison), inquiry.checked)
                yield LintFinding(
                    lint="unreachable-level",
                    address=written.address,
                    subject=written.subject,
                    message=f"`{said}` holds for nobody",
                    certificates=(proof,),
                )
