"""Profiles that are drawn: they fit, somebody can have them, they lie where rules change, and they shrink well."""

from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from examples.plants.plants import Plant
from rutengine import Engine, ProfileError, Vocabulary, between, members
from rutengine.testing.columns import drawable
from rutengine.testing.profiles import completions, profiles
from rutengine.vocabulary.answers import read_profile
from rutengine.vocabulary.possible import Between, Members, OneOf
from tests.strategies import Made, packs
from tests.testing.samples import Narrow, answers_of, narrow, plants

TURNS = [1, 2, 7, 8, 14, 15, 21, 22]
NUMBER: Any = 3
PLANT: Any = Plant()
CLASS: Any = Plant
CALM = settings(deadline=None)
FAST = settings(max_examples=300, deadline=None, database=None, phases=[Phase.generate, Phase.shrink])


@CALM
@given(profiles(plants()))
def test_every_profile_of_an_engine_is_one_of_somebody(profile: Plant) -> None:
    plants().decide(profile)


@CALM
@given(profiles(Plant))
def test_every_profile_of_a_class_fits_it(profile: Plant) -> None:
    sets, problems = read_profile(Vocabulary.of(Plant), lambda fact: answers_of(profile)[fact.name])
    assert not problems
    assert all(sets)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(packs(), st.data())
def test_any_pack_allows_what_is_drawn_for_it(made: Made, data: st.DataObject) -> None:
    engine: Engine[Any] = Engine(made.program(), Vocabulary.of(made.cls))
    profile = data.draw(profiles(engine))
    given_sets = engine.decide(profile).outcome.given
    whole = data.draw(completions(engine, profile))
    outcome = engine.decide(whole).outcome
    assert not outcome.assumed
    assert all(one & some == one for one, some in zip(outcome.given, given_sets, strict=True))


@CALM
@given(profiles(plants(), partly=False))
def test_nothing_is_partly_known_if_that_is_not_wanted(profile: Plant) -> None:
    assert all(
        answer is None or isinstance(answer, bool | int | str | frozenset) for answer in answers_of(profile).values()
    )


@pytest.mark.parametrize(
    "wanted",
    [
        lambda plant: isinstance(plant.dry_days, Between) and plant.dry_days.high > plant.dry_days.low,
        lambda plant: isinstance(plant.kind, OneOf) and len(plant.kind.values) == 2,
        lambda plant: isinstance(plant.seen, Members) and plant.seen.has and plant.seen.lacks,
        lambda plant: plant.seen == frozenset({"webs"}),
        lambda plant: plant.place.light == "full_sun",
        lambda plant: plant.leaves.sticky is False,
    ],
)
def test_every_kind_of_answer_is_drawn(wanted: Any) -> None:
    settings_of = settings(max_examples=5_000, database=None, deadline=None, phases=[Phase.generate])
    assert wanted(find(profiles(Plant), wanted, settings=settings_of))


def test_examples_shrink_to_nothing_and_to_neutral_answers() -> None:
    assert find(profiles(plants()), lambda _: True) == Plant()
    assert find(profiles(plants()), lambda plant: plant.dry_days is not None).dry_days == 3
    assert find(completions(plants(), Plant()), lambda _: True).place.light == "bright"


def test_values_at_which_a_condition_changes_come_often() -> None:
    columns = drawable(plants())
    (days,) = [numbers[0][0] for fact, numbers in columns.columns if fact.name == "dry_days"]
    assert sorted(columns.turning[days]) == [1, 2, 3, *TURNS[2:]]
    drawn: list[bool] = []

    @FAST
    @given(profiles(plants(), partly=False))
    def draw(plant: Plant) -> None:
        drawn.extend([plant.dry_days in TURNS] if plant.dry_days is not None else [])

    draw()
    assert sum(drawn) > len(drawn) / 3


@CALM
@given(profiles(narrow()))
def test_constraints_hold_even_if_they_are_narrow(profile: Narrow) -> None:
    narrow().decide(profile)
    assert profile.b != "y" or profile.a in {None, 4} or not isinstance(profile.a, int)


@CALM
@given(st.data())
def test_completions_keep_what_is_said(data: st.DataObject) -> None:
    profile = Plant(dry_days=between(8, 9), seen=members(yes={"mould"}))
    whole = data.draw(completions(plants(), profile))
    assert whole.dry_days in {8, 9}
    assert isinstance(whole.seen, frozenset)
    assert "mould" in whole.seen
    assert whole.place.light != "full_sun"


def test_nobody_completes_answers_that_exclude_each_other() -> None:
    impossible = Plant(seen=frozenset({"mould"}), place=attrs.evolve(Plant().place, light="full_sun"))
    with pytest.raises(ProfileError):
        completions(plants(), impossible)
    with pytest.raises(ValueError, match="nobody"):
        drawable(narrow()).real((1, 2), {})


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (
            lambda: profiles(NUMBER),
            "`source`: expected an engine, or the class of its profiles, found an object of `int`",
        ),
        (lambda: profiles(PLANT), "`source`: .*, found an object of `Plant`"),
        (lambda: profiles(Plant, partly=NUMBER), "`partly`: expected true or false, found an object of `int`"),
        (lambda: completions(CLASS, Plant()), "`engine`: expected an engine.*, found the class `Plant`"),
    ],
)
def test_an_argument_of_another_type_is_named(draw: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        draw()
