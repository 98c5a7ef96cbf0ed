"""Text to tokens: what is a token, where it stands, and what is none."""

import keyword
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.errors import LanguageError
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.spans import Span
from rutengine.language.names import CALLS, RESERVED, is_name
from rutengine.language.tokens import FOREIGN, tokenize

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def refusal_of(text: str) -> Finding:
    """Return what is said of a text that is refused."""
    with pytest.raises(LanguageError) as caught:
        tokenize(text)
    return caught.value.finding


def kinds_in(text: str) -> list[tuple[str, str]]:
    """Return the kind and the text of every token but the last."""
    return [(token.kind, token.text) for token in tokenize(text)[:-1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \t\n ", []),
        ("a", [("name", "a")]),
        ("_a1.B_2.c", [("name", "_a1.B_2.c")]),
        ("max.size", [("name", "max.size")]),
        ("not  in", [("word", "not"), ("word", "in")]),
        ("at_least(", [("word", "at_least"), ("symbol", "(")]),
        ("a>=-1", [("name", "a"), ("symbol", ">="), ("symbol", "-"), ("number", "1")]),
        ("a<b", [("name", "a"), ("symbol", "<"), ("name", "b")]),
        ("a!=0", [("name", "a"), ("symbol", "!="), ("number", "0")]),
        ("'it is'", [("text", "'it is'")]),
        ('"it\'s"', [("text", '"it\'s"')]),
        ("''", [("text", "''")]),
        ("'a'and", [("text", "'a'"), ("word", "and")]),
        ("[{()},]", [("symbol", sign) for sign in "[{()},]"]),
        ("is True", [("foreign", "is"), ("foreign", "True")]),
        (":=:=", [("foreign", ":="), ("foreign", ":=")]),
        (">==", [("foreign", ">==")]),
        ("a .b", [("name", "a"), ("foreign", "."), ("name", "b")]),
    ],
)
def test_a_text_is_its_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds_in(text) == expected


@pytest.mark.parametrize("sign", sorted(FOREIGN.keys() - {"-"}))
def test_what_other_languages_write_is_one_foreign_token_with_a_hint(sign: str) -> None:
    assert kinds_in(f"a {sign} b")[1] == ("foreign", sign)
    assert FOREIGN[sign].instead


def test_every_token_knows_where_it_stands_and_the_end_follows_the_last_one() -> None:
    tokens = tokenize(" a.b >=\n'x'  ")
    assert [token.span for token in tokens] == [Span(1, 4), Span(5, 7), Span(8, 11), Span(11, 11)]
    assert tokens[-1].kind == "end"
    assert tokenize("  ")[-1].span == Span(0, 0)


@pytest.mark.parametrize(
    ("text", "code", "span", "help_part"),
    [
        ("a \u2265 2", "RUT201", (2, 3), "`>=`"),
        ("a \u2260 2", "RUT201", (2, 3), "`!=`"),
        ("a == \u201cx\u201d", "RUT201", (5, 6), "`'`"),
        ("a > \u22121", "RUT201", (4, 5), "`-`"),
        ("a\u00a0> 1", "RUT201", (1, 2), "plain space"),
        ("\uff41 > 1", "RUT201", (0, 1), "`a`"),
        ("a\r\n> 1", "RUT201", (1, 2), "newline"),
        ("a $ 1", "RUT201", (2, 3), "ASCII"),
        ("\u0430 > 1", "RUT201", (0, 1), "ASCII"),
        ("\ud800", "RUT201", (0, 1), "ASCII"),
        ("\ufb4f", "RUT201", (0, 1), "ASCII letters"),
        ("a # b", "RUT205", (2, 3), "remark"),
        ("f'x'", "RUT205", (0, 2), "plain quotes"),
        ('a == rb"x"', "RUT205", (5, 8), "plain quotes"),
        ("in'x'", "RUT205", (0, 3), "a space"),
        ("a == '''x'''", "RUT205", (5, 8), "one quote"),
        ('a == """x"""', "RUT205", (5, 8), "one quote"),
        ("a == 'x", "RUT207", (5, 6), "`'`"),
        ("a == 'x\n'", "RUT207", (5, 6), "same line"),
        ("a == 'it\\'s'", "RUT207", (8, 9), 'use " outside'),
        ('a == "\\n"', "RUT207", (6, 7), "use ' outside"),
        ("a == 'x\ty'", "RUT207", (7, 8), "printable"),
        ("a == '\u00e9'", "RUT207", (6, 7), "ASCII"),
        ("a == '\u202ex'", "RUT207", (6, 7), "ASCII"),
        ("1.5", "RUT206", (0, 3), "without a point"),
        (".5", "RUT206", (0, 2), "without a point"),
        ("5.", "RUT206", (0, 2), "without a point"),
        ("1_0", "RUT206", (0, 3), "digits only"),
        ("0x1f", "RUT206", (0, 4), "digits only"),
        ("1e5", "RUT206", (0, 3), "digits only"),
        ("1if", "RUT206", (0, 3), "a space before a word"),
        ("007", "RUT206", (0, 3), "`7`"),
        ("00", "RUT206", (0, 2), "`0`"),
    ],
)
def test_what_is_no_token_is_refused_with_what_to_write(
    text: str, code: str, span: tuple[int, int], help_part: str
) -> None:
    finding = refusal_of(text)
    assert finding.code == code
    assert finding.span == Span(*span)
    assert finding.help is not None
    assert help_part in finding.help


