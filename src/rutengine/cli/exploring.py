"""What somebody can look at once there is advice: the steps, why, why not, what would change it, the plan, a sheet."""

from collections.abc import Iterable
from typing import Final

from rutengine.career.profile import Profile
from rutengine.career.worksheet import Worksheet
from rutengine.cli.keeping import ask_file, write
from rutengine.cli.prompting import pick, read_line, say, tell
from rutengine.diagnostics.plaintext import visible
from rutengine.engine.decision import Decision, Explanation, Recommendation
from rutengine.engine.interviews import Interview
from rutengine.planning.schedule import REVIEW_WEEK
from rutengine.rendering.outline import Block, Outline
from rutengine.rendering.phrases import FOOTNOTE
from rutengine.rendering.telling_cards import tell_card
from rutengine.rendering.telling_decisions import effort
from rutengine.rendering.telling_interviews import how_many, tell_ending

_STANDS: Final = {
    "active": " (a next step)",
    "recommended": " (for later)",
    "deferred": " (waits)",
    "below_threshold": "",
    "excluded": " (left out)",
}
_UNTOLD: Final = "You have not answered anything yet: all that follows rests on assumptions."
_UNMARKED: Final = "Where nothing stands behind a name, too little speaks for it so far."


def tell_advice(interview: Interview[Profile]) -> Outline:
    """Return the outline of where an interview has led: what is read first, how far it is, the steps, and the rest."""
    decision, ending = interview.decision, interview.finished
    blocks = [Block("title", "Your next steps")]
    if ending is not None:
        blocks += tell_ending(decision.program, decision.outcome, ending)
    else:
        blocks += [Block("paragraph", notice) for notice in interview.first]
        left = how_many(interview.progress.remaining)
        blocks.append(Block("paragraph", f"This is how it looks so far; {left} questions can change it."))
    stance = decision.program.checked.pack.head.stances[decision.stance]
    blocks.append(Block("paragraph", _UNTOLD if interview.profile == Profile() else stance.says))
    doubts = ending is None or ending.why != "settled"
    numbered = enumerate(decision.active, start=1)
    cards = [block for number, step in numbered for block in _card(decision, number, step, doubts=doubts)]
    if not cards:
        cards.append(Block("paragraph", "There is no step that has to come now."))
    assumed = any(block.text == FOOTNOTE for block in cards)
    blocks += [block for block in cards if block.text != FOOTNOTE]
    later = [Block("point", notice) for notice in decision.notices if notice not in interview.first]
    blocks += [Block("heading", "Worth knowing"), *later] if later else []
    return (*blocks, Block("paragraph", FOOTNOTE)) if assumed else tuple(blocks)


def show_why(decision: Decision[Profile]) -> None:
    """Ask for one of the next steps, and tell why it is one: the strongest reason first, and all of them if wanted."""
    place = 0
    if len(decision.active) > 1:
        chosen = pick("Why which of them?", [step.title for step in decision.active])
        if chosen is None:
            return
        place = chosen
    step = decision.active[place]
    _explain(decision.why(step.strategy), f"Why '{step.title}'?")


def show_why_not(decision: Decision[Profile]) -> None:
    """Ask for something that is not among the next steps, and tell what stands against it."""
    others = [step for step in decision.strategies if step.status != "active"]
    step = _pick("What else did you think of?", others)
    if step is not None:
        _explain(decision.why_not(step.strategy), f"Why not '{step.title}'?")


def show_changes(decision: Decision[Profile]) -> None:
    """Ask for a strategy, and tell which open answers and what in the person's own hands would change where it is."""
    step = _pick("Of which of these do you want to know what would change it?", decision.strategies)
    if step is not None:
        claim = f"active('{step.strategy}')"
        tell(decision.how_sure(claim).outline())
        tell(decision.what_would_change(f"not {claim}" if step.status == "active" else claim).outline())


def show_plan(decision: Decision[Profile]) -> str | None:
    """Tell the plan up to the week after which one looks back; return whom the person wants to tell about it."""
    helper = visible(read_line("Whom will you tell about it? A name (Enter leaves it open): ")) or None
    tell(decision.plan(weeks=REVIEW_WEEK, helper=helper).outline())
    return helper


def export(decision: Decision[Profile], helper: str | None) -> str | None:
    """Ask for a file, and write the worksheet to it: as a page if its name ends in `.html`, else as Markdown.

    Returns:
        the name of the file, if it was written.
    """
    print()
    say(
        "A worksheet has your situation, the steps, the plan and room to write. A name that ends in .html makes a page "
        "to print, any other name Markdown."
    )
    path = ask_file()
    if path is None:
        return None
    sheet = Worksheet(decision, helper)
    return write(path, sheet.to_html() if path.lower().endswith((".html", ".htm")) else sheet.to_markdown())


def _card(decision: Decision[Profile], number: int, step: Recommendation, *, doubts: bool) -> Iterable[Block]:
    """Return the lay card of a step with its number, with what to do first and what it takes."""
    yield Block("heading", f"{number}. {step.title}")
    card = tell_card(decision.program, decision.card(step.strategy).record, doubts=doubts)
    yield from (block for block in card if block.kind in ("point", "aside"))
    yield Block("point", f"First step: {step.how or step.steps[0]}")
    spent = effort(step.minutes_per_week, step.weeks, step.cost)
    yield Block("point", f"It takes {spent}. Evidence {step.evidence}: {step.evidence_says}")


def _explain(explanation: Explanation, title: str) -> None:
    brief, whole = explanation.outline(brief=True), explanation.outline()
    tell((Block("heading", title), *brief))
    if (
        len(whole) > len(brief) + 1
        and pick("That is the strongest of it, and there is more.", ["show all of it"]) is not None
    ):
        tell(whole)


def _pick(asked: str, steps: Iterable[Recommendation]) -> Recommendation | None:
    choices = list(steps)
    place = pick(f"{asked} {_UNMARKED}", [f"{step.title}{_STANDS[step.status]}" for step in choices])
    return None if place is None else choices[place]
