"""Phrases for claims: what a claim says, in the words of the pack."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from rutengine.compiler.program import Program
from rutengine.model.claims import (
    Above,
    AllClaims,
    AnyClaim,
    Claim,
    Count,
    Fate,
    FateKind,
    Holds,
    NotClaim,
    Score,
    StanceIs,
    Top,
)
from rutengine.model.conditions import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    AtLeastOf,
    Condition,
    In,
    NotThat,
    all_of,
    any_of,
    at_least,
    negated,
)
from rutengine.rendering.phrases import Phrases, points
from rutengine.vocabulary.kinds import Scalar

_OF_ONE: Final[Mapping[FateKind, tuple[str, str]]] = MappingProxyType(
    {
        "recommended": ("{} is recommended", "{} is not recommended"),
        "eligible": ("{} is recommended and not kept for later", "{} is not recommended, or kept for later"),
        "active": ("{} is one of your next steps", "{} is not one of your next steps"),
        "required": ("a rule requires {}", "no rule requires {}"),
        "excluded": ("a rule leaves {} out", "no rule leaves {} out"),
        "deferred": ("a rule puts {} off", "no rule puts {} off"),
    }
)
_OF_MANY: Final[Mapping[FateKind, tuple[str, str]]] = MappingProxyType(
    {
        "recommended": ("is recommended", "are recommended"),
        "eligible": ("is recommended and not kept for later", "are recommended and not kept for later"),
        "active": ("is among your next steps", "are among your next steps"),
        "required": ("is required by a rule", "are required by rules"),
        "excluded": ("is left out by a rule", "are left out by rules"),
        "deferred": ("is put off by a rule", "are put off by rules"),
    }
)


def claim_phrase(program: Program, claim: Claim) -> str:
    """Return a claim as a clause in plain words.

    Nested groups stand in parentheses, so that the clause can be read in one way only.

    Arguments:
        program: of the pack, which has every name in the claim.
        claim: the claim.

    Example:
        >>> from rutengine.career import engine
        >>> from rutengine.model.claims import excluded, top
        >>> claim_phrase(engine().program, top("find-mentor") & ~excluded("career-change"))
        "'Find a mentor' is the first choice and no rule leaves 'Explore a new field step by step' out"
    """
    return _Phraser(program).phrase(claim)


class _Phraser:
    def __init__(self, program: Program) -> None:
        self._columns = program.columns
        self._phrases = Phrases(program.checked)
        self._titles = {step.strategy.id: f"'{step.strategy.title}'" for step in program.strategies}

    def phrase(self, claim: Claim, *, so: bool = True) -> str:
        """Return what a claim says, or with `so=False` what its opposite says."""
        equality = _equality(claim)
        if equality is not None:
            score, equal = equality
            return self._equal(score, so=so == equal)
        match claim:
            case Fate(fate, strategy):
                return _OF_ONE[fate][not so].format(self._titles[strategy])
            case Top(strategy, strictly):
                only = "only " if strictly else ""
                return f"{self._titles[strategy]} {_be(so=so)} the {only}first choice"
            case Above(strategy, rival):
                said = f"{self._titles[strategy]} is recommended and comes before {self._titles[rival]}"
                return said if so else f"it is not so that {said}"
            case Score():
                return self._score(claim, so=so)
            case StanceIs(stance):
                return f"the stance {_be(so=so)} '{stance}'"
            case Count(fate, minimum):
                one, many = _OF_MANY[fate]
                if minimum == 1:
                    return f"{'at least one' if so else 'no'} strategy {one}"
                return f"{'at least' if so else 'fewer than'} {minimum} strategies {many}"
            case NotClaim(part):
                return self.phrase(part, so=not so)
            case AllClaims(parts) | AnyClaim(parts):
                return self._joined(parts, " and " if isinstance(claim, AllClaims) else " or ", so=so)
            case Holds(condition):
                return self._condition(condition if so else negated(condition))
            case _:
                raise AssertionError("the claim was checked")

    def _joined(self, parts: Iterable[Claim], word: str, *, so: bool) -> str:
        said = [self._grouped(part) for part in parts]
        if not said:
            return _constant(holds=(word == " and ") == so)
        joined = word.join(said)
        return joined if so else f"it is not so that ({joined})" if len(said) > 1 else f"it is not so that {joined}"

    def _grouped(self, claim: Claim, *, so: bool = True) -> str:
        match claim:
            case NotClaim(part):
                return self._grouped(part, so=not so)
            case Holds(condition):
                folded = self._folded(condition if so else negated(condition))
                one = isinstance(folded, In) and (len(folded.values) == 1 or isinstance(folded.values[0], int))
            case Fate(fate):
                one = fate != "eligible"
            case _:
                one = not isinstance(claim, Above | AllClaims | AnyClaim) or _equality(claim) is not None
        said = self.phrase(claim, so=so)
        return said if one else f"({said})"

    def _measured(self, claim: Score, *, so: bool = True) -> str:
        subject, verb = ("the strongest reason", "is") if claim.measure == "lead" else ("all reasons together", "are")
        verb = verb if so else f"{verb} not"
        return f"{subject} for {self._titles[claim.strategy]}, objections taken off, {verb} worth"

    def _equal(self, claim: Score, *, so: bool) -> str:
        said, count = self._measured(claim, so=so), points(abs(claim.minimum))
        if claim.rival is None:
            return f"{said} just {points(claim.minimum)}"
        title = self._titles[claim.rival]
        if claim.minimum == 0:
            return f"{said} just as much as for {title}"
        return f"{said} just {count} {'more' if claim.minimum > 0 else 'less'} than for {title}"

    def _score(self, claim: Score, *, so: bool) -> str:
        said = self._measured(claim)
        if claim.rival is None:
            return f"{said} {'at least' if so else 'less than'} {points(claim.minimum)}"
        title, minimum = self._titles[claim.rival], claim.minimum
        if minimum == 0:
            return f"{said} {'at least as much as' if so else 'less than'} for {title}"
        if minimum < 0:
            return f"{said} {'at most' if so else 'more than'} {points(-minimum)} less than for {title}"
        return f"{said} {'at least' if so else 'less than'} {points(minimum)} more than for {title}"

    def _condition(self, condition: Condition) -> str:
        folded = self._folded(condition)
        return _constant(holds=folded == ALWAYS) if folded in (ALWAYS, NEVER) else self._phrases.condition(folded)

    def _domain(self, name: str, member: str | None) -> tuple[Scalar, ...]:
        return self._columns.domains[self._columns.keys.index((name, member))]

    def _folded(self, condition: Condition) -> Condition:
        """Return a condition without parts that always or never hold; for these there are no words."""
        match condition:
            case In(name, member, values):
                domain = self._domain(name, member)
                found = tuple(value for value in domain if value in values)
                return ALWAYS if found == domain else In(name, member, found) if found else NEVER
            case NotThat(In(name, member, values)):
                others = tuple(value for value in self._domain(name, member) if value not in values)
                return self._folded(In(name, member, others))
            case NotThat(part):
                return negated(self._folded(part))
            case AllOf(parts):
                return all_of(self._folded(part) for part in parts)
            case AnyOf(parts):
                return any_of(self._folded(part) for part in parts)
            case AtLeastOf(count, parts):
                folded = [self._folded(part) for part in parts]
                kept = [part for part in folded if part not in (ALWAYS, NEVER)]
                return at_least(count - folded.count(ALWAYS), kept)


def _equality(claim: Claim) -> tuple[Score, bool] | None:
    """Return the number that a claim compares with, as the lower bound, and whether it says that it is just this.

    Arguments:
        claim: both bounds (or neither) of a number that they leave a single value to; for any other, None.
    """
    match claim:
        case AllClaims((Score() as low, NotClaim(Score() as high))):
            equal = True
        case AnyClaim((NotClaim(Score() as low), Score() as high)):
            equal = False
        case _:
            return None
    return (low, equal) if high == attrs.evolve(low, minimum=low.minimum + 1) else None


def _be(*, so: bool) -> str:
    return "is" if so else "is not"


def _constant(*, holds: bool) -> str:
    return "this is always so" if holds else "this is never so"
