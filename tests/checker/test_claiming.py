"""What a claim means is what Python means by the same text; of what means nothing every part is reported."""

from functools import cache
from random import Random
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine.career import engine
from rutengine.checker.check import columns_for
from rutengine.checker.claim_fitting import check_claim
from rutengine.checker.claim_texts import claim_text
from rutengine.checker.claiming import resolve_claim
from rutengine.diagnostics.errors import ClaimError
from rutengine.diagnostics.plaintext import visible
from rutengine.language.claims import parse_claim
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
from rutengine.model.conditions import AllOf, AtLeastOf, In, NotThat
from rutengine.model.pack import CheckedPack
from tests.checker.samples import Point, is_so
from tests.evaluation.minipack import card, engine_of, rule

STRATEGIES = ("a", "b", "help")
STANCES = ("alarm", "calm", "open")


@cache
def pack() -> CheckedPack:
    """Return a small pack with facts of every kind, a pattern and a constant."""
    cards = {"a": card(), "b": card(), "help": card(role="safety")}
    patterns = {"mood": {"name": "Mood", "label": "the mood", "level": "level"}}
    head = {"constants": {"two": 2}}
    return engine_of(
        cards, [rule("r", "patterns.mood >= 1", support={"a": 3})], head=head, patterns=patterns
    ).program.checked


@attrs.frozen
class World:
    """A decision, not of this pack, and the person that it was made on."""

    fates: dict[str, frozenset[str]]
    keys: dict[str, int]
    points: dict[str, dict[str, int]]
    stance: str
    facts: Point

    def has(self, fate: str, strategy: str) -> bool:
        """Tell whether a strategy has a fate."""
        return fate in self.fates[strategy]

    def above(self, strategy: str, rival: str) -> bool:
        """Tell whether a strategy stands above another."""
        beaten = not self.has("recommended", rival) or self.keys[strategy] > self.keys[rival]
        return self.has("recommended", strategy) and beaten

    def top(self, strategy: str) -> bool:
        """Tell whether no strategy stands above a recommended one."""
        return self.has("recommended", strategy) and not any(self.above(other, strategy) for other in STRATEGIES)


@cache
def worlds() -> tuple[World, ...]:
    """Return decisions in which anything may be so, the same ones each time."""
    chance = Random(7)
    columns = columns_for(pack().pack, pack().vocabulary)
    made = [
        World(
            fates={name: frozenset(fate for fate in FATES if chance.random() < 0.5) for name in STRATEGIES},
            keys={name: chance.randint(0, 2) for name in STRATEGIES},
            points={measure: {name: chance.randint(-4, 6) for name in STRATEGIES} for measure in MEASURES},
            stance=chance.choice(STANCES),
            facts={key: chance.choice(domain) for key, domain in zip(columns.keys, columns.domains, strict=True)},
        )
        for _ in range(200)
    ]
    return tuple(made)


def is_true(claim: Claim, world: World) -> bool:
    """Evaluate a claim as its words say."""
    match claim:
        case Fate(fate, strategy):
            return world.has(fate, strategy)
        case Top(strategy, strictly):
            others = [other for other in STRATEGIES if other != strategy]
            return all(world.above(strategy, other) for other in others) if strictly else world.top(strategy)
        case Above(strategy, rival):
            return world.above(strategy, rival)
        case Score(measure, strategy, minimum, rival):
            points = world.points[measure]
            return points[strategy] - (0 if rival is None else points[rival]) >= minimum
        case StanceIs(stance):
            return world.stance == stance
        case Holds(condition):
            return is_so(condition, world.facts)
        case Count(fate, minimum):
            return sum(world.has(fate, strategy) for strategy in STRATEGIES) >= minimum
        case AllClaims(parts):
            return all(is_true(part, world) for part in parts)
        case AnyClaim(parts):
            return any(is_true(part, world) for part in parts)
        case NotClaim(part):
            return not is_true(part, world)
    raise AssertionError(claim)


