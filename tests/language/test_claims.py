"""The text of claims to trees and back: what is accepted, what is refused and where, and how much."""

import contextlib
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.errors import LanguageError
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.spans import Span
from rutengine.language.claims import Call, ClaimNode, parse_claim, stance_of
from rutengine.language.names import CLAIM_FORMS, FATES, MEASURES, is_name, names_in
from rutengine.language.parser import parse_condition
from rutengine.language.printer import print_condition
from rutengine.language.syntax import And, AtLeast, Compare, Name, Not, Number, Or, Text
from rutengine.model.claims import FateKind, Measure
from tests.language.test_printer import OPERATORS, SIMPLE_CONDITIONS, TEXTS, fits, many

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOWHERE = Span(0, 0)


def refusal_of(text: str) -> Finding:
    """Return what is said of a text that is refused."""
    with pytest.raises(LanguageError) as caught:
        parse_claim(text)
    return caught.value.finding


def call(function: str, *ids: str, rival: str | None = None) -> Call:
    """Return the node of a call about strategies."""
    arguments = tuple(Text(id, NOWHERE) for id in ids)
    return Call((function,), NOWHERE, arguments, None if rival is None else Text(rival, NOWHERE))


def counted(function: str, fate: str) -> Call:
    """Return the node of a call about a fate."""
    return Call((function,), NOWHERE, (Name((fate,), NOWHERE),))


A, B = (Name((letter,), NOWHERE) for letter in "ab")
THREE = Number(3, NOWHERE)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        *((f"{fate}('s')", call(fate, "s")) for fate in FATES),
        ("top('s')", call("top", "s")),
        ('strictly_top ( "s" )', call("strictly_top", "s")),
        ("above('s','t')", call("above", "s", "t")),
        ("some(deferred)", counted("some", "deferred")),
        ("lead('s') >= 3", Compare((call("lead", "s"), THREE), (">=",), NOWHERE)),
        ("-1 < total('s')", Compare((Number(-1, NOWHERE), call("total", "s")), ("<",), NOWHERE)),
        ("lead('s')-lead('t') == 3", Compare((call("lead", "s", rival="t"), THREE), ("==",), NOWHERE)),
        ("3 <= lead('s') < a", Compare((THREE, call("lead", "s"), A), ("<=", "<"), NOWHERE)),
        ("count(active) != 3", Compare((counted("count", "active"), THREE), ("!=",), NOWHERE)),
        ("not top('s')", Not(call("top", "s"), NOWHERE)),
        ("a and (b or top('s'))", And((A, Or((B, call("top", "s")), NOWHERE)), NOWHERE)),
        (
            "at_least(3, a, b, top('s'))",
            AtLeast(THREE, (A, B, call("top", "s")), NOWHERE),
        ),
        *((word, Name((word,), NOWHERE)) for word in CLAIM_FORMS),
        ("lead >= 3", Compare((Name(("lead",), NOWHERE), THREE), (">=",), NOWHERE)),
    ],
)
def test_what_a_text_is_read_as(text: str, tree: ClaimNode) -> None:
    assert parse_claim(text) == tree


@pytest.mark.parametrize("text", ["a", "not a and b >= 2", "at_least(2, a, b, 'x' in tags)", "1 <= a < 3"])
def test_every_condition_is_a_claim(text: str) -> None:
    assert parse_claim(text) == parse_condition(text)


def test_spans_cover_the_calls_and_their_arguments() -> None:
    text = "not lead('s') - lead('t') >= 3 and top( 'u' )"
    calls = [name for name in names_in(parse_claim(text)) if isinstance(name, Call)]
    assert [name.span.of(text) for name in calls] == ["lead('s') - lead('t')", "top( 'u' )"]
    assert [[id.span.of(text) for id in name.strategies] for name in calls] == [["'s'", "'t'"], ["'u'"]]


