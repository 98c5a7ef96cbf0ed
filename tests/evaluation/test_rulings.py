"""The rulings of docs/explanation/semantics.md, each with the smallest example that tells two readings apart."""

import pytest

from rutengine import ProfileError, between, members, one_of
from tests.evaluation.minipack import Person, card, engine_of, rule

YES = Person(first=True)


def test_lead_decides_and_total_breaks_ties() -> None:
    rules = [
        rule("strong", support={"a": 4}),
        rule("weak-1", support={"b": 3}),
        rule("weak-2", support={"b": 3, "c": 1}),
        rule("strong-2", support={"c": 4}),
    ]
    decision = engine_of({s: card() for s in "abc"}, rules).decide(YES)
    assert [(r.strategy, r.lead, r.total) for r in decision.recommended] == [("c", 4, 5), ("a", 4, 4), ("b", 3, 6)]


def test_oppositions_count_in_full_against_both() -> None:
    rules = [rule("for", support={"a": 5}), rule("against-1", oppose={"a": 1}), rule("against-2", oppose={"a": 2})]
    standing = engine_of({"a": card()}, rules).decide(YES).find("a")
    assert (standing.lead, standing.total, standing.status) == (2, 2, "below_threshold")


def test_equal_keys_share_a_rank_and_the_next_is_skipped() -> None:
    rules = [rule("one", support={"a": 4, "b": 4, "c": 3})]
    decision = engine_of({s: card() for s in "abc"}, rules).decide(YES)
    assert [(r.strategy, r.rank) for r in decision.recommended] == [("a", 1), ("b", 1), ("c", 3)]
    assert decision.why("a").reasons.equals == ("b",)


def test_among_equals_reversible_then_cheap_then_short_is_shown_first() -> None:
    cards = {
        "a": card(reversibility="low"),
        "b": card(cost="high"),
        "c": card(minutes_per_week=90),
        "d": card(minutes_per_week=30),
    }
    decision = engine_of(cards, [rule("one", support=dict.fromkeys("abcd", 3))]).decide(YES)
    assert [r.strategy for r in decision.recommended] == ["d", "c", "b", "a"]


def test_max_moves_counts_moves_only_and_groundwork_has_its_own_limit() -> None:
    cards = {"a": card(), "b": card(), "c": card(), "g": card(role="groundwork"), "h": card(role="groundwork")}
    rules = [rule("one", support={"g": 5, "h": 4, "a": 3, "b": 3, "c": 3})]
    decision = engine_of(cards, rules).decide(YES)
    assert [r.strategy for r in decision.active] == ["g", "a", "b"]
    assert decision.find("c").status == decision.find("h").status == "recommended"
    assert decision.why_not("c").reasons.cut == "limit"
    assert decision.why_not("c").reasons.ahead == ("a", "b")


def test_an_eligible_safety_strategy_is_active_beyond_every_limit() -> None:
    cards = {"a": card(), "b": card(), "help": card(role="safety")}
    decision = engine_of(cards, [rule("one", support={"a": 5, "b": 5, "help": 3})]).decide(YES)
    assert [r.strategy for r in decision.active] == ["a", "b", "help"]


def test_the_highest_stance_wins_and_never_hides_what_is_required() -> None:
    cards = {"a": card(), "late": card(phase="late"), "help": card(role="safety")}
    calm = rule("calm", stance="calm", support={"a": 4, "late": 5})
    alarm = rule("alarm", "second", stance="alarm", require={"help": "now"})
    engine = engine_of(cards, [calm, alarm])
    first = engine.decide(YES)
    assert (first.stance, [r.strategy for r in first.active]) == ("calm", ["a"])
    assert first.why_not("late").reasons.cut == "stance"
    both = engine.decide(Person(first=True, second=True))
    assert (both.stance, [r.strategy for r in both.active]) == ("alarm", ["help"])
    assert both.find("help").rank == 1


