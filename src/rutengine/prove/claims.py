"""Claims as z3 booleans: an encoding of its own, straight from what the claims mean.

A strongest support is a case distinction, and a key (required, lead, total) is one weighted sum, in which no part can
outweigh the one before.
"""

from rutengine.compiler.program import Program
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
    Measure,
    NotClaim,
    Possible,
    Rise,
    Score,
    StanceIs,
    Top,
)
from rutengine.prove.conditions import Z3, Conditions, Term

_BARS: tuple[FateKind, ...] = ("excluded", "deferred")


class Claims(Conditions):
    """The claims of one program as z3 booleans, each made once."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._head = program.checked.pack.head
        self._cards = {step.strategy.id: step for step in program.strategies}
        self._known: dict[Claim, Z3] = {}

    def claim(self, claim: Claim) -> Z3:
        """Return the boolean of a claim."""
        if claim not in self._known:
            self._known[claim] = self._claim(claim)
        return self._known[claim]

    def _claim(self, claim: Claim) -> Z3:
        match claim:
            case Fate(fate, strategy):
                return self._fate(fate, strategy)
            case Top(strategy, strictly):
                least = 0 if strictly else 1
                rivals = [other for other in self._cards if other != strategy]
                ahead = self.some(self._ahead(rival, strategy, least) for rival in rivals)
                return self.z3.And(self._recommended(strategy), self.z3.Not(ahead))
            case Above(strategy, rival):
                return self.z3.And(self._recommended(strategy), self.z3.Not(self._ahead(rival, strategy, 0)))
            case Score(measure, strategy, minimum, rival):
                less = [] if rival is None else [(-weight, so) for weight, so in self._sum(measure, rival)]
                return self.reaches([*self._sum(measure, strategy), *less], minimum)
            case StanceIs(stance):
                return self._stance(stance)
            case Holds(condition):
                return self.condition(condition)
            case Count(fate, minimum):
                counted = self._shown() if fate == "active" else [self.claim(Fate(fate, card)) for card in self._cards]
                return self.reaches([(1, so) for so in counted], minimum)
            case AllClaims(parts):
                return self.every(self.claim(part) for part in parts)
            case AnyClaim(parts):
                return self.some(self.claim(part) for part in parts)
            case NotClaim(part):
                return self.z3.Not(self.claim(part))
            case _:
                return self._of_two(claim)

    def _of_two(self, claim: Claim) -> Z3:
        """Return the boolean of a claim about two people who differ in one fact."""
        match claim:
            case Elsewhere(name, member, value, part):
                return self.moved(self.claim(part), name, member, value)
            case Possible(name, member, value):
                return self.every(self.moved(so, name, member, value) for so in self.base)
            case Lost(part, name, member, low, high):
                before, after = (self.moved(self.claim(part), name, member, value) for value in (low, high))
                return self.z3.And(before, self.z3.Not(after))
            case Rise(measure, strategy, name, member, low, high, minimum):
                terms = self._places(strategy) if measure == "rank" else self._sum(measure, strategy)
                gained = [(weight, self.moved(so, name, member, high)) for weight, so in terms]
                lost = [(-weight, self.moved(so, name, member, low)) for weight, so in terms]
                return self.reaches([*gained, *lost], minimum)
            case _:
                raise TypeError(f"not a claim: {claim!r}")

    def _places(self, strategy: str) -> list[Term]:
        """Return the place of a strategy, each place lost counting -1; what is not recommended loses one more."""
        without = self.z3.Not(self._recommended(strategy))
        behind = [self._ahead(rival, strategy, 1) for rival in self._cards if rival != strategy]
        return [(-1, without), *((-1, self.some([without, so])) for so in behind)]

    def _fate(self, fate: FateKind, strategy: str) -> Z3:
        match fate:
            case "required":
                return self.some(so for rule, so in self.fired if strategy in rule.require)
            case "excluded":
                return self.some(so for rule, so in self.fired if strategy in rule.exclude)
            case "deferred":
                return self.some(so for rule, so in self.fired if strategy in rule.defer)
            case "recommended":
                barred = self.some(self._fate(bar, strategy) for bar in _BARS)
                enough = self.reaches(self._sum("lead", strategy), self._cards[strategy].threshold)
                return self.some([self._required(strategy), self.z3.And(enough, self.z3.Not(barred))])
            case "eligible":
                card = self._cards[strategy].strategy
                allowing = [
                    self.claim(StanceIs(id))
                    for id, stance in self._head.stances.items()
                    if card.phase in stance.phases and card.role in stance.roles
                ]
                return self.every([self._recommended(strategy), self.some([self._required(strategy), *allowing])])
            case "active":
                return self._active(strategy)

    def _recommended(self, strategy: str) -> Z3:
        return self.claim(Fate("recommended", strategy))

    def _required(self, strategy: str) -> Z3:
        return self.claim(Fate("required", strategy))

    def _ahead(self, strategy: str, rival: str, least: int) -> Z3:
        """Say that a strategy is recommended and its key at least so much larger than that of a rival."""
        return self.z3.And(self._recommended(strategy), self._larger(strategy, rival, least))

    def _active(self, strategy: str) -> Z3:
        """Say that fewer of the same role stand before it, among the eligible that need a place, than there are."""
        card = self._cards[strategy]
        role, eligible = card.strategy.role, self.claim(Fate("eligible", strategy))
        if role == "safety":
            return eligible
        before: list[Z3] = []
        for rival, other in self._cards.items():
            if other.strategy.role == role and rival != strategy:
                larger = self._larger(rival, strategy, 0 if other.tie_break < card.tie_break else 1)
                takes = self.z3.And(self.claim(Fate("eligible", rival)), self.z3.Not(self._required(rival)))
                before.append(self.z3.And(takes, larger))
        free: list[Z3] = []
        for id, stance in self._head.stances.items():
            places = stance.max_moves if role == "move" else stance.max_groundwork
            full = self.reaches([(1, so) for so in before], places)
            free.append(self.z3.And(self.claim(StanceIs(id)), self.z3.Not(full)))
        return self.z3.And(eligible, self.some([self._required(strategy), *free]))

    def _shown(self) -> list[Z3]:
        """Return booleans of which as many are true as strategies are active: for safety, required, or in a place."""
        free: list[Z3] = []
        for role in ("safety", "move", "groundwork"):
            cards = [strategy for strategy, step in self._cards.items() if step.strategy.role == role]
            eligible = [self.claim(Fate("eligible", strategy)) for strategy in cards]
            required = [self._required(strategy) for strategy in cards]
            free += eligible if role == "safety" else required
            waiting = [self.z3.And(so, self.z3.Not(first)) for so, first in zip(eligible, required, strict=True)]
            places = {
                id: 0 if role == "safety" else stance.max_moves if role == "move" else stance.max_groundwork
                for id, stance in self._head.stances.items()
            }
            for place in range(1, max(places.values()) + 1):
                there = self.some(self.claim(StanceIs(id)) for id, most in places.items() if most >= place)
                free.append(self.z3.And(there, self.reaches([(1, so) for so in waiting], place)))
        return free

    def _stance(self, wanted: str) -> Z3:
        """Say that a stance is asked for and none of a higher priority is; the default: that no other is."""
        stances = self._head.stances
        asked = {id: self.some(so for rule, so in self.fired if rule.stance == id) for id in stances}
        least = stances[wanted].priority
        above = (
            asked[id]
            for id, stance in stances.items()
            if stance.priority is not None and (least is None or stance.priority > least)
        )
        alone = self.z3.Not(self.some(above))
        return alone if least is None else self.z3.And(asked[wanted], alone)

    def _sum(self, measure: Measure, strategy: str) -> list[Term]:
        """Return the terms of a lead or total."""
        against = [(-rule.oppose[strategy], so) for rule, so in self.fired if strategy in rule.oppose]
        given = [(rule.support[strategy], so) for rule, so in self.fired if strategy in rule.support]
        if measure == "total":
            return [*given, *against]
        strongest: list[Term] = []
        for points in sorted({points for points, _ in given}):
            more = self.some(so for value, so in given if value > points)
            alike = self.some(so for value, so in given if value == points)
            strongest.append((points, self.z3.And(alike, self.z3.Not(more))))
        return [*strongest, *against]

    def _larger(self, strategy: str, rival: str, least: int) -> Z3:
        """Say that the key of a strategy, as one number, is at least so much larger than that of a rival."""
        base = 1 + sum(abs(weight) for name in (strategy, rival) for weight, _ in self._sum("total", name))
        terms: list[Term] = []
        for sign, name in ((1, strategy), (-1, rival)):
            terms.append((sign * base**2, self._required(name)))
            terms += [(sign * base * weight, so) for weight, so in self._sum("lead", name)]
            terms += [(sign * weight, so) for weight, so in self._sum("total", name)]
        return self.reaches(terms, least)
