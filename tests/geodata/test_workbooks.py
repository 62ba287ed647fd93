"""Spreadsheets as suppliers send them become frames; what is wrong is told in the supplier's own words."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from geodata.column_mapping import ColumnMapping, read_mapping, write_mapping
from geodata.reading import Reading
from geodata.register import Register
from geodata.synthetic import with_synthetic_round
from geodata.workbooks import read_files, read_supplied
from tests.geodata.sheets import csv, folder_of, ods, sheet_of, xlsx
from tests.geodata.tiny import register

HEADING = ["Complexnr", "Kale huur (€)", "Kamers", "Wijkcode", "Straat", "Buurtcode", "Slaapkamers", "Woningnummer",
           "Max. personen", "Beschikbaar per", "Contractvorm", "Overlast"]  # fmt: skip
HOME = ["0012", "€ 1.234,56", "3", "WK-A", "9401 AA", "BU-A", "2", "0007", "2", "31-10-2026", "Huur, omklap", "N"]
KNOWN = register().frames()


def book(rows: list[list[Any]], name: str = "Vrijkomende woningen") -> Reading:
    return read_files([("levering.xlsx", xlsx({name: rows}))], KNOWN)


def texts(reading: Reading) -> list[str]:
    return [str(fault) for fault in reading.faults]


def check_home(reading: Reading) -> None:
    assert texts(reading) == []
    frame = reading.frames["woningen"]
    assert frame["code"].tolist() == ["0007"]
    assert frame["complex"].tolist() == ["0012"]
    assert frame["huur"].tolist() == [123_456]
    assert frame["vrij_vanaf"].tolist() == [date(2026, 10, 31)]
    assert frame["contractvormen"].tolist() == [("huurcontract", "omklapcontract")]
    assert frame["overlastdossier"].tolist() == [False]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_a_csv_file_in_any_usual_encoding_and_with_any_usual_mark(encoding: str, delimiter: str) -> None:
    rows = [["Overzicht vrijkomende woningen — één blad"], [], HEADING, HOME, [""] * 12, [""] * 12]
    reading = read_files([("aanbod_2026-10.csv", csv(rows, delimiter, encoding))], KNOWN)
    check_home(reading)
    assert reading.origins["woningen"][0].row == 4


def test_titles_above_and_empty_cells_around_a_sheet() -> None:
    rows = [[], ["", "", "Aanbod oktober"], [], ["", *HEADING, ""], ["", *HOME, ""], ["", " "], []]
    reading = book(rows)
    check_home(reading)
    (sheet,) = reading.mapping.sheets
    assert (sheet.table, sheet.header_row, sheet.ignored) == ("woningen", 4, ("Straat",))
    assert sheet.columns["Kale huur (€)"] == "huur"
    assert reading.origins["woningen"][0].row == 5


def test_an_ods_file_reads_alike() -> None:
    check_home(read_files([("levering.ods", ods({"Aanbod": [["Aanbod"], HEADING, HOME]}))], KNOWN))


def test_typed_cells_of_a_workbook() -> None:
    home = [12, 1234.5, 3.0, "WK-A", "", "BU-A", 2, 7, 2, date(2026, 10, 31), "huurcontract", False]
    for name, content in (("a.xlsx", xlsx({"woning": [HEADING, home]})), ("a.ods", ods({"woning": [HEADING, home]}))):
        reading = read_files([(name, content)], KNOWN)
        assert texts(reading) == []
        (row,) = reading.frames["woningen"].to_dict("records")
        assert (row["code"], row["complex"], row["huur"], row["kamers"]) == ("7", "12", 123_450, 3)
        assert row["vrij_vanaf"] == date(2026, 10, 31)
        assert row["overlastdossier"] is False


def test_merged_headings_over_two_rows() -> None:
    sheet = openpyxl.Workbook()
    active = sheet.active
    assert active is not None
    active.title = "Afspraken"
    for row in (["Kenmerk", "Naam", "Basis", "Toestemming", "", "Bron"], ["", "", "", "extra", "door", ""]):
        active.append(row)
    active.append(["Q1", "Afspraak", "Levering", 3, "wethouder", "voorbeeld"])
    for cells in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"):
        active.merge_cells(cells)
    content = io.BytesIO()
    sheet.save(content)
    reading = read_files([("x.xlsx", content.getvalue())])
    assert texts(reading) == []
    assert reading.frames["afspraken"]["toestemming_extra"].tolist() == [3]
    assert reading.mapping.sheets[0].columns["Toestemming door"] == "toestemming_door"
    assert reading.mapping.sheets[0].header_row == 2


def test_a_sheet_without_a_telling_name_is_known_by_its_headings() -> None:
    reading = read_files([("export.xlsx", xlsx({"Blad1": [HEADING, HOME], "Blad2": []}))], KNOWN)
    check_home(reading)
    assert reading.mapping.unused == (("export.xlsx", "Blad2", "een leeg blad"),)


def test_a_sheet_that_two_tables_fit_is_a_fault() -> None:
    reading = read_files([("x.csv", csv([["code", "naam", "bron"], ["a", "A", "CBS"]]))])
    assert texts(reading)[0].startswith(
        "x.csv: gevonden een tabel die gemeenten of corporaties of zorgaanbieders kan zijn"
    )
    assert reading.frames == {}


def test_a_file_that_is_no_table_is_told_and_a_sheet_beside_a_table_is_shown() -> None:
    assert "geen kopregel" in texts(read_files([("x.csv", b"hallo;wereld\r\n1;2\r\n")]))[0]
    reading = read_files([("x.xlsx", xlsx({"Uitleg": [["Lees mij"]], "Aanbod": [HEADING, HOME]}))], KNOWN)
    check_home(reading)
    assert reading.mapping.unused == (("x.xlsx", "Uitleg", "geen kopregel van een bekende tabel"),)


def test_unclear_headings_are_faults_and_not_guessed() -> None:
    rows = [[*HEADING, "Netto huur"], [*HOME, "600"]]
    assert texts(book(rows)) == [
        "woningen.rij 1.huur: gevonden meer dan één kolom: 'Kale huur (€)' en 'Netto huur'; verwacht één kolom voor huur"
    ]
    people = read_files([("kandidaten.csv", csv([["Cliëntnummer", "Leeftijd"], ["a", "30"]]))])
    found = texts(people)
    assert (
        "uitstromers.rij 1.Leeftijd: gevonden een kop die bij leeftijd_van en leeftijd_tot past; "
        "verwacht een kop voor één kolom: leeftijd_van of leeftijd_tot"
    ) in found
    assert not any("rij 1.leeftijd_van" in fault for fault in found)


def test_all_faults_come_at_once_with_the_users_own_rows_and_headings() -> None:
    bad = ["", "1.234,5x", "drie", "WK-Z", "", "BU-A", "", "0007", "2", "1-2-26", "koop", "soms"]
    heading = [cell for cell in HEADING if cell != "Kamers"]
    rows = [["Titel"], heading, [c for c, h in zip(bad, HEADING, strict=True) if h != "Kamers"]]
    assert texts(book(rows)) == [
        "woningen.rij 2.kamers: gevonden geen kolom met deze naam; verwacht een kolom die verplicht is",
        "woningen.rij 3.Kale huur (€): gevonden '1.234,5x'; verwacht een bedrag in euro's, zoals 612,34, van 0 tot en met 10000",
        "woningen.rij 3.Slaapkamers: gevonden niets; verwacht een geheel getal, van 0 tot en met 50",
        "woningen.rij 3.Overlast: gevonden 'soms'; verwacht ja of nee",
        (
            "woningen.rij 3.Beschikbaar per: gevonden '1-2-26', met een jaartal van twee cijfers; "
            "verwacht een datum met een jaartal van vier cijfers"
        ),
        (
            "woningen.rij 3.Contractvorm: gevonden 'koop'; verwacht een van: huurcontract, omklapcontract, "
            "driepartijencontract, opstapcontract"
        ),
        "woningen.rij 3.Wijkcode: gevonden 'WK-Z'; verwacht een code uit wijken",
    ]


def test_a_code_that_lost_its_zeros_is_not_mended() -> None:
    rows = [["code", "zorgaanbieder", "gebied", "uren", "in gebruik", "vanaf", "bron"]]
    rows += [["b", 12, "WK-A", 4, 0, date(2026, 1, 1), "voorbeeld"]]  # type: ignore[list-item]  # cells of every kind
    provider = [["code", "naam", "bron"], ["0012", "Zorg", "voorbeeld"]]
    reading = read_files([("x.xlsx", xlsx({"Begeleiding": rows, "Zorgaanbieders": provider}))], KNOWN)
    assert texts(reading) == [
        (
            "begeleiding.rij 2.zorgaanbieder: gevonden '12'; "
            "verwacht een code uit zorgaanbieders (wel bekend: '0012', met nullen ervoor)"
        )
    ]


def test_a_formula_without_outcome_and_an_error_are_faults() -> None:
    sheet = openpyxl.Workbook()
    active = sheet.active
    assert active is not None
    active.title = "Woningen"
    for row in (HEADING, HOME):
        active.append(row)
    active["B2"] = "=1000+1"
    active["C2"] = "#N/A"
    content = io.BytesIO()
    sheet.save(content)
    assert texts(read_files([("x.xlsx", content.getvalue())], KNOWN)) == [
        (
            "woningen.rij 2.Kale huur (€): gevonden een formule zonder uitkomst; "
            "verwacht een waarde: open het bestand in Excel en sla het opnieuw op"
        ),
        "woningen.rij 2.Kamers: gevonden '#N/A'; verwacht een geheel getal, van 1 tot en met 50",
    ]


def test_a_row_that_does_not_fit_under_the_heading_is_a_fault() -> None:
    content = csv([HEADING, [*HOME, "", "nog iets"], HOME[:5], [""] * 3]).replace(b"0007", b"0008", 1)
    found = texts(read_files([("aanbod.csv", content)], KNOWN))
    assert found == [
        "woningen.rij 2: gevonden 14 cellen; verwacht 12 cellen, zoals in de kopregel",
        "woningen.rij 3: gevonden 5 cellen; verwacht 12 cellen, zoals in de kopregel",
    ]


def test_several_suppliers_fill_one_table() -> None:
    other = ["x" if cell == "0007" else cell for cell in HOME]
    files = [("aanbod a.csv", csv([HEADING, HOME])), ("aanbod b.xlsx", xlsx({"Aanbod": [HEADING, other, HOME]}))]
    reading = read_files(files, KNOWN)
    assert reading.frames["woningen"]["code"].tolist() == ["0007", "x", "0007"]
    assert texts(reading) == [
        (
            "woningen.rij 3 van aanbod b.xlsx, blad Aanbod.Woningnummer: gevonden '0007', dat al eerder voorkomt; "
            "verwacht elke rij één keer"
        )
    ]


def test_a_settled_mapping_is_remembered(tmp_path: Path) -> None:
    rows = [[*HEADING, "Netto huur"], [*HOME, "600"]]
    first = read_files([("oktober.xlsx", xlsx({"Lijst": rows}))], KNOWN)
    (sheet,) = first.mapping.sheets
    assert len(first.faults) == 1
    columns = {**sheet.columns, "Netto huur": "huur"}
    settled = replace(sheet, columns=columns, ignored=("Kale huur (€)", "Straat"))
    path = tmp_path / "corporatie-a.json"
    write_mapping(path, ColumnMapping(sheets=(settled,), unused=first.mapping.unused))
    mapping = read_mapping(path)
    assert mapping.sheets[0].columns == columns
    second = read_files([("november.xlsx", xlsx({"Lijst": rows}))], KNOWN, mapping)
    assert texts(second) == []
    assert second.frames["woningen"]["huur"].tolist() == [60_000]
    assert second.mapping.sheets[0].ignored == ("Kale huur (€)", "Straat")


def test_a_folder_with_other_files(tmp_path: Path) -> None:
    files = {"aanbod.csv": csv([HEADING, HOME]), "~$aanbod.xlsx": b"", "brief.pdf": b"%PDF", "oud.xls": b"\xd0\xcf"}
    reading = read_supplied(folder_of(tmp_path, files), KNOWN)
    assert [fault.path for fault in reading.faults] == [("oud.xls",)]
    assert [name for name, _, _ in reading.mapping.unused] == ["brief.pdf", "oud.xls"]
    assert len(reading.frames["woningen"]) == 1
    assert "niet te openen" in texts(read_supplied(tmp_path / "weg.csv"))[0]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_a_whole_region_and_round_come_back_as_they_were(drenthe: Register, tmp_path: Path, kind: str) -> None:
    found = with_synthetic_round(drenthe, seed=3)
    frames = {name: frame for name, frame in found.frames().items() if len(frame)}
    sheets = {name: sheet_of(name, frame, typed=kind != "csv") for name, frame in frames.items()}
    if kind == "csv":
        path = folder_of(tmp_path, {f"{name}.csv": csv(rows, encoding="utf-8-sig") for name, rows in sheets.items()})
    else:
        path = folder_of(tmp_path, {f"alles.{kind}": (xlsx if kind == "xlsx" else ods)(sheets)}) / f"alles.{kind}"
    reading = read_supplied(path)
    assert texts(reading) == []
    assert set(reading.frames) == set(frames)
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(reading.frames[name], frame)
