"""The cases: each one changes a few files of the pack in `base/`, and says why it is there."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from rutengine.diagnostics.diagnostic import Diagnostic
from rutengine.diagnostics.errors import PackError
from rutengine.engine.engine import load_pack
from tests.cases import vocabularies

FOLDER = Path(__file__).parent
BASE = FOLDER / "base"
_FORMS = ({"file", "replace", "with"}, {"file", "content"}, {"file", "append"}, {"file", "hex"}, {"remove"})


@attrs.frozen
class Case:
    """One case.

    Arguments:
        file: where it is written; the name begins with the code and its name, and may go on after a dot.
        says: why it is there.
        changes: what is different from `base/`; texts may be given as parts, each with how often it is repeated.
        vocabulary: the class that the pack is loaded for.
    """

    file: Path
    says: str
    changes: tuple[Mapping[str, Any], ...]
    vocabulary: type[Any]

    @property
    def name(self) -> str:
        """The name of the file without its ending."""
        return self.file.name.removesuffix(".toml")

    @property
    def code(self) -> str:
        """The code that the case is about."""
        return self.name.partition("-")[0]

    @property
    def text_file(self) -> Path:
        """Where the expected text is kept."""
        return self.file.with_name(f"{self.name}.txt")

    def files(self) -> dict[str, bytes]:
        """Return all files of the changed pack, by their relative names."""
        files = {file.relative_to(BASE).as_posix(): file.read_bytes() for file in sorted(BASE.rglob("*.toml"))}
        for change in self.changes:
            if "remove" in change:
                del files[change["remove"]]
            else:
                files[change["file"]] = _changed(files.get(change["file"], b""), change)
        return files

    def diagnose(self, folder: Path) -> tuple[Diagnostic, ...]:
        """Write the changed pack into an empty folder, load it, and return what is wrong with it."""
        for name, content in self.files().items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        try:
            load_pack(folder, self.vocabulary)
        except PackError as error:
            return error.diagnostics
        return ()


def read_case(file: Path) -> Case:
    """Read a case, strictly: a misspelt key of a case is an error."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    says, changes, name = table.pop("says"), table.pop("changes"), table.pop("class", "Plant")
    assert not table, f"{file.name}: unknown keys {sorted(table)}"
    assert all(set(change) in _FORMS for change in changes), f"{file.name}: a change of no known form"
    return Case(file, says, tuple(changes), getattr(vocabularies, name))


def read_cases(kind: str) -> Iterator[Case]:
    """Read the cases of a folder: `good`, `bad` or `five`."""
    return (read_case(file) for file in sorted((FOLDER / kind).glob("*.toml")))


def shown(diagnostics: tuple[Diagnostic, ...]) -> str:
    """Return what a person reads, with an empty line between two problems."""
    return "\n\n".join(str(diagnostic) for diagnostic in diagnostics) + "\n"


def _changed(before: bytes, change: Mapping[str, Any]) -> bytes:
    if "hex" in change:
        return bytes.fromhex(change["hex"])
    if "content" in change:
        return _written(change["content"])
    if "append" in change:
        return before + _written(change["append"])
    old = change["replace"].encode()
    assert before.count(old) == 1, f"{change['replace']!r} stands {before.count(old)} times in {change['file']}"
    return before.replace(old, _written(change["with"]))


def _written(text: str | list[tuple[str, int]]) -> bytes:
    return (text if isinstance(text, str) else "".join(part * times for part, times in text)).encode()
