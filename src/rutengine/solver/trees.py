"""From a checked pack and a claim to plain trees: a reading of its own, which shares no code with the search."""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy

import attrs

from rutengine.model.claims import (
    Above,
    AllClaims,
    AnyClaim,
    Claim,
    Count,
    Elsewhere,
    Fate,
    FateKind,
    Holds,
    Lost,
    NotClaim,
    Possible,
    Rise,
    Score,
    StanceIs,
    Top,
)
from rutengine.model.conditions import (
    AllOf,
    AnyOf,
    AtLeastOf,
    CaseDefinition,
    Condition,
    Definition,
    In,
    NotThat,
    conditions_of,
)
from rutengine.model.pack import CheckedPack
from rutengine.model.strategy import Strategy
from rutengine.vocabulary.answers import variables_of
from rutengine.vocabulary.kinds import Scalar

TRUE, FALSE = 0, 1
"""The constant nodes."""

_Key = tuple[str, str | None]
_TABLES = {"required": "require", "excluded": "exclude", "deferred": "defer"}


@attrs.frozen
class Node:
    """True where the weights of the true children add up to `need` at least; a literal, where a column is in a mask."""

    need: int
    terms: tuple[tuple[int, int], ...] = ()
    column: int | None = None
    mask: int = 0


_MOST_KEPT = 40_000
"""From how many nodes on the trees of claims are not kept."""


