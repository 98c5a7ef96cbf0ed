"""The certificate checker: what it accepts, what it refuses, and that its trees mean what the oracle says."""

import ast
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutengine.career import Profile, engine
from rutengine.model import claims
from rutengine.model.claims import (
    Claim,
    above,
    active,
    excluded,
    lead_at_least,
    recommended,
    stance_is,
    top,
    total_at_least,
)
from rutengine.model.conditions import In
from rutengine.model.pack import CheckedPack
from rutengine.solver import checking, trees
from rutengine.solver.checking import Certifier, _Replay
from rutengine.solver.trees import Trees
from tests.claim_oracle import truth
from tests.evaluation.minipack import card, engine_of, rule
from tests.laws.phases import NO_SHRINKING
from tests.oracle import Oracle
from tests.strategies import STRATEGIES, packs

FATES = get_args(claims.FateKind)
MEASURES = get_args(claims.Measure)
PEOPLE_PER_PACK = 12
PEOPLE_AT_MOST = 48


def all_claims(checked: CheckedPack) -> list[Claim]:
    """Every kind of claim, about every strategy and every pair."""
    found: list[Claim] = [claims.stance_is(stance) for stance in checked.pack.head.stances]
    found += [claims.holds(condition) for condition in checked.conditions.values()]
    found += [claims.holds(condition) for _, condition in checked.constraints]
    found += [claims.count_at_least(k, fate) for fate in FATES for k in range(len(STRATEGIES) + 2)]
    for s in STRATEGIES:
        found += [claims.Fate(fate, s) for fate in FATES]
        found += [claims.top(s), claims.strictly_top(s)]
        found += [claims.Score(measure, s, k) for measure in MEASURES for k in range(-6, 7, 2)]
        for t in STRATEGIES:
            found.append(claims.above(s, t))
            found += [claims.Score(measure, s, k, t) for measure in MEASURES for k in (-3, 0, 1, 4)]
    found += [claims.AllClaims(()), claims.AnyClaim(()), top("alpha") & ~excluded("beta") | stance_is("calm")]
    return [*found, *(~claim for claim in found)]


