"""Calculations: ask for one, follow it, stop it. The workers of `api.jobs` do them."""

from __future__ import annotations

from typing import Any

from api.access.desk import Desk
from api.store.runs import KeptRun, Mode, Plan
from api.usecases.listing import Listing, Page
from optimizer.proposal import Settings


def submit(desk: Desk, round_id: str, mode: Mode, settings: Settings, plan: Plan | None = None) -> KeptRun:
    """Ask for a calculation; the answer is there before it has begun. Raises NotAllowed, NotThere, InvalidInput."""
    raise NotImplementedError


def read_run(desk: Desk, run_id: str) -> KeptRun:
    """How a run stands. Raises NotAllowed, NotThere."""
    raise NotImplementedError


def read_result(desk: Desk, run_id: str) -> dict[str, Any] | None:
    """What a check or the check of a plan found, as JSON; None where there is none (yet). Raises NotAllowed, NotThere."""
    raise NotImplementedError


def list_runs(desk: Desk, listing: Listing) -> Page[KeptRun]:
    """The runs, the newest first unless `listing` sorts. Raises NotAllowed, InvalidInput."""
    raise NotImplementedError


def stop(desk: Desk, run_id: str) -> KeptRun:
    """Ask for the best so far; what has ended stays as it is. Raises NotAllowed, NotThere."""
    raise NotImplementedError
