"""A pattern that no rule, card or question reads, not even through other patterns."""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.analysis.lints.places import conditions_written
from rutengine.checker.sense import names_of
from rutengine.model.conditions import conditions_of


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding for every pattern that is not read; what is read only by such patterns is one too."""
    needs = {
        derived.name: {name for condition in conditions_of(derived.definition) for name in names_of(condition)}
        for derived in inquiry.checked.derived
    }
    used = {name for written in conditions_written(inquiry) for name in names_of(written.condition)}
    for name in reversed(needs):
        if name in used:
            used |= needs[name]
    for pattern in inquiry.pack.patterns:
        if f"patterns.{pattern.id}" not in used:
            yield LintFinding(
                lint="unused-pattern",
                address=pattern.address,
                subject=f"pattern `{pattern.id}`",
                message=f"no rule, card or question reads `patterns.{pattern.id}`",
            )
