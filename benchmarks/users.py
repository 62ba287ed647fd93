"""What the users of a transferpunt do, by role: look around, look closer, and now and then change something."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from benchmarks.asking import Answer, Client, Sent

COORDINATOR, CORPORATIE, ZORGAANBIEDER, PLANNER = "coordinator", "corporatie", "zorgaanbieder", "planner"
PAGE_SIZES = ("20", "50", "50", "100")
REASON = "gewijzigd in een meetproef"
PEOPLE, DWELLINGS = "uitstromers", "woningen"
SORTED_BY: Mapping[str, tuple[str, ...]] = {
    PEOPLE: ("klaar_op", "-urgentie", "begeleiding,code", "-aangemeld_op"),
    DWELLINGS: ("huur", "-vrij_vanaf", "wijk,code", "slaapkamers"),
    "plaatsingen": ("status", "-begin"),
    "wijken": ("naam", "-inwoners"),
    "indicatoren": ("indicator,gebied", "-waarde"),
    "grenswaarden": ("gebied", "-grens"),
}
FILTERED_BY: Mapping[str, tuple[str, ...]] = {
    PEOPLE: ("begeleiding", "doelgroep", "herkomst"),
    DWELLINGS: ("wijk", "slaapkamers"),
    "plaatsingen": ("status",),
    "wijken": ("gemeente",),
    "indicatoren": ("indicator",),
    "grenswaarden": ("soort",),
}
# What a user changes of a row, with new values for it.
CHANGED: Mapping[str, tuple[str, tuple[Any, ...]]] = {
    PEOPLE: ("uren", (2, 3, 4, 5, 6)),
    DWELLINGS: ("huur", (52_000, 56_050, 60_125, 64_900, 68_800)),
    "grenswaarden": ("motivering", ("besproken in het overleg", "vastgesteld met de corporaties")),
}


@dataclass
class Known:
    """What somebody has seen so far: rows by table, with their values, and ids of what hangs together."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    proposals: list[str] = field(default_factory=list)
    placements: list[dict[str, Any]] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    fills: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class User:
    """Somebody at work; `dice` decides what comes next, so that the same seed asks for the same things."""

    client: Client
    dice: Random
    known: Known = field(default_factory=Known)

    def one_of(self, choices: Sequence[Any]) -> Any:  # noqa: ANN401 - of what is given
        """One of them, or None where there is nothing to choose."""
        return self.dice.choice(choices) if choices else None


