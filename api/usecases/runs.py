"""Calculations: ask for one, follow it, stop it. The workers of `api.jobs` do them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from api.access.desk import Desk
from api.access.identity import Role
from api.errors import Clash, NotAllowed, NotThere
from api.store.audit import Action, Noted
from api.store.rounds import find_round, open_round
from api.store.runs import KIND, KeptRun, Mode, Plan, add_run, ask_stop, find_run, result_of, runs_page
from api.usecases.listing import Listing, Page
from api.usecases.named import named_in
from optimizer.errors import Fault, InvalidInput
from optimizer.proposal import Settings

# Whoever sees a round as a whole; everybody else sees what comes of it, once it is sent.
MAY_CALCULATE = frozenset({Role.COORDINATOR, Role.SYSTEEM})
COLUMNS = ("round", "mode", "state", "submitted_by")
SORTED_BY = (*COLUMNS, "submitted_at", "started_at", "ended_at")


def submit(desk: Desk, round_id: str, mode: Mode, settings: Settings, plan: Plan | None = None) -> KeptRun:
    """Ask for a calculation; the answer is there before it has begun. Raises NotAllowed, NotThere, Clash, InvalidInput."""
    _allow(desk)
    faults = tuple(_faults(mode, settings, plan))
    if faults:
        raise InvalidInput(faults)
    with desk.store.writing(desk.by) as writing:
        kept = find_round(writing.connection, round_id)
        if kept is None:
            raise NotThere("Deze ronde is er niet.")
        if kept.erased_at is not None:
            raise Clash("Deze ronde is gewist na de bewaartermijn en kan niet meer worden berekend.")
        return add_run(writing, round_id=round_id, mode=mode, settings=settings, plan=plan)


def read_run(desk: Desk, run_id: str) -> KeptRun:
    """How a run stands. Raises NotAllowed, NotThere."""
    _allow(desk)
    with desk.store.reading() as connection:
        return _there(find_run(connection, run_id))


def read_result(desk: Desk, run_id: str) -> dict[str, Any] | None:
    """What a check or the check of a plan found, as JSON; None where there is none (yet). Raises NotAllowed, NotThere.

    It tells of people by their pseudonym, so that somebody read it is noted.
    """
    _allow(desk)
    with desk.store.writing(desk.by) as writing:
        run = _there(find_run(writing.connection, run_id))
        result = result_of(writing.connection, run_id)
        if result is not None and desk.by.role is not Role.SYSTEEM:
            round_ = open_round(writing.connection, run.round)
            people = frozenset[str]() if round_ is None else {person.id for person in round_.people}
            writing.note(Noted(action=Action.READ, kind=KIND, subjects=[run_id, *named_in(result, people)]))
        return result


def list_runs(desk: Desk, listing: Listing) -> Page[KeptRun]:
    """The runs, the newest first unless `listing` sorts. Raises NotAllowed, InvalidInput."""
    _allow(desk)
    faults = tuple(_unknown(listing))
    if faults:
        raise InvalidInput(faults)
    with desk.store.reading() as connection:
        first = (listing.page - 1) * listing.size
        filters = [(each.column, each.value) for each in listing.filters]
        sort = [(each.column, each.down) for each in listing.sort]
        items, total = runs_page(connection, filters, sort, first, listing.size)
    return Page(items=items, total=total)


def stop(desk: Desk, run_id: str) -> KeptRun:
    """Ask for the best so far; what has ended stays as it is. Raises NotAllowed, NotThere."""
    _allow(desk)
    with desk.store.writing(desk.by) as writing:
        ask_stop(writing, _there(find_run(writing.connection, run_id)))
        return _there(find_run(writing.connection, run_id))


def _allow(desk: Desk) -> None:
    if desk.by.role not in MAY_CALCULATE:
        raise NotAllowed("Alleen de coördinator kan een ronde laten berekenen.")


def _there(run: KeptRun | None) -> KeptRun:
    if run is None:
        raise NotThere("Deze berekening is er niet.")
    return run


def _faults(mode: Mode, settings: Settings, plan: Plan | None) -> Iterator[Fault]:
    limit = settings.time_limit
    if limit is not None and limit < 1:
        yield Fault(
            ("settings", "time_limit"), f"{limit} seconden", "minstens 1 seconde, of niets voor zo lang als nodig"
        )
    if mode is Mode.PLAN and plan is None:
        yield Fault(("plan",), "geen plan", "het plan dat gecontroleerd moet worden")
    if mode is not Mode.PLAN and plan is not None:
        yield Fault(("plan",), f"een plan bij '{mode}'", "alleen een plan bij 'plan'")


def _unknown(listing: Listing) -> Iterator[Fault]:
    """Names that nobody may filter or sort on."""
    for asked, known, path in (
        ([each.column for each in listing.filters], COLUMNS, "filter"),
        ([each.column for each in listing.sort], SORTED_BY, "sort"),
    ):
        yield from (
            Fault((path,), f"de kolom '{name}'", f"een van {', '.join(known)}") for name in asked if name not in known
        )
