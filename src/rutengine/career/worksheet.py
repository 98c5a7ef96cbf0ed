"""The worksheet: what a person takes along from the advice, to write on, to print and to show to whom they choose."""

from collections.abc import Iterator
from typing import Final

import attrs

from rutengine.career.profile import Profile
from rutengine.career.worksheet_plan import tell_weeks
from rutengine.career.worksheet_words import (
    GRADES,
    GROUPS,
    INFORMATION,
    OBSTACLES,
    PAY,
    PRIVATE,
    PROMOTION,
    QUESTIONS,
    TITLE,
    TITLE_IN_A_CRISIS,
    Exercise,
)
from rutengine.engine.arguments import helper_of
from rutengine.engine.decision import Decision, Recommendation
from rutengine.rendering.mermaid import render_plan_chart, render_why_graph
from rutengine.rendering.outline import Block
from rutengine.rendering.pages import render_page
from rutengine.rendering.phrases import Phrases
from rutengine.rendering.sheets import Piece, Room, Section, Sheet, Table, render_sheet
from rutengine.rendering.telling_decisions import effort, tell_decision
from rutengine.rendering.telling_plans import listed
from rutengine.rendering.telling_situations import (
    cited_sources,
    sentence,
    tell_answers,
    tell_assumed,
    tell_deciders,
    tell_levels,
)

_MARKED: Final = 2
"""The level from which a pattern counts as found, and an obstacle as one to test."""

_IN_ALL: Final = "rut"
"""The pattern that is the highest of all others."""

_MOST_PATTERNS: Final = 7
_MOST_OBSTACLES: Final = 6
_OBSTACLE_ROWS: Final = 4
_MANY_ANSWERS: Final = 24
"""From how many answers on they are told in small print."""

_ANSWER_LINES: Final = 2


def _helper(name: str | None) -> str | None:
    return helper_of(name)


@attrs.frozen(repr=False)
class Worksheet:
    """A decision as a sheet to take along; its `repr` tells nothing of the person, everything else does.

    In a crisis it names people to turn to, and nothing else.

    Arguments:
        decision: the decision.
        helper: whom the person wants to tell about the plan; a name. A blank text names nobody.

    Raises:
        TypeError, ValueError: `helper` is not what is said here.

    Example:
        >>> from rutengine.career import Profile, Signals, Worksheet, advise
        >>> sheet = Worksheet(advise(Profile(signals=Signals(passed_over=3))))
        >>> sheet.to_markdown().splitlines()[0]
        '# My way out of a rut'
    """

    decision: Decision[Profile]
    helper: str | None = attrs.field(default=None, converter=_helper)

    def to_markdown(self) -> str:
        """Return it as Markdown."""
        return render_sheet(self.sheet())

    def to_html(self) -> str:
        """Return it as one HTML page that needs nothing else and prints on A4."""
        return render_page(self.sheet())

    def why_graph(self) -> str:
        """Return a Mermaid flowchart from the answers over the rules to the next steps."""
        return render_why_graph(self.decision.program, self.decision.outcome)

    def plan_chart(self) -> str:
        """Return a Mermaid Gantt chart of the plan, in weeks."""
        decision = self.decision
        return render_plan_chart(decision.program, decision.outcome, decision.plan().record)

    def sheet(self) -> Sheet:
        """Return the text before it has a form."""
        decision = self.decision
        stance = decision.program.checked.pack.head.stances[decision.stance]
        if not stance.phases or not stance.roles:
            return Sheet(TITLE_IN_A_CRISIS, tell_decision(decision.program, decision.outcome))
        lead = (Block("paragraph", stance.says), Block("paragraph", PRIVATE))
        return Sheet(TITLE, lead, tuple(_Sections(decision, self.helper).sections()))

    def __repr__(self) -> str:
        return "<Worksheet>"


