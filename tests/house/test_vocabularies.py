"""Classes of facts that are named: files of one name stay apart, modules beside are found, no class is refused."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rutengine import Vocabulary
from rutengine.vocabularies import NoClassError, load_class
from rutengine.vocabulary.kinds import ChoiceKind

SOURCE = """from __future__ import annotations
from typing import Literal
import attrs
from rutengine import Answer, fact
Grip = Literal[{values}]
@attrs.frozen(kw_only=True)
class Bicycle:
    grip: Answer[Grip] = fact(assume="good")
number = 3
"""


def write(folder: Path, values: str) -> Path:
    folder.mkdir()
    (folder / "vocabulary.py").write_text(SOURCE.replace("{values}", values), encoding="utf-8")
    return folder


def test_two_files_of_one_name_stay_apart(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one", "'good', 'bad'"), write(tmp_path / "two", "'good', 'hot'")
    classes = [load_class("vocabulary.py:Bicycle", folder) for folder in (one, two)]
    kinds = [Vocabulary.of(cls).facts[0].kind for cls in classes]
    assert kinds == [ChoiceKind(("good", "bad")), ChoiceKind(("good", "hot"))]


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("v.py:number", "number = 3", "is not a class"),
        ("v.py:Missing", "", "cannot find the class"),
        ("v.py:Any", "raise SystemExit(3)", "cannot find the class"),
        ("v.py", "", "is not written"),
    ],
)
def test_what_is_no_class_is_refused(tmp_path: Path, name: str, source: str, said: str) -> None:
    (tmp_path / "v.py").write_text(source, encoding="utf-8")
    with pytest.raises(NoClassError, match=said):
        load_class(name, tmp_path)


@pytest.mark.parametrize("name", ["inside/beside_v.py:Bicycle", "inside.beside_v:Bicycle"])
def test_modules_beside_are_found_and_the_path_stays(name: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "inside", "'good', 'bad'")
    source = (folder / "vocabulary.py").read_text(encoding="utf-8")
    imports = "from grips_of_bicycles import Grip" if "/" in name else "from inside.grips_of_bicycles import Grip"
    (folder / "beside_v.py").write_text(source.replace("Grip = Literal['good', 'bad']", imports), encoding="utf-8")
    (folder / "grips_of_bicycles.py").write_text(
        "from __future__ import annotations\nfrom typing import Literal\nGrip = Literal['good', 'worn']\n",
        encoding="utf-8",
    )
    code = (
        "import sys; from pathlib import Path\n"
        "from rutengine import Vocabulary; from rutengine.vocabularies import load_class\n"
        "before = list(sys.path)\n"
        "cls = load_class(sys.argv[1], Path(sys.argv[2]))\n"
        "assert sys.path == before\n"
        "print(Vocabulary.of(cls).facts[0].kind.expected)\n"
    )
    command = [sys.executable, "-c", code, name, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr
    assert "worn" in done.stdout


def test_the_path_stays_when_an_import_fails(tmp_path: Path) -> None:
    (tmp_path / "v.py").write_text("import no_such_module_anywhere\n", encoding="utf-8")
    before = list(sys.path)
    with pytest.raises(NoClassError, match="No module named 'no_such_module_anywhere'"):
        load_class("v.py:A", tmp_path)
    assert sys.path == before


PLANTS = Path(__file__).parents[2] / "examples" / "plants"


def installed(tmp_path: Path, source: str, value: str = "garden_v:Plant") -> subprocess.CompletedProcess[str]:
    """Look for the class of a pack, with an installed one, in a folder that has a module of its own."""
    for folder in ("site/garden-1.dist-info", "here"):
        (tmp_path / folder).mkdir(parents=True)
    site, here = tmp_path / "site", tmp_path / "here"
    (site / "garden-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: garden\nVersion: 1\n")
    (site / "garden-1.dist-info" / "entry_points.txt").write_text(f"[rutengine.vocabularies]\nPlant = {value}\n")
    (site / "garden_v.py").write_text(source, encoding="utf-8")
    (here / "speedups_of_gardens.py").write_text("print('imported from here')\n", encoding="utf-8")
    shutil.copytree(PLANTS / "pack", here / "pack")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from rutengine.vocabularies import class_of_pack\n"
        "print(class_of_pack('pack').__name__)\n"
    )
    command = [sys.executable, "-P", "-c", code, str(site)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=here)


def test_an_installed_class_is_imported_from_what_is_installed(tmp_path: Path) -> None:
    source = (PLANTS / "plants.py").read_text(encoding="utf-8")
    first, _, rest = source.partition("\nimport ")
    done = installed(
        tmp_path, f"{first}\ntry:\n    import speedups_of_gardens\nexcept ImportError: pass\nimport {rest}"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Plant\n"


@pytest.mark.parametrize(
    ("source", "value", "said"),
    [
        ("import speedups_of_gardens\n", "garden_v:Plant", "cannot find the class garden_v:Plant: No module named"),
        ("Plant = 3\n", "garden_v:Plant", "garden_v:Plant is not a class"),
        ("class Plant: pass\n", "garden_v:Tree", "cannot find the class garden_v:Tree: "),
    ],
)
def test_an_installed_class_that_is_none_is_refused(tmp_path: Path, source: str, value: str, said: str) -> None:
    done = installed(tmp_path, source, value)
    assert f"NoClassError: {said}" in done.stderr
