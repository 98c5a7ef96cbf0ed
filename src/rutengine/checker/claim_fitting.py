"""Whether a claim that was built as an object fits a pack: every name and value in it exists."""

from collections.abc import Sequence
from typing import Final, cast

from rutengine.checker.check import columns_for
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.language.names import FATES, MEASURES
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
from rutengine.model.conditions import AllOf, AnyOf, AtLeastOf, In, NotThat
from rutengine.model.pack import CheckedPack

MOST_PARTS: Final = 10_000
"""How many parts a claim may have."""


def check_claim(claim: Claim, checked: CheckedPack) -> tuple[str, ...]:
    """Return in words everything in a claim that the pack does not have; nothing for a claim that fits."""
    check = _ClaimCheck(checked)
    pending: list[tuple[object, bool, int]] = [(claim, False, 1)]
    seen = 0
    while pending:
        piece, in_condition, depth = pending.pop()
        seen += 1
        if depth > LIMITS.derived_depth:
            check.report(f"the claim is nested more than {LIMITS.derived_depth} deep: join many in one tuple of parts")
            break
        if seen > MOST_PARTS:
            check.report(f"the claim has more than {MOST_PARTS} parts")
            break
        inside = check.condition(piece) if in_condition else check.claim(piece)
        into = in_condition or isinstance(piece, Holds)
        pending += [(part, into, depth + 1) for part in reversed(inside)]
    return tuple(dict.fromkeys(check.problems))


class _ClaimCheck:
    """Looks at claims and conditions one by one; each returns what is inside it, and problems are kept in words."""

    def __init__(self, checked: CheckedPack) -> None:
        columns = columns_for(checked.pack, checked.vocabulary)
        self._domains = dict(zip(columns.keys, columns.domains, strict=True))
        self._strategies = [strategy.id for strategy in checked.pack.strategies]
        self._stances = list(checked.pack.head.stances)
        self.problems: list[str] = []

    def report(self, problem: str, hint: str | None = None) -> None:
        """Keep a problem."""
        self.problems.append(problem if hint is None else f"{problem}; {hint}")

    def claim(self, claim: object) -> tuple[object, ...]:
        """Check one claim."""
        match claim:
            case Fate(fate, strategy):
                self._known("fate", fate, FATES)
                self._known("strategy", strategy, self._strategies)
            case Top(strategy):
                self._known("strategy", strategy, self._strategies)
            case Above(strategy, rival):
                self._known("strategy", strategy, self._strategies)
                self._known("strategy", rival, self._strategies)
            case Score(measure, strategy, minimum, rival):
                self._known("measure", measure, MEASURES)
                self._known("strategy", strategy, self._strategies)
                self._whole("minimum", minimum)
                if rival is not None:
                    self._known("strategy", rival, self._strategies)
            case StanceIs(stance):
                self._known("stance", stance, self._stances)
            case Count(fate, minimum):
                self._known("fate", fate, FATES)
                self._whole("minimum", minimum)
            case Holds(inner) | NotClaim(inner):
                return (inner,)
            case AllClaims(parts) | AnyClaim(parts):
                return self._parts(parts)
            case _:
                self.report(f"expected a claim, found {_kind(claim)}")
        return ()

    def condition(self, condition: object) -> tuple[object, ...]:
        """Check one condition."""
        match condition:
            case In(name, member, values):
                self._values(name, member, values)
            case NotThat(part):
                return (part,)
            case AllOf(parts) | AnyOf(parts):
                return self._parts(parts)
            case AtLeastOf(count, parts):
                self._whole("count", count)
                return self._parts(parts)
            case _:
                self.report(f"expected a condition with its names resolved, found {_kind(condition)}")
        return ()

    def _known(self, what: str, named: object, known: Sequence[str]) -> None:
        if not isinstance(named, str):
            self.report(f"a {what} is named by a text, found {_kind(named)}")
        elif named not in known:
            self.report(f"unknown {what} {quoted(named)}", did_you_mean(named, known))

    def _whole(self, what: str, number: object) -> None:
        if not isinstance(number, int) or isinstance(number, bool):
            self.report(f"the {what} is a whole number, found {_kind(number)}")

    def _parts(self, parts: object) -> tuple[object, ...]:
        if isinstance(parts, tuple):
            return cast("tuple[object, ...]", parts)
        self.report(f"the parts stand in a tuple, found {_kind(parts)}")
        return ()

    def _values(self, name: object, member: object, values: object) -> None:
        names = list(dict.fromkeys(key for key, _ in self._domains))
        self._known("fact or pattern", name, names)
        members = [inner for known, inner in self._domains if known == name]
        if not isinstance(name, str) or not members:
            return
        if member not in members:
            problem = f"{quoted(name)} has no members" if members == [None] else f"{quoted(name)} has no such member"
            texts = [inner for inner in members if inner is not None]
            self.report(problem, did_you_mean(member, texts) if isinstance(member, str) else None)
            return
        domain = next(values for key, values in self._domains.items() if key == (name, member))
        for value in self._parts(values):
            if not any(value == known and isinstance(value, bool) == isinstance(known, bool) for known in domain):
                self.report(f"{quoted(name)} never is {quoted(str(value))}")


def _kind(thing: object) -> str:
    return quoted(type(thing).__name__)
