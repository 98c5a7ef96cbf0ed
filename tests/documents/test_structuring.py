"""Tables become objects exactly, and every single thing that is wrong is said."""

from datetime import date, datetime, time
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine.diagnostics.diagnostic import Address, Diagnostic
from rutengine.diagnostics.limits import LIMITS
from rutengine.documents.converter import exact_converter, keys_of
from rutengine.documents.refusals import RefusalError, exact_bool
from rutengine.documents.structuring import structure
from rutengine.model.pack import PackHead, Stance
from rutengine.model.pattern import CaseRow, Pattern
from rutengine.model.rule import Review, Rule
from rutengine.model.source import Source
from rutengine.model.strategy import Strategy
from rutengine.model.table import Table
from rutengine.model.words import FactWords

HERE = Address("rules/pay.toml", ("rule", 2))
RULE = {"id": "a", "when": "b", "because": "c", "cite": ["d"]}
CARD = {
    "title": "t",
    "phase": "p",
    "role": "move",
    "summary": "s",
    "steps": ["one"],
    "done_when": "d",
    "minutes_per_week": 60,
    "weeks": 2,
    "cost": "free",
    "reversibility": "high",
    "evidence": {"grade": "A", "says": "s", "cite": []},
}


def rule(**keys: object) -> Rule | list[Diagnostic]:
    return structure(Rule, {**RULE, **keys}, HERE, "rule `a`", {"theme": "pay"})


def problem(found: object) -> Diagnostic:
    assert isinstance(found, list)
    (only,) = found
    assert isinstance(only, Diagnostic)
    return only


def test_a_sound_table_becomes_an_object_with_its_address() -> None:
    found = rule(support={"b": 2, "a": 1}, reviewed=[{"by": "me", "on": date(2026, 11, 21)}])
    assert found == Rule(
        id="a",
        theme="pay",
        when="b",
        because="c",
        cite=("d",),
        support=Table({"a": 1, "b": 2}),
        reviewed=(Review(by="me", on=date(2026, 11, 21)),),
    )
    assert isinstance(found, Rule)
    assert found.address == HERE


def test_a_source_keeps_its_two_addresses_apart() -> None:
    table = {"title": "t", "kind": "study", "good_for": "g", "address": "https://example.org", "year": 1999}
    source = structure(Source, table, Address("sources.toml", ("s",)), None, {"id": "s"})
    assert isinstance(source, Source)
    assert (source.address, source.origin) == ("https://example.org", Address("sources.toml", ("s",)))


def test_keys_are_renamed() -> None:
    strategy = structure(
        Strategy, {**CARD, "route": [{"how": "h"}], "tip": [{"when": "w", "how": "h"}]}, HERE, None, {"id": "x"}
    )
    assert isinstance(strategy, Strategy)
    assert len(strategy.routes) == len(strategy.tips) == 1
    row = structure(CaseRow, {"is": 3}, HERE)
    assert row == CaseRow(value=3)
    assert "address" not in keys_of(Strategy)
    assert {"route", "tip"} < set(keys_of(Strategy))


WRONG_TYPES: list[tuple[str, Any, str, str]] = [
    ("when", True, "a text", "`true`"),
    ("when", ["x"], "a text", "a list"),
    ("when", 3, "a text", "the whole number 3"),
    ("when", 10**400, "a text", "a number that is too large"),
    ("when", 2.5, "a text", "the decimal number 2.5"),
    ("when", {}, "a text", "a table"),
    ("when", date(2026, 1, 1), "a text", "a date"),
    ("when", datetime(2026, 1, 1), "a text", "a date with a time"),
    ("when", time(1), "a text", "a time"),
    ("when", None, "a text", "nothing"),
    ("notice", None, "a text", "nothing"),
    ("when", object(), "a text", "something else"),
    ("cite", "abc", "a list", "the text `abc`"),
    ("cite", {"a": 1}, "a list", "a table"),
    ("cite", ("a",), "a list", "something else"),
    ("support", [], "a table", "an empty list"),
    ("support", "a", "a table", "the text `a`"),
    ("support", {1: 2}, "a table", "a table"),
    ("support", {"a": True}, "a whole number", "`true`"),
    ("support", {"a": 3.0}, "a whole number", "the decimal number 3.0"),
    ("support", {"a": "3"}, "a whole number", "the text `3`"),
    ("support", {"a": float("inf")}, "a whole number", "the decimal number inf"),
    ("support", {"a": float("nan")}, "a whole number", "the decimal number nan"),
    ("note", {"a": 3}, "a text", "the whole number 3"),
    ("reviewed", [{"by": "me", "on": "2026-11-21"}], "a date such as 2026-11-21", "the text `2026-11-21`"),
    ("reviewed", [{"by": "me", "on": datetime(2026, 1, 1)}], "a date such as 2026-11-21", "a date with a time"),
    ("reviewed", {"by": "me"}, "a list", "a table"),
]


