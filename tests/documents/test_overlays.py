"""Overlays: other words change no decision, rules add and replace by id, and every problem stands in the overlay."""

from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rutengine import Engine, PackError, load_pack
from rutengine.documents.folders import packaged_pack, read_folder
from rutengine.documents.overlays import lay_over, read_overlaid
from rutengine.documents.packs import PackReading, read_pack
from tests.documents.samples import Person, Signals, read, small_pack

CAREER = read_folder(packaged_pack("career"))
WHOLE = read_pack(CAREER)
MOVABLE = sorted(
    set(CAREER) - {"pack.toml", "facts.toml", "seeds.toml", "strategies/find-mentor.toml", "rules/safety.toml"}
)

HEAD = 'format = 1\nid = "{id}"\ntitle = "Other"\noverlays = "{of}"\nkind = "{kind}"\n'

WORDS = {
    "pack.toml": """
title = "Ein kleines Paket"
themes = [{ id = "general", title = "Allgemein" }]
stances.steady.says = "Stetig."
""",
    "facts.toml": """
[signals.tired]
ask = "Wie müde bist du?"
label = "du bist müde"
[work.tried]
labels = { rest = "du hast geruht" }
""",
    "sources.toml": '[book]\ntitle = "Ein Buch"\nsections.one = "Kapitel eins"\n',
    "patterns.toml": '[sort]\nname = "Sorte"\nlabels.a = "eins"\n',
    "strategies/rest.toml": """
title = "Ruhe"
steps = ["Setz dich."]
evidence.says = "Es scheint zu helfen."
route = [{ how = "Ruh dich daheim aus." }, {}]
tip = [{ how = "Ruh dich mehr aus." }]
""",
    "rules/general.toml": """
[[rule]]
id = "stuck-needs-rest"
because = "Wer feststeckt, braucht auch Ruhe."
note.rest = "Ruh gut."
""",
}

RULES = {
    "sources.toml": '[desk]\ntitle = "A Desk"\nkind = "practice"\ngood_for = "tests"\n',
    "rules/general.toml": """
[[rule]]
id = "desk"
when = "signals.tired >= 1"
because = "There is a desk."
note.rest = "Call the desk."
cite = ["desk"]

[[rule]]
id = "tired-needs-rest"
when = "signals.tired >= 4"
because = "The very tired need rest."
support.rest = 5
cite = ["book"]
""",
}


def overlay(kind: str, files: dict[str, str], id: str = "other", of: str = "small") -> dict[str, bytes]:
    head = {"overlay.toml": HEAD.format(id=id, of=of, kind=kind)}
    return {name: text.encode() for name, text in {**head, **files}.items()}


def laid(kind: str, files: dict[str, str], **rest: str) -> PackReading:
    return lay_over(read(), "other", overlay(kind, files, **rest))


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def said(reading: PackReading) -> list[str]:
    lines = [problem.excerpt.line if problem.excerpt else 0 for problem in reading.diagnostics]
    return [
        f"{problem.code} {problem.address.file}:{line} {problem.finding.message}"
        for problem, line in zip(reading.diagnostics, lines, strict=True)
    ]


@settings(max_examples=15, deadline=None)
@given(st.sets(st.sampled_from(MOVABLE)))
def test_a_pack_in_two_halves_is_the_whole_pack(moved: set[str]) -> None:
    """Law: what stands in an overlay of rules might as well stand in the pack."""
    rest = read_pack({name: content for name, content in CAREER.items() if name not in moved})
    half = {**{name: CAREER[name] for name in moved}, **overlay("rules", {}, of="career")}
    both = lay_over(rest, "half", half)
    assert both.diagnostics == ()
    assert both.pack is not None
    assert attrs.evolve(both.pack, overlays=()) == WHOLE.pack


def test_the_same_tables_once_more_change_nothing() -> None:
    again = {name: CAREER[name] for name in (*MOVABLE, "facts.toml")}
    both = lay_over(WHOLE, "again", {**again, **overlay("rules", {}, of="career")})
    assert both.pack is not None
    assert attrs.evolve(both.pack, overlays=()) == WHOLE.pack
    (mark,) = both.pack.overlays
    assert not mark.adds
    assert "rule `told-no-growth`" in mark.replaces


@given(st.builds(Person, signals=st.builds(Signals, tired=st.integers(0, 4), stuck=st.none() | st.booleans())))
def test_other_words_change_no_decision(person: Person) -> None:
    """Law: with a text overlay everybody is told the same, in other words."""
    plain, worded = engines()

    def decided(engine: Engine[Person]) -> object:
        outcome = engine.decide(person).outcome
        return [attrs.evolve(one, notes=()) for one in outcome.standings], outcome.fired, outcome.stance

    assert decided(plain) == decided(worded)


_ENGINES: list[Engine[Person]] = []


