"""Check a folder of rules: find the class of its facts, load the pack, count what is in it."""

import importlib
import importlib.util
import sys
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from rutengine.career import Profile
from rutengine.cli.files import UsageError
from rutengine.diagnostics.plaintext import visible
from rutengine.documents.folders import read_folder
from rutengine.documents.packs import read_pack
from rutengine.engine.engine import load_pack

_GROUP = "rutengine.vocabularies"


def check_folder(folder: str, vocabulary: str | None) -> int:
    """Check a pack and print what it holds; return 0.

    Raises:
        PackError: the pack has problems.
        UsageError: the folder or the class does not exist.
    """
    if not Path(folder).is_dir():
        raise UsageError(f"{visible(folder)} is not a folder")
    profile_class = _load_class(vocabulary) if vocabulary else _installed_class(folder)
    pack = load_pack(folder, profile_class).pack
    written = sum(rule.address.file != "pack.toml" for rule in pack.rules)
    counts = (
        ("fact", len(pack.words)),
        ("pattern", len(pack.patterns)),
        ("constraint", len(pack.constraints)),
        ("strategy", len(pack.strategies)),
        ("rule", written),
        ("source", len(pack.sources)),
    )
    said = ", ".join(f"{count} {_plural(noun, count)}" for noun, count in counts)
    expanded = len(pack.rules) - written
    said += f" (and {expanded} {_plural('rule', expanded)} from the history table)" if expanded else ""
    print(f"{pack.head.id} {pack.head.version}: {said}: no problem\nsha256 {pack.content_hash}")
    return 0


def _plural(noun: str, count: int) -> str:
    if count == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def _installed_class(folder: str) -> type[Any]:
    """Return the installed class whose name is the vocabulary of the pack."""
    pack = read_pack(read_folder(folder)).pack
    wanted = pack.head.vocabulary if pack is not None else Profile.vocabulary_id
    if wanted == Profile.vocabulary_id:
        return Profile
    for entry in entry_points(group=_GROUP):
        if entry.name == wanted:
            loaded: type[Any] = entry.load()
            return loaded
    raise UsageError(
        f"no installed class has the vocabulary `{visible(wanted)}`; name one with --vocabulary MODULE:CLASS"
    )


def _load_class(name: str) -> type[Any]:
    """Import a class that the person at the command line named."""
    where, _, cls = name.rpartition(":")
    if not where:
        raise UsageError("--vocabulary needs MODULE:CLASS or FILE.py:CLASS")
    try:
        module = _load_file(where) if where.endswith(".py") else _load_module(where)
        found: type[Any] = getattr(module, cls)
    except Exception as error:  # noqa: BLE001 - whatever the file does, it is not the class that was named
        raise UsageError(f"cannot find the class {visible(name)}: {visible(str(error))}") from None
    return found


def _load_module(name: str) -> ModuleType:
    folder = str(Path.cwd())
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module(name)


def _load_file(path: str) -> ModuleType:
    name = f"_rutengine_vocabulary_{Path(path).stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
