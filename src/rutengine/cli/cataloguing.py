"""Print or write the catalogue of a folder of rules: what every rule, strategy and pattern says, for readers."""

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkstemp
from typing import Final

from rutengine.cli.checking import add_overlays, add_pack, counted, find_class
from rutengine.cli.files import UsageError
from rutengine.diagnostics.plaintext import visible
from rutengine.engine.engine import load_pack
from rutengine.rendering.catalogue import MARK, catalogue

_FORMER: Final = ("*.md", "themes/*.md", "strategies/*.md")
"""Where pages of a catalogue that was written before may stand."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine catalogue`."""
    add_pack(parser)
    add_overlays(parser)
    parser.add_argument("--out", metavar="FOLDER", help="write the pages there, in place of those it wrote before")


def catalogue_folder(options: argparse.Namespace) -> int:
    """Print the catalogue of a pack, or write its pages into a folder; return 0.

    Raises:
        PackError: the pack has problems.
        UsageError: a folder or the class does not exist, or the pages cannot be written.
    """
    pages = catalogue(load_pack(options.folder, find_class(options.folder, options.vocabulary), options.overlay))
    if options.out is None:
        print("\n".join(pages.values()), end="")
        return 0
    _write(Path(options.out), pages)
    print(f"{counted(len(pages), 'page')} written to {visible(options.out)}; begin with index.md")
    return 0


def _write(folder: Path, pages: Mapping[str, str]) -> None:
    """Write pages into a folder, and take those away at last that a catalogue had before; nothing else is touched.

    Raises:
        UsageError: a page would take the place of something else, or nothing can be written.
    """
    files = {folder / name: text for name, text in pages.items()}
    try:
        for within in sorted({file.parent for file in files} - {folder}):
            if os.path.lexists(within) and (within.is_symlink() or not within.is_dir()):
                raise UsageError(f"{visible(str(within))} exists already, and is no folder")
        former = [file for pattern in _FORMER for file in sorted(folder.glob(pattern)) if _is_page(file)]
        for file in files:
            if file not in former and os.path.lexists(file):
                raise UsageError(f"{visible(str(file))} exists already, and is no page of a catalogue")
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            _replace(file, text)
        for file in former:
            if file not in files:
                file.unlink()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
        raise UsageError(f"cannot write to {visible(str(folder))}: {reason.lower()}") from None


def _replace(file: Path, text: str) -> None:
    """Write a page that everybody may read, all of it or nothing."""
    handle, name = mkstemp(prefix=".rut-", dir=file.parent)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as beside:
            beside.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)


def _is_page(file: Path) -> bool:
    """Tell whether something is a page that was written by this command: a file, and no link to one."""
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(len(MARK)) == MARK.encode()
