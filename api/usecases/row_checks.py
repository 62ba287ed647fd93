"""One row as somebody hands it in, checked before it is kept: every fault at once, at its table and column.

A code that does not exist and one that this reader may not see give the same fault, so that nobody can feel for codes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.access.identity import Identity, Role
from api.access.register_access import scope_for
from api.access.scope import AllOf, AnyOf, Own, Rows, Scope, Through, whole
from api.store import register as kept
from api.store.database import Reading
from api.store.ids import new_id
from api.store.register import KeptRow, Values
from api.usecases.motivation import faults_of_motivation
from api.usecases.row_fit import faults_of_fit
from geodata.columns import Column, Table
from geodata.locating.tables import FORGOTTEN, WITH_BUURT
from geodata.plain import is_code, plain_of, value_of, why_not_kept
from geodata.tables import BY_DWELLING, TABLES
from geodata.tables_region import AREAS
from optimizer.errors import Fault, InvalidInput

PEOPLE = "uitstromers"
Given = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who hands in what for which table; `before`: all values of the row as it is, and its number; none of a new one."""

    connection: Reading
    by: Identity
    scope: Scope
    given: Given
    before: Values | None
    row_id: int | None

    @property
    def table(self) -> Table:
        return TABLES[self.scope.table]


def row_of(
    connection: Reading, by: Identity, scope: Scope, given: Given, before: KeptRow | None = None, motivation: str = ""
) -> dict[str, Any]:
    """All values of the row as it becomes. Raises InvalidInput with every fault.

    What the reader may fill and leaves out becomes empty; what it may not fill stays as it was.
    """
    asked = _asked(connection, by, scope, given, before)
    faults = [*faults_of_motivation(motivation), *_unknown(asked), *_not_theirs(asked)]
    values = _as_it_was(asked)
    for column in asked.table.columns:
        if column.name in scope.fills:
            try:
                values[column.name] = _filled(asked, column)
            except ValueError as error:
                faults.append(Fault((scope.table, column.name), shown(given.get(column.name)), str(error)))
    faults += _renamed(asked, values)
    _put_in_wijk(asked, values)
    for check in (_strangers, _doubles, _outside):
        # Of a value that is wrong already, nothing more is told.
        wrong = {fault.path[-1] for fault in faults}
        faults += check(asked, {name: value for name, value in values.items() if name not in wrong})
    if not faults:
        faults += faults_of_fit(connection, scope, values, asked.row_id)
    if faults:
        raise InvalidInput(faults)
    return values


def _asked(connection: Reading, by: Identity, scope: Scope, given: Given, before: KeptRow | None) -> _Asked:
    if before is None:
        return _Asked(connection, by, scope, given, None, None)
    return _Asked(connection, by, scope, given, before.values, before.id)


def shown(value: object) -> str:
    """A value as a fault shows it."""
    if value is None or value == "":
        return "niets"
    text = _whole_signs(str(value))
    return f"'{text[:80]}…'" if len(text) > 80 else f"'{text}'"  # noqa: PLR2004 - long enough to recognise it by


def _whole_signs(text: str) -> str:
    """The text with a question mark for half a sign, which no answer can hold."""
    return text.encode(errors="replace").decode()


def _unknown(asked: _Asked) -> Iterator[Fault]:
    for name in asked.given:
        if name not in asked.scope.columns:
            expected = "een van: " + ", ".join(asked.scope.columns)
            yield Fault((asked.scope.table, _whole_signs(name)), "een kolom die niet bekend is", expected)


def _not_theirs(asked: _Asked) -> Iterator[Fault]:
    """Values for columns that this reader sees and does not fill: as they are, or none."""
    for name in asked.scope.columns:
        if name in asked.scope.fills or name not in asked.given:
            continue
        value = asked.given[name]
        was = plain_of(asked.before[name]) if asked.before is not None else None
        if value != was and not (asked.before is None and value in ([], ())):
            yield Fault((asked.scope.table, name), shown(value), "geen andere waarde: het transferpunt vult dit in")


def _renamed(asked: _Asked, values: Values) -> Iterator[Fault]:
    """Whether another code would do depends on who names this one, and that is not for everybody to know."""
    if asked.before is None or asked.by.role in (Role.COORDINATOR, Role.SYSTEEM) or "code" not in values:
        return
    if values["code"] != asked.before["code"]:
        expected = f"'{asked.before['code']}': alleen de coördinator geeft een rij een andere code"
        yield Fault((asked.scope.table, "code"), shown(values["code"]), expected)


def _as_it_was(asked: _Asked) -> dict[str, Any]:
    if asked.before is not None:
        return dict(asked.before)
    return {column.name: () if column.many else None for column in asked.table.columns}


