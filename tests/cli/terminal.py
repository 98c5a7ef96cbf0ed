"""The real program on a pseudo-terminal of 80 columns."""

import os
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

PATIENCE = 60.0
MOMENT = 0.3
_LAUNCH = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-P", "-m", "rutengine", *sys.argv[1:]])
"""
"""Makes the pseudo-terminal the controlling one, so that Ctrl-C interrupts; then there is only the real program."""

_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A program on a terminal; `plain` turns colour off."""

    def __init__(self, *arguments: str, folder: Path, plain: bool = True) -> None:
        inside, outside = pty.openpty()
        termios.tcsetwinsize(outside, (24, 80))
        environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "LINES")}
        environment |= {"TERM": "xterm-256color", "HOME": str(folder)} | ({"NO_COLOR": "1"} if plain else {})
        self._master = inside
        self._seen = 0
        self.raw = b""
        self.process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCH, *arguments],
            stdin=outside,
            stdout=outside,
            stderr=outside,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        os.close(outside)

    @property
    def text(self) -> str:
        """All that was printed, with what was typed, without colour."""
        return _COLOUR.sub("", self.raw.decode("utf-8", "replace")).replace("\r\n", "\n")

    def expect(self, *said: str) -> str:
        """Wait until one of some texts has come; return all that has come since the last one, with it."""
        ends = time.monotonic() + PATIENCE
        while not (places := [place + len(one) for one in said if (place := self.text.find(one, self._seen)) >= 0]):
            assert self._read(ends), f"expected {said}, after:\n{self.text[self._seen :]}"
        found = self.text[self._seen : min(places)]
        self._seen = min(places)
        return found

    def send(self, line: str) -> None:
        """Type a line."""
        os.write(self._master, f"{line}\n".encode())

    def press(self, key: bytes) -> None:
        """Type one key, after a moment: an interrupt between a prompt and the reading would wait for the next key."""
        time.sleep(MOMENT)
        os.write(self._master, key)

    def end(self) -> int:
        """Wait for the end and return the exit code."""
        ends = time.monotonic() + PATIENCE
        while self._read(ends):
            pass
        return self.process.wait(PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self._master)

    def _read(self, ends: float) -> bool:
        """Read what is there; return whether there may be more."""
        ready, _, _ = select.select([self._master], [], [], max(0.0, ends - time.monotonic()))
        try:
            more = os.read(self._master, 65536) if ready else b""
        except OSError:  # the program has closed its end
            more = b""
        self.raw += more
        return bool(more)
