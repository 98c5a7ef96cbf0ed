"""Count what a pack says to people who are drawn, and which points matter for who is on top."""

import argparse
from typing import Final

from rutengine.analysis.statistics import draw_people, leaning, measure
from rutengine.cli.checking import add_pack, counted, find_class
from rutengine.compiler.compiling import compile_pack
from rutengine.engine.engine import load_pack

PEOPLE: Final = 1_000
"""How many people are drawn by default."""

_FLIPS_SHOWN: Final = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine stats`."""
    add_pack(parser)
    parser.add_argument(
        "--people", metavar="N", type=count_of, default=PEOPLE, help="how many people to draw (default: %(default)s)"
    )
    parser.add_argument(
        "--seed", metavar="N", type=int, default=1, help="what is drawn follows from it (default: %(default)s)"
    )
    parser.add_argument(
        "--neutral",
        metavar="N",
        type=count_of,
        default=1,
        help="how many times as likely a neutral value is as each other one (default: %(default)s)",
    )


def count_folder(options: argparse.Namespace) -> int:
    """Draw people, decide for them and print how often each strategy is what; return 0.

    Raises:
        PackError: the pack has problems.
        UsageError: the folder or the class does not exist.
    """
    program = compile_pack(load_pack(options.folder, find_class(options.folder, options.vocabulary)))
    priors = leaning(program, options.neutral)
    found = measure(program, draw_people(program, options.people, options.seed, priors))
    print(f"{found.people} people, drawn by seed {options.seed}; of a thousand it is for so many:")
    width = max((len(tally.strategy) for tally in found.strategies), default=0)
    print(f"{'':{width}}  active     top  recommended  excluded  deferred")
    for tally in sorted(found.strategies, key=lambda tally: (-tally.active, tally.strategy)):
        shares = (tally.active, tally.top, tally.recommended, tally.excluded, tally.deferred)
        active, top, recommended, excluded, deferred = (1_000 * share // found.people for share in shares)
        print(f"{tally.strategy:{width}}  {active:6}  {top:6}  {recommended:11}  {excluded:8}  {deferred:8}")
    print("stance: " + ", ".join(f"{id} {1_000 * count // found.people}" for id, count in found.stances))
    print(f"{counted(len(found.flips), 'change')} of points by one that give somebody another strategy on top")
    for flip in found.flips[:_FLIPS_SHOWN]:
        share = 1_000 * flip.people // found.people
        print(f"{share:4}  {flip.rule}: {flip.effect}.{flip.strategy} = {flip.changed} instead of {flip.points}")
    return 0


def count_of(text: str) -> int:
    """Return a whole number from 1 to 999999.

    Raises:
        ArgumentTypeError: the text is something else.
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= len("999999") and int(text)):
        raise argparse.ArgumentTypeError("expected a whole number from 1 to 999999")
    return int(text)
