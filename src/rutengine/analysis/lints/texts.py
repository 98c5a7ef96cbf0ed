"""Every text of a pack that a person may be shown; not what editors, sources and tests say."""

from collections.abc import Iterator

from rutengine.diagnostics.diagnostic import Address
from rutengine.model.pack import Pack, PackHead
from rutengine.model.pattern import Pattern
from rutengine.model.rule import Rule
from rutengine.model.strategy import Strategy
from rutengine.model.words import FactWords

Text = tuple[Address, str, str]
"""Where a text stands, what it belongs to, and the text."""


def texts_of(pack: Pack) -> Iterator[Text]:
    """Yield the texts of a pack; those of the history table once."""
    yield from _of_head(pack.head)
    made = pack.head.address.at("history")
    for words in pack.words:
        yield from _of_words(words)
    for pattern in pack.patterns:
        yield from _of_pattern(pattern)
    for constraint in pack.constraints:
        if constraint.says is not None:
            yield constraint.address.at("says"), f"constraint `{constraint.id}`", constraint.says
    for strategy in pack.strategies:
        yield from _of_strategy(strategy)
    for rule in pack.rules:
        if rule.address != made:
            yield from _of_rule(rule)


def _of_head(head: PackHead) -> Iterator[Text]:
    yield head.address.at("title"), "the pack", head.title
    for key, headings in (("themes", head.themes), ("phases", head.phases)):
        for i, heading in enumerate(headings):
            yield head.address.at(key, i, "title"), f"{key[:-1]} `{heading.id}`", heading.title
    for id, stance in head.stances.items():
        yield head.address.at("stances", id, "says"), f"stance `{id}`", stance.says
    if head.history is not None:
        yield head.address.at("history", "because"), "the history table", head.history.because


def _of_words(words: FactWords) -> Iterator[Text]:
    said = {"ask": words.ask, "why_ask": words.why_ask, "label": words.label, "label_not": words.label_not}
    for key, text in said.items():
        if text is not None:
            yield words.address.at(key), f"fact `{words.name}`", text
    for value, text in words.labels.items():
        yield words.address.at("labels", value), f"fact `{words.name}`", text


def _of_pattern(pattern: Pattern) -> Iterator[Text]:
    for key, text in (("name", pattern.name), ("label", pattern.label), ("label_not", pattern.label_not)):
        if text is not None:
            yield pattern.address.at(key), f"pattern `{pattern.id}`", text
    for value, text in pattern.labels.items():
        yield pattern.address.at("labels", value), f"pattern `{pattern.id}`", text


def _of_strategy(card: Strategy) -> Iterator[Text]:
    address, subject = card.address, f"strategy `{card.id}`"
    said = {"title": card.title, "summary": card.summary, "done_when": card.done_when, "caution": card.caution}
    for key, text in said.items():
        if text is not None:
            yield address.at(key), subject, text
    yield address.at("evidence", "says"), subject, card.evidence.says
    for i, step in enumerate(card.steps):
        yield address.at("steps", i), subject, step
    for i, route in enumerate(card.routes):
        yield from ((address.at("route", i, "steps", j), subject, step) for j, step in enumerate(route.steps))
    ways = {"route": [route.how for route in card.routes], "tip": [tip.how for tip in card.tips]}
    for key, texts in ways.items():
        for i, text in enumerate(texts):
            yield address.at(key, i, "how"), subject, text


def _of_rule(rule: Rule) -> Iterator[Text]:
    subject = f"rule `{rule.id}`"
    yield rule.address.at("because"), subject, rule.because
    tables = {"exclude": rule.exclude, "defer": rule.defer, "require": rule.require, "note": rule.note}
    for key, table in tables.items():
        for strategy, text in table.items():
            yield rule.address.at(key, strategy), subject, text
    if rule.notice is not None:
        yield rule.address.at("notice"), subject, rule.notice
