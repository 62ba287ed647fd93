"""The newest figure of every indicator and area, beside its status, year and source: what an index is built from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from geodata.tables_region import IndicatorStatus

# A row with one of these says that its source holds no figure, so an older figure is still the newest there is.
WITHOUT_FIGURE = (IndicatorStatus.NOG_NIET.value, IndicatorStatus.ONTBREEKT.value)


@dataclass(frozen=True, eq=False, kw_only=True)
class Values:
    """Four frames of one shape; the index holds the codes, sorted and each once, the columns the asked indicators.

    - `values`: float, NaN unless the status is `bekend`;
    - `status`: the text of an `IndicatorStatus`; `ontbreekt` where there is no row at all;
    - `years`: Int64, `sources`: string; missing where there is no row at all.
    """

    values: pd.DataFrame
    status: pd.DataFrame
    years: pd.DataFrame
    sources: pd.DataFrame


def values_of_indicators(
    indicatoren: pd.DataFrame, names: Sequence[str], codes: Sequence[str], year: int | None = None
) -> Values:
    """Per area and indicator the newest row, of the table `indicatoren`, at or before `year` (None: of all years).

    A row that is `nog niet gepubliceerd` or `ontbreekt` counts only where no year has a figure or a secret one: this
    year's edition, in which the incomes are still to come, does not hide those of two years ago. A secret figure does
    hide an older one.
    """
    index, columns = pd.Index(sorted(set(codes)), dtype="object"), pd.Index(list(dict.fromkeys(names)), dtype="object")
    rows = _newest(indicatoren, index, columns, year)
    shape = (len(index), len(columns))
    at = (index.get_indexer(pd.Index(rows["gebied"])), columns.get_indexer(pd.Index(rows["indicator"])))

    def frame(column: str, empty: object, dtype: Literal["float64", "string", "Int64"]) -> pd.DataFrame:
        filled: Any = np.full(shape, empty, dtype=object)
        filled[at] = rows[column].to_numpy(dtype=object)
        return pd.DataFrame(filled, index=index, columns=columns).astype(dtype)

    return Values(
        values=frame("waarde", np.nan, "float64"),
        status=frame("status", IndicatorStatus.ONTBREEKT.value, "string"),
        years=frame("jaar", pd.NA, "Int64"),
        sources=frame("bron", pd.NA, "string"),
    )


def _newest(indicatoren: pd.DataFrame, index: pd.Index[str], columns: pd.Index[str], year: int | None) -> pd.DataFrame:
    """One row per area and indicator; `waarde` is NaN unless `status`, which is filled, is `bekend`."""
    asked = indicatoren["gebied"].isin(index) & indicatoren["indicator"].isin(columns)
    if year is not None:
        asked &= indicatoren["jaar"] <= year
    rows = indicatoren[asked.fillna(value=False)]
    said = rows["status"].fillna(IndicatorStatus.BEKEND.value)
    known = said.eq(IndicatorStatus.BEKEND.value)
    status = said.mask(known & rows["waarde"].isna(), IndicatorStatus.ONTBREEKT.value)
    rows = rows.assign(
        status=status,
        waarde=rows["waarde"].where(known).astype("float64"),
        has_figure=~status.isin(WITHOUT_FIGURE),
    )
    ordered = rows.sort_values(["has_figure", "jaar"], kind="stable")
    return ordered.drop_duplicates(["gebied", "indicator"], keep="last")
