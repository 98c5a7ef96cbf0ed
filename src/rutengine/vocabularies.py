"""Find the class of the facts that a pack speaks of: named by its module or file, or installed."""

import importlib
import importlib.util
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any, Final
from zlib import crc32

from rutengine.career.profile import Profile
from rutengine.diagnostics.errors import RutengineError
from rutengine.diagnostics.plaintext import visible
from rutengine.documents.folders import Folder, read_folder
from rutengine.documents.packs import read_pack

GROUP: Final = "rutengine.vocabularies"
"""The group of entry points under which packages name their classes, by the id of the vocabulary."""


class NoClassError(RutengineError):
    """No class was found for a name or a pack."""


def load_class(name: str, folder: Path) -> type[Any]:
    """Import a class.

    While that happens, and only then, modules are also found in `folder` and beside the file, after all that is
    installed. `sys.path` is afterwards as it was.

    Arguments:
        name: `MODULE:CLASS` or `FILE.py:CLASS`.
        folder: where files are looked for, and also modules.

    Raises:
        NoClassError: there is no such class.

    Example:
        >>> load_class("rutengine.career:Profile", Path()).__name__
        'Profile'
    """
    where, _, cls = name.rpartition(":")
    if not where:
        raise NoClassError(f"{visible(name)} is not written MODULE:CLASS or FILE.py:CLASS")
    return _loaded(name, lambda: getattr(_load(where, folder), cls))


def _loaded(name: str, load: Callable[[], object]) -> type[Any]:
    """Return what is loaded, if it is a class.

    Raises:
        NoClassError: it is none, or cannot be loaded.
    """
    try:
        found = load()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever the file does, it is not the class that was named
        raise NoClassError(f"cannot find the class {visible(name)}: {visible(str(error))}") from None
    if not isinstance(found, type):
        raise NoClassError(f"{visible(name)} is not a class")
    return found


def class_of_pack(folder: Folder, known: Iterable[type[Any]] = ()) -> type[Any]:
    """Return the class whose vocabulary the pack in a folder names; the career profile if it cannot be read.

    An installed class is imported from what is installed alone, as `sys.path` is.

    Arguments:
        folder: the pack.
        known: classes that are looked at before the installed ones.

    Raises:
        NoClassError: no known or installed class has this vocabulary.
        PackError: the folder cannot be read.
    """
    pack = read_pack(read_folder(folder)).pack
    wanted = Profile.vocabulary_id if pack is None else pack.head.vocabulary
    for cls in (*known, Profile):
        if getattr(cls, "vocabulary_id", cls.__name__) == wanted:
            return cls
    for entry in entry_points(group=GROUP):
        if entry.name == wanted:
            return _loaded(entry.value, entry.load)
    raise NoClassError(f"no installed class has the vocabulary `{visible(wanted)}`")


def _load(where: str, folder: Path) -> ModuleType:
    if not where.endswith(".py"):
        with _found_in(folder):
            return importlib.import_module(where)
    with _found_in((folder / where).parent, folder):
        return _load_file(folder / where)


@contextmanager
def _found_in(*folders: Path) -> Generator[None, None, None]:
    """Let modules be found in folders, after everywhere else."""
    added = [path for path in dict.fromkeys(str(folder.resolve()) for folder in folders) if path not in sys.path]
    sys.path += added
    importlib.invalidate_caches()
    try:
        yield
    finally:
        for path in added:
            if path in sys.path:
                sys.path.remove(path)


def _load_file(path: Path) -> ModuleType:
    name = f"_rutengine_vocabulary_{path.stem}_{crc32(str(path.resolve()).encode()):08x}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
