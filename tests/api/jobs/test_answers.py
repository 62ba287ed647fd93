"""What people are told when a calculation can't be done."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import update

from api.access.desk import Desk
from api.jobs.bench import Bench
from api.store.database import Store
from api.store.runs import RunState
from api.store.schema import ROUNDS
from api.usecases.runs import read_run
from tests.api.jobs.working import COORDINATOR, SMALL, asked, proposals_of


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (None, "gewist na de bewaartermijn"),
        ('{"format": "zachte-landing/round", "version": 7}', "Maak de ronde opnieuw"),
        (
            '{"format": "zachte-landing/round", "version": 1, "round": {"people": [{"id": "U-4711"}]}}',
            "Maak de ronde opnieuw",
        ),
    ],
)
def test_a_round_that_can_not_be_read_is_told_and_logged_without_its_words(
    sqlite_store: Store, caplog: pytest.LogCaptureFixture, content: str | None, failure: str
) -> None:
    desk = Desk(sqlite_store, COORDINATOR)
    run = asked(desk, SMALL)
    with sqlite_store.writing(COORDINATOR) as writing:
        writing.connection.execute(update(ROUNDS).values(content=content))
    with caplog.at_level(logging.INFO):
        Bench(sqlite_store, "een").work(run.id, 1)
    now = read_run(desk, run.id)
    assert now.state is RunState.MISLUKT
    assert now.failure is not None
    assert failure in now.failure
    assert "U-4711" not in caplog.text
    assert not proposals_of(sqlite_store, run)


def test_work_that_is_handed_out_twice_is_done_once(store: Store) -> None:
    desk = Desk(store, COORDINATOR)
    run = asked(desk, SMALL)
    for worker in ("een", "twee"):
        Bench(store, worker).work(run.id, 1)
    now = read_run(desk, run.id)
    assert (now.state, now.worker) == (RunState.KLAAR, "een")
    assert proposals_of(store, run) == 1
