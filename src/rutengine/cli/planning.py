"""Print a plan for a profile: the next steps by week."""

import argparse

from rutengine.cli.asking import add_format, decide
from rutengine.cli.checking import add_overlays
from rutengine.cli.output import show
from rutengine.engine.arguments import helper_of
from rutengine.planning.scheduling import MOST_WEEKS, WEEKS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine plan`."""
    parser.add_argument("profile", metavar="FILE", help="a profile in TOML or JSON; - for standard input")
    parser.add_argument(
        "--weeks", metavar="N", type=_weeks, default=WEEKS, help="how many weeks to tell (default: %(default)s)"
    )
    parser.add_argument("--helper", metavar="NAME", type=helper_name, help="whom you want to tell about it")
    add_format(parser)
    add_overlays(parser)


def print_plan(options: argparse.Namespace) -> int:
    """Print the plan and return 0."""
    decision = decide(options.profile, options.overlay)
    show(decision.plan(weeks=options.weeks, helper=options.helper), options.format)
    return 0


def helper_name(text: str) -> str | None:
    """Return a helper who is named on the command line; what is refused is not repeated."""
    try:
        return helper_of(text)
    except ValueError:
        raise argparse.ArgumentTypeError("expected a name on one line, without hidden characters") from None


def _weeks(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 4 and 1 <= int(text) <= MOST_WEEKS):
        raise argparse.ArgumentTypeError(f"expected a whole number from 1 to {MOST_WEEKS}")
    return int(text)
