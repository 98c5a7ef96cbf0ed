"""The tables of each file to the nouns of a pack; a broken one is dropped and reported, the others are kept."""

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from rutengine.diagnostics.diagnostic import Address, Diagnostic, Finding
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.documents.names import CONSTANT, FACT, ID, PATTERN, SECTION, Spelling
from rutengine.documents.refusals import RefusalError, exact_list
from rutengine.documents.structuring import structure
from rutengine.model.constraint import Constraint
from rutengine.model.guarantee import Guarantee
from rutengine.model.pack import Pack, PackHead
from rutengine.model.pattern import Pattern
from rutengine.model.rule import Rule
from rutengine.model.scenario import Scenario
from rutengine.model.seed import Seed
from rutengine.model.source import Source
from rutengine.model.strategy import Strategy
from rutengine.model.words import FactWords

T = TypeVar("T")
Table = Mapping[str, object]

_STAND_IN: Final = "x"
"""The id under which the rest of a thing is read when its own is not written as ids are."""


class Collector:
    """The problems found so far, at most 1,000, and the parts of the pack that they leave incomplete."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.incomplete: set[str] = set()

    @property
    def full(self) -> bool:
        """Whether so much is wrong that nothing more is looked at."""
        return len(self.diagnostics) >= LIMITS.problems_kept

    def add(self, diagnostics: Iterable[Diagnostic], part: str | None = None) -> None:
        """Keep problems; `part` has lost something by them."""
        room = LIMITS.problems_kept - len(self.diagnostics)
        self.diagnostics += list(diagnostics)[:room]
        if part is not None:
            self.incomplete.add(part)


class PartReader:
    """Reads one file after the other, and puts the pack together from what was sound."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self._head: PackHead | None = None
        self._words: list[FactWords] = []
        self._sources: list[Source] = []
        self._patterns: list[Pattern] = []
        self._constraints: list[Constraint] = []
        self._strategies: list[Strategy] = []
        self._rules: list[Rule] = []
        self._guarantees: list[Guarantee] = []
        self._scenarios: list[Scenario] = []
        self._seeds: list[Seed] = []
        self._seen_rules = 0

    def read(self, part: str, file: str, table: Table) -> None:
        """Read the table of a file that belongs to `part`."""
        readers: Mapping[str, Callable[[str, Table], None]] = {
            "pack": self._read_head,
            "facts": self._read_facts,
            "sources": self._read_sources,
            "patterns": self._read_patterns,
            "constraints": self._read_constraints,
            "strategies": self._read_strategy,
            "rules": self._read_rules,
            "guarantees": self._read_guarantees,
            "scenarios": self._read_scenario,
            "seeds": self._read_seeds,
        }
        readers[part](file, table)

    def pack(self) -> Pack | None:
        """Return the pack, in the order of ids, if its head is sound."""
        return None if self._head is None else self.pack_of(self._head)

    def pack_of(self, head: PackHead) -> Pack:
        """Return what was read, in the order of ids, as a pack with a head."""
        return Pack(
            head=head,
            words=tuple(sorted(self._words, key=lambda words: words.name)),
            sources=tuple(sorted(self._sources, key=_by_id)),
            patterns=tuple(sorted(self._patterns, key=_by_id)),
            constraints=tuple(sorted(self._constraints, key=_by_id)),
            strategies=tuple(sorted(self._strategies, key=_by_id)),
            rules=tuple(sorted(self._rules, key=_by_id)),
            guarantees=tuple(sorted(self._guarantees, key=_by_id)),
            scenarios=tuple(sorted(self._scenarios, key=_by_id)),
            seeds=tuple(sorted(self._seeds, key=_by_id)),
        )

    def _keep(self, part: str, kept: list[T], item: T | list[Diagnostic], problems: Iterable[Diagnostic]) -> None:
        """Keep an item that is sound and whose names are well written; report every other one."""
        found = [*(item if isinstance(item, list) else ()), *problems]
        if found or isinstance(item, list):
            self._collector.add(found, part)
        else:
            kept.append(item)

    def _read_head(self, file: str, table: Table) -> None:
        address, subject = Address(file), "the pack"
        heads: list[PackHead] = []
        self._keep(
            "pack", heads, structure(PackHead, dict(table), address, subject), _head_names(table, subject, address)
        )
        self._head = heads[0] if heads else None

    def _read_facts(self, file: str, table: Table) -> None:
        for path, item in facts_in(table):
            if self._collector.full:
                self._collector.incomplete.add("facts")
                return
            name = ".".join(path)
            subject, address = f"fact {quoted(name)}", Address(file, path)
            problems = [problem for part in path for problem in _misspelt(FACT, part, address, subject)]
            words = structure(FactWords, item, address, subject, {"name": _STAND_IN if problems else name})
            self._keep("facts", self._words, words, problems)

    def _read_sources(self, file: str, table: Table) -> None:
        for name, item, address in self._tables("sources", file, table):
            subject = f"source {quoted(name)}"
            problems = _misspelt(ID, name, address, subject)
            source = structure(Source, item, address, subject, {"id": _STAND_IN if problems else name})
            sections = item.get("sections") if isinstance(item, dict) else None
            for key in sections if isinstance(sections, dict) else ():
                problems += _misspelt(SECTION, key, address.at("sections", key), subject)
            self._keep("sources", self._sources, source, problems)

    def _read_patterns(self, file: str, table: Table) -> None:
        for name, item, address in self._tables("patterns", file, table):
            subject = f"pattern {quoted(name)}"
            problems = _misspelt(PATTERN, name, address, subject)
            pattern = structure(Pattern, item, address, subject, {"id": _STAND_IN if problems else name})
            self._keep("patterns", self._patterns, pattern, problems)

    def _read_constraints(self, file: str, table: Table) -> None:
        for item, address in self._items("constraints", "constraint", file, table):
            if len(self._constraints) == LIMITS.constraints:
                finding = Finding(code="RUT103", message=f"the pack has more than {LIMITS.constraints} constraints")
                self._collector.add([Diagnostic(finding=finding, address=address)], "constraints")
                return
            subject = _subject("constraint", item, address)
            constraint = structure(Constraint, item, address, subject)
            self._keep("constraints", self._constraints, constraint, _misspelt_id(item, address, subject))

    def _read_strategy(self, file: str, table: Table) -> None:
        name = _stem(file)
        subject, address = f"strategy {quoted(name)}", Address(file)
        problems = _misspelt(ID, name, address, subject)
        strategy = structure(Strategy, dict(table), address, subject, {"id": _STAND_IN if problems else name})
        self._keep("strategies", self._strategies, strategy, problems)

    def _read_rules(self, file: str, table: Table) -> None:
        theme, address = _stem(file), Address(file)
        problems = _misspelt(ID, theme, address, f"theme {quoted(theme)}")
        if problems:
            self._collector.add(problems, "rules")
            theme = _STAND_IN
        for item, place in self._items("rules", "rule", file, table):
            self._seen_rules += 1
            if self._seen_rules > LIMITS.rules:
                if self._seen_rules == LIMITS.rules + 1:
                    finding = Finding(code="RUT103", message=f"the pack has more than {LIMITS.rules} rules")
                    self._collector.add([Diagnostic(finding=finding, address=place)], "rules")
                return
            subject = _subject("rule", item, place)
            rule = structure(Rule, item, place, subject, {"theme": theme})
            self._keep("rules", self._rules, rule, _misspelt_id(item, place, subject))
            if isinstance(rule, list):
                rest = structure(Rule, _without(item, rule, place), place, subject, {"theme": theme})
                self._rules += [] if isinstance(rest, list) else [rest]

    def _read_guarantees(self, file: str, table: Table) -> None:
        for item, address in self._items("guarantees", "guarantee", file, table):
            subject = _subject("guarantee", item, address)
            guarantee = structure(Guarantee, item, address, subject)
            self._keep("guarantees", self._guarantees, guarantee, _misspelt_id(item, address, subject))

    def _read_seeds(self, file: str, table: Table) -> None:
        for item, address in self._items("seeds", "seed", file, table):
            subject = _subject("seed", item, address)
            seed = structure(Seed, item, address, subject)
            self._keep("seeds", self._seeds, seed, _misspelt_id(item, address, subject))

    def _read_scenario(self, file: str, table: Table) -> None:
        name = _stem(file)
        subject, address = f"scenario {quoted(name)}", Address(file)
        problems = _misspelt(ID, name, address, subject)
        scenario = structure(Scenario, dict(table), address, subject, {"id": _STAND_IN if problems else name})
        self._keep("scenarios", self._scenarios, scenario, problems)

    def _tables(self, part: str, file: str, table: Table) -> Iterator[tuple[str, object, Address]]:
        """Visit the tables of a file, by name."""
        for name, item in table.items():
            if self._collector.full:
                self._collector.incomplete.add(part)
                return
            yield name, item, Address(file, (name,))

    def _items(self, part: str, key: str, file: str, table: Table) -> Iterator[tuple[object, Address]]:
        """Visit the tables of a file that is one list of tables."""
        address = Address(file)
        for other in sorted(table.keys() - {key})[: LIMITS.problems_shown]:
            hint = did_you_mean(other, [key]) or f"every {key} stands under `[[{key}]]`"
            finding = Finding(code="RUT106", message=f"unknown key {quoted(other)}", help=hint)
            self._collector.add([Diagnostic(finding=finding, address=address.at(other))], part)
        try:
            items = exact_list(table.get(key, []))
        except RefusalError as error:
            self._collector.add([Diagnostic(finding=error.finding((key,)), address=address.at(key))], part)
            return
        for i, item in enumerate(items):
            if self._collector.full:
                self._collector.incomplete.add(part)
                return
            yield item, address.at(key, i)


