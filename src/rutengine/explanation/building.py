"""Build the reasons of formulas: of one that holds the smallest support, of one that does not what is missing."""

from rutengine.compiler.program import Program
from rutengine.evaluation.deciding import derive_possible
from rutengine.evaluation.outcome import Outcome
from rutengine.explanation.reasons import FactReason, JointReason, PatternReason, Reason
from rutengine.explanation.unfolding import Unfolder
from rutengine.logic.formulas import Every, Formula, Literal, Some, Threshold, literals_of
from rutengine.logic.truth import holds, truth


class ReasonBuilder:
    """Builds the reasons of one explanation; what was told once is not told again."""

    def __init__(self, program: Program, outcome: Outcome) -> None:
        self._columns = program.columns
        self._values = outcome.values
        self._possible = derive_possible(program, outcome.answers)
        self._unfolder = Unfolder(program)
        self._told: set[tuple[int, int]] = set()

    def reasons(self, formula: Formula) -> tuple[Reason, ...]:
        """Return the reasons of a formula as a list: the parts of an "all" stand side by side."""
        if self._trivial(formula):
            return ()
        if isinstance(formula, Every):
            return tuple(self.reason(part) for part in self._shown(formula))
        return (self.reason(formula),)

    def reason(self, formula: Formula) -> Reason:
        """Return why a formula holds, or what is missing for it to hold."""
        if isinstance(formula, Literal):
            return self._literal(formula)
        shown = tuple(self.reason(part) for part in self._shown(formula))
        total, so = len(formula.parts), holds(formula, self._values)
        match formula:
            case Every():
                return JointReason(kind="all", holds=so, count=total, of=total, reasons=shown)
            case Some():
                return JointReason(kind="any", holds=so, count=1, of=total, reasons=shown)
            case Threshold(count, _):
                return JointReason(kind="at_least", holds=so, count=count, of=total, reasons=shown)

    def _shown(self, formula: Every | Some | Threshold) -> list[Formula]:
        """Return the parts that tell: of what holds enough to make it hold, else enough of what is missing."""
        so = holds(formula, self._values)
        parts = [p for p in formula.parts if holds(p, self._values) == so and not self._trivial(p)]
        match formula:
            case Every():
                return parts
            case Some():
                needed = 1
            case Threshold(count, all_parts):
                needed = count if so else count - sum(holds(p, self._values) for p in all_parts)
        ranked = sorted(parts, key=self._rank)[:needed]
        return [part for part in parts if part in ranked]

    def _trivial(self, formula: Formula) -> bool:
        """Tell whether a part holds whatever the answers are, so that there is nothing to tell."""
        match formula:
            case Literal(column, values):
                return values + 1 == 1 << len(self._columns.domains[column])
            case Every(parts):
                return all(self._trivial(part) for part in parts)
            case Some(parts):
                return any(self._trivial(part) for part in parts)
            case Threshold(count, parts):
                return sum(self._trivial(part) for part in parts) >= count

    def _is_open(self, formula: Formula) -> bool:
        """Tell whether the answers alone leave open whether a part holds."""
        return truth(formula, self._possible) is None

    def _rank(self, formula: Formula) -> tuple[bool, int]:
        """What is told first: what the answers settle, then what needs fewer words."""
        return (self._is_open(formula), self._weight(formula))

    def _weight(self, formula: Formula) -> int:
        """How much there is to tell: patterns told already cost least, new ones most."""
        total = 0
        for literal in literals_of(formula):
            derived = self._unfolder.is_derived(literal.column)
            total += 1 if not derived or (literal.column, literal.values) in self._told else 3
        return total

    def _literal(self, literal: Literal) -> Reason:
        column, wanted = literal.column, literal.values
        name, member = self._columns.keys[column]
        values = self._columns.values(column, wanted)
        (value,) = self._columns.values(column, self._values[column])
        so = bool(self._values[column] & wanted)
        if not self._unfolder.is_derived(column):
            return FactReason(
                name=name, member=member, wanted=values, value=value, holds=so, assumed=self._is_open(literal)
            )
        told = (column, wanted) in self._told
        reasons: tuple[Reason, ...] = ()
        if not told and wanted:
            self._told.add((column, wanted))
            unfold = self._unfolder.reason if so else self._unfolder.target
            reasons = self.reasons(unfold(column, wanted, self._values))
        return PatternReason(name=name, wanted=values, value=value, holds=so, told=told, reasons=reasons)
