"""The engine in a process of its own, because nothing but the end of that process stops the solver at once.

The process tells every step with the choice that belongs to it, so that at any moment the best so far is here.
Nothing of the problem is written to disk. When this process ends, however it does, the other one ends too, with
all that it started.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Thread
from typing import IO, Any

from optimizer.assignment import Integers, Problem, value_of
from optimizer.engine import solve as engine
from optimizer.errors import Cancelled, EngineError

Cancelling = Callable[[], bool]
Told = engine.Step | engine.Result | Exception

# Seconds between two questions whether to go on.
EVERY = 0.1


@dataclass(frozen=True)
class SoFar:
    """What a stop would give now: the best choice, and what was reached of each objective up to this one."""

    choice: Integers | None
    settled: tuple[engine.Reached, ...] = ()
    underway: tuple[engine.Reached, ...] = ()

    def after(self, step: engine.Step, problem: Problem) -> SoFar:
        """With one step more. What it found may be no better than what was found before in another way."""
        found = self.choice is None or _better(problem, step.choice, self.choice)
        choice = step.choice if found else self.choice
        if step.settled:
            return SoFar(choice, (*self.settled, step.reached))
        return SoFar(choice, self.settled, (step.reached,))

    def result(self, problem: Problem) -> engine.Result:
        """The answer when it ends here."""
        if self.choice is None:
            raise Cancelled("gestopt voordat er een voorstel was")
        return engine.result_of(problem, self.choice, (*self.settled, *self.underway))


def solve(
    problem: Problem,
    *,
    cancelled: Cancelling,
    start: Integers | None = None,
    seconds: float | None = None,
    progress: engine.Progress | None = None,
) -> engine.Result:
    """The same as `engine.solve`, but when `cancelled` says so it ends within a second with the best so far.

    `cancelled` is asked ten times a second, in this thread. Raises Cancelled when there is no choice yet, and
    EngineError when the process dies.
    """
    so_far = SoFar(start)
    with _worker((problem, start, seconds)) as (process, line):
        while True:
            stop = cancelled()
            if line.poll(0 if stop else EVERY):
                told = _next(line, process)
                if isinstance(told, engine.Result):
                    return told
                so_far = so_far.after(told, problem)
                if progress is not None:
                    progress(told)
            elif stop:
                return so_far.result(problem)


def _better(problem: Problem, choice: Integers, other: Integers) -> bool:
    """Whether the first objective on which they differ says so."""
    for objective in problem.objectives:
        value, before = (value_of(objective, each, len(problem.room)) for each in (choice, other))
        if value != before:
            return (value > before) is objective.maximise
    return False


def _next(line: Connection[Any, Any], process: subprocess.Popen[bytes]) -> engine.Step | engine.Result:
    try:
        told: Told = line.recv()
    except (EOFError, OSError):
        code = process.wait()
        raise EngineError(f"het rekenproces viel weg (code {code}); misschien was er te weinig geheugen") from None
    if isinstance(told, Exception):
        raise told
    return told


@contextmanager
def _worker(task: object) -> Iterator[tuple[subprocess.Popen[bytes], Connection[Any, Any]]]:
    """A process at work on the task, and the line on which it tells; both end with the block.

    It has a session of its own: Ctrl-C in the terminal is for this process alone, and one signal ends all of it.
    """
    ours, theirs = Pipe()
    command = [sys.executable, "-P", "-m", __name__, str(theirs.fileno())]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with ours:
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - our own module
                command,
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=paths,
                start_new_session=True,
            )
        handing = Thread(target=_hand_over, args=(ours, task), daemon=True)
        try:
            handing.start()
            yield process, ours
        finally:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            handing.join()


def _hand_over(line: Connection[Any, Any], task: object) -> None:
    """As a stream, for one message would double the memory. When the process is gone, that is told elsewhere."""
    with suppress(OSError), os.fdopen(os.dup(line.fileno()), "wb") as stream:
        pickle.dump(task, stream, pickle.HIGHEST_PROTOCOL)


def _work(number: int) -> None:
    """What the other process does, with the number of its end of the line."""
    line = Connection(number)
    stream = os.fdopen(os.dup(number), "rb")
    problem, start, seconds = pickle.load(stream)  # noqa: S301 - from `_hand_over`
    Thread(target=_end_with_parent, args=(stream,), daemon=True).start()
    try:
        line.send(engine.solve(problem, start=start, seconds=seconds, progress=line.send))
    except Exception as error:  # noqa: BLE001 - it is raised again where somebody can tell what it means
        error.add_note(traceback.format_exc())
        line.send(error)


def _end_with_parent(stream: IO[bytes]) -> None:
    """Nothing more comes on the line; it closes when the parent ends."""
    stream.read()
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    _work(int(sys.argv[1]))
