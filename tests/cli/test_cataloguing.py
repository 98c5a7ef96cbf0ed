"""`rutengine catalogue --out`: what stands in the way is named and kept, and former pages go last."""

import os
from pathlib import Path

import pytest

from rutengine.cli.main import main
from rutengine.rendering.catalogue import MARK

CAREER = str(Path(__file__).parents[2] / "rules" / "career")


def refused(out: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the error of a catalogue that cannot be written."""
    assert main(["catalogue", CAREER, "--out", str(out)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err


def test_what_is_no_file_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own, elsewhere = tmp_path / "own", tmp_path / "elsewhere.md"
    (own / "notes.md").mkdir(parents=True)
    os.mkfifo(own / "pipe.md")
    elsewhere.write_text(f"{MARK}\n", encoding="utf-8")
    (own / "link.md").symlink_to(elsewhere)
    (own / "lost.md").symlink_to(tmp_path / "none")
    assert main(["catalogue", CAREER, "--out", str(own)]) == 0
    assert "begin with index.md" in capsys.readouterr().out
    assert {"notes.md", "pipe.md", "link.md", "lost.md"} < set(os.listdir(own))
    assert elsewhere.read_text(encoding="utf-8") == f"{MARK}\n"
    assert not [name for name in os.listdir(own) if name.startswith(".")]


def test_what_stands_in_the_way_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, former = tmp_path / "index.md", tmp_path / "former.md"
    former.write_text(f"{MARK}\n", encoding="utf-8")
    page.mkdir()
    assert "index.md exists already, and is no page of a catalogue" in refused(tmp_path, capsys)
    page.rmdir()
    os.mkfifo(page)
    assert "index.md exists already, and is no page of a catalogue" in refused(tmp_path, capsys)
    page.unlink()
    page.symlink_to(former)
    assert "index.md exists already, and is no page of a catalogue" in refused(tmp_path, capsys)
    assert sorted(os.listdir(tmp_path)) == ["former.md", "index.md"]


def test_pages_are_written_into_folders_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    themes, out = tmp_path / "out" / "themes", tmp_path / "out"
    out.mkdir()
    themes.write_text("mine", encoding="utf-8")
    assert "themes exists already, and is no folder" in refused(out, capsys)
    themes.unlink()
    themes.symlink_to(tmp_path)
    assert "themes exists already, and is no folder" in refused(out, capsys)
    assert "not a path" in refused(Path("a\0b"), capsys)
    assert os.listdir(out) == ["themes"]
