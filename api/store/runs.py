"""Runs as they are kept: each a calculation on a round, from the moment that somebody asks for it until it has ended.

This table decides: whoever hands out work or does it asks here first, and writes only while `attempt` is still its own. So
a run has one result at most, also when a worker that was given up wakes again. States:

    wachtend → bezig → klaar | gestopt | mislukt | geannuleerd
        ↑________|     a worker that left, or fell silent; at the third silent one the run is `mislukt`
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, select, update

from api.store.audit import Action, Noted
from api.store.database import Writing
from api.store.ids import new_id
from api.store.schema import PROPOSALS, RUNS
from optimizer.policy import Goal
from optimizer.proposal import GoalValue, Settings
from optimizer.round import canonical
from optimizer.solve import Standing

KIND = "berekeningen"
# Workers that a run may cost before it is given up: what ended three of them will end the next one.
MOST_LOST = 3
TOO_OFTEN = (
    "De berekening is drie keer afgebroken, waarschijnlijk omdat er te weinig geheugen is voor deze ronde. "
    "Vraag de beheerder om het logboek na te kijken."
)
Plan = tuple[tuple[str, str], ...]


class Mode(StrEnum):
    """What is asked of a round: a proposal, what can be told beforehand, or whether a plan made by hand holds."""

    SOLVE = "solve"
    CHECK = "check"
    PLAN = "plan"


class RunState(StrEnum):
    """How far a run is. GESTOPT has a result, the best so far; GEANNULEERD was stopped before there was one."""

    WACHTEND = "wachtend"
    BEZIG = "bezig"
    KLAAR = "klaar"
    GESTOPT = "gestopt"
    MISLUKT = "mislukt"
    GEANNULEERD = "geannuleerd"

    @property
    def ended(self) -> bool:
        """Whether nothing will change any more."""
        return self not in (RunState.WACHTEND, RunState.BEZIG)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProgress:
    """What is being done, in Dutch and empty when it has ended, and how each goal stands that was begun on."""

    phase: str
    goals: tuple[Standing, ...] = ()


NOTHING = ""
WAITING = RunProgress(phase="wacht tot er een rekenproces vrij is")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRun:
    """What is known of a run without opening its plan or its result.

    `proposal`: the id of what came of it; `failure`: why it is `mislukt`, in Dutch, for people; `attempt`: how often it was
    handed out; `lost`: how many workers fell silent during it.
    """

    id: str
    round: str
    mode: Mode
    settings: Settings
    state: RunState
    progress: RunProgress
    stop_asked: bool
    attempt: int
    lost: int
    worker: str | None
    beat_at: str | None
    failure: str | None
    submitted_at: str
    submitted_by: str
    started_at: str | None
    ended_at: str | None
    proposal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a run ends: how far its goals came, what was found (for other modes than solve), or why it failed."""

    state: RunState
    goals: tuple[Standing, ...] = ()
    result: object = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A run that somebody must still see to; the longest waiting first."""

    id: str
    state: RunState
    attempt: int
    beat_at: str | None


_SECRETS = ("plan", "result")
_KNOWN = [column for column in RUNS.c if column.name not in _SECRETS]
_SELECTED = select(*_KNOWN, PROPOSALS.c.id.label("proposal")).join_from(
    RUNS, PROPOSALS, RUNS.c.id == PROPOSALS.c.run, isouter=True
)


def add_run(writing: Writing, *, round_id: str, mode: Mode, settings: Settings, plan: Plan | None) -> KeptRun:
    """Keep what somebody asks for; a worker will find it."""
    run = KeptRun(
        id=new_id("b"),
        round=round_id,
        mode=mode,
        settings=settings,
        state=RunState.WACHTEND,
        progress=WAITING,
        stop_asked=False,
        attempt=1,
        lost=0,
        worker=None,
        beat_at=None,
        failure=None,
        submitted_at=writing.at,
        submitted_by=writing.by.account,
        started_at=None,
        ended_at=None,
    )
    values = {column.name: canonical(getattr(run, column.name)) for column in _KNOWN}
    writing.connection.execute(insert(RUNS).values(**values, plan=None if plan is None else canonical(plan)))
    writing.note(Noted(action=Action.ADDED, kind=KIND, subjects=[run.id], reason=mode))
    return run


def find_run(connection: Connection, run_id: str) -> KeptRun | None:
    """What is known of a run; None where there is none."""
    row = connection.execute(_SELECTED.where(RUNS.c.id == run_id)).mappings().first()
    return None if row is None else _kept(row)


def runs_page(
    connection: Connection,
    filters: Sequence[tuple[str, object]],
    sort: Sequence[tuple[str, bool]],
    first: int,
    size: int,
) -> tuple[tuple[KeptRun, ...], int]:
    """So many runs from the `first` on, and how many there are; the newest first where `sort` leaves it open.

    `filters`: columns and what they hold; `sort`: columns, and whether from the last to the first.
    """
    holds = [RUNS.c[name] == value for name, value in filters]
    order = [RUNS.c[name].desc() if down else RUNS.c[name].asc() for name, down in sort]
    asked = _SELECTED.where(*holds).order_by(*order, RUNS.c.submitted_at.desc(), RUNS.c.id)
    rows = connection.execute(asked.offset(first).limit(size)).mappings()
    total = connection.execute(select(func.count()).select_from(RUNS).where(*holds)).scalar_one()
    return tuple(_kept(row) for row in rows), total


def plan_of(connection: Connection, run_id: str) -> Plan:
    """The plan that is to be checked; empty where there is none."""
    plan = connection.execute(select(RUNS.c.plan).where(RUNS.c.id == run_id)).scalar()
    return tuple((person, dwelling) for person, dwelling in plan or ())


def result_of(connection: Connection, run_id: str) -> dict[str, Any] | None:
    """What a check or the check of a plan found."""
    found: dict[str, Any] | None = connection.execute(select(RUNS.c.result).where(RUNS.c.id == run_id)).scalar()
    return found


def unfinished(connection: Connection, most: int) -> tuple[Unfinished, ...]:
    """So many of the runs that have not ended, the longest waiting first."""
    columns = (RUNS.c.id, RUNS.c.state, RUNS.c.attempt, RUNS.c.beat_at)
    open_ = RUNS.c.state.in_((RunState.WACHTEND, RunState.BEZIG))
    rows = connection.execute(select(*columns).where(open_).order_by(RUNS.c.submitted_at, RUNS.c.id).limit(most))
    return tuple(Unfinished(row.id, RunState(row.state), row.attempt, row.beat_at) for row in rows)


def take_run(writing: Writing, run_id: str, attempt: int, worker: str) -> KeptRun | None:
    """Begin on a run; None when it was handed out to somebody else, or nobody wants it any more."""
    values = {
        "state": RunState.BEZIG,
        "worker": worker,
        "beat_at": writing.at,
        "started_at": func.coalesce(RUNS.c.started_at, writing.at),
    }
    if not _set(writing, run_id, attempt, RunState.WACHTEND, values):
        return None
    return find_run(writing.connection, run_id)


def beat(writing: Writing, run_id: str, attempt: int, progress: RunProgress) -> bool | None:
    """Say that somebody works on it, and how far it is. The result: whether a stop was asked; None when it was taken away."""
    values = {"beat_at": writing.at, "progress": canonical(progress)}
    if not _set(writing, run_id, attempt, RunState.BEZIG, values):
        return None
    return bool(writing.connection.execute(select(RUNS.c.stop_asked).where(RUNS.c.id == run_id)).scalar_one())


def finish(writing: Writing, run: KeptRun, ending: Ending) -> bool:
    """End a run; False when it is no longer this attempt's, and then nothing of it may be kept."""
    values = {
        "state": ending.state,
        "progress": canonical(RunProgress(phase=NOTHING, goals=ending.goals)),
        "result": ending.result,
        "failure": ending.failure,
        "ended_at": writing.at,
    }
    if not _set(writing, run.id, run.attempt, RunState.BEZIG, values):
        return False
    writing.note(Noted(action=Action.CHANGED, kind=KIND, subjects=[run.id], reason=ending.state, after=ending.result))
    return True


