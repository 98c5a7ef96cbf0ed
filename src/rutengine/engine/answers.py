"""What a decision answers when it is asked: each answer can be printed, and replayed by code of its own."""

from abc import abstractmethod
from collections.abc import Mapping
from functools import cached_property
from typing import Final, Generic, TypeVar

import attrs

from rutengine.checker.claim_fitting import check_claim
from rutengine.checker.claiming import resolve_claim
from rutengine.compiler.program import Program
from rutengine.diagnostics.errors import ClaimError
from rutengine.diagnostics.limits import LIMITS
from rutengine.documents.proofs import write_card, write_changes, write_contrast, write_reason, write_sureness
from rutengine.engine.printing import Printed
from rutengine.evaluation.outcome import Outcome
from rutengine.explanation.cards import LayCard
from rutengine.explanation.certainty import Decider, Sureness
from rutengine.explanation.changing import ChangeLabel, Changes, Way
from rutengine.explanation.checking_cards import card_differences
from rutengine.explanation.checking_contrasts import contrast_differences
from rutengine.explanation.checking_proofs import (
    Ground,
    changes_differences,
    reason_differences,
    sureness_differences,
)
from rutengine.explanation.contrasting import RankContrast
from rutengine.explanation.sufficiency import Premise, ReasonLabel, SufficientReason
from rutengine.interview.guiding import Guide
from rutengine.model.claims import Claim
from rutengine.rendering.outline import Outline
from rutengine.rendering.telling_cards import tell_card
from rutengine.rendering.telling_contrasts import tell_contrast
from rutengine.rendering.telling_proofs import tell_changes, tell_reason, tell_sureness
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Certainty, Prover
from rutengine.vocabulary.kinds import Scalar

R = TypeVar("R")


_NODES_KEPT: Final = 300_000
"""How large the network of a prover may grow before a fresh one is taken."""


