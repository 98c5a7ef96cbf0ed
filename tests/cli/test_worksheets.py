"""`rutengine worksheet`: printed by default; a file is written only when asked, whole, and for its owner alone."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from rutengine.cli.main import main

PROFILE = "[signals]\npassed_over = 3\nphysically_ill = 1\n"


@pytest.fixture
def profile(tmp_path: Path) -> str:
    path = tmp_path / "me.toml"
    path.write_text(PROFILE, encoding="utf-8")
    return str(path)


def test_it_is_printed_as_markdown_and_nothing_is_written(profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["worksheet", profile, "--helper", "Kim"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("# My way out of a rut\n")
    assert "I tell Kim what" in shown.out
    assert shown.err == ""
    assert os.listdir(Path(profile).parent) == ["me.toml"]


@pytest.mark.parametrize(("form", "begins"), [("html", "<!DOCTYPE html>"), ("markdown", "# My way out of a rut")])
def test_a_file_is_replaced_whole_and_only_its_owner_can_read_it(
    form: str, begins: str, profile: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = Path(profile).with_name("sheet")
    out.write_text("old", encoding="utf-8")
    out.chmod(0o644)
    assert main(["worksheet", profile, f"--{form}", str(out)]) == 0
    assert capsys.readouterr().out == f"written to {out}; only you can read it\n"
    assert out.read_text(encoding="utf-8").startswith(begins)
    assert os.name == "nt" or stat.S_IMODE(out.stat().st_mode) == 0o600
    assert sorted(os.listdir(out.parent)) == ["me.toml", "sheet"]


@pytest.mark.parametrize(("graph", "begins"), [("why", "flowchart LR\n"), ("plan", "gantt\n")])
def test_a_graph_is_printed(graph: str, begins: str, profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["worksheet", profile, "--mermaid", graph]) == 0
    assert capsys.readouterr().out.startswith(begins)


def test_what_is_no_file_is_not_written_over(profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(profile).parent
    (folder / "link").symlink_to(profile)
    for out, reason in (
        (folder, "not a regular file"),
        (folder / "link", "not a regular file"),
        (folder / "none" / "sheet", "no such file or directory"),
        (Path("a\0b"), "not a path"),
    ):
        assert main(["worksheet", profile, "--html", str(out)]) == 2
        shown = capsys.readouterr()
        assert reason in shown.err
        assert shown.out == ""
    assert Path(profile).read_text(encoding="utf-8") == PROFILE
    assert sorted(os.listdir(folder)) == ["link", "me.toml"]


def test_only_one_form_at_a_time(profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["worksheet", profile, "--html", "a", "--mermaid", "why"])
    assert "not allowed with" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_the_answers_themselves_are_not_written_over(
    form: str, profile: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(profile)
    (path.parent / "link").symlink_to(path)
    (path.parent / "other").hardlink_to(path)
    for given, out in (
        (path, path), (path, path.parent / "." / ".." / path.parent.name / path.name), (path.parent / "link", path),
        (path, path.parent / "other"),
    ):  # fmt: skip
        assert main(["worksheet", str(given), f"--{form}", str(out)]) == 2
        shown = capsys.readouterr()
        assert "it holds the answers themselves; name another file" in shown.err
        assert shown.out == ""
        assert path.read_text(encoding="utf-8") == PROFILE
    assert sorted(os.listdir(path.parent)) == ["link", "me.toml", "other"]


def test_answers_from_standard_input_are_not_written_over(profile: str) -> None:
    command = [sys.executable, "-m", "rutengine", "worksheet", "-", "--html", profile]
    with Path(profile).open("rb") as answers:
        done = subprocess.run(command, stdin=answers, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "it holds the answers themselves" in done.stderr
    assert Path(profile).read_text(encoding="utf-8") == PROFILE
