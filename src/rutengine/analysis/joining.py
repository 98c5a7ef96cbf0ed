"""Two packs as one: what both say stands side by side, so that claims compare it and certificates prove it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

import attrs

from rutengine.model.claims import AnyClaim, Claim, Fate, FateKind, Holds, Measure, Score
from rutengine.model.conditions import (
    AllOf,
    AnyOf,
    AtLeastOf,
    CaseDefinition,
    Condition,
    Definition,
    Derived,
    In,
    LevelDefinition,
    NotThat,
    TruthDefinition,
    all_of,
    any_of,
    negated,
)
from rutengine.model.pack import CheckedPack, ConditionKey
from rutengine.model.rule import Rule
from rutengine.model.strategy import Strategy
from rutengine.model.table import Table

OLD: Final = "old "
"""What stands before the names of the old pack; no name that is written has a space."""

FATES: Final[tuple[FateKind, ...]] = ("recommended", "required", "excluded", "deferred")
MEASURES: Final[tuple[Measure, ...]] = ("total", "lead")
REASONS: Final = ("notes", "why required", "why excluded", "why deferred")

V = TypeVar("V")

Question = tuple[str, Claim]
"""What is compared, and the claim on the joined pack that is true of those who are told something else."""

_Texts = Mapping[str, Mapping[object, Condition]]
"""By what is compared (such as `tips`): the texts, and when each is told."""


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Side:
    """One of the two packs, in the names of the joined one.

    Arguments:
        prefix: what stands before its strategies.
        checked: the pack.
        strategies: by id.
        conditions, constraints: with the patterns that only this pack has renamed.
        voices: for each strategy and each thing that is compared, under which conditions rules say so.
    """

    prefix: str
    checked: CheckedPack
    strategies: Mapping[str, Strategy]
    conditions: Mapping[ConditionKey, Condition]
    constraints: tuple[tuple[str, Condition], ...]
    voices: Mapping[str, Mapping[str, tuple[object, ...]]]

    def threshold(self, strategy: str) -> int:
        """Return the lead from which a strategy is recommended."""
        return self.checked.pack.head.threshold_of(self.strategies[strategy])

    def fires(self, rules: Iterable[Rule]) -> Condition:
        """Return the condition under which one of some rules fires."""
        return any_of([self.conditions["rule", rule.id] for rule in rules])


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Joint:
    """Two packs over the same facts as one.

    Arguments:
        before, after: the old and the new pack.
        checked: a pack with the strategies of both of which rules speak differently; a rule that both packs have is
            one rule, so that what it says of both sides cancels out. Its people are those whom both packs allow.
        concerned: the ids of these strategies.
    """

    before: Side
    after: Side
    checked: CheckedPack
    concerned: frozenset[str]

    def alone(self, side: Side) -> tuple[CheckedPack, Claim]:
        """Return the joined pack with the constraints of one pack, and the claim that the other allows nobody such."""
        other = self.before if side is self.after else self.after
        allowed = all_of([condition for _, condition in other.constraints])
        return attrs.evolve(self.checked, constraints=side.constraints), Holds(negated(allowed))


def join(old: CheckedPack, new: CheckedPack) -> Joint:
    """Join two packs over the same facts.

    Example:
        >>> from rutengine.career import engine
        >>> join(engine().pack, engine().pack).concerned
        frozenset()
    """
    names, derived = _patterns(old.derived, new.derived)
    before = _side(OLD, old, names)
    after = _side("", new, {})
    concerned = [s for s in dict.fromkeys((*after.strategies, *before.strategies)) if _unlike(before, after, s)]
    sides = (after, before)
    pairs = [(side, side.strategies[s]) for side in sides for s in concerned if s in side.strategies]
    strategies = [
        attrs.evolve(s, id=side.prefix + s.id, threshold=side.threshold(s.id), after=(), routes=(), tips=())
        for side, s in pairs
    ]
    rules, conditions = _rules(sides, frozenset(concerned))
    known = {condition for _, condition in after.constraints}
    added = [(OLD + id, condition) for id, condition in before.constraints if condition not in known]
    pack = attrs.evolve(new.pack, strategies=tuple(strategies), rules=rules, guarantees=(), scenarios=())
    checked = CheckedPack(
        pack=pack,
        vocabulary=new.vocabulary,
        conditions=conditions,
        constraints=(*after.constraints, *added),
        derived=derived,
    )
    return Joint(before=before, after=after, checked=checked, concerned=frozenset(concerned))


def _side(prefix: str, checked: CheckedPack, names: Mapping[str, str]) -> Side:
    conditions = {key: _renamed(condition, names) for key, condition in checked.conditions.items()}
    voices: dict[str, dict[str, tuple[object, ...]]] = {s.id: {} for s in checked.pack.strategies}
    for rule in checked.pack.rules:
        when = conditions["rule", rule.id]
        for fate, table in (("required", rule.require), ("excluded", rule.exclude), ("deferred", rule.defer)):
            for s in table:
                voices[s][fate] = (*voices[s].get(fate, ()), when)
        for s in dict.fromkeys((*rule.support, *rule.oppose)):
            points = (when, rule.support.get(s, 0), rule.oppose.get(s, 0))
            voices[s]["points"] = (*voices[s].get("points", ()), points)
    return Side(
        prefix=prefix,
        checked=checked,
        strategies={s.id: s for s in checked.pack.strategies},
        conditions=conditions,
        constraints=tuple((id, _renamed(condition, names)) for id, condition in checked.constraints),
        voices=voices,
    )


def _patterns(old: Sequence[Derived], new: Sequence[Derived]) -> tuple[dict[str, str], tuple[Derived, ...]]:
    """Return new names for the old patterns that are otherwise in the new pack, and the patterns of both."""
    names: dict[str, str] = {}
    found = [attrs.evolve(derived, definition=_redefined(derived.definition, {})) for derived in new]
    known = set(found)
    for derived in old:
        renamed = attrs.evolve(derived, definition=_redefined(derived.definition, names))
        if renamed not in known:
            names[derived.name] = OLD + derived.name
            found.append(attrs.evolve(renamed, name=OLD + derived.name))
    return names, tuple(found)


def _redefined(definition: Definition, names: Mapping[str, str]) -> Definition:
    match definition:
        case TruthDefinition(condition):
            return TruthDefinition(_renamed(condition, names))
        case LevelDefinition(reaches):
            return LevelDefinition(tuple(_renamed(condition, names) for condition in reaches))
        case CaseDefinition(rows, default):
            return CaseDefinition(tuple((_renamed(condition, names), value) for condition, value in rows), default)


def _renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    """Return a condition with new names and its parts in one order, so that what is only reordered is equal."""
    match condition:
        case In(name):
            return attrs.evolve(condition, name=names[name]) if name in names else condition
        case NotThat(part):
            return NotThat(_renamed(part, names))
        case AllOf(parts) | AnyOf(parts) | AtLeastOf(_, parts):
            return attrs.evolve(condition, parts=tuple(sorted((_renamed(part, names) for part in parts), key=repr)))


def _unlike(before: Side, after: Side, strategy: str) -> bool:
    """Tell whether only one pack has a strategy, or rules speak of it differently."""
    if strategy not in before.strategies or strategy not in after.strategies:
        return True
    same = before.threshold(strategy) == after.threshold(strategy)
    return not same or before.voices[strategy] != after.voices[strategy]


def _rules(sides: Sequence[Side], concerned: frozenset[str]) -> tuple[tuple[Rule, ...], dict[ConditionKey, Condition]]:
    """Return the rules that speak of some strategies; those of both packs with an equal condition are one."""
    joined: dict[tuple[Condition, int], list[tuple[Side, Rule]]] = {}
    for side in sides:
        counts: dict[Condition, int] = {}
        for rule in side.checked.pack.rules:
            tables = (rule.support, rule.oppose, rule.exclude, rule.defer, rule.require)
            if any(s in concerned for table in tables for s in table):
                when = side.conditions["rule", rule.id]
                counts[when] = counts.get(when, 0) + 1
                joined.setdefault((when, counts[when]), []).append((side, rule))
    rules: list[Rule] = []
    conditions: dict[ConditionKey, Condition] = {}
    for number, ((when, _), both) in enumerate(joined.items()):
        id = f"r{number:05}"
        conditions["rule", id] = when
        rules.append(
            Rule(
                id=id,
                theme="",
                when="",
                because="",
                cite=(),
                support=_table(both, lambda rule: rule.support, concerned),
                oppose=_table(both, lambda rule: rule.oppose, concerned),
                exclude=_table(both, lambda rule: rule.exclude, concerned),
                defer=_table(both, lambda rule: rule.defer, concerned),
                require=_table(both, lambda rule: rule.require, concerned),
            )
        )
    return tuple(rules), conditions


def _table(both: Sequence[tuple[Side, Rule]], table: Callable[[Rule], Table[V]], concerned: frozenset[str]) -> Table[V]:
    entries = {side.prefix + s: value for side, rule in both for s, value in table(rule).items() if s in concerned}
    return Table(entries)


def questions(joint: Joint, strategy: str | None) -> tuple[Question, ...]:
    """Return all ways in which somebody can be told something else; what is equal at sight is not asked.

    Arguments:
        joint: the two packs.
        strategy: about which strategy; about the advice as a whole, if None.
    """
    if strategy is None:
        return tuple(_texts_apart(*_texts_of(joint, strategy)))
    here = [side for side in (joint.before, joint.after) if strategy in side.strategies]
    if len(here) == 1:
        return tuple((fate, Fate(fate, here[0].prefix + strategy)) for fate in FATES)
    return (*_fates_apart(joint, strategy), *_texts_apart(*_texts_of(joint, strategy)))


def tellings(joint: Joint, strategy: str | None) -> tuple[Question, ...]:
    """Return questions to ask first, true of people for whom a difference matters more.

    Where the thresholds are equal nobody is recommended something by one pack only of whom no other question is true;
    this is said too, because it shortens the search.
    """
    if strategy is None or strategy not in joint.concerned:
        return ()
    if not all(strategy in side.strategies for side in (joint.before, joint.after)):
        return ()
    apart = [question for question in _fates_apart(joint, strategy) if question[0] != "total"]
    either = AnyClaim(tuple(claim for _, claim in apart))
    recommended = tuple((aspect, claim & either) for aspect, claim in _recommended_apart(strategy))
    return *recommended, *(question for question in apart if question[0] == "lead")


def _recommended_apart(strategy: str) -> Iterator[Question]:
    before, after = Fate("recommended", OLD + strategy), Fate("recommended", strategy)
    yield "recommended", after & ~before
    yield "recommended", before & ~after


def _fates_apart(joint: Joint, strategy: str) -> Iterator[Question]:
    """Yield what rules can say otherwise; where all of it and the threshold are equal, so is who is recommended it."""
    if strategy not in joint.concerned:
        return
    if joint.before.threshold(strategy) != joint.after.threshold(strategy):
        yield from _recommended_apart(strategy)
    voices = [side.voices[strategy] for side in (joint.before, joint.after)]
    old = OLD + strategy
    for fate in FATES[1:]:
        if voices[0].get(fate) != voices[1].get(fate):
            yield fate, Fate(fate, old) & ~Fate(fate, strategy)
            yield fate, Fate(fate, strategy) & ~Fate(fate, old)
    if voices[0].get("points") != voices[1].get("points"):
        for measure in MEASURES:
            yield measure, Score(measure, strategy, 1, old)
            yield measure, Score(measure, old, 1, strategy)


def _texts_apart(old: _Texts, new: _Texts) -> Iterator[Question]:
    for what in new:
        for text in dict.fromkeys((*old[what], *new[what])):
            before, after = (any_of([side[what][text]] if text in side[what] else []) for side in (old, new))
            if before != after:
                yield what, Holds(before) & ~Holds(after)
                yield what, Holds(after) & ~Holds(before)


def _of_advice(side: Side) -> _Texts:
    head, rules = side.checked.pack.head, side.checked.pack.rules
    asked = sorted((stance.priority, id) for id, stance in head.stances.items() if stance.priority is not None)
    stances: dict[object, Condition] = {}
    above: list[Condition] = []
    for _, id in reversed(asked):
        when = side.fires(rule for rule in rules if rule.stance == id)
        stances[id] = all_of([*above, when])
        above.append(negated(when))
    stances[head.stance] = all_of(above)
    notices = dict.fromkeys(rule.notice for rule in rules if rule.notice is not None)
    told: dict[object, Condition] = {
        notice: side.fires(rule for rule in rules if rule.notice == notice) for notice in notices
    }
    return {"stance": stances, "notices": told}


def _texts_of(joint: Joint, strategy: str | None) -> tuple[_Texts, _Texts]:
    """Return when which texts are told by the two packs; one that was only reworded is the same."""
    sides = joint.before, joint.after
    old, new = (_of_advice(side) if strategy is None else _of_strategy(side, strategy) for side in sides)
    same = reworded(joint, strategy)
    renamed: dict[str, dict[object, Condition]] = {what: {} for what in old}
    for what, texts in old.items():
        for text, when in texts.items():
            now = same.get((what, text), text)
            renamed[what][now] = any_of([renamed[what][now], when]) if now in renamed[what] else when
    return renamed, new


def reworded(joint: Joint, strategy: str | None) -> Mapping[tuple[str, object], object]:
    """Return, for texts of the old pack that were only reworded, what the new pack says instead.

    These are notices, notes and reasons of the same rule, and routes and tips at the same place under the same
    condition, a route with the same effort. A text counts as reworded only if it is gone, its new wording is new, and
    nobody else had or got either: texts that were exchanged are told to other people.

    Arguments:
        joint: the two packs.
        strategy: about which strategy, which both packs have; about the advice as a whole, if None.
    """
    old, new = _worded(joint.before, strategy), _worded(joint.after, strategy)
    said, says = {(key[0], text) for key, text in old.items()}, {(key[0], text) for key, text in new.items()}
    pairs = {(key[0], text): set[object]() for key, text in old.items()}
    origins = {(key[0], text): set[object]() for key, text in new.items()}
    for key in old.keys() & new.keys():
        pairs[key[0], old[key]].add(new[key])
        origins[key[0], new[key]].add(old[key])
    found: dict[tuple[str, object], object] = {}
    for (kind, text), instead in pairs.items():
        if len(instead) == 1:
            (other,) = instead
            gone = (kind, text) not in says and (kind, other) not in said and origins[kind, other] == {text}
            if gone or text == other:
                found[kind, text] = other
    return found


def _worded(side: Side, strategy: str | None) -> Mapping[tuple[str, object], object]:
    """Return every text by what it belongs to: its kind, its rule or its place with its condition."""
    found: dict[tuple[str, object], object] = {}
    rules = side.checked.pack.rules
    if strategy is None:
        return {("notices", rule.id): rule.notice for rule in rules if rule.notice is not None}
    for rule in rules:
        found |= {(what, rule.id): table[strategy] for what, table in reasons_of(rule).items() if strategy in table}
    card = side.strategies[strategy]
    for i in range(len(card.routes)):
        place = i, len(card.routes), side.conditions.get(("route", strategy, i)), *card.effort(i)
        found["route", place] = route_told(card, i)
    for i, tip in enumerate(card.tips):
        found["tips", (i, len(card.tips), side.conditions.get(("tip", strategy, i)))] = tip.how
    return found


def reasons_of(rule: Rule) -> Mapping[str, Table[str]]:
    """Return what a rule says of strategies in words, by what is compared."""
    return dict(zip(REASONS, (rule.note, rule.require, rule.exclude, rule.defer), strict=True))


def route_told(card: Strategy, route: int) -> tuple[str, int, int]:
    """Return what somebody who takes the route of this number is told: how, and the effort."""
    return card.routes[route].how, *card.effort(route)


def _of_strategy(side: Side, strategy: str) -> _Texts:
    card = side.strategies[strategy]
    routes: dict[object, Condition] = {}
    above: list[Condition] = []
    for i in range(len(card.routes)):
        when = side.conditions.get(("route", strategy, i), AllOf(()))
        told, taken = route_told(card, i), all_of([*above, when])
        routes[told] = any_of([routes[told], taken]) if told in routes else taken
        above.append(negated(when))
    tips: dict[object, Condition] = {}
    for i, tip in enumerate(card.tips):
        when = side.conditions["tip", strategy, i]
        tips[tip.how] = any_of([tips[tip.how], when]) if tip.how in tips else when
    said: dict[str, dict[object, list[Rule]]] = {what: {} for what in REASONS}
    for rule in side.checked.pack.rules:
        for what, table in reasons_of(rule).items():
            if strategy in table:
                said[what].setdefault(table[strategy], []).append(rule)
    reasons = {what: {text: side.fires(rules) for text, rules in texts.items()} for what, texts in said.items()}
    return {"route": routes, "tips": tips, **reasons}
