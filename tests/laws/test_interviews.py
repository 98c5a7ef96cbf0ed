"""Interviews: they stop only when nothing can change, ask nothing twice, and are the same however they are kept."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from rutengine.engine.interviews import Interview
from rutengine.evaluation.deciding import derive
from rutengine.interview.drawing import Drawing
from rutengine.interview.ground import Ground
from rutengine.interview.scoring import Scoring
from rutengine.logic.search import first_preferred
from rutengine.logic.truth import holds
from tests.interview.asked import (
    alone,
    asked_pack,
    engine_of,
    everything_asked,
    person_of,
    shown,
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
