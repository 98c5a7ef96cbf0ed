"""Profiles are read exactly; every problem is said at once, and no answer is ever repeated."""

import json
import traceback
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine.diagnostics.errors import ProfileError
from rutengine.diagnostics.limits import LIMITS
from rutengine.documents.profiles import answer_of, read_answers
from rutengine.vocabulary.facts import Answer, fact
from rutengine.vocabulary.possible import Between, Members, OneOf, between, members, one_of
from rutengine.vocabulary.vocabulary import Vocabulary
from tests.documents.samples import VOCABULARY, Person, Signals, Work, only_problem, outcome, problems_of, read_person


@pytest.mark.parametrize(
    "source",
    [
        '{"signals": {"tired": 3, "stuck": null}, "work": {"tried": ["talk"]}}',
        b'\n {"signals": {"tired": 3}, "work": {"tried": ["talk"], "kind": null}}\n',
        "signals.tired = 3\nwork.tried = ['talk']",
        "[signals]\r\ntired = 3\r\n[work]\r\ntried = ['talk']\r\n",
        b"# me\nsignals = { tired = 3 }\nwork = { tried = ['talk'] }",
        {"signals": {"tired": 3}, "work": {"tried": ["talk"]}},
        {"signals": {"tired": 3, "stuck": None}, "work": {"tried": {"talk"}, "kind": None}},
    ],
)
def test_answers_come_from_json_toml_and_mappings(source: Any) -> None:
    assert read_person(source) == Person(signals=Signals(tired=3), work=Work(tried=frozenset({"talk"})))


@pytest.mark.parametrize(
    "source", ["{}", "# nothing", {}, '{"signals": null}', '{"signals": {}, "work": {"kind": null}}']
)
def test_everything_may_be_unanswered(source: Any) -> None:
    assert read_person(source) == Person()


@pytest.mark.parametrize(
    ("name", "raw", "answer"),
    [
        ("signals.tired", 0, 0),
        ("signals.tired", {"between": [1, 3]}, Between(1, 3)),
        ("signals.tired", {"one_of": [0, 4]}, OneOf((0, 4))),
        ("signals.tired", between(1, 3), Between(1, 3)),
        ("signals.stuck", False, False),
        ("signals.stuck", {"one_of": [True, False]}, OneOf((True, False))),
        ("work.kind", "field", "field"),
        ("work.kind", {"one_of": ["field", "office"]}, OneOf(("field", "office"))),
        ("work.kind", one_of("field"), OneOf(("field",))),
        ("work.tried", [], frozenset()),
        ("work.tried", ["talk", "rest"], frozenset({"rest", "talk"})),
        ("work.tried", frozenset({"rest"}), frozenset({"rest"})),
        ("work.tried", {"rest"}, frozenset({"rest"})),
        ("work.tried", {"has": ["rest"], "lacks": ["talk"]}, Members(frozenset({"rest"}), frozenset({"talk"}))),
        ("work.tried", {"has": []}, Members(frozenset(), frozenset())),
        ("work.tried", {"lacks": ["talk"]}, Members(frozenset(), frozenset({"talk"}))),
        ("work.tried", members(yes={"rest"}), Members(frozenset({"rest"}), frozenset())),
        ("work.kind", None, None),
    ],
)
def test_answers_of_every_kind(name: str, raw: Any, answer: object) -> None:
    part, leaf = name.split(".")
    fact = VOCABULARY.find(name)
    assert fact is not None
    assert answer_of(fact, raw) == answer
    person = read_person({part: {leaf: raw}})
    assert getattr(getattr(person, part), leaf) == answer
    assert type(getattr(getattr(person, part), leaf)) is type(answer)


WRONG: list[tuple[str, Any]] = [
    ("signals.tired", True),
    ("signals.tired", "3"),
    ("signals.tired", 3.0),
    ("signals.tired", 5),
    ("signals.tired", -1),
    ("signals.tired", 10**30),
    ("signals.tired", [3]),
    ("signals.tired", {}),
    ("signals.tired", {"between": [3, 1]}),
    ("signals.tired", {"between": [1, 5]}),
    ("signals.tired", {"between": [1]}),
    ("signals.tired", {"between": [1, 2, 3]}),
    ("signals.tired", {"between": [False, 3]}),
    ("signals.tired", {"between": [1.0, 3]}),
    ("signals.tired", {"between": "13"}),
    ("signals.tired", {"between": [1, 3], "one_of": [2]}),
    ("signals.tired", {"one_of": []}),
    ("signals.tired", {"one_of": [1, 1]}),
    ("signals.tired", {"one_of": [1, 7]}),
    ("signals.tired", {"one_of": [[1]]}),
    ("signals.tired", {"one_of": [1] * 100_000}),
    ("signals.tired", {"has": [1]}),
    ("signals.tired", between(3, 1)),
    ("signals.stuck", 1),
    ("signals.stuck", "true"),
    ("signals.stuck", {"between": [0, 1]}),
    ("signals.stuck", {"one_of": [1, 0]}),
    ("work.kind", "Field"),
    ("work.kind", "fi\u200beld"),
    ("work.kind", "\uff46ield"),
    ("work.kind", ["field"]),
    ("work.kind", {"between": ["field", "office"]}),
    ("work.tried", "rest"),
    ("work.tried", ["rest", "rest"]),
    ("work.tried", ["rest", None]),
    ("work.tried", ["rest", ["talk"]]),
    ("work.tried", [True]),
    ("work.tried", ["run"]),
    ("work.tried", ("rest",)),
    ("work.tried", {}),
    ("work.tried", {"has": "rest"}),
    ("work.tried", {"has": ["rest"], "lacks": ["rest"]}),
    ("work.tried", {"has": ["rest", "rest"]}),
    ("work.tried", {"has": ["rest"], "not": []}),
    ("work.tried", {"one_of": ["rest"]}),
]


