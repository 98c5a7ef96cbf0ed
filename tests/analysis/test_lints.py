"""Each lint finds what its section of the documentation says to avoid, and nothing in what it says to prefer."""

import copy
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest

from examples.plants.plants import Plant
from rutengine import Answer, fact
from rutengine.analysis.linting import LINTS, lint
from rutengine.analysis.lints.finding import LintFinding
from rutengine.career import engine
from rutengine.compiler.program import Program
from rutengine.diagnostics.diagnostic import Address
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome, Standing
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Prover
from tests.strategies import compile_tables

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "lints.md").read_text(encoding="utf-8")
PACK = ROOT / "examples" / "plants" / "pack"

Files = dict[str, Any]

_SECTION = re.compile(r"^### ([a-z-]+)$", re.MULTILINE)
_BLOCKS = re.compile(
    r"^Avoid:\n\n```toml\n(.+?)^```\n\nPrefer:\n\n```toml\n(.+?)^```\n\nWhy: \S", re.DOTALL | re.MULTILINE
)
_FILE = re.compile(r"^# (\S+\.toml)\n", re.MULTILINE)

PROVED = frozenset(
    {
        "dead-rule",
        "rule-without-effect",
        "idle-literal",
        "equal-conditions",
        "subsumed-condition",
        "always-recommended",
        "never-recommended",
        "never-active",
        "shadowed-route",
        "shadowed-case-row",
        "unreachable-level",
    }
)
SHOWN = frozenset({"require-against-oppose", "exclusion-without-fallback", "unknown-hostile-assume", "never-active"})


@attrs.frozen(kw_only=True)
class TriedPlant(Plant):
    """A plant with what did not help it; only so can the pack have a history table."""

    vocabulary_id = "Plant"

    failed: Answer[frozenset[Literal["let-it-dry", "water-it"]]] = fact(assume=frozenset())


def clean() -> Files:
    """Return the tables of the pack about plants, with a history."""
    files = {
        file.relative_to(PACK).as_posix(): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(PACK.rglob("*.toml"))
    }
    history = {"failed": "failed", "theme": "water", "because": "It did not help.", "oppose": 3, "support": 2}
    files["pack.toml"]["history"] = history | {"cite": ["practice"]}
    labels = {"let-it-dry": "drying did not help", "water-it": "water did not help"}
    files["facts.toml"]["failed"] = {"ask": "What did not help?", "label": "what did not help", "labels": labels}
    return files


def sections() -> dict[str, tuple[str, str]]:
    """Return by lint what to avoid and what to prefer."""
    pieces = _SECTION.split(PAGE)
    found: dict[str, tuple[str, str]] = {}
    for title, body in zip(pieces[1::2], pieces[2::2], strict=True):
        blocks = _BLOCKS.search(body)
        assert blocks is not None, f"the section {title} has another shape"
        found[title] = (blocks[1], blocks[2])
    return found


def put(files: Files, block: str) -> Files:
    """Return files with what a block says of them: rules and tables are merged by id and key, all else replaced."""
    changed = copy.deepcopy(files)
    _, *pieces = _FILE.split(block)
    for name, text in zip(pieces[::2], pieces[1::2], strict=True):
        merge(changed.setdefault(name, {}), tomllib.loads(text))
    return changed


def merge(table: Files, said: Files) -> None:
    for key, value in said.items():
        if isinstance(value, dict):
            merge(table.setdefault(key, {}), value)
        elif key == "rule":
            known = {rule["id"]: rule for rule in table["rule"]}
            for rule in value:
                if rule["id"] in known:
                    merge(known[rule["id"]], rule)
                else:
                    table["rule"].append(rule)
        else:
            table[key] = value


SECTIONS = sections()


def linted(files: Files) -> tuple[Program, tuple[LintFinding, ...]]:
    """Return a program and what the lints find in it, after a look at all that bears it out."""
    program = compile_tables(files, TriedPlant)
    lost: Counter[str] = Counter()
    findings = lint(Prover(program), lost)
    assert not lost
    certifier = Certifier(program.checked)
    for finding in findings:
        assert bool(finding.certificates) == (finding.lint in PROVED)
        assert (finding.person is not None) == (finding.lint in SHOWN)
        for proof in finding.certificates:
            assert certifier.accepts(proof.claim, proof.sets, proof.steps)
    return program, findings


def ids(findings: tuple[LintFinding, ...]) -> set[str]:
    return {finding.lint for finding in findings}


def test_every_lint_has_a_section() -> None:
    assert list(SECTIONS) == list(LINTS)


def test_nothing_is_found_in_a_clean_pack() -> None:
    assert linted(clean())[1] == ()


