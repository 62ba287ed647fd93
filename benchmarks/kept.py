"""Whether a store holds what was acknowledged: all of it, once, and never half; read from the database itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, select

from api.store.database import Store
from api.store.runs import RunState
from api.store.schema import DECISIONS, HISTORY, PROPOSALS, REGISTER, ROUNDS, RUNS
from api.usecases.check_store import check_store
from benchmarks.clerks import ADDITION, CHANGE, DECISION, IMPORT, ROUND, RUN, SEND
from benchmarks.deliveries import basis, rent
from benchmarks.journal import Deed, Journal, Told
from optimizer.agreements import PlacementStatus

WONINGEN, UITSTROMERS, PLAATSINGEN = (REGISTER[name] for name in ("woningen", "uitstromers", "plaatsingen"))


class What(StrEnum):
    """What can be wrong."""

    LOST = "lost"
    DOUBLED = "doubled"
    HALF = "half done"
    STUCK = "stuck"
    WRONG = "wrong in the check of the store"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was acknowledged."""

    what: What
    text: str


def findings(url: str, journal: Journal) -> list[Finding]:
    """What is wrong with the writes so far; cheap enough for after every kill."""
    # Clients may go on meanwhile: what is acknowledged to them after this need not be in what is read here.
    told = journal.now()
    with closing(Store(url)) as store, store.reading() as connection:
        # The moment of which is read begins here; what was asked is looked up after it, so that nothing is there unasked.
        connection.execute(select(func.count()).select_from(RUNS))
        return [
            *_of_imports(connection, told),
            *_of_rows(connection, told),
            *_of_runs(connection, told),
            *_of_rounds(connection, told),
            *_of_decisions(connection, told),
            *_of_placements(connection),
        ]


def all_findings(url: str, journal: Journal) -> list[Finding]:
    """Also what takes a look at every change that was ever made, and at runs that should have ended by now."""
    with closing(Store(url)) as store:
        wrong = check_store(store).wrong
        with store.reading() as connection:
            doubled = list(_changed_twice(connection))
            stuck = list(_unfinished(connection))
    return [*findings(url, journal), *doubled, *stuck, *(Finding(What.WRONG, text) for text in wrong)]


def _of_imports(connection: Connection, told: Told) -> Iterator[Finding]:
    """The rows of a delivery are all of the same one, which is the last that was acknowledged or one asked since."""
    for mark in sorted({deed.content["mark"] for deed in told.of(IMPORT)}):
        asked = [deed for deed in told.of(IMPORT) if deed.content["mark"] == mark]
        homes = select(WONINGEN.c.huur).where(WONINGEN.c.code.startswith(mark))
        people = select(UITSTROMERS.c.grondslag).where(UITSTROMERS.c.code.startswith(mark))
        found = Counter(connection.execute(homes).scalars()), Counter(connection.execute(people).scalars())
        wholes = [deed for deed in asked if found == _delivered(deed)]
        first = next((at for at in range(len(asked), 0, -1) if told.is_done(asked[at - 1])), 0)
        if not wholes and any(found):
            yield Finding(What.HALF, f"delivery {mark}: {found}")
        elif first and not wholes:
            yield Finding(What.LOST, f"delivery {mark}: nothing is there")
        elif first and asked.index(wholes[0]) < first - 1:
            yield Finding(What.LOST, f"delivery {mark}: number {asked[first - 1].content['number']}")


def _delivered(deed: Deed) -> tuple[Counter[int], Counter[str]]:
    number, homes, people = (deed.content[name] for name in ("number", "dwellings", "people"))
    return Counter({rent(number): homes}), Counter({basis(number): people})


def _of_rows(connection: Connection, told: Told) -> Iterator[Finding]:
    """A row has the last rent that was acknowledged, or one that was asked since."""
    kept = dict(connection.execute(select(WONINGEN.c.code, WONINGEN.c.huur)).all())
    asked: dict[str, list[Deed]] = {}
    for deed in (*told.of(ADDITION), *told.of(CHANGE)):
        asked.setdefault(deed.content["code"], []).append(deed)
    for code, deeds in asked.items():
        done = [at for at, deed in enumerate(deeds) if told.is_done(deed)]
        possible = [deed.content["huur"] for deed in deeds[done[-1] :]] if done else []
        if done and kept.get(code) not in possible:
            yield Finding(What.LOST, f"row {code}: {kept.get(code)} instead of one of {possible}")


