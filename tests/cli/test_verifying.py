"""`rutengine audit` and `rutengine verify`: what they print, and with which exit code."""

import argparse
import io
import json
from functools import cache
from pathlib import Path

import pytest

from rutengine.career import engine
from rutengine.cli import auditing, verifying
from rutengine.cli.files import UsageError
from rutengine.diagnostics.errors import BundleError, PackError, ProfileError
from rutengine.documents.bundles import write_bundle
from rutengine.engine.engine import Engine
from rutengine.vocabularies import load_class
from tests.documents.audits import changed

ROOT = Path(__file__).parent.parent.parent
PLANTS = ROOT / "examples" / "plants"
PROFILE = '[signals]\npassed_over = 3\n[situation]\nsupportive_manager = "yes"\n'
KEY = b"a key of sixteen bytes and more"


def audit(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    auditing.add_arguments(parser)
    return auditing.audit_file(parser.parse_args(arguments))


def verify(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    verifying.add_arguments(parser)
    return verifying.verify_file(parser.parse_args(arguments))


@cache
def bundles() -> tuple[str, str]:
    """Return the open and the sealed bundle of the profile."""
    found = engine().decide(engine().read_profile(PROFILE)).outcome
    return write_bundle(engine().program, found), write_bundle(engine().program, found, key=KEY)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder with a profile, a key, and an open and a sealed bundle of the profile."""
    (tmp_path / "me.toml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "other.toml").write_text(PROFILE.replace("3", "2"), encoding="utf-8")
    (tmp_path / "key").write_bytes(KEY)
    (tmp_path / "wrong").write_bytes(KEY[::-1])
    (tmp_path / "short").write_bytes(b"short")
    for name, text in zip(("open.json", "sealed.json"), bundles(), strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return tmp_path


def test_audit_prints_the_bundle(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit("--profile", str(files / "me.toml")) == 0
    assert capsys.readouterr().out == bundles()[0]
    assert audit("--profile", str(files / "me.toml"), "--key-file", str(files / "key")) == 0
    assert capsys.readouterr().out == bundles()[1]


def test_an_open_bundle(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(str(files / "open.json")) == 0
    shown = capsys.readouterr().out
    for said in ("pack: career", "decision: replayed", "explanations: ", " accepted", " real", "claims: "):
        assert said in shown
    assert verify(str(files / "open.json"), "--profile", str(files / "me.toml")) == 0
    assert "answers: those of the profile" in capsys.readouterr().out
    assert verify(str(files / "open.json"), "--profile", str(files / "other.toml")) == 1
    assert capsys.readouterr().out.startswith("not verified: the answers are others")


def test_a_changed_bundle(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (files / "open.json").read_text(encoding="utf-8")
    (files / "bad.json").write_text(text.replace('"status":"active"', '"status":"deferred"', 1), encoding="utf-8")
    assert verify(str(files / "bad.json")) == 1
    assert capsys.readouterr().out == "not verified: `sha256`: the digest is of another content\n"
    tampered = changed(text, ("decision", "strategies", 0, "status"), "deferred")
    (files / "bad.json").write_text(tampered, encoding="utf-8", newline="")
    assert verify(str(files / "bad.json")) == 1
    shown = capsys.readouterr().out.splitlines()
    assert shown == ["not verified: `decision.strategies[0].status` is not as replayed"]
    (files / "bad.json").write_text(text[:-9], encoding="utf-8")
    with pytest.raises(BundleError):
        verify(str(files / "bad.json"))


def test_a_sealed_bundle(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sealed = str(files / "sealed.json")
    assert "signals" not in (files / "sealed.json").read_text(encoding="utf-8")
    assert verify(sealed) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("told, not verified without the key: decided by engine ")
    assert lines[1:] == ["sealed: all else can only be compared, with --profile and --key-file"]
    assert verify(sealed, "--profile", str(files / "me.toml"), "--key-file", str(files / "key")) == 0
    shown = capsys.readouterr().out
    assert "decision: replayed" in shown
    assert "answers: those of the profile" in shown
    assert "not verified without" not in shown
    for profile, key in (("other.toml", "key"), ("me.toml", "wrong")):
        assert verify(sealed, "--profile", str(files / profile), "--key-file", str(files / key)) == 1
        assert "not verified: the open bundle, sealed with this key, is another one" in capsys.readouterr().out


def test_a_pack_of_ones_own(tmp_path: Path, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = ["--pack", str(PLANTS / "pack"), "--vocabulary", f"{PLANTS / 'plants.py'}:Plant"]
    plant = load_class(pack[3], Path())
    advisor = Engine.load(PLANTS / "pack", plant)
    text = write_bundle(advisor.program, advisor.decide(plant()).outcome)
    (tmp_path / "plant.json").write_text(text, encoding="utf-8")
    assert verify(str(tmp_path / "plant.json"), *pack) == 0
    assert "pack: plants" in capsys.readouterr().out
    assert verify(str(tmp_path / "plant.json")) == 1
    assert "not verified: `pack`: it is about another pack" in capsys.readouterr().out
    assert verify(str(files / "open.json"), "--pack", str(ROOT / "rules" / "career")) == 0
    (tmp_path / "pack.toml").write_text("format = 1\n", encoding="utf-8")
    with pytest.raises(PackError):
        verify(str(files / "open.json"), "--pack", str(tmp_path))


def test_standard_input(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((files / "open.json").read_bytes())))
    assert verify("-") == 0
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(UsageError, match="no standard input"):
        verify("-")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{}/none.json"], "cannot read"),
        (["{}/open.json", "--key-file", "{}/key"], "has no key"),
        (["{}/sealed.json", "--key-file", "{}/key"], "together"),
        (["{}/sealed.json", "--profile", "{}/me.toml"], "together"),
        (["{}/sealed.json", "--profile", "{}/me.toml", "--key-file", "{}/short"], "short is too short for a key"),
        (["{}/open.json", "--vocabulary", "a:B"], "is for --pack"),
        (["{}/open.json", "--pack", "{}/none"], "is not a folder"),
        (["bad\0name"], "not a path"),
    ],
)
def test_usage_errors(arguments: list[str], said: str, files: Path) -> None:
    with pytest.raises(UsageError, match=said):
        verify(*(argument.format(files) for argument in arguments))


def test_provenance(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit("--profile", str(files / "me.toml"), "--prov") == 0
    assert "rut:decision" in json.loads(capsys.readouterr().out)["entity"]
    with pytest.raises(SystemExit):
        audit("--profile", str(files / "me.toml"), "--prov", "--key-file", str(files / "key"))


def test_what_cannot_be_audited(files: Path) -> None:
    (files / "bad.toml").write_text("[signals]\npassed_over = 9\n", encoding="utf-8")
    with pytest.raises(ProfileError):
        audit("--profile", str(files / "bad.toml"))
    with pytest.raises(UsageError, match="short is too short for a key: expected at least 16 bytes"):
        audit("--profile", str(files / "me.toml"), "--key-file", str(files / "short"))
    (files / "long").write_bytes(b"x" * 5000)
    with pytest.raises(UsageError, match="too large"):
        audit("--profile", str(files / "me.toml"), "--key-file", str(files / "long"))


def test_the_help_says_what_can_be_inferred(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        audit("--help")
    shown = " ".join(capsys.readouterr().out.split())
    assert "it tells neither answers nor what was decided" in shown
    assert "what was decided by which rules, from which answers can be inferred" in shown


def test_a_crisis_is_told_by_provenance_and_not_by_a_sealed_bundle(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "me.toml").write_text("[signals]\nin_crisis = true\n", encoding="utf-8")
    assert audit("--profile", str(files / "me.toml"), "--prov") == 0
    assert "crisis" in capsys.readouterr().out
    assert audit("--profile", str(files / "me.toml"), "--key-file", str(files / "key")) == 0
    assert "crisis" not in capsys.readouterr().out
