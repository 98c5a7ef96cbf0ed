"""Phrases: a fact, a pattern or a whole condition in the words of the pack.

The same resolved condition that is run is put into words here, so that what is said and what is done cannot differ.
"""

from collections.abc import Mapping
from typing import Final

from rutengine.explanation.reasons import FactReason, PatternReason
from rutengine.model.conditions import AllOf, AnyOf, AtLeastOf, Condition, In, NotThat
from rutengine.model.pack import CheckedPack
from rutengine.model.pattern import Pattern
from rutengine.model.words import FactWords
from rutengine.vocabulary.kinds import BoolKind, ChoiceKind, IntKind, Kind, Scalar, SetKind

ASSUMED: Final = "(assumed)"
"""What marks a line that rests on an assumption."""

FOOTNOTE: Final = f"{ASSUMED}: your answers leave this open, so what is nearest to neutral was taken."
"""What the mark means."""

_PATTERNS = "patterns."


def points(count: int) -> str:
    """Return a number of points in words.

    Example:
        >>> points(1), points(3)
        ('1 point', '3 points')
    """
    return f"{count} point" if abs(count) == 1 else f"{count} points"


class Phrases:
    """Puts the facts and patterns of one pack into words."""

    def __init__(self, checked: CheckedPack) -> None:
        self._words: Mapping[str, FactWords | Pattern] = {
            **{words.name: words for words in checked.pack.words},
            **{f"{_PATTERNS}{pattern.id}": pattern for pattern in checked.pack.patterns},
        }
        self._kinds: dict[str, Kind] = {fact.name: fact.kind for fact in checked.vocabulary.facts}
        for derived in checked.derived:
            self._kinds[derived.name] = _kind(derived.domain)

    def fact(self, reason: FactReason | PatternReason) -> str:
        """Return what is so: the clause of the value that the fact has."""
        member = reason.member if isinstance(reason, FactReason) else None
        return self.clause(reason.name, member, reason.value)

    def wanted(self, reason: FactReason | PatternReason) -> str:
        """Return what a rule asks for: the clause of the values that it wants."""
        member = reason.member if isinstance(reason, FactReason) else None
        return self.condition(In(reason.name, member, reason.wanted))

    def clause(self, name: str, member: str | None, value: Scalar) -> str:
        """Return the clause of one value of a fact, of a member of a set fact, or of a pattern."""
        words, kind = self._words[name], self._kinds[name]
        if member is not None:
            return words.labels[member] if value else f"not so: {words.labels[member]}"
        if isinstance(kind, BoolKind):
            return words.label if value else words.label_not or f"not so: {words.label}"
        if not isinstance(kind, IntKind):
            return words.labels.get(str(value), str(value))
        if value == kind.low and kind.low == 0 and words.label_not is not None:
            return words.label_not
        return f"{words.label} ({_on_scale(value, kind)})"

    def label(self, name: str) -> str:
        """Return the clause of a fact or pattern as such."""
        return self._words[name].label

    def condition(self, condition: Condition) -> str:
        """Return a condition as a clause in plain words.

        Nested groups stand in parentheses, so that the clause can be read in one way only.
        """
        match condition:
            case In(name, member, values):
                return self._wish(name, member, values)
            case NotThat(In(name, member, values)):
                return self._wish(name, member, self._others(name, values))
            case NotThat(part):
                return f"it is not so that {self._grouped(part)}"
            case AllOf(parts):
                return " and ".join(self._grouped(part) for part in parts)
            case AnyOf(parts):
                return " or ".join(self._grouped(part) for part in parts)
            case AtLeastOf(count, parts):
                return f"at least {count} of: " + "; ".join(self._grouped(part) for part in parts)

    def _grouped(self, part: Condition) -> str:
        said = self.condition(part)
        return said if isinstance(part, In | NotThat) else f"({said})"

    def _others(self, name: str, values: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
        kind = self._kinds[name]
        domain: tuple[Scalar, ...] = (False, True) if isinstance(kind, SetKind) else kind.domain
        return tuple(value for value in domain if value not in values)

    def _wish(self, name: str, member: str | None, values: tuple[Scalar, ...]) -> str:
        words, kind = self._words[name], self._kinds[name]
        if not values:
            return f"{words.label} (no answer fits)"
        if isinstance(kind, IntKind):
            return f"{words.label} ({_range(values, kind)})"
        if member is not None or isinstance(kind, BoolKind):
            return self.clause(name, member, values[0])
        return " or ".join(words.labels.get(str(value), str(value)) for value in values)


def _kind(domain: tuple[Scalar, ...]) -> Kind:
    if domain == (False, True):
        return BoolKind()
    if isinstance(domain[0], int):
        return IntKind(0, len(domain) - 1)
    return ChoiceKind(tuple(str(value) for value in domain))


def _on_scale(value: Scalar, kind: IntKind) -> str:
    return f"{value} of {kind.high}" if kind.low == 0 and kind.high <= 4 else f"{value}"


def _range(values: tuple[Scalar, ...], kind: IntKind) -> str:
    numbers = [value for value in values if isinstance(value, int)]
    low, high = numbers[0], numbers[-1]
    if len(numbers) != high - low + 1:
        return " or ".join(str(number) for number in numbers)
    if low == high:
        return f"just {low}"
    if high == kind.high:
        return f"{low} or more"
    return f"at most {high}" if low == kind.low else f"{low} to {high}"
