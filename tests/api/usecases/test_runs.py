"""Who may calculate, and what may be asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from api.access.desk import Desk
from api.access.identity import Identity, Role
from api.errors import Clash, NotAllowed, NotThere
from api.store.audit import Action
from api.store.database import Store
from api.store.runs import Mode
from api.store.schema import AUDIT, ROUNDS
from api.usecases.listing import Filter, Listing, Order
from api.usecases.runs import list_runs, read_result, read_run, stop, submit
from optimizer.errors import InvalidInput
from optimizer.proposal import Settings
from tests.api.jobs.working import COORDINATOR, SMALL, asked, kept

SETTINGS = Settings()
USES: dict[str, Callable[[Desk, str, str], object]] = {
    "submit": lambda desk, round_id, _: submit(desk, round_id, Mode.SOLVE, SETTINGS),
    "read": lambda desk, _, run: read_run(desk, run),
    "result": lambda desk, _, run: read_result(desk, run),
    "list": lambda desk, _, __: list_runs(desk, Listing()),
    "stop": lambda desk, _, run: stop(desk, run),
}


@pytest.fixture
def desk(sqlite_store: Store) -> Desk:
    return Desk(sqlite_store, COORDINATOR)


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.COORDINATOR, Role.SYSTEEM)])
def test_nobody_else_may_do_anything_with_runs(desk: Desk, role: Role, use: str) -> None:
    run = asked(desk, SMALL)
    other = Desk(desk.store, Identity(account="a-2", role=role))
    for round_id, run_id in ((run.round, run.id), ("r-nergens", "b-nergens")):
        with pytest.raises(NotAllowed):
            USES[use](other, round_id, run_id)
    assert read_run(desk, run.id) == run


@pytest.mark.parametrize("use", [use for use in USES if use != "list"])
def test_what_is_not_there_is_not_there(desk: Desk, use: str) -> None:
    with pytest.raises(NotThere):
        USES[use](desk, "r-nergens", "b-nergens")


def test_an_erased_round_is_not_calculated(desk: Desk) -> None:
    round_id = kept(desk, SMALL)
    with desk.store.writing(COORDINATOR) as writing:
        writing.connection.execute(update(ROUNDS).values(content=None, erased_at=writing.at))
    with pytest.raises(Clash, match="gewist"):
        submit(desk, round_id, Mode.SOLVE, SETTINGS)


@pytest.mark.parametrize(
    ("mode", "settings", "plan", "places"),
    [
        (Mode.SOLVE, Settings(time_limit=0), None, [("settings", "time_limit")]),
        (Mode.PLAN, Settings(time_limit=-1), None, [("settings", "time_limit"), ("plan",)]),
        (Mode.CHECK, SETTINGS, (), [("plan",)]),
    ],
)
def test_all_that_is_wrong_is_told_at_once(desk: Desk, mode: Mode, settings: Settings, plan: Any, places: Any) -> None:
    round_id = kept(desk, SMALL)
    with pytest.raises(InvalidInput) as raised:
        submit(desk, round_id, mode, settings, plan)
    assert [fault.path for fault in raised.value.faults] == places
    assert list_runs(desk, Listing()).total == 0


def test_a_list_has_pages_filters_and_an_order(desk: Desk) -> None:
    runs = [asked(desk, SMALL) for _ in range(3)]
    stop(desk, runs[0].id)
    newest = list_runs(desk, Listing(page=2, size=2))
    assert ([run.id for run in newest.items], newest.total) == ([runs[0].id], 3)
    waiting = list_runs(desk, Listing(filters=(Filter("state", "wachtend"),), sort=(Order("submitted_at"),)))
    assert [run.id for run in waiting.items] == [runs[1].id, runs[2].id]


def test_unknown_columns_are_told_all_at_once(desk: Desk) -> None:
    with pytest.raises(InvalidInput) as raised:
        list_runs(desk, Listing(filters=(Filter("plan", "x"),), sort=(Order("result", down=True), Order("state"))))
    assert [fault.found for fault in raised.value.faults] == ["de kolom 'plan'", "de kolom 'result'"]


def test_asking_and_stopping_stand_in_the_audit(desk: Desk) -> None:
    run = asked(desk, SMALL)
    stop(desk, run.id)
    stop(desk, run.id)
    columns = (AUDIT.c.action, AUDIT.c.subjects, AUDIT.c.account)
    with desk.store.reading() as connection:
        noted = connection.execute(select(*columns).where(AUDIT.c.kind == "berekeningen").order_by(AUDIT.c.seq)).all()
    assert [tuple(row) for row in noted] == [
        (Action.ADDED, [run.id], COORDINATOR.account),
        (Action.CHANGED, [run.id], COORDINATOR.account),
    ]
