"""What the machine did meanwhile: the cores that each part took, what ran beside, and how late a loop of events was."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import psutil  # type: ignore[import-untyped] # it ships no types

BEAT = 0.02


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds of processor by part, and of the whole machine, until `at`."""

    at: float
    parts: Mapping[str, float]
    machine: float

    def since(self, before: Used) -> str:
        """The cores that each part took since then, and what took the rest."""
        seconds = self.at - before.at
        cores = {name: (used - before.parts.get(name, 0.0)) / seconds for name, used in self.parts.items()}
        beside = (self.machine - before.machine) / seconds - sum(cores.values())
        return ", ".join(f"{name} {share:.2f}" for name, share in {**cores, "beside": max(0.0, beside)}.items())


def used(parts: Mapping[str, Iterable[psutil.Process]]) -> Used:
    """What these processes took so far, with what they waited for that has ended."""
    times = psutil.cpu_times()
    busy = sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0)
    return Used(time.perf_counter(), {name: sum(map(_seconds, found)) for name, found in parts.items()}, busy)


def _seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)


class Lateness:
    """While it is open, a task wants to wake every 20 ms; `late` has how many milliseconds too late it did."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._beat())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _beat(self) -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(BEAT)
            self.late.append((time.perf_counter() - began - BEAT) * 1000)
