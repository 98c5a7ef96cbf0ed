"""What would change it: costs, the way that numbers move, constraints, several ways, and budgets."""

from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.generated import random_claims, random_profile
from rutengine.evaluation.deciding import decide
from rutengine.explanation.changing import Changes, Move, Way, find_changes, targets
from rutengine.explanation.checking_proofs import changes_differences
from rutengine.model.claims import Claim, excluded, lead_at_least, recommended, top
from rutengine.solver.proving import NODES, Prover
from tests.evaluation.minipack import Tables, rule
from tests.explanation.movable import ask, program_of
from tests.laws.worlds import law, now_of, world_of

A = recommended("a")


def changed(
    rules: list[Tables], claim: Claim, ways: int = 1, nodes: int = NODES, *, constraints: Any = None, **answers: Any
) -> Changes:
    asked = ask(program_of(rules, constraints), **answers)
    found = find_changes(asked.prover, asked.outcome, claim, ways, nodes)
    assert changes_differences(found, asked.ground) == ()
    return found


def told(way: Way) -> tuple[int, dict[str, Any]]:
    return way.cost, {move.name: move.then for move in way.moves}


def only(found: Changes) -> tuple[int, dict[str, Any]]:
    assert (found.label, len(found.ways)) == ("smallest", 1)
    return told(found.ways[0])


@pytest.mark.parametrize(
    ("when", "cost", "moves"),
    [
        ("letter", 1, {"letter": True}),
        ("letter and mentor", 4, {"letter": True, "mentor": True}),
        ("mentor or (letter and hours >= 5)", 3, {"mentor": True}),
        ("(mentor and letter) or (letter and colour == 'red')", 3, {"letter": True, "colour": "red"}),
        ("colour == 'blue'", 0, {"colour": "blue"}),
        ("hours >= 3", 2, {"hours": 4}),
        ("hours >= 5 and debt <= 1", 5, {"hours": 5, "debt": 1}),
        ("at_least(2, letter, mentor, colour == 'red')", 3, {"letter": True, "colour": "red"}),
    ],
)
def test_the_cheapest_change_is_told(when: str, cost: int, moves: dict[str, Any]) -> None:
    assert only(changed([rule("one", when, support={"a": 4})], A)) == (cost, moves)


@pytest.mark.parametrize("when", ["old", "hours <= 1", "debt >= 4", "hours == 3", "letter and old"])
def test_what_nobody_can_change_is_never_told(when: str) -> None:
    found = changed([rule("one", when, support={"a": 4})], A)
    assert (found.label, found.ways) == ("none exists", ())
    assert found.certificate is not None


def test_nothing_needs_to_change() -> None:
    found = changed([rule("one", "letter", support={"a": 4})], A, letter=True)
    assert (found.label, [told(way) for way in found.ways]) == ("already so", [(0, {})])
    assert found.certificate is None


def test_a_claim_can_be_made_false_as_well() -> None:
    rules = [rule("one", "not letter", support={"a": 4}), rule("two", "mentor", exclude={"a": "no"})]
    assert only(changed(rules, ~A)) == (1, {"letter": True})
    assert only(changed(rules, excluded("a"))) == (3, {"mentor": True})


def test_points_are_added_up() -> None:
    rules = [
        rule("base", "not old", support={"a": 3, "b": 5}),
        rule("one", "letter", support={"a": 5}),
        rule("two", "mentor", oppose={"b": 3}),
        rule("three", "colour == 'red'", oppose={"b": 1}),
    ]
    assert only(changed(rules, top("a"))) == (1, {"letter": True})
    assert only(changed(rules, lead_at_least(0, "a", "b"))) == (1, {"letter": True})
    assert only(changed(rules, lead_at_least(1, "a", "b"))) == (3, {"letter": True, "colour": "red"})
    assert only(changed(rules, lead_at_least(2, "a", "b"))) == (4, {"letter": True, "mentor": True})


def test_a_change_keeps_to_the_constraints() -> None:
    rules = [rule("one", "letter", support={"a": 4})]
    needs = [{"id": "k", "holds": "not letter or colour == 'red'"}]
    assert only(changed(rules, A, constraints=needs)) == (3, {"letter": True, "colour": "red"})
    never = [{"id": "k", "holds": "not letter or old"}]
    assert changed(rules, A, constraints=never).label == "none exists"
    assert only(changed(rules, A, constraints=never, old=True)) == (1, {"letter": True})


