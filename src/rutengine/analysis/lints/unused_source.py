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
    parts = (pack.rules, pack.patterns, pack.words, pack.guarantees, pack.scenarios)
    cited = [thing.cite for part in parts for thing in part]
    for card in pack.strategies:
        cited += [card.cite, card.evidence.cite]
        cited += [route.cite for route in card.routes]
        cited += [tip.cite for tip in card.tips]
    for cite in cited:
        yield from cite
