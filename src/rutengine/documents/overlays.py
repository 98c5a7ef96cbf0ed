"""Overlays: other words for a pack, or rules of a country or an employer, laid over it before it is checked."""

import os
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import attrs

from rutengine.diagnostics.diagnostic import Address, Diagnostic, Finding
from rutengine.diagnostics.errors import PackError
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.documents.canonical import content_hash
from rutengine.documents.folders import Folder, read_folder
from rutengine.documents.names import ID
from rutengine.documents.packs import TESTS, PackReading, lost_strategies, part_of, read_pack
from rutengine.documents.parts import Collector, PartReader
from rutengine.documents.refusals import listed
from rutengine.documents.rewording import Rewording, follow_routes, id_of
from rutengine.documents.structuring import structure
from rutengine.documents.toml import TomlFile, read_toml
from rutengine.model.overlay import Overlay, OverlayKind
from rutengine.model.pack import FORMAT, Later, Pack

HEAD: Final = "overlay.toml"
"""The file that makes a folder an overlay."""

_PARTS: Final = MappingProxyType(
    {
        "facts": "fact",
        "sources": "source",
        "patterns": "pattern",
        "constraints": "constraint",
        "strategies": "strategy",
        "rules": "rule",
        "guarantees": "guarantee",
        "scenarios": "scenario",
    }
)
"""The parts of a pack that an overlay may have, and what one thing of each is called."""


@attrs.frozen(kw_only=True)
class OverlayHead:
    """What stands in `overlay.toml`.

    Arguments:
        format: the number of the pack format.
        id: the id of the overlay.
        title: what it is called.
        overlays: the id of the pack that it is for.
        kind: "text" for other words, "rules" for whole tables.
    """

    format: int
    id: str
    title: str
    overlays: str
    kind: OverlayKind


def read_overlaid(folder: Folder, overlays: Iterable[Folder] = (), *, tests: bool = True) -> PackReading:
    """Read a pack from a folder, and lay overlays over it, one after the other; later ones win.

    An overlay is read only if the pack and the overlays before it have no problem. Its files are named with the folder
    of the overlay before them. Without `tests`, guarantees, scenarios and seeds are left aside:
    they decide nothing.

    Raises:
        PackError: a folder cannot be read.

    Example:
        >>> from rutengine.documents.folders import packaged_pack
        >>> reading = read_overlaid(packaged_pack("career"))
        >>> reading.diagnostics, reading.pack.overlays
        ((), ())
    """
    reading = read_pack(_wanted(read_folder(folder), tests=tests))
    for overlay in overlays:
        if reading.diagnostics:
            break
        place, files = _read_files(overlay)
        reading = lay_over(reading, place, _wanted(files, tests=tests))
    return reading


def _wanted(files: Mapping[str, bytes], *, tests: bool) -> Mapping[str, bytes]:
    return files if tests else {name: content for name, content in files.items() if part_of(name) not in TESTS}


def lay_over(reading: PackReading, place: str, files: Mapping[str, bytes]) -> PackReading:
    """Lay one overlay over a pack.

    Arguments:
        reading: a pack without a problem; without a pack, it is returned as it is.
        place: what stands before the names of the files of the overlay, with `/` between them.
        files: the files of the overlay, by relative name.
    """
    pack = reading.pack
    if pack is None:
        return reading
    collector = Collector()
    parsed = _parse(place, files, collector)
    head = _read_head(pack, place, parsed.get(HEAD), collector)
    if head is not None:
        _refuse_strangers(head, place, files, collector)
        put = _put_text if head.kind == "text" else _put_rules
        pack = put(pack, head, [(name, file) for name, file in parsed.items() if _is_for(head.kind, name)], collector)
        _check_limits(pack, Address(f"{place}/{HEAD}"), collector)
    if not collector.diagnostics:
        pack = attrs.evolve(pack, hashed=Later(partial(content_hash, pack)))
    found = {f"{place}/{name}": file.source for name, file in parsed.items() if file.source is not None}
    result = attrs.evolve(
        reading,
        pack=pack,
        incomplete=frozenset(collector.incomplete),
        lost=lost_strategies(files, pack),
        sources=MappingProxyType({**reading.sources, **found}),
    )
    return attrs.evolve(result, diagnostics=result.locate(collector.diagnostics))


def _read_files(overlay: Folder) -> tuple[str, Mapping[str, bytes]]:
    """Return what the files of an overlay are named after, and the files."""
    place = Path(overlay).as_posix() if isinstance(overlay, str | os.PathLike) else str(overlay)
    try:
        return place, read_folder(overlay)
    except PackError as error:
        raise PackError([_placed(place, problem) for problem in error.diagnostics]) from None


def _placed(place: str, problem: Diagnostic) -> Diagnostic:
    file = problem.address.file
    return attrs.evolve(problem, address=Address(f"{place}/{file}" if file.endswith(".toml") else file))


