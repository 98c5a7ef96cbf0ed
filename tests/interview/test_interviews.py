"""Interviews on the career pack: what is asked, how it ends, how it is kept, and what is never told."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rutengine import Interview, InterviewError, ProfileError, between
from rutengine.career import Profile, Signals, Situation, engine
from rutengine.interview.asking import question_of
from rutengine.interview.ground import Ground
from rutengine.interview.records import Hanging, Question
from rutengine.rendering.telling_interviews import tell_hangs
from tests.evaluation.minipack import Person, card, engine_of, rule

ENGINE = engine()
GROUND = Ground(ENGINE.program)
EVERYTHING = ENGINE.program.columns.everything()[: len(ENGINE.program.variables)]


def question(name: str, **known: object) -> Question:
    number = next(asking.number for asking in GROUND.askings if asking.fact.name == name)
    profile = Profile()
    for fact, value in known.items():
        profile = ENGINE.answer(profile, fact.replace("__", "."), value)
    view = GROUND.view(ENGINE.decide(profile).outcome.given, frozenset())
    return question_of(GROUND, view, number)


def begun(steps: int = 6) -> Interview[Profile]:
    interview = Interview.start(ENGINE)
    for _ in range(steps):
        interview = interview.skip()
    return interview


def test_a_question_tells_what_can_be_answered() -> None:
    number = question("signals.underpaid")
    assert (number.kind, number.low, number.high, number.options) == ("number", 0, 4, ())
    truth = question("signals.told_no_growth")
    assert truth.kind == "yes or no"
    assert [option.value for option in truth.options] == [False, True]
    assert truth.options[1].label == "your boss has told you that there is no further step for you there"
    members = question("history.tried")
    assert members.kind == "set"
    assert members.options[0].value == "acknowledge"
    assert members.low is None


def test_a_choice_leaves_out_what_other_answers_rule_out() -> None:
    name = "situation.employment"
    assert [option.value for option in question(name).options][:2] == ["employed", "self_employed"]
    left = question(name, situation__employer_size="large").options
    assert [option.value for option in left] == ["employed", "on_leave"]


def test_a_sensitive_question_says_that_it_need_not_be_answered() -> None:
    assert question("signals.despair").decline == ("You need not answer this; the advice then goes by what is usual.")
    assert question("signals.underpaid").decline.startswith("You can leave this open")


def test_nothing_sensitive_is_asked_at_once() -> None:
    interview = Interview.start(ENGINE)
    for _ in range(3):
        assert interview.question is not None
        assert not interview.question.sensitive
        assert interview.question.tier == 1
        interview = interview.skip()


def test_a_crisis_ends_it_and_the_contacts_come_first() -> None:
    interview = begun(2).change("signals.in_crisis", True)
    assert interview.question is None
    ending = interview.finished
    assert ending is not None
    assert ending.why == "help first"
    assert ending.open == ()
    assert ending.first == interview.decision.notices
    assert [step.strategy for step in interview.decision.active] == ["professional-help"]
    assert interview.tell().startswith("If you are in danger, call your local emergency number")
    assert interview.back().question == begun(2).question


def test_only_what_must_come_first_comes_first() -> None:
    tired = Profile(signals=Signals(exhausted=4, physically_ill=4, passed_over=4), situation=Situation(health_limits=4))
    interview = Interview.start(ENGINE, tired, limit=1).skip()
    assert interview.finished is not None
    assert interview.finished.first == interview.first
    assert [notice[:35] for notice in interview.first] == ["Please take no step that is hard to"]
    assert len(interview.decision.notices) > 1
    rutted = Interview.start(ENGINE, Profile(signals=Signals(passed_over=4, underpaid=4, dread_of_work=3)))
    assert rutted.decision.notices
    assert rutted.first == ()


def test_every_question_can_be_had_again_with_all_that_can_be_answered() -> None:
    interview = Interview.start(ENGINE).change("situation.employer_size", "large")
    again = interview.question_on("situation.employment")
    assert [option.value for option in again.options] == ["employed", "self_employed", "unemployed", "on_leave"]
    assert interview.question_on("situation.employer_size").options == question("situation.employer_size").options
    with pytest.raises(ProfileError, match=r"did you mean `situation\.employer_size`"):
        interview.question_on("situation.employer_sze")


def test_a_long_list_of_moves_is_cut() -> None:
    hangs = Interview.start(ENGINE).why()
    strategies = tuple(
        Hanging(strategy=s.id, title=s.title, shown=number % 3 == 0)
        for number, s in enumerate(ENGINE.pack.pack.strategies[:12])
    )
    told = tell_hangs(attrs.evolve(hangs, strategies=strategies))
    points = [block.text for block in told if block.kind == "point"]
    assert [text.partition(" (")[2] for text in points] == ["shown now)"] * 4 + ["not shown now)"] * 3 + [""]
    assert points[-1] == "and 5 more"
    alone = tell_hangs(attrs.evolve(hangs, strategies=()))
    assert alone[-1].text == "On the answer hangs what is said first."


def test_interviews_of_an_engine_share_a_guide_and_can_be_sent_elsewhere() -> None:
    one, other = Interview.start(ENGINE), Interview.start(ENGINE, Profile(signals=Signals(underpaid=3)))
    assert one.engine.provers.guide is other.engine.provers.guide
    with ThreadPoolExecutor(4) as pool:
        fresh = attrs.evolve(ENGINE)
        found = list(pool.map(lambda limit: Interview.start(fresh, limit=limit).question, range(1, 9)))
    assert found == [one.question] * 8


def test_what_was_said_without_being_asked_leaves_open_what_it_follows() -> None:
    asked: dict[str, object] = {"ask": "?", "label": "so"}
    members = asked | {"labels": dict.fromkeys(("a", "b", "help"), "so")}
    facts = {"first": asked, "second": asked | {"follows": "level >= 3"}, "level": asked}
    facts |= {"failed": members, "tried": members}
    facts["colour"] = asked | {"labels": dict.fromkeys(("red", "green", "blue"), "so")}
    seldom = " and ".join(f"'{member}' in {name}" for member in ("a", "b", "help") for name in ("failed", "tried"))
    small = engine_of(
        {"a": card(), "help": card(role="safety")},
        [rule("seldom", f"level <= 2 and {seldom}", support={"a": 5, "help": 5}), rule("said", "second", notice="n")],
        more={"facts.toml": facts},
    )
    interview = Interview.start(small, Person(second=True))
    everything = frozenset({"a", "b", "help"})
    while interview.question is not None:
        interview = interview.answer(everything if interview.question.kind == "set" else interview.question.low)
    assert [step.fact for step in interview.steps] == ["failed", "tried", "level"]
    assert [step.strategy for step in interview.decision.active] == ["a", "help"]
    assert interview.finished is not None
    assert interview.finished.why == "settled"


def test_the_limit_of_the_person_ends_it_and_what_is_open_is_told() -> None:
    interview = Interview.start(ENGINE, limit=2).skip()
    assert interview.progress.remaining == 1
    interview = interview.decline()
    assert interview.question is None
    ending = interview.finished
    assert ending is not None
    assert ending.why == "limit"
    shown = {hanging.strategy for hanging in ending.open if hanging.shown}
    assert shown <= {step.strategy for step in interview.decision.active}
    assert ending.open[0].claim == f"active('{ending.open[0].strategy}')"
    assert "With more answers, this could still change:" in interview.tell()
    for call in (interview.skip, interview.decline, interview.why, lambda: interview.answer(1)):
        with pytest.raises(InterviewError, match="nothing more is asked"):
            call()


@pytest.mark.parametrize("limit", [0, -1, True, 1.5])
def test_a_limit_is_a_number_from_one(limit: Any) -> None:
    with pytest.raises(ValueError, match="a limit is a whole number from 1"):
        Interview.start(ENGINE, limit=limit)


def test_what_is_known_is_not_asked() -> None:
    first = Interview.start(ENGINE).question
    assert first is not None
    profile = ENGINE.answer(Profile(), first.fact, 2)
    again = Interview.start(ENGINE, profile)
    assert again.profile == profile
    assert again.question is not None
    assert again.question.fact != first.fact
    assert Interview.resume(ENGINE, again.to_json()) == again


def test_an_answer_may_be_known_in_part_and_none_passes_over() -> None:
    interview = Interview.start(ENGINE)
    first = interview.question
    assert first is not None
    later = interview.answer(between(1, 3))
    assert later.question is not None
    assert later.question.fact != first.fact
    assert interview.answer({"between": [1, 3]}) == later
    assert interview.answer(None) == interview.skip()
    assert interview.skip() != interview.decline()


def test_what_is_changed_stays_changed_and_what_is_taken_back_is_asked_again() -> None:
    interview = Interview.start(ENGINE)
    first = interview.question
    assert first is not None
    changed = interview.answer(3).change(first.fact, 1)
    assert changed.decision == interview.answer(1).decision
    assert changed.question == interview.answer(1).question
    assert changed.back() == interview.answer(3)
    assert changed.change(first.fact, None).question == first
    assert changed.progress.asked == 1


def test_an_answer_that_does_not_fit_changes_nothing_and_is_not_repeated() -> None:
    interview = begun(1).change("situation.employment", "unemployed")
    before = interview.to_json()
    for fact, value in (("signals.underpaid", 77), ("situation.employer_size", "large"), ("nothing", 5)):
        with pytest.raises(ProfileError) as caught:
            interview.change(fact, value)
        assert str(value) not in str(caught.value)
    with pytest.raises(ProfileError):
        interview.answer("canary")
    assert interview.to_json() == before


def test_there_is_a_first_step() -> None:
    with pytest.raises(InterviewError, match="there is nothing to go back to"):
        Interview.start(ENGINE).back()


def test_the_reason_names_the_moves_that_hang_on_the_answer() -> None:
    interview = Interview.start(ENGINE)
    hangs = interview.why()
    assert hangs.question == interview.question
    assert hangs.strategies
    told = interview.tell_why()
    assert "On the answer hangs whether these are among your next steps:" in told
    named = [hanging for hanging in hangs.strategies if hanging.title in " ".join(told.split())]
    assert {hanging for hanging in hangs.strategies if hanging.shown} < set(named)
    assert f"and {len(hangs.strategies) - len(named)} more" in told


def test_progress_is_told_in_one_sentence() -> None:
    interview = begun(4)
    progress = interview.progress
    assert progress.asked == 4
    assert progress.remaining >= 1
    assert progress.active == len(interview.decision.active)
    assert interview.tell().startswith(f"4 asked, about {progress.remaining} more; ")


def test_no_answer_is_in_a_repr() -> None:
    signals = Signals(despair=4)
    interview = Interview.start(ENGINE, Profile(signals=signals)).change("situation.employment", "on_leave")
    told = [interview, interview.steps, interview.progress, interview.finished, interview._view, interview._next]
    assert repr(interview) == "<Interview: 1 steps>"
    assert not any("on_leave" in repr(one) or "despair" in repr(one) for one in told)


def _with(**changed: object) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda data: {**data, **changed}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_with(kind="decision"), "what was kept is no interview"),
        (_with(format=2), "what was kept is no interview of format 1"),
        (_with(format=True), "what was kept is no interview of format 1"),
        (_with(format=1.0), "what was kept is no interview of format 1"),
        (_with(semantics=2), "the interview was begun under other semantics of the rules"),
        (_with(semantics=True), "the interview was begun under other semantics of the rules"),
        (_with(more=1), "what was kept is no interview of format 1"),
        (_with(vocabulary="other"), "the interview was begun with other rules"),
        (lambda data: {**data, "pack": {**data["pack"], "sha256": "0"}}, "the interview was begun with other rules"),
        (_with(limit=0), "`limit`: expected a whole number from 1, or null"),
        (_with(given=[]), "`given`: expected a table of answers, each once"),
        (_with(given={"nothing": 5}), "`given.0`: expected the name of a fact"),
        (_with(given={"signals.underpaid": 77}), "`signals.underpaid`: expected a whole number from 0 to 4"),
        (lambda data: {**data, "steps": data["steps"] * 3000}, "`steps.1`: expected a fact that was not asked before"),
        (
            _with(given={"signals.underpaid": 3}, steps=[{"how": "skipped", "fact": "signals.underpaid"}]),
            "`steps.0`: expected a fact that was not asked before",
        ),
        (_with(steps="none"), "`steps`: expected a list"),
        (_with(steps=[7]), "`steps.0`: expected a step"),
        (_with(steps=[{"how": "skipped", "fact": 7}]), "`steps.0`: expected the name of a fact"),
        (
            _with(given={"situation.employment": "unemployed", "situation.employer_size": "large"}),
            "answers that exclude each other",
        ),
    ],
)
def test_what_was_kept_is_refused_if_it_does_not_fit(
    spoil: Callable[[dict[str, Any]], dict[str, Any]], said: str
) -> None:
    data = spoil(begun(1).to_data())
    for source in (data, json.dumps(data)):
        with pytest.raises(InterviewError) as caught:
            Interview.resume(ENGINE, source)
        assert said in str(caught.value)
        assert "77" not in str(caught.value)


@pytest.mark.parametrize("source", ["", "{", "[]", '{"kind": "interview", "kind": "interview"}'])
def test_a_text_that_is_no_interview_is_refused(source: str) -> None:
    with pytest.raises(InterviewError, match="what was kept is no interview"):
        Interview.resume(ENGINE, source)


@pytest.mark.parametrize("source", [5, None, [], [1], (), bytearray(b"{}"), object()])
def test_what_is_neither_text_nor_a_table_is_no_interview(source: Any) -> None:
    with pytest.raises(InterviewError, match="what was kept is no interview"):
        Interview.resume(ENGINE, source)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(("skip", "decline", "back", "change", "take back")), max_size=12))
def test_law_every_interview_is_gone_on_with_as_it_was_and_counts_each_fact_once(moves: list[str]) -> None:
    interview = Interview.start(ENGINE)
    for move in moves:
        fact = interview.steps[-1].fact if interview.steps else "signals.underpaid"
        match move:
            case "skip":
                interview = interview.skip()
            case "decline":
                interview = interview.decline()
            case "back":
                interview = interview.back() if interview.steps else interview
            case "change":
                interview = interview.change("signals.underpaid", 3)
            case _:
                interview = interview.change(fact, None)
    assert Interview.resume(ENGINE, interview.to_json()) == interview
    asked = [step.fact for step in interview.steps if step.kind != "changed"]
    assert interview.progress.asked == len(set(asked))


def test_what_is_taken_back_and_asked_again_counts_once() -> None:
    interview = Interview.start(ENGINE, limit=2).skip()
    fact = interview.steps[0].fact
    for _ in range(3):
        interview = interview.change(fact, None).skip()
    assert {step.fact for step in interview.steps} == {fact}
    assert interview.progress.asked == 1
    assert interview.question is not None
    assert Interview.resume(ENGINE, interview.to_json()) == interview


def test_every_form_of_an_answer_is_kept() -> None:
    profile = Profile(situation=Situation(employment="employed"))
    interview = Interview.start(ENGINE, profile, limit=9)
    for fact, value in (
        ("signals.underpaid", {"between": [1, 3]}),
        ("situation.supportive_manager", {"one_of": ["yes", "no"]}),
        ("history.tried", {"has": ["networking"], "lacks": ["acknowledge"]}),
        ("history.did_not_help", ["networking"]),
        ("signals.told_no_growth", True),
    ):
        interview = interview.change(fact, value)
    data = interview.to_data()
    assert [step["answer"] for step in data["steps"]] == [  # type: ignore[attr-defined]
        {"between": [1, 3]},
        {"one_of": ["yes", "no"]},
        {"has": ["networking"], "lacks": ["acknowledge"]},
        ["networking"],
        True,
    ]
    resumed = Interview.resume(ENGINE, interview.to_json())
    assert resumed == interview
    assert resumed.decision == interview.decision
