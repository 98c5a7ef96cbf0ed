"""Tell a decision: the next steps with their strongest reason, what waits, and what was assumed."""

from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import Outcome, Standing
from rutengine.model.strategy import Strategy
from rutengine.rendering.outline import Block, Outline

_COSTS = {"free": "free", "low": "low cost", "medium": "medium cost", "high": "high cost"}


def tell_decision(program: Program, outcome: Outcome) -> Outline:
    """Return the outline of a decision."""
    return _Teller(program, outcome).tell()


def effort(minutes: int, weeks: int, cost: str) -> str:
    """Return an effort in words.

    Example:
        >>> effort(30, 4, "free"), effort(120, 1, "low")
        ('30 minutes a week for 4 weeks, free', '2 hours in one week, low cost')
    """
    hours, rest = divmod(minutes, 60)
    whole = "1 hour" if hours == 1 else f"{hours} hours"
    time = whole if hours and not rest else f"{minutes} minutes"
    return f"{time} {'in one week' if weeks == 1 else f'a week for {weeks} weeks'}, {_COSTS[cost]}"


class _Teller:
    def __init__(self, program: Program, outcome: Outcome) -> None:
        self._pack = program.checked.pack
        self._outcome = outcome
        self._strategies = {strategy.id: strategy for strategy in self._pack.strategies}
        self._rules = {rule.id: rule for rule in self._pack.rules}

    def tell(self) -> Outline:
        stance = self._pack.head.stances[self._outcome.stance]
        if not stance.phases or not stance.roles:
            return (Block("paragraph", stance.says), *self._required_only())
        blocks = [Block("title", self._pack.head.title), Block("paragraph", stance.says)]
        blocks += self._active("Your health and safety come first", "safety")
        blocks += self._active("Your next moves", "move")
        blocks += self._active("The groundwork that carries them", "groundwork")
        blocks += self._waiting()
        if self._outcome.notices:
            blocks.append(Block("heading", "Worth knowing"))
            blocks += [Block("point", notice) for notice in self._outcome.notices]
        assumed = len(self._outcome.assumed)
        if assumed:
            noun = "question is" if assumed == 1 else "questions are"
            rest = "what is nearest to neutral was assumed, and answers can change this advice."
            blocks.append(Block("paragraph", f"{assumed} {noun} still open; {rest}"))
        return tuple(blocks)

    def _required_only(self) -> list[Block]:
        """Tell what is required and nothing else, in a stance that shows nothing else."""
        blocks: list[Block] = []
        for standing in self._outcome.standings:
            if standing.status == "active":
                strategy = self._strategies[standing.strategy]
                blocks.append(Block("heading", strategy.title))
                if standing.route is not None:
                    blocks.append(Block("paragraph", strategy.routes[standing.route].how))
                else:
                    blocks += [Block("step", step, number=i) for i, step in enumerate(strategy.steps, 1)]
                blocks += [Block("point", note) for note in standing.notes]
        fired = (self._rules[id] for id in self._outcome.fired)
        notices = [rule.notice for rule in fired if rule.stance == self._outcome.stance and rule.notice is not None]
        return [*blocks, *(Block("paragraph", notice) for notice in notices)]

    def _active(self, heading: str, role: str) -> list[Block]:
        standings = [
            standing
            for standing in self._outcome.standings
            if standing.status == "active" and self._strategies[standing.strategy].role == role
        ]
        blocks = [Block("heading", heading)] if standings else []
        for number, standing in enumerate(standings, start=1):
            strategy = self._strategies[standing.strategy]
            blocks.append(Block("step", f"{strategy.title} [{strategy.id}]", number=number))
            blocks += self._card(standing, strategy, brief=role == "groundwork")
        return blocks

    def _card(self, standing: Standing, strategy: Strategy, *, brief: bool) -> list[Block]:
        blocks = [Block("point", f"Because: {reason}", 1) for reason in self._reasons(standing, 1 if brief else 2)]
        if standing.route is not None:
            blocks.append(Block("point", f"How: {strategy.routes[standing.route].how}", 1))
        steps = strategy.steps_of(standing.route)[: 1 if brief else 3]
        blocks += [Block("point", f"Step {i}: {step}", 1) for i, step in enumerate(steps, 1)]
        if not brief:
            blocks += [Block("point", f"Tip: {strategy.tips[i].how}", 1) for i in standing.tips[:2]]
        blocks += [Block("point", f"Note: {note}", 1) for note in standing.notes]
        if strategy.caution is not None and not brief:
            blocks.append(Block("point", f"Take care: {strategy.caution}", 1))
        time = effort(*strategy.effort(standing.route), strategy.cost)
        evidence = f"evidence {strategy.evidence.grade}: {strategy.evidence.says}"
        blocks.append(Block("aside", f"{time}; {evidence}", 1))
        return blocks

    def _reasons(self, standing: Standing, most: int) -> list[str]:
        """Return the sentences of the strongest rules for it, each once."""
        ids = [*standing.required, *(c.rule for c in standing.contributions if c.points > 0)]
        return list(dict.fromkeys(self._rules[id].because for id in ids))[:most]

    def _waiting(self) -> list[Block]:
        blocks: list[Block] = []
        for heading, status in (("Later", "deferred"), ("Also suits you", "recommended"), ("Left out", "excluded")):
            standings = [standing for standing in self._outcome.standings if standing.status == status]
            if standings:
                blocks.append(Block("heading", heading))
                blocks += [Block("point", self._line(standing)) for standing in standings]
        return blocks

    def _line(self, standing: Standing) -> str:
        title = f"{self._strategies[standing.strategy].title} [{standing.strategy}]"
        if standing.status == "recommended":
            return title
        excluded = standing.status == "excluded"
        rules = [self._rules[id] for id in (standing.excluded if excluded else standing.deferred)]
        reasons = [(rule.exclude if excluded else rule.defer)[standing.strategy] for rule in rules]
        return f"{title}: {'; '.join(dict.fromkeys(reasons))}"