REFUSED = [
    # text, code, what is underlined, a piece of what is said
    ("", "RUT209", "", "the claim is empty"),
    (" \n", "RUT209", "", "the claim is empty"),
    ("recommended(s)", "RUT202", "s", "write `recommended('s')`"),
    ("recommended(find-mentor)", "RUT202", "find", "the id of a strategy in quotes"),
    ("recommended(3)", "RUT202", "3", "the id of a strategy in quotes"),
    ("recommended()", "RUT209", "()", "the id of a strategy in quotes"),
    ("recommended(", "RUT203", "", "the id of a strategy in quotes"),
    ("recommended('s'", "RUT203", "(", "a parenthesis is not closed"),
    ("recommended('s", "RUT207", "'", "not closed"),
    ("recommended('é')", "RUT207", "é", "ASCII"),
    ("recommended(\u2018s\u2019)", "RUT201", "\u2018", "write `'`"),
    ("recommended('a', 'b')", "RUT202", "recommended('a', 'b')", "takes one strategy"),
    ("recommended('a',)", "RUT202", ")", "leave out the last comma"),
    ("recommended(recommended('s'))", "RUT202", "recommended", "in quotes"),
    ("recommended('s') == true", "RUT205", "true", "write `recommended('s')`"),
    ("recommended('s') != true", "RUT205", "true", "write `not recommended('s')`"),
    ("recommended('s')('t')", "RUT205", "(", "called"),
    ("recommended('s') top('t')", "RUT202", "top", "`and`, `or` or the end"),
    ("recomended('s')", "RUT205", "recomended", "did you mean `recommended`?"),
    ("x.lead('s') >= 1", "RUT205", "x.lead", "did you mean `lead`?"),
    ("above('a')", "RUT202", "above('a')", "takes two strategies"),
    ("above('a', b)", "RUT202", "b", "write `above('s', 't')`"),
    ("above('a', 'b', 'c')", "RUT202", "above('a', 'b', 'c')", "takes two strategies"),
    ("some(3)", "RUT202", "3", "write `some(recommended)`"),
    ("some('active')", "RUT202", "'active'", "write `some(active)`"),
    ("some(activ)", "RUT202", "activ", "did you mean `active`?"),
    ("some(recommended, active)", "RUT202", "some(recommended, active)", "takes one fate"),
    ("some(recommended('s'))", "RUT205", "(", "called"),
    ("count() >= 1", "RUT209", "()", "one of recommended"),
    ("count(1 + 1) > 1", "RUT202", "1", "write `count(recommended)`"),
    ("lead('s') - total('s') >= 1", "RUT205", "- total", "only another lead"),
    ("total('s') - 1 >= 1", "RUT205", "- 1", "`total('t')` after the minus"),
    ("lead('s') - lead >= 1", "RUT205", "- lead", "only another lead"),
    ("lead('s') -", "RUT205", "-", "only another lead"),
    ("lead('s') - lead('t') - lead('u') > 1", "RUT205", "-", "no arithmetic"),
    ("lead('s') + 2 > 1", "RUT205", "+", "no arithmetic"),
    ("5 - lead('s') > 1", "RUT205", "-", "no arithmetic"),
    ("recommended('s') - recommended('t')", "RUT205", "-", "no arithmetic"),
    ("lead('s') >= 1.5", "RUT206", "1.5", "whole numbers"),
    ("(lead('s')) >= 1", "RUT202", ">=", "without parentheses"),
    ("max(lead('s'), a) > 1", "RUT205", "lead", "cannot stand in a comparison of facts"),
    ("size(lead('s')) > 1", "RUT205", "lead", "cannot stand in a comparison of facts"),
    ("a in {lead('s')}", "RUT205", "lead", "cannot stand in a comparison of facts"),
    ("'x' in recommended('s')", "RUT205", "recommended", "cannot stand in a comparison of facts"),
    ("top('s') if a else b", "RUT205", "if", "`if` cannot stand here"),
    ("top('s') && a", "RUT204", "&&", "write `and`"),
    ("at_least(3, top('s'), a)", "RUT202", "3", "a number from 1 to 2"),
    ("lambda: top('s')", "RUT205", "lambda", "no `lambda`"),
]


@pytest.mark.parametrize(("text", "code", "underlined", "said"), REFUSED)
def test_what_is_refused_and_what_is_said(text: str, code: str, underlined: str, said: str) -> None:
    finding = refusal_of(text)
    assert finding.code == code
    assert finding.span is not None
    assert finding.span.of(text) == underlined
    assert said in f"{finding.message} {finding.expected} {finding.help}"


@pytest.mark.parametrize("word", sorted(CLAIM_FORMS))
def test_no_claim_stands_in_a_condition(word: str) -> None:
    with pytest.raises(LanguageError) as caught:
        parse_condition(f"a and {CLAIM_FORMS[word]}")
    finding = caught.value.finding
    assert finding.code == "RUT205"
    assert finding.message == f"a claim such as `{CLAIM_FORMS[word]}` cannot stand in a condition"


def test_the_words_of_claims_are_those_of_the_model() -> None:
    assert get_args(FateKind) == FATES
    assert get_args(Measure) == MEASURES
    assert all(is_name(word) for word in CLAIM_FORMS)


