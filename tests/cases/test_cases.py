"""Every diagnostic has a good and a bad case, and what a person reads is exactly what they are meant to read.

To write the expected texts anew, and then read the difference: `RUTENGINE_RESET_CASES=1 pytest tests/cases`.
"""

import os
from pathlib import Path

import pytest

from rutengine.diagnostics.codes import CODES
from rutengine.diagnostics.diagnostic import Diagnostic
from rutengine.diagnostics.plaintext import find_hidden
from tests.cases.corpus import FOLDER, Case, read_cases, shown

GOOD, BAD, FIVE = (tuple(read_cases(kind)) for kind in ("good", "bad", "five"))
RESETTING = os.environ.get("RUTENGINE_RESET_CASES") == "1"


def is_expected(case: Case, text: str) -> bool:
    """Tell whether a text is the expected one; when resetting, make it so."""
    if RESETTING:
        case.text_file.write_text(text, encoding="utf-8")
    return case.text_file.exists() and text == case.text_file.read_text(encoding="utf-8")


def underlined(diagnostic: Diagnostic) -> str:
    """Return the characters that the carets stand under."""
    excerpt = diagnostic.excerpt
    return "" if excerpt is None else excerpt.text[excerpt.column - 1 :][: excerpt.width]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_a_bad_case_reports_its_code_and_nothing_else(case: Case, tmp_path: Path) -> None:
    diagnostics = case.diagnose(tmp_path)
    text = shown(diagnostics).replace(str(tmp_path), "PACK")
    assert {diagnostic.code for diagnostic in diagnostics} == {case.code}, text
    assert is_expected(case, text), text


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_a_good_case_loads_without_a_problem(case: Case, tmp_path: Path) -> None:
    diagnostics = case.diagnose(tmp_path)
    assert diagnostics == (), shown(diagnostics)


@pytest.mark.parametrize("case", [*BAD, *FIVE], ids=lambda case: case.name)
def test_every_text_is_written_in_the_house_style(case: Case, tmp_path: Path) -> None:
    for diagnostic in case.diagnose(tmp_path):
        finding = diagnostic.finding
        assert find_hidden(str(diagnostic)) is None
        for said in (finding.message, finding.expected, finding.found, finding.help):
            if said is not None:
                assert said
                assert not said[0].isupper() or said.startswith(("TOML", "UTF-8", "JSON")), said
                assert not said.endswith((".", "!")), said
        if diagnostic.excerpt is not None:
            at_the_end = diagnostic.excerpt.column == len(diagnostic.excerpt.text) + 1
            assert len(underlined(diagnostic)) == (0 if at_the_end else diagnostic.excerpt.width)
            assert underlined(diagnostic) == underlined(diagnostic).strip(" ")


@pytest.mark.parametrize("case", FIVE, ids=lambda case: case.name)
def test_one_run_reports_five_problems_each_with_its_place(case: Case, tmp_path: Path) -> None:
    diagnostics = case.diagnose(tmp_path)
    assert is_expected(case, shown(diagnostics)), shown(diagnostics)
    assert {d.code: underlined(d) for d in diagnostics} == {
        "RUT301": "leaves.yelow",
        "RUT108": "repot",
        "RUT305": "dry_days > 60",
        "RUT402": "water-itt",
        "RUT401": "id",
    }
    assert len(diagnostics) == 5
    assert all(diagnostic.excerpt is not None for diagnostic in diagnostics)


@pytest.mark.parametrize("cases", [GOOD, BAD], ids=["good", "bad"])
def test_every_code_has_a_case(cases: tuple[Case, ...]) -> None:
    names = {".".join(case.name.split(".")[:1]) for case in cases}
    assert names == {f"{code}-{name}" for code, (name, _) in CODES.items()}


def test_every_case_says_why_it_is_there_and_no_text_is_left_over() -> None:
    assert all(case.says for case in (*GOOD, *BAD, *FIVE))
    if RESETTING:
        return
    texts = {file for kind in ("good", "bad", "five") for file in (FOLDER / kind).glob("*.txt")}
    assert texts == {case.text_file for case in (*BAD, *FIVE)}


def test_the_pack_that_the_cases_change_is_sound(tmp_path: Path) -> None:
    sound = Case(FOLDER / "base.toml", "", (), BAD[0].vocabulary if BAD else object)
    assert sound.diagnose(tmp_path) == ()
