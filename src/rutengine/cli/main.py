"""Parse the command line, run the command, turn errors into messages and exit codes.

Exit codes: 0 all is well, 1 a profile or a pack has problems, 2 the command line is wrong or nothing can be written,
130 interrupted.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Final

from rutengine.career import advise, engine
from rutengine.career.profile import Profile
from rutengine.cli.checking import check_folder
from rutengine.cli.demo import show_demo
from rutengine.cli.files import UsageError, read_profile_bytes
from rutengine.cli.output import FORMATS, show
from rutengine.diagnostics.errors import ClaimError, RutengineError
from rutengine.engine.decision import Decision
from rutengine.model.version import VERSION

PROBLEMS: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130

_EPILOG = """\
without a command: a worked example

a profile is a TOML or JSON file, for example:
  [signals]
  passed_over = 3                  # 0 never ... 4 nearly always
  [situation]
  supportive_manager = "yes"
every question may be left out; "rutengine facts" lists them all
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code.

    Arguments:
        arguments: what stands after the name of the program; by default, that of this process.
    """
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        code = run(options)
        sys.stdout.flush()
    except UsageError as error:
        print(f"rutengine: {error}", file=sys.stderr)
        return USAGE
    except RutengineError as error:
        print(f"rutengine: {error}", file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - keeps the interpreter quiet at exit
        return 0
    except OSError as error:
        print(f"rutengine: cannot write: {(error.strerror or 'unknown reason').lower()}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("\nrutengine: stopped", file=sys.stderr)
        return INTERRUPTED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rutengine",
        description="Explained advice for people stuck in a career rut. It runs here only and keeps nothing.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"rutengine {VERSION}")
    parser.set_defaults(run=lambda _: show_demo())
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    advising = commands.add_parser("advise", help="advice for a profile")
    advising.add_argument("profile", metavar="FILE", help="a profile in TOML or JSON; - for standard input")
    _add_format(advising)
    advising.set_defaults(run=_advise)

    for name, said in (("why", "why a strategy is where it is"), ("why-not", "what stands against a strategy")):
        asking = commands.add_parser(name, help=said)
        asking.add_argument("strategy", metavar="STRATEGY", help="the id of a strategy, as advice shows it in brackets")
        asking.add_argument("--profile", metavar="FILE", required=True, help="a profile; - for standard input")
        _add_format(asking)
        asking.set_defaults(run=_why_not if name == "why-not" else _why)

    checking = commands.add_parser("check", help="check a folder of rules and list every problem")
    checking.add_argument("folder", metavar="DIR", help="a folder with a pack.toml")
    checking.add_argument(
        "--vocabulary",
        metavar="MODULE:CLASS",
        help="the class of its facts; also FILE.py:CLASS; by default, an installed one",
    )
    checking.set_defaults(run=lambda options: check_folder(options.folder, options.vocabulary))

    strategies = commands.add_parser("strategies", help="list every strategy that can be recommended")
    strategies.set_defaults(run=lambda _: _strategies())

    listing = commands.add_parser("facts", help="list every question that a profile may answer")
    listing.set_defaults(run=lambda _: _facts())
    return parser


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print it (default: %(default)s)")


def _decide(path: str) -> Decision[Profile]:
    return advise(engine().read_profile(read_profile_bytes(path)))


def _advise(options: argparse.Namespace) -> int:
    show(_decide(options.profile), options.format)
    return 0


def _why(options: argparse.Namespace) -> int:
    return _explain(options, "why")


def _why_not(options: argparse.Namespace) -> int:
    return _explain(options, "why_not")


def _explain(options: argparse.Namespace, question: str) -> int:
    decision = _decide(options.profile)
    try:
        explanation = decision.why(options.strategy) if question == "why" else decision.why_not(options.strategy)
    except ClaimError as error:
        raise UsageError(str(error)) from None
    show(explanation, options.format)
    return 0


def _facts() -> int:
    words = {entry.name: entry for entry in engine().pack.pack.words}
    for fact in engine().vocabulary.facts:
        said = words[fact.name]
        print(f"{fact.name}: {fact.kind.expected}\n    {said.ask}")
        if said.why_ask is not None:
            print(f"    Why: {said.why_ask}")
    return 0


def _strategies() -> int:
    for strategy in engine().pack.pack.strategies:
        print(f"{strategy.id}: {strategy.title}")
    return 0
