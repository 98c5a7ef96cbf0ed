"""How much a text may have: one less, just so much, and one more than each limit of the parser."""

from collections.abc import Callable

import pytest

from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.errors import LanguageError
from rutengine.diagnostics.limits import LIMITS
from rutengine.language.parser import parse_condition, parse_level
from rutengine.language.syntax import Extreme, Items, Membership, Or


def refusal_of(text: str, parse: Callable[[str], object] = parse_condition) -> Finding:
    """Return what is said of a text that is refused."""
    with pytest.raises(LanguageError) as caught:
        parse(text)
    return caught.value.finding


@pytest.mark.parametrize(
    ("parse", "nest"),
    [
        (parse_condition, lambda depth: f"{'(' * depth}a{')' * depth}"),
        (parse_condition, lambda depth: f"{'not ' * depth}a"),
        (parse_condition, lambda depth: f"not {'(' * (depth - 1)}a{')' * (depth - 1)}"),
        (parse_condition, lambda depth: f"{'at_least(1, b, ' * depth}a{')' * depth}"),
        (parse_level, lambda depth: f"{'(' * depth}a{')' * depth}"),
        (parse_level, lambda depth: f"{'max(b, ' * depth}a{')' * depth}"),
        (parse_level, lambda depth: f"{'1 if b else ' * depth}a"),
        (parse_level, lambda depth: f"1 if {'(' * (depth - 1)}a{')' * (depth - 1)} else 1"),
        (parse_level, lambda depth: f"{'(' * (depth - 1)}a{' if b else 1)' * (depth - 1)}"),
    ],
)
@pytest.mark.parametrize("over", [-1, 0, 1])
def test_the_limit_of_depth(parse: Callable[[str], object], nest: Callable[[int], str], over: int) -> None:
    text = nest(LIMITS.condition_depth + over)
    if over <= 0:
        parse(text)
    else:
        finding = refusal_of(text, parse)
        assert (finding.code, finding.message) == ("RUT208", "the text is nested too deeply")


@pytest.mark.parametrize("text", ["max(a, b) > 1", "size(a) > 1"])
@pytest.mark.parametrize("over", [0, 1])
def test_the_arguments_of_a_call_are_one_deeper(text: str, over: int) -> None:
    parentheses = LIMITS.condition_depth - 1 + over
    nested = "(" * parentheses + text + ")" * parentheses
    if over:
        assert refusal_of(nested).code == "RUT208"
    else:
        assert parse_condition(nested) == parse_condition(text)


ENDED = ["(a)", "not a", "not not a", "size(b) > 1", "max(a, b) > 1", "at_least(1, not a)", "not (a or (b))"]


@pytest.mark.parametrize("ended", ENDED)
def test_depth_is_given_back_where_it_ends_and_no_more(ended: str) -> None:
    many = " or ".join([ended] * (LIMITS.condition_depth + 1))
    deepest = f"{'(' * LIMITS.condition_depth}a{')' * LIMITS.condition_depth}"
    assert isinstance(parse_condition(f"{many} or {deepest}"), Or)
    assert refusal_of(f"{many} or ({deepest})").code == "RUT208"


@pytest.mark.parametrize("ended", ["(a)", "1 if b else a", "1 if b else 2 if not c else 3", "min(a, b)"])
def test_depth_is_given_back_where_a_part_of_a_level_ends_and_no_more(ended: str) -> None:
    many = ", ".join([ended] * (LIMITS.condition_depth + 1))
    deepest = f"{'(' * (LIMITS.condition_depth - 1)}a{')' * (LIMITS.condition_depth - 1)}"
    assert isinstance(parse_level(f"max({many}, {deepest})"), Extreme)
    assert refusal_of(f"max({many}, ({deepest}))", parse_level).code == "RUT208"


@pytest.mark.parametrize("over", [-1, 0, 1])
@pytest.mark.parametrize("brackets", ["{}", "[]", "()"])
def test_the_limit_of_a_list(brackets: str, over: int) -> None:
    values = ", ".join(["1"] * (LIMITS.list_members + over))
    text = f"a in {brackets[0]}{values}{brackets[1]}"
    if over <= 0:
        tree = parse_condition(text)
        assert isinstance(tree, Membership)
        assert isinstance(tree.container, Items)
        assert len(tree.container.values) == LIMITS.list_members + over
    else:
        finding = refusal_of(text)
        assert (finding.code, finding.message) == ("RUT208", "the list is too long")


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_the_limit_of_characters_holds_for_the_printed_text_too(over: int) -> None:
    start = " or ".join(["a==1"] * 100 + [f"b=='{'x' * 190}'"] * 4) + " or c=='"
    printed = len(start) + 2 * start.count("==")
    text = start + "x" * (LIMITS.condition_characters + over - printed - 1) + "'"
    assert len(text) < LIMITS.condition_characters
    if over <= 0:
        parse_condition(text)
    else:
        finding = refusal_of(text)
        assert (finding.code, finding.found) == ("RUT208", f"{LIMITS.condition_characters + 1} characters")


def test_the_limit_of_characters_holds_for_a_printed_level_too() -> None:
    text = "max(" + ",".join(["a" * 18] * 100) + ")"
    assert len(text) < LIMITS.condition_characters < len(text) + 99
    assert refusal_of(text, parse_level).code == "RUT208"
