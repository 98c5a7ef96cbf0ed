"""A catalogue of a pack for those who read rather than write: what every rule, strategy and pattern says."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final

from rutengine.model.conditions import (
    NEVER,
    AllOf,
    AnyOf,
    AtLeastOf,
    CaseDefinition,
    Condition,
    Derived,
    LevelDefinition,
    TruthDefinition,
    at_least,
)
from rutengine.model.pack import CheckedPack, ConditionKey
from rutengine.model.pattern import Pattern
from rutengine.model.rule import Rule
from rutengine.model.source import Source
from rutengine.model.strategy import Reversibility, Role, Strategy
from rutengine.rendering.catalogue_words import (
    PATTERNS,
    SOURCES,
    Words,
    address_text,
    heading_of,
    is_expanded,
    strategy_page,
    theme_page,
    tidied,
)
from rutengine.rendering.markdown import escaped
from rutengine.rendering.phrases import points
from rutengine.rendering.telling_decisions import effort
from rutengine.vocabulary.kinds import Scalar

INDEX: Final = "index.md"
"""The page from which all others are reached."""

MARK: Final = "<!-- made by `rutengine catalogue`: change the rules, not this page -->"
"""The first line of every page."""

_ROLES: Final[Mapping[Role, str]] = {
    "safety": "safety: it comes before everything else",
    "groundwork": "groundwork: it carries other steps",
    "move": "a move",
}


_UNDOING: Final[Mapping[Reversibility, str]] = {
    "high": "easy to undo",
    "medium": "can be undone with some effort",
    "low": "hard to undo",
}


_POINTS: Final = (
    "A rule says when it applies, why, and what follows. It gives from 1 to 5 points for or against a strategy. What "
    "counts is the strongest point for a strategy, less all points against it: the strategy is advised if that reaches "
    "{}, unless its own page says otherwise. A rule may also leave a strategy out, put it off, or require it; then "
    "points do not matter."
)
_NUMBERS: Final = (
    "A number in parentheses is an answer on the scale of its question, mostly from 0 (not at all) to 4 (very much). "
    f"What is linked is worked out from several answers, as [the patterns]({PATTERNS}) tell. What was not answered "
    "counts as neutral."
)


def catalogue(checked: CheckedPack) -> Mapping[str, str]:
    """Return the pages of a pack in Markdown, by name, the index first; their links lead to each other.

    Example:
        >>> from rutengine.career import engine
        >>> pages = catalogue(engine().pack)
        >>> list(pages)[0], "strategies/find-mentor.md" in pages
        ('index.md', True)
    """
    pack = checked.pack
    pages = {INDEX: _Index(checked).lines(), PATTERNS: _Patterns(checked).lines(), SOURCES: _sources(pack.sources)}
    for theme in pack.head.themes:
        pages[theme_page(theme.id)] = _ThemePage(checked).lines(theme.id, theme.title)
    for strategy in pack.strategies:
        pages[strategy_page(strategy.id)] = _StrategyPage(checked, strategy).lines()
    return {name: "\n".join([MARK, "", *lines]).rstrip() + "\n" for name, lines in pages.items()}


class _Index:
    def __init__(self, checked: CheckedPack) -> None:
        self._pack = checked.pack
        self._words = Words(checked, "")

    def lines(self) -> list[str]:
        head = self._pack.head
        lines = [f"# {escaped(head.title)}: all rules and strategies", "", escaped(head.intended_use), ""]
        lines += [f"These are the rules {escaped(head.id)} {escaped(head.version)}, sha256 {self._pack.content_hash}."]
        for overlay in self._pack.overlays:
            lines.append(f"Laid over them: {escaped(overlay.title)}.")
        lines += ["", "## How to read it", ""]
        lines += [_POINTS.format(points(head.threshold)), "", _NUMBERS, ""]
        lines += ["## Themes", ""]
        counts = {theme.id: sum(rule.theme == theme.id for rule in self._pack.rules) for theme in head.themes}
        for theme in head.themes:
            said = "1 rule" if counts[theme.id] == 1 else f"{counts[theme.id]} rules"
            lines.append(f"- [{escaped(theme.title)}]({theme_page(theme.id)}): {said}")
        lines += ["", "## Strategies", ""]
        for phase in head.phases:
            found = [strategy for strategy in self._pack.strategies if strategy.phase == phase.id]
            if found:
                lines += [f"- {escaped(phase.title)}", *(f"  - {self._words.strategy(one.id)}" for one in found)]
        lines += ["", "## Pace", ""]
        for id, stance in head.stances.items():
            lines.append(f"- {heading_of(id)}: {escaped(stance.says)}")
        more = f"What rules draw from several answers: [patterns]({PATTERNS}). What they rest on: [sources]({SOURCES})."
        return [*lines, "", more]


class _ThemePage:
    def __init__(self, checked: CheckedPack) -> None:
        self._checked = checked
        self._words = Words(checked, "../")

    def lines(self, theme: str, title: str) -> list[str]:
        lines = [f"# {escaped(title)}", "", f"[All themes and strategies](../{INDEX})", ""]
        for rule in sorted((rule for rule in self._checked.pack.rules if rule.theme == theme), key=_reading_order):
            lines += self._rule(rule)
        return lines

    def _rule(self, rule: Rule) -> list[str]:
        lines = [f"## {heading_of(rule.id)}", ""]
        lines += self._words.paragraph(self._checked.conditions["rule", rule.id], "**When**")
        lines += ["", f"**Because:** {escaped(rule.because)}", ""]
        for effects, said in ((rule.support, "for"), (rule.oppose, "against")):
            strongest = sorted(effects.items(), key=lambda effect: -effect[1])
            for count, pairs in groupby(strongest, key=lambda effect: effect[1]):
                strategies = ", ".join(self._words.strategy(strategy) for strategy, _ in pairs)
                lines.append(f"- {points(count)} {said} {strategies}")
        for reasons, said in ((rule.require, "requires"), (rule.exclude, "leaves out"), (rule.defer, "puts off")):
            for reason, group in groupby(
                sorted(reasons.items(), key=lambda entry: entry[1]), key=lambda entry: entry[1]
            ):
                strategies = ", ".join(self._words.strategy(strategy) for strategy, _ in group)
                lines.append(f"- {said} {strategies}: {escaped(reason)}")
        lines += [f"- adds to {self._words.strategy(id)}: {escaped(said)}" for id, said in rule.note.items()]
        if rule.notice is not None:
            lines.append(f"- adds to the whole advice: {escaped(rule.notice)}")
        if rule.stance is not None:
            says = self._checked.pack.head.stances[rule.stance].says
            lines.append(f"- sets the pace: {escaped(says)}")
        return [*lines, "", *_sourced(self._words, rule.cite)]


class _StrategyPage:
    def __init__(self, checked: CheckedPack, strategy: Strategy) -> None:
        self._checked = checked
        self._strategy = strategy
        self._words = Words(checked, "../")

    def lines(self) -> list[str]:
        one, head = self._strategy, self._checked.pack.head
        phase = next(phase.title for phase in head.phases if phase.id == one.phase)
        lines = [
            f"# {escaped(one.title)}",
            "",
            f"[All themes and strategies](../{INDEX})",
            "",
            escaped(one.summary),
            "",
        ]
        lines += [
            f"- What it is: {_ROLES[one.role]}; phase: {escaped(phase)}",
            f"- What it takes: {effort(one.minutes_per_week, one.weeks, one.cost)}; {_UNDOING[one.reversibility]}",
            f"- Advised from: {points(head.threshold_of(one))}",
            f"- Evidence: grade {one.evidence.grade}. {escaped(one.evidence.says)}",
            "",
        ]
        lines += ["## First steps", "", *(f"{i}. {escaped(step)}" for i, step in enumerate(one.steps, 1)), ""]
        lines += [f"It is done when {escaped(one.done_when)}.", ""]
        if one.caution is not None:
            lines += [f"**Take care:** {escaped(one.caution)}", ""]
        lines += self._routes() + self._tips() + self._around()
        lines += self._speaking("What speaks for it", lambda rule: rule.support.get(one.id))
        lines += self._speaking("What speaks against it", lambda rule: rule.oppose.get(one.id))
        lines += self._gated("When it is required", lambda rule: rule.require.get(one.id))
        lines += self._gated("When it is left out", lambda rule: rule.exclude.get(one.id))
        lines += self._gated("When it is put off", lambda rule: rule.defer.get(one.id))
        lines += self._gated("What some people are told besides", lambda rule: rule.note.get(one.id))
        return [*lines, *_sourced(self._words, (*one.evidence.cite, *one.cite))]

    def _routes(self) -> list[str]:
        if not self._strategy.routes:
            return []
        lines = ["## How, depending on the person", "", "The first that fits is told.", ""]
        for i, route in enumerate(self._strategy.routes):
            lines += self._told(("route", self._strategy.id, i), route.how, i)
            lines += [f"  {number}. {escaped(step)}" for number, step in enumerate(route.steps, 1)]
        return [*lines, ""]

    def _tips(self) -> list[str]:
        if not self._strategy.tips:
            return []
        lines = ["## Tips", "", "Every one that fits is told.", ""]
        for i, tip in enumerate(self._strategy.tips):
            lines += self._told(("tip", self._strategy.id, i), tip.how, 0)
        return [*lines, ""]

    def _told(self, key: ConditionKey, how: str, before: int) -> list[str]:
        """Return what is told to some people, and to whom."""
        condition = self._checked.conditions.get(key)
        if condition is None:
            return [f"- {'In all other cases' if before else 'In all cases'}: {escaped(how)}"]
        clause = self._words.clause(condition)
        if clause is None:
            return [f"- {escaped(how)}", *self._words.point(condition, "This if ", 1)]
        return [f"- If {clause}: {escaped(how)}"]

    def _around(self) -> list[str]:
        """Return what comes before a strategy and after it."""
        lines: list[str] = []
        for i, after in enumerate(self._strategy.after):
            condition = self._checked.conditions.get(("after", self._strategy.id, i))
            lead = f"It comes after {self._words.strategy(after.strategy)}, if both are advised"
            lines += [f"- {lead}"] if condition is None else self._words.point(condition, f"{lead} and ")
        for fallback in self._strategy.fallbacks:
            lines.append(f"- If it does not help: {self._words.strategy(fallback)}")
        return ["## Before and after", "", *lines, ""] if lines else []

    def _speaking(self, heading: str, points_of: Callable[[Rule], int | None]) -> list[str]:
        """Return the rules that give points, the strongest first."""
        found = [(points_of(rule) or 0, rule) for rule in self._checked.pack.rules]
        spoken = sorted(((count, rule) for count, rule in found if count), key=lambda pair: -pair[0])
        lines = [f"- {points(count)}: {self._why(rule)} ({self._words.rule(rule.id)})" for count, rule in spoken]
        return [f"## {heading}", "", *lines, ""] if lines else []

    def _why(self, rule: Rule) -> str:
        """Return why a rule gives points; of those from the history table, when: they all give the same reason."""
        clause = self._words.clause(self._checked.conditions["rule", rule.id]) if is_expanded(rule) else None
        return escaped(rule.because) if clause is None else f"{clause[:1].upper()}{clause[1:]}."

    def _gated(self, heading: str, reason_of: Callable[[Rule], str | None]) -> list[str]:
        """Return the rules that give a reason or a note."""
        found = ((reason_of(rule), rule) for rule in self._checked.pack.rules)
        lines = [f"- {escaped(said)} ({self._words.rule(rule.id)})" for said, rule in found if said is not None]
        return [f"## {heading}", "", *lines, ""] if lines else []


class _Patterns:
    def __init__(self, checked: CheckedPack) -> None:
        self._checked = checked
        self._words = Words(checked, "")

    def lines(self) -> list[str]:
        derived = {one.name: one for one in self._checked.derived}
        intro = "What rules draw from several answers. A pattern is a working hypothesis and never a diagnosis."
        lines = ["# Patterns", "", f"[All themes and strategies]({INDEX})", "", intro, ""]
        for pattern in self._checked.pack.patterns:
            lines += [f"## {heading_of(pattern.id)}", "", f"**{escaped(pattern.name)}:** {escaped(pattern.label)}.", ""]
            lines += [*self._definition(derived[f"patterns.{pattern.id}"], pattern), ""]
            lines += _sourced(self._words, pattern.cite)
        return lines

    def _definition(self, derived: Derived, pattern: Pattern) -> list[str]:
        match derived.definition:
            case TruthDefinition(condition):
                return self._words.paragraph(condition, "It is so when")
            case LevelDefinition(reaches):
                return self._level(reaches)
            case CaseDefinition(rows, default):
                lines = ["It is the first of these that fits:", ""]
                for condition, value in rows:
                    lines += self._words.point(condition, f"{_labelled(pattern, value)}, if ")
                return [*lines, f"- {_labelled(pattern, default)}, in all other cases"]

    def _level(self, reaches: Sequence[Condition]) -> list[str]:
        counted = _counted(reaches)
        if counted:
            return [
                "It is how many of these hold:",
                "",
                *(line for part in counted for line in self._words.point(part)),
            ]
        reached = [condition for condition in map(tidied, reaches) if condition != NEVER]
        if not reached:
            return ["It is 0 for everybody."]
        lines = ["It is a number, and 0 unless one of these is so:", ""]
        for i, (condition, following) in enumerate(zip(reached, (*reached[1:], None), strict=True), 1):
            if condition != following:
                lines += self._words.point(condition, f"{i}: " if following is None else f"{i} or more: ")
        return lines


def _counted(reaches: Sequence[Condition]) -> tuple[Condition, ...]:
    """Return the parts of which a level is the number; nothing if it is no such number."""
    for reach in reaches:
        parts = reach.parts if isinstance(reach, AllOf | AnyOf | AtLeastOf) else ()
        if len(parts) == len(reaches) > 1 and all(one == at_least(i, parts) for i, one in enumerate(reaches, 1)):
            return parts
    return ()


def _labelled(pattern: Pattern, value: Scalar) -> str:
    return escaped(pattern.labels.get(str(value), str(value)))


def _sources(sources: Iterable[Source]) -> list[str]:
    lines = ["# Sources", "", f"[All themes and strategies]({INDEX})", ""]
    for source in sources:
        made = ", ".join(str(part) for part in (source.author, source.year) if part is not None)
        lines += [
            f"## {source.id}",
            "",
            f"{escaped(source.title)} ({source.kind}{'; ' if made else ''}{escaped(made)}).",
            "",
        ]
        lines += [f"Good for: {escaped(source.good_for)}", ""]
        if source.address is not None:
            lines += [address_text(source.address), ""]
    return lines


def _sourced(words: Words, cite: Iterable[str]) -> list[str]:
    said = words.sources(cite)
    return [f"*Sources:* {said}", ""] if said else []


def _reading_order(rule: Rule) -> tuple[bool, str, int, str]:
    """Return what sorts rules as they are written: those of the pack before those of overlays."""
    file, path = rule.address.file, rule.address.path
    position = path[-1] if path and isinstance(path[-1], int) else 0
    return file != f"rules/{rule.theme}.toml", file, position, rule.id
