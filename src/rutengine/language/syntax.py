"""The tree of a condition as it was written; spans point into the text and do not count for equality."""

from typing import Literal

import attrs

from rutengine.diagnostics.spans import Span

Operator = Literal["==", "!=", "<", "<=", ">", ">="]
ExtremeFunction = Literal["max", "min"]


@attrs.frozen
class Name:
    """A dotted name: a fact, a pattern or a constant."""

    parts: tuple[str, ...]
    span: Span = attrs.field(eq=False)

    @property
    def dotted(self) -> str:
        """The name as it is written."""
        return ".".join(self.parts)


@attrs.frozen
class Number:
    """A whole number."""

    value: int
    span: Span = attrs.field(eq=False)


@attrs.frozen
class Text:
    """A text literal; `value` is what stands between the quotes."""

    value: str
    span: Span = attrs.field(eq=False)

    @property
    def written(self) -> str:
        """The text in quotes: single ones unless it has one."""
        quote = '"' if "'" in self.value else "'"
        return f"{quote}{self.value}{quote}"


@attrs.frozen
class Extreme:
    """`max(...)` or `min(...)`: of names inside a comparison, of levels inside a level."""

    function: ExtremeFunction
    arguments: "tuple[LevelNode, ...]"
    span: Span = attrs.field(eq=False)


@attrs.frozen
class Size:
    """`size(name)`: how many members a set fact has."""

    name: Name
    span: Span = attrs.field(eq=False)


@attrs.frozen
class Compare:
    """A comparison, or a chain of them: `len(operators) == len(operands) - 1 >= 1`."""

    operands: "tuple[Operand, ...]"
    operators: tuple[Operator, ...]
    span: Span = attrs.field(eq=False)


@attrs.frozen
class Items:
    """A list of constants after `in`; braces, brackets and parentheses mean the same."""

    values: "tuple[Number | Text | Name, ...]"
    span: Span = attrs.field(eq=False)


@attrs.frozen
class Membership:
    """`item in container` or `item not in container`: a name in a list, or a text in a set fact."""

    item: "Operand"
    negated: bool
    container: Items | Name
    span: Span = attrs.field(eq=False)


@attrs.frozen
class Not:
    """`not operand`."""

    operand: "ConditionNode"
    span: Span = attrs.field(eq=False)


@attrs.frozen
class And:
    """Two or more conditions that must all hold."""

    operands: "tuple[ConditionNode, ...]"
    span: Span = attrs.field(eq=False)


@attrs.frozen
class Or:
    """Two or more conditions of which one must hold."""

    operands: "tuple[ConditionNode, ...]"
    span: Span = attrs.field(eq=False)


@attrs.frozen
class AtLeast:
    """`at_least(count, ...)`: so many of the conditions must hold."""

    count: Number
    operands: "tuple[ConditionNode, ...]"
    span: Span = attrs.field(eq=False)


@attrs.frozen
class Inverse:
    """`4 - name`, in a level."""

    minuend: Number
    name: Name
    span: Span = attrs.field(eq=False)


@attrs.frozen
class Choose:
    """`then if condition else other`, in a level."""

    then: "LevelNode"
    condition: "ConditionNode"
    other: "LevelNode"
    span: Span = attrs.field(eq=False)


Operand = Name | Number | Text | Extreme | Size
ConditionNode = Name | Compare | Membership | Not | And | Or | AtLeast
LevelNode = Name | Number | Extreme | Inverse | Choose
