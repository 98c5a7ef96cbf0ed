"""Check a folder of rules: find the class of its facts, load the pack, count what is in it."""

import argparse
from pathlib import Path
from typing import Any

from rutengine.cli.files import UsageError
from rutengine.diagnostics.plaintext import visible
from rutengine.engine.engine import load_pack
from rutengine.vocabularies import NoClassError, class_of_pack, load_class


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine check`."""
    add_pack(parser)
    add_overlays(parser)


def add_pack(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name a pack and the class of its facts."""
    parser.add_argument("folder", metavar="DIR", help="a folder with a pack.toml")
    parser.add_argument(
        "--vocabulary",
        metavar="MODULE:CLASS",
        help="the class of its facts; also FILE.py:CLASS; by default, an installed one",
    )


def add_overlays(parser: argparse.ArgumentParser) -> None:
    """Add the option that names overlays."""
    parser.add_argument(
        "--overlay",
        metavar="DIR",
        action="append",
        default=[],
        help="a folder with an overlay.toml, laid over the rules; may be repeated: later ones win",
    )


def check_folder(options: argparse.Namespace) -> int:
    """Check a pack and print what it holds, and what overlays add and replace; return 0.

    Raises:
        PackError: the pack or an overlay has problems.
        UsageError: the folder or the class does not exist.
    """
    pack = load_pack(options.folder, find_class(options.folder, options.vocabulary), options.overlay).pack
    written = sum(rule.address.file != "pack.toml" for rule in pack.rules)
    counts = (
        ("fact", len(pack.words)),
        ("pattern", len(pack.patterns)),
        ("constraint", len(pack.constraints)),
        ("strategy", len(pack.strategies)),
        ("rule", written),
        ("source", len(pack.sources)),
        ("guarantee", len(pack.guarantees)),
        ("scenario", len(pack.scenarios)),
    )
    said = ", ".join(counted(count, noun) for noun, count in counts)
    expanded = len(pack.rules) - written
    said += f" (and {counted(expanded, 'rule')} from the history table)" if expanded else ""
    print(f"{pack.head.id} {pack.head.version}: {said}: no problem")
    if pack.seeds:
        open_seeds = sum(not seed.is_settled for seed in pack.seeds)
        print(f"{counted(len(pack.seeds), 'seed')}, {f'{open_seeds} not carried' if open_seeds else 'all carried'}")
    for overlay in pack.overlays:
        print(f"overlay {overlay.id}: {visible(overlay.title)}")
        changes = (("adds", overlay.adds), ("replaces", overlay.replaces))
        for verb, things in changes:
            for thing in things:
                print(f"  {verb} {thing}")
    print(f"sha256 {pack.content_hash}")
    return 0


def find_class(folder: str, vocabulary: str | None) -> type[Any]:
    """Return the class of the facts of a pack: the one that is named, or else an installed one.

    Raises:
        PackError: the folder cannot be read.
        UsageError: the folder or the class does not exist.
    """
    if not Path(folder).is_dir():
        raise UsageError(f"{visible(folder)} is not a folder")
    try:
        return load_class(vocabulary, Path.cwd()) if vocabulary else class_of_pack(folder)
    except NoClassError as error:
        hint = "" if vocabulary else "; name one with --vocabulary MODULE:CLASS"
        raise UsageError(f"{error}{hint}") from None


def counted(count: int, noun: str) -> str:
    """Return a number of things in words.

    Example:
        >>> counted(1, "strategy"), counted(2, "strategy"), counted(3, "rule")
        ('1 strategy', '2 strategies', '3 rules')
    """
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun[:-1]}ies" if noun.endswith("y") else f"{count} {noun}s"