Doing = Callable[[User], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that a role does, and how often among others."""

    weight: int
    do: Doing


def deeds_of(role: str) -> Sequence[Deed]:
    """What somebody of this role does."""
    return DEEDS[role]


async def next_deed(user: User, deeds: Iterable[Deed]) -> None:
    """Do the next thing."""
    choices = list(deeds)
    (chosen,) = user.dice.choices(choices, [deed.weight for deed in choices])
    await chosen.do(user)


def listing(table: str) -> Doing:
    """Look through a table: filtered, sorted, another page."""

    async def look(user: User) -> None:
        query = {"pageSize": user.one_of(PAGE_SIZES)}
        if user.dice.random() < 0.7:  # noqa: PLR2004 - most lists are sorted
            query["sort"] = user.one_of(SORTED_BY[table])
        seen = user.known.rows.get(table, [])
        column = user.one_of(FILTERED_BY[table])
        if seen and user.dice.random() < 0.5 and seen[0]["values"].get(column) is not None:  # noqa: PLR2004 - half of them are filtered
            query["filter"] = f"{column}:{seen[0]['values'][column]}"
        elif len(seen) == int(query["pageSize"]):
            query["page"] = "2"
        answer = await user.client.ask("rows", "GET", f"/register/{table}", query=query)
        found = answer.json()["items"] if answer.good else []
        if found:
            user.dice.shuffle(found)
            user.known.rows[table] = found

    return look


def row(table: str) -> Doing:
    """Look at one row that was seen in a list."""

    async def look(user: User) -> None:
        seen = user.one_of(user.known.rows.get(table, []))
        if seen is not None:
            await _row(user, table, seen["id"])

    return look


def history(table: str) -> Doing:
    """Look what happened to a row."""

    async def look(user: User) -> None:
        seen = user.one_of(user.known.rows.get(table, []))
        if seen is not None:
            await user.client.ask("history of a row", "GET", f"/register/{table}/{seen['id']}/history")

    return look


def change(table: str) -> Doing:
    """Open a row, change one thing and save it; a colleague may have been first."""

    async def save(user: User) -> None:
        seen = user.one_of(user.known.rows.get(table, []))
        if seen is None:
            await listing(table)(user)
            return
        answer = await _row(user, table, seen["id"])
        if not answer.good:
            return
        column, choices = CHANGED[table]
        values = {**answer.json()["values"], column: user.one_of(choices)}
        body = {"values": values, "motivation": REASON}
        await user.client.ask(
            f"change of {table}", "PUT", f"/register/{table}/{seen['id']}", Sent(body=body, etag=answer.etag)
        )

    return save


def add(table: str) -> Doing:
    """Add a row like one that was seen."""

    async def save(user: User) -> None:
        seen = user.one_of(user.known.rows.get(table, []))
        if seen is None:
            await listing(table)(user)
            return
        fills = await _fills(user, table)
        values = {name: value for name, value in seen["values"].items() if name in fills}
        values["code"] = f"{'U' if table == PEOPLE else 'W'}-{user.dice.getrandbits(48):012x}"
        body = {"values": values, "motivation": REASON}
        await user.client.ask(f"addition to {table}", "POST", f"/register/{table}", Sent(body=body, key=new_key(user)))

    return save


def new_key(user: User) -> str:
    """A key under which something is asked once."""
    return f"{user.dice.getrandbits(96):024x}"


async def runs(user: User) -> None:
    """Look which calculations there are."""
    answer = await user.client.ask("runs", "GET", "/runs", query={"pageSize": "20"})
    if answer.good:
        user.known.runs = [run["id"] for run in answer.json()["items"]]


async def run(user: User) -> None:
    """Look how a calculation stands."""
    if not user.known.runs:
        await runs(user)
    if user.known.runs:
        await user.client.ask("run", "GET", f"/runs/{user.one_of(user.known.runs)}")


async def tables(user: User) -> None:
    """Look which tables there are."""
    await user.client.ask("tables", "GET", "/register")


async def audit(user: User) -> None:
    """Look who did what."""
    await user.client.ask("audit", "GET", "/audit", query={"pageSize": "50"})


async def who(user: User) -> None:
    """What each page asks first."""
    await user.client.ask("session", "GET", "/sessions/current")


async def _row(user: User, table: str, number: int) -> Answer:
    return await user.client.ask("row", "GET", f"/register/{table}/{number}")


async def _fills(user: User, table: str) -> tuple[str, ...]:
    if table not in user.known.fills:
        answer = await user.client.ask("tables", "GET", "/register")
        items = answer.json()["items"] if answer.good else []
        user.known.fills.update({one["name"]: tuple(one["fills"]) for one in items})
    return user.known.fills.get(table, ())


DEEDS: Mapping[str, tuple[Deed, ...]] = {
    COORDINATOR: (
        Deed(14, listing(PEOPLE)), Deed(8, listing(DWELLINGS)), Deed(5, listing("plaatsingen")), Deed(10, row(PEOPLE)),
        Deed(4, row(DWELLINGS)), Deed(2, history(PEOPLE)), Deed(4, runs), Deed(5, run), Deed(2, audit), Deed(2, tables),
        Deed(6, change(PEOPLE)), Deed(2, add(PEOPLE)),
    ),
    CORPORATIE: (
        Deed(14, listing(DWELLINGS)), Deed(10, row(DWELLINGS)), Deed(2, history(DWELLINGS)),
        Deed(3, who), Deed(7, change(DWELLINGS)), Deed(3, add(DWELLINGS)),
    ),
    ZORGAANBIEDER: (
        Deed(14, listing(PEOPLE)), Deed(10, row(PEOPLE)), Deed(5, listing("plaatsingen")), Deed(2, history(PEOPLE)),
        Deed(3, who), Deed(7, change(PEOPLE)), Deed(3, add(PEOPLE)),
    ),
    PLANNER: (
        Deed(8, listing("wijken")), Deed(6, listing("indicatoren")), Deed(6, listing("grenswaarden")), Deed(3, tables),
        Deed(2, change("grenswaarden")),
    ),
}  # fmt: skip
