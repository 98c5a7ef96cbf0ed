"""The commands that ask one question about the decision on one profile."""

import argparse
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from rutengine.career import engine_with
from rutengine.career.profile import Profile
from rutengine.cli.checking import add_overlays
from rutengine.cli.files import UsageError, read_profile_bytes
from rutengine.cli.output import FORMATS, Printable, show
from rutengine.diagnostics.errors import ClaimError
from rutengine.engine.decision import Decision
from rutengine.explanation.sufficiency import Effort
from rutengine.model.claims import Claim, recommended

_Asked = Callable[[Decision[Profile], argparse.Namespace], Printable]

_BARE: Final = re.compile(r"[a-z0-9-]+")
_STRATEGY: Final = ("STRATEGY", "the id of a strategy, as advice shows it in brackets")
_CLAIM: Final = ("CLAIM", "a claim, such as \"top('find-mentor')\", or the id of a strategy: that it is recommended")


def decide(path: str, overlays: Sequence[str] = ()) -> Decision[Profile]:
    """Return the decision on a profile in a file, or on standard input for `-`, with overlays of the career rules.

    Raises:
        PackError: an overlay has problems.
        ProfileError: the profile has problems.
        UsageError: the file cannot be read.
    """
    advisor = engine_with(overlays)
    return advisor.decide(advisor.read_profile(read_profile_bytes(path)))


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add the option that every command has that prints in several forms."""
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print it (default: %(default)s)")


def add_questions(add_command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add every command that asks a question about a decision; `add_command` makes the parser of one."""

    def add(name: str, said: str, asked: _Asked, **named: tuple[str, str]) -> argparse.ArgumentParser:
        parser = add_command(name, help=said)
        for key, (shown, help) in named.items():
            parser.add_argument(key, metavar=shown, help=help)
        parser.add_argument("--profile", metavar="FILE", required=True, help="a profile; - for standard input")
        add_overlays(parser)
        add_format(parser)
        parser.set_defaults(run=partial(_ask, asked))
        return parser

    add("why", "why a strategy is where it is", lambda d, o: d.why(o.strategy), strategy=_STRATEGY)
    add("why-not", "what stands against a strategy", lambda d, o: d.why_not(o.strategy), strategy=_STRATEGY)
    add("how-sure", "whether more answers can change a claim", lambda d, o: d.how_sure(_claim(d, o)), claim=_CLAIM)
    reason = add("reason", "the fewest answers that are enough for a claim", _reason, claim=_CLAIM)
    reason.add_argument("--irreducible", action="store_true", help="leave out what can be left out; much faster")
    changing = add("what-would-change", "what you can change to make a claim true", _changes, claim=_CLAIM)
    changing.add_argument(
        "--ways", metavar="N", type=_count, default=1, help="how many ways to look for (default: %(default)s)"
    )
    sides = {"first": _STRATEGY, "second": _STRATEGY}
    add("compare", "why one strategy stands above another", lambda d, o: d.compare(o.first, o.second), **sides)
    add("card", "one strategy in sixty words", lambda d, o: d.card(o.strategy), strategy=_STRATEGY)


def _ask(asked: _Asked, options: argparse.Namespace) -> int:
    decision = decide(options.profile, options.overlay)
    try:
        told = asked(decision, options)
    except ClaimError as error:
        raise UsageError(str(error)) from None
    show(told, options.format)
    return 0


def _reason(decision: Decision[Profile], options: argparse.Namespace) -> Printable:
    effort: Effort = "irreducible" if options.irreducible else "smallest"
    return decision.reason(_claim(decision, options), effort=effort)


def _changes(decision: Decision[Profile], options: argparse.Namespace) -> Printable:
    return decision.what_would_change(_claim(decision, options), ways=options.ways)


def _claim(decision: Decision[Profile], options: argparse.Namespace) -> Claim | str:
    """Return the claim that was typed; an id alone claims that the strategy is recommended."""
    typed: str = options.claim
    return recommended(decision.find(typed).strategy) if _BARE.fullmatch(typed) else typed


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < len(text) < 5 and int(text)):
        raise argparse.ArgumentTypeError("expected a whole number from 1 to 9999")
    return int(text)
