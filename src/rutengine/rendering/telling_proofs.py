"""Tell how sure a claim is, which answers are enough for it, and what would change it."""

from collections.abc import Iterable

from rutengine.compiler.program import Program
from rutengine.explanation.certainty import Decider, Sureness
from rutengine.explanation.changing import Changes, Move, Way
from rutengine.explanation.reasons import FactReason
from rutengine.explanation.sufficiency import Premise, SufficientReason
from rutengine.model.conditions import In
from rutengine.rendering.claim_phrases import claim_phrase
from rutengine.rendering.outline import Block, Outline
from rutengine.rendering.phrases import ASSUMED, FOOTNOTE, Phrases
from rutengine.vocabulary.kinds import Scalar

_ASSUMED = f" {ASSUMED}"
_NOT_PROVED = "This was not proved within the work allowed."
_STOPPED = "This is enough; perhaps less would do: the search was stopped."


def tell_sureness(program: Program, sureness: Sureness) -> Outline:
    """Return the outline of how sure a claim is: whether more answers can change it, and which would."""
    blocks = [
        Block("title", f"How sure is it that {claim_phrase(program, sureness.claim)}?"),
        Block("paragraph", "As things stand, this is so." if sureness.verdict.value else "As things stand, it is not."),
    ]
    match sureness.verdict.certainty:
        case "settled":
            blocks.append(Block("paragraph", "More answers cannot change this: proved."))
        case "not proved":
            blocks.append(Block("paragraph", f"Can more answers change this? {_NOT_PROVED}"))
        case "open":
            several = " all of this were so" if len(sureness.deciders) > 1 else ""
            blocks.append(Block("paragraph", f"This can still change: it would be otherwise if{several}:"))
            blocks += _deciders(Phrases(program.checked), sureness.deciders)
    return _with_footnote(blocks)


def tell_reason(program: Program, reason: SufficientReason) -> Outline:
    """Return the outline of a reason: the answers (and assumptions) that are enough, and whether fewer would do."""
    title = Block("title", f"What is enough for this: {claim_phrase(program, reason.claim)}")
    if reason.label == "not proved":
        return (title, Block("paragraph", _NOT_PROVED))
    if not reason.premises:
        return (title, Block("paragraph", "This is so whatever you answer: proved."))
    phrases, blocks = Phrases(program.checked), [title]
    assumed = any(premise.assumed for premise in reason.premises)
    enough = "The answers that are enough, whatever all the others are:"
    blocks.append(Block("paragraph", "This is enough, whatever everything else is:" if assumed else enough))
    blocks += [Block("point", _premise(phrases, premise)) for premise in reason.premises]
    match reason.label:
        case "smallest":
            said = "Nothing smaller is enough." if assumed else "No reason with fewer answers exists."
            blocks.append(Block("paragraph", said))
        case "irreducible":
            blocks.append(Block("paragraph", "None of these can be left out."))
        case "sufficient":
            blocks.append(Block("paragraph", _STOPPED))
    return _with_footnote(blocks)


def tell_changes(program: Program, changes: Changes) -> Outline:
    """Return the outline of what would make a claim true: the way that asks least first, or that there is none."""
    blocks = [Block("title", f"What would make this so: {claim_phrase(program, changes.claim)}")]
    match changes.label:
        case "already so":
            return (*blocks, Block("paragraph", "It is so already."))
        case "none exists":
            said = "Proved: none of the changes that these rules count as being in your own hands makes this so."
            return (*blocks, Block("paragraph", said))
        case "not proved":
            return (*blocks, Block("paragraph", _NOT_PROVED))
        case "smallest" | "enough":
            phrases, first = Phrases(program.checked), changes.ways[0]
            blocks.append(Block("paragraph", "It would be so if you change this:"))
            blocks += _moves(phrases, first.moves)
            proved = changes.label == "smallest"
            blocks.append(Block("paragraph", "Proved: no change asks less of you." if proved else _STOPPED))
            for way in changes.ways[1:]:
                blocks.append(Block("paragraph", f"Another way, which asks {_effort(way, first)} of you:"))
                blocks += _moves(phrases, way.moves)
    return _with_footnote(blocks)


def _deciders(phrases: Phrases, deciders: Iterable[Decider]) -> Iterable[Block]:
    for decider in deciders:
        yield Block("point", _value(phrases, decider.name, decider.member, decider.then))
        yield Block("point", f"now: {_value(phrases, decider.name, decider.member, decider.now)}{_ASSUMED}", 1)


def _moves(phrases: Phrases, moves: Iterable[Move]) -> Iterable[Block]:
    for move in moves:
        yield Block("point", _value(phrases, move.name, None, move.then))
        yield Block("point", f"now: {_value(phrases, move.name, None, move.now)}{_ASSUMED * move.assumed}", 1)


def _premise(phrases: Phrases, premise: Premise) -> str:
    one = len(premise.values) == 1
    said = (
        _value(phrases, premise.name, premise.member, premise.values[0])
        if one
        else phrases.condition(In(premise.name, premise.member, premise.values))
    )
    return said + _ASSUMED * premise.assumed


def _value(phrases: Phrases, name: str, member: str | None, value: Scalar) -> str:
    """Return the clause of the value that a fact has."""
    return phrases.fact(FactReason(name=name, member=member, wanted=(value,), value=value, holds=True, assumed=False))


def _effort(way: Way, first: Way) -> str:
    """Return how a way compares with the first; what a change costs is an order, not a measure."""
    return "more" if way.cost > first.cost else "as much" if way.cost == first.cost else "less"


def _with_footnote(blocks: list[Block]) -> Outline:
    """Return the blocks, and what "(assumed)" means if they say it."""
    if any(block.text.endswith(_ASSUMED) for block in blocks):
        return (*blocks, Block("paragraph", FOOTNOTE))
    return tuple(blocks)
