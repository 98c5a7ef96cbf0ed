"""Patterns: one definition each, no cycles, values within their range; the resolved ones come out in order."""

from collections.abc import Sequence

from rutengine.checker.graphs import find_cycles, strata
from rutengine.checker.levels import HIGHEST, LOWEST, define_level
from rutengine.checker.reading import parse_there, resolve_there
from rutengine.checker.report import Place, Report
from rutengine.checker.resolving import Resolver
from rutengine.checker.scope import PATTERNS, Scope, kind_of
from rutengine.checker.sense import SenseCheck
from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.errors import LanguageError
from rutengine.diagnostics.limits import LIMITS
from rutengine.language.names import names_in
from rutengine.language.parser import parse_level
from rutengine.language.syntax import ConditionNode, LevelNode
from rutengine.model.conditions import (
    CaseDefinition,
    Condition,
    Definition,
    Derived,
    LevelDefinition,
    TruthDefinition,
    any_of,
    at_least,
    conditions_of,
    depth_of,
)
from rutengine.model.pattern import CaseRow, Pattern
from rutengine.vocabulary.kinds import Scalar


class PatternReader:
    """Reads all patterns of a pack."""

    def __init__(self, scope: Scope, report: Report, sense: SenseCheck) -> None:
        self._scope = scope
        self._report = report
        self._sense = sense
        self._needs: dict[str, list[str]] = {}

    def read(self, patterns: tuple[Pattern, ...]) -> tuple[Derived, ...]:
        """Return the resolved patterns, each after those that it needs; nothing if they form a cycle."""
        resolved = {pattern.id: self._read_one(pattern) for pattern in patterns}
        places = {pattern.id: self._place(pattern) for pattern in patterns}
        cycles = find_cycles(self._needs)
        for cycle in cycles:
            chain = " -> ".join(f"`{name}`" for name in (*cycle, cycle[0]))
            message, hint = f"patterns depend on each other: {chain}", "break the chain at one of them"
            if len(cycle) == 1:
                message, hint = f"the pattern `{cycle[0]}` depends on itself", "define it by facts and other patterns"
            places[cycle[0]].add(Finding(code="RUT405", message=message, help=hint))
        if cycles:
            return ()
        depth = strata(self._needs)
        for name, place in places.items():
            if depth[name] == LIMITS.derived_chain + 1:
                message = f"the chain of patterns that ends in `{name}` is longer than {LIMITS.derived_chain}"
                place.add(Finding(code="RUT405", message=message, help="write some of them out as conditions on facts"))
        ordered = sorted(depth, key=lambda name: (depth[name], name))
        derived = tuple(found for name in ordered if (found := resolved[name]) is not None)
        self._check_depth(derived, places)
        return derived

    def _check_depth(self, derived: tuple[Derived, ...], places: dict[str, Place]) -> None:
        """Report the first pattern whose reasons, told down to the facts, would be nested too deeply."""
        total: dict[str, int] = {}
        for step in derived:
            id = step.name.removeprefix(PATTERNS)
            below = max((total.get(need, 0) for need in self._needs[id]), default=0)
            total[id] = below + max(depth_of(condition) for condition in conditions_of(step.definition))
            if total[id] > LIMITS.derived_depth:
                message = f"the reasons of `{id}` would be nested {total[id]} deep; {LIMITS.derived_depth} is the limit"
                places[id].add(
                    Finding(code="RUT405", message=message, help="use fewer patterns in a chain, or flatter ones")
                )
                return

    def _place(self, pattern: Pattern) -> Place:
        return Place(self._report, pattern.address, f"pattern `{pattern.id}`")

    def _read_one(self, pattern: Pattern) -> Derived | None:
        place = self._place(pattern)
        self._needs[pattern.id] = []
        forms = {"level": pattern.level, "any": pattern.any, "count": pattern.count, "case": pattern.case}
        given = [name for name, form in forms.items() if form is not None]
        if len(given) != 1:
            found = ", ".join(f"`{name}`" for name in given) or "none of them"
            expected = "exactly one of `level`, `any`, `count` and `case`"
            message = f"the pattern `{pattern.id}` needs one definition"
            place.add(Finding(code="RUT508", message=message, expected=expected, found=found))
            return None
        definition, kind = self._definition(pattern, place), kind_of(pattern)
        if definition is None or kind is None:
            return None
        return Derived(f"{PATTERNS}{pattern.id}", kind.domain, definition)

    def _definition(self, pattern: Pattern, place: Place) -> Definition | None:
        if pattern.level is not None:
            return self._level(pattern.id, pattern.level, place.at("level", text=pattern.level))
        if pattern.case is not None:
            return self._case(pattern, place)
        texts, key = (pattern.any, "any") if pattern.any is not None else (pattern.count or (), "count")
        parts = [self._condition(pattern.id, text, place.at(key, i, text=text)) for i, text in enumerate(texts)]
        if not parts:
            place.at(key).add(Finding(code="RUT209", message=f"`{key}` has no condition in it"))
        if not parts or None in parts:
            return None
        known = [part for part in parts if part is not None]
        if pattern.any is not None:
            return TruthDefinition(any_of(known))
        return LevelDefinition(tuple(at_least(k, known) for k in range(1, len(known) + 1)))

    def _level(self, id: str, text: str, place: Place) -> Definition | None:
        try:
            node = parse_level(text)
        except LanguageError as error:
            place.add(error.finding)
            return None
        self._note(id, node)
        resolver = Resolver(self._scope, place)
        level = define_level(node, resolver)
        for condition in resolver.conditions if level is not None else ():
            self._sense.check(condition, place, resolver.spans)
        return level

    def _condition(self, id: str, text: str, place: Place) -> Condition | None:
        node = parse_there(text, place)
        if node is None:
            return None
        self._note(id, node)
        return resolve_there(node, self._scope, place, self._sense)

    def _note(self, id: str, node: ConditionNode | LevelNode) -> None:
        """Remember which patterns a text needs."""
        names = [name.dotted for name in names_in(node)]
        self._needs[id] += [name.removeprefix(PATTERNS) for name in names if name.startswith(PATTERNS)]

    def _case(self, pattern: Pattern, place: Place) -> Definition | None:
        rows = pattern.case
        if not rows:
            place.at("case").add(Finding(code="RUT209", message="`case` has no row in it"))
            return None
        sound = _check_rows(rows, place)
        resolved: list[tuple[Condition, Scalar]] = []
        for i, row in enumerate(rows):
            if row.when is not None:
                condition = self._condition(pattern.id, row.when, place.at("case", i, "when", text=row.when))
                if condition is None:
                    sound = False
                else:
                    resolved.append((condition, row.value))
        return CaseDefinition(tuple(resolved), rows[-1].value) if sound else None


def _check_rows(rows: Sequence[CaseRow], place: Place) -> bool:
    """Report rows that are out of place, or whose values do not fit; tell whether there are none."""
    sound = True
    for i, row in enumerate(rows):
        here, last = place.at("case", i), i == len(rows) - 1
        if (row.when is None) != last:
            sound = False
            message = "the last row has a `when`" if last else "a row before the last has no `when`"
            expected = "the last row, and only the last, without `when`: it is the default"
            hint = "add a row with `is` alone at the end" if last else None
            here.add(Finding(code="RUT505", message=message, expected=expected, help=hint))
        if isinstance(row.value, str) != isinstance(rows[0].value, str):
            sound = False
            message = "the rows of a `case` mix texts and numbers"
            here.at("is").add(Finding(code="RUT109", message=message, expected="all texts or all whole numbers"))
        elif isinstance(row.value, int) and not LOWEST <= row.value <= HIGHEST:
            sound = False
            message = f"this row leaves the range from {LOWEST} to {HIGHEST}"
            expected, found = f"{LOWEST} to {HIGHEST}", str(row.value)
            here.at("is").add(Finding(code="RUT308", message=message, expected=expected, found=found))
    return sound
