"""A region that is not Drenthe, as somebody there would hand it in: two municipalities, three wijken, its own rules."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from geodata.columns import frame_of
from geodata.tables import TABLES
from tests.geodata.sheets import Rows, csv, folder_of, ods, sheet_of
from tests.geodata.tiny import PLACES, VOORBEELD, cap, home, person

POLICY = """
[periode]
begin = 2026-10-01
eind = 2026-12-31

[beleid]
name = "Afspraken van de Achterhoek 2026"
goals = ["plaatsingen", "herkomst"]
max_wait_days = 90

[[afbouw]]
vanaf_maanden = 0
procent = 100

[[afstandsbanden]]
band = 0
tot_meters = 4_000
"""
DRAAGKRACHT = """
name = "Afspraken van de Achterhoek"
[[indicators]]
name = "pct_laag_inkomen"
title = "lage inkomens"
direction = "lager is beter"
weight = 1
method = "vaste waarden"
low = 0
high = 100
reference = "afgesproken"
[small]
dwellings = 500
strength = 250
least = 100
cap = 1
[borders]
oranje = 35
groen = 50
[caps]
least = 2
sizeable = 500
least_sizeable = 3
most = 12
groen = { base = 2, per_thousand = 1 }
oranje = { base = 1, per_thousand = 1 }
rood = { base = 0, per_thousand = 1 }
onbekend = { base = 1, per_thousand = 1 }
"""
CONVENANT = """
[[convenanten]]
code = "weer-thuis"
naam = "Weer Thuis"
gemeenten = ["GM-A", "GM-B"]
corporaties = ["corp"]
doelgroepen = ["BW"]
begin = 2026-01-01
eind = 2027-12-31
bron = "voorbeeld"
"""
SOURCED = ("gemeenten", "wijken", "buurten", "corporaties", "zorgaanbieders")


def rows_of_region(table: str) -> list[dict[str, Any]]:
    return [{**row, **(VOORBEELD if table in SOURCED else {})} for row in PLACES[table]]


def sheet(table: str, rows: list[dict[str, Any]], *, typed: bool = True) -> Rows:
    return sheet_of(table, frame_of(TABLES[table], rows), typed=typed)


def book(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook as openpyxl writes it."""
    made = openpyxl.Workbook()
    for empty in made.worksheets:
        made.remove(empty)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(list(row))
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def region(folder: Path, **changes: bytes) -> Path:
    """The region in files of every kind; a change replaces a file, named with `__` for its dot, or adds one."""
    folder.mkdir()
    texts = {table: csv(sheet(table, rows_of_region(table), typed=False)) for table in ("gemeenten", "corporaties")}
    limits = [{**cap(area, **VOORBEELD)} for area in ("WK-A", "WK-B", "WK-C")]
    files = {
        "gemeenten.csv": texts["gemeenten"],
        "wijken.xlsx": book({"wijken": sheet("wijken", rows_of_region("wijken"))}),
        "buurten.ods": ods({"buurten": sheet("buurten", rows_of_region("buurten"))}),
        "corporaties.csv": texts["corporaties"],
        "zorgaanbieders.csv": csv(sheet("zorgaanbieders", rows_of_region("zorgaanbieders"), typed=False)),
        "grenswaarden.csv": csv(sheet("grenswaarden", limits, typed=False)),
        "beleid.toml": POLICY.encode(),
        "convenant.toml": CONVENANT.encode(),
        **{name.replace("__", "."): content for name, content in changes.items()},
    }
    return folder_of(folder, files)


def offer(**changes: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Two people and two homes, by table; a change replaces a table or adds one."""
    people = [person("ans", uren=0), person("bea", uren=0, herkomst="GM-A")]
    return {"uitstromers": people, "woningen": [home("huis"), home("hof", "C")], **changes}


def workbook(path: Path, **changes: list[dict[str, Any]]) -> Path:
    """The offer as a workbook, a sheet per table."""
    path.write_bytes(book({table: sheet(table, rows) for table, rows in offer(**changes).items()}))
    return path
