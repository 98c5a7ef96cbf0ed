"""A pack is read whole: what is broken is dropped, everything else kept, and all problems are said at once."""

import inspect
import random
import string
import sys
from collections.abc import Callable

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine.checker.check import check
from rutengine.diagnostics.diagnostic import Address, Diagnostic, Finding
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.spans import Span
from rutengine.documents.packs import PackReading, pack_of_tables, read_pack
from rutengine.documents.toml import TomlFile, read_toml
from rutengine.model.pack import CheckedPack
from tests.documents.samples import (
    CONSTRAINTS,
    FACTS,
    FILES,
    HEAD,
    PATTERNS,
    RULES,
    SOURCES,
    STRATEGY,
    VOCABULARY,
    codes,
    read,
    small_pack,
)

RULE = '[[rule]]\nid = "{}"\nwhen = "signals.stuck"\nbecause = "b"\ncite = ["book"]\nsupport.rest = 1\n'


def tables() -> dict[str, dict[str, object]]:
    found = {}
    for name, data in small_pack().items():
        file = read_toml(name, data)
        assert isinstance(file, TomlFile)
        found[name] = dict(file.table)
    return found


def only(reading: PackReading) -> Diagnostic:
    (problem,) = reading.diagnostics
    return problem


def test_a_sound_pack_has_everything() -> None:
    reading = read()
    assert reading.diagnostics == ()
    assert reading.incomplete == frozenset()
    pack = reading.pack
    assert pack is not None
    assert [words.name for words in pack.words] == ["signals.stuck", "signals.tired", "work.kind", "work.tried"]
    assert [rule.id for rule in pack.rules] == ["stuck-needs-rest", "tired-needs-rest"]
    assert {rule.theme for rule in pack.rules} == {"general"}
    assert [pattern.id for pattern in pack.patterns] == ["load", "sort", "weary"]
    assert [strategy.id for strategy in pack.strategies] == ["rest"]
    assert len(pack.content_hash) == 64
    assert isinstance(check(pack, VOCABULARY), CheckedPack)


def test_everything_knows_where_it_stands() -> None:
    pack = read().pack
    assert pack is not None
    assert pack.head.address == Address("pack.toml")
    assert pack.words[0].address == Address("facts.toml", ("signals", "stuck"))
    assert pack.sources[0].origin == Address("sources.toml", ("book",))
    assert pack.patterns[0].address == Address("patterns.toml", ("load",))
    assert pack.constraints[0].address == Address("constraints.toml", ("constraint", 0))
    assert pack.strategies[0].address == Address("strategies/rest.toml")
    assert pack.rules[0].address == Address("rules/general.toml", ("rule", 1))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_files_and_tables_does_not_matter(seed: int) -> None:
    chance = random.Random(seed)
    files = list(small_pack(sources=None, patterns=None, constraints=None).items())
    for name, text in (("facts", FACTS), ("rules/general", RULES)):
        blocks = text.replace("\n\n[", "\n\0[").split("\0")
        chance.shuffle(blocks)
        files = [(n, "\n".join(blocks).encode() if n == f"{name}.toml" else data) for n, data in files]
    chance.shuffle(files)
    assert read_pack(dict(files)).pack == read(sources=None, patterns=None, constraints=None).pack


@pytest.mark.parametrize("name", ["sources", "patterns", "constraints"])
def test_some_files_may_be_missing(name: str) -> None:
    reading = read(**{name: None})
    assert reading.diagnostics == ()
    assert reading.incomplete == frozenset()


@pytest.mark.parametrize(
    ("name", "file", "part"),
    [
        ("pack", "pack.toml", None),
        ("facts", "facts.toml", "facts"),
        ("strategies__rest", "strategies/", "strategies"),
        ("rules__general", "rules/", "rules"),
    ],
)
def test_some_files_may_not(name: str, file: str, part: str | None) -> None:
    reading = read(**{name: None})
    assert (only(reading).code, only(reading).address) == ("RUT105", Address(file))
    assert reading.incomplete == frozenset({part} - {None})
    assert (reading.pack is None) == (part is None)


def test_an_empty_pack_lacks_everything() -> None:
    reading = read_pack({})
    assert codes(reading) == ["RUT105"] * 4
    assert reading.pack is None


def test_a_pack_in_the_wrong_folder_is_noticed() -> None:
    reading = read_pack({f"mine/{name}": data for name, data in small_pack().items()})
    helps = {problem.finding.help for problem in reading.diagnostics if problem.code == "RUT105"}
    assert "is `mine` the folder that is meant?" in helps


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Pack.toml", "did you mean `pack`?"),
        ("constraint.toml", "did you mean `constraints`?"),
        ("rule/pay.toml", "did you mean `rules`?"),
        ("rules/sub/pay.toml", None),
        ("rules/pay.TOML", None),
        ("rules/.toml", None),
        ("zzz.toml", None),
        ("/pack.toml", None),
        ("../pack.toml", None),
        ("rules\\pay.toml", None),
        ("a\x1b[31m\u202e.toml", None),
    ],
)
def test_a_file_in_a_wrong_place_is_reported(name: str, said: str | None) -> None:
    reading = read_pack({**small_pack(), name: b"\xff"})
    problem = only(reading)
    assert problem.code == "RUT104"
    if said is not None:
        assert problem.finding.help == said
    assert "\x1b" not in str(problem)
    assert reading.pack is not None
    assert reading.incomplete == frozenset()