@settings(max_examples=60, database=None, deadline=None, phases=NO_SHRINKING, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_trees_of_claims_mean_what_the_oracle_says(data: st.DataObject) -> None:
    made = data.draw(packs())
    checked, oracle = made.program().checked, Oracle(made.files, made.columns)
    grown = Trees(checked)
    asked = all_claims(checked)
    roots = [grown.claim(claim) for claim in asked]
    replay = _Replay(grown, (*roots, *grown.constraints))
    people = list(product(*(domain for _, _, domain, _ in oracle.columns)))
    for person in data.draw(st.lists(st.sampled_from(people), min_size=1, max_size=PEOPLE_PER_PACK, unique=True)):
        masks = tuple(1 << domain.index(v) for v, (_, _, domain, _) in zip(person, oracle.columns, strict=True))
        restore(replay, 0)
        for column, mask in enumerate(masks):
            replay._count(column, mask)
        true = {n: lacks <= 0 for n, lacks in replay._lacks.items()}
        decided = oracle.decide([[value] for value in person])
        assert all(true[root] for root in grown.constraints) == (decided is not None)
        assert not any(true[n] == true[n ^ 1] for n in true)
        if decided is not None:
            wrong = [
                claim for claim, root in zip(asked, roots, strict=True) if true[root] != truth(claim, decided, oracle)
            ]
            assert wrong == []


@settings(max_examples=60, database=None, deadline=None, phases=NO_SHRINKING, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_random_steps_prove_is_so(data: st.DataObject) -> None:
    made = data.draw(packs())
    checked, oracle = made.program().checked, Oracle(made.files, made.columns)
    certifier = Certifier(checked)
    sets, count = [], 1
    for _, _, domain, _ in oracle.columns:
        most = min(len(domain), PEOPLE_AT_MOST // count)
        values = data.draw(st.sets(st.sampled_from(range(len(domain))), min_size=1, max_size=most))
        sets.append(sum(1 << i for i in values))
        count *= len(values)
    possible = [
        [v for i, v in enumerate(domain) if mask >> i & 1]
        for mask, (_, _, domain, _) in zip(sets, oracle.columns, strict=True)
    ]
    decisions = [oracle.decide([[value] for value in person]) for person in product(*possible)]
    decided = [decision for decision in decisions if decision is not None]
    for claim in data.draw(st.lists(st.sampled_from(all_claims(checked)), min_size=5, max_size=20)):
        steps = random_proof(certifier, claim, tuple(sets), data.draw(st.randoms(use_true_random=False)))
        assert (steps is None) == any(truth(claim, decision, oracle) for decision in decided), claim
        if steps is not None:
            assert certifier.accepts(claim, sets, steps)
            assert not certifier.accepts(claim, sets, [*steps, ["refuted"]])
            assert not certifier.accepts(claim, sets, steps[:-1])


def restore(replay: _Replay, counted: int) -> None:
    """Take back all that was counted but so much."""
    for n, weight in replay._counted[counted:]:
        replay._lacks[n] += weight
    del replay._counted[counted:]


def random_proof(certifier: Certifier, claim: Claim, sets: tuple[int, ...], random: Random) -> list[Any] | None:
    """Return steps that refute a claim, found by trying steps by chance; None if they lead to somebody."""
    grown = certifier._trees.copy()
    replay = _Replay(grown, (grown.claim(claim), *grown.constraints))
    waiting: list[Any] = [((replay._roots, sets, range(len(sets))), 0)]
    steps: list[Any] = []
    while waiting:
        (roots, masks, columns), counted = waiting.pop()
        restore(replay, counted)
        for column in columns:
            replay._count(column, masks[column])
        tried: list[Any] = [["refuted"], ["cases", random.randint(0, 3)]]
        for column in [i for i, mask in enumerate(masks) if mask.bit_count() > 1]:
            kept = random.randint(1, masks[column]) & masks[column]
            tried += [["narrow", column, kept], ["dominate", column, kept]]
        random.shuffle(tried)
        tried += [
            ["split", i, [1 << k for k in range(9) if mask >> k & 1]]
            for i, mask in enumerate(masks)
            if mask.bit_count() > 1
        ]
        counted = len(replay._counted)
        for step in tried:
            after = replay._take(step, roots, masks, first=not steps)
            restore(replay, counted)
            if after is not None:
                break
        else:
            return None
        steps.append(step)
        waiting += [(branch, counted) for branch in reversed(after)]
    return steps


@pytest.fixture(scope="module")
def small() -> CheckedPack:
    """Return a small pack; its columns are first, second, level (0 to 4), colour (red, green, blue) and six members."""
    rules = [
        rule("one", "first", support={"a": 4}),
        rule("two", "second", support={"a": 2, "b": 4}),
        rule("three", "level >= 3", oppose={"a": 2}),
        rule("four", "colour == 'red' or level == 0", exclude={"a": "no"}),
    ]
    constraints = [{"id": "k", "holds": "second or level <= 3"}]
    return engine_of({"a": card(), "b": card()}, rules, constraints=constraints).program.checked


def yes(name: str, *values: Any) -> Claim:
    return claims.holds(In(name, None, values or (True,)))


FULL = (3, 3, 31, 7, 3, 3, 3, 3, 3, 3)
HIGH = recommended("a") & yes("level", 3, 4)
FIRST, SECOND = yes("first"), yes("second")
KNOT = claims.AllClaims((FIRST | SECOND, FIRST | ~SECOND, ~FIRST | SECOND, ~FIRST | ~SECOND))
HALF = [["narrow", 1, 2], ["refuted"]]
UNTIED = [["split", 0, [1, 2]], *HALF, *HALF]
NO_FIRST = (1, *FULL[1:])
ONLY_SECOND = (3, 2, *FULL[2:])
RED = yes("colour", "red")
RED_KNOT = claims.AllClaims((yes("level", 4), FIRST | RED, FIRST | ~RED, ~FIRST | RED, ~FIRST | ~RED))
RED_HALF = [["narrow", 3, 1], ["refuted"]]
RED_UNTIED = [["dominate", 2, 16], ["split", 0, [1, 2]], *RED_HALF, *RED_HALF]
DEAR = (2, ((0, 2, 3),))

RIGHT: list[Any] = [
    (recommended("a"), NO_FIRST, [["refuted"]], None),
    (lead_at_least(5, "a"), FULL, [("refuted",)], None),
    (HIGH, FULL, [["narrow", 2, 7], ["refuted"]], None),
    (HIGH, FULL, [["narrow", 2, 24], ["refuted"]], None),
    (HIGH, FULL, [["dominate", 0, 2], ["narrow", 2, 24], ["refuted"]], None),
    (HIGH, FULL, [["dominate", 2, 10], ["narrow", 2, 2], ["refuted"]], None),
    (yes("level", 4) & ~SECOND, FULL, [["narrow", 2, 16], ["narrow", 1, 1], ["refuted"]], None),
    (KNOT, FULL, UNTIED, None),
    (KNOT, FULL, (("split", 0, (1, 2)), *UNTIED[1:]), None),
    (KNOT, FULL, [["split", 0, [3]], *UNTIED], None),
    (HIGH | KNOT, FULL, [["cases", 2], ["narrow", 2, 7], ["refuted"], *UNTIED], None),
    (recommended("a") | KNOT, NO_FIRST, [["cases", 2], ["refuted"], *HALF], None),
    (recommended("a") | HIGH, NO_FIRST, [["cases", 2], ["refuted"], ["refuted"]], None),
    (recommended("a"), FULL, [["narrow", 0, 2], ["refuted"]], DEAR),
    (RED_KNOT, ONLY_SECOND, RED_UNTIED, None),
    (RED_KNOT | ~SECOND & yes("level", 1), ONLY_SECOND, RED_UNTIED, None),  # what is false already is of no weight
]

WRONG: list[Any] = [
    (recommended("a"), FULL, [["refuted"]], None),
    (recommended("b"), NO_FIRST, [["refuted"]], None),
    (~recommended("a"), NO_FIRST, [["refuted"]], None),
    (active("c"), NO_FIRST, [["refuted"]], None),
    (excluded("c"), NO_FIRST, [["refuted"]], None),
    (above("a", "c"), NO_FIRST, [["refuted"]], None),
    (lead_at_least(5, "c"), FULL, [["refuted"]], None),
    (stance_is("none"), FULL, [["refuted"]], None),
    (yes("third"), FULL, [["refuted"]], None),
    (lead_at_least(4, "a"), FULL, [["refuted"]], None),
    (HIGH, FULL, [["narrow", 2, 15], ["refuted"]], None),  # 4 is left: not refuted
    (HIGH, FULL, [["narrow", 0, 1], ["refuted"]], None),  # to be told to go is no reason to go
    (HIGH, FULL, [["narrow", 2, 31], ["narrow", 2, 7], ["refuted"]], None),  # nothing is removed
    (HIGH, FULL, [["narrow", 2, 39], ["refuted"]], None),  # more than there is
    (HIGH, FULL, [["narrow", 2, 0], ["refuted"]], None),
    (HIGH, FULL, [["narrow", 10, 1], ["refuted"]], None),
    (HIGH, FULL, [["narrow", -8, 7], ["refuted"]], None),
    (HIGH, FULL, [["dominate", 0, 1], ["refuted"]], None),  # False does not stand in for True
    (HIGH, FULL, [["dominate", 2, 2], ["refuted"]], None),  # 1 does not stand in for 3
    (HIGH, FULL, [["dominate", 2, 16], ["refuted"]], None),  # nor 4 for 1
    (RED_KNOT | yes("level", 1) & RED & ~RED, ONLY_SECOND, RED_UNTIED, None),  # 4 does not stand in for 1
    (yes("level", 4) & ~SECOND, FULL, [["narrow", 2, 16], ["refuted"]], None),
    (yes("level", 3) & ~SECOND, FULL, [["narrow", 2, 8], ["narrow", 1, 1], ["refuted"]], None),
    (KNOT, FULL, UNTIED[1:], None),
    (KNOT, FULL, UNTIED[:-2], None),
    (KNOT, FULL, [["split", 0, [1]], *HALF], None),  # does not cover
    (KNOT, FULL, [["split", 0, []]], None),
    (KNOT, FULL, [["split", 0, [1, 2, 4]], *HALF, *HALF, *HALF], None),
    (KNOT, FULL, [["split", 0, [1, 2, 4]], *HALF, *HALF], None),
    (KNOT, FULL, [["split", 0, 3], *UNTIED], None),
    (KNOT, FULL, [], None),
    (KNOT, FULL, [*UNTIED, ["refuted"]], None),
    (KNOT, FULL, [*UNTIED, []], None),
    (FIRST | SECOND, FULL, UNTIED, None),
    (HIGH | KNOT, FULL, [["cases", 1], ["narrow", 2, 7], ["refuted"]], None),
    (HIGH | KNOT, FULL, [["cases", 2], ["narrow", 2, 7], ["refuted"]], None),
    (HIGH | KNOT, FULL, [["cases", 2], *UNTIED, ["narrow", 2, 7], ["refuted"]], None),
    (HIGH | KNOT, FULL, [["split", 0, [3]], ["cases", 2], ["narrow", 2, 7], ["refuted"], *UNTIED], None),
    (KNOT, FULL, [["cases", 4], ["refuted"], ["refuted"], ["refuted"], ["refuted"]], None),  # all, not any
    (recommended("a") | KNOT, NO_FIRST, [["cases", 1], *HALF], None),
    (recommended("a") | HIGH, NO_FIRST, [["cases", 0]], None),
    (HIGH | KNOT, FULL, [["cases", 2.0], ["narrow", 2, 7], ["refuted"], *UNTIED], None),
    (HIGH | KNOT, FULL, [["cases", 1], ["narrow", 2, 7], ["refuted"], *UNTIED], None),
    (total_at_least(2, "a"), (1, 1, 24, *FULL[3:]), [["cases", 3], ["refuted"], ["refuted"], ["refuted"]], None),
    (claims.AllClaims(()), FULL, [["cases", 0]], None),
    (claims.AnyClaim(()), FULL, [["cases", 0]], None),
    (recommended("a"), FULL, [["narrow", 0, 2], ["refuted"]], None),
    (recommended("a"), FULL, [["narrow", 0, 2], ["refuted"]], (3, ((0, 2, 3),))),
    (recommended("a"), FULL, [["narrow", 0, 2], ["refuted"]], (2, ((0, 2, 3), (1, 2, -1)))),
    (recommended("a"), FULL, [["narrow", 0, 2], ["refuted"]], (2, ((0, 4, 3),))),
    (recommended("a"), FULL[1:], [["refuted"]], None),
    (recommended("a"), NO_FIRST[:-1], [["refuted"]], None),
    (recommended("a"), (*NO_FIRST, 1), [["refuted"]], None),
    (recommended("a"), (1, 0, *FULL[2:]), [["refuted"]], None),
    (recommended("a"), (1, 4, *FULL[2:]), [["refuted"]], None),
    (recommended("a"), (1, -1, *FULL[2:]), [["refuted"]], None),
    (recommended("a"), (True, *FULL[1:]), [["refuted"]], None),
]

MALFORMED: list[Any] = [
    "refuted", {"refuted": 1}, None, 3, ["refuted"], [["refuted", 1]], [[["refuted"]]], ["narrow", 2, 7], [None],
    [["narrow", True, 1], ["refuted"]], [["narrow", 2, True], ["refuted"]], [["narrow", 10**400, 1]],
    [["narrow", 2, 2**100_000]], [["narrow", 2, 7.0], ["refuted"]], [["narrow", 2, [7]], ["refuted"]],
    [["narrow", 2], ["refuted"]], [["split", 2, [[7, 24]]], ["refuted"]], [["split", 2, ["a"]], ["refuted"]],
    [["cases", True]], [["cases", -1]], [["cases", 10**400]], [["guessed"]], [["widen", 2, 7], ["refuted"]],
    [[["narrow"], 2, 7], ["refuted"]], [[{}, 2, 7], ["refuted"]],
]  # fmt: skip


@pytest.mark.parametrize("case", RIGHT)
def test_a_right_certificate_is_accepted(small: CheckedPack, case: Any) -> None:
    claim, sets, steps, budget = case
    assert Certifier(small).accepts(claim, sets, steps, budget)


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_certificate_is_not(small: CheckedPack, case: Any) -> None:
    claim, sets, steps, budget = case
    assert not Certifier(small).accepts(claim, sets, steps, budget)


@pytest.mark.parametrize("steps", MALFORMED)
def test_what_is_malformed_proves_nothing(small: CheckedPack, steps: Any) -> None:
    assert not Certifier(small).accepts(HIGH, FULL, steps)


NUMBERS = st.integers(-2, 33) | st.integers() | st.booleans() | st.floats()
WORDS = st.sampled_from(["refuted", "narrow", "dominate", "split", "cases"]) | st.text(max_size=3)
LEAVES = st.none() | NUMBERS | WORDS
NESTED = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=2))
STEPS = st.lists(st.one_of(NESTED, st.tuples(WORDS, NUMBERS, NESTED), st.lists(LEAVES, max_size=4)), max_size=6)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NESTED | STEPS)
def test_nothing_proves_what_is_not_so(small: CheckedPack, steps: Any) -> None:
    assert not Certifier(small).accepts(recommended("a"), FULL, steps)


