"""The conversation, in one process: what is typed, what is said, what is written, and how it ends."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine.career import Profile, Signals, engine
from rutengine.cli.answering import bare, expected, read_answer, tell_question
from rutengine.cli.demo import demo_outline, persona_text
from rutengine.cli.main import main
from rutengine.engine.interviews import Interview
from rutengine.interview.records import Question
from rutengine.rendering.plain import render_plain
from rutengine.vocabulary.possible import Between
from tests.cli.talking import NEXT, QUESTION, Type, reply

EVERYBODY = Interview.start(engine())
NAMES = [fact.name for fact in engine().vocabulary.facts]
QUESTIONS = {name: EVERYBODY.question_on(name) for name in NAMES}
LEFT = "\nThe input has ended. What was not saved is not kept.\n"
SOMEBODY = """
[signals]
passed_over = 3
[situation]
employment = "employed"
employer_size = "large"
supportive_manager = "yes"
hours_per_week = { between = [2, 5] }
[history]
tried = { has = ["networking"] }
"""


@pytest.fixture
def somebody(folder: Path) -> str:
    (folder / "me.toml").write_text(SOMEBODY, encoding="utf-8")
    return "me.toml"


@given(st.sampled_from(sorted(QUESTIONS)), st.text(max_size=8) | st.from_regex(r"[0-9]{1,4}( ?(-|to|,) ?[0-9]{1,4})?"))
def test_law_what_is_typed_is_an_answer_that_fits_or_none(fact: str, text: str) -> None:
    answer = read_answer(QUESTIONS[fact], text.strip())
    if answer is not None:
        engine().answer(Profile(), fact, answer)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_law_every_number_that_is_offered_is_its_answer(question: Question) -> None:
    lines = render_plain(tell_question(question, {})).splitlines()
    assert max(map(len, lines)) <= 80
    for number, option in enumerate(question.options, start=1):
        assert any(line.lstrip().startswith(f"{number}. ") for line in lines)
        answer = read_answer(question, str(number))
        if question.kind == "yes or no":
            assert answer is (number == 1)
        else:
            assert answer == (frozenset({option.value}) if question.kind == "set" else option.value)
    for number in range(question.low or 0, (question.high or -1) + 1):
        assert read_answer(question, str(number)) == number
    assert read_answer(question, "") is None


@pytest.mark.parametrize(
    ("fact", "text", "answer"),
    [
        ("signals.passed_over", "2-3", Between(2, 3)),
        ("signals.passed_over", "2 to 3", Between(2, 3)),
        ("signals.passed_over", "2-2", 2),
        ("signals.passed_over", "3-2", None),
        ("signals.passed_over", "5", None),
        ("signals.passed_over", "-1", None),
        ("signals.passed_over", "2.0", None),
        ("signals.passed_over", "\u0663", None),
        ("situation.hours_per_week", "3-6", Between(3, 6)),
        ("signals.mistreatment", "no", False),
        ("signals.mistreatment", "Y", True),
        ("signals.mistreatment", "3", None),
        ("situation.employment", "0", None),
        ("history.tried", "0", frozenset()),
        ("history.tried", "2, 1", frozenset({"acknowledge", "assess-situation"})),
        ("history.tried", "1 99", None),
        ("history.tried", "0 1", None),
    ],
)
def test_what_a_text_means(fact: str, text: str, answer: object) -> None:
    assert read_answer(QUESTIONS[fact], text) == answer


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("signals.passed_over", "0 to 4"),
        ("situation.hours_per_week", "0 to 60, or a range such as 3-6"),
        ("signals.mistreatment", "1 or 2"),
        ("situation.employment", "1 to 4"),
        ("history.tried", "1 to 34, several as in 2, 5; 0 for none"),
    ],
)
def test_a_prompt_says_what_can_be_typed(fact: str, said: str) -> None:
    assert expected(QUESTIONS[fact]) == said


def test_a_question_is_told_with_its_scale_and_says_if_it_is_personal() -> None:
    told = render_plain(tell_question(QUESTIONS["signals.exhausted"], {}))
    assert told == (
        "How often do you feel worn out even after rest?\n"
        "  0 never, 4 nearly always\n"
        "  Personal: you need not answer this; the advice then goes by what is usual.\n"
    )
    assert bare(QUESTIONS["situation.employer_size"]) == "How many people work for your employer?"


def test_the_crisis_question_names_people_to_turn_to_before_it_asks() -> None:
    told = render_plain(tell_question(QUESTIONS["signals.in_crisis"], {})).split("\n\n")
    assert "emergency number" in told[0].replace("\n", " ")
    assert "?" not in told[0]
    assert "you do not have to finish this" in told[0]


def test_a_long_list_asks_again_below() -> None:
    told = render_plain(tell_question(QUESTIONS["history.tried"], {"networking": "Network"})).splitlines()
    assert told[0] == told[-1] == "Which of these have you already tried?"
    assert "  24. Network" in told


def test_without_a_terminal_the_printed_demo_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    demo = demo_outline(engine().decide(engine().read_profile(persona_text())))
    assert capsys.readouterr().out == render_plain(demo)


def test_a_whole_interview_ends_with_the_advice_and_writes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    left = iter(["q", "1"])
    prompts: list[str] = []

    def typed(prompt: str) -> str:
        prompts.append(prompt)
        print(prompt, end="")
        return reply(prompt) if prompt.endswith(QUESTION) else next(left)

    monkeypatch.setattr("builtins.input", typed)
    assert main(["--interview"]) == 0
    shown = capsys.readouterr()
    assert 5 < sum(prompt.endswith(QUESTION) for prompt in prompts) < 60
    for said in (
        "Question 1, about ",
        "Your next steps",
        "First step: ",
        "No question that is left can change which steps these are",
        "  8. show the steps again",
    ):
        assert said in shown.out
    assert "go on with the questions" not in shown.out
    assert "Not sure yet" not in shown.out
    assert shown.out.endswith("\nNothing was kept.\n")
    assert max(map(len, shown.out.splitlines())) <= 80
    assert "\x1b" not in shown.out
    assert shown.err == ""
    assert os.listdir(folder) == []


TOUR = [
    ("s", QUESTION),
    ("w", QUESTION),
    ("p", QUESTION),
    ("?", QUESTION),
    ("nonsense", QUESTION),
    ("1", QUESTION),
    ("b", QUESTION),
    ("1", QUESTION),
    ("c", QUESTION),
    ("2", "Enter goes back"),
    ("nonsense", "Enter keeps it"),
    ("2", "Enter keeps it"),
    ("save", QUESTION),
    ("kept.json", "File (Enter goes back)"),
    ("save kept.json", QUESTION),
    ("", "Enter goes back"),
    ("a", QUESTION),
    ("1", NEXT),
    ("1", "Enter goes back"),
    ("1", "Enter goes back"),
    ("2", NEXT),
    ("golden", "or a word of its name"),
    ("", "Enter goes back"),
    ("3", NEXT),
    ("5", "or a word of its name"),
    ("4", NEXT),
    ("Kim", "Whom will you tell"),
    ("5", NEXT),
    ("sheet.html", "File (Enter goes back)"),
    ("8", NEXT),
    ("?", NEXT),
    ("c", NEXT),
    ("1", "Enter goes back"),
    ("s", "Enter keeps it"),
    ("9", NEXT),
    ("q", QUESTION),
    ("", "Enter goes back"),
    ("q", QUESTION),
    ("1", "Enter goes back"),
]
"""What is typed at prompts of every kind, and what each of them says."""

_OFTEN = (QUESTION, NEXT)
STOPS = [at for at, (_, prompt) in enumerate(TOUR) if prompt not in _OFTEN or prompt not in [p for _, p in TOUR[:at]]]
"""The places of all of them; of the two that come again and again, the first."""


def test_a_tour_of_every_prompt(folder: Path, type_in: Type, capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[str] = []

    def lines() -> Iterator[str]:
        for line, prompt in TOUR:
            seen.append(capsys.readouterr().out)
            assert prompt in seen[-1].rpartition("\n")[2], (line, seen[-1])
            yield line

    type_in(lines())
    assert main(["--interview"]) == 0
    text = "".join([*seen, capsys.readouterr().out])
    for said in (
        "Why this is asked\n=====",
        "1 asked, about ",
        "save FILE    keep your answers",
        "Please type ",
        "Question 1, about",
        "Which answer do you want to change?",
        "Written to kept.json; only you can read it.\nTo go on another time: rutengine --resume kept.json\n",
        "There is a file of that name already.",
        "This is how it looks so far",
        "Why not 'Put numbers on the golden handcuffs'?",
        "How sure is it that",
        "What would make this so",
        "Tell Kim what week 1 holds.",
        "Written to sheet.html; only you can read it.",
        "b            take the last answer back",
        "You have not saved your answers.",
    ):
        assert said in text, said
    assert text.count("Your next steps\n=====") == 3
    assert max(map(len, text.splitlines())) <= 80
    assert sorted(os.listdir(folder)) == ["kept.json", "sheet.html"]
    sheet = folder / "sheet.html"
    assert "I tell Kim what" in sheet.read_text(encoding="utf-8")
    assert os.name == "nt" or {stat.S_IMODE((folder / name).stat().st_mode) for name in os.listdir(folder)} == {0o600}


@pytest.mark.parametrize("at", STOPS)
def test_at_every_prompt_the_end_of_input_and_an_interruption_leave(
    at: int, folder: Path, type_in: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [line for line, _ in TOUR[:at]]
    type_in(lines)
    assert main(["--interview"]) == 0
    shown = capsys.readouterr()
    assert shown.out.endswith(LEFT)
    assert shown.err == ""
    for name in os.listdir(folder):
        (folder / name).unlink()
    type_in([*lines, "^C"])
    assert main(["--interview"]) == 130
    assert capsys.readouterr().err == "\nrutengine: stopped\n"


def test_from_a_pipe_it_reads_line_by_line_and_shows_what_it_read(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rutengine", "--interview"],
        input=b"1\n\xff\x1b[31m\ns\na\n",
        cwd=folder,
        capture_output=True,
        check=False,
    )
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"{QUESTION}1\n" in text
    assert "\\u001b[31m\nPlease type " in text
    assert f"{QUESTION}a\n\nYour next steps\n" in text
    assert text.endswith(LEFT)
    assert os.listdir(folder) == []


def test_what_was_saved_is_gone_on_with(folder: Path, type_in: Type, capsys: pytest.CaptureFixture[str]) -> None:
    type_in(["1", "1", "save mine.json", "q"])
    assert main(["--interview"]) == 0
    assert capsys.readouterr().out.endswith("\nYour answers are in mine.json.\n")
    kept = Interview.resume(engine(), (folder / "mine.json").read_bytes())
    assert len(kept.steps) == 2
    type_in(["q"])
    assert main(["--resume", "mine.json"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("\n2 answers are read.\n\nQuestion 3, about ")
    assert shown.endswith("\nYour answers are in mine.json.\n")
    type_in(["b", "b", "b", "q"])
    assert main(["--resume", "mine.json"]) == 0
    shown = capsys.readouterr().out
    assert "There is nothing to go back to." in shown
    assert "You have not saved your answers." not in shown
    assert shown.endswith("\nYour answers up to question 2 are in mine.json; what came after is not there.\n")


def test_a_file_that_cannot_be_gone_on_with_says_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--resume", "none.json"]) == 2
    assert "cannot read none.json" in capsys.readouterr().err
    text = EVERYBODY.skip().to_json().replace('"vocabulary": "career-profile"', '"vocabulary": "other"')
    (folder / "other.json").write_text(text, encoding="utf-8")
    assert main(["--resume", "other.json"]) == 1
    assert "begin it anew" in capsys.readouterr().err
    (folder / "bad.toml").write_text("[signals]\npassed_over = 9\n", encoding="utf-8")
    assert main(["--resume", "bad.toml"]) == 1
    assert "1 problem" in capsys.readouterr().err


def test_without_standard_input_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert main(["--interview"]) == 2
    assert "no standard input" in capsys.readouterr().err


def test_answers_that_the_new_one_rules_out_are_taken_back_if_the_person_agrees(
    somebody: str, type_in: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(["c", "2", "3", "no", "c", "2", "3", "yes", "c", "", "q", "1"])
    assert main(["--resume", somebody]) == 0
    before, refused, after = capsys.readouterr().out.split("This cannot be true together with:")
    assert "What is your situation now? You are employed." in before
    assert "employer has 250 people or more." in refused
    assert "Nothing was changed." in refused
    assert "What is your situation now? You are employed." in refused
    assert "What is your situation now? You are without a job at the moment." in after
    assert "How many people work for your employer? Skipped." in after
    assert "Could you talk openly with your manager about your development? Skipped." in after


def test_every_form_of_an_answer_is_told_when_it_is_changed(
    somebody: str, type_in: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(["c", "6", "0", "c", "6", "s", "c", "b", "c", "7", "", "c", "q"])
    assert main(["--resume", somebody]) == 0
    shown = capsys.readouterr().out
    for said in ("somebody else? 3 of 4.", "go to this? 2 to 5.", "tried? Known in part.", "tried? None."):
        assert said in shown
    assert "already tried? Skipped." in shown


def test_a_crisis_names_people_first_and_stops(folder: Path, type_in: Type, capsys: pytest.CaptureFixture[str]) -> None:
    kept = Interview.start(engine(), Profile(signals=Signals(despair=4))).change("signals.in_crisis", value=True)
    (folder / "me.json").write_text(kept.to_json(), encoding="utf-8")
    type_in(["?", "c", "", "save", "", ""])
    assert main(["--resume", "me.json"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("\nOne answer is read.\n\nIf you are in danger, call your local emergency number")
    assert shown.index("crisis line now") < shown.index("Nothing more is asked now.")
    assert "Your next steps" not in shown
    assert shown.count("You need people around you now, not a plan.") == 1
    type_in(["b", "q"])
    assert main(["--resume", "me.json"]) == 0
    asked = capsys.readouterr().out.partition("Enter leaves.")[2]
    assert "If you are in danger or might hurt yourself" in asked
    assert "Question" not in asked


def test_the_crisis_question_comes_next_once_nothing_is_hoped_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "me.toml").write_text("[signals]\nexhausted = 4\ndread_of_work = 4\n", encoding="utf-8")
    prompts: list[str] = []

    def typed(prompt: str) -> str:
        prompts.append(capsys.readouterr().out.partition("\n")[2])
        hopeless = next((place for place, text in enumerate(prompts) if "How hopeless" in text), None)
        if hopeless is None:
            return reply(prompt)
        if len(prompts) == hopeless + 3:
            raise EOFError
        return "4" if len(prompts) == hopeless + 1 else "s"

    monkeypatch.setattr("builtins.input", typed)
    assert main(["--resume", "me.toml"]) == 0
    crisis, after = prompts[-2:]
    assert crisis.startswith("\nIf you are in danger or might hurt yourself")
    assert after.startswith("\nQuestion ")


@pytest.mark.parametrize("typed", [["--interview", "advise", "me.toml"], ["--resume", "x.json", "facts"]])
def test_what_begins_a_conversation_goes_together_with_no_command(
    typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(typed) == 2
    assert capsys.readouterr() == ("", f"rutengine: {typed[0]} does not go together with a command\n")


def test_what_is_worth_knowing_stands_below_the_steps(
    folder: Path, type_in: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "me.toml").write_text("[signals]\npassed_over = 4\nunderpaid = 4\ndread_of_work = 4\n", encoding="utf-8")
    type_in(["a"])
    assert main(["--interview", "--resume", "me.toml"]) == 0
    shown = capsys.readouterr().out
    assert shown.index("First step: ") < shown.index("\nWorth knowing\n") < shown.index("Tie each first step to a day")


def test_the_crisis_question_can_be_left_without_another_word(
    folder: Path, type_in: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    interview = Interview.start(engine(), Profile(signals=Signals(despair=4)))
    while interview.question is not None and interview.question.fact != "signals.in_crisis":
        interview = interview.skip()
    (folder / "me.json").write_text(interview.to_json(), encoding="utf-8")
    type_in(["q"])
    assert main(["--resume", "me.json"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("\nIf you are in danger or might hurt yourself, please contact")
    assert "Question" not in shown
    type_in(["1", ""])
    assert main(["--resume", "me.json"]) == 0
    assert "Everything else can wait." in capsys.readouterr().out


def test_leaving_offers_to_keep_the_answers(folder: Path, type_in: Type, capsys: pytest.CaptureFixture[str]) -> None:
    type_in(["1", "q", "2", "mine.json"])
    assert main(["--interview"]) == 0
    assert capsys.readouterr().out.endswith("\nYour answers are in mine.json.\n")
    type_in(["1", "q", "2", "", "q", "q"])
    assert main(["--interview"]) == 0
    assert capsys.readouterr().out.endswith("\nNothing was kept.\n")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("..", "not a regular file"),
        ("none/sheet.md", "no such file or directory"),
        ("a\0b", "not a path"),
        pytest.param("x" * 400, "name too long", marks=pytest.mark.skipif(os.name == "nt", reason="other words")),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_ends(
    path: str, said: str, folder: Path, type_in: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(["a", "5", path, "5", "sheet.md", "q"])
    assert main(["--interview"]) == 0
    shown = capsys.readouterr().out.replace("\n", " ")
    assert said in shown
    assert "Nothing was written: " in shown
    assert (folder / "sheet.md").read_text(encoding="utf-8").startswith("# My way out of a rut\n")
    assert os.listdir(folder) == ["sheet.md"]
