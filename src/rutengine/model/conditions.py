"""A condition after its names were resolved: every comparison with a constant has become a set of values."""

from collections.abc import Iterable, Sequence

import attrs

from rutengine.vocabulary.kinds import Scalar


@attrs.frozen
class In:
    """A fact has one of some values; of a set fact, one member is or is not in the set.

    Arguments:
        name: the dotted name of the fact, or `patterns.NAME`.
        member: the member of a set fact.
        values: the values for which it holds, in the order of the domain.
    """

    name: str
    member: str | None
    values: tuple[Scalar, ...]


@attrs.frozen
class AllOf:
    """Every part holds; with no part, always true."""

    parts: "tuple[Condition, ...]"


@attrs.frozen
class AnyOf:
    """Some part holds; with no part, always false."""

    parts: "tuple[Condition, ...]"


@attrs.frozen
class NotThat:
    """The part does not hold."""

    part: "Condition"


@attrs.frozen
class AtLeastOf:
    """At least `count` of the parts hold."""

    count: int
    parts: "tuple[Condition, ...]"


Condition = In | AllOf | AnyOf | NotThat | AtLeastOf

ALWAYS = AllOf(())
NEVER = AnyOf(())


@attrs.frozen
class TruthDefinition:
    """A derived fact that is true where its condition holds."""

    condition: Condition


@attrs.frozen
class LevelDefinition:
    """A derived whole number: it is the largest k for which `reaches[k - 1]` holds, else 0."""

    reaches: tuple[Condition, ...]


@attrs.frozen
class CaseDefinition:
    """A derived value: that of the first row that holds, else the default."""

    rows: tuple[tuple[Condition, Scalar], ...]
    default: Scalar


Definition = TruthDefinition | LevelDefinition | CaseDefinition


@attrs.frozen
class Derived:
    """A pattern after its names were resolved.

    Arguments:
        name: `patterns.NAME`.
        domain: its values, in order.
        definition: how its value follows.
    """

    name: str
    domain: tuple[Scalar, ...]
    definition: Definition


def conditions_of(definition: Definition) -> tuple[Condition, ...]:
    """Return the conditions of a definition; `ALWAYS` stands for none."""
    match definition:
        case TruthDefinition(condition):
            return (condition,)
        case LevelDefinition(reaches):
            return reaches or (ALWAYS,)
        case CaseDefinition(rows, _):
            return tuple(condition for condition, _ in rows) or (ALWAYS,)


def depth_of(condition: Condition) -> int:
    """Return how deeply a condition is nested; a comparison counts 1.

    Example:
        >>> depth_of(AllOf((In("a", None, (True,)), NotThat(In("b", None, (True,))))))
        2
    """
    match condition:
        case In():
            return 1
        case NotThat(part):
            return depth_of(part)
        case AllOf(parts) | AnyOf(parts) | AtLeastOf(_, parts):
            return 1 + max((depth_of(part) for part in parts), default=0)


def all_of(parts: Iterable[Condition]) -> Condition:
    """Join conditions by "and": nested ones are flattened, constants folded.

    Example:
        >>> all_of([ALWAYS, In("a", None, (True,))])
        In(name='a', member=None, values=(True,))
    """
    kept: list[Condition] = []
    for part in parts:
        if part == NEVER:
            return NEVER
        kept += part.parts if isinstance(part, AllOf) else [part]
    return kept[0] if len(kept) == 1 else AllOf(tuple(kept))


def any_of(parts: Iterable[Condition]) -> Condition:
    """Join conditions by "or": nested ones are flattened, constants folded."""
    kept: list[Condition] = []
    for part in parts:
        if part == ALWAYS:
            return ALWAYS
        kept += part.parts if isinstance(part, AnyOf) else [part]
    return kept[0] if len(kept) == 1 else AnyOf(tuple(kept))


def negated(condition: Condition) -> Condition:
    """Return the opposite of a condition; a double negation disappears."""
    if isinstance(condition, NotThat):
        return condition.part
    if condition in (ALWAYS, NEVER):
        return NEVER if condition == ALWAYS else ALWAYS
    return NotThat(condition)


def at_least(count: int, parts: Sequence[Condition]) -> Condition:
    """Say that at least `count` of the conditions hold."""
    if count <= 0:
        return ALWAYS
    if count > len(parts):
        return NEVER
    if count == 1:
        return any_of(parts)
    return all_of(parts) if count == len(parts) else AtLeastOf(count, tuple(parts))
