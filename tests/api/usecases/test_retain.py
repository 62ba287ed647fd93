"""What is past its term is gone, from every table and from the disk; the rest stays, and the audit is whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from api.access.desk import Desk
from api.access.identity import SYSTEM
from api.settings import ServiceSettings
from api.store.audit import broken
from api.store.database import Store
from api.store.proposals import add_proposal, open_proposal
from api.store.rounds import Origin, add_round, find_round, open_round
from api.store.runs import Ending, Mode, RunState, add_run, finish, take_run
from api.store.schema import DECISIONS, IDEMPOTENCY, PROPOSALS, REGISTER, REVIEWS, SENT
from api.usecases.register import add_row, change_row
from api.usecases.retain import retain
from geodata.tables import TABLES
from optimizer.agreements import PlacementStatus
from optimizer.proposal import Settings
from optimizer.solve import practice, solve
from tests.api.filled import held
from tests.geodata.tiny import PLACES, home
from tests.geodata.tiny import person as registration
from tests.stores import TickingClock
from tests.worlds import dwelling, person, world

TERM = ServiceSettings()
MARK = "zwaluw"
AGO = {"days": TERM.retention_days + 100}


@pytest.fixture
def desk(store: Store) -> Desk:
    """A tiny region, with a dwelling."""
    desk = Desk(store, SYSTEM)
    for table in ("gemeenten", "wijken", "buurten", "corporaties", "zorgaanbieders"):
        for row in PLACES[table]:
            add(desk, table, **row, bron="voorbeeld")
    add(desk, "woningen", **home("W-1"))
    return desk


def add(desk: Desk, table: str, **values: Any) -> int:
    plain = {name: _plain(value) for name, value in values.items() if name in TABLES[table].names}
    return add_row(desk, table, plain, "gevraagd door de aanbieder").id


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [str(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def register(desk: Desk, code: str, **changes: Any) -> int:
    """A registration that holds something that nobody else's does."""
    return add(desk, "uitstromers", **registration(code, grondslag=f"{MARK} {code}", **changes))


def place(desk: Desk, code: str, who: str, status: PlacementStatus) -> int:
    values = {
        "uitstromer": who,
        "woning": "W-1",
        "begin": date(2026, 10, 1),
        "begeleiding": "licht",
        "gebieden": ("WK-A",),
    }
    return add(desk, "plaatsingen", code=code, status=status, **values)


def codes(store: Store, table: str) -> set[str]:
    with store.reading() as connection:
        return set(connection.execute(select(REGISTER[table].c.code)).scalars())


def later(store: Store, **by: float) -> None:
    assert isinstance(store.clock, TickingClock)
    store.clock.forward(**by)


def answered(store: Store, name: str) -> tuple[str, str]:
    """A round with a person of that name, the run of a plan on it, and its proposal."""
    round_ = world([person(f"{MARK} {name}", legal_basis=f"{MARK} {name}")], [dwelling("W-1")], name=f"{MARK} {name}")
    with store.writing(SYSTEM) as writing:
        kept = add_round(writing, round_, Origin.REGISTER, 1)
        plan = ((f"{MARK} {name}", "W-1"),)
        run = add_run(writing, round_id=kept.id, mode=Mode.PLAN, settings=Settings(), plan=plan)
        taken = take_run(writing, run.id, run.attempt, "werker")
        assert taken is not None
        ending = Ending(state=RunState.KLAAR, result={"wie": f"{MARK} {name}"})
        assert finish(writing, taken, ending)
        proposal = add_proposal(
            writing,
            round_id=kept.id,
            run=run.id,
            proposal=solve(round_),
            practice=practice(round_),
            figures={"geplaatst": 1},
        )
    return kept.id, proposal.id


