"""Mutants: each differs as it says, equivalent ones are equivalent by enumeration, the others are shown by people."""

import argparse
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine.analysis.draws import Draws
from rutengine.analysis.guarantees import breaks, prove
from rutengine.analysis.mutants import Mutant, mutants_of, run_mutant, sample
from rutengine.career import Profile
from rutengine.cli import mutating
from rutengine.cli.files import UsageError
from rutengine.cli.mutating import mutate_folder, scenarios_of
from rutengine.compiler.compiling import compile_pack
from rutengine.compiler.program import Program
from rutengine.engine.engine import load_pack
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome
from rutengine.model.claims import Fate, lead_at_least, recommended
from rutengine.model.guarantee import Always, CheckedGuarantee, Irrelevant, Sometimes, Standing
from rutengine.solver.proving import Prover
from tests.analysis.test_differing import CAREER, PEOPLE_AT_MOST, differs, folder_of, outcomes
from tests.evaluation.minipack import card, engine_of, rule
from tests.laws.worlds import completions, law, small
from tests.strategies import packs


def agree(program: Program, mutant: Mutant) -> str:
    """Run a mutant without tests and compare what comes of it with enumeration."""
    result, faulty = run_mutant(program, mutant, {}), mutant.program()
    before, after = outcomes(program), outcomes(faulty)
    strategies = [step.strategy.id for step in program.strategies]
    apart = any(
        before[values].stance != after[values].stance
        or before[values].notices != after[values].notices
        or any(differs((program, before[values]), (faulty, after[values]), strategy) for strategy in strategies)
        for values in before
    )
    assert result.fate == ("survived" if apart else "equivalent")
    assert apart or all(places(before[values]) == places(after[values]) for values in before)
    assert result.untouched is not None or result.difference is not None
    assert result.verify(program)
    return result.fate


def places(outcome: Outcome) -> list[tuple[str, str, int | None]]:
    return [(s.strategy, s.status, s.rank) for s in outcome.standings]


def test_mutants_agree_with_enumeration() -> None:
    found = Counter[tuple[str, str]]()
    for seed in range(1, 7):
        program = small(seed).program
        for mutant in sample([*mutants_of(program)], 12, seed):
            found[mutant.kind, agree(program, mutant)] += 1
    fates = Counter(fate for _, fate in found.elements())
    assert fates["equivalent"] > 3
    assert fates["survived"] > 30
    assert len({kind for kind, _ in found}) >= 5


@law(15)
@given(packs(), st.integers(0, 999))
def test_mutants_of_packs_of_every_form(made: Any, seed: int) -> None:
    program = made.program()
    if completions(program) <= PEOPLE_AT_MOST:
        mutants = [*mutants_of(program)]
        agree(program, mutants[Draws(seed).below(len(mutants))])


def pack(**changes: Any) -> Program:
    cards = {"a": card(route=[{"how": "one", "when": "second"}, {"how": "two"}]), "b": card(threshold=1)}
    rules = [
        rule("r", "first and level >= 2", support={"a": 3}, exclude={"b": "no"}),
        rule("s", "at_least(2, first, second, colour == 'blue')", support={"b": 1}, oppose={"a": 5}),
    ]
    return engine_of(cards, rules, **changes).program


def test_the_mutants_of_a_small_pack() -> None:
    said = [(m.kind, m.where, m.says) for m in mutants_of(pack()) if "idle" not in m.where and "weak" not in m.where]
    of_r = "rule `r`"
    assert said[:10] == [
        ("rule dropped", of_r, "is left out"),
        ("part dropped", of_r, "lacks `first`"),
        ("comparison flipped", of_r, "says `not first` instead of `first`"),
        ("part dropped", of_r, "lacks `level >= 2`"),
        ("comparison flipped", of_r, "says `level <= 1` instead of `level >= 2`"),
        ("comparison shifted", of_r, "says `level >= 3` instead of `level >= 2`"),
        ("comparison shifted", of_r, "says `level >= 1` instead of `level >= 2`"),
        ("points changed", of_r, "supports `a` with 2 instead of 3"),
        ("points changed", of_r, "supports `a` with 4 instead of 3"),
        ("effect dropped", of_r, "does not exclude `b`"),
    ]
    assert [(where, says) for _, where, says in said[10:] if "instead of" in says or "route" in says] == [
        ("rule `s`", "wants 1 instead of 2 of 3"),
        ("rule `s`", "wants 3 instead of 2 of 3"),
        ("rule `s`", "says `not first` instead of `first`"),
        ("rule `s`", "says `not second` instead of `second`"),
        ("rule `s`", "says `colour != 'blue'` instead of `colour == 'blue'`"),
        ("rule `s`", "supports `b` with 2 instead of 1"),
        ("rule `s`", "opposes `a` with 4 instead of 5"),
        ("strategy `a`", "has the threshold 2 instead of 3"),
        ("strategy `a`", "has the threshold 4 instead of 3"),
        ("strategy `a`", "lacks the route 1: one"),
        ("strategy `a`", "lacks the route 2: two"),
        ("strategy `b`", "has the threshold 2 instead of 1"),
    ]


