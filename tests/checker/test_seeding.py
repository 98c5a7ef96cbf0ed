"""Seeds: what they name exists, they change nothing of a pack, and what is broken elsewhere is not reported twice."""

import tomllib
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from rutengine.checker.check import check
from rutengine.documents.packs import PackReading, pack_of_tables, read_pack
from rutengine.model.pack import CheckedPack
from rutengine.model.seed import Seed
from rutengine.vocabulary.vocabulary import Vocabulary
from tests.cases.corpus import BASE
from tests.cases.vocabularies import Plant

FILES = {file.relative_to(BASE).as_posix(): file.read_bytes() for file in sorted(BASE.rglob("*.toml"))}
TABLES = {name: tomllib.loads(text.decode()) for name, text in FILES.items()}
VOCABULARY: Vocabulary[Any] = Vocabulary.of(Plant)
SEED: dict[str, Any] = {"id": "a01", "says": "Water it.", "cite": "practice"}
CODES = {"facts": "RUT301", "patterns": "RUT301", "strategies": "RUT402", "rules": "RUT604", "constraints": "RUT404"}


def read(*seeds: dict[str, Any]) -> PackReading:
    """Return the base pack with seeds."""
    return pack_of_tables({**TABLES, "seeds.toml": {"seed": list(seeds)}})


def codes(reading: PackReading) -> list[str]:
    assert reading.pack is not None
    found = check(reading.pack, VOCABULARY, reading.incomplete, reading.lost)
    return [problem.code for problem in found] if isinstance(found, tuple) else []


def known() -> dict[str, list[str]]:
    pack = read().pack
    assert pack is not None
    return {
        "facts": [fact.name for fact in VOCABULARY.facts],
        "patterns": [pattern.id for pattern in pack.patterns],
        "strategies": [strategy.id for strategy in pack.strategies],
        "rules": [rule.id for rule in pack.rules],
        "constraints": [constraint.id for constraint in pack.constraints],
    }


KNOWN = known()
CARRIERS = st.fixed_dictionaries(
    {}, optional={kind: st.lists(st.sampled_from(ids), unique=True) for kind, ids in KNOWN.items()}
)


@given(CARRIERS)
def test_whatever_exists_can_carry_a_seed_and_no_seed_changes_the_hash(carriers: dict[str, list[str]]) -> None:
    reading = read({**SEED, **carriers})
    assert codes(reading) == []
    assert reading.pack is not None
    (seed,) = reading.pack.seeds
    assert {kind: list(getattr(seed, kind)) for kind in KNOWN} == {kind: carriers.get(kind, []) for kind in KNOWN}
    assert seed.has_carriers == seed.is_settled == any(carriers.values())
    without = read().pack
    assert without is not None
    assert reading.pack.content_hash == without.content_hash


@given(CARRIERS, st.sampled_from(sorted(CODES)), st.data())
def test_one_name_that_does_not_exist_is_one_problem(
    carriers: dict[str, list[str]], kind: str, data: st.DataObject
) -> None:
    names = carriers.get(kind, [])
    at = data.draw(st.integers(0, len(names)))
    assert codes(read({**SEED, **carriers, kind: [*names[:at], "nowhere", *names[at:]]})) == [CODES[kind]]


def test_a_reason_settles_a_seed_that_nothing_carries() -> None:
    assert not Seed(**SEED).is_settled
    settled = Seed(**SEED, not_repeated="it is not known")
    assert settled.is_settled
    assert not settled.has_carriers


def test_what_was_dropped_elsewhere_is_not_missed() -> None:
    seed = b"""
[[seed]]
id = "a01"
says = "Water it."
cite = "practice"
patterns = ["thirst"]
strategies = ["water-it"]
rules = ["dry-for-too-long"]
"""
    broken = {
        "patterns.toml": FILES["patterns.toml"].replace(b"name =", b"nome ="),
        "strategies/water-it.toml": FILES["strategies/water-it.toml"].replace(b"title =", b"titel ="),
        "rules/water.toml": FILES["rules/water.toml"].replace(b"[[rule]]", b"[[rulle]]"),
        "seeds.toml": seed,
    }
    reading = read_pack({**FILES, **broken})
    assert codes(reading) == []
    assert reading.incomplete >= {"patterns", "strategies", "rules"}


def test_seeds_stand_in_the_order_of_their_ids() -> None:
    reading = read({**SEED, "id": "b"}, {**SEED, "id": "a"})
    assert reading.pack is not None
    checked = check(reading.pack, VOCABULARY)
    assert isinstance(checked, CheckedPack)
    assert [seed.id for seed in checked.pack.seeds] == ["a", "b"]
    assert attrs.evolve(checked.pack.seeds[0], id="b") == checked.pack.seeds[1]