def as_python(world: World) -> dict[str, Any]:
    """Return what Python needs to evaluate the text of a claim."""
    names: dict[str, Any] = {fate: lambda s, fate=fate: world.has(fate, s) for fate in FATES}
    for (name, member), value in world.facts.items():
        if name == "patterns.mood":
            names["patterns"] = SimpleNamespace(mood=value)
        elif member is None:
            names[name] = value
        else:
            names.setdefault(name, set()).update({member} if value else set())
    return names | {
        "__builtins__": {"max": max, "min": min},
        "top": world.top,
        "strictly_top": lambda s: all(world.above(s, other) for other in STRATEGIES if other != s),
        "above": world.above,
        "lead": world.points["lead"].get,
        "total": world.points["total"].get,
        "some": lambda fate: any(map(fate, STRATEGIES)),
        "count": lambda fate: sum(map(fate, STRATEGIES)),
        "stance": world.stance,
        "two": 2,
        "size": len,
        "at_least": lambda count, *parts: sum(parts) >= count,
    }


SIGNS = ("==", "!=", "<", "<=", ">", ">=")
MEANINGFUL = [
    *(f"{fate}('a')" for fate in FATES),
    "top('a')",
    "strictly_top('b')",
    "above('a', 'b')",
    *(f"lead('a') {sign} 3" for sign in SIGNS),
    *(f"-2 {sign} total('b')" for sign in SIGNS),
    *(f"lead('a') - lead('b') {sign} two" for sign in SIGNS),
    *(f"total('a') - total('help') {sign} -1" for sign in SIGNS),
    *(f"count(recommended) {sign} 1" for sign in SIGNS),
    *(f"two {sign} count(active)" for sign in SIGNS),
    "1 <= lead('a') <= 3",
    "0 < lead('a') < 4 != lead('b')",
    "3 > count(active) >= 1",
    *(f"some({fate})" for fate in FATES),
    "stance == 'calm'",
    "'calm' != stance",
    "stance in {'calm', 'open'}",
    "stance not in ('calm', 'open')",
    "stance not in ['open']",
    "'calm' != stance != 'open'",
    "stance == 'calm' or stance == 'open'",
    "not (stance == 'calm') and not stance == 'open'",
    "first",
    "not first",
    "patterns.mood >= two",
    "colour in {'red', 'blue'} and 'a' in failed",
    "level >= 1 and level <= 3",
    "1 <= level < 3 or size(tried) == 2",
    "at_least(2, first, level >= 2, 'a' in failed)",
    "at_least(2, first, top('a'), stance == 'calm', lead('b') < 0)",
    "at_least(1, first, top('a'), top('b'))",
    "at_least(3, first, top('a'), lead('b') >= 0)",
    "at_least(2, first, second, at_least(2, first, top('a'), 'b' in failed))",
    "not (recommended('a') and (lead('a') < 3 or not level >= 2))",
    "recommended('a') and level >= 1 and not (level == 3 or colour == 'red') or excluded('b')",
    "not not not top('a')",
]


@pytest.mark.parametrize("text", MEANINGFUL)
def test_a_claim_means_what_python_means_by_its_text(text: str) -> None:
    claim = resolve_claim(text, pack())
    assert check_claim(claim, pack()) == ()
    again = resolve_claim(claim_text(claim, pack()), pack())
    meant = [bool(eval(text, as_python(world))) for world in worlds()]
    assert [is_true(claim, world) for world in worlds()] == meant
    assert [is_true(again, world) for world in worlds()] == meant
    assert set(meant) == {True, False}


