"""A seed that nothing carries, or that is carried by things of which none cites the place it stands in.

A constraint cites nothing, so that a seed which is carried by constraints alone is taken as it is.
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.model.pack import Pack
from rutengine.model.seed import Seed
from rutengine.model.strategy import Strategy


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding for every seed that nothing carries, or nothing that cites its source or section."""
    cited = _citations(inquiry.pack)
    fitting = _fitting(inquiry.pack)
    for seed in inquiry.pack.seeds:
        carried = [cited[carrier] for carrier in _carriers(seed)]
        if not seed.is_settled:
            message = f"nothing carries `{seed.id}`, and it does not say why it is not repeated"
        elif carried and fitting[seed.cite].isdisjoint(chain.from_iterable(carried)):
            message = f"nothing that carries `{seed.id}` cites `{seed.cite}`"
        else:
            continue
        subject = f"seed `{seed.id}`"
        yield LintFinding(lint="seed-not-carried", address=seed.address, subject=subject, message=message)


def _fitting(pack: Pack) -> Mapping[str, frozenset[str]]:
    """Return by citation what speaks of the same place: of a section itself and the whole, of a whole all sections."""
    sections = {cite: frozenset({cite, source.id}) for source in pack.sources for cite in source.citations}
    return sections | {source.id: frozenset(source.citations) for source in pack.sources}


def _carriers(seed: Seed) -> Iterator[tuple[str, str]]:
    """Visit what carries a seed and can cite something, each with its kind."""
    kinds = {"fact": seed.facts, "pattern": seed.patterns, "strategy": seed.strategies, "rule": seed.rules}
    for kind, ids in kinds.items():
        yield from ((kind, id) for id in ids)


def _citations(pack: Pack) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return what everything cites that can carry a seed and cite something."""
    return {
        **{("fact", words.name): words.cite for words in pack.words},
        **{("pattern", pattern.id): pattern.cite for pattern in pack.patterns},
        **{("strategy", strategy.id): _cited_by(strategy) for strategy in pack.strategies},
        **{("rule", rule.id): rule.cite for rule in pack.rules},
    }


def _cited_by(strategy: Strategy) -> tuple[str, ...]:
    """Return what a card cites, its evidence, routes and tips included."""
    routes, tips = (route.cite for route in strategy.routes), (tip.cite for tip in strategy.tips)
    return tuple(chain(strategy.cite, strategy.evidence.cite, *routes, *tips))
