"""The answers of a decision on claims: replayed, within a budget, equal in every thread, and silent of the person."""

import copy
import json
import pickle
import sys
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rutengine import ClaimError, Decision, ProfileError, Vocabulary
from rutengine import Engine as AnyEngine
from rutengine.career import Obstacles, Profile, Signals, Situation, advise, engine
from rutengine.claims import (
    above,
    active,
    count_at_least,
    excluded,
    holds,
    lead_at_least,
    recommended,
    some,
    stance_is,
    strictly_top,
    top,
    total_at_least,
)
from rutengine.diagnostics.limits import LIMITS
from rutengine.documents import proofs
from rutengine.engine.answers import Found, Provers, Sure
from rutengine.model.claims import AllClaims, AnyClaim, Claim, Count, Fate, FateKind
from rutengine.model.conditions import In
from tests.evaluation.minipack import Person, card, engine_of, rule
from tests.laws.phases import NO_SHRINKING
from tests.strategies import STRATEGIES, answered, packs

law = settings(max_examples=25, deadline=None, phases=NO_SHRINKING, suppress_health_check=list(HealthCheck))

Ask = Callable[[Decision[Any], int], Found[Any]]

TALK = "promotion-path-talk"
ASKED: dict[str, Ask] = {
    "how_sure": lambda d, nodes: d.how_sure(f"top('{TALK}')", nodes=nodes),
    "settled": lambda d, nodes: d.how_sure("excluded('targeted-job-search')", nodes=nodes),
    "smallest": lambda d, nodes: d.reason(f"recommended('{TALK}')", nodes=nodes),
    "irreducible": lambda d, nodes: d.reason(f"active('{TALK}')", effort="irreducible", nodes=nodes),
    "changes": lambda d, nodes: d.what_would_change("not recommended('networking')", ways=2, nodes=nodes),
    "no changes": lambda d, nodes: d.what_would_change("recommended('career-change')", nodes=nodes),
    "already so": lambda d, nodes: d.what_would_change(f"recommended('{TALK}')", nodes=nodes),
    "compare": lambda d, _: d.compare(TALK, "networking"),
    "card": lambda d, nodes: d.card(TALK, nodes=nodes),
    "card against": lambda d, nodes: d.card("targeted-job-search", nodes=nodes),
}


@pytest.fixture(scope="module")
def decision() -> Decision[Profile]:
    return advise(
        Profile(
            signals=Signals(passed_over=3, despair=1),
            obstacles=Obstacles(networking=4),
            situation=Situation(supportive_manager="yes", employment="employed"),
        )
    )


@pytest.fixture(scope="module")
def small() -> Decision[Person]:
    cards = {"a": card(title="Alpha"), "b": card(title="Beta", role="groundwork"), "help": card(role="safety")}
    rules = [
        rule("one", "level >= 2", support={"a": 4}),
        rule("two", "second", support={"a": 3, "b": 3}),
        rule("red", "colour == 'red'", exclude={"a": "it is red"}),
        rule("alarm", "first and level == 4", require={"help": "now"}, stance="alarm"),
        rule("against", "first", oppose={"b": 1}),
    ]
    return engine_of(cards, rules).decide(Person(level=3, second=True))


@pytest.mark.parametrize("name", ASKED)
def test_every_answer_is_borne_out_and_printed_in_every_form(name: str, decision: Decision[Profile]) -> None:
    found = ASKED[name](decision, 20_000)
    assert found.differences() == ()
    assert found.verify()
    assert str(found) == found.to_text()
    assert max(map(len, found.to_text(60).splitlines())) <= 60
    assert found.to_markdown().startswith("#")
    document = json.loads(found.to_json())
    assert document["pack"]["sha256"] == decision.pack_hash
    assert set(document) >= {document["kind"], "truncated", "vocabulary"}


def keys_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in ("witness", "answers"):
                yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)


@pytest.mark.parametrize("name", ASKED)
def test_every_key_of_the_json_is_described(name: str, decision: Decision[Profile]) -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    found = ASKED[name](decision, 20_000)
    assert {key for key in keys_in(json.loads(found.to_json())) if f"`{key}`" not in page} == set()


def test_a_witness_in_json_is_what_is_not_neutral(small: Decision[Person]) -> None:
    said = json.loads(small.how_sure("recommended('a')").to_json())["sureness"]
    assert said["witness"] == {"second": True, "level": 3, "colour": "red"}
    said = json.loads(small.what_would_change("recommended('a')").to_json())["changes"]
    assert said["ways"] == [{"moves": [], "cost": 0, "answers": {"second": True, "level": 3}}]


