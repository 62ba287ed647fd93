"""Ctrl-C that asks for what there is instead of throwing it away."""

from __future__ import annotations

import signal
from types import FrameType, TracebackType
from typing import Self


class Stopping:
    """While it is open, Ctrl-C only sets `asked`; a second one ends the command, and so does one before `ready`.

    For the main thread only, which hears the signals.
    """

    def __init__(self) -> None:
        self.ready = False
        self.asked = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._heard)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if self.asked or not self.ready:
            raise KeyboardInterrupt
        self.asked = True
