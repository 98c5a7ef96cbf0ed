"""Audit bundles: one JSON document with answers, decision, explanations and proofs, that the checker alone replays."""

import json
from collections.abc import Sequence

from rutengine.checker.claim_texts import claim_text
from rutengine.checker.claiming import resolve_claim
from rutengine.compiler.program import Program
from rutengine.diagnostics.errors import BundleError
from rutengine.documents.bundle_claims import FURTHER_CLAIMS, default_claims
from rutengine.documents.bundle_records import (
    BUNDLE_FORMAT,
    Bundle,
    PackMark,
    ToldAssumption,
    ToldCertificate,
    ToldClaim,
    ToldCounterexample,
    ToldExclusion,
    ToldPremise,
    ToldReason,
)
from rutengine.documents.decisions import write_decision
from rutengine.documents.reading_bundles import bundle_text
from rutengine.documents.sealing import check_key, seal_bundle
from rutengine.documents.told_columns import ToldColumns, tell_steps
from rutengine.evaluation.outcome import Outcome
from rutengine.explanation.certainty import find_sureness
from rutengine.explanation.explaining import explain
from rutengine.explanation.sufficiency import Counterexample, SufficientReason, find_reason
from rutengine.logic.search import Budget, SearchLimitError
from rutengine.model.claims import Claim, Holds, recommended
from rutengine.model.conditions import In
from rutengine.model.version import SEMANTICS, VERSION
from rutengine.solver.proving import NODES, Certificate, Prover


def write_bundle(
    program: Program,
    outcome: Outcome,
    *,
    claims: Sequence[Claim] = (),
    key: bytes | None = None,
    nodes: int = NODES,
) -> str:
    """Return the audit bundle of a decision: one line of JSON, the same for the same decision and claims.

    Arguments:
        program: what decided.
        outcome: the decision.
        claims: what else to tell the certainty of; that of every active strategy is always told.
        key: if given, the bundle is sealed: keyed digests stand for everything but who decided.
        nodes: how many states the proof of each claim and reason may look at.

    Raises:
        ClaimError: a claim does not fit the pack.
        BundleError: there are more claims than a bundle may have.
        BundleKeyError: the key is too short.

    Example:
        >>> from rutengine.career import Profile, advise, engine
        >>> program = engine().program
        >>> text = write_bundle(program, advise(Profile()).outcome)
        >>> json.loads(text)["decision"]["stance"]["id"]
        'no-rut'
    """
    if key is not None:
        check_key(key)
    text = bundle_text(_Writer(program, outcome, nodes).bundle(claims))
    return text if key is None else seal_bundle(text, key)


