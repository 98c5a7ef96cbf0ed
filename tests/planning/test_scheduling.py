"""Plans of small packs: which week, which steps, which days, what stays small and what is looked back on."""

import json
from typing import Any

import attrs
import pytest

from rutengine import Plan
from tests.evaluation.minipack import Person, Tables, card, engine_of, rule

HOURS: Tables = {"plan": {"hours": "level"}}


def plan_of(cards: dict[str, Tables], points: dict[str, int], level: int = 2, **more: Any) -> Plan:
    """Return the plan of somebody with so many hours, for strategies with so many points."""
    rules = [rule("all", support=points), *more.pop("rules", [])]
    engine = engine_of(cards, rules, head=more.pop("head", HOURS))
    return engine.decide(Person(first=True, level=level, **more)).plan()


def weeks_of(plan: Plan) -> dict[str, tuple[int, int, int]]:
    """Return the first week, the last and the minutes of every strategy."""
    return {slot.strategy: (slot.first, slot.last, slot.minutes) for slot in plan.slots}


def test_what_has_no_room_waits_and_the_rest_fills_the_gap() -> None:
    cards = {"a": card(weeks=4), "b": card(weeks=2, minutes_per_week=120), "c": card(role="groundwork")}
    plan = plan_of(cards, {"a": 5, "b": 4, "c": 3})
    assert weeks_of(plan) == {"a": (1, 4, 60), "b": (5, 6, 120), "c": (1, 1, 60)}
    assert [slot.full for slot in plan.slots] == [(), ("a",), ()]
    assert [week.minutes for week in plan.weeks[:7]] == [120, 60, 60, 60, 120, 120, 0]


@pytest.mark.parametrize(("second", "first"), [(False, 1), (True, 4)])
def test_one_comes_after_another_if_the_condition_holds(*, second: bool, first: int) -> None:
    cards = {"a": card(after=[{"strategy": "b", "when": "second"}]), "b": card(weeks=3)}
    plan = plan_of(cards, {"a": 5, "b": 4}, second=second)
    assert weeks_of(plan)["a"] == (first, first, 60)
    assert [slot.strategy for slot in plan.slots] == (["b", "a"] if second else ["a", "b"])
    assert plan.slots[-1].after == (("b",) if second else ())


def test_one_that_is_not_active_is_not_waited_for() -> None:
    plan = plan_of({"a": card(after=[{"strategy": "b"}]), "b": card()}, {"a": 5})
    assert weeks_of(plan) == {"a": (1, 1, 60)}


def test_without_hours_the_first_of_each_role_and_all_that_protects_stay_small() -> None:
    cards = {
        "a": card(fallbacks=["b"]), "b": card(), "c": card(role="groundwork"),
        "d": card(role="safety", weeks=2), "e": card(role="safety"),
    }  # fmt: skip
    plan = plan_of(cards, {"a": 5, "b": 4, "c": 3, "d": 3, "e": 3}, level=0)
    assert weeks_of(plan) == {"a": (1, 1, 0), "c": (1, 1, 0), "d": (1, 2, 0), "e": (1, 1, 0)}
    assert plan.unplaced == ("b",)
    assert {item.strategy: item.fallback for item in plan.review}["a"] is None


@pytest.mark.parametrize(
    ("role", "weeks", "first", "minutes"),
    [("groundwork", 6, 7, 30), ("groundwork", 7, 1, 0), ("safety", 1, 1, 0), ("move", 7, 8, 30)],
)
def test_the_first_of_a_role_does_not_wait_long_and_what_protects_does_not_wait(
    role: str, weeks: int, first: int, minutes: int
) -> None:
    cards = {"a": card(weeks=weeks, minutes_per_week=120), "b": card(role=role, minutes_per_week=30, steps=["x", "y"])}
    slot = plan_of(cards, {"a": 5, "b": 4}).slots[1]
    assert (slot.first, slot.minutes, slot.full) == (first, minutes, ("a",))
    assert slot.weeks == (1 if minutes else 2)


def test_a_route_tells_the_time() -> None:
    route = [{"when": "second", "how": "short", "minutes_per_week": 10, "weeks": 3}, {"how": "long"}]
    cards = {"a": card(route=route)}
    assert weeks_of(plan_of(cards, {"a": 5}, second=True)) == {"a": (1, 3, 10)}
    assert weeks_of(plan_of(cards, {"a": 5})) == {"a": (1, 1, 60)}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, [("short", "x"), ("y",)]),
        ({"minutes_per_week": 60}, [("short", "x"), ("y",)]),
        ({"minutes_per_week": 10}, [("short",), ()]),
        ({"minutes_per_week": 10, "steps": ["one", "two"]}, [("short", "one"), ("two",)]),
        ({"steps": ["one"]}, [("short", "one"), ()]),
    ],
)
def test_a_route_is_told_first_and_its_steps_replace_those_of_the_card(
    more: Tables, told: list[tuple[str, ...]]
) -> None:
    route = [{"when": "second", "how": "short", **more}, {"how": "long"}]
    plan = plan_of({"a": card(weeks=2, steps=["x", "y"], route=route)}, {"a": 5}, second=True)
    assert [week.entries[0].steps for week in plan.weeks[:2]] == told
    assert plan.verify()


