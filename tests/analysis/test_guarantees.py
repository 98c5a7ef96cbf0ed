"""Guarantees: what is proved or refuted is so by enumeration, and what is found is borne out."""

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.worlds import World
from rutengine.analysis.guarantees import Label, concerned, prove, refuters
from rutengine.analysis.people import Person, Step, Told
from rutengine.analysis.replaying import shows
from rutengine.compiler.program import Program
from rutengine.logic.search import Budget
from rutengine.model.claims import Claim, excluded, holds, recommended, required
from rutengine.model.conditions import In
from rutengine.model.guarantee import Always, CheckedGuarantee, Irrelevant, Monotone, Sometimes, Standing
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Certificate, Prover
from tests.analysis.worlds import is_kept, random_guarantees, says_nothing
from tests.evaluation.minipack import card, engine_of, rule
from tests.laws.worlds import law, small
from tests.solver.test_certificates import changed
from tests.strategies import packs

SEEDS = range(1, 25)
ROUNDS = 6
PEOPLE_AT_MOST = 400


def agree(world: World, program: Program, seed: int, rounds: int) -> Counter[tuple[str, str]]:
    """Compare proofs with enumeration; return how often each came out."""
    prover, certifier, found = Prover(program), Certifier(program.checked), Counter[tuple[str, str]]()
    for guarantee in random_guarantees(program, Random(seed), rounds):
        proof = prove(prover, guarantee)
        assert (proof.label in ("proved", "empty")) == is_kept(world, guarantee), guarantee
        assert proof.label != "empty" or says_nothing(world, guarantee), guarantee
        if isinstance(guarantee, Always):
            assert (proof.label == "empty") == says_nothing(world, guarantee), guarantee
        assert proof.verify(certifier), guarantee
        assert proof.person is None or is_minimal(program, guarantee, proof.person), guarantee
        found[type(guarantee).__name__, proof.label] += 1
    return found


def is_minimal(program: Program, guarantee: CheckedGuarantee, person: Person) -> bool:
    """Tell whether a person shows it, and no longer does with any told fact at its neutral value."""
    kept = None if person.step is None else person.step.column
    for column, variable in enumerate(program.variables):
        if column != kept and person.values[column] != 1 << variable.assume:
            values = (*person.values[:column], 1 << variable.assume, *person.values[column + 1 :])
            if shows(program, guarantee, attrs.evolve(person, values=values)):
                return False
    return shows(program, guarantee, person)


def test_proofs_agree_with_enumeration() -> None:
    found = Counter[tuple[str, str]]()
    for seed in SEEDS:
        made = small(seed)
        found += agree(World(made.files, made.program), made.program, seed, ROUNDS)
    forms = [form.__name__ for form in (Always, Sometimes, Monotone, Irrelevant)]
    assert all(found[form, label] >= 5 for form in forms for label in ("proved", "refuted")), found
    assert all(found[form.__name__, "empty"] >= 1 for form in (Always, Monotone, Irrelevant)), found


@law(20)
@given(made=packs(), seed=st.integers(0, 1000))
def test_proofs_agree_with_the_naive_oracle(made: Any, seed: int) -> None:
    program = made.program()
    count = 1
    for variable in program.variables:
        count *= len(variable.domain)
    if count <= PEOPLE_AT_MOST:
        agree(World(made.files, program, naive=True), program, seed, 2)


def test_what_was_tampered_with_is_not_borne_out() -> None:
    refused = 0
    for seed in SEEDS:
        program, rng = small(seed).program, Random(seed)
        prover, certifier = Prover(program), Certifier(program.checked)
        for guarantee in random_guarantees(program, rng, 2):
            proof = prove(prover, guarantee)
            others: tuple[Label, ...] = ("proved", "empty", "refuted")
            for other in others:
                assert other == proof.label or not attrs.evolve(proof, label=other).verify(certifier)
            if proof.certificates:
                assert not attrs.evolve(proof, certificates=proof.certificates[1:]).verify(certifier)
                assert not attrs.evolve(proof, certificates=(*proof.certificates, proof.certificates[0])).verify(
                    certifier
                )
                cut = attrs.evolve(proof.certificates[0], steps=())
                assert not attrs.evolve(proof, certificates=(cut, *proof.certificates[1:])).verify(certifier)
                refused += 1
            if proof.person is not None:
                assert not attrs.evolve(proof, person=None).verify(certifier)
    assert refused > 20


