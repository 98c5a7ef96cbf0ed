"""No attack on a profile gets past reading, and none gets anything but problems, without an answer, out of it."""

import traceback
from typing import Any, Literal

import attrs
import pytest

from rutengine.diagnostics.errors import ProfileError
from rutengine.diagnostics.plaintext import find_hidden
from rutengine.documents.profiles import read_answers
from rutengine.vocabulary.facts import Answer, fact
from rutengine.vocabulary.vocabulary import Vocabulary
from tests.attacks.corpus import expand, load

CASES: Any = load("profiles")


@attrs.frozen(kw_only=True)
class Target:
    age: Answer[int] = fact(between=(0, 120), assume=40)
    sig_a: Answer[int] = fact(between=(0, 4), assume=0)
    bmi: Answer[int] = fact(between=(10, 60), assume=22)
    smoker: Answer[bool] = fact(assume=False)
    firm: Answer[Literal["small", "medium", "large"]] = fact(assume="medium")
    name: Answer[Literal["x", "y"]] = fact(assume="x")
    tags: Answer[frozenset[Literal["a", "b", "c"]]] = fact(assume=frozenset())


VOCABULARY = Vocabulary.of(Target)


def sources(case: Any) -> list[str | bytes]:
    """Return the input as it is, and as bytes too if it is a text."""
    source = expand(case["input"])
    return [source] if isinstance(source, bytes) else [source, source.encode()]


def error_of(source: str | bytes) -> ProfileError | None:
    """Return the error of a profile, if it has one; anything else that is raised is a bug."""
    try:
        read_answers(VOCABULARY, source)
    except ProfileError as error:
        return error
    return None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_verdict_is_right(case: Any) -> None:
    for source in sources(case):
        if case["expect"] == "accept":
            assert isinstance(read_answers(VOCABULARY, source), Target)
        else:
            with pytest.raises(ProfileError) as caught:
                read_answers(VOCABULARY, source)
            assert case["path"] in [problem.path for problem in caught.value.problems]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_message_is_short_safe_and_without_answers(case: Any) -> None:
    for source in sources(case):
        error = error_of(source)
        said = "".join(traceback.format_exception(error)) + repr(error)
        assert len(said) < 10_000
        assert find_hidden(said) is None
        assert getattr(error, "__context__", None) is None
        for secret in ("John Doe", "1970", "secret-value", "9" * 20, "x" * 200):
            assert secret not in said


def test_ids_are_unique_and_every_case_is_explained() -> None:
    ids = [case["id"] for case in CASES]
    assert len(set(ids)) == len(ids)
    assert all(case["why"] for case in CASES)
    assert all(("path" in case) == (case["expect"] == "reject") for case in CASES)
