"""The naive meaning of claims, read off what the oracle of `tests/oracle.py` decided, without code of the engine.

Ask it at total answers: with one possible value for each column, `decided` is the decision on that very person.
"""

from collections.abc import Mapping
from copy import copy
from typing import Any

from rutengine.model import claims, conditions
from tests.oracle import Oracle

EFFECTS = {"required": "require", "excluded": "exclude", "deferred": "defer"}


def truth(claim: claims.Claim, decided: Any, oracle: Oracle) -> bool:
    """Tell whether a claim is true of a decision, the result of `oracle.decide`."""
    stance, _, _, _, found = decided
    match claim:
        case claims.Fate(fate, s):
            return has_fate(fate, s, decided, oracle)
        case claims.Top(s, strictly):
            others = [o["key"] for t, o in found.items() if t != s and o["recommended"]]
            beaten = [found[s]["key"] > key if strictly else found[s]["key"] >= key for key in others]
            return bool(found[s]["recommended"] and all(beaten))
        case claims.Above(s, rival):
            over = not found[rival]["recommended"] or found[s]["key"] > found[rival]["key"]
            return bool(found[s]["recommended"] and over)
        case claims.Score(measure, s, minimum, rival):
            return bool(found[s][measure] - (found[rival][measure] if rival is not None else 0) >= minimum)
        case claims.StanceIs(name):
            return bool(stance == name)
        case claims.Holds(condition):
            return met(condition, world_of(decided, oracle))
        case claims.Count(fate, minimum):
            return sum(has_fate(fate, s, decided, oracle) for s in found) >= minimum
        case claims.AllClaims(parts):
            return all(truth(part, decided, oracle) for part in parts)
        case claims.AnyClaim(parts):
            return any(truth(part, decided, oracle) for part in parts)
        case claims.NotClaim(part):
            return not truth(part, decided, oracle)
    return truth_of_two(claim, decided, oracle)


def truth_of_two(claim: claims.Claim, decided: Any, oracle: Oracle) -> bool:
    """Tell whether a claim about two people who differ in one fact is true of a decision on the first."""
    match claim:
        case claims.Elsewhere(name, member, value, part):
            return truth(part, moved(decided, oracle, name, member, value), oracle)
        case claims.Possible(name, member, value):
            return bool(oracle.allowed(moved(decided, oracle, name, member, value)[3][0]))
        case claims.Lost(part, name, member, low, high):
            before, after = (truth(part, moved(decided, oracle, name, member, v), oracle) for v in (low, high))
            return before and not after
        case claims.Rise(measure, s, name, member, low, high, minimum):
            places = [standing(measure, s, moved(decided, oracle, name, member, v)) for v in (low, high)]
            return places[1] - places[0] >= minimum
    raise TypeError(f"no such claim: {claim!r}")


def moved(decided: Any, oracle: Oracle, name: str, member: str | None, value: Any) -> Any:
    """Return the decision where one fact has another value, even if no real person has it; each is made once."""
    values = tuple(
        value if (column[0], column[1]) == (name, member) else own
        for column, own in zip(oracle.columns, decided[3][0], strict=True)
    )
    known: dict[Any, Any] = vars(oracle).setdefault("elsewhere", {})
    if values not in known:
        free = copy(oracle)
        free.constraints = []
        known[values] = free.decide([[own] for own in values])
    return known[values]


def standing(measure: str, strategy: str, decided: Any) -> int:
    """Return a lead, a total, or the rank counted downwards; who is not recommended stands behind everybody."""
    found = decided[4]
    if measure != "rank":
        return int(found[strategy][measure])
    if not found[strategy]["recommended"]:
        return -len(found) - 1
    above = [other for other in found.values() if other["recommended"] and other["key"] > found[strategy]["key"]]
    return -1 - len(above)


def has_fate(fate: claims.FateKind, strategy: str, decided: Any, oracle: Oracle) -> bool:
    """Tell whether a strategy has a fate."""
    _, fired, _, _, found = decided
    if fate == "active":
        return bool(found[strategy]["status"] == "active")
    if fate in EFFECTS:
        return any(strategy in rule.get(EFFECTS[fate], {}) for rule in oracle.rules if rule["id"] in fired)
    return bool(found[strategy][fate])


def world_of(decided: Any, oracle: Oracle) -> Mapping[tuple[str, str | None], Any]:
    """Return the value of every fact, member of a set fact, and pattern."""
    values, patterns = decided[3]
    facts = {(name, member): value for (name, member, _, _), value in zip(oracle.columns, values, strict=True)}
    return facts | {(f"patterns.{name}", None): value for name, value in patterns.items()}


def met(condition: conditions.Condition, world: Mapping[tuple[str, str | None], Any]) -> bool:
    """Tell whether a resolved condition holds."""
    match condition:
        case conditions.In(name, member, values):
            return world[(name, member)] in values
        case conditions.AllOf(parts):
            return all(met(part, world) for part in parts)
        case conditions.AnyOf(parts):
            return any(met(part, world) for part in parts)
        case conditions.NotThat(part):
            return not met(part, world)
        case conditions.AtLeastOf(count, parts):
            return sum(met(part, world) for part in parts) >= count
