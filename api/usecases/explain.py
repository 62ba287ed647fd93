"""Work out what is told about a proposal, on all processors."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from dataclasses import replace

from api.usecases.propose import Answer
from optimizer.explanations import Grounds, Hope, Worth
from optimizer.proposal import Proposal
from optimizer.round import Round
from optimizer.why.explaining import Done, Task, done, explanations
from optimizer.why.prepared import Prepared, prepare

# A process takes about a second to start, so for fewer tasks one will do.
FEW = 4
Hear = Callable[[int, int], None]

_opened: list[Prepared] = []


def explained(answer: Answer, seconds: int | None, hear: Hear, stopped: Callable[[], bool] = lambda: False) -> Answer:
    """The answer with all that can be told about it. `hear`: how many calculations are done, of how many.

    Each calculation may take `seconds`; what is not known by then says so, and so does what was not begun when
    `stopped` says that somebody wants to stop. The answer must have a proposal: of one that clashes nothing is told.
    """
    prepared = prepare(answer.round, answer.proposal)

    def do(tasks: Iterable[Task]) -> Iterator[Grounds | Hope | Worth]:
        todo = tuple(tasks)
        workers = min(os.cpu_count() or 1, len(todo) // FEW)
        finished = _apart(prepared, todo, seconds, workers) if workers > 1 else _here(prepared, todo, seconds)
        with closing(finished):
            for number, rows in enumerate(finished, 1):
                hear(number, len(todo))
                yield from rows
                if stopped():
                    return

    return replace(answer, explanations=explanations(prepared, do))


def _here(prepared: Prepared, tasks: Iterable[Task], seconds: int | None) -> Generator[Done, None, None]:
    for task in tasks:
        yield done(prepared, task, seconds)


def _apart(prepared: Prepared, tasks: Iterable[Task], seconds: int | None, workers: int) -> Generator[Done, None, None]:
    """Each process opens the proposal once; when this one stops, what has not begun is not begun any more."""
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), _open, (prepared.round, prepared.proposal)
    )
    try:
        for each in as_completed([pool.submit(_one, task, seconds) for task in tasks]):
            yield each.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _open(round_: Round, proposal: Proposal) -> None:
    """Ctrl-C is for the process that people see; that one stops this."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _opened.append(prepare(round_, proposal))


def _one(task: Task, seconds: int | None) -> Done:
    return done(_opened[0], task, seconds)