class _Writer:
    """Collects the sections of one bundle, with a prover that has answered nothing before."""

    def __init__(self, program: Program, outcome: Outcome, nodes: int) -> None:
        self._program, self._outcome, self._nodes = program, outcome, nodes
        self._prover = Prover(program)
        self._columns = ToldColumns(program.checked.vocabulary)
        self._given = outcome.given
        self._now = outcome.values[: len(outcome.given)]

    def bundle(self, claims: Sequence[Claim]) -> Bundle:
        """Return the whole bundle, its digest left out."""
        program, outcome, checked = self._program, self._outcome, self._program.checked
        ids = [standing.strategy for standing in outcome.standings if standing.status == "active"]
        always = default_claims(ids, checked)
        asked = dict.fromkeys((*always, *(self._reread(claim) for claim in claims)))
        if len(asked) > len(always) + FURTHER_CLAIMS:
            raise BundleError([f"`bundle.claims`: expected at most {FURTHER_CLAIMS} further claims, found more"])
        decision: dict[str, object] = json.loads(write_decision(program, outcome))
        return Bundle(
            format=BUNDLE_FORMAT,
            engine=VERSION,
            semantics=SEMANTICS,
            pack=PackMark(id=checked.pack.head.id, version=checked.pack.head.version, sha256=checked.pack.content_hash),
            vocabulary=checked.vocabulary.id,
            answers=self._columns.tell_sets(self._given),
            ruled_out=self._ruled_out(),
            assumed_completion=tuple(self._assumption(column) for column in range(len(self._now))),
            decision=decision,
            explanations=tuple(explain(program, outcome, id, "why") for id in ids),
            claims=tuple(self._claim(claim) for claim in asked),
            reasons=tuple(self._reason(id) for id in ids),
            sha256="",
        )

    def _reread(self, claim: Claim) -> Claim:
        """Return what a reader of the text makes of a claim; that is what is proved."""
        return resolve_claim(claim_text(claim, self._program.checked), self._program.checked)

    def _ruled_out(self) -> tuple[ToldExclusion, ...]:
        """Return what the constraints rule out, as far as it is proved."""
        found: list[ToldExclusion] = []
        for column, (given, left) in enumerate(zip(self._given, self._outcome.answers, strict=True)):
            if given != left:
                steps = self._impossible(column, given & ~left, self._given)
                if steps is not None:
                    told = self._columns.values(column, given & ~left)
                    found.append(ToldExclusion(*self._columns.keys[column], told, steps))
        return tuple(found)

    def _assumption(self, column: int) -> ToldAssumption:
        """Return the assumed value of a column; that none before it is possible is proved by those before it."""
        columns, bit = self._columns, self._now[column]
        (value,) = columns.values(column, bit)
        preferred = columns.preferred(column, bit, self._given[column])
        sets = (*self._now[:column], *self._given[column:])
        steps = self._impossible(column, preferred, sets) if preferred else None
        return ToldAssumption(*columns.keys[column], value, steps)

    def _impossible(self, column: int, mask: int, sets: Sequence[int]) -> tuple[str, ...] | None:
        """Return the proof that a column has none of some values, if it is found within the usual budget."""
        claim = Holds(In(*self._columns.keys[column], self._columns.values(column, mask)))
        try:
            certificate = self._prover.refute(claim, sets, Budget(NODES))
        except SearchLimitError:
            return None
        return None if certificate is None else tell_steps(certificate.steps)

    def _claim(self, claim: Claim) -> ToldClaim:
        verdict = find_sureness(self._prover, self._outcome, claim, self._nodes).verdict
        witness = None if verdict.witness is None else self._columns.tell_changes(verdict.witness, self._now)
        return ToldClaim(
            claim=claim_text(claim, self._program.checked),
            value=verdict.value,
            certainty=verdict.certainty,
            witness=witness,
            certificate=self._certificate(verdict.certificate),
        )

    def _reason(self, strategy: str) -> ToldReason:
        reason = find_reason(self._prover, self._outcome, recommended(strategy), "irreducible", self._nodes)
        return ToldReason(
            strategy=strategy,
            label=reason.label,
            assumed=reason.assumed,
            premises=tuple(
                ToldPremise(name=one.name, member=one.member, values=one.values, assumed=one.assumed)
                for one in reason.premises
            ),
            certificate=self._certificate(reason.certificate),
            counterexamples=self._counterexamples(reason),
        )

    def _counterexamples(self, reason: SufficientReason) -> tuple[ToldCounterexample, ...]:
        """Return for each premise the first completion that shows it to be needed."""
        kept = {premise.column for premise in reason.premises}
        needed: dict[int, Counterexample] = {}
        for example in reason.counterexamples:
            met = kept & set(example.columns)
            if len(met) == 1:
                needed.setdefault(met.pop(), example)
        return tuple(
            ToldCounterexample(
                leaves=self._columns.tell_places(example.columns),
                completion=self._columns.tell_changes(example.completion, self._now),
            )
            for _, example in sorted(needed.items())
        )

    def _certificate(self, certificate: Certificate | None) -> ToldCertificate | None:
        if certificate is None:
            return None
        return ToldCertificate(self._columns.tell_sets(certificate.sets), tell_steps(certificate.steps))
