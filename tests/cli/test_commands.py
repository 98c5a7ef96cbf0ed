"""The command line: what it prints, where, and with which exit code."""

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rutengine.cli.main import main
from rutengine.model.version import VERSION

ROOT = Path(__file__).parent.parent.parent
FULL = Path("/dev/full")
PEOPLE = ROOT / "tests" / "calibration" / "people"
PROFILE = """
[signals]
passed_over = 3
no_growth_path = 2
[situation]
supportive_manager = "yes"
employment = "employed"
"""


@pytest.fixture
def profile(tmp_path: Path) -> str:
    path = tmp_path / "me.toml"
    path.write_text(PROFILE, encoding="utf-8")
    return str(path)


def test_no_arguments_is_the_demo(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    shown = capsys.readouterr().out
    for said in ("Two moves", "Because:", "Why 'Ask what a promotion takes'?", "Why not '", "What to type next"):
        assert said in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert len(shown.splitlines()) < 90


def test_the_demo_runs_without_a_terminal_and_without_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rutengine"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    assert "Two moves" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("name", ["H03", "H22", "H48"])
def test_advice_for_real_people(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["advise", str(PEOPLE / f"{name}.toml")]) == 0
    shown = capsys.readouterr().out
    assert "Your next moves" in shown
    assert "Because:" in shown


def test_advice_in_every_format(profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["advise", profile]) == 0
    assert "[promotion-path-talk]" in capsys.readouterr().out
    assert main(["advise", profile, "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("# ")
    assert main(["advise", profile, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["kind"] == "decision"
    assert "promotion-path-talk" in document["active"]
    assert len(document["strategies"]) == 34


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    text = b'{"signals": {"passed_over": {"between": [2, 4]}}}'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert main(["advise", "-"]) == 0
    assert "Your next moves" in capsys.readouterr().out


def test_why_and_why_not(profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "promotion-path-talk", "--profile", profile]) == 0
    assert "you have a manager you can talk to openly" in capsys.readouterr().out
    assert main(["why-not", "career-change", "--profile", profile]) == 0
    shown = capsys.readouterr().out
    assert "What would speak for it, and what is missing" in shown
    assert "missing:" in shown
    assert main(["why-not", "career-change", "--profile", profile, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["explanation"]["question"] == "why_not"


def test_facts_lists_every_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts"]) == 0
    shown = capsys.readouterr().out
    assert "signals.passed_over: a whole number from 0 to 4" in shown
    assert shown.count("?") >= 80


def test_check_counts_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(ROOT / "rules" / "career")]) == 0
    shown = capsys.readouterr().out
    assert "34 strategies" in shown
    assert "\n216 seeds, all carried\n" in shown
    assert "no problem" in shown


def test_check_counts_the_seeds_that_nothing_carries(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plants = ROOT / "examples" / "plants"
    command = ["check", str(tmp_path / "pack"), "--vocabulary", f"{plants / 'plants.py'}:Plant"]
    shutil.copytree(plants / "pack", tmp_path / "pack")
    assert main(command) == 0
    assert "seed" not in capsys.readouterr().out
    seeds = '[[seed]]\nid = "a01"\nsays = "Turn it."\ncite = "practice"\n'
    (tmp_path / "pack" / "seeds.toml").write_text(seeds, encoding="utf-8")
    assert main(command) == 0
    assert "\n1 seed, 1 not carried\n" in capsys.readouterr().out


def test_check_another_vocabulary(capsys: pytest.CaptureFixture[str]) -> None:
    plants = ROOT / "examples" / "plants"
    assert main(["check", str(plants / "pack"), "--vocabulary", f"{plants / 'plants.py'}:Plant"]) == 0
    assert "plants 1.0.0" in capsys.readouterr().out
    assert main(["check", str(plants / "pack")]) == 2
    assert "--vocabulary" in capsys.readouterr().err


def test_problems_of_a_profile_are_listed_without_the_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.toml"
    path.write_text('[signals]\npased_over = 3\nunderpaid = "very secret"\n', encoding="utf-8")
    assert main(["advise", str(path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "did you mean `passed_over`?" in said.err or "did you mean `signals.passed_over`?" in said.err
    assert "2 problems" in said.err
    assert "very secret" not in said.err


def test_problems_of_a_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pack.toml").write_text("format = 1\n", encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 1
    assert "error[RUT105]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["advise", "no-such-file.toml"],
        ["advise", "bad\0name"],
        ["check", "no-such-folder"],
        ["check", "{root}", "--vocabulary", "no_such_module:Class"],
        ["check", "{root}", "--vocabulary", "no-colon"],
        ["check", "{root}", "--vocabulary", "os:no_such_name"],
        ["why", "no-such-strategy", "--profile", "{profile}"],
    ],
)
def test_usage_errors(arguments: list[str], profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    filled = [a.format(profile=profile, root=ROOT) for a in arguments]
    assert main(filled) == 2
    said = capsys.readouterr()
    assert said.err.startswith("rutengine: ")
    assert said.out == ""


@pytest.mark.parametrize("arguments", [["advise"], ["dance"], ["advise", "x", "--format", "html"], ["why", "x"]])
def test_argparse_refuses_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"rutengine {VERSION}\n"


def test_a_closed_pipe_is_no_error() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "rutengine", "facts"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0


def test_a_hostile_folder_is_not_imported_from(tmp_path: Path) -> None:
    for name in ("tomllib", "json", "attrs", "cattrs"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported from the current folder')", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "rutengine"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_vocabulary_that_is_no_class_is_an_error_with_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(ROOT / "rules" / "career"), "--vocabulary", "os:sep"]) == 2
    assert "os:sep is not a class" in capsys.readouterr().err
    assert main(["check", str(ROOT / "rules" / "career"), "--vocabulary", "builtins:int"]) == 1
    assert "cannot be a vocabulary" in capsys.readouterr().err


def test_a_file_that_raises_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.py").write_text("raise RuntimeError('boom')", encoding="utf-8")
    assert main(["check", str(ROOT / "rules" / "career"), "--vocabulary", f"{tmp_path / 'bad.py'}:Class"]) == 2
    assert "boom" in capsys.readouterr().err


def test_no_standard_input_is_a_usage_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert main(["advise", "-"]) == 2
    assert "no standard input" in capsys.readouterr().err


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_reported_without_a_traceback() -> None:
    with FULL.open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "rutengine", "facts"], stdout=out, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert "cannot write" in done.stderr


def test_without_a_standard_output_it_says_so() -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m rutengine facts >&-"], stderr=subprocess.PIPE, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (2, "rutengine: there is no standard output\n")
