"""Trees to text and back: the canonical text of a tree is read as that tree, by us and by Python."""

import ast
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rutengine.diagnostics.errors import LanguageError
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.spans import Span
from rutengine.language.names import is_name, names_in
from rutengine.language.parser import parse_condition, parse_level
from rutengine.language.printer import print_condition, print_level
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
    Operand,
    Operator,
    Or,
    Size,
    Text,
)
from rutengine.language.tokens import tokenize

T = TypeVar("T")
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ANYWHERE = st.just(Span(0, 0))
OPERATORS: tuple[Operator, ...] = ("==", "!=", "<", "<=", ">", ">=")
_WORDY = str.maketrans("_'\"", "xxx")
PRINTABLE = "".join(chr(code) for code in range(32, 127) if chr(code) != "\\")


def many(parts: st.SearchStrategy[T], least: int, most: int) -> st.SearchStrategy[tuple[T, ...]]:
    """Return tuples of `least` to `most` parts."""
    return st.lists(parts, min_size=least, max_size=most).map(tuple)


NAMES = st.builds(Name, many(st.from_regex(r"[a-zA-Z_][a-zA-Z0-9_]{0,8}", fullmatch=True), 1, 3), ANYWHERE).filter(
    lambda name: is_name(name.dotted)
)
NUMBERS = st.builds(Number, st.integers(-LIMITS.integer, LIMITS.integer) | st.integers(-3, 9), ANYWHERE)
COUNTS = st.builds(Number, st.integers(0, LIMITS.integer) | st.integers(0, 4), ANYWHERE)
TEXTS = st.builds(
    Text,
    st.text(PRINTABLE.replace("'", ""), max_size=12) | st.text(PRINTABLE.replace('"', ""), max_size=12),
    ANYWHERE,
)
CALLS = st.builds(Extreme, st.sampled_from(("max", "min")), many(NAMES, 2, 3), ANYWHERE)
OPERANDS: st.SearchStrategy[Operand] = NAMES | NUMBERS | TEXTS | CALLS | st.builds(Size, NAMES, ANYWHERE)
LISTS = st.builds(Items, many(NAMES | NUMBERS | TEXTS, 1, 4), ANYWHERE)


@st.composite
def comparisons(draw: st.DrawFn) -> Compare:
    """Generate comparisons and chains of them."""
    operands = draw(many(OPERANDS, 2, 4))
    operators = tuple(draw(st.sampled_from(OPERATORS)) for _ in operands[1:])
    return Compare(operands, operators, draw(ANYWHERE))


@st.composite
def counted(draw: st.DrawFn, conditions: st.SearchStrategy[ConditionNode]) -> AtLeast:
    """Generate calls of `at_least` whose number fits."""
    operands = draw(many(conditions, 1, 3))
    count = Number(draw(st.integers(1, len(operands))), draw(ANYWHERE))
    return AtLeast(count, operands, draw(ANYWHERE))


def larger_conditions(parts: st.SearchStrategy[ConditionNode]) -> st.SearchStrategy[ConditionNode]:
    """Return the conditions that are made of others."""
    return (
        st.builds(Not, parts, ANYWHERE)
        | st.builds(And, many(parts, 2, 3), ANYWHERE)
        | st.builds(Or, many(parts, 2, 3), ANYWHERE)
        | counted(parts)
    )


def larger_levels(parts: st.SearchStrategy[LevelNode]) -> st.SearchStrategy[LevelNode]:
    """Return the levels that are made of others."""
    return st.builds(Extreme, st.sampled_from(("max", "min")), many(parts, 2, 3), ANYWHERE) | st.builds(
        Choose, parts, CONDITIONS, parts, ANYWHERE
    )


SIMPLE_CONDITIONS: st.SearchStrategy[ConditionNode] = (
    NAMES | comparisons() | st.builds(Membership, OPERANDS, st.booleans(), LISTS | NAMES, ANYWHERE)
)
SIMPLE_LEVELS: st.SearchStrategy[LevelNode] = NAMES | COUNTS | st.builds(Inverse, COUNTS, NAMES, ANYWHERE)
CONDITIONS = st.recursive(SIMPLE_CONDITIONS, larger_conditions, max_leaves=6)
LEVELS = st.recursive(SIMPLE_LEVELS, larger_levels, max_leaves=5)


def fits(text: str) -> bool:
    """Tell whether a text is short enough to be read."""
    return len(text) <= LIMITS.condition_characters


