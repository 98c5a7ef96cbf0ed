"""What a condition means is what Python means by the same text; what means nothing is reported once, with its place."""

import pytest

from rutengine.checker.scope import Scope, Unclear
from rutengine.language.names import names_in
from rutengine.language.parser import parse_condition
from rutengine.model.conditions import AllOf, AnyOf, AtLeastOf, In, NotThat
from tests.checker.samples import CONSTANTS, KINDS, SCOPE, as_python, is_so, points, resolve

MEANINGFUL = [
    *(f"low {sign} {value}" for sign in ("==", "!=") for value in (0, 2, 3)),
    *(f"high {sign} {value}" for sign in ("<", "<=", ">", ">=") for value in (2, 4)),
    *(f"2 {sign} high" for sign in ("==", "!=", "<", "<=", ">", ">=")),
    *(f"max(low, high) {sign} 3" for sign in ("==", "!=", "<", "<=", ">", ">=")),
    *(f"min(low, high) {sign} 2" for sign in ("==", "!=", "<", "<=", ">", ">=")),
    *(f"3 {sign} max(low, high, low)" for sign in ("==", "!=", "<", "<=", ">", ">=")),
    *(f"min(below, low) {sign} 0" for sign in ("==", "!=", "<", "<=", ">", ">=")),
    *(f"size(tags) {sign} 2" for sign in ("==", "!=", "<", "<=", ">", ">=")),
    *(f"1 {sign} size(tags)" for sign in ("==", "!=", "<", "<=", ">", ">=")),
    "size(tags) == 0",
    "size(tags) == 3",
    "size(tags) != 0",
    "size(tags) < 3",
    "below > -2",
    "below == -1",
    "-2 < below < 1",
    "low >= two",
    "two > low",
    "size(tags) >= one",
    "max(low, high) > two",
    "low in {one, two}",
    "1 <= low < 3",
    "1 < high <= 4 != high",
    "0 < low < two < high",
    "5 > high > 1",
    "sunny",
    "not sunny",
    "not not sunny",
    "firm == 'micro'",
    "firm != 'micro'",
    "'large' == firm",
    "'large' != firm",
    "firm in {'micro', 'large'}",
    "firm not in {'micro', 'large'}",
    "firm in {'small', 'small'}",
    "not firm in ['small']",
    "low in {0, 3}",
    "low not in (0,)",
    "high not in [1, 2, 5]",
    "'a' in tags",
    "'c' not in tags",
    "not 'b' in tags",
    "not 'b' not in tags",
    "sunny and low >= 2 and 'a' in tags",
    "sunny or low >= 2 or 'a' in tags",
    "sunny and (low >= 2 or high < 3)",
    "sunny or low >= 2 and high < 3",
    "not (sunny or low >= 2) and high < 3",
    "not (sunny and (low >= 2 or not high < 3))",
    "at_least(1, sunny, low >= 2, 'a' in tags)",
    "at_least(2, sunny, low >= 2, 'a' in tags)",
    "at_least(3, sunny, low >= 2, 'a' in tags)",
    "at_least(2, sunny, sunny, low >= 2)",
    "not at_least(2, sunny, low >= 2, firm == 'small', 'a' in tags)",
    "at_least(2, sunny, at_least(2, low >= 1, high >= 2, 'b' in tags), not (sunny and low >= 1))",
]

