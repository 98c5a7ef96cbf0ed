"""Text to tokens: ASCII, bounded before it is read, and every token knows where it stands.

What other languages write (`&&`, `is`, `lambda`) becomes a token of kind `foreign`, so that the parser can refuse it
in the order of the text and say what to write in its place. What is no token at all is refused here.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

import attrs

from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.errors import LanguageError
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import is_hidden, quoted
from rutengine.diagnostics.spans import Span
from rutengine.language.names import (
    CALLS,
    FOREIGN_WORDS,
    LANGUAGE_WORDS,
    NAME_PATTERN,
    NOTHING_WORDS,
    RESERVED,
    TRUTH_WORDS,
)

TokenKind = Literal["name", "number", "text", "word", "symbol", "foreign", "end"]


@attrs.frozen
class Token:
    """The smallest part of a condition that has a meaning.

    Arguments:
        kind: what it is; `word` is a word of the language, `foreign` one of `FOREIGN`, `end` the end of the text.
        text: what is written, with the quotes of a text literal; empty at the end.
        span: where it is written; the end stands right after the last token.
    """

    kind: TokenKind
    text: str
    span: Span


@attrs.frozen
class Refusal:
    """Why something that other languages have is left out, and what to write in its place."""

    code: str
    message: str
    instead: str

    def at(self, span: Span) -> LanguageError:
        """Return the error that says so of one place in a text."""
        return refused(self.code, self.message, span, instead=self.instead)


def refused(  # noqa: PLR0913 -- one for each part of a finding
    code: str,
    message: str,
    span: Span | None,
    *,
    expected: str | None = None,
    found: str | None = None,
    instead: str | None = None,
) -> LanguageError:
    """Return the error that says what is wrong with a text, and what to write instead."""
    return LanguageError(Finding(code=code, message=message, span=span, expected=expected, found=found, help=instead))


def too_large(message: str, expected: str, span: Span | None, found: str | None = None) -> LanguageError:
    """Return the error for a text that is over one of the limits of the whole."""
    instead = "split it into several rules, or name a part of it as a pattern"
    return refused("RUT208", message, span, expected=expected, found=found, instead=instead)


_BARE = "a boolean fact stands bare: write `x` or `not x`"
_ONE_CONDITION = (
    "a condition has names, constants, comparisons, `in`, `and`, `or`, `not`, `at_least(...)` and parentheses"
)
_NO_ARITHMETIC = "there is no arithmetic: compare each fact with a constant (a level may say `4 - name`)"
_INSTEAD = {
    "=": "`==`",
    "===": "`==`",
    "!==": "`!=`",
    "<>": "`!=`",
    "=<": "`<=`",
    "=>": "`>=`",
    "<==": "`<=`",
    ">==": "`>=`",
    "<=>": "one of `==`, `!=`, `<`, `<=`, `>` and `>=`",
    "&&": "`and`",
    "||": "`or`",
    "!": "`not`",
    "is": "`==`, and for `is not` write `!=`",
}
_LEFT_OUT = {
    **dict.fromkeys(("+", "-", "*", "**", "/", "//", "%", "@", "^", "<<", ">>"), _NO_ARITHMETIC),
    "&": "write `and`",
    "|": "write `or`",
    "~": "write `not`",
    ":": "there are no functions, slices or dictionaries; a list is written `{'a', 'b'}`",
    ":=": "nothing can be assigned; to compare, write `==`",
    ";": "a condition is one expression: join its parts with `and` or `or`",
    "?": "write `and`, `or` and `not`; only a level has `A if condition else B`",
    ".": "a dot stands only inside a name, without spaces: `signals.passed_over`",
    "...": _ONE_CONDITION,
    **dict.fromkeys(FOREIGN_WORDS - {"is"}, _ONE_CONDITION),
    **dict.fromkeys(TRUTH_WORDS, _BARE),
    **dict.fromkeys(NOTHING_WORDS, f"no condition asks whether a fact was answered; {_BARE}"),
    "for": "there are no loops and comprehensions: write the list out, or use `at_least(1, ...)`",
    "lambda": "there are no functions of one's own",
}

FOREIGN: Final[Mapping[str, Refusal]] = MappingProxyType(
    {
        **{
            sign: Refusal("RUT204", f"`{sign}` is no operator of the condition language", f"write {use}")
            for sign, use in _INSTEAD.items()
        },
        **{sign: Refusal("RUT205", f"the condition language has no `{sign}`", use) for sign, use in _LEFT_OUT.items()},
    }
)
"""What other languages write, each with what to write in its place; `-` too, for where it is arithmetic."""

_SYMBOLS: Final = frozenset({"==", "!=", "<", "<=", ">", ">=", "(", ")", "[", "]", "{", "}", ",", "-"})
_SIGNS: Final = sorted(_SYMBOLS | {sign for sign in FOREIGN if not sign.isalpha()}, key=len, reverse=True)
_SYMBOL = re.compile("|".join(re.escape(sign) for sign in _SIGNS))
_NAME = re.compile(NAME_PATTERN)
_NUMBER = re.compile(r"\.?[0-9][0-9A-Za-z_.]*")
_SPACES = " \t\n"
_QUOTES = ("'", '"')
_PLAIN: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u00b4`", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        "\u2264": "<=",
        "\u2265": ">=",
        "\u2260": "!=",
        "\u2227": "and",
        "\u2228": "or",
        "\u00ac": "not",
        "\u2208": "in",
    }
)


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the tokens of a condition or level; the last one is always of kind `end`.

    Raises:
        LanguageError: the text is too long, or a part of it is no token.

    Example:
        >>> [token.text for token in tokenize("signals.passed_over>=2")]
        ['signals.passed_over', '>=', '2', '']
    """
    if len(text) > LIMITS.condition_characters:
        found = f"{len(text)} characters"
        raise too_large("the text is too long", f"at most {LIMITS.condition_characters} characters", None, found)
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        if text[position] in _SPACES:
            position += 1
            continue
        if len(tokens) == LIMITS.condition_tokens:
            most = f"at most {LIMITS.condition_tokens} words, signs and constants"
            raise too_large("the text has too many parts", most, Span(position, position + 1))
        tokens.append(_read_token(text, position))
        position = tokens[-1].span.end
    end = tokens[-1].span.end if tokens else 0
    return (*tokens, Token("end", "", Span(end, end)))


