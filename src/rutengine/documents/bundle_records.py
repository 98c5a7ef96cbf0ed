"""What an audit bundle consists of, as records: the open form and the sealed one."""

from typing import Any, Literal

import attrs

from rutengine.documents.bundle_texts import digest
from rutengine.explanation.reasons import StrategyReasons
from rutengine.explanation.sufficiency import ReasonLabel
from rutengine.solver.proving import Certainty
from rutengine.vocabulary.kinds import Scalar

BUNDLE_FORMAT = 1
"""The number of the form of bundles."""


class _Untold:
    """A record whose `repr` tells nothing of the person."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


@attrs.frozen(kw_only=True)
class PackMark:
    """Which pack decided."""

    id: str
    version: str
    sha256: str


@attrs.frozen(repr=False)
class ToldPlace(_Untold):
    """A fact, or of a set fact one member."""

    name: str
    member: str | None


@attrs.frozen(repr=False)
class ToldValues(_Untold):
    """A fact and the values that it may have, in the order of its domain."""

    name: str
    member: str | None
    values: tuple[Scalar, ...]


@attrs.frozen(repr=False)
class ToldValue(_Untold):
    """A fact and its value."""

    name: str
    member: str | None
    value: Scalar


@attrs.frozen(repr=False)
class ToldAssumption(_Untold):
    """A fact and its assumed value; `steps` prove that no value that would be preferred is possible."""

    name: str
    member: str | None
    value: Scalar
    steps: tuple[str, ...] | None


@attrs.frozen(repr=False)
class ToldExclusion(_Untold):
    """A fact and values that the answers leave and the constraints do not, with the proof."""

    name: str
    member: str | None
    values: tuple[Scalar, ...]
    steps: tuple[str, ...]


@attrs.frozen(repr=False)
class ToldCertificate(_Untold):
    """The steps of a proof over some value sets; a fact that is not named may have any value."""

    sets: tuple[ToldValues, ...]
    steps: tuple[str, ...]


@attrs.frozen(kw_only=True, repr=False)
class ToldClaim(_Untold):
    """A claim and how sure it is; the witness is told by what it has otherwise than the assumed completion."""

    claim: str
    value: bool
    certainty: Certainty
    witness: tuple[ToldValue, ...] | None
    certificate: ToldCertificate | None


@attrs.frozen(kw_only=True, repr=False)
class ToldPremise(_Untold):
    """One premise of a reason."""

    name: str
    member: str | None
    values: tuple[Scalar, ...]
    assumed: bool


@attrs.frozen(kw_only=True, repr=False)
class ToldCounterexample(_Untold):
    """Where a completion leaves the premises, and what it has otherwise than the assumed completion."""

    leaves: tuple[ToldPlace, ...]
    completion: tuple[ToldValue, ...]


@attrs.frozen(kw_only=True, repr=False)
class ToldReason(_Untold):
    """Why a strategy is recommended, whatever else is so."""

    strategy: str
    label: ReasonLabel
    assumed: bool
    premises: tuple[ToldPremise, ...]
    certificate: ToldCertificate | None
    counterexamples: tuple[ToldCounterexample, ...]


@attrs.frozen(kw_only=True, repr=False)
class Bundle(_Untold):
    """An open bundle; `docs/reference/audit.md` describes its keys."""

    kind: Literal["audit"] = "audit"
    format: int
    engine: str
    semantics: int
    pack: PackMark
    vocabulary: str
    answers: tuple[ToldValues, ...]
    ruled_out: tuple[ToldExclusion, ...]
    assumed_completion: tuple[ToldAssumption, ...]
    decision: dict[str, object]
    explanations: tuple[StrategyReasons, ...]
    claims: tuple[ToldClaim, ...]
    reasons: tuple[ToldReason, ...]
    sha256: str


@attrs.frozen(kw_only=True)
class SealedBundle:
    """A bundle of which keyed digests stand for everything but who decided: it tells nothing of a person."""

    kind: Literal["sealed-audit"] = "sealed-audit"
    format: int
    engine: str
    semantics: int
    pack: PackMark
    vocabulary: str
    answers_digest: str
    ruled_out_digest: str
    assumed_completion_digest: str
    decision_digest: str
    explanations_digest: str
    claims_digest: str
    reasons_digest: str
    sha256: str


def plain(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any record
    """Return a record as what `json` writes."""
    return attrs.asdict(record)


def digest_of(bundle: Bundle | SealedBundle) -> str:
    """Return the digest over everything in a bundle but the digest."""
    return digest({key: value for key, value in plain(bundle).items() if key != "sha256"})
