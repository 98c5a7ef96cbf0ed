"""Conditions as z3 booleans: made from the resolved conditions of the pack, without the normal form of the engine.

A fact of two values is one boolean, any other one boolean for each value, exactly one of them true.
"""

import importlib
from collections.abc import Iterable
from typing import Any, TypeAlias

from rutengine.compiler.program import Program
from rutengine.model.conditions import (
    AllOf,
    AnyOf,
    AtLeastOf,
    CaseDefinition,
    Condition,
    Derived,
    In,
    LevelDefinition,
    NotThat,
    TruthDefinition,
)
from rutengine.model.rule import Rule
from rutengine.vocabulary.kinds import Scalar

Z3: TypeAlias = Any
"""Something of z3, which is loaded late and has no types: the module itself, a boolean expression, a solver."""

Term: TypeAlias = tuple[int, Z3]
"""A weight, which may be negative, and a boolean."""


def load_z3() -> Z3:
    """Return the module `z3`.

    Raises:
        ImportError: it is not installed.
    """
    try:
        return importlib.import_module("z3")
    except ImportError as error:
        raise ImportError("the second opinion needs z3: pip install 'rutengine[prove]'") from error


class Conditions:
    """The conditions of one program as z3 booleans.

    `columns` has a boolean for each value of each fact column, `base` is what holds of every completion, and `fired`
    has each rule with the boolean that says whether it fires.
    """

    def __init__(self, program: Program) -> None:
        self.z3: Z3 = load_z3()
        self.columns: list[list[Z3]] = []
        self.base: list[Z3] = []
        self._values: dict[tuple[str, str | None], dict[Scalar, Z3]] = {}
        for variable in program.variables:
            values = self._one_of(f"f{len(self.columns)}", len(variable.domain))
            self.columns.append(values)
            self._values[(variable.name, variable.member)] = dict(zip(variable.domain, values, strict=True))
        for derived in program.checked.derived:
            self._values[(derived.name, None)] = self._derived(derived)
        self.base += [self.condition(condition) for _, condition in program.checked.constraints]
        self.fired: list[tuple[Rule, Z3]] = [
            (rule, self.condition(program.checked.conditions[("rule", rule.id)])) for rule in program.checked.pack.rules
        ]

    def _one_of(self, name: str, count: int) -> list[Z3]:
        if count == 2:
            so = self.z3.Bool(name)
            return [self.z3.Not(so), so]
        values = [self.z3.Bool(f"{name}_{i}") for i in range(count)]
        self.base.append(self.z3.PbEq([(value, 1) for value in values], 1))
        return values

    def every(self, parts: Iterable[Z3]) -> Z3:
        """Say that all parts are true; with no part, always."""
        return self.z3.And(self.z3.BoolVal(val=True), *parts)

    def some(self, parts: Iterable[Z3]) -> Z3:
        """Say that some part is true; with no part, never."""
        return self.z3.Or(self.z3.BoolVal(val=False), *parts)

    def reaches(self, terms: Iterable[Term], minimum: int) -> Z3:
        """Say that a weighted sum reaches a number; a weight below 0 becomes one for the opposite."""
        positive: list[tuple[Z3, int]] = []
        for weight, so in terms:
            positive.append((so if weight > 0 else self.z3.Not(so), abs(weight)))
            minimum -= min(weight, 0)
        return self.z3.PbGe(positive, minimum) if positive else self.z3.BoolVal(minimum <= 0)

    def condition(self, condition: Condition) -> Z3:
        """Return the boolean of a condition."""
        match condition:
            case In(name, member, values):
                return self.some(self._values[(name, member)][value] for value in values)
            case NotThat(part):
                return self.z3.Not(self.condition(part))
            case AllOf(parts):
                return self.every(self.condition(part) for part in parts)
            case AnyOf(parts):
                return self.some(self.condition(part) for part in parts)
            case AtLeastOf(count, parts):
                return self.reaches([(1, self.condition(part)) for part in parts], count)

    def moved(self, so: Z3, name: str, member: str | None, value: Scalar) -> Z3:
        """Say what is so where a fact has one value, all others being as they are."""
        pairs = [*self._values[(name, member)].items()]
        named = pairs[1:] if len(pairs) == 2 else pairs
        return self.z3.substitute(so, *((own, self.z3.BoolVal(other == value)) for other, own in named))

    def _derived(self, derived: Derived) -> dict[Scalar, Z3]:
        """Say when a derived fact has each of its values: its first row that holds gives it."""
        rows: list[tuple[Condition, Scalar]]
        default: Scalar
        match derived.definition:
            case TruthDefinition(condition):
                rows, default = [(condition, True)], False
            case LevelDefinition(reaches):
                rows, default = [(reaches[k - 1], k) for k in range(len(reaches), 0, -1)], 0
            case CaseDefinition(written, otherwise):
                rows, default = list(written), otherwise
        ways: dict[Scalar, list[Z3]] = {value: [] for value in derived.domain}
        left = self.z3.BoolVal(val=True)
        for condition, value in rows:
            so = self.condition(condition)
            ways[value].append(self.z3.And(left, so))
            left = self.z3.And(left, self.z3.Not(so))
        ways[default].append(left)
        return {value: self.some(found) for value, found in ways.items()}
