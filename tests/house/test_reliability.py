"""Threads, privacy and immutability: what must hold whatever the rules say."""

import copy
import pickle
import random
import traceback
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import attrs
import pytest

from rutengine import ClaimError, ProfileError, Vocabulary, VocabularyError
from rutengine.career import Goals, History, Obstacles, Profile, Signals, Situation, Strengths, advise, engine
from rutengine.vocabulary.kinds import SetKind
from rutengine.vocabulary.possible import OneOf

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


@pytest.mark.parametrize(
    "profile",
    [
        Profile(signals=Obstacles(experience=4)),  # type: ignore[arg-type]
        Profile(obstacles=Strengths(), strengths=Obstacles()),  # type: ignore[arg-type]
        Profile(signals=None),  # type: ignore[arg-type]
        Signals(),
        "profile",
        None,
    ],
)
def test_a_part_of_another_class_is_refused_and_never_read_as_unanswered(profile: Any) -> None:
    with pytest.raises(ProfileError, match="found another object"):
        advise(profile)
    with pytest.raises(ProfileError):
        engine().answer(profile, "signals.passed_over", 3)


class Liar(str):
    """A text that claims to be equal to everything."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash("employed")


@pytest.mark.parametrize("answer", [OneOf(None), OneOf(5), OneOf(["a"]), Liar("x"), frozenset({Liar("x")}), object()])  # type: ignore[arg-type]
@pytest.mark.parametrize("name", ["situation.employment", "signals.despair", "signals.mistreatment", "history.tried"])
def test_odd_answers_are_problems_and_nothing_else(name: str, answer: Any) -> None:
    with pytest.raises(ProfileError):
        engine().answer(Profile(), name, answer)
    part, _, fact = name.partition(".")
    inner = attrs.evolve(getattr(Profile(), part), **{fact: answer})
    with pytest.raises(ProfileError):
        advise(attrs.evolve(Profile(), **{part: inner}))


@pytest.mark.parametrize("name", [5, None, [], "", "no-such-strategy", "\x1b[31m"])
def test_odd_questions_are_claim_errors(name: Any) -> None:
    decision = advise(Profile())
    for ask in (decision.why, decision.why_not, decision.find):
        with pytest.raises(ClaimError) as caught:
            ask(name)
        assert "\x1b" not in str(caught.value)
    with pytest.raises(ProfileError):
        engine().answer(Profile(), name, 3)


@pytest.mark.parametrize("cls", [5, "x", None, int, type("Plain", (), {})])
def test_odd_classes_are_vocabulary_errors(cls: Any) -> None:
    with pytest.raises(VocabularyError):
        Vocabulary.of(cls)


def test_no_repr_tells_of_the_person() -> None:
    decision = advise(Profile(signals=Signals(despair=4, mistreatment=True, passed_over=3)))
    explanation = decision.why("professional-help")
    rule = explanation.reasons.require[0]
    for thing in (decision, decision.outcome, decision.active, explanation.reasons, rule, rule.reasons):
        said = repr(thing)
        assert "despair" not in said
        assert "mistreatment" not in said
        assert "wanted" not in said
        assert "hopeless" not in said


def test_engines_and_decisions_can_be_hashed() -> None:
    assert hash(engine()) == hash(engine())
    assert hash(advise(Profile())) == hash(advise(Profile()))
