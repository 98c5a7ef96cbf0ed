"""A row of a `case` that nobody reaches: wherever its condition holds, that of an earlier row does."""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.model.claims import Holds
from rutengine.model.conditions import ALWAYS, CaseDefinition


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding, with the proof, for every row that gives its value to nobody; the default row may be one."""
    definitions = {derived.name: derived.definition for derived in inquiry.checked.derived}
    for pattern in inquiry.pack.patterns:
        definition = definitions[f"patterns.{pattern.id}"]
        if not isinstance(definition, CaseDefinition):
            continue
        rows = [*(Holds(condition) for condition, _ in definition.rows), Holds(ALWAYS)]
        for i, row in enumerate(rows):
            proof = inquiry.nobody(*(~earlier for earlier in rows[:i]), row)
            if proof is not None:
                yield LintFinding(
                    lint="shadowed-case-row",
                    address=pattern.address.at("case", i),
                    subject=f"pattern `{pattern.id}`",
                    message=f"nobody reaches row {i + 1} of `{pattern.id}`: it never holds without an earlier one",
                    certificates=(proof,),
                )
