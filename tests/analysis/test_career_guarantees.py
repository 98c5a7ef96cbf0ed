"""The guarantees of the career pack: all are proved, and each is broken by a small change of one rule."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final, Literal

import attrs
import pytest

from rutengine.analysis.guarantees import Proof, prove
from rutengine.career import Profile, engine
from rutengine.compiler.compiling import compile_pack
from rutengine.documents.folders import packaged_pack
from rutengine.engine.engine import load_pack
from rutengine.model.claims import recommended
from rutengine.model.conditions import AllOf
from rutengine.model.guarantee import CheckedGuarantee, Sometimes
from rutengine.model.pack import CheckedPack
from rutengine.model.rule import Rule
from rutengine.model.table import Table
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Prover

Effect = Literal["support", "oppose", "exclude", "defer", "require"]

GUARANTEES: Final = {one.id: one for one in load_pack(packaged_pack("career"), Profile).guarantees}
STRATEGIES: Final = [strategy.id for strategy in engine().pack.pack.strategies]
STEPS_AT_MOST: Final = 110_000
"""What all certificates together may need: about three times of what they do."""


@attrs.frozen
class Change:
    """A change of one rule: it is not there, or one of its effects is not, or the part so-and-so of its condition."""

    rule: str
    effect: Effect | Literal["stance"] | None = None
    strategy: str = ""
    part: int | None = None

    def applied(self, checked: CheckedPack) -> CheckedPack:
        """Return the pack without it."""
        if self.part is not None:
            whole = checked.conditions[("rule", self.rule)]
            assert isinstance(whole, AllOf)
            left = AllOf(whole.parts[: self.part] + whole.parts[self.part + 1 :])
            return attrs.evolve(checked, conditions={**checked.conditions, ("rule", self.rule): left})
        return with_rules(checked, (after for rule in checked.pack.rules for after in self._without(rule)))

    def _without(self, rule: Rule) -> list[Rule]:
        if rule.id != self.rule:
            return [rule]
        if self.effect is None:
            return []
        if self.effect == "stance":
            return [attrs.evolve(rule, stance=None)]
        left = {key: value for key, value in getattr(rule, self.effect).items() if key != self.strategy}
        assert len(left) < len(getattr(rule, self.effect)), "the rule has no such effect"
        return [_evolved(rule, self.effect, left)]


@attrs.frozen
class Addition:
    """One more effect of a rule. What must not matter can only be broken by something that is added."""

    rule: str
    effect: Effect
    strategy: str

    def applied(self, checked: CheckedPack) -> CheckedPack:
        """Return the pack with it."""
        value: object = 3 if self.effect in {"support", "oppose"} else "until then"
        return with_rules(
            checked,
            (
                _evolved(rule, self.effect, {**getattr(rule, self.effect), self.strategy: value})
                if rule.id == self.rule
                else rule
                for rule in checked.pack.rules
            ),
        )


def _evolved(rule: Rule, effect: Effect, values: dict[str, Any]) -> Rule:
    tables: dict[str, Any] = {effect: Table(values)}
    return attrs.evolve(rule, **tables)


def with_rules(checked: CheckedPack, rules: Iterable[Rule]) -> CheckedPack:
    return attrs.evolve(checked, pack=attrs.evolve(checked.pack, rules=tuple(rules)))


RESTS_ON: Final = {
    "a-crisis-is-never-outweighed": Change("in-crisis", "require", "professional-help"),
    "a-crisis-shows-nothing-but-help": Change("in-crisis", "stance"),
    "a-formal-requirement-is-met-by-learning": Change("a-formal-requirement"),
    "a-job-at-risk-never-lowers-contacts": Change("job-at-risk"),
    "a-long-time-away-is-prepared-for": Change("a-long-time-away"),
    "a-longer-search-never-lowers-practice": Change("interviews-without-offers"),
    "a-lost-field-never-lowers-looking-round": Change("field-in-question"),
    "a-plan-stays-small": Change("hours-for-more", part=0),
    "a-record-counts": Change("a-record-is-an-argument", "support", "promotion-path-talk"),
    "a-rut-gets-a-frame": Change("goals-and-weekly-steps"),
    "advice-that-failed-is-not-the-end": Change("advice-that-did-not-help"),
    "another-setting-before-another-field": Change("clearly-the-place"),
    "despair-never-lowers-rest": Change("health-first", "support", "recover-energy"),
    "dull-days-are-answered": Change("dull-days"),
    "every-obstacle-is-answered": Change("lead-with-results"),
    "every-sign-is-answered": Change("presenting-yourself-can-be-practised"),
    "feeling-unwell-is-enough": Change("unwell-from-work", "stance"),
    "finding-it-hard-never-lowers-networking": Change("begin-with-people-you-know"),
    "golden-handcuffs-are-looked-at": Change("check-the-handcuffs"),
    "health-stands-above-everything": Change("health-first", "require", "professional-help"),
    "help-that-failed-is-not-the-end": Change("help-that-did-not-help"),
    "ideas-count": Change("ideas-want-an-outlet", "support", "side-project"),
    "interviews-without-offers-are-practised": Change("presenting-yourself-can-be-practised"),
    "invited-without-offers-work-on-the-talk": Change("interviews-without-offers"),
    "it-can-be-no-rut": Change("no-rut-just-upkeep"),
    "leading-well-counts": Change("strengths-that-others-see", "support", "raise-visibility"),
    "less-clarity-never-lowers-questions": Change("clarity-before-action"),
    "little-new-load-for-the-tired": Change("bored-and-tired", "oppose", "stretch-work"),
    "missing-experience-never-lowers-learning": Change("close-a-gap"),
    "mistreatment-is-no-flaw": Change("mistreatment-is-no-flaw-of-yours", "oppose", "obstacle-reality-check"),
    "mistreatment-means-independent-advice": Change("mistreatment-needs-advice", "defer", "promotion-path-talk"),
    "mistreatment-means-no-more-work": Change("mistreatment-needs-advice", "defer", "stretch-work"),
    "never-invited-work-on-the-papers": Change("applications-without-invitations"),
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
    "thanks-are-no-answer-to-harm": Change("a-small-note-of-thanks", part=2),
    "thanks-are-within-reach": Change("a-small-note-of-thanks"),
    "told-no-growth-settles-it": Change("told-no-growth", "exclude", "promotion-path-talk"),
    "wishes-open-no-search-under-severe-strain": Change("health-first", "defer", "targeted-job-search"),
    "without-a-job-none-is-reshaped": Change("without-a-job", "exclude", "job-crafting"),
    "without-an-hour-one-small-move": Change("no-hours-for-a-side-project", "stance"),
}
"""What carries a guarantee: with it removed, the guarantee is broken."""

RESTS_ON_NOTHING: Final = {
    "bitterness-costs-no-pay": Addition("anger-and-overwhelm-need-words", "oppose", "ask-for-what-you-deserve"),
    "caring-costs-no-chance": Addition("time-is-taken-by-care", "oppose", "stretch-work"),
    "duties-shrink-no-choice": Addition("time-is-taken-by-care", "exclude", "career-change"),
    "money-never-decides-what-to-do": Addition("a-coach-costs-too-much-now", "exclude", "self-funded-learning"),
    "no-other-answer-moves-safety": Addition("wants-energy-or-balance", "require", "professional-help"),
    "wishes-do-not-move-safety": Addition("wants-energy-or-balance", "support", "professional-help"),
}
"""Guarantees that something does not matter: no rule carries them, and one more effect breaks them."""


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
    assert sorted([*RESTS_ON, *RESTS_ON_NOTHING]) == sorted(GUARANTEES)
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
    checked = engine().program.checked
    changes: dict[str, Change | Addition] = {**RESTS_ON, **RESTS_ON_NOTHING}
    broken = changes[id].applied(checked)
    assert broken != checked
    proof = prove(Prover(compile_pack(broken)), GUARANTEES[id])
    assert proof.label == "refuted"
    assert proof.verify(Certifier(broken))


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_every_strategy_is_recommended_to_somebody(strategy: str) -> None:
    within_reach: CheckedGuarantee = Sometimes(id="reach", given=None, claim=recommended(strategy))
    proof = prove(prover(), within_reach)
    assert proof.label == "proved"
    assert proof.verify(certifier())
