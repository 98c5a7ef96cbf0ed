"""Print a decision or an answer in one of the formats; with rich, text on a terminal is set in colour."""

import os
import sys
from typing import Final, Protocol

FORMATS: Final = ("text", "markdown", "json")


class Printable(Protocol):
    """What can be shown in every format."""

    def to_text(self, width: int = ...) -> str:
        """Return plain text."""

    def to_markdown(self) -> str:
        """Return Markdown."""

    def to_json(self) -> str:
        """Return JSON."""


def show(thing: Printable, form: str) -> None:
    """Print a decision or an answer in a form of `FORMATS`."""
    if form == "json":
        print(thing.to_json(), end="")
    elif form == "markdown":
        print(thing.to_markdown(), end="")
    else:
        show_text(thing.to_text(), thing.to_markdown())


def show_text(plain: str, markdown: str) -> None:
    """Print plain text, or with rich, on a terminal that has all characters, the same as laid-out Markdown."""
    if sys.stdout.isatty() and sys.stdout.encoding.lower().startswith("utf") and "NO_COLOR" not in os.environ:
        try:
            from rich.console import Console  # noqa: PLC0415 - an optional extra
            from rich.markdown import Markdown  # noqa: PLC0415
        except ImportError:
            pass
        else:
            Console().print(Markdown(markdown))
            return
    print(plain, end="")