@UNHURRIED
@given(CONDITIONS.filter(lambda tree: fits(print_condition(tree))))
def test_the_text_of_a_condition_is_read_as_that_condition(tree: ConditionNode) -> None:
    text = print_condition(tree)
    again = parse_condition(text)
    assert again == tree
    assert print_condition(again) == text


@UNHURRIED
@given(LEVELS.filter(lambda tree: fits(print_level(tree))))
def test_the_text_of_a_level_is_read_as_that_level(tree: LevelNode) -> None:
    text = print_level(tree)
    again = parse_level(text)
    assert again == tree
    assert print_level(again) == text


@UNHURRIED
@given(CONDITIONS.filter(lambda tree: fits(print_condition(tree))))
def test_the_canonical_text_is_at_most_three_times_as_long_as_any(tree: ConditionNode) -> None:
    """So a short text need not be printed to know that its canonical text is not too long."""
    text = print_condition(tree)
    tight = ""
    for token in tokenize(text):
        written = token.span.of(text)
        apart = tight[-1:].replace("_", "x").isalnum() and written[:1].translate(_WORDY).isalnum()
        tight += f" {written}" if apart else written
    assert parse_condition(tight) == tree
    assert len(text) <= 3 * len(tight)


@UNHURRIED
@given(CONDITIONS.filter(lambda tree: fits(print_condition(tree))))
def test_python_reads_the_text_of_a_condition_as_the_same_tree(tree: ConditionNode) -> None:
    assert read_by_python(print_condition(tree)) == tree


@UNHURRIED
@given(LEVELS.filter(lambda tree: fits(print_level(tree))))
def test_python_reads_the_text_of_a_level_as_the_same_tree(tree: LevelNode) -> None:
    assert read_by_python(print_level(tree)) == tree


WORDS = "a b c ( ( ) ) and or not not in , , == > { } max( size( at_least( 1 2 'x' -"
SOUP = st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)


@UNHURRIED
@given(SOUP)
@example("( a and b ) and c")
@example("a in ( 1 , )")
@example("not not ( ( a ) )")
@example("a > -1")
def test_whatever_is_read_is_printed_and_read_again(text: str) -> None:
    try:
        tree = parse_condition(text)
    except LanguageError:
        return
    assert parse_condition(print_condition(tree)) == tree
    assert read_by_python(text) == tree


@UNHURRIED
@given(CONDITIONS.filter(lambda tree: fits(print_condition(tree))), st.data())
def test_white_space_between_tokens_changes_nothing(tree: ConditionNode, data: st.DataObject) -> None:
    tokens = tokenize(print_condition(tree))
    gaps = st.sampled_from([" ", "\n", "\t", "  \n "])
    text = "".join(token.text + ("" if token.text == "-" else data.draw(gaps)) for token in tokens)
    if fits(text):
        assert parse_condition(text) == tree


@UNHURRIED
@given(CONDITIONS.filter(lambda tree: fits(print_condition(tree))))
def test_the_names_of_a_tree_come_in_the_order_in_which_they_are_printed(tree: ConditionNode) -> None:
    text = print_condition(tree)
    names = names_in(parse_condition(text))
    assert [name.span.of(text) for name in names] == [name.dotted for name in names_in(tree)]
    assert [name.span.start for name in names] == sorted(name.span.start for name in names)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a>=2", "a >= 2"),
        ("((a))", "a"),
        ("a\n  and\tb", "a and b"),
        ("(a and b) or c", "a and b or c"),
        ("a and (b or c)", "a and (b or c)"),
        ("a and (b and c)", "a and (b and c)"),
        ("a or (b or c)", "a or (b or c)"),
        ("not(a)", "not a"),
        ("not (a == 1)", "not a == 1"),
        ("not (a and b)", "not (a and b)"),
        ("not (not a)", "not not a"),
        ("(not a) and b", "not a and b"),
        ("a not  in ['x',2,b]", "a not in {'x', 2, b}"),
        ("a in (1,)", "a in {1}"),
        ('a == "x"', "a == 'x'"),
        ('a == "it\'s"', 'a == "it\'s"'),
        ("a == 'say \"x\"'", "a == 'say \"x\"'"),
        ("a > -0", "a > 0"),
        ("a > -1", "a > -1"),
        ("0<=a<=4", "0 <= a <= 4"),
        ("max( a,b )>size( c )", "max(a, b) > size(c)"),
        ("at_least(1,(a or b),(c))", "at_least(1, a or b, c)"),
    ],
)
def test_the_canonical_text_of_a_condition(text: str, printed: str) -> None:
    assert print_condition(parse_condition(text)) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("4-a", "4 - a"),
        ("max((a),(1 if b else 2))", "max(a, 1 if b else 2)"),
        ("(a) if (b or c) else (d)", "a if b or c else d"),
        ("1 if a else (2 if b else 3)", "1 if a else 2 if b else 3"),
        ("(1 if a else 2) if b else 3", "(1 if a else 2) if b else 3"),
        ("(4 - a) if b else min(c,d)", "4 - a if b else min(c, d)"),
    ],
)
def test_the_canonical_text_of_a_level(text: str, printed: str) -> None:
    assert print_level(parse_level(text)) == printed


