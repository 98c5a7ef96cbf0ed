"""A claim that was built as an object fits the pack or not; its text is read as a claim that is true of the same."""

from functools import reduce
from operator import and_
from typing import Any, Literal

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rutengine import Answer, Vocabulary, fact
from rutengine.checker.check import columns_for
from rutengine.checker.claim_fitting import MOST_PARTS, check_claim
from rutengine.checker.claim_texts import claim_text
from rutengine.checker.claiming import resolve_claim
from rutengine.diagnostics.errors import ClaimError
from rutengine.diagnostics.limits import LIMITS
from rutengine.language.names import FATES, MEASURES
from rutengine.model.claims import (
    Above,
    AllClaims,
    AnyClaim,
    Claim,
    Count,
    Fate,
    Holds,
    NotClaim,
    Score,
    StanceIs,
    Top,
)
from rutengine.model.conditions import ALWAYS, NEVER, AllOf, AnyOf, AtLeastOf, Condition, In, NotThat
from rutengine.vocabulary.kinds import Scalar
from tests.checker.test_claiming import STANCES, STRATEGIES, is_true, pack, worlds

FIRST = In("first", None, (True,))


def level(*values: int) -> Claim:
    """Return that the level is one of some."""
    return Holds(In("level", None, values))


def colour(*values: str) -> Claim:
    """Return that the colour is one of some."""
    return Holds(In("colour", None, values))


LEAD = Score("lead", "a", 3)
TOP: Claim = Top("a")
NEVER_SO = "some(recommended) and not some(recommended)"
ALWAYS_SO = "some(recommended) or not some(recommended)"


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (Top("a", strictly=True), "strictly_top('a')"),
        (Above("a", "b"), "above('a', 'b')"),
        (Score("total", "a", -2, "b"), "total('a') - total('b') >= -2"),
        (NotClaim(LEAD), "lead('a') < 3"),
        (NotClaim(NotClaim(LEAD)), "lead('a') >= 3"),
        (AllClaims((LEAD, NotClaim(Score("lead", "a", 4)))), "lead('a') == 3"),
        (AllClaims((LEAD, NotClaim(Score("lead", "a", 6)))), "3 <= lead('a') < 6"),
        (AllClaims((LEAD, NotClaim(Score("total", "a", 6)))), "lead('a') >= 3 and total('a') < 6"),
        (AnyClaim((NotClaim(LEAD), Score("lead", "a", 4))), "lead('a') != 3"),
        (NotClaim(AllClaims((LEAD, Top("a")))), "not (lead('a') >= 3 and top('a'))"),
        (StanceIs("calm"), "stance == 'calm'"),
        (NotClaim(StanceIs("calm")), "stance != 'calm'"),
        (AnyClaim((StanceIs("calm"), Top("a"), StanceIs("open"))), "stance != 'alarm' or top('a')"),
        (AllClaims((StanceIs("calm"), Top("a"), StanceIs("open"))), NEVER_SO),
        (AnyClaim(tuple(StanceIs(stance) for stance in STANCES)), ALWAYS_SO),
        (Count("active", 1), "some(active)"),
        (NotClaim(Count("active", 2)), "count(active) < 2"),
        (Count("active", 0), ALWAYS_SO),
        (Count("active", 4), NEVER_SO),
        (Above("a", "a"), NEVER_SO),
        (Score("lead", "a", 0, "a"), ALWAYS_SO),
        (Score("lead", "a", 2**53), NEVER_SO),
        (AllClaims(()), ALWAYS_SO),
        (AnyClaim(()), NEVER_SO),
        (AllClaims((Holds(ALWAYS), Top("a"), Holds(NotThat(NEVER)))), "top('a')"),
        (AnyClaim((Holds(NEVER), Top("a"), Holds(AnyOf((NEVER,))))), "top('a')"),
        (Holds(FIRST), "first"),
        (Holds(In("first", None, (False,))), "not first"),
        (Holds(NotThat(FIRST)), "not first"),
        (Holds(In("first", None, (True, False))), ALWAYS_SO),
        (Holds(In("failed", "a", (True,))), "'a' in failed"),
        (Holds(In("failed", "a", (False,))), "'a' not in failed"),
        (Holds(In("failed", "a", ())), NEVER_SO),
        (Holds(In("patterns.mood", None, (3, 4))), "patterns.mood >= 3"),
        (level(2), "level == 2"),
        (level(4), "level == 4"),
        (level(0, 1, 2), "level <= 2"),
        (level(4, 3, 2, 1), "level >= 1"),
        (level(2, 3), "2 <= level <= 3"),
        (level(0, 4), "level in {0, 4}"),
        (level(0, 1, 3, 4), "level != 2"),
        (level(0, 2, 4), "level not in {1, 3}"),
        (level(0, 1, 2, 3, 4), ALWAYS_SO),
        (colour("green"), "colour == 'green'"),
        (colour("red", "green"), "colour != 'blue'"),
        (NotClaim(colour("red", "green")), "colour == 'blue'"),
        (NotClaim(level(0)), "level >= 1"),
        (Holds(NotThat(In("level", None, (0,)))), "level >= 1"),
        (Holds(AtLeastOf(2, (FIRST, ALWAYS, NEVER, In("second", None, (True,))))), "first or second"),
        (
            Holds(AtLeastOf(2, (FIRST, In("second", None, (True,)), In("failed", "a", (True,))))),
            "at_least(2, first, second, 'a' in failed)",
        ),
        (Holds(AtLeastOf(2, (FIRST, AllOf((FIRST, FIRST))))), "first and first and first"),
        (AllClaims((Top("a"), AllClaims((Top("b"), AnyClaim((LEAD, Holds(FIRST))))))), None),
    ],
)
def test_the_text_of_a_claim(claim: Claim, text: str | None) -> None:
    assert claim_text(claim, pack()) == (text or "top('a') and top('b') and (lead('a') >= 3 or first)")