@pytest.mark.parametrize(
    ("text", "code", "span"),
    [
        ("__debug__", "RUT205", (0, 9)),
        ("a.__class__", "RUT205", (1, 11)),
        ("ab.cd.__x.e", "RUT205", (5, 9)),
        ("a.class", "RUT202", (1, 7)),
        ("not.a", "RUT202", (0, 3)),
        ("a.b.true", "RUT202", (3, 8)),
        ("a.", "RUT202", (1, 2)),
        ("a..b", "RUT202", (1, 2)),
        ("a. b", "RUT202", (1, 2)),
        ("a.1", "RUT202", (1, 2)),
    ],
)
def test_a_name_is_refused_where_it_goes_wrong(text: str, code: str, span: tuple[int, int]) -> None:
    finding = refusal_of(text)
    assert (finding.code, finding.span) == (code, Span(*span))
    assert not is_name(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1_0", "a number has no underscores"),
        ("1a", "a number is written with decimal digits only"),
        ("1.5", "there are whole numbers only"),
        ("a $ b", "a condition cannot have the character `$`"),
        ("`a`", "a condition cannot have the character U+0060 (grave accent)"),
        ("a\x00", "a condition cannot have the hidden character U+0000"),
        ("\u00e9", "a condition cannot have the character U+00E9 (latin small letter e with acute)"),
    ],
)
def test_what_is_said_of_numbers_and_characters(text: str, message: str) -> None:
    assert refusal_of(text).message == message


def test_a_hidden_character_is_named_and_never_shown() -> None:
    finding = refusal_of("a == '\u202ex'")
    assert finding.message == "a text literal cannot have the hidden character U+202E (right-to-left override)"


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_the_limit_of_characters(over: int) -> None:
    length = LIMITS.condition_characters + over
    text = "a".ljust(length)
    if over <= 0:
        assert kinds_in(text) == [("name", "a")]
    else:
        finding = refusal_of(text)
        assert (finding.code, finding.span, finding.found) == ("RUT208", None, f"{length} characters")


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_the_limit_of_tokens(over: int) -> None:
    count = LIMITS.condition_tokens + over
    text = "a " * count
    if over <= 0:
        assert len(tokenize(text)) == count + 1
    else:
        finding = refusal_of(text)
        assert (finding.code, finding.span) == ("RUT208", Span(2 * count - 2, 2 * count - 1))


@pytest.mark.parametrize("over", [-1, 0, 1])
@pytest.mark.parametrize("start", ["", "signals."])
def test_the_limit_of_a_name(start: str, over: int) -> None:
    length = LIMITS.name_characters + over
    name = start.ljust(length, "x")
    assert is_name(name) == (over <= 0)
    if over <= 0:
        assert kinds_in(name) == [("name", name)]
    else:
        finding = refusal_of(name)
        assert (finding.code, finding.span) == ("RUT208", Span(0, length))


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_the_limit_of_a_text_literal(over: int) -> None:
    length = LIMITS.text_literal_characters + over
    text = f"'{'x' * length}'"
    if over <= 0:
        assert kinds_in(text) == [("text", text)]
    else:
        finding = refusal_of(text)
        assert (finding.code, finding.span) == ("RUT207", Span(0, length + 2))


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_the_limit_of_digits(over: int) -> None:
    digits = LIMITS.integer_digits + over
    text = "1" * digits
    if over <= 0:
        assert kinds_in(text) == [("number", text)]
    else:
        finding = refusal_of(text)
        assert (finding.code, finding.message) == ("RUT206", "a number has too many digits")


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_the_limit_of_a_number(over: int) -> None:
    value = LIMITS.integer + over
    if over <= 0:
        assert kinds_in(str(value)) == [("number", str(value))]
    else:
        finding = refusal_of(str(value))
        assert (finding.code, finding.message) == ("RUT206", "a number is too large")


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_reserved_word_is_no_name_and_no_part_of_one(word: str) -> None:
    assert not is_name(word)
    assert not is_name(f"a.{word}.b")
    assert kinds_in(word)[0][0] in ("word", "foreign")


@pytest.mark.parametrize("word", sorted(CALLS))
def test_a_call_is_a_name_only_as_a_part_of_a_longer_one(word: str) -> None:
    assert not is_name(word)
    assert is_name(f"a.{word}")
    assert is_name(f"{word}.a")


def test_every_keyword_of_python_is_reserved() -> None:
    assert set(keyword.kwlist) <= RESERVED


@pytest.mark.parametrize("text", ["", "1a", "a-b", "a b", "a.", ".a", "a..b", "\u00e4", "a\n", "__a", "a.__b"])
def test_other_texts_are_no_names(text: str) -> None:
    assert not is_name(text)


@UNHURRIED
@given(st.text(max_size=30) | st.text(alphabet="ab_.'\"\\ \t\n#=<>!&|()[]{},-019\u00a0\u202e", max_size=60))
def test_any_text_is_tokens_that_cover_it_or_one_finding_inside_it(text: str) -> None:
    try:
        tokens = tokenize(text)
    except LanguageError as error:
        span = error.finding.span
        assert span is not None
        assert 0 <= span.start < span.end <= len(text)
    else:
        assert all(token.text == token.span.of(text) for token in tokens)
        assert "".join(token.text for token in tokens) == "".join(
            token.span.of(text) for token in tokens if token.kind != "end"
        )
        between = [text[a.span.end : b.span.start] for a, b in pairwise(tokens)]
        assert all(not gap.strip(" \t\n") for gap in between)


@UNHURRIED
@given(st.text(alphabet="abAB_.1", max_size=12))
def test_is_name_agrees_with_the_tokenizer(text: str) -> None:
    try:
        alone = kinds_in(text) == [("name", text)]
    except LanguageError:
        alone = False
    assert is_name(text) == alone
