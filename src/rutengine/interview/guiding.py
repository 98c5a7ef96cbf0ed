"""Guide an interview: which question is next, what hangs on it, and which moves are proved to stay as they are."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, Literal

import attrs

from rutengine.compiler.program import Program
from rutengine.evaluation.deciding import decide, derive_possible
from rutengine.evaluation.outcome import Outcome
from rutengine.explanation.certainty import find_sureness
from rutengine.interview.choosing import ranked
from rutengine.interview.drawing import Drawing
from rutengine.interview.ground import Ground, View, columns_under
from rutengine.interview.scoring import Scoring
from rutengine.logic.search import Budget, SearchLimitError, find_completion
from rutengine.logic.truth import truth
from rutengine.model.claims import Claim, active
from rutengine.solver.network import FALSE, TRUE, Node
from rutengine.solver.proving import Goal, Prover

NODES: Final = 600
"""How many states are looked at for one strategy before the next question is asked without a proof."""

_TRIED: Final = 4
"""How many of the best questions are looked at before the solver is asked what is still open."""

_EARLY: Final = 3
"""How many questions come before the first that is sensitive, where others are worth asking."""

_TURNS: Final = (1, 2, 3, 5)
"""By how many places the answers to a question are dealt on, to see what hangs on it."""

Ends = Literal["settled", "help first", "nothing left"]
"""Why an interview ends by itself.