def test_no_changed_certificate_is_accepted_for_a_guarantee_that_is_broken() -> None:
    offered = 0
    for seed in SEEDS:
        program, rng = small(seed).program, Random(seed)
        prover, certifier = Prover(program), Certifier(program.checked)
        proofs = [prove(prover, guarantee) for guarantee in random_guarantees(program, rng, 3)]
        steps = [certificate.steps for proof in proofs for certificate in proof.certificates][:12]
        for proof in proofs:
            if proof.person is not None:
                broken = [r for r in refuters(program, proof.guarantee) if prover.is_true(r.claim, proof.person.values)]
                assert broken
                for one in steps:
                    for tried in (one, changed(one, rng)):
                        assert not certifier.accepts(broken[0].claim, broken[0].sets, tried)
                        offered += 1
    assert offered > 200


CARDS = {"a": card(threshold=2), "b": card(), "help": card(role="safety", phase="early")}
RULES = [
    rule("more", "level >= 2", support={"a": 3}),
    rule("much", "level >= 4", oppose={"a": 1}),
    rule("hurt", "first", require={"help": "be safe"}, exclude={"b": "be safe"}),
    rule("red", "colour == 'red'", support={"b": 4}),
    rule("again", "'a' in failed", oppose={"a": 2}),
]
CONSTRAINTS = [{"id": "failed-was-tried", "subset": ["failed", "tried"]}]


def prover_of(**more: Any) -> Prover:
    return Prover(engine_of(CARDS, RULES, **more).program)


@pytest.mark.parametrize(
    ("guarantee", "told", "step"),
    [
        (Always(id="g", given=None, then=recommended("b")), [], None),
        (Always(id="g", given=None, then=~recommended("b")), ["colour"], None),
        (Always(id="g", given=required("help"), then=~recommended("a")), ["first", "level"], None),
        (Sometimes(id="g", given=None, claim=recommended("b") & ~recommended("a")), ["colour"], None),
        (
            Monotone(id="g", given=None, fact="level", up=True, measured=Standing("lead", "a"), never="lowers"),
            ["level"],
            (3, 4),
        ),
        (
            Monotone(id="g", given=None, fact="level", up=False, measured=Standing("total", "a"), never="lowers"),
            ["level"],
            (2, 1),
        ),
        (
            Monotone(id="g", given=None, fact="level", up=True, measured=recommended("a"), never="raises"),
            ["level"],
            (1, 2),
        ),
        (
            Irrelevant(id="g", given=None, facts=("failed",), measured=(Standing("total", "a"),)),
            ["failed", "tried"],
            (False, True),
        ),
    ],
)
def test_a_person_is_told_as_simply_as_can_be(guarantee: CheckedGuarantee, told: list[str], step: Any) -> None:
    prover = prover_of(constraints=CONSTRAINTS)
    proof = prove(prover, guarantee)
    assert proof.person is not None
    assert proof.verify(Certifier(prover.program.checked))
    assert sorted(one.name for one in proof.person.told) == told
    if step is not None:
        taken = proof.person.step
        assert taken is not None
        domain = prover.program.variables[taken.column].domain
        assert tuple(domain[bit.bit_length() - 1] for bit in (taken.before, taken.after)) == step


@pytest.mark.parametrize(
    "guarantee",
    [
        Always(id="g", given=None, then=~(required("help") & recommended("b"))),
        Sometimes(id="g", given=None, claim=excluded("a")),
        Monotone(id="g", given=None, fact="level", up=True, measured=recommended("a"), never="lowers"),
        Monotone(id="g", given=None, fact="first", up=True, measured=Standing("rank", "help"), never="lowers"),
        Irrelevant(id="g", given=None, facts=("first", "colour"), measured=(Standing("lead", "a"), recommended("a"))),
        Irrelevant(id="g", given=required("help"), facts=("colour",), measured=(recommended("b"),)),
    ],
)
def test_what_is_so_for_all_has_a_certificate_for_each_way_to_break_it(guarantee: CheckedGuarantee) -> None:
    prover = prover_of()
    proof = prove(prover, guarantee)
    assert proof.person is None
    assert proof.label == ("refuted" if isinstance(guarantee, Sometimes) else "proved")
    assert len(proof.certificates) == len([*refuters(prover.program, guarantee)]) > 0
    assert proof.verify(Certifier(prover.program.checked))


