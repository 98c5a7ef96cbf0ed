"""The plug-in in projects of their own: what is collected, what is told, and that nothing happens without a pack."""

import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLANTS = ROOT / "examples" / "plants"

pytest_plugins = ["pytester"]

DRY = """\
name = "A plant on dry soil is watered"
why = "After three weeks every leafy plant is thirsty."
given = { dry_days = 20 }

[expect]
top = "water-it"
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a project with a pack and a class of its own, that of the plants."""
    shutil.copytree(PLANTS / "pack", pytester.path / "garden" / "pack")
    shutil.rmtree(pytester.path / "garden" / "pack" / "scenarios", ignore_errors=True)
    shutil.copy(PLANTS / "plants.py", pytester.path / "garden_facts.py")
    (pytester.path / "garden" / "pack" / "scenarios").mkdir()
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    return pytester.path


def write(project: Path, name: str, text: str) -> None:
    (project / "garden" / "pack" / "scenarios" / f"{name}.toml").write_text(text, encoding="utf-8")


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:cacheprovider", *arguments)


def configure(pytester: pytest.Pytester, text: str = "rutengine_vocabulary = garden_facts:Plant") -> None:
    pytester.makeini(f"[pytest]\n{text}\n")


def test_each_scenario_is_a_test_named_by_its_id(pytester: pytest.Pytester, project: Path) -> None:
    configure(pytester)
    write(project, "dry-soil", DRY)
    write(project, "wet-soil", DRY.replace("dry_days = 20", "dry_days = 1"))
    result = run(pytester, "-v")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*garden/pack/scenarios/dry-soil.toml::dry-soil PASSED*"])
    result.stdout.fnmatch_lines(
        [
            "*scenario wet-soil*",
            "Expected because: After three weeks every leafy plant is thirsty.",
            "Not met: top: water-it",
            "  - found: at the top there is nothing",
            "  - found: water-it is below threshold; lead 0 *",
            "  - it would be so *: dry_days 1 -> *",
            "  - what a person reads of `water-it`:",
        ]
    )
    assert "Traceback" not in result.stdout.str()
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_one_scenario_is_run_by_its_name_and_by_its_file(pytester: pytest.Pytester, project: Path) -> None:
    configure(pytester, "rutengine_vocabulary = garden_facts.py:Plant")
    write(project, "dry-soil", DRY)
    write(project, "dry-soil-again", DRY)
    run(pytester, "garden/pack/scenarios/dry-soil.toml").assert_outcomes(passed=1)
    run(pytester, "garden/pack/scenarios/dry-soil.toml::dry-soil").assert_outcomes(passed=1)
    run(pytester, "-k", "again").assert_outcomes(passed=1, deselected=1)


def test_it_runs_in_several_processes(pytester: pytest.Pytester, project: Path) -> None:
    configure(pytester)
    for number in range(3):
        write(project, f"dry-soil-{number}", DRY)
    run(pytester, "-n", "2").assert_outcomes(passed=3)


def test_an_installed_class_needs_no_configuration(pytester: pytest.Pytester, project: Path) -> None:
    folder = project / "garden-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: garden\nVersion: 1\n", encoding="utf-8")
    (folder / "entry_points.txt").write_text("[rutengine.vocabularies]\nPlant = garden_facts:Plant\n", encoding="utf-8")
    pytester.syspathinsert()
    write(project, "dry-soil", DRY)
    run(pytester).assert_outcomes(passed=1)


def test_problems_of_a_pack_are_told_once_and_all(pytester: pytest.Pytester, project: Path) -> None:
    configure(pytester)
    write(project, "a", DRY.replace("water-it", "water-itt"))
    write(project, "b", DRY.replace("dry_days", "dry_day"))
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*error*RUT402*unknown strategy `water-itt`", "*error*RUT605*`dry_day`*"])
    assert "Traceback" not in result.stdout.str()


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("", "no installed class has the vocabulary `Plant`; name one with the option `rutengine_vocabulary`"),
        ("rutengine_vocabulary = nowhere:Plant", "cannot find the class nowhere:Plant"),
        ("rutengine_vocabulary = builtins:int", "no installed class has the vocabulary `Plant`"),
        ("rutengine_vocabulary = Plant", "Plant is not written MODULE:CLASS or FILE.py:CLASS"),
    ],
)
def test_without_a_class_it_says_how_to_name_one(
    pytester: pytest.Pytester, project: Path, option: str, said: str
) -> None:
    configure(pytester, option)
    write(project, "dry-soil", DRY)
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*{said}*"])


