"""Parse the command line, run the command, turn errors into messages and exit codes.

Exit codes: 0 all is well, 1 a profile, a pack or a bundle has problems or a scenario fails, 2 the command line is
wrong or nothing can be written, 130 interrupted.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Final

from rutengine.career import engine
from rutengine.cli import (
    auditing,
    beginning,
    cataloguing,
    checking,
    counting,
    describing,
    differing,
    formatting,
    linting,
    mutating,
    planning,
    proving,
    scaffolding,
    testing,
    verifying,
    worksheets,
)
from rutengine.cli.asking import add_format, add_questions, decide
from rutengine.cli.checking import add_overlays
from rutengine.cli.files import UsageError
from rutengine.cli.output import show
from rutengine.diagnostics.errors import RutengineError
from rutengine.model.version import VERSION

PROBLEMS: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130

_COMMANDS: Final = (
    ("new", "begin a folder of rules", scaffolding.add_arguments, scaffolding.new_folder),
    (
        "fmt",
        "write the conditions of a folder of rules in canonical form",
        formatting.add_arguments,
        formatting.format_folder,
    ),
    (
        "schema",
        "print the JSON Schema of a kind of file, for editors",
        describing.add_arguments,
        describing.print_schema,
    ),
    (
        "diff",
        "compare two versions of a folder of rules: who is told something else",
        differing.add_arguments,
        differing.diff_folders,
    ),
    (
        "mutate",
        "make small faults in a folder of rules, and see whether its tests find them",
        mutating.add_arguments,
        mutating.mutate_folder,
    ),
    (
        "stats",
        "count how often a folder of rules says what, to people who are drawn",
        counting.add_arguments,
        counting.count_folder,
    ),
    (
        "catalogue",
        "tell readers what every rule and strategy of a folder of rules says, in Markdown",
        cataloguing.add_arguments,
        cataloguing.catalogue_folder,
    ),
    ("check", "check a folder of rules and list every problem", checking.add_arguments, checking.check_folder),
    ("test", "run the scenarios of a folder of rules", testing.add_arguments, testing.test_folder),
    ("prove", "prove the guarantees of a folder of rules, for everybody", proving.add_arguments, proving.prove_folder),
    (
        "lint",
        "find what is allowed in a folder of rules and hardly ever meant",
        linting.add_arguments,
        linting.lint_folder,
    ),
    ("audit", "print a decision with its proofs, for others to verify", auditing.add_arguments, auditing.audit_file),
    (
        "verify",
        "verify a decision and its proofs that somebody printed",
        verifying.add_arguments,
        verifying.verify_file,
    ),
)

_EPILOG = """\
without a command: on a terminal a conversation, elsewhere a worked example

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
    if sys.stdout is None:
        print("rutengine: there is no standard output", file=sys.stderr)
        return USAGE
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        beginning.refuse_with_command(options)
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
    beginning.add_arguments(parser)
    parser.set_defaults(run=beginning.begin)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    advising = commands.add_parser("advise", help="advice for a profile")
    advising.add_argument("profile", metavar="FILE", help="a profile in TOML or JSON; - for standard input")
    add_overlays(advising)
    add_format(advising)
    advising.set_defaults(run=_advise)

    plans = commands.add_parser("plan", help="the next steps by week, within your weekly hours")
    planning.add_arguments(plans)
    plans.set_defaults(run=planning.print_plan)

    sheets = commands.add_parser("worksheet", help="a sheet to take along, to write on and to print")
    worksheets.add_arguments(sheets)
    sheets.set_defaults(run=worksheets.print_worksheet)

    add_questions(commands.add_parser)

    for name, said, add_arguments, run in _COMMANDS:
        command = commands.add_parser(name, help=said)
        add_arguments(command)
        command.set_defaults(run=run)

    strategies = commands.add_parser("strategies", help="list every strategy that can be recommended")
    strategies.set_defaults(run=lambda _: _strategies())

    listing = commands.add_parser("facts", help="list every question that a profile may answer")
    listing.set_defaults(run=lambda _: _facts())
    return parser


def _advise(options: argparse.Namespace) -> int:
    show(decide(options.profile, options.overlay), options.format)
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
