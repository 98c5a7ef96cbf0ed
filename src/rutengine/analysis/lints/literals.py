"""The comparisons in a condition, and the condition with one of them settled."""

from collections.abc import Iterator

from rutengine.model.conditions import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    Condition,
    In,
    NotThat,
    all_of,
    any_of,
    at_least,
    negated,
)


def signs_of(condition: Condition, *, sign: bool = True) -> Iterator[tuple[In, bool]]:
    """Yield the comparisons in a condition, each with whether the condition rather holds where it does, or does not.

    Example:
        >>> first, second = (In(name, None, (True,)) for name in ("first", "second"))
        >>> [sign for _, sign in signs_of(AllOf((first, NotThat(second))))]
        [True, False]
    """
    match condition:
        case In():
            yield condition, sign
        case NotThat(part):
            yield from signs_of(part, sign=not sign)
        case _:
            for part in condition.parts:
                yield from signs_of(part, sign=sign)


def comparisons_of(condition: Condition) -> tuple[In, ...]:
    """Return the comparisons in a condition, from left to right, each once."""
    return tuple(dict.fromkeys(comparison for comparison, _ in signs_of(condition)))


def settled(condition: Condition, comparison: In, *, so: bool) -> Condition:
    """Return a condition in which one comparison always holds or, unless it is `so`, never.

    Example:
        >>> first, second = (In(name, None, (True,)) for name in ("first", "second"))
        >>> settled(AllOf((first, second)), second, so=True) == first
        True
    """
    match condition:
        case In():
            return condition if condition != comparison else ALWAYS if so else NEVER
        case NotThat(part):
            return negated(settled(part, comparison, so=so))
        case _:
            parts = [settled(part, comparison, so=so) for part in condition.parts]
    if isinstance(condition, AllOf):
        return all_of(parts)
    return any_of(parts) if isinstance(condition, AnyOf) else _counted(condition.count, parts)


def _counted(count: int, parts: list[Condition]) -> Condition:
    """Return that so many of some conditions hold, those that always hold counted at once."""
    left = [part for part in parts if part not in (ALWAYS, NEVER)]
    return at_least(count - parts.count(ALWAYS), left)
