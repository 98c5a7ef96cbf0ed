"""The nodes of an explanation: plain records from a strategy down to the answers."""

from typing import Literal

import attrs

from rutengine.evaluation.outcome import Status
from rutengine.explanation.contrasting import RankContrast
from rutengine.vocabulary.kinds import Scalar

Question = Literal["why", "why_not"]
Effect = Literal["support", "oppose", "exclude", "defer", "require"]
Cut = Literal["stance", "limit"]


class _Untold:
    """A record whose `repr` tells nothing of the person."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


@attrs.frozen(kw_only=True, repr=False)
class FactReason(_Untold):
    """A given fact has, or lacks, one of some values.

    Arguments:
        name: the dotted name of the fact.
        member: the member, of a set fact.
        wanted: the values that the rule asks for.
        value: the value at the assumed completion.
        holds: whether `value` is wanted.
        assumed: whether the answers leave open if it holds, so that it rests on the neutral value.
    """

    kind: Literal["fact"] = "fact"
    name: str
    member: str | None
    wanted: tuple[Scalar, ...]
    value: Scalar
    holds: bool
    assumed: bool


@attrs.frozen(kw_only=True, repr=False)
class PatternReason(_Untold):
    """A derived fact has, or lacks, one of some values, and why.

    `told` says that its reasons were already told elsewhere in the same explanation; then they are left out here.
    """

    kind: Literal["pattern"] = "pattern"
    name: str
    wanted: tuple[Scalar, ...]
    value: Scalar
    holds: bool
    told: bool
    reasons: "tuple[Reason, ...]"


@attrs.frozen(kw_only=True, repr=False)
class JointReason(_Untold):
    """Several conditions together: all, any, or at least `count` of `of`; the telling ones are shown."""

    kind: Literal["all", "any", "at_least"]
    holds: bool
    count: int
    of: int
    reasons: "tuple[Reason, ...]"


Reason = FactReason | PatternReason | JointReason


@attrs.frozen(kw_only=True, repr=False)
class RuleReason(_Untold):
    """What a rule does to the strategy, and why it fired or did not.

    Arguments:
        rule, theme: its ids.
        effect: what it does to the strategy.
        points: the points, negative against; 0 for the other effects.
        says: the reason given to the person, for `exclude`, `defer` and `require`.
        because, cite: as in the rule.
        fired: whether the condition holds.
        reasons: of a fired rule what makes it hold; of another what is missing.
    """

    rule: str
    theme: str
    effect: Effect
    points: int
    says: str | None
    because: str
    cite: tuple[str, ...]
    fired: bool
    reasons: tuple[Reason, ...]


@attrs.frozen(kw_only=True, repr=False)
class ThemeReasons(_Untold):
    """The rules of one theme, strongest first."""

    theme: str
    rules: tuple[RuleReason, ...]


@attrs.frozen(kw_only=True, repr=False)
class StrategyReasons(_Untold):
    """Why a strategy has its fate.

    Arguments:
        question: `why`, or `why_not`.
        strategy, status, lead, total, threshold, rank: as in the outcome.
        shortfall: how many points of lead are missing; 0 if none are.
        stance: the stance in force.
        cut: why a recommended strategy is not active: the stance does not show it, or the places are taken.
        ahead: when the places are taken, by which strategies.
        contrast: for `why_not`, when the places are taken, why the last of those comes before it.
        equals: the recommended strategies with the same key; no one of them is better.
        require, exclude, defer: the rules that say so.
        support, oppose: the rules that give or take points, by theme, strongest first.
        unfired: for `why_not`, the rules that would have supported it, strongest first, with what is missing.
    """

    question: Question
    strategy: str
    status: Status
    lead: int
    total: int
    threshold: int
    rank: int | None
    shortfall: int
    stance: str
    cut: Cut | None
    ahead: tuple[str, ...]
    contrast: RankContrast | None
    equals: tuple[str, ...]
    require: tuple[RuleReason, ...]
    exclude: tuple[RuleReason, ...]
    defer: tuple[RuleReason, ...]
    support: tuple[ThemeReasons, ...]
    oppose: tuple[ThemeReasons, ...]
    unfired: tuple[RuleReason, ...]

    def rules(self) -> tuple[RuleReason, ...]:
        """Return every rule of the tree, in the order in which it is told."""
        themed = tuple(rule for themes in (self.support, self.oppose) for theme in themes for rule in theme.rules)
        return (*self.require, *self.exclude, *self.defer, *themed, *self.unfired)