FIRST, SECOND = (In(name, None, (True,)) for name in ("first", "second"))
LEAD_3, LEAD_4 = Score("lead", "a", 3), Score("lead", "a", 4)
TOP_A, TOP_B = Top("a"), Top("b")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        *((f"{fate}('a')", Fate(fate, "a")) for fate in FATES),
        ("strictly_top('a')", Top("a", strictly=True)),
        ("lead('a') <= 3", NotClaim(LEAD_4)),
        ("lead('a') == 3", AllClaims((LEAD_3, NotClaim(LEAD_4)))),
        ("lead('a') != 3", AnyClaim((NotClaim(LEAD_3), LEAD_4))),
        ("3 <= lead('a') < 4", AllClaims((LEAD_3, NotClaim(LEAD_4)))),
        ("total('a') - total('b') > 2", Score("total", "a", 3, "b")),
        ("some(eligible)", Count("eligible", 1)),
        ("count(deferred) < 2", NotClaim(Count("deferred", 2))),
        ("stance != 'calm'", NotClaim(StanceIs("calm"))),
        ("stance in {'open', 'calm'}", NotClaim(StanceIs("alarm"))),
        ("first and not second", Holds(AllOf((FIRST, NotThat(SECOND))))),
        ("top('a') and (first and second)", AllClaims((TOP_A, Holds(AllOf((FIRST, SECOND)))))),
        ("top('a') or not (first and second)", AnyClaim((TOP_A, Holds(NotThat(AllOf((FIRST, SECOND))))))),
        (
            "at_least(2, first, second, 'a' in failed)",
            Holds(AtLeastOf(2, (FIRST, SECOND, In("failed", "a", (True,))))),
        ),
        ("at_least(1, first, top('a'))", AnyClaim((Holds(FIRST), TOP_A))),
        ("at_least(2, first, top('a'))", AllClaims((Holds(FIRST), TOP_A))),
        (
            "at_least(2, first, top('a'), top('b'))",
            AnyClaim(
                (AllClaims((Holds(FIRST), TOP_A)), AllClaims((Holds(FIRST), TOP_B)), AllClaims((TOP_A, TOP_B))),
            ),
        ),
    ],
)
def test_what_a_text_becomes(text: str, claim: Claim) -> None:
    assert resolve_claim(text, pack()) == claim
    assert resolve_claim(parse_claim(text), pack()) == claim


def refusal_of(text: str) -> list[tuple[str, str, str]]:
    """Return the code of each problem, what is underlined, and all that is said."""
    with pytest.raises(ClaimError) as caught:
        resolve_claim(text, pack())
    found = []
    for diagnostic in caught.value.diagnostics:
        assert diagnostic.text == text
        assert str(diagnostic) in str(caught.value) or len(caught.value.diagnostics) > 20
        span, excerpt = diagnostic.finding.span, diagnostic.excerpt
        assert (span is None or not text) == (excerpt is None)
        if excerpt is not None and span is not None and span.start < span.end:
            underlined = excerpt.text[excerpt.column - 1 :][: excerpt.width]
            assert underlined == visible(span.of(text).partition("\n")[0].replace("\t", " "))
        found.append((diagnostic.code, "" if span is None else span.of(text), str(diagnostic)))
    assert found
    return found


