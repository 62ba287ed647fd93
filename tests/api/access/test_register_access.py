"""The table of who sees which rows and columns of the register is whole, and what each role sees stands here once more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.access.identity import SYSTEM, Identity, Role
from api.access.register_access import ACCESS, NAMES_PERSONS, OTHERS, Nothing, Sees, scope_for
from api.access.scope import AllOf, AnyOf, Every, Open, Own, Rows, Through, Unnamed
from geodata.columns import Table
from geodata.sound import LOOSE
from geodata.tables import TABLES
from tests.api.registers import (
    ADMINISTRATOR,
    COORDINATOR,
    CORPORATION,
    OF_A_TOWN,
    PEOPLE_WHO_ASK,
    PLANNER,
    PROVIDER,
)

OF_EVERYBODY = {
    "gemeenten", "wijken", "buurten", "gebieden", "gebiedsdelen", "indicatoren", "corporaties", "zorgaanbieders",
    "convenanten", "afbouw", "afstandsbanden",
}  # fmt: skip


def seen_by(by: Identity) -> set[str]:
    return {table for table in TABLES if scope_for(by, table) is not None}


def written_by(by: Identity) -> set[str]:
    return {table for table in TABLES if (scope := scope_for(by, table)) is not None and scope.writes is not None}


def test_every_table_has_a_line_for_every_role_with_a_reason() -> None:
    assert set(ACCESS) == set(TABLES)
    for table, lines in ACCESS.items():
        assert set(lines) == set(OTHERS), table
        for line in lines.values():
            assert line.why
            assert line.rules
            assert all(0 <= rule <= 16 for rule in line.rules)
            assert all(part.why for part in line.parts) if isinstance(line, Sees) else isinstance(line, Nothing)


def test_every_column_that_is_named_exists_once() -> None:
    for table, lines in ACCESS.items():
        for line in lines.values():
            named = [column for part in line.parts for column in part.columns] if isinstance(line, Sees) else []
            assert len(named) == len(set(named))
            assert set(named) <= set(TABLES[table].names)


@pytest.mark.parametrize("by", [COORDINATOR, SYSTEM])
@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_the_coordinator_and_the_system_see_and_write_all(by: Identity, table: Table) -> None:
    scope = scope_for(by, table.name)
    assert scope is not None
    assert scope.columns == scope.fills == table.names
    assert scope.rows == scope.writes == Every()


def test_which_tables_a_role_sees() -> None:
    assert seen_by(ADMINISTRATOR) == OF_EVERYBODY
    assert seen_by(PLANNER) == seen_by(OF_A_TOWN) == {*OF_EVERYBODY, "grenswaarden", "voorzieningen"}
    assert seen_by(CORPORATION) == {*OF_EVERYBODY, "woningen", "afspraken"}
    ours = {"uitstromers", "gebiedswensen", "ankers", "begeleiding", "woningen", "plaatsingen"}
    assert seen_by(PROVIDER) == OF_EVERYBODY | ours


def test_which_tables_a_role_writes() -> None:
    assert written_by(PROVIDER) == {"uitstromers", "gebiedswensen", "ankers"}
    assert written_by(CORPORATION) == {"woningen"}
    assert written_by(OF_A_TOWN) == {"grenswaarden"}
    assert written_by(PLANNER) == written_by(ADMINISTRATOR) == set()


@pytest.mark.parametrize("role", OTHERS)
def test_an_organisation_that_is_nobody_sees_nothing_of_anybody(role: Role) -> None:
    for table in TABLES:
        scope = scope_for(Identity(account="a", role=role, organisation=""), table)
        assert scope is None or (scope.writes is None and not list(owners(scope.rows)))


def test_a_corporation_reads_of_a_placement_with_the_proposal() -> None:
    """There a relapse reads as an end; the status in the register would tell the two apart."""
    assert scope_for(CORPORATION, "plaatsingen") is None


def test_what_a_provider_does_not_read_of_its_own_people() -> None:
    """A point of a home is only asked for where a contactuitsluiting counts metres, and would give that away."""
    scope = scope_for(PROVIDER, "uitstromers")
    assert scope is not None
    assert set(TABLES["uitstromers"].names) - set(scope.columns) == {
        "verblijf_telt", "verblijf_punt_x", "verblijf_punt_y",
    }  # fmt: skip
    assert set(scope.columns) - set(scope.fills) == {
        "verantwoordelijk", "aangewezen", "aangewezen_reden", "urgentie", "geweigerd", "rondes_gemist",
    }  # fmt: skip


def test_no_load_of_a_facility_and_no_place_of_a_secret_one_for_a_planner() -> None:
    scope = scope_for(PLANNER, "voorzieningen")
    assert scope is not None
    assert scope.rows == Open("geheim_adres")
    assert not {"belasting", "punt_x", "punt_y", "postcode", "toelichting"} & set(scope.columns)


def test_a_corporation_reads_no_agreement_about_chosen_doelgroepen() -> None:
    scope = scope_for(CORPORATION, "afspraken")
    assert scope is not None
    assert scope.rows == AllOf((Own("corporatie", "corp"), Own("basis", "levering"), Unnamed("doelgroepen")))
    assert "doelgroepen" not in scope.columns


def test_every_column_that_names_persons_is_known_as_such() -> None:
    naming = {
        table.name: column.name
        for table in TABLES.values()
        for column in table.columns
        if "uitstromers" in (*column.refers, *LOOSE.get(table.name, {}).get(column.name, ()))
    }
    assert {**naming, "uitstromers": "code"} == NAMES_PERSONS


@pytest.mark.parametrize("by", PEOPLE_WHO_ASK)
def test_who_reads_persons_reads_their_pseudonym_so_that_it_can_be_noted(by: Identity) -> None:
    for table, column in NAMES_PERSONS.items():
        scope = scope_for(by, table)
        assert scope is None or column in scope.columns


@pytest.mark.parametrize("by", PEOPLE_WHO_ASK)
def test_whose_a_row_is_stands_in_a_column_of_its_table(by: Identity) -> None:
    for table in TABLES:
        scope = scope_for(by, table)
        for rows in (scope.rows, scope.writes) if scope is not None else ():
            assert all(column in TABLES[name].names for name, column in columns_of(table, rows)) if rows else True


def test_a_table_that_nobody_knows_is_not_there() -> None:
    assert scope_for(COORDINATOR, "audit") is None
    assert scope_for(SYSTEM, "accounts") is None


def owners(rows: Rows) -> Iterator[str]:
    match rows:
        case Own(_, value):
            yield value
        case Through(_, _, others):
            yield from owners(others)
        case AnyOf(ways) | AllOf(ways):
            for way in ways:
                yield from owners(way)


def columns_of(table: str, rows: Rows) -> Iterator[tuple[str, str]]:
    match rows:
        case Own(column, _) | Open(column) | Unnamed(column):
            yield table, column
        case Through(column, other, others):
            yield table, column
            yield other, "code"
            yield from columns_of(other, others)
        case AnyOf(ways) | AllOf(ways):
            for way in ways:
                yield from columns_of(table, way)