def test_json_that_would_be_too_long_is_shortened_and_says_so(
    decision: Decision[Profile], monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = decision.reason(f"recommended('{TALK}')")
    whole = json.loads(reason.to_json())
    assert not whole["truncated"]
    for most, spared in ((len(reason.to_json()) - 1, {"counterexamples"}), (10, {"counterexamples", "certificate"})):
        monkeypatch.setattr(proofs, "LIMITS", attrs.evolve(LIMITS, explanation_bytes=most))
        said = json.loads(reason.to_json())
        assert said["truncated"]
        assert {key for key, value in said["reason"].items() if value is None} == spared
        assert said["reason"]["premises"] == whole["reason"]["premises"]


@pytest.mark.parametrize("nodes", [0, 1, 7])
@pytest.mark.parametrize("name", ASKED)
def test_with_little_work_allowed_everything_answers_and_says_so(
    name: str, nodes: int, decision: Decision[Profile]
) -> None:
    found = ASKED[name](decision, nodes)
    assert found.verify()
    assert found.to_text()
    assert found.to_markdown()
    assert json.loads(found.to_json())


def test_the_label_says_when_the_work_allowed_is_used_up(decision: Decision[Profile]) -> None:
    sure = decision.how_sure(f"top('{TALK}')", nodes=0)
    reason = decision.reason(f"top('{TALK}')", nodes=0)
    change = decision.what_would_change("top('networking')", nodes=0)
    assert (sure.certainty, reason.label, change.label) == ("not proved",) * 3
    assert (reason.premises, change.ways) == ((), ())
    for found in (sure, reason, change):
        assert "This was not proved within the work allowed." in " ".join(found.to_text().split())


def test_what_is_known_of_a_small_pack(small: Decision[Person]) -> None:
    sure = small.how_sure("stance == 'alarm'")
    assert (sure.value, sure.certainty, sure.deciders) == (False, "settled", ())
    sure = small.how_sure(excluded("a"))
    assert (sure.value, sure.certainty) == (False, "open")
    assert [(fact.name, fact.now, fact.then) for fact in sure.deciders] == [("colour", "green", "red")]
    reason = small.reason("recommended('b')")
    assert reason.label == "smallest"
    assert [(fact.name, fact.values, fact.assumed) for fact in reason.premises] == [
        ("first", (False,), True),
        ("second", (True,), False),
    ]
    assert small.what_would_change(excluded("a")).label == "none exists"
    assert small.compare("b", "a").record.winner == "a"
    assert small.card("a").record.status == "active"


def test_what_would_change_it_asks_least_first(decision: Decision[Profile]) -> None:
    change = decision.what_would_change(~recommended("networking"))
    assert change.label == "smallest"
    assert [(move.name, move.now, move.then) for move in change.ways[0].moves] == [("obstacles.networking", 4, 1)]
    several = decision.what_would_change("active('find-mentor')", ways=3)
    costs = [way.cost for way in several.ways]
    assert costs == sorted(costs)
    assert several.verify()


def tampered(found: Found[Any]) -> Iterator[Any]:
    """Give the record of an answer with one thing changed at a time."""
    record = found.record
    match type(record).__name__:
        case "Sureness":
            verdict = record.verdict
            yield attrs.evolve(record, verdict=attrs.evolve(verdict, value=not verdict.value))
            yield attrs.evolve(record, verdict=attrs.evolve(verdict, certainty="settled", certificate=None))
            yield attrs.evolve(record, verdict=attrs.evolve(verdict, certainty="open", witness=None))
            if record.deciders:
                yield attrs.evolve(record, deciders=record.deciders[1:])
        case "SufficientReason":
            yield attrs.evolve(record, premises=record.premises[1:])
            yield attrs.evolve(record, certificate=None)
            yield attrs.evolve(record, counterexamples=())
            yield attrs.evolve(record, claim=~record.claim)
        case "Changes":
            yield attrs.evolve(record, label="smallest", certificate=None)
            yield attrs.evolve(record, label="none exists", certificate=None)
            for way in record.ways:
                yield attrs.evolve(record, ways=(attrs.evolve(way, cost=way.cost + 1),))
        case "RankContrast":
            yield attrs.evolve(record, winner=record.loser, loser=record.winner)
            yield attrs.evolve(record, gap=record.gap + 1)
        case _:
            yield attrs.evolve(record, claim=~record.claim)
            yield attrs.evolve(record, status="deferred")
            yield attrs.evolve(record, sureness=attrs.evolve(record.sureness, deciders=()))
            yield attrs.evolve(record, reason=attrs.evolve(record.reason, certificate=None))


@pytest.mark.parametrize("name", sorted(set(ASKED) - {"already so"}))
def test_an_answer_that_was_changed_is_noticed(name: str, decision: Decision[Profile]) -> None:
    found = ASKED[name](decision, 20_000)
    for record in tampered(found):
        if record != found.record:
            assert not attrs.evolve(found, record=record).verify()


CLAIMS: tuple[tuple[str, Claim], ...] = (
    ("recommended('a')", recommended("a")),
    ("active('b') or not excluded('a')", active("b") | ~excluded("a")),
    ("top('a') and strictly_top('b')", top("a") & strictly_top("b")),
    ("above('a', 'b')", above("a", "b")),
    ("lead('a') >= 3", lead_at_least(3, "a")),
    ("total('a') - total('b') >= -1", total_at_least(-1, "a", "b")),
    ("some(recommended)", some("recommended")),
    ("count(active) >= 2", count_at_least(2, "active")),
    ("stance == 'calm'", stance_is("calm")),
    ("colour == 'red'", holds(In("colour", None, ("red",)))),
)


@pytest.mark.parametrize(("text", "claim"), CLAIMS, ids=[text for text, _ in CLAIMS])
def test_a_claim_and_its_text_are_answered_alike(text: str, claim: Claim, small: Decision[Person]) -> None:
    for ask in (small.how_sure, small.reason, small.what_would_change):
        assert ask(text) == ask(claim)
        assert ask(text).to_json() == ask(claim).to_json()
        assert ask(text).to_text() == ask(claim).to_text()
        assert ask(text).verify()


def asking(decision: Decision[Any]) -> tuple[Callable[[Any], object], ...]:
    return (decision.how_sure, decision.reason, decision.what_would_change)


def test_every_problem_of_a_claim_is_told(small: Decision[Person]) -> None:
    for ask in asking(small):
        with pytest.raises(ClaimError) as caught:
            ask("top('c') and lead('a')")
        assert [found.code for found in caught.value.diagnostics] == ["RUT402", "RUT302"]
        with pytest.raises(ClaimError) as caught:
            ask(top("c") & excluded("hepl") & holds(In("colour", None, ("pink",))))
        assert str(caught.value) == (
            "the claim does not fit the pack:\n"
            "  - unknown strategy `c`\n"
            "  - unknown strategy `hepl`; did you mean `help`?\n"
            "  - `colour` never is `pink`"
        )


@pytest.mark.parametrize("odd", [5, None, [], "", "a", "\x1b[31m", object(), AllClaims([top("a")]), "(" * 9999])  # type: ignore[arg-type]
def test_odd_claims_are_claim_errors(odd: Any, small: Decision[Person]) -> None:
    for ask in asking(small):
        with pytest.raises(ClaimError) as caught:
            ask(odd)
        assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("odd", [5, None, [], "", "c", "\x1b[31m"])
def test_odd_strategies_are_claim_errors(odd: Any, small: Decision[Person]) -> None:
    for ask in (small.card, lambda name: small.compare(name, "a"), lambda name: small.compare("a", name)):
        with pytest.raises(ClaimError, match="unknown strategy") as caught:
            ask(odd)
        assert "\x1b" not in str(caught.value)
    with pytest.raises(ClaimError, match="not compared with itself"):
        small.compare("a", "a")


def test_claims_that_are_always_or_never_true(small: Decision[Person]) -> None:
    for claim in (AllClaims(()), AnyClaim(()), above("a", "a"), Count("active", 0), lead_at_least(99, "a")):
        assert small.how_sure(claim).certainty == "settled"
        reason = small.reason(claim)
        assert (reason.label, reason.premises) == ("smallest", ())
        assert "whatever you answer" in reason.to_text()
        change = small.what_would_change(claim)
        assert change.label in ("already so", "none exists")
        for found in (small.how_sure(claim), reason, change):
            assert found.verify()
            assert json.loads(found.to_json())


def test_answers_can_be_copied_pickled_and_hashed(decision: Decision[Profile]) -> None:
    found = [ask(decision, 500) for ask in ASKED.values()]
    sent_all: list[Found[Any]] = pickle.loads(pickle.dumps(found))
    copied = copy.deepcopy(found)
    for one, again, copy_of_it in zip(found, sent_all, copied, strict=True):
        assert again == one == copy_of_it
        assert hash(again) == hash(one)
        assert again.verify()
        assert again.to_json() == one.to_json() == copy_of_it.to_json()
    sent: AnyEngine[Profile] = pickle.loads(pickle.dumps(engine()))
    assert sent.decide(Profile()).how_sure("recommended('find-mentor')").to_json() == (
        engine().decide(Profile()).how_sure("recommended('find-mentor')").to_json()
    )


def test_nothing_of_an_answer_can_be_changed(decision: Decision[Profile]) -> None:
    for ask in ASKED.values():
        with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
            ask(decision, 1).record = None  # type: ignore[misc]


def test_threads_agree_and_nothing_depends_on_what_was_asked_before(decision: Decision[Profile]) -> None:
    alone = [ask(decision, 60).to_json() for ask in ASKED.values()]
    backwards = [ask(decision, 60).to_json() for ask in reversed(ASKED.values())]
    assert backwards[::-1] == alone
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            asked = [pool.submit(ask, decision, 60) for _ in range(8) for ask in ASKED.values()]
            found = [one.result() for one in asked]
            verified = list(pool.map(lambda one: one.verify(), found[: len(ASKED)]))
    finally:
        sys.setswitchinterval(interval)
    assert [one.to_json() for one in found] == alone * 8
    assert all(verified)


def test_no_repr_tells_of_the_person() -> None:
    decision = advise(Profile(signals=Signals(despair=4, mistreatment=True, passed_over=3)))
    found: list[Found[Any]] = [
        decision.how_sure("patterns.distress >= 3"),
        decision.how_sure("top('find-mentor')"),
        decision.reason("required('professional-help')"),
        decision.what_would_change("active('find-mentor')", nodes=200),
        decision.card("professional-help"),
    ]
    for one in found:
        record = one.record
        for thing in (
            one,
            record,
            *(getattr(record, name, ()) for name in ("premises", "deciders", "ways", "reasons")),
        ):
            for said in ("despair", "mistreatment", "passed_over", "hopeless", "True", "4"):
                assert said not in repr(thing)
    assert repr(decision.compare("find-mentor", "networking")) == "<Comparison>"


def test_an_error_about_a_claim_tells_nothing_of_the_person() -> None:
    decision = advise(Profile(signals=Signals(mistreatment=True)))
    with pytest.raises(ClaimError) as caught:
        decision.how_sure("top('nobody')")
    assert "mistreatment" not in "".join(traceback.format_exception(caught.value))


def test_the_certifier_is_made_once_for_an_engine() -> None:
    first, second = (engine().decide(Profile()).how_sure("recommended('find-mentor')") for _ in range(2))
    assert first._provers is second._provers
    assert first._provers.certifier is second._provers.certifier
    assert isinstance(pickle.loads(pickle.dumps(first._provers)), Provers)


@st.composite
def claims(draw: st.DrawFn, stances: list[str]) -> Claim:
    """A claim on one of the generated packs."""
    fate: FateKind = draw(st.sampled_from(get_args(FateKind)))
    one, other = draw(st.permutations(STRATEGIES))[:2]
    plain = draw(
        st.sampled_from(
            [
                Fate(fate, one),
                top(one),
                strictly_top(one),
                above(one, other),
                lead_at_least(draw(st.integers(-3, 6)), one, draw(st.sampled_from([None, other]))),
                total_at_least(draw(st.integers(-3, 6)), one),
                count_at_least(draw(st.integers(0, 4)), fate),
                stance_is(draw(st.sampled_from(stances))),
            ]
        )
    )
    return draw(st.sampled_from([plain, ~plain, plain & Fate(fate, other), plain | ~recommended(other)]))


@law
@given(st.data())
def test_whatever_the_budget_every_answer_is_borne_out(data: st.DataObject) -> None:
    made = data.draw(packs())
    program = made.program()
    profile, _ = data.draw(answered(made))
    try:
        decision = AnyEngine(program, Vocabulary.of(made.cls)).decide(profile)
    except ProfileError:
        assume(condition=False)
        raise
    claim = data.draw(claims(list(program.checked.pack.head.stances)))
    nodes = data.draw(st.sampled_from([0, 1, 3, 10, 40, 20_000]))
    sure = decision.how_sure(claim, nodes=nodes)
    reason = decision.reason(claim, nodes=nodes)
    found = (sure, reason, decision.what_would_change(claim, ways=2, nodes=nodes), decision.card("alpha", nodes=nodes))
    for one in (*found, decision.compare("alpha", "beta")):
        assert one.differences() == ()
        assert one.to_text()
        assert json.loads(one.to_json())
    _agree(sure, reason.label, assumed=reason.record.assumed)


def _agree(sure: Sure, label: str, *, assumed: bool) -> None:
    """A claim is settled exactly if the answers alone are a reason for it."""
    if sure.certainty != "not proved" and label != "not proved":
        assert (sure.certainty == "settled") != assumed
