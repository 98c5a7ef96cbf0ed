"""A fact compared with a constant becomes the set of its values for which that holds, or a finding."""

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs

from rutengine.checker.scope import wrong_kind
from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.spans import Span
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.language.syntax import Name, Operator
from rutengine.model.conditions import Condition, In, all_of, any_of, at_least, negated
from rutengine.vocabulary.kinds import BoolKind, ChoiceKind, IntKind, Kind, Scalar, SetKind

_TESTS: Mapping[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SHOWN = 8


@attrs.frozen
class Known:
    """A constant as it stands in a text: its value, where it is written, and its name if it has one."""

    value: int | str
    span: Span
    name: str | None = None

    @property
    def told(self) -> str:
        """What it is, for people."""
        what = "a text" if isinstance(self.value, str) else "a number"
        return what if self.name is None else f"`{self.name}`, which is {self.value}"


def compare(name: Name, kind: Kind, sign: Operator, known: Known, span: Span) -> Condition | Finding:
    """Return when a fact compares so with a constant; `span` is that of the whole comparison."""
    if isinstance(kind, BoolKind):
        hint = f"write `{name.dotted}` or `not {name.dotted}`"
        return wrong_kind(f"`{name.dotted}` is true or false, and is not compared", span, hint=hint)
    if isinstance(kind, SetKind):
        hint = f"write `'...' in {name.dotted}` or `size({name.dotted}) >= 1`"
        return wrong_kind(f"`{name.dotted}` is a set, and is not compared", span, hint=hint)
    if isinstance(kind, ChoiceKind) and sign not in ("==", "!="):
        hint = f"list the values: `{name.dotted} in {{'...', '...'}}`"
        return wrong_kind(f"the values of `{name.dotted}` have no order", span, "`==`, `!=` or `in`", f"`{sign}`", hint)
    wrong = find_misfit(name, kind, known)
    if wrong is not None:
        return wrong
    if isinstance(kind, ChoiceKind):
        return chosen(name, kind, [value for value in kind.values if (value == known.value) == (sign == "==")], span)
    return chosen(name, kind, numbers_that(kind, sign, known.value), span)


def find_misfit(name: Name, kind: IntKind | ChoiceKind, known: Known) -> Finding | None:
    """Return what is wrong with a constant as a value of a fact, or None."""
    if isinstance(kind, IntKind):
        if isinstance(known.value, str):
            plain = known.value.isascii() and known.value.isdigit() and len(known.value) <= _SHOWN
            hint = f"write {int(known.value)} without quotes" if plain else None
            return wrong_kind(f"`{name.dotted}` is a whole number", known.span, kind.expected, known.told, hint)
        return find_outside(f"`{name.dotted}`", kind, known)
    if not isinstance(known.value, str):
        return wrong_kind(f"`{name.dotted}` is a choice of texts", known.span, told(kind), known.told)
    return find_unknown(name, kind.values, known.value, known.span)


def find_outside(what: str, kind: IntKind, known: Known) -> Finding | None:
    """Return the finding that a number lies outside the range of what is compared with it, or None."""
    if isinstance(known.value, str) or kind.low <= known.value <= kind.high:
        return None
    message = f"{what} never is {known.value}"
    found = None if known.name is None else known.told
    return Finding(code="RUT304", message=message, span=known.span, expected=kind.expected, found=found)


def find_unknown(name: Name, values: Sequence[str], value: str, span: Span) -> Finding | None:
    """Return the finding that a text is none of the values of a choice or the members of a set, or None."""
    if value in values:
        return None
    return Finding(
        code="RUT303",
        message=f"{quoted(value)} is not a value of `{name.dotted}`",
        span=span,
        expected=_one_of(values),
        help=did_you_mean(value, values),
    )


def chosen(name: Name, kind: IntKind | ChoiceKind, values: Iterable[Scalar], span: Span) -> Condition | Finding:
    """Return when a fact has one of some values; a finding if it never or always has."""
    kept = tuple(values)
    return find_trivial(f"`{name.dotted}`", kind, len(kept), span) or In(name.dotted, None, kept)


def find_trivial(what: str, kind: IntKind | ChoiceKind, holding: int, span: Span) -> Finding | None:
    """Return the finding that a comparison holds for none, or for each, of the values of a kind; or None."""
    hint = f"{what} is {told(kind)}"
    if holding == 0:
        return Finding(code="RUT305", message="this comparison never holds", span=span, help=hint)
    if holding == len(kind.domain):
        return Finding(code="RUT306", message="this comparison always holds", span=span, help=hint)
    return None


def told(kind: IntKind | ChoiceKind) -> str:
    """Return the values of a kind, the first of them if there are many."""
    return _one_of(kind.values) if isinstance(kind, ChoiceKind) else kind.expected


def _one_of(values: Sequence[str]) -> str:
    return "one of " + ", ".join(f"'{value}'" for value in values[:_SHOWN]) + (" ..." if len(values) > _SHOWN else "")


def numbers_that(kind: IntKind, sign: str, value: int | str) -> tuple[int, ...]:
    """Return the numbers of a range that compare so with a number.

    Example:
        >>> numbers_that(IntKind(0, 4), ">=", 3)
        (3, 4)
    """
    return tuple(number for number in kind.domain if not isinstance(value, str) and _TESTS[sign](number, value))


def compare_extreme(function: str, names: Sequence[tuple[str, IntKind]], sign: Operator, value: int | str) -> Condition:
    """Return when the largest (`max`) or the smallest (`min`) of some facts compares so with a number."""
    if sign in ("==", "!="):
        both = all_of([compare_extreme(function, names, end, value) for end in ("<=", ">=")])
        return both if sign == "==" else negated(both)
    parts: list[Condition] = []
    for name, kind in names:
        values = numbers_that(kind, sign, value)
        all_values = len(values) == len(kind.domain)
        parts.append(all_of(()) if all_values else In(name, None, values) if values else any_of(()))
    rising = sign in (">", ">=")
    return any_of(parts) if rising == (function == "max") else all_of(parts)


def range_of_extreme(function: str, kinds: Sequence[IntKind]) -> IntKind:
    """Return the range of the largest or smallest of some facts.

    Example:
        >>> range_of_extreme("max", [IntKind(0, 4), IntKind(1, 3)])
        IntKind(low=1, high=4)
    """
    pick = max if function == "max" else min
    return IntKind(pick(kind.low for kind in kinds), pick(kind.high for kind in kinds))


def compare_size(name: str, kind: SetKind, sign: Operator, value: int) -> Condition:
    """Return when the number of members of a set compares so with a number."""
    members = [In(name, member, (True,)) for member in kind.members]
    reach, beyond = at_least(value, members), at_least(value + 1, members)
    match sign:
        case ">=":
            return reach
        case ">":
            return beyond
        case "<":
            return negated(reach)
        case "<=":
            return negated(beyond)
        case "==":
            return all_of([reach, negated(beyond)])
        case "!=":
            return any_of([negated(reach), beyond])
