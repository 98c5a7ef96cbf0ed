"""The history table becomes ordinary rules, and what is wrong with it is reported once, at the table."""

from typing import Any

import pytest

from rutengine.checker.histories import expand_history, rules_of_history
from rutengine.model.pack import CheckedPack
from rutengine.model.table import Table
from tests.checker.packs import HISTORY, VOCABULARY, judge, read, rule


def test_every_strategy_that_can_fail_has_a_rule() -> None:
    rest, talk = rules_of_history(read(pack={"history": HISTORY}), VOCABULARY)
    assert (rest.id, rest.when, rest.theme, rest.because) == (
        "history-rest",
        "'rest' in failed",
        "past",
        "it did not help",
    )
    assert (rest.oppose, rest.support) == (Table({"rest": 3}), Table({"talk": 2, "help": 2}))
    assert (talk.id, talk.oppose, talk.support) == ("history-talk", Table({"talk": 3}), Table())


def test_a_safety_strategy_is_never_opposed_and_has_a_rule_only_for_its_fallbacks() -> None:
    made = rules_of_history(read(pack={"history": HISTORY}, help={"fallbacks": ["talk"]}), VOCABULARY)
    assert (made[0].id, made[0].oppose, made[0].support) == ("history-help", Table(), Table({"talk": 2}))


def test_without_a_table_nothing_is_added() -> None:
    pack = read()
    assert expand_history(pack, VOCABULARY) is pack


@pytest.mark.parametrize("failed", ["nowhere", "hours", "sunny"])
def test_a_fact_that_does_not_fit_adds_nothing(failed: str) -> None:
    pack = read(pack={"history": {**HISTORY, "failed": failed}})
    assert expand_history(pack, VOCABULARY) is pack


def test_the_rules_stand_among_the_others_in_the_order_of_ids() -> None:
    pack = read(pack={"history": HISTORY}, one={"rule": [rule("z", notice="n"), rule("a", notice="n")]})
    assert [r.id for r in expand_history(pack, VOCABULARY).rules] == ["a", "history-rest", "history-talk", "z"]


def test_the_expanded_pack_is_the_checked_one() -> None:
    checked = judge(pack={"history": HISTORY})
    assert isinstance(checked, CheckedPack)
    assert [r.id for r in checked.pack.rules] == ["base", "history-rest", "history-talk"]
    assert ("rule", "history-rest") in checked.conditions


def test_what_only_the_history_supports_can_be_recommended() -> None:
    rules = {"rule": [rule("base", support={"rest": 5, "help": 5})]}
    assert isinstance(judge(pack={"history": HISTORY}, one=rules), CheckedPack)
    assert judge(one=rules) == [("RUT506", "strategies/talk.toml", "no rule can ever recommend `talk`")]


@pytest.mark.parametrize(
    ("change", "code", "address", "message"),
    [
        ({"theme": "passed"}, "RUT404", "history.theme", "unknown theme `passed`"),
        ({"cite": ["bok"]}, "RUT403", "history.cite[0]", "unknown source `bok`"),
        ({"oppose": 0}, "RUT109", "history.oppose", "`oppose` cannot be 0"),
        ({"support": 6}, "RUT109", "history.support", "`support` cannot be 6"),
        ({"failed": "faild"}, "RUT507", "history.failed", "there is no fact `faild`"),
        ({"failed": "hours"}, "RUT507", "history.failed", "`hours` does not fit here"),
        ({"failed": "liked"}, "RUT507", "history.failed", "`liked` has members that are not strategies"),
    ],
)
def test_what_is_wrong_with_the_table_is_reported_once(
    change: dict[str, Any], code: str, address: str, message: str
) -> None:
    assert judge(pack={"history": {**HISTORY, **change}}) == [(code, f"pack.toml: {address}", message)]


def test_a_fallback_that_does_not_exist_is_reported_on_its_card_only() -> None:
    found = judge(pack={"history": HISTORY}, rest={"fallbacks": ["talkk"]})
    assert found == [("RUT402", "strategies/rest.toml: fallbacks[0]", "unknown strategy `talkk`")]


def test_a_rule_may_not_take_the_id_of_one_that_is_made() -> None:
    rules = {"rule": [rule("base", support={"rest": 5, "talk": 5, "help": 5}), rule("history-rest", notice="n")]}
    message = "the history table makes a rule with the id `history-rest`"
    assert judge(pack={"history": HISTORY}, one=rules) == [("RUT401", "rules/one.toml: rule[1].id", message)]
    assert isinstance(judge(one=rules), CheckedPack)


def test_a_rule_that_looks_like_a_made_one_needs_a_citation_too() -> None:
    rules = {"rule": [rule("history-of-art", support={"rest": 5, "talk": 5, "help": 5}) | {"cite": []}]}
    assert judge(one=rules) == [("RUT209", "rules/one.toml: rule[0].cite", "`cite` has no citation in it")]


def test_a_made_rule_is_addressed_by_the_table() -> None:
    made = rules_of_history(read(pack={"history": HISTORY}), VOCABULARY)
    assert {str(r.address) for r in made} == {"pack.toml: history"}