def _read_token(text: str, start: int) -> Token:
    name = _NAME.match(text, start)
    if name:
        return _read_name(name.group(), start, text[name.end() : name.end() + 1])
    if text[start] in _QUOTES:
        return _read_text(text, start)
    number = _NUMBER.match(text, start)
    if number:
        return _read_number(number.group(), Span(start, number.end()))
    symbol = _SYMBOL.match(text, start)
    if symbol is None:
        raise _bad_character(text[start], Span(start, start + 1))
    return Token("symbol" if symbol.group() in _SYMBOLS else "foreign", symbol.group(), Span(start, symbol.end()))


def _read_name(name: str, start: int, after: str) -> Token:
    span = Span(start, start + len(name))
    if len(name) > LIMITS.name_characters:
        most = f"at most {LIMITS.name_characters} characters"
        raise refused("RUT208", "a name is too long", span, expected=most, found=f"{len(name)} characters")
    if after in _QUOTES:
        message = f"a text literal has no prefix: {quoted(name)} stands right before the quote"
        instead = "write the text in plain quotes, with a space between a word and a quote"
        raise refused("RUT205", message, Span(start, span.end + 1), instead=instead)
    _check_parts(name, start)
    if after == ".":
        dot = Span(span.end, span.end + 1)
        raise refused("RUT202", "a name does not go on after its dot", dot, expected="a letter right after the dot")
    if name in LANGUAGE_WORDS or name in CALLS:
        return Token("word", name, span)
    return Token("foreign" if name in FOREIGN else "name", name, span)


