"""What users write in a cell, and what stays unclear after all other cells have been seen."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from geodata.cells import Percentage, Value
from geodata.columns import Column, Kind
from geodata.dialect import Dialect
from geodata.tables import TABLES
from geodata.values import MisreadError, learn, read_value


def column(kind: Kind, **more: Any) -> Column:
    return Column("kolom", kind, "", "", **more)


def read(kind: Kind, cell: Value, beside: tuple[Value, ...] = (), **more: Any) -> Any:
    found = column(kind, **more)
    return read_value(found, cell, learn([(found, (cell, *beside))]))


def misread(kind: Kind, cell: Value, beside: tuple[Value, ...] = (), **more: Any) -> str:
    with pytest.raises(MisreadError) as caught:
        read(kind, cell, beside, **more)
    return caught.value.found


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.234,56", 123_456), ("€ 612,34", 61_234), ("€612", 61_200), ("612,-", 61_200), ("612,5", 61_250),
        ("EUR 1 234,56", 123_456), ("1.234", 123_400), ("1,234.56", 123_456), ("612.34 €", 61_234), (612.5, 61_250),
        (1234.0, 123_400), (0.1 + 0.2, 30),
    ],
)  # fmt: skip
def test_amounts(text: Value, cents: int) -> None:
    assert read(Kind.BEDRAG, text) == cents


def test_a_dot_that_may_be_decimal_or_not_is_decided_by_the_file_or_by_nobody() -> None:
    assert misread(Kind.GETAL, "1.234") == "'1.234', dat 1234 of 1,234 kan zijn"
    assert read(Kind.GETAL, "1.234", ("0,5",)) == 1234
    assert read(Kind.GETAL, "1.234", ("0.5",)) == 1.234
    assert misread(Kind.GETAL, "1.234", ("0.5", "0,5"))
    assert misread(Kind.BEDRAG, "1,234") == "'1,234', dat 1234 of 1,234 kan zijn"
    assert read(Kind.GETAL, "1,234", ("12,5",)) == 1.234
    assert read(Kind.GETAL, 1.234) == 1.234


@pytest.mark.parametrize(
    ("text", "number"), [("12.000", 12_000), ("12,0", 12), ("1.234.567", 1_234_567), (3.0, 3), ("-2", -2)]
)
def test_whole_numbers(text: Value, number: int) -> None:
    assert read(Kind.GEHEEL, text) == number


@pytest.mark.parametrize("text", ["12,5", 12.5, "12 34", "1.23.456", "drie", "--1", "€", True, date(2026, 1, 1)])
def test_what_is_no_whole_number(text: Value) -> None:
    assert misread(Kind.GEHEEL, text)


@pytest.mark.parametrize(
    ("table", "name"), [("afbouw", "procent"), ("indicatoren", "waarde"), ("gebiedsdelen", "aandeel")]
)
def test_a_share_may_have_its_sign(table: str, name: str) -> None:
    share = next(item for item in TABLES[table].columns if item.name == name)
    assert read_value(share, "45 %", Dialect()) == 45
    assert read_value(share, Percentage(0.45), Dialect()) == 45


def test_what_is_no_share_has_no_sign() -> None:
    assert misread(Kind.GEHEEL, "45 %")


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-03", "3-10-2026", "03/10/2026", "3.10.2026", "3 oktober 2026", "3-okt-2026", "2026/10/03",
        "2026-10-03 00:00:00", date(2026, 10, 3), datetime(2026, 10, 3),
    ],
)  # fmt: skip
def test_dates(text: Value) -> None:
    assert read(Kind.DATUM, text) == date(2026, 10, 3)


@pytest.mark.parametrize(
    "text",
    ["31-2-2026", "10-31-2026", 46_000, "46000", "3 foo 2026", datetime(2026, 1, 1, 9), "2026"],
)
def test_what_is_no_date(text: Value) -> None:
    assert misread(Kind.DATUM, text)


def test_a_short_year_and_a_file_that_puts_the_month_first_are_unclear() -> None:
    assert misread(Kind.DATUM, "3-10-26") == "'3-10-26', met een jaartal van twee cijfers"
    assert read(Kind.DATUM, "03-04-2026") == date(2026, 4, 3)
    assert "maand" in misread(Kind.DATUM, "03-04-2026", ("10/31/2026",))
    assert read(Kind.DATUM, "31-10-2026", ("10/31/2026",)) == date(2026, 10, 31)


@pytest.mark.parametrize("text", ["ja", "J", "x", "TRUE", "WAAR", "1", 1, 1.0, True])
def test_yes(text: Value) -> None:
    assert read(Kind.JA_NEE, text) is True


@pytest.mark.parametrize("text", ["nee", "N", "false", "ONWAAR", "0", 0.0, False])
def test_no(text: Value) -> None:
    assert read(Kind.JA_NEE, text) is False


def test_neither_yes_nor_no() -> None:
    assert misread(Kind.JA_NEE, "soms") == "'soms'"
    assert read(Kind.JA_NEE, "") is None


def test_several_values_in_one_cell() -> None:
    assert read(Kind.TEKST, "a; b", many=True) == ("a", "b")
    assert read(Kind.TEKST, "a, b", many=True) == ("a", "b")
    assert read(Kind.TEKST, "a\nb;", many=True) == ("a", "b")
    assert read(Kind.TEKST, "Assen, Noord; b", many=True) == ("Assen, Noord", "b")
    assert read(Kind.GEHEEL, "4,7", many=True) == (4, 7)
    assert misread(Kind.GEHEEL, 4.7, many=True) == "'4.7'"
    assert misread(Kind.TEKST, "a;;b", many=True) == "'a;;b'"
    assert read(Kind.TEKST, "", many=True) == ()
