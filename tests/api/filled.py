"""A store with something in every table, of every kind of value, and what two stores hold side by side."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import JSON, Table, Text, cast, insert, select

from api.access.identity import SYSTEM
from api.store.audit import Action, Noted
from api.store.database import Store, Writing
from api.store.documents import find_document, keep_document
from api.store.proposals import add_proposal
from api.store.rounds import Origin, add_round
from api.store.schema import (
    ACCOUNTS,
    DECISIONS,
    IDEMPOTENCY,
    METADATA,
    REGISTER,
    REVIEWS,
    ROW,
    RUNS,
    SENT,
    SESSIONS,
    SIGN_IN_LINKS,
    VERSION,
)
from geodata.tables import TABLES
from optimizer.proposal import Proposal
from optimizer.round import Round
from optimizer.solve import practice, solve
from tests.worlds import dwelling, person, world

AT = "2026-10-01T09:00:00.000000Z"
VALUES: dict[str, Any] = {
    "tekst": "Zoë's “huis” ✓",
    "geheel getal": 7,
    "getal": 0.1 + 0.2,
    "bedrag in euro's": 61_234,
    "datum": date(2026, 10, 1),
    "ja of nee": True,
    "keuze uit een lijst": "BW",
}


@cache
def solved() -> tuple[Round, Proposal, Proposal | None]:
    """A round of one person and one dwelling, its proposal and today's practice."""
    round_ = world([person("U-zwaluw")], [dwelling("W-zwaluw")])
    return round_, solve(round_), practice(round_)


def fill(store: Store) -> None:
    """Put something in every table."""
    with store.writing(SYSTEM) as writing:
        for name in REGISTER:
            _register_rows(writing, name)
        _accounts(writing)
        _answers(writing)
        keep_document(writing, find_document(writing.connection, "beleid"), "name = 'Zoë'\n")


def held(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table as it is kept, by table."""
    with store.reading() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(_as_kept(table))), key=str)
            for name, table in METADATA.tables.items()
        }


def _as_kept(table: Table) -> Any:
    return select(*(cast(column, Text) if isinstance(column.type, JSON) else column for column in table.columns))


def _register_rows(writing: Writing, name: str) -> None:
    known = TABLES[name]
    full = {column.name: VALUES[column.kind] for column in known.columns}
    full |= {column.name: [full[column.name]] * 2 for column in known.columns if column.many and column.kind != "datum"}
    bare = {column.name: full[column.name] for column in known.columns if column.required}
    bare |= {key: _other(full[key]) for key in known.key}
    bare |= {column.name: [] for column in known.columns if column.many}
    table = REGISTER[name]
    first = writing.connection.execute(insert(table).values({**full, ROW: 3, VERSION: 2})).inserted_primary_key
    assert first == (3,)
    writing.connection.execute(insert(table).values({**bare, ROW: 5, VERSION: 1}))
    writing.change(Noted(action=Action.ADDED, kind=name, subjects=["3"], after={"waarde": "Zoë"}), "zomaar")


def _other(value: Any) -> Any:
    if isinstance(value, date):
        return date(2026, 12, 31)
    return value + 1 if isinstance(value, int) else f"ander {value}"


def _accounts(writing: Writing) -> None:
    account = {
        "id": "a-1", "login": "zwaluw@voorbeeld.nl", "role": "coordinator", "organisation": "", "password": None,
        "blocked": False, "failures": 0, "locked_until": None, "created_at": AT, "version": 1,
    }  # fmt: skip
    connection = writing.connection
    connection.execute(insert(ACCOUNTS).values(account))
    connection.execute(insert(SIGN_IN_LINKS).values(digest="d1", account="a-1", expires_at=AT, used_at=None))
    session = {
        "digest": "d2",
        "account": "a-1",
        "csrf": "c",
        "by_link": False,
        "created_at": AT,
        "seen_at": AT,
        "expires_at": AT,
    }
    connection.execute(insert(SESSIONS).values(session))
    answer = {"status": 201, "headers": {"etag": '"1"'}, "body": "{}", "at": AT}
    connection.execute(insert(IDEMPOTENCY).values(account="a-1", key="k", request="r", **answer))


def _answers(writing: Writing) -> None:
    """A round with a scenario of it, whose id may sort before that of the round; a run with its proposal; a decision."""
    round_, proposal, by_hand = solved()
    first = add_round(writing, round_, Origin.REGISTER, 1)
    for _ in range(4):
        add_round(writing, round_, Origin.SCENARIO, 1, parent=first.id)
    run: dict[str, Any] = {
        "id": "b-1", "round": first.id, "mode": "solve", "settings": {"seed": 1}, "plan": None, "state": "klaar",
        "progress": {"phase": "", "goals": []}, "stop_asked": False, "attempt": 1, "lost": 0, "worker": None, "beat_at": None, "result": None,
        "failure": None, "submitted_at": AT, "submitted_by": "a-1", "started_at": AT, "ended_at": AT,
    }  # fmt: skip
    connection = writing.connection
    connection.execute(insert(RUNS).values({name: value for name, value in run.items() if name in RUNS.c}))
    kept = add_proposal(
        writing, round_id=first.id, run="b-1", proposal=proposal, practice=by_hand, figures={"geplaatst": 1}
    )
    review = {
        "placement": "p-1", "proposal": kept.id, "person": "U-zwaluw", "dwelling": "W-zwaluw", "corporation": "corp-1",
        "provider": "zorg-1", "run_by": "corporatie", "contract": "huur", "start": date(2026, 10, 1), "refusal": None, "version": 1,
    }  # fmt: skip
    connection.execute(insert(REVIEWS).values(review))
    connection.execute(insert(SENT).values(proposal=kept.id, placement="p-1"))
    decision = {
        "placement": "p-1", "step": "versturen", "from_status": None, "to_status": "voorgesteld", "refusal": None,
        "motivation": "", "account": "a-1", "role": "coordinator", "at": AT, "seq": 1,
    }  # fmt: skip
    connection.execute(insert(DECISIONS).values(decision))
