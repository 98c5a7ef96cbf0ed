"""A strategy that is recommended to somebody and never among the next steps of anybody.

Its phase or role may be missing in every stance in which it is recommended, or others always take its place.
"""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.model.claims import active, recommended


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding, with the proof and a person to whom it is recommended, for every such strategy."""
    for strategy in inquiry.pack.strategies:
        proof = inquiry.nobody(active(strategy.id))
        person = None if proof is None else inquiry.somebody(recommended(strategy.id))
        if proof is not None and person is not None:
            yield LintFinding(
                lint="never-active",
                address=strategy.address,
                subject=f"strategy `{strategy.id}`",
                message=f"the strategy `{strategy.id}` is recommended to somebody, but never among the next steps",
                certificates=(proof,),
                person=person,
            )
