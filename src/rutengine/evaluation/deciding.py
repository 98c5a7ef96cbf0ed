"""Decide: one pass over the derived facts and the rules, then the fate and the rank of every strategy."""

from collections.abc import Iterable

import attrs

from rutengine.compiler.program import Program, StanceStep, StrategyStep
from rutengine.evaluation.completing import complete
from rutengine.evaluation.outcome import STATUSES, Contribution, Outcome, Standing, Status
from rutengine.logic.search import narrow
from rutengine.logic.truth import holds, truth
from rutengine.model.rule import Rule


def decide(program: Program, sets: tuple[int, ...]) -> Outcome:
    """Return the outcome for the possible values of every fact column.

    The work is linear in the size of the pack, but for the search where constraints rule out the neutral values.

    Raises:
        ProfileError: the answers exclude each other.
    """
    values = derive(program, complete(program, sets))
    left = narrow([formula for _, formula in program.constraints], sets) or sets  # never None: a completion was found
    fired = [step.rule for step in program.rules if holds(step.formula, values)]
    stance = _stance(program, fired)
    standings = _standings(program, fired, stance, values)
    return Outcome(
        values=values,
        given=sets,
        answers=left,
        assumed=tuple(dict.fromkeys(v.name for v, s in zip(program.variables, left, strict=True) if s & (s - 1))),
        fired=tuple(rule.id for rule in fired),
        stance=stance.id,
        standings=standings,
        notices=_once(rule.notice for rule in fired if rule.notice is not None),
    )


def derive(program: Program, facts: tuple[int, ...]) -> tuple[int, ...]:
    """Return the values of all columns: those of the facts, then the derived ones that follow from them."""
    values = [*facts, *(0 for _ in program.derived)]
    for step in program.derived:
        values[step.column] = next((bit for formula, bit in step.rows if holds(formula, values)), step.default)
    return tuple(values)


def derive_possible(program: Program, sets: tuple[int, ...]) -> tuple[int, ...]:
    """Return the possible values of all columns; of a derived fact perhaps some that are not really possible."""
    possible = [*sets, *(0 for _ in program.derived)]
    for step in program.derived:
        for formula, bit in step.rows:
            so = truth(formula, possible)
            if so is not False:
                possible[step.column] |= bit
            if so:
                break
        else:
            possible[step.column] |= step.default
    return tuple(possible)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _stance(program: Program, fired: list[Rule]) -> StanceStep:
    asked = {rule.stance for rule in fired}
    return next((step for step in program.stances[:-1] if step.id in asked), program.stances[-1])


@attrs.define
class _Tally:
    """What the fired rules say of one strategy."""

    support: list[Contribution] = attrs.field(factory=list)
    oppose: list[Contribution] = attrs.field(factory=list)
    required: list[str] = attrs.field(factory=list)
    excluded: list[str] = attrs.field(factory=list)
    deferred: list[str] = attrs.field(factory=list)
    notes: list[str] = attrs.field(factory=list)


def _tallies(program: Program, fired: list[Rule]) -> dict[str, _Tally]:
    tallies = {step.strategy.id: _Tally() for step in program.strategies}
    for rule in fired:
        for strategy, points in rule.support.entries:
            tallies[strategy].support.append(Contribution(rule.id, points))
        for strategy, points in rule.oppose.entries:
            tallies[strategy].oppose.append(Contribution(rule.id, -points))
        for strategy, _ in rule.require.entries:
            tallies[strategy].required.append(rule.id)
        for strategy, _ in rule.exclude.entries:
            tallies[strategy].excluded.append(rule.id)
        for strategy, _ in rule.defer.entries:
            tallies[strategy].deferred.append(rule.id)
        for strategy, note in rule.note.entries:
            tallies[strategy].notes.append(note)
    return tallies


def _standings(
    program: Program, fired: list[Rule], stance: StanceStep, values: tuple[int, ...]
) -> tuple[Standing, ...]:
    tallies = _tallies(program, fired)
    drafts = [(_draft(step, tallies[step.strategy.id], stance, values), step) for step in program.strategies]
    drafts.sort(key=lambda draft: (tuple(-part for part in draft[0].key), draft[1].tie_break))
    active = _active(drafts, stance)
    keys = [standing.key for standing, _ in drafts if standing.recommended]
    final = [
        attrs.evolve(
            standing,
            status="active" if standing.strategy in active else standing.status,
            rank=1 + sum(key > standing.key for key in keys) if standing.recommended else None,
        )
        for standing, _ in drafts
    ]
    final.sort(key=lambda standing: STATUSES.index(standing.status))
    return tuple(final)


def _draft(step: StrategyStep, tally: _Tally, stance: StanceStep, values: tuple[int, ...]) -> Standing:
    strategy = step.strategy
    against = sum(contribution.points for contribution in tally.oppose)
    lead = max((contribution.points for contribution in tally.support), default=0) + against
    total = sum(contribution.points for contribution in tally.support) + against
    recommended = bool(tally.required) or not (tally.excluded or tally.deferred or lead < step.threshold)
    allowed = strategy.phase in stance.stance.phases and strategy.role in stance.stance.roles
    strongest = sorted((*tally.support, *tally.oppose), key=lambda c: (-c.points, c.rule))
    return Standing(
        strategy=strategy.id,
        status=_status(tally, recommended=recommended),
        recommended=recommended,
        eligible=recommended and (bool(tally.required) or allowed),
        lead=lead,
        total=total,
        threshold=step.threshold,
        rank=None,
        contributions=tuple(strongest),
        required=tuple(tally.required),
        excluded=tuple(tally.excluded),
        deferred=tuple(tally.deferred),
        route=next((i for i, formula in enumerate(step.routes) if formula is None or holds(formula, values)), None),
        tips=tuple(i for i, formula in enumerate(step.tips) if holds(formula, values)),
        notes=_once(tally.notes),
    )


def _status(tally: _Tally, *, recommended: bool) -> Status:
    if recommended:
        return "recommended"
    if tally.excluded:
        return "excluded"
    return "deferred" if tally.deferred else "below_threshold"


def _active(drafts: list[tuple[Standing, StrategyStep]], stance: StanceStep) -> frozenset[str]:
    """Return the active ones: safety and what is required, and the first eligible moves and groundwork."""
    places = {"move": stance.stance.max_moves, "groundwork": stance.stance.max_groundwork}
    active: set[str] = set()
    for standing, step in drafts:
        role = step.strategy.role
        if not standing.eligible:
            continue
        if standing.required or role == "safety":
            active.add(standing.strategy)
        elif places[role] > 0:
            places[role] -= 1
            active.add(standing.strategy)
    return frozenset(active)
