"""What goes when its term is over. Ids, digests, planners' figures and the audit stay; values do not.

The term of a round runs from its end, that of a placement or a registration from what was last done about it. A
registration is finished when its placements are over and one of them at least was more than a decline: who only declined
still waits. What keeps two people apart or together keeps both as long as one of them is not finished, and with somebody
stays where she moved in: without it she would seem to wait.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, null, or_, select, update

from api.access.register_access import NAMES_PERSONS
from api.store.audit import Action, Noted
from api.store.database import Writing
from api.store.documents import KIND as DOCUMENTS
from api.store.schema import (
    AUDIT,
    DECISIONS,
    HISTORY,
    IDEMPOTENCY,
    PROPOSALS,
    REGISTER,
    REVIEWS,
    ROUNDS,
    ROW,
    RUNS,
    SENT,
    SESSIONS,
    SIGN_IN_LINKS,
)
from optimizer.agreements import PlacementStatus

PEOPLE, PLACEMENTS = "uitstromers", "plaatsingen"
# These name several people in one row, of whom each counts for the others.
TOGETHER = ("uitsluitingen", "koppelingen")
# Of these the history stays, without why somebody changed it: they hold nothing of a person.
OPEN_KINDS = (*(name for name in REGISTER if name not in NAMES_PERSONS), DOCUMENTS)
OVER = tuple(status for status in PlacementStatus if not status.live)
LIVED = (PlacementStatus.AFGEROND, PlacementStatus.BEEINDIGD, PlacementStatus.TERUGVAL)
# Fewer than any database allows in one statement.
MOST_VALUES = 500


@dataclass(slots=True)
class Erased:
    """How much was erased, by what it was."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, count: int) -> None:
        """Count."""
        if count:
            self.counts[kind] = self.counts.get(kind, 0) + count


def erase(writing: Writing, since: str, last_day: date) -> Erased:
    """Erase what was last touched before the moment `since`, and rounds that ended before `last_day`."""
    erased = Erased()
    _rounds(writing, last_day, erased)
    _registrations(writing, since, erased)
    _texts(writing, since, erased)
    return erased


def drop_keys(writing: Writing, idle_since: str, answered_since: str) -> int:
    """Remove sessions, one-time links and answers to repeated requests that are of no use any more; how many."""
    over = (
        (SESSIONS, or_(SESSIONS.c.expires_at <= writing.at, SESSIONS.c.seen_at <= idle_since)),
        (SIGN_IN_LINKS, or_(SIGN_IN_LINKS.c.expires_at <= writing.at, SIGN_IN_LINKS.c.used_at.is_not(None))),
        (IDEMPOTENCY, IDEMPOTENCY.c.at <= answered_since),
    )
    return sum(writing.connection.execute(delete(table).where(gone)).rowcount for table, gone in over)


def _rounds(writing: Writing, last_day: date, erased: Erased) -> None:
    """The contents of rounds and of all that was calculated on them."""
    connection = writing.connection
    past = select(ROUNDS.c.id).where(ROUNDS.c.end < last_day)
    for kind, table, of_round, emptied in (
        ("rondes", ROUNDS, ROUNDS.c.id, {"content": None, "name": ""}),
        ("voorstellen", PROPOSALS, PROPOSALS.c.round, {"content": None, "practice": None}),
    ):
        now = and_(of_round.in_(past), table.c.erased_at.is_(None))
        ids = list(connection.execute(select(table.c.id).where(now).order_by(table.c.id)).scalars())
        connection.execute(update(table).where(now).values(**emptied, erased_at=writing.at))
        _note(writing, kind, ids, erased)
    # What was asked and found names people; a failure may.
    answers: dict[str, Any] = {"plan": null(), "result": null(), "failure": None}
    connection.execute(update(RUNS).where(RUNS.c.round.in_(past)).values(**answers))


def _registrations(writing: Writing, since: str, erased: Erased) -> None:
    """Placements that are over, registrations that are finished, and every row that names those."""
    connection = writing.connection
    over = _over(connection, since)
    people = _finished(connection, since, {row[ROW] for row in over})
    staying = {row["code"] for row in _rows(connection, PEOPLE)} - people
    placements = [row for row in over if row["status"] not in LIVED or row["uitstromer"] not in staying]
    for name, column in NAMES_PERSONS.items():
        rows = _rows(connection, name)
        going = [row for row in rows if _named(row[column]) & people]
        if name == PLACEMENTS:
            going = placements
        _remove_rows(writing, name, [row[ROW] for row in going], erased)
    kept = {row["code"] for row in _rows(connection, PLACEMENTS)}
    _decisions(writing, since, kept, erased)


def _over(connection: Connection, since: str) -> list[Mapping[str, Any]]:
    """The placements that are over, about which nothing was done lately."""
    touched = _touched(connection, PLACEMENTS, since)
    decided = set(connection.execute(select(DECISIONS.c.placement).where(DECISIONS.c.at >= since)).scalars())
    return [
        row
        for row in _rows(connection, PLACEMENTS)
        if row["status"] in OVER and str(row[ROW]) not in touched and row["code"] not in decided
    ]


