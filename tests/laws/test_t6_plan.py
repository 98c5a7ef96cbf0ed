"""T6: a plan keeps within the hours and in order, and what is placed does not depend on what comes later."""

from typing import Any

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutengine.engine.decision import Decision
from rutengine.planning.schedule import Schedule, Slot
from rutengine.planning.scheduling import find_schedule
from tests.laws.phases import NO_SHRINKING
from tests.laws.test_laws import decision_of
from tests.strategies import STRATEGIES, Made, answered, compile_tables, packs

law = settings(max_examples=25, deadline=None, phases=NO_SHRINKING, suppress_health_check=list(HealthCheck))


@st.composite
def planned(draw: st.DrawFn) -> Decision[Any]:
    """A decision on a pack whose strategies take some weeks and come after each other."""
    made: Made = draw(packs())
    numbers = [spec for spec in made.specs if spec.kind == "int"]
    if numbers:
        made.files["pack.toml"]["plan"] = {"hours": draw(st.sampled_from(numbers)).name}
    conditions = [rule["when"] for rule in made.files["rules/one.toml"]["rule"]]
    order = draw(st.permutations(STRATEGIES))
    for place, strategy in enumerate(order):
        before = draw(st.lists(st.sampled_from(order[:place]), max_size=2, unique=True)) if place else []
        after = [{"strategy": other} for other in before]
        if draw(st.booleans()) and after:
            after[0]["when"] = draw(st.sampled_from(conditions))
        made.files[f"strategies/{strategy}.toml"] |= {
            "minutes_per_week": draw(st.sampled_from([20, 45, 60, 100, 180])),
            "weeks": draw(st.integers(1, 6)),
            "steps": [f"step {i}" for i in range(draw(st.integers(1, 5)))],
            "after": after,
        }
        for route in made.files[f"strategies/{strategy}.toml"].get("route", []):
            minutes = draw(st.sampled_from([{}, {"minutes_per_week": 15}, {"minutes_per_week": 180}]))
            route.update(minutes | draw(st.sampled_from([{}, {"steps": ["first", "then", "last"]}])))
    profile, _ = draw(answered(made))
    return decision_of(compile_tables(made.files, made.cls), profile)


def run(slot: Slot) -> range:
    return range(slot.first, slot.first + slot.weeks)


@law
@given(planned())
def test_no_week_asks_more_than_the_hours(decision: Decision[Any]) -> None:
    plan = decision.plan(weeks=40)
    load = {week: sum(slot.minutes for slot in plan.slots if week in run(slot)[: slot.busy]) for week in range(1, 41)}
    assert [week.minutes for week in plan.weeks] == ([] if plan.record.paused else list(load.values()))
    assert plan.hours is None or max(load.values()) <= plan.hours * 60


@law
@given(planned())
def test_what_comes_after_something_comes_after_it(decision: Decision[Any]) -> None:
    slots = {slot.strategy: slot for slot in decision.plan().slots}
    cards = {strategy.id: strategy for strategy in decision._program.checked.pack.strategies}
    for slot in slots.values():
        always = [after.strategy for after in cards[slot.strategy].after if after.when is None]
        assert all(slots[other].last < slot.first for other in always if other in slots)


@law
@given(planned(), st.integers(1, 30))
def test_active_strategies_are_planned_once_and_nothing_else_is(decision: Decision[Any], weeks: int) -> None:
    plan = decision.plan(weeks=weeks)
    active = [] if plan.record.paused else [step.strategy for step in decision.active]
    assert sorted([*(slot.strategy for slot in plan.slots), *plan.unplaced]) == sorted(active)
    assert sorted(item.strategy for item in plan.review) == sorted(active)
    assert bool(plan.slots) == bool(active)
    assert {entry.strategy for week in plan.weeks for entry in week.entries} <= {*active}
    assert plan.slots == decision.plan().slots
    assert plan.to_json() == decision.plan(weeks=weeks).to_json()


@law
@given(planned(), st.data())
def test_cutting_the_order_changes_no_slot_before_the_cut(decision: Decision[Any], data: st.DataObject) -> None:
    whole, outcome = decision.plan().record, decision.outcome
    order = [item.strategy for item in whole.review]
    kept = order[: data.draw(st.integers(0, len(order)))]
    standings = tuple(
        attrs.evolve(standing, status="recommended") if standing.strategy in {*order} - {*kept} else standing
        for standing in outcome.standings
    )
    cut = find_schedule(decision._program, attrs.evolve(outcome, standings=standings))
    assert cut.slots == tuple(slot for slot in whole.slots if slot.strategy in kept)
    assert cut.unplaced == tuple(id for id in whole.unplaced if id in kept)


@law
@given(planned(), st.data())
def test_a_plan_is_borne_out_and_a_changed_one_is_not(decision: Decision[Any], data: st.DataObject) -> None:
    plan = decision.plan(weeks=data.draw(st.integers(1, 20)))
    assert plan.differences() == ()
    for changed in changes(plan.record, data):
        assert not attrs.evolve(plan, record=changed).verify(), changed


def changes(record: Schedule, data: st.DataObject) -> list[Schedule]:
    """Return the schedule with one thing changed, in several ways."""
    found = [attrs.evolve(record, paused=not record.paused), attrs.evolve(record, hours=99)]
    found.append(attrs.evolve(record, assumed=not record.assumed))
    if not record.slots:
        return found
    place = data.draw(st.integers(0, len(record.slots) - 1))
    slot = record.slots[place]
    for wrong in (
        {"first": slot.first + 1}, {"weeks": slot.weeks + 1}, {"busy": slot.busy + 1}, {"minutes": slot.minutes + 5},
        {"after": (*slot.after, "gamma")}, {"full": (*slot.full, "gamma")},
        {"days": (*slot.days, "sunday")}, {"moment": "lunch" if slot.moment == "dinner" else "dinner"},
    ):  # fmt: skip
        slots = (*record.slots[:place], attrs.evolve(slot, **wrong), *record.slots[place + 1 :])
        found.append(attrs.evolve(record, slots=slots))
    entry = attrs.evolve(record.weeks[0].entries[0], steps=("another",))
    week = attrs.evolve(record.weeks[0], entries=(entry, *record.weeks[0].entries[1:]))
    item = attrs.evolve(record.review[0], fallback=record.review[0].strategy)
    return [
        *found,
        attrs.evolve(record, slots=record.slots[1:]),
        attrs.evolve(record, weeks=(week, *record.weeks[1:])),
        attrs.evolve(record, weeks=record.weeks[1:]),
        attrs.evolve(record, review=record.review[1:]),
        attrs.evolve(record, review=(item, *record.review[1:])),
    ]
