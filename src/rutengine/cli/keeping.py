"""Files of a conversation: read from what is named, written only when asked, and never over another one unasked."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rutengine.career import engine
from rutengine.career.profile import Profile
from rutengine.cli.files import UsageError, read_bytes
from rutengine.cli.prompting import BACK, QUIT, LeaveError, pick, read_line, say
from rutengine.cli.worksheets import write_private
from rutengine.diagnostics.errors import InterviewError, Problem
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import visible
from rutengine.documents.texts import parse_profile
from rutengine.engine.interviews import Interview

_KIND: Final = "interview"
_HELP: Final = (
    "Type the name of a file, such as mine.json, with its folder if it is in another one. Enter or b goes back, q "
    "leaves. A name of one character is typed with ./ before it."
)


class Written:
    """The files of a conversation, and what is in each: answers, or a worksheet."""

    def __init__(self) -> None:
        self._files = dict[str, Interview[Profile] | None]()

    def note(self, file: str | None, answers: Interview[Profile] | None) -> None:
        """Remember what was read from a file or written to it: answers, or with None a worksheet; None is no file."""
        if file is not None and file != "-":
            name = str(Path(os.path.expanduser(file)))
            self._files.pop(name, None)
            self._files[name] = answers

    def holds(self, interview: Interview[Profile]) -> bool:
        """Tell whether the answers of an interview are in a file."""
        return interview in self._files.values()

    def told(self, interview: Interview[Profile]) -> Sequence[str]:
        """Return what of an interview is in which file, a sentence for each."""
        told = list[str]()
        for file, answers in self._files.items():
            if answers is None:
                told.append(f"The worksheet {visible(file)} holds your answers.")
            elif answers == interview:
                told.append(f"Your answers are in {visible(file)}.")
            else:
                last = answers.progress.asked
                which = f"Your answers up to question {last}" if last else "The answers with which you began"
                told.append(f"{which} are in {visible(file)}; what came after is not there.")
        return told or ["Nothing was kept."]


def load(path: str) -> Interview[Profile]:
    """Return the interview that a file holds, or one that begins with the profile that it holds.

    Raises:
        InterviewError: the interview is damaged, was begun with other rules, or does not fit.
        ProfileError: the profile has problems.
        UsageError: the file cannot be read.
    """
    if not path:
        raise UsageError("the name of a file is missing")
    source = read_bytes(os.path.expanduser(path), LIMITS.profile_bytes + 1)
    data = parse_profile(source)
    if isinstance(data, Problem) and f'"{_KIND}"'.encode() in source:
        raise InterviewError([f"the saved interview is damaged: expected {data.expected}, found {data.found}"])
    if isinstance(data, dict) and data.get("kind") == _KIND:
        return Interview.resume(engine(), source)
    return Interview.start(engine(), engine().read_profile(source))


def ask_file() -> str | None:
    """Ask for the name of a file; return None if the person goes back.

    Raises:
        EOFError: the input has ended.
        KeyboardInterrupt: the person has interrupted.
        LeaveError: the person wants to leave.
    """
    while True:
        line = read_line("File (Enter goes back): ")
        if line.lower() in BACK:
            return None
        if line.lower() in QUIT:
            raise LeaveError
        if len(line) > 1 and line.lower() != "help":
            return line
        say(_HELP)


def write(path: str, text: str) -> str | None:
    """Write a text to a file that only its owner can read, and say so; return the name of the file, if it was written.

    Raises:
        EOFError: the input has ended.
        KeyboardInterrupt: the person has interrupted.
        LeaveError: the person wants to leave.
    """
    file = Path(os.path.expanduser(path))
    try:
        if file.is_file() and pick("There is a file of that name already.", ["replace it"]) is None:
            say("Nothing was written.")
            return None
        write_private(file, text)
    except UsageError as error:
        say(f"Nothing was written: {error}.")
        return None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
        say(f"Nothing was written: {reason.lower()}.")
        return None
    say(f"Written to {visible(str(file))}; only you can read it.")
    return str(file)
