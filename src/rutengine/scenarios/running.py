"""Run a scenario: which expectations are met, and of the others how little is missing."""

import attrs

from rutengine.documents.given import given_sets
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome
from rutengine.explanation.cards import LayCard, find_card
from rutengine.explanation.certainty import Sureness, find_sureness
from rutengine.explanation.changing import Changes, find_changes
from rutengine.model.claims import Above, AllClaims, AnyClaim, Claim, Fate, NotClaim, Score, Top
from rutengine.model.scenario import CheckedScenario, Scenario
from rutengine.solver.proving import NODES, Prover


@attrs.frozen(kw_only=True, repr=False)
class Unmet:
    """An expectation that is not met.

    Arguments:
        expectation: its key and text, as it was written.
        claim: the claim that it stands for; it is false, or true but not settled although that was expected.
        sureness: how sure the claim is, given the answers.
        card: the lay card of the strategy that the claim speaks of first, if it speaks of one.
        changes: what the person could change to make the claim true.
        elsewhere: if neither that nor an open answer does it: the nearest of all profiles on which it is true.
    """

    expectation: str
    claim: Claim
    sureness: Sureness
    card: LayCard | None
    changes: Changes
    elsewhere: Sureness | None

    def __repr__(self) -> str:
        return f"<Unmet: {self.expectation}>"


@attrs.frozen(kw_only=True, repr=False)
class ScenarioResult:
    """What came of a scenario: the outcome, the expectations that are met, as they were written, and the others."""

    scenario: Scenario
    outcome: Outcome
    met: tuple[str, ...]
    unmet: tuple[Unmet, ...]

    @property
    def passed(self) -> bool:
        """Whether every expectation is met."""
        return not self.unmet

    def __repr__(self) -> str:
        return f"<ScenarioResult: {self.scenario.id} {'passed' if self.passed else 'failed'}>"


def run_scenario(prover: Prover, checked: CheckedScenario, nodes: int = NODES) -> ScenarioResult:
    """Run a scenario.

    Arguments:
        prover: of the program; it can be shared by all scenarios of a pack.
        checked: the scenario.
        nodes: how many states each question about a failure may look at.

    Raises:
        ProfileError: the answers do not fit; those of a pack that was loaded do.
    """
    outcome = decide(prover.program, given_sets(prover.program, checked.scenario))
    now = outcome.values[: len(outcome.given)]
    met: list[str] = []
    unmet: list[Unmet] = []
    for expectation, claim in (*checked.expected, *checked.settled):
        so = prover.is_true(claim, now)
        if so and (expectation, claim) in checked.settled:
            so = prover.settle(claim, outcome.given, now, nodes).certainty == "settled"
        if so:
            met.append(expectation)
        else:
            unmet.append(_unmet(prover, outcome, expectation, claim, nodes))
    return ScenarioResult(scenario=checked.scenario, outcome=outcome, met=tuple(met), unmet=tuple(unmet))


def strategies_in(claim: Claim) -> tuple[str, ...]:
    """Return the strategies that a claim speaks of, each once, in the order of the claim."""
    match claim:
        case Fate(strategy=strategy) | Top(strategy=strategy):
            return (strategy,)
        case Above(strategy, rival):
            return (strategy, rival)
        case Score(strategy=strategy, rival=rival):
            return (strategy,) if rival is None else (strategy, rival)
        case NotClaim(part):
            return strategies_in(part)
        case AllClaims(parts) | AnyClaim(parts):
            return tuple(dict.fromkeys(strategy for part in parts for strategy in strategies_in(part)))
        case _:
            return ()


def _unmet(prover: Prover, outcome: Outcome, expectation: str, claim: Claim, nodes: int) -> Unmet:
    concerned = strategies_in(claim)
    sureness = find_sureness(prover, outcome, claim, nodes)
    changes = find_changes(prover, outcome, claim, 1, nodes)
    anybody = None
    if not changes.ways and sureness.verdict.certainty == "settled":
        unanswered = attrs.evolve(outcome, given=tuple(prover.encoding.network.full[: len(outcome.given)]))
        anybody = find_sureness(prover, unanswered, claim, nodes)
    return Unmet(
        expectation=expectation,
        claim=claim,
        sureness=sureness,
        card=find_card(prover, outcome, concerned[0], nodes) if concerned else None,
        changes=changes,
        elsewhere=anybody,
    )
