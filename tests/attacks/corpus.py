"""The attack corpora: cases as data, one JSON file for each door of the library."""

import base64
import json
from pathlib import Path
from typing import Literal, NotRequired, TypedDict

_FOLDER = Path(__file__).parent


class Encoded(TypedDict, total=False):
    """What cannot be written out: parts, each with how often it is repeated, or bytes that no JSON text can hold."""

    concat: list[tuple[str, int]]
    base64: str


Input = str | Encoded


class Case(TypedDict):
    """One attack.

    `phase` says which step refuses it, `at` where its finding starts, `code` with which code, and `ours` why our
    verdict differs from that of the corpus that it was carried over from.
    """

    id: str
    input: Input
    expect: Literal["accept", "reject", "either"]
    why: str
    phase: NotRequired[Literal["parse", "limit", "check"]]
    at: NotRequired[int]
    code: NotRequired[str]
    ours: NotRequired[str]


def load(name: str) -> tuple[Case, ...]:
    """Read the corpus `name`.json."""
    cases: list[Case] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return tuple(cases)


def expand(given: Input) -> str | bytes:
    """Return the text or the bytes that an input stands for."""
    if isinstance(given, str):
        return given
    if "base64" in given:
        return base64.b64decode(given["base64"])
    return "".join(part * times for part, times in given["concat"])


def expand_text(given: Input) -> str:
    """Return the text that an input stands for; bytes are a mistake of the corpus."""
    text = expand(given)
    if isinstance(text, bytes):
        message = "this corpus has texts only"
        raise TypeError(message)
    return text
