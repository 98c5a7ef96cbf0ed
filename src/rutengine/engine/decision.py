"""What people hold: a decision with its recommendations, and explanations that can be printed and replayed."""

from typing import Any, Final, Generic, TypeVar, get_args

import attrs

from rutengine.compiler.program import Program
from rutengine.diagnostics.errors import ClaimError
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.documents.decisions import pattern_values, write_decision, write_explanation
from rutengine.engine.answers import (
    Card,
    Change,
    Comparison,
    Provers,
    Reason,
    Sure,
    Told,
    claim_of,
    fact_values,
)
from rutengine.engine.arguments import check_choice, check_whole, helper_of
from rutengine.engine.plans import Plan
from rutengine.engine.printing import Printed
from rutengine.evaluation.outcome import Outcome, Standing, Status
from rutengine.explanation.cards import find_card
from rutengine.explanation.certainty import find_sureness
from rutengine.explanation.changing import find_changes
from rutengine.explanation.contrasting import find_contrast
from rutengine.explanation.explaining import explain
from rutengine.explanation.reasons import Question, StrategyReasons
from rutengine.explanation.replaying import replay
from rutengine.explanation.sufficiency import Effort, find_reason
from rutengine.model.claims import Claim
from rutengine.model.strategy import Strategy
from rutengine.planning.scheduling import WEEKS, find_schedule
from rutengine.rendering.outline import Outline
from rutengine.rendering.telling_decisions import tell_decision
from rutengine.rendering.telling_reasons import tell_briefly, tell_reasons
from rutengine.solver.proving import NODES
from rutengine.vocabulary.kinds import Scalar

P = TypeVar("P")
_EFFORTS: Final[tuple[Effort, ...]] = get_args(Effort)


@attrs.frozen(kw_only=True, repr=False)
class Recommendation:
    """Where one strategy stands, with its card.

    Arguments:
        strategy, title, summary, role, phase: as in the pack.
        status: `active`, `recommended`, `deferred`, `below_threshold` or `excluded`.
        rank: the place among the recommended, equals sharing one; None if not recommended.
        lead, total: the strongest reason, and all reasons, less all objections, in points.
        because: the sentences of the rules that speak for it, strongest first.
        reasons: for one that is excluded, deferred or required, the reasons given.
        how: how to go about it, chosen for this person; None if there is one way only.
        steps, tips, notes, done_when: what to do.
        minutes_per_week, weeks, cost: what it takes.
        evidence, evidence_says: the grade A to D, and one plain sentence.
    """

    strategy: str
    title: str
    summary: str
    role: str
    phase: str
    status: Status
    rank: int | None
    lead: int
    total: int
    because: tuple[str, ...]
    reasons: tuple[str, ...]
    how: str | None
    steps: tuple[str, ...]
    tips: tuple[str, ...]
    notes: tuple[str, ...]
    done_when: str
    minutes_per_week: int
    weeks: int
    cost: str
    evidence: str
    evidence_says: str

    def __repr__(self) -> str:
        return f"<Recommendation: {self.strategy}>"


@attrs.frozen(repr=False)
class Explanation(Told):
    """Why, or why not: `str(explanation)` is what a person reads, `reasons` the tree behind it."""

    reasons: StrategyReasons
    _program: Program = attrs.field(eq=False)
    _outcome: Outcome = attrs.field(eq=False)

    def differences(self) -> tuple[str, ...]:
        """Return what a replay of the pack's conditions found to be otherwise; nothing if the explanation is right."""
        columns = self._program.columns
        keys = columns.keys[: len(self._program.variables)]
        domains = {key: frozenset(columns.domains[i]) for i, key in enumerate(keys)}
        facts = fact_values(self._program, self._outcome)
        return replay(self.reasons, self._program.checked, facts, domains)

    def outline(self, *, brief: bool = False) -> Outline:
        """Return the explanation before it has a form; `brief` tells only the strongest rule."""
        return (tell_briefly if brief else tell_reasons)(self._program, self.reasons)

    def to_json(self) -> str:
        """Return the explanation as JSON; `docs/reference/json.md` describes it."""
        return write_explanation(self._program, self.reasons)

    def __repr__(self) -> str:
        return f"<Explanation: {self.reasons.question} {self.reasons.strategy}>"


