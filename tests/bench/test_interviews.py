"""The interviews of the benchmark: nothing is wrong, and a wrong stop would be noticed."""

import attrs
import pytest

from bench.interviews import Bench
from rutengine.interview.ground import View
from rutengine.interview.guiding import Guide, Next


def test_nothing_is_wrong() -> None:
    bench = Bench()
    for person in list(bench.people(0, 1)):
        bench.interview(person)
    assert bench.wrong == []
    assert set(bench.groups) == {"cases", "scenarios"}
    assert all(sums.ours < 0.6 * sums.declared for sums in bench.groups.values())


def test_a_wrong_stop_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = Guide.next

    def hasty(self: Guide, view: View, settled: frozenset[int] = frozenset()) -> Next:
        found = right(self, view, settled)
        return attrs.evolve(found, fact=None, ends="settled") if len(view.open) < 90 else found

    monkeypatch.setattr(Guide, "next", hasty)
    bench = Bench()
    for person in list(bench.people(0, 2))[:2]:
        bench.interview(person)
    assert bench.wrong == ["cases: stopped too early"] * 2
