"""How the cells of one column behave in the template: their format, their check and their drop-down list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from geodata.columns import BOOLEANS, Column, Kind, Table
from geodata.template_texts import KEUZELIJSTEN, duty_of, fills_with

AS_TEXT = "@"
FORMATS = {
    Kind.GEHEEL: "0",
    Kind.GETAL: "General",
    Kind.BEDRAG: "[$€-413] #,##0.00",
    Kind.DATUM: "yyyy-mm-dd",
}
WIDTHS = {Kind.GEHEEL: 10, Kind.GETAL: 10, Kind.BEDRAG: 13, Kind.DATUM: 13, Kind.JA_NEE: 9}
TEXT_WIDTH, MANY_WIDTH = 18, 28
CHECKS = {Kind.GEHEEL: "integer", Kind.GETAL: "decimal", Kind.BEDRAG: "decimal"}
# What `columns.parse` can read when a column has no range of its own: so many digits before the comma.
MOST = {Kind.GEHEEL: 999_999_999_999, Kind.GETAL: 999_999_999_999, Kind.BEDRAG: 999_999_999}
FIRST_DAY = date(1900, 1, 1)  # Excel knows no earlier one
# Limits of Excel, in characters.
MOST_LISTED, MOST_MESSAGE = 255, 255

Lists = Mapping[tuple[str, ...], str]


def format_of(column: Column) -> str:
    """The number format of the cells; text wherever a leading zero or a ";" may stand."""
    return AS_TEXT if column.many else FORMATS.get(column.kind, AS_TEXT)


def width_of(column: Column, shown: str) -> float:
    """The width of the column in characters, so that its heading fits."""
    usual = MANY_WIDTH if column.many else WIDTHS.get(column.kind, TEXT_WIDTH)
    return max(usual, len(shown) + 3)


def choices_of(column: Column) -> tuple[str, ...]:
    """The texts of the drop-down list; none when a cell takes something else, or several of them."""
    if column.many:
        return ()
    return tuple(BOOLEANS) if column.kind is Kind.JA_NEE else tuple(str(choice) for choice in column.choices)


def long_lists(tables: Iterable[Table]) -> dict[tuple[str, ...], str]:
    """The lists that don't fit in a check itself, with the range of the hidden sheet that holds each, in order."""
    wanted = [choices_of(column) for table in tables for column in table.columns]
    lists = dict.fromkeys(choices for choices in wanted if choices and not _fits(choices))
    return {
        choices: f"={KEUZELIJSTEN}!${letters}$1:${letters}${len(choices)}"
        for choices, letters in zip(lists, _letters(), strict=False)
    }


def check_of(column: Column, lists: Lists) -> dict[str, Any]:
    """The check on the cells of a column, with what Excel says when a cell is chosen and when it refuses."""
    return {
        **_rule(column, lists),
        "input_title": column.name[:32],
        "input_message": clip(f"{duty_of(column).capitalize()}. {column.meaning}. Vul in: {fills_with(column)}."),
        "error_title": "Dit past hier niet",
        "error_message": clip(f"In de kolom {column.name} hoort {fills_with(column)}."),
    }


def clip(text: str, most: int = MOST_MESSAGE) -> str:
    """The text, cut off where Excel would refuse it."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _rule(column: Column, lists: Lists) -> dict[str, Any]:
    choices = choices_of(column)
    if choices:
        return {"validate": "list", "source": lists.get(choices) or list(choices)}
    if column.many or column.kind is Kind.TEKST:
        return {"validate": "any"}
    if column.kind is Kind.DATUM:
        return {"validate": "date", "criteria": ">=", "value": FIRST_DAY}
    lowest = 0 if column.kind is Kind.BEDRAG else -MOST[column.kind]
    return {
        "validate": CHECKS[column.kind],
        "criteria": "between",
        "minimum": lowest if column.low is None else column.low,
        "maximum": MOST[column.kind] if column.high is None else column.high,
    }


def _fits(choices: tuple[str, ...]) -> bool:
    """Within a check, a comma separates the choices, and their number of characters is bounded."""
    joined = ",".join(choices)
    return len(joined) <= MOST_LISTED and joined.count(",") == len(choices) - 1


def _letters() -> Iterable[str]:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [first + second for first in ("", *alphabet) for second in alphabet]