def _finished(connection: Connection, since: str, over: Collection[int]) -> frozenset[str]:
    """The pseudonyms of the registrations that are finished, about which nothing was done lately."""
    touched = _touched(connection, PEOPLE, since)
    waiting: set[str] = set()
    lived: set[str] = set()
    for row in _rows(connection, PLACEMENTS):
        if row[ROW] not in over:
            waiting.add(row["uitstromer"])
        elif row["status"] in LIVED:
            lived.add(row["uitstromer"])
    people = {row["code"]: str(row[ROW]) for row in _rows(connection, PEOPLE)}
    finished = {code for code, row in people.items() if code in lived - waiting and row not in touched}
    return _without_tied(connection, finished, people)


def _without_tied(connection: Connection, finished: set[str], people: Collection[str]) -> frozenset[str]:
    groups = [_named(row[NAMES_PERSONS[name]]) & set(people) for name in TOGETHER for row in _rows(connection, name)]
    while tied := {code for group in groups if group - finished for code in group & finished}:
        finished = finished - tied
    return frozenset(finished)


def _touched(connection: Connection, kind: str, since: str) -> frozenset[str]:
    """The subjects of a kind that somebody changed since."""
    lately = select(HISTORY.c.subject).join(AUDIT, AUDIT.c.seq == HISTORY.c.seq)
    found = connection.execute(lately.where(HISTORY.c.kind == kind, AUDIT.c.at >= since).distinct())
    return frozenset(found.scalars())


def _remove_rows(writing: Writing, name: str, rows: list[int], erased: Erased) -> None:
    """Rows of the register, and all that the history holds of them."""
    table = REGISTER[name]
    for part in _parts(rows):
        writing.connection.execute(delete(table).where(table.c[ROW].in_(part)))
        of_rows = and_(HISTORY.c.kind == name, HISTORY.c.subject.in_([str(row) for row in part]))
        _empty_history(writing, of_rows, motivations_only=False)
    _note(writing, name, [str(row) for row in rows], erased)


def _decisions(writing: Writing, since: str, kept: Collection[str], erased: Erased) -> None:
    """What was decided about placements that are gone, and old motivations about those that are not."""
    connection = writing.connection
    lately = select(DECISIONS.c.placement).where(DECISIONS.c.at >= since)
    old = connection.execute(select(REVIEWS.c.placement).where(REVIEWS.c.placement.not_in(lately))).scalars()
    gone = sorted(set(old) - set(kept))
    for part in _parts(gone):
        for table in (DECISIONS, SENT):
            connection.execute(delete(table).where(table.c.placement.in_(part)))
        connection.execute(delete(REVIEWS).where(REVIEWS.c.placement.in_(part)))
    _note(writing, "besluiten", gone, erased)
    connection.execute(update(DECISIONS).where(DECISIONS.c.at < since).values(motivation=""))


def _texts(writing: Writing, since: str, erased: Erased) -> None:
    """The values and motivations of changes that are old enough."""
    old = HISTORY.c.seq.in_(select(AUDIT.c.seq).where(AUDIT.c.at < since))
    count = _empty_history(writing, and_(old, HISTORY.c.kind.not_in(OPEN_KINDS)), motivations_only=False)
    count += _empty_history(writing, and_(old, HISTORY.c.kind.in_(OPEN_KINDS)), motivations_only=True)
    if count:
        writing.note(Noted(action=Action.ERASED, kind="geschiedenis", subjects=[], reason=f"van voor {since[:10]}"))
    erased.add("geschiedenis", count)


def _empty_history(writing: Writing, which: Any, *, motivations_only: bool) -> int:  # noqa: ANN401 - a condition
    filled = HISTORY.c.motivation != ""
    values: dict[str, Any] = {"motivation": ""}
    if not motivations_only:
        filled = or_(filled, HISTORY.c.before.is_not(null()), HISTORY.c.after.is_not(null()))
        values |= {"before": null(), "after": null()}
    return writing.connection.execute(update(HISTORY).where(which, filled).values(**values)).rowcount


def _note(writing: Writing, kind: str, ids: list[str], erased: Erased) -> None:
    if ids:
        writing.note(Noted(action=Action.ERASED, kind=kind, subjects=ids))
    erased.add(kind, len(ids))


def _rows(connection: Connection, name: str) -> list[Mapping[str, Any]]:
    table: Table = REGISTER[name]
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def _named(value: Any) -> set[str]:  # noqa: ANN401 - one pseudonym, several, or none
    if isinstance(value, str):
        return {value}
    return set(value or ())


def _parts(items: Iterable[Any]) -> Iterable[list[Any]]:
    whole = list(items)
    return (whole[at : at + MOST_VALUES] for at in range(0, len(whole), MOST_VALUES))
