"""The people of a region who use the service, each with an account and a session, made through the API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.asking import Client, Sample, Sent
from benchmarks.served import Service
from benchmarks.users import COORDINATOR, CORPORATIE, PLANNER, ZORGAANBIEDER, User

BEHEERDER = "beheerder"
# Of fifty people.
SHARES: Mapping[str, int] = {COORDINATOR: 10, CORPORATIE: 20, ZORGAANBIEDER: 15, PLANNER: 5}
TABLE_OF: Mapping[str, str] = {CORPORATIE: "corporaties", ZORGAANBIEDER: "zorgaanbieders", PLANNER: "gemeenten"}
CALCULATORS = 2


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
        yield Office(users=people, calculators=calculators, round=await round_of(first), samples=samples)


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


async def round_of(client: Client) -> str:
    """The round of the example."""
    answer = await client.ask("runs", "GET", "/runs")
    first: str = answer.json()["items"][-1]["round"]
    return first
