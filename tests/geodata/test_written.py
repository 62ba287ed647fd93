"""Frames as CSV files."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from pandas.testing import assert_frame_equal

from geodata.columns import Column, Kind, frame_of, parse, rows_of
from geodata.region import bundled
from geodata.synthetic import with_synthetic_round
from geodata.tables import TABLES, read_cells
from geodata.written import cell_of, csv_of


@pytest.mark.parametrize("name", TABLES)
def test_every_table_reads_back_the_same(name: str) -> None:

    frame = with_synthetic_round(bundled(), seed=1).frames()[name]
    read, faults = read_cells(TABLES[name], csv.DictReader(io.StringIO(csv_of(TABLES[name], frame))))
    assert not faults
    assert_frame_equal(read, frame)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.BEDRAG, 61_205, "612.05"),
        (Kind.JA_NEE, False, "nee"),
        (Kind.GETAL, 0.00001, "0.00001"),
        (Kind.GETAL, -46.5, "-46.5"),
        (Kind.GETAL, 40.0, "40"),
        (Kind.DATUM, date(2026, 10, 1), "2026-10-01"),
        (Kind.TEKST, "een, twee", "een, twee"),
        (Kind.TEKST, None, ""),
    ],
)
def test_a_value_is_written_as_it_is_read(kind: Kind, value: object, text: str) -> None:
    column = Column("kolom", kind, "", "")
    assert cell_of(column, value) == text
    assert parse(column, text) == value


def test_several_values_share_a_cell() -> None:
    column = Column("kolom", Kind.GEHEEL, "", "", many=True)
    assert cell_of(column, (3, 5)) == "3;5"
    assert cell_of(column, ()) == ""


def test_an_empty_table_has_its_heading() -> None:
    table = TABLES["afbouw"]
    assert csv_of(table, frame_of(table, ())) == "vanaf_maanden,procent\n"
    assert rows_of(frame_of(table, ())) == []
