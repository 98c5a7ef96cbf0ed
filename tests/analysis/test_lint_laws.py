"""On small packs the lints find exactly what a look at every completion shows."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

import attrs
import pytest

from bench.worlds import World
from rutengine.analysis.linting import lint
from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.literals import comparisons_of, settled
from rutengine.checker.claim_texts import claim_text
from rutengine.compiler.program import Program
from rutengine.evaluation.deciding import decide, derive
from rutengine.evaluation.outcome import Outcome
from rutengine.logic.truth import holds
from rutengine.model.claims import Holds
from rutengine.model.conditions import ALWAYS, NEVER, AllOf, AnyOf, AtLeastOf, In, NotThat
from rutengine.solver.proving import Prover
from tests.laws.worlds import small

SEEDS = (*range(12), 18, 25, 28, 59)


@attrs.frozen
class Known:
    """A small pack, its findings, and the decision on everybody."""

    program: Program
    findings: tuple[LintFinding, ...]
    outcomes: Sequence[Outcome]

    def of(self, lint: str) -> set[str]:
        """Return the subjects of the findings of a lint."""
        return {finding.subject.split("`")[1] for finding in self.findings if finding.lint == lint}

    def places(self, lint: str) -> set[tuple[str, str]]:
        """Return rule and strategy of the findings of a lint."""
        found = [finding for finding in self.findings if finding.lint == lint]
        return {(finding.subject.split("`")[1], str(finding.address.path[-1])) for finding in found}


@cache
def known(seed: int) -> Known:
    made = small(seed)
    lost: Counter[str] = Counter()
    findings = lint(Prover(made.program), lost)
    assert not lost
    people = World(made.files, made.program).people
    return Known(made.program, findings, [decide(made.program, values) for values in people])


def told(outcome: Outcome) -> object:
    """Return what `rule-without-effect` compares."""
    some = [standing for standing in outcome.standings if standing.recommended]
    each = {s.strategy: (bool(s.required), s.lead, s.total, frozenset(s.notes)) for s in some}
    return outcome.stance, frozenset(outcome.notices), each


@pytest.mark.parametrize("seed", SEEDS)
def test_dead_rules_and_rules_without_effect(seed: int) -> None:
    case = known(seed)
    fired = {rule for outcome in case.outcomes for rule in outcome.fired}
    rules = {step.rule.id for step in case.program.rules}
    assert case.of("dead-rule") == rules - fired
    idle = set[str]()
    for id in fired:
        without = attrs.evolve(case.program, rules=tuple(step for step in case.program.rules if step.rule.id != id))
        where = [outcome for outcome in case.outcomes if id in outcome.fired]
        if all(told(outcome) == told(decide(without, outcome.given)) for outcome in where):
            idle.add(id)
    assert case.of("rule-without-effect") == idle


@pytest.mark.parametrize("seed", SEEDS)
def test_idle_literals(seed: int) -> None:
    case = known(seed)
    dead, expected = case.of("dead-rule"), set[str]()
    for step in case.program.rules:
        when = case.program.checked.conditions["rule", step.rule.id]
        for comparison in comparisons_of(when) if step.rule.id not in dead else ():
            others = [case.program.columns.formula(settled(when, comparison, so=so)) for so in (True, False)]
            if any(all(holds(f, o.values) == holds(step.formula, o.values) for o in case.outcomes) for f in others):
                said = claim_text(Holds(comparison), case.program.checked)
                expected.add(f"the rule `{step.rule.id}` fires for the same people without `{said}`")
    assert {finding.message for finding in case.findings if finding.lint == "idle-literal"} == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_strategies_for_everybody_and_for_nobody(seed: int) -> None:
    case = known(seed)
    ids = {step.strategy.id for step in case.program.strategies}
    told = [{s.strategy for s in outcome.standings if s.recommended} for outcome in case.outcomes]
    shown = [{s.strategy for s in outcome.standings if s.status == "active"} for outcome in case.outcomes]
    never = ids.difference(*told)
    assert case.of("always-recommended") == ids.intersection(*told)
    assert case.of("never-recommended") == never
    assert case.of("never-active") == ids.difference(*shown) - never


@pytest.mark.parametrize("seed", SEEDS)
def test_routes_that_nobody_takes(seed: int) -> None:
    case = known(seed)
    taken = {(s.strategy, s.route) for outcome in case.outcomes for s in outcome.standings}
    expected = {
        (step.strategy.id, i)
        for step in case.program.strategies
        for i in range(len(step.routes))
        if (step.strategy.id, i) not in taken
    }
    found = {(f.subject.split("`")[1], f.address.path[-1]) for f in case.findings if f.lint == "shadowed-route"}
    assert found == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_pairs_of_rules(seed: int) -> None:
    case = known(seed)
    fired = [set(outcome.fired) for outcome in case.outcomes]
    for finding in case.findings:
        if finding.lint in ("equal-conditions", "subsumed-condition"):
            _, first, _, second, _ = finding.message.split("`")
            where = {rule: [rule in some for some in fired] for rule in (first, second)}
            assert all(not one or other for one, other in zip(where[first], where[second], strict=True))
            assert (where[first] == where[second]) == (finding.lint == "equal-conditions")


@pytest.mark.parametrize("seed", SEEDS)
def test_rules_against_rules(seed: int) -> None:
    case = known(seed)
    rules = {step.rule.id: step.rule for step in case.program.rules}
    opposed, excluded = set[tuple[str, str]](), set[tuple[str, str]]()
    for outcome in case.outcomes:
        for standing in outcome.standings:
            strategy = standing.strategy
            if standing.required:
                opposed |= {(id, strategy) for id in outcome.fired if strategy in rules[id].oppose}
            if standing.lead >= standing.threshold:
                excluded |= {(id, strategy) for id in standing.excluded}
    bare = {step.strategy.id for step in case.program.strategies if not step.strategy.fallbacks}
    assert case.places("require-against-oppose") == opposed
    assert case.places("exclusion-without-fallback") == {
        (id, strategy) for id, strategy in excluded if strategy in bare
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_questions_that_it_costs_something_not_to_answer(seed: int) -> None:
    case = known(seed)
    eligible = {o.given: {s.strategy for s in o.standings if s.eligible} for o in case.outcomes}
    safety = {step.strategy.id for step in case.program.strategies if step.strategy.role == "safety"}
    expected = set[tuple[str, str]]()
    for step in case.program.rules:
        against = {*step.rule.exclude, *safety.intersection(step.rule.oppose)}
        for values, told in eligible.items():
            if not against - told or not holds(step.formula, derive(case.program, values)):
                continue
            for column, variable in enumerate(case.program.variables):
                bits = [1 << place for place in range(len(variable.domain)) if place != variable.assume]
                others = [(*values[:column], bit, *values[column + 1 :]) for bit in bits]
                only = values[column] == 1 << variable.assume
                if only and not any(holds(step.formula, derive(case.program, other)) for other in others):
                    expected |= {(step.rule.id, s) for o in others for s in against & eligible.get(o, set()) - told}
    assert case.places("unknown-hostile-assume") == expected


def test_the_small_packs_have_something_to_find() -> None:
    found = {finding.lint for seed in SEEDS for finding in known(seed).findings}
    assert {"dead-rule", "rule-without-effect", "idle-literal", "subsumed-condition", "equal-conditions"} <= found
    assert {"always-recommended", "never-recommended", "never-active"} <= found
    assert {"require-against-oppose", "unknown-hostile-assume", "shadowed-case-row", "unreachable-level"} <= found


def test_a_settled_comparison_is_counted_at_once() -> None:
    a, b, c = (In(name, None, (True,)) for name in "abc")
    counted = AtLeastOf(2, (a, b, c))
    assert settled(counted, a, so=True) == AnyOf((b, c))
    assert settled(counted, a, so=False) == AllOf((b, c))
    assert settled(NotThat(AllOf((a, b))), a, so=False) == ALWAYS
    assert settled(AllOf((a, NotThat(b))), b, so=True) == NEVER
    assert comparisons_of(AnyOf((a, AllOf((NotThat(b), a))))) == (a, b)
