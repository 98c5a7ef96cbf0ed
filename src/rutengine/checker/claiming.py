"""The text of a claim to its meaning, with every problem at once, each at its place in the text."""

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, get_args

import attrs

from rutengine.checker.report import Place, Report
from rutengine.checker.resolving import Resolver
from rutengine.checker.scope import Constant, Meaning, Scope, Unclear, wrong_kind
from rutengine.diagnostics.diagnostic import Address, Diagnostic, Excerpt, Finding
from rutengine.diagnostics.errors import ClaimError, LanguageError
from rutengine.diagnostics.plaintext import quoted, visible
from rutengine.diagnostics.spans import Span
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.language.claims import STANCE, Call, ClaimNode, parse_claim, stance_of
from rutengine.language.names import MEASURES, names_in
from rutengine.language.printer import print_condition
from rutengine.language.syntax import (
    And,
    AtLeast,
    Compare,
    Membership,
    Name,
    Not,
    Number,
    Operand,
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
    FateKind,
    Holds,
    Measure,
    NotClaim,
    Score,
    StanceIs,
    Top,
)
from rutengine.model.conditions import (
    ALWAYS,
    Condition,
    In,
    all_of,
    any_of,
    at_least,
    negated,
)
from rutengine.model.pack import CheckedPack
from rutengine.vocabulary.kinds import BoolKind, ChoiceKind, IntKind

MOST_COMBINATIONS: Final = 64
"""How many ways to choose its parts an `at_least` over claims may have, those inside each other multiplied."""

_FATES: Final[Mapping[str, FateKind]] = {fate: fate for fate in get_args(FateKind)}
_MEASURES: Final[Mapping[str, Measure]] = {measure: measure for measure in get_args(Measure)}
_NUMBERS: Final = frozenset({*MEASURES, "count"})
_TURN: Final = str.maketrans("<>", "><")
_UNSOUND: Final = Holds(ALWAYS)


def scope_of(checked: CheckedPack) -> Scope:
    """Return what the names in a condition of this pack mean."""
    return Scope.of(checked.vocabulary, checked.pack.patterns, checked.pack.head.constants)


def resolve_claim(claim: str | ClaimNode, checked: CheckedPack, scope: Scope | None = None) -> Claim:
    """Return what a claim means; parts that speak of facts and patterns only become one condition.

    Arguments:
        claim: its text, or the tree of one.
        checked: the pack whose decisions it speaks of.
        scope: what the names in its conditions mean, for who reads many claims of one pack.

    Raises:
        ClaimError: the text is no claim, or does not fit the pack; `diagnostics` has every problem, with its place.
    """
    text = claim if isinstance(claim, str) else print_condition(claim)
    report = Report()
    place = Place(report, Address("claim"), "", text)
    meant: Claim = _UNSOUND
    try:
        node = parse_claim(text)
    except LanguageError as error:
        place.add(error.finding)
    else:
        meant = _ClaimResolver(node, checked, place, scope or scope_of(checked)).claim(node)
    if report.diagnostics:
        shown = sorted((_shown(found, text) for found in report.diagnostics), key=_place)
        count = "a problem" if len(shown) == 1 else f"{len(shown)} problems"
        raise ClaimError(f"the claim has {count}", shown)
    return meant


def _shown(found: Diagnostic, text: str) -> Diagnostic:
    """Return a diagnostic with the line of the claim that it is about."""
    span = found.finding.span
    excerpt = None if span is None or not text else _excerpt(text, span)
    return attrs.evolve(found, subject=None, excerpt=excerpt)


def _excerpt(text: str, span: Span) -> Excerpt:
    start = text.rfind("\n", 0, span.start) + 1
    line = text[start:].partition("\n")[0]
    before, marked = text[start : span.start], span.of(text).partition("\n")[0]
    return Excerpt(
        line=text.count("\n", 0, start) + 1,
        column=len(visible(before)) + 1,
        text=visible(line.replace("\t", " ")),
        width=max(1, len(visible(marked))),
    )


def _place(found: Diagnostic) -> int:
    return 0 if found.finding.span is None else found.finding.span.start


