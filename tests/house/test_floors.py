"""The house: floors, sizes, first docstrings, the face, and what no module may do."""

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import rutengine

SOURCE = Path(rutengine.__file__).parent
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "rules" not in path.relative_to(SOURCE).parts)
NAMES = [path.relative_to(SOURCE).as_posix() for path in MODULES]
MOST_LINES = 400
MOST_FUNCTION_LINES = 60
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {"pickle", "marshal", "socket", "subprocess", "logging", "random", "urllib", "http", "ctypes"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_says_its_law_first(path: Path) -> None:
    assert ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_modules_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < MOST_FUNCTION_LINES, node.name


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_nothing_inside_imports_the_root_or_what_is_forbidden(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            assert node.module != "rutengine"
            assert (node.module or "").split(".")[0] not in FORBIDDEN_MODULES
        if isinstance(node, ast.Import):
            names = {alias.name.split(".")[0] for alias in node.names}
            assert "rutengine" not in names
            assert not names & FORBIDDEN_MODULES
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS


def test_room_inits_hold_only_a_docstring() -> None:
    rooms = [SOURCE / module.name for module in pkgutil.iter_modules([str(SOURCE)]) if module.ispkg]
    for room in rooms:
        body = tree(room / "__init__.py").body
        assert room.name == "career" or len(body) == 1, room.name


def test_the_face_is_sorted_and_whole() -> None:
    assert list(rutengine.__all__) == sorted(rutengine.__all__)
    for name in rutengine.__all__:
        assert hasattr(rutengine, name)


def test_the_face_imports_a_name_when_it_is_asked_for() -> None:
    code = (
        "import sys, rutengine; "
        "assert not [name for name in sys.modules if name.startswith('rutengine.') and '.model' not in name]; "
        "assert set(rutengine.__all__) <= set(dir(rutengine)); "
        "assert rutengine.Engine is rutengine.Engine"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert {*rutengine._HOMES, "__version__"} == set(rutengine.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Engin'"):
        rutengine.Engin  # type: ignore[attr-defined]  # noqa: B018


def test_no_utils_drawer() -> None:
    assert not {path.stem for path in MODULES} & {"utils", "util", "helpers", "helper", "common", "misc", "manager"}


def test_importing_does_no_work_and_needs_no_extra() -> None:
    code = (
        "import sys, threading; import rutengine, rutengine.career; "
        "from rutengine.career.advising import engine; "
        "assert engine.cache_info().currsize == 0; "
        "assert threading.active_count() == 1; "
        "bad = {'rich', 'numpy', 'hypothesis', 'pytest', 'logging.config', 'socket'} & set(sys.modules); "
        "assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
