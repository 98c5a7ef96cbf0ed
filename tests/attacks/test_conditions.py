"""No attack on a condition gets past the parser, and none gets anything but a finding out of it."""

import json
import os
import subprocess
import sys
import threading

import pytest

from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.errors import LanguageError
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import is_hidden
from rutengine.language.parser import parse_condition, parse_level
from rutengine.language.printer import print_condition
from tests.attacks.corpus import Case, expand_text, load

CASES = load("conditions")
FRAMES_OF_THE_CALLER = 800

VERDICTS_OF_A_FRESH_PROCESS = """
import json, sys
from rutengine.diagnostics.errors import LanguageError
from rutengine.language.parser import parse_condition
from rutengine.language.printer import print_condition

def judge(text):
    try:
        return print_condition(parse_condition(text))
    except LanguageError as error:
        return repr(error.finding)

print(json.dumps([judge(text) for text in json.load(sys.stdin)]))
"""


def is_refused_here(case: Case) -> bool:
    """Tell whether the parser refuses the case; those of phase `check` are for the checker."""
    return case["expect"] == "reject" and case.get("phase") != "check"


def judge(text: str) -> Finding | str:
    """Return the finding of a refused text, or else its canonical form."""
    try:
        return print_condition(parse_condition(text))
    except LanguageError as error:
        return error.finding


def is_level(text: str) -> bool:
    """Tell whether a text is a level."""
    try:
        parse_level(text)
    except LanguageError:
        return False
    return True


def frames() -> int:
    """Return how deep the stack is."""
    frame = sys._getframe()
    count = 0
    while frame.f_back is not None:
        frame, count = frame.f_back, count + 1
    return count


def judge_from_deep_inside(text: str) -> Finding | str:
    """Judge a text from a caller that is already many frames deep."""
    return judge(text) if frames() >= FRAMES_OF_THE_CALLER else judge_from_deep_inside(text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_parser_gives_the_verdict_of_the_corpus(case: Case) -> None:
    verdict = judge(expand_text(case["input"]))
    assert isinstance(verdict, Finding) == is_refused_here(case), verdict
    if isinstance(verdict, Finding):
        assert verdict.code == case["code"]
        assert "at" not in case or (verdict.span is not None and verdict.span.start == case["at"])


@pytest.mark.parametrize("case", [case for case in CASES if is_refused_here(case)], ids=lambda case: case["id"])
def test_what_is_said_of_an_attack_is_short_and_safe_to_print(case: Case) -> None:
    verdict = judge(expand_text(case["input"]))
    assert isinstance(verdict, Finding)
    for said in (verdict.message, verdict.expected, verdict.found, verdict.help):
        if said is not None:
            assert len(said) <= LIMITS.message_characters
            assert not any(is_hidden(character) for character in said)
            assert said.isascii()
            assert not said.endswith(".")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_verdict_does_not_depend_on_how_deep_the_caller_is(case: Case) -> None:
    text = expand_text(case["input"])
    assert judge_from_deep_inside(text) == judge(text)


def test_as_a_level_no_attack_is_more_than_a_name_or_a_choice() -> None:
    assert {case["id"] for case in CASES if is_level(expand_text(case["input"]))} == {
        "W033",
        "W045",
        "C028",
        "C029",
        "C069",
    }


def test_all_verdicts_come_out_of_a_small_stack_and_a_high_recursion_limit() -> None:
    verdicts: list[Finding | str] = []
    texts = [expand_text(case["input"]) for case in CASES]
    limit, size = sys.getrecursionlimit(), threading.stack_size(64 * 1024)
    try:
        sys.setrecursionlimit(10**6)
        thread = threading.Thread(target=lambda: verdicts.extend(judge(text) for text in texts))
        thread.start()
        thread.join()
    finally:
        sys.setrecursionlimit(limit)
        threading.stack_size(size)
    assert verdicts == [judge(text) for text in texts]


@pytest.mark.parametrize(
    ("seed", "flags"), [("0", ("-O",)), ("1", ("-W", "error")), ("2", ("-OO",)), ("3", ("-X", "dev"))]
)
def test_all_verdicts_are_the_same_in_a_process_of_any_hash_seed_and_flags(seed: str, flags: tuple[str, ...]) -> None:
    texts = [expand_text(case["input"]) for case in CASES]
    answer = subprocess.run(
        [sys.executable, *flags, "-c", VERDICTS_OF_A_FRESH_PROCESS],
        input=json.dumps(texts),
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert json.loads(answer.stdout) == [
        verdict if isinstance(verdict, str) else repr(verdict) for verdict in map(judge, texts)
    ]


def test_every_case_has_its_own_id_and_says_why_it_is_there() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert all(case["why"] for case in CASES)
    assert all(("code" in case) == is_refused_here(case) for case in CASES)
    assert all(case["expect"] != "either" for case in CASES)
