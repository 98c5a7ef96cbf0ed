"""T8 for what is proved: everything passes the independent replay whatever the budget; what was changed does not."""

from collections.abc import Callable
from random import Random
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.generated import random_claims, random_profile
from bench.worlds import Bits
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome
from rutengine.explanation.certainty import Sureness, find_sureness
from rutengine.explanation.changing import Changes, find_changes
from rutengine.explanation.checking_proofs import Ground, changes_differences, reason_differences, sureness_differences
from rutengine.explanation.sufficiency import Effort, SufficientReason, find_reason
from rutengine.model.claims import Claim
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import NODES, Prover
from tests.laws.worlds import law, now_of, small

SHARES = (0.2, 0.5, 0.8, 1.0)
SEEDS = st.integers(0, 100_000)


@attrs.frozen(eq=False)
class Case:
    """A decision, what can be asked of it, and the replay of the answers."""

    prover: Prover
    certifier: Certifier
    outcome: Outcome
    claims: list[Claim]

    @property
    def now(self) -> Bits:
        return now_of(self.outcome)

    @property
    def ground(self) -> Ground:
        checked = self.prover.program.checked
        return Ground(checked=checked, certifier=self.certifier, given=self.outcome.given, now=self.now)

    def sureness(self, found: Sureness) -> tuple[str, ...]:
        return sureness_differences(found, self.ground)

    def reason(self, found: SufficientReason) -> tuple[str, ...]:
        return reason_differences(found, self.ground)

    def changes(self, found: Changes) -> tuple[str, ...]:
        return changes_differences(found, self.ground)

    def wanted(self, claim: Claim) -> Claim:
        return ~claim if self.prover.is_true(claim, self.now) else claim


def case_of(seed: int) -> Case:
    program, rng = small(seed).program, Random(seed)
    outcome = decide(program, random_profile(program, rng, rng.choice(SHARES)))
    return Case(Prover(program), Certifier(program.checked), outcome, random_claims(program, rng, 14))


@pytest.mark.parametrize("nodes", [1, 20, NODES])
def test_everything_is_borne_out_by_a_replay(nodes: int) -> None:
    labels: set[str] = set()

    @law(40)
    @given(SEEDS)
    def replay(seed: int) -> None:
        case = case_of(seed)
        for claim in case.claims:
            sureness = find_sureness(case.prover, case.outcome, claim, nodes)
            assert case.sureness(sureness) == ()
            for effort in get_args(Effort):
                reason = find_reason(case.prover, case.outcome, claim, effort, nodes)
                assert case.reason(reason) == ()
                labels.add(reason.label)
            changes = find_changes(case.prover, case.outcome, case.wanted(claim), 2, nodes)
            assert case.changes(changes) == ()
            labels.update((sureness.verdict.certainty, changes.label))

    replay()
    if nodes == NODES:
        assert labels >= {"settled", "open", "smallest", "irreducible", "none exists"}
        assert not labels & {"not proved", "enough", "sufficient"}
    else:
        assert "not proved" in labels


@law(40)
@given(SEEDS)
def test_a_tampered_sureness_is_noticed(seed: int) -> None:
    case = case_of(seed)
    for claim in case.claims:
        found = find_sureness(case.prover, case.outcome, claim)
        verdict = found.verdict
        wrong: list[dict[str, Any]] = []
        if verdict.witness is not None:
            wrong += [{"witness": case.now}, {"witness": verdict.witness[:-1]}, {"witness": None}]
            wrong += [{"certainty": "settled"}, {"value": not verdict.value}]
            assert case.sureness(attrs.evolve(found, deciders=found.deciders[1:]))
        if verdict.certificate is not None:
            wrong += [{"claim": ~verdict.claim}, {"certificate": None}, {"certainty": "open"}]
            wrong += [{"certificate": attrs.evolve(verdict.certificate, steps=())}]
            wrong += [{"value": not verdict.value}]
        for changed in wrong:
            assert case.sureness(attrs.evolve(found, verdict=attrs.evolve(verdict, **changed))), changed


@law(40)
@given(SEEDS)
def test_a_tampered_reason_is_noticed(seed: int) -> None:
    case, told = case_of(seed), 0
    for claim in case.claims:
        found = find_reason(case.prover, case.outcome, claim)
        wrong: list[dict[str, Any]] = [{"claim": ~found.claim}, {"certificate": None}]
        if found.premises:
            wrong += [{"premises": found.premises[1:]}, {"premises": found.premises[:-1]}, {"counterexamples": ()}]
            examples = found.counterexamples
            outside = attrs.evolve(examples[0], completion=case.now)
            unnamed = attrs.evolve(examples[0], columns=examples[0].columns[1:])
            wrong += [{"counterexamples": (outside, *examples[1:])}]
            wrong += [{"counterexamples": (unnamed, *examples[1:]), "label": "irreducible"}]
            told += 1
        for changed in wrong:
            assert case.reason(attrs.evolve(found, **changed)), changed
    assert told


@law(40)
@given(SEEDS)
def test_tampered_changes_are_noticed(seed: int) -> None:
    case = case_of(seed)
    for claim in case.claims:
        found = find_changes(case.prover, case.outcome, case.wanted(claim))
        wrong: list[dict[str, Any]] = [{"claim": ~found.claim}]
        for way in found.ways:
            wrong += [{"ways": (change(way),)} for change in TAMPERINGS]
        wrong += [{"certificate": None}]
        for changed in wrong:
            assert case.changes(attrs.evolve(found, **changed)), changed


def cheaper(way: Any) -> Any:
    first = attrs.evolve(way.moves[0], cost=way.moves[0].cost - 1)
    return attrs.evolve(way, cost=way.cost - 1, moves=(first, *way.moves[1:]))


def elsewhere(way: Any) -> Any:
    """Return a way whose completion differs in a fact of which it says nothing."""
    told = {move.column for move in way.moves}
    column = next(column for column in range(len(way.completion)) if column not in told)
    completion = [*way.completion]
    completion[column] = 1 if completion[column] == 2 else 2
    return attrs.evolve(way, completion=tuple(completion))


TAMPERINGS: tuple[Callable[[Any], Any], ...] = (
    lambda way: attrs.evolve(way, cost=way.cost - 1),
    cheaper,
    lambda way: attrs.evolve(way, moves=way.moves[1:]),
    elsewhere,
)