def anything_of(name: str, member: str | None, domain: tuple[Scalar, ...]) -> st.SearchStrategy[Condition]:
    """Return conditions on one column."""
    some = st.lists(st.sampled_from(domain), unique_by=repr, max_size=len(domain)).map(tuple)
    return some.map(lambda values: In(name, member, values))


COLUMNS = columns_for(pack().pack, pack().vocabulary)
TESTS = st.one_of([anything_of(*key, domain) for key, domain in zip(COLUMNS.keys, COLUMNS.domains, strict=True)])
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    TESTS,
    lambda parts: st.one_of(
        st.builds(AllOf, st.lists(parts, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(parts, max_size=3).map(tuple)),
        st.builds(NotThat, parts),
        st.builds(AtLeastOf, st.integers(-1, 4), st.lists(parts, max_size=4).map(tuple)),
    ),
    max_leaves=5,
)
NAMED = st.sampled_from(STRATEGIES)
SIMPLE: st.SearchStrategy[Claim] = st.one_of(
    st.builds(Fate, st.sampled_from(FATES), NAMED),
    st.builds(Top, NAMED, st.booleans()),
    st.builds(Above, NAMED, NAMED),
    st.builds(Score, st.sampled_from(MEASURES), NAMED, st.integers(-5, 7), st.none() | NAMED),
    st.builds(StanceIs, st.sampled_from(STANCES)),
    st.builds(Count, st.sampled_from(FATES), st.integers(-1, 4)),
    st.builds(Holds, CONDITIONS),
)
CLAIMS: st.SearchStrategy[Claim] = st.recursive(
    SIMPLE,
    lambda parts: st.one_of(
        st.builds(AllClaims, st.lists(parts, max_size=3).map(tuple)),
        st.builds(AnyClaim, st.lists(parts, max_size=3).map(tuple)),
        st.builds(NotClaim, parts),
    ),
    max_leaves=6,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CLAIMS)
def test_the_text_of_a_claim_means_the_same(claim: Claim) -> None:
    assert check_claim(claim, pack()) == ()
    text = claim_text(claim, pack())
    assume(len(text) <= LIMITS.condition_characters)
    again = resolve_claim(text, pack())
    assert [is_true(again, world) for world in worlds()] == [is_true(claim, world) for world in worlds()]
    canonical = claim_text(again, pack())
    assert claim_text(resolve_claim(canonical, pack()), pack()) == canonical


