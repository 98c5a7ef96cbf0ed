"""Statistics: counts are those of the decisions, and a flip is what changing the pack shows."""

import argparse
from collections import Counter
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine.analysis.draws import Draws
from rutengine.analysis.statistics import Flip, draw_people, leaning, measure
from rutengine.career import engine
from rutengine.cli.counting import count_folder
from rutengine.compiler.compiling import compile_pack
from rutengine.compiler.program import Program
from rutengine.evaluation.deciding import decide
from rutengine.model.table import Table
from tests.analysis.test_differing import CAREER
from tests.evaluation.minipack import card, engine_of, rule
from tests.laws.worlds import law, small
from tests.strategies import packs


def tops(program: Program, values: tuple[int, ...]) -> set[str]:
    return {s.strategy for s in decide(program, values).standings if s.rank == 1}


def flips(program: Program, people: list[tuple[int, ...]]) -> list[Flip]:
    """Every change of points by one, made in the pack, with the number of people whose top it changes."""
    found: list[Flip] = []
    pack = program.checked.pack
    for place, one in enumerate(pack.rules):
        effects: Any = ("support", "oppose")
        for effect in effects:
            for strategy, points in getattr(one, effect).items():
                for now in {points - 1, points + 1} & {1, 2, 3, 4, 5}:
                    change: Any = {effect: Table({**getattr(one, effect), strategy: now})}
                    rules = (*pack.rules[:place], attrs.evolve(one, **change), *pack.rules[place + 1 :])
                    other = compile_pack(attrs.evolve(program.checked, pack=attrs.evolve(pack, rules=rules)))
                    count = sum(tops(program, values) != tops(other, values) for values in people)
                    if count:
                        found.append(
                            Flip(
                                rule=one.id, effect=effect, strategy=strategy, points=points, changed=now, people=count
                            )
                        )
    return found


def agree(program: Program, seed: int) -> Counter[str]:
    """Compare what is counted with the decisions; return how often what was counted."""
    people = [*draw_people(program, 12, seed, leaning(program, 1 + seed % 3))]
    found = measure(program, people)
    outcomes = [decide(program, values) for values in people]
    assert found.people == len(people)
    assert dict(found.stances) == {s.id: sum(o.stance == s.id for o in outcomes) for s in program.stances}
    total = Counter[str]()
    for tally in found.strategies:
        standings = [s for o in outcomes for s in o.standings if s.strategy == tally.strategy]
        counts = {
            "active": sum(s.status == "active" for s in standings),
            "top": sum(s.rank == 1 for s in standings),
            "recommended": sum(s.recommended for s in standings),
            "excluded": sum(bool(s.excluded) for s in standings),
            "deferred": sum(bool(s.deferred) for s in standings),
        }
        assert attrs.asdict(tally) == {"strategy": tally.strategy, **counts}
        total.update(counts)
    assert Counter(found.flips) == Counter(flips(program, people))
    return total


def test_counts_and_flips_are_those_of_the_decisions() -> None:
    total = Counter[str]()
    for seed in range(1, 7):
        total += agree(small(seed).program, seed)
    assert min(total.values()) > 0
    assert len(total) == 5


@law(15)
@given(packs(), st.integers(0, 999))
def test_counts_and_flips_for_packs_of_every_form(made: Any, seed: int) -> None:
    agree(made.program(), seed)


def test_people_follow_from_the_seed() -> None:
    program = engine().program
    first = [*draw_people(program, 5, 7)]
    assert first == [*draw_people(program, 5, 7)]
    assert first[:3] == [*draw_people(program, 3, 7)]
    assert first != [*draw_people(program, 5, 8)]
    for values in first:
        decide(program, values)


def test_priors() -> None:
    program = engine_of({"a": card()}, [rule("r", support={"a": 3})]).program
    people = [*draw_people(program, 200, 3, {("first", None): {True: 1}, ("level", None): {0: 1, 4: 3}})]
    columns = [program.columns.number(name) for name in ("first", "level")]
    assert {values[columns[0]] for values in people} == {2}
    levels = Counter(values[columns[1]] for values in people)
    assert levels.keys() == {1, 16}
    assert levels[16] > 2 * levels[1]


@pytest.mark.parametrize(
    "priors",
    [
        {("nobody", None): {True: 1}},
        {("first", None): {3: 1}},
        {("level", None): {0: 0}},
        {("level", None): {0: -1, 1: 2}},
    ],
)
def test_priors_that_make_no_sense(priors: Any) -> None:
    program = engine_of({"a": card()}, [rule("r", support={"a": 3})]).program
    with pytest.raises(ValueError, match=r"no fact|weights"):
        next(draw_people(program, 1, 1, priors))


def test_draws() -> None:
    draws = Draws(5)
    counts = Counter(draws.below(4) for _ in range(4_000))
    assert set(counts) == {0, 1, 2, 3}
    assert all(900 < count < 1_100 for count in counts.values())
    assert Draws(2).sample("abcd", 9) == ("a", "b", "c", "d")
    assert Counter(Draws(seed).sample("abcd", 2) for seed in range(60)).keys() == {
        (a, b) for a in "abcd" for b in "abcd" if a < b
    }


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    options = argparse.Namespace(folder=str(CAREER), vocabulary=None, people=20, seed=1, neutral=20)
    assert count_folder(options) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("20 people, drawn by seed 1; of a thousand it is for so many:\n")
    assert "\nstance: crisis " in shown
    assert count_folder(options) == 0
    assert capsys.readouterr().out == shown
