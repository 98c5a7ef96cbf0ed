"""A strategy that is recommended to nobody, though some rule gives it enough points."""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.model.claims import recommended


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding, with the proof, for every strategy that is recommended to nobody."""
    for strategy in inquiry.pack.strategies:
        proof = inquiry.nobody(recommended(strategy.id))
        if proof is not None:
            yield LintFinding(
                lint="never-recommended",
                address=strategy.address,
                subject=f"strategy `{strategy.id}`",
                message=f"the strategy `{strategy.id}` is recommended to nobody",
                certificates=(proof,),
            )
