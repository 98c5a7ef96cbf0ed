"""`rutengine fmt`: which files it changes, what it prints, and what stays when nothing can be written."""

import os
import re
import shutil
import stat
from pathlib import Path

import pytest

from rutengine.cli.main import main

PLANTS = Path(__file__).parents[2] / "examples" / "plants" / "pack"
FILE = "rules/light.toml"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a copy of the pack about plants, one condition of it written otherwise."""
    folder = tmp_path / "pack"
    shutil.copytree(PLANTS, folder)
    file = folder / FILE
    file.write_text(read(file).replace("leaves.yellow >= 1", "leaves.yellow>=1", 1), encoding="utf-8", newline="\n")
    return folder


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_what_would_change_is_listed_and_stays(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (pack / FILE).read_bytes()
    assert main(["fmt", str(pack), "--check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"would change {FILE}"
    assert lines[1].endswith(" files: 1 to change")
    assert (pack / FILE).read_bytes() == before


def test_what_changes_is_written_and_then_all_is_well(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack / FILE).chmod(0o640)
    assert main(["fmt", str(pack)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"changed {FILE}"
    assert (pack / FILE).read_bytes() == (PLANTS / FILE).read_bytes()
    if os.name == "posix":
        assert stat.S_IMODE((pack / FILE).stat().st_mode) == 0o640
    assert main(["fmt", str(pack), "--check"]) == 0
    assert capsys.readouterr().out.endswith(" files: 0 to change\n")
    assert sorted(entry.name for entry in (pack / "rules").iterdir()) == ["light.toml", "pests.toml", "water.toml"]


def test_a_pack_with_problems_is_not_touched(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack / "facts.toml").write_text("dry_days = 3\n", encoding="utf-8")
    before = read(pack / FILE)
    assert main(["fmt", str(pack)]) == 1
    assert "error[RUT108]" in capsys.readouterr().err
    assert read(pack / FILE) == before


def test_a_folder_is_needed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", str(tmp_path / "none")]) == 2
    assert "is not a folder" in capsys.readouterr().err


def test_a_file_that_cannot_be_replaced_stays(
    pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    before = read(pack / FILE)
    monkeypatch.setattr(os, "replace", refuse)
    assert main(["fmt", str(pack)]) == 2
    assert f"cannot write to {pack / FILE}: permission denied" in capsys.readouterr().err
    assert read(pack / FILE) == before
    assert len(list((pack / "rules").iterdir())) == 3


def test_the_hooks_run_commands_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    hooks = read(Path(__file__).parents[2] / ".pre-commit-hooks.yaml")
    entries = re.findall(r"^  entry: rutengine (.+)$", hooks, re.MULTILINE)
    assert entries == ["check", "fmt --check"]
    for entry in entries:
        with pytest.raises(SystemExit):
            main([*entry.split(), "--help"])
        assert " DIR\n" in capsys.readouterr().out.partition("\n\n")[0] + "\n"
