"""Write the conditions of a folder of rules in canonical form, or tell which files have others."""

import argparse
import os
import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile

from rutengine.cli.checking import counted
from rutengine.cli.files import UsageError
from rutengine.diagnostics.plaintext import visible
from rutengine.documents.folders import read_folder
from rutengine.documents.formatting import format_pack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine fmt`."""
    parser.add_argument("folder", metavar="DIR", help="a folder with a pack.toml")
    parser.add_argument("--check", action="store_true", help="change nothing, and list the files that would change")


def format_folder(options: argparse.Namespace) -> int:
    """Format the files of a pack and print which have changed; return 1 if some would change, else 0.

    Raises:
        PackError: the files are no pack.
        UsageError: the folder does not exist, or cannot be written.
    """
    folder = Path(options.folder)
    if not folder.is_dir():
        raise UsageError(f"{visible(options.folder)} is not a folder")
    files = read_folder(folder)
    changed = format_pack(files)
    for name, data in changed.items():
        if not options.check:
            _replace(folder / name, data)
        print(f"{'would change' if options.check else 'changed'} {visible(name)}")
    said = "to change" if options.check else "changed"
    print(f"{counted(len(files), 'file')}: {len(changed)} {said}")
    return 1 if options.check and changed else 0


def _replace(file: Path, data: bytes) -> None:
    """Put other bytes into a file, all of them or none."""
    try:
        with NamedTemporaryFile(prefix=".fmt-", dir=file.parent, delete=False) as beside:
            beside.write(data)
        try:
            shutil.copymode(file, beside.name)
            os.replace(beside.name, file)
        except OSError:
            Path(beside.name).unlink()
            raise
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError(f"cannot write to {visible(str(file))}: {reason}") from None
