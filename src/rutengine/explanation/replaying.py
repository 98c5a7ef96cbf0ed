"""Replay an explanation: read the pack's own conditions again and compare every line with what the tree says.

This shares no code with the evaluation or with the building of reasons: it interprets the resolved conditions
naively over sets of values. A fired rule must also follow from the facts that the tree shows, all others left open.
"""

from collections.abc import Callable, Iterator, Mapping

from rutengine.explanation.reasons import FactReason, JointReason, PatternReason, Reason, RuleReason, StrategyReasons
from rutengine.model.conditions import (
    AllOf,
    AnyOf,
    AtLeastOf,
    CaseDefinition,
    Condition,
    Definition,
    In,
    LevelDefinition,
    NotThat,
    TruthDefinition,
)
from rutengine.model.pack import CheckedPack
from rutengine.vocabulary.kinds import Scalar

Key = tuple[str, str | None]
Facts = Mapping[Key, frozenset[Scalar]]
"""The possible values of every fact."""


class _World:
    """The possible values of facts, and of the patterns that follow from them, each worked out when it is asked for."""

    def __init__(self, checked: CheckedPack, facts: Facts) -> None:
        self._known = dict(facts)
        self._definitions = {derived.name: derived.definition for derived in checked.derived}

    def possible(self, name: str, member: str | None = None) -> frozenset[Scalar]:
        """Return the possible values of a fact, of a member of a set fact, or of a pattern."""
        key = (name, member)
        if key not in self._known:
            self._known[key] = self._derive(self._definitions[name]) if name in self._definitions else frozenset()
        return self._known[key]

    def _derive(self, definition: Definition) -> frozenset[Scalar]:
        match definition:
            case TruthDefinition(condition):
                so = self.truth(condition)
                return frozenset((False, True) if so is None else (so,))
            case LevelDefinition(reaches):
                truths = [self.truth(condition) for condition in reaches]
                low = max((k for k, so in enumerate(truths, start=1) if so is True), default=0)
                high = max((k for k, so in enumerate(truths, start=1) if so is not False), default=0)
                return frozenset(range(low, high + 1))
            case CaseDefinition(rows, default):
                possible: set[Scalar] = set()
                for condition, value in rows:
                    so = self.truth(condition)
                    if so is not False:
                        possible.add(value)
                    if so is True:
                        return frozenset(possible)
                return frozenset((*possible, default))

    def truth(self, condition: Condition) -> bool | None:
        """Return whether a condition holds for all possible values, for none, or (None) neither."""
        match condition:
            case NotThat(AtLeastOf() as part):
                so = self.truth(part)
                return None if so is None else not so
            case AllOf() | NotThat(AnyOf()):
                truths = self._joined(_parts(condition, together=True), all)
                return False if False in truths else None if None in truths else True
            case In() | AnyOf() | NotThat():
                truths = self._joined(_parts(condition, together=False), any)
                return True if True in truths else None if None in truths else False
            case AtLeastOf(count, parts):
                truths = [self.truth(part) for part in parts]
                if truths.count(True) >= count:
                    return True
                return False if len(truths) - truths.count(False) < count else None

    def _joined(self, parts: list[Condition], join: Callable[[list[bool]], bool]) -> list[bool | None]:
        """Return the truth of each part; comparisons of one fact are taken together."""
        compared: dict[Key, list[Condition]] = {}
        truths: list[bool | None] = []
        for part in parts:
            inner = part.part if isinstance(part, NotThat) else part
            if isinstance(inner, In):
                compared.setdefault((inner.name, inner.member), []).append(part)
            else:
                truths.append(self.truth(part))
        for key, comparisons in compared.items():
            inside = {join([_admits(part, value) for part in comparisons]) for value in self.possible(*key)}
            truths.append(None if len(inside) > 1 else inside.pop())
        return truths


def _admits(comparison: Condition, value: Scalar) -> bool:
    if isinstance(comparison, NotThat):
        return not _admits(comparison.part, value)
    return isinstance(comparison, In) and value in comparison.values


def _parts(condition: Condition, *, together: bool) -> list[Condition]:
    """Return the parts of an "all" (`together`) or of an "any", however they are nested and negated."""
    match condition, together:
        case (AllOf(parts), True) | (AnyOf(parts), False):
            return [inner for part in parts for inner in _parts(part, together=together)]
        case (NotThat(AnyOf(parts)), True) | (NotThat(AllOf(parts)), False):
            return [inner for part in parts for inner in _parts(NotThat(part), together=together)]
        case NotThat(NotThat(part)), _:
            return _parts(part, together=together)
    return [condition]


def replay(reasons: StrategyReasons, checked: CheckedPack, facts: Facts, domains: Facts) -> tuple[str, ...]:
    """Return every difference between the tree and the pack; none if the explanation is right.

    Arguments:
        reasons: the tree.
        checked: the pack.
        facts: the one value of each fact at the assumed completion.
        domains: all values of each fact.
    """
    world = _World(checked, facts)
    told = _told_patterns(reasons)
    wrong: list[str] = []
    for rule in reasons.rules():
        shown = {**domains, **_shown_facts(rule.reasons, told, set())}
        wrong += _rule_differences(rule, reasons.strategy, checked, world, _World(checked, shown))
    return (*wrong, *_score_differences(reasons, checked, world))


def _told_patterns(reasons: StrategyReasons) -> Mapping[tuple[str, tuple[Scalar, ...]], tuple[Reason, ...]]:
    """Return where each pattern is told in full."""
    walked = (reason for rule in reasons.rules() for reason in _walk(rule.reasons))
    return {(r.name, r.wanted): r.reasons for r in walked if isinstance(r, PatternReason) and not r.told}


