"""Every id that is named exists: strategies, sources, themes, phases, stances."""

from collections.abc import Iterable

import attrs

from rutengine.checker.report import Place
from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.model.pack import Pack


@attrs.frozen(kw_only=True)
class References:
    """The ids that exist; None where something was dropped, so that nothing is reported twice."""

    strategies: frozenset[str]
    citations: frozenset[str] | None
    themes: frozenset[str]
    phases: frozenset[str]
    stances: frozenset[str]

    @classmethod
    def of(cls, pack: Pack, incomplete: frozenset[str], lost: frozenset[str]) -> "References":
        """Return the ids of a pack, of which the parts named in `incomplete` have lost something.

        `lost` are the strategies that exist although they were dropped.
        """
        citations = frozenset(citation for source in pack.sources for citation in source.citations)
        return cls(
            strategies=lost.union(s.id for s in pack.strategies),
            citations=None if "sources" in incomplete else citations,
            themes=frozenset(theme.id for theme in pack.head.themes),
            phases=frozenset(phase.id for phase in pack.head.phases),
            stances=frozenset(pack.head.stances),
        )

    def strategy(self, id: str, place: Place) -> bool:
        """Report a strategy that does not exist; tell whether it does."""
        if id in self.strategies:
            return True
        message, expected = f"unknown strategy {quoted(id)}", "the id of a strategy of this pack"
        hint = did_you_mean(id, self.strategies)
        place.add(Finding(code="RUT402", message=message, expected=expected, help=hint))
        return False

    def cited(self, ids: Iterable[str], place: Place) -> None:
        """Report every citation that no source answers to."""
        for i, name in enumerate(ids):
            self.citation(name, place.at(i))

    def citation(self, name: str, place: Place) -> None:
        """Report a citation that no source answers to."""
        if self.citations is not None and name not in self.citations:
            message, expected = f"unknown source {quoted(name)}", "the id of a source, or SOURCE-SECTION"
            hint = did_you_mean(name, self.citations)
            place.add(Finding(code="RUT403", message=message, expected=expected, help=hint))

    def declared(self, what: str, id: str, place: Place) -> None:
        """Report a theme, phase or stance that `pack.toml` does not declare."""
        known = {"theme": self.themes, "phase": self.phases, "stance": self.stances}[what]
        if id not in known:
            message, expected = f"unknown {what} {quoted(id)}", f"a {what} declared in `pack.toml`"
            place.add(Finding(code="RUT404", message=message, expected=expected, help=did_you_mean(id, known)))
