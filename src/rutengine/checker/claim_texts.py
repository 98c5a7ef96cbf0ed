"""A claim to its text: reading the text gives a claim that is true of the same decisions.

What is always or never true has no form of its own in the language: inside a claim it is folded away.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeVar

import attrs

from rutengine.checker.claim_fitting import check_claim
from rutengine.checker.claiming import scope_of
from rutengine.diagnostics.errors import ClaimError
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.spans import Span
from rutengine.language.claims import STANCE, Call, ClaimNode, stance_of
from rutengine.language.printer import print_condition
from rutengine.language.syntax import (
    And,
    AtLeast,
    Compare,
    Items,
    Membership,
    Name,
    Not,
    Number,
    Operand,
    Operator,
    Or,
    Text,
)
from rutengine.model.claims import (
    Above,
    AllClaims,
    AnyClaim,
    Claim,
    Count,
    Fate,
    Holds,
    NotClaim,
    Score,
    StanceIs,
    Top,
)
from rutengine.model.conditions import AllOf, AnyOf, AtLeastOf, Condition, In, NotThat, negated
from rutengine.model.pack import CheckedPack
from rutengine.vocabulary.kinds import BoolKind, ChoiceKind, IntKind, Scalar, SetKind

S = TypeVar("S", bool, int, str)

_Said = ClaimNode | bool
"""A tree, or True or False for what is always or never true."""

_NOWHERE: Final = Span(0, 0)
_STANCE: Final = Name((STANCE,), _NOWHERE)
_OPPOSITE: Final[Mapping[Operator, Operator]] = MappingProxyType(
    {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
)


def claim_text(claim: Claim, checked: CheckedPack) -> str:
    """Return a claim as it is written; `resolve_claim` reads it again, unless it is over a limit of the language.

    Raises:
        ClaimError: the claim does not fit the pack, or speaks of a fact called `stance`, which no text can.
    """
    problems = check_claim(claim, checked)
    if problems:
        raise ClaimError("; ".join(problems[: LIMITS.problems_shown]))
    said = _Writer(checked).claim(claim)
    if isinstance(said, bool):
        some = Call(("some",), _NOWHERE, (_name("recommended"),))
        sides = (some, Not(some, _NOWHERE))
        said = Or(sides, _NOWHERE) if said else And(sides, _NOWHERE)
    return print_condition(said)


class _Writer:
    """Turns claims into trees."""

    def __init__(self, checked: CheckedPack) -> None:
        self._meanings = scope_of(checked).meanings
        self._strategies = len(checked.pack.strategies)
        self._stances = tuple(checked.pack.head.stances)

    def claim(self, claim: Claim) -> _Said:
        """Return the tree of a claim."""
        match claim:
            case Fate(fate, strategy):
                return _call(fate, strategy)
            case Top(strategy, strictly):
                return _call("strictly_top" if strictly else "top", strategy)
            case Above(strategy, rival):
                return strategy != rival and _call("above", strategy, rival)
            case Score():
                return _score(claim)
            case StanceIs(stance):
                return self._one_of((stance,))
            case Holds(condition):
                return self._condition(condition)
            case Count(fate, minimum):
                return self._count(fate, minimum)
            case AllClaims(parts):
                return _all([self.claim(part) for part in parts])
            case AnyClaim(parts):
                stances = [part.stance for part in parts if isinstance(part, StanceIs)]
                others = [self.claim(part) for part in parts if not isinstance(part, StanceIs)]
                return _any([self._one_of(stances), *others])
            case NotClaim(Holds(condition)):
                return self._condition(negated(condition))
            case NotClaim(part):
                return _negated(self.claim(part))
            case _:
                raise AssertionError("the claim was checked")

    def _count(self, fate: str, minimum: int) -> _Said:
        if not 0 < minimum <= self._strategies:
            return minimum <= 0
        if minimum == 1:
            return Call(("some",), _NOWHERE, (_name(fate),))
        return _compare(Call(("count",), _NOWHERE, (_name(fate),)), ">=", _number(minimum))

    def _one_of(self, wanted: Sequence[str]) -> _Said:
        """Return that the stance in force is one of some."""
        return _listed(_STANCE, [id for id in self._stances if id in wanted], self._stances)

    def _condition(self, condition: Condition) -> _Said:
        match condition:
            case In():
                return self._comparison(condition)
            case AllOf(parts):
                return _all([self._condition(part) for part in parts])
            case AnyOf(parts):
                return _any([self._condition(part) for part in parts])
            case NotThat(In() as test):
                return self._comparison(test, failing=True)
            case NotThat(part):
                return _negated(self._condition(part))
            case AtLeastOf(count, parts):
                return _at_least(count, [self._condition(part) for part in parts])

    def _comparison(self, test: In, *, failing: bool = False) -> _Said:
        if test.name == STANCE:
            raise ClaimError("in a claim `stance` is the stance in force, so none can speak of the fact `stance`")
        name, kind = _name(test.name), self._meanings[test.name]
        match kind:
            case SetKind():
                member = Membership(_text(test.member or ""), negated=False, container=name, span=_NOWHERE)
                return _truth(member, _kept((False, True), test, failing))
            case BoolKind():
                return _truth(name, _kept(kind.domain, test, failing))
            case IntKind():
                return _numbers(name, _kept(kind.domain, test, failing), kind)
            case ChoiceKind():
                return _listed(name, _kept(kind.domain, test, failing), kind.domain)
            case _:
                raise AssertionError("a condition speaks of facts and patterns")


def _kept(domain: Sequence[S], test: In, failing: bool) -> list[S]:  # noqa: FBT001 -- private and plain
    """Return the values for which a test holds, or fails, in the order of the domain."""
    return [value for value in domain if (value in test.values) != failing]


def _score(score: Score) -> _Said:
    if score.rival == score.strategy or abs(score.minimum) > LIMITS.integer:
        return score.minimum <= 0
    call = _call(score.measure, score.strategy)
    if score.rival is not None:
        call = attrs.evolve(call, rival=_text(score.rival))
    return _compare(call, ">=", _number(score.minimum))


def _truth(node: ClaimNode, values: Sequence[Scalar]) -> _Said:
    """Return that something that is true or false has one of some values."""
    if (True in values) == (False in values):
        return True in values
    return node if True in values else _negated(node)


def _numbers(name: Name, numbers: Sequence[int], kind: IntKind) -> _Said:
    """Return that a whole number is one of some; of neighbours the ends are told."""
    if not 1 < len(numbers) < len(kind.domain) or numbers[-1] - numbers[0] >= len(numbers):
        return _listed(name, numbers, kind.domain)
    low, high = numbers[0], numbers[-1]
    if high == kind.high:
        return _compare(name, ">=", _number(low))
    if low == kind.low:
        return _compare(name, "<=", _number(high))
    return Compare((_number(low), name, _number(high)), ("<=", "<="), _NOWHERE)


def _listed(name: Name, values: Sequence[Scalar], domain: Sequence[Scalar]) -> _Said:
    """Return that something has one of some values, or none of the others if these are fewer."""
    others = [value for value in domain if value not in values]
    if not values or not others:
        return bool(values)
    if len(values) == 1:
        return _compare(name, "==", _constant(values[0]))
    if len(others) == 1:
        return _compare(name, "!=", _constant(others[0]))
    fewer = len(others) < len(values)
    items = tuple(_constant(value) for value in (others if fewer else values))
    return Membership(name, fewer, Items(items, _NOWHERE), _NOWHERE)


def _all(parts: Sequence[_Said]) -> _Said:
    said = _joined(And, parts)
    if not isinstance(said, And):
        return said
    if len({stance_of(node) for node in said.operands} - {None}) > 1:
        return False
    match said.operands:
        case (Compare((subject, Number(low)), (">=",)), Compare((same, Number(high)), ("<",))) if subject == same:
            if high == low + 1:
                return _compare(subject, "==", _number(low))
            return Compare((_number(low), subject, _number(high)), ("<=", "<"), _NOWHERE)
        case _:
            return said


def _any(parts: Sequence[_Said]) -> _Said:
    said = _joined(Or, parts)
    match said:
        case Or((Compare((subject, Number(low)), ("<",)), Compare((same, Number(high)), (">=",)))) if subject == same:
            return _compare(subject, "!=", _number(low)) if high == low + 1 else said
        case _:
            return said


def _joined(kind: type[And | Or], parts: Sequence[_Said]) -> _Said:
    decisive = kind is Or
    kept: list[ClaimNode] = []
    for part in parts:
        if isinstance(part, bool):
            if part == decisive:
                return part
        else:
            kept += part.operands if isinstance(part, kind) else [part]
    if not kept:
        return not decisive
    return kept[0] if len(kept) == 1 else kind(tuple(kept), _NOWHERE)


def _at_least(count: int, parts: Sequence[_Said]) -> _Said:
    nodes = [part for part in parts if not isinstance(part, bool)]
    needed = count - sum(part is True for part in parts)
    if not 0 < needed <= len(nodes):
        return needed <= 0
    if needed in (1, len(nodes)):
        return _any(nodes) if needed == 1 else _all(nodes)
    return AtLeast(_number(needed), tuple(nodes), _NOWHERE)


def _negated(said: _Said) -> _Said:
    match said:
        case bool():
            return not said
        case Not(operand):
            return operand
        case Compare(operands, (operator,)):
            return Compare(operands, (_OPPOSITE[operator],), _NOWHERE)
        case Membership():
            return attrs.evolve(said, negated=not said.negated)
        case _:
            return Not(said, _NOWHERE)


def _compare(left: Operand, operator: Operator, right: Operand) -> Compare:
    return Compare((left, right), (operator,), _NOWHERE)


def _call(function: str, *strategies: str) -> Call:
    return Call((function,), _NOWHERE, tuple(_text(id) for id in strategies))


def _name(dotted: str) -> Name:
    return Name(tuple(dotted.split(".")), _NOWHERE)


def _number(value: int) -> Number:
    return Number(value, _NOWHERE)


def _text(value: str) -> Text:
    return Text(value, _NOWHERE)


def _constant(value: Scalar) -> Number | Text:
    return _text(value) if isinstance(value, str) else _number(value)
