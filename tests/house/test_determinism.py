"""Determinism: one SHA-256 of the demo person's decision, over hash seeds, processes and the order of files."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rutengine.career import advise, engine
from rutengine.career.profile import Profile
from rutengine.cli.demo import persona_text
from rutengine.documents.folders import packaged_pack, read_folder
from rutengine.documents.packs import read_pack
from tests.house.packs import program_of

_PRINT = "import sys; from rutengine.cli.main import main; sys.exit(main(['advise', '-', '--format', 'json']))"


def expected() -> str:
    return advise(engine().read_profile(persona_text())).to_json()


@pytest.mark.parametrize("seed", ["0", "1", "2", "random"])
def test_one_hash_over_hash_seeds(seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    found = subprocess.run(
        [sys.executable, "-c", _PRINT], input=persona_text().encode(), capture_output=True, check=True, env=environment
    ).stdout
    assert hashlib.sha256(found).hexdigest() == hashlib.sha256(expected().encode()).hexdigest()


@pytest.mark.parametrize("step", [-1, 3])
def test_one_hash_over_shuffled_rule_files(step: int) -> None:
    """Files in another order, and the rules inside each file in another order."""
    files = dict(read_folder(packaged_pack("career")))
    names = sorted(files)[::step] if step < 0 else sorted(files, key=lambda name: (len(name) % step, name))
    shuffled = {name: files[name] for name in names} | {name: files[name] for name in files}
    for name in [name for name in shuffled if name.startswith("rules/")]:
        head, *rules = shuffled[name].split(b"[[rule]]")
        shuffled[name] = head + b"".join(b"[[rule]]" + rule.rstrip() + b"\n\n" for rule in reversed(rules))
    decision = program_of(read_pack(shuffled), Profile).decide(engine().read_profile(persona_text()))
    assert decision.to_json() == expected()


def test_the_hash_is_over_the_meaning(tmp_path: Path) -> None:
    """Comments and line ends do not change the content hash; a changed rule does."""
    files = dict(read_folder(packaged_pack("career")))
    name = "rules/pay.toml"
    commented = {**files, name: b"# a comment\r\n" + files[name].replace(b"\n", b"\r\n")}
    changed = {**files, name: files[name].replace(b"= 4", b"= 3", 1)}
    hashes = [program_of(read_pack(f), Profile).pack.pack.content_hash for f in (files, commented, changed)]
    assert hashes[0] == hashes[1] != hashes[2]