def test_a_small_step_has_a_week_for_each_step_of_its_route() -> None:
    route = [{"when": "second", "how": "short", "steps": ["one", "two", "last"]}, {"how": "long"}]
    plan = plan_of({"a": card(route=route)}, {"a": 5}, level=0, second=True)
    assert weeks_of(plan) == {"a": (1, 3, 0)}
    assert plan.verify()


def test_what_protects_takes_its_time_in_the_first_week_only() -> None:
    cards = {"a": card(role="safety", weeks=4), "b": card(role="safety", weeks=3), "c": card(role="groundwork")}
    plan = plan_of(cards, {"a": 5, "b": 4, "c": 3}, level=1)
    assert weeks_of(plan) == {"a": (1, 4, 60), "b": (1, 3, 0), "c": (2, 2, 60)}
    assert [(slot.busy, slot.full) for slot in plan.slots] == [(1, ()), (1, ("a",)), (1, ("a",))]
    assert [week.minutes for week in plan.weeks[:4]] == [60, 60, 0, 0]
    text = plan.to_text(200)
    assert "Weeks 1 to 4, 1 hour in the first and a few minutes in each of the others: it comes first." in text
    assert "whom I call or what I do first, and when." in text
    assert plan.verify()


def test_a_pack_that_names_no_hours_has_no_limit() -> None:
    cards = {"a": card(minutes_per_week=2400), "b": card(minutes_per_week=2400)}
    plan = plan_of(cards, {"a": 5, "b": 4}, head={})
    assert plan.hours is None
    assert weeks_of(plan) == {"a": (1, 1, 2400), "b": (1, 1, 2400)}
    assert "You have" not in plan.to_text()
    assert "If it is any day after dinner, then I take about 5 hours and 43 minutes" in plan.to_text(200)


@pytest.mark.parametrize(
    ("role", "steps", "weeks", "told"),
    [
        ("move", 4, 1, [4]),
        ("move", 3, 2, [2, 1]),
        ("move", 2, 4, [1, 0, 1, 0]),
        ("move", 3, 8, [1, 0, 1, 0, 1, 0, 0, 0]),
        ("safety", 3, 8, [3, 0, 0, 0, 0, 0, 0, 0]),
    ],
)
def test_steps_are_spread_but_those_that_protect_come_together(
    role: str, steps: int, weeks: int, told: list[int]
) -> None:
    names = [f"step {i}" for i in range(steps)]
    plan = plan_of({"a": card(role=role, steps=names, weeks=weeks)}, {"a": 5})
    entries = [entry for week in plan.weeks for entry in week.entries]
    assert [len(entry.steps) for entry in entries] == told
    assert [step for entry in entries for step in entry.steps] == names
    assert [entry.ends for entry in entries] == [False] * (weeks - 1) + [True]


def test_the_days_of_the_week_are_used_in_turn() -> None:
    cards = {"a": card(minutes_per_week=150), "b": card(minutes_per_week=180), "c": card(role="groundwork")}
    cards["d"] = card(role="safety", minutes_per_week=90)
    plan = plan_of(cards, {"a": 5, "b": 4, "c": 3, "d": 3}, head={})
    assert [(slot.days, slot.moment) for slot in plan.slots] == [
        (("tuesday", "saturday", "thursday"), "dinner"),
        (("sunday", "monday", "wednesday"), "dinner"),
        (("friday",), "dinner"),
        (("tuesday", "saturday"), "breakfast"),
    ]


def test_the_fallback_is_open_to_the_person_and_new_where_it_can_be() -> None:
    cards = {
        "a": card(fallbacks=["out", "b", "later", "help", "new"]), "b": card(fallbacks=["out", "a"]),
        "out": card(), "later": card(), "new": card(), "help": card(role="safety"),
    }  # fmt: skip
    rules = [rule("gates", exclude={"out": "no"}, defer={"later": "wait"})]
    failed = frozenset({"help"})
    history = {"history": {"failed": "failed", "theme": "past", "because": "no", "oppose": 1, "support": 1}}
    plan = plan_of(cards, {"a": 5, "b": 4}, rules=rules, head=HOURS | history, failed=failed, tried=failed)
    assert [(item.strategy, item.fallback) for item in plan.review] == [("a", "new"), ("b", "a")]
    assert plan.verify()


def test_a_fallback_keeps_to_the_stance() -> None:
    cards = {"a": card(fallbacks=["late", "b"]), "late": card(phase="late"), "b": card()}
    for stance, fallback in (("calm", "b"), ("open", "late")):
        plan = plan_of(cards, {"a": 5}, rules=[rule("stance", stance=stance)])
        assert [(item.strategy, item.fallback) for item in plan.review] == [("a", fallback)]
        assert plan.verify()


