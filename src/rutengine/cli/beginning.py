"""How a conversation begins: by an option, or on a terminal by a choice; elsewhere the demo is printed."""

import argparse
import sys
from typing import Final

from rutengine.career import engine
from rutengine.career.profile import Profile
from rutengine.cli.demo import show_demo
from rutengine.cli.files import UsageError
from rutengine.cli.interviewing import Sitting
from rutengine.cli.keeping import ask_file, load
from rutengine.cli.prompting import QUIT, LeaveError, listed, read_line, say
from rutengine.diagnostics.errors import RutengineError
from rutengine.engine.interviews import Interview
from rutengine.rendering.outline import Block
from rutengine.rendering.plain import render_plain

_WELCOME: Final = (
    Block("title", "rutengine: explained ways out of a career rut"),
    Block(
        "paragraph",
        "It asks what it needs to know, suggests a few next steps and says why. It runs on this machine only, sends "
        "nothing, and keeps nothing unless you ask for it. It gives no diagnosis and no legal, medical or financial "
        "advice.",
    ),
    Block(
        "paragraph",
        "If you are in danger or might hurt yourself, please call your local emergency number or a crisis line, or go "
        "to somebody you trust, before anything else.",
    ),
)
_OFFERS: Final = (
    "see an example",
    "answer questions (some 10 to 40)",
    "load a profile or saved answers",
)
_BEFORE: Final = (
    "It takes some 10 to 40 questions; a shows the advice at any time. Answer with a number. Enter skips a question, b "
    "goes back, w says why it is asked, q leaves; ? lists all that you can type."
)
_LOST: Final = "What was not saved is not kept."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `rutengine` without a command."""
    parser.add_argument("--interview", action="store_true", help="answer questions; also from a pipe, line by line")
    parser.add_argument("--resume", metavar="FILE", help="go on with answers that were saved")


def refuse_with_command(options: argparse.Namespace) -> None:
    """Refuse the options of `rutengine` where a command stands behind them.

    Raises:
        UsageError: there is one of them.
    """
    for name, given in (("--interview", options.interview), ("--resume", options.resume is not None)):
        if given and options.run is not begin:
            raise UsageError(f"{name} does not go together with a command")


def begin(options: argparse.Namespace) -> int:
    """Hold a conversation, or print the demo where nobody is at a terminal; return 0.

    Raises:
        InterviewError, ProfileError: the file to go on with has problems.
        KeyboardInterrupt: the person has interrupted.
        UsageError: it cannot be read, or there is no standard input, or it is in another encoding.
    """
    asked = options.interview or options.resume is not None
    if not asked and not (sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()):
        return show_demo()
    if sys.stdin is None:
        raise UsageError("there is no standard input")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    try:
        if options.resume is not None:
            _go_on(load(options.resume), options.resume)
        elif options.interview:
            print(render_plain(_WELCOME), end="")
            _interview()
        else:
            _offer()
    except EOFError:
        print(f"\nThe input has ended. {_LOST}")
    except KeyboardInterrupt:
        print(f"\n{_LOST}", flush=True)
        raise
    except UnicodeError:
        raise UsageError(f"the input is not in the encoding {sys.stdin.encoding}") from None
    return 0


def _offer() -> None:
    """Let somebody choose how to begin, until something has begun."""
    print(render_plain(_WELCOME), end="")
    while True:
        print()
        print(render_plain((Block("paragraph", "What would you like to do?"), *listed(_OFFERS))), end="")
        line = _choice()
        if line == "1":
            print()
            show_demo()
        elif line == "2":
            return _interview()
        elif line == "3":
            if _load():
                return None
        else:
            return None


def _choice() -> str:
    while True:
        line = read_line("1, 2 or 3 (q leaves): ").lower()
        if line in ("1", "2", "3", *QUIT):
            return line
        say("Please type 1, 2 or 3; q leaves.")


def _interview() -> None:
    print()
    say(_BEFORE)
    Sitting(Interview.start(engine())).run()


def _load() -> bool:
    """Ask for a file, and go on with it; return whether it is over then."""
    print()
    say("A profile in TOML or JSON, or answers that you saved here.")
    try:
        path = ask_file()
    except LeaveError:
        return True
    if path is None:
        return False
    try:
        interview = load(path)
    except (RutengineError, UsageError) as error:
        print(error)
        return False
    _go_on(interview, path, early=not interview.steps)
    return True


def _go_on(interview: Interview[Profile], path: str, *, early: bool = False) -> None:
    known = sum(step.answer is not None for step in interview.steps)
    if known:
        print()
        say(f"{known} answers are read." if known > 1 else "One answer is read.")
    Sitting(interview, early=early, file=path if interview.steps else None).run()