class Provers:
    """What proves for one program, made when it is first needed and shared by all its decisions and interviews.

    It holds nothing of a person, threads may share it, and no answer depends on what was asked before.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._prover: Prover | None = None

    def prover(self) -> Prover:
        """Return a prover; threads may share it."""
        prover = self._prover
        if prover is None or len(prover.encoding.network.nodes) > _NODES_KEPT:
            prover = self._prover = Prover(self._program)
        return prover

    @cached_property
    def certifier(self) -> Certifier:
        """The independent checker; calls of it leave nothing behind."""
        return Certifier(self._program.checked)

    @cached_property
    def guide(self) -> Guide:
        """The guide of all interviews: what it made ready for one proof serves those after it."""
        return Guide(self._program)

    def __reduce__(self) -> tuple[type["Provers"], tuple[Program]]:
        return (Provers, (self._program,))


def claim_of(claim: Claim | str, program: Program) -> Claim:
    """Return a claim that was given as such or as its text.

    Raises:
        ClaimError: it does not fit the pack; all problems are listed.
    """
    if isinstance(claim, str):
        return resolve_claim(claim, program.checked)
    problems = check_claim(claim, program.checked)
    if problems:
        shown = "".join(f"\n  - {problem}" for problem in problems[: LIMITS.problems_shown])
        raise ClaimError(f"the claim does not fit the pack:{shown}")
    return claim


def fact_values(program: Program, outcome: Outcome) -> Mapping[tuple[str, str | None], frozenset[Scalar]]:
    """Return the one value of each fact at the assumed completion."""
    columns = program.columns
    keys = columns.keys[: len(outcome.given)]
    return {key: frozenset(columns.values(i, outcome.values[i])) for i, key in enumerate(keys)}


class Told(Printed):
    """What can be printed in every form, and replayed; its `repr` tells nothing of the person."""

    __slots__ = ()

    def verify(self) -> bool:
        """Tell whether an independent replay bears out everything that is told."""
        return not self.differences()

    @abstractmethod
    def differences(self) -> tuple[str, ...]:
        """Return what the replay found to be otherwise; nothing if everything is right."""

    @abstractmethod
    def to_json(self) -> str:
        """Return it as JSON; `docs/reference/json.md` describes it."""

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


@attrs.frozen(repr=False)
class Found(Told, Generic[R]):
    """The record of what was found, with all that is needed to tell and to replay it."""

    record: R
    _program: Program = attrs.field(eq=False)
    _outcome: Outcome = attrs.field(eq=False)
    _provers: Provers = attrs.field(eq=False)

    @property
    def _ground(self) -> Ground:
        """What it is checked against."""
        given = self._outcome.given
        return Ground(
            checked=self._program.checked,
            certifier=self._provers.certifier,
            given=given,
            now=self._outcome.values[: len(given)],
        )


@attrs.frozen(repr=False)
class Sure(Found[Sureness]):
    """How sure a claim is: whether more answers can change it, and which would."""

    @property
    def value(self) -> bool:
        """Whether the claim is true as things stand."""
        return self.record.verdict.value

    @property
    def certainty(self) -> Certainty:
        """`settled`: more answers cannot change it; `open`: they can; `not proved`: the work allowed was used up."""
        return self.record.verdict.certainty

    @property
    def deciders(self) -> tuple[Decider, ...]:
        """If it is open, the facts that would make it otherwise, none of them to spare."""
        return self.record.deciders

    def differences(self) -> tuple[str, ...]:
        """Return what the independent checker found to be otherwise; nothing if everything is right."""
        return sureness_differences(self.record, self._ground)

    def outline(self) -> Outline:
        """Return the text before it has a form."""
        return tell_sureness(self._program, self.record)

    def to_json(self) -> str:
        """Return it as JSON; `docs/reference/json.md` describes it."""
        return write_sureness(self._program, self.record)


@attrs.frozen(repr=False)
class Reason(Found[SufficientReason]):
    """The answers that are enough for a claim, or for its opposite if that is what is true."""

    @property
    def label(self) -> ReasonLabel:
        """What is known of it: `smallest`, `irreducible`, `sufficient`, or `not proved` if none was found in time."""
        return self.record.label

    @property
    def premises(self) -> tuple[Premise, ...]:
        """The answers, in declared order; those that are assumed are marked."""
        return self.record.premises

    def differences(self) -> tuple[str, ...]:
        """Return what the independent checker found to be otherwise; nothing if everything is right."""
        return reason_differences(self.record, self._ground)

    def outline(self) -> Outline:
        """Return the text before it has a form."""
        return tell_reason(self._program, self.record)

    def to_json(self) -> str:
        """Return it as JSON; `docs/reference/json.md` describes it."""
        return write_reason(self._program, self.record)


@attrs.frozen(repr=False)
class Change(Found[Changes]):
    """What would make a claim true: changes of what a person can change, the one that asks least first."""

    @property
    def label(self) -> ChangeLabel:
        """What is known of the first way: `already so`, `smallest`, `none exists`, `enough` or `not proved`."""
        return self.record.label

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways that were found."""
        return self.record.ways

    def differences(self) -> tuple[str, ...]:
        """Return what the independent checker found to be otherwise; nothing if everything is right."""
        return changes_differences(self.record, self._ground)

    def outline(self) -> Outline:
        """Return the text before it has a form."""
        return tell_changes(self._program, self.record)

    def to_json(self) -> str:
        """Return it as JSON; `docs/reference/json.md` describes it."""
        return write_changes(self._program, self.record)


@attrs.frozen(repr=False)
class Comparison(Found[RankContrast]):
    """Why one strategy stands above another: the fewest differences that make up the gap."""

    def differences(self) -> tuple[str, ...]:
        """Return what a replay of the pack's conditions found to be otherwise; nothing if everything is right."""
        return contrast_differences(self.record, self._program.checked, fact_values(self._program, self._outcome))

    def outline(self) -> Outline:
        """Return the text before it has a form."""
        return tell_contrast(self._program, self.record)

    def to_json(self) -> str:
        """Return it as JSON; `docs/reference/json.md` describes it."""
        return write_contrast(self._program, self.record)


@attrs.frozen(repr=False)
class Card(Found[LayCard]):
    """What a person reads of one strategy: at most three reasons, what would change it and what is not sure yet."""

    def differences(self) -> tuple[str, ...]:
        """Return what the independent replays found to be otherwise; nothing if everything is right."""
        return card_differences(self.record, self._program, self._outcome, self._provers.certifier)

    def outline(self) -> Outline:
        """Return the text before it has a form."""
        return tell_card(self._program, self.record)

    def to_json(self) -> str:
        """Return it as JSON; `docs/reference/json.md` describes it."""
        return write_card(self._program, self.record)
