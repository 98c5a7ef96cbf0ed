"""Plans in words: a whole one, those of real people, and nothing that a name could inject."""

from pathlib import Path

import pytest

from rutengine.career import Profile, Signals, Situation, advise, engine
from tests.evaluation.minipack import Person, card, engine_of, rule
from tests.expected import expected_text

EXPECTED = Path(__file__).parent / "expected"
PEOPLE = sorted((Path(__file__).parent.parent / "calibration" / "people").glob("*.toml"))

CARDS = {
    "ask": card(
        title="Ask", minutes_per_week=60, weeks=3, steps=["Write it down.", "Ask.", "Thank them."], fallbacks=["write"],
        done_when="you have an answer", caution="Not in a hurry.",
        route=[{"when": "second", "how": "By letter."}, {"how": "In person."}],
    ),
    "write": card(title="Write", weeks=2, minutes_per_week=60, done_when="it is sent", fallbacks=["ask"]),
    "walk": card(title="Walk", role="groundwork", weeks=9, minutes_per_week=30, done_when="you like it"),
    "far": card(title="Travel", role="safety", minutes_per_week=300, fallbacks=["walk"], after=[{"strategy": "write"}]),
    "rest": card(title="Rest", role="safety", weeks=14, minutes_per_week=15),
}  # fmt: skip
POINTS = {"ask": 5, "write": 4, "walk": 3, "far": 3, "rest": 3}


def test_a_whole_plan() -> None:
    rules = [rule("all", support=POINTS, note={"ask": "Be brief."}, notice="Take your time.")]
    decision = engine_of(CARDS, rules, head={"plan": {"hours": "level"}}).decide(Person(first=True, level=1))
    plan = decision.plan(helper="Ada")
    assert plan.verify()
    assert plan.to_text() == expected_text(EXPECTED / "plan.txt", plan.to_text())


def test_a_plan_shorter_than_the_time_to_look_back() -> None:
    decision = engine_of(CARDS, [rule("all", support=POINTS)]).decide(Person(first=True))
    told = [line for line in decision.plan(weeks=2).to_text().splitlines() if line.startswith("After")]
    assert told == ["After week 2", "After week 6: look back"]


@pytest.mark.parametrize("path", PEOPLE, ids=[path.stem for path in PEOPLE])
def test_plans_of_real_people(path: Path) -> None:
    decision = engine().decide(engine().read_profile(path.read_text(encoding="utf-8")))
    plan = decision.plan()
    assert plan.verify()
    text = plan.to_text()
    assert max(map(len, text.splitlines())) <= 80
    assert "None" not in text
    assert not any(f"[{step.strategy}]" in text for step in decision.strategies)
    assert all(week.minutes <= (plan.hours or 0) * 60 for week in plan.weeks)
    assert {entry.strategy for week in plan.weeks for entry in week.entries} <= {s.strategy for s in decision.active}
    assert text.count("If it is ") == sum(slot.first <= 12 for slot in plan.slots)
    assert plan.to_markdown().startswith("# ")


def test_in_a_crisis_contacts_come_first_and_there_is_no_plan() -> None:
    profile = Profile(signals=Signals(in_crisis=True), situation=Situation(hours_per_week=5))
    text = advise(profile).plan(helper="Ada").to_text()
    assert text.startswith("You need people around you now, not a plan.")
    assert "Week 1" not in text


def test_a_name_cannot_inject_anything() -> None:
    plan = engine_of(CARDS, [rule("all", support=POINTS)]).decide(Person(first=True)).plan(helper="*A* <b>")
    assert "*A* <b>" in plan.to_text()
    assert "\\*A\\* \\<b\\>" in plan.to_markdown()
