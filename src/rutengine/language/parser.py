"""Text to a tree: one pass over the tokens, and every refusal says what to write in its place.

The grammar, in EBNF (ISO 14977); white space may stand between any two tokens, but not inside a name or number:

    condition   = conjunction , { "or" , conjunction } ;
    conjunction = term , { "and" , term } ;
    term        = "not" , term | "(" , condition , ")" | at least | test ;
    at least    = "at_least" , "(" , digits , "," , condition , { "," , condition } , ")" ;
    test        = name
                | operand , comparison , operand , { comparison , operand }
                | operand , [ "not" ] , "in" , ( list | name ) ;
    comparison  = "==" | "!=" | "<" | "<=" | ">" | ">=" ;
    operand     = constant | size | ( "max" | "min" ) , "(" , name , "," , name , { "," , name } , ")" ;
    size        = "size" , "(" , name , ")" ;
    list        = "{" , constant , { "," , constant } , "}"
                | "[" , constant , { "," , constant } , "]"
                | "(" , constant , "," , [ constant , { "," , constant } ] , ")" ;
    constant    = name | number | text ;

    level       = amount , [ "if" , condition , "else" , level ] ;
    amount      = name | digits | digits , "-" , name | "(" , level , ")"
                | ( "max" | "min" ) , "(" , level , "," , level , { "," , level } , ")" ;

    name        = word , { "." , word } ;
    word        = ( letter | "_" ) , { letter | "_" | digit } ;
    number      = [ "-" ] , digits ;
    digits      = "0" | nonzero , { digit } ;
    text        = "'" , { printable - ( "'" | "\\" ) } , "'" | '"' , { printable - ( '"' | "\\" ) } , '"' ;

Depth is counted over parentheses, calls, `not` and `if`; a level of depth costs at most three Python frames, and a
tree is at most three times as deep as its text.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from rutengine.diagnostics.errors import LanguageError
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.spans import Span
from rutengine.language.printer import print_condition, print_level
from rutengine.language.refusals import (
    find_refusal,
    refuse_bare_call,
    refuse_call,
    refuse_token,
    refuse_truth,
)
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
from rutengine.language.tokens import Token, refused, tokenize, too_large

_COMPARISONS: Final[Mapping[str, Operator]] = MappingProxyType(
    {"==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
)
_CLOSING: Final[Mapping[str, str]] = MappingProxyType({"(": ")", "[": "]", "{": "}"})
_CHAINED: Final = "join conditions with `and` or `or`; write names and constants without parentheses"
_OPERAND: Final = "a name, a number, a text in quotes, `max`, `min` or `size`"


def parse_condition(text: str) -> ConditionNode:
    """Read a condition; no name is looked up.

    Raises:
        LanguageError: the text is not a condition; its `finding` says where and what to write.

    Example:
        >>> node = parse_condition("signals.passed_over >= 2 and not in_search")
        >>> [type(operand).__name__ for operand in node.operands]
        ['Compare', 'Not']
    """
    parser = Parser(text, "condition")
    node = parser.condition()
    parser.finish("`and`, `or` or the end")
    if may_be_too_long(text):
        check_printed(print_condition(node))
    return node


def parse_level(text: str) -> LevelNode:
    """Read the `level` of a pattern; no name is looked up.

    Raises:
        LanguageError: the text is not a level; its `finding` says where and what to write.

    Example:
        >>> node = parse_level("4 if signals.told_no_growth else signals.no_growth_path")
        >>> node.then.value, node.other.dotted
        (4, 'signals.no_growth_path')
    """
    parser = Parser(text, "level")
    node = parser.level()
    parser.finish("`if` or the end")
    if may_be_too_long(text):
        check_printed(print_level(node))
    return node


def may_be_too_long(text: str) -> bool:
    """Tell whether the canonical form of a text could be too long: a space on both sides of each sign, at the most."""
    return 3 * len(text) > LIMITS.condition_characters


def check_printed(printed: str) -> None:
    """Refuse a text whose canonical form is too long to be read again."""
    if len(printed) > LIMITS.condition_characters:
        message = "the text is too long once it is written with a space between its parts"
        most = f"at most {LIMITS.condition_characters} characters"
        raise too_large(message, most, None, f"{len(printed)} characters")


class Parser:
    """One reading of one text; `_token` is the next token and `_last` the one read before it.

    `_claims` has the calls that stand in a claim only; `rutengine.language.claims` reads them.
    """

    _claims: frozenset[str] = frozenset()

    def __init__(self, text: str, what: str) -> None:
        self._tokens = tokenize(text)
        self._position = self._depth = 0
        self._token = self._last = self._tokens[0]
        if self._token.kind == "end":
            raise refused("RUT209", f"the {what} is empty", self._token.span)

    def finish(self, expected: str) -> None:
        """Refuse whatever is left of the text."""
        if self._token.kind != "end":
            raise self._unexpected(expected)

    def condition(self) -> ConditionNode:
        """Read conditions joined by `and` and `or`; `and` binds more tightly."""
        start = self._token.span
        alternatives: list[ConditionNode] = []
        while not alternatives or self._accept("or"):
            first = self._token.span
            parts = [self._term()]
            while self._accept("and"):
                parts.append(self._term())
            alternatives.append(parts[0] if len(parts) == 1 else And(tuple(parts), first.to(self._last.span)))
        if self._token.text in _COMPARISONS or self._token.text in ("in", "not"):
            message = f"{quoted(self._token.text)} cannot follow a finished condition"
            raise refused("RUT202", message, self._token.span, expected="`and` or `or`", instead=_CHAINED)
        return alternatives[0] if len(alternatives) == 1 else Or(tuple(alternatives), start.to(self._last.span))

    def level(self) -> LevelNode:
        """Read a level; `else` binds to the right, and its chain is folded without recursion."""
        branches: list[tuple[LevelNode, ConditionNode, Span]] = []
        start = self._token.span
        node = self._amount()
        while self._token.text == "if":
            self._enter()
            condition = self.condition()
            self._expect("else", "`else` and what the level is otherwise")
            branches.append((node, condition, start))
            start = self._token.span
            node = self._amount()
        if self._token.text in _COMPARISONS or self._token.text in ("and", "or", "not", "in"):
            message = f"a level is a whole number, and {quoted(self._token.text)} makes a condition"
            raise refused("RUT202", message, self._token.span, instead="write `4 if CONDITION else 0`")
        for then, condition, start in reversed(branches):
            self._depth -= 1
            node = Choose(then, condition, node, start.to(self._last.span))
        return node

    def _term(self) -> ConditionNode:
        negations: list[Span] = []
        while self._token.text == "not":
            negations.append(self._token.span)
            self._enter()
        opening = self._token
        if opening.text == "(":
            self._enter()
            node = self.condition()
            self._leave(opening)
        elif opening.text == "at_least":
            node = self._at_least()
        else:
            node = self._test()
        for span in reversed(negations):
            self._depth -= 1
            node = Not(node, span.to(self._last.span))
        return node

    def _at_least(self) -> ConditionNode:
        word, opening = self._open_call()
        count = self._token
        if count.kind != "number":
            raise self._unexpected("how many of the conditions must hold, in digits")
        self._advance()
        operands: list[ConditionNode] = []
        while self._accept(","):
            operands.append(self.condition())
        self._leave(opening)
        if not 1 <= int(count.text) <= len(operands):
            expected = f"a number from 1 to {len(operands)}" if operands else "conditions after the number"
            message = "`at_least` has a number that does not fit its conditions"
            raise refused("RUT202", message, count.span, expected=expected, instead="write `at_least(2, a, b, c)`")
        number = Number(int(count.text), count.span)
        return AtLeast(number, tuple(operands), word.span.to(self._last.span))

    def _test(self) -> ConditionNode:
        """Read a bare name, a comparison or a membership."""
        operand = self._operand()
        if self._token.text in ("in", "not"):
            return self._membership(operand)
        operands = [operand]
        operators: list[Operator] = []
        while self._token.text in _COMPARISONS:
            operators.append(_COMPARISONS[self._advance().text])
            refusal = refuse_truth(operands[-1], operators[-1], self._token)
            if refusal is not None:
                raise refusal
            operands.append(self._operand())
        if operators:
            return Compare(tuple(operands), tuple(operators), operand.span.to(self._last.span))
        if isinstance(operand, Name):
            return operand
        foreign = find_refusal(self._token, self._last)
        if foreign is not None:
            raise foreign.at(self._token.span)
        message, expected = "a comparison is expected", "a comparison or `in` after it"
        raise refused(
            "RUT202", message, operand.span, expected=expected, instead="write `x >= 2`, `x == 'a'` or `'a' in x`"
        )

    def _membership(self, item: Operand) -> Membership:
        negated = self._accept("not")
        self._expect("in", "`in`")
        token = self._token
        container: Items | Name
        if token.text in _CLOSING:
            container = self._items()
        elif token.kind == "text":
            message = "a text has no members: there is no search in a text"
            raise refused("RUT205", message, token.span, instead=f"write `{{{token.text}}}`, or `==`")
        else:
            container = self._name("a list in braces or the name of a set fact")
        return Membership(item, negated, container, item.span.to(self._last.span))

    def _items(self) -> Items:
        opening = self._advance()
        closing = _CLOSING[opening.text]
        if self._token.text == closing:
            message, instead = "the list is empty, so nothing can be in it", "write its values: `{'a', 'b'}`"
            raise refused("RUT209", message, opening.span.to(self._token.span), instead=instead)
        values = [self._constant("a number, a text in quotes or the name of a constant")]
        commas = 0
        while self._accept(","):
            commas += 1
            if closing == ")" and commas == 1 and self._token.text == closing:
                break
            if len(values) == LIMITS.list_members:
                most = f"at most {LIMITS.list_members} values"
                raise too_large("the list is too long", most, self._token.span)
            values.append(self._constant("a number, a text in quotes or the name of a constant"))
        self._expect(closing, f"`,` or `{closing}`")
        span = opening.span.to(self._last.span)
        if closing == ")" and not commas:
            raise refused(
                "RUT202", "one value in parentheses is no list", span, instead="write the list in braces: `{'a'}`"
            )
        return Items(tuple(values), span)

    def _operand(self) -> Operand:
        if self._token.text in ("max", "min"):
            return self._extreme(lambda: self._name("a name: in a comparison, `max` and `min` take names only"))
        if self._token.text == "size":
            word, opening = self._open_call()
            name = self._name("the name of a set fact")
            self._leave(opening)
            return Size(name, word.span.to(self._last.span))
        return self._constant(_OPERAND)

    def _constant(self, expected: str) -> Name | Number | Text:
        token = self._token
        if token.kind == "number":
            self._advance()
            return Number(int(token.text), token.span)
        if token.kind == "text":
            self._advance()
            return Text(token.text[1:-1], token.span)
        if token.text == "-":
            self._advance()
            digits = self._token
            if digits.kind != "number" or digits.span.start != token.span.end:
                message = "a minus stands right before the digits of a number"
                raise refused("RUT205", message, token.span, instead="write `-1`; there is no arithmetic")
            self._advance()
            return Number(-int(digits.text), token.span.to(digits.span))
        return self._name(expected)

    def _amount(self) -> LevelNode:
        token = self._token
        if token.text == "(":
            self._enter()
            node = self.level()
            self._leave(token)
            return node
        if token.text in ("max", "min"):
            return self._extreme(self.level)
        if token.kind != "number":
            return self._name("a name, a whole number, `max(...)`, `min(...)` or a level in parentheses")
        self._advance()
        number = Number(int(token.text), token.span)
        if not self._accept("-"):
            return number
        name = self._name("a name: a level has `4 - name` and no other arithmetic")
        return Inverse(number, name, token.span.to(name.span))

    def _extreme(self, argument: Callable[[], LevelNode]) -> Extreme:
        word, opening = self._open_call()
        arguments = [argument()]
        while self._accept(","):
            arguments.append(argument())
        self._leave(opening)
        span = word.span.to(self._last.span)
        if len(arguments) == 1:
            message = f"{quoted(word.text)} of one thing is that thing"
            raise refused(
                "RUT202", message, span, expected="two arguments or more", instead="write it without the call"
            )
        return Extreme("max" if word.text == "max" else "min", tuple(arguments), span)

    def _name(self, expected: str) -> Name:
        token = self._token
        if token.kind != "name":
            raise self._unexpected(expected)
        self._advance()
        if self._token.text == "(":
            raise refuse_call(token, self._claims)
        return Name(tuple(token.text.split(".")), token.span)

    def _open_call(self) -> tuple[Token, Token]:
        """Read the word of a call and its parenthesis, and return both."""
        word, opening = self._advance(), self._token
        if opening.text != "(":
            raise refuse_bare_call(word)
        self._enter()
        return word, opening

    def _enter(self) -> None:
        """Read the token that begins a deeper level."""
        if self._depth == LIMITS.condition_depth:
            most = f"at most {LIMITS.condition_depth} parentheses, calls, `not` and `if` inside each other"
            raise too_large("the text is nested too deeply", most, self._token.span)
        self._depth += 1
        self._advance()

    def _leave(self, opening: Token) -> None:
        """Read the parenthesis that ends what `opening` began."""
        if self._token.kind == "end":
            raise refused("RUT203", "a parenthesis is not closed", opening.span, expected="`)` before the end")
        self._expect(")", "`)`" if self._last.text == "(" else "`)`, or `,` between arguments")
        self._depth -= 1

    def _expect(self, text: str, expected: str) -> None:
        if not self._accept(text):
            raise self._unexpected(expected)

    def _unexpected(self, expected: str) -> LanguageError:
        return refuse_token(self._token, self._last, expected)

    def _accept(self, text: str) -> bool:
        if self._token.text != text:
            return False
        self._advance()
        return True

    def _advance(self) -> Token:
        self._last = self._token
        self._position += 1
        self._token = self._tokens[self._position]
        return self._last
