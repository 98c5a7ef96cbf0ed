"""Constraints: facts only, satisfiable, and satisfied by the profile in which nothing is answered."""

import attrs

from rutengine.checker.reading import read_condition
from rutengine.checker.report import Place, Report, position_of
from rutengine.checker.scope import Scope
from rutengine.checker.sense import SenseCheck, names_of
from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.logic.formulas import Columns
from rutengine.logic.search import Budget, SearchLimitError, find_completion
from rutengine.logic.truth import holds
from rutengine.model.conditions import Condition, In, all_of, any_of, negated
from rutengine.model.constraint import Constraint
from rutengine.vocabulary.answers import variables_of
from rutengine.vocabulary.kinds import SetKind, Value
from rutengine.vocabulary.vocabulary import Vocabulary

_BUDGET = 1_000_000


@attrs.frozen
class Read:
    """A constraint that was read: its id, its position in the file, what it means and where it is written."""

    id: str
    position: int
    condition: Condition
    place: Place


def read_constraints(
    constraints: tuple[Constraint, ...], vocabulary: Vocabulary[object], scope: Scope, report: Report, sense: SenseCheck
) -> tuple[Read, ...]:
    """Return every constraint that resolves; report the others."""
    read: list[Read] = []
    seen: dict[str, int] = {}
    for constraint in sorted(constraints, key=lambda each: position_of(each.address)):
        position = position_of(constraint.address)
        place = Place(report, constraint.address, f"constraint `{constraint.id}`")
        first = seen.setdefault(constraint.id, position)
        if first != position:
            message = f"two constraints have the id `{constraint.id}`"
            hint = f"the other one is constraint {first + 1}"
            place.at("id").add(Finding(code="RUT401", message=message, expected="an id of its own", help=hint))
        if (constraint.holds is None) == (constraint.subset is None):
            message = f"the constraint `{constraint.id}` needs one definition"
            expected, found = "exactly one of `holds` and `subset`", "none" if constraint.holds is None else "both"
            place.add(Finding(code="RUT508", message=message, expected=expected, found=found))
            continue
        if constraint.subset is not None:
            place = place.at("subset")
            condition = _subset(constraint.subset, vocabulary, place)
        else:
            text = constraint.holds or ""
            place = place.at("holds", text=text)
            condition = read_condition(text, scope, place, sense)
        if condition is not None:
            read.append(Read(constraint.id, position, condition, place))
    return tuple(sorted(read, key=lambda constraint: constraint.id))


def _subset(names: tuple[str, ...], vocabulary: Vocabulary[object], place: Place) -> Condition | None:
    if len(names) != 2:
        message, expected = "`subset` has the wrong number of facts", "two set facts, the smaller one first"
        place.add(Finding(code="RUT109", message=message, expected=expected, found=str(len(names))))
        return None
    members: list[tuple[str, ...]] = []
    for i, name in enumerate(names):
        fact = vocabulary.find(name)
        if fact is None:
            hint = did_you_mean(name, [fact.name for fact in vocabulary.facts])
            message = f"unknown fact {quoted(name)}"
            place.at(i).add(Finding(code="RUT301", message=message, expected="a set fact", help=hint))
        elif not isinstance(fact.kind, SetKind):
            place.at(i).add(Finding(code="RUT302", message=f"`{name}` is not a set", expected="a set fact"))
        else:
            members.append(fact.kind.members)
    if len(members) < 2:
        return None
    inner, outer = names
    if inner == outer:
        message, hint = "the constraint always holds", "every set is a subset of itself"
        place.add(Finding(code="RUT306", message=message, expected="two different set facts", help=hint))
        return None
    parts: list[Condition] = []
    for member in members[0]:
        lacks = negated(In(inner, member, (True,)))
        parts.append(any_of([lacks, In(outer, member, (True,))]) if member in members[1] else lacks)
    return all_of(parts)


def check_constraints(read: tuple[Read, ...], vocabulary: Vocabulary[object], columns: Columns) -> None:
    """Report constraints that the profile in which nothing is answered breaks, or that no profile satisfies."""
    assumed = tuple(1 << variable.assume for fact in vocabulary.facts for variable in variables_of(fact))
    broken = [constraint for constraint in read if not holds(columns.formula(constraint.condition), assumed)]
    if not broken:
        return
    core = _core(read, len(assumed), columns)
    if core:
        names = " and ".join(f"`{constraint.id}`" for constraint in core)
        message = f"no profile satisfies {names}{' together' if len(core) > 1 else ''}"
        core[-1].place.add(Finding(code="RUT411", message=message, expected="constraints that real profiles satisfy"))
        return
    for constraint in broken:
        message = "the profile in which nothing is answered breaks this constraint"
        expected = "a constraint that the assumed values satisfy"
        found = _assumptions(constraint.condition, vocabulary)
        constraint.place.add(Finding(code="RUT411", message=message, expected=expected, found=found))


def _core(read: tuple[Read, ...], count: int, columns: Columns) -> list[Read]:
    """Return constraints, in the order of the file, that no profile satisfies, none of them superfluous; or none."""
    full = columns.everything()[:count]
    preference = tuple(tuple(1 << i for i in range(len(domain))) for domain in columns.domains[:count])

    def is_impossible(some: list[Read]) -> bool:
        formulas = [columns.formula(constraint.condition) for constraint in some]
        try:
            return find_completion(formulas, full, preference, Budget(_BUDGET)) is None
        except SearchLimitError:
            return False

    core = sorted(read, key=lambda constraint: constraint.position)
    if not is_impossible(core):
        return []
    for constraint in tuple(core):
        fewer = [other for other in core if other is not constraint]
        if is_impossible(fewer):
            core = fewer
    return core


def _assumptions(condition: Condition, vocabulary: Vocabulary[object]) -> str:
    """Say what is assumed of the facts that a condition reads."""
    read = names_of(condition)
    assumed = [f"`{fact.name}` is assumed to be {_told(fact.assume)}" for fact in vocabulary.facts if fact.name in read]
    return ", ".join(assumed)


def _told(value: Value) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return f"'{value}'"
        case _:
            return ", ".join(f"'{member}'" for member in sorted(value)) or "empty"