def _filled(asked: _Asked, column: Column) -> Any:  # noqa: ANN401 - a cell holds any kind
    """The value of a cell. Raises ValueError with what was expected."""
    given = asked.given.get(column.name)
    if given is None:
        given = _ours(asked, column)
    value = value_of(column, given)
    if value in (None, ()):
        return value
    if column.name in FORGOTTEN.get(asked.scope.table, ()):
        raise ValueError("niets: dit dient om een plek te vinden in een bestand, en wordt niet bewaard")
    for text in value if column.many else (value,):
        why = why_not_kept(column, text, code=is_code(asked.table, column)) if isinstance(text, str) else ""
        if why:
            raise ValueError(why)
    return value


def _put_in_wijk(asked: _Asked, values: dict[str, Any]) -> None:
    """The wijk of a buurt need not be said."""
    if asked.scope.table in WITH_BUURT and values["buurt"] is not None and values["wijk"] is None:
        buurten = TABLES["buurten"]
        found = kept.row_by_key(asked.connection, whole(buurten.name, buurten.names), {"code": values["buurt"]})
        values["wijk"] = None if found is None else found.values["wijk"]


def _ours(asked: _Asked, column: Column) -> object:
    """What need not be said: whose row it is for an organisation, and a pseudonym for a new person."""
    own = _own(asked.scope.writes)
    if own is not None and own.column == column.name:
        return own.value
    if asked.before is None and (asked.scope.table, column.name) == (PEOPLE, "code"):
        return new_id("u")
    return None


def _own(rows: Rows | None) -> Own | None:
    return rows if isinstance(rows, Own) else None


def _strangers(asked: _Asked, values: Values) -> Iterator[Fault]:
    """Codes that no row has, as far as this reader may know; one that stood there already is no fault."""
    for column in asked.table.columns:
        if not column.refers or column.name not in values or column.name not in asked.scope.fills:
            continue
        before = _codes(column, asked.before[column.name]) if asked.before is not None else frozenset()
        new = _codes(column, values[column.name]) - before
        for code in sorted(new - _known(asked, column, new)) if new else ():
            where = (
                "een gebied dat bekend is" if column.refers == AREAS else "een code uit " + " of ".join(column.refers)
            )
            yield Fault((asked.scope.table, column.name), f"'{code}'", where)


def _codes(column: Column, value: Any) -> frozenset[str]:  # noqa: ANN401 - same
    return frozenset(value) if column.many else frozenset(() if value is None else (value,))


def _known(asked: _Asked, column: Column, codes: frozenset[str]) -> frozenset[str]:
    found = frozenset[str]()
    for table in column.refers:
        scope = scope_for(asked.by, table)
        if scope is not None:
            found |= kept.known_codes(asked.connection, scope, codes)
    homes = scope_for(asked.by, "woningen")
    if homes is None or not set(AREAS) <= set(column.refers):
        return found
    for name in BY_DWELLING:
        found |= kept.known_codes(asked.connection, homes, codes, name)
    return found


def _doubles(asked: _Asked, values: Values) -> Iterator[Fault]:
    """Whether another row has the key of this one."""
    table = asked.table
    key = {name: values.get(name) for name in table.key}
    if None in key.values():
        return
    twin = kept.row_by_key(asked.connection, whole(table.name, table.names), key)
    if twin is None or twin.id == asked.row_id:
        return
    name = table.key[-1]
    if kept.row(asked.connection, asked.scope, twin.id) is None:
        yield Fault((table.name, name), shown(values[name]), "een andere code: deze kan hier niet worden gebruikt")
    else:
        text = " + ".join(str(part) for part in key.values())
        yield Fault((table.name, name), f"'{text}', dat al eerder voorkomt", "elke rij één keer")


def _outside(asked: _Asked, values: Values) -> Iterator[Fault]:
    """A row that would not be one of those that this reader may write."""
    rows = asked.scope.writes
    if rows is None or asked.by.role in (Role.COORDINATOR, Role.SYSTEEM):
        return
    column = deciding(rows)
    if values.get(column) is not None and not kept.holds(
        asked.connection, asked.scope.table, rows, _complete(asked, values)
    ):
        expected = f"'{rows.value}', uw eigen code" if isinstance(rows, Own) else "een code die van u is"
        yield Fault((asked.scope.table, column), shown(values[column]), expected)


def _complete(asked: _Asked, values: Values) -> Values:
    return {column.name: values.get(column.name, () if column.many else None) for column in asked.table.columns}


def deciding(rows: Rows) -> str:
    """The column that says whose row it is."""
    if isinstance(rows, Own | Through):
        return rows.column
    if isinstance(rows, AnyOf | AllOf):
        return deciding(rows.ways[0])
    raise TypeError(rows)
