"""Texts of profiles are bounded before they are parsed, whatever they are."""

import inspect
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine.diagnostics.limits import LIMITS
from rutengine.documents.texts import DEEPEST
from tests.documents.samples import Person, only_problem, outcome, problems_of, read_person


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("", "an empty text"),
        (b" \n", "an empty text"),
        ("{'signals': 1}", "something else at line 1, column 2"),
        ('{"signals": {"tired": 1} 2}', "something else at line 1, column 26"),
        ('{"signals": {}}{}', "something else at line 1, column 16"),
        ('{"signals": {}', "something else at line 1, column 15"),
        ('{"signals":\n {"tired": 01}}', "something else at line 2, column 13"),
        ("[1, 2]", "neither at line 1"),
        ("null", "neither at line 1"),
        ("x = 1\ny = ", "neither at line 2"),
        ("signals.tired = " + "9" * 5_000, "neither at line 1"),
        ("[signals]\n[signals]", "neither at line 2"),
        ("x = " + "[" * 20, "too much of it at line 1"),
        ("a.b.c.d.e.f.g.h.i = 1", "too much of it at line 1"),
        (b"\xef\xbb\xbf{}", "a byte order mark"),
        ("\ufeff{}", "a byte order mark"),
        (b'{"work": "\xff"}', "something else at byte 10"),
        ("{}".encode("utf-16"), "something else at byte 0"),
        ('{"work": "\ud800"}', "half of one at position 10"),
        (3, "a whole number"),
        (None, "nothing"),
        ([], "a list"),
    ],
)
def test_what_is_no_profile(source: Any, found: str) -> None:
    problem = only_problem(source)
    assert (problem.path, problem.found) == ("", found)


def nested(depth: int) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for _ in range(depth - 1):
        data = {"a": data}
    return data


@pytest.mark.parametrize("extra", [-1, 0, 1])
@pytest.mark.parametrize("form", ["json", "lists", "toml", "mapping"])
def test_depth_is_limited(form: str, extra: int) -> None:
    depth = DEEPEST + extra
    sources: dict[str, Any] = {
        "json": json.dumps(nested(depth)),
        "lists": '{"a": ' + "[" * (depth - 1) + "]" * (depth - 1) + "}",
        "toml": "a = " + "[" * (depth - 1) + "]" * (depth - 1),
        "mapping": nested(depth),
    }
    problem = only_problem(sources[form])
    assert (problem.expected == f"at most {DEEPEST} tables and lists inside each other") == (extra > 0)


@pytest.mark.parametrize("extra", [-1, 0, 1])
@pytest.mark.parametrize("form", [json.dumps, dict])
def test_keys_and_items_and_texts_are_limited(extra: int, form: Any) -> None:
    keys: dict[str, Any] = {"work": {f"k{i}": 1 for i in range(LIMITS.profile_keys + extra - 1)}}
    items: dict[str, Any] = {"a": [[0] * 10, [0] * (LIMITS.profile_items + extra - 12)]}
    text: dict[str, Any] = {"a": "x" * (LIMITS.profile_text + extra)}
    key: dict[str, Any] = {"x" * (LIMITS.profile_text + extra): 1}
    for data, said in ((keys, "1024 keys"), (items, "1000 items"), (text, "4096 characters"), (key, "4096 characters")):
        found = problems_of(form(data))
        assert any(said in problem.expected for problem in found) == (extra > 0)


@pytest.mark.parametrize("extra", [-1, 0, 1])
@pytest.mark.parametrize("form", [str, str.encode])
def test_size_is_limited(form: Any, extra: int) -> None:
    for text in ("{}", "#"):
        source = text + " " * (LIMITS.profile_bytes + extra - len(text))
        if extra > 0:
            assert only_problem(form(source)).expected == "at most 256 KiB"
        else:
            assert read_person(form(source)) == Person()


def test_size_is_counted_in_bytes() -> None:
    assert only_problem("#" + "é" * (LIMITS.profile_bytes // 2)).expected == "at most 256 KiB"


def test_a_mapping_that_holds_itself_is_harmless() -> None:
    loop: dict[str, Any] = {}
    loop["signals"] = loop
    loop["more"] = [loop] * 100
    assert only_problem(loop).path == ""
    assert len(problems_of({"a": [[0] * 999] * 999})) == 1


def deeper(frames: int, call: Callable[[], Any]) -> Any:
    return call() if frames == 0 else deeper(frames - 1, call)


def test_a_caller_may_be_hundreds_of_frames_deep() -> None:
    room = sys.getrecursionlimit() - 200 - len(inspect.stack())
    source = json.dumps({"signals": {"tired": {"one_of": [1, 2]}}})
    assert deeper(room, lambda: read_person(source)) == read_person(source)


def test_a_deep_caller_gets_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object, **__: object) -> object:
        raise RecursionError

    monkeypatch.setattr("rutengine.documents.texts.json.loads", exhausted)
    assert "inside each other" in only_problem("{}").expected


@pytest.mark.parametrize(
    "text",
    [
        "{" + '"a":{' * 100_00,
        '{"a": ' + "[" * 200_000,
        '{"' + '\\"' * 100_000,
        '{"a": "' + "\\" * 100_001,
        '{"a": ' + "9" * 200_000 + "}",
        '{"a": 0.' + "9" * 200_000 + "}",
        '{"a": 1e' + "9" * 200_000 + "}",
        "[" * 200_000,
        "a" + ".a" * 100_000 + " = 1",
        "{" + '"k": 1,' * 30_000 + '"k": 1}',
    ],
)
def test_bombs_are_harmless(text: str) -> None:
    assert problems_of(text)


@given(st.binary(max_size=60) | st.text(max_size=60) | st.text(alphabet='{}[]":,1e.\\ n\n=a#', max_size=40))
def test_any_text_gives_a_profile_or_problems(source: str | bytes) -> None:
    outcome(source)