def ask_stop(writing: Writing, run: KeptRun) -> None:
    """Ask for the best so far. Where there will be none, the run ends here; what has ended stays as it is."""
    if run.state.ended or run.stop_asked:
        return
    values: dict[str, object] = {"stop_asked": True}
    if run.state is RunState.WACHTEND or run.mode is not Mode.SOLVE:
        values |= _without_result(writing, RunState.GEANNULEERD)
    _set(writing, run.id, run.attempt, run.state, values)
    writing.note(Noted(action=Action.CHANGED, kind=KIND, subjects=[run.id], reason="stop gevraagd"))


def give_back(writing: Writing, run_id: str, attempt: int) -> bool:
    """A worker that leaves lets another begin anew; that is nobody's fault."""
    return _hand_out_anew(writing, run_id, attempt, RunState.BEZIG, lost=0)


def take_over(writing: Writing, silent: Unfinished) -> bool:
    """Let another begin anew on what a worker fell silent about; False when it turns out to be alive after all."""
    as_seen = RUNS.c.beat_at.is_(None) if silent.beat_at is None else RUNS.c.beat_at == silent.beat_at
    return _hand_out_anew(
        writing, silent.id, silent.attempt, silent.state, as_seen, lost=int(silent.state is RunState.BEZIG)
    )


