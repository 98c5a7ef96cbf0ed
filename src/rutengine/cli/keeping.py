"""Files of a conversation: read from what is named, written only when asked, and never over another one unasked."""

import os
from pathlib import Path
from typing import Final

from rutengine.career import engine
from rutengine.career.profile import Profile
from rutengine.cli.files import UsageError, read_bytes
from rutengine.cli.prompting import pick, say
from rutengine.cli.worksheets import write_private
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import visible
from rutengine.documents.texts import parse_profile
from rutengine.engine.interviews import Interview

_KIND: Final = "interview"


def load(path: str) -> Interview[Profile]:
    """Return the interview that a file holds, or one that begins with the profile that it holds.

    Raises:
        InterviewError: the interview was begun with other rules, or does not fit.
        ProfileError: the profile has problems.
        UsageError: the file cannot be read.
    """
    source = read_bytes(os.path.expanduser(path), LIMITS.profile_bytes + 1)
    data = parse_profile(source)
    if isinstance(data, dict) and data.get("kind") == _KIND:
        return Interview.resume(engine(), source)
    return Interview.start(engine(), engine().read_profile(source))


def write(path: str, text: str) -> bool:
    """Write a text to a file that only its owner can read, and say so; return whether it was written."""
    file = Path(os.path.expanduser(path))
    try:
        if file.is_file() and pick("There is a file of that name already.", ["replace it"]) is None:
            say("Nothing was written.")
            return False
        write_private(file, text)
    except (UsageError, ValueError) as error:
        reason = error if isinstance(error, UsageError) else "not a path"
        say(f"Nothing was written: {reason}.")
        return False
    say(f"Written to {visible(str(file))}; only you can read it.")
    return True
