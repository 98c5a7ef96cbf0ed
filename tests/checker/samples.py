"""A small scope, and ways to resolve a text in it and to see what was found."""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from rutengine.checker.report import Place, Report
from rutengine.checker.resolving import Resolver
from rutengine.checker.scope import Constant, Scope, Unclear
from rutengine.diagnostics.diagnostic import Address, Diagnostic
from rutengine.language.parser import parse_condition
from rutengine.logic.formulas import Columns
from rutengine.model.conditions import AllOf, AnyOf, AtLeastOf, Condition, In, NotThat
from rutengine.vocabulary.kinds import BoolKind, ChoiceKind, IntKind, Kind, Scalar, SetKind

KINDS: Mapping[str, Kind] = {
    "low": IntKind(0, 3),
    "high": IntKind(1, 5),
    "below": IntKind(-2, 1),
    "sunny": BoolKind(),
    "firm": ChoiceKind(("micro", "small", "large")),
    "tags": SetKind(("a", "b", "c")),
    "patterns.mood": IntKind(0, 4),
    "patterns.sort": ChoiceKind(("x", "y")),
}
CONSTANTS = {"one": 1, "two": 2, "ninety": 90}
SCOPE = Scope({**KINDS, **{name: Constant(value) for name, value in CONSTANTS.items()}, "patterns.lost": Unclear()})
Point = Mapping[tuple[str, str | None], Scalar]


def place_of(text: str | None = None) -> tuple[Place, Report]:
    """Return a place for a text, and the report that it writes to."""
    report = Report()
    return Place(report, Address("rules/x.toml", ("rule", 0, "when")), "rule `x`", text), report


def resolve(text: str, scope: Scope = SCOPE) -> tuple[Condition | None, list[Diagnostic]]:
    """Return what a condition means, or None, and what was reported."""
    place, report = place_of(text)
    resolver = Resolver(scope, place)
    condition = resolver.condition(parse_condition(text))
    assert not (resolver.sound and report.diagnostics)
    return condition if resolver.sound else None, report.diagnostics


def columns(names: Mapping[str, Kind] = KINDS) -> Columns:
    """Return the columns of some kinds."""
    return Columns([(key, domain) for name, kind in names.items() for key, domain in _columns(name, kind)])


def points(names: Mapping[str, Kind]) -> Iterator[Point]:
    """Visit every way to give each column of some kinds a value."""
    pairs = [pair for name, kind in names.items() for pair in _columns(name, kind)]
    for values in itertools.product(*(domain for _, domain in pairs)):
        yield dict(zip([key for key, _ in pairs], values, strict=True))


def is_so(condition: Condition, point: Point) -> bool:
    """Evaluate a condition as its words say."""
    match condition:
        case In(name, member, values):
            return point[(name, member)] in values
        case AllOf(parts):
            return all(is_so(part, point) for part in parts)
        case AnyOf(parts):
            return any(is_so(part, point) for part in parts)
        case NotThat(part):
            return not is_so(part, point)
        case AtLeastOf(count, parts):
            return sum(is_so(part, point) for part in parts) >= count


def as_python(point: Point) -> dict[str, Any]:
    """Return what Python needs to evaluate a text of the language at a point."""
    names: dict[str, Any] = {**CONSTANTS, "size": len, "at_least": lambda count, *parts: sum(parts) >= count}
    for (name, member), value in point.items():
        if member is None:
            names[name] = value
        else:
            names.setdefault(name, set()).update({member} if value else set())
    return {"__builtins__": {"max": max, "min": min}, **names}


def _columns(name: str, kind: Kind) -> list[tuple[tuple[str, str | None], tuple[Scalar, ...]]]:
    if isinstance(kind, SetKind):
        return [((name, member), (False, True)) for member in kind.members]
    return [((name, None), kind.domain)]