@pytest.mark.parametrize(("key", "value", "expected", "found"), WRONG_TYPES)
def test_nothing_is_coerced(key: str, value: object, expected: str, found: str) -> None:
    only = problem(rule(**{key: value}))
    assert only.code == "RUT108"
    assert only.finding.expected == expected
    assert only.finding.found == found
    assert only.address.path[:3] == ("rule", 2, key)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("support", {"a": "3"}, "write 3 without quotes"),
        ("support", {"a": 3.0}, "write 3"),
        ("cite", "abc", "a list stands in brackets, even if it has one item"),
        ("reviewed", {"by": "me"}, "a list of tables is written with two brackets: `[[...]]`"),
        ("when", 3, "put it in quotes"),
        ("support", {"a": 2.5}, None),
        ("support", {"a": "three"}, None),
    ],
)
def test_what_was_meant_is_said(key: str, value: object, said: str | None) -> None:
    assert problem(rule(**{key: value})).finding.help == said


@pytest.mark.parametrize("extra", [-1, 0, 1])
@pytest.mark.parametrize("sign", [-1, 1])
def test_whole_numbers_are_limited(extra: int, sign: int) -> None:
    found = rule(support={"a": sign * (LIMITS.integer + extra)})
    assert isinstance(found, Rule) == (extra <= 0)
    if extra > 0:
        assert problem(found).code == "RUT109"


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_an_empty_text_is_refused(text: str) -> None:
    assert problem(rule(because=text)).code == "RUT109"
    assert problem(rule(cite=["a", text])).finding.message == "item 2 of `cite` is empty"


@pytest.mark.parametrize("character", "\x00\x1b\r\x7f\x85\u202e\u200b\u2028\ufeff\ue000\U000e0041")
def test_hidden_characters_are_refused(character: str) -> None:
    for found in (
        rule(because=f"a{character}b"),
        rule(note={"x": f"a{character}b"}),
        rule(note={f"a{character}b": "x"}),
    ):
        only = problem(found)
        assert only.code == "RUT110"
        assert f"U+{ord(character):04X}" in only.finding.message
        assert character not in str(only)


def test_line_breaks_and_tabs_are_allowed() -> None:
    assert isinstance(rule(when="a\n\tand b", because="ä 漢 🙂"), Rule)


def test_a_near_miss_of_a_choice_is_suggested() -> None:
    only = problem(structure(Strategy, {**CARD, "role": "mov"}, HERE, None, {"id": "x"}))
    assert only.code == "RUT109"
    assert only.finding.help == "did you mean `move`?"
    assert only.finding.expected == "one of `safety`, `groundwork`, `move`"
    wrong = problem(structure(Strategy, {**CARD, "role": 3}, HERE, None, {"id": "x"}))
    assert wrong.code == "RUT108"


def test_an_unknown_key_is_refused_with_a_suggestion() -> None:
    only = problem(rule(becuase="x"))
    assert (only.code, only.finding.help) == ("RUT106", "did you mean `because`?")
    assert only.address == HERE.at("becuase")
    other = problem(rule(zzz=1))
    assert other.finding.help is None
    assert other.finding.expected is not None
    assert other.finding.expected.startswith("one of `id`, `when`, `because`")


@pytest.mark.parametrize("key", ["theme", "address"])
def test_what_the_file_says_is_no_key(key: str) -> None:
    assert problem(rule(**{key: "x"})).code == "RUT106"


def test_the_name_of_a_thing_is_no_key() -> None:
    card = problem(structure(Strategy, {**CARD, "id": "y"}, HERE, None, {"id": "x"}))
    assert card.finding.help == "the id is the name of the file or of the table"
    words = problem(structure(FactWords, {"ask": "a", "label": "l", "name": "n"}, HERE, None, {"name": "m"}))
    assert words.finding.help == "the name of a fact is that of its table"


def test_a_missing_key_is_said_once() -> None:
    only = problem(structure(Rule, {"id": "a", "when": "b", "cite": []}, HERE, None, {"theme": "pay"}))
    assert (only.code, only.finding.message, only.address) == ("RUT107", "missing key `because`", HERE)


@pytest.mark.parametrize("table", ["route", "tip"])
def test_a_key_of_the_card_behind_the_first_route_is_understood(table: str) -> None:
    card = {key: value for key, value in CARD.items() if key != "done_when"}
    inner = {"when": "w", "how": "h", "done_when": "done"}
    found = structure(Strategy, {**card, table: [inner]}, Address("strategies/x.toml"), None, {"id": "x"})
    assert isinstance(found, list)
    said = f"`done_when` stands inside a `[[{table}]]`: write it above the first `[[{table}]]`"
    assert [(one.code, one.finding.help) for one in found] == [("RUT106", said), ("RUT107", said)]


def test_a_key_that_a_route_may_have_too_is_understood() -> None:
    card = {key: value for key, value in CARD.items() if key != "weeks"}
    only = problem(structure(Strategy, {**card, "route": [{"how": "h", "weeks": 2}]}, HERE, None, {"id": "x"}))
    assert only.finding.help == "`weeks` stands inside a `[[route]]`: write it above the first `[[route]]`"


