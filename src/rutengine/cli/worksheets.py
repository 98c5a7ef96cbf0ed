"""Print the worksheet of a profile, or write it to a file that only its owner can read."""

import argparse
import os
from pathlib import Path
from tempfile import mkstemp
from typing import Final

from rutengine.career.worksheet import Worksheet
from rutengine.cli.asking import decide
from rutengine.cli.checking import add_overlays
from rutengine.cli.files import UsageError
from rutengine.cli.planning import helper_name
from rutengine.diagnostics.plaintext import visible

_GRAPHS: Final = ("why", "plan")
_STANDARD_INPUT: Final = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine worksheet`."""
    parser.add_argument("profile", metavar="FILE", help="a profile in TOML or JSON; - for standard input")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--html", metavar="OUT", help="write it to a file as one HTML page, ready to print")
    forms.add_argument("--markdown", metavar="OUT", help="write it to a file as Markdown, instead of printing it")
    forms.add_argument(
        "--mermaid", choices=_GRAPHS, help="print a Mermaid graph instead: of the reasons, or of the plan"
    )
    parser.add_argument("--helper", metavar="NAME", type=helper_name, help="whom you want to tell about your plan")
    add_overlays(parser)


def print_worksheet(options: argparse.Namespace) -> int:
    """Print or write the worksheet and return 0.

    Raises:
        PackError: an overlay has problems.
        ProfileError: the profile has problems.
        UsageError: the profile cannot be read, or the file cannot be written or holds the profile itself.
    """
    out = options.markdown if options.html is None else options.html
    if out is not None and _holds(out, options.profile):
        raise UsageError(f"cannot write to {visible(out)}: it holds the answers themselves; name another file")
    sheet = Worksheet(decide(options.profile, options.overlay), options.helper)
    if out is not None:
        write_private(Path(out), sheet.to_markdown() if options.html is None else sheet.to_html())
        print(f"written to {visible(out)}; only you can read it")
    elif options.mermaid is not None:
        print(sheet.why_graph() if options.mermaid == "why" else sheet.plan_chart(), end="")
    else:
        print(sheet.to_markdown(), end="")
    return 0


def _holds(out: str, profile: str) -> bool:
    """Tell whether a file is the one that a profile is read from, under whatever name."""
    try:
        return os.path.samestat(os.lstat(out), os.stat(_STANDARD_INPUT if profile == "-" else profile))
    except (OSError, ValueError):
        return False


def write_private(file: Path, text: str) -> None:
    """Write a text to a file that only its owner can read and write, all of it or nothing; what was there is replaced.

    Raises:
        UsageError: the file is no regular file, or cannot be written.
    """
    try:
        if file.is_symlink() or (file.exists() and not file.is_file()):
            raise UsageError(f"cannot write to {visible(str(file))}: not a regular file")
        handle, name = mkstemp(prefix=".rut-", dir=file.parent)
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as beside:
                beside.write(text)
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
        raise UsageError(f"cannot write to {visible(str(file))}: {reason.lower()}") from None
