"""Scenarios are run: what is met and what is not, and how little is missing; laws over all profiles of a pack."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rutengine.evaluation.deciding import decide
from rutengine.model.claims import active, excluded, recommended, top
from rutengine.rendering.plain import render_plain
from rutengine.scenarios.running import ScenarioResult, run_scenario, strategies_in
from rutengine.scenarios.telling import tell_result
from rutengine.solver.proving import Prover
from tests.scenarios.packs import prover_with


def run(expect: str) -> tuple[Prover, ScenarioResult]:
    prover = prover_with(expect)
    (scenario,) = prover.program.checked.scenarios
    return prover, run_scenario(prover, scenario)


def told(expect: str) -> str:
    """Return what is told of a failure, with every run of spaces and line breaks as one space."""
    prover, result = run(expect)
    assert not result.passed
    return " ".join(render_plain(tell_result(prover.program, result)).split())


def test_what_is_met_passes_and_says_how_much() -> None:
    prover, result = run(
        "top = 'water-it'\nactive = ['water-it']\nnot_active = ['repot']\nnever = ['repot']\nstance = 'everyday'\n"
        "because = ['dry-for-too-long']\nclaims = ['lead(\"water-it\") >= 4']\nsettled = ['dry_days == 20']"
    )
    assert result.passed
    assert repr(result) == "<ScenarioResult: dry-and-blocked passed>"
    assert len(result.met) == 8
    outline = tell_result(prover.program, result)
    assert outline[-1].text == "All 8 expectations are met."


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ("top = 'repot'", "found: at the top water-it"),
        ("top = 'repot'", "found: repot is below threshold; lead 0 where 3 is enough, total 0"),
        ("active = ['repot']", "it would be so if what is left open were otherwise: leaves.yellow 0 -> 2"),
        ("active = ['isolate']", "if what is left open were otherwise: seen with flies, seen with webs"),
        ("never = ['water-it']", "found: water-it is active; rank 1; lead 4 where 3 is enough, total 4; dry-for-too"),
        ("stance = 'rescue-first'", "found: the stance everyday"),
        ("because = ['fern-in-the-sun']", "found: kind is leafy (assumed), place.light is bright (assumed)"),
        ("claims = ['size(seen) >= 1']", "found: seen has nothing (assumed)"),
        ("claims = ['some(excluded)']", "found: it is not so"),
        ("claims = ['not dry_days >= 20']", "found: dry_days is 20"),
        ("settled = ['patterns.drowning < 2']", "found: patterns.drowning is 1"),
        ("claims = ['dry_days < 20']", "it would be so with other answers: dry_days 20 -> 3"),
        ("claims = ['lead(\"water-it\") >= 5']", "no answers make it so: proved"),
        ("settled = ['top(\"water-it\")']", "it is so, but open answers can change it:"),
        ("settled = ['not top(\"water-it\")']", 'Not met: settled: not top("water-it")'),
        ("top = 'repot'", "what a person reads of `repot`: Give it a pot with a hole Too little speaks for this yet"),
    ],
)
def test_what_is_not_met_tells_what_was_found_and_what_is_missing(expect: str, said: str) -> None:
    assert said in told(expect)


def test_the_card_of_a_strategy_is_told_once() -> None:
    assert told("top = 'repot'\nactive = ['repot']").count("what a person reads of `repot`") == 1


def test_where_a_strategy_stands_is_told_once() -> None:
    text = told("top = 'repot'\nactive = ['repot']")
    assert text.count("repot is below threshold; lead 0") == 1
    assert text.count("found: repot is below threshold, as above") == 1


def test_without_a_budget_nothing_is_invented() -> None:
    prover = prover_with("active = ['isolate']\nsettled = ['top(\"water-it\")']")
    (scenario,) = prover.program.checked.scenarios
    result = run_scenario(prover, scenario, nodes=0)
    text = " ".join(render_plain(tell_result(prover.program, result)).split())
    assert "what would make it so is neither found nor ruled out" in text
    assert "that open answers can change it is neither found nor ruled out" in text


def test_strategies_of_a_claim() -> None:
    claim = (top("a") & ~excluded("b")) | (active("a") & recommended("c"))
    assert strategies_in(claim) == ("a", "b", "c")


PROVER = prover_with("claims = ['some(recommended) or not some(recommended)']")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_an_expectation_is_met_exactly_if_the_outcome_says_so(data: st.DataObject) -> None:
    """What is expected of every strategy is compared with its standing, for random answers."""
    dry = data.draw(st.integers(0, 60))
    yellow = data.draw(st.integers(0, 4))
    (scenario,) = PROVER.program.checked.scenarios
    strategies = [step.strategy.id for step in PROVER.program.strategies]
    expected = tuple((f"{word} {id}", claim(id)) for id in strategies for word, claim in CLAIMS.items())
    answers = {"dry_days": dry, "leaves": {"yellow": yellow}}
    changed = attrs.evolve(scenario, scenario=attrs.evolve(scenario.scenario, given=answers), expected=expected)
    result = run_scenario(PROVER, changed)
    assert result.outcome == decide(PROVER.program, result.outcome.given)
    for standing in result.outcome.standings:
        said = {
            "active": standing.status == "active",
            "recommended": standing.recommended,
            "excluded": bool(standing.excluded),
            "top": standing.rank == 1,
        }
        assert {word for word, so in said.items() if so} == {
            word for word in CLAIMS if f"{word} {standing.strategy}" in result.met
        }


CLAIMS = {"active": active, "recommended": recommended, "excluded": excluded, "top": top}