@pytest.mark.parametrize("id", LINTS)
def test_what_to_avoid_is_found(id: str) -> None:
    assert ids(linted(put(clean(), SECTIONS[id][0]))[1]) == {id}


@pytest.mark.parametrize("id", LINTS)
def test_what_to_prefer_has_no_findings(id: str) -> None:
    findings = linted(put(clean(), SECTIONS[id][1]))[1]
    assert [finding for finding in findings if finding.accepted is None] == []


def test_every_planted_fault_is_found_at_once() -> None:
    files = clean()
    for avoid, _ in SECTIONS.values():
        files = put(files, avoid)
    _, findings = linted(files)
    assert ids(findings) == set(LINTS)
    for id, (avoid, _) in SECTIONS.items():
        alone = linted(put(clean(), avoid))[1]
        places = [found.address for found in findings if found.lint == id]
        assert all(found.address.file in {place.file for place in places} for found in alone), id


def accepting(lint: str, what: str) -> Files:
    """Return files with an unused source, and an acceptance."""
    accept = {"lint": lint, "what": what, "because": "It is meant."}
    almanac = {"title": "Almanac", "kind": "article", "good_for": "ferns"}
    files = put(clean(), "")
    files["sources.toml"]["almanac"] = almanac
    files["pack.toml"]["accept"] = [accept]
    return files


@pytest.mark.parametrize("what", ["source `almanac`", "source almanac"])
def test_what_is_accepted_is_marked_with_its_reason(what: str) -> None:
    program, (finding,) = linted(accepting("unused-source", what))
    assert (finding.lint, finding.accepted) == ("unused-source", "It is meant.")
    plain = {**accepting("unused-source", what), "pack.toml": clean()["pack.toml"]}
    assert linted(plain)[0].checked.pack.content_hash == program.checked.pack.content_hash


@pytest.mark.parametrize(
    ("lint", "what", "hint"),
    [
        ("unused-source", "source almanack", "; did you mean `source almanac`?"),
        ("unused-sources", "source almanac", "; did you mean `unused-source`?"),
        ("dead-rule", "rule none", ""),
    ],
)
def test_an_acceptance_that_fits_nothing_is_found(lint: str, what: str, hint: str) -> None:
    _, findings = linted(accepting(lint, what))
    assert [finding.accepted for finding in findings] == [None, None]
    (stale,) = [finding for finding in findings if finding.lint == "unused-acceptance"]
    assert stale.message == f"there is no finding of `{lint}` to accept in `{what}`{hint}"
    assert stale.address == Address("pack.toml", ("accept", 0))


def test_an_acceptance_cannot_accept_itself() -> None:
    for what in ("acceptance 1", "acceptance `1`"):
        _, findings = linted(accepting("unused-acceptance", what))
        assert [(finding.lint, finding.accepted) for finding in findings] == [
            ("unused-acceptance", None),
            ("unused-source", None),
        ]


def test_an_acceptance_is_not_called_unused_if_a_question_of_its_lint_has_no_answer() -> None:
    program = compile_tables(accepting("dead-rule", "rule none"), TriedPlant)
    findings = lint(Prover(program), nodes=0)
    assert ids(findings) == {"unused-source"}


def test_findings_stand_in_the_order_of_files_and_places() -> None:
    files = clean()
    for avoid, _ in SECTIONS.values():
        files = put(files, avoid)
    addresses = [finding.address for finding in linted(files)[1]]
    assert [address.file for address in addresses] == sorted(address.file for address in addresses)
    water = [address.path[1] for address in addresses if address.file == "rules/water.toml"]
    assert water == sorted(water, key=str)
    assert len(water) > 5


def finding_of(id: str) -> tuple[Program, LintFinding]:
    program, findings = linted(put(clean(), SECTIONS[id][0]))
    return program, findings[0]


def decided(program: Program, finding: LintFinding) -> Outcome:
    assert finding.person is not None
    return decide(program, finding.person.values)


def standing(outcome: Outcome, strategy: str) -> Standing:
    return next(standing for standing in outcome.standings if standing.strategy == strategy)


def told(finding: LintFinding) -> dict[str, object]:
    assert finding.person is not None
    return {told.name if told.member is None else told.member: told.value for told in finding.person.told}


def test_the_person_is_told_two_things_at_once() -> None:
    program, finding = finding_of("require-against-oppose")
    assert {"webs-in-the-shade", "several-signs-of-pests"} <= set(decided(program, finding).fired)
    assert told(finding) == {"place.light": "shade", "flies": True, "webs": True}


def test_the_person_loses_the_strategy_by_the_exclusion() -> None:
    program, finding = finding_of("exclusion-without-fallback")
    lost = standing(decided(program, finding), "water-it")
    assert lost.status == "excluded"
    assert lost.lead >= lost.threshold
    assert finding.address == Address("rules/water.toml", ("rule", 4, "exclude", "water-it"))


