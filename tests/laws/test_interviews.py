"""Interviews: they stop only when nothing can change, ask nothing twice, and are the same however they are kept."""

from contextlib import suppress
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from bench.generated import Generated
from rutengine import career
from rutengine.diagnostics.errors import ProfileError
from rutengine.engine.interviews import Interview
from rutengine.evaluation.deciding import decide, derive
from rutengine.interview.drawing import Drawing
from rutengine.interview.ground import Asking, Ground, View
from rutengine.interview.records import Question
from rutengine.interview.scoring import Scoring
from rutengine.logic.search import first_preferred
from rutengine.logic.truth import holds
from tests.interview.asked import (
    alone,
    asked_pack,
    engine_of,
    everything_asked,
    everything_said,
    person_of,
    shown,
    truth_of,
    truthful,
)
from tests.laws.worlds import law

SEEDS = st.integers(0, 100_000)


@law(40)
@given(seed=SEEDS, passing=st.booleans())
def test_an_interview_ends_with_the_moves_of_all_answers(seed: int, *, passing: bool) -> None:
    made, rng = asked_pack(seed), Random(seed)
    engine = engine_of(made)
    for _ in range(4):
        person = person_of(made, rng)
        end = truthful(Interview.start(engine), person, rng if passing else None)
        assert end.finished is not None
        if end.finished.why != "help first":
            assert shown(engine, end.profile) == shown(engine, everything_asked(end, person))
        assert end.finished.why != "settled" or end.finished.open == ()
        facts = [step.fact for step in end.steps]
        assert len(set(facts)) == len(facts)


@law(40)
@given(seed=SEEDS, said=st.integers(0, 3), passing=st.booleans())
@example(seed=50_037, said=0, passing=False)
@example(seed=50_041, said=0, passing=False)
@example(seed=18, said=2, passing=False)
def test_what_is_settled_stays_so_whatever_is_told_after_it(seed: int, said: int, *, passing: bool) -> None:
    made, rng = asked_pack(seed, 5, 10, 3) if said else asked_pack(seed), Random(seed)
    engine = engine_of(made)
    for _ in range(4):
        person, begun = person_of(made, rng), Interview.start(engine)
        for fact in rng.sample(engine.vocabulary.facts, said):
            begun = begun.change(fact.name, truth_of(engine, person, fact))
        end = truthful(begun, person, rng if passing else None)
        if end.finished is not None and end.finished.why == "settled":
            assert shown(engine, end.profile) == shown(engine, everything_said(end, person))


@law(25)
@given(SEEDS)
def test_the_way_back_is_the_way_there(seed: int) -> None:
    made, rng = asked_pack(seed), Random(seed)
    engine = engine_of(made)
    ways = [Interview.start(engine)]
    end = truthful(ways[0], person_of(made, rng), rng)
    back = end
    for _ in end.steps:
        resumed = Interview.resume(engine, back.to_json())
        assert resumed == back
        assert resumed.question == back.question
        assert resumed.to_json() == back.to_json()
        assert resumed.finished == back.finished
        back = back.back()
    assert back == ways[0]
    assert back.question == ways[0].question


@law(25)
@given(SEEDS)
def test_the_order_of_answers_changes_neither_the_decision_nor_the_question(seed: int) -> None:
    made, rng = asked_pack(seed), Random(seed)
    engine = engine_of(made)
    end = truthful(Interview.start(engine), person_of(made, rng))
    if end.steps:
        end = end.back()
    other = Interview.start(engine)
    for step in rng.sample(end.steps, len(end.steps)):
        other = other.change(step.fact, step.answer)
    assert other.decision == end.decision
    assert other.question == end.question


