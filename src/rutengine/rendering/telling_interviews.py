"""Tell of an interview: what hangs on a question, how far it is, and why nothing more is asked."""

from collections.abc import Mapping
from typing import Final

from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import Outcome
from rutengine.interview.records import Ending, Finish, Hanging, Hangs, Progress
from rutengine.rendering.outline import Block, Outline

_ENDS: Final[Mapping[Finish, str]] = {
    "settled": "No answer that is left can change what you are shown, given what was asked: this is proved.",
    "help first": "Nothing more is asked now.",
    "nothing left": "There is nothing left to ask.",
    "limit": "That was as many questions as you wanted.",
}


def tell_hangs(hangs: Hangs) -> Outline:
    """Return the outline of why a question is asked."""
    blocks = [Block("title", "Why this is asked")]
    if hangs.question.why_ask is not None:
        blocks.append(Block("paragraph", hangs.question.why_ask))
    blocks.append(Block("paragraph", "On the answer hangs whether these are among your next steps:"))
    return (*blocks, *map(_hanging, hangs.strategies))


def tell_progress(program: Program, progress: Progress) -> Outline:
    """Return the outline of how far an interview is: one sentence."""
    left = f"about {progress.remaining} more" if progress.remaining else "no more questions"
    titles = {step.strategy.id: step.strategy.title for step in program.strategies}
    certain = ", ".join(f'"{titles[strategy]}"' for strategy in progress.certain)
    said = f"already certain: {certain}" if certain else "no step is certain yet"
    return (Block("paragraph", f"{progress.asked} asked, {left}; {said}."),)


def tell_ending(program: Program, outcome: Outcome, ending: Ending) -> Outline:
    """Return the outline of why nothing more is asked, what is read first before it."""
    blocks = [Block("paragraph", text) for text in ending.first]
    if ending.why == "help first":
        blocks.append(Block("paragraph", program.checked.pack.head.stances[outcome.stance].says))
    blocks.append(Block("paragraph", _ENDS[ending.why]))
    if ending.open:
        blocks.append(Block("paragraph", "With more answers, this could still change:"))
    return (*blocks, *map(_hanging, ending.open))


def _hanging(hanging: Hanging) -> Block:
    return Block("point", f"{hanging.title} ({'shown now' if hanging.shown else 'not shown now'})")
