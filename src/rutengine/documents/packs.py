"""Files to a pack, or to every problem of every file: what is broken is dropped, and everything else still read."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final, TypeVar

import attrs

from rutengine.diagnostics.diagnostic import Address, Diagnostic, Finding
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.documents.canonical import content_hash
from rutengine.documents.parts import Collector, PartReader
from rutengine.documents.places import SourceMap
from rutengine.documents.refusals import listed
from rutengine.documents.toml import TomlFile, read_toml
from rutengine.model.pack import FORMAT, Later, Pack

T = TypeVar("T")

_HEAD = "pack.toml"
_SINGLE = MappingProxyType(
    {
        "facts.toml": "facts",
        "sources.toml": "sources",
        "patterns.toml": "patterns",
        "constraints.toml": "constraints",
        "guarantees.toml": "guarantees",
        "seeds.toml": "seeds",
    }
)
_REQUIRED_FOLDERS = ("strategies", "rules")
_FOLDERS = (*_REQUIRED_FOLDERS, "scenarios")
_REQUIRED = (_HEAD, "facts.toml")
TESTS: Final = frozenset({"guarantees", "scenarios", "seeds"})
"""The parts of a pack that decide nothing and that only tools for rule authors read."""

_SUFFIX = ".toml"
_STEMS = tuple(name.removesuffix(_SUFFIX) for name in (_HEAD, *_SINGLE))


@attrs.frozen(kw_only=True)
class PackReading:
    """What was read: the pack as far as it is sound, and everything that is wrong.

    Arguments:
        pack: the pack; None if `pack.toml` is missing or broken.
        diagnostics: every problem, located, in the order of files and lines.
        incomplete: the parts from which something was dropped, of "facts", "sources", "patterns", "constraints",
            "guarantees", "seeds", "strategies", "rules" and "scenarios".
        lost: the ids of strategies that exist, but were dropped.
        sources: by file, where things stand.
    """

    pack: Pack | None
    diagnostics: tuple[Diagnostic, ...]
    incomplete: frozenset[str]
    lost: frozenset[str] = frozenset()
    sources: Mapping[str, SourceMap] = attrs.field(factory=dict, repr=False, eq=False)

    def locate(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return diagnostics with the lines that they are about, in the order of files and lines."""
        return _located(diagnostics, self.sources)


def read_pack(files: Mapping[str, bytes]) -> PackReading:
    """Read the files of a pack, by relative name such as `rules/pay.toml`.

    Example:
        >>> reading = read_pack({"pack.toml": b"format = 1", "facts.toml": b"", "rules/pay.toml": b"", "x.toml": b""})
        >>> reading.pack is None, sorted({problem.code for problem in reading.diagnostics})
        (True, ['RUT104', 'RUT105', 'RUT107'])
    """
    return _read(files, read_toml)


def pack_of_tables(files: Mapping[str, Mapping[str, object]]) -> PackReading:
    """Read a pack from tables that are already parsed, by the names that their files would have."""
    return _read(files, lambda file, table: TomlFile(file, dict(table), None))


def _read(files: Mapping[str, T], parse: Callable[[str, T], TomlFile | Diagnostic]) -> PackReading:
    names = sorted(name for name in files if name.lower().endswith(_SUFFIX))
    if len(names) > LIMITS.pack_files:
        message = f"the pack has {len(names)} files; at most {LIMITS.pack_files} are allowed"
        return _refused(Diagnostic(finding=Finding(code="RUT103", message=message), address=Address(_HEAD)), {})
    head = parse(_HEAD, files[_HEAD]) if _HEAD in files else None
    if isinstance(head, TomlFile):
        other = _other_format(head)
        if other is not None:
            return _refused(other, {} if head.source is None else {_HEAD: head.source})
    collector = Collector()
    parsed: dict[str, TomlFile] = {}
    for name in names:
        part = part_of(name)
        if part is None:
            collector.add([_unexpected(name)])
            continue
        file = head if name == _HEAD and head is not None else parse(name, files[name])
        if isinstance(file, TomlFile):
            parsed[name] = file
        else:
            collector.add([file], part)
    _require(names, collector)
    reader = PartReader(collector)
    for name, file in parsed.items():
        reader.read(part_of(name) or "", name, file.table)
    sources = MappingProxyType({name: file.source for name, file in parsed.items() if file.source is not None})
    pack = reader.pack()
    if pack is not None and not collector.diagnostics:
        pack = attrs.evolve(pack, hashed=Later(partial(content_hash, pack)))
    return PackReading(
        pack=pack,
        diagnostics=_located(collector.diagnostics, sources),
        incomplete=frozenset(collector.incomplete - {"pack"}),
        lost=lost_strategies(names, pack),
        sources=sources,
    )


