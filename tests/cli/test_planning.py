"""The command that prints a plan."""

import json
from pathlib import Path

import pytest

from rutengine.cli.main import main

PROFILE = "[signals]\npassed_over = 3\n[situation]\nhours_per_week = 2\n"


@pytest.fixture
def profile(tmp_path: Path) -> str:
    path = tmp_path / "me.toml"
    path.write_text(PROFILE, encoding="utf-8")
    return str(path)


def test_a_plan_in_every_format(profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", profile, "--helper", "Ada"]) == 0
    shown = capsys.readouterr().out
    assert "Tell Ada what week 1 holds." in shown
    assert main(["plan", profile, "--format", "markdown"]) == 0
    assert "somebody you trust" in capsys.readouterr().out
    assert main(["plan", profile, "--weeks", "3", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["kind"] == "plan"
    assert [week["number"] for week in told["plan"]["weeks"]] == [1, 2, 3]
    assert told["plan"]["hours"] == 2


@pytest.mark.parametrize("weeks", ["0", "105", "-1", "two", "1.5", "9999"])
def test_weeks_that_cannot_be_told(weeks: str, profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["plan", profile, "--weeks", weeks])
    assert stopped.value.code == 2
    assert "expected a whole number from 1 to 104" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["plan", "worksheet"])
def test_a_helper_who_is_refused_is_not_repeated(
    command: str, profile: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("Kim\x1b[31m", "Kim\udc80"):
        with pytest.raises(SystemExit) as stopped:
            main([command, profile, "--helper", name])
        assert stopped.value.code == 2
        error = capsys.readouterr().err
        assert "argument --helper: expected a name on one line, without hidden characters" in error
        assert "Kim" not in error
    assert main([command, profile, "--helper", ""]) == 0
    assert main([command, profile]) == 0
    first, _, second = capsys.readouterr().out.partition("\n# ")
    assert "Tell  what" not in first + second
