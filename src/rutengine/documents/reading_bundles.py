"""Audit bundles between text and records: exact, all problems at once, one text for each bundle."""

import attrs

from rutengine.diagnostics.errors import BundleError
from rutengine.documents.bundle_records import BUNDLE_FORMAT, Bundle, SealedBundle, digest_of, plain
from rutengine.documents.bundle_texts import canonical, parse_bundle
from rutengine.documents.shapes import ShapeReader


def read_bundle(text: str | bytes) -> Bundle | SealedBundle:
    """Return what a bundle tells, exactly; nothing is replayed yet.

    Raises:
        BundleError: the text is no bundle; all problems are listed, and no value is repeated.

    Example:
        >>> read_bundle('{"kind": "decision"}')
        Traceback (most recent call last):
        rutengine.diagnostics.errors.BundleError: the bundle has 1 problem:
          - `bundle.kind`: expected one of `audit`, `sealed-audit`
    """
    data, reader = parse_bundle(text), ShapeReader()
    try:
        bundle: Bundle | SealedBundle = reader.read(Bundle | SealedBundle, data, "bundle")
    except RecursionError:
        raise BundleError(["`bundle`: expected less nesting, found more"]) from None
    if not reader.problems and bundle.format != BUNDLE_FORMAT:
        reader.problems.append(f"`bundle.format`: expected {BUNDLE_FORMAT}, found another number")
    if reader.problems:
        raise BundleError(reader.problems)
    return bundle


def open_bundle(text: str | bytes) -> Bundle:
    """Return what an open bundle tells.

    Raises:
        BundleError: the text is no bundle, or a sealed one.
    """
    bundle = read_bundle(text)
    if not isinstance(bundle, Bundle):
        raise BundleError(["`bundle.kind`: expected an open bundle, found a sealed one"])
    return bundle


def bundle_text(bundle: Bundle | SealedBundle) -> str:
    """Return the text of a bundle, with its digest: one line."""
    return canonical(plain(attrs.evolve(bundle, sha256=digest_of(bundle)))) + "\n"