MEANINGLESS = [
    # text, code, what is underlined, a piece of what is said
    ("lo >= 2", "RUT301", "lo", "unknown name `lo`"),
    ("sunny and signals.low >= 2", "RUT301", "signals.low", "did you mean `low`?"),
    ("patterns.mod >= 2", "RUT301", "patterns.mod", "did you mean `patterns.mood`?"),
    ("1 <= hig <= 3", "RUT301", "hig", "did you mean `high`?"),
    ("firm == micro", "RUT301", "micro", "write `'micro'`"),
    ("micro == firm", "RUT301", "micro", "write `'micro'`"),
    ("firm == mikro", "RUT301", "mikro", "write `'micro'`"),
    ("firm in {micro}", "RUT301", "micro", "write `'micro'`"),
    ("low >= hi", "RUT301", "hi", "unknown name `hi`"),
    ("size(tag) >= 1", "RUT301", "tag", "did you mean `tags`?"),
    ("max(low, hih) >= 2", "RUT301", "hih", "did you mean `high`?"),
    ("'a' in tag", "RUT301", "tag", "did you mean `tags`?"),
    ("'a' in two", "RUT302", "two", "`two` is a constant"),
    ("low", "RUT302", "low", "as in `low >= 2`"),
    ("not below", "RUT302", "below", "as in `below >= 0`"),
    ("firm or sunny", "RUT302", "firm", "as in `firm == 'micro'`"),
    ("tags", "RUT302", "tags", "as in `'a' in tags`"),
    ("two", "RUT302", "two", "`two` is a constant"),
    ("sunny >= 1", "RUT302", "sunny >= 1", "write `sunny` or `not sunny`"),
    ("1 == sunny", "RUT302", "1 == sunny", "is not compared"),
    ("tags == 'a'", "RUT302", "tags == 'a'", "write `'...' in tags`"),
    ("firm < 'small'", "RUT302", "firm < 'small'", "have no order"),
    ("firm == 2", "RUT302", "2", "is a choice of texts"),
    ("firm == two", "RUT302", "two", "`two`, which is 2"),
    ("low == '2'", "RUT302", "'2'", "write 2 without quotes"),
    ("low == 'x'", "RUT302", "'x'", "a whole number from 0 to 3"),
    ("max(low, high) == '2'", "RUT302", "'2'", "is a whole number"),
    ("max(low, firm) >= 2", "RUT302", "firm", "`firm` is not a whole number"),
    ("min(sunny, low) >= 2", "RUT302", "sunny", "`sunny` is not a whole number"),
    ("max(low, two) >= 2", "RUT302", "two", "`two` is a constant"),
    ("size(low) >= 2", "RUT302", "low", "`low` is not a set"),
    ("size(tags) == 'a'", "RUT302", "'a'", "a size is a whole number"),
    ("'micro' in firm", "RUT302", "firm", "write `firm == 'micro'`"),
    ("'x' in low", "RUT302", "low", "`low` is not a set"),
    ("1 in tags", "RUT302", "1", "only a text can be a member of `tags`"),
    ("a in tags", "RUT302", "a", "write `'a'`"),
    ("'a' in {'a', 'b'}", "RUT302", "'a'", "only a fact can be looked up in a list"),
    ("two in {1, 2}", "RUT302", "two", "only a fact can be looked up in a list"),
    ("size(tags) in {1, 2}", "RUT302", "size(tags)", "only a fact can be looked up in a list"),
    ("sunny in {1}", "RUT302", "sunny", "`sunny` is true or false"),
    ("tags not in {'a'}", "RUT302", "tags", "`tags` is a set"),
    ("low in {1, 'x'}", "RUT302", "'x'", "`low` is a whole number"),
    ("low in {1, high}", "RUT302", "high", "`high` is not a constant"),
    ("firm == 'smal'", "RUT303", "'smal'", "did you mean `small`?"),
    ("'smal' != firm", "RUT303", "'smal'", "one of 'micro', 'small', 'large'"),
    ("firm in {'small', 'big'}", "RUT303", "'big'", "is not a value of `firm`"),
    ("'d' not in tags", "RUT303", "'d'", "one of 'a', 'b', 'c'"),
    ("low >= 4", "RUT304", "4", "`low` never is 4"),
    ("-1 <= low", "RUT304", "-1", "a whole number from 0 to 3"),
    ("high == 0", "RUT304", "0", "`high` never is 0"),
    ("low < ninety", "RUT304", "ninety", "`ninety`, which is 90"),
    ("max(low, high) >= 4", "RUT304", "4", "`low` never is 4"),
    ("size(tags) < 4", "RUT304", "4", "the size of `tags` never is 4"),
    ("low not in {1, 5}", "RUT304", "5", "`low` never is 5"),
    ("low > 3", "RUT305", "low > 3", "`low` is a whole number from 0 to 3"),
    ("0 > low", "RUT305", "0 > low", "never holds"),
    ("size(tags) > 3", "RUT305", "size(tags) > 3", "the size of `tags` is a whole number from 0 to 3"),
    ("max(low, high) < 1", "RUT305", "max(low, high) < 1", "`max(...)` is a whole number from 1 to 5"),
    ("firm not in {'micro', 'small', 'large'}", "RUT305", "firm not in {'micro', 'small', 'large'}", "never holds"),
    ("low >= 0", "RUT306", "low >= 0", "always holds"),
    ("sunny and not low <= 3", "RUT306", "low <= 3", "always holds"),
    ("size(tags) >= 0", "RUT306", "size(tags) >= 0", "always holds"),
    ("min(low, high) <= 3", "RUT306", "min(low, high) <= 3", "`min(...)` is a whole number from 0 to 3"),
    ("low in {0, 1, 2, 3}", "RUT306", "low in {0, 1, 2, 3}", "always holds"),
    ("low >= high", "RUT307", "low >= high", "this compares two facts"),
    ("max(low, high) >= min(low, high)", "RUT307", "max(low, high) >= min(low, high)", "two facts"),
    ("size(tags) >= low", "RUT307", "size(tags) >= low", "two facts"),
    ("1 == 1", "RUT307", "1 == 1", "this compares two constants"),
    ("one < two", "RUT307", "one < two", "this compares two constants"),
    ("low >= 1 == 1", "RUT307", "1 == 1", "this compares two constants"),
]


