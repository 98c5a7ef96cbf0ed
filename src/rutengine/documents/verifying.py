"""Verify an audit bundle: its digest, its pack, and a replay of everything that it tells, with the checker alone."""

import re
from collections.abc import Sequence
from typing import Final

from rutengine.documents.bundle_records import Bundle, PackMark, SealedBundle, digest_of, plain
from rutengine.documents.reading_bundles import bundle_text, read_bundle
from rutengine.documents.replaying_bundles import BundleReplay
from rutengine.documents.sealing import answers_digest, check_key, seal_bundle
from rutengine.documents.told_columns import ToldColumns
from rutengine.model.pack import CheckedPack
from rutengine.model.version import SEMANTICS

_DIGEST: Final = re.compile("[0-9a-f]{64}")


def verify_bundle(
    text: str | bytes,
    checked: CheckedPack,
    *,
    key: bytes | None = None,
    answers: Sequence[int] | None = None,
    opened: str | bytes | None = None,
) -> tuple[str, ...]:
    """Return every difference between a bundle and its replay; none if it is borne out.

    Its digest, its form and its pack come first; if they are wrong, nothing else is looked at. Of a sealed bundle
    nothing else can be, unless there is more to compare it with.

    Arguments:
        text: the bundle.
        checked: the pack that it is about.
        key: the key of a sealed bundle.
        answers: the value set of every fact column, to compare the answers with.
        opened: an open bundle; it is verified, sealed and compared with a sealed bundle.

    Raises:
        BundleError: the text, or `opened`, is no bundle; all problems are listed.
        BundleKeyError: the key that the comparison takes is missing or too short.
    """
    bundle = read_bundle(text)
    try:
        wrong = [*_frame_differences(bundle, text), *_pack_differences(bundle, checked)]
        if not wrong and isinstance(bundle, Bundle):
            wrong += BundleReplay(bundle, checked).differences()
    except RecursionError:
        return ("it is nested too deeply to be replayed",)
    if answers is not None and not _are_answers(bundle, ToldColumns(checked.vocabulary), answers, key):
        wrong.append("the answers are others than those that it was compared with")
    if opened is not None:
        wrong += verify_bundle(opened, checked, answers=answers)
        if seal_bundle(opened, check_key(key)).encode() != _as_bytes(text):
            wrong.append("the open bundle, sealed with this key, is another one")
    return tuple(wrong)


def _frame_differences(bundle: Bundle | SealedBundle, text: str | bytes) -> list[str]:
    wrong: list[str] = []
    if bundle.sha256 != digest_of(bundle):
        wrong.append("`sha256`: the digest is of another content")
    elif _as_bytes(text) != bundle_text(bundle).encode():
        wrong.append("the text is not in its one form")
    if isinstance(bundle, SealedBundle):
        digests = {name: value for name, value in plain(bundle).items() if name.endswith("_digest")}
        wrong += [f"`{name}`: it is no digest" for name, value in digests.items() if not _DIGEST.fullmatch(value)]
    return wrong


def _pack_differences(bundle: Bundle | SealedBundle, checked: CheckedPack) -> list[str]:
    head = checked.pack.head
    mark = PackMark(id=head.id, version=head.version, sha256=checked.pack.content_hash)
    wrong = ["`pack`: it is about another pack"] if bundle.pack != mark else []
    wrong += ["`vocabulary`: it is about another vocabulary"] if bundle.vocabulary != checked.vocabulary.id else []
    return wrong + (["`semantics`: it is of another semantics"] if bundle.semantics != SEMANTICS else [])


def _are_answers(
    bundle: Bundle | SealedBundle, columns: ToldColumns, answers: Sequence[int], key: bytes | None
) -> bool:
    told = columns.tell_sets(answers)
    if isinstance(bundle, Bundle):
        return told == bundle.answers
    return answers_digest(told, check_key(key)) == bundle.answers_digest


def _as_bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
