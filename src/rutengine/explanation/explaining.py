"""Explain the fate of a strategy: why, and why not."""

from collections.abc import Iterable

from rutengine.compiler.program import Program, RuleStep
from rutengine.evaluation.outcome import Outcome
from rutengine.explanation.building import ReasonBuilder
from rutengine.explanation.contrasting import find_contrast
from rutengine.explanation.reasons import Cut, Effect, Question, RuleReason, StrategyReasons, ThemeReasons
from rutengine.model.rule import Rule


def explain(program: Program, outcome: Outcome, strategy: str, question: Question) -> StrategyReasons:
    """Return the reasons for the fate of `strategy`, an id of the pack.

    `why` tells what put it there; `why_not` also tells which rules would have supported it and what they miss.
    """
    return _Explainer(program, outcome, strategy).explain(question)


class _Explainer:
    def __init__(self, program: Program, outcome: Outcome, strategy: str) -> None:
        self._program = program
        self._outcome = outcome
        self._fired = frozenset(outcome.fired)
        self._standing = next(s for s in outcome.standings if s.strategy == strategy)
        self._builder = self._new_builder()

    def _new_builder(self) -> ReasonBuilder:
        return ReasonBuilder(self._program, self._outcome)

    def explain(self, question: Question) -> StrategyReasons:
        standing, strategy = self._standing, self._standing.strategy
        against = question == "why_not"
        require = () if against else self._saying(standing.required, "require")
        exclude = self._saying(standing.excluded, "exclude")
        defer = self._saying(standing.deferred, "defer")
        cut, ahead = self._cut()
        return StrategyReasons(
            question=question,
            strategy=strategy,
            status=standing.status,
            lead=standing.lead,
            total=standing.total,
            threshold=standing.threshold,
            rank=standing.rank,
            shortfall=0 if standing.required else max(0, standing.threshold - standing.lead),
            stance=self._outcome.stance,
            cut=cut,
            ahead=ahead,
            contrast=find_contrast(self._program, self._outcome, ahead[-1], strategy) if against and ahead else None,
            equals=self._equals(),
            require=require,
            exclude=exclude,
            defer=defer,
            support=() if against else self._scored("support"),
            oppose=self._scored("oppose"),
            unfired=self._unfired() if against and standing.status != "active" else (),
        )

    def _equals(self) -> tuple[str, ...]:
        standing = self._standing
        if not standing.recommended:
            return ()
        others = (s for s in self._outcome.standings if s.strategy != standing.strategy and s.recommended)
        return tuple(s.strategy for s in others if s.key == standing.key)

    def _cut(self) -> tuple[Cut | None, tuple[str, ...]]:
        standing = self._standing
        if standing.status != "recommended":
            return None, ()
        if not standing.eligible:
            return "stance", ()
        roles = {step.strategy.id: step.strategy.role for step in self._program.strategies}
        role = roles[standing.strategy]
        active = (s for s in self._outcome.standings if s.status == "active")
        ahead = tuple(s.strategy for s in active if roles[s.strategy] == role)
        return ("limit", ahead) if ahead else ("stance", ())

    def _saying(self, rules: Iterable[str], effect: Effect) -> tuple[RuleReason, ...]:
        wanted = frozenset(rules)
        steps = [step for step in self._program.rules if step.rule.id in wanted]
        return tuple(self._rule(step, effect) for step in steps)

    def _scored(self, effect: Effect) -> tuple[ThemeReasons, ...]:
        """Return the fired rules that give or take points, by theme; the theme of the strongest rule comes first."""
        steps = [s for s in self._program.rules if s.rule.id in self._fired and self._points(s.rule, effect)]
        steps.sort(key=lambda step: (-abs(self._points(step.rule, effect)), step.rule.id))
        themes = dict.fromkeys(step.rule.theme for step in sorted(steps, key=self._theme_order))
        strongest = {
            theme: max(abs(self._points(s.rule, effect)) for s in steps if s.rule.theme == theme) for theme in themes
        }
        ordered = sorted(themes, key=lambda theme: -strongest[theme])
        return tuple(
            ThemeReasons(
                theme=theme, rules=tuple(self._rule(step, effect) for step in steps if step.rule.theme == theme)
            )
            for theme in ordered
        )

    def _theme_order(self, step: RuleStep) -> int:
        return [theme.id for theme in self._program.checked.pack.head.themes].index(step.rule.theme)

    def _unfired(self) -> tuple[RuleReason, ...]:
        """Return the rules that would support it; they may be read alone, so nothing counts as told before them."""
        self._builder = self._new_builder()
        steps = [s for s in self._program.rules if s.rule.id not in self._fired and self._points(s.rule, "support")]
        steps.sort(key=lambda step: (-self._points(step.rule, "support"), step.rule.id))
        return tuple(self._rule(step, "support") for step in steps)

    def _points(self, rule: Rule, effect: Effect) -> int:
        table = rule.support if effect == "support" else rule.oppose
        points = table.get(self._standing.strategy, 0)
        return points if effect == "support" else -points

    def _rule(self, step: RuleStep, effect: Effect) -> RuleReason:
        rule, strategy = step.rule, self._standing.strategy
        spoken = {"exclude": rule.exclude, "defer": rule.defer, "require": rule.require}
        return RuleReason(
            rule=rule.id,
            theme=rule.theme,
            effect=effect,
            points=self._points(rule, effect) if effect in ("support", "oppose") else 0,
            says=spoken[effect][strategy] if effect in spoken else None,
            because=rule.because,
            cite=rule.cite,
            fired=rule.id in self._fired,
            reasons=self._builder.reasons(step.formula),
        )