def _without(item: object, problems: Iterable[Diagnostic], address: Address) -> object:
    """Return a table without the values that have problems, so that the rest of it can still be checked."""
    rest = copy.deepcopy(item)
    for problem in problems:
        place: object = rest
        *path, last = problem.address.path[len(address.path) :] or ("",)
        for key in path:
            place = place.get(key) if isinstance(place, dict) else None
        if isinstance(place, dict):
            place.pop(last, None)
    return rest


def _by_id(item: Any) -> tuple[str, str, str]:  # noqa: ANN401 - anything that has an id and an address
    address: Address = item.origin if isinstance(item, Source) else item.address
    return item.id, address.file, str(address)


def _stem(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".toml")


def _subject(noun: str, item: object, address: Address) -> str:
    """Return what a reader calls an item of a list: by its id, or by its position."""
    name = _id_of(item)
    position = address.path[-1]
    return f"{noun} {quoted(name)}" if name else f"{noun} {position + 1 if isinstance(position, int) else position}"


def _id_of(item: object) -> str:
    """Return the id of a table, or nothing if it has none; that it has none is reported elsewhere."""
    name = item.get("id") if isinstance(item, dict) else None
    return name if isinstance(name, str) and name.strip() else ""


def _misspelt(spelling: Spelling, name: str, address: Address, subject: str) -> list[Diagnostic]:
    finding = spelling.check(name)
    return [] if finding is None else [Diagnostic(finding=finding, address=address, subject=subject)]


