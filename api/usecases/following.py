"""Calculations as people follow them: with the name of the round, and how far each goal is."""

from __future__ import annotations

from dataclasses import dataclass

from api.access.desk import Desk
from api.store.rounds import kept_rounds
from api.store.runs import KeptRun, Mode, RunState
from api.usecases.listing import MOST_ON_A_PAGE, Listing
from api.usecases.runs import list_runs, read_run, submit
from optimizer.proposal import Settings
from optimizer.solve import Standing

LOST = frozenset({RunState.MISLUKT, RunState.GEANNULEERD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A calculation. `state`, `phase`, `failure` are Dutch; `lost`: it ended without a proposal; `name`: of its round."""

    id: str
    round: str
    name: str
    state: str
    phase: str
    goals: tuple[Standing, ...]
    stop_asked: bool
    ended: bool
    lost: bool
    failure: str | None
    proposal: str | None
    submitted_at: str
    ended_at: str | None


def calculate(desk: Desk, round_id: str) -> str:
    """Ask for a proposal; the result is the id of the calculation. Raises NotAllowed, NotThere, Clash."""
    return submit(desk, round_id, Mode.SOLVE, Settings()).id


def follow_run(desk: Desk, run_id: str) -> Followed:
    """How a calculation stands. Raises NotAllowed, NotThere."""
    run = read_run(desk, run_id)
    return _followed(run, _names(desk))


def open_runs(desk: Desk) -> tuple[Followed, ...]:
    """What is under way, and of every round the last calculation where that came to nothing; the newest first.

    Raises NotAllowed.
    """
    runs = [run for run in list_runs(desk, Listing(size=MOST_ON_A_PAGE)).items if run.mode is Mode.SOLVE]
    last: dict[str, str] = {}
    for run in runs:
        last.setdefault(run.round, run.id)
    shown = [run for run in runs if not run.state.ended or (run.state in LOST and last[run.round] == run.id)]
    names = _names(desk)
    return tuple(_followed(run, names) for run in shown)


def _names(desk: Desk) -> dict[str, str]:
    with desk.store.reading() as connection:
        return {kept.id: kept.name for kept in kept_rounds(connection)}


def _followed(run: KeptRun, names: dict[str, str]) -> Followed:
    return Followed(
        id=run.id,
        round=run.round,
        name=names[run.round],
        state=run.state.value,
        phase=run.progress.phase,
        goals=run.progress.goals,
        stop_asked=run.stop_asked,
        ended=run.state.ended,
        lost=run.state in LOST,
        failure=run.failure,
        proposal=run.proposal,
        submitted_at=run.submitted_at,
        ended_at=run.ended_at,
    )
