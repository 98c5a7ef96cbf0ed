"""Verify an audit bundle: its digest, its pack, and a replay of everything that it tells, with the checker alone."""

from collections.abc import Sequence

from rutengine.checker.claiming import resolve_claim
from rutengine.diagnostics.errors import BundleError, ClaimError
from rutengine.documents.bundle_claims import default_claims
from rutengine.documents.bundle_records import Bundle, PackMark, SealedBundle, digest_of
from rutengine.documents.reading_bundles import bundle_text, read_bundle
from rutengine.documents.replaying_bundles import BundleReplay
from rutengine.documents.sealing import answers_digest, check_key, seal_bundle
from rutengine.documents.told_columns import ToldColumns
from rutengine.model.pack import CheckedPack
from rutengine.model.version import SEMANTICS


def verify_bundle(
    text: str | bytes,
    checked: CheckedPack,
    *,
    key: bytes | None = None,
    answers: Sequence[int] | None = None,
    opened: str | bytes | None = None,
) -> tuple[str, ...]:
    """Return every difference between a bundle and its replay; none if it is borne out.

    Of a sealed bundle only what it tells openly is checked, unless there is more to compare it with.

    Arguments:
        text: the bundle.
        checked: the pack that it is about.
        key: the key of a sealed bundle.
        answers: the value set of every fact column, to compare the answers with.
        opened: an open bundle of the same answers; it is verified, sealed and compared with a sealed bundle.

    Raises:
        BundleError: the text, or `opened`, is no bundle; all problems are listed.
    """
    bundle = read_bundle(text)
    try:
        wrong = [*_frame_differences(bundle, text), *_pack_differences(bundle, checked)]
        if _pack_differences(bundle, checked):
            return tuple(wrong)
        if isinstance(bundle, Bundle):
            wrong += BundleReplay(bundle, checked).differences()
        else:
            wrong += _sealed_differences(bundle, checked)
    except RecursionError:
        return ("it is nested too deeply to be replayed",)
    if answers is not None and not _are_answers(bundle, ToldColumns(checked.vocabulary), answers, key):
        wrong.append("the answers are others than those that it was compared with")
    if opened is not None:
        wrong += verify_bundle(opened, checked, answers=answers)
        wrong += _opened_differences(text, opened, key, checked)
    return tuple(wrong)


def _frame_differences(bundle: Bundle | SealedBundle, text: str | bytes) -> list[str]:
    wrong: list[str] = []
    if bundle.sha256 != digest_of(bundle):
        wrong.append("`sha256`: the digest is of another content")
    elif (text if isinstance(text, bytes) else text.encode()) != bundle_text(bundle).encode():
        wrong.append("the text is not in its one form")
    return wrong


def _pack_differences(bundle: Bundle | SealedBundle, checked: CheckedPack) -> list[str]:
    head = checked.pack.head
    mark = PackMark(id=head.id, version=head.version, sha256=checked.pack.content_hash)
    wrong = ["`pack`: it is about another pack"] if bundle.pack != mark else []
    wrong += ["`vocabulary`: it is about another vocabulary"] if bundle.vocabulary != checked.vocabulary.id else []
    return wrong + (["`semantics`: it is of another semantics"] if bundle.semantics != SEMANTICS else [])


def _sealed_differences(bundle: SealedBundle, checked: CheckedPack) -> list[str]:
    """Compare what a sealed bundle tells openly with the pack and with itself."""
    wrong: list[str] = []
    default = checked.pack.head.threshold
    thresholds = {card.id: default if card.threshold is None else card.threshold for card in checked.pack.strategies}
    standings, active = bundle.decision.strategies, bundle.decision.active
    if sorted((one.strategy, one.threshold) for one in standings) != sorted(thresholds.items()):
        wrong.append("`decision.strategies`: they are not those of the pack")
    if tuple(one.strategy for one in standings if one.status == "active") != active:
        wrong.append("`decision.active`: it is not what the statuses say")
    if any(one.recommended != (one.status in ("active", "recommended")) for one in standings):
        wrong.append("`decision.strategies`: a status is not what is recommended")
    if bundle.decision.stance not in checked.pack.head.stances:
        wrong.append("`decision.stance`: there is no such stance")
    for name, parts in (("explanations", bundle.explanations), ("reasons", bundle.reasons)):
        if tuple(part.strategy for part in parts) != active:
            wrong.append(f"`{name}`: they are not those of the active strategies")
    try:
        meant = tuple(resolve_claim(told.claim, checked) for told in bundle.claims)
    except ClaimError:
        return [*wrong, "`claims`: there is one that is no claim on this pack"]
    expected = default_claims(active, checked)
    if meant[: len(expected)] != expected:
        wrong.append("`claims`: they do not begin with those of the active strategies")
    return wrong


def _are_answers(
    bundle: Bundle | SealedBundle, columns: ToldColumns, answers: Sequence[int], key: bytes | None
) -> bool:
    told = columns.tell_sets(answers)
    if isinstance(bundle, Bundle):
        return told == bundle.answers
    if key is None:
        raise BundleError(["expected the key of the sealed bundle, found none"])
    check_key(key)
    return answers_digest(told, key) == bundle.answers_digest


def _opened_differences(text: str | bytes, opened: str | bytes, key: bytes | None, checked: CheckedPack) -> list[str]:
    if key is None:
        raise BundleError(["expected the key of the sealed bundle, found none"])
    sealed = seal_bundle(opened, key, checked).encode()
    given = text if isinstance(text, bytes) else text.encode()
    return [] if sealed == given else ["the open bundle, sealed with this key, is another one"]