MEANINGLESS = [
    # text, code, what is underlined, a piece of what is said
    ("", "RUT209", "", "the claim is empty"),
    ("recommended(a)", "RUT202", "a", "write `recommended('s')`"),
    ("recommended('help me')", "RUT402", "'help me'", "unknown strategy `help me`"),
    ("recommended('halp')", "RUT402", "'halp'", "did you mean `help`?"),
    ("lead('a') - lead('halp') >= 1", "RUT402", "'halp'", "did you mean `help`?"),
    ("lead('a')", "RUT302", "lead('a')", "compare it with a number, as in `lead('a') >= 3`"),
    ("not count(active)", "RUT302", "count(active)", "cannot stand alone"),
    ("lead('a') >= 'x'", "RUT302", "'x'", "expected: a number"),
    ("lead('a') in {1, 2}", "RUT302", "lead('a')", "join with `or`"),
    ("count(active) not in {1}", "RUT302", "count(active)", "join with `or`"),
    ("recommended('a') in {1}", "RUT302", "recommended('a')", "cannot be looked up"),
    ("recommended('a') == 1", "RUT302", "recommended('a') == 1", "is true or false, and is not compared"),
    ("'x' == some(active)", "RUT302", "'x' == some(active)", "is true or false, and is not compared"),
    ("lead('a') >= lead('b')", "RUT307", "lead('a') >= lead('b')", "write `lead('a') - lead('b') >= 0`"),
    ("lead('a') >= total('b')", "RUT307", "lead('a') >= total('b')", "a constant on one side"),
    ("lead('a') >= level", "RUT307", "lead('a') >= level", "a constant on one side"),
    ("max(level, level) > lead('a')", "RUT307", "max(level, level) > lead('a')", "a constant on one side"),
    ("lead('a') == stance", "RUT307", "lead('a') == stance", "a constant on one side"),
    ("top('a') == top('b')", "RUT307", "top('a') == top('b')", "a constant on one side"),
    ("lead('a') >= levl", "RUT301", "levl", "did you mean `level`?"),
    ("count(active) >= 'x'", "RUT302", "'x'", "is a whole number"),
    ("count(active) > 9", "RUT304", "9", "from 0 to 3"),
    ("count(active) > 3", "RUT305", "count(active) > 3", "never holds"),
    ("count(active) >= 0", "RUT306", "count(active) >= 0", "always holds"),
    ("above('a', 'a')", "RUT307", "above('a', 'a')", "not compared with itself"),
    ("lead('a') - lead('a') >= 1", "RUT307", "lead('a') - lead('a')", "not compared with itself"),
    ("stance", "RUT302", "stance", "as in `stance == 'alarm'`"),
    ("stance == 'clam'", "RUT303", "'clam'", "did you mean `calm`?"),
    ("stance == calm", "RUT301", "calm", "write `'calm'`"),
    ("stance == 3", "RUT302", "3", "a choice of texts"),
    ("stance > 'calm'", "RUT302", "stance > 'calm'", "no order"),
    ("stance == stance", "RUT307", "stance == stance", "a constant on one side"),
    ("stance in {'alarm', 'calm', 'open'}", "RUT306", "stance in {'alarm', 'calm', 'open'}", "always holds"),
    ("'calm' in stance", "RUT302", "stance", "write `stance == 'calm'`"),
    ("size(stance) > 1", "RUT302", "stance", "is not a set"),
    ("max(stance, level) > 1", "RUT302", "stance", "is not a whole number"),
    ("level in {stance}", "RUT302", "stance", "constants only"),
    ("stance == 'calm' and first and 'open' == stance", "RUT305", None, "two stances at once"),
    ("'open' == stance == 'calm'", "RUT305", None, "two stances at once"),
    ("stanc == 'open'", "RUT301", "stanc", "did you mean `stance`?"),
    ("recommended", "RUT301", "recommended", "unknown name `recommended`"),
    ("level", "RUT302", "level", "cannot stand alone"),
    ("top('a') and level >= 9", "RUT304", "9", "never is 9"),
    ("top('a') and patterns.moods >= 1", "RUT301", "patterns.moods", "did you mean `patterns.mood`?"),
    ("3 >= 4", "RUT307", "3 >= 4", "two constants"),
    (f"at_least(4, {', '.join(['top(`a`)'.replace('`', chr(39))] * 8)})", "RUT208", None, "at most 64"),
    (
        "at_least(2, a, a, a, a, a, a, a, at_least(2, a, a, a, a, a))".replace("a,", "top('a'),").replace(
            " a)", " first)"
        ),
        "RUT208",
        "at_least(2, top('a'), top('a'), top('a'), top('a'), first)",
        "those inside each other multiplied",
    ),
    ("top('a')\u202e", "RUT201", "\u202e", "U+202E"),
    ("top('a') and\r\nfirst", "RUT201", "\r", "U+000D"),
    ("\ud800", "RUT201", "\ud800", "U+D800"),
    ("x" * 100_000, "RUT208", "", "too long"),
    ("(" * 1_000, "RUT208", None, "too"),
    ("\0", "RUT201", "\0", "U+0000"),
]


