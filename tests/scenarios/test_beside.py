"""Scenarios in other folders: the sound ones are read, all others are named, and none is lost without a word."""

from pathlib import Path

import pytest

from examples.plants.plants import Plant
from rutengine.career import Profile
from rutengine.diagnostics.errors import PackError
from rutengine.diagnostics.limits import LIMITS
from rutengine.engine.engine import load_pack
from rutengine.scenarios.beside import Beside, read_beside
from tests.testing.samples import FOLDER, plants

ROOT = Path(__file__).parents[2]
FERN = (FOLDER / "scenarios" / "fern-on-the-sunny-sill.toml").read_bytes()


def read(folder: Path) -> Beside:
    return read_beside(folder, plants().program)


def test_a_folder_need_not_exist(tmp_path: Path) -> None:
    assert read(tmp_path / "none") == Beside()
    assert read(tmp_path) == Beside()


def test_the_scenarios_of_the_pack_itself_are_sound() -> None:
    scenarios = load_pack(FOLDER, Plant).pack.scenarios
    assert read(FOLDER / "scenarios") == Beside(sound=scenarios)


def test_only_what_fits_the_pack_is_sound(tmp_path: Path) -> None:
    (tmp_path / "sound.toml").write_bytes(FERN)
    (tmp_path / "Not-An-Id.toml").write_bytes(FERN)
    (tmp_path / "answer.toml").write_bytes(FERN.replace(b"[given]", b"[given]\ndry_days = 999"))
    (tmp_path / "strategy.toml").write_bytes(FERN.replace(b"move-it", b"fly"))
    (tmp_path / "syntax.toml").write_bytes(b"name = ")
    (tmp_path / "notes.txt").write_bytes(b"mine")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "more.toml").write_bytes(FERN)
    beside = read(tmp_path)
    assert [scenario.id for scenario in beside.sound] == ["sound"]
    assert beside.others == ("Not-An-Id.toml", "answer.toml", "strategy.toml", "syntax.toml")


def test_too_many_files_are_a_problem(tmp_path: Path) -> None:
    for number in range(LIMITS.pack_files + 1):
        (tmp_path / f"s{number}.toml").touch()
    with pytest.raises(PackError, match="RUT103"):
        read(tmp_path)


def test_hundreds_of_scenarios_are_a_pack(tmp_path: Path) -> None:
    for file in (ROOT / "rules" / "career").rglob("*.toml"):
        copy = tmp_path / file.relative_to(ROOT / "rules" / "career")
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(file.read_bytes())
    some = (tmp_path / "scenarios" / "overlooked-analyst.toml").read_bytes()
    for number in range(500):
        (tmp_path / "scenarios" / f"copy-{number}.toml").write_bytes(some)
    assert len(load_pack(tmp_path, Profile).scenarios) > 500
