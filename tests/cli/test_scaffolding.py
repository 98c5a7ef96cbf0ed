"""`rutengine new`: a pack that passes everything, in a folder that was empty, and nothing is ever written over."""

import re
import shlex
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from rutengine import Engine
from rutengine.cli.main import main
from rutengine.cli.scaffolding import new_pack
from rutengine.vocabularies import load_class


def make(folder: Path, *options: str) -> list[str]:
    """Write a pack, and return the arguments that name it."""
    assert main(["new", str(folder), *options]) == 0
    name = options[-1] if options else "Bicycle"
    return [str(folder), "--vocabulary", f"{folder / 'vocabulary.py'}:{name}"]


def test_the_pack_is_loaded_and_decides(tmp_path: Path) -> None:
    named = make(tmp_path / "bikes")
    cls = load_class(named[-1], tmp_path)
    engine = Engine.load(tmp_path / "bikes", cls)
    assert engine.pack.pack.head.id == "bikes"
    decision = engine.decide(cls(tyres_soft=3, punctured=False))
    assert [found.strategy for found in decision.active] == ["pump-tyres"]
    assert decision.why("pump-tyres").verify()
    decision = engine.decide(cls(tyres_soft=3, punctured=True))
    assert [found.strategy for found in decision.active] == ["visit-workshop"]
    assert decision.why_not("pump-tyres").verify()


@pytest.mark.parametrize("command", [["check"], ["lint"], ["test"], ["prove"], ["fmt", "--check"]])
def test_the_pack_passes_everything(command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = make(tmp_path / "new" / "pack", "--vocabulary-name", "Bike")
    capsys.readouterr()
    assert main([*command, *(named[:1] if command[0] == "fmt" else named)]) == 0
    assert "0 proved" not in capsys.readouterr().out


def test_the_commands_that_are_shown_can_be_typed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(tmp_path)
    shown = re.findall(r"^  rutengine (.+)$", capsys.readouterr().out, re.MULTILINE)
    assert [line.split()[0] for line in shown] == ["check", "lint", "test", "prove"]
    for line in shown:
        assert main(line.split()) == 0


def test_the_readme_says_what_is_there(tmp_path: Path) -> None:
    make(tmp_path)
    names = re.findall(r"^\| `([^`]+?)/?` \|", (tmp_path / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted([*names, "README.md"]) == sorted(entry.name for entry in tmp_path.iterdir())


def test_what_the_readme_shows_can_be_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path)
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    shell, python = (
        found[1] for found in re.finditer(r"^```(?:sh|python)\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    )
    monkeypatch.chdir(tmp_path)
    for line in shell.splitlines():
        assert line == "pytest" or main(line.split()[1:]) == 0
    done = subprocess.run([sys.executable, "-c", python], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "Why: Pump up the tyres" in done.stdout


def test_its_scenario_is_a_test(tmp_path: Path) -> None:
    make(tmp_path)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_a_folder_that_is_not_empty_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    assert main(["new", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert [entry.name for entry in tmp_path.iterdir()] == ["note.txt"]


def test_hidden_files_are_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*.pyc\n", encoding="utf-8")
    named = make(tmp_path)
    assert main(["check", *named]) == 0
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "*.pyc\n"
    hidden = sorted(entry.name for entry in tmp_path.iterdir() if entry.name.startswith("."))
    assert hidden == [".git", ".gitignore"]


@pytest.mark.parametrize("folder", ["-x", "--help", "-", "a b", "", "."])
def test_any_name_of_a_folder_gives_commands_that_can_be_typed(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "--", folder]) == 0
    shown = re.findall(r"^  rutengine (.+)$", capsys.readouterr().out, re.MULTILINE)
    assert [main(shlex.split(line)) for line in shown] == [0, 0, 0, 0]


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    assert main(["new", str(tmp_path / "note.txt")]) == 2
    assert "cannot write to" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["class", "3", "a-b", "", "é", "x" * 65])
def test_a_class_has_the_name_of_one(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["new", str(tmp_path), "--vocabulary-name", name])
    assert "expected the name of a class" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("folder", "id"), [("My Bikes_2", "my-bikes-2"), ("2", "my-pack"), ("räder", "r-der")])
def test_the_id_is_made_of_the_name_of_the_folder(folder: str, id: str, tmp_path: Path) -> None:
    make(tmp_path / folder)
    assert f'id = "{id}"' in (tmp_path / folder / "pack.toml").read_text(encoding="utf-8")


def test_every_template_is_a_file_of_the_pack() -> None:
    folder = Path(str(resources.files("rutengine.cli"))) / "scaffold"
    templates = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert {f"{name}.txt" for name in new_pack("a", "B")} == templates
    assert not [name for name, text in new_pack("a", "B").items() if "@" in text.replace("@attrs.frozen", "")]
