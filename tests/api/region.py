"""A tiny region in a store, and who asks at its desk: two corporations, two providers, two municipalities.

Everybody fits everywhere unless a test says otherwise: `stored(store, uitstromers=[person("ans")], woningen=[home("h1")])`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.access.desk import Desk
from api.access.identity import SYSTEM, Identity, Role
from api.access.proposal_access import whole_of
from api.store.database import Store
from api.store.documents import find_document, keep_document
from api.store.proposals import KeptProposal, add_proposal
from api.store.register import Changed, add, change, remove, row_by_key
from api.store.rounds import KeptRound, open_round
from api.store.runs import Mode, add_run
from api.usecases.documents import BELEID
from api.usecases.figures import figures_of
from api.usecases.rounds import freeze_round
from geodata.columns import frame_of, rows_of
from geodata.tables import TABLES
from optimizer.proposal import Proposal, Settings
from optimizer.solve import solve
from optimizer.supply import Doelgroep
from tests.geodata import tiny
from tests.worlds import END, START

Row = dict[str, Any]

COORDINATOR = Identity(account="a-coordinator", role=Role.COORDINATOR)
CORPORATION = Identity(account="a-corporatie", role=Role.CORPORATIE, organisation="corp")
OTHER_CORPORATION = Identity(account="a-andere-corporatie", role=Role.CORPORATIE, organisation="corp-2")
PROVIDER = Identity(account="a-aanbieder", role=Role.ZORGAANBIEDER, organisation="zorg")
OTHER_PROVIDER = Identity(account="a-andere-aanbieder", role=Role.ZORGAANBIEDER, organisation="zorg-2")
PLANNER = Identity(account="a-planner", role=Role.PLANNER)
MUNICIPALITY = Identity(account="a-gemeente", role=Role.PLANNER, organisation="GM-A")
ADMINISTRATOR = Identity(account="a-beheerder", role=Role.BEHEERDER)
NOBODY_YET = Identity(account="a-zonder-organisatie", role=Role.CORPORATIE)

POLICY = """
[beleid]
name = "toets"
[periode]
begin = 2026-10-01
eind = 2026-12-31
"""

PARTIES: dict[str, list[Row]] = {
    **{name: list(rows) for name, rows in tiny.PLACES.items()},
    "corporaties": [
        {"code": code, "naam": name, "werkgebied": ("GM-A", "GM-B")}
        for code, name in (("corp", "Corporatie Een"), ("corp-2", "Corporatie Twee"))
    ],
    "zorgaanbieders": [{"code": "zorg", "naam": "Zorg Een"}, {"code": "zorg-2", "naam": "Zorg Twee"}],
    "convenanten": [
        {
            "code": "convenant",
            "naam": "Convenant",
            "gemeenten": ("GM-A", "GM-B"),
            "corporaties": ("corp", "corp-2"),
            "doelgroepen": tuple(Doelgroep),
            "begin": date(2026, 1, 1),
            "eind": date(2027, 12, 31),
        }
    ],
    "begeleiding": [
        {
            "code": f"uren {provider} {place}",
            "zorgaanbieder": provider,
            "gebied": place,
            "uren": 100,
            "in_gebruik": 0,
            "vanaf": date(2026, 1, 1),
        }
        for provider in ("zorg", "zorg-2")
        for place in ("GM-A", "GM-B")
    ],
}


def person(code: str, **changes: Any) -> Row:
    """A single adult who is ready at the start, with support of her own provider."""
    provider = changes.get("zorgaanbieder", "zorg")
    return {**tiny.person(code), "begeleiding_door": provider, "herkomst": "GM-A", **changes}


def home(code: str, letter: str = "A", **changes: Any) -> Row:
    """A flat for two of the first corporation."""
    return tiny.home(code, letter, **changes)


def stored(store: Store, **tables: list[Row]) -> None:
    """Keep the tiny region with these rows, and a policy."""
    rows = {**PARTIES, **tables}
    with store.writing(SYSTEM) as writing:
        for name, given in rows.items():
            made = [{"bron": "voorbeeld", **row} if "bron" in TABLES[name].names else row for row in given]
            add(writing, whole_of(name), rows_of(frame_of(TABLES[name], made)))
        keep_document(writing, find_document(writing.connection, BELEID), POLICY)


def desk(store: Store, by: Identity = COORDINATOR) -> Desk:
    """Where somebody asks."""
    return Desk(store, by)


def frozen(store: Store, name: str = "Ronde") -> KeptRound:
    """A round of what is known now."""
    return freeze_round(desk(store), name, START, END)


def solved(store: Store, kept: KeptRound) -> KeptProposal:
    """The proposal of a round."""
    with store.reading() as connection:
        round_ = open_round(connection, kept.id)
    assert round_ is not None
    return answered(store, kept, solve(round_))


def answered(store: Store, kept: KeptRound, proposal: Proposal) -> KeptProposal:
    """A proposal as a calculation keeps it."""
    with store.writing(SYSTEM) as writing:
        round_ = open_round(writing.connection, kept.id)
        assert round_ is not None
        run = add_run(writing, round_id=kept.id, mode=Mode.SOLVE, settings=Settings(), plan=None)
        return add_proposal(
            writing,
            round_id=kept.id,
            run=run.id,
            proposal=proposal,
            practice=None,
            figures=figures_of(round_, proposal),
        )


def changed(store: Store, table: str, key: Mapping[str, Any], **to: Any) -> None:
    """Change a row of the register as the coordinator would."""
    with store.writing(COORDINATOR) as writing:
        row = row_by_key(writing.connection, whole_of(table), key)
        assert row is not None
        change(writing, whole_of(table), [Changed(row.id, row.values, {**row.values, **to})])


def added(store: Store, table: str, row: Row) -> None:
    """Add a row to the register as the coordinator would."""
    with store.writing(COORDINATOR) as writing:
        source = {"bron": "voorbeeld", **row} if "bron" in TABLES[table].names else row
        add(writing, whole_of(table), rows_of(frame_of(TABLES[table], [source])))


def removed(store: Store, table: str, key: Mapping[str, Any]) -> None:
    """Take a row out of the register as the coordinator would."""
    with store.writing(COORDINATOR) as writing:
        row = row_by_key(writing.connection, whole_of(table), key)
        assert row is not None
        remove(writing, whole_of(table), row.id, row.values)
