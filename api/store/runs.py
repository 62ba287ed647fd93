"""Runs as they are kept: each a calculation on a round, from the moment that somebody asks for it until it has ended.

This table decides: whoever hands out work or does it asks here first, and writes only while `attempt` is still its own. So
a run has one result at most, also when a worker that was given up wakes again. States:

    wachtend → bezig → klaar | gestopt | mislukt | geannuleerd
        ↑________|     a worker that left, or fell silent; at the third silent one the run is `mislukt`
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
    """What is being done, in Dutch, and how each goal stands that was begun on."""

    phase: str
    goals: tuple[Standing, ...] = ()


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