def test_where_only_what_is_required_is_shown_nothing_is_planned() -> None:
    rules = [rule("alarm", stance="alarm", require={"help": "now"}, notice="Call somebody.")]
    engine = engine_of(
        {"help": card(role="safety", title="Help"), "a": card()}, [rule("all", support={"a": 5}), *rules]
    )
    decision = engine.decide(Person(first=True))
    plan = decision.plan()
    assert (plan.slots, plan.weeks, plan.review) == ((), (), ())
    assert plan.verify()
    assert plan.to_text() == decision.to_text()
    told = json.loads(plan.to_json())
    assert told["plan"]["paused"]
    assert [entry["title"] for entry in told["active"]] == ["Help"]
    assert told["notices"] == ["Call somebody."]


def test_nobody_is_asked_for_anything_where_nothing_is_active() -> None:
    engine = engine_of({"a": card()}, [rule("all", support={"a": 5})], head=HOURS)
    plan = engine.decide(Person()).plan()
    assert plan.slots == ()
    assert plan.verify()
    assert plan.to_text().splitlines()[-1] == "No step is active, so there is nothing to plan."


def test_hours_that_are_not_answered_are_marked() -> None:
    engine = engine_of({"a": card()}, [rule("all", support={"a": 5})], head=HOURS)
    plan = engine.decide(Person(first=True)).plan()
    assert (plan.hours, plan.record.assumed) == (1, True)
    assert "You have 1 hour a week (assumed: your answers leave this open)" in plan.to_text()


@pytest.mark.parametrize("weeks", [0, -1, 105])
def test_a_plan_has_some_weeks_and_not_too_many(weeks: int) -> None:
    decision = engine_of({"a": card()}, [rule("all", support={"a": 5})]).decide(Person())
    with pytest.raises(ValueError, match="`weeks`: expected a whole number"):
        decision.plan(weeks=weeks)


def test_the_repr_tells_nothing() -> None:
    plan = plan_of({"a": card(fallbacks=["b"]), "b": card()}, {"a": 5})
    record = plan.record
    shown = [plan, record, record.slots[0], record.weeks[0], record.weeks[0].entries[0], record.review[0]]
    assert [repr(thing) for thing in shown] == [
        "<Plan>", "<Schedule: 12 weeks>", "<Slot>", "<Week>", "<Entry>", "<LookBack>",
    ]  # fmt: skip


def altered(plan: Plan, **changes: Any) -> tuple[str, ...]:
    return attrs.evolve(plan, record=attrs.evolve(plan.record, **changes)).differences()


def test_whatever_is_changed_in_a_plan_is_noticed() -> None:
    cards = {"a": card(weeks=4, steps=["x", "y"], fallbacks=["c", "b"]), "b": card(), "c": card()}
    plan = plan_of(cards, {"a": 5, "b": 4, "c": 3})
    record, (slot, *others) = plan.record, plan.slots
    assert plan.differences() == ()
    nothing = tuple(attrs.evolve(item, fallback=None) for item in record.review)
    assert altered(plan, review=nothing) == ("what is taken in the place of `a`",)
    second = (attrs.evolve(record.review[0], fallback="b"), *record.review[1:])
    assert altered(plan, review=second) == ("what is taken in the place of `a`",)
    assert altered(plan, review=record.review[::-1]) == ("what is looked back on",)
    assert altered(plan, assumed=True) == ("whether the weekly hours are assumed",)
    for days in (("sunday",), (), ("tuesday", "saturday")):
        assert "the days of `a`" in altered(plan, slots=(attrs.evolve(slot, days=days), *others))
    assert altered(plan, slots=(attrs.evolve(slot, moment="lunch"), *others)) == ("the days of `a`",)
    unknown = (attrs.evolve(slot, strategy="d"), *others)
    assert altered(plan, slots=unknown) == ("what is planned and what is active",)


def test_steps_that_are_pushed_into_another_week_are_noticed() -> None:
    plan = plan_of({"a": card(weeks=4, steps=["x", "y"])}, {"a": 5})
    told = [week.entries[0].steps if week.entries else () for week in plan.weeks[:4]]
    assert told == [("x",), (), ("y",), ()]
    for steps in ([("x", "y"), (), (), ()], [("x",), ("y",), (), ()], [("x",), (), (), ()]):
        weeks = [
            attrs.evolve(week, entries=(attrs.evolve(week.entries[0], steps=some),))
            for week, some in zip(plan.weeks, steps, strict=False)
        ]
        assert "the steps of week" in altered(plan, weeks=(*weeks, *plan.weeks[4:]))[0]


def test_a_fallback_that_failed_this_person_is_refused() -> None:
    cards = {"a": card(fallbacks=["help", "new"]), "b": card(), "help": card(), "new": card()}
    history = {"history": {"failed": "failed", "theme": "past", "because": "no", "oppose": 1, "support": 1}}
    failed = frozenset({"help"})
    plan = plan_of(cards, {"a": 5}, head=HOURS | history, failed=failed, tried=failed)
    assert [item.fallback for item in plan.review] == ["new"]
    item = attrs.evolve(plan.review[0], fallback="help")
    assert altered(plan, review=(item,)) == ("what is taken in the place of `a`",)