def test_required_beats_excluded_beats_deferred_beats_points() -> None:
    rules = [
        rule("one", support={"a": 5, "b": 5}, exclude={"a": "no"}, defer={"a": "later", "b": "later"}),
        rule("two", require={"help": "yes"}, oppose={"help": 5}),
    ]
    decision = engine_of({"a": card(), "b": card(), "help": card(role="safety")}, rules).decide(YES)
    assert [decision.find(s).status for s in ("a", "b", "help")] == ["excluded", "deferred", "active"]
    assert decision.find("a").reasons == ("no", "later")


def test_history_opposes_what_failed_and_supports_its_fallbacks_but_never_opposes_safety() -> None:
    head = {"history": {"failed": "failed", "theme": "past", "because": "it failed", "oppose": 3, "support": 2}}
    cards = {"a": card(fallbacks=["b"]), "b": card(threshold=2), "help": card(role="safety", fallbacks=["b"])}
    rules = [rule("one", support={"a": 5}), rule("two", support={"help": 5})]
    engine = engine_of(cards, rules, head=head)
    decision = engine.decide(Person(first=True, failed=frozenset({"a", "help"})))
    assert (decision.find("a").lead, decision.find("b").total, decision.find("help").lead) == (2, 4, 5)
    assert decision.fired == ("history-a", "history-help", "one", "two")


def test_routes_are_exclusive_and_tips_and_notes_add_up() -> None:
    routes = [
        {"when": "colour == 'red'", "how": "red way", "minutes_per_week": 15},
        {"when": "colour in {'red', 'green'}", "how": "either way"},
        {"how": "any way"},
    ]
    tips = [
        {"when": "first", "how": "tip 1"},
        {"when": "second", "how": "tip 2"},
        {"when": "level >= 1", "how": "tip 3"},
    ]
    rules = [
        rule("z", support={"a": 3}, note={"a": "said twice"}),
        rule("y", note={"a": "said twice"}, notice="to all"),
        rule("x", note={"a": "said first"}),
    ]
    engine = engine_of({"a": card(route=routes, tip=tips)}, rules)
    red, green = engine.decide(Person(first=True, colour="red")), engine.decide(YES)
    assert (red.find("a").how, red.find("a").minutes_per_week) == ("red way", 15)
    assert (green.find("a").how, green.find("a").minutes_per_week) == ("either way", 60)
    assert green.find("a").tips == ("tip 1", "tip 3")
    assert green.find("a").notes == ("said first", "said twice")
    assert green.notices == ("to all",)


def test_a_partly_known_fact_takes_the_possible_value_nearest_to_its_neutral_one() -> None:
    engine = engine_of(
        {"a": card()}, [rule("two", "level == 2", support={"a": 5}), rule("no", "level == 0", notice="0")]
    )
    assert engine.decide(Person(level=between(2, 4))).fired == ("two",)
    assert engine.decide(Person(level=one_of(0, 2))).fired == ("no",), "of two equally near, the smaller"
    assert engine.decide(Person(level=between(0, 4))).fired == ()
    assert "level" in engine.decide(Person(level=between(2, 4))).assumed
    assert "level" not in engine.decide(Person(level=between(2, 2))).assumed


def test_only_what_the_answers_leave_open_is_marked_as_assumed() -> None:
    engine = engine_of({"a": card()}, [rule("two", "level >= 2 or second", support={"a": 5})])

    def told(profile: Person) -> list[tuple[str, bool]]:
        reasons = engine.decide(profile).why("a").reasons.support[0].rules[0].reasons[0].reasons  # type: ignore[union-attr]
        return [(reason.name, reason.assumed) for reason in reasons]  # type: ignore[union-attr]

    assert told(Person(level=between(2, 4))) == [("level", False)], "every possible value is a wanted one"
    assert told(Person(level=between(2, 4), second=True)) == [("level", False)], "of two settled reasons, the first"
    settled_second = engine_of({"a": card()}, [rule("either", "level >= 1 or second", support={"a": 5})]).decide(
        Person(second=True)
    )
    (reason,) = settled_second.why("a").reasons.support[0].rules[0].reasons[0].reasons  # type: ignore[union-attr]
    assert (reason.name, reason.assumed) == ("second", False), "an answer is told before an assumption"  # type: ignore[union-attr]