def test_a_key_of_the_head_behind_a_table_is_understood() -> None:
    head = {"constants": {"threshold": 3}, "plan": {"hours": "h", "licence": "MIT"}}
    found = structure(PackHead, head, Address("pack.toml"))
    assert isinstance(found, list)
    helps = {one.finding.message: one.finding.help for one in found}
    assert helps["missing key `threshold`"] == "`threshold` stands inside `[constants]`: write it above the first table"
    assert helps["unknown key `licence`"] == "`licence` stands inside `[plan]`: write it above the first table"
    assert helps["missing key `title`"] is None


def test_all_problems_are_said_at_once() -> None:
    table = {"id": 3, "when": " ", "cite": ["a", 1, "b", ""], "support": {"x": 1.5, "y": 2}, "stanse": "s"}
    found = structure(Rule, table, HERE, "rule 3", {"theme": "pay"})
    assert isinstance(found, list)
    assert [(one.code, str(one.address)) for one in found] == [
        ("RUT106", "rules/pay.toml: rule[2].stanse"),
        ("RUT107", "rules/pay.toml: rule[2]"),
        ("RUT108", "rules/pay.toml: rule[2].cite[1]"),
        ("RUT108", "rules/pay.toml: rule[2].id"),
        ("RUT108", "rules/pay.toml: rule[2].support.x"),
        ("RUT109", "rules/pay.toml: rule[2].cite[3]"),
        ("RUT109", "rules/pay.toml: rule[2].when"),
    ]
    assert {one.subject for one in found} == {"rule 3"}


def test_what_is_inside_tables_of_tables_is_read() -> None:
    stance = {"phases": [], "roles": ["moves"], "max_moves": "3", "says": ""}
    found = structure(PackHead, {"stances": {"a": stance, "b": 3}}, Address("pack.toml"))
    assert isinstance(found, list)
    inside = [(one.code, one.address.path) for one in found if one.code != "RUT107"]
    assert inside == [
        ("RUT108", ("stances", "a", "max_moves")),
        ("RUT108", ("stances", "b")),
        ("RUT109", ("stances", "a", "roles", 0)),
        ("RUT109", ("stances", "a", "says")),
    ]


@pytest.mark.parametrize("value", [None, 3, "x", [], [RULE], True])
@pytest.mark.parametrize("cls", [Rule, Stance, Pattern])
def test_a_table_is_a_table(cls: type, value: object) -> None:
    only = problem(structure(cls, value, HERE, None, {"theme": "x"}))
    assert (only.code, only.finding.expected) == ("RUT108", "a table")
    assert only.finding.message == "item 3 of `rule` has the wrong type"


@pytest.mark.parametrize("value", [1, "a"])
def test_a_row_may_be_a_number_or_a_text(value: object) -> None:
    assert structure(CaseRow, {"is": value}, HERE) == CaseRow(value=value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [True, 1.0, None, [], ""])
def test_a_row_is_nothing_else(value: object) -> None:
    assert problem(structure(CaseRow, {"is": value}, HERE)).code == ("RUT109" if value == "" else "RUT108")


@pytest.mark.parametrize("extra", [-1, 0, 1, 1_000])
def test_bad_items_are_reported_up_to_a_limit(extra: int) -> None:
    count = LIMITS.problems_shown + extra
    for found in (rule(cite=[0] * count), rule(support=dict.fromkeys(map(str, range(count)), "x"))):
        assert isinstance(found, list)
        assert len(found) == min(count, LIMITS.problems_shown)


@pytest.mark.parametrize("extra", [-1, 0, 1, 1_000])
def test_unknown_keys_are_reported_up_to_a_limit(extra: int) -> None:
    count = LIMITS.problems_shown + extra
    found = rule(**{f"key{i}": 1 for i in range(count)})
    assert isinstance(found, list)
    assert len(found) == min(count, LIMITS.problems_shown + 1)
    assert (f"{extra} more unknown keys" in [one.finding.message for one in found]) == (extra > 0)


def test_true_and_false_are_exact() -> None:
    assert exact_bool(value=True) is True
    for value in (1, 0, "true", None):
        with pytest.raises(RefusalError):
            exact_bool(value)


def test_a_class_that_cannot_be_read_exactly_is_noticed() -> None:
    @attrs.frozen
    class Loose:
        value: int | float

    with pytest.raises(TypeError):
        exact_converter().structure({"value": 1}, Loose)


def test_what_nobody_raised_on_purpose_is_not_hidden() -> None:
    @attrs.frozen
    class Broken:
        value: int

        def __attrs_post_init__(self) -> None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        structure(Broken, {"value": 1}, HERE)


def test_a_whole_file_has_no_name_of_its_own() -> None:
    only = problem(structure(Rule, 3, Address("rules/pay.toml")))
    assert only.finding.message == "the file has the wrong type"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from([Rule, Strategy, PackHead, Pattern, Source, FactWords]), st.data())
def test_any_value_gives_an_object_or_diagnostics(cls: type, data: st.DataObject) -> None:
    keys = st.sampled_from(keys_of(cls)) | st.text(max_size=5)
    value = data.draw(VALUES | st.dictionaries(keys, VALUES, max_size=8))
    found = structure(cls, value, HERE, "something")
    assert isinstance(found, cls) or (isinstance(found, list) and found)
    if isinstance(found, list):
        assert all(str(one) for one in found)
