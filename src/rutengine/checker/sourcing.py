"""Sources: no two of them answer to the same citation."""

from rutengine.checker.report import Place, Report
from rutengine.diagnostics.diagnostic import Finding
from rutengine.model.pack import Pack


def check_sources(pack: Pack, report: Report) -> None:
    """Report every citation that points to two places, such as `a-b` and the section `b` of `a`."""
    taken: dict[str, str] = {}
    for source in pack.sources:
        for citation in source.citations:
            if citation in taken:
                message = f"the citation `{citation}` points to two places"
                found = f"the source or section of `{taken[citation]}`"
                place = Place(report, source.origin, f"source `{source.id}`")
                place.add(Finding(code="RUT401", message=message, expected="an id of its own", found=found))
            taken.setdefault(citation, source.id)
