"""Other words for a pack: a text takes the place of a text, by id; nothing else is touched."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import attrs

from rutengine.checker.scenarios import routes_meant
from rutengine.diagnostics.diagnostic import Address, Diagnostic, Finding
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.documents.converter import key_of, keys_of
from rutengine.documents.parts import Collector, facts_in
from rutengine.documents.refusals import RefusalError, exact_list, exact_table, exact_text, listed
from rutengine.model.constraint import Constraint
from rutengine.model.guarantee import Guarantee
from rutengine.model.pack import Heading, History, Pack, PackHead, Stance
from rutengine.model.pattern import Pattern
from rutengine.model.rule import Rule
from rutengine.model.scenario import Scenario
from rutengine.model.source import Source
from rutengine.model.strategy import Evidence, Route, Strategy, Tip
from rutengine.model.table import Table
from rutengine.model.words import FactWords

_WORDS: Final[Mapping[type[Any], tuple[str, ...]]] = MappingProxyType(
    {
        PackHead: ("title", "intended_use", "themes", "phases", "stances", "history"),
        Heading: ("title",),
        Stance: ("says",),
        History: ("because",),
        FactWords: ("ask", "why_ask", "label", "label_not", "labels"),
        Source: ("title", "good_for", "sections"),
        Pattern: ("name", "label", "label_not", "labels"),
        Constraint: ("says",),
        Strategy: ("title", "summary", "steps", "done_when", "caution", "evidence", "route", "tip"),
        Evidence: ("says",),
        Route: ("how", "steps"),
        Tip: ("how",),
        Rule: ("because", "exclude", "defer", "require", "note", "notice"),
        Guarantee: ("says",),
        Scenario: ("name", "why"),
    }
)
"""By class, the keys below which there are words, and nothing else is reached."""

_UNKNOWN: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "facts": ("fact", "RUT407"),
        "sources": ("source", "RUT403"),
        "patterns": ("pattern", "RUT301"),
        "strategies": ("strategy", "RUT402"),
        "rules": ("rule", "RUT604"),
        "constraints": ("constraint", "RUT404"),
        "guarantees": ("guarantee", "RUT404"),
        "scenarios": ("scenario", "RUT404"),
    }
)
"""By part, what is in it, and the code of one that does not exist."""

_FIELDS: Final = MappingProxyType({part: "words" if part == "facts" else part for part in _UNKNOWN})
_LISTS: Final = MappingProxyType({"rules": "rule", "constraints": "constraint", "guarantees": "guarantee"})


class Rewording:
    """Puts the words of one file after the other into a pack.

    Arguments:
        pack: the pack; `pack` is always the one with the words so far.
        collector: takes every problem.
    """

    def __init__(self, pack: Pack, collector: Collector) -> None:
        self.pack: Pack = pack
        self.replaced: list[str] = []
        self._collector = collector

    def read(self, part: str, file: str, table: Mapping[str, object]) -> None:
        """Read the words of a file that belongs to `part`; what is wrong is reported, and the old words stay."""
        address = Address(file)
        if part == "pack":
            text = _Text(self._collector, "the pack")
            self.pack = attrs.evolve(self.pack, head=text.record(self.pack.head, table, address))
            self.replaced.append("the words of the pack")
        elif part in _LISTS:
            self._read_list(part, table, address)
        elif part == "facts":
            self._put(part, [(".".join(path), item, address.at(*path)) for path, item in facts_in(table)])
        elif part in ("strategies", "scenarios"):
            self._put(part, [(file.rpartition("/")[2].removesuffix(".toml"), table, address)])
        else:
            self._put(part, [(name, item, address.at(name)) for name, item in table.items()])

    def _read_list(self, part: str, table: Mapping[str, object], address: Address) -> None:
        key = _LISTS[part]
        text = _Text(self._collector, "the file")
        text.unknown([other for other in table if other != key], [key], address)
        items = text.tried(address.at(key), lambda: exact_list(table.get(key, [])), [])
        named = (text.named(item, address.at(key, i)) for i, item in enumerate(items))
        self._put(part, [found for found in named if found is not None])

    def _put(self, part: str, items: Iterable[tuple[str, object, Address]]) -> None:
        """Put words of things of one part, each with its id and its address, into the pack."""
        field, (noun, code) = _FIELDS[part], _UNKNOWN[part]
        things = {id_of(thing): thing for thing in getattr(self.pack, field)}
        seen: set[str] = set()
        for id, item, address in items:
            subject = f"{noun} {quoted(id)}"
            text = _Text(self._collector, subject)
            if id not in things:
                text.add(address, Finding(code=code, message=f"unknown {subject}", help=did_you_mean(id, things)))
                continue
            if id in seen:
                text.add(address, Finding(code="RUT401", message=f"the words of {subject} stand here twice"))
            seen.add(id)
            things[id] = text.value(things[id], item, address)
            self.replaced.append(f"the words of {subject}")
        reworded: Any = {field: tuple(things.values())}
        self.pack = attrs.evolve(self.pack, **reworded)


def follow_routes(pack: Pack, before: Iterable[Strategy]) -> Pack:
    """Return a pack whose scenarios name the routes that they named when these had other words.

    Arguments:
        pack: the pack in the new words.
        before: its strategies in the old ones.
    """
    old = {card.id: [route.how for route in card.routes] for card in before}
    new = {card.id: [route.how for route in card.routes] for card in pack.strategies}

    def named(strategy: str, beginning: str) -> str:
        if old.get(strategy) == new.get(strategy):
            return beginning
        meant = routes_meant(beginning, old[strategy])
        was, now = ({texts[strategy][i] for i in meant} for texts in (old, new))
        # what names no route, or several, is left to the checker; so are routes of one text that have two now
        return now.pop() if len(was) == len(now) == 1 else beginning

    scenarios: list[Scenario] = []
    for scenario in pack.scenarios:
        route = Table({id: named(id, beginning) for id, beginning in scenario.expect.route.items()})
        scenarios.append(attrs.evolve(scenario, expect=attrs.evolve(scenario.expect, route=route)))
    return attrs.evolve(pack, scenarios=tuple(scenarios))


def id_of(thing: Any) -> str:  # noqa: ANN401 - anything that a pack has many of
    """Return the id of a thing of a pack; that of the words of a fact is its name."""
    return thing.name if isinstance(thing, FactWords) else thing.id


class _Text:
    """Puts texts into the places of texts, and reports what does not fit."""

    def __init__(self, collector: Collector, subject: str) -> None:
        self._collector = collector
        self._subject = subject

    def add(self, address: Address, finding: Finding) -> None:
        self._collector.add([Diagnostic(finding=finding, address=address, subject=self._subject)])

    def unknown(
        self, keys: Iterable[str], known: Sequence[str], address: Address, cls: type[Any] | None = None
    ) -> None:
        """Report keys that are none of those that are known; some of them a class has for something else."""
        for key in sorted(keys):
            if cls is not None and key in keys_of(cls):
                help = "a text overlay replaces words only; what decides stands in a pack or an overlay of rules"
            else:
                help = did_you_mean(key, known) or f"here stand {listed(known)}"
            self.add(address.at(key), Finding(code="RUT106", message=f"unknown key {quoted(key)}", help=help))

    def tried(self, address: Address, read: Callable[[], Any], otherwise: Any) -> Any:  # noqa: ANN401 - any value
        """Return what is read, or something else if it is refused; that is reported."""
        try:
            return read()
        except RefusalError as error:
            self.add(address, error.finding(address.path))
            return otherwise

    def named(self, item: object, address: Address) -> tuple[str, object, Address] | None:
        """Return the id of an item of a list, what else it says, and its address."""
        table = self.tried(address, lambda: exact_table(item), None)
        if table is None:
            return None
        if "id" not in table:
            self.add(address, Finding(code="RUT107", message="missing key `id`"))
            return None
        id = self.tried(address.at("id"), lambda: exact_text(table["id"]), None)
        return None if id is None else (id, {key: inner for key, inner in table.items() if key != "id"}, address)

    def record(self, old: Any, table: Mapping[str, object], address: Address) -> Any:  # noqa: ANN401 - see above
        """Return a record with other words."""
        cls: type[Any] = old.__class__
        words = _WORDS[cls]
        fields = {key_of(cls, field.name): field.name for field in attrs.fields(cls)}
        self.unknown(table.keys() - set(words), words, address, cls)
        changed = {
            fields[key]: self.value(getattr(old, fields[key]), new, address.at(key))
            for key, new in table.items()
            if key in words
        }
        return attrs.evolve(old, **changed)

    def value(self, old: Any, new: object, address: Address) -> Any:  # noqa: ANN401 - a text, or what holds texts
        """Return the new words in the form of the old ones."""
        if old is None or old == ():
            self._replaces_nothing(address)
            return old
        if isinstance(old, str):
            return self.tried(address, lambda: exact_text(new), old)
        cls: type[Any] = old.__class__
        if issubclass(cls, Table):
            return self._table(old, self.tried(address, lambda: exact_table(new), {}), address)
        if not issubclass(cls, tuple):
            return self.record(old, self.tried(address, lambda: exact_table(new), {}), address)
        items = self.tried(address, lambda: exact_list(new), None)
        if items is None:
            return old
        put = self._headings if isinstance(old[0], Heading) else self._list
        return put(old, items, address)

    def _replaces_nothing(self, address: Address, known: Iterable[str] = ()) -> None:
        key = str(address.path[-1])
        help = did_you_mean(key, known) or "a text overlay has words only for what the pack has words for"
        self.add(address, Finding(code="RUT106", message=f"{quoted(key)} replaces nothing", help=help))

    def _table(self, old: Table[Any], table: Mapping[str, object], address: Address) -> Table[Any]:
        changed: dict[str, object] = {}
        for key, new in table.items():
            if key in old:
                changed[key] = self.value(old[key], new, address.at(key))
            else:
                self._replaces_nothing(address.at(key), old)
        return Table({**old, **changed})

    def _headings(self, old: Sequence[Heading], items: Sequence[object], address: Address) -> tuple[Heading, ...]:
        changed = {heading.id: heading for heading in old}
        seen: set[str] = set()
        for id, item, place in filter(None, (self.named(item, address.at(i)) for i, item in enumerate(items))):
            if id not in changed:
                message = f"unknown id {quoted(id)}"
                self.add(place.at("id"), Finding(code="RUT404", message=message, help=did_you_mean(id, changed)))
                continue
            if id in seen:
                message = f"the words of {quoted(id)} stand here twice"
                self.add(place.at("id"), Finding(code="RUT401", message=message))
            seen.add(id)
            changed[id] = self.record(changed[id], exact_table(item), place)
        return tuple(changed.values())

    def _list(self, old: tuple[Any, ...], items: Sequence[object], address: Address) -> tuple[Any, ...]:
        """Return the items of a list, each with the words of the item in its place."""
        if len(old) == len(items):
            return tuple(self.value(a, b, address.at(i)) for i, (a, b) in enumerate(zip(old, items, strict=True)))
        message = f"{quoted(str(address.path[-1]))} has another number of items than in the pack"
        self.add(address, Finding(code="RUT109", message=message, expected=str(len(old)), found=str(len(items))))
        return old
