"""Tell of an interview: what hangs on a question, how far it is, and why nothing more is asked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import Outcome
from rutengine.interview.records import Ending, Finish, Hanging, Hangs, Progress
from rutengine.rendering.outline import Block, Outline

_ENDS: Final[Mapping[Finish, str]] = {
    "settled": (
        "No question that is left can change which steps these are: this is proved, given what was asked. Answers can "
        "still change their order, how to begin and what to watch for."
    ),
    "help first": "Nothing more is asked now.",
    "nothing left": "There is nothing left to ask.",
    "limit": "That was as many questions as you wanted.",
}

_FEW: Final = 3
"""How many of the strategies that are not shown now are named."""

_GUESSED: Final = 3
"""Up to how many questions a guess is no number: then there may be some more than are guessed."""


def tell_hangs(hangs: Hangs) -> Outline:
    """Return the outline of why a question is asked."""
    blocks = [Block("title", "Why this is asked")]
    if hangs.question.why_ask is not None:
        blocks.append(Block("paragraph", hangs.question.why_ask))
    if hangs.strategies:
        blocks.append(Block("paragraph", "On the answer hangs whether these are among your next steps:"))
    else:
        blocks.append(Block("paragraph", "On the answer hangs what is said first."))
    return (*blocks, *_listed(hangs.strategies))


def tell_progress(program: Program, progress: Progress) -> Outline:
    """Return the outline of how far an interview is: one sentence."""
    left = how_many(progress.remaining) if progress.remaining else "no more questions"
    titles = {step.strategy.id: step.strategy.title for step in program.strategies}
    certain = ", ".join(f'"{titles[strategy]}"' for strategy in progress.certain)
    said = f"already certain: {certain}" if certain else "no step is certain yet"
    return (Block("paragraph", f"{progress.asked} asked, {left}; {said}."),)


def how_many(remaining: int) -> str:
    """Return how many questions are left, as a guess that is not finer than it can be.

    Example:
        >>> how_many(1), how_many(3), how_many(4)
        ('a few more', 'a few more', 'about 4 more')
    """
    return "a few more" if remaining <= _GUESSED else f"about {remaining} more"


def tell_ending(program: Program, outcome: Outcome, ending: Ending) -> Outline:
    """Return the outline of why nothing more is asked, what is read first before it."""
    blocks = [Block("paragraph", text) for text in ending.first]
    if ending.why == "help first":
        blocks.append(Block("paragraph", program.checked.pack.head.stances[outcome.stance].says))
    blocks.append(Block("paragraph", _ENDS[ending.why]))
    if ending.open:
        blocks.append(Block("paragraph", "With more answers, this could still change:"))
    return (*blocks, *_listed(ending.open))


def first_notices(program: Program, outcome: Outcome) -> tuple[str, ...]:
    """Return the notices that come before all else: of rules that require a strategy, or that bring help first."""
    stance = program.checked.pack.head.stances[outcome.stance]
    helping = None if stance.phases and stance.roles else outcome.stance
    fired = [step.rule for step in program.rules if step.rule.id in outcome.fired]
    first = {rule.notice for rule in fired if rule.require or (helping is not None and rule.stance == helping)}
    return tuple(notice for notice in outcome.notices if notice in first)


def _listed(strategies: Sequence[Hanging]) -> Iterator[Block]:
    """Yield those that are shown now and the next few, and how many more there are."""
    shown = [hanging for hanging in strategies if hanging.shown]
    others = [hanging for hanging in strategies if not hanging.shown]
    for hanging in shown:
        yield Block("point", f"{hanging.title} (shown now)")
    for hanging in others[:_FEW]:
        yield Block("point", f"{hanging.title} (not shown now)")
    if len(others) > _FEW:
        yield Block("point", f"and {len(others) - _FEW} more")
