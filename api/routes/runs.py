"""`/v1/runs`: calculations on a round: asked for, followed, and stopped with the best so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated, Any

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, Header, Request
from fastapi.responses import Response

from api.access.desk import Desk
from api.access.identity import Role
from api.http.answers import Documented, answer, gives, made
from api.http.bodies import STRICT, JsonBody
from api.http.document import fails
from api.http.events import Event, telling
from api.http.keys import Once
from api.http.lists import Asked, listed, lists
from api.http.media import EVENTS
from api.http.strict import Asking, strict_router
from api.signing_in import session_around
from api.store.runs import KeptRun, Mode, Plan, RunState
from api.usecases import runs
from optimizer.proposal import Settings

router = strict_router("Berekeningen")
Coordinator = Annotated[Desk, Depends(Asking(Role.COORDINATOR))]
# However many people listen, no more threads look for them.
LOOKING = CapacityLimiter(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """What to calculate: a proposal (solve), what can be told beforehand (check), or whether a plan holds (plan)."""

    __pydantic_config__ = STRICT

    round: str
    mode: Mode = Mode.SOLVE
    settings: Settings = field(default_factory=Settings)
    plan: Plan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalResponse:
    """How a goal stands: the value so far, the best that is possible, and whether the next goal is up."""

    goal: str
    value: int
    bound: int | None
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResponse:
    """How a calculation stands. `proposal`: the id of what came of it; `result`: what a check found."""

    id: str
    round: str
    mode: Mode
    settings: Settings
    state: RunState
    phase: str
    goals: tuple[GoalResponse, ...]
    stop_asked: bool
    attempt: int
    failure: str | None
    submitted_at: str
    submitted_by: str
    started_at: str | None
    ended_at: str | None
    proposal: str | None
    result: dict[str, Any] | None = None


_COLUMNS = ("id", "round", "mode", "state", "submitted_at", "submitted_by", "started_at", "ended_at", "proposal")
_ONE: dict[str, Any] = {
    "id": "b-7k2m9p4x3b8w",
    "round": "r-4x3b8w7k2m9p",
    "mode": "solve",
    "settings": {"seed": 1, "time_limit": 60},
    "state": "bezig",
    "phase": "rekent",
    "goals": [{"goal": "plaatsingen", "value": 46, "bound": 47, "settled": False}],
    "stop_asked": False,
    "attempt": 1,
    "failure": None,
    "submitted_at": "2026-11-26T14:20:08.123456Z",
    "submitted_by": "a-7k2m9p4x3b8w",
    "started_at": "2026-11-26T14:20:09.001204Z",
    "ended_at": None,
    "proposal": None,
    "result": None,
}
_CELLS = ",".join(_COLUMNS) + "\r\n" + ",".join(str(_ONE[name] or "") for name in _COLUMNS) + "\r\n"
_BODY = JsonBody(RunRequest, {"round": "r-4x3b8w7k2m9p", "mode": "solve", "settings": {"seed": 1, "time_limit": 60}})
_EVENT = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "event": {"type": "string", "enum": ["voortgang", "klaar"]},
        "data": {"type": "string", "description": "Als JSON: state, phase, goals, stop_asked, failure en proposal."},
    },
    "required": ["id", "event", "data"],
}
_HEARD = {"id": "5f0b7c0e1d0c", "event": "voortgang", "data": '{"state": "bezig", "phase": "rekent"}'}
_EVENTS: Documented = {
    200: {
        "description": "Wat er gebeurt, tot de berekening is geëindigd.",
        "content": {EVENTS: {"schema": _EVENT, "example": _HEARD}},
    }
}


@router.get("/runs", summary="Bekijk de berekeningen", responses=lists(RunResponse, _ONE, _CELLS))
def read_runs(request: Request, desk: Coordinator, asked: Asked) -> Response:
    """A page of runs, the newest first."""
    return listed(request, runs.list_runs(desk, asked), asked, _told, _COLUMNS)


@router.post(
    "/runs",
    status_code=HTTPStatus.ACCEPTED,
    summary="Vraag een berekening aan",
    description="Het antwoord is er meteen; de berekening begint zodra er een rekenproces vrij is. Location is waar hij te volgen is.",
    responses={
        **gives(RunResponse, _ONE, HTTPStatus.ACCEPTED, means="Aangevraagd.", headers=("Location",)),
        **fails(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
    },
)
def submit_run(desk: Coordinator, asked: Annotated[RunRequest, Depends(_BODY)], key: Once) -> Response:
    """Ask for a run."""

    def submit() -> Response:
        run = runs.submit(desk, asked.round, asked.mode, asked.settings, asked.plan)
        return made(_told(run), f"/runs/{run.id}", status=HTTPStatus.ACCEPTED)

    return key.once(desk, submit)


@router.get("/runs/{run}", summary="Bekijk hoe het met een berekening staat", responses=gives(RunResponse, _ONE))
def read_run(desk: Coordinator, run: str) -> Response:
    """One run, with what a check found."""
    kept = runs.read_run(desk, run)
    result = runs.read_result(desk, run) if kept.state.ended and kept.mode is not Mode.SOLVE else None
    return answer({**_told(kept), "result": result})


@router.get(
    "/runs/{run}/events",
    summary="Volg een berekening",
    description="Een `voortgang` bij elke verandering, en `klaar` als hij is geëindigd. Wie terugkomt, noemt het laatste id.",
    responses=_EVENTS,
)
async def follow_run(
    request: Request,
    desk: Coordinator,
    run: str,
    _heard: Annotated[str | None, Header(alias="Last-Event-ID", description="Het laatste id dat is gehoord.")] = None,
) -> Response:
    """What happens to a run, as it happens."""

    def look() -> Event | None:
        # Who was signed out or blocked meanwhile hears no more.
        return None if session_around(request) is None else _event(runs.read_run(desk, run))

    async def look_again() -> Event | None:
        return await to_thread.run_sync(look, limiter=LOOKING)

    first = await to_thread.run_sync(runs.read_run, desk, run, limiter=LOOKING)
    return telling(request, _event(first), look_again)


@router.post(
    "/runs/{run}/stop",
    summary="Stop een berekening, met het beste tot nu toe",
    description="Wat al is geëindigd, blijft zoals het is.",
    responses=gives(RunResponse, _ONE, means="De vraag om te stoppen is doorgegeven."),
)
def stop_run(desk: Coordinator, run: str) -> Response:
    """Ask for the best so far."""
    return answer(_told(runs.stop(desk, run)))


def _event(run: KeptRun) -> Event:
    told = _told(run)
    data = {name: told[name] for name in ("state", "phase", "goals", "stop_asked", "failure", "proposal")}
    ended = run.state.ended
    return Event("klaar" if ended else "voortgang", data, last=ended)


def _told(run: KeptRun) -> Mapping[str, Any]:
    goals = [
        {"goal": one.goal.goal, "value": one.goal.value, "bound": one.goal.bound, "settled": one.settled}
        for one in run.progress.goals
    ]
    plain = {name: getattr(run, name) for name in _ONE if name not in ("phase", "goals", "settings", "result")}
    settings = {"seed": run.settings.seed, "time_limit": run.settings.time_limit}
    return {**plain, "settings": settings, "phase": run.progress.phase, "goals": goals, "result": None}
