"""Cards, comparisons and the five ways of not being next, as real people read them."""

from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from rutengine.career import engine
from rutengine.career.profile import Profile
from rutengine.engine.decision import Decision
from rutengine.explanation.cards import LayCard, find_card
from rutengine.explanation.checking_cards import card_differences
from rutengine.explanation.contrasting import find_contrast
from rutengine.rendering.outline import Outline
from rutengine.rendering.phrases import ASSUMED, FOOTNOTE
from rutengine.rendering.plain import render_plain
from rutengine.rendering.telling_cards import MOST_WORDS, tell_card
from rutengine.rendering.telling_contrasts import tell_contrast
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Prover
from tests.evaluation.minipack import Person, card, engine_of, rule
from tests.expected import expected_text

PEOPLE = Path(__file__).parent.parent / "calibration" / "people"
EXPECTED = Path(__file__).parent / "expected"

CARDS = [
    ("H03", "promotion-path-talk"), ("H03", "side-project"), ("H11", "stretch-work"), ("H11", "promotion-path-talk"),
    ("H22", "find-mentor"), ("H24", "protected-career-time"), ("H39", "clarify-direction"),
    ("H42", "targeted-job-search"), ("H46", "resume-and-profile"), ("H48", "internal-move"), ("H56", "setback-plan"),
    ("H66", "professional-help"), ("H66", "stretch-work"), ("H66", "informational-interviews"),
    ("H66", "promotion-path-talk"),
]  # fmt: skip
COMPARED = [
    ("H03", "promotion-path-talk", "internal-move"), ("H15", "job-crafting", "raise-visibility"),
    ("H03", "side-project", "job-crafting"), ("H66", "recover-energy", "professional-help"),
    ("H48", "internal-move", "peer-circle"), ("H88", "targeted-job-search", "find-mentor"),
    ("H24", "goal-plan", "protected-career-time"), ("H24", "find-mentor", "career-change"),
    ("H66", "recover-energy", "informational-interviews"), ("H12", "targeted-job-search", "refresh-routine"),
]  # fmt: skip
NO_CHANGE = "Nothing these rules count as yours to change alters that"
WAYS = {
    "excluded": ("H48", "raise-visibility"),
    "deferred": ("H88", "targeted-job-search"),
    "short_of_points": ("H24", "protected-career-time"),
    "outranked": ("H15", "play-to-strengths"),
    "kept_back": ("H66", "goal-plan"),
}


@cache
def advised(person: str) -> Decision[Profile]:
    """Return the decision on one of the people of the calibration."""
    return engine().decide(engine().read_profile((PEOPLE / f"{person}.toml").read_text(encoding="utf-8")))


def words_of(outline: Outline) -> int:
    """Count the words of a card; small print is no part of it."""
    return sum(len(block.text.split()) for block in outline if block.kind != "aside")


@pytest.mark.parametrize("person", sorted(file.stem for file in PEOPLE.glob("*.toml")))
def test_a_card_has_at_most_three_reasons_and_sixty_words(person: str) -> None:
    program, outcome = engine().program, advised(person).outcome
    prover, certifier = Prover(program), Certifier(program.checked)
    statuses: dict[str, int] = {}
    for standing in outcome.standings:
        statuses[standing.status] = statuses.get(standing.status, 0) + 1
        if statuses[standing.status] > 2:
            continue
        found = find_card(prover, outcome, standing.strategy)
        assert card_differences(found, program, outcome, certifier) == ()
        shown = tell_card(program, found)
        assert words_of(shown) <= MOST_WORDS
        sentences = [block.text for block in shown if block.kind != "aside"]
        assert len(found.reasons) <= 3
        assert len(set(sentences)) == len(sentences)
        marked = any(ASSUMED in text for text in sentences)
        assert [block.text for block in shown if block.kind == "aside"] == [FOOTNOTE] * marked
        assert all(text.endswith((".", ")")) for text in sentences[1:])


