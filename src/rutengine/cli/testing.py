"""Run the scenarios of a pack: a line for each, and of those that fail what was found and how little is missing."""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from rutengine.cli.checking import add_overlays, add_pack, counted, find_class
from rutengine.cli.files import UsageError
from rutengine.compiler.compiling import compile_pack
from rutengine.diagnostics.plaintext import visible
from rutengine.documents.scenario_texts import write_scenario
from rutengine.engine.engine import load_pack
from rutengine.model.scenario import Scenario
from rutengine.rendering.plain import render_plain
from rutengine.scenarios.beside import read_beside
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
    add_pack(parser)
    add_overlays(parser)
    parser.add_argument("--cov", action="store_true", help="tell also what the scenarios do not cover")
    parser.add_argument(
        "--write-missing",
        metavar="FOLDER",
        help="with --cov, write a scenario there for each thing that neither the pack nor that folder covers",
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
    checked = load_pack(options.folder, find_class(options.folder, options.vocabulary), options.overlay)
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
        if options.write_missing is None:
            _show_coverage(coverage, fill(prover, coverage))
        else:
            _write_missing(Path(options.write_missing), prover, coverage)
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


def _write_missing(folder: Path, prover: Prover, coverage: Coverage) -> None:
    """Write scenarios for what neither the pack covers nor a scenario of the folder; no file there is changed.

    Raises:
        PackError: the files of the folder cannot be read.
        UsageError: the folder cannot be made or written to.
    """
    beside = read_beside(folder, prover.program)
    taken = [scenario.scenario.id for scenario in prover.program.checked.scenarios]
    taken += [name.removesuffix(".toml") for name in beside.others]
    fillings = fill(prover, coverage, kept=beside.sound, taken=taken)
    _show_coverage(coverage, fillings)
    new: dict[str, tuple[Scenario, list[str]]] = {}
    for filling in fillings:
        if filling.scenario is not None and filling.scenario not in beside.sound:
            new.setdefault(filling.scenario.id, (filling.scenario, []))[1].append(filling.target.says)
    remarks = {id: (*_REMARKS, *(f"It covers: {says}." for says in covers)) for id, (_, covers) in new.items()}
    _write(folder, {id: write_scenario(scenario, remarks[id]) for id, (scenario, _) in new.items()})
    print(f"{counted(len(new), 'scenario')} written to {visible(str(folder))}; {len(beside.sound)} were there")
    for name in beside.others:
        print(f"left alone: {visible(str(folder / name))} is no sound scenario of this pack")


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for id, text in texts.items():
            with (folder / f"{id}.toml").open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError(f"cannot write to {visible(str(folder))}: {reason}") from None
