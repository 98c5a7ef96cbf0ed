"""Unfold a derived fact: that it has its value, or what it would take to have another, as a formula of lower facts."""

from rutengine.compiler.program import DerivedStep, Program
from rutengine.logic.formulas import FALSE, TRUE, Formula, every, opposite
from rutengine.logic.truth import holds
from rutengine.model.conditions import CaseDefinition, LevelDefinition


class Unfolder:
    """Unfolds the derived columns of a program."""

    def __init__(self, program: Program) -> None:
        self._columns = program.columns
        self._steps = {step.column: step for step in program.derived}
        definitions = {derived.name: derived.definition for derived in program.checked.derived}
        self._definitions = {column: definitions[program.columns.keys[column][0]] for column in self._steps}

    def is_derived(self, column: int) -> bool:
        """Tell whether a column is one of a derived fact."""
        return column in self._steps

    def reason(self, column: int, wanted: int, values: tuple[int, ...]) -> Formula:
        """Return a formula that holds and forces the column into `wanted`, which its value is in."""
        step = self._steps[column]
        if isinstance(self._definitions[column], LevelDefinition):
            return self._between(step, wanted, values[column])
        return self._row(step, values)

    def target(self, column: int, wanted: int, values: tuple[int, ...]) -> Formula:
        """Return a formula that does not hold and would bring the column into `wanted`, the nearest way."""
        step, value = self._steps[column], values[column]
        if isinstance(self._definitions[column], LevelDefinition):
            above = wanted & ~(value | (value - 1))
            nearest = above & -above if above else 1 << (wanted.bit_length() - 1)
            return self._between(step, wanted, nearest)
        if isinstance(self._definitions[column], CaseDefinition):
            return self._case_target(step, wanted, value)
        return step.rows[0][0] if wanted == 2 else self._opposite(step.rows[0][0])

    def _opposite(self, formula: Formula) -> Formula:
        return opposite(formula, self._columns.domains)

    def _between(self, step: DerivedStep, wanted: int, value: int) -> Formula:
        """Return the formula that keeps a level within the run of wanted values around `value`."""
        low = high = value
        while low > 1 and wanted & (low >> 1):
            low >>= 1
        while wanted & (high << 1):
            high <<= 1
        by_bit = {bit: formula for formula, bit in step.rows}
        parts: list[Formula] = []
        if low > 1:
            parts.append(by_bit[low])
        if high << 1 in by_bit:
            parts.append(self._opposite(by_bit[high << 1]))
        return every(parts)

    def _row(self, step: DerivedStep, values: tuple[int, ...]) -> Formula:
        """Return that the row taken holds, and that those before it do not."""
        parts: list[Formula] = []
        for formula, _ in step.rows:
            if holds(formula, values):
                return every([*parts, formula])
            parts.append(self._opposite(formula))
        return every(parts)

    def _case_target(self, step: DerivedStep, wanted: int, value: int) -> Formula:
        """Return what would take the row whose value is nearest to the present one, the earlier of two."""
        before: list[Formula] = []
        found: list[tuple[int, Formula]] = []
        for formula, bit in (*step.rows, (TRUE, step.default)):
            if bit & wanted:
                found.append((abs(bit.bit_length() - value.bit_length()), every([*before, formula])))
            before.append(self._opposite(formula))
        return min(found, key=lambda target: target[0], default=(0, FALSE))[1]
