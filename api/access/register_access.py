"""Who sees which rows and columns of the register, and who writes them: the one table, with the rule that decides it.

The coordinator and the system see and write everything. For each other role and each table a line says what it sees, or
why it sees nothing; a column that no line names does not exist for that role. Rules are the settled ones (0: the law and
care with data).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from api.access.identity import OF_AN_ORGANISATION, Identity, Role
from api.access.register_columns import (
    DWELLING,
    DWELLING_PLACE,
    FACILITY,
    LEVERING,
    LIMIT,
    OF_REGION,
    PERSON,
    PERSON_OF_OTHERS,
    PLACEMENT,
    QUOTA,
    SUPPORT,
)
from api.access.scope import AllOf, AnyOf, Every, Open, Own, Rows, Scope, Through, Unnamed, whole
from geodata.tables import TABLES

# Stands for the organisation of whoever asks.
THEIRS = "\x00"


@dataclass(frozen=True, slots=True)
class Part:
    """Columns that a role sees for one reason; `fills`: it may fill them too, in rows that it may write."""

    columns: tuple[str, ...]
    why: str
    fills: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sees:
    """The rows that a role sees and those that it writes, with what it sees of them, by which settled rules and why."""

    rows: Rows
    parts: tuple[Part, ...]
    rules: tuple[int, ...]
    why: str
    writes: Rows | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """The table does not exist for a role."""

    rules: tuple[int, ...]
    why: str


Line = Sees | Nothing

_ZORG, _CORP, _PLAN, _BEHEER = Role.ZORGAANBIEDER, Role.CORPORATIE, Role.PLANNER, Role.BEHEERDER
OTHERS = (_ZORG, _CORP, _PLAN, _BEHEER)

_OWN_PEOPLE = Own("zorgaanbieder", THEIRS)
_OF_OWN_PEOPLE = Through("uitstromer", "uitstromers", _OWN_PEOPLE)
_OWN_DWELLINGS = Own("corporatie", THEIRS)
_IN_OWN_MUNICIPALITY = AnyOf(
    (
        Own("gebied", THEIRS),
        Through("gebied", "wijken", Own("gemeente", THEIRS)),
        Through("gebied", "buurten", Through("wijk", "wijken", Own("gemeente", THEIRS))),
        Through("gebied", "gebieden", Own("gemeente", THEIRS)),
    )
)

_NO_PERSON = Nothing((0, 16), "of persons this role reads aggregates only")
_NO_ACCOUNTS = Nothing((0,), "who keeps the accounts needs no content")
_COORDINATOR_ONLY = Nothing((8,), "tells of somebody else; only the coordinator sees it")
_DECISIONS = Nothing((8, 13), "a reason about a person may come from somebody else")
_NEEDS_ONLY = Nothing((13,), "a corporation reads of a person what the dwelling must have, with a proposal")


def _open(table: str) -> Mapping[Role, Line]:
    """A table of the region that everybody who signed in may read."""
    parts = (Part(OF_REGION[table], "published, or a name that the parties gave out"),)
    sees = Sees(rows=Every(), parts=parts, rules=(16,), why="describes the region and the parties, nobody in it")
    return dict.fromkeys(OTHERS, sees)


def _closed(line: Nothing, planner: Nothing = _NO_PERSON) -> Mapping[Role, Line]:
    """A table that only the coordinator sees."""
    return {_ZORG: line, _CORP: line, _PLAN: planner, _BEHEER: _NO_ACCOUNTS}


def _of_people(table: str) -> Mapping[Role, Line]:
    """What a provider supplies with a registration."""
    parts = (Part(PERSON_OF_OTHERS[table], "the provider supplied it", fills=True),)
    own = Sees(rows=_OF_OWN_PEOPLE, writes=_OF_OWN_PEOPLE, parts=parts, rules=(0, 8), why="of its own people")
    return {_ZORG: own, _CORP: _NEEDS_ONLY, _PLAN: _NO_PERSON, _BEHEER: _NO_ACCOUNTS}


ACCESS: Mapping[str, Mapping[Role, Line]] = {
    **{table: _open(table) for table in OF_REGION},
    "begeleiding": {
        _ZORG: Sees(
            rows=_OWN_PEOPLE,
            parts=(Part(SUPPORT, "its own contracts"),),
            rules=(10,),
            why="its own hours; those of others tell where their people live",
        ),
        _CORP: Nothing((16,), "names providers, and those can reveal the stream"),
        _PLAN: Nothing((16,), "hours in use tell where people live"),
        _BEHEER: _NO_ACCOUNTS,
    },
    "grenswaarden": {
        _ZORG: Nothing((16,), "others than the gemeente that decides see ruim, krap or vol"),
        _CORP: Nothing((16,), "others than the gemeente that decides see ruim, krap or vol"),
        _PLAN: Sees(
            rows=Every(),
            writes=_IN_OWN_MUNICIPALITY,
            parts=(Part(LIMIT, "a decision of gemeente and corporatie, without any load", fills=True),),
            rules=(3, 16),
            why="a cap is a decision; a gemeente takes it for its own areas",
        ),
        _BEHEER: _NO_ACCOUNTS,
    },
    "afspraken": {
        _ZORG: Nothing((5,), "agreements are between gemeente and corporatie"),
        _CORP: Sees(
            rows=AllOf((_OWN_DWELLINGS, Own("basis", LEVERING), Unnamed("doelgroepen"))),
            parts=(Part(QUOTA, "what it agreed itself"),),
            rules=(5, 13),
            why="its own delivery, and never of chosen doelgroepen: with one placement that names somebody's stream",
        ),
        _PLAN: Nothing((16,), "households that count already may be few"),
        _BEHEER: _NO_ACCOUNTS,
    },
    "voorzieningen": {
        _ZORG: Nothing((0,), "not needed to register somebody"),
        _CORP: Nothing((0,), "not needed to offer a dwelling"),
        _PLAN: Sees(
            rows=Open("geheim_adres"),
            parts=(Part(FACILITY, "stands on the public map, as the source names it"),),
            rules=(16,),
            why="facilities with a secret address have no place; loads are for the coordinator",
        ),
        _BEHEER: _NO_ACCOUNTS,
    },
    "uitstromers": {
        _ZORG: Sees(
            rows=_OWN_PEOPLE,
            writes=_OWN_PEOPLE,
            parts=(
                Part(PERSON["supplied"], "the provider supplies it", fills=True),
                Part(PERSON["settled"], "settled by transferpunt or gemeente; the provider tells the client"),
            ),
            rules=(0, 7, 8, 12),
            why="its own registrations; where somebody stays is measured only for a contactuitsluiting",
        ),
        _CORP: _NEEDS_ONLY,
        _PLAN: _NO_PERSON,
        _BEHEER: _NO_ACCOUNTS,
    },
    "gebiedswensen": _of_people("gebiedswensen"),
    "ankers": _of_people("ankers"),
    "woningen": {
        _ZORG: Sees(
            rows=Own("aanbieder", THEIRS),
            parts=(Part(("code", "aanbieder", *DWELLING_PLACE, *DWELLING), "it runs the place"),),
            rules=(11,),
            why="the places that it runs itself",
        ),
        _CORP: Sees(
            rows=_OWN_DWELLINGS,
            writes=_OWN_DWELLINGS,
            parts=(
                Part(("code", "corporatie", *DWELLING_PLACE, *DWELLING), "the corporation supplies it", fills=True),
            ),
            rules=(13, 16),
            why="its own dwellings; who runs a place of a provider is nobody else's",
        ),
        _PLAN: Nothing((16,), "no single dwelling, for its load may be one person's"),
        _BEHEER: _NO_ACCOUNTS,
    },
    "plaatsingen": {
        _ZORG: Sees(
            rows=_OF_OWN_PEOPLE,
            parts=(Part(PLACEMENT, "it confirms each match with the client, and supports the move"),),
            rules=(12,),
            why="what becomes of its own people",
        ),
        _CORP: Nothing((13, 16), "reads them with the proposal, where a relapse reads as an end"),
        _PLAN: _NO_PERSON,
        _BEHEER: _NO_ACCOUNTS,
    },
    "uitsluitingen": _closed(_COORDINATOR_ONLY),
    "koppelingen": _closed(_COORDINATOR_ONLY),
    "weigeringen": _closed(_DECISIONS),
    "huurafwijkingen": _closed(_DECISIONS),
    "vastgezet": _closed(_DECISIONS),
    "vorige": _closed(_DECISIONS),
}

# The column of each table that names persons, by pseudonym. Whoever reads such a row is noted.
NAMES_PERSONS: Mapping[str, str] = {
    "uitstromers": "code",
    "uitsluitingen": "uitstromers",
    "koppelingen": "uitstromers",
    **dict.fromkeys(
        ("gebiedswensen", "ankers", "plaatsingen", "weigeringen", "huurafwijkingen", "vastgezet", "vorige"),
        "uitstromer",
    ),
}


def scope_for(by: Identity, table: str) -> Scope | None:
    """What somebody may see and write of a table; None where there is nothing, or no such table."""
    if table not in TABLES or (by.role in OF_AN_ORGANISATION and not by.organisation):
        return None
    if by.role in (Role.COORDINATOR, Role.SYSTEEM):
        return whole(table, TABLES[table].names)
    line = ACCESS[table][by.role]
    if isinstance(line, Nothing):
        return None
    writes = _bound(line.writes, by.organisation) if line.writes is not None and by.organisation else None
    filled = {column for part in line.parts if part.fills for column in part.columns}
    shown = {column for part in line.parts for column in part.columns}
    return Scope(
        table=table,
        rows=_bound(line.rows, by.organisation),
        columns=tuple(name for name in TABLES[table].names if name in shown),
        writes=writes,
        fills=tuple(name for name in TABLES[table].names if name in filled) if writes is not None else (),
    )


def _bound(rows: Rows, organisation: str) -> Rows:
    """The rows with the organisation of whoever asks."""
    if isinstance(rows, Own) and rows.value == THEIRS:
        return replace(rows, value=organisation)
    if isinstance(rows, Through):
        return replace(rows, rows=_bound(rows.rows, organisation))
    if isinstance(rows, AnyOf | AllOf):
        return replace(rows, ways=tuple(_bound(way, organisation) for way in rows.ways))
    return rows
