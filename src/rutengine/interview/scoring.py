"""What is shown to each of many people: the scores of all strategies in lanes, compared lane by lane."""

from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from rutengine.compiler.program import Program, StrategyStep
from rutengine.interview.crowd import Lanes
from rutengine.logic.formulas import Formula, Literal
from rutengine.model.pack import Stance
from rutengine.model.rule import Rule
from rutengine.model.strategy import Role


@attrs.frozen
class _Effects:
    """What the rules can do to one strategy, each rule by its number."""

    step: StrategyStep
    require: tuple[int, ...]
    bar: tuple[int, ...]
    support: tuple[tuple[int, int], ...]
    oppose: tuple[tuple[int, int], ...]
    rank: int


_InForce = Sequence[tuple[int, Stance]]


class Scoring:
    """The scores of the strategies of a program; what it says of many people `decide` says of each of them alone.

    Arguments:
        program: the program.
    """

    def __init__(self, program: Program) -> None:
        rules = [step.rule for step in program.rules]
        order = sorted(program.strategies, key=lambda step: step.tie_break, reverse=True)
        ranks = {step.strategy.id: place for place, step in enumerate(order)}
        self._effects = [_effects(step, rules, ranks[step.strategy.id]) for step in program.strategies]
        self._stances = program.stances
        self._asking = {
            step.id: [i for i, rule in enumerate(rules) if rule.stance == step.id] for step in program.stances[:-1]
        }
        self._against = max(sum(points for _, points in each.oppose) for each in self._effects)
        self._most = 1 + self._against + max(sum(points for _, points in each.support) for each in self._effects)
        parts = [part for derived in program.derived for part, _ in derived.rows]
        parts += [step.formula for step in program.rules] + [formula for _, formula in program.constraints]
        places = [max(step.stance.max_moves, step.stance.max_groundwork) for step in program.stances]
        largest = max(
            2 * self._most**2 * len(order),
            self._against + max(step.threshold for step in program.strategies),
            *places,
            *map(_parts, parts),
        )
        self.width: Final[int] = largest.bit_length() + 1

    def shown(self, lanes: Lanes, fired: Sequence[int]) -> tuple[int, ...]:
        """Return in which lanes each strategy is active.

        Arguments:
            lanes: of at least the width that is needed.
            fired: in which lanes each rule fires.
        """
        stances = self._in_force(lanes, fired)
        found: list[int] = []
        competing: dict[Role, list[tuple[int, int, int]]] = {"move": [], "groundwork": []}
        for number, effects in enumerate(self._effects):
            required, eligible, key = self._standing(effects, lanes, fired, stances)
            role = effects.step.strategy.role
            if role == "safety":
                found.append(eligible)
            else:
                found.append(required)
                competing[role].append((number, eligible & ~required, key))
        for role, entries in competing.items():
            places = sum(so * (s.max_moves if role == "move" else s.max_groundwork) for so, s in stances)
            for number, first in _first(lanes, entries, places):
                found[number] |= first
        return tuple(found)

    def never(self, fired: Sequence[bool | None]) -> frozenset[int]:
        """Return the places of the strategies that cannot be recommended.

        Arguments:
            fired: whether each rule fires, or None if that does not show.
        """
        return frozenset(place for place, effects in enumerate(self._effects) if _is_out(effects, fired))

    def _standing(
        self, effects: _Effects, lanes: Lanes, fired: Sequence[int], stances: _InForce
    ) -> tuple[int, int, int]:
        """Return where a strategy is required and where eligible, and its key: required, score, declared order."""
        required, barred = (_any(fired[rule] for rule in rules) for rules in (effects.require, effects.bar))
        base = lanes.ones * self._against - sum(fired[rule] * points for rule, points in effects.oppose)
        total = base + sum(fired[rule] * points for rule, points in effects.support)
        lead = base
        for level in range(1, max((points for _, points in effects.support), default=0) + 1):
            lead += _any(fired[rule] for rule, points in effects.support if points >= level)
        enough = lanes.at_least(lead, lanes.ones * (effects.step.threshold + self._against))
        recommended = required | (enough & ~barred)
        strategy = effects.step.strategy
        allowed = _any(so for so, s in stances if strategy.phase in s.phases and strategy.role in s.roles)
        key = (required * self._most + lead) * self._most + total
        key = key * len(self._effects) + lanes.ones * effects.rank
        return required, recommended & (required | allowed), key

    def _in_force(self, lanes: Lanes, fired: Sequence[int]) -> _InForce:
        """Return in which lanes each stance is in force."""
        left, found = lanes.ones, list[tuple[int, Stance]]()
        for step in self._stances[:-1]:
            asked = _any(fired[rule] for rule in self._asking[step.id]) & left
            found.append((asked, step.stance))
            left ^= asked
        return [*found, (left, self._stances[-1].stance)]


def _effects(step: StrategyStep, rules: Sequence[Rule], rank: int) -> _Effects:
    name = step.strategy.id
    return _Effects(
        step=step,
        require=tuple(i for i, rule in enumerate(rules) if name in rule.require),
        bar=tuple(i for i, rule in enumerate(rules) if name in rule.exclude or name in rule.defer),
        support=tuple((i, rule.support[name]) for i, rule in enumerate(rules) if name in rule.support),
        oppose=tuple((i, rule.oppose[name]) for i, rule in enumerate(rules) if name in rule.oppose),
        rank=rank,
    )


def _is_out(effects: _Effects, fired: Sequence[bool | None]) -> bool:
    """Tell whether a strategy is surely not required, and is surely barred or without the points that it needs."""
    lead = max((points for rule, points in effects.support if fired[rule] is not False), default=0)
    lead -= sum(points for rule, points in effects.oppose if fired[rule])
    barred = any(fired[rule] for rule in effects.bar)
    return all(fired[rule] is False for rule in effects.require) and (barred or lead < effects.step.threshold)


def _first(lanes: Lanes, entries: Sequence[tuple[int, int, int]], places: int) -> Iterable[tuple[int, int]]:
    """Yield for each entry in which lanes fewer others stand before it than there are places."""
    ahead = [0] * len(entries)
    for i, (_, competes, key) in enumerate(entries):
        for j, (_, others, other) in enumerate(entries[:i]):
            wins = lanes.at_least(key, other)
            ahead[j] += competes & wins
            ahead[i] += others & ~wins
    for (number, competes, _), before in zip(entries, ahead, strict=True):
        yield number, competes & ~lanes.at_least(before, places)


def _any(found: Iterable[int]) -> int:
    either = 0
    for lanes in found:
        either |= lanes
    return either


def _parts(formula: Formula) -> int:
    """Return how many parts of a condition are counted at most."""
    return 1 if isinstance(formula, Literal) else max((len(formula.parts), *map(_parts, formula.parts)))