def test_cards_read_as_expected() -> None:
    program = engine().program
    told: list[str] = []
    for person, strategy in CARDS:
        found = find_card(Prover(program), advised(person).outcome, strategy)
        told.append(f"[{person} {strategy}: {found.status}]\n{render_plain(tell_card(program, found))}")
    text = "\n".join(told)
    assert text == expected_text(EXPECTED / "cards.txt", text)


def test_comparisons_read_as_expected() -> None:
    program = engine().program
    told: list[str] = []
    for person, first, second in COMPARED:
        contrast = find_contrast(program, advised(person).outcome, first, second)
        told.append(f"[{person}: {contrast.decided_by}]\n{render_plain(tell_contrast(program, contrast))}")
    text = "\n".join(told)
    assert text == expected_text(EXPECTED / "comparisons.txt", text)
    assert len({line for line in text.splitlines() if line.startswith("[")}) > len(WAYS)


@pytest.mark.parametrize("way", sorted(WAYS))
def test_each_way_of_not_being_next_is_told(way: str) -> None:
    person, strategy = WAYS[way]
    explanation = advised(person).why_not(strategy)
    assert explanation.verify()
    statuses = {"excluded": "excluded", "deferred": "deferred", "short_of_points": "below_threshold"}
    assert explanation.reasons.status == statuses.get(way, "recommended")
    assert explanation.reasons.cut == {"outranked": "limit", "kept_back": "stance"}.get(way)
    text = explanation.to_text()
    assert text == expected_text(EXPECTED / f"why_not_{way}.txt", text)


def test_in_brief_what_is_outranked_tells_what_makes_the_difference() -> None:
    person, strategy = WAYS["outranked"]
    brief = [block.text for block in advised(person).why_not(strategy).outline(brief=True)]
    assert brief[1].startswith("'Move inside your organisation' comes before it: ")
    assert len(brief) == 3


def told(rules: list[dict[str, Any]], person: Person, strategy: str = "a", **cards: Any) -> list[str]:
    """Return the lines of a card over a small pack."""
    found_engine = engine_of(
        {"a": card(title="Ask"), "b": card(title="Bake"), "help": card(role="safety")} | cards, rules
    )
    found: LayCard = find_card(Prover(found_engine.program), found_engine.decide(person).outcome, strategy)
    return [block.text for block in tell_card(found_engine.program, found)]


def test_a_sentence_that_does_not_fit_is_left_out_whole() -> None:
    long, longer = " ".join(["word"] * 38) + ".", " ".join(["word"] * 70) + "."
    rules = [rule("one", support={"a": 5}) | {"because": long}, rule("two", support={"a": 4, "b": 4})]
    assert told(rules, Person(first=True)) == [
        "Ask", "This is one of your next steps.", long,
        "Stronger than 'Bake': 5 points against 4.", "Your answers settle that it is advised.",
    ]  # fmt: skip
    rules[0]["because"] = long.replace("word.", "word word word.")
    assert told(rules, Person(first=True))[-1] == "Settled: it is advised."
    rules[0]["because"] = longer
    assert told(rules, Person(first=True)) == ["Ask", "This is one of your next steps.", longer]


@pytest.mark.parametrize(
    ("support", "cards", "line"),
    [
        ({"a": 5, "b": 4}, {}, "Stronger than 'Bake': 5 points against 4."),
        ({"a": 5, "b": 5}, {"b": card(title="Bake", cost="low")}, "As strong as 'Bake', shown first: it costs less."),
        (
            {"a": 5, "b": 5},
            {"b": card(title="Bake", reversibility="low")},
            "As strong as 'Bake', shown first: it is easier to undo.",
        ),
        (
            {"a": 5, "b": 5},
            {"b": card(title="Bake", minutes_per_week=90)},
            "As strong as 'Bake', shown first: it takes less time a week.",
        ),
        ({"a": 5, "b": 5}, {}, "As strong as 'Bake', shown first: only the alphabet decides."),
    ],
)
def test_what_an_active_one_is_preferred_to(support: dict[str, int], cards: dict[str, Any], line: str) -> None:
    assert line in told([rule("one", support=support)], Person(first=True), **cards)


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ([rule("two", support={"b": 2})], "'Bake' has more behind it: 6 points against 4."),
        ([rule("two", support={"b": 5})], "'Bake' is stronger: 5 points against 4."),
        ([], "'Bake' is as strong and shown first: it costs less."),
    ],
)
def test_what_comes_before_another(more: list[dict[str, Any]], line: str) -> None:
    rules = [rule("one", support={"a": 4, "b": 4}), *more, rule("quiet", stance="calm")]
    assert line in told(rules, Person(first=True), a=card(title="Ask", cost="low"))


