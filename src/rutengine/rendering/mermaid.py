"""Graphs as Mermaid text: why the next steps are what they are, and when each has its weeks.

No label can end early: of a label only letters, digits, spaces and a few marks are written as they are; all else is
written as the number of its character, or, where Mermaid knows no numbers, left out.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rutengine.compiler.program import Program
from rutengine.diagnostics.plaintext import visible
from rutengine.evaluation.outcome import Outcome
from rutengine.explanation.explaining import explain
from rutengine.explanation.reasons import FactReason, PatternReason, Reason, RuleReason
from rutengine.planning.schedule import Schedule
from rutengine.rendering.outline import Outline
from rutengine.rendering.phrases import ASSUMED, Phrases, points
from rutengine.rendering.telling_decisions import tell_decision

_MOST_RULES: Final = 3
"""How many rules are drawn for each step and, of those against it, again."""

_PLAIN: Final = r"\w ,'.()-"
_ACTIVE: Final = re.compile(rf"[^{_PLAIN}]|[.-](?= )|-(?=-)")
"""What is written as a number; what can make a list or a line of a label too."""

_NOT_PLAIN: Final = re.compile(rf"[^{_PLAIN}]")


def render_why_graph(program: Program, outcome: Outcome) -> str:
    """Return a flowchart from the answers over the rules to the next steps, the strongest rules only.

    Where the stance shows only what is required, it says what the decision says, and nothing else.
    """
    stance = program.checked.pack.head.stances[outcome.stance]
    if not stance.phases or not stance.roles:
        return _told(tell_decision(program, outcome))
    graph = _WhyGraph(program)
    for standing in outcome.standings:
        if standing.status == "active":
            graph.add(standing.strategy, explain(program, outcome, standing.strategy, "why").rules())
    return graph.text()


def render_plan_chart(program: Program, outcome: Outcome, schedule: Schedule) -> str:
    """Return a Gantt chart of a plan, in weeks from 1, without dates.

    Where the stance shows only what is required, there is no plan, and it says what the decision says.
    """
    if schedule.paused:
        return _told(tell_decision(program, outcome))
    titles = {strategy.id: strategy.title for strategy in program.checked.pack.strategies}
    lines = ["gantt", "    title Plan by week", "    dateFormat X", "    axisFormat %s", "    tickInterval 1second"]
    for number, slot in enumerate(schedule.slots):
        span = f"Weeks {slot.first} to {slot.last}" if slot.weeks > 1 else f"Week {slot.first}"
        lines.append(f"    section {_task(titles[slot.strategy])}")
        lines.append(f"    {span} :s{number}, {slot.first}, {slot.last + 1}")
    return "\n".join(lines) + "\n"


def label(text: str) -> str:
    """Return a text as the label of a node, without its quotation marks.

    Example:
        >>> label('1. say "so" <now>.')
        '1#46; say #34;so#34; #60;now#62;.'
    """
    return _ACTIVE.sub(lambda found: f"#{ord(found[0])};", " ".join(visible(text).split()))


def _task(text: str) -> str:
    """Return a text as the name of a section, which knows no numbers of characters."""
    return " ".join(_NOT_PLAIN.sub(" ", visible(text)).split()) or "Step"


def _told(outline: Outline) -> str:
    nodes = [f'    n{number}["{label(block.text)}"]' for number, block in enumerate(outline)]
    return "\n".join(["flowchart TD", *nodes]) + "\n"


class _WhyGraph:
    """Collects nodes, each once, and edges, in the order in which they are met."""

    def __init__(self, program: Program) -> None:
        self._phrases = Phrases(program.checked)
        self._titles = {strategy.id: strategy.title for strategy in program.checked.pack.strategies}
        self._nodes: dict[str, str] = {}
        self._edges: dict[str, None] = {}

    def add(self, strategy: str, rules: Iterable[RuleReason]) -> None:
        """Add a strategy with the strongest rules for it and against it."""
        goal = self._node(self._titles[strategy], '(["', '"])')
        told = tuple(rules)
        speaking = [rule for rule in told if rule.points >= 0][:_MOST_RULES]
        for rule in (*speaking, *[rule for rule in told if rule.points < 0][:_MOST_RULES]):
            node = self._node(rule.because, '["', '"]')
            worth = f"{'for' if rule.points > 0 else 'against'}, {points(abs(rule.points))}" if rule.points else "first"
            self._edge(node, goal, f'-->|"{worth}"|')
            for reason in rule.reasons:
                self._reason(reason, node)

    def text(self) -> str:
        """Return the whole graph."""
        return "\n".join(["flowchart LR", *self._lines()]) + "\n"

    def _lines(self) -> Iterator[str]:
        yield from (f"    {node}{shape}" for shape, node in self._nodes.items())
        yield from (f"    {edge}" for edge in self._edges)

    def _node(self, text: str, before: str, after: str) -> str:
        return self._nodes.setdefault(f"{before}{label(text)}{after}", f"n{len(self._nodes)}")

    def _edge(self, first: str, second: str, arrow: str) -> None:
        self._edges[f"{first} {arrow} {second}"] = None

    def _reason(self, reason: Reason, target: str) -> None:
        """Add what bears a rule or a pattern; groups are drawn as their parts."""
        if isinstance(reason, FactReason):
            said = self._phrases.fact(reason)
            self._edge(self._node(f"{said} {ASSUMED}" if reason.assumed else said, '("', '")'), target, "-->")
            return
        if isinstance(reason, PatternReason):
            node = self._node(self._phrases.fact(reason), '{{"', '"}}')
            self._edge(node, target, "-->")
            target = node
        for inner in reason.reasons:
            self._reason(inner, target)
