"""A supplier's tables into the register: all or nothing, row by row, and through the same scopes as everything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from pandas.testing import assert_frame_equal

from api.access.identity import SYSTEM, Identity
from api.errors import NotAllowed
from api.store import register as kept
from api.store.database import Store
from api.usecases import importing, register
from api.usecases.documents import held_rules
from api.usecases.importing import Imported, ImportedTable, import_region, import_tables
from api.usecases.listing import Listing
from api.usecases.read_in import Source
from geodata.columns import frame_of
from geodata.plain import plain_row
from geodata.region import bundled
from geodata.synthetic import with_synthetic_round
from geodata.tables import TABLES
from geodata.tables_round import ROUND_TABLES
from geodata.written import csv_of
from optimizer.errors import Fault, InvalidInput
from tests.api.registers import CORPORATION, OF_A_TOWN, PROVIDER, complete, desk, world
from tests.geodata.tiny import home, person


def folder(path: Path, tables: Mapping[str, Sequence[Mapping[str, Any]]], without: tuple[str, ...] = ()) -> Source:
    """A folder with these tables; `without` these columns."""
    path.mkdir(exist_ok=True)
    for name, rows in tables.items():
        frame = frame_of(TABLES[name], [complete(name, dict(row)) for row in rows])
        lines = csv_of(TABLES[name], frame)
        if without:
            columns = [at for at, column in enumerate(TABLES[name].names) if column not in without]
            lines = "\n".join(",".join(line.split(",")[at] for at in columns) for line in lines.splitlines())
        (path / f"{name}.csv").write_text(lines, encoding="utf-8")
    return Source(round=path)


def counts(imported: Imported) -> dict[str, tuple[int, int, int, tuple[str, ...]]]:
    return {table.name: (table.added, table.changed, table.same, table.missing) for table in imported.tables}


def refused(attempt: Callable[[], object]) -> list[Fault]:
    with pytest.raises(InvalidInput) as found:
        attempt()
    return list(found.value.faults)


def everything(store: Store) -> str:
    with store.reading() as connection:
        return repr([kept.current_register(connection)[0].rows, kept.last_change(connection)])


def test_the_region_that_comes_along_is_taken_in_only_when_asked_and_the_same_for_good(store: Store) -> None:
    at = desk(store)
    imported = import_region(at)
    assert imported.documents == ("beleid", "draagkracht")
    with store.reading() as connection:
        found, _ = kept.current_register(connection)
        held = held_rules(connection)
    for name, frame in bundled().frames().items():
        assert_frame_equal(found.frames()[name], frame)
    assert held.draagkracht is not None
    assert held.rules.example
    before = everything(store)
    again = import_region(at)
    assert all((table.added, table.changed, table.missing) == (0, 0, ()) for table in again.tables)
    assert again.documents == ()
    assert everything(store) == before


def test_a_round_of_files_becomes_the_register_that_the_command_line_makes_of_them(
    store: Store, tmp_path: Path
) -> None:
    import_region(desk(store, SYSTEM))
    made = with_synthetic_round(bundled(), seed=3, people=12, dwellings=12)
    tables = {table.name: list(made.rows[table.name]) for table in ROUND_TABLES if made.rows[table.name]}
    imported = import_tables(desk(store, SYSTEM), folder(tmp_path / "ronde", tables))
    assert counts(imported) == {name: (len(rows), 0, 0, ()) for name, rows in tables.items()}
    with store.reading() as connection:
        found, _ = kept.current_register(connection)
    for name, frame in made.frames().items():
        assert_frame_equal(found.frames()[name], frame)


def test_rows_are_added_changed_left_alone_or_told_as_missing(store: Store, tmp_path: Path) -> None:
    at = desk(world(store))
    same, other = home("w-a", complex="hof"), home("w-b", corporatie="corp2", huur=60_000)
    imported = import_tables(
        at, folder(tmp_path / "in", {"woningen": [same, other, home("w-nieuw")]}), motivation="levering"
    )
    assert counts(imported) == {"woningen": (1, 1, 1, ("w-z", "w-bz"))}
    assert imported.tables[0] == ImportedTable(name="woningen", added=1, changed=1, same=1, missing=("w-z", "w-bz"))
    assert len(register.row_history(at, "woningen", 1)) == 1
    *_, change = register.row_history(at, "woningen", 2)
    assert change.after is not None
    assert (change.after["huur"], change.after["complex"], change.motivation) == (60_000, None, "levering")
    assert register.list_rows(at, "woningen", Listing()).total == 5


def test_what_a_file_has_no_column_for_stays_as_it_was(sqlite_store: Store, tmp_path: Path) -> None:
    at = desk(world(sqlite_store))
    source = folder(
        tmp_path / "in",
        {"uitstromers": [person("bea", zorgaanbieder="zorg2", uren=9)]},
        without=("urgentie", "verblijft_in"),
    )
    assert counts(import_tables(at, source)) == {"uitstromers": (0, 1, 0, ("ans",))}
    values = register.read_row(at, "uitstromers", 2).values
    assert (values["uren"], values["urgentie"], values["verblijft_in"]) == (9, 7, ("WK-C",))


def test_a_fault_keeps_everything_out_and_partly_only_its_row(sqlite_store: Store, tmp_path: Path) -> None:
    at = desk(world(sqlite_store))
    wrong = [home("w-1", wijk="WK-X"), home("w-2", slaapkamers=9), home("w-3")]
    source, before = folder(tmp_path / "in", {"woningen": wrong}), everything(sqlite_store)
    found = refused(lambda: import_tables(at, source))
    assert {fault.path[:2] for fault in found} == {("woningen", "rij 2"), ("woningen", "rij 3")}
    assert everything(sqlite_store) == before
    imported = import_tables(at, source, partly=True)
    assert counts(imported) == {"woningen": (1, 0, 0, ("w-a", "w-b", "w-z", "w-bz"))}
    assert [row.row for row in imported.left_out] == ["rij 2", "rij 3"]
    assert set(imported.faults) == set(found)


def test_what_only_shows_between_file_and_register_is_a_fault(sqlite_store: Store, tmp_path: Path) -> None:
    at = desk(world(sqlite_store))
    rows = [{"uitstromer": "ans", "soort": "netwerk", "punt_x": x, "punt_y": 550_000} for x in (1, 2, 3)]
    (fault, *_) = refused(lambda: import_tables(at, folder(tmp_path / "in", {"ankers": rows})))
    assert "plekken" in str(fault)


@pytest.mark.parametrize("text", ["x" * 4_001, "a\x07b"])
def test_a_text_that_can_not_be_kept_is_a_fault_of_its_cell(store: Store, tmp_path: Path, text: str) -> None:
    at = desk(world(store))
    (fault,) = refused(lambda: import_tables(at, folder(tmp_path / "in", {"woningen": [home("x", soort=text)]})))
    assert fault.path == ("woningen", "rij 2", "soort")


def test_a_bsn_is_refused(sqlite_store: Store, tmp_path: Path) -> None:
    at = desk(world(sqlite_store))
    (fault,) = refused(lambda: import_tables(at, folder(tmp_path / "in", {"uitstromers": [person("123456782")]})))
    assert "BSN" in fault.found
    assert "123456782" not in str(fault)


def test_a_corporation_takes_in_its_own_dwellings_only(store: Store, tmp_path: Path) -> None:
    at = desk(world(store), CORPORATION)
    imported = import_tables(at, folder(tmp_path / "eigen", {"woningen": [home("w-a", huur=1), home("w-nieuw")]}))
    assert counts(imported) == {"woningen": (1, 1, 0, ())}
    before = everything(store)
    theirs = {"woningen": [home("w-b"), home("w-x", corporatie="corp2"), home("w-y", aanbieder="zorg")]}
    found = refused(lambda: import_tables(at, folder(tmp_path / "hunne", theirs)))
    assert {fault.path for fault in found} == {
        ("woningen", "rij 2", "code"), ("woningen", "rij 3", "corporatie"), ("woningen", "rij 4", "aanbieder"),
    }  # fmt: skip
    assert not [trace for trace in ("hof", "55000", "zorg2") if trace in str(found)]
    assert everything(store) == before


def test_a_provider_takes_in_its_own_people_only(sqlite_store: Store, tmp_path: Path) -> None:
    at = desk(world(sqlite_store), PROVIDER)
    wish = {"wens": "voorkeur", "gebied": "WK-B", "reden": "anders"}
    own = {"uitstromers": [person("cor"), person("ans", uren=5)], "gebiedswensen": [{"uitstromer": "cor", **wish}]}
    imported = import_tables(at, folder(tmp_path / "eigen", own))
    assert counts(imported) == {"uitstromers": (1, 1, 0, ()), "gebiedswensen": (1, 0, 0, ("ans + voorkeur + WK-A",))}
    before = everything(sqlite_store)
    theirs = {
        "uitstromers": [person("bea"), person("x", zorgaanbieder="zorg2"), person("y", urgentie=9)],
        "gebiedswensen": [{"uitstromer": "bea", **wish}, {"uitstromer": "nergens", **wish}],
    }
    found = refused(lambda: import_tables(at, folder(tmp_path / "hunne", theirs)))
    assert {fault.path for fault in found} == {
        ("uitstromers", "rij 2", "code"), ("uitstromers", "rij 3", "zorgaanbieder"), ("uitstromers", "rij 4", "urgentie"),
        ("gebiedswensen", "rij 3", "uitstromer"),
    }  # fmt: skip
    theirs["gebiedswensen"].pop()
    imported = import_tables(at, folder(tmp_path / "hunne", theirs), partly=True)
    assert [(table.added, table.changed, table.same) for table in imported.tables] == [(0, 0, 0), (0, 0, 0)]
    assert ("gebiedswensen", "rij 2") in {(row.table, row.row) for row in imported.left_out}
    assert everything(sqlite_store) == before


def test_who_is_named_by_a_provider_and_is_not_its_own_is_as_nobody(sqlite_store: Store, tmp_path: Path) -> None:
    at = desk(world(sqlite_store), PROVIDER)

    def told(name: str) -> str:
        wish = {"uitstromer": name, "wens": "voorkeur", "gebied": "WK-B", "reden": "anders"}
        (fault,) = refused(lambda: import_tables(at, folder(tmp_path / name, {"gebiedswensen": [wish]})))
        return str(fault)

    assert told("bea").replace("bea", "nergens") == told("nergens")


@pytest.mark.parametrize(
    ("by", "table"),
    [(PROVIDER, "woningen"), (CORPORATION, "uitstromers"), (CORPORATION, "plaatsingen"), (OF_A_TOWN, "uitstromers")],
)
def test_a_table_that_is_not_theirs_is_refused_whole(
    sqlite_store: Store, tmp_path: Path, by: Identity, table: str
) -> None:
    world(sqlite_store)
    at, before = desk(sqlite_store, by), everything(sqlite_store)
    with sqlite_store.reading() as connection:
        rows = kept.current_register(connection)[0].rows[table]
    source = folder(tmp_path / "in", {table: [dict(row) for row in rows]})
    assert ("een tabel die u niet kunt vullen", "alleen tabellen van uzelf") in {
        (fault.found, fault.expected) for fault in refused(lambda: import_tables(at, source))
    }
    assert everything(sqlite_store) == before


def test_a_point_that_a_rule_measures_from_is_never_asked_of_a_corporation(sqlite_store: Store, tmp_path: Path) -> None:
    """That some rule measures metres would tell that there is a contactuitsluiting."""
    coordinator = desk(world(sqlite_store))
    apart = {"code": "ver", "uitstromers": ["ans", "bea"], "niveau": "afstand", "meters": 500}
    register.add_row(coordinator, "uitsluitingen", apart)
    source = folder(tmp_path / "in", {"woningen": [home("w-nieuw", punt_x=None, punt_y=None)]})
    assert counts(import_tables(desk(sqlite_store, CORPORATION), source))["woningen"][:3] == (1, 0, 0)


def test_rules_are_the_coordinators(sqlite_store: Store, tmp_path: Path) -> None:
    world(sqlite_store)
    source = folder(tmp_path / "in", {"woningen": [home("w-a")]})
    (tmp_path / "in" / "beleid.toml").write_text("[beleid]\nname = 'x'\n", encoding="utf-8")
    assert "beleid.toml" in str(refused(lambda: import_tables(desk(sqlite_store, CORPORATION), source)))
    assert "periode" in str(refused(lambda: import_tables(desk(sqlite_store), source)))
    with pytest.raises(NotAllowed):
        import_region(desk(sqlite_store, CORPORATION))


def test_a_round_or_a_region_is_no_delivery(sqlite_store: Store, tmp_path: Path) -> None:
    source = Source(round=tmp_path / "ronde.json", region=tmp_path)
    found = refused(lambda: import_tables(desk(sqlite_store), source, motivation="a\x00"))
    assert {fault.path for fault in found} == {("ronde.json",), ("--regio",), ("motivation",)}


def test_what_a_colleague_changes_meanwhile_is_not_lost(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the checking and the writing somebody adds a dwelling and changes another; the import starts again."""
    at = desk(world(sqlite_store))
    source = folder(tmp_path / "in", {"woningen": [home("w-a"), home("w-nieuw")]}, without=("complex",))
    planned, times = importing.__dict__["_planned"], iter(range(9))

    def and_meanwhile(*arguments: Any, **more: Any) -> Any:
        plan = planned(*arguments, **more)
        if next(times) == 0:
            row = plain_row(register.read_row(at, "woningen", 1).values)
            register.change_row(at, "woningen", 1, 1, {**row, "complex": "anders"})
            register.add_row(at, "woningen", {**row, "code": "w-nieuw", "complex": None})
        return plan

    monkeypatch.setattr(importing, "_planned", and_meanwhile)
    assert counts(import_tables(at, source))["woningen"][:3] == (0, 0, 2)
    assert register.read_row(at, "woningen", 1).values["complex"] == "anders"
