"""Look in the audit: who did what, and whether its chain is whole."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from api.access.desk import Desk
from api.access.identity import Role
from api.errors import NotAllowed
from api.store.audit import SUBJECT, Action, Entry, Noted, broken, entries, head
from api.usecases.listing import Listing, Page
from optimizer.errors import Fault, InvalidInput

KIND = "audit"
COLUMNS = ("account", "role", "action", "kind", SUBJECT)
# After so many places it is clear enough that something is wrong.
MOST_TOLD = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """How the chain stands: its length, the hash of the last entry, and the numbers of what does not fit."""

    entries: int
    head: str
    broken: tuple[int, ...]


def list_entries(desk: Desk, listing: Listing) -> Page[Entry]:
    """The entries, the newest first. Only a coordinator reads them, and of whom is noted. Raises InvalidInput."""
    if desk.by.role not in (Role.COORDINATOR, Role.SYSTEEM):
        raise NotAllowed("Alleen de coördinator leest wie wat heeft gedaan.")
    faults = [
        Fault(("filter",), f"de kolom '{one.column}'", f"een van {', '.join(COLUMNS)}")
        for one in listing.filters
        if one.column not in COLUMNS
    ]
    faults += [
        Fault(("sort",), f"de kolom '{one.column}'", "niets: het nieuwste staat altijd vooraan") for one in listing.sort
    ]
    if faults:
        raise InvalidInput(faults)
    wanted = [(one.column, str(one.value)) for one in listing.filters]
    with desk.store.writing(desk.by) as writing:
        items, total = entries(writing.connection, wanted, (listing.page - 1) * listing.size, listing.size)
        if desk.by.role is not Role.SYSTEEM:
            of_whom = [value for column, value in wanted if column == SUBJECT]
            writing.note(Noted(action=Action.READ, kind=KIND, subjects=of_whom))
    return Page(items=items, total=total)


def chain(desk: Desk) -> Chain:
    """How the chain stands, without anybody in it. Raises NotAllowed."""
    if desk.by.role not in (Role.COORDINATOR, Role.BEHEERDER, Role.SYSTEEM):
        raise NotAllowed("Alleen de coördinator en de beheerder zien of de registratie van handelingen heel is.")
    with desk.store.reading() as connection:
        number, last = head(connection)
        return Chain(entries=number, head=last, broken=tuple(islice(broken(connection), MOST_TOLD)))
