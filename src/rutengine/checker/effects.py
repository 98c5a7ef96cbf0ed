"""Rules: at least one effect, on strategies that exist, that makes sense; and every strategy can be recommended."""

from collections.abc import Iterable

from rutengine.checker.references import References
from rutengine.checker.report import Place, Report, out_of_bounds, position_of
from rutengine.diagnostics.diagnostic import Address, Finding
from rutengine.diagnostics.plaintext import quoted
from rutengine.model.pack import Pack
from rutengine.model.rule import Rule
from rutengine.model.strategy import Role

_NAMING = ("support", "oppose", "exclude", "defer", "require", "note")
_RECOMMENDING = ("support", "require")
_PINNED = 99


def check_rules(
    pack: Pack, made: tuple[Rule, ...], references: References, report: Report, incomplete: frozenset[str]
) -> None:
    """Check every rule as it was written, and what they can do together with those `made` of the history table."""
    roles: dict[str, Role] = {strategy.id: strategy.role for strategy in pack.strategies}
    _check_themes(pack.rules, references, report)
    _check_ids(pack.rules, made, report)
    for rule in pack.rules:
        place = Place(report, rule.address, f"rule `{rule.id}`")
        _check_rule(rule, references, roles, place)
        if "rules" not in incomplete:
            _check_effect(rule, place)
    lost = any(
        strategy not in references.strategies
        for rule in pack.rules
        for key in _RECOMMENDING
        for strategy in getattr(rule, key)
    )
    if not lost and not {"rules", "strategies"} & incomplete:
        _check_reach(pack, (*pack.rules, *made), report)


def _check_themes(rules: Iterable[Rule], references: References, report: Report) -> None:
    """Report once for each file that its name is no declared theme."""
    for theme, file in dict.fromkeys((rule.theme, rule.address.file) for rule in rules):
        references.declared("theme", theme, Place(report, Address(file), f"theme {quoted(theme)}"))


def _check_ids(rules: Iterable[Rule], made: Iterable[Rule], report: Report) -> None:
    seen: dict[str, Rule] = {}
    taken = {rule.id for rule in made}
    for rule in sorted(rules, key=lambda rule: (rule.address.file, position_of(rule.address))):
        place = Place(report, rule.address.at("id"), f"rule `{rule.id}`")
        first = seen.setdefault(rule.id, rule)
        if rule.id in taken:
            message = f"the history table makes a rule with the id `{rule.id}`"
            hint = "`history-STRATEGY` is the id of such a rule"
            place.add(Finding(code="RUT401", message=message, expected="an id of its own", help=hint))
        elif first is not rule:
            message = f"two rules have the id `{rule.id}`"
            hint = f"the other one is rule {position_of(first.address) + 1} of `{first.address.file}`"
            place.add(Finding(code="RUT401", message=message, expected="an id of its own", help=hint))


def _check_effect(rule: Rule, place: Place) -> None:
    if not any(getattr(rule, key) for key in _NAMING) and rule.notice is None and rule.stance is None:
        expected = "at least one of `support`, `oppose`, `exclude`, `defer`, `require`, `note`, `notice`, `stance`"
        place.add(Finding(code="RUT501", message=f"the rule `{rule.id}` has no effect", expected=expected))


def _check_rule(rule: Rule, references: References, roles: dict[str, Role], place: Place) -> None:
    references.cited(rule.cite, place.at("cite"))
    if not rule.cite:
        place.at("cite").add(Finding(code="RUT209", message="`cite` has no citation in it"))
    if rule.stance is not None:
        references.declared("stance", rule.stance, place.at("stance"))
    for key in _NAMING:
        for strategy in getattr(rule, key):
            references.strategy(strategy, place.at(key, strategy))
    for key, points in (("support", rule.support), ("oppose", rule.oppose)):
        for strategy, value in points.items():
            if not 1 <= value <= 5:
                wrong = out_of_bounds(f"{key}.{strategy}", value, "a whole number from 1 to 5")
                place.at(key, strategy).add(wrong)
    _check_fates(rule, roles, place)


def _check_fates(rule: Rule, roles: dict[str, Role], place: Place) -> None:
    for strategy in sorted(set(rule.support) & set(rule.oppose)):
        message = f"the rule both supports and opposes `{strategy}`"
        place.at("oppose", strategy).add(Finding(code="RUT504", message=message, expected="one of the two"))
    for key in ("exclude", "defer"):
        for strategy in getattr(rule, key):
            if roles.get(strategy) == "safety":
                message = f"the rule would {key} the safety strategy `{strategy}`"
                hint = "a safety strategy can be opposed, but never taken away"
                place.at(key, strategy).add(Finding(code="RUT502", message=message, help=hint))
    for strategy in rule.require:
        if roles.get(strategy, "safety") != "safety":
            message = f"the rule requires `{strategy}`, which is not a safety strategy"
            hint = f"write `support.{strategy} = 5` instead"
            place.at("require", strategy).add(Finding(code="RUT503", message=message, help=hint))


def _check_reach(pack: Pack, rules: Iterable[Rule], report: Report) -> None:
    strongest: dict[str, int] = {}
    for rule in rules:
        for supported, points in rule.support.items():
            strongest[supported] = max(points, strongest.get(supported, 0))
        for required in rule.require:
            strongest[required] = _PINNED
    for strategy in pack.strategies:
        threshold = pack.head.threshold_of(strategy)
        best = strongest.get(strategy.id, 0)
        if best < threshold:
            place = Place(report, strategy.address, f"strategy `{strategy.id}`")
            if strategy.threshold is not None:
                place = place.at("threshold")
            message = f"no rule can ever recommend `{strategy.id}`"
            enough = "1 point" if threshold == 1 else f"{threshold} points"
            expected = f"a rule that supports it with {enough} or more, its threshold"
            found = f"no rule that supports it with more than {best}" if best else "no rule that supports it"
            place.add(Finding(code="RUT506", message=message, expected=expected, found=found))
