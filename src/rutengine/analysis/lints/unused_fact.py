"""A fact that is asked for, and on which no advice depends: no rule, card or pattern reads it.

Constraints and the order of questions read facts too, but nobody is advised by them.
"""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.analysis.lints.places import conditions_written
from rutengine.checker.sense import names_of
from rutengine.model.conditions import conditions_of


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding for every fact that nobody's advice depends on; the weekly hours of the plan are read."""
    conditions = [written.condition for written in conditions_written(inquiry) if written.key[0] != "follows"]
    conditions += [condition for derived in inquiry.checked.derived for condition in conditions_of(derived.definition)]
    used = {name for condition in conditions for name in names_of(condition)}
    if inquiry.pack.head.plan is not None:
        used.add(inquiry.pack.head.plan.hours)
    for words in inquiry.pack.words:
        if words.name not in used:
            yield LintFinding(
                lint="unused-fact",
                address=words.address,
                subject=f"fact `{words.name}`",
                message=f"no rule, card or pattern reads `{words.name}`",
            )