def _parse(place: str, files: Mapping[str, bytes], collector: Collector) -> Mapping[str, TomlFile]:
    parsed: dict[str, TomlFile] = {}
    for name in sorted(files):
        file = read_toml(f"{place}/{name}", files[name])
        if isinstance(file, TomlFile):
            parsed[name] = file
        else:
            collector.add([file], part_of(name))
    if HEAD not in files:
        hint = "a folder with a `pack.toml` is a pack of its own" if "pack.toml" in files else None
        finding = Finding(code="RUT105", message=f"`{HEAD}` is missing", help=hint)
        collector.add([Diagnostic(finding=finding, address=Address(f"{place}/{HEAD}"))])
    return parsed


def _read_head(pack: Pack, place: str, file: TomlFile | None, collector: Collector) -> OverlayHead | None:
    """Return the head of an overlay, or None if it is broken or that of another pack."""
    if file is None:
        return None
    address, subject = Address(f"{place}/{HEAD}"), "the overlay"
    head = structure(OverlayHead, dict(file.table), address, subject)
    if isinstance(head, list):
        collector.add(head)
        return None
    findings = (
        ("format", _other_format(head)),
        ("id", ID.check(head.id) or _taken(head, pack)),
        ("overlays", _other_pack(head, pack)),
    )
    problems = [
        Diagnostic(finding=finding, address=address.at(key), subject=subject)
        for key, finding in findings
        if finding is not None
    ]
    collector.add(problems)
    return None if problems else head


def _other_format(head: OverlayHead) -> Finding | None:
    if head.format == FORMAT:
        return None
    message = "the overlay is written in another version of the format"
    return Finding(code="RUT112", message=message, expected=f"`format = {FORMAT}`", found=str(head.format))


def _taken(head: OverlayHead, pack: Pack) -> Finding | None:
    if head.id not in [other.id for other in pack.overlays]:
        return None
    return Finding(code="RUT401", message=f"two overlays have the id {quoted(head.id)}")


def _other_pack(head: OverlayHead, pack: Pack) -> Finding | None:
    if head.overlays == pack.head.id:
        return None
    message, expected = f"the overlay is for the pack {quoted(head.overlays)}", f"`{pack.head.id}`"
    return Finding(code="RUT109", message=message, expected=expected, help=did_you_mean(head.overlays, [pack.head.id]))


def _is_for(kind: OverlayKind, name: str) -> bool:
    """Tell whether an overlay has a place for a file, besides its head."""
    part = part_of(name)
    return part in _PARTS or (part == "pack" and kind == "text")


def _refuse_strangers(head: OverlayHead, place: str, files: Iterable[str], collector: Collector) -> None:
    for name in sorted(files):
        if name != HEAD and not _is_for(head.kind, name):
            parts = [
                f"{part}/*.toml" if part in ("strategies", "rules", "scenarios") else f"{part}.toml" for part in _PARTS
            ]
            message = f"an overlay of kind `{head.kind}` has no place for {quoted(name)}"
            finding = Finding(code="RUT104", message=message, expected=f"one of {listed([HEAD, *parts])}")
            collector.add([Diagnostic(finding=finding, address=Address(f"{place}/{name}"))])


def _put_text(pack: Pack, head: OverlayHead, files: Iterable[tuple[str, TomlFile]], collector: Collector) -> Pack:
    """Return a pack in other words."""
    rewording = Rewording(pack, collector)
    for name, file in files:
        rewording.read(part_of(name) or "", file.file, file.table)
    laid = Overlay(id=head.id, title=head.title, kind=head.kind, replaces=tuple(rewording.replaced))
    reworded = follow_routes(rewording.pack, pack.strategies)
    return attrs.evolve(reworded, overlays=(*pack.overlays, laid))


def _put_rules(pack: Pack, head: OverlayHead, files: Iterable[tuple[str, TomlFile]], collector: Collector) -> Pack:
    """Return a pack with more things, and with others in the place of those that have the same ids."""
    reader = PartReader(collector)
    for name, file in files:
        reader.read(part_of(name) or "", file.file, file.table)
    laid = reader.pack_of(pack.head)
    adds: list[str] = []
    replaces: list[str] = []
    for part, noun in _PARTS.items():
        field = "words" if part == "facts" else part
        old, new = getattr(pack, field), getattr(laid, field)
        ids, known = {id_of(thing) for thing in new}, {id_of(thing) for thing in old}
        kept = [thing for thing in old if id_of(thing) not in ids]
        merged: Any = {field: tuple(sorted([*kept, *new], key=id_of))}
        pack = attrs.evolve(pack, **merged)
        adds += [f"{noun} `{id}`" for id in sorted(ids - known)]
        replaces += [f"{noun} `{id}`" for id in sorted(ids & known)]
    overlay = Overlay(id=head.id, title=head.title, kind=head.kind, adds=tuple(adds), replaces=tuple(replaces))
    return attrs.evolve(pack, overlays=(*pack.overlays, overlay))


def _check_limits(pack: Pack, address: Address, collector: Collector) -> None:
    for part, count, most in (
        ("rules", len(pack.rules), LIMITS.rules),
        ("constraints", len(pack.constraints), LIMITS.constraints),
    ):
        if count > most:
            finding = Finding(code="RUT103", message=f"with the overlay, the pack has more than {most} {part}")
            collector.add([Diagnostic(finding=finding, address=address)], part)