@pytest.mark.parametrize(("text", "code", "underlined", "said"), MEANINGLESS)
def test_what_means_nothing_is_one_problem(text: str, code: str, underlined: str | None, said: str) -> None:
    with pytest.raises(ClaimError) as caught:
        resolve_claim(text, pack())
    (diagnostic,) = caught.value.diagnostics
    span = diagnostic.finding.span
    assert diagnostic.code == code
    assert underlined is None or underlined == ("" if span is None else span.of(text))
    assert said in str(caught.value)
    assert all(character.isprintable() or character == "\n" for character in str(caught.value))


def test_every_problem_is_told_at_once_in_the_order_of_the_text() -> None:
    text = "lead('z') >= 'x' and foo and not (stance == 'clam'\n  or lead('a'))\n\tor top('y')"
    found = refusal_of(text)
    assert [(code, underlined) for code, underlined, _ in found] == [
        ("RUT402", "'z'"),
        ("RUT302", "'x'"),
        ("RUT301", "foo"),
        ("RUT303", "'clam'"),
        ("RUT302", "lead('a')"),
        ("RUT402", "'y'"),
    ]


def test_the_same_problem_is_told_once() -> None:
    assert len(refusal_of("1 <= lead('z') <= 3 and foo")) == 2


def test_many_problems_are_counted() -> None:
    text = " or ".join(f"top('x{i}')" for i in range(30))
    with pytest.raises(ClaimError, match=r"\Athe claim has 30 problems\n(.|\n)*\.\.\. and 10 more\Z"):
        resolve_claim(text, pack())


def test_what_a_person_reads() -> None:
    with pytest.raises(ClaimError) as caught:
        resolve_claim("recommended('halp')\n  and stance == 'clam'", pack())
    assert str(caught.value) == (
        "the claim has 2 problems\n"
        "\n"
        "error[RUT402] unknown strategy `halp`\n"
        "  --> claim:1:13\n"
        "  |\n"
        "1 | recommended('halp')\n"
        "  |             ^^^^^^\n"
        "  = expected: the id of a strategy of this pack\n"
        "  = help: did you mean `help`?\n"
        "\n"
        "error[RUT303] `clam` is not a value of `stance`\n"
        "  --> claim:2:17\n"
        "  |\n"
        "2 |   and stance == 'clam'\n"
        "  |                 ^^^^^^\n"
        "  = expected: one of 'alarm', 'calm', 'open'\n"
        "  = help: did you mean `calm`?"
    )


def test_an_error_may_be_words_alone() -> None:
    error = ClaimError("unknown strategy `x`")
    assert str(error) == "unknown strategy `x`"
    assert error.diagnostics == ()


PIECES = [
    *("recommended('a')", "top('z')", "lead('a')", "lead('a') - lead('b')", "count(active)", "some(active)", "stance"),
    *("level", "first", "failed", "two", "'calm'", "'a'", "3", "-1", "and", "or", "not", "in", "==", ">=", "<", "("),
    *(")", "{", "}", ",", "at_least(2,", "patterns.mood", "foo", "size(", "max("),
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map(" ".join) | st.text(max_size=20))
def test_any_text_is_a_claim_or_a_claim_error(text: str) -> None:
    try:
        claim = resolve_claim(text, pack())
    except ClaimError as error:
        found = error
    else:
        assert check_claim(claim, pack()) == ()
        return
    assert found.diagnostics
    assert refusal_of(text)


def test_claims_of_the_career_pack() -> None:
    checked = engine().program.checked
    text = "recommended('find-mentor') and patterns.distress >= 3 and 'find-mentor' in history.tried"
    claim = resolve_claim(text, checked)
    assert isinstance(claim, AllClaims)
    assert claim_text(claim, checked) == text
    with pytest.raises(ClaimError, match="did you mean `find-mentor`"):
        resolve_claim("recommended('find-mentr')", checked)
