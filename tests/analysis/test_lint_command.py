"""What `rutengine lint` prints, and how it ends."""

import argparse
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
    assert capsys.readouterr().out == "20 lints: 0 findings\n"


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
        "20 lints: 3 findings\n"
    )


def test_the_example_of_the_documentation_is_what_is_printed(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "reference" / "lints.md").read_text(encoding="utf-8")
    shown = re.search(r"```text\n(lint\[.+?)```", page, re.DOTALL)
    avoid = re.search(r"^# rules/light.toml\n(.+?)```", page, re.DOTALL | re.MULTILINE)
    assert shown is not None
    assert avoid is not None
    write(pack, "rules/light.toml", f"\n{avoid[1]}")
    assert run(str(pack), *CLASS) == 1
    assert capsys.readouterr().out == f"{shown[1]}\n20 lints: 1 finding\n"


def test_questions_without_an_answer_are_counted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lints.lint, "__kwdefaults__", {"nodes": 0})
    assert run(str(PLANTS / "pack"), *CLASS) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "20 lints: 0 findings"
    assert "not proved: 8 questions of dead-rule" in lines


def test_what_is_no_pack_is_refused(pack: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder"):
        run(str(pack / "pack.toml"), *CLASS)
    write(pack, "rules/light.toml", "\n[[rule]]\n")
    with pytest.raises(PackError):
        run(str(pack), *CLASS)
