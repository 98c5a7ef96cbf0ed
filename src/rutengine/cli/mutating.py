"""Make small faults in a pack and look whether its scenarios and guarantees find them."""

import argparse
import functools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from rutengine.analysis.guarantees import prove
from rutengine.analysis.mutants import Mutant, MutantResult, mutants_of, run_mutant, sample
from rutengine.analysis.replaying import is_true
from rutengine.cli.checking import add_pack, counted, find_class
from rutengine.cli.counting import count_of
from rutengine.cli.differing import WRONG, tell_advice, tell_compared
from rutengine.cli.files import UsageError
from rutengine.compiler.compiling import compile_pack
from rutengine.compiler.program import Program
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.documents.given import given_sets
from rutengine.engine.engine import load_pack
from rutengine.evaluation.completing import complete
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome
from rutengine.model.guarantee import CheckedGuarantee
from rutengine.model.scenario import CheckedScenario
from rutengine.solver.proving import Prover


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine mutate`."""
    add_pack(parser)
    parser.add_argument(
        "--of",
        metavar="ID",
        action="append",
        help="try only the faults of this rule, theme or strategy; can be given several times",
    )
    parser.add_argument(
        "--at-least",
        metavar="N",
        type=_percent,
        help="fail if fewer than N per cent of the faults that make a difference are found",
    )
    parser.add_argument("--limit", metavar="N", type=count_of, help="try only so many faults, drawn by --seed")
    parser.add_argument(
        "--seed", metavar="N", type=int, default=1, help="what is drawn follows from it (default: %(default)s)"
    )


def mutate_folder(options: argparse.Namespace) -> int:
    """Try the mutants of a pack and print those that survive, and the score.

    Return 1 if the score is below the one asked for with `--at-least`, else 0.

    Raises:
        PackError: the pack has problems.
        UsageError: the folder or the class or what `--of` names does not exist, or a scenario or guarantee fails
            without any fault.
    """
    program = compile_pack(load_pack(options.folder, find_class(options.folder, options.vocabulary)))
    tests = scenarios_of(program)
    kept = _check(program, tests)
    everything = _chosen(list(mutants_of(program)), options.of)
    mutants = everything if options.limit is None else sample(everything, options.limit, options.seed)
    drawn = "" if len(mutants) == len(everything) else f", {len(mutants)} drawn by seed {options.seed}"
    guarantees = counted(len(kept), "guarantee")
    print(f"{counted(len(everything), 'mutant')}{drawn}; {counted(_written(program), 'scenario')}, {guarantees}")
    fates: Counter[str] = Counter()
    for mutant in mutants:
        result = run_mutant(program, mutant, tests, kept=kept)
        fates[result.fate] += 1
        for line in _lines(program, result):
            print(line)
    killed, survived, equivalent = (fates[fate] for fate in ("killed", "survived", "equivalent"))
    unknown = fates["not proved"]
    print(f"{killed} killed, {survived} survived, {equivalent} proved equivalent, {unknown} not proved")
    relevant = len(mutants) - equivalent
    share = f" ({100 * killed // relevant} %)" if relevant else ""
    print(f"score: {killed} of {relevant}{share}")
    return int(options.at_least is not None and 100 * killed < options.at_least * relevant)


def _percent(text: str) -> int:
    """Return a whole number from 0 to 100."""
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= 100):
        raise argparse.ArgumentTypeError("expected a whole number from 0 to 100")
    return int(text)


def _chosen(mutants: list[Mutant], ids: Sequence[str] | None) -> list[Mutant]:
    if ids is None:
        return mutants
    known = dict.fromkeys(name for mutant in mutants for name in (mutant.id, mutant.theme) if name is not None)
    for id in ids:
        if id not in known:
            hint = did_you_mean(id, known)
            raise UsageError(f"no rule, theme or strategy {quoted(id)} has a fault to try{f'; {hint}' if hint else ''}")
    return [mutant for mutant in mutants if mutant.id in ids or mutant.theme in ids]


def _written(program: Program) -> int:
    return sum(one.scenario.origin == "written" for one in program.checked.scenarios)


def scenarios_of(program: Program) -> Mapping[str, Callable[[Program], bool]]:
    """Return the scenarios that a person has written, by name, as tests of a program over the same facts.

    What stays so whatever is open takes longer to test, so it comes last.
    """
    written = [one for one in program.checked.scenarios if one.scenario.origin == "written"]
    tests = {f"scenario `{one.scenario.id}`": _as_things_stand(program, one) for one in written}
    settled = {f"what scenario `{one.scenario.id}` settles": _settled(program, one) for one in written if one.settled}
    return {**tests, **settled}


def _as_things_stand(program: Program, scenario: CheckedScenario) -> Callable[[Program], bool]:
    now = complete(program, given_sets(program, scenario.scenario))
    expect = scenario.scenario.expect

    def met(other: Program, outcome: Outcome) -> bool:
        fired = set(outcome.fired)
        return (
            fired.issuperset(expect.because)
            and fired.isdisjoint(expect.not_because)
            and all(is_true(other, outcome, claim) for _, claim in (*scenario.expected, *scenario.settled))
        )

    known = decide(program, now)
    right = met(program, known)

    def passes(other: Program) -> bool:
        outcome = decide(other, now)
        # the number of a route says nothing of its text, so that is compared even where the outcome is the same
        return (right if outcome == known else met(other, outcome)) and all(
            _route(other, outcome, strategy) == how for strategy, how in scenario.routes.items()
        )

    return passes


def _settled(program: Program, scenario: CheckedScenario) -> Callable[[Program], bool]:
    sets = given_sets(program, scenario.scenario)
    now = complete(program, sets)

    def passes(other: Program) -> bool:
        prover = _prover(other)
        return all(prover.settle(claim, sets, now).certainty != "open" for _, claim in scenario.settled)

    return passes


def _route(program: Program, outcome: Outcome, strategy: str) -> str | None:
    """Return the text of the route by which a strategy is told."""
    (card,) = (step.strategy for step in program.strategies if step.strategy.id == strategy)
    (taken,) = (standing.route for standing in outcome.standings if standing.strategy == strategy)
    return None if taken is None else card.routes[taken].how


@functools.lru_cache(maxsize=1)
def _prover(program: Program) -> Prover:
    return Prover(program)


def _check(program: Program, tests: Mapping[str, Callable[[Program], bool]]) -> tuple[CheckedGuarantee, ...]:
    """Return the guarantees that are proved; those that are not proved within the budget are named and left out.

    Raises:
        UsageError: a scenario or guarantee fails without any fault.
    """
    failing = [name for name, passes in tests.items() if not passes(program)]
    prover = Prover(program)
    labels = [(guarantee, prove(prover, guarantee).label) for guarantee in program.checked.guarantees]
    failing += [f"guarantee `{guarantee.id}`" for guarantee, label in labels if label == "refuted"]
    if failing:
        raise UsageError(f"without any fault, this fails already: {', '.join(failing)}")
    for guarantee, label in labels:
        if label == "not proved":
            print(f"not proved without any fault, so it finds none: guarantee `{guarantee.id}`")
    return tuple(guarantee for guarantee, label in labels if label != "not proved")


def _lines(program: Program, result: MutantResult) -> Iterator[str]:
    """Yield the lines on a mutant that was not killed: the first person who tells it apart."""
    mutant, difference = result.mutant, result.difference
    if result.fate == "killed":
        return
    if not result.verify(program):
        yield f"{mutant.where} {mutant.says}: {WRONG}"
    if difference is None:
        return
    if result.fate != "equivalent":
        yield f"{result.fate.upper():10} {mutant.where} {mutant.says}"
    told = [tell_compared(difference, one) for one in difference.strategies if one.label == "different"]
    if difference.advice.label == "different":
        told.append(tell_advice(difference, difference.advice))
    for lines in told[:1]:
        yield from (f"    {line}" for line in lines)
