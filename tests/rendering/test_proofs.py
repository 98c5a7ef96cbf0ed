"""What was proved in plain words: exact texts, and a phrase for every kind of claim."""

from typing import get_args

import attrs
import pytest

from rutengine import Decision
from rutengine.career import Goals, Obstacles, Profile, Signals, Situation, advise
from rutengine.explanation.changing import ChangeLabel
from rutengine.explanation.sufficiency import ReasonLabel
from rutengine.model.claims import (
    Above,
    AllClaims,
    AnyClaim,
    Claim,
    Count,
    Fate,
    FateKind,
    Holds,
    NotClaim,
    Score,
    StanceIs,
    Top,
    active,
    eligible,
    excluded,
    recommended,
    top,
)
from rutengine.model.conditions import ALWAYS, NEVER, AllOf, AnyOf, AtLeastOf, In, NotThat
from rutengine.rendering.claim_phrases import claim_phrase
from rutengine.rendering.outline import Outline
from rutengine.rendering.plain import render_plain
from rutengine.rendering.telling_proofs import tell_changes, tell_reason, tell_sureness
from tests.evaluation.minipack import Person, card, engine_of, rule

ENGINE = engine_of(
    {"a": card(title="Alpha"), "b": card(title="Beta")},
    [rule("one", "level >= 2", support={"a": 4, "b": 3}), rule("red", "colour == 'red'", exclude={"a": "it is red"})],
)
RED = In("colour", None, ("red",))
FIRST = In("first", None, (True,))
SECOND = In("second", None, (True,))

ONLY_IN_GUARANTEES = {"Elsewhere", "Possible", "Lost", "Rise"}
ABOVE_NOT = "it is not so that 'Alpha' is recommended and comes before 'Beta'"
TWO_SCORES = (
    "the strongest reason for 'Alpha', objections taken off, is worth at least 0 points and "
    "the strongest reason for 'Beta', objections taken off, is worth less than 1 point"
)
THREE_MORE = "the strongest reason for 'Alpha', objections taken off, is worth just 3 points more than for 'Beta'"
OF_MANY = "strategies are among your next steps"

PHRASES: tuple[tuple[Claim, str, str], ...] = (
    (Fate("recommended", "a"), "'Alpha' is recommended", "'Alpha' is not recommended"),
    (
        Fate("eligible", "a"),
        "'Alpha' is recommended and not kept for later",
        "'Alpha' is not recommended, or kept for later",
    ),
    (Fate("active", "a"), "'Alpha' is one of your next steps", "'Alpha' is not one of your next steps"),
    (Fate("required", "a"), "a rule requires 'Alpha'", "no rule requires 'Alpha'"),
    (Fate("excluded", "a"), "a rule leaves 'Alpha' out", "no rule leaves 'Alpha' out"),
    (Fate("deferred", "a"), "a rule puts 'Alpha' off", "no rule puts 'Alpha' off"),
    (Top("a"), "'Alpha' is the first choice", "'Alpha' is not the first choice"),
    (
        Top("a", strictly=True),
        "'Alpha' is the only first choice",
        "'Alpha' is not the only first choice",
    ),
    (
        Above("a", "b"),
        "'Alpha' is recommended and comes before 'Beta'",
        ABOVE_NOT,
    ),
    (
        Score("lead", "a", 1),
        "the strongest reason for 'Alpha', objections taken off, is worth at least 1 point",
        "the strongest reason for 'Alpha', objections taken off, is worth less than 1 point",
    ),
    (
        Score("total", "a", 0, "b"),
        "all reasons together for 'Alpha', objections taken off, are worth at least as much as for 'Beta'",
        "all reasons together for 'Alpha', objections taken off, are worth less than for 'Beta'",
    ),
    (
        Score("lead", "a", 2, "b"),
        "the strongest reason for 'Alpha', objections taken off, is worth at least 2 points more than for 'Beta'",
        "the strongest reason for 'Alpha', objections taken off, is worth less than 2 points more than for 'Beta'",
    ),
    (
        Score("lead", "a", -2, "b"),
        "the strongest reason for 'Alpha', objections taken off, is worth at most 2 points less than for 'Beta'",
        "the strongest reason for 'Alpha', objections taken off, is worth more than 2 points less than for 'Beta'",
    ),
    (
        AllClaims((Score("lead", "a", 0), ~Score("lead", "a", 1))),
        "the strongest reason for 'Alpha', objections taken off, is worth just 0 points",
        "the strongest reason for 'Alpha', objections taken off, is not worth just 0 points",
    ),
    (
        AnyClaim((~Score("total", "a", 1), Score("total", "a", 2))),
        "all reasons together for 'Alpha', objections taken off, are not worth just 1 point",
        "all reasons together for 'Alpha', objections taken off, are worth just 1 point",
    ),
    (
        AllClaims((Score("lead", "a", 0, "b"), ~Score("lead", "a", 1, "b"))),
        "the strongest reason for 'Alpha', objections taken off, is worth just as much as for 'Beta'",
        "the strongest reason for 'Alpha', objections taken off, is not worth just as much as for 'Beta'",
    ),
    (
        AllClaims((Score("lead", "a", -2, "b"), ~Score("lead", "a", -1, "b"))),
        "the strongest reason for 'Alpha', objections taken off, is worth just 2 points less than for 'Beta'",
        "the strongest reason for 'Alpha', objections taken off, is not worth just 2 points less than for 'Beta'",
    ),
    (
        AllClaims((Score("lead", "a", 0), ~Score("lead", "b", 1))),
        TWO_SCORES,
        f"it is not so that ({TWO_SCORES})",
    ),
    (StanceIs("calm"), "the stance is 'calm'", "the stance is not 'calm'"),
    (Holds(RED), "colour red", "colour green or colour blue"),
    (Holds(AllOf((RED, FIRST))), "colour red and first is so", "it is not so that (colour red and first is so)"),
    (Holds(ALWAYS), "this is always so", "this is never so"),
    (Count("recommended", 1), "at least one strategy is recommended", "no strategy is recommended"),
    (Count("active", 3), "at least 3 strategies are among your next steps", f"fewer than 3 {OF_MANY}"),
    (AllClaims(()), "this is always so", "this is never so"),
    (AnyClaim(()), "this is never so", "this is always so"),
    (
        top("a") & ~excluded("b"),
        "'Alpha' is the first choice and no rule leaves 'Beta' out",
        "it is not so that ('Alpha' is the first choice and no rule leaves 'Beta' out)",
    ),
    (
        recommended("a") & (active("b") | Holds(FIRST)),
        "'Alpha' is recommended and ('Beta' is one of your next steps or first is so)",
        "it is not so that ('Alpha' is recommended and ('Beta' is one of your next steps or first is so))",
    ),
    (AllClaims((top("b"),)), "'Beta' is the first choice", "it is not so that 'Beta' is the first choice"),
    (NotClaim(NotClaim(top("a"))), "'Alpha' is the first choice", "'Alpha' is not the first choice"),
)  # fmt: skip


