"""Folders of a pack: regular files of allowed size, read once; and where the packaged packs are."""

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from rutengine.diagnostics.diagnostic import Address, Diagnostic, Finding
from rutengine.diagnostics.errors import PackError
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import quoted
from rutengine.documents.names import ID

Folder = str | os.PathLike[str] | Traversable
"""Where a pack may be: a path, or a folder inside a package."""

_SUFFIX: Final = ".toml"
_FOLDERS_DEEP: Final = 2
_FLAGS: Final = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOCTTY")
)


class _UnreadableError(Exception):
    """Why a file is not read."""


def read_folder(folder: Folder) -> Mapping[str, bytes]:
    """Read every TOML file of a folder, by its name relative to the folder, with `/` between the parts.

    Hidden files and folders are ignored, and so is what does not end in `.toml`. Folders are looked into two levels
    deep, one more than the format needs, so that a file in a wrong place is noticed.

    Raises:
        PackError: the folder cannot be read; or a file in it is a link, a device, too large or cannot be read; or all
            together are too large.

    Example:
        >>> read_folder("no/such/folder")
        Traceback (most recent call last):
        rutengine.diagnostics.errors.PackError: the pack has 1 problem
        <BLANKLINE>
        error[RUT101] the folder cannot be read: no such file or directory
          --> no/such/folder
    """
    contents: dict[str, bytes] = {}
    problems: list[Diagnostic] = []
    size = 0
    root = Path(folder) if isinstance(folder, str | os.PathLike) else folder
    try:
        for name, file in _walk(root, "", 0):
            try:
                contents[name] = _read(file)
                size += len(contents[name])
            except _UnreadableError as error:
                problems.append(_problem(name, f"the file {error}"))
            if size > LIMITS.pack_bytes:
                problems.append(_problem(name, f"the pack is larger than {LIMITS.pack_bytes // 1024 // 1024} MiB"))
            if size > LIMITS.pack_bytes or len(contents) + len(problems) > LIMITS.pack_files:
                break
    except (OSError, ValueError) as error:
        problems.append(_problem(str(folder), f"the folder cannot be read: {_said(error)}"))
    if problems:
        raise PackError(sorted(problems, key=lambda problem: problem.address.file))
    return contents


def packaged_pack(name: str) -> Traversable:
    """Return the folder of a pack that comes with the library: in the package, or in a checkout beside `src`.

    Raises:
        PackError: there is no such pack.

    Example:
        >>> packaged_pack("career").joinpath("pack.toml").is_file()
        True
    """
    if ID.check(name) is None:
        beside = Path(__file__).resolve().parents[2]
        checkout = [beside.parent / "rules"] if beside.name == "src" else []
        for place in (files("rutengine").joinpath("rules"), *checkout):
            folder = place.joinpath(name)
            if folder.joinpath("pack.toml").is_file():
                return folder
    message = f"no pack {quoted(name)} comes with the library"
    raise PackError([Diagnostic(finding=Finding(code="RUT105", message=message), address=Address("rules"))])


def _walk(folder: Traversable, prefix: str, depth: int) -> Iterator[tuple[str, Traversable]]:
    """Visit the TOML files of a folder in the order of their names, and every link that could hide some."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = prefix + entry.name
        if entry.name.startswith("."):
            continue
        if entry.name.lower().endswith(_SUFFIX) or (_is_link(entry) and entry.is_dir()):
            yield name, entry
        elif depth < _FOLDERS_DEEP and entry.is_dir():
            yield from _walk(entry, f"{name}/", depth + 1)


def _is_link(entry: Traversable) -> bool:
    return isinstance(entry, Path) and entry.is_symlink()


def _read(file: Traversable) -> bytes:
    """Return the bytes of a regular file; one byte too many is read at most.

    Raises:
        _UnreadableError: it is no regular file, too large, or cannot be read.
    """
    try:
        return _read_path(file) if isinstance(file, Path) else _read_packaged(file)
    except (OSError, ValueError) as error:
        raise _UnreadableError(f"cannot be read: {_said(error)}") from None


def _read_path(path: Path) -> bytes:
    if path.is_symlink():
        raise _UnreadableError("is a symbolic link")
    number = os.open(path, _FLAGS)
    try:
        state = os.fstat(number)
        if not stat.S_ISREG(state.st_mode):
            raise _UnreadableError("is not a regular file")
        if state.st_size > LIMITS.pack_file_bytes:
            raise _too_large()
        with open(number, "rb", closefd=False) as opened:
            return _bounded(opened.read(LIMITS.pack_file_bytes + 1))
    finally:
        os.close(number)


def _read_packaged(file: Traversable) -> bytes:
    if not file.is_file():
        raise _UnreadableError("is not a regular file")
    with file.open("rb") as opened:
        return _bounded(opened.read(LIMITS.pack_file_bytes + 1))


def _bounded(data: bytes) -> bytes:
    if len(data) > LIMITS.pack_file_bytes:
        raise _too_large()
    return data


def _too_large() -> _UnreadableError:
    return _UnreadableError(f"is larger than {LIMITS.pack_file_bytes // 1024} KiB")


def _said(error: Exception) -> str:
    """Return what the system says, without any path."""
    if isinstance(error, OSError) and error.errno is not None:
        return "it is a symbolic link" if error.errno == errno.ELOOP else os.strerror(error.errno).lower()
    return "its name is not allowed" if isinstance(error, ValueError) else "the system says no more"


def _problem(name: str, message: str) -> Diagnostic:
    return Diagnostic(finding=Finding(code="RUT101", message=message), address=Address(name))
