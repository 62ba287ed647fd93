"""Clients that write without a pause while the service is killed, and ask the same again until they have an answer."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random
from typing import Any

from benchmarks.asking import NO_ANSWER, Answer, Client, Sent
from benchmarks.calculating import ENDED
from benchmarks.deliveries import LATER, delivery, form_of, rent
from benchmarks.journal import DONE, REFUSED, Deed, Journal
from geodata.synthetic import OCTOBER_TO_DECEMBER

IMPORT, ADDITION, CHANGE, ROUND, RUN, SEND, DECISION = (
    "import", "addition", "change", "round", "run", "sending", "decision",
)  # fmt: skip
# Seconds between two tries, and between two looks at a calculation.
AGAIN, LOOK = 0.1, 0.3
# A service that is there again, or not yet.
BROKEN = frozenset({NO_ANSWER, 500, 502, 503})
MARKS, PEOPLE, DWELLINGS = 6, 4, 4
# Of so many calculations one is stopped; after so many changes of a row comes the next.
STOPPED_OF, CHANGES_OF = 5, 4
# After about so many decisions, or with fewer possible, the next proposal is sent.
DECISIONS_OF, FEW = 10, 5
ONWARD, TAKE_BACK = ("akkoord geven", "aanbieden", "accepteren"), "terugnemen"
A_PERIOD = {"start": OCTOBER_TO_DECEMBER.start.isoformat(), "end": OCTOBER_TO_DECEMBER.end.isoformat()}
CALCULATION = "calculation"
OVERTAKEN = 412


@dataclass
class Clerk:
    """Somebody who writes. `flying`: what was sent and not answered yet; `broken` counts answers of a service that is not whole."""

    client: Client
    journal: Journal
    dice: Random
    flying: str = ""
    over: bool = False
    broken: Counter[int] = field(default_factory=Counter)
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
            self.broken.update([answer.status] if answer.status != NO_ANSWER else [])
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
        values = {**example, "code": code, "huur": rent(number), "vrij_vanaf": LATER.isoformat()}
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
    """Ask for a calculation, each with a lottery of its own, and look how it stands; some are stopped."""

    async def do(clerk: Clerk) -> None:
        run = await _run(clerk, round_)
        if not run:
            return
        if clerk.number % STOPPED_OF == 0:
            await asyncio.sleep(clerk.dice.uniform(0, 1))
            await clerk.client.ask("stop", "POST", f"/runs/{run}/stop")
        # Now and then nobody waits until it has ended: then the next waits for a worker, and that is a moment as well.
        await _ended(clerk, run, looks=clerk.dice.choice((1, None, None)))

    return do


def decide_on(first: str) -> Doing:
    """Decide on what was sent, this proposal first; when little is left, make and send the next."""
    under_review = first

    async def do(clerk: Clerk) -> None:
        nonlocal under_review
        placements = await clerk.seen(f"/proposals/{under_review}/placements?pageSize=100")
        rows = placements.json()["items"] if placements.good else []
        possible = [(one, step) for one in rows for step in one["steps"] if step in (*ONWARD, TAKE_BACK)]
        if len(possible) < FEW or clerk.dice.random() < 1 / DECISIONS_OF:
            under_review = await _next_sent(clerk) or under_review
            return
        row, step = clerk.dice.choice(possible)
        deed = Deed(DECISION, clerk.key(), {"placement": row["placement"], "step": step})
        # What is said of it is how it is found again.
        body = {"placement": row["placement"], "step": step, "motivation": deed.key}
        await clerk.surely(deed, "POST", "/decisions", Sent(body=body, etag=f'"{row["version"]}"'))

    return do


async def _next_sent(clerk: Clerk) -> str:
    """Freeze a round, calculate it and send the proposal; its id, or nothing when that can't be."""
    deed = Deed(ROUND, clerk.key(), {"name": f"Meetproef {clerk.next()}"})
    made = await clerk.surely(deed, "POST", "/rounds", Sent(body={**deed.content, **A_PERIOD}))
    run = await _run(clerk, made.json()["id"]) if made.good else ""
    proposal = await _ended(clerk, run) if run else ""
    if not proposal:
        return ""
    found = await clerk.seen(f"/proposals/{proposal}")
    if not found.good:
        return ""
    deed = Deed(SEND, clerk.key(), {"proposal": proposal})
    sent = await clerk.surely(deed, "POST", f"/proposals/{proposal}/send", Sent(etag=found.etag))
    return proposal if sent.good else ""


async def _run(clerk: Clerk, round_: str) -> str:
    """A new run, with a seed that no other has; nothing when there was no answer."""
    deed = Deed(RUN, clerk.key(), {"seed": clerk.next()})
    body = {"round": round_, "mode": "solve", "settings": {**deed.content, "time_limit": None}}
    answer = await clerk.surely(deed, "POST", "/runs", Sent(body=body))
    return str(answer.json()["id"]) if answer.good else ""


async def _ended(clerk: Clerk, run: str, looks: int | None = None) -> str:
    """What came of it; nothing when it has not ended after so many looks, or without a proposal."""
    for _ in count() if looks is None else range(looks):
        seen = await clerk.seen(f"/runs/{run}")
        if not seen.good or clerk.over:
            return ""
        if seen.json()["state"] in ENDED:
            return seen.json()["proposal"] or ""
        clerk.flying = CALCULATION
        await asyncio.sleep(LOOK)
        clerk.flying = ""
    return ""
