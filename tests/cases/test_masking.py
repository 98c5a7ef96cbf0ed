"""One slip hides no other: what is broken is left out, and everything else is still checked."""

from rutengine import PackError
from rutengine.checker.check import check
from rutengine.documents.packs import read_pack
from rutengine.vocabulary.vocabulary import Vocabulary
from tests.cases.corpus import BASE
from tests.cases.vocabularies import Plant


def problems(**files: str) -> list[tuple[str, str]]:
    """Return the code and the file of everything that is reported of the base pack with some files appended to."""
    pack = {file.relative_to(BASE).as_posix(): file.read_bytes() for file in sorted(BASE.rglob("*.toml"))}
    for name, text in files.items():
        file = name.replace("__", "/").replace("_", "-") + ".toml"
        pack[file] = pack[file] + text.encode()
    reading = read_pack(pack)
    assert reading.pack is not None
    checked = check(reading.pack, Vocabulary.of(Plant), reading.incomplete, reading.lost)
    found = [*reading.diagnostics, *(checked if isinstance(checked, tuple) else ())]
    error = PackError(reading.locate(found))
    return [(diagnostic.code, diagnostic.address.file) for diagnostic in error.diagnostics]


def test_five_mistakes_in_one_rule_are_five_diagnostics() -> None:
    rule = """
[[rule]]
id = "fern-in-the-sun"
when = "leaves.yelow >= 1 and dry_days > 60"
because = "Five mistakes at once."
support.repot = "5"
support.water-itt = 3
cite = ["practice"]
"""
    assert sorted(code for code, _ in problems(rules__light=rule)) == ["RUT108", "RUT301", "RUT305", "RUT401", "RUT402"]


def test_a_broken_card_hides_no_unknown_strategy() -> None:
    rule = """
[[rule]]
id = "another"
when = "leaves.sticky"
because = "A strategy that does not exist, and one whose card is broken."
support.nope-nope = 5
support.repot = 5
cite = ["practice"]
"""
    found = problems(rules__light=rule, strategies__repot="\n[[tip]]\nwhen = 'leaves.sticky'\nhow = 3\n")
    assert found == [("RUT402", "rules/light.toml"), ("RUT108", "strategies/repot.toml")]