@attrs.frozen(repr=False)
class Decision(Printed, Generic[P]):
    """The outcome of one profile: every strategy exactly once, and why.

    Its `repr` tells nothing of the person; `to_text()` is what the person reads.
    """

    outcome: Outcome
    _program: Program = attrs.field(eq=False)
    _provers: Provers = attrs.field(
        eq=False, default=attrs.Factory(lambda self: Provers(self._program), takes_self=True)
    )

    @property
    def program(self) -> Program:
        """The program that decided; of it, the checked pack."""
        return self._program

    @property
    def active(self) -> tuple[Recommendation, ...]:
        """The next steps in display order: what is required first, then by their reasons, whatever their role."""
        return self._with("active")

    @property
    def recommended(self) -> tuple[Recommendation, ...]:
        """Everything that is recommended, active or not, in the order of its rank."""
        found = [standing for standing in self.outcome.standings if standing.rank is not None]
        ties = {step.strategy.id: step.tie_break for step in self._program.strategies}
        found.sort(key=lambda standing: (standing.rank or 0, ties[standing.strategy]))
        return tuple(self._recommendation(standing) for standing in found)

    @property
    def deferred(self) -> tuple[Recommendation, ...]:
        """What waits, with the reasons."""
        return self._with("deferred")

    @property
    def excluded(self) -> tuple[Recommendation, ...]:
        """What is left out, with the reasons."""
        return self._with("excluded")

    @property
    def strategies(self) -> tuple[Recommendation, ...]:
        """Every strategy of the pack exactly once."""
        return tuple(self._recommendation(standing) for standing in self.outcome.standings)

    @property
    def stance(self) -> str:
        """The id of the stance that limits what is active."""
        return self.outcome.stance

    @property
    def fired(self) -> tuple[str, ...]:
        """The ids of the rules that fired."""
        return self.outcome.fired

    @property
    def assumed(self) -> tuple[str, ...]:
        """The names of the facts that neither the answers nor the constraints settle."""
        return self.outcome.assumed

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences on the whole advice."""
        return self.outcome.notices

    @property
    def patterns(self) -> dict[str, Scalar]:
        """The value of every derived fact, by its dotted name."""
        return dict(pattern_values(self._program, self.outcome))

    @property
    def pack_hash(self) -> str:
        """The SHA-256 of the canonical form of the pack that decided."""
        return self._program.checked.pack.content_hash

    def find(self, strategy: str) -> Recommendation:
        """Return where a strategy stands.

        Raises:
            ClaimError: the pack has no such strategy.
        """
        return self._recommendation(self._standing(strategy))

    def why(self, strategy: str) -> Explanation:
        """Explain why a strategy has its fate, whatever that is.

        Raises:
            ClaimError: the pack has no such strategy.
        """
        return self._explain(strategy, "why")

    def why_not(self, strategy: str) -> Explanation:
        """Explain what stands against a strategy: exclusions, deferrals, missing points and what the rules lack.

        Raises:
            ClaimError: the pack has no such strategy.
        """
        return self._explain(strategy, "why_not")

    def how_sure(self, claim: Claim | str, *, nodes: int = NODES) -> Sure:
        """Tell whether more answers can change a claim: proved, or with the facts that would.

        Arguments:
            claim: a claim, or its text.
            nodes: how much work is allowed; where it is used up, the answer says so.

        Raises:
            ClaimError: the claim does not fit the pack; all problems are listed.
            TypeError, ValueError: `nodes` is no whole number, or a negative one.

        Example:
            >>> from rutengine.career import Profile, Signals, advise
            >>> decision = advise(Profile(signals=Signals(told_no_growth=True)))
            >>> decision.how_sure("excluded('promotion-path-talk')").certainty
            'settled'
        """
        check_whole("nodes", nodes, 0)
        meant = claim_of(claim, self._program)
        return Sure(find_sureness(self._provers.prover(), self.outcome, meant, nodes), *self._behind)

    def reason(self, claim: Claim | str, *, effort: Effort = "smallest", nodes: int = NODES) -> Reason:
        """Return the fewest answers that are enough for a claim, or for its opposite if that is what is true.

        Arguments:
            claim: a claim, or its text.
            effort: `smallest`, or `irreducible`: answers of which none can be left out, which is much faster.
            nodes: how much work is allowed; where it is used up, the label says so.

        Raises:
            ClaimError: the claim does not fit the pack; all problems are listed.
            TypeError, ValueError: `effort` or `nodes` is not what is said here.
        """
        check_choice("effort", effort, _EFFORTS)
        check_whole("nodes", nodes, 0)
        meant = claim_of(claim, self._program)
        return Reason(find_reason(self._provers.prover(), self.outcome, meant, effort, nodes), *self._behind)

    def what_would_change(self, claim: Claim | str, *, ways: int = 1, nodes: int = NODES) -> Change:
        """Return what a person can change by themselves to make a claim true, or that nothing does.

        Arguments:
            claim: what should become true: a claim, or its text.
            ways: how many ways to look for, 1 or more; the one that asks least comes first.
            nodes: how much work is allowed; where it is used up, the label says so.

        Raises:
            ClaimError: the claim does not fit the pack; all problems are listed.
            TypeError, ValueError: `ways` or `nodes` is not what is said here.
        """
        check_whole("ways", ways, 1)
        check_whole("nodes", nodes, 0)
        meant = claim_of(claim, self._program)
        return Change(find_changes(self._provers.prover(), self.outcome, meant, ways, nodes), *self._behind)

    def compare(self, first: str, second: str) -> Comparison:
        """Tell why one of two strategies stands above the other.

        Raises:
            ClaimError: the pack has no such strategy, or it is one strategy twice.
        """
        ids = [self._standing(strategy).strategy for strategy in (first, second)]
        if first == second:
            raise ClaimError("a strategy is not compared with itself")
        return Comparison(find_contrast(self._program, self.outcome, *ids), *self._behind)

    def card(self, strategy: str, *, nodes: int = NODES) -> Card:
        """Return what a person reads of a strategy: reasons, what would change it and what is not sure yet.

        Arguments:
            strategy: its id.
            nodes: how much work each of its questions is allowed; where it is used up, the card says so.

        Raises:
            ClaimError: the pack has no such strategy.
            TypeError, ValueError: `nodes` is no whole number, or a negative one.
        """
        check_whole("nodes", nodes, 0)
        known = self._standing(strategy).strategy
        return Card(find_card(self._provers.prover(), self.outcome, known, nodes), *self._behind)

    def plan(self, *, weeks: int = WEEKS, helper: str | None = None) -> Plan:
        """Return the next steps by week, within the weekly hours.

        Arguments:
            weeks: how many weeks it tells, from 1 to 104; what comes later is named.
            helper: whom the person wants to tell about it; a name. A blank text names nobody.

        Raises:
            TypeError, ValueError: `weeks` or `helper` is not what is said here.
        """
        check_whole("weeks", weeks, 1)
        return Plan(find_schedule(self._program, self.outcome, weeks, helper_of(helper)), *self._behind)

    def outline(self) -> Outline:
        """Return the advice before it has a form."""
        return tell_decision(self._program, self.outcome)

    def to_json(self) -> str:
        """Return the decision as JSON; `docs/reference/json.md` describes it."""
        return write_decision(self._program, self.outcome)

    def __repr__(self) -> str:
        head = self._program.checked.pack.head
        return f"<Decision of {head.id} {head.version}: {len(self._with('active'))} active>"

    @property
    def _behind(self) -> tuple[Program, Outcome, Provers]:
        """What an answer needs to tell and to replay its record."""
        return (self._program, self.outcome, self._provers)

    def _standing(self, strategy: str) -> Standing:
        found = next((s for s in self.outcome.standings if s.strategy == strategy), None)
        if found is None:
            known = [standing.strategy for standing in self.outcome.standings]
            hint = did_you_mean(str(strategy), known)
            raise ClaimError(f"unknown strategy {quoted(str(strategy))}" + (f"; {hint}" if hint else ""))
        return found

    def _explain(self, strategy: str, question: Question) -> Explanation:
        self._standing(strategy)
        return Explanation(explain(self._program, self.outcome, strategy, question), self._program, self.outcome)

    def _with(self, status: Status) -> tuple[Recommendation, ...]:
        return tuple(self._recommendation(s) for s in self.outcome.standings if s.status == status)

    def _recommendation(self, standing: Standing) -> Recommendation:
        strategy = self._strategy(standing.strategy)
        minutes, weeks = strategy.effort(standing.route)
        return Recommendation(
            strategy=strategy.id,
            title=strategy.title,
            summary=strategy.summary,
            role=strategy.role,
            phase=strategy.phase,
            status=standing.status,
            rank=standing.rank,
            lead=standing.lead,
            total=standing.total,
            because=self._because(standing),
            reasons=self._reasons(standing),
            how=None if standing.route is None else strategy.routes[standing.route].how,
            steps=strategy.steps_of(standing.route),
            tips=tuple(strategy.tips[i].how for i in standing.tips),
            notes=standing.notes,
            done_when=strategy.done_when,
            minutes_per_week=minutes,
            weeks=weeks,
            cost=strategy.cost,
            evidence=strategy.evidence.grade,
            evidence_says=strategy.evidence.says,
        )

    def _strategy(self, id: str) -> Strategy:
        return next(step.strategy for step in self._program.strategies if step.strategy.id == id)

    def _because(self, standing: Standing) -> tuple[str, ...]:
        ids = [*standing.required, *(c.rule for c in standing.contributions if c.points > 0)]
        said: dict[str, Any] = {step.rule.id: step.rule.because for step in self._program.rules}
        return tuple(dict.fromkeys(said[id] for id in ids))

    def _reasons(self, standing: Standing) -> tuple[str, ...]:
        rules = {step.rule.id: step.rule for step in self._program.rules}
        name = standing.strategy
        found = [
            *(rules[id].require[name] for id in standing.required),
            *(rules[id].exclude[name] for id in standing.excluded),
            *(rules[id].defer[name] for id in standing.deferred),
        ]
        return tuple(dict.fromkeys(found))
