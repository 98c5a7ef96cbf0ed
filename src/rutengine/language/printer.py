"""A tree to its canonical text: parsing the text gives the same tree, and printing that gives the same text.

Texts stand in single quotes unless they have one, lists in braces as written, parentheses only where the tree needs
them. For readers, those that a text has around an `and` in an `or`, and after `not`, can be kept. Nothing here calls
itself, so no tree is too deep to print.
"""

from collections.abc import Sequence

from rutengine.diagnostics.spans import Span
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
    Or,
    Size,
    Text,
)

Node = ConditionNode | LevelNode | Operand | Items
_Pieces = list[str | Node]
_Kinds = tuple[type[Node], ...]


def print_condition(node: ConditionNode, text: str = "") -> str:
    """Return the canonical text of a condition.

    Arguments:
        node: the condition.
        text: what it was read from, if the parentheses are to be kept that this has for its readers.

    Example:
        >>> from rutengine.language.parser import parse_condition
        >>> print_condition(parse_condition('(a>=2) and\\n(firm in ["micro"] or b)'))
        "a >= 2 and (firm in {'micro'} or b)"
        >>> text = "(a or (b and c)) or not (d == 1)"
        >>> print_condition(parse_condition(text)), print_condition(parse_condition(text), text)
        ('(a or b and c) or not d == 1', '(a or (b and c)) or not (d == 1)')
    """
    return _print(node, text)


def print_level(node: LevelNode, text: str = "") -> str:
    """Return the canonical text of a level.

    Arguments:
        node: the level.
        text: what it was read from, if the parentheses are to be kept that this has for its readers.

    Example:
        >>> from rutengine.language.parser import parse_level
        >>> print_level(parse_level("max((4) if told else (0), 4-paid)"))
        'max(4 if told else 0, 4 - paid)'
    """
    return _print(node, text)


def _print(node: Node, text: str) -> str:
    written: list[str] = []
    pending: _Pieces = [node]
    while pending:
        piece = pending.pop()
        if isinstance(piece, str):
            written.append(piece)
        else:
            pending.extend(reversed(_pieces(piece, text)))
    return "".join(written)


def _pieces(node: Node, text: str) -> _Pieces:
    match node:
        case Not(operand):
            return ["not ", *_grouped(operand, (And, Or), text, (Compare, Membership))]
        case And(operands):
            return _joined(" and ", operands, (And, Or))
        case Or(operands):
            return _joined(" or ", operands, (Or,), text, (And,))
        case AtLeast(count, operands):
            return ["at_least(", *_joined(", ", (count, *operands)), ")"]
        case Compare(operands, operators):
            pairs = zip(operators, operands[1:], strict=True)
            return [operands[0], *(piece for operator, operand in pairs for piece in (f" {operator} ", operand))]
        case Membership(item, negated, container):
            return [item, " not in " if negated else " in ", container]
        case Choose(then, condition, other):
            return [*_grouped(then, (Choose,)), " if ", condition, " else ", other]
        case _:
            return _pieces_of_value(node)


def _pieces_of_value(node: Operand | Items | Inverse) -> _Pieces:
    match node:
        case Name():
            return [node.dotted]
        case Number(value):
            return [str(value)]
        case Text():
            return [node.written]
        case Items(values):
            return ["{", *_joined(", ", values), "}"]
        case Extreme(function, arguments):
            return [f"{function}(", *_joined(", ", arguments), ")"]
        case Size(name):
            return ["size(", name, ")"]
        case _:
            return [node.minuend, " - ", node.name]


def _grouped(node: Node, loose: _Kinds, text: str = "", kept: _Kinds = ()) -> _Pieces:
    """Return the pieces of a node, in parentheses if it binds more loosely than its place or has kept its own."""
    needed = isinstance(node, loose) or (isinstance(node, kept) and _in_parentheses(node.span, text))
    return ["(", node, ")"] if needed else [node]


def _in_parentheses(span: Span, text: str) -> bool:
    """Tell whether parentheses stand around a part of a text."""
    return text[: span.start].rstrip().endswith("(") and text[span.end :].lstrip().startswith(")")


def _joined(separator: str, nodes: Sequence[Node], loose: _Kinds = (), text: str = "", kept: _Kinds = ()) -> _Pieces:
    pieces: _Pieces = []
    for node in nodes:
        pieces += [separator, *_grouped(node, loose, text, kept)]
    return pieces[1:]
