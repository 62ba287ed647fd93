"""The bundled region with a synthetic round and an account for each role, in a store that is empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from api.access.desk import Desk
from api.access.identity import Role
from api.store.accounts import find_login
from api.store.dump import nothing_in
from api.store.runs import Mode
from api.usecases.accounts import add_account, new_link
from api.usecases.demonstrate import demonstration
from api.usecases.importing import import_region, import_tables
from api.usecases.read_in import Source
from api.usecases.rounds import freeze_round
from api.usecases.runs import submit
from geodata.register import Register
from geodata.tables_round import ROUND_TABLES
from geodata.written import csv_of
from optimizer.errors import Fault, InvalidInput
from optimizer.proposal import Settings

WHY = "synthetische ronde, zaad {}"


@dataclass(frozen=True, slots=True)
class Person:
    """An account of the demo: its login, its role, the table in which its organisation stands, and which row that is."""

    login: str
    role: Role
    table: str = ""


PEOPLE = (
    Person("voorbeeld-coordinator", Role.COORDINATOR),
    Person("voorbeeld-corporatie", Role.CORPORATIE, "corporaties"),
    Person("voorbeeld-zorgaanbieder", Role.ZORGAANBIEDER, "zorgaanbieders"),
    Person("voorbeeld-planner", Role.PLANNER),
    Person("voorbeeld-gemeente", Role.PLANNER, "gemeenten"),
    Person("voorbeeld-beheerder", Role.BEHEERDER),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What is in the store: the addresses with which each can sign in once, and the run, None where it was there already."""

    links: dict[str, str]
    run: str | None


def fill_demo(desk: Desk, seed: int, valid: timedelta) -> Demo:
    """Fill an empty store, all of it or nothing; one that has the demo already only gets new links. Raises InvalidInput."""
    with desk.store.reading() as connection:
        there = {person.login: find_login(connection, person.login) for person in PEOPLE}
        empty = nothing_in(connection)
    if all(there.values()):
        return Demo(links={login: new_link(desk, kept.id, valid) for login, kept in there.items() if kept}, run=None)
    if not empty:
        raise InvalidInput(
            [Fault(("--demo",), "een map waar al gegevens in staan", "een lege map, of een map met het voorbeeld")]
        )
    with desk.store.writing(desk.by):
        made = demonstration(seed)
        import_region(desk)
        assert made.register is not None  # noqa: S101 - a demonstration has one
        _import_round(desk, made.register, WHY.format(seed))
        kept = freeze_round(desk, f"{made.round.name} ({made.round.origin_of_data})", made.round.start, made.round.end)
        run = submit(desk, kept.id, Mode.SOLVE, Settings(seed=seed))
        links = {person.login: _account(desk, made.register, person, valid) for person in PEOPLE}
    return Demo(links=links, run=run.id)


def _import_round(desk: Desk, register: Register, motivation: str) -> None:
    """The tables of the round, as a supplier would hand them in."""
    with TemporaryDirectory() as folder:
        for table in ROUND_TABLES:
            frame = register.frames()[table.name]
            if len(frame):
                path = Path(folder) / f"{table.name}.csv"
                path.write_text(csv_of(table, frame), encoding="utf-8")
        import_tables(desk, Source(round=Path(folder)), motivation=motivation)


def _account(desk: Desk, register: Register, person: Person, valid: timedelta) -> str:
    organisation = str(register.frames()[person.table]["code"].iloc[0]) if person.table else ""
    return add_account(desk, person.login, person.role, organisation, valid)[1]
