"""Expected texts on disk: compared as they are, written anew only when a person asks for it."""

import os
from pathlib import Path


def expected_text(file: Path, found: str) -> str:
    """Return the text that is expected; with RUTENGINE_RESET_CASES=1 write `found` there first."""
    if os.environ.get("RUTENGINE_RESET_CASES") == "1":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found, encoding="utf-8", newline="\n")
    return file.read_text(encoding="utf-8")
