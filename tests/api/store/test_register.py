"""The register in a database: the columns of its tables, what a scope holds, and frames that come back as they went in."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from sqlalchemy import inspect

from api.access.identity import SYSTEM
from api.access.register_access import scope_for
from api.access.scope import AllOf, AnyOf, Every, Open, Own, Rows, Scope, Through, Unnamed
from api.errors import NotAllowed
from api.store import register as kept
from api.store.audit import broken
from api.store.database import Store
from api.store.history import changes_of
from api.store.schema import OWN_COLUMNS
from api.usecases.listing import Filter, Listing, Order
from geodata.columns import Column, Kind, frame_of
from geodata.plain import LARGEST
from geodata.region import bundled
from geodata.synthetic import with_synthetic_round
from geodata.tables import TABLES
from tests.api.registers import TABLES_OF_WORLD, complete, fill, world


def all_of(table: str, rows: Rows | None = None) -> Scope:
    names = TABLES[table].names
    return Scope(table=table, rows=rows or Every(), columns=names, writes=rows or Every(), fills=names)


def codes(store: Store, scope: Scope, listing: Listing | None = None) -> list[Any]:
    with store.reading() as connection:
        page = kept.rows(connection, scope, listing or Listing())
    return [row.values["code"] for row in page.items]


def test_the_tables_have_exactly_the_columns_of_the_register(store: Store) -> None:
    found = inspect(store.engine)
    for table in TABLES.values():
        columns = [column["name"] for column in found.get_columns(table.name)]
        assert columns == [*OWN_COLUMNS, *table.names]
        (unique,) = found.get_unique_constraints(table.name)
        assert unique["column_names"] == list(table.key)


def test_a_whole_register_comes_back_as_the_same_frames(store: Store) -> None:
    register = with_synthetic_round(bundled(), seed=2, people=12, dwellings=12)
    fill(store, **{name: list(register.rows[name]) for name in TABLES})  # type: ignore[arg-type] # rows are mappings
    with store.reading() as connection:
        found, seq = kept.current_register(connection)
        assert not list(broken(connection))
    for name, frame in register.frames().items():
        assert_frame_equal(found.frames()[name], frame)
    assert seq == sum(map(len, register.frames().values()))


def test_an_empty_register_has_empty_frames(store: Store) -> None:
    with store.reading() as connection:
        found, seq = kept.current_register(connection)
    for name, table in TABLES.items():
        assert_frame_equal(found.frames()[name], frame_of(table, ()))
    assert seq == 0


# What a database can keep of each kind, and a file can say.
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters=";"), min_size=1, max_size=20
)
VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEKST: TEXTS,
    Kind.GEHEEL: st.integers(1 - LARGEST, LARGEST - 1),
    Kind.GETAL: st.floats(-1e12, 1e12),
    Kind.BEDRAG: st.integers(0, LARGEST - 1),
    Kind.DATUM: st.dates(),
    Kind.JA_NEE: st.booleans(),
}


def cell(column: Column) -> st.SearchStrategy[Any]:
    one = st.sampled_from(column.choices) if column.kind is Kind.KEUZE else VALUES[column.kind]
    if column.many:
        return st.lists(one.map(str) if column.kind is Kind.KEUZE else one, max_size=3).map(tuple)
    one = one.map(str) if column.kind is Kind.KEUZE else one
    return one if column.required else st.none() | one


def row_of(name: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({column.name: cell(column) for column in TABLES[name].columns})


class UndoneError(Exception):
    """Ends a transaction without keeping what it wrote."""


def test_any_row_comes_back_as_it_went_in(store: Store) -> None:
    @given(data=st.data())
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def comes_back(data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(list(TABLES)))
        key = TABLES[name].key
        rows = data.draw(st.lists(row_of(name), max_size=3, unique_by=lambda row: tuple(row[part] for part in key)))
        with suppress(UndoneError), store.writing(SYSTEM) as writing:
            kept.add(writing, all_of(name), rows)
            found, _ = kept.current_register(writing.connection)
            assert_frame_equal(found.frames()[name], frame_of(TABLES[name], rows))
            raise UndoneError

    comes_back()


@pytest.mark.parametrize(
    ("table", "rows", "expected"),
    [
        ("woningen", Every(), ["w-a", "w-b", "w-z", "w-bz"]),
        ("woningen", Own("corporatie", "corp"), ["w-a"]),
        ("woningen", Own("corporatie", "nergens"), []),
        ("voorzieningen", Open("geheim_adres"), ["open"]),
        ("afspraken", Unnamed("doelgroepen"), ["levering", "hunne", "hunne opgave"]),
        ("plaatsingen", Through("uitstromer", "uitstromers", Own("zorgaanbieder", "zorg")), ["p-a"]),
        ("buurten", Through("wijk", "wijken", Through("gemeente", "gemeenten", Own("naam", "Beekstad"))), ["BU-C"]),
        ("woningen", AnyOf((Own("code", "w-b"), Own("aanbieder", "zorg"))), ["w-b", "w-z"]),
        ("woningen", AnyOf(()), []),
        ("woningen", AllOf((Own("code", "w-b"), Own("corporatie", "corp"))), []),
        ("woningen", AllOf(()), ["w-a", "w-b", "w-z", "w-bz"]),
    ],
)
def test_a_scope_holds_its_rows_and_the_same_rows_may_be_written(
    store: Store, table: str, rows: Rows, expected: list[str]
) -> None:
    world(store)
    assert codes(store, all_of(table, rows)) == expected
    with store.reading() as connection:
        held = [
            row["code"] for row in TABLES_OF_WORLD[table] if kept.holds(connection, table, rows, complete(table, row))
        ]
    assert held == expected


def test_a_row_outside_the_scope_is_never_written(store: Store) -> None:
    world(store)
    scope = all_of("woningen", Own("corporatie", "corp"))
    ours, theirs = (complete("woningen", row) for row in TABLES_OF_WORLD["woningen"][:2])
    with pytest.raises(NotAllowed), store.writing(SYSTEM) as writing:
        kept.add(writing, scope, [{**theirs, "code": "nieuw"}])
    with pytest.raises(NotAllowed), store.writing(SYSTEM) as writing:
        kept.change(writing, scope, [kept.Changed(2, theirs, {**theirs, "huur": 1})])
    with pytest.raises(NotAllowed), store.writing(SYSTEM) as writing:
        kept.change(writing, scope, [kept.Changed(1, ours, {**ours, "corporatie": "corp2"})])
    with pytest.raises(NotAllowed), store.writing(SYSTEM) as writing:
        kept.remove(writing, scope, 2, theirs)
    with pytest.raises(NotAllowed), store.writing(SYSTEM) as writing:
        kept.remove(writing, Scope(table="woningen", rows=Every(), columns=("code",)), 1, ours)
    assert codes(store, all_of("woningen")) == ["w-a", "w-b", "w-z", "w-bz"]


NAMES = ["Z", "a", "É", "e", "B", "_", "ß", "10", "9"]


def test_texts_are_sorted_by_their_signs_and_what_is_missing_comes_last(store: Store) -> None:
    rows = [{"code": f"g{at}", "naam": "x", "regio": name, "bron": "x"} for at, name in enumerate([*NAMES, None])]
    fill(store, gemeenten=rows)
    listing = Listing(sort=(Order("regio"),))
    with store.reading() as connection:
        up = [row.values["regio"] for row in kept.rows(connection, all_of("gemeenten"), listing).items]
        listing = Listing(sort=(Order("regio", down=True),))
        down = [row.values["regio"] for row in kept.rows(connection, all_of("gemeenten"), listing).items]
    assert up == [*sorted(NAMES), None]
    assert down == [*sorted(NAMES, reverse=True), None]


def test_numbers_and_dates_are_sorted_as_such(store: Store) -> None:
    days = [date(2026, 10, 9), date(999, 1, 1), date(2026, 9, 30)]
    world(store)
    extra = [complete("woningen", TABLES_OF_WORLD["woningen"][0] | {"code": f"n{at}", "huur": huur, "vrij_vanaf": day})
             for at, (huur, day) in enumerate(zip((9_00, 10_00, 100_00), days, strict=True))]  # fmt: skip
    fill(store, woningen=extra)
    own = (Filter("complex", "hof"),)
    assert codes(store, all_of("woningen"), Listing(sort=(Order("huur"),), filters=own))[:3] == ["n0", "n1", "n2"]
    by_day = codes(store, all_of("woningen"), Listing(sort=(Order("vrij_vanaf"),), filters=own))
    assert by_day == ["n1", "n2", "w-a", "n0"]


@pytest.mark.parametrize(
    ("table", "column", "value", "expected"),
    [
        ("woningen", "complex", "hof", ["w-a"]),
        ("woningen", "complex", None, ["w-bz"]),
        ("woningen", "huur", 55_000, ["w-a", "w-b", "w-z", "w-bz"]),
        ("woningen", "vrij_vanaf", date(2026, 10, 1), ["w-a", "w-b", "w-z", "w-bz"]),
        ("woningen", "contractvormen", "huurcontract", ["w-a", "w-b", "w-z", "w-bz"]),
        ("woningen", "kenmerken", None, ["w-a", "w-b", "w-z", "w-bz"]),
        ("woningen", "contractvormen", "huur", []),
        ("voorzieningen", "geheim_adres", True, ["hunne geheime"]),
        ("koppelingen", "uitstromers", "bea", ["bea-samen"]),
        ("koppelingen", "uitstromers", '"', []),
        ("woningen", "complex", "hof' OR '1'='1", []),
    ],
)
def test_a_filter_is_equal_or_one_of_a_list(
    store: Store, table: str, column: str, value: object, expected: list[str]
) -> None:
    world(store)
    assert codes(store, all_of(table), Listing(filters=(Filter(column, value),))) == expected


def test_a_list_of_numbers_is_looked_in_as_well(store: Store) -> None:
    world(store)
    fill(store, uitstromers=[TABLES_OF_WORLD["uitstromers"][0] | {"code": "cor", "kinderen": (4, 11)}])
    assert codes(store, all_of("uitstromers"), Listing(filters=(Filter("kinderen", 4),))) == ["cor"]
    assert codes(store, all_of("uitstromers"), Listing(filters=(Filter("kinderen", 1),))) == []


def test_pages_hold_every_row_once(store: Store) -> None:
    world(store)
    pages = [codes(store, all_of("woningen"), Listing(page=page, size=3)) for page in (1, 2, 3)]
    assert pages == [["w-a", "w-b", "w-z"], ["w-bz"], []]
    with store.reading() as connection:
        assert kept.rows(connection, all_of("woningen"), Listing(page=9, size=3)).total == 4


def test_a_number_is_never_given_again(store: Store) -> None:
    world(store)
    scope = scope_for(SYSTEM, "convenanten")
    assert scope is not None
    with store.writing(SYSTEM) as writing:
        (row,) = kept.rows(writing.connection, scope, Listing()).items
        kept.remove(writing, scope, row.id, row.values)
    with store.writing(SYSTEM) as writing:
        assert kept.add(writing, scope, [row.values]) != (row.id,)


def test_many_changes_at_once_are_as_many_entries_in_their_order(store: Store) -> None:
    world(store)
    scope = all_of("woningen")
    with store.writing(SYSTEM) as writing:
        before = kept.rows(writing.connection, scope, Listing()).items
        changed = [kept.Changed(row.id, row.values, {**row.values, "huur": 100 * row.id}) for row in before]
        kept.change(writing, scope, changed, "indexatie")
    with store.reading() as connection:
        after = kept.rows(connection, scope, Listing()).items
        assert [(row.version, row.values["huur"]) for row in after] == [(2, 100 * row.id) for row in before]
        assert not list(broken(connection))
        last = [changes_of(connection, "woningen", str(row.id))[-1] for row in before]
    assert [change.motivation for change in last] == ["indexatie"] * 4
    assert [change.after and change.after["huur"] for change in last] == [100 * row.id for row in before]
    assert [change.seq for change in last] == sorted(change.seq for change in last)


def test_nothing_to_write_writes_nothing(store: Store) -> None:
    with store.writing(SYSTEM) as writing:
        assert kept.add(writing, all_of("woningen"), []) == ()
        kept.change(writing, all_of("woningen"), [])
        assert kept.last_change(writing.connection) == 0
