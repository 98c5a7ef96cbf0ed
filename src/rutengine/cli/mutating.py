"""Make small faults in a pack and look whether its scenarios and guarantees find them."""

import argparse
import functools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from rutengine.analysis.guarantees import prove
from rutengine.analysis.mutants import MutantResult, mutants_of, run_mutant, sample
from rutengine.cli.checking import counted, find_class
from rutengine.cli.counting import count_of
from rutengine.cli.differing import WRONG, tell_advice, tell_compared
from rutengine.cli.files import UsageError
from rutengine.compiler.compiling import compile_pack
from rutengine.compiler.program import Program
from rutengine.documents.given import given_sets
from rutengine.engine.engine import load_pack
from rutengine.evaluation.completing import complete
from rutengine.model.scenario import CheckedScenario
from rutengine.solver.proving import Prover


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine mutate`."""
    parser.add_argument("folder", metavar="DIR", help="a folder with a pack.toml")
    parser.add_argument(
        "--vocabulary",
        metavar="MODULE:CLASS",
        help="the class of its facts; also FILE.py:CLASS; by default, an installed one",
    )
    parser.add_argument("--limit", metavar="N", type=count_of, help="try only so many faults, drawn by --seed")
    parser.add_argument(
        "--seed", metavar="N", type=int, default=1, help="what is drawn follows from it (default: %(default)s)"
    )


def mutate_folder(options: argparse.Namespace) -> int:
    """Try the mutants of a pack and print those that survive, and the score; return 0.

    Raises:
        PackError: the pack has problems.
        UsageError: the folder or the class does not exist, or a scenario or guarantee fails without any fault.
    """
    program = compile_pack(load_pack(options.folder, find_class(options.folder, options.vocabulary)))
    tests = scenarios_of(program)
    _check(program, tests)
    everything = list(mutants_of(program))
    mutants = everything if options.limit is None else sample(everything, options.limit, options.seed)
    drawn = "" if len(mutants) == len(everything) else f", {len(mutants)} drawn by seed {options.seed}"
    guarantees = counted(len(program.checked.guarantees), "guarantee")
    print(f"{counted(len(everything), 'mutant')}{drawn}; {counted(len(tests), 'scenario')}, {guarantees}")
    fates: Counter[str] = Counter()
    for mutant in mutants:
        result = run_mutant(program, mutant, tests)
        fates[result.fate] += 1
        for line in _lines(result):
            print(line)
    killed, survived, equivalent = (fates[fate] for fate in ("killed", "survived", "equivalent"))
    unknown = fates["not proved"]
    print(f"{killed} killed, {survived} survived, {equivalent} proved equivalent, {unknown} not proved")
    relevant = len(mutants) - equivalent
    share = f" ({100 * killed // relevant} %)" if relevant else ""
    print(f"score: {killed} of {relevant}{share}")
    return 0


def scenarios_of(program: Program) -> Mapping[str, Callable[[Program], bool]]:
    """Return the scenarios that a person has written, by name, as tests of a program over the same facts."""
    written = [one for one in program.checked.scenarios if one.scenario.origin == "written"]
    return {f"scenario `{one.scenario.id}`": _test(program, one) for one in written}


def _test(program: Program, scenario: CheckedScenario) -> Callable[[Program], bool]:
    sets = given_sets(program, scenario.scenario)
    now = complete(program, sets)

    def passes(other: Program) -> bool:
        prover = _prover(other)
        claims = [claim for _, claim in (*scenario.expected, *scenario.settled)]
        return all(prover.is_true(claim, now) for claim in claims) and all(
            prover.settle(claim, sets, now).certainty != "open" for _, claim in scenario.settled
        )

    return passes


@functools.lru_cache(maxsize=1)
def _prover(program: Program) -> Prover:
    return Prover(program)


def _check(program: Program, tests: Mapping[str, Callable[[Program], bool]]) -> None:
    failing = [name for name, passes in tests.items() if not passes(program)]
    prover = Prover(program)
    failing += [f"guarantee `{g.id}`" for g in program.checked.guarantees if prove(prover, g).label == "refuted"]
    if failing:
        raise UsageError(f"without any fault, this fails already: {', '.join(failing)}")


def _lines(result: MutantResult) -> Iterator[str]:
    """Yield the lines on a mutant that was not killed: the first person who tells it apart."""
    mutant, difference = result.mutant, result.difference
    if result.fate == "killed" or difference is None:
        return
    if result.fate != "equivalent":
        yield f"{result.fate.upper():10} {mutant.where} {mutant.says}"
    told = [tell_compared(difference, one) for one in difference.strategies if one.label == "different"]
    if difference.advice.label == "different":
        told.append(tell_advice(difference, difference.advice))
    for lines in told[:1]:
        yield from (f"    {line}" for line in lines)
    if not difference.verify():
        yield f"{mutant.where} {mutant.says}: {WRONG}"
