"""The check after a kill finds everything that could be lost, doubled, half done or stuck."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from api.access.desk import Desk
from api.access.identity import SYSTEM
from api.access.scope import whole
from api.store import register
from api.store.database import Store
from api.store.rounds import Origin, add_round
from api.store.runs import Mode, add_run
from api.store.schema import REGISTER, RUNS
from api.usecases.importing import import_region, import_tables
from api.usecases.read_in import Source
from benchmarks.clerks import ADDITION, CHANGE, DECISION, IMPORT, ROUND, RUN, SEND
from benchmarks.deliveries import delivery, rent
from benchmarks.journal import DONE, Deed, Journal
from benchmarks.kept import Finding, What, all_findings, findings
from geodata.tables import TABLES
from optimizer.proposal import Settings
from tests.worlds import dwelling, person, world

MARK, NUMBER, COUNT = "L1-", 7, 2
DELIVERED = Deed(IMPORT, "k-1", {"mark": MARK, "number": NUMBER, "people": COUNT, "dwellings": COUNT})
WONINGEN = REGISTER["woningen"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("levering")
    for name, text in delivery(MARK, COUNT, COUNT, NUMBER).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with closing(Journal(tmp_path / "journaal.jsonl")) as opened:
        yield opened


@pytest.fixture
def taken_in(sqlite_store: Store, files: Path) -> Store:
    """A store with the region and one delivery."""
    desk = Desk(sqlite_store, SYSTEM)
    import_region(desk)
    import_tables(desk, Source(round=files))
    return sqlite_store


def done(journal: Journal, deed: Deed) -> Deed:
    journal.asked(deed)
    journal.answered(deed, DONE, None)
    return deed


def what(found: list[Finding]) -> list[What]:
    return [finding.what for finding in found]


def change(store: Store, **values: Any) -> None:
    """Change a dwelling of the delivery behind everybody's back."""
    with store.writing(SYSTEM) as writing:
        writing.connection.execute(update(WONINGEN).where(WONINGEN.c.code == f"{MARK}W-0001").values(**values))


def asked_run(store: Store, seed: int) -> str:
    with store.writing(SYSTEM) as writing:
        kept = add_round(writing, world([person("ans")], [dwelling("dorp-1")]), Origin.REGISTER, register_seq=0)
        return add_run(writing, round_id=kept.id, mode=Mode.SOLVE, settings=Settings(seed=seed), plan=None).id


def test_nothing_is_wrong_with_what_was_done(taken_in: Store, journal: Journal) -> None:
    done(journal, DELIVERED)
    assert not all_findings(taken_in.url, journal)


def test_an_import_that_is_not_there_or_half_there(taken_in: Store, journal: Journal) -> None:
    done(journal, Deed(IMPORT, "k-0", {**DELIVERED.content, "mark": "L2-"}))
    assert what(findings(taken_in.url, journal)) == [What.LOST]
    journal.asked(DELIVERED)
    change(taken_in, huur=rent(NUMBER + 1))
    assert what(findings(taken_in.url, journal)) == [What.HALF, What.LOST]


def test_an_import_of_which_an_earlier_one_is_there(taken_in: Store, journal: Journal) -> None:
    done(journal, DELIVERED)
    later = Deed(IMPORT, "k-2", {**DELIVERED.content, "number": NUMBER + 1})
    journal.asked(later)
    assert not findings(taken_in.url, journal)
    journal.answered(later, DONE, None)
    assert what(findings(taken_in.url, journal)) == [What.LOST]


def test_a_row_has_the_last_rent_that_was_acknowledged_or_one_asked_since(taken_in: Store, journal: Journal) -> None:
    code = f"{MARK}W-0001"
    done(journal, Deed(ADDITION, "k-1", {"code": code, "huur": 1}))
    assert what(findings(taken_in.url, journal)) == [What.LOST]
    asked = Deed(CHANGE, "k-2", {"code": code, "huur": rent(NUMBER)})
    journal.asked(asked)
    assert not findings(taken_in.url, journal)
    done(journal, Deed(CHANGE, "k-3", {"code": code, "huur": 3}))
    assert what(findings(taken_in.url, journal)) == [What.LOST]


def test_a_run_that_is_lost_doubled_or_stuck(sqlite_store: Store, journal: Journal) -> None:
    done(journal, Deed(RUN, "k-1", {"seed": 1}))
    assert what(findings(sqlite_store.url, journal)) == [What.LOST]
    asked_run(sqlite_store, seed=1)
    assert not findings(sqlite_store.url, journal)
    assert what(all_findings(sqlite_store.url, journal)) == [What.STUCK]
    asked_run(sqlite_store, seed=1)
    assert what(findings(sqlite_store.url, journal)) == [What.DOUBLED]


def test_a_run_that_ended_without_its_proposal(sqlite_store: Store, journal: Journal) -> None:
    run = asked_run(sqlite_store, seed=1)
    with sqlite_store.writing(SYSTEM) as writing:
        writing.connection.execute(update(RUNS).where(RUNS.c.id == run).values(state="klaar"))
    assert what(findings(sqlite_store.url, journal)) == [What.LOST]


@pytest.mark.parametrize(
    "deed",
    [
        Deed(ROUND, "k-1", {"name": "Meetproef 1"}),
        Deed(SEND, "k-1", {"proposal": "v-1"}),
        Deed(DECISION, "k-1", {"placement": "p-1", "step": "akkoord geven"}),
    ],
    ids=lambda deed: deed.kind,
)
def test_what_was_acknowledged_and_is_not_there(sqlite_store: Store, journal: Journal, deed: Deed) -> None:
    journal.asked(deed)
    assert not findings(sqlite_store.url, journal)
    journal.answered(deed, DONE, None)
    assert what(findings(sqlite_store.url, journal)) == [What.LOST]


def test_what_is_acknowledged_after_the_look_began_need_not_be_there(journal: Journal) -> None:
    deed = Deed(RUN, "k-1", {"seed": 1})
    before = journal.now()
    done(journal, deed)
    assert before.of(RUN) == [deed]
    assert not before.is_done(deed)
    assert journal.now().is_done(deed)


def test_a_person_with_two_places_and_a_unit_with_two_people(sqlite_store: Store, journal: Journal) -> None:
    row = {column.name: () if column.name == "gebieden" else None for column in REGISTER["plaatsingen"].c}
    row = {name: value for name, value in row.items() if not name.startswith("_")}
    with sqlite_store.writing(SYSTEM) as writing:
        for code in ("P-1", "P-2"):
            values = {**row, "code": code, "uitstromer": "U-1", "woning": "W-1", "status": "aangeboden"}
            register.add(writing, whole("plaatsingen", TABLES["plaatsingen"].names), [values])
    assert what(findings(sqlite_store.url, journal)) == [What.DOUBLED, What.DOUBLED]


def test_a_change_that_was_written_twice_or_outside_the_audit(taken_in: Store, journal: Journal) -> None:
    change(taken_in, huur=1)
    assert what(all_findings(taken_in.url, journal)) == [What.WRONG]
