"""The words of a catalogue: conditions as nested points, and links between its pages, in Markdown."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from rutengine.model.conditions import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    AtLeastOf,
    Condition,
    In,
    NotThat,
    all_of,
    any_of,
    negated,
)
from rutengine.model.pack import CheckedPack
from rutengine.model.rule import Rule
from rutengine.rendering.markdown import escaped
from rutengine.rendering.phrases import Phrases
from rutengine.vocabulary.kinds import SetKind

PATTERNS: Final = "patterns.md"
SOURCES: Final = "sources.md"

_SAFE_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9._~/?=&%+-]+")
_STUDY: Final = re.compile(r"[^.]+ \(\d{4}\)(?=\.)")
_PREFIX: Final = "patterns."
_SHORT: Final = 2


def heading_of(id: str) -> str:
    """Return an id as a heading; its anchor is the id with hyphens.

    Example:
        >>> heading_of("told-no-growth"), heading_of("blocked_growth")
        ('Told no growth', 'Blocked growth')
    """
    words = re.sub(r"[-_]", " ", id)
    return words[:1].upper() + words[1:]


def anchor_of(id: str) -> str:
    """Return the anchor of the heading of an id."""
    return id.replace("_", "-")


def theme_page(id: str) -> str:
    """Return the name of the page of a theme."""
    return f"themes/{id}.md"


def strategy_page(id: str) -> str:
    """Return the name of the page of a strategy."""
    return f"strategies/{id}.md"


def address_text(address: str) -> str:
    """Return an address as a link if it is a plain one, else as text.

    Example:
        >>> address_text("https://doi.org/10.1037/a0029279"), address_text("javascript:alert(1)")
        ('<https://doi.org/10.1037/a0029279>', 'javascript:alert(1)')
    """
    return f"<{address}>" if _SAFE_ADDRESS.fullmatch(address) else escaped(address)


class Words:
    """Says the conditions of a pack and names its things, as one page of the catalogue does.

    Arguments:
        checked: the pack.
        up: what leads from the page to the folder of the catalogue, such as `../`.
    """

    def __init__(self, checked: CheckedPack, up: str) -> None:
        self._phrases = Phrases(checked)
        self._up = up
        self._titles = {strategy.id: strategy.title for strategy in checked.pack.strategies}
        self._members = {
            fact.name: set(fact.kind.members) for fact in checked.vocabulary.facts if isinstance(fact.kind, SetKind)
        }
        self._themes = {theme.id: theme.title for theme in checked.pack.head.themes}
        self._rules = {rule.id: (rule.theme, is_expanded(rule)) for rule in checked.pack.rules}
        self._cited: Mapping[str, tuple[str, str]] = {
            citation: (source.id, _cited_as(source.title, source.sections.get(citation[len(source.id) + 1 :])))
            for source in checked.pack.sources
            for citation in source.citations
        }

    def strategy(self, id: str) -> str:
        """Return a link to a strategy, by its title."""
        return f"[{escaped(self._titles[id])}]({self._up}{strategy_page(id)})"

    def rule(self, id: str) -> str:
        """Return a link to a rule; one that comes from the history table is called after its theme."""
        theme, made = self._rules[id]
        said = self._themes[theme] if made else heading_of(id)
        return f"[{escaped(said)}]({self._up}{theme_page(theme)}#{anchor_of(id)})"

    def sources(self, cite: Iterable[str]) -> str:
        """Return links to what is cited, each once."""
        said = (f"[{escaped(title)}]({self._up}{SOURCES}#{id})" for id, title in map(self._cited.__getitem__, cite))
        return "; ".join(dict.fromkeys(said))

    def paragraph(self, condition: Condition, lead: str) -> list[str]:
        """Return a condition as a paragraph that begins with `lead`, with points below it where it has many parts."""
        said, parts = self._said(tidied(condition))
        return [f"{lead} {said}:", "", *self._points(parts, 0)] if parts else [f"{lead} {said}."]

    def clause(self, condition: Condition) -> str | None:
        """Return a condition in one clause, or None if it takes points of its own."""
        said, parts = self._said(tidied(condition))
        return None if parts else said

    def point(self, condition: Condition, lead: str = "", depth: int = 0) -> list[str]:
        """Return a condition as a point of a list that begins with `lead`, with the points below it."""
        said, parts = self._said(tidied(condition))
        return [f"{'  ' * depth}- {lead}{said}{':' if parts else ''}", *self._points(parts, depth + 1)]

    def _points(self, parts: Iterable[Condition], depth: int) -> list[str]:
        return [line for part in parts for line in self.point(part, depth=depth)]

    def _said(self, condition: Condition) -> tuple[str, tuple[Condition, ...]]:
        """Return a clause, and what it announces if it does not say everything."""
        counted = self._counted(condition)
        if counted is not None:
            return escaped(counted), ()
        match condition:
            case NotThat(AtLeastOf(count, parts)):
                return f"fewer than {count} of these hold", parts
            case In() | NotThat():
                return self._clause(condition), ()
            case AllOf(()) | AnyOf(()):
                return "always" if condition == ALWAYS else "never", ()
            case AllOf(parts) | AnyOf(parts):
                word = "and" if isinstance(condition, AllOf) else "or"
                clauses = [self._clause(part) for part in parts if _name_of(part)]
                if len(clauses) == len(parts) <= _SHORT and not any(" or " in clause for clause in clauses):
                    return f" {word} ".join(clauses), ()
                return ("all of these hold" if word == "and" else "one of these holds"), parts
            case AtLeastOf(count, parts):
                return f"at least {count} of these hold", parts

    def _counted(self, condition: Condition) -> str | None:
        """Return a condition on how many members a set fact has in a clause of its own, or None if it is none."""
        match condition:
            case NotThat(AtLeastOf(count, parts)):
                said = f"fewer than {count}"
            case AtLeastOf(count, parts):
                said = f"{count} or more"
            case AnyOf(parts):
                said = "1 or more"
            case AllOf(parts):
                said, parts = "none", tuple(negated(part) for part in parts)
            case _:
                return None
        name = _name_of(parts[0]) if parts else ""
        members = {
            part.member for part in parts if isinstance(part, In) and (part.name, part.values) == (name, (True,))
        }
        every = len(members) == len(parts) and members == self._members.get(name)
        return f"{self._phrases.label(name)}: {said}" if every else None

    def _clause(self, condition: Condition) -> str:
        if isinstance(condition, In) and len(condition.values) == 1:
            told = self._phrases.clause(condition.name, condition.member, condition.values[0])
        else:
            told = self._phrases.condition(condition)
        said = escaped(re.sub(r"^not so: ", "it is not so that ", told))
        name = _name_of(condition)
        if not name.startswith(_PREFIX):
            return said
        return f"[{said}]({self._up}{PATTERNS}#{anchor_of(name.removeprefix(_PREFIX))})"


def is_expanded(rule: Rule) -> bool:
    """Tell whether a rule was not written as such, but comes from the history table."""
    return rule.address.file == "pack.toml"


def _cited_as(title: str, section: str | None) -> str:
    """Return how a source is cited: a study by its authors and year, where its title begins with them."""
    study = _STUDY.match(title)
    short = title if study is None else study[0]
    return short if section is None else f"{short}, {section.rstrip('.')}"


def _name_of(condition: Condition) -> str:
    """Return the name in a comparison or its opposite, or nothing."""
    inner = condition.part if isinstance(condition, NotThat) else condition
    return inner.name if isinstance(inner, In) else ""


def tidied(condition: Condition) -> Condition:
    """Return a condition that means the same and reads better.

    In it, "not" stands before comparisons and counts only, and a group compares each fact once.

    Example:
        >>> low, high = In("a", None, (1, 2)), In("a", None, (2, 3))
        >>> tidied(AllOf((low, high))).values, tidied(NotThat(AllOf((NotThat(low), NotThat(high))))).values
        ((2,), (1, 2, 3))
    """
    match condition:
        case NotThat(AllOf(parts)):
            return tidied(AnyOf(tuple(negated(part) for part in parts)))
        case NotThat(AnyOf(parts)):
            return tidied(AllOf(tuple(negated(part) for part in parts)))
        case NotThat(NotThat(part)):
            return tidied(part)
        case AllOf(parts):
            return all_of(_joined(all_of(tidied(part) for part in parts), of=AllOf))
        case AnyOf(parts):
            return any_of(_joined(any_of(tidied(part) for part in parts), of=AnyOf))
        case _:
            return condition


def _joined(condition: Condition, of: type[AllOf | AnyOf]) -> tuple[Condition, ...]:
    """Return the parts of a group, with one comparison for all of the same whole number or choice."""
    if not isinstance(condition, of):
        return (condition,)
    kept: list[Condition] = []
    for part in condition.parts:
        joined = [(i, _joint(other, part, both=of is AllOf)) for i, other in enumerate(kept)]
        found = next(((i, one) for i, one in joined if one is not None), None)
        if found is None:
            kept.append(part)
        else:
            kept[found[0]] = found[1]
    return tuple(kept)


def _joint(first: Condition, second: Condition, *, both: bool) -> Condition | None:
    """Return one comparison for two of the same whole number or choice, or None if they are none.

    Arguments:
        first, second: the parts of a group; the opposite of a comparison is joined only where both must hold.
        both: whether both must hold, or one of them.
    """
    if isinstance(first, NotThat):
        first, second = second, first
    other = second.part if isinstance(second, NotThat) and both else second
    if not isinstance(first, In) or not isinstance(other, In) or isinstance(first.values[0], bool):
        return None
    if (first.name, first.member) != (other.name, other.member):
        return None
    if both:
        values = tuple(value for value in first.values if (value in other.values) == (other is second))
    else:
        values = (*first.values, *(value for value in other.values if value not in first.values))
    numbers = [value for value in values if isinstance(value, int)]
    ordered = tuple(sorted(numbers)) if len(numbers) == len(values) else values
    return In(first.name, first.member, ordered) if values else NEVER
