"""The comparison with enumeration finds nothing wrong, and would notice if there were."""

import attrs
import pytest

from bench import brute_force
from bench.brute_force import BruteForce
from bench.generated import generate
from bench.worlds import World
from rutengine.explanation.changing import Changes, find_changes
from rutengine.solver.proving import Prover, Verdict


def test_nothing_is_wrong() -> None:
    compared = BruteForce(1_000, 40, 20)
    compared.run(first=20)
    assert compared.wrong == []
    assert compared.counts["entailments"] >= 1_000
    assert compared.counts["of them by the naive oracle"] >= 1


def test_the_oracle_and_the_engine_make_the_same_world() -> None:
    made = generate(3, facts=5, rules=10, strategies=3, patterns=2)
    by_engine, by_oracle = (World(made.files, made.program, naive=naive) for naive in (False, True))
    assert by_engine.people == by_oracle.people
    for ours, theirs in zip(by_engine._decisions, by_oracle._decisions, strict=True):
        assert (ours[0], ours[1], ours[3]) == (theirs[0], set(theirs[1]), theirs[3])
        for strategy, standing in ours[4].items():
            assert standing.items() <= theirs[4][strategy].items()


def test_wrong_answers_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def settle(*asked: object) -> Verdict:
        verdict = right(*asked)  # type: ignore[arg-type]
        return attrs.evolve(verdict, certainty="settled", witness=None)

    def changes(*asked: object) -> Changes:
        found = find_changes(*asked)  # type: ignore[arg-type]
        return attrs.evolve(found, ways=tuple(attrs.evolve(way, cost=way.cost + 1) for way in found.ways))

    right = Prover.settle
    monkeypatch.setattr(Prover, "settle", settle)
    monkeypatch.setattr(brute_force, "find_changes", changes)
    compared = BruteForce(100, 5, 5)
    compared.run()
    assert {line.partition(":")[0] for line in compared.wrong} == {"entailments", "cheapest changes"}
