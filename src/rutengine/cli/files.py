"""Files that the command line names."""

import sys
from pathlib import Path

from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import visible


class UsageError(Exception):
    """The command line names something that does not exist or cannot be used."""


def read_profile_bytes(path: str) -> bytes:
    """Return the bytes of a profile file, or of standard input for `-`; one byte more than is allowed at most.

    Raises:
        UsageError: the file cannot be read.
    """
    return read_bytes(path, LIMITS.profile_bytes + 1)


def read_bytes(path: str, most: int) -> bytes:
    """Return at most so many bytes of a file, or of standard input for `-`.

    Raises:
        UsageError: the file cannot be read.
    """
    if path == "-" and sys.stdin is None:
        raise UsageError("there is no standard input")
    if path == "-":
        return sys.stdin.buffer.read(most)
    try:
        with Path(path).open("rb") as file:
            return file.read(most)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
        raise UsageError(f"cannot read {visible(path)}: {reason.lower()}") from None
