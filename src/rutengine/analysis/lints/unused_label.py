"""The label of a member of a set fact that no condition looks for, so that no reason ever tells it.

The values of a choice have labels too, all of them: a question needs answers that mean nothing more.
"""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.analysis.lints.literals import comparisons_of
from rutengine.analysis.lints.places import conditions_written
from rutengine.model.conditions import conditions_of
from rutengine.vocabulary.kinds import SetKind


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding for every member that is not looked for, of sets of which some member is."""
    conditions = [written.condition for written in conditions_written(inquiry)]
    conditions += [condition for derived in inquiry.checked.derived for condition in conditions_of(derived.definition)]
    conditions += [condition for _, condition in inquiry.checked.constraints]
    read = {(found.name, found.member) for condition in conditions for found in comparisons_of(condition)}
    some = {name for name, _ in read}
    words = {entry.name: entry for entry in inquiry.pack.words}
    for fact in inquiry.checked.vocabulary.facts:
        if fact.name in some and isinstance(fact.kind, SetKind):
            for member in fact.kind.members:
                if (fact.name, member) not in read:
                    yield LintFinding(
                        lint="unused-label",
                        address=words[fact.name].address.at("labels", member),
                        subject=f"fact `{fact.name}`",
                        message=f"no condition looks for `{member}` in `{fact.name}`, so its label is never told",
                    )
