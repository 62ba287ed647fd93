"""Check that what is kept is what was written: the audit, what it holds digests of, and that nothing was given out twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from api.access.scope import whole
from api.store.audit import broken, head
from api.store.checking import changed_history, changed_rows, has_entry
from api.store.database import Reading, Store
from api.store.proposals import KeptProposal, kept_proposals, open_proposal
from api.store.register import rows_naming
from api.store.rounds import KeptRound, kept_rounds, open_round
from geodata.tables import TABLES
from optimizer.agreements import PlacementStatus
from optimizer.errors import InvalidInput
from optimizer.round import digest

# The first say enough.
MOST_TOLD = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The last entry of the audit, and what is wrong, in Dutch and without values; nothing when all is well."""

    audit_seq: int
    audit_hash: str
    wrong: tuple[str, ...]


def check_store(store: Store, entry: str = "") -> Checked:
    """Check all that is kept at one moment. `entry`: the hash of an entry that must still be in the audit."""
    with store.reading() as connection:
        seq, last = head(connection)
        wrong = [
            *_of_audit(connection, entry),
            *_of_register(connection),
            *_of_answers(connection),
            *_doubles(connection),
        ]
    return Checked(audit_seq=seq, audit_hash=last, wrong=tuple(wrong))


def _of_audit(connection: Reading, entry: str) -> Iterator[str]:
    yield from _told("Logboek, regel {}: niet zoals geschreven, of de regel ervoor ontbreekt", broken(connection))
    if entry and not has_entry(connection, entry):
        yield f"Logboek: er is geen regel met kenmerk {entry}; regels die er waren, zijn weg of veranderd"


def _of_register(connection: Reading) -> Iterator[str]:
    text = "Geschiedenis, regel {}: andere waarden dan het logboek zegt"
    yield from _told(text, changed_history(connection))
    rows = (f"{table}, rij {number}" for table, number in changed_rows(connection))
    yield from _told("Register, {}: buiten het programma om toegevoegd, gewijzigd of weggehaald", rows)


def _of_answers(connection: Reading) -> Iterator[str]:
    rounds = {kept.id: kept for kept in kept_rounds(connection)}
    for kept in rounds.values():
        if kept.erased_at is None and not _is_round(connection, kept):
            yield f"Ronde {kept.id}: niet meer de ronde die bewaard werd"
    for answer in kept_proposals(connection):
        if answer.erased_at is None and not _is_proposal(connection, answer, rounds[answer.round]):
            yield f"Voorstel {answer.id}: niet meer het voorstel dat bewaard werd, of niet bij zijn ronde"


def _is_round(connection: Reading, kept: KeptRound) -> bool:
    try:
        found = open_round(connection, kept.id)
    except InvalidInput:
        return False
    return found is not None and digest(found) == kept.digest


def _is_proposal(connection: Reading, kept: KeptProposal, of: KeptRound) -> bool:
    try:
        found = open_proposal(connection, kept.id)
    except InvalidInput:
        return False
    return found is not None and digest(found[0]) == kept.digest and found[0].round_digest == of.digest


def _doubles(connection: Reading) -> Iterator[str]:
    """Who has two homes, and homes that more people have than there are."""
    placements = [
        row.values for row in rows_naming(connection, whole("plaatsingen", TABLES["plaatsingen"].names), None, ())
    ]
    live = [row for row in placements if PlacementStatus(row["status"]).live]
    people = Counter(row["uitstromer"] for row in live if row["uitstromer"] is not None)
    yield from _told(
        "Uitstromer {}: meer dan één lopende plaatsing", (who for who, count in people.items() if count > 1)
    )
    homes = rows_naming(connection, whole("woningen", TABLES["woningen"].names), None, ())
    units = {row.values["code"]: row.values["aantal"] or 1 for row in homes}
    taken = Counter(row["woning"] for row in live if row["woning"] is not None)
    yield from _told(
        "Woning {}: meer lopende plaatsingen dan er woningen zijn",
        (code for code, count in taken.items() if count > units.get(code, 1)),
    )


def _told(text: str, found: Iterable[object]) -> Iterator[str]:
    remaining = iter(found)
    for item in islice(remaining, MOST_TOLD):
        yield text.format(item)
    more = sum(1 for _ in remaining)
    if more:
        yield text.format(f"en nog {more}")