def test_constraints_move_the_open_facts_that_are_declared_last() -> None:
    engine = engine_of(
        {"a": card()},
        [rule("red", "colour == 'red'", support={"a": 5})],
        constraints=[{"id": "k", "holds": "not first or level >= 3 or colour == 'red'"}],
    )
    decision = engine.decide(YES)
    assert decision.fired == ("red",), "`level` stays at its neutral value, `colour` gives way"


def test_a_subset_constraint_completes_the_open_set_and_names_a_conflict() -> None:
    engine = engine_of(
        {"a": card()},
        [rule("both", "'a' in tried and 'b' in tried", support={"a": 5})],
        constraints=[{"id": "k", "subset": ["failed", "tried"]}],
    )
    assert engine.decide(Person(failed=frozenset({"a", "b"}))).fired == ("both",)
    assert engine.decide(Person(failed=members(yes={"a"}))).fired == ()
    with pytest.raises(ProfileError, match="`failed` and `tried`"):
        engine.decide(Person(failed=frozenset({"a"}), tried=frozenset(), level=4))


def test_a_threshold_of_the_card_overrides_that_of_the_pack() -> None:
    decision = engine_of(
        {"a": card(threshold=2), "b": card()},
        [rule("one", support={"a": 2, "b": 2}), rule("two", "second", support={"b": 4})],
    ).decide(YES)
    assert [r.strategy for r in decision.recommended] == ["a"]
    assert decision.why_not("b").reasons.shortfall == 1


def test_levels_counts_cases_and_truths() -> None:
    patterns = {
        "level": {"name": "l", "label": "l", "level": "max(4 - level, 3 if first else 0)"},
        "count": {"name": "c", "label": "c", "count": ["first", "second", "level >= 2"]},
        "case": {
            "name": "k",
            "label": "k",
            "labels": {"x": "x", "y": "y"},
            "case": [{"when": "first", "is": "x"}, {"is": "y"}],
        },
        "truth": {"name": "t", "label": "t", "any": ["first", "patterns.count >= 2"]},
    }
    engine = engine_of({"a": card()}, [rule("one", "patterns.truth", support={"a": 3})], patterns=patterns)
    found = engine.decide(Person(second=True, level=3)).patterns
    assert found == {"patterns.case": "y", "patterns.count": 2, "patterns.level": 1, "patterns.truth": True}


def test_what_the_constraints_settle_is_not_assumed() -> None:
    engine = engine_of(
        {"a": card()},
        [rule("tried", "'a' in tried", support={"a": 5})],
        constraints=[{"id": "k", "subset": ["failed", "tried"]}],
    )
    decision = engine.decide(Person(failed=members(yes={"a"})))
    (reason,) = decision.why("a").reasons.support[0].rules[0].reasons
    assert (reason.name, reason.holds, reason.assumed) == ("tried", True, False)  # type: ignore[union-attr]


def test_equals_are_told_with_a_reason_only_where_the_limit_falls_among_them() -> None:
    cards = {"a": card(), "b": card(), "c": card(minutes_per_week=90), "g": card(role="groundwork")}
    decision = engine_of(cards, [rule("one", support=dict.fromkeys("abcg", 3))]).decide(YES)
    assert "shown first" in decision.why("c").to_text()
    assert "Equally strong" in decision.why("a").to_text()
    assert "shown first" not in decision.why("a").to_text()


def test_a_stance_without_places_is_the_reason_not_the_others() -> None:
    head = {"stances": {"open": {"phases": ["early"], "roles": ["move"], "max_moves": 0, "says": "nothing now"}}}
    engine = engine_of({"a": card()}, [rule("one", support={"a": 5})], head=head)
    assert engine.decide(YES).why_not("a").reasons.cut == "stance"
    assert "nothing now" in engine.decide(YES).why_not("a").to_text()
