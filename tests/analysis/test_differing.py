"""The difference of two packs: found if and only if enumeration finds one, and borne out by decisions and proofs."""

import argparse
import json
import shutil
from collections import Counter
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine.analysis.differing import Compared, FactsDifferError, PackDifference, compare_packs
from rutengine.analysis.draws import Draws
from rutengine.analysis.joining import route_told
from rutengine.analysis.mutants import mutants_of
from rutengine.career import engine
from rutengine.cli.differing import WRONG, diff_folders, tell_difference
from rutengine.compiler.compiling import compile_pack
from rutengine.compiler.program import Program
from rutengine.diagnostics.errors import ProfileError
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome
from rutengine.model.conditions import AllOf, AnyOf, AtLeastOf, Condition, NotThat
from rutengine.model.table import Table
from tests.evaluation.minipack import card, engine_of, rule
from tests.laws.worlds import completions, law, small
from tests.strategies import packs

CAREER = Path(__file__).parents[2] / "rules" / "career"
SEEDS = range(1, 13)
PEOPLE_AT_MOST = 400

Values = tuple[int, ...]


def told(program: Program, outcome: Outcome, strategy: str) -> Mapping[str, object]:
    """What a decision says of a strategy, by aspect."""
    found = {s.strategy: s for s in outcome.standings}.get(strategy)
    if found is None:
        return dict.fromkeys(("recommended", "required", "excluded", "deferred"), False)
    cards = {s.id: s for s in program.checked.pack.strategies}
    rules = {r.id: r for r in program.checked.pack.rules}
    return {
        "recommended": found.recommended,
        "required": bool(found.required),
        "excluded": bool(found.excluded),
        "deferred": bool(found.deferred),
        "lead": found.lead,
        "total": found.total,
        "route": None if found.route is None else route_told(cards[strategy], found.route),
        "tips": {cards[strategy].tips[i].how for i in found.tips},
        "notes": set(found.notes),
        "why required": {rules[id].require[strategy] for id in found.required},
        "why excluded": {rules[id].exclude[strategy] for id in found.excluded},
        "why deferred": {rules[id].defer[strategy] for id in found.deferred},
    }


def outcomes(program: Program) -> dict[Values, Outcome]:
    """The decisions on everybody whom a pack allows."""
    found: dict[Values, Outcome] = {}
    for values in product(*([1 << i for i in range(len(v.domain))] for v in program.variables)):
        try:
            found[values] = decide(program, values)
        except ProfileError:
            continue
    return found


Decided = tuple[Program, Outcome]


def differs(old: Decided, new: Decided, strategy: str, aspect: str | None = None) -> bool:
    before, after = told(*old, strategy), told(*new, strategy)
    return any(before.get(key) != after.get(key) for key in ([aspect] if aspect else set(before) & set(after)))


def agree(old: Program, new: Program) -> PackDifference:
    """Compare two packs, and what was found with enumeration."""
    found = compare_packs(old, new)
    before, after = outcomes(old), outcomes(new)
    both = [values for values in before if values in after]
    for compared in found.strategies:
        assert compared.strategy is not None
        apart = any(differs((old, before[values]), (new, after[values]), compared.strategy) for values in both)
        assert compared.label == ("different" if apart else "same"), compared.strategy
        if compared.person is not None:
            is_minimal(old, new, compared)
    stances = any(before[v].stance != after[v].stance or before[v].notices != after[v].notices for v in both)
    assert found.advice.label == ("different" if stances else "same")
    assert (found.only_old.label == "different") == bool(before.keys() - after.keys())
    assert (found.only_new.label == "different") == bool(after.keys() - before.keys())
    assert found.verify()
    return found


def is_minimal(old: Program, new: Program, compared: Compared) -> None:
    """Check that both packs tell a person otherwise, and no longer with any fact at its neutral value."""
    assert compared.person is not None
    assert compared.strategy is not None
    values, strategy, aspect = compared.person.values, compared.strategy, compared.aspect
    assert differs((old, decide(old, values)), (new, decide(new, values)), strategy, aspect)
    for column, variable in enumerate(old.variables):
        nearer = (*values[:column], 1 << variable.assume, *values[column + 1 :])
        if nearer != values:
            try:
                decided = (old, decide(old, nearer)), (new, decide(new, nearer))
            except ProfileError:
                continue
            assert not differs(*decided, strategy, aspect)


def mutated(program: Program, seed: int, faults: int) -> Program:
    draws = Draws(seed)
    for _ in range(faults):
        mutants = list(mutants_of(program))
        program = mutants[draws.below(len(mutants))].program()
    return program


