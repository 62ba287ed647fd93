"""One cell of a spreadsheet as a value of its column: from what users write to the texts that `columns.parse` reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from geodata.cells import Percentage, Value, text_of_cell
from geodata.columns import BETWEEN, Column, Kind, expected, parse
from geodata.dialect import LAST_MONTH, Dialect, dialect_of, plain_number
from geodata.synonyms import NO, YES
from geodata.words import choice_for

NUMBERS = (Kind.GEHEEL, Kind.GETAL, Kind.BEDRAG)
# Columns that hold percentages, or a figure that may be one: 45% there is 45.
PERCENTAGES = ("procent", "aandeel", "waarde")
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
LONG_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_IN_WORDS = re.compile(r"(\d{1,2})[- ]([a-z]{3,9})\.?[- ](\d{4})", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\d{1,2}[-/. ](\d{1,2}|[a-z]{3,9}\.?)[-/. ]'?\d{2}", re.IGNORECASE)


class MisreadError(ValueError):
    """A cell that can't be read; `found` and `expected` are the phrases of its fault."""

    def __init__(self, found: str, wanted: str) -> None:
        self.found, self.expected = found, wanted
        super().__init__(f"{found}; {wanted}")


def learn(columns: Iterable[tuple[Column, Iterable[Value]]]) -> Dialect:
    """The dialect of all cells of a sheet."""
    numbers: list[str] = []
    dates: list[str] = []
    for column, cells in columns:
        texts = {cell for cell in cells if isinstance(cell, str)}
        if column.kind in NUMBERS and not column.many:
            numbers += texts
        elif column.kind is Kind.DATUM:
            dates += texts
    return dialect_of(numbers, dates)


def read_value(column: Column, cell: Value, dialect: Dialect) -> Any:  # noqa: ANN401 - a cell holds any kind
    """The value of a cell. Raises MisreadError."""
    text = _shown(column, cell)
    if not isinstance(cell, str) and column.kind in NUMBERS:
        dialect = Dialect(marks=frozenset({"."}))  # a number of the file itself, not a text
    parts = _parts(text) if column.many else [text]
    try:
        return parse(column, BETWEEN.join(_read_part(column, part, dialect) for part in parts))
    except MisreadError:
        raise
    except ValueError as error:
        raise MisreadError(f"'{text}'" if text else "niets", str(error)) from None


def _shown(column: Column, cell: Value) -> str:
    if (
        isinstance(cell, float)
        and not isinstance(cell, Percentage)
        and column.kind is Kind.GETAL
        and not cell.is_integer()
    ):
        return f"{Decimal(repr(cell)):f}"
    return text_of_cell(cell)


def _parts(text: str) -> list[str]:
    """The values in one cell: each on its own line or between ";", else between ",". A mark at the end adds none."""
    marks = r"[;\n]" if re.search(r"[;\n]", text) else ","
    parts = [part.strip() for part in re.split(marks, text)]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return parts


def _read_part(column: Column, text: str, dialect: Dialect) -> str:
    if not text or column.kind is Kind.TEKST:
        return text
    if column.kind is Kind.KEUZE:
        return choice_for(column, text) or text
    if column.kind is Kind.JA_NEE:
        word = text.casefold()
        return "ja" if word in YES else "nee" if word in NO else text
    return _date(text, dialect) if column.kind is Kind.DATUM else _number(column, text, dialect)


def _number(column: Column, text: str, dialect: Dialect) -> str:
    if column.name in PERCENTAGES:
        text = text.removesuffix("%").rstrip()
    number = plain_number(text, dialect, whole=column.kind is not Kind.GETAL)
    if number is None:
        both = f"{text.replace('.', '').replace(',', '')} of {text.replace('.', ',')}"
        raise MisreadError(f"'{text}', dat {both} kan zijn", expected(column) + ", zonder punt of komma voor duizend")
    if not number:  # only a euro sign
        return text
    if column.kind is Kind.GEHEEL:
        return re.sub(r"(?<=\d)\.0+$", "", number)
    if column.kind is Kind.BEDRAG:
        return re.sub(r"(\.\d)$", r"\g<1>0", number)
    return number


def _date(text: str, dialect: Dialect) -> str:
    if _SHORT_YEAR.fullmatch(text):
        raise MisreadError(f"'{text}', met een jaartal van twee cijfers", "een datum met een jaartal van vier cijfers")
    found = _YEAR_FIRST.fullmatch(text)
    if found:
        return _iso(text, found[1], found[2], found[3])
    found = _DAY_FIRST.fullmatch(text)
    if found:
        if dialect.month_first and int(found[1]) <= LAST_MONTH and int(found[2]) <= LAST_MONTH:
            raise MisreadError(
                f"'{text}', in een bestand waar de maand ook voorop staat", "een datum, zoals 2026-10-01"
            )
        return _iso(text, found[3], found[2], found[1])
    found = _IN_WORDS.fullmatch(text)
    month = found[2].lower() if found else ""
    number = next((at for at, names in enumerate(zip(MONTHS, LONG_MONTHS, strict=True), 1) if month in names), 0)
    return _iso(text, found[3], str(number), found[1]) if found and number else text


def _iso(text: str, year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return text