def test_the_person_would_not_lose_the_strategy_with_any_other_answer() -> None:
    program, finding = finding_of("unknown-hostile-assume")
    assert finding.person is not None
    assert standing(decided(program, finding), "let-it-dry").status == "excluded"
    assert "pot_drains" not in told(finding)
    column = next(i for i, variable in enumerate(program.variables) if variable.name == "pot_drains")
    for bit in (0b001, 0b010):
        values = (*finding.person.values[:column], bit, *finding.person.values[column + 1 :])
        assert standing(decide(program, values), "let-it-dry").eligible


def test_the_person_is_recommended_what_is_never_active() -> None:
    program, finding = finding_of("never-active")
    outcome = decided(program, finding)
    strategy = finding.subject.split("`")[1]
    assert standing(outcome, strategy).status == "recommended"


def test_a_finding_says_where_it_is_and_nothing_of_the_person() -> None:
    _, finding = finding_of("exclusion-without-fallback")
    where = "rules/water.toml: rule[4].exclude.water-it"
    assert repr(finding) == f"<LintFinding: exclusion-without-fallback at {where}>"
    assert str(finding) == (
        "lint[exclusion-without-fallback] the rule takes `water-it` away, whose card names no fallbacks\n"
        f"  --> {where} (rule `no-water-on-mould`)"
    )


def test_a_lint_that_runs_out_of_budget_says_nothing_and_is_counted() -> None:
    program = compile_tables(put(clean(), SECTIONS["dead-rule"][0]), TriedPlant)
    lost: Counter[str] = Counter()
    findings = lint(Prover(program), lost, nodes=0)
    assert "dead-rule" not in ids(findings)
    assert lost["dead-rule"] > 0


def test_all_questions_on_the_career_pack_are_answered() -> None:
    lost: Counter[str] = Counter()
    findings = lint(Prover(engine().program), lost)
    assert not lost
    assert ids(findings) <= {"idle-literal", "subsumed-condition", "uncited-rule"}
    certifier = Certifier(engine().pack)
    proofs = [proof for finding in findings for proof in finding.certificates]
    assert all(certifier.accepts(proof.claim, proof.sets, proof.steps) for proof in proofs)


@pytest.mark.parametrize(
    ("cite", "carriers", "cited", "message"),
    [
        ("almanac-ferns", {}, [], "nothing carries `a01`, and it does not say why it is not repeated"),
        ("almanac-ferns", {"not_repeated": "it is not so"}, [], None),
        ("almanac-ferns", {"rules": ["fern-in-the-sun"]}, [], "nothing that carries `a01` cites `almanac-ferns`"),
        ("almanac-ferns", {"rules": ["fern-in-the-sun"]}, ["almanac-ferns"], None),
        ("almanac-ferns", {"rules": ["fern-in-the-sun"]}, ["almanac"], None),
        (
            "almanac-ferns",
            {"rules": ["fern-in-the-sun"]},
            ["almanac-moss"],
            "nothing that carries `a01` cites `almanac-ferns`",
        ),
        ("almanac", {"rules": ["fern-in-the-sun"]}, ["almanac-moss"], None),
        ("almanac", {"rules": ["fern-in-the-sun"]}, [], "nothing that carries `a01` cites `almanac`"),
        ("almanac", {"facts": ["kind"], "rules": ["fern-in-the-sun"]}, ["almanac"], None),
        (
            "almanac",
            {"strategies": ["repot"], "patterns": ["thirst"]},
            [],
            "nothing that carries `a01` cites `almanac`",
        ),
        ("almanac", {"constraints": ["no-mould-in-full-sun"]}, [], None),
    ],
)
def test_a_seed_is_carried_by_what_cites_its_place(
    cite: str, carriers: Files, cited: list[str], message: str | None
) -> None:
    files = clean()
    sections = {"ferns": "Of ferns", "moss": "Of moss"}
    files["sources.toml"]["almanac"] = {"title": "A", "kind": "article", "good_for": "ferns", "sections": sections}
    merge(files["rules/light.toml"], {"rule": [{"id": "fern-in-the-sun", "cite": ["practice", *cited]}]})
    files["seeds.toml"] = {"seed": [{"id": "a01", "says": "Ferns like shade.", "cite": cite, **carriers}]}
    found = [finding for finding in linted(files)[1] if finding.lint == "seed-not-carried"]
    assert [finding.message for finding in found] == ([] if message is None else [message])
    assert all(finding.address == Address("seeds.toml", ("seed", 0)) for finding in found)
