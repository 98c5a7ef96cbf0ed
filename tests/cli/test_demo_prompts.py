"""What is typed means what it says: consent, names of files, what was kept where, and terminals without Unicode."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine.career import Profile, Signals, advise, engine
from rutengine.cli.exploring import show_plan
from rutengine.cli.keeping import ask_file
from rutengine.cli.main import main
from rutengine.cli.output import show_text
from rutengine.cli.prompting import LeaveError, _place, pick
from rutengine.engine.interviews import Interview
from rutengine.rendering.telling_interviews import how_many
from tests.cli.talking import QUESTION, Type

LONG = [
    f"option {word}" for word in ("golden", "handcuffs", "and", "yes", "no", "more", "same one", "same two", "7", "x")
]


@given(st.text(max_size=3).filter(lambda text: not text.isdecimal()), st.integers(2, 9))
def test_law_no_word_chooses_from_a_short_list(text: str, count: int) -> None:
    assert _place(text, LONG[:count]) is None


@given(st.text(max_size=6))
def test_law_what_chooses_from_a_long_list_is_a_number_or_the_beginning_of_a_word(text: str) -> None:
    place = _place(text, LONG)
    if place is not None:
        assert text == str(place + 1) or (len(text) > 2 and f" {text}" in LONG[place])


@pytest.mark.parametrize(
    ("lines", "count", "place"),
    [
        (["y"], 1, 0),
        (["YES"], 1, 0),
        (["n"], 1, None),
        (["no"], 1, None),
        (["c", "opt", "golden", "1"], 1, 0),
        (["y", "n", "golden", "2"], 2, 1),
        (["gol"], 10, 0),
        (["ame", "same", "same t"], 10, 7),
        (["go", "an", "("], 10, "ended"),
        (["option", "lden", "and"], 10, 2),
        (["7"], 10, 6),
        (["b"], 10, None),
    ],
)
def test_what_is_chosen(lines: list[str], count: int, place: object, type_in: Type) -> None:
    type_in(lines)
    try:
        found: object = pick("Which?", LONG[:count])
    except EOFError:
        found = "ended"
    assert found == place


@pytest.mark.parametrize(
    ("lines", "file"),
    [
        ([""], None),
        (["B"], None),
        (["back"], None),
        (["?", "help", "w", "1", "./q"], "./q"),
        (["me.json"], "me.json"),
    ],
)
def test_a_name_of_a_file_is_asked_for(
    lines: list[str], file: str | None, type_in: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(lines)
    assert ask_file() == file
    assert capsys.readouterr().out.count("Type the name of a file") == len(lines) - 1


@pytest.mark.parametrize("line", ["q", "Quit"])
def test_where_a_file_is_asked_for_one_can_leave(line: str, type_in: Type) -> None:
    type_in([line])
    with pytest.raises(LeaveError):
        ask_file()


@pytest.mark.parametrize("lines", [["1", "save", "q", "1"], ["1", "a", "5", "q", "1"], ["1", "a", "6", "q", "q"]])
def test_q_is_no_name_of_a_file(
    lines: list[str], folder: Path, type_in: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(lines)
    assert main(["--interview"]) == 0
    assert capsys.readouterr().out.endswith("\nNothing was kept.\n")
    assert os.listdir(folder) == []


def test_no_letter_of_an_option_replaces_a_file(
    folder: Path, type_in: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "mine.json").write_text("mine", encoding="utf-8")
    type_in(["1", "save mine.json", "c", "replace", "n", "q", "y", "1"])
    assert main(["--interview"]) == 0
    shown = capsys.readouterr().out
    assert "Nothing was written." in shown
    assert shown.endswith("\nNothing was kept.\n")
    assert (folder / "mine.json").read_text(encoding="utf-8") == "mine"
    type_in(["1", "save mine.json", "y", "q"])
    assert main(["--interview"]) == 0
    assert len(Interview.resume(engine(), (folder / "mine.json").read_bytes()).steps) == 1


def test_a_folder_that_may_not_be_looked_into_ends_nothing(
    folder: Path, type_in: Type, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refuse)
    type_in(["1", "save locked/x.json", "q", "1"])
    assert main(["--interview"]) == 0
    assert "Nothing was written: permission denied.\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["q"], "Nothing was kept."),
        (["1", "q", "1"], "Nothing was kept."),
        (["1", "save a.json", "q"], "Your answers are in a.json."),
        (
            ["1", "save a.json", "1", "q", "1"],
            "Your answers up to question 1 are in a.json; what came after is not there.",
        ),
        (["1", "a", "5", "s.md", "q", "1"], "The worksheet s.md holds your answers."),
        (
            ["1", "save a.json", "a", "5", "s.md", "q"],
            "Your answers are in a.json. The worksheet s.md holds your answers.",
        ),
        (["1", "save ab", "a", "5", "./ab", "1", "q", "1"], "The worksheet ab holds your answers."),
        (
            ["save a.json", "1", "q", "1"],
            "The answers with which you began are in a.json; what came after is not there.",
        ),
    ],
)
def test_what_was_kept_is_said_at_the_end(
    lines: list[str], said: str, folder: Path, type_in: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(lines)
    assert main(["--interview"]) == 0
    shown = capsys.readouterr().out.replace("\n", " ")
    assert shown.endswith(f" {said} ")
    assert ("Nothing was kept." in shown) is (os.listdir(folder) == [])


def test_without_an_answer_the_advice_claims_nothing(
    folder: Path, type_in: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(["s", "a"])
    assert main(["--interview"]) == 0
    shown = capsys.readouterr().out
    assert "You have not answered anything yet: " in shown
    assert "Nothing you have told us" not in shown


def test_a_small_guess_is_no_number(folder: Path, type_in: Type, capsys: pytest.CaptureFixture[str]) -> None:
    assert [how_many(left) for left in (1, 3, 4)] == ["a few more", "a few more", "about 4 more"]
    type_in(["a"])
    assert main(["--interview"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "some 10 to 40 questions; a shows the advice at any time." in shown
    assert "This is how it looks so far; about " in shown


@pytest.mark.parametrize("text", ['{"kind": "interview", ', "{" * 900 + '"interview"'])
def test_a_damaged_interview_is_called_one(text: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mine.json").write_text(text, encoding="utf-8")
    assert main(["--resume", "mine.json"]) == 1
    assert capsys.readouterr().err.startswith("rutengine: the saved interview is damaged: expected ")


def test_an_empty_name_is_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--resume", ""]) == 2
    assert capsys.readouterr().err == "rutengine: the name of a file is missing\n"


def test_an_interruption_says_what_is_gone(folder: Path, type_in: Type, capsys: pytest.CaptureFixture[str]) -> None:
    type_in(["1", "^C"])
    assert main(["--interview"]) == 130
    shown = capsys.readouterr()
    assert shown.out.endswith(f"{QUESTION}\nWhat was not saved is not kept.\n")
    assert shown.err == "\nrutengine: stopped\n"


def test_input_in_another_encoding_is_said(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rutengine", "--interview"],
        input=b"1\n",
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-16"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.decode("utf-16").splitlines() == ["rutengine: the input is not in the encoding utf-16"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_where_characters_are_missing_nothing_is_laid_out(
    encoding: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    with (tmp_path / "out").open("w", encoding=encoding) as out, monkeypatch.context() as patch:
        patch.setattr(out, "isatty", lambda: True, raising=False)
        patch.setattr("sys.stdout", out)
        show_text("- plain\n", "* laid out\n")
    assert (tmp_path / "out").read_text(encoding=encoding) == "- plain\n"


def test_a_key_that_is_typed_into_a_name_does_no_harm(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("rutengine.cli.exploring.read_line", lambda prompt: "Ada\x1b[A")
    helper = show_plan(advise(Profile(signals=Signals(passed_over=3))))
    assert helper is not None
    assert helper.startswith("Ada")
    assert "\x1b" not in helper + capsys.readouterr().out
