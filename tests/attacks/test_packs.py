"""No attack on a pack gets past loading, and none gets anything but diagnostics out of it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest

from rutengine.checker.check import check
from rutengine.diagnostics.diagnostic import Diagnostic
from rutengine.diagnostics.errors import PackError
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import find_hidden
from rutengine.documents.folders import read_folder
from rutengine.documents.packs import PackReading, read_pack
from rutengine.model.pack import CheckedPack
from rutengine.vocabulary.facts import Answer, fact
from rutengine.vocabulary.vocabulary import Vocabulary
from tests.attacks.corpus import expand, load

CASES: Any = load("packs")
SOUND = CASES[0]["input"]["files"]


@attrs.frozen(kw_only=True)
class Target:
    sig_a: Answer[int] = fact(between=(0, 4), assume=0)
    smoker: Answer[bool] = fact(assume=False)


def content(given: Any) -> bytes:
    text = expand(given)
    return text if isinstance(text, bytes) else text.encode()


def build(given: Mapping[str, Any], root: Path) -> Path:
    """Write the folder that a case describes: the files of the sound pack, changed as the case says."""
    files = {**SOUND, **given["files"]}
    for name in given.get("without", ()):
        del files[name]
    pattern, count = given.get("many", ("", 0))
    files |= {pattern % i: "" for i in range(count)}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content(text))
    for name in given.get("fifos", ()):
        os.mkfifo(root / name)
    for name, target in given.get("symlinks", {}).items():
        (root / name).symlink_to(target)
    return root


def load_pack(folder: Path) -> CheckedPack:
    """Load a pack as the engine does."""
    reading: PackReading = read_pack(read_folder(folder))
    found = list(reading.diagnostics)
    checked = None if reading.pack is None else check(reading.pack, Vocabulary.of(Target), reading.incomplete)
    found += checked if isinstance(checked, tuple) else ()
    if found or not isinstance(checked, CheckedPack):
        raise PackError(reading.locate(found))
    return checked


def problems_of(folder: Path) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a pack; anything else that is raised is a bug."""
    try:
        load_pack(folder)
    except PackError as error:
        return error.diagnostics
    return ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_verdict_is_right(case: Any, tmp_path: Path) -> None:
    folder = build(case["input"], tmp_path)
    if case["expect"] == "accept":
        checked = load_pack(folder)
        if case["input"].get("same_hash"):
            sound = read_pack({name: content(text) for name, text in SOUND.items()}).pack
            assert sound is not None
            assert checked.pack.content_hash == sound.content_hash
        return
    problems = problems_of(folder)
    assert problems or case["expect"] == "either"
    assert case.get("code") in {None, *(problem.code for problem in problems)}
    helps = [f"{problem.finding.message} {problem.finding.help}" for problem in problems]
    assert any(case.get("help", "") in text for text in helps)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_message_is_short_and_safe(case: Any, tmp_path: Path) -> None:
    problems = problems_of(build(case["input"], tmp_path))
    text = str(PackError(problems))
    assert find_hidden(text) is None
    assert len(text) < 40_000
    assert len(problems) <= 2 * LIMITS.problems_kept
    assert "root:" not in text


def test_ids_are_unique_and_every_difference_is_explained() -> None:
    ids = [case["id"] for case in CASES]
    assert len(set(ids)) == len(ids)
    assert all(case["why"] for case in CASES)
    assert all("code" in case for case in CASES if case["expect"] == "reject")
