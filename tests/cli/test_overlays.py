"""Overlays and the catalogue at the command line, with the overlay that comes as an example."""

import json
from pathlib import Path

import pytest

from rutengine.career import engine
from rutengine.cli.main import main
from rutengine.rendering.catalogue import MARK, catalogue

ROOT = Path(__file__).parent.parent.parent
CAREER = str(ROOT / "rules" / "career")
LAND = str(ROOT / "examples" / "overlay-example-land")
PAGES = ROOT / "docs" / "reference" / "catalogue"
CONTACT = "call the crisis line of your region [number]"


@pytest.fixture
def crisis(tmp_path: Path) -> str:
    path = tmp_path / "me.toml"
    path.write_text("[signals]\nin_crisis = true\n", encoding="utf-8")
    return str(path)


def test_check_tells_what_the_overlay_adds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", CAREER, "--overlay", LAND]) == 0
    shown = capsys.readouterr().out
    assert "\noverlay example-land: Contacts in Example Land\n  adds source `example-land`\n" in shown
    assert "replaces" not in shown


def test_all_guarantees_hold_with_the_overlay(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", CAREER, "--overlay", LAND]) == 0
    shown = capsys.readouterr().out
    assert ", 0 not\n" in shown
    assert "proved     example-land-tells-whom-to-call" in shown


def test_its_scenario_runs_with_those_of_the_pack(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", CAREER, "--overlay", LAND]) == 0
    assert "ok     in-crisis-in-example-land" in capsys.readouterr().out


def test_a_person_in_a_crisis_is_told_whom_to_call(crisis: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["advise", crisis, "--overlay", LAND]) == 0
    assert CONTACT in " ".join(capsys.readouterr().out.split())
    assert main(["advise", crisis]) == 0
    assert "Example Land" not in capsys.readouterr().out
    assert main(["advise", crisis, "--overlay", LAND, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [CONTACT in note for one in document["strategies"] for note in one["notes"]] == [True]


@pytest.mark.parametrize("command", ["why", "card"])
def test_questions_are_asked_of_the_whole(command: str, crisis: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "professional-help", "--profile", crisis, "--overlay", LAND]) == 0
    assert "one of your next steps" in capsys.readouterr().out


def test_a_bundle_is_verified_with_the_same_overlay(
    crisis: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "--profile", crisis, "--overlay", LAND]) == 0
    bundle = tmp_path / "bundle.json"
    bundle.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["verify", str(bundle), "--overlay", LAND]) == 0
    assert main(["verify", str(bundle)]) == 1
    capsys.readouterr()


def test_lint_shows_the_lines_of_an_overlay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "overlay.toml").write_bytes((Path(LAND) / "overlay.toml").read_bytes())
    (tmp_path / "sources.toml").write_text('[land]\ntitle = "Land"\nkind = "practice"\ngood_for = "nothing"\n')
    plants = ROOT / "examples" / "plants"
    head = (tmp_path / "overlay.toml").read_text(encoding="utf-8").replace('"career"', '"plants"')
    (tmp_path / "overlay.toml").write_text(head, encoding="utf-8")
    typed = ["lint", str(plants / "pack"), "--vocabulary", f"{plants / 'plants.py'}:Plant", "--overlay", str(tmp_path)]
    assert main(typed) == 1
    assert f"{tmp_path.as_posix()}/sources.toml:1:2" in capsys.readouterr().out


def test_an_overlay_that_is_none_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", CAREER, "--overlay", str(tmp_path)]) == 1
    assert "`overlay.toml` is missing" in capsys.readouterr().err


def test_the_catalogue_is_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "pages"
    assert main(["catalogue", CAREER]) == 0
    printed = capsys.readouterr().out
    assert main(["catalogue", CAREER, "--out", str(out)]) == 0
    assert "begin with index.md" in capsys.readouterr().out
    written = {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in out.rglob("*.md")}
    assert written == dict(catalogue(engine().pack))
    assert printed == "\n".join(catalogue(engine().pack).values())


def test_only_pages_of_a_catalogue_are_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "themes").mkdir()
    former, own = tmp_path / "themes" / "former.md", tmp_path / "themes" / "own.md"
    former.write_text(f"{MARK}\n", encoding="utf-8")
    own.write_text("# Mine\n", encoding="utf-8")
    assert main(["catalogue", CAREER, "--out", str(tmp_path)]) == 0
    assert not former.exists()
    assert own.read_text(encoding="utf-8") == "# Mine\n"
    (tmp_path / "index.md").write_text("# Mine\n", encoding="utf-8")
    assert main(["catalogue", CAREER, "--out", str(tmp_path)]) == 2
    assert "is no page of a catalogue" in capsys.readouterr().err
    assert (tmp_path / "index.md").read_text(encoding="utf-8") == "# Mine\n"


def test_the_catalogue_of_the_career_rules_is_up_to_date() -> None:
    """If not: `rutengine catalogue rules/career --out docs/reference/catalogue`."""
    written = {path.relative_to(PAGES).as_posix(): path.read_text(encoding="utf-8") for path in PAGES.rglob("*.md")}
    assert written == dict(catalogue(engine().pack))
