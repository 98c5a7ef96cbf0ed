"""A formula is a condition in negation normal form over numbered columns; sets of values are the bits of an int."""

from collections.abc import Iterable, Mapping, Sequence

import attrs

from rutengine.model.conditions import AllOf, AnyOf, AtLeastOf, Condition, In, NotThat, negated
from rutengine.vocabulary.kinds import Scalar


@attrs.frozen
class Literal:
    """The column has one of the values whose bits are set in `values`."""

    column: int
    values: int


@attrs.frozen
class Every:
    """All parts hold."""

    parts: "tuple[Formula, ...]"


@attrs.frozen
class Some:
    """One part holds."""

    parts: "tuple[Formula, ...]"


@attrs.frozen
class Threshold:
    """At least `count` parts hold."""

    count: int
    parts: "tuple[Formula, ...]"


Formula = Literal | Every | Some | Threshold

TRUE = Every(())
FALSE = Some(())

ColumnKey = tuple[str, str | None]
"""The name of a fact or pattern, and the member of a set fact."""


class Columns:
    """The numbered columns: which fact or pattern each is, and its domain.

    Example:
        >>> columns = Columns([(("a", None), (False, True))])
        >>> columns.formula(NotThat(In("a", None, (True,))))
        Literal(column=0, values=1)
    """

    def __init__(self, columns: Iterable[tuple[ColumnKey, tuple[Scalar, ...]]]) -> None:
        entries = tuple(columns)
        self.keys: tuple[ColumnKey, ...] = tuple(key for key, _ in entries)
        self.domains: tuple[tuple[Scalar, ...], ...] = tuple(domain for _, domain in entries)
        self._numbers: Mapping[ColumnKey, int] = {key: number for number, key in enumerate(self.keys)}
        self._bits = tuple({value: 1 << i for i, value in enumerate(domain)} for domain in self.domains)

    def number(self, name: str, member: str | None = None) -> int:
        """Return the number of a column; KeyError if there is none."""
        return self._numbers[(name, member)]

    def everything(self) -> tuple[int, ...]:
        """Return the full value set of each column."""
        return tuple((1 << len(domain)) - 1 for domain in self.domains)

    def bits(self, column: int, values: Iterable[Scalar]) -> int:
        """Return the value set that holds just `values`."""
        known, total = self._bits[column], 0
        for value in values:
            total |= known[value]
        return total

    def values(self, column: int, bits: int) -> tuple[Scalar, ...]:
        """Return the values of a value set, in the order of the domain."""
        return tuple(value for i, value in enumerate(self.domains[column]) if bits >> i & 1)

    def formula(self, condition: Condition, *, negative: bool = False) -> Formula:
        """Return the normal form of a condition, or with `negative` that of its opposite."""
        match condition:
            case In() | NotThat(In()):
                return self._literal([condition], together=True, negative=negative)
            case NotThat(part):
                return self.formula(part, negative=not negative)
            case AllOf() | AnyOf():
                return self._joined(condition, together=isinstance(condition, AllOf) != negative, negative=negative)
            case AtLeastOf(count, parts):
                joined = tuple(self.formula(part, negative=negative) for part in parts)
                return Threshold(len(parts) - count + 1 if negative else count, joined)

    def _joined(self, condition: AllOf | AnyOf, *, together: bool, negative: bool) -> Formula:
        """Return an "all" (`together`) or an "any"; the comparisons of one fact in it become one literal."""
        compared: dict[int, list[Condition]] = {}
        order: list[Condition | int] = []
        for part in parts_of(condition):
            comparison = part.part if isinstance(part, NotThat) else part
            if isinstance(comparison, In):
                column = self.number(comparison.name, comparison.member)
                if column not in compared:
                    order.append(column)
                compared.setdefault(column, []).append(part)
            else:
                order.append(part)
        joined = [
            self._literal(compared[part], together=together, negative=negative)
            if isinstance(part, int)
            else self.formula(part, negative=negative)
            for part in order
        ]
        return every(joined) if together else some(joined)

    def _literal(self, comparisons: Sequence[Condition], *, together: bool, negative: bool) -> Literal:
        """Return comparisons of one fact as one literal: their values intersected (`together`) or united."""
        column, total = -1, -1 if together else 0
        for condition in comparisons:
            comparison, opposed = (condition.part, True) if isinstance(condition, NotThat) else (condition, False)
            if not isinstance(comparison, In):
                raise TypeError("only comparisons become literals")
            column = self.number(comparison.name, comparison.member)
            bits = self.bits(column, comparison.values)
            if opposed != negative:
                bits ^= (1 << len(self.domains[column])) - 1
            total = total & bits if together else total | bits
        return Literal(column, total)


def parts_of(condition: AllOf | AnyOf) -> list[Condition]:
    """Return the parts of an "all" or an "any", however they are nested and negated inside it.

    Example:
        >>> a, b, c = (In(name, None, (True,)) for name in "abc")
        >>> parts_of(AllOf((a, NotThat(AnyOf((b, c)))))) == [a, NotThat(b), NotThat(c)]
        True
    """
    same, other = (AllOf, AnyOf) if isinstance(condition, AllOf) else (AnyOf, AllOf)
    parts: list[Condition] = []
    for part in condition.parts:
        if isinstance(part, same):
            parts += parts_of(part)
        elif isinstance(part, NotThat) and isinstance(part.part, other):
            parts += parts_of(same(tuple(negated(inner) for inner in part.part.parts)))
        else:
            parts.append(part)
    return parts


def every(parts: Sequence[Formula]) -> Formula:
    """Join formulas by "and"; nested ones are flattened."""
    flat: list[Formula] = []
    for part in parts:
        flat += part.parts if isinstance(part, Every) else (part,)
    return flat[0] if len(flat) == 1 else Every(tuple(flat))


def some(parts: Sequence[Formula]) -> Formula:
    """Join formulas by "or"; nested ones are flattened."""
    flat: list[Formula] = []
    for part in parts:
        flat += part.parts if isinstance(part, Some) else (part,)
    return flat[0] if len(flat) == 1 else Some(tuple(flat))


def columns_of(formula: Formula) -> frozenset[int]:
    """Return the numbers of the columns that a formula reads."""
    if isinstance(formula, Literal):
        return frozenset((formula.column,))
    return frozenset().union(*(columns_of(part) for part in formula.parts))


def literals_of(formula: Formula) -> tuple[Literal, ...]:
    """Return the literals of a formula, from left to right."""
    if isinstance(formula, Literal):
        return (formula,)
    return tuple(literal for part in formula.parts for literal in literals_of(part))


def opposite(formula: Formula, domains: Sequence[Sequence[Scalar]]) -> Formula:
    """Return the normal form of the opposite of a formula."""
    match formula:
        case Literal(column, values):
            return Literal(column, values ^ ((1 << len(domains[column])) - 1))
        case Every(parts):
            return some([opposite(part, domains) for part in parts])
        case Some(parts):
            return every([opposite(part, domains) for part in parts])
        case Threshold(count, parts):
            return Threshold(len(parts) - count + 1, tuple(opposite(part, domains) for part in parts))
