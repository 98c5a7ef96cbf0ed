"""Seal a bundle: keyed digests stand for everything in it that was decided on a person, or told by one."""

from typing import Any, Final

from rutengine.diagnostics.errors import RutengineError
from rutengine.documents.bundle_records import Bundle, SealedBundle, ToldValues, plain
from rutengine.documents.bundle_texts import keyed_digest
from rutengine.documents.reading_bundles import bundle_text, open_bundle

SHORTEST_KEY: Final = 16
"""How many bytes a key has at least."""


class BundleKeyError(RutengineError):
    """The key of a sealed bundle is missing or too short; the bundle itself may be all right."""


def check_key(key: bytes | None) -> bytes:
    """Return a key; refuse one that could be guessed.

    Raises:
        BundleKeyError: there is no key, or it is too short.

    Example:
        >>> check_key(b"secret")
        Traceback (most recent call last):
        rutengine.documents.sealing.BundleKeyError: the key is too short: expected at least 16 bytes
    """
    if key is None:
        raise BundleKeyError("the key of the sealed bundle is missing")
    if len(key) < SHORTEST_KEY:
        raise BundleKeyError(f"the key is too short: expected at least {SHORTEST_KEY} bytes")
    return key


def seal_bundle(text: str | bytes, key: bytes) -> str:
    """Return the sealed form of an open bundle, as `write_bundle` with a key does.

    Raises:
        BundleError: the text is no open bundle.
        BundleKeyError: the key is too short.
    """
    return bundle_text(_seal(open_bundle(text), check_key(key)))


def answers_digest(answers: tuple[ToldValues, ...], key: bytes) -> str:
    """Return the keyed digest of answers."""
    return _digest(key, "answers", [plain(one) for one in answers])


def _seal(bundle: Bundle, key: bytes) -> SealedBundle:
    """Return the sealed form of a bundle, its own digest left out."""
    parts = plain(bundle)
    return SealedBundle(
        format=bundle.format,
        engine=bundle.engine,
        semantics=bundle.semantics,
        pack=bundle.pack,
        vocabulary=bundle.vocabulary,
        answers_digest=answers_digest(bundle.answers, key),
        ruled_out_digest=_digest(key, "ruled_out", parts["ruled_out"]),
        assumed_completion_digest=_digest(key, "assumed_completion", parts["assumed_completion"]),
        decision_digest=_digest(key, "decision", parts["decision"]),
        explanations_digest=_digest(key, "explanations", parts["explanations"]),
        claims_digest=_digest(key, "claims", parts["claims"]),
        reasons_digest=_digest(key, "reasons", parts["reasons"]),
        sha256="",
    )


def _digest(key: bytes, name: str, part: Any) -> str:  # noqa: ANN401 - plain data
    """Return the keyed digest of a part under its name, so that two empty parts do not look alike."""
    return keyed_digest(key, {name: part})