def _misspelt_id(item: object, address: Address, subject: str) -> list[Diagnostic]:
    name = _id_of(item)
    return _misspelt(ID, name, address.at("id"), subject) if name else []


def _head_names(table: Table, subject: str, address: Address) -> list[Diagnostic]:
    """Return what is wrong with the ids and names of `pack.toml`."""
    problems = _misspelt_id(table, address, subject)
    for key in ("themes", "phases"):
        items = table.get(key)
        for i, item in enumerate(items if isinstance(items, list) else ()):
            problems += _misspelt_id(item, address.at(key, i), subject)
    for key, spelling in (("stances", ID), ("constants", CONSTANT)):
        inner = table.get(key)
        for name in inner if isinstance(inner, dict) else ():
            problems += _misspelt(spelling, name, address.at(key, name), subject)
    return problems


def facts_in(table: Table) -> Iterator[tuple[tuple[str, ...], object]]:
    """Visit the facts of nested tables; a table is that of a fact as soon as it says something of its own."""
    waiting: list[tuple[tuple[str, ...], object]] = [((name,), item) for name, item in reversed(list(table.items()))]
    while waiting:
        path, item = waiting.pop()
        if isinstance(item, dict) and not _is_fact(item) and len(path) <= LIMITS.toml_key_parts:
            waiting += [((*path, name), inner) for name, inner in reversed(item.items())]
        else:
            yield path, item


def _is_fact(table: Mapping[str, object]) -> bool:
    """Tell whether a table is that of a fact: it is empty, or says something other than further tables."""
    if not table or any(not isinstance(value, dict) for value in table.values()):
        return True
    labels = table.get("labels")
    return isinstance(labels, dict) and any(isinstance(text, str) for text in labels.values())