@pytest.mark.parametrize(("claim", "so", "not_so"), PHRASES, ids=[str(i) for i in range(len(PHRASES))])
def test_every_claim_has_a_phrase_and_so_has_its_opposite(claim: Claim, so: str, not_so: str) -> None:
    assert claim_phrase(ENGINE.program, claim) == so
    assert claim_phrase(ENGINE.program, NotClaim(claim)) == not_so


def test_no_kind_of_claim_was_forgotten() -> None:
    asked = {kind.__name__ for kind in Claim.__subclasses__()} - ONLY_IN_GUARANTEES
    assert {type(claim).__name__ for claim, _, _ in PHRASES} == asked
    assert {claim.fate for claim, _, _ in PHRASES if isinstance(claim, Fate)} == set(get_args(FateKind))
    for fate in get_args(FateKind):
        assert claim_phrase(ENGINE.program, Count(fate, 1)) != claim_phrase(ENGINE.program, Count(fate, 2))
    with pytest.raises(AssertionError, match="was checked"):
        claim_phrase(ENGINE.program, Claim())


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        (eligible("a") | top("b"), "('Alpha' is recommended and not kept for later) or 'Beta' is the first choice"),
        (~Above("a", "b") | active("a"), f"({ABOVE_NOT}) or 'Alpha' is one of your next steps"),
        (
            (Score("lead", "a", 3, "b") & ~Score("lead", "a", 4, "b")) | top("a"),
            f"{THREE_MORE} or 'Alpha' is the first choice",
        ),
        (Holds(FIRST) & ~Holds(RED), "first is so and (colour green or colour blue)"),
        (~Holds(FIRST) & Holds(In("level", None, (1, 2))), "not so: first is so and level is so (1 to 2)"),
        (top("a") & Holds(AnyOf((RED, FIRST))), "'Alpha' is the first choice and (colour red or first is so)"),
    ],
)  # fmt: skip
def test_what_is_joined_can_be_read_in_one_way_only(claim: Claim, says: str) -> None:
    assert claim_phrase(ENGINE.program, claim) == says


def test_parts_that_always_or_never_hold_are_left_out() -> None:
    never, always = In("first", None, ()), In("colour", None, ("red", "green", "blue"))
    for condition, said in (
        (AllOf((RED, always)), "colour red"),
        (AllOf((RED, never)), "this is never so"),
        (AnyOf((RED, never, NEVER)), "colour red"),
        (NotThat(never), "this is always so"),
        (AtLeastOf(2, (RED, always, FIRST)), "colour red or first is so"),
        (AtLeastOf(2, (RED, never, FIRST, SECOND)), "at least 2 of: colour red; first is so; second is so"),
    ):  # fmt: skip
        assert claim_phrase(ENGINE.program, Holds(condition)) == said


@pytest.fixture(scope="module")
def decision() -> Decision[Person]:
    return ENGINE.decide(Person(level=3))


