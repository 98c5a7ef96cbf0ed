"""The commands that ask about claims: what they print, and with which exit code."""

import io
import json
from pathlib import Path

import pytest

from rutengine.cli.main import main

PROFILE = """
[signals]
passed_over = 3
[situation]
supportive_manager = "yes"
employment = "employed"
"""

ASKED = {
    "how-sure": (["promotion-path-talk"], "sureness"),
    "reason": (["recommended('promotion-path-talk')"], "reason"),
    "what-would-change": (["active('find-mentor') or patterns.distress >= 3", "--ways", "2"], "changes"),
    "compare": (["promotion-path-talk", "networking"], "contrast"),
    "card": (["promotion-path-talk"], "card"),
}


@pytest.fixture
def profile(tmp_path: Path) -> str:
    path = tmp_path / "me.toml"
    path.write_text(PROFILE, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", ASKED)
def test_every_question_in_every_format(name: str, profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    typed, kind = ASKED[name]
    assert main([name, *typed, "--profile", profile]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert max(map(len, shown.out.splitlines())) <= 80
    assert main([name, *typed, "--profile", profile, "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("#")
    assert main([name, *typed, "--profile", profile, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["kind"] == kind
    assert document[kind]


@pytest.mark.parametrize("name", ASKED)
def test_a_profile_from_standard_input(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PROFILE.encode())))
    assert main([name, *ASKED[name][0], "--profile", "-"]) == 0
    assert capsys.readouterr().out


def test_an_id_alone_claims_that_the_strategy_is_recommended(profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = []
    for claim in ("find-mentor", "recommended('find-mentor')"):
        assert main(["how-sure", claim, "--profile", profile]) == 0
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert "'Find a mentor' is recommended" in shown[0]


def test_irreducible_is_a_weaker_word(profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reason", "promotion-path-talk", "--profile", profile, "--irreducible", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["reason"]["label"] == "irreducible"
    assert main(["reason", "promotion-path-talk", "--profile", profile]) == 0
    assert "Nothing smaller is enough." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["how-sure", "find-mentr"], "unknown strategy `find-mentr`; did you mean `find-mentor`?"),
        (["reason", "top('find-mentr') and lead('networking')"], "the claim has 2 problems"),
        (["what-would-change", ""], "the claim has a problem"),
        (["compare", "find-mentor", "nothing"], "unknown strategy `nothing`"),
        (["compare", "find-mentor", "find-mentor"], "not compared with itself"),
        (["card", "nothing"], "unknown strategy `nothing`"),
    ],
)
def test_what_does_not_fit_is_a_usage_error(
    typed: list[str], said: str, profile: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*typed, "--profile", profile]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("rutengine: ")
    assert said in shown.err


@pytest.mark.parametrize("name", ASKED)
def test_problems_of_a_profile(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.toml"
    path.write_text('[signals]\npassed_over = "very secret"\n', encoding="utf-8")
    assert main([name, *ASKED[name][0], "--profile", str(path)]) == 1
    assert "very secret" not in capsys.readouterr().err
    assert main([name, *ASKED[name][0], "--profile", str(tmp_path / "none.toml")]) == 2


@pytest.mark.parametrize(
    "typed",
    [
        ["how-sure", "find-mentor"],
        ["compare", "find-mentor", "--profile", "-"],
        ["card", "--profile", "-"],
        ["reason", "find-mentor", "--profile", "-", "--format", "html"],
        *(["what-would-change", "find-mentor", "--profile", "-", "--ways", n] for n in ("0", "-1", "two", "10000")),
    ],
)
def test_argparse_refuses_with_two(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(typed)
    assert stop.value.code == 2
    assert capsys.readouterr().out == ""


def test_what_audit_prints_verify_bears_out(profile: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--profile", profile]) == 0
    bundle = tmp_path / "bundle.json"
    bundle.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["verify", str(bundle), "--profile", profile]) == 0
    assert "answers: those of the profile" in capsys.readouterr().out
