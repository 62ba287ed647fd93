"""What tests of workers share: rounds to calculate, and waiting with a bound."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from threading import Event
from time import monotonic
from typing import TypeVar

from sqlalchemy import func, select

from api.access.desk import Desk
from api.access.identity import Identity, Role
from api.store.database import Store
from api.store.rounds import Origin, add_round
from api.store.runs import KeptRun, Mode, RunState
from api.store.schema import PROPOSALS
from api.usecases.runs import read_run, submit
from benchmarks.rounds import synthetic_round
from optimizer.proposal import Settings
from optimizer.round import Round
from tests.worlds import dwelling, person, world

COORDINATOR = Identity(account="a-coordinator", role=Role.COORDINATOR)
# Seconds without a sign of life after which another worker takes over: several beats.
SILENCE = 2.5
BOUND = 60.0
SMALL = world([person("ans"), person("bob")], [dwelling("dorp-1")])

Found = TypeVar("Found")


@cache
def long_round() -> Round:
    """A round whose calculation takes seconds after the first goals are reached."""
    return synthetic_round(8, 100, 100)


def until(look: Callable[[], Found | None], seconds: float = BOUND) -> Found:
    """What `look` finds, as soon as it finds something that counts as true."""
    end = monotonic() + seconds
    while not (found := look()):
        assert monotonic() < end, "it did not happen in time"
        Event().wait(0.05)
    return found


def kept(desk: Desk, round_: Round) -> str:
    """Keep a round; the result is its id."""
    with desk.store.writing(desk.by) as writing:
        return add_round(writing, round_, Origin.REGISTER, register_seq=0).id


def asked(desk: Desk, round_: Round, mode: Mode = Mode.SOLVE, seconds: int | None = None) -> KeptRun:
    """Ask for a calculation on a new round."""
    return submit(desk, kept(desk, round_), mode, Settings(time_limit=seconds))


def ended(desk: Desk, run: KeptRun) -> KeptRun:
    """The run when it has ended."""

    def look() -> KeptRun | None:
        now = read_run(desk, run.id)
        return now if now.state.ended else None

    return until(look)


def under_way(desk: Desk, run: KeptRun) -> KeptRun:
    """The run when a worker has found a value for some goal and is not ready."""

    def look() -> KeptRun | None:
        now = read_run(desk, run.id)
        assert not now.state.ended, now
        return now if now.state is RunState.BEZIG and now.progress.goals else None

    return until(look)


def pid_of(run: KeptRun) -> int:
    """The process that works on it: the name of a worker ends in its number and an id."""
    assert run.worker is not None
    return int(run.worker.split("-")[-3])


def proposals_of(store: Store, run: KeptRun) -> int:
    """How many proposals came of it."""
    with store.reading() as connection:
        counted = select(func.count()).select_from(PROPOSALS).where(PROPOSALS.c.run == run.id)
        return connection.execute(counted).scalar_one()