@pytest.fixture(scope="module")
def career() -> Decision[Profile]:
    return advise(
        Profile(
            signals=Signals(passed_over=3),
            obstacles=Obstacles(resume=3, networking=4, interviewing=3),
            situation=Situation(supportive_manager="yes", hours_per_week=6),
            goals=Goals(main_goal="new_role_same_field"),
        )
    )


def test_an_open_claim_and_its_reason(decision: Decision[Person]) -> None:
    assert (
        str(decision.how_sure("recommended('a')"))
        == """\
How sure is it that 'Alpha' is recommended?
===========================================

As things stand, this is so.

This can still change: it would be otherwise if:
  - colour red
    - now: colour green (assumed)

(assumed): your answers leave this open, so what is nearest to neutral was
taken.
"""
    )
    assert (
        str(decision.reason("recommended('a')"))
        == """\
What is enough for this: 'Alpha' is recommended
===============================================

This is enough, whatever everything else is:
  - level is so (3 of 4)
  - colour green (assumed)

Nothing smaller is enough.

(assumed): your answers leave this open, so what is nearest to neutral was
taken.
"""
    )


def test_a_settled_claim_and_its_reason(decision: Decision[Person]) -> None:
    assert (
        str(decision.how_sure("not recommended('b')"))
        == """\
How sure is it that 'Beta' is not recommended?
==============================================

As things stand, it is not.

More answers cannot change this: proved.
"""
    )
    assert (
        str(decision.reason("not recommended('b')", effort="irreducible"))
        == """\
What is enough for this: 'Beta' is recommended
==============================================

The answers that are enough, whatever all the others are:
  - level is so (3 of 4)

None of these can be left out.
"""
    )


def test_several_deciders_are_told_to_decide_together() -> None:
    sure = ENGINE.decide(Person()).how_sure("excluded('a') and recommended('b')")
    assert [decider.name for decider in sure.deciders] == ["level", "colour"]
    assert "it would be otherwise if all of this were so:" in str(sure)


def test_ways_are_told_in_the_order_of_what_they_ask(career: Decision[Profile]) -> None:
    assert (
        str(career.what_would_change("active('find-mentor')", ways=2))
        == """\
What would make this so: 'Find a mentor' is one of your next steps
==================================================================

It would be so if you change this:
  - your resume needs some work (1 of 4)
    - now: your resume needs some work (3 of 4)

Proved: no change asks less of you.

Another way, which asks more of you:
  - there are people you can already call on (3 of 4)
    - now: there are people you can already call on (2 of 4) (assumed)

(assumed): your answers leave this open, so what is nearest to neutral was
taken.
"""
    )


def text(outline: Outline) -> str:
    return " ".join(render_plain(outline).split())


def test_every_label_of_changes(career: Decision[Profile]) -> None:
    program = career._program
    change = career.what_would_change("active('find-mentor')", ways=2).record
    labels: tuple[tuple[ChangeLabel, str], ...] = (
        ("already so", "It is so already."),
        ("none exists", "Proved: none of the changes that these rules count as being in your own hands makes this so."),
        ("not proved", "This was not proved within the work allowed."),
        ("enough", "This is enough; perhaps less would do: the search was stopped."),
    )
    for label, said in labels:
        shown = text(tell_changes(program, attrs.evolve(change, label=label)))
        assert said in shown
        assert "no change asks less" not in shown
    first, second = change.ways
    for cost, said in ((first.cost, "as much"), (first.cost - 1, "less"), (first.cost + 1, "more")):
        ways = (first, attrs.evolve(second, cost=cost))
        assert f"which asks {said} of you" in text(tell_changes(program, attrs.evolve(change, ways=ways)))


def test_every_label_of_reasons(decision: Decision[Person]) -> None:
    program, reason = decision._program, decision.reason("recommended('a')").record
    labels: tuple[tuple[ReasonLabel, str], ...] = (
        ("sufficient", "This is enough; perhaps less would do: the search was stopped."),
        ("irreducible", "None of these can be left out."),
        ("not proved", "This was not proved within the work allowed."),
    )
    for label, said in labels:
        shown = text(tell_reason(program, attrs.evolve(reason, label=label)))
        assert said in shown
        assert "Nothing smaller" not in shown
    assert "This is so whatever you answer" in text(tell_reason(program, attrs.evolve(reason, premises=())))


def test_values_of_which_one_is_known_to_be_so(decision: Decision[Person]) -> None:
    reason = decision.reason("recommended('a')").record
    several = attrs.evolve(reason.premises[0], values=(2, 3, 4))
    shown = text(tell_reason(decision._program, attrs.evolve(reason, premises=(several,))))
    assert "level is so (2 or more)" in shown


def test_what_was_not_proved_is_told_so(decision: Decision[Person]) -> None:
    sureness = decision.how_sure("recommended('a')").record
    verdict = attrs.evolve(sureness.verdict, certainty="not proved", witness=None)
    shown = text(tell_sureness(decision._program, attrs.evolve(sureness, verdict=verdict, deciders=())))
    assert "Can more answers change this? This was not proved within the work allowed." in shown
