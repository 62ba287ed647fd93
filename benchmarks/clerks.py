"""Clients that write without a pause while the service is killed, and ask the same again until they have an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from benchmarks.asking import NO_ANSWER, Answer, Client, Sent
from benchmarks.calculating import ENDED
from benchmarks.deliveries import delivery, form_of, rent
from benchmarks.journal import DONE, REFUSED, Deed, Journal

IMPORT, ADDITION, CHANGE, RUN, DECISION = "import", "addition", "change", "run", "decision"
# Seconds between two tries, and between two looks at a calculation.
AGAIN, LOOK = 0.1, 0.3
# A service that is there again, or not yet.
BROKEN = frozenset({NO_ANSWER, 500, 502, 503})
MARKS, PEOPLE, DWELLINGS = 6, 4, 4
# Of so many calculations one is stopped; of so many changes of a row the next adds one.
STOPPED_OF, CHANGES_OF = 5, 4
GONE, OVERTAKEN = "niet gedaan", 412


@dataclass
class Clerk:
    """Somebody who writes. `flying`: what was sent and not answered yet; `answers` counts those of a broken service."""

    client: Client
    journal: Journal
    dice: Random
    flying: str = ""
    over: bool = False
    broken_answers: int = 0
    number: int = 0

    async def surely(self, deed: Deed, method: str, path: str, sent: Sent) -> Answer:
        """Ask until there is an answer, with the same key each time; without one when it is over."""
        self.journal.asked(deed)
        self.flying = deed.kind
        keyed = replace(sent, key=deed.key) if method == "POST" else sent
        while True:
            answer = await self.client.ask(deed.kind, method, path, keyed)
            if answer.status not in BROKEN or self.over:
                break
            self.broken_answers += answer.status != NO_ANSWER
            await asyncio.sleep(AGAIN)
        self.flying = ""
        if answer.status not in BROKEN:
            told = answer.json() if answer.content else None
            self.journal.answered(
                deed, DONE if answer.good else REFUSED, told if answer.good else [answer.status, told]
            )
        return answer

    async def seen(self, path: str) -> Answer:
        """Read until there is an answer."""
        while True:
            answer = await self.client.ask("look", "GET", path)
            if answer.status not in BROKEN or self.over:
                return answer
            await asyncio.sleep(AGAIN)

    def next(self) -> int:
        """A number that this clerk has not used."""
        self.number += 1
        return self.number

    def key(self) -> str:
        """A key that nobody has used."""
        return f"{self.dice.getrandbits(96):024x}"


Doing = Callable[[Clerk], Awaitable[None]]


async def keep_on(clerk: Clerk, do: Doing) -> None:
    """Do it again and again until it is over."""
    while not clerk.over:
        await do(clerk)


async def take_in(clerk: Clerk) -> None:
    """Hand in the next delivery of one of a few suppliers."""
    number = clerk.next()
    mark = f"L{number % MARKS}-"
    deed = Deed(IMPORT, clerk.key(), {"mark": mark, "number": number, "people": PEOPLE, "dwellings": DWELLINGS})
    form = form_of(delivery(mark, PEOPLE, DWELLINGS, number), f"levering {number}")
    await clerk.surely(deed, "POST", "/imports", Sent(form=form))


def change_rows(example: Mapping[str, Any]) -> Doing:
    """Add a dwelling like the example, and change its rent a few times, each time to one that it never had."""

    async def do(clerk: Clerk) -> None:
        number = clerk.next()
        code = f"K-{number}"
        values = {**example, "code": code, "huur": rent(number)}
        deed = Deed(ADDITION, clerk.key(), {"code": code, "huur": values["huur"]})
        answer = await clerk.surely(deed, "POST", "/register/woningen", Sent(body={"values": values}))
        if not answer.good:
            return
        row, etag = answer.json()["id"], answer.etag
        for _ in range(CHANGES_OF):
            values["huur"] = rent(clerk.next())
            deed = Deed(CHANGE, clerk.key(), {"code": code, "huur": values["huur"]})
            etag = await _changed(clerk, deed, row, etag, values)
            if not etag:
                return

    return do


async def _changed(clerk: Clerk, deed: Deed, row: int, etag: str, values: Mapping[str, Any]) -> str:
    """The version after a change. A try without an answer may have been done: then the next is told that it was overtaken."""
    answer = await clerk.surely(deed, "PUT", f"/register/woningen/{row}", Sent(body={"values": values}, etag=etag))
    if answer.status == OVERTAKEN:
        answer = await clerk.seen(f"/register/woningen/{row}")
        if answer.good and answer.json()["values"]["huur"] == values["huur"]:
            clerk.journal.answered(deed, DONE, None)
    return answer.etag


def calculate_rounds(round_: str) -> Doing:
    """Ask for a calculation, each with a lottery of its own, and look until it has ended; some are stopped."""

    async def do(clerk: Clerk) -> None:
        number = clerk.next()
        deed = Deed(RUN, clerk.key(), {"seed": number})
        body = {"round": round_, "mode": "solve", "settings": {"seed": number, "time_limit": None}}
        answer = await clerk.surely(deed, "POST", "/runs", Sent(body=body))
        if not answer.good:
            return
        run = answer.json()["id"]
        if number % STOPPED_OF == 0:
            await asyncio.sleep(clerk.dice.uniform(0, 1))
            await clerk.client.ask("stop", "POST", f"/runs/{run}/stop")
        # Under way and waiting for whom takes over are moments as well: nobody waits until one has ended.
        for _ in range(clerk.dice.randrange(10)):
            seen = await clerk.seen(f"/runs/{run}")
            if not seen.good or seen.json()["state"] in ENDED:
                return
            clerk.flying = "calculation"
            await asyncio.sleep(LOOK)
            clerk.flying = ""

    return do