def test_what_rests_on_no_single_rule_tells_the_answers() -> None:
    rules = [rule("red", "first and colour == 'red'", support={"a": 5})]
    rules.append(rule("other", "first and colour != 'red'", support={"a": 5}))
    assert told(rules, Person(first=True)) == [
        "Ask", "This is one of your next steps.", "This rests on: first is so.",
        f"{NO_CHANGE} it is advised.", "Your answers settle that it is advised.",
    ]  # fmt: skip


def test_an_assumption_is_marked_and_what_decides_is_told() -> None:
    doubt = "Not sure yet: not advised if level is so (3 of 4)."
    assert told([rule("calm", "level <= 2", support={"a": 5})], Person(first=True)) == [
        "Ask", "This is one of your next steps.", "because of calm (assumed)",
        f"{NO_CHANGE} it is advised.", doubt, FOOTNOTE,
    ]  # fmt: skip
    assert told([rule("calm", "level <= 2 and first", support={"a": 5})], Person(first=True)) == [
        "Ask", "This is one of your next steps.", "because of calm", f"{NO_CHANGE} it is advised.", doubt,
    ]  # fmt: skip


def test_doubts_can_be_left_out_but_not_that_it_is_settled() -> None:
    small = engine_of({"a": card(), "help": card(role="safety")}, [rule("calm", "level <= 2", support={"a": 5})])
    for person, doubt in ((Person(), True), (Person(level=1), False)):
        found = find_card(Prover(small.program), small.decide(person).outcome, "a")
        all_of_it, without = tell_card(small.program, found), tell_card(small.program, found, doubts=False)
        assert [block for block in all_of_it if block.text.startswith("Not sure yet") is False] == list(without)
        assert (all_of_it != without) is doubt


def test_what_did_not_help_says_already_that_it_was_tried() -> None:
    history = {"failed": "failed", "theme": "past", "because": "it did not help", "oppose": 3, "support": 1}
    cards = {"a": card(title="Ask", fallbacks=["b"]), "b": card(title="Bake"), "help": card(role="safety")}
    small = engine_of(
        cards,
        [rule("one", support={"a": 5})],
        head={"history": history},
        constraints=[{"id": "k", "subset": ["failed", "tried"]}],
    )
    found = find_card(Prover(small.program), small.decide(Person(first=True)).outcome, "a")
    assert {decider.name for decider in found.sureness.deciders} == {"failed", "tried"}
    assert tell_card(small.program, found)[-1].text == "Not sure yet: not advised if failed a."


def test_answers_and_assumptions_are_counted_apart() -> None:
    program = engine().program
    found = find_card(Prover(program), advised("H03").outcome, "find-mentor")
    assert [premise.assumed for premise in found.reason.premises].count(False) == 7
    assert len(found.reason.premises) == 16
    point = next(block.text for block in tell_card(program, found) if block.text.startswith("This rests on"))
    assert point.endswith("; and 7 answers and 7 more assumptions.")
    kept = tuple(premise for premise in found.reason.premises if premise.assumed)
    for premises, said in (
        (kept, "; and 7 more assumptions."),
        (kept[:4], "; and 2 more assumptions."),
        (tuple(p for p in found.reason.premises if not p.assumed), "This rests on: 7 answers."),
        (tuple(attrs.evolve(p, assumed=i > 0) for i, p in enumerate(kept[:4])), "; and 2 more assumptions."),
        (tuple(attrs.evolve(p, assumed=i > 1) for i, p in enumerate(kept[:4])), "; and 2 assumptions."),
    ):
        fewer = attrs.evolve(found, reason=attrs.evolve(found.reason, premises=premises))
        assert any(block.text.endswith(said) for block in tell_card(program, fewer))


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([rule("one", support={"a": 5})], "it is advised"),
        ([rule("no", exclude={"a": "it does not fit"})], "it is left out"),
        ([rule("later", defer={"a": "until later"})], "it waits"),
        ([rule("one", support={"a": 4}), rule("less", oppose={"a": 5})], "it is not advised"),
    ],
)
def test_what_is_settled_is_said(rules: list[dict[str, Any]], said: str) -> None:
    shown = told(rules, Person(first=True))
    assert f"Your answers settle that {said}." in shown or f"Whatever you answer, {said}." in shown
    assert f"{NO_CHANGE} {said}." in shown


