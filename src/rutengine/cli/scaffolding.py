"""Begin a pack: a small one that passes every check, written into a new folder or one with hidden files only."""

import argparse
import keyword
import os
import re
import shlex
from collections.abc import Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from rutengine.cli.files import UsageError
from rutengine.diagnostics.plaintext import visible
from rutengine.documents.names import ID

_TEMPLATES: Final = "scaffold"
_SUFFIX: Final = ".txt"
_CLASS: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_NAMELESS: Final = "my-pack"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine new`."""
    parser.add_argument("folder", metavar="DIR", help="a folder that is made, or one with nothing but hidden files")
    parser.add_argument(
        "--vocabulary-name",
        metavar="NAME",
        type=_class_name,
        default="Bicycle",
        help="how the class of the facts is called (default: %(default)s)",
    )


def new_folder(options: argparse.Namespace) -> int:
    """Write a new pack into a folder, print what to type next, and return 0.

    Raises:
        UsageError: the folder has files that are not hidden, or cannot be written.
    """
    folder, name = Path(options.folder), options.vocabulary_name
    contents = new_pack(_id_of(folder), name)
    try:
        _write(folder, contents)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError(f"cannot write to {visible(options.folder)}: {reason}") from None
    here = f".{os.sep}" if str(folder).startswith("-") else ""
    typed, file = (shlex.quote(f"{here}{path}") for path in (folder, folder / "vocabulary.py"))
    print(f"{len(contents)} files written to {visible(str(folder))}; README.md says what is where\n\nnext:")
    for command in ("check", "lint", "test", "prove"):
        print(f"  rutengine {command} {visible(f'{typed} --vocabulary {file}:{name}')}")
    return 0


def new_pack(id: str, name: str) -> Mapping[str, str]:
    """Return the files of a new pack, by relative name.

    Arguments:
        id: the id of the pack.
        name: the name of the class of its facts.

    Example:
        >>> files = new_pack("bikes", "Bike")
        >>> "vocabulary.py" in files, "class Bike:" in files["vocabulary.py"]
        (True, True)
    """
    root = resources.files("rutengine.cli").joinpath(_TEMPLATES)
    return {file: text.replace("@ID@", id).replace("@NAME@", name) for file, text in _templates(root, "")}


def _templates(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _templates(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(_SUFFIX):
            yield prefix + entry.name.removesuffix(_SUFFIX), entry.read_text(encoding="utf-8")


def _write(folder: Path, contents: Mapping[str, str]) -> None:
    """Write files into a folder: all are written beside, and only then moved to their places."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(not entry.name.startswith(".") for entry in folder.iterdir()):
        raise UsageError(f"{visible(str(folder))} is not empty")
    with TemporaryDirectory(prefix=".new-", dir=folder) as beside:
        for name, text in contents.items():
            file = Path(beside, name)
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        for entry in sorted(Path(beside).iterdir()):
            entry.replace(folder / entry.name)


def _id_of(folder: Path) -> str:
    """Return the name of a folder as an id, or another id if its letters do not suffice for one."""
    id = "-".join(re.findall(r"[a-z0-9]+", folder.resolve().name.lower()))
    return id if ID.check(id) is None else _NAMELESS


def _class_name(text: str) -> str:
    if not _CLASS.fullmatch(text) or keyword.iskeyword(text):
        raise argparse.ArgumentTypeError("expected the name of a class: letters and digits, a letter first")
    return text