@pytest.mark.parametrize(("text", "stance"), [("stance == 'a'", "a"), ("'a' == stance", "a"), ("stance", None)])
def test_the_stance_that_is_asked_for(text: str, stance: str | None) -> None:
    assert stance_of(parse_claim(text)) == stance


@pytest.mark.parametrize("text", ["stance != 'a'", "'a' == stance == 'b'", "a == 'x'", "stance == a", "'a' == 'b'"])
def test_all_else_asks_for_no_stance(text: str) -> None:
    assert stance_of(parse_claim(text)) is None


@pytest.mark.parametrize("over", [0, 1])
@pytest.mark.parametrize(
    ("outside", "inside"), [("(", ")"), ("not ", ""), ("at_least(1, a, ", ")"), ("not (", ")"), ("a or (", ")")]
)
def test_the_limit_of_depth(outside: str, inside: str, over: int) -> None:
    each = 2 if outside == "not (" else 1
    levels = (LIMITS.condition_depth - 1) // each + over
    text = f"{outside * levels}top('s'){inside * levels}"
    if not over:
        assert names_in(parse_claim(text))[-1] == call("top", "s")
    else:
        assert refusal_of(text).code == "RUT208"


@pytest.mark.parametrize(
    "text",
    ["top('s')" * 10_000, "(" * 100_000, " or ".join(["top('s')"] * 180), f"top('{'s' * 1_999}')", "not " * 499 + "a"],
)
def test_what_is_too_large_is_refused(text: str) -> None:
    assert refusal_of(text).code == "RUT208"


def test_a_text_that_is_too_long_once_printed_is_refused() -> None:
    text = "or".join(["above('s','t')"] * 125)
    assert len(text) <= LIMITS.condition_characters < len(text) + 125 + 2 * 124
    assert refusal_of(text).code == "RUT208"


FATE_NAMES = st.sampled_from(FATES).map(lambda fate: Name((fate,), NOWHERE))
TRUTHS = st.builds(
    Call, st.sampled_from([(word,) for word in (*FATES, "top", "strictly_top")]), st.just(NOWHERE), many(TEXTS, 1, 1)
) | st.builds(Call, st.just(("above",)), st.just(NOWHERE), many(TEXTS, 2, 2))
COUNTS = st.builds(Call, st.sampled_from([("some",), ("count",)]), st.just(NOWHERE), many(FATE_NAMES, 1, 1))
SCORES = st.builds(
    Call, st.sampled_from([("lead",), ("total",)]), st.just(NOWHERE), many(TEXTS, 1, 1), st.none() | TEXTS
)


@st.composite
def comparisons(draw: st.DrawFn) -> Compare:
    """Generate comparisons and chains of them, with calls in them."""
    numbers = st.builds(Number, st.integers(-9, 9), st.just(NOWHERE))
    operands = draw(many(SCORES | COUNTS | numbers | TEXTS, 2, 4))
    return Compare(operands, tuple(draw(st.sampled_from(OPERATORS)) for _ in operands[1:]), NOWHERE)


def larger(parts: st.SearchStrategy[ClaimNode]) -> st.SearchStrategy[ClaimNode]:
    """Return the claims that are made of others."""
    return (
        st.builds(Not, parts, st.just(NOWHERE))
        | st.builds(And, many(parts, 2, 3), st.just(NOWHERE))
        | st.builds(Or, many(parts, 2, 3), st.just(NOWHERE))
        | many(parts, 1, 3).map(lambda some: AtLeast(Number(len(some), NOWHERE), some, NOWHERE))
    )


SIMPLE: st.SearchStrategy[ClaimNode] = TRUTHS | COUNTS | SCORES | comparisons() | SIMPLE_CONDITIONS
CLAIMS = st.recursive(SIMPLE, larger, max_leaves=6)


@UNHURRIED
@given(CLAIMS.filter(lambda tree: fits(print_condition(tree))))
def test_the_text_of_a_claim_is_read_as_that_claim(tree: ClaimNode) -> None:
    text = print_condition(tree)
    again = parse_claim(text)
    assert again == tree
    assert print_condition(again) == text


PIECES = [*CLAIM_FORMS, "(", ")", "'s'", "'", ",", "-", ">=", "==", "3", "and", "or", "not", "in", "{", "}", "stance"]


@UNHURRIED
@given(st.lists(st.sampled_from([*PIECES, "at_least(2,", "é", "true", "a.b"]), max_size=14).map(" ".join) | st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(LanguageError):
        node = parse_claim(text)
        assert parse_claim(print_condition(node)) == node