def test_other_files_are_ignored() -> None:
    assert read_pack({**small_pack(), "README.md": b"\xff", "rules/notes.txt": b""}).diagnostics == ()


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_the_number_of_files_is_limited(extra: int) -> None:
    missing = LIMITS.pack_files + extra - len(FILES)
    reading = read_pack({**small_pack(), **{f"rules/t{i}.toml": b"" for i in range(missing)}, "README": b""})
    assert codes(reading) == (["RUT103"] if extra > 0 else [])
    assert (reading.pack is None) == (extra > 0)


@pytest.mark.parametrize("extra", [-1, 0, 1, 9])
def test_the_number_of_rules_is_limited(extra: int, monkeypatch: pytest.MonkeyPatch) -> None:
    small = attrs.evolve(LIMITS, rules=20)
    monkeypatch.setattr("rutengine.documents.parts.LIMITS", small)
    texts = ["".join(RULE.format(f"r{file}-{i}") for i in range(10 if file else 10 + extra)) for file in range(2)]
    later = {"rules__third": RULE.format("late")} if extra > 0 else {}
    reading = read(rules__general=texts[0], rules__other=texts[1], **later)
    assert codes(reading) == (["RUT103"] if extra > 0 else [])
    assert ("rules" in reading.incomplete) == (extra > 0)
    assert reading.pack is not None
    assert len(reading.pack.rules) == min(20, 20 + extra)


@pytest.mark.parametrize("number", ["2", "0", "-1", "99999999999999999999"])
def test_another_format_is_all_that_is_said(number: str) -> None:
    reading = read(pack=f"format = {number}\nfuture = true\n", facts="broken", rules__Bad="")
    problem = only(reading)
    assert (problem.code, problem.address) == ("RUT112", Address("pack.toml", ("format",)))
    assert problem.excerpt is not None
    assert reading.pack is None
    assert reading.incomplete == {
        "facts",
        "sources",
        "patterns",
        "constraints",
        "guarantees",
        "seeds",
        "strategies",
        "rules",
        "scenarios",
    }


@pytest.mark.parametrize(
    ("number", "code"), [('"1"', "RUT108"), ("1.0", "RUT108"), ("true", "RUT108"), (None, "RUT107")]
)
def test_a_format_that_is_no_number_is_an_ordinary_mistake(number: str | None, code: str) -> None:
    head = HEAD.replace("format = 1\n", "" if number is None else f"format = {number}\n")
    assert codes(read(pack=head)) == [code]


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("facts", FACTS.replace("ask =", "aks =", 1), "facts"),
        ("sources", SOURCES.replace("article", "articel"), "sources"),
        ("patterns", PATTERNS.replace("name =", "nome =", 1), "patterns"),
        ("constraints", CONSTRAINTS.replace("holds", "hold"), "constraints"),
        ("strategies__rest", STRATEGY.replace("60", '"60"'), "strategies"),
        ("rules__general", RULES.replace("because", "becuase", 1), "rules"),
        ("facts", "[broken", "facts"),
        ("sources", "[broken", "sources"),
        ("patterns", "[broken", "patterns"),
        ("constraints", "[broken", "constraints"),
        ("strategies__rest", "[broken", "strategies"),
        ("rules__general", b"\xff", "rules"),
        ("pack", "[broken", None),
        ("pack", HEAD.replace('says = "Steady."', ""), None),
    ],
)
def test_what_is_broken_is_dropped_and_the_rest_kept(name: str, text: str | bytes, part: str | None) -> None:
    whole, reading = read().pack, read(**{name: text})
    assert reading.diagnostics
    assert reading.incomplete == frozenset({part} - {None})
    if part is None:
        assert reading.pack is None
        return
    assert whole is not None
    assert reading.pack is not None
    assert reading.pack.content_hash == ""
    for field in ("words", "sources", "patterns", "constraints", "strategies", "rules"):
        kept, all_of_it = getattr(reading.pack, field), getattr(whole, field)
        lost = part == {"words": "facts"}.get(field, field)
        assert kept == tuple(item for item in all_of_it if not lost or item in kept)
        assert (len(kept) < len(all_of_it)) == lost


