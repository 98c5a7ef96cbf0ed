"""How often a pack says what to people who are drawn, and which points one more or less would change who is on top."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

import attrs

from rutengine.analysis.draws import Draws
from rutengine.compiler.program import Program
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome, Standing
from rutengine.logic.search import find_completion
from rutengine.vocabulary.kinds import Scalar

POINTS: Final = range(1, 6)
"""The points that a rule can give."""

Priors = Mapping[tuple[str, str | None], Mapping[Scalar, int]]
"""How likely the values of facts are: by fact, and member of a set fact, a weight for each value."""


@attrs.frozen(kw_only=True)
class Tally:
    """To how many people a strategy is what; `top` is to stand above all others, or beside some of them."""

    strategy: str
    active: int
    top: int
    recommended: int
    excluded: int
    deferred: int


@attrs.frozen(kw_only=True)
class Flip:
    """For how many people other strategies are on top if a rule gives a strategy one point more or less."""

    rule: str
    effect: Literal["support", "oppose"]
    strategy: str
    points: int
    changed: int
    people: int


@attrs.frozen(kw_only=True)
class Statistics:
    """What a pack says to people.

    Arguments:
        people: how many there were.
        strategies: a tally for every strategy, by id.
        stances: for how many people each stance is in force, from the highest priority down.
        flips: the points that matter for who is on top; those first that matter for most people.
    """

    people: int
    strategies: tuple[Tally, ...]
    stances: tuple[tuple[str, int], ...]
    flips: tuple[Flip, ...]


def draw_people(program: Program, count: int, seed: int, priors: Priors | None = None) -> Iterator[tuple[int, ...]]:
    """Yield people whom the constraints allow: the value of every fact column, as a bit.

    Every value of a fact is equally likely, or as likely as `priors` says. Who is drawn but not allowed is changed
    until allowed; facts that are declared first are rather kept.

    Arguments:
        program: the program.
        count: how many people.
        seed: what is drawn follows from it.
        priors: weights of values; facts that are not named are drawn evenly.

    Raises:
        ValueError: a weight is negative, all weights of a fact are 0, or there is no such fact or value.
    """
    weights = _weights(program, priors or {})
    formulas = [formula for _, formula in program.constraints]
    everything = program.columns.everything()[: len(program.variables)]
    draws = Draws(seed)
    for _ in range(count):
        drawn = [1 << draws.weighted(column) for column in weights]
        preference = [
            (bit, *(other for other in known if other != bit))
            for bit, known in zip(drawn, program.preference, strict=True)
        ]
        found = find_completion(formulas, everything, preference)
        if found is None:
            raise AssertionError("every pack allows somebody")
        yield found


def _weights(program: Program, priors: Priors) -> Sequence[Sequence[int]]:
    known = {(variable.name, variable.member): variable.domain for variable in program.variables}
    for place, given in priors.items():
        if place not in known or not set(given) <= set(known[place]):
            raise ValueError(f"there is no fact `{place[0]}` with these values")
        if min(given.values(), default=0) < 0 or not sum(given.values()):
            raise ValueError(f"the weights of `{place[0]}` are negative or all 0")
    return [
        [priors[place].get(value, 0) if place in priors else 1 for value in domain] for place, domain in known.items()
    ]


def leaning(program: Program, weight: int) -> Priors:
    """Return priors by which the neutral value of every fact is so many times as likely as each other one."""
    return {
        (variable.name, variable.member): {
            value: weight if place == variable.assume else 1 for place, value in enumerate(variable.domain)
        }
        for variable in program.variables
    }


def measure(program: Program, people: Iterable[Sequence[int]]) -> Statistics:
    """Decide for people and count what they are told.

    Example:
        >>> from rutengine.career import engine
        >>> program = engine().program
        >>> found = measure(program, draw_people(program, 20, seed=1))
        >>> found.people, sum(count for _, count in found.stances)
        (20, 20)
    """
    count = 0
    said: Counter[tuple[str, str]] = Counter()
    stances: Counter[str] = Counter()
    flips: Counter[tuple[str, str, int, int]] = Counter()
    for values in people:
        outcome = decide(program, tuple(values))
        count += 1
        stances[outcome.stance] += 1
        for standing in outcome.standings:
            said.update((standing.strategy, what) for what in _fates(standing))
        flips.update(_flips(outcome))
    ordered = sorted(flips.items(), key=lambda entry: (-entry[1], entry[0]))
    return Statistics(
        people=count,
        strategies=tuple(_tally(step.strategy.id, said) for step in program.strategies),
        stances=tuple((step.id, stances[step.id]) for step in program.stances),
        flips=tuple(
            Flip(
                rule=rule,
                effect="support" if points > 0 else "oppose",
                strategy=strategy,
                points=abs(points),
                changed=changed,
                people=number,
            )
            for (rule, strategy, points, changed), number in ordered
        ),
    )


def _tally(strategy: str, said: Counter[tuple[str, str]]) -> Tally:
    return Tally(
        strategy=strategy,
        active=said[strategy, "active"],
        top=said[strategy, "top"],
        recommended=said[strategy, "recommended"],
        excluded=said[strategy, "excluded"],
        deferred=said[strategy, "deferred"],
    )


def _fates(standing: Standing) -> Iterator[str]:
    found = {
        "active": standing.status == "active",
        "top": standing.rank == 1,
        "recommended": standing.recommended,
        "excluded": bool(standing.excluded),
        "deferred": bool(standing.deferred),
    }
    return (what for what, so in found.items() if so)


def _flips(outcome: Outcome) -> Iterator[tuple[str, str, int, int]]:
    """Yield the points (negative if against) and their values after which others are on top."""
    keys = {standing.strategy: standing.key for standing in outcome.standings if standing.recommended}
    now = _top(keys)
    for standing in outcome.standings:
        others = {strategy: key for strategy, key in keys.items() if strategy != standing.strategy}
        for i, contribution in enumerate(standing.contributions):
            for step in (-1, 1):
                changed = abs(contribution.points) + step
                if changed in POINTS:
                    points = [c.points for c in standing.contributions]
                    points[i] = changed if contribution.points > 0 else -changed
                    key = _key(standing, points)
                    top = _top(others if key is None else {**others, standing.strategy: key})
                    if top != now:
                        yield contribution.rule, standing.strategy, contribution.points, changed


def _key(standing: Standing, points: Sequence[int]) -> tuple[bool, int, int] | None:
    """Return what a strategy would be compared by with other points, or None if it would not be recommended."""
    against = sum(given for given in points if given < 0)
    lead = max((given for given in points if given > 0), default=0) + against
    ruled_out = standing.excluded or standing.deferred or lead < standing.threshold
    return None if ruled_out and not standing.required else (bool(standing.required), lead, sum(points))


def _top(keys: Mapping[str, tuple[bool, int, int]]) -> frozenset[str]:
    best = max(keys.values(), default=None)
    return frozenset(strategy for strategy, key in keys.items() if key == best)
