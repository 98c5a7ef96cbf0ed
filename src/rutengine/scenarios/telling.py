"""Tell what came of a scenario, for the people who write the rules: facts and strategies stand by their names."""

from collections.abc import Iterable, Iterator

import attrs

from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import Outcome, Standing
from rutengine.explanation.certainty import Decider
from rutengine.explanation.changing import Move
from rutengine.model.claims import AllClaims, AnyClaim, Claim, NotClaim, StanceIs, Top
from rutengine.rendering.outline import Block, Outline
from rutengine.rendering.telling_cards import tell_card
from rutengine.scenarios.running import ScenarioResult, Unmet, strategies_in
from rutengine.vocabulary.kinds import Scalar

_LATER = "neither found nor ruled out within the work allowed"


def tell_result(program: Program, result: ScenarioResult) -> Outline:
    """Return the outline of a result: for each expectation that is not met what was found and how little is missing."""
    scenario = result.scenario
    blocks = [Block("heading", f"{scenario.id}: {scenario.name}")]
    if result.passed:
        return (*blocks, Block("paragraph", f"All {len(result.met)} expectations are met."))
    if scenario.why is not None:
        blocks.append(Block("paragraph", f"Expected because: {scenario.why}"))
    told: set[str] = set()
    for unmet in result.unmet:
        blocks.append(Block("paragraph", f"Not met: {unmet.expectation}"))
        blocks += [Block("point", f"found: {text}") for text in _found(result.outcome, unmet.claim)]
        blocks.append(Block("point", _difference(unmet)))
        if unmet.card is not None and unmet.card.strategy not in told:
            told.add(unmet.card.strategy)
            blocks.append(Block("point", f"what a person reads of `{unmet.card.strategy}`:"))
            blocks += [_inside(block) for block in tell_card(program, unmet.card)]
    return tuple(blocks)


def _inside(block: Block) -> Block:
    """Return a block of a card as a point inside another one."""
    return attrs.evolve(block, kind="point" if block.kind == "point" else "aside", depth=block.depth + 1)


def _found(outcome: Outcome, claim: Claim) -> Iterator[str]:
    standings = {standing.strategy: standing for standing in outcome.standings}
    kinds = {type(part) for part in _parts(claim)}
    if Top in kinds:
        first = [standing.strategy for standing in outcome.standings if standing.rank == 1]
        yield f"at the top {' and '.join(first) or 'there is nothing'}"
    if StanceIs in kinds:
        yield f"the stance {outcome.stance}"
    for strategy in strategies_in(claim):
        yield f"{strategy} is {_standing(standings[strategy])}"
    if not kinds & {Top, StanceIs} and not strategies_in(claim):
        yield "it is not so"


def _parts(claim: Claim) -> Iterator[Claim]:
    match claim:
        case NotClaim(part):
            yield from _parts(part)
        case AllClaims(parts) | AnyClaim(parts):
            for part in parts:
                yield from _parts(part)
        case _:
            yield claim


def _standing(standing: Standing) -> str:
    """Return where a strategy stands, and the rules that put it there."""
    said = [standing.status.replace("_", " ")]
    if standing.rank is not None:
        said.append(f"rank {standing.rank}")
    said.append(f"lead {standing.lead} where {standing.threshold} is enough, total {standing.total}")
    for word, rules in (
        ("required", standing.required),
        ("excluded", standing.excluded),
        ("deferred", standing.deferred),
    ):
        said += [f"{word} by {', '.join(rules)}"] if rules else []
    points = ", ".join(f"{given.rule} {given.points:+d}" for given in standing.contributions)
    return "; ".join([*said, *([points] if points else [])])


def _difference(unmet: Unmet) -> str:
    """Return the smallest difference to what was expected."""
    if unmet.sureness.verdict.value:
        if unmet.sureness.verdict.certainty == "not proved":
            return f"it is so, but that open answers can change it is {_LATER}"
        return f"it is so, but open answers can change it: {_deciders(unmet.sureness.deciders)}"
    if unmet.changes.ways:
        return f"it would be so after a change of {_moves(unmet.changes.ways[0].moves)}"
    if unmet.sureness.deciders:
        return f"it would be so if open answers were others: {_deciders(unmet.sureness.deciders)}"
    if unmet.elsewhere is not None and unmet.elsewhere.deciders:
        return f"it would be so with other answers: {_deciders(unmet.elsewhere.deciders)}"
    if unmet.elsewhere is not None and unmet.elsewhere.verdict.certainty == "settled":
        return "it is so for nobody: proved"
    return f"what would make it so is {_LATER}"


def _deciders(deciders: Iterable[Decider]) -> str:
    return ", ".join(_moved(decider.name, decider.member, decider.now, decider.then) for decider in deciders)


def _moves(moves: Iterable[Move]) -> str:
    return ", ".join(_moved(move.name, None, move.now, move.then) for move in moves)


def _moved(name: str, member: str | None, now: Scalar, then: Scalar) -> str:
    if member is not None:
        return f"{name} {'with' if then else 'without'} {member}"
    return f"{name} {_shown(now)} -> {_shown(then)}"


def _shown(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
