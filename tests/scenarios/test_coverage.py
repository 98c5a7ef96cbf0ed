"""Coverage: what each scenario covers, and people for what none does; every one found is run and covers it."""

import tomllib

import pytest

from rutengine.checker.check import check
from rutengine.compiler.compiling import compile_pack
from rutengine.documents.given import given_sets
from rutengine.documents.packs import read_pack
from rutengine.documents.scenario_texts import write_scenario
from rutengine.evaluation.deciding import decide
from rutengine.model.conditions import AtLeastOf, In, NotThat
from rutengine.model.pack import CheckedPack
from rutengine.model.scenario import Expectation, Scenario
from rutengine.scenarios.coverage import KINDS, covered_by, literals_of, measure_coverage, targets_of
from rutengine.scenarios.filling import fill
from rutengine.scenarios.running import run_scenario
from rutengine.solver.proving import Prover
from tests.cases.corpus import BASE
from tests.scenarios.packs import prover_with

PROVER = prover_with("top = 'water-it'")
PROGRAM = PROVER.program


def measured(prover: Prover = PROVER) -> set[str]:
    """Return in words what the scenarios of a pack cover."""
    results = [run_scenario(prover, scenario) for scenario in prover.program.checked.scenarios]
    coverage = measure_coverage(prover.program, results)
    return {target.says for target in coverage.targets if target.key in coverage.covered}


def test_a_scenario_covers_what_is_seen_in_its_outcome() -> None:
    covered = measured()
    assert {said for said in covered if said.startswith("the rule")} == {"the rule `dry-for-too-long` fires"}
    assert {said for said in covered if "route" in said} == {"`water-it` is recommended by its route 2"}
    assert {said for said in covered if said.endswith(("active", "threshold"))} == {
        "`water-it` is active",
        *(f"`{id}` is below threshold" for id in ("isolate", "let-it-dry", "look-closely", "move-it", "repot")),
    }
    assert "`pot_drains == 'no'` is true in the rule `no-way-out-for-water`" in covered
    assert "`pot_drains == 'no'` is false in the rule `no-way-out-for-water`" not in covered
    assert "`patterns.drowning >= 2` is false in the rule `no-way-out-for-water`" in covered


def test_a_generated_scenario_covers_nothing() -> None:
    head = "name = 'A'\norigin = 'generated'\ngiven = { dry_days = 20 }\n[expect]\n"
    assert measured(prover_with("top = 'water-it'", head=head)) == set()


def test_there_is_a_target_for_everything_and_each_once() -> None:
    targets = targets_of(PROGRAM)
    keys = [target.key for target in targets]
    assert len(set(keys)) == len(keys)
    assert {key[0] for key in keys} == set(KINDS)
    assert sum(key[0] == "rule" for key in keys) == len(PROGRAM.rules)
    assert [key for key in keys if key[:2] == ("fate", "isolate")] == [("fate", "isolate", i, True) for i in (0, 1, 3)]


def test_literals_are_the_comparisons_each_once() -> None:
    a, b, c = (In(name, None, (True,)) for name in "abc")
    assert literals_of(AtLeastOf(2, (a, NotThat(b), c, NotThat(a)))) == (a, b, c)


def test_the_claim_of_a_target_is_true_exactly_where_it_is_covered() -> None:
    for filling in fill(PROVER, measure_coverage(PROGRAM, ())):
        if filling.scenario is not None:
            outcome = decide(PROGRAM, given_sets(PROGRAM, filling.scenario))
            now = outcome.values[: len(outcome.given)]
            keys = covered_by(PROGRAM, outcome)
            for target in targets_of(PROGRAM):
                assert PROVER.is_true(target.claim, now) == (target.key in keys), target.says


def test_for_every_miss_there_is_a_scenario_that_passes_and_covers_it() -> None:
    fillings = fill(PROVER, measure_coverage(PROGRAM, ()))
    assert [filling.target.says for filling in fillings if filling.filled == "nobody"] == [
        f"`{id}` is recommended" for id in ("isolate", "repot", "water-it")
    ]
    scenarios = {f.scenario.id: f.scenario for f in fillings if f.scenario is not None}
    texts = {f"scenarios/{id}.toml": write_scenario(scenario, ["a", "b\nc"]) for id, scenario in scenarios.items()}
    files = {file.relative_to(BASE).as_posix(): file.read_bytes() for file in sorted(BASE.rglob("*.toml"))}
    reading = read_pack(files | {name: text.encode() for name, text in texts.items()})
    assert reading.diagnostics == ()
    assert reading.pack is not None
    assert {scenario.id: scenario for scenario in reading.pack.scenarios} == scenarios
    checked = check(reading.pack, PROGRAM.checked.vocabulary)
    assert isinstance(checked, CheckedPack)
    prover = Prover(compile_pack(checked))
    results = {scenario.scenario.id: run_scenario(prover, scenario) for scenario in checked.scenarios}
    assert all(result.passed for result in results.values())
    for filling in fillings:
        if filling.scenario is not None:
            assert filling.target.key in covered_by(PROGRAM, results[filling.scenario.id].outcome)
            assert filling.scenario.origin == "generated"


def test_only_what_is_not_kept_is_found_again() -> None:
    coverage = measure_coverage(PROGRAM, ())
    first = fill(PROVER, coverage)
    scenarios = list({f.scenario.id: f.scenario for f in first if f.scenario is not None}.values())
    assert fill(PROVER, coverage, kept=scenarios) == first
    kept = scenarios[:1]
    again = fill(PROVER, coverage, kept=kept, taken=[scenario.id for scenario in scenarios])
    assert [f.filled for f in again] == [f.filled for f in first]
    new = {f.scenario.id for f in again if f.scenario is not None and f.scenario not in kept}
    assert new
    assert not new & {scenario.id for scenario in scenarios}


def test_without_a_budget_nobody_is_found_and_nothing_proved() -> None:
    filled = {filling.filled for filling in fill(PROVER, measure_coverage(PROGRAM, ()), nodes=0)}
    assert "not found" in filled
    assert "nobody" not in filled


@pytest.mark.parametrize("text", ['a "quoted" \\ text', "tab\tand\u007f", "Bl\u00fcte \U0001f331"])
def test_texts_are_written_as_they_are_read(text: str) -> None:
    scenario = Scenario(id="a", name=text, why=text, given={}, expect=Expectation(top="x"), cite=("b",))
    table = tomllib.loads(write_scenario(scenario))
    assert (table["name"], table["why"], table["cite"], table["given"]) == (text, text, ["b"], {})
