"""Tell what came of a scenario, for the people who write the rules: facts and strategies stand by their names."""

from collections.abc import Iterable, Iterator

import attrs

from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import Outcome, Standing
from rutengine.explanation.certainty import Decider
from rutengine.explanation.changing import Move
from rutengine.logic import truth
from rutengine.model.claims import AllClaims, AnyClaim, Claim, Holds, NotClaim, StanceIs, Top
from rutengine.model.conditions import Condition
from rutengine.rendering.outline import Block, Outline
from rutengine.rendering.telling_cards import tell_card
from rutengine.scenarios.reading import decisive
from rutengine.scenarios.running import ScenarioResult, Unmet, strategies_in
from rutengine.vocabulary.kinds import Scalar

_FACTS = 8
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
    said: set[str] = set()
    for unmet in result.unmet:
        blocks.append(Block("paragraph", f"Not met: {unmet.expectation}"))
        for text in _found(program, result.outcome, unmet):
            short = f"{text.partition(';')[0]}, as above" if text in said else text
            blocks.append(Block("point", f"found: {short}"))
            said |= {text} if ";" in text else set()
        blocks.append(Block("point", _difference(unmet)))
        if unmet.card is not None and unmet.card.strategy not in told:
            told.add(unmet.card.strategy)
            blocks.append(Block("point", f"what a person reads of `{unmet.card.strategy}`:"))
            blocks += [_inside(block) for block in tell_card(program, unmet.card)]
    return tuple(blocks)


def _inside(block: Block) -> Block:
    """Return a block of a card as a point inside another one."""
    return attrs.evolve(block, kind="point" if block.kind == "point" else "aside", depth=block.depth + 1)


def _found(program: Program, outcome: Outcome, unmet: Unmet) -> Iterator[str]:
    standings = {standing.strategy: standing for standing in outcome.standings}
    parts = list(_parts(unmet.claim))
    kinds = {type(part) for part in parts}
    if Top in kinds:
        first = [standing.strategy for standing in outcome.standings if standing.rank == 1]
        yield f"at the top {' and '.join(first) or 'there is nothing'}"
    if StanceIs in kinds:
        yield f"the stance {outcome.stance}"
    for strategy in strategies_in(unmet.claim):
        yield f"{strategy} is {_standing(standings[strategy])}"
    conditions = [part.condition for part in parts if isinstance(part, Holds)]
    yield from ([_facts(program, outcome, conditions)] if conditions else [])
    if not kinds & {Top, StanceIs, Holds} and not strategies_in(unmet.claim):
        yield f"it is {'' if unmet.sureness.verdict.value else 'not '}so"


def _facts(program: Program, outcome: Outcome, conditions: Iterable[Condition]) -> str:
    """Return the facts that make conditions what they are."""

    def is_true(condition: Condition) -> bool:
        return truth.holds(program.columns.formula(condition), outcome.values)

    names = dict.fromkeys(literal.name for condition in conditions for literal in decisive(condition, is_true))
    texts = [
        f"{name} {_value(program, outcome, name)}{' (assumed)' if name in outcome.assumed else ''}" for name in names
    ]
    return ", ".join(texts[:_FACTS] + ([f"and {len(texts) - _FACTS} more"] if len(texts) > _FACTS else []))


def _value(program: Program, outcome: Outcome, name: str) -> str:
    """Return what the value of a fact or pattern is; of a set, which members it has."""
    has: list[str] = []
    for (fact, member), domain, bit in zip(program.columns.keys, program.columns.domains, outcome.values, strict=True):
        value = domain[bit.bit_length() - 1]
        if fact == name and member is None:
            return f"is {_shown(value)}"
        has += [member] if fact == name and member is not None and value is True else []
    return f"has {' and '.join(has) or 'nothing'}"


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
    route = [] if standing.route is None else [f"told by its route {standing.route + 1}"]
    return "; ".join([*said, *([points] if points else []), *route])


def _difference(unmet: Unmet) -> str:
    """Return the smallest difference to what was expected."""
    if unmet.sureness.verdict.value:
        if unmet.sureness.verdict.certainty == "not proved":
            return f"it is so, but that open answers can change it is {_LATER}"
        return f"it is so, but open answers can change it: {_deciders(unmet.sureness.deciders)}"
    if unmet.changes.ways:
        return f"it would be so after a change of {_moves(unmet.changes.ways[0].moves)}"
    if unmet.sureness.deciders:
        return f"it would be so if what is left open were otherwise: {_deciders(unmet.sureness.deciders)}"
    if unmet.elsewhere is not None and unmet.elsewhere.deciders:
        return f"it would be so with other answers: {_deciders(unmet.elsewhere.deciders)}"
    if unmet.elsewhere is not None and unmet.elsewhere.verdict.certainty == "settled":
        return "no answers make it so: proved"
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
