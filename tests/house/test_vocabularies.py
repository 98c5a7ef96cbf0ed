"""Classes of facts that are named by their file: two files of one name stay apart, and what is no class is refused."""

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