def test_differences_agree_with_enumeration() -> None:
    labels = Counter[str]()
    for seed in SEEDS:
        old = small(seed).program
        for faults in (1, 2, 4):
            labels[agree(old, mutated(old, seed * 10 + faults, faults)).label] += 1
    assert labels["same"] > 2
    assert labels["different"] > 20
    assert not labels["not proved"]


@law(20)
@given(packs(), st.integers(0, 999), st.integers(1, 3))
def test_differences_of_packs_of_every_form(made: Any, seed: int, faults: int) -> None:
    old = made.program()
    if completions(old) <= PEOPLE_AT_MOST:
        agree(old, mutated(old, seed, faults))


def test_unlike_packs_over_the_same_facts() -> None:
    cards = {"a": card(), "b": card()}
    old = engine_of(cards, [rule("r", support={"a": 3}), rule("s", "second", support={"b": 3})])
    new = engine_of(
        cards | {"c": card()},
        [rule("r", "first and second", support={"a": 3}), rule("t", "level >= 3", support={"c": 4})],
    )
    assert agree(old.program, new.program).different == ("a", "b", "c")
    assert agree(new.program, old.program).different == ("a", "b", "c")


def test_patterns_and_constraints_of_one_pack_only() -> None:
    cards, rules = {"a": card()}, [rule("r", "patterns.p", support={"a": 3})]
    wide: Any = {"p": {"name": "p", "label": "p", "any": ["first"]}}
    narrow: Any = {"p": {"name": "p", "label": "p", "any": ["first and not second"]}}
    limit = {"id": "k", "says": "k", "holds": "not first or not second"}
    plain = engine_of(cards, rules, patterns=wide).program
    found = agree(plain, engine_of(cards, rules, patterns=narrow).program)
    assert found.different == ("a",)
    assert [(c.kind, c.changed) for c in found.changes if c] == [("pattern", ("patterns.p",))]
    limited = agree(engine_of(cards, rules, patterns=narrow, constraints=[limit]).program, plain)
    assert limited.different == ()
    assert limited.label == "different"
    assert limited.only_new.person is not None
    assert [(t.name, t.value) for t in limited.only_new.person.told] == [("first", True), ("second", True)]


def test_texts_that_are_told_to_others_and_texts_that_are_only_reworded() -> None:
    def made(when: str, how: str, note: str, notice: str) -> Program:
        routes = [{"how": how, "when": "second"}, {"how": "else"}]
        cards = {"a": card(route=routes, tip=[{"how": f"tip: {how}", "when": when}])}
        return engine_of(cards, [rule("r", support={"a": 3}, note={"a": note}, notice=notice)]).program

    old = made("level == 4", "one", "note", "notice")
    assert agree_in_words(old, made("level == 4", "two", "other note", "other notice"))
    found = compare_packs(old, made("level >= 3", "one", "note", "notice"))
    assert [(c.strategy, c.aspect) for c in found.strategies if c.label == "different"] == [("a", "tips")]
    assert found.verify()


def agree_in_words(old: Program, new: Program) -> bool:
    found = compare_packs(old, new)
    assert [(c.kind, c.changed, c.reworded) for c in found.changes if c] == [
        ("rule", (), ("r",)),
        ("strategy", (), ("a",)),
    ]
    return found.label == "same" and found.verify()


def test_settings_make_a_difference() -> None:
    old = engine_of({"a": card()}, [rule("r", support={"a": 3})]).program
    new = engine_of({"a": card(role="groundwork")}, [rule("r", support={"a": 3})]).program
    found = compare_packs(old, new)
    assert found.settings == ("`role` of the strategy `a`",)
    assert (found.label, found.different) == ("different", ())
    stances = old.checked.pack.head.stances
    fewer = Table({**stances, "open": attrs.evolve(stances["open"], max_moves=1)})
    head = attrs.evolve(old.checked.pack.head, stances=fewer)
    placed = compile_pack(attrs.evolve(old.checked, pack=attrs.evolve(old.checked.pack, head=head)))
    assert compare_packs(old, placed).settings == ("the stance `open`",)


def test_packs_over_different_facts() -> None:
    old = engine_of({"a": card()}, [rule("r", support={"a": 3})]).program
    with pytest.raises(FactsDifferError, match="different facts"):
        compare_packs(old, engine().program)


