"""The other laws of a decision, on generated packs: T2 additivity, T8 replay, T9 exclusion, T10 cone."""

import copy
from typing import Any

import attrs
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rutengine import ProfileError
from rutengine.compiler.program import Program
from rutengine.engine.decision import Decision
from rutengine.engine.engine import _reader
from rutengine.evaluation.completing import value_sets
from rutengine.evaluation.deciding import decide
from rutengine.logic.formulas import columns_of
from tests.laws.phases import NO_SHRINKING
from tests.strategies import STRATEGIES, Made, answered, compile_tables, packs

law = settings(max_examples=80, deadline=None, phases=NO_SHRINKING, suppress_health_check=list(HealthCheck))


def decision_of(program: Program, profile: Any) -> Decision[Any]:
    try:
        return Decision(decide(program, value_sets(program, _reader(profile, program.checked.vocabulary))), program)
    except ProfileError:
        assume(condition=False)
        raise


@law
@given(st.data())
def test_t2_total_is_the_sum_and_lead_the_strongest_of_what_is_shown(data: st.DataObject) -> None:
    made = data.draw(packs())
    program = made.program()
    profile, _ = data.draw(answered(made))
    decision = decision_of(program, profile)
    for standing in decision.outcome.standings:
        points = [contribution.points for contribution in standing.contributions]
        against = sum(p for p in points if p < 0)
        assert standing.total == sum(points)
        assert standing.lead == max((p for p in points if p > 0), default=0) + against
        told = decision.why(standing.strategy).reasons
        rules = [rule for theme in (*told.support, *told.oppose) for rule in theme.rules]
        assert sum(rule.points for rule in rules) == standing.total
        assert {rule.rule for rule in rules} == {contribution.rule for contribution in standing.contributions}


@law
@given(st.data())
def test_t8_every_explanation_is_borne_out_by_a_replay(data: st.DataObject) -> None:
    made = data.draw(packs())
    program = made.program()
    profile, _ = data.draw(answered(made))
    decision = decision_of(program, profile)
    for strategy in STRATEGIES:
        assert decision.why(strategy).differences() == ()
        assert decision.why_not(strategy).differences() == ()


@law
@given(st.data())
def test_t8_a_changed_explanation_is_noticed(data: st.DataObject) -> None:
    made = data.draw(packs())
    program = made.program()
    profile, _ = data.draw(answered(made))
    explanation = decision_of(program, profile).why(data.draw(st.sampled_from(STRATEGIES)))
    reasons = explanation.reasons
    changes: list[dict[str, Any]] = [{"lead": reasons.lead + 1}, {"total": reasons.total - 1}]
    changes.append({"status": "excluded" if reasons.status != "excluded" else "active"})
    for name in ("support", "oppose", "exclude", "defer", "require"):
        if getattr(reasons, name):
            changes.append({name: getattr(reasons, name)[1:]} if name != "require" else {"require": ()})
    if reasons.support:
        theme = reasons.support[0]
        rule = theme.rules[0]
        for wrong in ({"points": rule.points + 1}, {"because": "another"}, {"reasons": ()}, {"rule": "base-none"}):
            if wrong == {"reasons": ()} and "patterns." in when_of(program, rule.rule):
                continue  # a condition on patterns alone may hold whatever the facts are
            changed = attrs.evolve(theme, rules=(attrs.evolve(rule, **wrong), *theme.rules[1:]))
            changes.append({"support": (changed, *reasons.support[1:])})
    for change in changes:
        tampered = attrs.evolve(explanation, reasons=attrs.evolve(reasons, **change))
        assert not tampered.verify(), change


def when_of(program: Program, rule: str) -> str:
    return next(r.when for r in program.checked.pack.rules if r.id == rule)


def with_rule(made: Made, rule: dict[str, Any]) -> Program:
    files = copy.deepcopy(made.files)
    files["rules/two.toml"]["rule"].append(rule)
    return compile_tables(files, made.cls)


@law
@given(st.data())
def test_t9_adding_an_exclusion_never_adds_a_recommendation(data: st.DataObject) -> None:
    made = data.draw(packs())
    profile, _ = data.draw(answered(made))
    before = decision_of(made.program(), profile)
    when = data.draw(st.sampled_from([rule["when"] for rule in made.files["rules/one.toml"]["rule"]]))
    target = data.draw(st.sampled_from(STRATEGIES[:4]))
    rule = {"id": "added", "when": when, "because": "b", "cite": ["src"], "exclude": {target: "added"}}
    after = decision_of(with_rule(made, rule), profile)
    assert {r.strategy for r in after.recommended} <= {r.strategy for r in before.recommended}


def cone(program: Program, strategy: str) -> frozenset[str]:
    """Return the facts that can bear on whether a strategy is recommended, closed under shared constraints."""
    effects = ("support", "oppose", "exclude", "defer", "require")
    columns = frozenset[int]()
    for step in program.rules:
        if any(strategy in getattr(step.rule, effect) for effect in effects):
            columns |= columns_of(step.formula)
    groups = [columns_of(formula) for _, formula in program.constraints]
    grown = True
    while grown:
        below = [columns_of(formula) for step in program.derived if step.column in columns for formula, _ in step.rows]
        joined = columns.union(*below, *(group for group in groups if group & columns))
        grown, columns = joined != columns, joined
    return frozenset(program.columns.keys[column][0] for column in columns)


@law
@given(st.data())
def test_t10_a_fact_outside_the_cone_changes_nothing(data: st.DataObject) -> None:
    made = data.draw(packs())
    program = made.program()
    first, _ = data.draw(answered(made))
    second, _ = data.draw(answered(made))
    strategy = data.draw(st.sampled_from(STRATEGIES))
    inside = cone(program, strategy)
    assume(any(spec.name not in inside for spec in made.specs))
    mixed = second
    for spec in made.specs:
        if spec.name in inside:
            *path, leaf = spec.name.split(".")
            place = first
            for step in path:
                place = getattr(place, step)
            value = getattr(place, leaf)
            mixed = (
                attrs.evolve(mixed, s=attrs.evolve(mixed.s, **{leaf: value}))
                if path
                else attrs.evolve(mixed, **{leaf: value})
            )
    one, other = (
        next(s for s in decision_of(program, profile).outcome.standings if s.strategy == strategy)
        for profile in (first, mixed)
    )
    assert (one.recommended, one.lead, one.total, one.excluded, one.deferred) == (
        other.recommended, other.lead, other.total, other.excluded, other.deferred,
    )  # fmt: skip
