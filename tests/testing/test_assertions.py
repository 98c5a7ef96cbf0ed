"""Assertions for everybody: what passes is proved, and a failure shows somebody."""

from typing import Any

import pytest

from rutengine import Claim, ClaimError
from rutengine.career import Profile, engine
from rutengine.documents.folders import packaged_pack
from rutengine.engine.engine import load_pack
from rutengine.model.claims import recommended, required
from rutengine.model.guarantee import Always, Sometimes
from rutengine.solver.checking import Certifier
from rutengine.testing.assertions import assert_guarantee, assert_same_decisions
from tests.testing.samples import changed, plants

WATER = "rules/water.toml"


@pytest.mark.parametrize(
    ("claim", "given"),
    [
        ("not recommended('water-it')", "pot_drains == 'no' and patterns.drowning >= 2"),
        (~recommended("repot"), "patterns.signs_of_pests >= 2"),
        ("lead('water-it') <= 4", None),
        ("required('isolate')", required("isolate")),
    ],
)
def test_what_is_true_of_everybody(claim: str | Claim, given: str | Claim | None) -> None:
    assert_guarantee(plants(), claim, given=given)


def test_a_failure_shows_somebody() -> None:
    with pytest.raises(AssertionError) as caught:
        assert_guarantee(plants(), "recommended('repot')", given="pot_drains == 'no' and leaves.yellow >= 3")
    assert str(caught.value).splitlines() == [
        "recommended('repot'): not true of everybody",
        "somebody who shows it, all else being neutral:",
        "  leaves.yellow = 3",
        '  pot_drains = "no"',
        '  seen = ["flies", "webs"]',
    ]


def test_the_guarantees_of_a_pack_can_be_asserted() -> None:
    for guarantee in load_pack(packaged_pack("career"), Profile).guarantees[:2]:
        assert_guarantee(engine(), guarantee)
    assert_guarantee(plants(), Sometimes(id="g", given=None, claim=recommended("repot")))
    nobody = Sometimes(id="g", given=required("isolate"), claim=recommended("repot"))
    with pytest.raises(AssertionError, match="the guarantee `g`: there is nobody of whom it is true"):
        assert_guarantee(plants(), nobody)
    with pytest.raises(TypeError, match="of its own"):
        assert_guarantee(plants(), nobody, given="leaves.sticky")


def test_what_concerns_nobody_fails() -> None:
    given = "recommended('repot') and not recommended('repot')"
    with pytest.raises(AssertionError, match="nobody is concerned, because `given` is true of nobody"):
        assert_guarantee(plants(), "not recommended('repot')", given=given)


def test_what_is_not_proved_fails() -> None:
    with pytest.raises(AssertionError, match=": not proved within 1 states"):
        assert_guarantee(engine(), "not eligible('career-change')", given="patterns.exhaustion >= 4", nodes=1)


def test_what_is_not_borne_out_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Certifier, "accepts", lambda *_: False)
    with pytest.raises(AssertionError, match="does not bear the result out"):
        assert_guarantee(plants(), "lead('water-it') <= 4")


def test_a_claim_has_to_fit() -> None:
    with pytest.raises(ClaimError):
        assert_guarantee(plants(), "recommended('fly')")


@pytest.mark.parametrize(
    ("arguments", "options", "said"),
    [
        ((3, "some(recommended)"), {}, r"`engine`: expected an engine.*, found an object of `int`"),
        (
            (plants(), 3),
            {},
            r"`claim`: expected a claim.* or one of `load_pack\(...\).guarantees`, found an object of `int`",
        ),
        ((plants(), Always), {}, r"`claim`: .*, found the class `Always`"),
        ((plants(), "some(recommended)"), {"given": True}, r"`given`: .*, or None, found an object of `bool`"),
        ((plants(), "some(recommended)"), {"nodes": "9"}, r"`nodes`: expected a whole number, 0 or more, found"),
        ((plants(), "some(recommended)"), {"nodes": True}, r"`nodes`: expected a whole number, 0 or more, found"),
    ],
)
def test_an_argument_of_another_type_is_named(arguments: Any, options: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        assert_guarantee(*arguments, **options)


def test_the_work_allowed_is_not_negative() -> None:
    with pytest.raises(ValueError, match="`nodes`: expected a whole number, 0 or more, found `-1`"):
        assert_guarantee(plants(), "some(recommended)", nodes=-1)


@pytest.mark.parametrize(
    ("arguments", "options", "said"),
    [
        ((plants(), plants().pack), {}, "`second`: expected an engine.*, found an object of `CheckedPack`"),
        ((None, plants()), {}, "`first`: expected an engine"),
        ((plants(), plants()), {"nodes": None}, "`nodes`: expected a whole number"),
    ],
)
def test_only_engines_are_compared(arguments: Any, options: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        assert_same_decisions(*arguments, **options)


def test_the_same_pack_says_the_same() -> None:
    assert_same_decisions(plants(), plants())
    assert_same_decisions(plants(), changed(WATER, "patterns.thirst >= 3", "not patterns.thirst < 3"))


def test_another_pack_says_something_else_to_somebody() -> None:
    other = changed(WATER, "support.repot = 5", "support.repot = 4")
    with pytest.raises(AssertionError) as caught:
        assert_same_decisions(plants(), other)
    lines = str(caught.value).splitlines()
    assert lines[:2] == ["the packs do not say the same", "`repot`: lead is otherwise for"]
    assert '  pot_drains = "no"' in lines


def test_settings_and_people_of_one_pack_alone_are_told() -> None:
    with pytest.raises(AssertionError, match="the stance `everyday` is declared otherwise"):
        assert_same_decisions(plants(), changed("pack.toml", "max_moves = 2", "max_moves = 1"))
    freer = changed("constraints.toml", "or not 'mould' in seen", "or not 'mould' in seen or leaves.sticky")
    with pytest.raises(AssertionError, match="people whom only the second pack allows: allowed is otherwise for"):
        assert_same_decisions(plants(), freer)


def test_a_difference_that_is_not_proved_fails() -> None:
    with pytest.raises(AssertionError, match="not proved within 1 states"):
        assert_same_decisions(plants(), changed(WATER, "patterns.thirst >= 3", "not patterns.thirst < 3"), nodes=1)