def test_what_is_found_must_be_borne_out() -> None:
    old = engine_of({"a": card()}, [rule("r", "first and second", support={"a": 3})]).program
    new = engine_of({"a": card()}, [rule("r", "first and second and level >= 1", support={"a": 3})]).program
    found = compare_packs(old, new)
    (compared,) = found.strategies
    assert compared.person is not None
    nobody = attrs.evolve(compared.person, values=tuple(1 << v.assume for v in old.variables))
    for forged in (
        attrs.evolve(compared, person=nobody),
        attrs.evolve(compared, person=None),
        attrs.evolve(compared, aspect="required"),
        attrs.evolve(compared, strategy="b"),
        Compared(strategy="a", label="same"),
    ):
        assert not attrs.evolve(found, strategies=(forged,)).verify()
    assert not attrs.evolve(found, strategies=()).verify()
    assert not attrs.evolve(found, only_old=compared).verify()


def test_forged_certificates_are_refused() -> None:
    old = engine_of({"a": card()}, [rule("r", "first and (second or level >= 3)", support={"a": 3})]).program
    text = "not (not first or not second and level < 3)"
    new = engine_of({"a": card()}, [rule("r", text, support={"a": 3})]).program
    same = compare_packs(old, new)
    assert same.label == "same"
    (compared,) = same.strategies
    first, *others = compared.certificates
    assert same.verify()
    for certificates in (
        (attrs.evolve(first, steps=first.steps[:-1]), *others),
        (attrs.evolve(first, sets=(1, *first.sets[1:])), *others),
        tuple(others),
    ):
        forged = attrs.evolve(compared, certificates=certificates)
        assert not attrs.evolve(same, strategies=(forged,)).verify()


def mixed(program: Program) -> Program:
    """The program with the parts of its conditions the other way round."""
    conditions = {key: turned(condition) for key, condition in program.checked.conditions.items()}
    return compile_pack(attrs.evolve(program.checked, conditions=conditions))


def turned(condition: Condition) -> Condition:
    match condition:
        case NotThat(part):
            return NotThat(turned(part))
        case AllOf(parts) | AnyOf(parts) | AtLeastOf(_, parts):
            return attrs.evolve(condition, parts=tuple(turned(part) for part in reversed(parts)))
        case _:
            return condition


def test_a_budget_that_is_used_up() -> None:
    old = engine_of({"a": card()}, [rule("r", "first and (second or level >= 3)", support={"a": 3})]).program
    text = "not (not first or not second and level < 3)"
    new = engine_of({"a": card()}, [rule("r", text, support={"a": 3})]).program
    found = compare_packs(old, new, nodes=0)
    assert found.label == "not proved"
    assert found.verify()


def of_rules(program: Program, *ids: str) -> set[str]:
    """The strategies of which some rules speak."""
    rules = [r for r in program.checked.pack.rules if r.id in ids]
    return {s for r in rules for table in (r.support, r.oppose, r.exclude, r.defer, r.require) for s in table}


def test_two_changed_rules_of_the_career_pack() -> None:
    old, ids = engine().program, ("doubting-though-able", "few-hours")
    new = old
    for id in ids:
        new = next(m for m in mutants_of(new) if m.where == f"rule `{id}`" and m.kind == "comparison shifted").program()
    found = compare_packs(old, new)
    assert set(found.different) == of_rules(old, *ids)
    assert [(c.kind, c.changed) for c in found.changes if c] == [("rule", ids)]
    for compared in found.strategies:
        if compared.person is not None:
            is_minimal(old, new, compared)
    assert found.verify()


def test_the_career_pack_written_in_another_order_is_the_same() -> None:
    old = engine().program
    found = compare_packs(old, mixed(old))
    assert (found.label, found.different) == ("same", ())


def folder_of(tmp_path: Path, name: str, *changes: tuple[str, str, str]) -> str:
    """The career pack with some texts replaced: the file, what stands there, and what is to stand there."""
    folder = tmp_path / name
    shutil.copytree(CAREER, folder)
    for file, before, after in changes:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(before) == 1, before
        (folder / file).write_text(text.replace(before, after), encoding="utf-8")
    return str(folder)


def diff(old: str, new: str, form: str = "text", vocabulary: str | None = None) -> int:
    return diff_folders(argparse.Namespace(old=old, new=new, vocabulary=vocabulary, format=form))


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes = (
        ("rules/self-doubt.toml", "support.obstacle-reality-check = 5", "support.obstacle-reality-check = 4"),
        ("rules/resources.toml", '"1 <= situation.hours_per_week <= 2"', '"1 <= situation.hours_per_week <= 3"'),
    )
    new = folder_of(tmp_path, "new", *changes)
    assert diff(str(CAREER), new) == 1
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "2 strategies of 34 about which somebody is told something else"
    assert [line.partition(":")[0] for line in shown if line[0] != " "][1:] == [
        "obstacle-reality-check",
        "side-project",
        "2 rules changed",
    ]
    assert shown[-1] == "2 rules changed: doubting-though-able, few-hours"
    assert diff(str(CAREER), new, "json") == 1
    document = json.loads(capsys.readouterr().out)
    apart = [entry["strategy"] for entry in document["strategies"] if entry["label"] == "different"]
    assert apart == ["obstacle-reality-check", "side-project"]