`settled`: no question that is left can change which strategies are active, which is proved. `help first`: the stance
shows nothing but what is required. `nothing left`: every question that could be asked was answered or passed over,
and there is no proof; so it is always while questions wait for each other in a circle.
"""


@attrs.frozen(kw_only=True, repr=False)
class Next:
    """What comes next.

    Arguments:
        fact: the number of the fact to be asked, or None.
        ends: if nothing is asked, why.
        hanging: the places of some strategies that may be shown or not, as the answer is.
        settled: the places of the strategies of which it is proved that they are shown, or are not.
        remaining: about how many questions are left.
    """

    fact: int | None
    ends: Ends | None
    hanging: tuple[int, ...] = ()
    settled: frozenset[int] = frozenset()
    remaining: int = 0


class Guide:
    """Guides interviews over one program; threads may share it, and it holds nothing of a person.

    Arguments:
        program: the program.
    """

    def __init__(self, program: Program) -> None:
        self.program: Final = program
        self.ground: Final = Ground(program)
        self.scoring: Final = Scoring(program)
        self.drawing: Final = Drawing(self.ground, self.scoring)
        self._names = [step.strategy.id for step in program.strategies]
        gated = attrs.evolve(program, constraints=(*program.constraints, *self.ground.gates()))
        self._gated = Prover(gated)
        self._goals: dict[tuple[Prover, Node], Goal] = {}
        head = program.checked.pack.head
        self._helping = frozenset(
            name
            for name, stance in head.stances.items()
            if name != head.stance and not (stance.phases and stance.roles)
        )
        formulas = [step.formula for step in program.rules if step.rule.stance in self._helping]
        self._grave = self.ground.bound(columns_under(formulas, {step.column: step.rows for step in program.derived}))

    def next(self, view: View, settled: frozenset[int] = frozenset()) -> Next:
        """Return what comes next.

        Arguments:
            view: what is open.
            settled: the places of strategies that are known to be settled; this saves work and changes nothing.
        """
        outcome = decide(self.program, view.sets)
        if outcome.stance in self._helping:
            return Next(fact=None, ends="help first", settled=settled)
        found = self._by_people(view, outcome)
        if found is not None:
            return attrs.evolve(found, settled=settled)
        return self._by_proof(view, outcome, settled)

    def hanging(self, view: View, fact: int) -> tuple[int, ...]:
        """Return the places of the strategies that are shown to some people and would not be with another answer."""
        crowd, alive = self.drawing.draw(view)
        shown = self.scoring.shown(self.drawing.lanes, crowd.fired())
        changed = [0] * len(shown)
        for turn in _TURNS:
            for place, lanes in enumerate(self._turned(view, fact, turn, shown, alive)):
                changed[place] |= lanes
        return tuple(place for place, lanes in enumerate(changed) if lanes)

    def certain(self, view: View, settled: frozenset[int] = frozenset()) -> frozenset[int]:
        """Return the places of the active strategies of which it is proved that they stay so."""
        outcome = decide(self.program, view.sets)
        now = _active(outcome)
        claims = [(place, claim) for place, claim in self._claims(outcome) if self._names[place] in now]
        return frozenset(place for place, _ in claims) - frozenset(self._open(view, outcome, claims, settled))

    def open(self, view: View, settled: frozenset[int] = frozenset()) -> tuple[int, ...]:
        """Return the places of the strategies of which it is not proved that they are shown, or are not."""
        outcome = decide(self.program, view.sets)
        return tuple(self._open(view, outcome, self._claims(outcome), settled))

    def _open(
        self, view: View, outcome: Outcome, claims: Iterable[tuple[int, Claim]], settled: frozenset[int]
    ) -> Iterator[int]:
        """Yield the places of those claims that may be true of somebody who is left to be met."""
        crowd, alive = self.drawing.draw(view)
        differing = self._differing(outcome, self.scoring.shown(self.drawing.lanes, crowd.fired()), alive)
        settled |= self._never(view)
        prover = self._prover(view)
        for place, claim in claims:
            if differing[place] or not (place in settled or self._refuted(prover, claim, view.sets)):
                yield place

    def _differing(self, outcome: Outcome, shown: Sequence[int], alive: int) -> list[int]:
        """Return for each strategy those of whom it is not so what is so now: that it is shown, or is not."""
        now = _active(outcome)
        return [alive & (~lanes if name in now else lanes) for name, lanes in zip(self._names, shown, strict=True)]

    def _by_people(self, view: View, outcome: Outcome) -> Next | None:
        """Return the question that tells most of the people who are drawn, if something hangs on one for them.

        One that can bring help first is taken before all others, whatever hangs on it.
        """
        crowd, alive = self.drawing.draw(view)
        shown = self.scoring.shown(self.drawing.lanes, crowd.fired())
        undecided = [lanes for lanes in self._differing(outcome, shown, alive) if lanes]
        askings = [self.ground.askings[number] for number in view.askable]
        early = len(self.ground.askings) - len(view.open) < _EARLY
        urgent = self._urgent(view)
        best = ranked(askings, crowd, alive, undecided, early=early)[:_TRIED] if urgent is None else [urgent]
        for number in best:
            for turn in _TURNS:
                changed = self._turned(view, number, turn, shown, alive)
                if any(changed):
                    hanging = tuple(place for place, lanes in enumerate(changed) if lanes)
                    return Next(fact=number, ends=None, hanging=hanging, remaining=_guess(undecided))
        return None if urgent is None else Next(fact=urgent, ends=None, remaining=_guess(undecided))

    def _urgent(self, view: View) -> int | None:
        """Return the first question of which an answer, with what is assumed of all else, brings help first."""
        return next((number for number in view.askable if self._can_bring_help(view, number)), None)

    def _can_bring_help(self, view: View, number: int) -> bool:
        """Tell whether a value of a fact, or a member of a set alone, brings in a stance that shows only help."""
        for column in self._grave.intersection(self.ground.askings[number].columns):
            for bits in filter(None, (bits & view.sets[column] for bits in self.ground.classes[column])):
                sets = (*view.sets[:column], bits, *view.sets[column + 1 :])
                person = find_completion(self.ground.constraints, sets, self.program.preference)
                if person is not None and decide(self.program, person).stance in self._helping:
                    return True
        return False

    def _turned(self, view: View, fact: int, turn: int, shown: Sequence[int], alive: int) -> list[int]:
        """Return for whom each strategy would change if the answers to one question were dealt on."""
        crowd, still = self.drawing.draw(view, {fact: turn})
        other = self.scoring.shown(self.drawing.lanes, crowd.fired())
        return [(before ^ after) & alive & still for before, after in zip(shown, other, strict=True)]

    def _by_proof(self, view: View, outcome: Outcome, settled: frozenset[int]) -> Next:
        """Return a question on which something hangs for somebody, or the proof that there is none."""
        known, left = set(settled | self._never(view)), list[int]()
        prover = self._prover(view)
        for place, claim in self._claims(outcome):
            if place in known:
                continue
            if self._refuted(prover, claim, view.sets):
                known.add(place)
                continue
            left.append(place)
            if not view.askable:
                break
            for number in self._deciding(prover, view, outcome, claim):
                return Next(fact=number, ends=None, hanging=(place,), settled=frozenset(known), remaining=1)
        if (left or view.circling) and view.askable:
            asked = min(view.askable, key=self._tact)
            return Next(fact=asked, ends=None, hanging=tuple(left), settled=frozenset(known), remaining=1)
        ends: Ends = "nothing left" if left or view.circling else "settled"
        return Next(fact=None, ends=ends, settled=frozenset(known))

    def _claims(self, outcome: Outcome) -> Iterator[tuple[int, Claim]]:
        """Yield for each strategy the claim that it is shown although it is not now, or the other way round."""
        now = _active(outcome)
        for place, name in enumerate(self._names):
            yield place, ~active(name) if name in now else active(name)

    def _never(self, view: View) -> frozenset[int]:
        """Return the places of the strategies of which it shows at once that nobody is shown them."""
        possible = derive_possible(self.program, view.sets)
        return self.scoring.never([truth(step.formula, possible) for step in self.program.rules])

    @cached_property
    def _ungated(self) -> Prover:
        return Prover(self.program)

    def _prover(self, view: View) -> Prover:
        """Return a prover that leaves out nobody who is left to be met."""
        return self._gated if self.ground.is_as_asked(view) else self._ungated

    def _refuted(self, prover: Prover, claim: Claim, sets: Sequence[int]) -> bool:
        """Tell whether it is proved that nobody who is left to be met makes a claim true."""
        node = prover.encoding.claim(claim)
        if node in (TRUE, FALSE):
            return node == FALSE
        key = (prover, node)
        if key not in self._goals:
            self._goals[key] = Goal(prover.encoding.network, node, prover.constraints, self.program.preference)
        try:
            return self._goals[key].find(sets, Budget(NODES)) is None
        except SearchLimitError:
            return False

    def _deciding(self, prover: Prover, view: View, outcome: Outcome, claim: Claim) -> Iterator[int]:
        """Yield the facts that can be asked and decide a claim, lead to such facts, or are bound to them."""
        sureness = find_sureness(prover, outcome, claim, NODES)
        names = {decider.name for decider in sureness.deciders}
        wanted = {asking.number for asking in self.ground.askings if asking.fact.name in names}
        waiting = list(wanted if sureness.verdict.certainty == "open" else view.open)
        while waiting:
            beside = self.ground.beside(waiting.pop()) & view.open - wanted
            wanted |= beside
            waiting += beside
        yield from sorted(wanted & set(view.askable), key=self._tact)

    def _tact(self, number: int) -> tuple[bool, int, int]:
        asking = self.ground.askings[number]
        return asking.fact.sensitive, asking.words.tier, number


def _guess(undecided: Sequence[int]) -> int:
    """Return about how many questions are left: three for four strategies that are open, as was measured."""
    return max(1, len(undecided) * 3 // 4)


def _active(outcome: Outcome) -> frozenset[str]:
    return frozenset(standing.strategy for standing in outcome.standings if standing.status == "active")
