"""Every id that is named exists; what could not be read is not reported again where it is named."""

import pytest

from rutengine.checker.references import References
from tests.checker.samples import place_of

KNOWN = References(
    strategies=frozenset({"find-mentor", "rest"}),
    citations=frozenset({"book", "book-one"}),
    themes=frozenset({"pay"}),
    phases=frozenset({"build"}),
    stances=frozenset({"steady"}),
)
LOST = References(
    strategies=frozenset({"anything"}),
    citations=None,
    themes=frozenset(),
    phases=frozenset(),
    stances=frozenset({"steady"}),
)


def said(references: References, what: str, name: str) -> list[str]:
    """Return the code, the address and the help of everything that is reported of a name."""
    place, report = place_of()
    if what == "strategy":
        assert references.strategy(name, place) == (not report.diagnostics)
    elif what == "source":
        references.cited(["book", name], place)
    else:
        references.declared(what, name, place)
    return [f"{d.code} {d.address} {d.finding.help}" for d in report.diagnostics]


@pytest.mark.parametrize(
    ("what", "name", "found"),
    [
        ("strategy", "rest", []),
        ("strategy", "find-mentr", ["RUT402 rules/x.toml: rule[0].when did you mean `find-mentor`?"]),
        ("strategy", "swim", ["RUT402 rules/x.toml: rule[0].when None"]),
        ("source", "book-one", []),
        ("source", "book-won", ["RUT403 rules/x.toml: rule[0].when[1] did you mean `book-one`?"]),
        ("theme", "pay", []),
        ("theme", "play", ["RUT404 rules/x.toml: rule[0].when did you mean `pay`?"]),
        ("phase", "build", []),
        ("phase", "pay", ["RUT404 rules/x.toml: rule[0].when None"]),
        ("stance", "steady", []),
        ("stance", "Steady", ["RUT404 rules/x.toml: rule[0].when did you mean `steady`?"]),
    ],
)
def test_an_id_exists_or_is_reported_with_what_was_meant(what: str, name: str, found: list[str]) -> None:
    assert said(KNOWN, what, name) == found


@pytest.mark.parametrize(("what", "count"), [("strategy", 0), ("source", 0), ("stance", 1)])
def test_nothing_is_said_of_parts_that_have_lost_something(what: str, count: int) -> None:
    assert len(said(LOST, what, "anything")) == count