class Trees:
    """The trees of a pack as numbered nodes; node `n ^ 1` is the opposite of node `n`.

    Arguments:
        checked: the pack.

    Attributes:
        full: all values of every fact column, as bits.
        nodes: what each node is.
        constraints: the nodes of the constraints.
    """

    def __init__(self, checked: CheckedPack) -> None:
        variables = [v for fact in checked.vocabulary.facts for v in variables_of(fact)]
        self.full: tuple[int, ...] = tuple((1 << len(v.domain)) - 1 for v in variables)
        self._columns: dict[_Key, int] = {(v.name, v.member): i for i, v in enumerate(variables)}
        self._domains = {(v.name, v.member): v.domain for v in variables}
        self.nodes: list[Node] = [Node(0), Node(1)]
        self.known: dict[object, int] = {}
        self._domains |= {(derived.name, None): derived.domain for derived in checked.derived}
        self._derived: dict[str, tuple[Definition, list[int]]] = {}
        for d in checked.derived:
            self._derived[d.name] = d.definition, [*map(self._condition, conditions_of(d.definition))]
        self._rules, self._strategies = checked.pack.rules, {s.id: s for s in checked.pack.strategies}
        self._fired = {r.id: self._condition(checked.conditions["rule", r.id]) for r in self._rules}
        self.constraints: list[int] = [self._condition(condition) for _, condition in checked.constraints]
        self._head = head = checked.pack.head
        asked = sorted((stance.priority, id) for id, stance in head.stances.items() if stance.priority is not None)
        self._stances = {id: head.stances[id] for id in (*(id for _, id in reversed(asked)), head.stance)}
        self._pack: Trees = self
        self._pack = self.copy()

    def copy(self) -> "Trees":
        """Return trees that grow without changing these."""
        other = copy(self)
        other.nodes, other.known = self.nodes.copy(), self.known.copy()
        return other

    def kept(self) -> "Trees":
        """Return what is worth keeping: these trees, or only those of the pack once they have grown large."""
        return self.copy() if len(self.nodes) < _MOST_KEPT else self._pack.copy()

    def _gate(self, need: int, weighted: Iterable[tuple[int, int]]) -> int:
        terms = [(weight, child) for weight, child in weighted if child != FALSE]
        need -= sum(weight for weight, child in terms if child == TRUE)
        terms = [(weight, child) for weight, child in terms if child != TRUE]
        total = sum(weight for weight, _ in terms)
        if need <= 0 or total < need or len(terms) == 1:
            return TRUE if need <= 0 else FALSE if total < need else terms[0][1]
        node = Node(need, tuple(terms))
        if node not in self.known:
            self.known[node] = len(self.nodes)
            self.nodes += [node, Node(total - need + 1, tuple((weight, child ^ 1) for weight, child in terms))]
        return self.known[node]

    def _all(self, *parts: int) -> int:
        return self._gate(len(parts), [(1, part) for part in parts])

    def _any(self, *parts: int) -> int:
        return self._gate(1, [(1, part) for part in parts])

    def _literal(self, key: _Key, mask: int) -> int:
        """Return the tree of "a fact or pattern has a value in the mask"."""
        if (key, mask) not in self.known:
            column = self._columns.get(key)
            self.known[key, mask] = self._unfold(key, mask) if column is None else self._fact(column, mask)
        return self.known[key, mask]

    def _fact(self, column: int, mask: int) -> int:
        if mask in (0, self.full[column]):
            return TRUE if mask else FALSE
        self.nodes += [Node(1, (), column, mask), Node(1, (), column, self.full[column] ^ mask)]
        return len(self.nodes) - 2

    def _unfold(self, key: _Key, mask: int) -> int:
        (definition, parts), domain = self._derived[key[0]], self._domains[key]
        if isinstance(definition, CaseDefinition):
            node = TRUE if mask >> domain.index(definition.default) & 1 else FALSE
            for (_, value), row in reversed([*zip(definition.rows, parts, strict=False)]):
                node = self._any(row, node) if mask >> domain.index(value) & 1 else self._all(row ^ 1, node)
            return node
        reached = [TRUE, *parts[: len(domain) - 1], FALSE]
        starts = [k for k in range(len(domain)) if mask >> k & 1 and not mask << 1 >> k & 1]
        ends = [k for k in range(1, len(domain) + 1) if mask << 1 >> k & 1 and not mask >> k & 1]
        return self._any(*(self._all(reached[i], reached[k] ^ 1) for i, k in zip(starts, ends, strict=True)))

    def _condition(self, condition: Condition, *, holds: bool = True) -> int:
        """Return the tree of a condition or of its opposite; those of one fact in an "all" or "any" are merged."""
        if isinstance(condition, NotThat):
            return self._condition(condition.part, holds=not holds)
        if isinstance(condition, AtLeastOf):
            return self._gate(condition.count, [(1, self._condition(part)) for part in condition.parts]) ^ (not holds)
        together = isinstance(condition, AllOf) == holds
        masks: dict[_Key, int] = {}
        order: list[_Key | int] = []
        for part, so in _parts(condition, together=together, holds=holds):
            if isinstance(part, In):
                key = part.name, part.member
                mask = sum(1 << i for i, value in enumerate(self._domains[key]) if (value in part.values) == so)
                order += [] if key in masks else [key]
                masks[key] = masks.get(key, mask) & mask if together else masks.get(key, 0) | mask
            else:
                order.append(self._condition(part, holds=so))
        nodes = [part if isinstance(part, int) else self._literal(part, masks[part]) for part in order]
        return self._all(*nodes) if together else self._any(*nodes)

    def budget(self, limit: int, costs: Iterable[tuple[int, int, int]]) -> int:
        """Return the tree of "the costs of the values that are taken add up to the limit at most".

        Arguments:
            limit: the limit.
            costs: columns, values of theirs as bits, and what these cost.

        Raises:
            LookupError, ValueError: no such column, values or cost.
        """
        kept: list[tuple[int, int]] = []
        for column, mask, cost in sorted(costs):
            if column < 0 or cost < 0 or not mask or mask & ~self.full[column]:
                raise ValueError("no cost")
            kept.append((cost, self._fact(column, self.full[column] ^ mask)))
        return self._gate(sum(cost for cost, _ in kept) - limit, kept)

    def claim(self, claim: Claim) -> int:
        """Return the tree of a claim.

        Raises:
            LookupError, ValueError: it names what the pack does not have.
        """
        if claim not in self.known:
            self.known[claim] = self._meaning(claim)
        return self.known[claim]

    def _meaning(self, claim: Claim) -> int:
        match claim:
            case Fate(fate, s):
                return self._fate(fate, self._strategies[s])
            case Top(s, strictly):
                return self._stands(s, [t for t in self._strategies if t != s], strictly=strictly)
            case Above(s, t):
                return self._stands(s, [t], strictly=True)
            case Score():
                return self._score(claim)
            case StanceIs(stance):
                order = [*self._stances]
                above = order[: order.index(stance)]
                asked = [self._asked(stance)] if stance != order[-1] else []
                return self._all(*(self._asked(x) ^ 1 for x in above), *asked)
            case Holds(condition):
                return self._condition(condition)
            case Count(fate, minimum):
                shown = self._shown() if fate == "active" else [self._has(fate, s) for s in self._strategies]
                return self._gate(minimum, [(1, node) for node in shown])
            case AllClaims(parts):
                return self._all(*map(self.claim, parts))
            case AnyClaim(parts):
                return self._any(*map(self.claim, parts))
            case NotClaim(part):
                return self.claim(part) ^ 1
            case _:
                return self._of_two(claim)

    def _of_two(self, claim: Claim) -> int:
        """Return the tree of a claim about two people who differ in one fact."""
        match claim:
            case Elsewhere(name, member, value, part):
                return self._moved(self.claim(part), (name, member), value)
            case Possible(name, member, value):
                return self._all(*(self._moved(root, (name, member), value) for root in self.constraints))
            case Lost(part, name, member, low, high):
                before, after = (self._moved(self.claim(part), (name, member), value) for value in (low, high))
                return FALSE if before == after else self._all(before, after ^ 1)
            case Rise():
                return self._rise(claim)
            case _:
                raise ValueError("no claim")

    def _moved(self, node: int, key: _Key, value: Scalar) -> int:
        """Return the tree of what a node would be if a fact had one value; of an opposite it is the opposite."""
        if node & 1:
            return self._moved(node ^ 1, key, value) ^ 1
        column, bit = self._columns[key], self._domains[key].index(value)
        if (node, column, bit) not in self.known:
            what = self.nodes[node]
            if what.column is None:
                moved = self._gate(
                    what.need, [(weight, self._moved(child, key, value)) for weight, child in what.terms]
                )
            else:
                moved = node if what.column != column else TRUE if what.mask >> bit & 1 else FALSE
            self.known[node, column, bit] = moved
        return self.known[node, column, bit]

    def _rise(self, rise: Rise) -> int:
        """Return the tree of "what is measured is so much more at `high` than at `low`"; equal parts cancel out."""
        if rise.measure == "rank":
            rivals = [[t] for t in self._strategies if t != rise.strategy]
            parts = [(self._stands(rise.strategy, rival, strictly=False), 1) for rival in ([], *rivals)]
        else:
            parts = [(self._some(ids), points) for ids, points in self._points(rise.measure, rise.strategy)]
        weights: dict[int, int] = {}
        minimum = rise.minimum
        for sign, value in ((1, rise.high), (-1, rise.low)):
            for node, points in parts:
                moved = self._moved(node, (rise.name, rise.member), value)
                change = -sign * points if moved & 1 else sign * points
                weights[moved & ~1] = weights.get(moved & ~1, 0) + change
                minimum -= sign * points if moved & 1 else 0
        terms = [(abs(w), node ^ (w < 0)) for node, w in weights.items() if w]
        return self._gate(minimum - sum(w for w in weights.values() if w < 0), terms)

    def _has(self, fate: FateKind, s: str) -> int:
        return self.claim(Fate(fate, s))

    def _fate(self, fate: str, s: Strategy) -> int:
        if fate in _TABLES:
            return self._some(r.id for r in self._rules if s.id in getattr(r, _TABLES[fate]))
        required = self._has("required", s.id)
        if fate == "recommended":
            lead = self.claim(Score("lead", s.id, self._head.threshold_of(s)))
            return self._any(
                required, self._all(self._has("excluded", s.id) ^ 1, self._has("deferred", s.id) ^ 1, lead)
            )
        recommended = self._has("recommended", s.id)
        allowing = {id: x for id, x in self._stances.items() if s.phase in x.phases and s.role in x.roles}
        if fate == "eligible" or (fate == "active" and s.role == "safety"):
            allowed = self._any(*(self.claim(StanceIs(id)) for id in allowing))
            return self._all(recommended, self._any(required, allowed))
        if fate != "active":
            raise ValueError(fate)
        ways = [required]
        for id, x in allowing.items():
            rivals = [t for t in self._strategies.values() if t != s and t.role == s.role and t.phase in x.phases]
            places = x.max_moves if s.role == "move" else x.max_groundwork
            full = self._gate(places, [(1, self._before(t, s)) for t in rivals])
            ways.append(self._all(self.claim(StanceIs(id)), recommended, full ^ 1))
        return self._any(*ways)

    def _shown(self) -> Iterator[int]:
        """Yield trees of which as many hold as strategies are active: the places that are taken, in any order."""
        for role in ("safety", "move", "groundwork"):
            ids = [s.id for s in self._strategies.values() if s.role == role]
            if role == "safety":
                yield from (self._has("eligible", id) for id in ids)
                continue
            yield from (self._has("required", id) for id in ids)
            queue = [(1, self._all(self._has("eligible", id), self._has("required", id) ^ 1)) for id in ids]
            places = {id: x.max_moves if role == "move" else x.max_groundwork for id, x in self._stances.items()}
            for k in range(1, max(places.values()) + 1):
                room = self._any(*(self.claim(StanceIs(id)) for id, most in places.items() if most >= k))
                yield self._all(room, self._gate(k, queue))

    def _before(self, t: Strategy, s: Strategy) -> int:
        """Return the tree of "t is recommended, not required, and comes before s where they compete for places"."""
        shown_first = t.order_among_equals < s.order_among_equals
        ahead = self._outranks(s.id, t.id) ^ 1 if shown_first else self._outranks(t.id, s.id)
        return self._all(self._has("recommended", t.id), self._has("required", t.id) ^ 1, ahead)

    def _stands(self, s: str, rivals: Sequence[str], *, strictly: bool) -> int:
        """Return the tree of "s is recommended; the rivals are not, or have no larger key (`strictly`: a smaller)"."""
        beaten = [self._outranks(s, t) if strictly else self._outranks(t, s) ^ 1 for t in rivals]
        absent = [self._has("recommended", t) ^ 1 for t in rivals]
        return self._all(self._has("recommended", s), *map(self._any, absent, beaten))

    def _outranks(self, s: str, t: str) -> int:
        """Return the tree of "the key of s is larger than that of t"."""
        if (s, t, ">") not in self.known:
            ours, theirs = self._has("required", s), self._has("required", t)
            level, lead = self.claim(Score("lead", s, 0, t)), self.claim(Score("lead", s, 1, t))
            larger = self._any(lead, self.claim(Score("total", s, 1, t)))
            scores = self._all(self._any(ours, theirs ^ 1), level, larger)
            self.known[s, t, ">"] = self._any(self._all(ours, theirs ^ 1), scores)
        return self.known[s, t, ">"]

    def _score(self, score: Score) -> int:
        weights: dict[tuple[str, ...], int] = {}
        for sign, s in ((1, score.strategy), *([] if score.rival is None else [(-1, score.rival)])):
            for ids, points in self._points(score.measure, self._strategies[s].id):
                weights[ids] = weights.get(ids, 0) + sign * points
        terms = [(abs(w), self._some(ids) ^ (w < 0)) for ids, w in weights.items() if w]
        return self._gate(score.minimum - sum(w for w in weights.values() if w < 0), terms)

    def _points(self, measure: str, s: str) -> Iterator[tuple[tuple[str, ...], int]]:
        """Yield what a lead or total is the sum of: so many points where one of these rules fires."""
        given = {r.id: r.support[s] for r in self._rules if s in r.support}
        for k in range(1, 1 + max(given.values(), default=0) if measure == "lead" else 0):
            yield tuple(id for id, points in given.items() if points >= k), 1
        for r in self._rules:
            if measure == "total" and r.id in given:
                yield (r.id,), given[r.id]
            if s in r.oppose:
                yield (r.id,), -r.oppose[s]

    def _asked(self, stance: str) -> int:
        return self._some(r.id for r in self._rules if r.stance == stance)

    def _some(self, rules: Iterable[str]) -> int:
        return self._any(*(self._fired[id] for id in rules))


def _parts(condition: Condition, *, together: bool, holds: bool) -> Iterator[tuple[Condition, bool]]:
    """Yield what all (`together`) or any of which must be so: conditions, each with whether it or its opposite."""
    match condition:
        case NotThat(part):
            yield from _parts(part, together=together, holds=not holds)
        case AllOf(parts) | AnyOf(parts) if isinstance(condition, AllOf) == (together == holds):
            for part in parts:
                yield from _parts(part, together=together, holds=holds)
        case _:
            yield condition, holds
