"""Values as JSON has them: strict, and back as they were."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.columns import Column, Kind
from geodata.plain import LARGEST, LONGEST_CODE, LONGEST_TEXT, is_code, plain_of, plain_row, value_of, why_not_kept
from geodata.tables import TABLES
from optimizer.supply import Need

VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEKST: st.text(min_size=1).filter(lambda text: text == text.strip()),
    Kind.GEHEEL: st.integers(1 - LARGEST, LARGEST - 1),
    Kind.GETAL: st.floats(-1e11, 1e11),
    Kind.BEDRAG: st.integers(0, LARGEST - 1),
    Kind.DATUM: st.dates(),
    Kind.JA_NEE: st.booleans(),
    Kind.KEUZE: st.sampled_from([need.value for need in Need]),
}


def column(kind: Kind, **changes: Any) -> Column:
    return Column("kolom", kind, "", "", enum=Need if kind is Kind.KEUZE else None, **changes)


@given(st.data())
def test_every_value_comes_back_from_json(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(Kind)))
    value = data.draw(st.none() | VALUES[kind])
    assert value_of(column(kind), plain_of(value)) == value
    values = tuple(data.draw(st.lists(VALUES[kind], max_size=3)))
    assert value_of(column(kind, many=True), plain_of(values)) == values


@given(st.sampled_from(list(Kind)), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=4,
), st.booleans())  # fmt: skip
def test_whatever_is_handed_in_is_a_value_or_refused(kind: Kind, plain: object, many: bool) -> None:
    with suppress(ValueError):
        value = value_of(column(kind, many=many), plain)
        assert value_of(column(kind, many=many), plain_of(value)) == value


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (Kind.TEKST, " a"),
        (Kind.TEKST, ""),
        (Kind.TEKST, 3),
        (Kind.GEHEEL, True),
        (Kind.GEHEEL, 1.0),
        (Kind.GEHEEL, "1"),
        (Kind.GEHEEL, LARGEST),
        (Kind.GETAL, float("nan")),
        (Kind.GETAL, float("inf")),
        (Kind.GETAL, 10**400),
        (Kind.GETAL, False),
        (Kind.BEDRAG, 612.34),
        (Kind.DATUM, "20261001"),
        (Kind.DATUM, "2026-10-01T00:00:00"),
        (Kind.DATUM, "2026-02-30"),
        (Kind.JA_NEE, 1),
        (Kind.KEUZE, "trap"),
        (Kind.KEUZE, ["lift"]),
    ],
)
def test_what_does_not_fit_is_refused(kind: Kind, plain: object) -> None:
    with pytest.raises(ValueError, match=r"^(een|true)"):
        value_of(column(kind), plain)


def test_what_is_required_is_filled() -> None:
    missing: tuple[object, ...] = (None, [])
    for plain in missing:
        with pytest.raises(ValueError, match="een lijst"):
            value_of(column(Kind.GEHEEL, required=True, many=True), plain)
    with pytest.raises(ValueError, match="een geheel getal"):
        value_of(column(Kind.GEHEEL, required=True), None)
    assert value_of(column(Kind.GEHEEL, many=True), None) == ()


def test_a_range_of_an_amount_is_in_euros_and_its_value_in_cents() -> None:
    rent = column(Kind.BEDRAG, low=1, high=2)
    assert value_of(rent, 200) == 200
    with pytest.raises(ValueError, match="eurocenten"):
        value_of(rent, 201)


@pytest.mark.parametrize(
    ("text", "code", "kept"),
    [
        ("gewone tekst\nop twee regels", False, True),
        ("a\x00b", False, False),
        ("half \ud83d", False, False),
        ("👍 é", True, True),
        ("x" * LONGEST_CODE, True, True),
        ("x" * (LONGEST_CODE + 1), True, False),
        ("x" * (LONGEST_CODE + 1), False, True),
        ("x" * (LONGEST_TEXT + 1), False, False),
    ],
)
def test_a_text_is_kept_if_every_database_gives_it_back(text: str, code: bool, kept: bool) -> None:
    assert (why_not_kept(column(Kind.TEKST), text, code=code) == "") is kept


def test_the_mark_between_values_is_in_none_of_them() -> None:
    assert why_not_kept(column(Kind.TEKST, many=True), "a;b", code=False)
    assert not why_not_kept(column(Kind.TEKST), "a;b", code=False)


def test_what_rows_are_looked_up_by_is_a_code() -> None:
    found = {column.name for column in TABLES["woningen"].columns if is_code(TABLES["woningen"], column)}
    assert found == {"code", "corporatie", "aanbieder", "wijk", "buurt", "complex", "portiek", "lokale_gebieden"}


def test_a_row_as_json() -> None:
    assert plain_row({"op": date(2026, 10, 1), "lijst": ("a", "b"), "leeg": None}) == {
        "op": "2026-10-01",
        "lijst": ["a", "b"],
        "leeg": None,
    }
