"""Threads, privacy and immutability: what must hold whatever the rules say."""

import copy
import pickle
import random
import traceback
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import attrs
import pytest

from rutengine import ProfileError
from rutengine.career import Goals, History, Obstacles, Profile, Signals, Situation, Strengths, advise, engine
from rutengine.vocabulary.kinds import SetKind

CANARY = 3


def some_profile(seed: int) -> Profile:
    """Return a profile with random answers that the constraints allow, or an empty one."""
    order = random.Random(seed)
    profile = Profile()
    for fact in engine().vocabulary.facts:
        if order.random() < 0.6:
            continue
        kind = fact.kind
        members = frozenset(order.sample(kind.members, 2)) if isinstance(kind, SetKind) else frozenset()
        value = members if isinstance(kind, SetKind) else order.choice(kind.domain)
        changed = engine().answer(profile, fact.name, value)
        try:
            advise(changed)
        except ProfileError:
            continue
        profile = changed
    return profile


def test_a_pack_that_loads_never_raises_on_a_profile_that_validates() -> None:
    for seed in range(25):
        decision = advise(some_profile(seed))
        names = [recommendation.strategy for recommendation in decision.strategies]
        assert len(names) == len(set(names)) == 34
        for name in random.Random(seed).sample(names, 6):
            assert decision.why(name).differences() == ()
            assert decision.why_not(name).differences() == ()
            assert decision.why(name).to_text()
            assert decision.why_not(name).to_markdown()


def test_threads_agree() -> None:
    profiles = [some_profile(seed) for seed in range(6)]
    alone = [advise(profile).to_json() for profile in profiles]
    with ThreadPoolExecutor(16) as pool:
        together = list(pool.map(lambda i: advise(profiles[i % 6]).to_json(), range(96)))
    assert together == alone * 16


def test_decisions_can_be_copied_and_pickled() -> None:
    decision = advise(some_profile(1))
    assert pickle.loads(pickle.dumps(decision)).to_json() == decision.to_json()
    assert copy.deepcopy(decision) == decision


def test_nothing_can_be_changed() -> None:
    decision = advise(Profile())
    for thing in (engine(), decision, decision.outcome, engine().program, engine().pack, engine().pack.pack):
        with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
            thing.anything = 1  # type: ignore[union-attr]


def test_sensitive_answers_are_hidden_in_every_repr() -> None:
    profile = Profile(
        signals=Signals(despair=CANARY, exhausted=CANARY, mistreatment=True, physically_ill=CANARY),
        situation=Situation(health_limits=CANARY, caring_duties=CANARY),
    )
    decision = advise(profile)
    explanation = decision.why("professional-help")
    for thing in (profile, decision, decision.outcome, explanation, explanation.reasons, engine()):
        for name in (
            "despair",
            "exhausted",
            "mistreatment",
            "physically_ill",
            "health_limits",
            "caring_duties",
            "value",
        ):
            assert f"{name}=" not in repr(thing)


@pytest.mark.parametrize(
    "profile",
    [
        Profile(signals=Signals(despair=987654)),
        Profile(goals=Goals(main_goal="secret-wish")),  # type: ignore[arg-type]
        Profile(history=History(tried=frozenset({"secret-wish"}))),  # type: ignore[arg-type]
        Profile(obstacles=Obstacles(resume="987654")),  # type: ignore[arg-type]
        Profile(strengths="secret-wish"),  # type: ignore[arg-type]
        Profile(strengths=Strengths(network=True)),
    ],
)
def test_bad_answers_are_refused_without_being_repeated(profile: Profile) -> None:
    with pytest.raises(ProfileError) as caught:
        advise(profile)
    said = "".join(traceback.format_exception(caught.value)) + repr(caught.value.problems)
    assert "987654" not in said
    assert "secret-wish" not in said


def test_contradictions_are_named_with_an_irreducible_set() -> None:
    profile = Profile(situation=Situation(employment="unemployed", employer_size="large", hours_per_week=3))
    with pytest.raises(ProfileError) as caught:
        advise(profile)
    said = str(caught.value)
    assert "`situation.employment` and `situation.employer_size`" in said
    assert "hours_per_week" not in said
    assert "without an employer, the size of the employer is `none`" in said


def test_engine_answers_by_dotted_name() -> None:
    profile: Any = engine().answer(Profile(), "signals.passed_over", 3)
    assert profile.signals.passed_over == 3
    assert engine().answer(profile, "signals.passed_over", None) == Profile()
    with pytest.raises(ProfileError, match=r"did you mean `signals\.passed_over`"):
        engine().answer(profile, "signals.pased_over", 3)
