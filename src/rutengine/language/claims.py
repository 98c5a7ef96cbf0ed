"""Text to the tree of a claim: a condition in which calls such as `recommended('s')` may stand too.

The grammar, in EBNF (ISO 14977); what is not said here is as in conditions, and limits and spelling are the same:

    claim       = both , { "or" , both } ;
    both        = part , { "and" , part } ;
    part        = "not" , part | "(" , claim , ")" | at least | test | whether | points | tally | stance ;
    at least    = "at_least" , "(" , digits , "," , claim , { "," , claim } , ")" ;
    whether     = ( fate | "top" | "strictly_top" ) , "(" , text , ")"
                | "above" , "(" , text , "," , text , ")"
                | "some" , "(" , fate , ")" ;
    points      = [ bound , comparison ] , score , comparison , bound | bound , comparison , score ;
    score       = "lead" , "(" , text , ")" , [ "-" , "lead" , "(" , text , ")" ]
                | "total" , "(" , text , ")" , [ "-" , "total" , "(" , text , ")" ] ;
    tally       = [ bound , comparison ] , count , comparison , bound | bound , comparison , count ;
    count       = "count" , "(" , fate , ")" ;
    stance      = "stance" , ( "==" | "!=" ) , text | text , ( "==" | "!=" ) , "stance"
                | "stance" , [ "not" ] , "in" , list ;
    fate        = "recommended" | "eligible" | "active" | "required" | "excluded" | "deferred" ;
    bound       = name | number ;

A call is read wherever a name may stand. That it is compared where it has to be, and with what fits it, is checked
with the names; so are chains, which may be longer.
"""

from typing import Final

import attrs

from rutengine.diagnostics.errors import LanguageError
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.language.names import CLAIM_FORMS, FATES, MEASURES
from rutengine.language.parser import Parser, check_printed
from rutengine.language.printer import print_condition
from rutengine.language.syntax import Compare, ConditionNode, Name, Operand, Text
from rutengine.language.tokens import Token, refused

STANCE: Final = "stance"
"""In a claim this name is the stance in force, even if there is a fact of that name."""

_COUNTED: Final = frozenset({"some", "count"})
_ONE: Final = "one strategy"
_TWO: Final = "two strategies"


@attrs.frozen
class Call(Name):
    """A name with arguments, such as `recommended('s')` or `lead('s') - lead('t')`; it stands where a name may.

    Arguments:
        arguments: the strategies; of `some` and `count` the fate.
        rival: of `lead` and `total`, the strategy whose points are taken off.
    """

    arguments: tuple[Text | Name, ...]
    rival: Text | None = None

    @property
    def function(self) -> str:
        """What is called, such as `recommended`."""
        return self.parts[0]

    @property
    def dotted(self) -> str:
        """The call as it is written."""
        arguments = [item.written if isinstance(item, Text) else item.dotted for item in self.arguments]
        text = f"{self.function}({', '.join(arguments)})"
        return text if self.rival is None else f"{text} - {self.function}({self.rival.written})"

    @property
    def strategies(self) -> tuple[Text, ...]:
        """The strategies of which it speaks, in the order of the text."""
        named = tuple(item for item in self.arguments if isinstance(item, Text))
        return named if self.rival is None else (*named, self.rival)


ClaimNode = ConditionNode
"""The tree of a claim is that of a condition, with calls among its names; `print_condition` prints it."""


def parse_claim(text: str) -> ClaimNode:
    """Read a claim; no name is looked up.

    Raises:
        LanguageError: the text is not a claim; its `finding` says where and what to write.

    Example:
        >>> node = parse_claim("recommended('find-mentor') and lead('find-mentor')>=3")
        >>> print_condition(node)
        "recommended('find-mentor') and lead('find-mentor') >= 3"
    """
    parser = _ClaimParser(text, "claim")
    node = parser.condition()
    parser.finish("`and`, `or` or the end")
    check_printed(print_condition(node))
    return node


def stance_of(node: ClaimNode) -> str | None:
    """Return `x` of a plain `stance == 'x'`, either side first; None for all else.

    Example:
        >>> stance_of(parse_claim("'calm' == stance")), stance_of(parse_claim("stance != 'calm'"))
        ('calm', None)
    """
    if not isinstance(node, Compare) or node.operators != ("==",):
        return None
    left, right = node.operands
    if isinstance(left, Text):
        left, right = right, left
    named = isinstance(left, Name) and left.dotted == STANCE
    return right.value if named and isinstance(right, Text) else None


class _ClaimParser(Parser):
    """Reads calls where the condition language has names."""

    _claims = frozenset(CLAIM_FORMS)

    def _operand(self) -> Operand:
        if not self._at_call():
            return super()._operand()
        call = self._call()
        if call.function not in MEASURES or not self._accept("-"):
            return call
        minus = self._last
        if not self._at_call() or self._token.text != call.function:
            message = f"only another {call.function} can be taken off a {call.function}"
            expected = f"`{call.function}('t')` after the minus"
            raise refused("RUT205", message, minus.span.to(self._token.span), expected=expected)
        other = self._call()
        return attrs.evolve(call, span=call.span.to(other.span), rival=other.strategies[0])

    def _at_call(self) -> bool:
        """Tell whether a call of a claim comes next; without a parenthesis its word is a name like any other."""
        return self._token.text in CLAIM_FORMS and self._tokens[self._position + 1].text == "("

    def _call(self) -> Call:
        word, opening = self._open_call()
        arguments: list[Text | Name] = [self._argument(word)]
        while self._accept(","):
            arguments.append(self._argument(word))
        self._leave(opening)
        span = word.span.to(self._last.span)
        needed = 2 if word.text == "above" else 1
        if len(arguments) != needed:
            takes = "one fate" if word.text in _COUNTED else _ONE if needed == 1 else _TWO
            instead = f"write `{CLAIM_FORMS[word.text]}`"
            raise refused("RUT202", f"`{word.text}` takes {takes}", span, found=str(len(arguments)), instead=instead)
        return Call((word.text,), span, tuple(arguments))

    def _argument(self, word: Token) -> Text | Name:
        token = self._token
        fits = token.text in FATES if word.text in _COUNTED else token.kind == "text"
        if not fits:
            raise self._misfit(word, token)
        self._advance()
        if token.kind == "text":
            return Text(token.text[1:-1], token.span)
        return Name((token.text,), token.span)

    def _misfit(self, word: Token, token: Token) -> LanguageError:
        """Return the error for an argument of the wrong kind."""
        if word.text in _COUNTED:
            expected = f"one of {', '.join(FATES)}, without quotes"
            bare = token.text.strip("'\"")
            meant = did_you_mean(bare, FATES) or f"write `{CLAIM_FORMS[word.text]}`"
            instead = f"write `{word.text}({bare})`" if bare in FATES else meant
        else:
            expected, instead = "the id of a strategy in quotes", f"write `{CLAIM_FORMS[word.text]}`"
        if token.kind not in ("name", "number", "text"):
            return self._unexpected(expected)
        message = f"{quoted(token.text)} cannot stand in `{word.text}(...)`"
        return refused("RUT202", message, token.span, expected=expected, instead=instead)