def test_the_command_on_equal_packs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = 'because = "With few hours a week, '
    new = folder_of(tmp_path, "new", ("rules/resources.toml", text, text + "as you have, "))
    assert diff(str(CAREER), new) == 0
    assert capsys.readouterr().out.splitlines() == ["everybody is told the same, proved", "1 rule reworded: few-hours"]


def refuse(difference: PackDifference) -> bool:
    assert difference.label == "same"
    return False


def test_the_command_tells_what_is_not_borne_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(PackDifference, "verify", refuse)
    assert diff(str(CAREER), str(CAREER)) == 1
    assert capsys.readouterr().out.splitlines() == ["everybody is told the same, proved", WRONG]


def test_what_the_command_tells() -> None:
    plain = engine_of({"a": card()}, [rule("r", support={"a": 3})]).program
    cards = {"a": card(cost="low"), "b": card()}
    limit = {"id": "k", "says": "k", "holds": "not first or not second"}
    rules = [rule("r", stance="calm", support={"a": 3}), rule("s", "second", support={"b": 3})]
    new = engine_of(cards, rules, constraints=[limit]).program
    assert list(tell_difference(compare_packs(plain, new))) == [
        "1 strategy of 2 about which somebody is told something else",
        "b: recommended",
        "    somebody who shows it, all else being neutral:",
        "      second = true",
        "    old: there is no such strategy",
        "    new: active, lead 3, total 3, rank 1",
        "the advice as a whole: stance",
        "    somebody who shows it, all else being neutral:",
        "      first = true",
        "    old: the stance `open`",
        "    new: the stance `calm`",
        "only the old pack allows somebody",
        "    somebody who shows it, all else being neutral:",
        "      first = true",
        "      second = true",
        "declared otherwise: `cost` of the strategy `a`",
        "1 rule added: s",
        "1 rule changed: r",
        "1 constraint added: k",
        "1 strategy added: b",
        "1 strategy changed: a",
    ]
    text = "not (not first or not second and level < 3)"
    before = engine_of({"a": card()}, [rule("r", "first and (second or level >= 3)", support={"a": 3})]).program
    after = engine_of({"a": card()}, [rule("r", text, support={"a": 3})], constraints=[limit]).program
    assert list(tell_difference(compare_packs(before, after, nodes=0))) == [
        "0 strategies of 1 about which somebody is told something else",
        "not proved: that the same is said of `a`",
        "not proved: that the old pack allows nobody whom the other does not",
        "1 rule changed: r",
        "1 constraint added: k",
    ]


def with_notices(first: str, second: str) -> Program:
    rules = [rule("one", "first", support={"a": 4}, notice=first), rule("two", "second", notice=second)]
    return engine_of({"a": card()}, rules).program


def test_texts_that_were_exchanged_are_told_to_other_people() -> None:
    found = compare_packs(with_notices("Keep riding.", "Stop."), with_notices("Stop.", "Keep riding."))
    assert found.label == "different"
    assert found.verify()


def test_a_text_that_another_rule_keeps_is_not_only_reworded() -> None:
    shared, reworded = with_notices("Check it.", "Check it."), with_notices("Look at it.", "Check it.")
    for old, new in ((shared, reworded), (reworded, shared)):
        found = compare_packs(old, new)
        assert found.label == "different"
        assert found.verify()
    assert compare_packs(with_notices("Check.", "Stop."), with_notices("Look.", "Stop.")).label == "same"


@pytest.mark.parametrize(
    ("old", "new", "counted"),
    [
        (card(weeks=1), card(weeks=99), ((), 1)),
        (
            card(route=[{"when": "first", "how": "so", "minutes_per_week": 15}, {"how": "or so"}]),
            card(route=[{"when": "first", "how": "so", "minutes_per_week": 900}, {"how": "or so"}]),
            (("a",), 0),
        ),
    ],
)
def test_the_effort_that_people_are_shown_counts(old: Any, new: Any, counted: Any) -> None:
    rules = [rule("one", "second", support={"a": 4})]
    found = compare_packs(engine_of({"a": old}, rules).program, engine_of({"a": new}, rules).program)
    assert (found.label, (found.different, len(found.settings))) == ("different", counted)
    assert found.verify()


