"""Verify an audit bundle: what it says of pack, decision and proofs is replayed by the checker alone."""

import argparse
from collections import Counter
from typing import Any

from rutengine.career import engine_with
from rutengine.cli.auditing import read_key
from rutengine.cli.checking import add_overlays, find_class
from rutengine.cli.files import UsageError, read_bytes, read_profile_bytes
from rutengine.diagnostics.plaintext import visible
from rutengine.documents.bundle_records import Bundle, SealedBundle
from rutengine.documents.bundle_texts import BUNDLE_BYTES
from rutengine.documents.bundles import write_bundle
from rutengine.documents.reading_bundles import read_bundle
from rutengine.documents.verifying import verify_bundle
from rutengine.engine.engine import Engine


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine verify`."""
    parser.add_argument("bundle", metavar="BUNDLE", help="an audit bundle; - for standard input")
    parser.add_argument("--pack", metavar="DIR", help="the rules that decided; by default, the packaged ones")
    parser.add_argument(
        "--vocabulary",
        metavar="MODULE:CLASS",
        help="the class of their facts; also FILE.py:CLASS; by default, an installed one",
    )
    parser.add_argument("--profile", metavar="FILE", help="compare the answers with those of this profile")
    add_overlays(parser)
    parser.add_argument("--key-file", metavar="FILE", help="the key of a sealed bundle, to compare it with --profile")


def verify_file(options: argparse.Namespace) -> int:
    """Verify a bundle and print what was verified; return 0, or 1 if anything is otherwise than told.

    Raises:
        UsageError: a file, folder or class does not exist, or options do not go together.
        PackError: the pack has problems.
        BundleError: the file is no bundle.
        ProfileError: the profile has problems.
    """
    text = read_bytes(options.bundle, BUNDLE_BYTES + 1)
    advisor = _engine(options.pack, options.vocabulary, options.overlay)
    bundle = read_bundle(text)
    sealed = isinstance(bundle, SealedBundle)
    if sealed and (options.profile is None) != (options.key_file is None):
        raise UsageError("a sealed bundle is compared with --profile and --key-file together")
    if not sealed and options.key_file is not None:
        raise UsageError("the bundle is not sealed, so it has no key")
    key = None if options.key_file is None else read_key(options.key_file)
    answers = opened = None
    if options.profile is not None:
        outcome = advisor.decide(advisor.read_profile(read_profile_bytes(options.profile))).outcome
        answers = outcome.given
        if sealed and bundle.pack.sha256 == advisor.pack.pack.content_hash:
            opened = write_bundle(advisor.program, outcome)
    differences = verify_bundle(text, advisor.pack, key=key, answers=answers, opened=opened)
    for difference in differences:
        print(f"not verified: {visible(difference)}")
    if not differences:
        shown = bundle if opened is None else read_bundle(opened)
        lines = _verified(shown) if isinstance(shown, Bundle) else _told(shown)
        print("\n".join([*lines, *(["answers: those of the profile"] if answers is not None else [])]))
    return 1 if differences else 0


def _engine(folder: str | None, vocabulary: str | None, overlays: list[str]) -> Engine[Any]:
    if folder is None:
        if vocabulary is not None:
            raise UsageError("--vocabulary is for --pack")
        return engine_with(overlays)
    return Engine[Any].load(folder, find_class(folder, vocabulary), overlays)


def _verified(bundle: Bundle) -> list[str]:
    """Return what was verified, one line for each kind of thing."""
    certainties = Counter(claim.certainty for claim in bundle.claims)
    proofs: list[object] = [one.steps for one in bundle.ruled_out]
    proofs += [one.steps for one in bundle.assumed_completion]
    proofs += [one.certificate for one in bundle.claims]
    proofs += [one.certificate for one in bundle.reasons]
    witnesses = certainties["open"] + sum(len(reason.counterexamples) for reason in bundle.reasons)
    counted = ", ".join(
        f"{certainties[name]} {name}" for name in ("settled", "open", "not proved") if certainties[name]
    )
    return [
        f"pack: {_pack(bundle)}",
        f"decision: replayed, {len(bundle.assumed_completion)} facts",
        f"explanations: {len(bundle.explanations)} replayed",
        f"certificates: {sum(proof is not None for proof in proofs)} accepted",
        f"witnesses: {witnesses} real",
        f"claims: {counted or 'none'}",
        f"told, not verified: engine {visible(bundle.engine)}",
    ]


def _told(bundle: SealedBundle) -> list[str]:
    """Return what a sealed bundle tells to who does not have its key."""
    return [
        f"told, not verified without the key: decided by engine {visible(bundle.engine)}, pack {_pack(bundle)}",
        "sealed: all else can only be compared, with --profile and --key-file",
    ]


def _pack(bundle: Bundle | SealedBundle) -> str:
    return f"{visible(bundle.pack.id)} {visible(bundle.pack.version)}, sha256 {bundle.pack.sha256}"
