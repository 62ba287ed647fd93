"""Everything that each role can ask of the service, with what is theirs, what is somebody else's, and what is not there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import httpx
from fastapi import FastAPI
from starlette.routing import Mount

from api.access.door import Door
from api.access.identity import SYSTEM
from api.settings import ServiceSettings
from api.store.accounts import KeptAccount, find_account
from api.store.audit import Entry, entries, head
from api.store.register import KeptRow
from api.usecases.health import Health
from api.usecases.listing import Listing
from api.usecases.register import list_rows
from api.usecases.sessions import begin
from api.web import create_web
from geodata.tables import TABLES
from tests.api.region import desk
from tests.api.scoping.decided_routes import (
    NOBODY,
    PLACED,
    PROPOSALS_OF,
    ROUNDS_OF,
    RULES,
    Rule,
    Values,
    placements_of,
    sees_row,
)
from tests.api.scoping.secret_world import ADMIN, ANS, CAS, GIJS, KEEPER, ROLES, SECRETS, World
from tests.asking import waited_for
from tests.service import HOME, HOST

MISSING: Mapping[str, str] = {
    "proposal": "v-222222222222", "round": "r-222222222222", "run": "b-222222222222", "account": "a-222222222222",
    "placement": "p-222222222222", "table": "nergens", "row": "999999", "layer": "onbekend", "person": "niemand",
    "waiting": "niemand", "dwelling": "nergens", "area": "nergens", "name": "nergens.xlsx", "figures": "nergens", "token": "onbekend",
}  # fmt: skip
MALFORMED = ("-1", "7.5", "%00", "'", "%F0%9F%8F%A0", "x" * 300)
# What differs between two answers that are the same.
OF_THE_MOMENT = frozenset({"date", "x-request-id", "content-length"})
BODY_PARAMETERS = {("POST", "/v1/decisions"): ("placement",)}
ROW_PATH = "/v1/register/{table}/{row}"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: by whom, of which route, with which values, and the first of those that is not theirs to know, or none."""

    who: str
    route: tuple[str, str]
    values: Values
    strange: str = ""
    accept: str = ""

    @property
    def own(self) -> bool:
        return not self.strange

    @property
    def path(self) -> str:
        path = self.route[1]
        for name, value in self.values.items():
            path = path.replace(f"{{{name}}}", value)
        return path

    @property
    def rule(self) -> Rule:
        return RULES[self.route]

    def __str__(self) -> str:
        return f"{self.who}: {self.route[0]} {self.path}{' ' + self.accept if self.accept else ''}"


@dataclass(frozen=True)
class Told:
    """What came back: the status, all of it as text, and what was noted in the audit meanwhile."""

    asked: Asked
    status: int
    text: str
    noted: tuple[Entry, ...]

    @cached_property
    def secrets(self) -> set[str]:
        """What was told that the request did not say itself."""
        said, told = self.asked.path + str(dict(self.asked.values)), self.text.casefold()
        return {name for name, secret in SECRETS.items() if secret.is_in(told) and not secret.is_in(said)}

    @property
    def plain(self) -> str:
        """The text without what was asked for; a number of a row is too short for that, and is repeated nowhere."""
        text = self.text
        for name in (name for name in self.asked.values if name in MISSING and name != "row"):
            text = text.replace(self.asked.values[name], "…")
        return text


def service(world: World) -> FastAPI:
    """The whole service, with its pages."""
    return create_web(world.store, ServiceSettings(trusted_hosts=(HOST,)), Health(world.store))


def every_route(app: FastAPI) -> tuple[tuple[str, str], ...]:
    """Each method and path, once, as the application itself has them."""
    return tuple(dict.fromkeys((method, _named(path)) for method, path in _routes(app.routes, "")))


def _routes(routes: Any, prefix: str) -> Iterator[tuple[str, str]]:
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            yield from _routes(included.routes, prefix + route.include_context.prefix)
        elif isinstance(route, Mount):
            inside = getattr(route.app, "routes", None)
            yield from [("*", prefix + route.path)] if inside is None else _routes(inside, prefix + route.path)
        else:
            yield from ((method, prefix + route.path) for method in sorted(route.methods))


def _named(path: str) -> str:
    plain = path.replace(":path}", "}")
    for part, was, now in (
        ("/niet-geplaatst/", "person", "waiting"), ("/cijfers/", "name", "figures"), ("/rondes/", "round_id", "round"),
    ):  # fmt: skip
        plain = plain.replace(f"{{{was}}}", f"{{{now}}}") if part in plain else plain
    return plain


