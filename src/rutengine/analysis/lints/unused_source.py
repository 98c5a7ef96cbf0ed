"""A source that nothing cites, neither as a whole nor by one of its sections."""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.model.pack import Pack


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding for every source that is not cited anywhere in the pack."""
    cited = set(_citations(inquiry.pack))
    for source in inquiry.pack.sources:
        if cited.isdisjoint(source.citations):
            yield LintFinding(
                lint="unused-source",
                address=source.origin,
                subject=f"source `{source.id}`",
                message=f"nothing cites `{source.id}`",
            )


def _citations(pack: Pack) -> Iterator[str]:
    citing = (*pack.rules, *pack.patterns, *pack.words, *pack.guarantees, *pack.scenarios)
    for thing in citing:
        yield from thing.cite
    for card in pack.strategies:
        yield from (*card.cite, *card.evidence.cite)
        for item in (*card.routes, *card.tips):
            yield from item.cite
