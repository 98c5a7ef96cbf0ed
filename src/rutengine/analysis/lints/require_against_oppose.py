"""A strategy that one rule requires while another speaks against it, for the same person.

What is required cannot be excluded or deferred: the checker refuses it (RUT502, RUT503). It can still be opposed, and
then somebody reads "this comes first" and "this speaks against it" at once.
"""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding, with a person for whom both rules fire, for every rule that opposes what another requires."""
    for opposing in inquiry.pack.rules:
        for strategy in opposing.oppose:
            for requiring in inquiry.pack.rules:
                if strategy not in requiring.require:
                    continue
                person = inquiry.somebody(inquiry.fires(opposing), inquiry.fires(requiring))
                if person is not None:
                    yield LintFinding(
                        lint="require-against-oppose",
                        address=opposing.address.at("oppose", strategy),
                        subject=f"rule `{opposing.id}`",
                        message=f"the rule opposes `{strategy}`, which `{requiring.id}` requires for the same person",
                        person=person,
                    )