@dataclass
class Asking:
    """Asks in the name of everybody, and keeps what each was told."""

    world: World
    app: FastAPI
    rows: dict[str, dict[str, KeptRow]] = field(default_factory=dict)
    cookies: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        whole = desk(self.world.store, SYSTEM)
        for table in TABLES:
            self.rows[table] = {str(row.id): row for row in list_rows(whole, table, Listing(size=200)).items}

    def everything(self, who: str) -> list[Told]:
        """What somebody is told on every route with every identifier."""
        return waited_for(self._everything(who))

    async def _everything(self, who: str) -> list[Told]:
        told: list[Told] = []
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        kept = self.cookie_of(who)
        async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
            for asked in self.asked_by(who):
                headers = self.cookie_of(who) if asked.rule.ends else kept
                told.append(await self._one(client, asked, headers))
        return told

    async def _one(self, client: httpx.AsyncClient, asked: Asked, headers: Mapping[str, str]) -> Told:
        first = self._length()
        sent = dict(asked.rule.sent(asked.values))
        more = {"accept": asked.accept} if asked.accept else {}
        all_headers = {**headers, **more, **sent.pop("headers", {})}
        method = "GET" if asked.route[0] == "*" else asked.route[0]
        answer = await client.request(method, asked.path, headers=all_headers, **sent)
        client.cookies.clear()
        return Told(asked, answer.status_code, text_of(answer), self._since(first))

    def cookie_of(self, who: str) -> dict[str, str]:
        """The headers of somebody who has just signed in."""
        if who == NOBODY:
            return {}
        door: Door = self.app.state.door
        with self.world.store.writing(SYSTEM) as writing:
            came = begin(door, writing, self._account(who))
        return {"cookie": f"sessie={came.token}", "x-csrf-token": came.session.csrf or ""}

    def kept_cookie_of(self, who: str) -> dict[str, str]:
        """The same, once; until somebody changes the account."""
        key = (who, self._account(who).version)
        if key not in self.cookies:
            self.cookies[key] = self.cookie_of(who)
        return self.cookies[key]

    def asked_by(self, who: str) -> Iterator[Asked]:
        """Every request; one of each route where it is not for them, for there it must not matter."""
        for route in every_route(self.app):
            rule = RULES[route]
            names = (*re.findall(r"\{(\w+)\}", route[1]), *BODY_PARAMETERS.get(route, ()))
            samples = list(self._values(who, names, {}))
            if who not in rule.who:
                # Then it is enough to ask for something that is there and for something that is not.
                known = [sample for sample in samples if "malformed" not in sample[0]]
                samples = [known[0], known[-1]][: len(known)]
            for values, strange in samples:
                yield Asked(who, route, values, strange)
                if rule.csv:
                    yield Asked(who, route, values, strange, "text/csv")

    def _values(self, who: str, names: tuple[str, ...], known: dict[str, str]) -> Iterator[tuple[dict[str, str], str]]:
        """Every combination of values, each with the name of the first that is not theirs."""
        if not names:
            yield known, ""
            return
        name, *others = names
        for value, own, more in self._of(who, name, known):
            for values, strange in self._values(who, tuple(others), {**known, name: value, **more}):
                yield values, strange if own else name
        if not others and known.get("table", "woningen") == "woningen":
            yield from (({**known, name: value, "malformed": "yes"}, name) for value in MALFORMED)

    def _of(self, who: str, name: str, known: Values) -> list[tuple[str, bool, dict[str, str]]]:  # noqa: PLR0911 - one for each kind
        """The values of a parameter: which are theirs, and what goes along to decide by."""
        nothing: tuple[str, bool, dict[str, str]] = (MISSING[name], False, {})
        if name == "proposal":
            mine = PROPOSALS_OF.get(who, ())
            return [*((id_, key in mine, {"proposal_name": key}) for key, id_ in self.world.proposals.items()), nothing]
        if name == "round":
            seen = ROUNDS_OF.get(who, ())
            return [*((id_, key in seen, {}) for key, id_ in self.world.rounds.items()), nothing]
        if name == "run":
            return [*((id_, who == KEEPER, {}) for id_ in self.world.runs.values()), nothing]
        if name == "account":
            return [*((one.account, who == ADMIN, {}) for one in self.world.by.values()), nothing]
        if name == "placement":
            ours = placements_of(who) if who in ROLES else set()
            return [*((code, person in ours, {}) for person, code in self.world.placements.items()), nothing]
        if name == "table":
            return [*((table, True, {}) for table in TABLES), nothing]
        if name == "row":
            return [*self._rows(who, known["table"]), nothing]
        placed = PLACED.get(known.get("proposal_name", ""), ())
        there = {
            "layer": ("ruimte", "herkomst", "belasting", "grenzen"),
            "person": (ANS if ANS in placed else GIJS,),
            "waiting": (CAS,),
            "dwelling": ("kw-bea",),
            "area": ("WK-A",),
            "name": ("corp.xlsx",),
            "figures": ("wijken",),
        }
        return [*((value, True, {}) for value in there.get(name, ())), nothing]

    def _rows(self, who: str, table: str) -> Iterator[tuple[str, bool, dict[str, str]]]:
        for number, row in self.rows.get(table, {}).items():
            limit = str(row.values["code"]) if table == "grenswaarden" else ""
            yield number, who in ROLES and who != ADMIN and sees_row(who, table, row.values), {"limit": limit}

    def _account(self, who: str) -> KeptAccount:
        with self.world.store.reading() as connection:
            account = find_account(connection, self.world.by[who].account)
        assert account is not None
        return account

    def _length(self) -> int:
        with self.world.store.reading() as connection:
            return head(connection)[0]

    def _since(self, length: int) -> tuple[Entry, ...]:
        with self.world.store.reading() as connection:
            new = head(connection)[0] - length
            return entries(connection, (), 0, new)[0] if new else ()


def text_of(answer: httpx.Response) -> str:
    """All of an answer that may tell something: its headers, and its content, also that of a workbook."""
    headers = sorted(f"{name}: {value}" for name, value in answer.headers.items() if name not in OF_THE_MOMENT)
    content = answer.text
    if answer.content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            content = "\n".join(book.read(name).decode(errors="replace") for name in book.namelist())
    return "\n".join((*headers, "", content))