ANYTHING: Any = object()
UNFIT: list[tuple[Any, str | None]] = [
    (Fate("recommended", "halp"), "unknown strategy `halp`; did you mean `help`?"),
    (Fate(ANYTHING, "a"), "a fate is named by a text, found `object`"),
    (Fate("activ", "a"), "unknown fate `activ`; did you mean `active`?"),  # type: ignore[arg-type]
    (Top("x\u202e"), "unknown strategy `x\\u202e`"),
    (Above("a", "z"), "unknown strategy `z`"),
    (Above([], "a"), "a strategy is named by a text, found `list`"),  # type: ignore[arg-type]
    (Score("led", "a", 1), "unknown measure `led`; did you mean `lead`?"),  # type: ignore[arg-type]
    (Score("lead", "a", True), "the minimum is a whole number, found `bool`"),
    (Score("lead", "a", 1.0), "the minimum is a whole number, found `float`"),  # type: ignore[arg-type]
    (Score("lead", "a", 1, "z"), "unknown strategy `z`"),
    (StanceIs("clam"), "unknown stance `clam`; did you mean `calm`?"),
    (Count("active", None), "the minimum is a whole number, found `NoneType`"),  # type: ignore[arg-type]
    (AllClaims([Top("a")]), "the parts stand in a tuple, found `list`"),  # type: ignore[arg-type]
    (AllClaims((In("first", None, (True,)),)), "expected a claim, found `In`"),  # type: ignore[arg-type]
    (Holds(Top("a")), "expected a condition with its names resolved, found `Top`"),  # type: ignore[arg-type]
    (Holds("first"), "expected a condition with its names resolved, found `str`"),  # type: ignore[arg-type]
    ("top('a')", "expected a claim, found `str`"),
    (None, "expected a claim, found `NoneType`"),
    (Holds(In("frist", None, (True,))), "unknown fact or pattern `frist`; did you mean `first`?"),
    (Holds(In("first", "a", (True,))), "`first` has no members"),
    (Holds(In("failed", None, (True,))), "`failed` has no such member"),
    (Holds(In("failed", "halp", (True,))), "`failed` has no such member; did you mean `help`?"),
    (Holds(In("level", None, (9,))), "`level` never is `9`"),
    (Holds(In("level", None, (True,))), "`level` never is `True`"),
    (Holds(In("first", None, (1,))), "`first` never is `1`"),
    (Holds(In("colour", None, ("rad",))), "`colour` never is `rad`"),
    (Holds(In("colour", None, ([],))), "`colour` never is `[]`"),  # type: ignore[arg-type]
    (Holds(AtLeastOf("2", ())), "the count is a whole number, found `str`"),  # type: ignore[arg-type]
    (Holds(NotThat(AllOf((In("patterns.moods", None, ()),)))), None),
]


@pytest.mark.parametrize(("claim", "problem"), UNFIT)
def test_a_claim_that_does_not_fit(claim: Any, problem: str | None) -> None:
    expected = problem or "unknown fact or pattern `patterns.moods`; did you mean `patterns.mood`?"
    assert check_claim(claim, pack()) == (expected,)
    with pytest.raises(ClaimError) as caught:
        claim_text(claim, pack())
    assert str(caught.value) == expected
    doubled = check_claim(NotClaim(AnyClaim((claim, Top("no-such"), claim))), pack())
    assert doubled == (expected, "unknown strategy `no-such`")


def test_every_problem_is_told_once() -> None:
    claim = Top("z") & Above("z", "y") & StanceIs("x") & Holds(In("level", None, (1, 8, 9)))
    assert check_claim(claim, pack()) == (
        "unknown strategy `z`",
        "unknown strategy `y`",
        "unknown stance `x`",
        "`level` never is `8`",
        "`level` never is `9`",
    )


@pytest.mark.parametrize("over", [0, 1])
def test_the_limit_of_depth(over: int) -> None:
    claim: Claim = reduce(and_, [TOP] * (LIMITS.derived_depth + over))
    problems = check_claim(claim, pack())
    assert bool(problems) == bool(over)
    if over:
        with pytest.raises(ClaimError, match="nested more than 128 deep"):
            claim_text(claim, pack())
    else:
        assert claim_text(claim, pack()) == " and ".join(["top('a')"] * LIMITS.derived_depth)


def test_a_claim_of_a_hundred_thousand_levels_is_only_a_problem() -> None:
    claim = reduce(and_, [TOP] * 100_000)
    assert len(check_claim(claim, pack())) == 1
    while isinstance(claim, AllClaims):
        claim = claim.parts[0]


def test_parts_that_are_shared_count_each_time() -> None:
    claim: Claim = Top("a")
    for _ in range(60):
        claim = claim | claim
    assert check_claim(claim, pack()) == (f"the claim has more than {MOST_PARTS} parts",)


@attrs.frozen(kw_only=True)
class Walker:
    """Somebody with a stance of their own."""

    stance: Answer[Literal["low", "high"]] = fact(assume="low")


def test_a_fact_that_is_called_stance_is_not_spoken_of() -> None:
    checked = attrs.evolve(pack(), vocabulary=Vocabulary.of(Walker))
    assert resolve_claim("stance == 'calm'", checked) == StanceIs("calm")
    with pytest.raises(ClaimError, match="`low` is not a value of `stance`"):
        resolve_claim("stance == 'low'", checked)
    claim = Holds(In("stance", None, ("low",)))
    assert check_claim(claim, checked) == ()
    with pytest.raises(ClaimError, match="none can speak of the fact `stance`"):
        claim_text(claim, checked)
