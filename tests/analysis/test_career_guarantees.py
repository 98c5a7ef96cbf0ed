"""The guarantees of the career pack: all are proved, and each rests on some rule, without which it is broken."""

from functools import cache
from typing import Any, Final, Literal

import attrs
import pytest

from rutengine.analysis.guarantees import Proof, prove
from rutengine.career import engine
from rutengine.compiler.compiling import compile_pack
from rutengine.model.claims import recommended
from rutengine.model.guarantee import CheckedGuarantee, Sometimes
from rutengine.model.rule import Rule
from rutengine.model.table import Table
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Prover

Effect = Literal["support", "oppose", "exclude", "defer", "require"]

GUARANTEES: Final = {guarantee.id: guarantee for guarantee in engine().pack.guarantees}
STRATEGIES: Final = [strategy.id for strategy in engine().pack.pack.strategies]
STEPS_AT_MOST: Final = 60_000
"""What all certificates together may need: about three times of what they do."""


@attrs.frozen
class Change:
    """A change of one rule.

    `removed`: the rule is not there, or one of its effects is not. `turned`: its support of a strategy speaks against
    that instead. `moved`: it goes to another strategy. That a strength never hurts, or that a fact does not matter, can
    only be broken by a change that adds something.
    """

    rule: str
    effect: Effect | Literal["stance"] | None = None
    strategy: str = ""
    how: Literal["removed", "turned", "moved"] = "removed"
    to: str = ""

    def applied(self, rule: Rule) -> list[Rule]:
        """Return what becomes of a rule."""
        if rule.id != self.rule:
            return [rule]
        if self.effect is None:
            return []
        if self.effect == "stance":
            return [attrs.evolve(rule, stance=None)]
        left = {key: value for key, value in getattr(rule, self.effect).items() if key != self.strategy}
        assert len(left) < len(getattr(rule, self.effect)), "the rule has no such effect"
        tables: dict[str, Any] = {self.effect: Table(left)}
        changed = attrs.evolve(rule, **tables)
        if self.how == "turned":
            return [attrs.evolve(changed, oppose=Table({**changed.oppose, self.strategy: rule.support[self.strategy]}))]
        if self.how == "moved":
            return [attrs.evolve(changed, support=Table({**left, self.to: rule.support[self.strategy]}))]
        return [changed]


def turned(rule: str, strategy: str) -> Change:
    return Change(rule, "support", strategy, "turned")


def moved(rule: str, strategy: str, to: str) -> Change:
    return Change(rule, "support", strategy, "moved", to)


