"""Rules without a source: the checker wants one of every rule that is written, but none of the history table."""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield one finding at the history table, if its rules have no citation."""
    uncited = [rule.id for rule in inquiry.pack.rules if not rule.cite]
    if uncited:
        yield LintFinding(
            lint="uncited-rule",
            address=inquiry.pack.head.address.at("history"),
            subject="the history table",
            message=f"`{uncited[0]}` and all other rules of the history table cite nothing",
        )
