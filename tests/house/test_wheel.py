"""What ships: the wheel without `src/` beside it, from another folder; the sdist with rules and tests."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_wheel_runs_from_an_empty_folder(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    target, empty = tmp_path / "installed", tmp_path / "empty"
    empty.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    code = (
        "import rutengine; from rutengine.career import Profile, advise; "
        "from rutengine.documents.folders import packaged_pack; "
        "print(rutengine.__file__); print(packaged_pack('career')); print(len(advise(Profile()).strategies))"
    )
    environment = {**os.environ, "PYTHONPATH": str(target)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=empty, env=environment, capture_output=True, text=True, check=True
    )
    where, rules, count = done.stdout.splitlines()
    assert Path(where).is_relative_to(target)
    assert Path(rules).is_relative_to(target)
    assert count == "34"


def test_the_wheel_holds_the_rules_the_marker_and_no_tests(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "rutengine/rules/career/pack.toml" in names
    assert "rutengine/py.typed" in names
    assert "rutengine/cli/persona.toml" in names
    assert not [name for name in names if name.startswith(("tests", "docs", "examples"))]


def test_the_sdist_holds_what_its_tests_need(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for name in ("rules/career/pack.toml", "tests/oracle.py", "docs/index.md", "examples/plants/plants.py", ".ci/run"):
        assert name in names