def _check_parts(name: str, start: int) -> None:
    """Refuse a name with a part that no name may have, at the dot before that part."""
    position = start
    parts = name.split(".")
    for part in parts:
        if part.startswith("__"):
            span = Span(max(start, position - 1), position + len(part))
            message = f"{quoted(part)} is not a part of a name: two underscores lead into the inside of Python"
            raise refused("RUT205", message, span, instead="use the name of a fact, a pattern or a constant")
        if part in RESERVED and len(parts) > 1:
            span = Span(max(start, position - 1), position + len(part))
            raise refused("RUT202", f"{quoted(part)} is a reserved word and cannot be a part of a name", span)
        position += len(part) + 1


def _read_number(digits: str, span: Span) -> Token:
    fault = _fault_of_number(digits)
    if fault is not None:
        message, instead = fault
        raise refused("RUT206", message, span, expected="a whole number", found=quoted(digits), instead=instead)
    return Token("number", digits, span)


def _fault_of_number(digits: str) -> tuple[str, str] | None:
    """Return what is wrong with a number and what to write, or None; it is converted only once it is short."""
    if "." in digits:
        return "there are whole numbers only", "write it without a point, in a smaller unit if need be"
    if "_" in digits:
        return "a number has no underscores", "write the digits only"
    if not digits.isdigit():
        return "a number is written with decimal digits only", "write the digits only, and a space before a word"
    if len(digits) > LIMITS.integer_digits:
        return "a number has too many digits", f"at most {LIMITS.integer_digits} digits are allowed"
    if digits[0] == "0" and digits != "0":
        return "a number does not begin with zero", f"write `{int(digits)}`"
    if int(digits) > LIMITS.integer:
        return "a number is too large", f"at most {LIMITS.integer} is allowed"
    return None


def _read_text(text: str, start: int) -> Token:
    quote = text[start]
    if text.startswith(quote * 3, start):
        message, triple = "a text literal has no triple quotes", Span(start, start + 3)
        raise refused("RUT205", message, triple, instead="write one quote on each side")
    end = text.find(quote, start + 1)
    value = text[start + 1 : end]
    if end < 0 or "\n" in value:
        raise _bad_text(
            "a text literal is not closed", Span(start, start + 1), f"close it on the same line with `{quote}`"
        )
    if len(value) > LIMITS.text_literal_characters:
        most = f"at most {LIMITS.text_literal_characters} characters are allowed"
        raise _bad_text("a text literal is too long", Span(start, end + 1), most)
    if not (value.isascii() and value.isprintable()) or "\\" in value:
        _refuse_characters(value, start + 1, quote)
    return Token("text", text[start : end + 1], Span(start, end + 1))


def _refuse_characters(value: str, start: int, quote: str) -> None:
    """Refuse the first character that a text literal cannot have."""
    for position, character in enumerate(value, start):
        if character == "\\":
            other = "'" if quote == '"' else '"'
            plain = f"write the text as it is; for a quote in it use {other} outside"
            raise _bad_text("a text literal has no escapes", Span(position, position + 1), plain)
        if not character.isascii() or not character.isprintable():
            message = f"a text literal cannot have {_described(character)}"
            raise _bad_text(message, Span(position, position + 1), "write printable ASCII characters only")


def _bad_text(message: str, span: Span, instead: str) -> LanguageError:
    return refused("RUT207", message, span, instead=instead)


def _bad_character(character: str, span: Span) -> LanguageError:
    if character == "#":
        instead = "write the comment in the file, outside the quotes, or as the `remark` of the rule"
        return refused("RUT205", "a condition has no comments", span, instead=instead)
    plain = _PLAIN.get(character) or unicodedata.normalize("NFKC", character)
    if plain == " ":
        instead = "write a plain space"
    elif plain != character and plain.isascii():
        instead = f"write `{plain}`"
    elif character == "\r":
        instead = "a line ends with a newline alone"
    else:
        instead = "write ASCII letters, digits and signs only"
    message = f"a condition cannot have {_described(character)}"
    return refused("RUT201", message, span, instead=instead)


def _described(character: str) -> str:
    """Return how a character is told of without printing what hides or looks like another."""
    if character.isascii() and character.isprintable() and character != "`":
        return f"the character `{character}`"
    name = unicodedata.name(character, "")
    hidden = "hidden " if is_hidden(character) else ""
    return f"the {hidden}character U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")
