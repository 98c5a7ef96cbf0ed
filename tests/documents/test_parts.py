"""Names are written in one way, and tables stand where the format has them."""

import pytest

from rutengine.diagnostics.diagnostic import Address, Diagnostic
from rutengine.documents.packs import PackReading, read_pack
from tests.documents.samples import (
    FACTS,
    FILES,
    RULES,
    STRATEGY,
    codes,
    read,
    small_pack,
)

RULE = '[[rule]]\nid = "{}"\nwhen = "signals.stuck"\nbecause = "b"\ncite = ["book"]\nsupport.rest = 1\n'


def only(reading: PackReading) -> Diagnostic:
    (problem,) = reading.diagnostics
    return problem


@pytest.mark.parametrize(
    ("name", "old", "new", "help"),
    [
        ("pack", 'id = "small"', 'id = "Small"', "write `small`"),
        ("pack", 'id = "general"', 'id = "in_general"', "write `in-general`"),
        ("pack", 'id = "first"', 'id = "First Phase"', "write `first-phase`"),
        ("pack", "[stances.steady]", '[stances."Stay Calm"]', "write `stay-calm`"),
        ("pack", "marked", "veryMarked", "write `very_marked`"),
        ("pack", "marked", "very-marked", "write `very_marked`"),
        ("pack", "marked", "max", None),
        ("pack", "marked", "not", None),
        ("pack", "marked", "_", None),
        ("sources", "[book]", "[the_book]", "write `the-book`"),
        ("sources", "one =", "One =", "write `one`"),
        ("sources", "one =", '"" =', None),
        ("patterns", "[weary]", "[very-weary]", "write `very_weary`"),
        ("patterns", "[weary]", "[lambda]", None),
        ("patterns", "[weary]", '["\\u0440aris"]', None),
        ("patterns", "[weary]", f"[{'w' * 65}]", None),
        ("constraints", "field-is-not-stuck", "field--is", "write `field-is`"),
        ("rules__general", "tired-needs-rest", "../../etc/passwd", "write `etc-passwd`"),
        ("rules__general", "tired-needs-rest", "t\u0435st", None),
        ("rules__general", "tired-needs-rest", "1st", None),
        ("rules__general", "tired-needs-rest", "t" * 65, None),
        ("rules__general", "tired-needs-rest", "tired\\n", "write `tired`"),
        ("facts", "[signals.tired]", "[signals.Tired]", "write `tired`"),
        ("facts", "[signals.tired]", '["signals.tired"]', "write `signals_tired`"),
    ],
)
def test_ids_and_names_are_written_in_one_way(name: str, old: str, new: str, help: str | None) -> None:
    text = FILES[f"{name.replace('__', '/')}.toml"]
    assert old in text
    problem = only(read(**{name: text.replace(old, new, 1)}))
    assert problem.code == "RUT111"
    assert problem.finding.help == help
    assert problem.excerpt is not None


@pytest.mark.parametrize("length", [63, 64, 65])
def test_ids_are_limited(length: int) -> None:
    reading = read(rules__general=RULE.format("r" * length))
    assert codes(reading) == (["RUT111"] if length > 64 else [])


@pytest.mark.parametrize("name", ["strategies/Rest.toml", "strategies/re_st.toml", "strategies/r\u0435st.toml"])
def test_the_name_of_a_strategy_is_that_of_its_file(name: str) -> None:
    files = small_pack(strategies__rest=None)
    reading = read_pack({**files, name: STRATEGY.encode()})
    assert codes(reading) == ["RUT111"]
    assert only(reading).address == Address(name)
    assert reading.incomplete == {"strategies"}


def test_the_name_of_a_theme_is_that_of_its_file() -> None:
    files = small_pack(rules__general=None)
    reading = read_pack({**files, "rules/In General.toml": RULES.encode()})
    assert codes(reading) == ["RUT111"]
    assert reading.incomplete == {"rules"}


@pytest.mark.parametrize(
    ("name", "text", "code", "said"),
    [
        ("rules__general", RULES + "[[rules]]\nid = 'x'\n", "RUT106", "did you mean `rule`?"),
        ("rules__general", "theme = 'x'\n" + RULES, "RUT106", "every rule stands under `[[rule]]`"),
        ("rules__general", "[rule]\nid = 'x'", "RUT108", "a list of tables is written with two brackets: `[[...]]`"),
        ("constraints", "[constraints]\n", "RUT106", "did you mean `constraint`?"),
        ("constraints", "constraint = [1]\n", "RUT108", None),
        ("rules__general", "rule = ['x']\n", "RUT108", None),
        ("sources", "book = 'x'\n", "RUT108", None),
        ("patterns", "weary = []\n", "RUT108", None),
        ("facts", FACTS + "[signals.left]\n", "RUT107", None),
        ("facts", "signals = 3\n", "RUT108", None),
    ],
)
def test_the_shape_of_files(name: str, text: str, code: str, said: str | None) -> None:
    reading = read(**{name: text})
    assert code in codes(reading)
    if said is not None:
        assert said in [problem.finding.help for problem in reading.diagnostics]


def test_facts_are_found_however_they_are_nested() -> None:
    inline = 'signals = { tired = { ask = "a", label = "l" }, deep.er.stuck.ask = "b", deep.er.stuck.label = "c" }\n'
    labels = 'work.kind.labels.office = "o"\nwork.kind.ask = "x"\nwork.kind.label = "y"\n'
    odd = "[work.label]\nask = 'a'\nlabel = 'b'\n"
    pack = read(facts=inline + labels + odd).pack
    assert pack is not None
    names = ["signals.deep.er.stuck", "signals.tired", "work.kind", "work.label"]
    assert [words.name for words in pack.words] == names


def test_a_fact_of_labels_only_is_a_fact() -> None:
    reading = read(facts=FACTS + '[work.place.labels]\nhome = "at home"\n')
    missing = [p.finding.message for p in reading.diagnostics]
    assert missing == ["missing key `ask`", "missing key `label`"]
    assert {p.address.path for p in reading.diagnostics} == {("work", "place")}