@pytest.mark.parametrize(("name", "raw"), WRONG)
def test_nothing_is_coerced(name: str, raw: Any) -> None:
    part, leaf = name.split(".")
    fact = VOCABULARY.find(name)
    assert fact is not None
    with pytest.raises(ProfileError) as caught:
        answer_of(fact, raw)
    (problem,) = caught.value.problems
    assert (problem.path, problem.expected) == (name, fact.kind.expected)
    if len(repr(raw)) < LIMITS.profile_items:
        assert only_problem({part: {leaf: raw}}) == problem


@pytest.mark.parametrize(
    ("name", "said"),
    [("signals.tired", "between"), ("signals.stuck", "one_of"), ("work.kind", "one_of"), ("work.tried", "has")],
)
def test_how_to_say_what_is_partly_known(name: str, said: str) -> None:
    part, leaf = name.split(".")
    problem = only_problem({part: {leaf: {"about": 3}}})
    assert problem.help is not None
    assert said in problem.help
    assert ("between" in problem.help) == (name == "signals.tired")


@pytest.mark.parametrize(
    ("source", "path", "help"),
    [
        ({"signals": {"tierd": 1}}, "signals.tierd", "did you mean `signals.tired`?"),
        ({"tired": 1}, "tired", "did you mean `signals.tired`?"),
        ({"Signals": {}}, "Signals", None),
        ({"signals.tired": 1}, "signals.tired", "write it nested: a table for each part of the name"),
        ({"": 1}, "", None),
        ({"a b": 1}, "", None),
        ({"signals": {"a\nb": 1}}, "signals", None),
        ({"signals": {"x" * 65: 1}}, "signals", None),
        ({"x" * 64: 1}, "x" * 64, None),
        ({"__class__": 1}, "__class__", None),
        ({"9lives": 1}, "", None),
        ({3: 1}, "", None),
        ({"signals": {None: 1}}, "signals", None),
    ],
)
def test_unknown_keys_are_refused(source: Any, path: str, help: str | None) -> None:
    problem = only_problem(source)
    assert (problem.path, problem.found, problem.help) == (path, "an unknown key", help)


@pytest.mark.parametrize("raw", [3, "x", [], [{"tired": 3}], True, 1.5])
def test_a_part_is_a_table(raw: Any) -> None:
    problem = only_problem({"signals": raw})
    assert (problem.path, problem.expected) == ("signals", "a table of answers")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"signals": {"tired": 1, "tired": 2}}', "signals.tired"),
        ('{"signals": {"tired": 1, "tired": 1}}', "signals.tired"),
        ('{"signals": {}, "signals": {"tired": 1}}', "signals"),
        ('{"signals": {"tired": {"one_of": [1], "one_of": [2]}}}', "signals.tired"),
        ('{"work": {"tried": {"has": [], "has": ["rest"]}}}', "work.tried"),
    ],
)
def test_a_key_comes_once(text: str, path: str) -> None:
    assert only_problem(text).path == path


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e400", "1E1", "1.0", "9" * 5_000, "-" + "9" * 5_000]
)
def test_only_plain_whole_numbers_are_numbers(number: str) -> None:
    assert only_problem(f'{{"signals": {{"tired": {number}}}}}').path == "signals.tired"


def test_json_knows_minus_zero() -> None:
    assert read_person('{"signals": {"tired": -0}}') == Person(signals=Signals(tired=0))


def test_all_problems_are_said_at_once_in_their_order() -> None:
    source = '{"work": {"kind": 3, "tried": ["x"]}, "signals": {"tierd": 1, "stuck": 0}, "goals": {}}'
    paths = [problem.path for problem in problems_of(source)]
    assert paths == ["work.kind", "work.tried", "signals.tierd", "signals.stuck", "goals"]


def test_not_more_problems_are_kept_than_anybody_reads() -> None:
    assert len(problems_of({f"k{i}": 1 for i in range(LIMITS.profile_keys)})) == LIMITS.problems_kept


def test_a_class_that_refuses_answers_says_nothing_of_them() -> None:
    @attrs.frozen(kw_only=True)
    class Inner:
        plant: Answer[Literal["canary-1", "canary-2"]] = fact(assume="canary-1")

        def __attrs_post_init__(self) -> None:
            if self.plant is not None:
                raise ValueError(self.plant)

    @attrs.frozen(kw_only=True)
    class Outer:
        inner: Inner = attrs.field(factory=Inner)

    vocabulary, source = Vocabulary.of(Outer), '{"inner": {"plant": "canary-2"}}'
    with pytest.raises(ProfileError) as caught:
        read_answers(vocabulary, source)
    assert "canary" not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None
    assert read_answers(vocabulary, "{}") == Outer()


