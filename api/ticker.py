"""Progress in a terminal: what is going on, and for how long."""

from __future__ import annotations

import shutil
import sys
import time
from threading import Event, Thread
from types import TracebackType
from typing import Self, TextIO

EVERY = 1.0


class Ticker:
    """While it is open, shows the seconds that pass on one line (in a terminal only), with what is `show`-n, and what is `say`-d.

    Everything goes to standard error, so that standard output holds the result alone.
    """

    def __init__(self, what: str, stream: TextIO | None = None) -> None:
        self.what = what
        self.stream = stream or sys.stderr
        self.started = time.monotonic()
        self._shown = ""
        self._stop = Event()
        self._thread = Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Self:
        if self.stream.isatty():
            self._thread.start()
        else:
            self._write(f"{self.what} …\n")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
        if kind is None:
            self.say("klaar")

    def say(self, text: str) -> None:
        """One line, with the seconds since the start."""
        self._shown = ""
        self._write(f"{self._clear()}{self.what} · {text} · {self._seconds()} s\n")

    def show(self, text: str) -> None:
        """Beside the seconds that pass, until something else is shown or said."""
        self._shown = f" · {text}"

    def _tick(self) -> None:
        while not self._stop.wait(EVERY):
            line = f"{self.what} … {self._seconds()} s{self._shown}"
            # A line that wraps can't be cleared.
            self._write(f"{self._clear()}{line[: shutil.get_terminal_size().columns - 1]}")
        self._write(self._clear())

    def _clear(self) -> str:
        return "\r\x1b[2K" if self.stream.isatty() else ""

    def _seconds(self) -> str:
        return f"{time.monotonic() - self.started:.1f}".replace(".", ",")

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()