def decided(store: Store, proposal: str, placement: str, at: str) -> None:
    values = {
        "proposal": proposal,
        "person": "U-1",
        "dwelling": "W-1",
        "corporation": "corp",
        "provider": "zorg",
        "run_by": "",
    }
    review = {
        **values,
        "placement": placement,
        "contract": "huur",
        "start": date(2026, 10, 1),
        "refusal": None,
        "version": 1,
    }
    decision = {
        "placement": placement,
        "step": "afronden",
        "from_status": None,
        "to_status": "afgerond",
        "refusal": None,
    }
    more = {"motivation": f"{MARK} motivatie", "account": "a", "role": "coordinator", "at": at, "seq": 1}
    with store.writing(SYSTEM) as writing:
        writing.connection.execute(insert(REVIEWS).values(review))
        writing.connection.execute(insert(SENT).values(proposal=proposal, placement=placement))
        writing.connection.execute(insert(DECISIONS).values(**decision, **more))


def everything(store: Store) -> str:
    return str(held(store)).lower()


def test_nothing_goes_before_its_term(store: Store, desk: Desk) -> None:
    register(desk, "U-1")
    place(desk, "p-1", "U-1", PlacementStatus.AFGEROND)
    answered(store, "ronde")
    before = held(store)
    later(store, days=TERM.retention_days - 1)
    assert not retain(store, TERM).counts
    assert held(store) == before


def test_what_is_past_its_term_is_in_no_table_any_more(store: Store, desk: Desk) -> None:
    register(desk, "U-1")
    add(desk, "gebiedswensen", uitstromer="U-1", wens="voorkeur", gebied="WK-A", reden="netwerk")
    register(desk, "U-2")
    add(desk, "koppelingen", code=f"{MARK} k", uitstromers=("U-1", "U-2"))
    place(desk, "p-1", "U-1", PlacementStatus.AFGEROND)
    place(desk, "p-2", "U-2", PlacementStatus.BEEINDIGD)
    round_, proposal = answered(store, "ronde")
    decided(store, proposal, "p-1", store.now)
    later(store, **AGO)
    counts = retain(store, TERM).counts
    assert MARK not in everything(store)
    assert {name: counts[name] for name in ("rondes", "voorstellen", "uitstromers", "gebiedswensen", "besluiten")} == {
        "rondes": 1, "voorstellen": 1, "uitstromers": 2, "gebiedswensen": 1, "besluiten": 1,
    }  # fmt: skip
    assert codes(store, "uitstromers") == codes(store, "plaatsingen") == set()
    assert codes(store, "woningen") == {"W-1"}
    with store.reading() as connection:
        assert not list(broken(connection))
        kept = find_round(connection, round_)
        assert kept is not None
        assert kept.digest
        assert kept.erased_at
        assert (open_round(connection, round_), open_proposal(connection, proposal)) == (None, None)
        assert connection.execute(select(PROPOSALS.c.figures)).scalar() == {"geplaatst": 1}


def test_it_is_not_in_the_bytes_of_the_file_either(sqlite_store: Store) -> None:
    desk = Desk(sqlite_store, SYSTEM)
    for table in ("gemeenten", "wijken", "buurten", "corporaties", "zorgaanbieders"):
        for row in PLACES[table]:
            add(desk, table, **row, bron="voorbeeld")
    add(desk, "woningen", **home("W-1"))
    for number in range(20):
        at = register(desk, f"U-{number}")
        place(desk, f"p-{number}", f"U-{number}", PlacementStatus.AFGEROND)
        change_row(desk, "uitstromers", at, 1, {**_values(f"U-{number}"), "grondslag": f"{MARK} anders"})
    answered(sqlite_store, "ronde")
    file = Path(str(sqlite_store.engine.url.database))
    assert MARK.encode() in _bytes(file)
    later(sqlite_store, **AGO)
    retain(sqlite_store, TERM)
    assert MARK not in everything(sqlite_store)
    assert MARK.encode() not in _bytes(file)
    assert b"W-1" in _bytes(file)


def _values(code: str) -> dict[str, Any]:
    return {name: _plain(value) for name, value in registration(code).items()}


def _bytes(file: Path) -> bytes:
    return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))


