"""Compile a checked pack; this never fails, because what could fail was checked."""

from rutengine.compiler.program import DerivedStep, Program, RuleStep, StanceStep, StrategyStep
from rutengine.logic.formulas import Columns, Formula
from rutengine.model.conditions import CaseDefinition, Derived, LevelDefinition, TruthDefinition
from rutengine.model.pack import CheckedPack
from rutengine.model.strategy import Strategy
from rutengine.vocabulary.answers import Variable, variables_of


def compile_pack(checked: CheckedPack) -> Program:
    """Return the program of a checked pack."""
    variables = tuple(v for fact in checked.vocabulary.facts for v in variables_of(fact))
    derived = [((d.name, None), d.domain) for d in checked.derived]
    columns = Columns([*(((v.name, v.member), v.domain) for v in variables), *derived])
    head = checked.pack.head
    asked = [(stance.priority, id) for id, stance in head.stances.items() if stance.priority is not None]
    order = [id for _, id in sorted(asked, reverse=True)]
    return Program(
        checked=checked,
        columns=columns,
        variables=variables,
        preference=tuple(preference_of(variable) for variable in variables),
        constraints=tuple((id, columns.formula(condition)) for id, condition in checked.constraints),
        derived=tuple(_derived_step(step, columns) for step in checked.derived),
        rules=tuple(
            RuleStep(rule, columns.formula(checked.conditions[("rule", rule.id)])) for rule in checked.pack.rules
        ),
        strategies=tuple(_strategy_step(strategy, checked, columns) for strategy in checked.pack.strategies),
        stances=tuple(StanceStep(id, head.stances[id]) for id in (*order, head.stance)),
    )


def preference_of(variable: Variable) -> tuple[int, ...]:
    """Return the values of a column as bits: the neutral one, then by distance (numbers) or in declared order.

    Example:
        >>> preference_of(Variable("n", None, (0, 1, 2, 3), 2, True))
        (4, 2, 8, 1)
    """
    places = range(len(variable.domain))
    if variable.ordered:
        ranked = sorted(places, key=lambda place: (abs(place - variable.assume), place))
    else:
        ranked = sorted(places, key=lambda place: (place != variable.assume, place))
    return tuple(1 << place for place in ranked)


def _derived_step(derived: Derived, columns: Columns) -> DerivedStep:
    column = columns.number(derived.name)
    match derived.definition:
        case TruthDefinition(condition):
            return DerivedStep(column, ((columns.formula(condition), 2),), 1)
        case LevelDefinition(reaches):
            rows = [(columns.formula(condition), 1 << k) for k, condition in enumerate(reaches, start=1)]
            return DerivedStep(column, tuple(reversed(rows)), 1)
        case CaseDefinition(case_rows, default):
            tried = tuple(
                (columns.formula(condition), columns.bits(column, (value,))) for condition, value in case_rows
            )
            return DerivedStep(column, tried, columns.bits(column, (default,)))


def _strategy_step(strategy: Strategy, checked: CheckedPack, columns: Columns) -> StrategyStep:
    def formula(what: str, i: int) -> Formula | None:
        condition = checked.conditions.get((what, strategy.id, i))
        return None if condition is None else columns.formula(condition)

    tips = [formula("tip", i) for i in range(len(strategy.tips))]
    return StrategyStep(
        strategy=strategy,
        threshold=checked.pack.head.threshold_of(strategy),
        tie_break=strategy.order_among_equals,
        routes=tuple(formula("route", i) for i in range(len(strategy.routes))),
        tips=tuple(tip for tip in tips if tip is not None),
    )
