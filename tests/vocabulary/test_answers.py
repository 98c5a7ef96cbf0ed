"""What an answer leaves possible, and that nothing is coerced or repeated."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine import between, members, one_of
from rutengine.diagnostics.errors import Problem
from rutengine.vocabulary.answers import possible_values
from rutengine.vocabulary.kinds import BoolKind, ChoiceKind, IntKind, SetKind
from rutengine.vocabulary.possible import Members
from rutengine.vocabulary.vocabulary import Fact

YES = Fact(name="yes", kind=BoolKind(), assume=False)
NUMBER = Fact(name="number", kind=IntKind(-1, 3), assume=0)
WORD = Fact(name="word", kind=ChoiceKind(("a", "b", "c")), assume="a")
TAGS = Fact(name="tags", kind=SetKind(("x", "y")), assume=frozenset())


@pytest.mark.parametrize(
    ("fact", "answer", "values"),
    [
        (YES, None, (0b11,)),
        (YES, True, (0b10,)),
        (YES, one_of(False), (0b01,)),
        (NUMBER, None, (0b11111,)),
        (NUMBER, -1, (0b1,)),
        (NUMBER, between(0, 2), (0b1110,)),
        (NUMBER, one_of(-1, 3), (0b10001,)),
        (WORD, "b", (0b010,)),
        (WORD, one_of("a", "c"), (0b101,)),
        (TAGS, None, (0b11, 0b11)),
        (TAGS, frozenset({"y"}), (0b01, 0b10)),
        (TAGS, members(yes={"x"}), (0b10, 0b11)),
        (TAGS, members(no={"x"}), (0b01, 0b11)),
    ],
)
def test_possible_values(fact: Fact, answer: Any, values: tuple[int, ...]) -> None:
    assert possible_values(fact, answer) == values


@pytest.mark.parametrize(
    ("fact", "answer"),
    [
        (YES, 1),
        (YES, "true"),
        (YES, between(0, 1)),
        (NUMBER, True),
        (NUMBER, 4),
        (NUMBER, 1.0),
        (NUMBER, "1"),
        (NUMBER, between(2, 1)),
        (NUMBER, between(0, 4)),
        (NUMBER, between(False, True)),
        (NUMBER, one_of()),
        (NUMBER, one_of(1, 9)),
        (WORD, "d"),
        (WORD, "A"),
        (WORD, ["a"]),
        (WORD, members(yes={"a"})),
        (TAGS, "x"),
        (TAGS, ["x"]),
        (TAGS, frozenset({"z"})),
        (TAGS, members(yes={"x"}, no={"x"})),
        (TAGS, Members(["x"], [])),  # type: ignore[arg-type]
    ],
)
def test_what_does_not_fit_is_a_problem(fact: Fact, answer: Any) -> None:
    problem = possible_values(fact, answer)
    assert isinstance(problem, Problem)
    assert problem.path == fact.name


@given(
    st.sampled_from([YES, NUMBER, WORD, TAGS]),
    st.recursive(
        st.none() | st.integers() | st.text() | st.floats() | st.booleans(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
)
def test_any_object_is_either_possible_or_a_problem(fact: Fact, answer: Any) -> None:
    found = possible_values(fact, answer)
    assert isinstance(found, Problem) or all(values > 0 for values in found)
