"""What is written otherwise in two versions of a pack, by id: what decides something, and what is only worded anew."""

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from rutengine.analysis.joining import Joint
from rutengine.model.conditions import Condition
from rutengine.model.pack import CheckedPack, ConditionKey, PackHead
from rutengine.model.strategy import Strategy

_PLACING: Final = ("phase", "role", "minutes_per_week", "weeks", "cost", "reversibility")

_Meanings = Mapping[str, tuple[object, object]]
"""By id: what decides, and all that is written."""


@attrs.frozen(kw_only=True)
class Changes:
    """What is otherwise among the things of one kind, by id.

    Arguments:
        kind: `rule`, `pattern`, `constraint` or `strategy`.
        added, removed: what only the new pack has, or only the old one.
        changed: what may decide otherwise.
        reworded: what is only worded otherwise.
    """

    kind: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    reworded: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.reworded)


def changes_of(old: CheckedPack, new: CheckedPack) -> tuple[Changes, ...]:
    """Return what is written otherwise, by kind.

    Example:
        >>> from rutengine.career import engine
        >>> any(changes_of(engine().pack, engine().pack))
        False
    """
    before, after = _meanings(old), _meanings(new)
    return tuple(_changes(kind, before[kind], after[kind]) for kind in before)


def settings_of(joint: Joint) -> tuple[str, ...]:
    """Return which settings are declared otherwise that decide where a strategy is shown and how it is planned."""
    return (*_heads_apart(joint.before.checked.pack.head, joint.after.checked.pack.head), *_cards_apart(joint))


def _heads_apart(before: PackHead, after: PackHead) -> Iterator[str]:
    if before.plan != after.plan:
        yield "the fact of the weekly hours"
    if _failed(before) != _failed(after):
        yield "the fact of what did not help"
    if before.stance != after.stance:
        yield "the default stance"
    for id in sorted({*before.stances, *after.stances}):
        if _places(before, id) != _places(after, id):
            yield f"the stance `{id}`"


def _places(head: PackHead, id: str) -> tuple[object, ...] | None:
    """Return what a stance lets be shown, if there is one of this id."""
    stance = head.stances.get(id)
    if stance is None:
        return None
    shown = frozenset(stance.phases), frozenset(stance.roles), stance.max_moves, stance.max_groundwork
    return *shown, stance.priority


def _failed(head: PackHead) -> str | None:
    return None if head.history is None else head.history.failed


def _cards_apart(joint: Joint) -> Iterator[str]:
    before, after = joint.before, joint.after
    for id, strategy in before.strategies.items():
        if id in after.strategies:
            old = _placed(strategy, before.conditions)
            new = _placed(after.strategies[id], after.conditions)
            yield from (f"`{name}` of the strategy `{id}`" for name in old if old[name] != new[name])


def _placed(strategy: Strategy, conditions: Mapping[ConditionKey, Condition]) -> Mapping[str, object]:
    """Return what decides where a strategy is shown and how it is planned."""
    after = ((one.strategy, conditions.get(("after", strategy.id, i))) for i, one in enumerate(strategy.after))
    return {
        **{name: getattr(strategy, name) for name in _PLACING},
        "steps": [len(steps) for steps in (strategy.steps, *(route.steps for route in strategy.routes)) if steps],
        "after": frozenset(after),
        "fallbacks": strategy.fallbacks,
    }


def _changes(kind: str, old: _Meanings, new: _Meanings) -> Changes:
    both = [id for id in old if id in new]
    changed = {id for id in both if old[id][0] != new[id][0]}
    return Changes(
        kind=kind,
        added=tuple(id for id in new if id not in old),
        removed=tuple(id for id in old if id not in new),
        changed=tuple(id for id in both if id in changed),
        reworded=tuple(id for id in both if id not in changed and old[id] != new[id]),
    )


def _meanings(checked: CheckedPack) -> Mapping[str, _Meanings]:
    pack = checked.pack
    patterns = {f"patterns.{pattern.id}": pattern for pattern in pack.patterns}
    constraints = {constraint.id: constraint for constraint in pack.constraints}
    return {
        "rule": {
            rule.id: (
                (
                    checked.conditions["rule", rule.id],
                    (rule.support, rule.oppose),
                    tuple((*table,) for table in (rule.exclude, rule.defer, rule.require)),
                    rule.stance,
                ),
                rule,
            )
            for rule in pack.rules
        },
        "pattern": {derived.name: (derived, patterns[derived.name]) for derived in checked.derived},
        "constraint": {id: (condition, constraints[id]) for id, condition in checked.constraints},
        "strategy": {strategy.id: (_card(checked, strategy), strategy) for strategy in pack.strategies},
    }


def _card(checked: CheckedPack, strategy: Strategy) -> tuple[object, ...]:
    conditions = [
        tuple(checked.conditions.get((kind, strategy.id, i)) for i in range(len(parts)))
        for kind, parts in (("route", strategy.routes), ("tip", strategy.tips))
    ]
    return (
        checked.pack.head.threshold_of(strategy),
        *conditions,
        tuple(strategy.effort(i) for i in range(len(strategy.routes))),
        _placed(strategy, checked.conditions),
    )
