"""Seal a bundle: what tells of answers is replaced by keyed digests of it."""

from typing import Any, Final, cast

import attrs

from rutengine.checker.claiming import resolve_claim
from rutengine.diagnostics.errors import BundleError, ClaimError
from rutengine.documents.bundle_claims import speaks_of_facts
from rutengine.documents.bundle_records import (
    Bundle,
    SealedBundle,
    SealedClaim,
    SealedDecision,
    SealedPart,
    SealedStrategy,
    ToldValues,
    plain,
)
from rutengine.documents.bundle_texts import keyed_digest
from rutengine.documents.reading_bundles import bundle_text, open_bundle
from rutengine.model.pack import CheckedPack

SHORTEST_KEY: Final = 16
"""How many bytes a key has at least."""


def check_key(key: bytes) -> None:
    """Refuse a key that could be guessed.

    Raises:
        BundleError: the key is too short.
    """
    if len(key) < SHORTEST_KEY:
        raise BundleError([f"expected a key of at least {SHORTEST_KEY} bytes, found a shorter one"])


def seal_bundle(text: str | bytes, key: bytes, checked: CheckedPack) -> str:
    """Return the sealed form of an open bundle, as `write_bundle` with a key does.

    Raises:
        BundleError: the text is no open bundle, or the key is too short.
        ClaimError: a claim in it tells of answers.
    """
    bundle = open_bundle(text)
    for one in bundle.claims:
        if speaks_of_facts(resolve_claim(one.claim, checked)):
            raise ClaimError("a claim on facts or patterns tells of answers, so it cannot stand in a sealed bundle")
    return bundle_text(_seal(bundle, key))


def answers_digest(answers: tuple[ToldValues, ...], key: bytes) -> str:
    """Return the keyed digest of answers."""
    return keyed_digest(key, [plain(one) for one in answers])


def _seal(bundle: Bundle, key: bytes) -> SealedBundle:
    """Return the sealed form of a bundle, its own digest left out.

    Raises:
        BundleError: the key is too short, or the decision in the bundle is none.
    """
    check_key(key)
    parts = plain(bundle)

    def sealed(name: str) -> tuple[SealedPart, ...]:
        return tuple(SealedPart(strategy=one["strategy"], digest=keyed_digest(key, one)) for one in parts[name])

    return SealedBundle(
        format=bundle.format,
        engine=bundle.engine,
        semantics=bundle.semantics,
        pack=bundle.pack,
        vocabulary=bundle.vocabulary,
        answers_digest=answers_digest(bundle.answers, key),
        ruled_out_digest=keyed_digest(key, parts["ruled_out"]),
        assumed_completion_digest=keyed_digest(key, parts["assumed_completion"]),
        decision=_decision(bundle.decision, key),
        explanations=sealed("explanations"),
        claims=tuple(
            SealedClaim(
                claim=one["claim"], value=one["value"], certainty=one["certainty"], digest=keyed_digest(key, one)
            )
            for one in parts["claims"]
        ),
        reasons=sealed("reasons"),
        sha256="",
    )


def _decision(decision: dict[str, object], key: bytes) -> SealedDecision:
    told = cast("dict[str, Any]", decision)
    names = [field.name for field in attrs.fields(SealedStrategy)]
    try:
        return SealedDecision(
            stance=told["stance"]["id"],
            active=tuple(told["active"]),
            strategies=tuple(SealedStrategy(**{name: one[name] for name in names}) for one in told["strategies"]),
            digest=keyed_digest(key, decision),
        )
    except (LookupError, TypeError):
        raise BundleError(["`bundle.decision`: expected a decision"]) from None