@law(20)
@given(seed=SEEDS, hopeless=st.integers(0, 4), skipping=st.booleans())
def test_whether_somebody_is_in_a_crisis_is_asked_before_all_else(seed: int, hopeless: int, *, skipping: bool) -> None:
    rng, made, crisis = Random(seed), career.engine(), "signals.in_crisis"
    interview = Interview.start(made)
    facts = [fact.name for fact in made.vocabulary.facts if fact.name not in (crisis, "signals.despair")]
    for name in rng.sample(facts, rng.randrange(40)):
        interview = _answered(interview, interview.question_on(name), rng)
    assert interview.question is None or interview.question.fact != crisis
    interview = interview.change("signals.despair", hopeless)
    for place in range(3):
        question = interview.question
        asked = question is not None and question.fact == crisis
        assert asked is (place == 0 and hopeless >= 3)
        if question is not None:
            interview = interview.skip() if skipping else interview.answer(False) if asked else interview.decline()


def _answered(interview: Interview[career.Profile], question: Question, rng: Random) -> Interview[career.Profile]:
    """Return an interview with a random answer to a question, or without one if others rule it out."""
    values = [option.value for option in question.options] or list(range(question.low or 0, (question.high or 0) + 1))
    value = rng.choice(values)
    try:
        return interview.change(question.fact, frozenset({value}) if question.kind == "set" else value)
    except ProfileError:
        return interview


def _brings_help(made: Generated, view: View, asking: Asking) -> bool:
    """Tell whether an answer brings in the stance that shows nothing."""
    (column,) = asking.columns
    for bit in made.program.preference[column]:
        sets = (*view.sets[:column], bit & view.sets[column], *view.sets[column + 1 :])
        with suppress(ProfileError):
            if sets[column] and decide(made.program, sets).stance == "alarm":
                return True
    return False


@law(25)
@given(SEEDS)
def test_what_can_bring_help_is_asked_before_all_else(seed: int) -> None:
    made, rng = asked_pack(seed, helping=True), Random(seed)
    engine = engine_of(made)
    ground, person = Ground(made.program), person_of(made, rng)
    interview = Interview.start(engine)
    while (question := interview.question) is not None:
        done = frozenset(a.number for a in ground.askings if a.fact.name in {step.fact for step in interview.steps})
        view = ground.view(interview.decision.outcome.given, done)
        urgent = [a.fact.name for a in ground.askings if a.number in view.askable and _brings_help(made, view, a)]
        assert not urgent or question.fact == urgent[0]
        fact = engine.vocabulary.find(question.fact)
        assert fact is not None
        interview = interview.answer(truth_of(engine, person, fact))


@law(25)
@given(SEEDS)
def test_many_people_are_shown_what_each_of_them_is_shown_alone(seed: int) -> None:
    made, rng = asked_pack(seed, facts=12, rules=40, strategies=6), Random(seed)
    program = made.program
    ground, scoring = Ground(program), Scoring(program)
    drawing = Drawing(ground, scoring)
    everything = program.columns.everything()[: len(program.variables)]
    person = person_of(made, rng)
    sets = tuple(bit if rng.random() < 0.4 else whole for bit, whole in zip(person, everything, strict=True))
    view = ground.view(sets, frozenset(rng.sample(range(len(ground.askings)), 2)))
    crowd, alive = drawing.draw(view)
    found = scoring.shown(drawing.lanes, crowd.fired())
    open_ = {ground.askings[number].fact.name for number in view.open}
    gates = [formula for name, formula in ground.gates() if name.rpartition("-")[0] in open_]
    for place in range(0, drawing.lanes.count, 16):
        bit = 1 << place * drawing.lanes.width
        told = zip(crowd.person(place), program.preference, strict=True)
        values = tuple(first_preferred(bits, order) for bits, order in told)
        assert all(value & possible for value, possible in zip(values, view.sets, strict=True))
        derived = derive(program, values)
        if alive & bit:
            assert all(holds(formula, derived) for _, formula in program.constraints)
            named = zip(program.strategies, found, strict=True)
            assert {step.strategy.id for step, lanes in named if lanes & bit} == alone(made, values)
            assert all(holds(formula, derived) for formula in gates)