class _ClaimResolver:
    """Resolves one claim; findings go to its place, and a part with a finding is taken for one that is always true.

    Calls and the stance are names with kinds of their own, so that whatever is wrong with their use is found as it is
    for facts.
    """

    def __init__(self, node: ClaimNode, checked: CheckedPack, place: Place, plain: Scope) -> None:
        head = checked.pack.head
        self._strategies = [strategy.id for strategy in checked.pack.strategies]
        self._stances = tuple(head.stances)
        calls = [name for name in names_in(node) if isinstance(name, Call)]
        meanings = {**plain.meanings, STANCE: ChoiceKind(self._stances)}
        self._scope = attrs.evolve(plain, meanings=meanings)
        self._resolver = Resolver(self._scope, place)
        meanings.update((call.dotted, self._meaning(call)) for call in calls)

    def claim(self, node: ClaimNode, copies: int = 1) -> Claim:
        """Return what a tree means; `copies` tells how often it is repeated where `at_least` is written out."""
        match node:
            case Not(operand):
                part = self.claim(operand, copies)
                return Holds(negated(part.condition)) if isinstance(part, Holds) else NotClaim(part)
            case And(operands):
                return self._all(operands, [self.claim(operand, copies) for operand in operands], node.span)
            case Or(operands):
                parts = [self.claim(operand, copies) for operand in operands]
                return _plain(any_of, parts) or AnyClaim(tuple(parts))
            case AtLeast(count, operands):
                return self._at_least(count.value, operands, node.span, copies)
            case Compare(operands, operators) if any(map(_is_claimed, operands)):
                pairs = zip(operands[:-1], operators, operands[1:], strict=True)
                links = [Compare((left, right), (sign,), left.span.to(right.span)) for left, sign, right in pairs]
                return self._all(links, [self._link(link) for link in links], node.span)
            case Membership(Call(function=function) as call) if function in _NUMBERS:
                message, hint = f"`{call.dotted}` is not looked up in a list", "compare it, and join with `or`"
                return self._refuse(wrong_kind(message, call.span, "a comparison", hint=hint))
            case Call(function=function) if function not in _NUMBERS:
                return self._call(node)
            case _:
                return self._condition(node)

    def _call(self, call: Call) -> Claim:
        """Return what a call means that is true or false."""
        ids = [strategy.value for strategy in call.strategies]
        match call.function:
            case "above":
                return Above(ids[0], ids[1])
            case "top" | "strictly_top":
                return Top(ids[0], strictly=call.function == "strictly_top")
            case "some":
                return Count(_fate(call), 1)
            case fate:
                return Fate(_FATES[fate], ids[0])

    def _condition(self, node: ClaimNode) -> Claim:
        """Return what a tree without calls means: a condition, or something of the stance."""
        condition = self._resolver.condition(node)
        if not isinstance(condition, In) or condition.name != STANCE:
            return Holds(condition)
        others = [id for id in self._stances if id not in condition.values]
        if len(others) < len(condition.values):
            return NotClaim(_one_of(others))
        return _one_of([id for id in self._stances if id in condition.values])

    def _link(self, link: Compare) -> Claim:
        """Return what one comparison of a chain means."""
        (left, right), (sign,) = link.operands, link.operators
        if isinstance(left, Call):
            return self._compared(left, sign, right, link)
        if isinstance(right, Call):
            return self._compared(right, sign.translate(_TURN), left, link)
        return self._condition(link)

    def _compared(self, call: Call, sign: str, other: Operand, link: Compare) -> Claim:
        known = self._constant(other)
        if known is None:
            return self._no_constant(call, other, link.span)
        if call.function not in MEASURES:
            self._resolver.condition(link)
            if isinstance(known, str) or call.function != "count":
                return _UNSOUND
            return _number(lambda minimum: Count(_fate(call), minimum), sign, known)
        if isinstance(known, str):
            return self._refuse(wrong_kind(f"`{call.dotted}` is a whole number", other.span, "a number", "a text"))
        measure, rival = _MEASURES[call.function], None if call.rival is None else call.rival.value
        return _number(lambda minimum: Score(measure, call.strategies[0].value, minimum, rival), sign, known)

    def _no_constant(self, call: Call, other: Operand, span: Span) -> Claim:
        meaning = self._scope.meaning(other) if isinstance(other, Name) else None
        if isinstance(meaning, Finding):
            return self._refuse(meaning)
        subtracted = isinstance(other, Call) and other.function == call.function and other.function in MEASURES
        hint = None
        if subtracted and isinstance(other, Call) and call.rival is None and other.rival is None:
            hint = f"write `{call.dotted} - {other.dotted} >= 0`"
        message, expected = f"`{call.dotted}` is not compared with a constant", "a constant on one side"
        return self._refuse(Finding(code="RUT307", message=message, span=span, expected=expected, help=hint))

    def _constant(self, operand: Operand) -> int | str | None:
        match operand:
            case Number(value) | Text(value):
                return value
            case Name():
                meaning = self._scope.meanings.get(operand.dotted)
                return meaning.value if isinstance(meaning, Constant) else None
            case _:
                return None

    def _all(self, nodes: Sequence[ClaimNode], parts: list[Claim], span: Span) -> Claim:
        """Join what some trees mean by "and"."""
        if len({stance_of(node) for node in nodes} - {None}) > 1:
            hint = "a decision has one stance: join them with `or`, or write `stance in {...}`"
            self._refuse(Finding(code="RUT305", message="this claims two stances at once", span=span, help=hint))
        if len(parts) == 1:
            return parts[0]
        return _plain(all_of, parts) or AllClaims(tuple(parts))

    def _at_least(self, count: int, operands: Sequence[ClaimNode], span: Span, copies: int) -> Claim:
        """Write out which claims must hold together; of conditions alone there is a form for it."""
        repeated = copies * math.comb(len(operands) - 1, count - 1)
        parts = [self.claim(operand, repeated) for operand in operands]
        plain = _plain(lambda conditions: at_least(count, conditions), parts)
        if plain is not None:
            return plain
        if count in (1, len(parts)):
            return AnyClaim(tuple(parts)) if count == 1 else self._all(operands, parts, span)
        if copies * math.comb(len(parts), count) > MOST_COMBINATIONS:
            message = "`at_least` over claims has too many ways to choose from them"
            expected = f"at most {MOST_COMBINATIONS}, those inside each other multiplied"
            hint = "write it with fewer claims, or ask for a `count(...)`"
            return self._refuse(Finding(code="RUT208", message=message, span=span, expected=expected, help=hint))
        return AnyClaim(tuple(AllClaims(chosen) for chosen in itertools.combinations(parts, count)))

    def _meaning(self, call: Call) -> Meaning:
        """Return the kind of a call; findings, and a kind of which nothing more is said, for one that means nothing."""
        unknown = [self._unknown(named) for named in call.strategies if named.value not in self._strategies]
        for finding in unknown:
            self._refuse(finding)
        if unknown:
            return Unclear()
        ids = [strategy.value for strategy in call.strategies]
        if len(set(ids)) < len(ids):
            message = "a strategy is not compared with itself"
            expected = "another strategy"
            self._refuse(Finding(code="RUT307", message=message, span=call.span, expected=expected))
        if call.function in MEASURES:
            return IntKind(0, 5)
        return IntKind(0, len(self._strategies)) if call.function == "count" else BoolKind()

    def _unknown(self, named: Text) -> Finding:
        message, expected = f"unknown strategy {quoted(named.value)}", "the id of a strategy of this pack"
        hint = did_you_mean(named.value, self._strategies)
        return Finding(code="RUT402", message=message, span=named.span, expected=expected, help=hint)

    def _refuse(self, finding: Finding) -> Claim:
        self._resolver.refuse(finding)
        return _UNSOUND