def test_of_a_size_only_the_number_is_changed() -> None:
    for when, counts in (("size(tried) >= 2", (1, 3)), ("size(tried) >= 1", (2,)), ("not size(tried) >= 3", (2,))):
        program = engine_of({"a": card()}, [rule("r", when, support={"a": 3})]).program
        said = [m.says for m in mutants_of(program) if m.id == "r" and m.kind not in ("rule dropped", "points changed")]
        wants = int(when[-1])
        ends = ["holds always"] if when.startswith("not") else []
        assert [text.split(",")[0] for text in said] == [*ends, *(f"wants {n} instead of {wants} of 3" for n in counts)]


def test_every_mutant_is_another_pack() -> None:
    program = pack()
    seen = set[Any]()
    for mutant in mutants_of(program):
        checked = mutant.build()
        key = checked.pack, tuple(sorted(checked.conditions.items(), key=repr))
        assert key not in seen
        assert checked.pack != program.checked.pack or checked.conditions != program.checked.conditions
        assert len(decide(mutant.program(), tuple(1 << v.assume for v in program.variables)).standings) == 2
        seen.add(key)


def test_tests_and_guarantees_kill() -> None:
    program = pack()
    mutant = next(m for m in mutants_of(program) if m.where == "rule `r`" and m.kind == "effect dropped")
    assert run_mutant(program, mutant, {"t": lambda _: True}).fate == "survived"
    killed = run_mutant(program, mutant, {"t": lambda _: True, "u": lambda other: other is program})
    assert (killed.fate, killed.killed_by) == ("killed", "u")
    kept = Always(id="kept", given=recommended("a"), then=Fate("excluded", "b"))
    aside = Always(id="aside", given=None, then=~lead_at_least(6, "a"))
    for guarantees, fate in (((aside, kept), "killed"), ((aside,), "survived")):
        guarded = with_guarantees(program, *guarantees)
        mutant = next(m for m in mutants_of(guarded) if m.where == "rule `r`" and m.kind == "effect dropped")
        result = run_mutant(guarded, mutant, {})
        assert (result.fate, result.killed_by) == (fate, "guarantee `kept`" if fate == "killed" else None)


def test_what_a_scenario_says_of_rules_and_routes_kills() -> None:
    """Without these keys nobody would notice: `b` is recommended as before."""
    given, expect = {"first": False, "second": True, "level": 3}, {"recommended": ["b"]}
    for more, kind, where in (
        ({"because": ["u"]}, "comparison flipped", "rule `u`"),
        ({"not_because": ["r"]}, "part dropped", "rule `r`"),
        ({"route": {"b": "on"}}, "route dropped", "strategy `b`"),
    ):
        for expected, fate in ((expect, "survived"), ({**expect, **more}, "killed")):
            program = told(given, expected)
            tests = scenarios_of(program)
            assert all(passes(program) for passes in tests.values())
            mutants = [m for m in mutants_of(program) if (m.kind, m.where) == (kind, where)]
            assert [run_mutant(program, m, tests).fate for m in mutants][:1] == [fate]


def told(given: dict[str, Any], expect: dict[str, Any]) -> Program:
    cards = {"a": card(), "b": card(threshold=1, route=[{"how": "one", "when": "second"}, {"how": "two"}])}
    rules = [
        rule("r", "first and level >= 2", support={"a": 3}),
        rule("s", "second", support={"b": 3}),
        rule("u", "second", support={"b": 1}),
    ]
    scenario = {"name": "n", "why": "w", "given": given, "expect": expect}
    return engine_of(cards, rules, more={"scenarios/one.toml": scenario}).program


def with_guarantees(program: Program, *guarantees: CheckedGuarantee) -> Program:
    return compile_pack(attrs.evolve(program.checked, guarantees=guarantees))


