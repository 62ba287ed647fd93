"""A measurement in a process of its own, so that its peak memory is its own and it can be ended."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

from benchmarks.machine import peak_mb

T = TypeVar("T")


@dataclass(frozen=True)
class Apart(Generic[T]):
    """The answer, None where the process ended without one; its peak memory, or that of a larger one it started."""

    answer: T | None
    peak_mb: float | None


def apart(task: Callable[..., T], *given: object, seconds: float | None = None) -> Apart[T]:
    """Do a task of a module in a new process, for at most so many seconds."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_tell, args=(theirs, task, given))
    process.start()
    theirs.close()
    try:
        answer, used = ours.recv() if ours.poll(seconds) else (None, None)
    except EOFError:
        answer, used = None, None
    finally:
        _end(process.pid)
        process.join()
    return Apart(answer, used)


def _tell(pipe: Connection, task: Callable[..., T], given: tuple[object, ...]) -> None:
    # A session of its own ends together with the programs that a task starts.
    os.setsid()
    answer = task(*given)
    pipe.send((answer, peak_mb()))


def _end(process: int | None) -> None:
    try:
        os.killpg(process or 0, signal.SIGKILL)
    except ProcessLookupError:
        return