def test_enumerations_and_facts_without_parts_are_read() -> None:
    class Colour(StrEnum):
        RED = "red"
        BLUE = "blue"

    @attrs.frozen(kw_only=True)
    class Flower:
        colour: Answer[Colour] = fact(assume="red")

    vocabulary = Vocabulary.of(Flower)
    assert read_answers(vocabulary, 'colour = "blue"') == Flower(colour=Colour.BLUE)
    assert read_answers(vocabulary, {"colour": Colour.BLUE}) == Flower(colour=Colour.BLUE)


CANARIES = ("canary-4c1d", "31415926535", "2.718281828", "1970-01-01")
BAD: list[Any] = [
    {
        "signals": {"tired": "canary-4c1d", "stuck": 31415926535},
        "work": {"kind": ["canary-4c1d"], "tried": "canary-4c1d"},
    },
    {
        "signals": {"tired": 2.718281828, "stuck": {"one_of": ["canary-4c1d"]}},
        "work": {"tried": {"has": ["canary-4c1d"]}},
    },
    {"canary-4c1d secret": 1, "signals": {"canary-4c1d \u202e": 1, "\n canary-4c1d": 31415926535}},
    {"signals": {"tired": {"between": [31415926535, 4]}}, "work": {"tried": ["canary-4c1d", "canary-4c1d"]}},
]
BAD_TEXTS = [
    '{"signals": {"tired": "canary-4c1d"} "work"',
    '{"signals": {"tired": canary-4c1d}}',
    '{"signals": {"tired": 31415926535, "tired": "canary-4c1d"}}',
    "signals.tired = 'canary-4c1d",
    "signals.tired = canary-4c1d",
    "signals.tired = 1970-01-01\nwork.kind = 'canary-4c1d'\n",
    "signals.tired = 31415926535\nsignals.tired = 'canary-4c1d'",
    "'canary-4c1d x' = 1\n",
    "[signals]\n['canary-4c1d x']\n['canary-4c1d x']\n",
    '{"work": "canary-4c1d\xff'.encode("latin-1"),
    'a = "canary-4c1d \\ud800"',
    "{" * 50 + "canary-4c1d",
]


@pytest.mark.parametrize("source", [*BAD, *map(json.dumps, BAD), *BAD_TEXTS])
def test_no_answer_is_ever_repeated(source: Any) -> None:
    with pytest.raises(ProfileError) as caught:
        read_person(source)
    error: BaseException = caught.value
    said = [str(error), repr(error), repr(error.args), repr(caught.value.problems)]
    said += traceback.format_exception(error)
    assert error.__context__ is None
    assert error.__cause__ is None
    lines = [line for line in "".join(said).splitlines() if "test_profiles.py" not in line]
    for canary in CANARIES:
        assert not any(canary in line for line in lines)


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "tired": st.integers(0, 4)
        | st.lists(st.integers(0, 4), min_size=2, max_size=2).map(lambda pair: Between(min(pair), max(pair)))
        | st.lists(st.integers(0, 4), min_size=1, unique=True).map(lambda some: OneOf(tuple(some))),
        "stuck": st.booleans() | st.just(OneOf((False, True))),
    },
)
WORK = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["office", "field"]) | st.just(OneOf(("field",))),
        "tried": st.frozensets(st.sampled_from(["rest", "talk"])) | st.just(Members(frozenset({"rest"}), frozenset())),
    },
)


def plain(answer: object) -> object:
    match answer:
        case Between(low, high):
            return {"between": [low, high]}
        case OneOf(values):
            return {"one_of": list(values)}
        case Members(has, lacks):
            return {"has": sorted(has), "lacks": sorted(lacks)}
        case frozenset():
            return sorted(answer)
        case _:
            return answer


def written(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {written(inner)}" for key, inner in value.items()) + " }"
    return json.dumps(value)


@given(ANSWERS, WORK)
def test_what_is_written_is_read(signals: dict[str, Any], work: dict[str, Any]) -> None:
    person = Person(signals=Signals(**signals), work=Work(**work))
    data = {"signals": {k: plain(v) for k, v in signals.items()}, "work": {k: plain(v) for k, v in work.items()}}
    assert read_person(data) == person
    assert read_person(json.dumps(data)) == person
    assert read_person(json.dumps(data, indent=2).encode()) == person
    assert read_person(f"signals = {written(data['signals'])}\nwork = {written(data['work'])}") == person


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.sampled_from(["rest", "field"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["signals", "work", "tired", "tried", "has", "one_of", "x"]), inner, max_size=4
        )
    ),
    max_leaves=10,
)


@given(ANY)
def test_any_value_gives_a_profile_or_problems(value: Any) -> None:
    assert outcome(value) == outcome(json.dumps(value)) or not isinstance(value, dict)
