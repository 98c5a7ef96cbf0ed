"""`rutengine prove`: what it prints, and with which exit code; the people it shows can be read and tried."""

import argparse
import importlib.util
import json
import shutil
import sys
from pathlib import Path

import pytest

from rutengine.analysis.guarantees import Proof, prove
from rutengine.career import Profile, engine
from rutengine.checker.claiming import resolve_claim
from rutengine.cli import proving
from rutengine.cli.files import UsageError
from rutengine.documents.folders import packaged_pack
from rutengine.documents.proved import ProvedGuarantee, write_person
from rutengine.engine.engine import load_pack
from rutengine.model.guarantee import Always, CheckedGuarantee, Irrelevant, Monotone, Sometimes, Standing
from rutengine.prove.z3_encoding import SecondOpinion
from rutengine.solver.proving import Prover

ROOT = Path(__file__).parent.parent.parent
PLANTS = ROOT / "examples" / "plants"
WATER = """\
[[guarantee]]
id = "a-dry-plant-is-watered"
says = "There is a plant that wants water."
possible = "recommended('water-it')"

[[guarantee]]
id = "b-never-water"
says = "No plant wants water."
then = "not recommended('water-it')"
"""
EMPTY = """\

[[guarantee]]
id = "c-for-no-plant"
says = "A plant that is watered and not watered is repotted."
given = "recommended('water-it') and not recommended('water-it')"
then = "recommended('repot')"
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a copy of the pack of plants, with guarantees one of which is refuted."""
    folder = tmp_path / "pack"
    shutil.copytree(PLANTS / "pack", folder)
    (folder / "guarantees.toml").write_text(WATER, encoding="utf-8")
    return folder


@pytest.fixture
def three(pack: Path) -> Path:
    """Return the same, with a guarantee about nobody."""
    (pack / "guarantees.toml").write_text(WATER + EMPTY, encoding="utf-8")
    return pack


def run(*arguments: str | Path) -> int:
    parser = argparse.ArgumentParser()
    proving.add_arguments(parser)
    return proving.prove_folder(parser.parse_args([str(argument) for argument in arguments]))


