"""What users do in the register: look through it, look closer, and now and then change or add something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.asking import Answer, Sent
from benchmarks.deliveries import delivery, form_of
from benchmarks.user import PLANNER, REASON, Doing, User

PAGE_SIZES = ("20", "50", "50", "100")
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
# Rows of each kind in a file.
DELIVERED = 5
# What a user changes of a row, with new values for it.
CHANGED: Mapping[str, tuple[str, tuple[Any, ...]]] = {
    PEOPLE: ("uren", (2, 3, 4, 5, 6)),
    DWELLINGS: ("huur", (52_000, 56_050, 60_125, 64_900, 68_800)),
    "grenswaarden": ("motivering", ("besproken in het overleg", "vastgesteld met de corporaties")),
}


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
        seen = user.one_of([one for one in user.known.rows.get(table, []) if _may_change(user, table, one["values"])])
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
        await user.client.ask(f"addition to {table}", "POST", f"/register/{table}", Sent(body=body, key=user.key()))

    return save


async def tables(user: User) -> None:
    """Look which tables there are."""
    await user.client.ask("tables", "GET", "/register")


async def audit(user: User) -> None:
    """Look who did what."""
    await user.client.ask("audit", "GET", "/audit", query={"pageSize": "50"})


async def who(user: User) -> None:
    """What each page asks first."""
    await user.client.ask("session", "GET", "/sessions/current")


async def hand_in(user: User) -> None:
    """Hand in a file with a few registrations and dwellings."""
    files = delivery(f"D{user.dice.getrandbits(32):08x}-", DELIVERED, DELIVERED)
    await user.client.ask("import", "POST", "/imports", Sent(form=form_of(files, REASON), key=user.key()))


def _may_change(user: User, table: str, values: Mapping[str, Any]) -> bool:
    """A gemeente decides on its own areas, whose codes hold its number; of other tables everybody sees what is theirs."""
    return (
        table != "grenswaarden" or user.client.role != PLANNER or user.client.organisation[2:] == values["gebied"][2:6]
    )


async def _row(user: User, table: str, number: int) -> Answer:
    return await user.client.ask("row", "GET", f"/register/{table}/{number}")


async def _fills(user: User, table: str) -> tuple[str, ...]:
    if table not in user.known.fills:
        answer = await user.client.ask("tables", "GET", "/register")
        items = answer.json()["items"] if answer.good else []
        user.known.fills.update({one["name"]: tuple(one["fills"]) for one in items})
    return user.known.fills.get(table, ())
