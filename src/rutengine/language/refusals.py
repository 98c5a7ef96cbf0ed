"""What is said of a token that cannot stand where it stands."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from rutengine.diagnostics.errors import LanguageError
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.language.names import CALLS, CLAIM_FORMS, LANGUAGE_WORDS, TRUTH_WORDS
from rutengine.language.syntax import Name, Operand, Operator
from rutengine.language.tokens import FOREIGN, Refusal, Token, refused

_CALL_FORMS: Final[Mapping[str, str]] = MappingProxyType(
    {"max": "max(a, b)", "min": "min(a, b)", "size": "size(a)", "at_least": "at_least(2, a, b, c)"}
)
_OTHER_CALLS: Final[Mapping[str, str]] = MappingProxyType(
    {"len": "write `size(...)`", "any": "write `or`", "all": "write `and`", "sum": "write `at_least(...)`"}
)
_TRUTH: Final[Mapping[str, bool]] = MappingProxyType({word: word in ("True", "true") for word in TRUTH_WORDS})
_NOT_A_CALL: Final = "before a parenthesis write `and`, `or` or `not`"
_ENDINGS: Final = frozenset({")", "]", "}"})


def find_refusal(token: Token, last: Token) -> Refusal | None:
    """Return why a token after `last` belongs to another language, or None if it is only out of place."""
    ends = last.kind in ("name", "number", "text") or last.text in _ENDINGS
    if token.text == "if":
        instead = "only a `level` has `A if CONDITION else B`, in this order; a condition has `and`, `or` and `not`"
        return Refusal("RUT205", "`if` cannot stand here", instead)
    if token.text == "[" and ends:
        return Refusal("RUT205", "nothing is looked up by position or key", "write `'member' in name` for a set fact")
    if token.text == "(" and ends:
        return Refusal(
            "RUT205", "only `max`, `min`, `size` and `at_least` are called", "join conditions with `and` or `or`"
        )
    if token.text in ("[", "{"):
        return Refusal("RUT205", "a list stands only after `in`", "write `name in {'a', 'b'}`")
    return FOREIGN.get(token.text)


def refuse_token(token: Token, last: Token, expected: str) -> LanguageError:
    """Return the error for a token that cannot follow `last`, where `expected` could."""
    if token.kind == "end":
        message = "the text ends too early"
        return refused("RUT203", message, token.span, expected=expected, found="the end")
    if last.text == "(" and token.text == ")":
        span = last.span.to(token.span)
        return refused("RUT209", "there is nothing between the parentheses", span, expected=expected)
    refusal = find_refusal(token, last)
    if refusal is not None:
        return refusal.at(token.span)
    for near in (last, token):
        if near.kind == "name" and near.text.lower() in LANGUAGE_WORDS:
            word = near.text.lower()
            message = f"{quoted(near.text)} is a name and not the word `{word}`"
            return refused("RUT202", message, near.span, expected=expected, instead=f"write `{word}`")
    return refused(
        "RUT202",
        f"{quoted(token.text)} cannot stand here",
        token.span,
        expected=expected,
        found=_kind_found(token),
        instead=_instead(token, last),
    )


def refuse_truth(operand: Operand, operator: Operator, word: Token) -> LanguageError | None:
    """Return the error for a name compared with a truth value, saying exactly what to write; None for all else."""
    if word.text not in _TRUTH or operator not in ("==", "!=") or not isinstance(operand, Name):
        return None
    plain = operand.dotted if _TRUTH[word.text] == (operator == "==") else f"not {operand.dotted}"
    return Refusal(
        "RUT205", f"the condition language has no `{word.text}`", f"a boolean fact stands bare: write `{plain}`"
    ).at(word.span)


def refuse_call(name: Token, claims: frozenset[str]) -> LanguageError:
    """Return the error for a call of a function that does not exist, or of a claim where only facts can stand.

    `claims` has the claims that the text may have elsewhere.
    """
    form = CLAIM_FORMS.get(name.text)
    if form is not None:
        message = f"a claim such as `{form}` cannot stand in a {'comparison of facts' if claims else 'condition'}"
        instead = "a condition speaks of facts and patterns only; claims are made of the decision"
        return refused("RUT205", message, name.span, expected="a fact, a pattern or a constant", instead=instead)
    instead = _OTHER_CALLS.get(name.text) or did_you_mean(name.text, CALLS | claims) or _NOT_A_CALL
    expected = "`max`, `min`, `size` or `at_least`" + (", or a claim such as `recommended('s')`" if claims else "")
    message = f"there is no function {quoted(name.text)}"
    return refused("RUT205", message, name.span, expected=expected, instead=instead)


def refuse_bare_call(word: Token) -> LanguageError:
    """Return the error for the word of a call without its parenthesis."""
    instead = f"write `{_CALL_FORMS[word.text]}`"
    return refused("RUT202", f"{quoted(word.text)} is a call and no name", word.span, instead=instead)


def _kind_found(token: Token) -> str:
    kinds = {"name": "a name", "number": "a number", "text": "a text", "word": "a word of the language"}
    return kinds.get(token.kind, "a sign")


def _instead(token: Token, last: Token) -> str | None:
    """Return what was probably meant by a token of the language that is out of place."""
    if last.text == "," and token.text in _ENDINGS:
        return "leave out the last comma"
    if token.text == "not":
        return "`not` stands before a whole comparison: write `not x == 2` or `x != 2`"
    if token.text == ",":
        return "join conditions with `and` or `or`; a comma stands only between arguments and in lists"
    if token.text == "(":
        return "write names and constants without parentheses"
    if token.kind == "name" and last.kind == "name":
        return "join conditions with `and` or `or`; a name has no spaces, and a text stands in quotes"
    return None