class _Sections:
    """The sections for somebody who is not in a crisis."""

    def __init__(self, decision: Decision[Profile], helper: str | None) -> None:
        self._decision = decision
        self._program, self._outcome = decision.program, decision.outcome
        self._pack = decision.program.checked.pack
        self._helper = helper
        self._kept: dict[tuple[str, str], list[str]] = {}

    def sections(self) -> Iterator[Section]:
        """Return the sections in their order; each exercise that does not fit now is named, with the reason."""
        yield self._situation()
        yield Section("What this points to", tuple(self._patterns()))
        yield Section("Your next steps", tuple(self._steps()))
        yield Section("Your plan, week by week", tuple(tell_weeks(self._decision, self._helper)))
        if self._fits(OBSTACLES):
            yield Section(OBSTACLES.heading, tuple(self._obstacles()))
        if self._fits(QUESTIONS):
            yield Section(QUESTIONS.heading, tuple(self._questions()))
        for script in (PROMOTION, PAY, INFORMATION):
            if self._fits(script):
                points = (Block("point", line) for line in script.lines)
                yield Section(script.heading, (Block("paragraph", script.says), *points))
        if self._kept:
            yield Section("What waits or is left out", tuple(self._waiting()))
        yield Section("How well this is supported", tuple(self._evidence()), small=True)
        yield Section("How sure this is, and what was assumed", tuple(self._sureness()), small=True)
        yield Section("Sources", tuple(self._sources()), small=True)

    def _fits(self, exercise: Exercise) -> bool:
        """Tell whether an exercise fits now; if it does not, keep in mind why."""
        step = self._decision.find(exercise.strategy)
        stance = self._pack.head.stances[self._decision.stance]
        if step.status in ("deferred", "excluded"):
            verb = "waits" if step.status == "deferred" else "is left out"
            reasons = "; ".join(step.reasons)
            why = f" {reasons}" if reasons.startswith("until") else f": {reasons}"
        elif step.phase in stance.phases and step.role in stance.roles:
            return True
        else:
            verb, why = "waits", " because something else comes first now"
        self._kept.setdefault((verb, why), []).append(f"'{exercise.heading}'")
        return False

    def _waiting(self) -> Iterator[Piece]:
        several = {"waits": "wait", "is left out": "are left out"}
        for (verb, why), names in self._kept.items():
            said = verb if len(names) == 1 else several[verb]
            yield Block("point", f"{listed(tuple(names), 'and')} {said}{why}.")

    def _situation(self) -> Section:
        told: dict[str, dict[str, None]] = {part: {} for part in GROUPS}
        for name, clause in tell_answers(self._program, self._outcome):
            told[name.partition(".")[0]][clause] = None
        answers = sum(map(len, told.values()))
        lead = Block("paragraph", "In your own answers:" if answers else "No question is answered yet.")
        groups = [f"{GROUPS[part]}: {'; '.join(clauses)}" for part, clauses in told.items() if clauses]
        points = (Block("point", sentence(group)) for group in groups)
        return Section("Where you stand", (lead, *points), small=answers > _MANY_ANSWERS)

    def _patterns(self) -> Iterator[Piece]:
        levels = tell_levels(self._program, self._outcome, _MARKED)
        found = [Block("point", sentence(clause)) for id, clause in levels if id != _IN_ALL]
        yield from found[:_MOST_PATTERNS]
        less = f"; {len(found) - _MOST_PATTERNS} weaker ones are left out" * (len(found) > _MOST_PATTERNS)
        none = "Nothing stands out so far."
        yield Block("paragraph", f"These are guesses to think about, and no diagnosis{less}." if found else none)

    def _steps(self) -> Iterator[Piece]:
        for number, step in enumerate(self._decision.active, start=1):
            yield Block("step", step.title, number=number)
            yield from self._step(step)
        if not self._decision.active:
            yield Block("paragraph", "There is no step that has to come now.")
        for notice in self._decision.notices:
            yield Block("paragraph", notice)

    def _step(self, step: Recommendation) -> Iterator[Piece]:
        yield from (Block("point", f"Why: {because}", 1) for because in step.because[:2])
        if step.how is not None:
            yield Block("point", f"How: {step.how}", 1)
        yield Block("point", f"First: {' '.join(step.steps[:2])}", 1)
        yield from (Block("point", f"Note: {note}", 1) for note in step.notes)
        caution = next(strategy.caution for strategy in self._pack.strategies if strategy.id == step.strategy)
        if caution is not None:
            yield Block("point", f"Take care: {caution}", 1)
        yield Block("point", sentence(f"Done when {step.done_when}"), 1)
        yield Block("aside", f"{effort(step.minutes_per_week, step.weeks, step.cost)}; evidence {step.evidence}", 1)

    def _obstacles(self) -> Iterator[Piece]:
        phrases, columns = Phrases(self._program.checked), self._program.columns
        found: list[tuple[int, str]] = []
        for column, given in enumerate(self._outcome.given):
            name, least = columns.keys[column][0], columns.values(column, given)[0]
            if name.startswith("obstacles.") and isinstance(least, int) and least >= _MARKED:
                found.append((least, sentence(phrases.label(name))))
        named = [said for _, said in sorted(found, key=lambda pair: -pair[0])[:_MOST_OBSTACLES]]
        rows = [*named, *[""] * max(_OBSTACLE_ROWS - len(named), 1)]
        yield Block("paragraph", OBSTACLES.says)
        yield Table(OBSTACLES.lines, tuple((row, *[""] * (len(OBSTACLES.lines) - 1)) for row in rows), roomy=True)

    def _questions(self) -> Iterator[Piece]:
        yield Block("paragraph", QUESTIONS.says)
        for number, question in enumerate(QUESTIONS.lines, start=1):
            yield Block("step", question, number=number)
            yield Room(_ANSWER_LINES)

    def _evidence(self) -> Iterator[Piece]:
        for step in self._decision.active:
            yield Block("point", f"{step.evidence}, {step.title}: {step.evidence_says}")
        yield Block("paragraph", GRADES)

    def _sureness(self) -> Iterator[Piece]:
        for step in self._decision.active:
            yield Block("point", f"{step.title}: {self._sure(step.strategy)}")
        assumed = self._decision.assumed
        if not assumed:
            yield Block("paragraph", "You have answered every question, so nothing was assumed.")
            return
        core = [words.name for words in self._pack.words if words.tier == 1]
        noun = "question is" if len(assumed) == 1 else "questions are"
        yield Block("paragraph", f"{len(assumed)} {noun} still open; what is nearest to neutral was assumed.")
        said = "; ".join(tell_assumed(self._program, self._outcome, core))
        if said and not self._protects():
            yield Block("paragraph", sentence(f"Of the questions that come first, this was assumed: {said}"))

    def _protects(self) -> bool:
        """Tell whether the stance protects: it is not the usual one, and shows fewer phases or what is required."""
        head, stance = self._pack.head, self._decision.stance
        fewer = len(head.stances[stance].phases) < len(head.stances[head.stance].phases)
        required = any(s.required and s.status == "active" for s in self._outcome.standings)
        return stance != head.stance and (fewer or required)

    def _sure(self, strategy: str) -> str:
        sure = self._decision.how_sure(f"active('{strategy}')")
        match sure.certainty:
            case "settled":
                return "settled. More answers cannot change that it is among these steps; this is proved."
            case "open":
                return f"open. It would be otherwise if {tell_deciders(self._program, sure.record)}."
            case "not proved":
                return "not proved. Whether more answers can change it was not found out within the work allowed."

    def _sources(self) -> Iterator[Piece]:
        head = self._pack.head
        for source in cited_sources(self._program, self._outcome):
            by = f" {source.author}." if source.author not in (None, "not stated") else ""
            yield Block("point", f"{source.title.rstrip('.')}.{by}")
        made = f"Made by the rules {head.id} {head.version}, {self._pack.content_hash[:12]}. Suggestions with reasons"
        yield Block("paragraph", f"{made}: no diagnosis, no forecast, and no legal, medical or financial advice.")
