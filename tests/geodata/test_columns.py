"""Cells, columns and tables as data."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, get_args, get_type_hints

import pytest

from geodata.columns import Column, Kind, frame_of, parse, rows_of, values_in
from geodata.tables import TABLES
from optimizer import agreements, people, supply
from optimizer.supply import Need, Woonvorm


def column(kind: Kind, **changes: Any) -> Column:
    return Column("kolom", kind, "", "", **changes)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.TEKST, " 007 ", "007"),
        (Kind.GEHEEL, "-2", -2),
        (Kind.GETAL, "2,5", 2.5),
        (Kind.BEDRAG, "612,34", 61_234),
        (Kind.BEDRAG, "612.34", 61_234),
        (Kind.BEDRAG, "612", 61_200),
        (Kind.DATUM, "2026-10-01", date(2026, 10, 1)),
        (Kind.JA_NEE, "ja", True),
        (Kind.JA_NEE, "nee", False),
    ],
)
def test_a_cell_becomes_a_value(kind: Kind, text: str, value: object) -> None:
    assert parse(column(kind), text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.GEHEEL, "2.0"),
        (Kind.GEHEEL, "²"),
        (Kind.GETAL, "veel"),
        (Kind.BEDRAG, "1.612,34"),
        (Kind.BEDRAG, "612,3"),
        (Kind.BEDRAG, "-1"),
        (Kind.DATUM, "01-10-2026"),
        (Kind.DATUM, "2026-02-30"),
        (Kind.DATUM, "20261001"),
        (Kind.JA_NEE, "j"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_was_expected(kind: Kind, text: str) -> None:
    with pytest.raises(ValueError, match=r"^(een|ja) "):
        parse(column(kind), text)


def test_an_empty_cell_is_unknown_and_never_nought() -> None:
    assert parse(column(Kind.GEHEEL), " ") is None
    assert parse(column(Kind.KEUZE, enum=Need, many=True), "") == ()
    with pytest.raises(ValueError, match="een geheel getal"):
        parse(column(Kind.GEHEEL, required=True), "")
    with pytest.raises(ValueError, match="een van"):
        parse(column(Kind.KEUZE, enum=Need, many=True, required=True), " ")


def test_a_range_counts_both_ends_and_an_amount_in_euros() -> None:
    within = column(Kind.BEDRAG, low=1, high=2)
    assert parse(within, "2,00") == 200
    with pytest.raises(ValueError, match="van 1 tot en met 2"):
        parse(within, "2,01")
    with pytest.raises(ValueError, match="3 of meer"):
        parse(column(Kind.GEHEEL, low=3), "2")


def test_several_values_in_a_cell_are_all_checked() -> None:
    needs = column(Kind.KEUZE, enum=Need, many=True)
    assert parse(needs, "lift; rolstoel") == (Need.LIFT, Need.ROLSTOEL)
    with pytest.raises(ValueError, match="een van: gelijkvloers, lift"):
        parse(needs, "lift; tuin")
    with pytest.raises(ValueError, match="een van"):
        parse(needs, "lift;")


def test_a_frame_keeps_what_is_missing_missing() -> None:
    frame = frame_of(TABLES["gemeenten"], [{"code": "GM0106", "naam": "Assen"}, {"code": "GM0109", "inwoners": 0}])
    assert tuple(frame.columns) == TABLES["gemeenten"].names
    first, second = rows_of(frame)
    assert (first["inwoners"], second["inwoners"], second["naam"]) == (None, 0, None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("code", "W-1"),
        ("huur", 61_234),
        ("kenmerken", ("lift",)),
        ("gedeeld", True),
        ("vrij_vanaf", date(2026, 10, 1)),
    ],
)
def test_values_are_those_of_python_and_what_is_missing_is_none(name: str, value: object) -> None:
    frame = frame_of(TABLES["woningen"], [{name: value}, {}])
    first, second = values_in(frame, name)
    assert (first, type(first)) == (value, type(value))
    assert second == (() if name == "kenmerken" else None)
    assert [row[name] for row in rows_of(frame)] == [first, second]


def test_numbers_with_decimals_are_those_of_python_as_well() -> None:
    first, second = values_in(frame_of(TABLES["indicatoren"], [{"waarde": 2.5}, {}]), "waarde")
    assert (first, type(first), second) == (2.5, float, None)


def test_a_choice_is_its_text_wherever_it_came_from() -> None:
    (row,) = rows_of(frame_of(TABLES["woningen"], [{"woonvorm": Woonvorm.OMKLAP, "kenmerken": (Need.LIFT,)}]))
    assert type(row["woonvorm"]) is str
    assert [type(need) for need in row["kenmerken"]] == [str]
    assert (row["woonvorm"], row["kenmerken"]) == ("omklap", ("lift",))


def test_a_frame_has_no_other_columns() -> None:
    with pytest.raises(KeyError, match="burgemeester"):
        frame_of(TABLES["gemeenten"], [{"code": "GM0106", "burgemeester": "?"}])


def test_an_empty_frame_has_the_dtypes_of_a_full_one() -> None:
    empty, full = (
        frame_of(TABLES["woningen"], rows)
        for rows in ([], [{"code": "W-1", "huur": 1, "vrij_vanaf": date(2026, 1, 1)}])
    )
    assert list(empty.dtypes) == list(full.dtypes)


def _kinds(annotation: Any) -> list[Any]:
    return [part for part in (annotation, *get_args(annotation)) if is_dataclass(part)]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: str(table.name))
def test_every_column_fills_a_field_that_exists(table: Any) -> None:
    for item in table.columns:
        if not item.fills:
            continue
        root, *steps = item.fills.split(".")
        kind: Any = next(getattr(module, root) for module in (agreements, people, supply) if hasattr(module, root))
        for index, step in enumerate(steps):
            assert step in {part.name for part in fields(kind)}, item.fills
            if index < len(steps) - 1:
                kind = _kinds(get_type_hints(kind)[step])[0]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: str(table.name))
def test_a_table_is_whole(table: Any) -> None:
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    for item in table.columns:
        assert set(item.refers) <= set(TABLES), item.name
        assert bool(item.choices) == (item.kind is Kind.KEUZE), item.name
        assert item.meaning