def deepest_condition() -> str:
    """Return a condition whose tree is as deep as a tree can be."""
    text = "a"
    for _ in range(LIMITS.condition_depth):
        text = f"at_least(1, a and {text} or a)"
    return text


def deepest_level() -> str:
    """Return a level as deep as the limit allows, with a condition in it."""
    half = LIMITS.condition_depth // 2
    return f"{'max(a, ' * half}{'1 if a else ' * half}1{')' * half}"


def frames() -> int:
    """Return how deep the stack is."""
    frame = sys._getframe()
    count = 0
    while frame.f_back is not None:
        frame, count = frame.f_back, count + 1
    return count


def from_deep_inside(work: Callable[[], str]) -> str:
    """Do the work from a caller that is already 800 frames deep."""
    return work() if frames() >= 800 else from_deep_inside(work)


def test_the_deepest_trees_are_read_and_printed_far_down_the_stack() -> None:
    condition, level = deepest_condition(), deepest_level()
    assert from_deep_inside(lambda: print_condition(parse_condition(condition))) == condition
    assert from_deep_inside(lambda: print_level(parse_level(level))) == level
    assert from_deep_inside(lambda: str(len(names_in(parse_condition(condition))))) == str(
        2 * LIMITS.condition_depth + 1
    )


def read_by_python(text: str) -> object:
    """Return the tree that Python's own parser sees, in our nodes."""
    return translated(ast.parse(f"({text})", mode="eval").body)


PYTHON_OPERATORS: dict[type[ast.cmpop], Operator] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


def translated(node: ast.AST) -> Any:
    """Return a node of Python as a node of ours."""
    span = Span(0, 0)
    match node:
        case ast.Name() | ast.Attribute():
            return Name(tuple(ast.unparse(node).split(".")), span)
        case ast.Constant(str(value)):
            return Text(value, span)
        case ast.Constant(int(value)):
            return Number(value, span)
        case ast.UnaryOp(operator, operand):
            inner = translated(operand)
            return Not(inner, span) if isinstance(operator, ast.Not) else Number(-inner.value, span)
        case ast.BoolOp(operator, values):
            kind = And if isinstance(operator, ast.And) else Or
            return kind(tuple(map(translated, values)), span)
        case ast.Compare(left, [ast.In() | ast.NotIn() as operator], [right]):
            negated = isinstance(operator, ast.NotIn)
            return Membership(translated(left), negated, translated(right), span)
        case ast.Compare(left, operators, rights):
            signs = tuple(PYTHON_OPERATORS[type(operator)] for operator in operators)
            return Compare(tuple(map(translated, [left, *rights])), signs, span)
        case ast.Set(values) | ast.Tuple(values) | ast.List(values):
            return Items(tuple(map(translated, values)), span)
        case ast.Call(ast.Name(word), arguments):
            return translated_call(word, tuple(map(translated, arguments)))
        case ast.BinOp(left, ast.Sub(), right):
            return Inverse(translated(left), translated(right), span)
        case ast.IfExp(test, body, orelse):
            return Choose(translated(body), translated(test), translated(orelse), span)
    message = f"no node of ours: {ast.dump(node)}"
    raise AssertionError(message)


def translated_call(word: str, arguments: tuple[Any, ...]) -> object:
    """Return a call of Python as a node of ours."""
    span = Span(0, 0)
    match word, arguments:
        case "at_least", (count, *operands):
            return AtLeast(count, tuple(operands), span)
        case "size", (name,):
            return Size(name, span)
        case ("max" | "min") as function, _:
            return Extreme(function, arguments, span)
    message = f"no call of ours: {word}"
    raise AssertionError(message)
