"""A small register in a store: of everything one that is ours and one that is somebody else's.

Ours is what belongs to provider `zorg`, corporation `corp` and municipality GM-A: Ans and dwelling w-a. Theirs belongs to
`zorg2`, `corp2` and GM-B: Bea and dwelling w-b. Whatever is theirs has `bea`, `w-b` or "hunne" in it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from api.access.desk import Desk
from api.access.identity import SYSTEM, Identity, Role
from api.access.register_access import scope_for
from api.store import register as kept
from api.store.database import Store
from geodata.tables import TABLES
from tests.geodata import tiny

COORDINATOR = Identity(account="a-coordinator", role=Role.COORDINATOR)
PROVIDER = Identity(account="a-zorg", role=Role.ZORGAANBIEDER, organisation="zorg")
OTHER_PROVIDER = Identity(account="a-zorg2", role=Role.ZORGAANBIEDER, organisation="zorg2")
CORPORATION = Identity(account="a-corp", role=Role.CORPORATIE, organisation="corp")
PLANNER = Identity(account="a-regio", role=Role.PLANNER)
OF_A_TOWN = Identity(account="a-gemeente", role=Role.PLANNER, organisation="GM-A")
ADMINISTRATOR = Identity(account="a-beheer", role=Role.BEHEERDER)
PEOPLE_WHO_ASK = (COORDINATOR, PROVIDER, CORPORATION, PLANNER, OF_A_TOWN, ADMINISTRATOR)

Row = dict[str, Any]
SOURCE = {"bron": "voorbeeld", "jaar": 2026}
DAY = date(2026, 9, 1)
DECIDED = {"door": "wethouder", "op": DAY, "motivering": "voorbeeld"}


def _both(**values: Any) -> tuple[Row, Row]:
    """A row of ours and the same one of theirs: a pair of values is one for each."""
    return tuple(  # type: ignore[return-value] # two of them
        {name: value[at] if isinstance(value, list) else value for name, value in values.items()} for at in (0, 1)
    )


PAIR: dict[str, Any] = {"uitstromer": ["ans", "bea"], "woning": ["w-a", "w-b"]}
TABLES_OF_WORLD: dict[str, list[Row]] = {
    **{name: [{**SOURCE, **row} for row in rows] for name, rows in tiny.PLACES.items() if name in TABLES},
    "gebieden": [{"code": "dorp", "naam": "Dorp", "niveau": "dorp", "gemeente": "GM-A", "omvat": ("WK-A",), **SOURCE}],
    "gebiedsdelen": [],
    "indicatoren": [{"gebied": "WK-A", "indicator": "pct_laag_inkomen", "waarde": 40.5, **SOURCE}],
    "corporaties": [{"code": code, "naam": code, **SOURCE} for code in ("corp", "corp2")],
    "zorgaanbieders": [{"code": code, "naam": code, **SOURCE} for code in ("zorg", "zorg2")],
    "begeleiding": [
        *_both(
            code=["uren", "uren van hunne"],
            zorgaanbieder=["zorg", "zorg2"],
            gebied="GM-A",
            uren=10,
            in_gebruik=1,
            vanaf=DAY,
            **SOURCE,
        )
    ],
    "grenswaarden": [tiny.cap(area) | SOURCE for area in ("WK-A", "BU-A", "GM-A", "dorp", "WK-C", "BU-C", "GM-B")],
    "convenanten": [{"code": "conv", "naam": "Convenant", "begin": DAY, "eind": date(2027, 1, 1), **SOURCE}],
    "afspraken": [
        *_both(
            code=["levering", "hunne"], naam="x", basis="levering", corporatie=["corp", "corp2"], minimum=2, **SOURCE
        ),
        {"code": "hunne opgave", "naam": "x", "basis": "opgave", "corporatie": "corp", **SOURCE},
        {"code": "hunne BW", "naam": "x", "basis": "levering", "corporatie": "corp", "doelgroepen": ("BW",), **SOURCE},
    ],
    "voorzieningen": [
        tiny.facility("open", 3) | {"algemeen_aanbod": False, **SOURCE},
        tiny.facility("hunne geheime", 3) | {"geheim_adres": True, "algemeen_aanbod": False, **SOURCE},
    ],
    "uitstromers": [tiny.person("ans"), tiny.person("bea", zorgaanbieder="zorg2", urgentie=7, verblijft_in=("WK-C",))],
    "gebiedswensen": [*_both(uitstromer=["ans", "bea"], wens="voorkeur", gebied="WK-A", reden="anders")],
    "ankers": [*_both(uitstromer=["ans", "bea"], soort="netwerk", punt_x=230_000, punt_y=550_000)],
    "woningen": [
        tiny.home("w-a", complex="hof"),
        tiny.home("w-b", corporatie="corp2", complex="hofvanhunne"),
        tiny.home("w-z", corporatie=None, aanbieder="zorg", complex="zorghof"),
        tiny.home("w-bz", corporatie=None, aanbieder="zorg2"),
    ],
    "plaatsingen": [*_both(code=["p-a", "p-van-bea"], status="aangeboden", begin=DAY, **PAIR)],
    "uitsluitingen": [{"code": "bea-apart", "uitstromers": ("ans", "bea"), "niveau": "buurt"}],
    "koppelingen": [{"code": "bea-samen", "uitstromers": ("ans", "bea")}],
    "weigeringen": [*_both(uitstromer=["ans", "bea"], soort="corporatie", doel="corp2", reden="reden van hunne")],
    "huurafwijkingen": [*_both(**PAIR, **DECIDED)],
    "vastgezet": [*_both(reden="al verstuurd", **PAIR)],
    "vorige": [*_both(**PAIR)],
}


def complete(table: str, row: Row) -> Row:
    """All values of a row; what is left out is missing."""
    return {column.name: row.get(column.name, () if column.many else None) for column in TABLES[table].columns}


def fill(store: Store, **tables: list[Row]) -> None:
    """Put rows in, as they are."""
    with store.writing(SYSTEM) as writing:
        for name, rows in tables.items():
            scope = scope_for(SYSTEM, name)
            assert scope is not None
            kept.add(writing, scope, [complete(name, row) for row in rows])


def world(store: Store) -> Store:
    """The store with everything in it."""
    fill(store, **TABLES_OF_WORLD)
    return store


def desk(store: Store, by: Identity = COORDINATOR) -> Desk:
    """Somebody's desk."""
    return Desk(store, by)
