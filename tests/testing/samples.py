"""The engine of the plants, also with one thing changed; and a pack whose constraint is narrow."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import attrs

from examples.plants.plants import Plant
from rutengine import Answer, Engine, Vocabulary, fact
from rutengine.documents.folders import read_folder
from rutengine.documents.packs import read_pack
from tests.documents.samples import HEAD
from tests.house.packs import program_of

FOLDER = Path(__file__).parents[2] / "examples" / "plants" / "pack"


@attrs.frozen(kw_only=True)
class Narrow:
    """Two facts, of which the second has its other value only at one value of the first."""

    a: Answer[int] = fact(assume=0, between=(0, 4))
    b: Answer[Literal["x", "y"]] = fact(assume="x")


@functools.cache
def plants() -> Engine[Plant]:
    """Return the engine of the plants."""
    return Engine.load(FOLDER, Plant)


def changed(file: str, old: str, new: str) -> Engine[Plant]:
    """Return the engine of the plants with a text in a file replaced."""
    files = dict(read_folder(FOLDER))
    text = files[file].decode()
    assert old in text
    return program_of(read_pack({**files, file: text.replace(old, new, 1).encode()}), Plant)


@functools.cache
def narrow() -> Engine[Narrow]:
    """Return the engine of a pack that few people fit."""
    files = {
        "pack.toml": HEAD.replace('"Person"', '"Narrow"').replace("\n[constants]\nmarked = 2\n", ""),
        "facts.toml": '[a]\nask = "A?"\nlabel = "a"\n'
        '[b]\nask = "B?"\nlabel = "b"\nlabels = { x = "it is x", y = "it is y" }\n',
        "sources.toml": '[book]\ntitle = "A"\nkind = "practice"\ngood_for = "tests"\n',
        "constraints.toml": '[[constraint]]\nid = "c"\nholds = "b == \'x\' or a == 4"\n',
        "strategies/rest.toml": (
            'title = "Rest"\nphase = "first"\nrole = "move"\nsummary = "Rest."\n'
            'steps = ["Rest"]\ndone_when = "rested"\n'
            'minutes_per_week = 10\nweeks = 1\ncost = "free"\nreversibility = "high"\n'
            'evidence = { grade = "D", says = "So.", cite = ["book"] }\n'
        ),
        "rules/general.toml": (
            '[[rule]]\nid = "r"\nwhen = "a >= 2"\nbecause = "So."\nsupport.rest = 3\ncite = ["book"]\n'
        ),
    }
    return program_of(read_pack({name: text.encode() for name, text in files.items()}), Narrow)


def answers_of(profile: Any) -> Mapping[str, object]:
    """Return the answers of a profile by dotted name."""
    vocabulary: Vocabulary[Any] = Vocabulary.of(type(profile))
    return {fact.name: functools.reduce(getattr, fact.path, profile) for fact in vocabulary.facts}
