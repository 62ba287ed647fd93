"""The whole service in tests: with an account of each role, and some rows of everything that they may ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import httpx
from fastapi import FastAPI

from api.access.door import Door
from api.access.identity import SYSTEM, Role
from api.access.scope import whole
from api.service import create_service
from api.settings import ServiceSettings
from api.store import register
from api.store.accounts import add_account
from api.store.database import Store
from api.store.rounds import Origin, add_round
from api.store.runs import Mode, add_run
from api.usecases.sessions import begin
from geodata.tables import TABLES
from optimizer.proposal import Settings
from tests.asking import waited_for
from tests.worlds import dwelling, person, world

HOST = "testserver"
HOME = f"http://{HOST}"
ORGANISATIONS = {Role.CORPORATIE: "C-1", Role.ZORGAANBIEDER: "Z-1", Role.PLANNER: "GM0106"}
PEOPLE = tuple(role for role in Role if role is not Role.SYSTEEM)


def service_of(store: Store, **settings: Any) -> FastAPI:
    """The service on this store."""
    return create_service(Door(store), ServiceSettings(trusted_hosts=(HOST,), **settings))


@dataclass(frozen=True)
class Client:
    """Somebody at the service, signed in or not."""

    app: FastAPI
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
        """The answer to one request."""

        async def answer() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=HOME) as asking:
                return await asking.request(method, path, headers={**self.headers, **(headers or {})}, **more)

        return waited_for(answer())

    def get(self, path: str, **headers: str) -> httpx.Response:
        """The answer to a GET; headers with a _ for a -."""
        return self.ask("GET", path, {name.replace("_", "-"): value for name, value in headers.items()})


def signed_in(app: FastAPI, role: Role, organisations: Mapping[Role, str] = ORGANISATIONS) -> dict[str, str]:
    """The headers of somebody with a new account of this role."""
    door: Door = app.state.door
    with door.store.writing(SYSTEM) as writing:
        account = add_account(writing, f"{role}-{writing.at}", role, organisations.get(role, ""))
        came = begin(door, writing, account)
    return {"cookie": f"sessie={came.token}", "x-csrf-token": came.session.csrf or ""}


def client_of(app: FastAPI, role: Role) -> Client:
    """Somebody with a new account of this role."""
    return Client(app, signed_in(app, role))


def add_row(store: Store, table: str, **values: Any) -> int:
    """A row of the register with these values; the others are as empty as can be."""
    empty = {column.name: () if column.many else None for column in TABLES[table].columns}
    with store.writing(SYSTEM) as writing:
        return register.add(writing, whole(table, TABLES[table].names), [{**empty, **values}])[0]


def fill(store: Store) -> str:
    """The organisations of the accounts, a dwelling and somebody who needs one, a round and a run of it: the run's id."""
    add_row(store, "gemeenten", code="GM0106", naam="Assen", bron="voorbeeld")
    add_row(store, "corporaties", code="C-1", naam="Voorbeeldcorporatie A", bron="voorbeeld")
    add_row(store, "zorgaanbieders", code="Z-1", naam="Voorbeeldzorg", bron="voorbeeld")
    add_row(
        store, "woningen", code="W-1", corporatie="C-1", gemeente="GM0106", huur=61234, kamers=3, slaapkamers=2,
        max_personen=3, vrij_vanaf=date(2026, 10, 1),
    )  # fmt: skip
    add_row(
        store, "uitstromers", code="U-1", zorgaanbieder="Z-1", grondslag="toestemming", doelgroep="BW",
        aangemeld_op=date(2026, 8, 1), klaar_op=date(2026, 10, 1), leeftijd_van=30, leeftijd_tot=40, inkomen_van=0,
        inkomen_tot=0, begeleiding="licht", uren=2,
    )  # fmt: skip
    with store.writing(SYSTEM) as writing:
        kept = add_round(writing, world([person("U-1")], [dwelling("W-1")]), Origin.REGISTER, register_seq=0)
        return add_run(writing, round_id=kept.id, mode=Mode.SOLVE, settings=Settings(), plan=None).id
