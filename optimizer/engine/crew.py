"""Processes that hold one problem and answer questions about it: all at work at once, and ended at once.

Answers come in the order of the questions and do not depend on who gave them, so more processes change nothing
but the time. A process ends when this one does: then its line closes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Self

from optimizer.assignment import Problem
from optimizer.engine.within import Asked, Question, Within
from optimizer.errors import EngineError

Cancelling = Callable[[], bool]
# Seconds between two questions whether to go on.
EVERY = 0.1


class Crew:
    """`workers` processes; with none this process answers, and can't be interrupted while it does."""

    def __init__(self, problem: Problem, workers: int = 0) -> None:
        self._own = Question(problem) if workers == 0 else None
        self._lines: list[Connection[Any, Any]] = []
        self.processes: list[subprocess.Popen[bytes]] = []
        for _ in range(workers):
            self._start()
        for line in self._lines:
            _tell(line, problem)

    def _start(self) -> None:
        """One process more, in a session of its own: Ctrl-C in the terminal is for this process alone."""
        ours, theirs = Pipe()
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-P", "-m", __name__, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                start_new_session=True,
            )
        self._lines.append(ours)
        self.processes.append(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for line, process in zip(self._lines, self.processes, strict=True):
            process.kill()
            process.wait()
            line.close()

    def answers(self, questions: Sequence[Asked], cancelled: Cancelling | None = None) -> list[Within] | None:
        """One for each question; None when somebody wants to stop. Raises EngineError when a process is gone."""
        if self._own is not None:
            answered: list[Within] = []
            for asked in questions:
                if cancelled is not None and cancelled():
                    return None
                answered.append(self._own.answer(asked))
            return answered
        return self._of_processes(questions, cancelled)

    def _of_processes(self, questions: Sequence[Asked], cancelled: Cancelling | None) -> list[Within] | None:
        found: dict[int, Within] = {}
        busy: dict[Connection[Any, Any], int] = {}
        idle, following = list(self._lines), 0
        while len(found) < len(questions):
            while idle and following < len(questions):
                line = idle.pop(0)
                _tell(line, questions[following])
                busy[line], following = following, following + 1
            for ready in wait(list(busy), EVERY):
                line = next(each for each in busy if each is ready)
                found[busy.pop(line)] = _heard(line)
                idle.append(line)
            if cancelled is not None and cancelled():
                return None
        return [found[number] for number in range(len(questions))]


def _gone() -> EngineError:
    return EngineError("een rekenproces viel weg; misschien was er te weinig geheugen")


def _tell(line: Connection[Any, Any], asked: Asked | Problem) -> None:
    try:
        line.send(asked)
    except OSError:
        raise _gone() from None


def _heard(line: Connection[Any, Any]) -> Within:
    try:
        told: Within | Exception = line.recv()
    except (EOFError, OSError):
        raise _gone() from None
    if isinstance(told, Exception):
        raise told
    return told


def _work(number: int) -> None:
    """What a process does until its line closes, with the number of its end of it."""
    with Connection(number) as line, suppress(EOFError, OSError):
        question = Question(line.recv())
        while True:
            asked = line.recv()
            try:
                line.send(question.answer(asked))
            except Exception as error:  # noqa: BLE001 - it is raised again where somebody can tell what it means
                error.add_note(traceback.format_exc())
                line.send(error)


if __name__ == "__main__":
    _work(int(sys.argv[1]))
