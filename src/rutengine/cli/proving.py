"""Prove the guarantees of a pack: a line for each, and of those that are refuted a person who shows it."""

import argparse
from collections.abc import Callable, Iterable
from typing import Final

from rutengine.analysis.guarantees import PROOF_NODES, Proof, Refuter, concerned, prove, refuters
from rutengine.cli.checking import add_overlays, add_pack, counted, find_class
from rutengine.cli.files import UsageError
from rutengine.compiler.compiling import compile_pack
from rutengine.compiler.program import Program
from rutengine.documents.proved import ProvedGuarantee, write_person, write_proofs
from rutengine.engine.engine import load_pack
from rutengine.model.guarantee import Always, CheckedGuarantee, Sometimes
from rutengine.prove.z3_encoding import SecondOpinion
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Prover

_DIGITS: Final = 9
_NOBODY: Final = ("no two people who are told apart", "nobody")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine prove`."""
    add_pack(parser)
    add_overlays(parser)
    parser.add_argument(
        "--nodes",
        metavar="N",
        type=_count,
        default=PROOF_NODES,
        help="how many states a proof may look at (default: %(default)s)",
    )
    parser.add_argument("--both", action="store_true", help="ask z3 as well, which must say the same")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print it (default: text)")


def prove_folder(options: argparse.Namespace) -> int:
    """Prove the guarantees of a pack and print what came of them; return 0 if all are proved, else 1.

    Raises:
        PackError: the pack has problems.
        UsageError: the folder or the class does not exist, or z3 is not installed.
    """
    checked = load_pack(options.folder, find_class(options.folder, options.vocabulary), options.overlay)
    program = compile_pack(checked)
    ask = _second_opinion(program) if options.both else None
    prover, certifier = Prover(program), Certifier(checked)
    says = {guarantee.id: guarantee.says for guarantee in checked.pack.guarantees}
    results: list[ProvedGuarantee] = []
    for guarantee in checked.guarantees:
        proof = prove(prover, guarantee, options.nodes)
        second = None if ask is None or proof.label == "not proved" else ask(guarantee) == proof.label
        verified = proof.verify(certifier)
        results.append(ProvedGuarantee(says=says[guarantee.id], proof=proof, verified=verified, second=second))
        if options.format == "text":
            print("\n".join(_lines(results[-1], options.nodes)))
    if options.format == "json":
        print(write_proofs(program, results), end="")
    else:
        proved = sum(result.sound for result in results)
        print(f"{counted(len(results), 'guarantee')}: {proved} proved, {len(results) - proved} not")
    return 0 if all(result.sound for result in results) else 1


def _second_opinion(program: Program) -> Callable[[CheckedGuarantee], str]:
    try:
        opinion = SecondOpinion(program)
    except ImportError as error:
        raise UsageError(str(error)) from None

    def is_somebody(ways: Iterable[Refuter]) -> bool:
        return any(opinion.find(way.claim, way.sets) for way in ways)

    def ask(guarantee: CheckedGuarantee) -> str:
        if is_somebody(refuters(program, guarantee)) != isinstance(guarantee, Sometimes):
            return "refuted"
        given = [] if isinstance(guarantee, Sometimes) else list(concerned(program, guarantee))
        return "empty" if given and not is_somebody(given) else "proved"

    return ask


def _lines(result: ProvedGuarantee, nodes: int) -> list[str]:
    proof = result.proof
    mark = proof.label if proof.label == "proved" else proof.label.upper()
    lines = [f"{mark:10} {proof.guarantee.id}: {result.says}"]
    if proof.label == "not proved":
        lines.append(f"    {counted(nodes, 'state')} were looked at; --nodes allows more")
    if proof.label == "empty":
        lines.append(f"    nobody is concerned: `given` is true of {_NOBODY[type(proof.guarantee) is Always]}")
    if proof.label == "refuted":
        lines += _shown(proof)
    if not result.verified:
        lines.append("    WRONG: the independent check does not bear it out; please report this")
    if result.second is False:
        lines.append("    WRONG: z3 says otherwise; please report this")
    return lines


def _shown(proof: Proof) -> list[str]:
    if proof.person is None:
        return ["    there is nobody of whom it is true"]
    lines = write_person(proof.program, proof.person)
    return ["    somebody who shows it, all else being neutral:", *(f"      {line}" for line in lines)]


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS and int(text)):
        raise argparse.ArgumentTypeError("expected a whole number from 1 to 999999999")
    return int(text)
