"""Run the scenarios of a pack: a line for each, and of those that fail what was found and how little is missing."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from rutengine.cli.checking import counted, find_class
from rutengine.cli.files import UsageError
from rutengine.compiler.compiling import compile_pack
from rutengine.diagnostics.plaintext import visible
from rutengine.documents.scenario_texts import write_scenario
from rutengine.engine.engine import load_pack
from rutengine.model.scenario import Scenario
from rutengine.rendering.plain import render_plain
from rutengine.scenarios.coverage import KINDS, Coverage, measure_coverage
from rutengine.scenarios.filling import Filling, fill
from rutengine.scenarios.running import ScenarioResult, run_scenario
from rutengine.scenarios.telling import tell_result
from rutengine.solver.proving import Prover

_FILLED: Final = {
    "found": "",
    "nobody": ": nobody can cover it, proved",
    "not found": ": nobody was found who covers it",
}
_REMARKS: Final = (
    "Found by `rutengine test --cov --write-missing`, and judged by nobody yet.",
    'If this outcome is right, say `why = "..."` and take `origin` out; only then it counts.',
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine test`."""
    parser.add_argument("folder", metavar="DIR", help="a folder with a pack.toml")
    parser.add_argument(
        "--vocabulary",
        metavar="MODULE:CLASS",
        help="the class of its facts; also FILE.py:CLASS; by default, an installed one",
    )
    parser.add_argument("--cov", action="store_true", help="tell also what the scenarios do not cover")
    parser.add_argument(
        "--write-missing",
        metavar="FOLDER",
        help="with --cov, write a scenario there for each thing that is not covered",
    )


def test_folder(options: argparse.Namespace) -> int:
    """Run the scenarios of a pack and print what came of them; return 1 if one fails, else 0.

    Raises:
        PackError: the pack has problems.
        UsageError: a folder or the class does not exist, or options do not go together.
    """
    if options.write_missing is not None and not options.cov:
        raise UsageError("--write-missing needs --cov")
    if options.write_missing is not None:
        _refuse_inside(Path(options.folder).resolve(), Path(options.write_missing).resolve())
    checked = load_pack(options.folder, find_class(options.folder, options.vocabulary))
    prover = Prover(compile_pack(checked))
    results: list[ScenarioResult] = []
    for scenario in checked.scenarios:
        result = run_scenario(prover, scenario)
        results.append(result)
        print(f"{'ok    ' if result.passed else 'FAILED'} {result.scenario.id}: {result.scenario.name}")
    failed = [result for result in results if not result.passed]
    for result in failed:
        print(f"\n{render_plain(tell_result(prover.program, result))}", end="")
    if failed:
        print()
    print(f"{counted(len(results), 'scenario')}: {len(results) - len(failed)} passed, {len(failed)} failed")
    if options.cov:
        coverage = measure_coverage(prover.program, results)
        fillings = fill(prover, coverage)
        _show_coverage(coverage, fillings)
        if options.write_missing is not None:
            _write(Path(options.write_missing), fillings)
    return 1 if failed else 0


def _show_coverage(coverage: Coverage, fillings: Iterable[Filling]) -> None:
    print("\ncovered by scenarios that a person has written:")
    for kind in KINDS:
        covered, count = coverage.counts(kind)
        print(f"  {covered} of {counted(count, kind)}")
    for filling in fillings:
        print(f"not covered: {filling.target.says}{_FILLED[filling.filled]}")


def _refuse_inside(pack: Path, folder: Path) -> None:
    """Refuse a folder within the pack where scenarios would be files that do not belong there.

    Raises:
        UsageError: the folder lies in the pack and is not its folder of scenarios.
    """
    if folder.is_relative_to(pack) and folder != pack / "scenarios":
        raise UsageError(f"inside a pack, scenarios stand in {visible(str(pack / 'scenarios'))} only")


def _write(folder: Path, fillings: Iterable[Filling]) -> None:
    """Write the scenarios of the people who were found; no file is written over.

    Raises:
        UsageError: the folder cannot be made, or has a file of one of the names.
    """
    covering: dict[str, tuple[Scenario, list[str]]] = {}
    for filling in fillings:
        if filling.scenario is not None:
            covering.setdefault(filling.scenario.id, (filling.scenario, []))[1].append(filling.target.says)
    files = {folder / f"{id}.toml": found for id, found in covering.items()}
    there = next((file for file in files if file.exists()), None)
    if there is not None:
        raise UsageError(f"{visible(str(there))} exists already")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, (scenario, covers) in files.items():
            remarks = (*_REMARKS, *(f"It covers: {says}." for says in covers))
            file.write_text(write_scenario(scenario, remarks), encoding="utf-8", newline="\n")
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError(f"cannot write to {visible(str(folder))}: {reason}") from None
    print(f"{counted(len(files), 'scenario')} written to {visible(str(folder))}")