def test_a_long_certificate_is_no_deep_recursion(small: CheckedPack) -> None:
    certifier, long = Certifier(small), [["split", 0, [3]]] * 20_000
    assert certifier.accepts(KNOT, FULL, [*long, *UNTIED])
    assert not certifier.accepts(KNOT, FULL, long)


def test_a_certificate_for_the_career_pack_is_checked_quickly() -> None:
    checked = engine().program.checked
    certifier, strategy = Certifier(checked), checked.pack.strategies[0].id
    sets = certifier._trees.full
    steps: list[Any] = [["split", i % len(sets), [sets[i % len(sets)]]] for i in range(200)]
    begun = perf_counter()
    assert not certifier.accepts(top(strategy), sets, steps)
    assert perf_counter() - begun < 3


def test_trees_are_kept_and_budgets_are_not(small: CheckedPack) -> None:
    certifier = Certifier(small)
    certifier.accepts(recommended("a"), FULL, [["refuted"]])
    kept = certifier._trees
    assert certifier.accepts(recommended("a"), FULL, [["narrow", 0, 2], ["refuted"]], DEAR)
    assert not certifier.accepts(recommended("c"), FULL, [["refuted"]])
    assert certifier._trees.nodes == kept.nodes
    assert certifier._trees.known == kept.known


