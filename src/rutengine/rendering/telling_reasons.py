"""Tell the reasons for the fate of a strategy, as an outline."""

from rutengine.compiler.program import Program
from rutengine.explanation.contrasting import RankContrast
from rutengine.explanation.reasons import (
    FactReason,
    JointReason,
    Reason,
    RuleReason,
    StrategyReasons,
    ThemeReasons,
)
from rutengine.rendering.outline import Block, Outline
from rutengine.rendering.phrases import ASSUMED, FOOTNOTE, Phrases, points
from rutengine.rendering.telling_contrasts import ContrastTeller

_MOST_UNFIRED = 5


def tell_reasons(program: Program, reasons: StrategyReasons) -> Outline:
    """Return the outline of an explanation: the fate, then the rules, then the answers behind each."""
    return _Teller(program).tell(reasons)


def tell_briefly(program: Program, reasons: StrategyReasons) -> Outline:
    """Return the fate and the one strongest rule behind it, down to the answers; "(assumed)" is not explained.

    Of what is outranked by another, what makes the difference is told instead of a rule.
    """
    teller = _Teller(program)
    fate = Block("paragraph", teller.fate(reasons))
    if reasons.contrast is not None:
        return (fate, *teller.outranked(reasons.contrast, reasons.strategy))
    said = [*reasons.require, *reasons.exclude, *reasons.defer]
    objections = reasons.oppose if _is_against_active(reasons) else ()
    themed = [rule for theme in (*reasons.support, *objections) for rule in theme.rules]
    strongest = (*said, *themed, *reasons.unfired)[:1]
    return (fate, *teller.rules(strongest), *teller.unopposed(reasons))


def _is_against_active(reasons: StrategyReasons) -> bool:
    """Tell whether it was asked what stands against one of the next steps."""
    return reasons.question == "why_not" and reasons.status == "active"


def _with_footnote(blocks: list[Block]) -> Outline:
    """Return the blocks, and what "(assumed)" means if they say it."""
    if any(block.text.endswith(ASSUMED) for block in blocks):
        return (*blocks, Block("paragraph", FOOTNOTE))
    return tuple(blocks)


