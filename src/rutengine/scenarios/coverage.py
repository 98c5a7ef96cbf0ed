"""Coverage: which rules, literals, routes and fates of strategies are seen in the outcomes of scenarios."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

import attrs

from rutengine.checker.claim_texts import claim_text
from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import STATUSES, Outcome, Status
from rutengine.model.claims import Claim, active, deferred, excluded, holds, recommended
from rutengine.model.conditions import AllOf, AnyOf, AtLeastOf, Condition, In, NotThat, negated
from rutengine.model.scenario import Expectation
from rutengine.model.table import Table
from rutengine.scenarios.running import ScenarioResult

Kind = Literal["rule", "literal", "route", "fate"]
KINDS: Final[tuple[Kind, ...]] = ("rule", "literal", "route", "fate")

Key = tuple[Kind, str, int, bool]
"""What is covered: the kind, the id of the rule or strategy, a number in it, and for a literal its truth."""


@attrs.frozen(kw_only=True)
class Target:
    """Something that a scenario covers.

    A rule is covered where it fires; a literal, which is one comparison in the condition of a rule, where it is true
    and again where it is false; a route where it is taken by a strategy that is recommended; a fate where a strategy
    has it.

    Arguments:
        key: what it is.
        says: the same in words.
        claim: it is covered by exactly the people of whom this is true.
        expect: the same as the expectations of a scenario.
    """

    key: Key
    says: str
    claim: Claim
    expect: Expectation


@attrs.frozen(kw_only=True)
class Coverage:
    """What there is to cover, and what is covered."""

    targets: tuple[Target, ...]
    covered: frozenset[Key]

    @property
    def misses(self) -> tuple[Target, ...]:
        """What is not covered."""
        return tuple(target for target in self.targets if target.key not in self.covered)

    def counts(self, kind: Kind) -> tuple[int, int]:
        """Return how many targets of a kind are covered, and how many there are."""
        keys = [target.key for target in self.targets if target.key[0] == kind]
        return sum(key in self.covered for key in keys), len(keys)


def measure_coverage(program: Program, results: Iterable[ScenarioResult]) -> Coverage:
    """Return what the scenarios that people have written cover; generated ones do not count."""
    covered: set[Key] = set()
    for result in results:
        if result.scenario.origin == "written":
            covered |= covered_by(program, result.outcome)
    return Coverage(targets=targets_of(program), covered=frozenset(covered))


def covered_by(program: Program, outcome: Outcome) -> frozenset[Key]:
    """Return what one outcome covers."""
    columns, conditions = program.columns, program.checked.conditions
    keys: set[Key] = {("rule", rule, 0, True) for rule in outcome.fired}
    for step in program.rules:
        for i, literal in enumerate(literals_of(conditions[("rule", step.rule.id)])):
            column = columns.number(literal.name, literal.member)
            so = bool(outcome.values[column] & columns.bits(column, literal.values))
            keys.add(("literal", step.rule.id, i, so))
    for standing in outcome.standings:
        keys.add(("fate", standing.strategy, STATUSES.index(standing.status), True))
        if standing.recommended and standing.route is not None:
            keys.add(("route", standing.strategy, standing.route, True))
    return frozenset(keys)


def targets_of(program: Program) -> tuple[Target, ...]:
    """Return everything that there is to cover: rules, literals, routes, fates."""
    return (*_rules(program), *_literals(program), *_routes(program), *_fates(program))


def literals_of(condition: Condition) -> tuple[In, ...]:
    """Return the comparisons in a condition, each once, in their order.

    Example:
        >>> sun, shade = In("sun", None, (True,)), In("shade", None, (True,))
        >>> literals_of(AllOf((sun, NotThat(shade), sun))) == (sun, shade)
        True
    """
    match condition:
        case In():
            return (condition,)
        case NotThat(part):
            return literals_of(part)
        case AllOf(parts) | AnyOf(parts) | AtLeastOf(_, parts):
            return tuple(dict.fromkeys(literal for part in parts for literal in literals_of(part)))


def _rules(program: Program) -> Iterator[Target]:
    for step in program.rules:
        id = step.rule.id
        claim = holds(program.checked.conditions[("rule", id)])
        yield Target(
            key=("rule", id, 0, True), says=f"the rule `{id}` fires", claim=claim, expect=Expectation(because=(id,))
        )


def _literals(program: Program) -> Iterator[Target]:
    for step in program.rules:
        id = step.rule.id
        for i, literal in enumerate(literals_of(program.checked.conditions[("rule", id)])):
            written = claim_text(holds(literal), program.checked)
            for so in (True, False):
                claim = holds(literal if so else negated(literal))
                yield Target(
                    key=("literal", id, i, so),
                    says=f"`{written}` is {str(so).lower()} in the rule `{id}`",
                    claim=claim,
                    expect=Expectation(claims=(claim_text(claim, program.checked),)),
                )


def _routes(program: Program) -> Iterator[Target]:
    for step in program.strategies:
        id = step.strategy.id
        for i, route in enumerate(step.strategy.routes):
            taken = holds(program.checked.route_taken(id, i))
            yield Target(
                key=("route", id, i, True),
                says=f"`{id}` is recommended by its route {i + 1}",
                claim=recommended(id) & taken,
                expect=Expectation(route=Table({id: route.how})),
            )


def _fates(program: Program) -> Iterator[Target]:
    rules = program.checked.pack.rules
    for step in program.strategies:
        id = step.strategy.id
        claims: Mapping[Status, tuple[Claim, Expectation]] = {
            "active": (active(id), Expectation(active=(id,))),
            "recommended": (
                recommended(id) & ~active(id),
                Expectation(recommended=(id,), not_active=(id,)),
            ),
            "deferred": (
                ~recommended(id) & ~excluded(id) & deferred(id),
                Expectation(deferred=(id,), never=(id,), claims=(claim_text(~excluded(id), program.checked),)),
            ),
            "below_threshold": (
                ~recommended(id) & ~excluded(id) & ~deferred(id),
                Expectation(never=(id,), claims=(claim_text(~excluded(id) & ~deferred(id), program.checked),)),
            ),
            "excluded": (~recommended(id) & excluded(id), Expectation(excluded=(id,), never=(id,))),
        }
        possible = {
            "deferred": any(id in rule.defer for rule in rules),
            "excluded": any(id in rule.exclude for rule in rules),
        }
        for i, status in enumerate(STATUSES):
            if possible.get(status, True):
                claim, expect = claims[status]
                said = status.replace("_", " ")
                yield Target(key=("fate", id, i, True), says=f"`{id}` is {said}", claim=claim, expect=expect)