def _shown_facts(
    reasons: tuple[Reason, ...],
    told: Mapping[tuple[str, tuple[Scalar, ...]], tuple[Reason, ...]],
    seen: set[tuple[str, tuple[Scalar, ...]]],
) -> dict[Key, frozenset[Scalar]]:
    """Return the facts that some reasons rest on, those of patterns told elsewhere among them."""
    shown: dict[Key, frozenset[Scalar]] = {}
    for reason in reasons:
        if isinstance(reason, FactReason):
            shown[(reason.name, reason.member)] = frozenset((reason.value,))
        elif isinstance(reason, JointReason):
            shown |= _shown_facts(reason.reasons, told, seen)
        elif (reason.name, reason.wanted) not in seen:
            seen.add((reason.name, reason.wanted))
            inner = told.get((reason.name, reason.wanted), ()) if reason.told else reason.reasons
            shown |= _shown_facts(inner, told, seen)
    return shown


def _rule_differences(
    rule: RuleReason, strategy: str, checked: CheckedPack, world: _World, partly: _World
) -> list[str]:
    wrong: list[str] = []
    written = next((r for r in checked.pack.rules if r.id == rule.rule), None)
    if written is None:
        return [f"there is no rule `{rule.rule}`"]
    condition = checked.conditions[("rule", rule.rule)]
    if (world.truth(condition) is True) != rule.fired:
        wrong.append(f"`{rule.rule}` did not fire as told")
    if rule.fired and partly.truth(condition) is not True:
        wrong.append(f"`{rule.rule}` does not follow from the facts that are shown")
    table: Mapping[str, object] = getattr(written, rule.effect)
    points = table.get(strategy)
    expected = rule.says if rule.says is not None else abs(rule.points)
    if points != expected or (rule.points < 0) != (rule.effect == "oppose"):
        wrong.append(f"`{rule.rule}` does not {rule.effect} `{strategy}` as told")
    if (rule.because, rule.cite, rule.theme) != (written.because, written.cite, written.theme):
        wrong.append(f"`{rule.rule}` does not say so")
    for reason in _walk(rule.reasons):
        wrong += _reason_differences(reason, world)
    return wrong


def _reason_differences(reason: Reason, world: _World) -> list[str]:
    if isinstance(reason, JointReason):
        alike = [part for part in reason.reasons if part.holds == reason.holds]
        needed = {"all": reason.of, "any": 1, "at_least": reason.count}[reason.kind]
        enough = len(alike) >= needed if reason.holds else bool(alike) or not reason.of
        return [] if enough else [f"a group of kind `{reason.kind}` does not bear out what it says"]
    member = reason.member if isinstance(reason, FactReason) else None
    known = world.possible(reason.name, member)
    wrong = []
    if known != frozenset((reason.value,)):
        wrong.append(f"`{reason.name}` does not have the value that is told")
    if reason.holds != (reason.value in reason.wanted):
        wrong.append(f"`{reason.name}` is not among the wanted values as told")
    return wrong


def _score_differences(reasons: StrategyReasons, checked: CheckedPack, world: _World) -> list[str]:
    """Compute lead, total, fate and threshold again, from all rules of the pack."""
    name = reasons.strategy
    fired = [r for r in checked.pack.rules if world.truth(checked.conditions[("rule", r.id)]) is True]
    support = [r.support[name] for r in fired if name in r.support]
    oppose = [r.oppose[name] for r in fired if name in r.oppose]
    lead, total = max(support, default=0) - sum(oppose), sum(support) - sum(oppose)
    card = next(s for s in checked.pack.strategies if s.id == name)
    threshold = card.threshold if card.threshold is not None else checked.pack.head.threshold
    if any(name in r.require for r in fired):
        fates = {"active", "recommended"}
    elif any(name in r.exclude for r in fired):
        fates = {"excluded"}
    elif any(name in r.defer for r in fired):
        fates = {"deferred"}
    else:
        fates = {"active", "recommended"} if lead >= threshold else {"below_threshold"}
    wrong: list[str] = []
    if (lead, total, threshold) != (reasons.lead, reasons.total, reasons.threshold):
        wrong.append(f"the score of `{name}` is not {reasons.lead} and {reasons.total} against {reasons.threshold}")
    shortfall = 0 if any(name in r.require for r in fired) else max(0, threshold - lead)
    if reasons.shortfall != shortfall:
        wrong.append(f"`{name}` is not {reasons.shortfall} points short")
    open_ = reasons.question == "why_not" and reasons.status != "active"
    if open_ and len(reasons.unfired) != sum(name in r.support for r in checked.pack.rules) - len(support):
        wrong.append(f"not all rules that would support `{name}` are told, or too many")
    if reasons.status not in fates:
        wrong.append(f"the fate of `{name}` is not `{reasons.status}`")
    told = {(rule.rule, rule.effect) for rule in reasons.rules() if rule.fired}
    effects = (
        ("oppose", "exclude", "defer")
        if reasons.question == "why_not"
        else ("support", "oppose", "exclude", "defer", "require")
    )
    for effect in effects:
        expected = {(r.id, effect) for r in fired if name in getattr(r, effect)}
        if expected != {pair for pair in told if pair[1] == effect}:
            wrong += [f"not all rules that {effect} `{name}` are told, or too many"]
    return wrong


def _walk(reasons: tuple[Reason, ...]) -> Iterator[Reason]:
    for reason in reasons:
        yield reason
        if not isinstance(reason, FactReason):
            yield from _walk(reason.reasons)