def test_a_route_that_nobody_takes_may_go() -> None:
    rules = [rule("one", "second", support={"a": 4})]
    routes = [{"when": "first", "how": "so"}, {"when": "first", "how": "never", "weeks": 9}, {"how": "or so"}]
    old, new = (engine_of({"a": card(route=some)}, rules).program for some in (routes, [routes[0], routes[2]]))
    assert compare_packs(old, new).label == "same"


def with_card(head: Any = None, patterns: Any = None, **changes: Any) -> Program:
    cards = {"a": card(**changes), "b": card()}
    return engine_of(cards, [rule("one", support={"a": 4, "b": 3})], head=head, patterns=patterns).program


def pattern(when: str) -> Any:
    return {"p": {"name": "p", "label": "p", "any": [when]}}


@pytest.mark.parametrize(
    ("old", "new", "setting"),
    [
        ({"fallbacks": ["b"]}, {}, "`fallbacks` of the strategy `a`"),
        ({}, {"after": [{"strategy": "b"}]}, "`after` of the strategy `a`"),
        (
            {"after": [{"strategy": "b"}]},
            {"after": [{"strategy": "b", "when": "first"}]},
            "`after` of the strategy `a`",
        ),
        (
            {"after": [{"strategy": "b", "when": "patterns.p"}], "patterns": pattern("first")},
            {"after": [{"strategy": "b", "when": "patterns.p"}], "patterns": pattern("second")},
            "`after` of the strategy `a`",
        ),
        ({}, {"steps": ["go", "on"]}, "`steps` of the strategy `a`"),
        ({}, {"head": {"plan": {"hours": "level"}}}, "the fact of the weekly hours"),
    ],
)
def test_what_decides_a_plan_counts(old: Any, new: Any, setting: str) -> None:
    for before, after in ((old, new), (new, old)):
        found = compare_packs(with_card(**before), with_card(**after))
        assert (found.label, found.settings, found.different) == ("different", (setting,), ())
        assert not any(changes.reworded for changes in found.changes)
        assert found.verify()


def test_what_comes_after_what_may_be_written_in_another_order() -> None:
    first, second = {"strategy": "b", "when": "first or second"}, {"strategy": "b", "when": "level >= 3"}
    turned = {"strategy": "b", "when": "second or first"}
    found = compare_packs(with_card(after=[first, second]), with_card(after=[second, turned]))
    assert (found.label, found.settings) == ("same", ())


@pytest.mark.parametrize(("how", "aspect"), [("exclude", "excluded"), ("defer", "deferred"), ("require", "required")])
def test_a_reason_that_is_gone_is_missed_and_one_that_is_reworded_is_not(how: str, aspect: str) -> None:
    def made(**reasons: str) -> Program:
        rules = [rule(id, "first", **{how: {"a": text}}) for id, text in reasons.items()]
        return engine_of({"a": card(role="safety" if how == "require" else "move")}, rules).program

    both = made(one="no air", two="bent")
    found = compare_packs(both, made(two="bent"))
    assert [(c.strategy, c.aspect) for c in found.strategies] == [("a", f"why {aspect}")]
    assert found.verify()
    (compared,) = found.strategies
    assert not attrs.evolve(found, strategies=(attrs.evolve(compared, aspect="notes"),)).verify()
    lines = [*tell_difference(found)]
    assert [line.strip() for line in lines if line.startswith(("    old", "    new"))] == [
        "old: no air; bent",
        "new: bent",
    ]
    assert compare_packs(both, made(one="no air at all", two="bent")).label == "same"
    assert compare_packs(made(one="bent", two="bent"), made(two="bent")).label == "same"


def test_the_effort_of_the_card_may_be_written_on_its_route() -> None:
    rules = [rule("one", "second", support={"a": 4})]
    routes = [{"when": "first", "how": "so", "minutes_per_week": 60, "weeks": 1}, {"how": "or so", "weeks": 1}]
    old, new = (
        engine_of({"a": card(route=some)}, rules).program
        for some in (routes, [{"when": "first", "how": "so"}, {"how": "or so"}])
    )
    found = compare_packs(old, new)
    assert (found.label, found.settings) == ("same", ())
    longer = compare_packs(old, engine_of({"a": card(route=[routes[0], {"how": "or so", "weeks": 2}])}, rules).program)
    assert [(c.strategy, c.aspect) for c in longer.strategies] == [("a", "route")]
    assert "    new: or so (60 minutes a week, 2 weeks)" in tell_difference(longer)
