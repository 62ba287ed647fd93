"""Workers as they are: processes of their own, that are killed, stopped and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from api.access.desk import Desk
from api.jobs.embedded import Workers
from api.jobs.pace import DATABASE
from api.store.database import Store
from api.store.proposals import open_proposal
from api.store.runs import MOST_LOST, TOO_OFTEN, KeptRun, Mode, RunState
from api.usecases.runs import read_result, read_run, stop, submit
from optimizer.agreements import Pin, PinReason
from optimizer.outlook import outlook
from optimizer.plan import check_plan
from optimizer.proposal import Proposal, Settings, Status
from optimizer.round import Round, canonical
from optimizer.solve import solve
from optimizer.verify import verify
from tests.api.jobs.working import (
    BOUND,
    COORDINATOR,
    SILENCE,
    SMALL,
    asked,
    ended,
    kept,
    long_round,
    pid_of,
    proposals_of,
    under_way,
    until,
)
from tests.stores import Databases
from tests.worlds import dwelling, person, world

# Seconds for a calculation that is only there to be disturbed.
SHORT = 1
CLASHING = world(
    [person("ans"), person("bob")],
    [dwelling("dorp-1")],
    pins=[Pin(person=name, dwelling="dorp-1", reason=PinReason.BESLUIT) for name in ("ans", "bob")],
)


@pytest.fixture
def desk(store_url: str) -> Iterator[Desk]:
    """The desk of the coordinator, with the clock of the workers."""
    with closing(Store(store_url)) as store:
        yield Desk(store, COORDINATOR)


@contextmanager
def on_postgresql(databases: Databases) -> Iterator[Desk]:
    with closing(Store(databases.new("postgresql"))) as store:
        yield Desk(store, COORDINATOR)


@contextmanager
def working(desk: Desk, count: int = 1) -> Iterator[Workers]:
    with Workers(desk.store.url, count, SILENCE) as workers:
        yield workers


@contextmanager
def command(desk: Desk) -> Iterator[subprocess.Popen[bytes]]:
    """`zachte-landing werk`, ended with the block if it has not ended before."""
    process = subprocess.Popen(
        [sys.executable, "-c", "import sys; from api.cli import main; sys.exit(main())", "werk", "--stilte", "3"],
        env={**os.environ, DATABASE: desk.store.url},
        stdout=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def proposal_of(desk: Desk, run: KeptRun) -> Proposal:
    assert run.proposal is not None
    with desk.store.reading() as connection:
        opened = open_proposal(connection, run.proposal)
    assert opened is not None
    return opened[0]


def sound(desk: Desk, run: KeptRun, round_: Round) -> bool:
    """The run has one proposal, and the checker finds nothing wrong with it."""
    return proposals_of(desk.store, run) == 1 and not verify(round_, proposal_of(desk, run))


def test_a_worker_answers_every_question(desk: Desk) -> None:
    with working(desk):
        solving, checking, clashing = asked(desk, SMALL), asked(desk, SMALL, Mode.CHECK), asked(desk, CLASHING)
        planning = submit(desk, kept(desk, SMALL), Mode.PLAN, Settings(), (("ans", "dorp-1"), ("bob", "dorp-1")))
        for run in (solving, checking, clashing, planning):
            assert ended(desk, run).state is RunState.KLAAR
    assert proposal_of(desk, ended(desk, solving)) == solve(SMALL)
    assert read_result(desk, checking.id) == canonical(outlook(SMALL))
    assert read_result(desk, planning.id) == canonical(check_plan(SMALL, [("ans", "dorp-1"), ("bob", "dorp-1")]))
    assert proposal_of(desk, ended(desk, clashing)).status is Status.CONFLICT


def test_how_far_it_is_can_be_seen_and_a_stop_gives_the_best_so_far(desk: Desk) -> None:
    with working(desk):
        run = under_way(desk, asked(desk, long_round()))
        waiting = asked(desk, SMALL)
        assert run.progress.phase == "zoekt de beste verdeling"
        assert stop(desk, waiting.id).state is RunState.GEANNULEERD
        assert stop(desk, run.id) == stop(desk, run.id)
        assert ended(desk, run).state is RunState.GESTOPT
    assert sound(desk, ended(desk, run), long_round())
    assert not proposals_of(desk.store, waiting)


def test_a_run_survives_the_end_of_its_worker(desk: Desk) -> None:
    with working(desk) as workers:
        run = under_way(desk, asked(desk, long_round(), seconds=SHORT))
        [pid] = workers.pids
        assert pid == pid_of(run)
        os.kill(pid, signal.SIGKILL)
        run = ended(desk, run)
    assert (run.state, run.attempt, run.lost) == (RunState.KLAAR, 2, 1)
    assert sound(desk, run, long_round())


def test_a_run_survives_the_end_of_everything_and_a_worker_that_leaves_gives_it_back(desk: Desk) -> None:
    with command(desk) as process:
        run = under_way(desk, asked(desk, long_round(), seconds=SHORT))
        waiting = asked(desk, SMALL)
        process.send_signal(signal.SIGTERM)
        assert process.wait(BOUND) == 0
    run = read_run(desk, run.id)
    assert (run.state, run.attempt, run.lost) == (RunState.WACHTEND, 2, 0)
    with command(desk) as process:
        under_way(desk, run)
        process.kill()
        process.wait()
    with command(desk):
        assert ended(desk, run).state is ended(desk, waiting).state is RunState.KLAAR
    assert sound(desk, ended(desk, run), long_round())
    assert sound(desk, ended(desk, waiting), SMALL)


def test_a_run_that_ends_every_worker_fails(databases: Databases) -> None:
    with closing(Store(databases.new("sqlite"))) as store, working(desk := Desk(store, COORDINATOR), count=2):
        run = asked(desk, long_round())
        for attempt in range(1, MOST_LOST + 1):
            taken = until(lambda number=attempt: at_attempt(desk, run, number))  # type: ignore[misc] # a default binds it
            os.kill(pid_of(taken), signal.SIGKILL)
        run = ended(desk, run)
        assert (run.state, run.failure) == (RunState.MISLUKT, TOO_OFTEN)
        assert not proposals_of(desk.store, run)


def at_attempt(desk: Desk, run: KeptRun, attempt: int) -> KeptRun | None:
    now = read_run(desk, run.id)
    return now if now.state is RunState.BEZIG and now.attempt == attempt else None


def test_a_worker_that_wakes_after_it_was_given_up_adds_nothing(databases: Databases) -> None:
    with on_postgresql(databases) as desk, working(desk, count=2):
        run = under_way(desk, asked(desk, long_round(), seconds=SHORT))
        asleep = pid_of(run)
        os.kill(asleep, signal.SIGSTOP)
        try:
            second = until(lambda: at_attempt(desk, run, 2))
            assert pid_of(second) != asleep
        finally:
            os.kill(asleep, signal.SIGCONT)
        run = ended(desk, run)
        # When the one that woke does something else, it is done with what it lost.
        until(lambda: pid_of(ended(desk, asked(desk, SMALL))) == asleep)
        assert (run.state, run.attempt) == (RunState.KLAAR, 2)
        assert sound(desk, read_run(desk, run.id), long_round())


def test_three_workers_share_the_work_and_the_end_of_one_loses_nothing(databases: Databases) -> None:
    with on_postgresql(databases) as desk, working(desk, count=3):
        runs = [asked(desk, long_round(), seconds=SHORT) for _ in range(5)]
        os.kill(pid_of(under_way(desk, runs[0])), signal.SIGKILL)
        runs = [ended(desk, run) for run in runs]
        assert {run.state for run in runs} == {RunState.KLAAR}
        assert all(sound(desk, run, long_round()) for run in runs)
        assert len({run.worker for run in runs}) >= 2
        assert runs[0].lost == 1