def _is_claimed(operand: Operand) -> bool:
    return isinstance(operand, Call) or (isinstance(operand, Name) and operand.dotted == STANCE)


def _fate(call: Call) -> FateKind:
    named = call.arguments[0]
    return _FATES[named.dotted if isinstance(named, Name) else named.value]


def _plain(join: Callable[[list[Condition]], Condition], parts: list[Claim]) -> Holds | None:
    """Return one condition if all parts are conditions, or None."""
    conditions = [part.condition for part in parts if isinstance(part, Holds)]
    return Holds(join(conditions)) if len(conditions) == len(parts) else None


def _one_of(stances: Iterable[str]) -> Claim:
    claims = tuple(StanceIs(id) for id in stances)
    return claims[0] if len(claims) == 1 else AnyClaim(claims)


def _number(reach: Callable[[int], Claim], sign: str, value: int) -> Claim:
    """Return the claim that a number, of which `reach` says that it is at least so large, compares so with another."""
    match sign:
        case ">=":
            return reach(value)
        case ">":
            return reach(value + 1)
        case "<":
            return NotClaim(reach(value))
        case "<=":
            return NotClaim(reach(value + 1))
        case "==":
            return AllClaims((reach(value), NotClaim(reach(value + 1))))
        case _:
            return AnyClaim((NotClaim(reach(value)), reach(value + 1)))
