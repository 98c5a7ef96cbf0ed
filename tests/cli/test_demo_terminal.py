"""The real program on a pseudo-terminal of 80 columns: a whole conversation, colour, Ctrl-C and the end of input."""

import importlib.util
import os
import stat
from pathlib import Path

import pytest

from tests.cli.talking import NEXT, QUESTION, reply
from tests.cli.terminal import Terminal

BEGIN = "1, 2 or 3 (q leaves): "
BACK = "(Enter goes back): "
LEFT = "\nThe input has ended. What was not saved is not kept.\n"


def test_a_whole_conversation_saved_and_gone_on_with(tmp_path: Path) -> None:
    with Terminal(folder=tmp_path) as terminal:
        terminal.expect(BEGIN)
        terminal.send("1")
        assert "Alex is an analyst" in terminal.expect(BEGIN)
        terminal.send("2")
        assert "Question 1, about " in terminal.expect(QUESTION)
        seen = ""
        for line, said in (("w", "On the answer hangs"), ("s", "Question 2, about "), ("b", "Question 1, about ")):
            terminal.send(line)
            seen = terminal.expect(QUESTION)
            assert said in seen
        while not seen.endswith(NEXT):
            terminal.send(reply(seen))
            seen = terminal.expect(QUESTION, NEXT)
        assert "Your next steps" in seen
        for lines in (("1", "1", "1"), ("2", "1", ""), ("3", "4"), ("5", "sheet.html"), ("5", "sheet.md")):
            terminal.send(lines[0])
            for line in lines[1:]:
                terminal.expect(BACK)
                terminal.send(line)
            terminal.expect(NEXT)
        terminal.send("4")
        terminal.expect("(Enter leaves it open): ")
        terminal.send("Kim")
        assert "a plan for 6 weeks" in terminal.expect(NEXT)
        terminal.send("save me.json")
        assert "rutengine --resume me.json" in terminal.expect(NEXT)
        terminal.send("q")
        assert terminal.end() == 0
        assert terminal.text.endswith("\nYour answers are in me.json.\n")
        assert b"\x1b" not in terminal.raw
        assert max(map(len, terminal.text.splitlines())) <= 80
    assert sorted(os.listdir(tmp_path)) == ["me.json", "sheet.html", "sheet.md"]
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in os.listdir(tmp_path)} == {0o600}
    with Terminal("--resume", "me.json", folder=tmp_path) as terminal:
        assert "answers are read." in terminal.expect(NEXT)
        terminal.send("7")
        before = terminal.expect(BACK)
        terminal.send("1")
        terminal.expect("s takes it back): ")
        terminal.send("2")
        terminal.expect(QUESTION, NEXT)
        terminal.send("c")
        after = terminal.expect(BACK)
        assert before.partition("  1. ")[2].partition("  2. ")[0] not in after
        terminal.send("q")
        terminal.expect(BACK)
        terminal.send("q")
        assert terminal.end() == 0
        assert terminal.text.endswith(" are in me.json; what came after is not there.\n")


@pytest.mark.parametrize(
    "steps",
    [
        (),
        ((BEGIN, "3"),),
        ((BEGIN, "2"), (QUESTION, "2")),
        ((BEGIN, "2"), (QUESTION, "2"), (QUESTION, "c")),
        ((BEGIN, "2"), (QUESTION, "a"), (NEXT, "2")),
    ],
    ids=["begin", "file", "question", "list", "loop"],
)
def test_ctrl_c_and_the_end_of_input_leave_in_silence(steps: tuple[tuple[str, str], ...], tmp_path: Path) -> None:
    for key, code, said in ((b"\x03", 130, "\nrutengine: stopped\n"), (b"\x04", 0, LEFT)):
        with Terminal(folder=tmp_path) as terminal:
            for prompt, line in steps:
                terminal.expect(prompt)
                terminal.send(line)
            terminal.expect("): ")
            terminal.press(key)
            assert terminal.end() == code
            assert terminal.text.endswith(said)
            assert "Traceback" not in terminal.text
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(importlib.util.find_spec("rich") is None, reason="colour needs rich")
def test_colour_says_nothing_that_is_not_said_without_it(tmp_path: Path) -> None:
    said = []
    for plain in (True, False):
        with Terminal("--interview", folder=tmp_path, plain=plain) as terminal:
            for prompt, line in ((QUESTION, "1"), (QUESTION, "a"), (NEXT, "q"), (BACK, "1")):
                terminal.expect(prompt)
                terminal.send(line)
            assert terminal.end() == 0
            assert (b"\x1b" in terminal.raw) is not plain
            lines = terminal.text.splitlines()
            assert max(map(len, lines)) <= 80
            said.append([word for word in terminal.text.split() if any(map(str.isalnum, word))])
    assert said[0] == said[1]
