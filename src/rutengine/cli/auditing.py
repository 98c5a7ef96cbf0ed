"""Print the audit bundle of a profile, or where its decision comes from as PROV-JSON."""

import argparse
import io
import sys
from typing import Final

from rutengine.career import engine_with
from rutengine.cli.checking import add_overlays
from rutengine.cli.files import UsageError, read_bytes, read_profile_bytes
from rutengine.diagnostics.plaintext import visible
from rutengine.documents.bundles import write_bundle
from rutengine.documents.provenance import write_prov
from rutengine.documents.sealing import SHORTEST_KEY

_KEY_BYTES: Final = 4096


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine audit`."""
    parser.add_argument("--profile", metavar="FILE", required=True, help="a profile; - for standard input")
    add_overlays(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--key-file",
        metavar="FILE",
        help="seal the bundle with the bytes of this file: it tells neither answers nor what was decided",
    )
    form.add_argument(
        "--prov",
        action="store_true",
        help="print W3C PROV-JSON: what was decided by which rules, from which answers can be inferred; no proofs",
    )


def audit_file(options: argparse.Namespace) -> int:
    """Print the bundle of a profile and return 0.

    Raises:
        UsageError: a file cannot be read, or is no key.
        PackError: an overlay has problems.
        ProfileError: the profile has problems.
    """
    key = None if options.key_file is None else read_key(options.key_file)
    advisor = engine_with(options.overlay)
    outcome = advisor.decide(advisor.read_profile(read_profile_bytes(options.profile))).outcome
    program = advisor.program
    _print_as_it_is(write_prov(program, outcome) if options.prov else write_bundle(program, outcome, key=key))
    return 0


def _print_as_it_is(text: str) -> None:
    """Print a text with the line breaks that it has, on every system."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(newline="\n")  # pyright: ignore[reportUnknownMemberType]
    print(text, end="")


def read_key(path: str) -> bytes:
    """Return the bytes of a key file, all of them.

    Raises:
        UsageError: the file cannot be read, or is too short or too large for a key.
    """
    key = read_bytes(path, _KEY_BYTES + 1)
    if len(key) > _KEY_BYTES:
        raise UsageError(f"{visible(path)} is too large for a key")
    if len(key) < SHORTEST_KEY:
        raise UsageError(f"{visible(path)} is too short for a key: expected at least {SHORTEST_KEY} bytes")
    return key
