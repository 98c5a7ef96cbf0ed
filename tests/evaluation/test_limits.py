"""Packs at their limits: long chains, deep conditions, awkward constraints; nothing hangs and nothing raises."""

import sys
from typing import Any

import pytest

from rutengine import PackError
from rutengine.checker.check import check
from rutengine.diagnostics.limits import LIMITS
from rutengine.documents.packs import pack_of_tables
from rutengine.vocabulary.vocabulary import Vocabulary
from tests.evaluation.minipack import Person, card, engine_of, rule

YES = Person(first=True)


def chain(length: int, link: str) -> dict[str, Any]:
    """Return patterns of which each but the first reads the one before it, in `link` as `{p}`."""
    texts = ["first"] + [link.format(p=f"patterns.p{i}") for i in range(length - 1)]
    return {f"p{i}": {"name": f"p{i}", "label": f"p{i} is so", "any": [text]} for i, text in enumerate(texts)}


@pytest.mark.parametrize(
    ("length", "link"),
    [
        (LIMITS.derived_chain, "{p}"),
        (LIMITS.derived_depth // 3, "{p} and (second or {p})"),
        (LIMITS.derived_depth // 5, "{p} and (second and {p} or level >= 1 and (not second or {p}))"),
    ],
)
def test_the_longest_chains_can_be_explained_printed_and_replayed(length: int, link: str) -> None:
    patterns = chain(length, link)
    engine = engine_of({"a": card()}, [rule("last", f"patterns.p{length - 1}", support={"a": 5})], patterns=patterns)
    for profile in (YES, Person()):
        for explanation in (engine.decide(profile).why("a"), engine.decide(profile).why_not("a")):
            assert explanation.differences() == ()
            assert explanation.to_text()
            assert explanation.to_markdown()
            assert explanation.to_json()


def test_chains_that_would_nest_too_deeply_are_refused() -> None:
    link = "{p} and (second and {p} or level >= 1 and (not second or {p} and (second or {p})))"
    with pytest.raises(PackError, match=r"RUT405.*deep"):
        engine_of({"a": card()}, [rule("one", support={"a": 5})], patterns=chain(60, link))


def test_explanations_work_far_down_in_the_stack() -> None:
    engine = engine_of(
        {"a": card()}, [rule("last", "patterns.p7", support={"a": 5})], patterns=chain(8, "{p} or second")
    )

    def deep(frames: int) -> str:
        return deep(frames - 1) if frames else engine.decide(YES).why("a").to_text()

    assert "p7 is so" in deep(sys.getrecursionlimit() - 300)


def test_constraints_that_conflict_late_do_not_hang() -> None:
    """Three constraints tie the last fact to the first; without propagation this takes two to the power of 34 steps."""
    names = [f"'{member}' in {fact}" for fact in ("failed", "tried") for member in ("a", "b", "help")]
    constraints = [
        {"id": "k1", "holds": "colour != 'red' or first or second"},
        {"id": "k2", "holds": "colour != 'red' or first or not second"},
        {"id": "k3", "holds": f"colour != 'red' or not first or not {' or not '.join(names)}"},
    ]
    engine = engine_of({"a": card()}, [rule("one", support={"a": 5})], constraints=constraints)
    assert engine.decide(Person(colour="red")).fired == ("one",)


@pytest.mark.parametrize(("more", "fits"), [(-1, True), (0, True), (1, False)])
def test_the_limit_of_constraints(more: int, *, fits: bool) -> None:
    count = LIMITS.constraints + more
    tables = {
        "constraints.toml": {"constraint": [{"id": f"k{i}", "holds": "not first or level >= 0"} for i in range(count)]}
    }
    reading = pack_of_tables(tables)
    assert ("constraints" in reading.incomplete) != fits


def test_many_heavy_conditions_share_one_budget() -> None:
    """Pigeons and holes: each condition is impossible, none is found out, and all together take as long as a few."""
    pairs = " and ".join(
        f"(not level == {hole} or not at_least({i + 1}, first, second, 'a' in tried, 'b' in tried, 'a' in failed))"
        for i in range(4)
        for hole in range(4)
    )
    rules = [rule(f"heavy-{i}", f"first and ({pairs})", support={"a": 5}) for i in range(40)]
    engine = engine_of({"a": card()}, rules)
    assert isinstance(check(engine.pack.pack, Vocabulary.of(Person)), type(engine.pack))
