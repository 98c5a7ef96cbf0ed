"""`rutengine test`: the lines it prints, its exit codes, its report of coverage and the scenarios that it writes."""

import shutil
from pathlib import Path

import pytest

from rutengine.cli.main import main

ROOT = Path(__file__).parents[2]
PLANTS = ROOT / "examples" / "plants"
CLASS = ["--vocabulary", f"{PLANTS / 'plants.py'}:Plant"]
FERN = "fern-on-the-sunny-sill"
FOUND = PLANTS / "pack" / "scenarios" / f"{FERN}.toml"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a copy of the pack about plants."""
    folder = tmp_path / "pack"
    shutil.copytree(PLANTS / "pack", folder)
    return folder


def test_all_scenarios_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(PLANTS / "pack"), *CLASS]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"ok     {FERN}: A fern in full sun is moved"
    assert lines[-1] == "2 scenarios: 2 passed, 0 failed"


def test_a_failure_is_told_and_ends_with_one(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = pack / "scenarios" / f"{FERN}.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('top = "move-it"', 'top = "isolate"'), encoding="utf-8")
    assert main(["test", str(pack), *CLASS]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith(f"FAILED {FERN}: A fern in full sun is moved\nok     sticky")
    assert "\nNot met: top: isolate\n  - found: at the top move-it\n" in shown
    assert shown.endswith("\n\n2 scenarios: 1 passed, 1 failed\n")


def test_a_pack_without_scenarios(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(pack / "scenarios")
    assert main(["test", str(pack), *CLASS]) == 0
    assert capsys.readouterr().out == "0 scenarios: 0 passed, 0 failed\n"


def test_problems_of_a_scenario_are_problems_of_the_pack(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack / "scenarios" / "broken.toml").write_text("name = 3\n", encoding="utf-8")
    assert main(["test", str(pack), *CLASS]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "error[RUT108]" in said.err


def test_what_is_missing_is_told_and_written(pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new" / "missing"
    assert main(["test", str(pack), *CLASS, "--cov", "--write-missing", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  4 of 8 rules" in lines
    assert "not covered: the rule `dry-for-too-long` fires" in lines
    assert "not covered: `isolate` is recommended: nobody can cover it, proved" in lines
    files = sorted(folder.iterdir())
    assert lines[-1] == f"{len(files)} scenarios written to {folder}; 0 were there"
    text = files[0].read_text(encoding="utf-8")
    assert text.startswith("# Found by `rutengine test --cov --write-missing`")
    assert "\n# It covers: " in text
    for file in files:
        shutil.copy(file, pack / "scenarios")
    assert main(["test", str(pack), *CLASS, "--cov"]) == 0
    again = capsys.readouterr().out
    assert f"{len(files) + 2} scenarios: {len(files) + 2} passed, 0 failed" in again
    assert "  4 of 8 rules" in again.splitlines()
    for file in files:
        judged = file.read_text(encoding="utf-8").replace('origin = "generated"', 'why = "It is right."')
        (pack / "scenarios" / file.name).write_text(judged, encoding="utf-8")
    assert main(["test", str(pack), *CLASS, "--cov"]) == 0
    whole = capsys.readouterr().out
    assert "  8 of 8 rules" in whole.splitlines()
    assert all(line.endswith("proved") for line in whole.splitlines() if line.startswith("not covered"))


def test_what_is_written_belongs_to_the_pack(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    card = pack / "strategies" / "water-it.toml"
    head = card.read_text(encoding="utf-8").partition("[[route]]")[0]
    routes = (("kind == 'fern'", "Go"), ("place.heater_near", "Go far"), ("kind == 'succulent'", "Go"))
    told = "".join(f'[[route]]\nwhen = "{when}"\nhow = "{how}"\n' for when, how in routes)
    card.write_text(f'{head}{told}[[route]]\nhow = "Go far"\n', encoding="utf-8")
    arguments = ["test", str(pack), *CLASS, "--cov"]
    assert main([*arguments, "--write-missing", str(pack / "scenarios")]) == 0
    written = {file.read_text(encoding="utf-8").partition("[expect]")[2] for file in (pack / "scenarios").iterdir()}
    assert any('water-it = "Go"\n' in text for text in written)
    capsys.readouterr()
    assert main(arguments) == 0
    assert " 0 failed\n" in capsys.readouterr().out


def contents(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.iterdir())}


@pytest.mark.parametrize("place", ["missing", "pack/scenarios"])
def test_a_second_time_nothing_is_missing(
    place: str, pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / place
    arguments = ["test", str(pack), *CLASS, "--cov", "--write-missing", str(folder)]
    assert main(arguments) == 0
    before, first = contents(folder), capsys.readouterr().out.splitlines()
    assert main(arguments) == 0
    assert contents(folder) == before
    second = capsys.readouterr().out.splitlines()
    assert second[-1] == f"0 scenarios written to {folder}; {len(before)} were there"
    reports = [lines[lines.index("covered by scenarios that a person has written:") : -1] for lines in (first, second)]
    assert reports[0] == reports[1]


def test_what_a_person_edits_is_kept_and_the_rest_is_written_again(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "missing"
    arguments = ["test", str(pack), *CLASS, "--cov", "--write-missing", str(folder)]
    assert main(arguments) == 0
    judged, other, broken, gone, *rest = sorted(folder.iterdir())
    text = judged.read_text(encoding="utf-8")
    judged.write_text(text.replace('origin = "generated"', 'why = "It is right."'), encoding="utf-8")
    shutil.copy(FOUND, other)
    broken.write_text("name = ", encoding="utf-8")
    gone.unlink()
    before = contents(folder)
    capsys.readouterr()
    assert main(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    after = contents(folder)
    new = sorted(after.keys() - before.keys())
    assert before.items() <= after.items()
    assert f"{len(new)} scenarios written to {folder}; {len(rest) + 2} were there" in lines
    assert lines[-1] == f"left alone: {broken} is no sound scenario of this pack"
    assert new
    assert all('origin = "generated"' in after[name] for name in new)
    broken.unlink()
    assert main(arguments) == 0
    assert "\n0 scenarios written" in capsys.readouterr().out


def test_no_id_of_the_pack_is_used_again(pack: Path, tmp_path: Path) -> None:
    arguments = ["test", str(pack), *CLASS, "--cov", "--write-missing"]
    assert main([*arguments, str(pack / "scenarios")]) == 0
    assert main([*arguments, str(tmp_path / "missing")]) == 0
    written = contents(tmp_path / "missing")
    assert written
    assert not written.keys() & contents(pack / "scenarios").keys()


def test_where_nothing_can_be_written(pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["test", str(pack), *CLASS, "--cov", "--write-missing", str(tmp_path / "file")]) == 2
    assert "cannot write to" in capsys.readouterr().err


def test_writing_needs_the_report(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(pack), *CLASS, "--write-missing", "x"]) == 2
    assert "--write-missing needs --cov" in capsys.readouterr().err


@pytest.mark.parametrize("inside", ["missing", "scenarios/todo", "."])
def test_nothing_is_written_into_a_pack_but_beside_its_scenarios(
    pack: Path, inside: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(pack.rglob("*"))
    assert main(["test", str(pack), *CLASS, "--cov", "--write-missing", str(pack / inside)]) == 2
    assert "inside a pack, scenarios stand in" in capsys.readouterr().err
    assert sorted(pack.rglob("*")) == before
