"""The demo: one person's situation, the next moves, why the first, and why not another."""

from importlib import resources
from typing import Final

from rutengine.career import advise, engine
from rutengine.career.profile import Profile
from rutengine.cli.output import show_text
from rutengine.engine.decision import Decision
from rutengine.rendering.markdown import render_markdown
from rutengine.rendering.outline import Block, Outline
from rutengine.rendering.plain import render_plain
from rutengine.rendering.telling_decisions import effort

PERSONA: Final = "persona.toml"
_NUMBERS: Final = ("No", "One", "Two", "Three")
_ASKED_WHY_NOT: Final = "career-change"

_NEXT: Final = (
    ("rutengine advise FILE", "advice for a profile of your own, in TOML or JSON; - for standard input"),
    ("rutengine why STRATEGY --profile FILE", "the whole reasoning behind one strategy"),
    ("rutengine why-not STRATEGY --profile FILE", "what stands against it, and what is missing"),
    ("rutengine facts", "every question that a profile may answer; all may be skipped"),
)


def persona_text() -> str:
    """Return the profile of the demo's person, as TOML."""
    return (resources.files("rutengine.cli") / PERSONA).read_text(encoding="utf-8")


def show_demo() -> int:
    """Print the demo and return 0."""
    outline = demo_outline(advise(engine().read_profile(persona_text())))
    show_text(render_plain(outline), render_markdown(outline))
    return 0


def demo_outline(decision: Decision[Profile]) -> Outline:
    """Return the outline of the demo for a decision on its person."""
    blocks = [
        Block("title", "rutengine: explained ways out of a career rut"),
        Block(
            "paragraph",
            "Alex is an analyst in a large firm. For a year and a half, promotions have gone to others and the "
            "visible projects too, although the results are good and the manager listens. Alex would like to grow "
            "where Alex is, and has four hours a week for it.",
        ),
        *_moves(decision),
        *_why(decision),
        *_why_not(decision),
        Block("paragraph", "(assumed) marks what Alex left open; what is nearest to neutral was taken."),
        Block("heading", "What to type next"),
        *(block for command, said in _NEXT for block in (Block("point", command), Block("aside", said, 1))),
        Block("paragraph", "It runs on this machine only, keeps nothing and sends nothing."),
    ]
    return tuple(blocks)


def _moves(decision: Decision[Profile]) -> list[Block]:
    moves = [recommendation for recommendation in decision.active if recommendation.role == "move"]
    blocks = [Block("heading", f"{_NUMBERS[len(moves)]} moves" if len(moves) > 1 else "One move")]
    for number, move in enumerate(moves, start=1):
        blocks.append(Block("step", f"{move.title} [{move.strategy}]", number=number))
        blocks.append(Block("point", f"Because: {move.because[0]}", 1))
        blocks.append(Block("point", f"First: {move.how or move.steps[0]}", 1))
        spent = effort(move.minutes_per_week, move.weeks, move.cost)
        blocks.append(Block("aside", f"{spent}; evidence {move.evidence}: {move.evidence_says}", 1))
    return blocks


def _why(decision: Decision[Profile]) -> list[Block]:
    """Show the strongest reason for the first move, down to the answers."""
    first = next(recommendation for recommendation in decision.active if recommendation.role == "move")
    return [Block("heading", f"Why '{first.title}'?"), *decision.why(first.strategy).outline(brief=True)]


def _why_not(decision: Decision[Profile]) -> list[Block]:
    """Show what stands against a strategy that many would expect."""
    other = decision.find(_ASKED_WHY_NOT)
    return [Block("heading", f"Why not '{other.title}'?"), *decision.why_not(other.strategy).outline(brief=True)]
