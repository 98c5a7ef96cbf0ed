"""Constraints: what a subset means, which ones no profile satisfies, and what is assumed of the unanswered one."""

import pytest

from rutengine.model.conditions import AllOf, AnyOf, In, NotThat
from rutengine.model.pack import CheckedPack
from tests.checker.packs import judge


def constrain(*given: dict[str, object]) -> CheckedPack | list[tuple[str, str, str]]:
    return judge(constraints={"constraint": [{"id": f"c{i}", **constraint} for i, constraint in enumerate(given)]})


def test_a_subset_says_so_of_every_member() -> None:
    checked = constrain({"subset": ["failed", "tried"]})
    assert isinstance(checked, CheckedPack)
    expected = [AnyOf((NotThat(In("failed", m, (True,))), In("tried", m, (True,)))) for m in ("rest", "talk", "help")]
    assert checked.constraints == (("c0", AllOf(tuple(expected))),)


def test_a_member_that_the_larger_set_lacks_cannot_be_in_the_smaller() -> None:
    checked = constrain({"subset": ["failed", "liked"]})
    assert isinstance(checked, CheckedPack)
    lacks = tuple(NotThat(In("failed", m, (True,))) for m in ("talk", "help"))
    rest = AnyOf((NotThat(In("failed", "rest", (True,))), In("liked", "rest", (True,))))
    assert checked.constraints == (("c0", AllOf((rest, *lacks))),)


@pytest.mark.parametrize(
    ("given", "code", "address", "message"),
    [
        ({}, "RUT508", "[0]", "the constraint `c0` needs one definition"),
        (
            {"holds": "sunny", "subset": ["failed", "tried"]},
            "RUT508",
            "[0]",
            "the constraint `c0` needs one definition",
        ),
        ({"subset": ["failed"]}, "RUT109", "[0].subset", "`subset` has the wrong number of facts"),
        ({"subset": []}, "RUT109", "[0].subset", "`subset` has the wrong number of facts"),
        ({"subset": ["failed", "tired"]}, "RUT301", "[0].subset[1]", "unknown fact `tired`"),
        ({"subset": ["mood", "tried"]}, "RUT302", "[0].subset[0]", "`mood` is not a set"),
        ({"subset": ["tried", "tried"]}, "RUT306", "[0].subset", "the constraint always holds"),
        ({"holds": "sunny or not sunny"}, "RUT306", "[0].holds", "the condition always holds"),
        ({"holds": "hours > 3 and hours < 3"}, "RUT305", "[0].holds", "the condition can never hold"),
        ({"holds": "hours >"}, "RUT203", "[0].holds", "the text ends too early"),
        ({"holds": "patterns.x or sunny"}, "RUT301", "[0].holds", "unknown pattern `patterns.x`"),
        (
            {"subset": ["liked", "tried"]},
            "RUT411",
            "[0].subset",
            "the profile in which nothing is answered breaks this constraint",
        ),
        ({"holds": "sunny"}, "RUT411", "[0].holds", "the profile in which nothing is answered breaks this constraint"),
    ],
)
def test_what_is_wrong_with_a_constraint(given: dict[str, object], code: str, address: str, message: str) -> None:
    assert constrain(given) == [(code, f"constraints.toml: constraint{address}", message)]


def test_constraints_that_exclude_each_other_are_named_and_no_others() -> None:
    found = constrain(
        {"holds": "hours >= 1"},
        {"holds": "mood == 'bad' or hours < 5"},
        {"holds": "sunny or hours > 4"},
        {"holds": "mood == 'good'"},
        {"holds": "not sunny"},
    )
    message = "no profile satisfies `c1` and `c2` and `c3` and `c4` together"
    assert found == [("RUT411", "constraints.toml: constraint[4].holds", message)]


def test_every_constraint_that_the_unanswered_profile_breaks_is_reported() -> None:
    found = constrain({"holds": "hours >= 5"}, {"holds": "hours >= 1"}, {"holds": "sunny or mood == 'bad'"})
    assert isinstance(found, list)
    assert [address for _, address, _ in found] == [f"constraints.toml: constraint[{i}].holds" for i in (0, 2)]


def test_ids_are_judged_in_the_order_of_the_file() -> None:
    constraints = [{"id": f"c{i}", "holds": f"hours != {i}"} for i in (3, 4, 5, 6, 7, 8, 9)]
    same = [*constraints, {"id": "c0", "holds": "hours != 1"}, *constraints[:2], {"id": "c0", "holds": "hours < 9"}]
    found = judge(constraints={"constraint": same})
    assert isinstance(found, list)
    assert [(code, address) for code, address, _ in found] == [
        ("RUT401", "constraints.toml: constraint[8].id"),
        ("RUT401", "constraints.toml: constraint[9].id"),
        ("RUT401", "constraints.toml: constraint[10].id"),
    ]
