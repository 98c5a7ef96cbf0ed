"""Scenarios: what they expect exists and is said as claims, and a person has said why it is right."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from rutengine.checker.claiming import scope_of
from rutengine.checker.reading import claim_there
from rutengine.checker.references import References
from rutengine.checker.report import Place, Report
from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.model.claims import (
    Claim,
    active,
    deferred,
    excluded,
    holds,
    recommended,
    required,
    stance_is,
    top,
)
from rutengine.model.conditions import Condition, any_of, negated
from rutengine.model.pack import CheckedPack
from rutengine.model.scenario import CheckedScenario, Expectation, Scenario
from rutengine.model.table import Table

_FATES: Final[Mapping[str, Callable[[str], Claim]]] = {
    "active": active,
    "recommended": recommended,
    "required": required,
    "excluded": excluded,
    "deferred": deferred,
    "not_active": lambda strategy: ~active(strategy),
    "never": lambda strategy: ~recommended(strategy),
}


def check_scenarios(
    checked: CheckedPack, references: References, report: Report, *, rules_known: bool
) -> tuple[CheckedScenario, ...]:
    """Return the scenarios with what they expect as claims; what has a finding is left out.

    Arguments:
        checked: the pack; of it, only what claims can speak of is used, and the conditions of rules.
        references: the ids that exist.
        report: takes the findings.
        rules_known: whether every rule was read; if not, one that is not there is taken for a lost one.
    """
    check = _ScenarioCheck(checked, references, rules_known=rules_known)
    return tuple(
        check.read(scenario, Place(report, scenario.address, f"scenario `{scenario.id}`"))
        for scenario in checked.pack.scenarios
    )


def routes_meant(beginning: str, texts: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers of the routes that have a text, or else of those whose texts begin with it.

    Several are meant only if their texts are equal: then it is any of them.

    Arguments:
        beginning: what a scenario says of the route.
        texts: the texts of all routes of the strategy, in their order.

    Example:
        >>> routes_meant("Go", ["Go far", "Go", "Go"]), routes_meant("Go f", ["Go far", "Go", "Go"])
        ((1, 2), (0,))
    """
    same = tuple(i for i, text in enumerate(texts) if text == beginning)
    return same or tuple(i for i, text in enumerate(texts) if text.startswith(beginning))


class _ScenarioCheck:
    def __init__(self, checked: CheckedPack, references: References, *, rules_known: bool) -> None:
        self._checked = checked
        self._scope = scope_of(checked)
        self._references = references
        self._rules = [rule.id for rule in checked.pack.rules]
        self._rules_known = rules_known

    def read(self, scenario: Scenario, place: Place) -> CheckedScenario:
        """Check one scenario."""
        self._references.cited(scenario.cite, place.at("cite"))
        if scenario.why is None and scenario.origin == "written":
            message = f"the scenario `{scenario.id}` does not say why this outcome is right"
            hint = 'add `why = "..."`; only one with `origin = "generated"` may do without'
            place.add(Finding(code="RUT603", message=message, help=hint))
        if scenario.expect == Expectation():
            message = f"the scenario `{scenario.id}` expects nothing"
            expected = "at least one key in `[expect]`, such as `top` or `active`"
            place.at("expect").add(Finding(code="RUT602", message=message, expected=expected))
        here = place.at("expect")
        routes = dict(self._routes(scenario.expect.route, here.at("route")))
        return CheckedScenario(
            scenario=scenario,
            expected=(
                *self._named(scenario.expect, here),
                *(taken for _, taken in routes.values()),
                *self._claims("claims", scenario.expect.claims, here),
            ),
            settled=tuple(self._claims("settled", scenario.expect.settled, here)),
            routes=Table({strategy: how for strategy, (how, _) in routes.items()}),
        )

    def _named(self, expect: Expectation, place: Place) -> Iterator[tuple[str, Claim]]:
        """Visit what is expected of strategies, stance and rules by their names."""
        if expect.top is not None and self._references.strategy(expect.top, place.at("top")):
            yield f"top: {expect.top}", top(expect.top)
        for key, claim in _FATES.items():
            strategies: tuple[str, ...] = getattr(expect, key)
            for i, strategy in enumerate(strategies):
                if self._references.strategy(strategy, place.at(key, i)):
                    yield f"{key}: {strategy}", claim(strategy)
        if expect.stance is not None:
            self._references.declared("stance", expect.stance, place.at("stance"))
            yield f"stance: {expect.stance}", stance_is(expect.stance)
        for i, rule in enumerate(expect.because):
            for condition in self._rule(rule, place.at("because", i)):
                yield f"because: {rule}", holds(condition)
        for i, rule in enumerate(expect.not_because):
            for condition in self._rule(rule, place.at("not_because", i)):
                yield f"not_because: {rule}", holds(negated(condition))

    def _rule(self, rule: str, place: Place) -> Iterator[Condition]:
        condition = self._checked.conditions.get(("rule", rule))
        if condition is not None:
            yield condition
        elif self._rules_known and rule not in self._rules:
            message, hint = f"unknown rule {quoted(rule)}", did_you_mean(rule, self._rules)
            place.add(Finding(code="RUT604", message=message, expected="the id of a rule of this pack", help=hint))

    def _routes(self, expected: Table[str], place: Place) -> Iterator[tuple[str, tuple[str, tuple[str, Claim]]]]:
        """Visit the routes that are meant, by strategy: the whole text of each, and that it is taken."""
        cards = {strategy.id: strategy for strategy in self._checked.pack.strategies}
        for id, beginning in expected.items():
            if not self._references.strategy(id, place.at(id)) or id not in cards:
                continue
            texts = [route.how for route in cards[id].routes]
            meant = routes_meant(beginning, texts)
            if len({texts[i] for i in meant}) == 1:
                taken = recommended(id) & holds(any_of(self._checked.route_taken(id, i) for i in meant))
                yield id, (texts[meant[0]], (f"route: {id} by {beginning!r}", taken))
                continue
            how = "no route" if not meant else "more than one route"
            message = f"{how} of `{id}` begins with {quoted(beginning)}"
            expected_text = f"the beginning of one of its {len(texts)} routes" if texts else "a strategy with routes"
            finding = Finding(
                code="RUT606", message=message, expected=expected_text, help=did_you_mean(beginning, texts)
            )
            place.at(id).add(finding)

    def _claims(self, key: str, texts: tuple[str, ...], place: Place) -> Iterator[tuple[str, Claim]]:
        for i, text in enumerate(texts):
            claim = claim_there(text, self._checked, place.at(key, i, text=text), self._scope)
            if claim is not None:
                yield f"{key}: {text}", claim
