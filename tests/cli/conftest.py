"""An empty folder to run in, and somebody who types."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.cli.talking import Type


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the program runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch) -> Type:
    """Type some lines; after them the input has ended."""

    def start(lines: Iterable[str]) -> None:
        waiting = iter(lines)

        def typed(prompt: str = "") -> str:
            print(prompt, end="")
            line = next(waiting, None)
            if line is None:
                raise EOFError
            if line == "^C":
                raise KeyboardInterrupt
            return line

        monkeypatch.setattr("builtins.input", typed)

    return start
