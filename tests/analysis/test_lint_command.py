"""What `rutengine lint` prints, and how it ends."""

import argparse
import json
import re
import shutil
from pathlib import Path

import pytest

from rutengine.analysis import linting as lints
from rutengine.cli.files import UsageError
from rutengine.cli.linting import add_arguments, lint_folder
from rutengine.diagnostics.errors import PackError

ROOT = Path(__file__).parents[2]
PLANTS = ROOT / "examples" / "plants"
LINTS = f"{len(lints.LINTS)} lints"
CLASS = ["--vocabulary", f"{PLANTS / 'plants.py'}:Plant"]


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return lint_folder(parser.parse_args(arguments))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a copy of the pack about plants."""
    folder = tmp_path / "pack"
    shutil.copytree(PLANTS / "pack", folder)
    return folder


def write(pack: Path, name: str, text: str) -> None:
    file = pack / name
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_clean_pack_ends_with_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(PLANTS / "pack"), *CLASS) == 0
    assert capsys.readouterr().out == f"{LINTS}: 0 findings\n"


def test_findings_are_printed_with_their_lines_and_end_with_one(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        pack,
        "rules/water.toml",
        """
[[rule]]
id = "no-water-on-mould"
when = "'mould' in seen"
because = "Mould needs water."
exclude.water-it = "water feeds the mould"
cite = ["practice"]

[[rule]]
id = "mould-in-the-sun"
when = "place.light == 'full_sun' and 'mould' in seen"
because = "Mould grows where the soil never dries."
support.let-it-dry = 3
cite = ["practice"]
""",
    )
    write(pack, "sources.toml", '\n[almanac]\ntitle = "Almanac"\nkind = "article"\ngood_for = "ferns"\n')
    assert run(str(pack), *CLASS) == 1
    assert capsys.readouterr().out == (
        "lint[exclusion-without-fallback] the rule takes `water-it` away, whose card names no fallbacks\n"
        "  --> rules/water.toml:37:9 (rule `no-water-on-mould`)\n"
        "   |\n"
        '37 | exclude.water-it = "water feeds the mould"\n'
        "  = shown by somebody, all else being neutral:\n"
        "      dry_days = 8\n"
        '      seen = ["mould"]\n'
        "\n"
        "lint[dead-rule] the rule `mould-in-the-sun` fires for nobody\n"
        "  --> rules/water.toml:42:1 (rule `mould-in-the-sun`)\n"
        "   |\n"
        "42 | when = \"place.light == 'full_sun' and 'mould' in seen\"\n"
        "  = proved: in 3 steps\n"
        "\n"
        "lint[unused-source] nothing cites `almanac`\n"
        "  --> sources.toml:6:2 (source `almanac`)\n"
        "  |\n"
        "6 | [almanac]\n"
        "\n"
        f"{LINTS}: 3 findings\n"
    )


def test_the_example_of_the_documentation_is_what_is_printed(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "reference" / "lints.md").read_text(encoding="utf-8")
    shown = re.search(r"```text\n(lint\[.+?)```", page, re.DOTALL)
    avoid = re.search(r"^# rules/light.toml\n(.+?)```", page, re.DOTALL | re.MULTILINE)
    assert shown is not None
    assert avoid is not None
    write(pack, "rules/light.toml", f"\n{avoid[1]}")
    assert run(str(pack), *CLASS) == 1
    assert capsys.readouterr().out == f"{shown[1]}\n{LINTS}: 1 finding\n"


ACCEPT = """
[[accept]]
lint = "unused-source"
what = "source `almanac`"
because = "A rule that cites it is being written."
"""
ALMANAC = '\n[almanac]\ntitle = "Almanac"\nkind = "article"\ngood_for = "ferns"\n'


def test_what_the_pack_accepts_is_counted_and_listed_on_request(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(pack, "sources.toml", ALMANAC)
    write(pack, "pack.toml", ACCEPT)
    assert run(str(pack), *CLASS) == 0
    assert capsys.readouterr().out == f"{LINTS}: 0 findings, 1 accepted\n"
    assert run(str(pack), *CLASS, "--accepted") == 0
    assert capsys.readouterr().out == (
        "lint[unused-source] nothing cites `almanac`\n"
        "  --> sources.toml:6:2 (source `almanac`)\n"
        "  |\n"
        "6 | [almanac]\n"
        "  = accepted: A rule that cites it is being written.\n"
        "\n"
        f"{LINTS}: 0 findings, 1 accepted\n"
    )


def test_an_acceptance_without_a_finding_is_a_finding(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(pack, "pack.toml", ACCEPT)
    assert run(str(pack), *CLASS) == 1
    out = capsys.readouterr().out
    assert out.startswith(
        "lint[unused-acceptance] there is no finding of `unused-source` to accept in `source 'almanac'`\n"
        "  --> pack.toml:"
    )
    assert out.endswith(f"{LINTS}: 1 finding\n")


def test_the_same_as_json(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(pack, "sources.toml", ALMANAC + ALMANAC.replace("almanac]", "diary]"))
    write(pack, "pack.toml", ACCEPT)
    water = 'exclude.water-it = "water feeds the mould"'
    mould = f'id = "no-water"\nwhen = "\'mould\' in seen"\nbecause = "Mould."\n{water}\ncite = ["practice"]'
    dead = mould.replace("no-water", "dead").replace('when = "', "when = \"place.light == 'full_sun' and ")
    write(pack, "rules/water.toml", f"\n[[rule]]\n{mould}\n\n[[rule]]\n{dead}\n")
    assert run(str(pack), *CLASS, "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["kind"], told["format"], told["pack"]["id"], told["not_proved"]) == ("lint", 1, "plants", {})
    assert [(one["lint"], one["file"], one["line"], one["what"]) for one in told["findings"]] == [
        ("exclusion-without-fallback", "rules/water.toml", 37, "rule `no-water`"),
        ("dead-rule", "rules/water.toml", 42, "rule `dead`"),
        ("unused-source", "sources.toml", 6, "source `almanac`"),
        ("unused-source", "sources.toml", 11, "source `diary`"),
    ]
    shown, dead_rule, accepted, source = told["findings"]
    assert (shown["person"], shown["steps"]) == ({"dry_days": 8, "seen": ["mould"]}, 0)
    assert (dead_rule["person"], dead_rule["certificates"]) == (None, 1)
    assert dead_rule["steps"] > 0
    assert accepted["accepted"] == "A rule that cites it is being written."
    assert source["says"] == "nothing cites `diary`"
    page = (
        (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8").partition("## What lints have found")[2]
    )
    assert {key for one in told["findings"] for key in one if f"`{key}`" not in page} == set()


def test_questions_without_an_answer_are_counted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lints.lint, "__kwdefaults__", {"nodes": 0})
    assert run(str(PLANTS / "pack"), *CLASS) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{LINTS}: 0 findings"
    assert "not proved: 8 questions of dead-rule" in lines


def test_what_is_no_pack_is_refused(pack: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder"):
        run(str(pack / "pack.toml"), *CLASS)
    write(pack, "rules/light.toml", "\n[[rule]]\n")
    with pytest.raises(PackError):
        run(str(pack), *CLASS)