def _of_runs(connection: Connection, told: Told) -> Iterator[Finding]:
    """A run for each that was acknowledged, one at most for the others, and one proposal at most for each."""
    counted = select(RUNS.c.id, RUNS.c.state, RUNS.c.settings, func.count(PROPOSALS.c.id).label("proposals"))
    rows = connection.execute(counted.outerjoin(PROPOSALS, PROPOSALS.c.run == RUNS.c.id).group_by(RUNS.c.id)).all()
    yield from _once(told, RUN, "seed", Counter(row.settings["seed"] for row in rows))
    for row in rows:
        has = 1 if row.state in (RunState.KLAAR, RunState.GESTOPT) else 0
        if row.proposals != has:
            what = What.DOUBLED if row.proposals > has else What.LOST
            yield Finding(what, f"{row.proposals} proposals of a run that is {row.state}")


def _of_rounds(connection: Connection, told: Told) -> Iterator[Finding]:
    """Each round once, and each proposal sent that was acknowledged."""
    yield from _once(told, ROUND, "name", Counter(connection.execute(select(ROUNDS.c.name)).scalars()))
    sent = connection.execute(select(PROPOSALS.c.id).where(PROPOSALS.c.sent_at.is_not(None))).scalars()
    yield from _once(told, SEND, "proposal", Counter(sent))


def _of_decisions(connection: Connection, told: Told) -> Iterator[Finding]:
    """Each decision once, found again by what was said of it."""
    said = Counter(connection.execute(select(DECISIONS.c.motivation)).scalars())
    for deed in told.of(DECISION):
        yield from _counted(told, deed, said[deed.key])


def _once(told: Told, kind: str, name: str, found: Counter[Any]) -> Iterator[Finding]:
    """What is wrong with deeds of a kind, of which the content with this name was found so many times."""
    for deed in told.of(kind):
        yield from _counted(told, deed, found[deed.content[name]])


def _counted(told: Told, deed: Deed, times: int) -> Iterator[Finding]:
    if times == 0 and told.is_done(deed):
        yield Finding(What.LOST, f"{deed.kind} {dict(deed.content)}")
    if times > 1:
        yield Finding(What.DOUBLED, f"{deed.kind} {dict(deed.content)}: {times} times")


def _of_placements(connection: Connection) -> Iterator[Finding]:
    """Nobody has two places, and no unit two people."""
    live = [status.value for status in PlacementStatus if status.live]
    columns = (PLAATSINGEN.c.uitstromer, PLAATSINGEN.c.woning)
    rows = connection.execute(select(*columns).where(PLAATSINGEN.c.status.in_(live))).all()
    units = {code: units or 1 for code, units in connection.execute(select(WONINGEN.c.code, WONINGEN.c.aantal))}
    for person, times in Counter(row.uitstromer for row in rows if row.uitstromer).items():
        if times > 1:
            yield Finding(What.DOUBLED, f"{times} live placements of {person}")
    for home, times in Counter(row.woning for row in rows if row.woning).items():
        if times > units.get(home, 1):
            yield Finding(What.DOUBLED, f"{times} live placements in {home}")


def _changed_twice(connection: Connection) -> Iterator[Finding]:
    """A rent that a client chose for one deed was written once, whatever was asked again."""
    written = select(HISTORY.c.subject, HISTORY.c.before, HISTORY.c.after).where(HISTORY.c.kind == "woningen")
    changes = Counter(
        (row.subject, _rent_in(row.after))
        for row in connection.execute(written)
        if _rent_in(row.before) != _rent_in(row.after)
    )
    yield from (
        Finding(What.DOUBLED, f"row {row}, rent {value}: {times} times")
        for (row, value), times in changes.items()
        if times > 1
    )


def _rent_in(values: Mapping[str, Any] | None) -> int | None:
    return None if values is None else values["huur"]


def _unfinished(connection: Connection) -> Iterator[Finding]:
    open_ = (RunState.WACHTEND, RunState.BEZIG)
    for run in connection.execute(select(RUNS.c.id, RUNS.c.state).where(RUNS.c.state.in_(open_))):
        yield Finding(What.STUCK, f"run {run.id} is {run.state}")
