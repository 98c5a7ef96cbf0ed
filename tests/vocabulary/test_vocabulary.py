"""Vocabularies: every kind, every mistake, all mistakes at once."""

from enum import StrEnum
from typing import Any, Literal

import attrs
import pytest

from rutengine import Answer, Vocabulary, VocabularyError, fact, part
from rutengine.diagnostics.limits import LIMITS
from rutengine.vocabulary.kinds import BoolKind, ChoiceKind, IntKind, SetKind

ANSWER: Any = Answer
"""The same, for annotations that are made while the tests run."""


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@attrs.frozen(kw_only=True)
class Inner:
    tags: Answer[frozenset[Literal["x", "y"]]] = fact(assume=frozenset({"x"}))


@attrs.frozen(kw_only=True)
class Good:
    vocabulary_id = "good-things"
    yes: Answer[bool] = fact(assume=False)
    number: Answer[int] = fact(assume=0, between=(-1, 4), actionable={1: 2, 2: 5})
    word: Answer[Literal["a", "b"]] = fact(assume="b", sensitive=True)
    colour: Answer[Colour] = fact(assume=Colour.RED)
    inner: Inner = part(Inner)


def test_every_kind_is_read_in_declared_order() -> None:
    vocabulary = Vocabulary.of(Good)
    assert vocabulary.id == "good-things"
    assert [(f.name, f.kind) for f in vocabulary.facts] == [
        ("yes", BoolKind()),
        ("number", IntKind(-1, 4)),
        ("word", ChoiceKind(("a", "b"))),
        ("colour", ChoiceKind(("red", "green"))),
        ("inner.tags", SetKind(("x", "y"))),
    ]
    number = vocabulary.find("number")
    assert number is not None
    assert number.actionable == ((1, 2), (2, 5))
    assert vocabulary.find("nothing") is None


def one(annotation: Any, **options: Any) -> type[Any]:
    made: type[Any] = attrs.frozen(kw_only=True)(
        type("Bad", (), {"__annotations__": {"field": annotation}, "field": fact(**options)})
    )
    return made


@pytest.mark.parametrize(
    ("cls", "says"),
    [
        (int, "not an attrs class"),
        (one(bool, assume=False), "not annotated `Answer"),
        (one(ANSWER[int], assume=0), "needs `between="),
        (one(ANSWER[int], assume=0, between=(0, LIMITS.fact_values)), "with 1 to 1024 values"),
        (one(ANSWER[int], assume=0, between=(3, 1)), "with 1 to 1024 values"),
        (one(ANSWER[int], assume=9, between=(0, 4)), "the `assume` of `field` is not a whole number from 0 to 4"),
        (one(ANSWER[int], assume=True, between=(0, 4)), "the `assume` of `field`"),
        (one(ANSWER[bool], assume=0), "the `assume` of `field` is not true or false"),
        (one(ANSWER[bool], assume=False, between=(0, 1)), "has `between`"),
        (one(ANSWER[float], assume=0.5), "has no kind"),
        (one(ANSWER[str], assume=""), "has no kind"),
        (one(ANSWER[Literal[1, 2]], assume=1), "has no kind"),
        (one(ANSWER[Literal["a", "b\u202e"]], assume="a"), "hidden characters"),
        (one(ANSWER[Literal["a", "caf\u00e9"]], assume="a"), "ASCII without backslash"),
        (one(ANSWER[Literal["a", "'\""]], assume="a"), "both kinds of quotes"),
        (one(ANSWER[frozenset[int]], assume=frozenset()), "needs 1 to"),
        (one(ANSWER[frozenset[Literal["a"]]], assume=set()), "the `assume` of `field`"),
        (one(ANSWER[Literal["a"]], assume="a", actionable={"z": 1}), "`actionable` of `field`"),
        (one(ANSWER[Literal["a"]], assume="a", actionable={"a": -1}), "`actionable` of `field`"),
    ],
)
def test_every_mistake_is_named(cls: type[Any], says: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        Vocabulary.of(cls)
    assert says in str(caught.value)
    assert len(caught.value.problems) == 1


def test_all_mistakes_at_once() -> None:
    body = {"__annotations__": {"a": ANSWER[int], "b": int, "lambda_": ANSWER[bool], "Upper": ANSWER[bool]}}
    fields = {"a": fact(assume=0), "b": 3, "lambda_": fact(assume=False), "Upper": fact(assume=False)}
    cls = attrs.frozen(kw_only=True)(type("Bad", (), {**body, **fields}))
    with pytest.raises(VocabularyError) as caught:
        Vocabulary.of(cls)
    assert [problem.split("`")[1] for problem in caught.value.problems] == ["a", "b", "Upper"]


def test_a_class_without_facts_and_one_that_holds_itself() -> None:
    with pytest.raises(VocabularyError, match="declares no fact"):
        Vocabulary.of(attrs.frozen(type("Empty", (), {})))
    body = {"__annotations__": {"again": "Loop"}, "again": attrs.field(default=None)}
    loop = attrs.frozen(type("Loop", (), body))
    loop.__annotations__["again"] = loop
    with pytest.raises(VocabularyError, match="nested too deeply"):
        Vocabulary.of(loop)


@pytest.mark.parametrize(
    ("count", "fits"), [(LIMITS.fact_values - 1, True), (LIMITS.fact_values, True), (LIMITS.fact_values + 1, False)]
)
def test_the_limit_of_values(count: int, *, fits: bool) -> None:
    cls = one(ANSWER[int], assume=0, between=(0, count - 1))
    if fits:
        assert len(Vocabulary.of(cls).facts) == 1
    else:
        with pytest.raises(VocabularyError):
            Vocabulary.of(cls)


@pytest.mark.parametrize(("count", "fits"), [(LIMITS.facts - 1, True), (LIMITS.facts, True), (LIMITS.facts + 1, False)])
def test_the_limit_of_facts(count: int, *, fits: bool) -> None:
    names = [f"f{i}" for i in range(count)]
    body = {"__annotations__": dict.fromkeys(names, ANSWER[bool]), **{name: fact(assume=False) for name in names}}
    cls = attrs.frozen(kw_only=True)(type("Wide", (), body))
    if fits:
        assert len(Vocabulary.of(cls).facts) == count
    else:
        with pytest.raises(VocabularyError, match="at most"):
            Vocabulary.of(cls)