def test_nothing_happens_without_a_pack(pytester: pytest.Pytester) -> None:
    scenarios = pytester.mkdir("scenarios")
    (scenarios / "dry-soil.toml").write_text(DRY, encoding="utf-8")
    pytester.makepyfile("""
        import sys

        def test_nothing_of_the_library_is_loaded():
            loaded = {name for name in sys.modules if name.startswith("rutengine")}
            assert "rutengine.pytest_plugin" in loaded
            assert not loaded - {"rutengine", "rutengine.pytest_plugin", "rutengine.model", "rutengine.model.version"}
            assert "cattrs" not in sys.modules
    """)
    (scenarios / "test_beside.py").write_text("def test_nothing():\n    pass\n", encoding="utf-8")
    run(pytester).assert_outcomes(passed=2)


@pytest.mark.parametrize(
    "head",
    [
        'name = "Mods"\npack-format = "packwiz:1.1.0"\n\n[index]\nfile = "index.toml"\n',
        'format = "zip"\n[pack]\nformat = 15\nvocabulary = "large"\n',
        "# format = 1\n",
        'name = """\nformat = 1\n"""\n[pack]\n',
        "",
    ],
)
def test_the_pack_of_another_tool_is_left_alone(head: str, pytester: pytest.Pytester) -> None:
    scenarios = pytester.mkdir("scenarios")
    (pytester.path / "pack.toml").write_text(head, encoding="utf-8")
    (scenarios / "a.toml").write_text("a = 1\n", encoding="utf-8")
    (scenarios / "test_beside.py").write_text("def test_nothing():\n    pass\n", encoding="utf-8")
    run(pytester).assert_outcomes(passed=1)


@pytest.mark.parametrize("text", ['intended_use = """\n[see below]\n"""\n', "intended_use = '''\n[[x]]\n'''\n"])
def test_a_pack_may_begin_with_any_text(text: str, pytester: pytest.Pytester, project: Path) -> None:
    configure(pytester)
    head = project / "garden" / "pack" / "pack.toml"
    lines = head.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith("intended_use"))
    head.write_text(f"{text}{kept}", encoding="utf-8")
    write(project, "dry-soil", DRY)
    run(pytester).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("format = 1\n", "error*RUT107*`vocabulary`*"),
        ("\ufeffformat = 1\n", "error*RUT101*byte order mark"),
        ('format = "1"\n\'vocabulary\' = "Plant"\n', "error*RUT108*"),
        ("format = 2\n", "error*RUT112*"),
        ("vocabulary = Plant\n", "error*RUT102*"),
    ],
)
def test_a_broken_pack_is_an_error(head: str, said: str, pytester: pytest.Pytester, project: Path) -> None:
    configure(pytester)
    write(project, "dry-soil", DRY)
    (project / "garden" / "pack" / "pack.toml").write_text(head, encoding="utf-8")
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([said, "*--> pack.toml*"])


@pytest.mark.parametrize("name", ["facts/plants.py:Plant", "facts.plants:Plant"])
def test_a_class_may_import_what_is_beside_it(name: str, pytester: pytest.Pytester, project: Path) -> None:
    configure(pytester, f"rutengine_vocabulary = {name}")
    write(project, "dry-soil", DRY)
    facts = pytester.mkdir("facts")
    source = (project / "garden_facts.py").read_text(encoding="utf-8")
    beside = "from shared_kinds import DAYS" if name.endswith(".py:Plant") else "from facts.shared_kinds import DAYS"
    (facts / "plants.py").write_text(f"{source}\n{beside}\n", encoding="utf-8")
    (facts / "shared_kinds.py").write_text("DAYS = 60\n", encoding="utf-8")
    (project / "garden_facts.py").unlink()
    pytester.makepyfile("""
        import sys
        from pathlib import Path

        def test_the_path_is_as_it_was():
            here = Path(__file__).parent
            assert str(here / "facts") not in sys.path
            assert sys.path.count(str(here)) == 1
    """)
    command = [sys.executable, "-P", "-m", "pytest", "-p", "no:randomly", "-p", "no:cacheprovider"]
    pytester.run(*command).assert_outcomes(passed=2)


def test_other_tests_beside_scenarios_are_still_collected(pytester: pytest.Pytester, project: Path) -> None:
    configure(pytester)
    write(project, "dry-soil", DRY)
    beside = project / "garden" / "pack" / "scenarios" / "test_beside.py"
    beside.write_text("def test_nothing():\n    pass\n", encoding="utf-8")
    run(pytester).assert_outcomes(passed=2)


def test_it_needs_no_hypothesis(pytester: pytest.Pytester, project: Path) -> None:
    configure(pytester)
    write(project, "dry-soil", DRY)
    pytester.makeconftest("import sys\nsys.modules['hypothesis'] = None\n")
    run(pytester, "-p", "no:hypothesispytest").assert_outcomes(passed=1)
