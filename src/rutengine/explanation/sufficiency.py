"""Smallest reasons: the fewest answers that make a claim true whatever all other answers are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

import attrs

from rutengine.evaluation.outcome import Outcome
from rutengine.logic.search import Budget, SearchLimitError
from rutengine.model.claims import Claim
from rutengine.solver.circuit import columns_below
from rutengine.solver.hitting import lightest_hitting_set, weigh
from rutengine.solver.network import FALSE, TRUE, Node, alternatives
from rutengine.solver.position import Position
from rutengine.solver.proving import NODES, Certificate, Goal, Prover
from rutengine.vocabulary.kinds import Scalar

ReasonLabel = Literal["smallest", "irreducible", "sufficient", "not proved"]
"""What is known of a reason.

`smallest`: no reason has fewer premises. `irreducible`: without any one of its premises the claim would be open.
`sufficient`: it is enough; the budget was used up before it was known whether less would do. `not proved`: the budget
was used up before any reason was found.
"""

Effort = Literal["smallest", "irreducible"]
"""How far to look: for the smallest reason, or for one of which nothing can be left out (much faster)."""


_MANY_WAYS: Final = 3
"""From how many ways on a claim is first explained by one of them."""

_SHARE: Final = 4
"""Which part of the budget is spent on whether the answers alone are enough."""

_CERTIFICATE: Final = 4
"""How many times the budget of the search may be spent on writing the proof down."""


@attrs.frozen(kw_only=True, repr=False)
class Premise:
    """One answer that a reason rests on.

    Arguments:
        column: the number of the fact's column.
        name, member: the fact, and of a set fact the member.
        values: the values that it is known to be one of.
        assumed: whether the answers leave more open, so that the neutral value was taken.
    """

    column: int
    name: str
    member: str | None
    values: tuple[Scalar, ...]
    assumed: bool

    def __repr__(self) -> str:
        return "<Premise>"


@attrs.frozen(kw_only=True, repr=False)
class Counterexample:
    """A completion on which the claim is false and that differs from the premises only in some columns."""

    columns: tuple[int, ...]
    completion: tuple[int, ...]

    def __repr__(self) -> str:
        return "<Counterexample>"


@attrs.frozen(kw_only=True, repr=False)
class SufficientReason:
    """Why a claim is so, whatever else is so.

    Arguments:
        claim: what is explained; it is true at the assumed completion.
        label: what is known of this reason.
        assumed: whether neutral values are among the premises, because the answers alone leave the claim open (or were
            not seen to settle it).
        premises: in declared order; empty if the claim is true of everybody, or if nothing was proved.
        certificate: the proof that the premises are enough.
        counterexamples: what shows that less is not enough.
    """

    claim: Claim
    label: ReasonLabel
    assumed: bool
    premises: tuple[Premise, ...]
    certificate: Certificate | None
    counterexamples: tuple[Counterexample, ...]

    def __repr__(self) -> str:
        return f"<SufficientReason: {self.label}, {len(self.premises)} premises>"


def find_reason(
    prover: Prover, outcome: Outcome, claim: Claim, effort: Effort = "smallest", nodes: int = NODES
) -> SufficientReason:
    """Return a smallest (or irreducible) reason for a claim, or for its opposite if that is what is true.

    If the given answers alone leave the claim open, the neutral values of what was not answered count as premises too
    and are marked as assumed; of reasons of the same size, one with fewer assumptions is returned.

    Sources: prime implicant explanations (Shih, Choi and Darwiche 2018) and implicit hitting sets (Ignatiev et al.
    2019), here over scored rules with constraints.
    """
    neutral = outcome.values[: len(outcome.given)]
    if not prover.is_true(claim, neutral):
        claim = ~claim
    node = prover.encoding.claim(~claim)
    if node in (TRUE, FALSE):
        certificate = prover.refute(~claim, prover.encoding.network.full, Budget(nodes))
        return SufficientReason(
            claim=claim, label="smallest", assumed=False, premises=(), certificate=certificate, counterexamples=()
        )
    budget = Budget(nodes)
    reasoner = _Reasoner(prover, outcome, node, budget)
    label = reasoner.find(effort)
    try:
        certificate = prover.refute(~claim, reasoner.sets(reasoner.kept), Budget(_CERTIFICATE * nodes))
    except SearchLimitError:
        certificate = None
    if label == "not proved" and certificate is not None:
        label = "smallest"  # nothing at all is needed
    return reasoner.told(claim, label if certificate is not None else "not proved", certificate)


class _Reasoner:
    """One question: which of what is known is enough to refute a node?

    Attributes:
        kept: the columns of the best answer so far.
        assumed: whether the answers alone are not enough.
    """

    def __init__(
        self, prover: Prover, outcome: Outcome, node: Node, budget: Budget, *, assumed: bool | None = None
    ) -> None:
        self._prover, self._outcome, self._node, self._budget = prover, outcome, node, budget
        self._goal: Goal = prover.goal(node)
        self._full = prover.encoding.network.full
        self._neutral = outcome.values[: len(outcome.given)]
        self._source: Sequence[int] = self._full
        self._known: dict[int, int] = {}
        self._contrasts: dict[frozenset[int], tuple[int, ...]] = {}
        self._cores: list[frozenset[int] | None] = [None] * self._goal.cases
        self._positions: dict[int, Position] = {}
        self._uses = _uses(self._goal)
        self._order = list(range(self._goal.cases))
        self._given_assumed = assumed
        self.assumed: bool = False
        self.kept: frozenset[int] = frozenset()

    def find(self, effort: Effort) -> ReasonLabel:
        """Look for a reason, leave it in `kept`, and return what is known of it."""
        label: ReasonLabel = "not proved"
        try:
            self._know()
            self.kept = self._grow(self._seed())
            label = "sufficient"
            self._shrink()
            label = "irreducible"
            if effort == "smallest":
                self.kept = self._smallest(self.kept)
                label = "smallest"
        except SearchLimitError:
            pass
        return label

    def _know(self) -> None:
        """Decide what may be a premise: the answers if they are enough, else everything at the assumed completion."""
        given = self._outcome.given
        self.assumed = self._needs_assumptions() if self._given_assumed is None else self._given_assumed
        self._source = self._neutral if self.assumed else given
        known = ((column, self._source[column]) for column in sorted(self._goal.columns))
        self._known = {column: values for column, values in known if values != self._full[column]}

    def _needs_assumptions(self) -> bool:
        """Tell whether the answers alone leave the claim open, or whether this is hard to see."""
        share = Budget(max(1, self._budget.left // _SHARE))
        try:
            return self._goal.find(self._outcome.given, share) is not None
        except SearchLimitError:
            return True

    def _seed(self) -> frozenset[int]:
        """Return a reason for one of many ways in which a claim is true, where this is easier than for the claim."""
        network = self._prover.encoding.network
        ways = alternatives(network, network.opposite(self._node))
        if len(ways) < _MANY_WAYS:
            return frozenset()
        so = [way for way in ways if self._prover.is_so(way, self._neutral)]
        easiest = min(so, key=lambda way: len(columns_below(network, way)))
        if self._prover.goal(network.opposite(easiest)).find(self._source, self._budget) is not None:
            return frozenset()
        easier = _Reasoner(self._prover, self._outcome, network.opposite(easiest), self._budget, assumed=self.assumed)
        return easier.kept if easier.find("irreducible") == "irreducible" else frozenset()

    def told(self, claim: Claim, label: ReasonLabel, certificate: Certificate | None) -> SufficientReason:
        """Return the reason as a record."""
        columns = self._prover.program.columns
        kept = sorted(self.kept) if label != "not proved" else []
        premises = tuple(
            Premise(
                column=column,
                name=columns.keys[column][0],
                member=columns.keys[column][1],
                values=columns.values(column, self._known[column]),
                assumed=self._is_assumed(column),
            )
            for column in kept
        )
        shown = [
            Counterexample(columns=tuple(sorted(changed)), completion=completion)
            for changed, completion in self._contrasts.items()
            if label == "smallest" or len(changed & set(kept)) == 1
        ]
        return SufficientReason(
            claim=claim,
            label=label,
            assumed=any(premise.assumed for premise in premises),
            premises=premises,
            certificate=certificate,
            counterexamples=tuple(shown),
        )

    def sets(self, kept: Iterable[int]) -> list[int]:
        """Return the value sets of all fact columns if only some columns are known."""
        sets = list(self._full)
        for column in kept:
            sets[column] = self._known[column]
        return sets

    def _contrast(self, kept: Iterable[int]) -> frozenset[int] | None:
        """Return in which columns a completion that agrees with `kept` and makes the claim false differs, if any.

        A case that was refuted with fewer premises is not searched again.
        """
        kept = frozenset(kept)
        sets = self.sets(kept)
        for case in self._order:
            core = self._cores[case]
            if core is not None and core <= kept:
                continue
            position = self._positions.get(case)
            if position is None:
                position = self._positions[case] = Position(self._goal.circuit(case))
            position.move(sets)
            found = self._goal.find_from(position, self._budget)
            if found is not None:
                self._order.remove(case)
                self._order.insert(0, case)
                return self._differing(found)
            self._cores[case] = kept & frozenset(self._goal.circuit(case).columns)
        return None

    def _differing(self, found: Mapping[int, int]) -> frozenset[int]:
        """Return the columns in which what was found must differ from what is known, and keep one completion of it."""
        completion = list(self._neutral)
        changed: list[int] = []
        for column, possible in found.items():
            near = possible & self._known.get(column, self._full[column])
            if not near:
                changed.append(column)
            completion[column] = self._pick(column, near or possible)
        contrast = frozenset(changed)
        self._contrasts.setdefault(contrast, tuple(completion))
        return contrast

    def _pick(self, column: int, possible: int) -> int:
        if self._neutral[column] & possible:
            return self._neutral[column]
        return next(bit for bit in self._prover.program.preference[column] if bit & possible)

    def _grow(self, kept: frozenset[int]) -> frozenset[int]:
        """Return premises that are enough: from every contrast the one that is used most is taken in."""
        while (contrast := self._contrast(kept)) is not None:
            kept |= {max(contrast, key=self._worth)}
        return kept

    def _worth(self, column: int) -> tuple[bool, int, int]:
        """What is rather kept: answers before assumptions, then what is read more often."""
        return (not self._is_assumed(column), self._uses.get(column, 0), -column)

    def _is_assumed(self, column: int) -> bool:
        return self._known[column] != self._outcome.given[column]

    def _shrink(self) -> None:
        """Leave out one premise after the other, as long as the rest is enough."""
        known = [(column, self._known[column]) for column in sorted(self.kept, key=self._worth, reverse=True)]
        self._cores = [self._goal.find_core(case, known) or core for case, core in enumerate(self._cores)]
        self.kept = frozenset[int]().union(*(core for core in self._cores if core is not None))
        for column in sorted(self.kept, key=self._worth):
            if any(changed & self.kept == {column} for changed in self._contrasts):
                continue
            if self._contrast(self.kept - {column}) is None:
                self.kept -= {column}

    def _smallest(self, kept: frozenset[int]) -> frozenset[int]:
        """Return a smallest reason: the lightest set that meets every contrast, until that is itself enough."""
        order = sorted(self._known)
        bits = {column: 1 << i for i, column in enumerate(order)}
        weights = [len(order) + 1 + self._is_assumed(column) for column in order]
        best = sum(bits[column] for column in kept)
        for changed in list(self._contrasts):
            self._reduce(changed)
        while True:
            chosen = lightest_hitting_set(
                [sum(bits[column] for column in changed) for changed in self._contrasts], weights
            )
            if weigh(chosen, weights) >= weigh(best, weights):
                return frozenset(column for column in order if bits[column] & best)
            contrast = self._contrast(column for column in order if bits[column] & chosen)
            if contrast is None:
                return frozenset(column for column in order if bits[column] & chosen)
            met = {column for column in order if bits[column] & chosen}
            while contrast is not None:
                met |= self._reduce(contrast)
                contrast = self._contrast(met)

    def _reduce(self, contrast: frozenset[int]) -> frozenset[int]:
        """Return a contrast within this one of which no column can be left as it was."""
        for column in sorted(contrast):
            if column in contrast:
                fewer = self._contrast(other for other in self._known if other == column or other not in contrast)
                contrast = contrast if fewer is None else fewer
        return contrast


def _uses(goal: Goal) -> Mapping[int, int]:
    """Return how many literals read each column."""
    uses: dict[int, int] = {}
    for case in range(goal.cases):
        for column, literals in goal.circuit(case).literals.items():
            uses[column] = uses.get(column, 0) + len(literals)
    return uses