def engines() -> list[Engine[Person]]:
    if not _ENGINES:
        from tests.house.packs import program_of  # noqa: PLC0415 - built once, when first needed

        _ENGINES.extend([program_of(read(), Person), program_of(laid("text", WORDS), Person)])
    return _ENGINES


def test_words_take_the_place_of_words() -> None:
    reading = laid("text", WORDS)
    assert said(reading) == []
    pack, before = reading.pack, read().pack
    assert pack is not None
    assert before is not None
    assert (pack.head.title, pack.head.themes[0].title, pack.head.stances["steady"].says) == (
        "Ein kleines Paket",
        "Allgemein",
        "Stetig.",
    )
    words = {one.name: one for one in pack.words}
    assert words["signals.tired"].ask == "Wie müde bist du?"
    assert dict(words["work.tried"].labels) == {"rest": "du hast geruht", "talk": "you talked"}
    (strategy,) = pack.strategies
    assert [route.how for route in strategy.routes] == ["Ruh dich daheim aus.", "Rest anywhere."]
    assert (strategy.routes[0].when, strategy.tips[0].how) == ("signals.stuck", "Ruh dich mehr aus.")
    rule = next(rule for rule in pack.rules if rule.id == "stuck-needs-rest")
    assert (rule.because, dict(rule.note), dict(rule.support)) == (
        "Wer feststeckt, braucht auch Ruhe.",
        {"rest": "Ruh gut."},
        {"rest": 3},
    )
    assert pack.content_hash != before.content_hash
    assert len(pack.overlays[0].replaces) == 7


def test_rules_add_and_replace() -> None:
    reading = laid("rules", RULES)
    assert said(reading) == []
    assert reading.pack is not None
    (mark,) = reading.pack.overlays
    assert (mark.adds, mark.replaces) == (("source `desk`", "rule `desk`"), ("rule `tired-needs-rest`",))
    assert [(rule.id, rule.when) for rule in reading.pack.rules][:1] == [("desk", "signals.tired >= 1")]
    assert {rule.id: rule.when for rule in reading.pack.rules}["tired-needs-rest"] == "signals.tired >= 4"


@pytest.mark.parametrize("last", ["first", "second"])
def test_later_ones_win(last: str, tmp_path: Path) -> None:
    base = write(tmp_path / "pack", small_pack())
    folders = [
        write(tmp_path / id, overlay("text", {"strategies/rest.toml": f'title = "{id}"\n'}, id=id))
        for id in sorted(("first", "second"), key=last.__eq__)
    ]
    engine: Engine[Person] = Engine[Person].load(base, Person, folders)
    assert engine.pack.pack.strategies[0].title == last
    assert load_pack(base, Person, folders).pack.content_hash == engine.pack.pack.content_hash


@pytest.mark.parametrize(
    ("kind", "files", "problems"),
    [
        (
            "text",
            {"rules/general.toml": '[[rule]]\nid = "desk"\n'},
            ["RUT604 other/rules/general.toml:1 unknown rule `desk`"],
        ),
        (
            "text",
            {"rules/general.toml": '[[rule]]\nid = "tired-needs-rest"\nwhen = "signals.stuck"\n'},
            ["RUT106 other/rules/general.toml:3 unknown key `when`"],
        ),
        (
            "text",
            {"rules/general.toml": '[[rule]]\nid = "stuck-needs-rest"\nnote.rset = "Ruh gut."\nnotice = "Ruh."\n'},
            [
                "RUT106 other/rules/general.toml:3 `rset` replaces nothing",
                "RUT106 other/rules/general.toml:4 `notice` replaces nothing",
            ],
        ),
        (
            "text",
            {"strategies/rst.toml": 'title = "Ruhe"\n'},
            ["RUT402 other/strategies/rst.toml:0 unknown strategy `rst`"],
        ),
        (
            "text",
            {"strategies/rest.toml": 'steps = ["a", "b"]\nsummary = ""\ntitle = 3\nroute = "a"\n'},
            [
                "RUT109 other/strategies/rest.toml:1 `steps` has another number of items than in the pack",
                "RUT109 other/strategies/rest.toml:2 `summary` is empty",
                "RUT108 other/strategies/rest.toml:3 `title` has the wrong type",
                "RUT108 other/strategies/rest.toml:4 `route` has the wrong type",
            ],
        ),
        (
            "text",
            {"facts.toml": '[signals.tird]\nask = "?"\n'},
            ["RUT407 other/facts.toml:1 unknown fact `signals.tird`"],
        ),
        ("text", {"pack.toml": "threshold = 1\n"}, ["RUT106 other/pack.toml:1 unknown key `threshold`"]),
        (
            "text",
            {"pack.toml": 'themes = [{ id = "genral", title = "A" }, { title = "B" }]\nhistory.because = "C"\n'},
            [
                "RUT404 other/pack.toml:1 unknown id `genral`",
                "RUT107 other/pack.toml:1 missing key `id`",
                "RUT106 other/pack.toml:2 `history` replaces nothing",
            ],
        ),
        (
            "text",
            {"rules/general.toml": '[[rule]]\nid = "stuck-needs-rest"\n[[rule]]\nid = "stuck-needs-rest"\n'},
            ["RUT401 other/rules/general.toml:3 the words of rule `stuck-needs-rest` stand here twice"],
        ),
        (
            "text",
            {"pack.toml": 'themes = [{ id = "general", title = "A" }, { id = "general", title = "B" }]\n'},
            ["RUT401 other/pack.toml:1 the words of `general` stand here twice"],
        ),
        ("text", {"rules/general.toml": "rules = []\n"}, ["RUT106 other/rules/general.toml:1 unknown key `rules`"]),
        (
            "rules",
            {"pack.toml": "", "seeds.toml": "", "x.toml": ""},
            [
                "RUT104 other/pack.toml:0 an overlay of kind `rules` has no place for `pack.toml`",
                "RUT104 other/seeds.toml:0 an overlay of kind `rules` has no place for `seeds.toml`",
                "RUT104 other/x.toml:0 an overlay of kind `rules` has no place for `x.toml`",
            ],
        ),
        (
            "rules",
            {"rules/general.toml": '[[rule]]\nid = "desk"\nwen = "signals.stuck"\nbecause = "b"\ncite = ["book"]\n'},
            [
                "RUT107 other/rules/general.toml:1 missing key `when`",
                "RUT106 other/rules/general.toml:3 unknown key `wen`",
            ],
        ),
        ("word", {}, ["RUT109 other/overlay.toml:5 `kind` cannot be `word`"]),
    ],
)
def test_problems_stand_in_the_overlay(kind: str, files: dict[str, str], problems: list[str]) -> None:
    assert said(laid(kind, files)) == problems


