"""Decide again, naively: the JSON form of a decision from one value for each fact, with no code of the evaluation."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from rutengine.documents.decisions import DECISION_FORMAT
from rutengine.explanation.worlds import World
from rutengine.model.conditions import Condition
from rutengine.model.pack import CheckedPack, Stance
from rutengine.model.rule import Rule
from rutengine.model.strategy import Strategy
from rutengine.model.version import SEMANTICS

Record = dict[str, Any]

_ORDER: Final = ("active", "recommended", "deferred", "below_threshold", "excluded")


def decide_again(checked: CheckedPack, world: World, assumed: Sequence[str], engine: str) -> Record:
    """Return what `write_decision` writes, as plain data.

    Arguments:
        checked: the pack.
        world: one value for each fact.
        assumed: the names of the facts that count as assumed.
        engine: the version that is told.
    """
    head = checked.pack.head
    fired = [rule for rule in checked.pack.rules if world.fires(rule)]
    stance = _stance(checked, fired)
    standings = _standings(checked, world, fired, head.stances[stance])
    return {
        "kind": "decision",
        "format": DECISION_FORMAT,
        "engine": engine,
        "semantics": SEMANTICS,
        "pack": {"id": head.id, "version": head.version, "sha256": checked.pack.content_hash},
        "vocabulary": checked.vocabulary.id,
        "stance": {"id": stance, "says": head.stances[stance].says},
        "active": [one["strategy"] for one in standings if one["status"] == "active"],
        "strategies": standings,
        "patterns": {derived.name: next(iter(world.possible(derived.name))) for derived in checked.derived},
        "fired": [rule.id for rule in fired],
        "assumed": list(assumed),
        "notices": _once(rule.notice for rule in fired if rule.notice is not None),
    }


def _stance(checked: CheckedPack, fired: Sequence[Rule]) -> str:
    head = checked.pack.head
    asked = {rule.stance for rule in fired}
    found = [
        (stance.priority, id) for id, stance in head.stances.items() if id in asked and stance.priority is not None
    ]
    return max(found)[1] if found else head.stance


def _standings(checked: CheckedPack, world: World, fired: Sequence[Rule], stance: Stance) -> list[Record]:
    pack = checked.pack
    cards = {card.id: card for card in pack.strategies}
    drafts = [_standing(card, checked, world, fired, stance) for card in pack.strategies]
    drafts.sort(key=lambda one: (*(-part for part in key_of(one)), *cards[one["strategy"]].order_among_equals))
    keys = [key_of(one) for one in drafts if one["recommended"]]
    places = {"move": stance.max_moves, "groundwork": stance.max_groundwork}
    for one in drafts:
        if one["recommended"]:
            one["rank"] = 1 + sum(key > key_of(one) for key in keys)
        if not one["eligible"]:
            continue
        free = bool(one["required"]) or one["role"] == "safety"
        if free or places[one["role"]] > 0:
            one["status"] = "active"
            places[one["role"]] = places.get(one["role"], 0) - (not free)
    return sorted(drafts, key=lambda one: _ORDER.index(one["status"]))


def key_of(standing: Mapping[str, Any]) -> tuple[bool, int, int]:
    """Return what strategies are ranked by: required, lead, total."""
    return bool(standing["required"]), standing["lead"], standing["total"]


def _standing(card: Strategy, checked: CheckedPack, world: World, fired: Sequence[Rule], stance: Stance) -> Record:
    """Return where a strategy stands before ranks and places are given."""
    given = [(rule.support[card.id], rule.id) for rule in fired if card.id in rule.support]
    taken = [(-rule.oppose[card.id], rule.id) for rule in fired if card.id in rule.oppose]
    against = sum(points for points, _ in taken)
    lead = max((points for points, _ in given), default=0) + against
    threshold = checked.pack.head.threshold_of(card)
    said = {
        effect: [rule.id for rule in fired if card.id in getattr(rule, table)]
        for effect, table in (("required", "require"), ("excluded", "exclude"), ("deferred", "defer"))
    }
    blocked = "excluded" if said["excluded"] else "deferred" if said["deferred"] else "below_threshold"
    recommended = bool(said["required"]) or (blocked == "below_threshold" and lead >= threshold)
    allowed = card.phase in stance.phases and card.role in stance.roles
    return {
        "strategy": card.id,
        "status": "recommended" if recommended else blocked,
        "recommended": recommended,
        "eligible": recommended and (bool(said["required"]) or allowed),
        "lead": lead,
        "total": sum(points for points, _ in given) + against,
        "threshold": threshold,
        "rank": None,
        "contributions": [
            {"rule": rule, "points": points}
            for points, rule in sorted([*given, *taken], key=lambda one: (-one[0], one[1]))
        ],
        **said,
        **_card(card, checked.conditions, world),
        "notes": _once(rule.note[card.id] for rule in fired if card.id in rule.note),
    }


def _card(card: Strategy, conditions: Mapping[tuple[str | int, ...], Condition], world: World) -> Record:
    """Return what a decision takes over from a card."""

    def so(what: str, i: int) -> bool:
        condition = conditions.get((what, card.id, i))
        return condition is None or world.truth(condition) is True

    return {
        "route": next((route.how for i, route in enumerate(card.routes) if so("route", i)), None),
        "tips": [tip.how for i, tip in enumerate(card.tips) if so("tip", i)],
        "title": card.title,
        "role": card.role,
        "phase": card.phase,
        "evidence": card.evidence.grade,
    }


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
