"""Text to trees: what is accepted, what is refused and where, and how much."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.errors import LanguageError
from rutengine.diagnostics.spans import Span
from rutengine.language.names import names_in
from rutengine.language.parser import parse_condition, parse_level
from rutengine.language.syntax import (
    And,
    AtLeast,
    Choose,
    Compare,
    ConditionNode,
    Extreme,
    Inverse,
    Items,
    LevelNode,
    Membership,
    Name,
    Not,
    Number,
    Or,
    Size,
    Text,
)

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ANYWHERE = Span(0, 0)


def refusal_of(text: str, parse: Callable[[str], object] = parse_condition) -> Finding:
    """Return what is said of a text that is refused."""
    with pytest.raises(LanguageError) as caught:
        parse(text)
    return caught.value.finding


def name(dotted: str) -> Name:
    """Return the node of a name."""
    return Name(tuple(dotted.split(".")), ANYWHERE)


def number(value: int) -> Number:
    """Return the node of a number."""
    return Number(value, ANYWHERE)


def text_of(value: str) -> Text:
    """Return the node of a text."""
    return Text(value, ANYWHERE)


def within(item: Name | Text, container: Items | Name, *, negated: bool = False) -> Membership:
    """Return the node of a membership."""
    return Membership(item, negated, container, ANYWHERE)


A, B, C, D = (name(letter) for letter in "abcd")
A_IS_2 = Compare((A, number(2)), ("==",), ANYWHERE)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("signals.told_no_growth", name("signals.told_no_growth")),
        ("((a))", A),
        ("a == 2", A_IS_2),
        ("2 == a", Compare((number(2), A), ("==",), ANYWHERE)),
        ("a >= -2", Compare((A, number(-2)), (">=",), ANYWHERE)),
        ("a != 'x'", Compare((A, text_of("x")), ("!=",), ANYWHERE)),
        ("a < marked", Compare((A, name("marked")), ("<",), ANYWHERE)),
        ("1 <= a < 3", Compare((number(1), A, number(3)), ("<=", "<"), ANYWHERE)),
        ("max(a, b.c) > 1", Compare((Extreme("max", (A, name("b.c")), ANYWHERE), number(1)), (">",), ANYWHERE)),
        ("min(a, b, c) > 1", Compare((Extreme("min", (A, B, C), ANYWHERE), number(1)), (">",), ANYWHERE)),
        ("size(a) >= 2", Compare((Size(A, ANYWHERE), number(2)), (">=",), ANYWHERE)),
        ("a in {'x'}", within(A, Items((text_of("x"),), ANYWHERE))),
        ("a not in ['x', b]", within(A, Items((text_of("x"), B), ANYWHERE), negated=True)),
        ("a in (1,)", within(A, Items((number(1),), ANYWHERE))),
        ("a in (1, -2)", within(A, Items((number(1), number(-2)), ANYWHERE))),
        ("'x' in a.b", within(text_of("x"), name("a.b"))),
        ("not a", Not(A, ANYWHERE)),
        ("not not a", Not(Not(A, ANYWHERE), ANYWHERE)),
        ("not a == 2", Not(A_IS_2, ANYWHERE)),
        ("not a and b", And((Not(A, ANYWHERE), B), ANYWHERE)),
        ("not (a and b)", Not(And((A, B), ANYWHERE), ANYWHERE)),
        ("a and b and c", And((A, B, C), ANYWHERE)),
        ("a and (b and c)", And((A, And((B, C), ANYWHERE)), ANYWHERE)),
        ("a or b and c or d", Or((A, And((B, C), ANYWHERE), D), ANYWHERE)),
        ("(a or b) and c", And((Or((A, B), ANYWHERE), C), ANYWHERE)),
        ("(a or b) or c", Or((Or((A, B), ANYWHERE), C), ANYWHERE)),
        ("at_least(1, a)", AtLeast(number(1), (A,), ANYWHERE)),
        ("at_least(2, a or b, c)", AtLeast(number(2), (Or((A, B), ANYWHERE), C), ANYWHERE)),
        ("a\nand\n\tb\n", And((A, B), ANYWHERE)),
    ],
)
def test_a_condition_is_read_as_python_would_read_it(text: str, tree: ConditionNode) -> None:
    assert parse_condition(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("3", number(3)),
        ("((3))", number(3)),
        ("4 - a", Inverse(number(4), A, ANYWHERE)),
        ("4-a", Inverse(number(4), A, ANYWHERE)),
        ("max(a, 3)", Extreme("max", (A, number(3)), ANYWHERE)),
        (
            "min(a, max(b, 4 - c))",
            Extreme("min", (A, Extreme("max", (B, Inverse(number(4), C, ANYWHERE)), ANYWHERE)), ANYWHERE),
        ),
        ("4 if a else b", Choose(number(4), A, B, ANYWHERE)),
        ("4 if a else 2 if b else 0", Choose(number(4), A, Choose(number(2), B, number(0), ANYWHERE), ANYWHERE)),
        ("4 if a else (2 if b else 0)", Choose(number(4), A, Choose(number(2), B, number(0), ANYWHERE), ANYWHERE)),
        ("(4 if a else 2) if b else 0", Choose(Choose(number(4), A, number(2), ANYWHERE), B, number(0), ANYWHERE)),
        ("a if b or c else d", Choose(A, Or((B, C), ANYWHERE), D, ANYWHERE)),
        ("max(4 if a == 2 else 0, b)", Extreme("max", (Choose(number(4), A_IS_2, number(0), ANYWHERE), B), ANYWHERE)),
    ],
)
def test_a_level_is_read_as_python_would_read_it(text: str, tree: LevelNode) -> None:
    assert parse_level(text) == tree


def test_spans_cover_what_a_node_is_made_of() -> None:
    text = " ( a >= 2 ) and not ( b or 'x' in c ) "
    tree = parse_condition(text)
    assert isinstance(tree, And)
    compare, negation = tree.operands
    assert isinstance(negation, Not)
    assert isinstance(negation.operand, Or)
    assert [node.span.of(text) for node in (tree, compare, negation, negation.operand)] == [
        "( a >= 2 ) and not ( b or 'x' in c )",
        "a >= 2",
        "not ( b or 'x' in c )",
        "b or 'x' in c",
    ]
    assert [node.span.of(text) for node in names_in(tree)] == ["a", "b", "c"]


def test_spans_of_a_level_cover_what_a_node_is_made_of() -> None:
    text = "max(4 if a else 4 - b, at_least.x)"
    tree = parse_level(text)
    assert isinstance(tree, Extreme)
    choice = tree.arguments[0]
    assert isinstance(choice, Choose)
    assert [node.span.of(text) for node in (tree, choice, choice.other)] == [text, "4 if a else 4 - b", "4 - b"]


def test_parts_of_conditions_have_spans_too() -> None:
    text = "at_least( 1, max(a, b) > -1, c in (1, 2), size(d) == 0 < 3 )"
    tree = parse_condition(text)
    assert isinstance(tree, AtLeast)
    first, second, third = tree.operands
    assert isinstance(first, Compare)
    assert isinstance(second, Membership)
    assert isinstance(third, Compare)
    nodes = (tree, tree.count, first, *first.operands, second, second.container, third, third.operands[0])
    assert [node.span.of(text) for node in nodes] == [
        text,
        "1",
        "max(a, b) > -1",
        "max(a, b)",
        "-1",
        "c in (1, 2)",
        "(1, 2)",
        "size(d) == 0 < 3",
        "size(d)",
    ]


@pytest.mark.parametrize(
    ("text", "code", "start", "said"),
    [
        ("", "RUT209", 0, "the condition is empty"),
        (" \n ", "RUT209", 0, "the condition is empty"),
        ("()", "RUT209", 0, "nothing between the parentheses"),
        ("max()", "RUT209", 3, "nothing between the parentheses"),
        ("a in []", "RUT209", 5, "the list is empty"),
        ("a and", "RUT203", 5, "expected: a name"),
        ("not", "RUT203", 3, "found: the end"),
        ("a ==  ", "RUT203", 4, "the text ends too early"),
        ("(a", "RUT203", 0, "expected: `)`"),
        ("a in {1, 2", "RUT203", 10, "expected: `,` or `}`"),
        ("max(a, b > 1", "RUT202", 9, "expected: `)`, or `,`"),
        ("a)", "RUT202", 1, "`)` cannot stand here"),
        ("a b", "RUT202", 2, "join conditions with `and` or `or`"),
        ("a, b", "RUT202", 1, "join conditions with `and` or `or`"),
        ("a >= 2 AND b", "RUT202", 7, "write `and`"),
        ("Not a", "RUT202", 0, "write `not`"),
        ("a == 'x' 'y'", "RUT202", 9, "found: a text"),
        ("a == not b", "RUT202", 5, "`not` stands before a whole comparison"),
        ("a not b", "RUT202", 6, "expected: `in`"),
        ("a in b == c", "RUT202", 7, "cannot follow a finished condition"),
        ("a == b in c", "RUT202", 7, "cannot follow a finished condition"),
        ("a in b not in c", "RUT202", 7, "cannot follow a finished condition"),
        ("(a) >= 2", "RUT202", 4, "without parentheses"),
        ("a == (2)", "RUT202", 5, "write names and constants without parentheses"),
        ("5", "RUT202", 0, "a comparison is expected"),
        ("'x'", "RUT202", 0, "a comparison is expected"),
        ("-5", "RUT202", 0, "a comparison is expected"),
        ("a and size(b)", "RUT202", 6, "a comparison is expected"),
        ("max(a, b) or c", "RUT202", 0, "a comparison is expected"),
        ("max(a) > 1", "RUT202", 0, "two arguments or more"),
        ("max(a, 3) > 1", "RUT202", 7, "take names only"),
        ("max > 1", "RUT202", 0, "write `max(a, b)`"),
        ("size > 1", "RUT202", 0, "write `size(a)`"),
        ("min.a > max", "RUT202", 8, "write `max(a, b)`"),
        ("a in min", "RUT202", 5, "expected: a list in braces"),
        ("size('a') > 1", "RUT202", 5, "expected: the name of a set fact"),
        ("size(a, b) > 1", "RUT202", 6, "expected: `)`"),
        ("a in 5", "RUT202", 5, "expected: a list in braces"),
        ("a in (5)", "RUT202", 5, "write the list in braces"),
        ("a in {1,}", "RUT202", 8, "leave out the last comma"),
        ("a in (1, 2,)", "RUT202", 11, "leave out the last comma"),
        ("a in [1,]", "RUT202", 8, "leave out the last comma"),
        ("a in {1 2}", "RUT202", 8, "expected: `,` or `}`"),
        ("a in {1]", "RUT202", 7, "expected: `,` or `}`"),
        ("at_least(0, a)", "RUT202", 9, "a number from 1 to 1"),
        ("at_least(3, a, b)", "RUT202", 9, "a number from 1 to 2"),
        ("at_least(1)", "RUT202", 9, "conditions after the number"),
        ("at_least(a, b)", "RUT202", 9, "how many of the conditions"),
        ("a else b", "RUT202", 2, "`else` cannot stand here"),
        ("a = 2", "RUT204", 2, "write `==`"),
        ("a && b", "RUT204", 2, "write `and`"),
        ("a || b", "RUT204", 2, "write `or`"),
        ("!a", "RUT204", 0, "write `not`"),
        ("a <> 2", "RUT204", 2, "write `!=`"),
        ("a => 2", "RUT204", 2, "write `>=`"),
        ("a is 2", "RUT204", 2, "write `==`"),
        ("True", "RUT205", 0, "a boolean fact stands bare: write `x` or `not x`"),
        ("true == a", "RUT205", 0, "a boolean fact stands bare: write `x` or `not x`"),
        ("a == True", "RUT205", 5, "a boolean fact stands bare: write `a`"),
        ("a.b == false", "RUT205", 7, "write `not a.b`"),
        ("a != true", "RUT205", 5, "write `not a`"),
        ("a != False", "RUT205", 5, "write `a`"),
        ("2 == a == True", "RUT205", 10, "write `a`"),
        ("a != b == True", "RUT205", 10, "write `b`"),
        ("a >= True", "RUT205", 5, "write `x` or `not x`"),
        ("'a' == True", "RUT205", 7, "write `x` or `not x`"),
        ("a == None", "RUT205", 5, "write `x` or `not x`"),
        ("a in {null}", "RUT205", 6, "whether a fact was answered"),
        ("a if b else c", "RUT205", 2, "only a `level` has"),
        ("eval(a)", "RUT205", 0, "expected: `max`, `min`, `size` or `at_least`"),
        ("atleast(1, a)", "RUT205", 0, "did you mean `at_least`?"),
        ("len(a) > 1", "RUT205", 0, "write `size(...)`"),
        ("a (b or c)", "RUT205", 0, "before a parenthesis write"),
        ("(a)(b)", "RUT205", 3, "join conditions with"),
        ("a[0]", "RUT205", 1, "by position or key"),
        ("(a)[0]", "RUT205", 3, "by position or key"),
        ("[a]", "RUT205", 0, "a list stands only after `in`"),
        ("a == {1}", "RUT205", 5, "a list stands only after `in`"),
        ("a {1}", "RUT205", 2, "a list stands only after `in`"),
        ("a in 'abc'", "RUT205", 5, "write `{'abc'}`"),
        ("a + 1 > 2", "RUT205", 2, "there is no arithmetic"),
        ("a - 1 > 2", "RUT205", 2, "there is no arithmetic"),
        ("5 - 1 > a", "RUT205", 2, "there is no arithmetic"),
        ("a > - 1", "RUT205", 4, "write `-1`"),
        ("a > --1", "RUT205", 4, "write `-1`"),
        ("a > -b", "RUT205", 4, "write `-1`"),
        ("at_least(-1, a)", "RUT205", 9, "there is no arithmetic"),
        ("'%s' % a == 'x'", "RUT205", 5, "there is no arithmetic"),
        ("lambda: a", "RUT205", 0, "no functions"),
        ("a in [b for b in c]", "RUT205", 8, "no loops"),
        ("(a := 2)", "RUT205", 3, "to compare, write `==`"),
        ("import os", "RUT205", 0, "a condition has names"),
    ],
)
def test_what_is_no_condition_is_refused_with_its_place_and_what_to_write(
    text: str, code: str, start: int, said: str
) -> None:
    finding = refusal_of(text)
    everything = f"{finding.message} expected: {finding.expected} found: {finding.found} {finding.help}"
    assert finding.span is not None
    assert (finding.code, finding.span.start) == (code, start)
    assert said in everything


@pytest.mark.parametrize("text", ["a)", "a 2", "a == 2 b", "max(a, 3) > 1", "a in {1 2}", "at_least(a, b)"])
def test_nothing_is_suggested_where_nothing_is_likely(text: str) -> None:
    assert refusal_of(text).help is None


@pytest.mark.parametrize(
    ("text", "code", "start", "said"),
    [
        ("", "RUT209", 0, "the level is empty"),
        ("a >= 2", "RUT202", 2, "write `4 if CONDITION else 0`"),
        ("(a and b)", "RUT202", 3, "write `4 if CONDITION else 0`"),
        ("max(a, b in c)", "RUT202", 9, "write `4 if CONDITION else 0`"),
        ("a not in c", "RUT202", 2, "write `4 if CONDITION else 0`"),
        ("a or b", "RUT202", 2, "write `4 if CONDITION else 0`"),
        ("4 if a else b and c", "RUT202", 14, "write `4 if CONDITION else 0`"),
        ("a - 4", "RUT205", 2, "`4 - name`"),
        ("4 - 2", "RUT202", 4, "`4 - name` and no other arithmetic"),
        ("4 - max(a, b)", "RUT202", 4, "`4 - name` and no other arithmetic"),
        ("4 - a - b", "RUT205", 6, "there is no arithmetic"),
        ("-1", "RUT205", 0, "there is no arithmetic"),
        ("a * 2", "RUT205", 2, "there is no arithmetic"),
        ("max(a)", "RUT202", 0, "two arguments or more"),
        ("4 if a", "RUT203", 6, "expected: `else`"),
        ("4 if a, 0", "RUT202", 6, "expected: `else`"),
        ("if a then 4", "RUT205", 0, "in this order"),
        ("4 if a == True else 0", "RUT205", 10, "write `a`"),
        ("'x'", "RUT202", 0, "a whole number"),
        ("size(a)", "RUT202", 0, "a whole number"),
        ("not a", "RUT202", 0, "a whole number"),
        ("4 4", "RUT202", 2, "expected: `if` or the end"),
        ("(4", "RUT203", 0, "expected: `)`"),
        ("len(a)", "RUT205", 0, "there is no function"),
    ],
)
def test_what_is_no_level_is_refused_with_its_place_and_what_to_write(
    text: str, code: str, start: int, said: str
) -> None:
    finding = refusal_of(text, parse_level)
    everything = f"{finding.message} expected: {finding.expected} found: {finding.found} {finding.help}"
    assert finding.span is not None
    assert (finding.code, finding.span.start) == (code, start)
    assert said in everything


WORDS = (
    "a b.c patterns.d max min size at_least ( ( ) ) [ ] { } , , == >= < != and or not in if else 0 1 2 - 'x' \"y's\" "
    "True is = && 1.5 lambda : ."
)
SOUP = st.lists(st.sampled_from(WORDS.split()), max_size=24).map(" ".join)
ANY_TEXT = (
    SOUP
    | st.text(max_size=40)
    | st.text(alphabet="ab_.'\"\\ \n#=<>!&|()[]{},-019", max_size=80)
    | st.text(alphabet="(not )", max_size=2_100)
    | st.integers(0, 3_000).map(lambda times: "not " * times + "a")
)


@UNHURRIED
@given(ANY_TEXT, st.sampled_from([parse_condition, parse_level]))
def test_any_text_is_a_tree_or_one_finding_with_a_place_in_it(text: str, parse: Callable[[str], object]) -> None:
    try:
        parse(text)
    except LanguageError as error:
        finding = error.finding
        assert "RUT201" <= finding.code <= "RUT209"
        assert not finding.message.endswith(".")
        if finding.span is None:
            assert finding.code == "RUT208"
        else:
            assert 0 <= finding.span.start <= finding.span.end <= len(text)