def test_an_overlay_says_what_it_is() -> None:
    other = overlay("text", {})
    assert said(laid("text", {}, of="smal")) == ["RUT109 other/overlay.toml:4 the overlay is for the pack `smal`"]
    assert said(laid("text", {}, id="Not_An_Id"))[0].startswith("RUT111 other/overlay.toml:2")
    assert said(lay_over(laid("text", {}), "again", other)) == [
        "RUT401 again/overlay.toml:2 two overlays have the id `other`"
    ]
    newer = other["overlay.toml"].replace(b"format = 1", b"format = 2")
    assert said(lay_over(read(), "new", {"overlay.toml": newer}))[0].startswith("RUT112 new/overlay.toml:1")
    assert said(lay_over(read(), "no", small_pack()))[0] == "RUT105 no/overlay.toml:0 `overlay.toml` is missing"


def test_what_the_checker_finds_stands_in_the_overlay(tmp_path: Path) -> None:
    base = write(tmp_path / "pack", small_pack())
    wrong = {**RULES, "rules/general.toml": RULES["rules/general.toml"].replace("support.rest", "support.rst")}
    folder = write(tmp_path / "other", overlay("rules", wrong))
    with pytest.raises(PackError) as caught:
        load_pack(base, Person, [folder])
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.address.file) == ("RUT402", f"{folder.as_posix()}/rules/general.toml")
    assert problem.excerpt is not None
    assert problem.excerpt.text == "support.rst = 5"


def test_a_broken_strategy_of_an_overlay_is_not_called_unknown(tmp_path: Path) -> None:
    base = write(tmp_path / "pack", small_pack())
    rule = '[[rule]]\nid = "walks"\nwhen = "signals.stuck"\nbecause = "b"\ncite = ["book"]\nsupport.walk = 3\n'
    files = {"strategies/walk.toml": "title = 3\n", "rules/general.toml": rule}
    with pytest.raises(PackError) as caught:
        load_pack(base, Person, [write(tmp_path / "other", overlay("rules", files))])
    assert {problem.code for problem in caught.value.diagnostics} == {"RUT107", "RUT108"}


def test_a_pack_with_problems_comes_before_its_overlays(tmp_path: Path) -> None:
    base = write(tmp_path / "pack", small_pack(rules__general="rules = []"))
    reading = read_overlaid(base, [tmp_path / "none"])
    assert {problem.address.file for problem in reading.diagnostics} == {"rules/general.toml"}
    broken = read_pack({})
    assert lay_over(broken, "other", overlay("text", {})) is broken


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    base = write(tmp_path / "pack", small_pack())
    with pytest.raises(PackError, match="no such file") as caught:
        read_overlaid(base, [tmp_path / "none"])
    assert caught.value.diagnostics[0].address.file == str(tmp_path / "none")


@pytest.mark.parametrize("overlays", ["examples/overlay-example-land", Path("examples"), {"a"}, [None]])
def test_what_is_no_list_of_folders_is_refused(overlays: Any) -> None:
    with pytest.raises(TypeError, match="`overlays`: expected a"):
        load_pack("rules/career", Person, overlays)
