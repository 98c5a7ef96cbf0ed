"""Replay an explanation: read the pack's own conditions again and compare every line with what the tree says.

This shares no code with the evaluation or with the building of reasons: `worlds` interprets the resolved conditions
naively over sets of values. A fired rule must also follow from the facts that the tree shows, all others left open.
"""

from collections.abc import Iterator, Mapping

from rutengine.explanation.checking_contrasts import contrast_differences
from rutengine.explanation.reasons import FactReason, JointReason, PatternReason, Reason, RuleReason, StrategyReasons
from rutengine.explanation.worlds import Facts, Key, World
from rutengine.model.pack import CheckedPack
from rutengine.vocabulary.kinds import Scalar


def replay(reasons: StrategyReasons, checked: CheckedPack, facts: Facts, domains: Facts) -> tuple[str, ...]:
    """Return every difference between the tree and the pack; none if the explanation is right.

    Arguments:
        reasons: the tree.
        checked: the pack.
        facts: the one value of each fact at the assumed completion.
        domains: all values of each fact.
    """
    world = World(checked, facts)
    told = _told_patterns(reasons)
    wrong: list[str] = []
    for rule in reasons.rules():
        shown = {**domains, **_shown_facts(rule.reasons, told, set())}
        wrong += _rule_differences(rule, reasons.strategy, checked, world, World(checked, shown))
    wrong += _rival_differences(reasons)
    if reasons.contrast is not None:
        wrong += contrast_differences(reasons.contrast, checked, facts)
    return (*wrong, *_score_differences(reasons, checked, world))


def _rival_differences(reasons: StrategyReasons) -> list[str]:
    """Check whom it is compared with: the last of those that took the places, if that is why it is not active."""
    contrast = reasons.contrast
    told = None if contrast is None else (contrast.winner, contrast.loser)
    outranked = reasons.question == "why_not" and reasons.cut == "limit"
    expected = (reasons.ahead[-1], reasons.strategy) if outranked and reasons.ahead else None
    return [] if told == expected else [f"`{reasons.strategy}` is not compared with what comes before it"]


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


def _rule_differences(rule: RuleReason, strategy: str, checked: CheckedPack, world: World, partly: World) -> list[str]:
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


def _reason_differences(reason: Reason, world: World) -> list[str]:
    if isinstance(reason, JointReason):
        alike = [part for part in reason.reasons if part.holds == reason.holds]
        needed = {"all": reason.of, "any": 1, "at_least": reason.count}[reason.kind]
        enough = len(alike) >= needed if reason.holds else bool(alike) or not reason.of
        return [] if enough else [f"a group of kind `{reason.kind}` does not bear out what it says"]
    member = reason.member if isinstance(reason, FactReason) else None
    known = world.possible(reason.name, member)
    wrong: list[str] = []
    if known != frozenset((reason.value,)):
        wrong.append(f"`{reason.name}` does not have the value that is told")
    if reason.holds != (reason.value in reason.wanted):
        wrong.append(f"`{reason.name}` is not among the wanted values as told")
    return wrong


def _score_differences(reasons: StrategyReasons, checked: CheckedPack, world: World) -> list[str]:
    """Compute lead, total, fate and threshold again, from all rules of the pack."""
    name = reasons.strategy
    fired = [r for r in checked.pack.rules if world.truth(checked.conditions[("rule", r.id)]) is True]
    support = [r.support[name] for r in fired if name in r.support]
    oppose = [r.oppose[name] for r in fired if name in r.oppose]
    lead, total = max(support, default=0) - sum(oppose), sum(support) - sum(oppose)
    card = next(s for s in checked.pack.strategies if s.id == name)
    threshold = checked.pack.head.threshold_of(card)
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
