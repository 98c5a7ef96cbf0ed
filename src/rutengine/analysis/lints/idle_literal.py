"""A comparison in the condition of a rule without which the rule fires for the same people.

"Without" is: the comparison counts as met, or as not met, wherever it stands in the condition.
"""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.analysis.lints.literals import comparisons_of, settled, signs_of
from rutengine.checker.claim_texts import claim_text
from rutengine.model.claims import Holds
from rutengine.model.conditions import Condition, In
from rutengine.solver.proving import Certificate


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding, with the proofs, for every comparison that a rule can do without; none for a dead rule."""
    for rule in inquiry.pack.rules:
        when = inquiry.when(rule)
        if inquiry.dead(rule) is not None:
            continue
        for comparison in comparisons_of(when):
            proofs = _proofs(inquiry, when, comparison)
            if proofs is not None:
                said = claim_text(Holds(comparison), inquiry.checked)
                yield LintFinding(
                    lint="idle-literal",
                    address=rule.address.at("when"),
                    subject=f"rule `{rule.id}`",
                    message=f"the rule `{rule.id}` fires for the same people without `{said}`",
                    certificates=proofs,
                )


def _proofs(inquiry: Inquiry, when: Condition, comparison: In) -> tuple[Certificate, ...] | None:
    """Return the proofs that nobody is told apart by a comparison, or None.

    Settling a comparison that stands in one sense only, negated or not, changes the condition in one direction only.
    """
    signs = sorted({sign for found, sign in signs_of(when) if found == comparison})
    for so in (True, False):
        before, after = Holds(when), Holds(settled(when, comparison, so=so))
        proofs = inquiry.nobody_of((~before, after) if sign == so else (before, ~after) for sign in signs)
        if proofs is not None:
            return proofs
    return None