@pytest.mark.parametrize("text", MEANINGFUL)
def test_a_condition_means_what_python_means_by_it(text: str) -> None:
    condition, found = resolve(text)
    assert condition is not None, [str(diagnostic) for diagnostic in found]
    names = {name.dotted for name in names_in(parse_condition(text))} - CONSTANTS.keys()
    kinds = {name: kind for name, kind in KINDS.items() if name in names}
    verdicts = [(is_so(condition, point), bool(eval(text, as_python(point)))) for point in points(kinds)]
    assert all(ours == theirs for ours, theirs in verdicts)
    assert {ours for ours, _ in verdicts} == {True, False}


@pytest.mark.parametrize(("text", "code", "underlined", "said"), MEANINGLESS)
def test_what_means_nothing_is_reported_once_with_its_place(text: str, code: str, underlined: str, said: str) -> None:
    condition, found = resolve(text)
    assert condition is None
    assert [diagnostic.code for diagnostic in found] == [code]
    span = found[0].finding.span
    assert span is not None
    assert span.of(text) == underlined
    assert said in str(found[0])


def test_what_is_read_is_written_in_normal_form() -> None:
    assert resolve("not low < 2")[0] == NotThat(In("low", None, (0, 1)))
    assert resolve("1 <= low <= 2 and sunny")[0] == AllOf(
        (In("low", None, (1, 2, 3)), In("low", None, (0, 1, 2)), In("sunny", None, (True,)))
    )
    assert resolve("firm not in {'small'}")[0] == In("firm", None, ("micro", "large"))
    assert resolve("at_least(1, sunny, 'a' in tags)")[0] == AnyOf(
        (In("sunny", None, (True,)), In("tags", "a", (True,)))
    )
    assert resolve("size(tags) >= 2")[0] == AtLeastOf(2, tuple(In("tags", m, (True,)) for m in "abc"))


def test_all_problems_of_a_condition_are_reported_in_its_order() -> None:
    condition, found = resolve("lo >= 2 and (firm == 'smal' or not low > 3) and at_least(1, tags, sunny >= 1)")
    assert condition is None
    assert [d.code for d in found] == ["RUT301", "RUT303", "RUT305", "RUT302", "RUT302"]


def test_a_name_that_stands_twice_is_reported_twice_and_one_in_two_links_once() -> None:
    assert [d.code for d in resolve("lo > 1 or lo < 1")[1]] == ["RUT301", "RUT301"]
    assert [d.code for d in resolve("0 < lo < 3")[1]] == ["RUT301"]


@pytest.mark.parametrize(
    "text",
    [
        "patterns.lost",
        "patterns.lost >= 2 or sunny",
        "1 <= patterns.lost < 9",
        "max(patterns.lost, low) >= 3",
        "patterns.lost in {'x', 'y'}",
        "patterns.lost == micro or sunny",
        "'a' in patterns.lost",
    ],
)
def test_a_pattern_that_was_reported_already_is_not_reported_again(text: str) -> None:
    condition, found = resolve(text)
    assert condition is None
    assert {d.code for d in found} <= {"RUT301"}
    assert not any("lost" in d.finding.message for d in found)


def test_a_pattern_that_is_not_there_is_taken_for_lost_if_some_are() -> None:
    assert resolve("patterns.gone >= 2")[1][0].code == "RUT301"
    assert resolve("patterns.gone >= 2", Scope(KINDS, whole=False)) == (None, [])
    assert resolve("gone >= 2", Scope(KINDS, whole=False))[1][0].code == "RUT301"


def test_a_text_that_may_speak_of_facts_only_says_so() -> None:
    facts = SCOPE.for_facts()
    assert resolve("low >= two and sunny", facts)[1] == []
    assert [d.code for d in resolve("patterns.mood >= 2 or patterns.lost", facts)[1]] == ["RUT309", "RUT309"]
    (unknown,) = resolve("patterns.mod >= 2", facts)[1]
    assert unknown.code == "RUT301"
    assert "patterns.mood" not in str(unknown)
    assert isinstance(facts.meanings["patterns.lost"], Unclear)