@pytest.mark.parametrize("status", [PlacementStatus.VERHUURD, PlacementStatus.GEWEIGERD])
def test_who_is_not_finished_stays(store: Store, desk: Desk, status: PlacementStatus) -> None:
    register(desk, "U-1")
    register(desk, "U-2")
    place(desk, "p-1", "U-1", status)
    later(store, **AGO)
    retain(store, TERM)
    assert codes(store, "uitstromers") == {"U-1", "U-2"}
    # A placement that is over goes, also when the person waits on.
    assert codes(store, "plaatsingen") == ({"p-1"} if status.live else set())


def test_who_went_back_to_care_is_finished(store: Store, desk: Desk) -> None:
    register(desk, "U-1")
    place(desk, "p-1", "U-1", PlacementStatus.TERUGVAL)
    later(store, **AGO)
    retain(store, TERM)
    assert not codes(store, "uitstromers") | codes(store, "plaatsingen")


def test_who_was_touched_lately_stays(store: Store, desk: Desk) -> None:
    row = register(desk, "U-1")
    register(desk, "U-2")
    for who in ("1", "2"):
        place(desk, f"p-{who}", f"U-{who}", PlacementStatus.AFGEROND)
    later(store, **AGO)
    change_row(desk, "uitstromers", row, 1, _values("U-1"))
    retain(store, TERM)
    assert codes(store, "uitstromers") == {"U-1"}


def test_a_decision_of_lately_keeps_a_placement(store: Store, desk: Desk) -> None:
    register(desk, "U-1")
    place(desk, "p-1", "U-1", PlacementStatus.AFGEROND)
    _, proposal = answered(store, "ronde")
    later(store, **AGO)
    decided(store, proposal, "p-1", store.now)
    retain(store, TERM)
    assert codes(store, "plaatsingen") == {"p-1"}
    assert codes(store, "uitstromers") == {"U-1"}


def test_who_must_be_kept_apart_from_somebody_stays_as_long_as_that_one(store: Store, desk: Desk) -> None:
    for who in "123":
        register(desk, f"U-{who}")
    for who in "12":
        place(desk, f"p-{who}", f"U-{who}", PlacementStatus.AFGEROND)
    add(desk, "uitsluitingen", code="x", uitstromers=("U-1", "U-3"), niveau="buurt")
    later(store, **AGO)
    retain(store, TERM)
    assert codes(store, "uitstromers") == {"U-1", "U-3"}
    assert codes(store, "uitsluitingen") == {"x"}
    # Without where she moved in she would seem to wait.
    assert codes(store, "plaatsingen") == {"p-1"}


def test_history_of_the_region_stays_without_its_motivations(store: Store, desk: Desk) -> None:
    register(desk, "U-1")
    later(store, **AGO)
    retain(store, TERM)
    kept = [row[1:] for row in held(store)["history"]]
    assert "Aadorp" in str([row for row in kept if row[0] == "gemeenten"])
    assert {row[2:] for row in kept if row[0] == "uitstromers"} == {(None, None, "")}
    assert "gevraagd" not in everything(store)


def test_keys_that_open_nothing_any_more_go(store: Store) -> None:
    answer = {"status": 201, "headers": {}, "body": MARK, "at": store.now}
    with store.writing(SYSTEM) as writing:
        writing.connection.execute(insert(IDEMPOTENCY).values(account="a-1", key="k", request="r", **answer))
    assert not retain(store, TERM).counts
    later(store, days=2)
    assert retain(store, TERM).counts == {"sessies en sleutels": 1}
    assert MARK not in everything(store)


def test_doing_it_again_erases_and_notes_nothing(store: Store, desk: Desk) -> None:
    register(desk, "U-1")
    place(desk, "p-1", "U-1", PlacementStatus.AFGEROND)
    answered(store, "ronde")
    later(store, **AGO)
    retain(store, TERM)
    before = held(store)
    assert not retain(store, TERM).counts
    assert held(store) == before
