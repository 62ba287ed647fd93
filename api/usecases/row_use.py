"""Whether other rows name a row: as long as they do, it stays and keeps its code."""

from __future__ import annotations

from collections.abc import Iterator

from api.access.identity import Identity
from api.access.register_access import scope_for
from api.access.scope import Scope, whole
from api.errors import Clash
from api.store import register as kept
from api.store.database import Reading
from api.store.register import Values
from api.store.reviews import under_review
from geodata.sound import LOOSE
from geodata.tables import BY_DWELLING, TABLES
from optimizer.agreements import PlacementStatus


def refuse_in_use(connection: Reading, by: Identity, table: str, before: Values, after: Values | None) -> None:
    """Raises Clash when the row is to go, or its code, or the last dwelling of an area, while other rows name it.

    A placement that was sent only moves by decisions.
    """
    if table == "plaatsingen" and under_review(connection, [before["code"]]):
        raise Clash("Deze plaatsing is verstuurd. Zij verandert alleen door wat er over wordt besloten.")
    found = [
        (other, column, code)
        for target, code in _let_go(connection, table, before, after)
        for other, column in _naming(target)
        if _names(connection, other, column, code)
    ]
    if not found:
        return
    seen = sorted({other for other, column, code in found if _sees(connection, by, other, column, code)})
    what = f" in {', '.join(seen)}" if seen else ""
    raise Clash(f"Deze rij kan niet weg en haar code blijft: zij is nog in gebruik{what}.")


def _let_go(connection: Reading, table: str, before: Values, after: Values | None) -> Iterator[tuple[str, str]]:
    """The codes that would be no more, each with the table of which rows may name it."""
    if "code" in before and (after is None or after["code"] != before["code"]):
        yield table, before["code"]
    for level in BY_DWELLING if table == "woningen" else ():
        code = before[level]
        if code is not None and (after is None or after[level] != code) and _last_of(connection, code):
            yield "gebieden", code


def _last_of(connection: Reading, area: str) -> bool:
    """Whether only one dwelling makes a complex or portiek known."""
    rows = [row for level in BY_DWELLING for row in kept.rows_naming(connection, _all("woningen"), level, [area])]
    listed = kept.known_codes(connection, _all("gebieden"), [area])
    return len({row.id for row in rows}) == 1 and not listed


def _naming(target: str) -> Iterator[tuple[str, str]]:
    """The tables and columns that may name a row of the table."""
    for table in TABLES.values():
        for column in table.columns:
            if target in (*column.refers, *LOOSE.get(table.name, {}).get(column.name, ())):
                yield table.name, column.name


def _names(connection: Reading, table: str, column: str, code: str) -> bool:
    """Whether a row names the code; a placement that is over may name who and what is gone."""
    rows = kept.naming(connection, _all(table), column, code)
    return any(not _is_over(table, row.values) for row in rows)


def _is_over(table: str, values: Values) -> bool:
    return table in LOOSE and not PlacementStatus(values["status"]).live


def _sees(connection: Reading, by: Identity, table: str, column: str, code: str) -> bool:
    scope = scope_for(by, table)
    return scope is not None and column in scope.columns and bool(kept.naming(connection, scope, column, code))


def _all(table: str) -> Scope:
    return whole(table, TABLES[table].names)