def test_the_career_pack_is_proved(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(ROOT / "rules" / "career") == 0
    *lines, last = capsys.readouterr().out.splitlines()
    guarantees = load_pack(packaged_pack("career"), Profile).pack.guarantees
    assert lines == [f"proved     {guarantee.id}: {guarantee.says}" for guarantee in guarantees]
    assert last == f"{len(guarantees)} guarantees: {len(guarantees)} proved, 0 not"


def test_who_refutes_a_guarantee_is_shown(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(pack, "--vocabulary", f"{PLANTS / 'plants.py'}:Plant") == 1
    out = capsys.readouterr().out
    assert out.startswith(
        "proved     a-dry-plant-is-watered: There is a plant that wants water.\nREFUTED    b-never-water"
    )
    assert "    somebody who shows it, all else being neutral:\n" in out
    assert out.endswith("\n2 guarantees: 1 proved, 1 not\n")


def test_what_concerns_nobody_is_told(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack / "guarantees.toml").write_text(EMPTY, encoding="utf-8")
    assert run(pack, "--vocabulary", f"{PLANTS / 'plants.py'}:Plant") == 1
    assert capsys.readouterr().out == (
        "EMPTY      c-for-no-plant: A plant that is watered and not watered is repotted.\n"
        "    nobody is concerned: `given` is true of nobody\n"
        "1 guarantee: 0 proved, 1 not\n"
    )


def test_the_same_as_json(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(pack, "--vocabulary", f"{PLANTS / 'plants.py'}:Plant", "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["kind"], told["format"], told["pack"]["id"]) == ("guarantees", 1, "plants")
    assert [(one["id"], one["label"], one["verified"], one["second_opinion"]) for one in told["guarantees"]] == [
        ("a-dry-plant-is-watered", "proved", True, None),
        ("b-never-water", "refuted", True, None),
    ]
    assert told["guarantees"][1]["person"] == told["guarantees"][0]["person"]
    assert told["guarantees"][1]["then"] is None


def test_a_budget_that_is_used_up_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(ROOT / "rules" / "career", "--nodes", "3") == 1
    out = capsys.readouterr().out
    assert "NOT PROVED a-plan-stays-small: " in out
    assert "\n    3 states were looked at; --nodes allows more\n" in out


@pytest.mark.parametrize("nodes", ["0", "-1", "many", "1000000000", "٣"])
def test_a_budget_is_a_whole_number(nodes: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(ROOT / "rules" / "career", "--nodes", nodes)
    assert "expected a whole number from 1 to 999999999" in capsys.readouterr().err


@pytest.mark.skipif(importlib.util.find_spec("z3") is None, reason="z3 is not installed")
def test_a_second_opinion_says_the_same(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(three, "--vocabulary", f"{PLANTS / 'plants.py'}:Plant", "--both", "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["second_opinion"] for one in told["guarantees"]] == ["the same"] * 3
    assert [one["label"] for one in told["guarantees"]] == ["proved", "refuted", "empty"]


@pytest.mark.skipif(importlib.util.find_spec("z3") is None, reason="z3 is not installed")
def test_a_second_opinion_that_differs_is_a_failure(
    pack: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SecondOpinion, "find", lambda *_: None)
    assert run(pack, "--vocabulary", f"{PLANTS / 'plants.py'}:Plant", "--both") == 1
    out = capsys.readouterr().out
    assert out.count("    WRONG: z3 says otherwise; please report this\n") == 2
    assert out.endswith("\n2 guarantees: 0 proved, 2 not\n")


def test_without_z3_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(UsageError, match=r"pip install 'rutengine\[prove\]'"):
        run(ROOT / "rules" / "career", "--both")


def test_a_proof_that_is_not_borne_out_is_a_failure(
    pack: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Proof, "verify", lambda *_: False)
    assert run(pack, "--vocabulary", f"{PLANTS / 'plants.py'}:Plant") == 1
    out = capsys.readouterr().out
    assert out.count("    WRONG: the independent check does not bear it out; please report this\n") == 2
    assert out.endswith("\n2 guarantees: 0 proved, 2 not\n")


def test_that_there_is_nobody_is_told() -> None:
    claim = resolve_claim("signals.in_crisis and not required('professional-help')", engine().pack)
    proof = prove(Prover(engine().program), Sometimes(id="nobody", given=None, claim=claim))
    told = ProvedGuarantee(says="Nobody.", proof=proof, verified=True)
    assert proving._lines(told, 1) == ["REFUTED    nobody: Nobody.", "    there is nobody of whom it is true"]
    assert not told.sound


def claimed(text: str) -> Always:
    return Always(id="g", given=None, then=resolve_claim(text, engine().pack))


@pytest.mark.parametrize(
    "guarantee",
    [
        claimed("not recommended('career-change')"),
        claimed("not excluded('employer-development')"),
        claimed("not ('networking' in history.did_not_help and recommended('peer-circle'))"),
        claimed("some(recommended)"),
        Irrelevant(id="g", given=None, facts=("history.did_not_help",), measured=(Standing("total", "peer-circle"),)),
        Monotone(
            id="g",
            given=None,
            fact="signals.searching_months",
            up=True,
            measured=Standing("lead", "resume-and-profile"),
            never="lowers",
        ),
    ],
)
def test_the_person_is_a_profile_that_shows_it(guarantee: CheckedGuarantee) -> None:
    advisor = engine()
    person = prove(Prover(advisor.program), guarantee).person
    assert person is not None
    lines = write_person(advisor.program, person)
    outcome = advisor.decide(advisor.read_profile("\n".join(lines))).outcome
    assert outcome.values[: len(person.values)] == person.values
    if person.step is not None:
        *_, then = lines
        changed = dict(line.split(" = ") for line in lines[:-1]) | dict(
            [then.removeprefix("# and then: ").split(" = ")]
        )
        after = advisor.decide(advisor.read_profile("\n".join(" = ".join(one) for one in changed.items()))).outcome
        assert after.values[: len(person.values)] == person.step.taken(person.values)