def lost_strategies(names: Iterable[str], pack: Pack | None) -> frozenset[str]:
    """Return the ids of strategies that have a file and are not in the pack, because something is wrong with them."""
    ids = {name.rpartition("/")[2].removesuffix(_SUFFIX) for name in names if part_of(name) == "strategies"}
    return frozenset(ids - {strategy.id for strategy in pack.strategies} if pack is not None else ids)


def _refused(diagnostic: Diagnostic, sources: Mapping[str, SourceMap]) -> PackReading:
    """Return a reading of which nothing but one problem is reported."""
    parts = frozenset({*_SINGLE.values(), *_FOLDERS})
    return PackReading(pack=None, diagnostics=_located([diagnostic], sources), incomplete=parts, sources=sources)


def _other_format(head: TomlFile) -> Diagnostic | None:
    number = head.table.get("format")
    if type(number) is not int or number == FORMAT:
        return None
    message = "the pack is written in another version of the format"
    found = str(number) if abs(number) <= LIMITS.integer else "a number that is too large"
    finding = Finding(code="RUT112", message=message, expected=f"`format = {FORMAT}`", found=found)
    return Diagnostic(finding=finding, address=Address(_HEAD, ("format",)), subject="the pack")


def part_of(name: str) -> str | None:
    """Return the part of the pack that a file belongs to, or None if the format has no place for it."""
    folder, slash, file = name.rpartition("/")
    if not slash:
        return "pack" if file == _HEAD else _SINGLE.get(file)
    fits = folder in _FOLDERS and file.endswith(_SUFFIX) and file != _SUFFIX
    return folder if fits else None


def _unexpected(name: str) -> Diagnostic:
    folder, slash, file = name.rpartition("/")
    known = [_HEAD, *_SINGLE, *(f"{folder}/*{_SUFFIX}" for folder in _FOLDERS)]
    finding = Finding(
        code="RUT104",
        message=f"the format has no place for {quoted(name)}",
        expected=f"one of {listed(known)}",
        help=did_you_mean(folder, _FOLDERS) if slash else did_you_mean(file[: -len(_SUFFIX)], _STEMS),
    )
    return Diagnostic(finding=finding, address=Address(name[: LIMITS.message_characters]))


def _require(names: list[str], collector: Collector) -> None:
    for name in _REQUIRED:
        if name not in names:
            elsewhere = next((other for other in names if other.endswith(f"/{name}")), None)
            hint = None if elsewhere is None else f"is {quoted(elsewhere.rpartition('/')[0])} the folder that is meant?"
            _miss(name, Finding(code="RUT105", message=f"`{name}` is missing", help=hint), collector, part_of(name))
    for folder in _REQUIRED_FOLDERS:
        if not any(part_of(name) == folder for name in names):
            message = f"there is no file `{folder}/*{_SUFFIX}`"
            _miss(f"{folder}/", Finding(code="RUT105", message=message), collector, folder)


def _miss(name: str, finding: Finding, collector: Collector, part: str | None) -> None:
    collector.add([Diagnostic(finding=finding, address=Address(name))], part)


def _located(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceMap]) -> tuple[Diagnostic, ...]:
    found = [_with_excerpt(diagnostic, sources) for diagnostic in diagnostics]
    return tuple(sorted(found, key=_order))


def _with_excerpt(diagnostic: Diagnostic, sources: Mapping[str, SourceMap]) -> Diagnostic:
    source = sources.get(diagnostic.address.file)
    if diagnostic.excerpt is not None or source is None:
        return diagnostic
    return attrs.evolve(diagnostic, excerpt=source.locate(diagnostic.address.path, diagnostic.finding.span))


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    excerpt = diagnostic.excerpt
    line, column = (0, 0) if excerpt is None else (excerpt.line, excerpt.column)
    return diagnostic.address.file, line, column, diagnostic.code, str(diagnostic.address)