def test_why_not_of_one_of_the_next_steps_tells_what_speaks_against_it() -> None:
    cards = {"a": card(title="Ask"), "help": card(role="safety")}
    nothing = "As things stand, nothing speaks against it."
    for brief in (False, True):
        decision = engine_of(cards, [rule("one", support={"a": 5})]).decide(Person(first=True))
        shown = decision.why_not("a").outline(brief=brief)
        assert shown[-1].text == nothing
        assert nothing not in [block.text for block in decision.why("a").outline(brief=brief)]
        assert nothing not in [block.text for block in decision.why_not("help").outline(brief=brief)]
        rules = [rule("one", support={"a": 5}), rule("less", oppose={"a": 1})]
        shown = engine_of(cards, rules).decide(Person(first=True)).why_not("a").outline(brief=brief)
        assert "-1 point: because of less" in [block.text for block in shown]
        assert nothing not in [block.text for block in shown]


def test_what_is_so_of_everybody_rests_on_nothing() -> None:
    rules = [rule("one", support={"a": 3}), rule("always-too", oppose={"a": 1})]
    assert told(rules, Person(first=True)) == [
        "Ask", "Too little speaks for this yet: as things stand, it is 1 point short.",
        "Whatever you answer, it is not advised.", f"{NO_CHANGE} it is not advised.",
    ]  # fmt: skip


def test_two_safety_strategies_can_be_compared() -> None:
    rules = [rule("one", support={"help": 5, "care": 5}), rule("two", require={"care": "you are not well"})]
    cards = {"care": card(title="Care", role="safety"), "help": card(title="Help", role="safety")}
    assert "Before 'Help': your safety comes first." in told(rules, Person(first=True), "care", **cards)
    rules.append(rule("strong", support={"b": 4, "a": 3}))
    assert told(rules, Person(first=True), "care", **cards)[2] == "because of two"


def test_a_weaker_reason_that_wins_is_told_with_what_the_other_has() -> None:
    rules = [rule("strong", support={"b": 5}), rule("weaker", support={"a": 4}), rule("objection", oppose={"b": 2})]
    small = engine_of({"a": card(title="Ask"), "b": card(title="Bake"), "help": card(role="safety")}, rules)
    contrast = find_contrast(small.program, small.decide(Person(first=True)).outcome, "a", "b")
    assert [block.text for block in tell_contrast(small.program, contrast)] == [
        "'Ask' or 'Bake'?",
        "'Ask' comes before 'Bake': its strongest reason, less the objections, counts 4 points, the other's 3.",
        "What makes the difference", "because of objection (-2 for 'Bake')",
        "What else differs", "because of strong (5 points; the strongest reason for 'Ask' counts 4)",
    ]  # fmt: skip


def test_why_not_of_an_equal_tells_the_declared_order() -> None:
    cards = {"a": card(), "b": card(title="Bake"), "c": card(title="Cook", cost="low"), "help": card(role="safety")}
    small = engine_of(cards, [rule("one", support={"a": 5, "b": 3, "c": 3})])
    shown = [block.text for block in small.decide(Person(first=True)).why_not("c").outline()]
    assert "It is as strong as 'Bake'; that is shown first because it costs less." in shown