class _Teller:
    def __init__(self, program: Program) -> None:
        self._pack = program.checked.pack
        self._phrases = Phrases(program.checked)
        self._contrasts = ContrastTeller(program)
        self._titles = {strategy.id: strategy.title for strategy in self._pack.strategies}
        self._themes = {theme.id: theme.title for theme in self._pack.head.themes}

    def tell(self, reasons: StrategyReasons) -> Outline:
        asked = "Why" if reasons.question == "why" else "Why not"
        blocks = [Block("title", f"{asked}: {self._titles[reasons.strategy]}"), Block("paragraph", self.fate(reasons))]
        for heading, rules in (
            ("It comes first because", reasons.require),
            (f"It {'is' if reasons.status == 'excluded' else 'would otherwise be'} left out because", reasons.exclude),
            (f"It {'waits' if reasons.status == 'deferred' else 'would otherwise wait'} because", reasons.defer),
        ):
            if rules:
                blocks.append(Block("heading", heading))
                blocks += self.rules(rules)
        blocks += self._themed("For it", reasons.support)
        blocks += self._themed("Against it", reasons.oppose)
        blocks += self.unopposed(reasons)
        if reasons.contrast is not None:
            blocks.append(Block("heading", "What comes before it"))
            blocks += self.outranked(reasons.contrast, reasons.strategy)
        if reasons.unfired:
            blocks.append(Block("heading", "What would speak for it, and what is missing"))
            blocks += self.rules(reasons.unfired[:_MOST_UNFIRED])
            rest = len(reasons.unfired) - _MOST_UNFIRED
            if rest > 0:
                blocks.append(Block("aside", f"... and {rest} weaker {'reason' if rest == 1 else 'reasons'}"))
        return _with_footnote(blocks)

    def fate(self, reasons: StrategyReasons) -> str:
        """Return one or two sentences on where the strategy stands."""
        score = f"strongest reason {reasons.lead}, all together {points(reasons.total)}"
        if reasons.oppose:
            score += ", objections already taken off"
        match reasons.status:
            case "active":
                said = "This is one of your next steps"
                said += ", because your safety comes first." if reasons.require else f" ({score})."
            case "recommended":
                said = f"This suits you ({score}), but it is not among your next steps now: {self._cut(reasons)}."
            case "deferred":
                said = "This waits for now."
            case "excluded":
                said = "This is left out for now."
            case "below_threshold":
                has = "with the objections taken off it has" if reasons.oppose else "it has"
                needed, short = points(reasons.threshold), reasons.shortfall
                said = f"Too little speaks for this: {needed} are needed, and {has} {reasons.lead}: {short} short."
        if reasons.equals:
            equal = ", ".join(f"'{self._titles[other]}'" for other in reasons.equals)
            said += f" Equally strong: {equal}"
            first = "; what is easier to undo, cheaper and shorter is shown first."
            said += first if set(reasons.equals) & set(reasons.ahead) and reasons.contrast is None else "."
        return said

    def unopposed(self, reasons: StrategyReasons) -> list[Block]:
        """Return the sentence that nothing stands against one of the next steps, where that was asked and is so."""
        against = reasons.exclude or reasons.defer or reasons.oppose
        if not _is_against_active(reasons) or against:
            return []
        return [Block("paragraph", "As things stand, nothing speaks against it.")]

    def _cut(self, reasons: StrategyReasons) -> str:
        if reasons.cut == "stance":
            says = self._pack.head.stances[reasons.stance].says
            return f"as things are, it is kept for later ({says})"
        return "the places are taken by " + ", ".join(f"'{self._titles[other]}'" for other in reasons.ahead)

    def outranked(self, contrast: RankContrast, strategy: str) -> list[Block]:
        """Return the blocks of what comes before a strategy, and of what makes the difference."""
        verdict = self._contrasts.verdict(contrast, about=strategy)
        return [Block("paragraph", verdict), *self._contrasts.covering(contrast)]

    def _themed(self, heading: str, themes: tuple[ThemeReasons, ...]) -> list[Block]:
        blocks: list[Block] = []
        for theme in themes:
            blocks.append(Block("heading", f"{heading} - {self._themes[theme.theme]}"))
            blocks += self.rules(theme.rules)
        return blocks

    def rules(self, rules: tuple[RuleReason, ...]) -> list[Block]:
        """Return the blocks of some rules, each with the reasons below it."""
        blocks: list[Block] = []
        for rule in rules:
            worth = f"{'+' if rule.points > 0 else '-'}{points(abs(rule.points))}: " if rule.points else ""
            blocks.append(Block("point", f"{worth}{rule.because}"))
            if rule.says is not None:
                blocks.append(Block("point", rule.says, 1))
            blocks += self._all(rule.reasons, 1)
            cited = f"; sources: {', '.join(rule.cite)}" if rule.cite else ""
            blocks.append(Block("aside", f"rule {rule.rule}{cited}", 1))
        return blocks

    def _reason(self, reason: Reason, depth: int) -> list[Block]:
        if isinstance(reason, JointReason):
            return self._joint(reason, depth)
        said = self._phrases.fact(reason)
        if not reason.holds:
            said = f"missing: {self._phrases.wanted(reason)}; now: {said}"
        if isinstance(reason, FactReason):
            return [Block("point", f"{said} {ASSUMED}" if reason.assumed else said, depth)]
        if reason.told:
            return [Block("point", f"{said} (see above)", depth)]
        return [Block("point", said, depth), *self._all(reason.reasons, depth + 1)]

    def _all(self, reasons: tuple[Reason, ...], depth: int) -> list[Block]:
        """Tell reasons that stand side by side, the same one only once."""
        while len(reasons) == 1 and isinstance(reasons[0], JointReason) and self._is_list(reasons[0]):
            reasons = reasons[0].reasons
        told = dict.fromkeys(tuple(self._reason(reason, depth)) for reason in reasons)
        return [block for blocks in told for block in blocks]

    def _is_list(self, reason: JointReason) -> bool:
        """Tell whether a group says no more than that its parts stand side by side."""
        return reason.of > 0 and (reason.kind == "all" or len(reason.reasons) == 1) and self._counted(reason) is None

    def _joint(self, reason: JointReason, depth: int) -> list[Block]:
        if not reason.of:
            return [] if reason.holds else [Block("point", "missing: no answer can bring this about", depth)]
        if len(reason.reasons) == 1:
            return self._reason(reason.reasons[0], depth)
        counted = self._counted(reason)
        if counted is not None:
            return [Block("point", counted if reason.holds else f"missing: {counted}", depth)]
        heads = {"all": "all of these", "any": "one of these", "at_least": f"at least {reason.count} of {reason.of}"}
        said = heads[reason.kind] if reason.holds else f"missing: {heads[reason.kind]}"
        return [Block("point", f"{said}:", depth), *self._all(reason.reasons, depth + 1)]

    def _counted(self, reason: JointReason) -> str | None:
        """Return a group that counts the members of one set in a line of its own, or None if it is none."""
        facts = [inner for inner in reason.reasons if isinstance(inner, FactReason) and inner.member is not None]
        if len(facts) < len(reason.reasons) or len({(fact.name, fact.wanted) for fact in facts}) > 1:
            return None
        label = self._phrases.label(facts[0].name)
        assumed = f" {ASSUMED}" if any(fact.assumed for fact in facts) else ""
        if facts[0].wanted == (True,):
            return f"{label}: {reason.count} or more{assumed}"
        return f"{label}: fewer than {reason.of - reason.count + 1}{assumed}"