def test_many_threads_may_use_one_checker(small: CheckedPack) -> None:
    certifier = Certifier(small)

    def ask(case: Any) -> bool:
        return certifier.accepts(*case)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, RIGHT * 20))
        assert not any(pool.map(ask, WRONG * 5))


def imported(path: str) -> list[str]:
    """Return the modules that a file imports from the package."""
    found: list[str] = []
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in found if name.startswith("rutengine")]


def test_the_checker_is_short_and_stands_apart() -> None:
    assert len(Path(checking.__file__).read_text(encoding="utf-8").splitlines()) <= 150
    shared = ("rutengine.model.", "rutengine.vocabulary.")
    assert [name for name in imported(checking.__file__) if not name.startswith(shared)] == [
        "rutengine.solver.trees.Trees"
    ]
    assert [name for name in imported(trees.__file__) if not name.startswith(shared)] == []


def test_a_malformed_claim_is_never_proved_and_never_raises() -> None:
    deep: Claim = recommended("find-mentor")
    for _ in range(3000):
        deep = claims.NotClaim(deep)
    broken: list[Any] = [deep, claims.Holds(None), claims.AllClaims([None]), None, "top", claims.Fate("best", "x")]  # type: ignore[arg-type]
    certifier = Certifier(engine().program.checked)
    for claim in broken:
        assert not certifier.accepts(claim, engine().decide(Profile()).outcome.given, [["refuted"]])


def test_the_trees_that_are_kept_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    program = engine().program
    certifier = Certifier(program.checked)
    monkeypatch.setattr(trees, "_MOST_KEPT", 6_000)
    sets = engine().decide(Profile()).outcome.given
    for step in program.strategies:
        certifier.accepts(top(step.strategy.id), sets, [["refuted"]])
        assert len(certifier._trees.nodes) < 6_000
    assert certifier.accepts(excluded("goal-plan"), sets, [["refuted"]])