def test_an_answer_of_several_values_is_changed_from_the_assumed_one() -> None:
    found = changed([rule("one", "hours >= 5", support={"a": 4})], A, hours=(3, 4, 5))
    (move,) = found.ways[0].moves
    assert (move.now, move.then, move.cost, move.assumed) == (3, 5, 3, True)
    (move,) = changed([rule("one", "hours >= 5", support={"a": 4})], A, hours=3).ways[0].moves
    assert not move.assumed


def test_numbers_move_only_the_way_in_which_their_costs_rise() -> None:
    program = program_of([rule("one", "letter", support={"a": 4})])
    hours, debt, letter, colour = (program.columns.number(name) for name in ("hours", "debt", "letter", "colour"))
    for now, hours_to, debt_to in [
        (2, {4: 2, 5: 3, 6: 5}, {0: 4, 1: 2}),
        (0, {1: 1, 2: 1, 4: 2, 5: 3, 6: 5}, {}),
        (4, {5: 3, 6: 5}, {0: 4, 1: 2, 2: 1}),
    ]:
        found = targets(program, ask(program, hours=now, debt=now).now)
        assert found[hours] == {1 << value: cost for value, cost in hours_to.items()}
        assert found.get(debt, {}) == {1 << value: cost for value, cost in debt_to.items()}
        assert found[letter] == {0b10: 1}
        assert found[colour] == {0b001: 2, 0b100: 0}


def test_each_further_way_leaves_something_alone_that_the_others_change() -> None:
    when = "letter or mentor or (colour == 'red' and hours >= 4)"
    found = changed([rule("one", when, support={"a": 4})], A, ways=5)
    assert [told(way) for way in found.ways] == [
        (1, {"letter": True}),
        (3, {"mentor": True}),
        (4, {"colour": "red", "hours": 4}),
    ]
    assert found.label == "smallest"
    two = changed([rule("one", when, support={"a": 4})], A, ways=2)
    assert two.ways == found.ways[:2]


def test_a_way_that_costs_nothing_is_proved_to_be_the_cheapest() -> None:
    found = changed([rule("one", "colour == 'blue' or letter", support={"a": 4})], A, ways=2)
    assert [told(way) for way in found.ways] == [(0, {"colour": "blue"}), (1, {"letter": True})]


@law(30)
@given(st.integers(0, 100_000))
def test_budgets_change_the_label_and_never_the_truth(seed: int) -> None:
    world, rng = world_of(seed), Random(seed)
    prover = Prover(world.program)
    outcome = decide(world.program, random_profile(world.program, rng, 0.7))
    now = now_of(outcome)
    for claim in random_claims(world.program, rng, 14):
        wanted = ~claim if prover.is_true(claim, now) else claim
        least = world.cheapest(wanted, now)
        for nodes in (0, 1, 3, 10, NODES):
            found = find_changes(prover, outcome, wanted, 2, nodes)
            assert found.label in ("smallest", "none exists", "enough", "not proved")
            assert all(world.of(wanted) & world.place(way.completion) for way in found.ways)
            if found.label in ("enough", "smallest"):
                assert least is not None
                assert found.ways[0].cost == least if found.label == "smallest" else found.ways[0].cost >= least
            else:
                assert not found.ways
                assert found.label == "not proved" or least is None
        assert found.label in ("smallest", "none exists")
        columns = [{move.column for move in way.moves} for way in found.ways]
        assert len(columns) < 2 or not columns[0] <= columns[1]


def test_a_move_that_nobody_can_make_is_noticed_whatever_it_is_said_to_cost() -> None:
    asked = ask(program_of([rule("one", "letter or old", support={"a": 4})]), old=False, letter=False)
    found = find_changes(asked.prover, asked.outcome, A)
    column, now = asked.program.columns.number("old"), list(asked.now)
    now[column] = asked.program.columns.bits(column, (True,))
    forged = Way(
        moves=(Move(column=column, name="old", now=False, then=True, cost=-1, assumed=False),),
        cost=-1,
        completion=tuple(now),
    )
    said = "a way moves a fact that nobody can change so"
    assert said in changes_differences(attrs.evolve(found, label="enough", ways=(forged,)), asked.ground)
    assert said in changes_differences(attrs.evolve(found, ways=(*found.ways, forged)), asked.ground)


def test_the_same_way_twice_and_an_unknown_label_are_noticed() -> None:
    asked = ask(program_of([rule("one", "letter", support={"a": 4})]), letter=False)
    found = find_changes(asked.prover, asked.outcome, A)
    twice = attrs.evolve(found, ways=(*found.ways, *found.ways))
    assert changes_differences(twice, asked.ground) == ("a further way changes all that an earlier one does",)
    label: Any = "certain"
    assert "there is no such label" in changes_differences(attrs.evolve(found, label=label), asked.ground)
