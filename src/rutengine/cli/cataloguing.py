"""Print or write the catalogue of a folder of rules: what every rule, strategy and pattern says, for readers."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from rutengine.cli.checking import add_overlays, counted, find_class
from rutengine.cli.files import UsageError
from rutengine.diagnostics.plaintext import visible
from rutengine.engine.engine import load_pack
from rutengine.rendering.catalogue import MARK, catalogue

_FORMER: Final = ("*.md", "themes/*.md", "strategies/*.md")
"""Where pages of a catalogue that was written before may stand."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine catalogue`."""
    parser.add_argument("folder", metavar="DIR", help="a folder with a pack.toml")
    parser.add_argument(
        "--vocabulary",
        metavar="MODULE:CLASS",
        help="the class of its facts; also FILE.py:CLASS; by default, an installed one",
    )
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
    """Write pages into a folder, and take those away that a catalogue had before; no other file is touched.

    Raises:
        UsageError: a page would take the place of another file, or nothing can be written.
    """
    files = {folder / name: text for name, text in pages.items()}
    try:
        found = {file: _is_page(file) for pattern in _FORMER for file in sorted(folder.glob(pattern))}
        other = next((file for file in files if not found.get(file, True)), None)
        if other is not None:
            raise UsageError(f"{visible(str(other))} exists already, and is no page of a catalogue")
        for file, is_page in found.items():
            if is_page and file not in files:
                file.unlink()
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError(f"cannot write to {visible(str(folder))}: {reason}") from None


def _is_page(file: Path) -> bool:
    """Tell whether a file is a page that was written by this command."""
    with file.open("rb") as opened:
        return opened.read(len(MARK)) == MARK.encode()
