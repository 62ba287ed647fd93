"""The people of a region who use the service, each with an account and a session, made through the API."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.asking import Client, Sample, Sent
from benchmarks.calculating import LOOK_SECONDS
from benchmarks.deliveries import delivery, form_of
from benchmarks.served import Service
from benchmarks.user import COORDINATOR, CORPORATIE, PLANNER, ZORGAANBIEDER, User
from geodata.synthetic import OCTOBER_TO_DECEMBER

BEHEERDER = "beheerder"
# Of fifty people.
SHARES: Mapping[str, int] = {COORDINATOR: 10, CORPORATIE: 20, ZORGAANBIEDER: 15, PLANNER: 5}
TABLE_OF: Mapping[str, str] = {CORPORATIE: "corporaties", ZORGAANBIEDER: "zorgaanbieders", PLANNER: "gemeenten"}
CALCULATORS = 2
# What is added to the example for the calculations, so that each takes seconds when there are fifty.
PEOPLE_PER_USER, DWELLINGS_PER_USER = 2, 2
PERIOD = OCTOBER_TO_DECEMBER
# Seconds for the service to calculate and send the example after its start.
TO_SEND = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Everybody who is signed in; what they ask is added to `samples`. `round`: the one that `calculators` calculate."""

    users: Sequence[User]
    calculators: Sequence[Client]
    round: str
    samples: list[Sample]


class Entrance:
    """Lets people in: with the links that the service printed, and with accounts that its beheerder then makes."""

    def __init__(self, service: Service, stack: AsyncExitStack, samples: list[Sample]) -> None:
        self._service, self._stack, self._samples = service, stack, samples
        self._came: dict[str, Client] = {}
        self._made = 0

    async def open(self) -> None:
        """Use the printed links."""
        for link in self._service.links():
            client = await self._in(link)
            self._came.setdefault(client.role, client)

    async def new(self, role: str, organisation: str = "") -> Client:
        """Somebody with a new account."""
        self._made += 1
        body = {"login": f"{role}-{self._made}", "role": role, "organisation": organisation}
        answer = await self._came[BEHEERDER].ask("account", "POST", "/accounts", Sent(body=body))
        if not answer.good:
            raise RuntimeError(f"no account: {answer.status} {answer.content.decode()}")
        return await self._in(answer.json()["link"])

    async def _in(self, link: str) -> Client:
        client = await self._stack.enter_async_context(Client(self._service.home, self._samples))
        return await client.sign_in(link)


@asynccontextmanager
async def open_office(service: Service, users: int, seed: int) -> AsyncIterator[Office]:
    """So many people, in the shares of a region and at least one of each role, and two who calculate."""
    samples: list[Sample] = []
    async with AsyncExitStack() as stack:
        entrance = Entrance(service, stack, samples)
        await entrance.open()
        first = await entrance.new(COORDINATOR)
        calculators = [await entrance.new(COORDINATOR) for _ in range(CALCULATORS)]
        people = [
            User(await entrance.new(role, organisation), Random(f"{seed}-{number}"))  # noqa: S311 - no secret
            for number, (role, organisation) in enumerate(await _places(first, users))
        ]
        await the_example(first)
        round_ = await _larger_round(first, users)
        yield Office(users=people, calculators=calculators, round=round_, samples=samples)


async def _places(client: Client, users: int) -> list[tuple[str, str]]:
    """Role and organisation of each; organisations in turn, so that colleagues meet."""
    places: list[tuple[str, str]] = []
    for role, share in SHARES.items():
        table = TABLE_OF.get(role)
        codes = [""] if table is None else await _codes(client, table)
        count = max(1, round(share * users / sum(SHARES.values())))
        places += [(role, codes[number % len(codes)]) for number in range(count)]
    return places


async def _codes(client: Client, table: str) -> list[str]:
    answer = await client.ask("rows", "GET", f"/register/{table}", query={"sort": "code"})
    items: list[dict[str, Any]] = answer.json()["items"]
    return [item["values"]["code"] for item in items]


async def the_example(client: Client) -> dict[str, Any]:
    """The proposal of the example, when it has been calculated and sent. Raises TimeoutError."""
    async with asyncio.timeout(TO_SEND):
        while True:
            items = (await client.ask("proposals", "GET", "/proposals")).json()["items"]
            sent: dict[str, Any] | None = next((one for one in items if one["sent_at"] is not None), None)
            if sent is not None:
                return sent
            await asyncio.sleep(LOOK_SECONDS)


async def _larger_round(client: Client, users: int) -> str:
    """A round with more people than the example, after an import. Raises RuntimeError."""
    form = form_of(delivery("L-", PEOPLE_PER_USER * users, DWELLINGS_PER_USER * users), "levering voor de meetproef")
    taken = await client.ask("import", "POST", "/imports", Sent(form=form))
    body = {"name": "Meetproef", "start": PERIOD.start.isoformat(), "end": PERIOD.end.isoformat()}
    made = await client.ask("freezing of a round", "POST", "/rounds", Sent(body=body))
    if not (taken.good and made.good):
        raise RuntimeError(f"no round: {taken.content.decode()[:500]} {made.content.decode()[:500]}")
    round_: str = made.json()["id"]
    return round_
