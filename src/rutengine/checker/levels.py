"""Resolve a level: a whole-number expression becomes one condition for each value that it can reach."""

from collections.abc import Callable

import attrs

from rutengine.checker.resolving import Resolver
from rutengine.checker.scope import wrong_kind
from rutengine.diagnostics.diagnostic import Finding
from rutengine.language import syntax
from rutengine.model.conditions import ALWAYS, NEVER, Condition, In, LevelDefinition, all_of, any_of, negated
from rutengine.vocabulary.kinds import IntKind

LOWEST, HIGHEST = 0, 4


@attrs.frozen
class Level:
    """What a whole-number expression can be: its range, and when it reaches a number."""

    low: int
    high: int
    reaches: Callable[[int], Condition]


_BROKEN = Level(0, 0, lambda _: ALWAYS)


def define_level(node: syntax.LevelNode, resolver: Resolver) -> LevelDefinition | None:
    """Return what a tree defines, or None; findings go to the resolver's place."""
    level = resolve_level(node, resolver)
    if resolver.sound and (level.low < LOWEST or level.high > HIGHEST):
        resolver.refuse(_outside(level, node))
    if not resolver.sound:
        return None
    return LevelDefinition(tuple(level.reaches(k) for k in range(LOWEST + 1, HIGHEST + 1)))


def _outside(level: Level, node: syntax.LevelNode) -> Finding:
    ends = ["`min(4, ...)` keeps it from rising above 4"] if level.high > HIGHEST else []
    ends += ["`max(0, ...)` keeps it from falling below 0"] if level.low < LOWEST else []
    return Finding(
        code="RUT308",
        message=f"this level can leave the range from {LOWEST} to {HIGHEST}",
        span=node.span,
        expected=f"{LOWEST} to {HIGHEST}",
        found=f"{level.low} to {level.high}",
        help=", and ".join(ends),
    )


def resolve_level(node: syntax.LevelNode, resolver: Resolver) -> Level:
    """Return the level of a tree; findings go to the resolver's place."""
    match node:
        case syntax.Number(value):
            return Level(value, value, lambda k: ALWAYS if value >= k else NEVER)
        case syntax.Name():
            return _of_name(node, resolver)
        case syntax.Extreme(function, arguments):
            parts = [resolve_level(argument, resolver) for argument in arguments]
            pick, join = (max, any_of) if function == "max" else (min, all_of)
            low, high = pick(part.low for part in parts), pick(part.high for part in parts)
            return Level(low, high, lambda k: join([part.reaches(k) for part in parts]))
        case syntax.Inverse(minuend, name):
            inner, top = _of_name(name, resolver), minuend.value
            return Level(top - inner.high, top - inner.low, lambda k: negated(inner.reaches(top - k + 1)))
        case syntax.Choose(then, condition, other):
            first, when = resolve_level(then, resolver), resolver.condition(condition)
            second, unless = resolve_level(other, resolver), negated(when)
            return Level(
                min(first.low, second.low),
                max(first.high, second.high),
                lambda k: any_of([all_of([when, first.reaches(k)]), all_of([unless, second.reaches(k)])]),
            )


def _of_name(name: syntax.Name, resolver: Resolver) -> Level:
    kind = resolver.kind(name)
    if kind is None:
        return _BROKEN
    if not isinstance(kind, IntKind):
        message = f"`{name.dotted}` is not a whole number"
        resolver.refuse(wrong_kind(message, name.span, "a whole-number fact or a level"))
        return _BROKEN
    low, high = kind.low, kind.high

    def reaches(k: int) -> Condition:
        if k <= low:
            return ALWAYS
        return In(name.dotted, None, tuple(range(k, high + 1))) if k <= high else NEVER

    return Level(low, high, reaches)