RESTS_ON: Final = {
    "a-crisis-is-never-outweighed": Change("in-crisis", "require", "professional-help"),
    "a-crisis-shows-nothing-but-help": Change("in-crisis", "stance"),
    "a-job-at-risk-never-lowers-contacts": Change("job-at-risk"),
    "a-longer-search-never-lowers-practice": Change("interviews-without-offers"),
    "a-lost-field-never-lowers-looking-round": Change("field-in-question"),
    "a-plan-stays-small": Change("mistreatment-needs-advice", "stance"),
    "a-record-never-hurts": turned("a-record-is-an-argument", "promotion-path-talk"),
    "a-rut-gets-a-frame": Change("goals-and-weekly-steps"),
    "bitterness-costs-no-pay": moved("anger-and-overwhelm-need-words", "acknowledge", "ask-for-what-you-deserve"),
    "caring-costs-no-chance": moved("time-is-taken-by-care", "peer-circle", "stretch-work"),
    "despair-never-lowers-rest": Change("health-first", "support", "recover-energy"),
    "dull-days-are-answered": Change("dull-days"),
    "every-sign-is-answered": Change("presenting-yourself-can-be-practised"),
    "finding-it-hard-never-lowers-networking": Change("begin-with-people-you-know"),
    "golden-handcuffs-are-looked-at": Change("check-the-handcuffs"),
    "health-stands-above-everything": Change("health-first", "require", "professional-help"),
    "ideas-never-hurt": turned("ideas-want-an-outlet", "side-project"),
    "interviews-without-offers-are-practised": Change("presenting-yourself-can-be-practised"),
    "it-can-be-no-rut": Change("no-rut-just-upkeep"),
    "leading-well-never-hurts": turned("strengths-that-others-see", "raise-visibility"),
    "less-clarity-never-lowers-questions": Change("clarity-before-action"),
    "little-new-load-for-the-tired": Change("bored-and-tired", "oppose", "stretch-work"),
    "missing-experience-never-lowers-learning": Change("close-a-gap"),
    "mistreatment-is-no-flaw": Change("mistreatment-needs-advice", "oppose", "obstacle-reality-check"),
    "mistreatment-means-independent-advice": Change("mistreatment-needs-advice", "defer", "promotion-path-talk"),
    "no-big-step-under-severe-strain": Change("unwell-from-work", "stance"),
    "no-coach-on-a-tight-budget": Change("a-coach-costs-too-much-now", "exclude", "career-coach"),
    "no-load-beside-help": Change("health-first", "defer", "stretch-work"),
    "no-programme-where-none-is-paid": Change("no-training-from-the-employer", "exclude", "employer-development"),
    "no-side-project-without-an-hour": Change("no-hours-for-a-side-project", "exclude", "side-project"),
    "nothing-inside-without-an-employer": Change("working-for-yourself", "exclude", "internal-move"),
    "on-leave-comes-first-the-return": Change("on-leave", "defer", "targeted-job-search"),
    "rights-can-come-first": Change("mistreatment-needs-advice"),
    "severe-strain-means-professional-help": Change("health-first", "support", "professional-help"),
    "tears-never-lower-telling-somebody": Change("not-alone-with-it"),
    "thanks-are-within-reach": Change("a-small-note-of-thanks"),
    "told-no-growth-settles-it": Change("told-no-growth", "exclude", "promotion-path-talk"),
    "wishes-do-not-move-safety": moved("wants-energy-or-balance", "recover-energy", "professional-help"),
    "wishes-open-no-search-under-severe-strain": Change("health-first", "defer", "targeted-job-search"),
    "worse-health-never-hides-help": turned("unwell-from-work", "professional-help"),
}


@cache
def prover() -> Prover:
    return Prover(engine().program)


@cache
def certifier() -> Certifier:
    return Certifier(engine().pack)


@cache
def proof_of(id: str) -> Proof:
    return prove(prover(), GUARANTEES[id])


def test_there_are_guarantees_of_every_form_and_each_rests_on_something() -> None:
    assert sorted(RESTS_ON) == sorted(GUARANTEES)
    forms = [type(guarantee).__name__ for guarantee in GUARANTEES.values()]
    assert {form: forms.count(form) >= 3 for form in forms} == dict.fromkeys(
        ("Always", "Sometimes", "Monotone", "Irrelevant"), True
    )


@pytest.mark.parametrize("id", GUARANTEES)
def test_it_is_proved_and_the_proof_is_borne_out(id: str) -> None:
    proof = proof_of(id)
    assert proof.label == "proved"
    assert proof.verify(certifier())


def test_the_proofs_are_short() -> None:
    assert sum(len(c.steps) for id in GUARANTEES for c in proof_of(id).certificates) <= STEPS_AT_MOST


@pytest.mark.parametrize("id", GUARANTEES)
def test_with_one_rule_changed_it_is_broken(id: str) -> None:
    checked, change = engine().pack, RESTS_ON[id]
    rules = tuple(after for rule in checked.pack.rules for after in change.applied(rule))
    assert rules != checked.pack.rules
    broken = attrs.evolve(checked, pack=attrs.evolve(checked.pack, rules=rules))
    proof = prove(Prover(compile_pack(broken)), GUARANTEES[id])
    assert proof.label == "refuted"
    assert proof.verify(Certifier(broken))


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_every_strategy_is_recommended_to_somebody(strategy: str) -> None:
    within_reach: CheckedGuarantee = Sometimes(id="reach", given=None, claim=recommended(strategy))
    proof = prove(prover(), within_reach)
    assert proof.label == "proved"
    assert proof.verify(certifier())