def test_looking_only_for_whom_a_fault_touches_finds_every_broken_guarantee() -> None:
    """It must find just what a proof for everybody finds, for one person and for two who are compared."""
    found = Counter[tuple[str, bool]]()
    for seed in range(1, 5):
        program = small(seed).program
        prover, strategies = Prover(program), [step.strategy.id for step in program.strategies]
        facts = list(dict.fromkeys(variable.name for variable in program.variables))
        tried: list[CheckedGuarantee] = []
        for id in strategies:
            for fate in ("recommended", "active", "deferred", "excluded"):
                for claim in (Fate(fate, id), ~Fate(fate, id)):
                    tried += [Always(id="a", given=None, then=claim), Sometimes(id="s", given=None, claim=claim)]
            tried += [Irrelevant(id="i", given=None, facts=(fact,), measured=(Standing("lead", id),)) for fact in facts]
            tried += [Irrelevant(id="r", given=None, facts=(facts[0],), measured=(Standing("rank", id),))]
        kept = [guarantee for guarantee in tried if prove(prover, guarantee).label == "proved"]
        for mutant in sample([*mutants_of(program)], 30, seed):
            faulty = Prover(mutant.program())
            for guarantee in kept:
                broken = prove(faulty, guarantee).label != "proved"
                assert (mutant.touches is not None and breaks(faulty, guarantee, mutant.touches)) == broken
                found[type(guarantee).__name__, broken] += 1
    assert found["Always", True] > 3
    assert found["Irrelevant", True] > 0


def test_a_budget_that_is_used_up() -> None:
    program = pack()
    mutant = next(m for m in mutants_of(program) if m.kind == "points changed")
    assert run_mutant(program, mutant, {}, nodes=0).fate == "not proved"


def test_samples() -> None:
    mutants = [*mutants_of(pack())]
    few = sample(mutants, 5, 3)
    assert len(few) == 5
    assert few == sample(mutants, 5, 3) != sample(mutants, 5, 4)
    assert sample(mutants, 10_000, 3) == tuple(mutants)


def mutate(folder: str, limit: int, seed: int) -> int:
    return tried(folder, limit=limit, seed=seed)


def tried(folder: str, **options: Any) -> int:
    given = {"of": None, "at_least": None, "limit": None, "seed": 1, **options}
    return mutate_folder(argparse.Namespace(folder=folder, vocabulary=None, **given))


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert mutate(str(CAREER), 6, 3) == 0
    shown = capsys.readouterr().out.splitlines()
    assert "mutants, 6 drawn by seed 3" in shown[0]
    assert shown[-1].startswith("score: ")
    assert sum(line.startswith("SURVIVED") for line in shown) == int(shown[-2].split("killed, ")[1].split()[0])


def test_one_rule_and_a_score_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert tried(str(CAREER), of=["in-crisis"], at_least=0) == 0
    shown = capsys.readouterr().out.splitlines()
    relevant = int(shown[-1].split(" of ")[1].split()[0])
    assert relevant > 3
    killed = int(shown[-1].split()[1])
    assert tried(str(CAREER), of=["in-crisis"], at_least=100) == int(killed < relevant)
    with pytest.raises(UsageError, match="`in-crisi` has a fault to try; did you mean `in-crisis`"):
        tried(str(CAREER), of=["in-crisi"])


def test_a_pack_whose_scenarios_fail_is_not_mutated(tmp_path: Path) -> None:
    program = compile_pack(load_pack(CAREER, Profile))
    tests = scenarios_of(program)
    assert len(tests) > 100
    assert all(passes(program) for passes in tests.values())
    scenario = min((CAREER / "scenarios").glob("*.toml"))
    text = scenario.read_text(encoding="utf-8")
    folder = folder_of(tmp_path, "pack")
    broken = Path(folder) / "scenarios" / scenario.name
    broken.write_text(text.replace("[expect]", "[expect]\nclaims = [\"lead('networking') >= 50\"]"), encoding="utf-8")
    with pytest.raises(UsageError, match=f"fails already: scenario `{scenario.stem}`"):
        mutate(folder, 1, 1)


def test_a_guarantee_that_is_not_proved_finds_no_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Always(id="kept", given=recommended("a"), then=Fate("excluded", "b"))
    guarded = with_guarantees(pack(), kept)
    mutant = next(m for m in mutants_of(guarded) if m.where == "rule `r`" and m.kind == "effect dropped")
    assert run_mutant(guarded, mutant, {}, kept=()).fate == "survived"
    assert run_mutant(guarded, mutant, {}, kept=(kept,)).killed_by == "guarantee `kept`"
    monkeypatch.setattr(mutating, "prove", partial(prove, nodes=0))
    assert mutating._check(guarded, {}) == ()
    assert capsys.readouterr().out == "not proved without any fault, so it finds none: guarantee `kept`\n"


def test_a_reason_that_another_rule_gives_too_may_go_and_another_reason_may_not() -> None:
    for second, fate in (("no", "equivalent"), ("neither", "survived")):
        rules = [rule("r", exclude={"a": "no"}), rule("s", exclude={"a": second})]
        program = engine_of({"a": card()}, rules).program
        mutant = next(m for m in mutants_of(program) if m.where == "rule `r`" and m.kind == "effect dropped")
        assert agree(program, mutant) == fate
