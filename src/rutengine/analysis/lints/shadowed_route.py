"""A route that nobody takes: wherever its condition holds, an earlier one does."""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.model.claims import Holds
from rutengine.model.conditions import ALWAYS


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding, with the proof, for every route that nobody takes; the default route may be one."""
    for strategy in inquiry.pack.strategies:
        count = len(strategy.routes)
        routes = [Holds(inquiry.checked.conditions.get(("route", strategy.id, i), ALWAYS)) for i in range(count)]
        for i, route in enumerate(routes):
            proof = inquiry.nobody(*(~earlier for earlier in routes[:i]), route)
            if proof is not None:
                yield LintFinding(
                    lint="shadowed-route",
                    address=strategy.address.at("route", i),
                    subject=f"strategy `{strategy.id}`",
                    message=f"nobody takes route {i + 1} of `{strategy.id}`: it never holds without an earlier one",
                    certificates=(proof,),
                )