def test_people_who_are_not_possible_do_not_count() -> None:
    """Without the constraint, `colour` can be red while `first`; with it, nobody can go from the one to the other."""
    guarantee = Irrelevant(id="g", given=None, facts=("first",), measured=(recommended("b"),))
    never_both = [{"id": "c", "holds": "not first or colour != 'red'"}]
    assert prove(prover_of(), guarantee).label == "refuted"
    assert prove(prover_of(constraints=never_both), guarantee).label == "proved"


def test_given_is_asked_of_both_people() -> None:
    """From level 3 to 4 the lead sinks; of the second of these people this `given` is false."""
    measured, below = Standing("lead", "a"), holds(In("level", None, (0, 1, 2, 3)))
    free = Monotone(id="g", given=None, fact="level", up=True, measured=measured, never="lowers")
    prover = prover_of()
    assert prove(prover, free).label == "refuted"
    assert prove(prover, attrs.evolve(free, given=below)).label == "proved"


HELP_AND_NOT = required("help") & ~required("help")
LEVEL, JUST_TWO = Standing("lead", "a"), holds(In("level", None, (2,)))


@pytest.mark.parametrize(
    ("guarantee", "label"),
    [
        (Always(id="g", given=HELP_AND_NOT, then=recommended("a")), "empty"),
        (Always(id="g", given=None, then=~HELP_AND_NOT), "proved"),
        (Sometimes(id="g", given=HELP_AND_NOT, claim=recommended("a")), "refuted"),
        (Monotone(id="g", given=HELP_AND_NOT, fact="level", up=True, measured=LEVEL, never="lowers"), "empty"),
        (Monotone(id="g", given=JUST_TWO, fact="level", up=True, measured=LEVEL, never="lowers"), "empty"),
        (Irrelevant(id="g", given=JUST_TWO, facts=("level",), measured=(LEVEL,)), "empty"),
        (Irrelevant(id="g", given=JUST_TWO, facts=("second",), measured=(LEVEL,)), "proved"),
        (Irrelevant(id="g", given=HELP_AND_NOT, facts=("second",), measured=(LEVEL,)), "empty"),
    ],
)
def test_what_concerns_nobody_is_not_called_proved(guarantee: CheckedGuarantee, label: str) -> None:
    prover = prover_of()
    proof, certifier = prove(prover, guarantee), Certifier(prover.program.checked)
    assert proof.label == label
    assert proof.verify(certifier)
    if label == "empty":
        assert len(proof.certificates) == len([*concerned(prover.program, guarantee)]) > 0
        assert not attrs.evolve(proof, certificates=()).verify(certifier)
        assert not attrs.evolve(proof, label="proved").verify(certifier)


def test_a_person_tells_nothing_by_accident() -> None:
    proof = prove(prover_of(), Always(id="g", given=None, then=~recommended("b")))
    assert proof.person is not None
    shown = repr((proof, proof.person, proof.person.told, Step(column=1, before=1, after=2)))
    assert "red" not in shown
    assert Told(name="colour", member=None, value="red") == proof.person.told[0]


@pytest.mark.parametrize("nodes", [0, 1])
def test_a_budget_that_is_used_up_proves_nothing(nodes: int) -> None:
    program = small(3).program
    hard = [g for g in random_guarantees(program, Random(1), 4) if prove(Prover(program), g).certificates]
    labels = {prove(Prover(program), guarantee, nodes).label for guarantee in hard}
    assert labels <= {"not proved", "proved", "empty", "refuted"}
    assert "not proved" in labels


def test_what_is_proved_stays_proved_whatever_it_takes_to_find_whom_it_concerns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both searches have the same number of states, and neither takes any from the other."""
    given, kept = recommended("b"), ~excluded("b")
    guarantee = Always(id="g", given=given, then=kept)
    prover = prover_of()
    whole = prove(prover, guarantee)
    least = next(nodes for nodes in range(10_000) if prove(prover, guarantee, nodes).label != "not proved")
    assert prove(prover, guarantee, least).label == whole.label == "proved"
    assert prove(prover, guarantee, least).verify(Certifier(prover.program.checked))
    refute = Prover.refute

    def hard(self: Prover, claim: Claim, sets: Sequence[int], budget: Budget) -> Certificate | None:
        if claim == given:
            budget.spend(budget.left + 1)
        return refute(self, claim, sets, budget)

    monkeypatch.setattr(Prover, "refute", hard)
    assert prove(prover, guarantee).label == "proved"