def _hand_out_anew(
    writing: Writing, run_id: str, attempt: int, state: RunState, *more: ColumnElement[bool], lost: int
) -> bool:
    """Nothing was found that could be kept: what somebody wanted stopped is then `geannuleerd`."""
    run = find_run(writing.connection, run_id)
    if run is None:
        return False
    values: dict[str, object] = {"lost": run.lost + lost, "attempt": attempt + 1, "worker": None}
    if run.stop_asked:
        values |= _without_result(writing, RunState.GEANNULEERD)
    elif run.lost + lost >= MOST_LOST:
        values |= _without_result(writing, RunState.MISLUKT, TOO_OFTEN)
    else:
        values |= {"state": RunState.WACHTEND, "progress": canonical(WAITING)}
    if not _set(writing, run_id, attempt, state, values, *more):
        return False
    writing.note(Noted(action=Action.CHANGED, kind=KIND, subjects=[run_id], reason=str(values["state"])))
    return True


def _without_result(writing: Writing, state: RunState, failure: str | None = None) -> dict[str, object]:
    nothing = canonical(RunProgress(phase=NOTHING))
    return {"state": state, "failure": failure, "progress": nothing, "ended_at": writing.at}


def _set(
    writing: Writing,
    run_id: str,
    attempt: int,
    state: RunState,
    values: Mapping[str, object],
    *more: ColumnElement[bool],
) -> bool:
    """Change a run that is still as the caller knows it."""
    still = (RUNS.c.id == run_id, RUNS.c.attempt == attempt, RUNS.c.state == state, *more)
    return writing.connection.execute(update(RUNS).where(*still).values(**values)).rowcount == 1


def _kept(row: RowMapping) -> KeptRun:
    values = dict(row)
    progress = values["progress"]
    values |= {
        "mode": Mode(values["mode"]),
        "state": RunState(values["state"]),
        "settings": Settings(**values["settings"]),
        "progress": RunProgress(phase=progress["phase"], goals=tuple(map(_standing, progress["goals"]))),
    }
    return KeptRun(**values)


def _standing(kept: Mapping[str, Any]) -> Standing:
    reached = kept["goal"]
    value = GoalValue(goal=Goal(reached["goal"]), value=reached["value"], bound=reached["bound"])
    return Standing(goal=value, settled=kept["settled"])
