"""Type checkers read the face as users do: a good program passes, a misspelt one does not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def run(*command: str) -> tuple[int, str]:
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    return done.returncode, done.stdout + done.stderr


def mypy(file: str) -> tuple[int, str]:
    return run(sys.executable, "-m", "mypy", "--strict", "--cache-dir", ".mypy_cache/typing", str(HERE / file))


def pyright(file: str) -> tuple[int, str]:
    tool = shutil.which("pyright", path=str(Path(sys.executable).parent)) or shutil.which("pyright")
    assert tool is not None
    return run(tool, "--pythonpath", sys.executable, str(HERE / file))


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_a_good_program_has_no_complaint(checker: object) -> None:
    assert callable(checker)
    code, said = checker("program.py")
    assert code == 0, said


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_a_misspelt_field_and_value_are_refused(checker: object) -> None:
    assert callable(checker)
    code, said = checker("misspelt.py")
    assert code == 1
    assert "misspelt.py:5" in said
    assert "misspelt.py:6" in said
