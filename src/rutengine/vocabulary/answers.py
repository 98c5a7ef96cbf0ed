"""What an answer leaves possible: a set of values as the bits of one int, bit i for the i-th value of the domain."""

from collections.abc import Callable

import attrs

from rutengine.diagnostics.errors import Problem
from rutengine.diagnostics.limits import LIMITS
from rutengine.vocabulary.kinds import BoolKind, ChoiceKind, IntKind, Kind, Scalar, ScalarKind, SetKind
from rutengine.vocabulary.possible import Between, Members, OneOf, Possible
from rutengine.vocabulary.vocabulary import Fact, Vocabulary, is_text

NO, YES, EITHER = 1, 2, 3
"""The value sets of a boolean fact."""


@attrs.frozen
class Variable:
    """One column of the profile: a fact that is not a set, or one member of a set fact.

    Arguments:
        name: the dotted name of the fact.
        member: the member, for a set fact.
        domain: the values, in order.
        assume: the position of the neutral value in the domain.
        ordered: whether the domain is one of whole numbers.
    """

    name: str
    member: str | None
    domain: tuple[Scalar, ...]
    assume: int
    ordered: bool


def variables_of(fact: Fact) -> tuple[Variable, ...]:
    """Return the columns of a fact: one, or for a set fact one for each member.

    Example:
        >>> fact = Fact(name="tried", kind=SetKind(("a", "b")), assume=frozenset({"b"}))
        >>> [(v.member, v.assume) for v in variables_of(fact)]
        [('a', 0), ('b', 1)]
    """
    kind = fact.kind
    if isinstance(kind, SetKind):
        assumed = fact.assume if isinstance(fact.assume, frozenset) else frozenset()
        return tuple(Variable(fact.name, m, (False, True), int(m in assumed), ordered=False) for m in kind.members)
    domain: tuple[Scalar, ...] = kind.domain
    return (Variable(fact.name, None, domain, domain.index(_scalar(fact.assume)), isinstance(kind, IntKind)),)


def _scalar(value: object) -> Scalar:
    if isinstance(value, bool | int | str):
        return value
    raise TypeError("a set is not a single value")


def possible_values(fact: Fact, answer: object) -> tuple[int, ...] | Problem:
    """Return the value set of every column of `fact` that `answer` leaves possible, or what is wrong with it.

    Nothing is coerced, and the problem never repeats the answer.

    Example:
        >>> fact = Fact(name="n", kind=IntKind(0, 4), assume=0)
        >>> [bin(values) for values in possible_values(fact, Between(2, 4))]
        ['0b11100']
        >>> print(possible_values(fact, "3"))
        `n`: expected a whole number from 0 to 4, found a text
    """
    kind = fact.kind
    if isinstance(kind, SetKind):
        return _possible_members(fact, kind, answer)
    values = _possible_scalars(kind, answer)
    if values is None:
        return _problem(fact, kind, answer)
    return (values,)


def _possible_scalars(kind: ScalarKind, answer: object) -> int | None:
    if answer is None:
        return (1 << len(kind.domain)) - 1
    if isinstance(answer, Between):
        return _range(kind, answer.low, answer.high)
    if isinstance(answer, OneOf) and isinstance(answer.values, tuple):
        bits = [_bit(kind, value) for value in answer.values[: LIMITS.fact_values + 1]]
        present = [bit for bit in bits if bit is not None]
        return None if not bits or len(present) < len(bits) else _union(present)
    return _bit(kind, answer)


def _union(bits: list[int]) -> int:
    union = 0
    for bit in bits:
        union |= bit
    return union


def _range(kind: ScalarKind, low: object, high: object) -> int | None:
    first, last = _bit(kind, low), _bit(kind, high)
    if not isinstance(kind, IntKind) or first is None or last is None or first > last:
        return None
    return (last << 1) - first


def _bit(kind: ScalarKind, value: object) -> int | None:
    match kind:
        case BoolKind():
            return (YES if value else NO) if type(value) is bool else None
        case IntKind(low, high):
            return 1 << (value - low) if type(value) is int and low <= value <= high else None
        case ChoiceKind(values):
            return 1 << values.index(value) if is_text(value) and value in values else None


def _possible_members(fact: Fact, kind: SetKind, answer: object) -> tuple[int, ...] | Problem:
    if answer is None:
        return (EITHER,) * len(kind.members)
    if isinstance(answer, Members) and isinstance(answer.has, frozenset) and isinstance(answer.lacks, frozenset):
        has, lacks, whole = answer.has, answer.lacks, False
    elif isinstance(answer, frozenset | set):
        has, lacks, whole = frozenset(answer), frozenset(), True
    else:
        return _problem(fact, kind, answer)
    known = set(kind.members)
    if not all(is_text(item) for item in has | lacks) or not (has | lacks) <= known or has & lacks:
        return _problem(fact, kind, answer)
    rest = NO if whole else EITHER
    return tuple(YES if m in has else NO if m in lacks else rest for m in kind.members)


def _problem(fact: Fact, kind: Kind, answer: object) -> Problem:
    found = describe(answer)
    if isinstance(kind, IntKind) and type(answer) is int:
        found += " outside that range"
    if isinstance(kind, ChoiceKind) and isinstance(answer, str):
        found += " that is not one of them"
    return Problem(path=fact.name, expected=kind.expected, found=found)


def describe(answer: object) -> str:
    """Say what kind of thing an answer is, without its value.

    Example:
        >>> describe("secret"), describe(True), describe(7)
        ('a text', 'true or false', 'a whole number')
    """
    names: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "true or false"),
        (int, "a whole number"),
        (float, "a decimal number"),
        (str, "a text"),
        (Possible, "possible values that do not fit"),
        (dict, "a table"),
        ((list, tuple), "a list"),
        ((set, frozenset), "a set with an unknown member"),
    )
    if answer is None:
        return "nothing"
    return next((name for cls, name in names if isinstance(answer, cls)), "something else")


def read_profile(
    vocabulary: Vocabulary[object], read: Callable[[Fact], object]
) -> tuple[tuple[int, ...], list[Problem]]:
    """Return the value sets of all columns, and every problem; `read` gives the answer to a fact."""
    columns: list[int] = []
    problems: list[Problem] = []
    for fact in vocabulary.facts:
        values = possible_values(fact, read(fact))
        if isinstance(values, Problem):
            problems.append(values)
        else:
            columns += values
    return tuple(columns), problems