def test_all_problems_of_all_files_are_said_in_order() -> None:
    reading = read(
        pack=HEAD.replace('licence = "MIT"', 'license = "MIT"'),
        facts=FACTS.replace("tired]", "Tired]").replace("ask =", "aks ="),
        rules__general=RULES.replace("4", "4.0").replace('"stuck-needs-rest"', '"Stuck"'),
    )
    found = [(p.address.file, p.excerpt.line if p.excerpt else 0, p.code) for p in reading.diagnostics]
    assert found == sorted(found)
    assert len(found) == 13
    assert {file for file, _, _ in found} == {"pack.toml", "facts.toml", "rules/general.toml"}
    assert all(line > 0 for file, line, code in found if (file, code) != ("pack.toml", "RUT107"))
    assert reading.pack is None


def test_duplicate_ids_are_left_to_the_checker() -> None:
    reading = read(rules__general=RULES + RULE.format("tired-needs-rest"), rules__also=RULE.format("tired-needs-rest"))
    assert reading.diagnostics == ()
    assert reading.pack is not None
    assert [rule.id for rule in reading.pack.rules].count("tired-needs-rest") == 3


def test_later_diagnostics_are_located() -> None:
    reading = read()
    finding = Finding(code="RUT301", message="unknown name", span=Span(18, 27))
    here = Diagnostic(finding=finding, address=Address("rules/general.toml", ("rule", 1, "when")))
    (located,) = reading.locate([here])
    assert located.excerpt is not None
    assert located.excerpt.text == "and not (work.kind == 'field')'''"
    assert (located.excerpt.line, located.excerpt.column, located.excerpt.width) == (12, 5, 9)
    assert reading.locate(reading.locate([here])) == (located,)
    elsewhere = attrs.evolve(here, address=Address("nowhere.toml"))
    assert [one.address.file for one in reading.locate([here, elsewhere])] == ["nowhere.toml", "rules/general.toml"]


def test_parsed_tables_are_read_alike() -> None:
    reading = pack_of_tables(tables())
    assert reading.pack == read().pack
    assert reading.sources == {}
    broken = pack_of_tables({**tables(), "rules/x.toml": {"rule": [3]}, "sources.toml": {"Book": 1}, "y.toml": {}})
    assert sorted(codes(broken)) == ["RUT104", "RUT108", "RUT108", "RUT111"]
    assert all(problem.excerpt is None for problem in broken.diagnostics)
    other = pack_of_tables({**tables(), "pack.toml": {"format": 7}})
    assert codes(other) == ["RUT112"]


def test_not_more_problems_are_kept_than_anybody_reads() -> None:
    many = "".join(f"[[rule]]\nx{i} = 1\n" for i in range(2_000))
    facts = "".join(f"[a.b{i}]\nx = 1\n" for i in range(2_000))
    sources = "".join(f"[a{i}]\nx = 1\n" for i in range(2_000))
    reading = read(rules__general=many, facts=facts, sources=sources)
    assert len(reading.diagnostics) == LIMITS.problems_kept
    assert reading.incomplete == {"facts", "patterns", "rules", "sources"}


def deeper(frames: int, call: Callable[[], PackReading]) -> PackReading:
    return call() if frames == 0 else deeper(frames - 1, call)


def test_a_caller_may_be_hundreds_of_frames_deep() -> None:
    room = sys.getrecursionlimit() - 200 - len(inspect.stack())
    files = {**small_pack(), "rules/other.toml": b"x = " + b"[{a=" * 8 + b"1" + b"}]" * 8}
    assert deeper(room, lambda: read_pack(files)).diagnostics == read_pack(files).diagnostics


NAMES = st.sampled_from([*FILES, "rules/x.toml", "strategies/X.toml", "y.toml"])
PIECES = st.lists(
    st.sampled_from([*HEAD.split("\n"), *FACTS.split("\n"), *RULES.split("\n"), *STRATEGY.split("\n"), "[[", "= 3"]),
    max_size=30,
).map(lambda lines: "\n".join(lines).encode())


@given(st.dictionaries(NAMES, st.binary(max_size=60) | PIECES, max_size=8), st.sampled_from([{}, small_pack()]))
def test_any_bytes_give_a_reading(files: dict[str, bytes], sound: dict[str, bytes]) -> None:
    reading = read_pack({**sound, **files})
    for problem in reading.diagnostics:
        assert problem.code < "RUT2"
        assert str(problem)
    assert reading.pack is not None or reading.diagnostics
    if reading.pack is not None:
        assert (reading.pack.content_hash == "") == bool(reading.diagnostics)
        check(reading.pack, VOCABULARY, reading.incomplete)


@given(st.text(alphabet=string.printable, max_size=30), st.data())
def test_a_mutated_pack_gives_a_reading(text: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    whole = FILES[name]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    files = {**small_pack(), name: (whole[:start] + text + whole[end:]).encode()}
    reading = read_pack(files)
    if reading.pack is not None and not reading.diagnostics:
        check(reading.pack, VOCABULARY)
