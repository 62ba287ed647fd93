"""The Register: everything that is known, as frames with exactly the columns of `tables.TABLES`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from typing import Any

import pandas as pd

from geodata.columns import frame_of, rows_of
from geodata.tables import TABLES

Row = Mapping[str, Any]
Rows = tuple[Row, ...]


@dataclass(frozen=True, eq=False, kw_only=True)  # without slots: `rows` has no other place to be kept
class Register:
    """One frame per table; the columns and their meaning are in `tables.TABLES`. Frames are never changed in place."""

    gemeenten: pd.DataFrame
    wijken: pd.DataFrame
    buurten: pd.DataFrame
    gebieden: pd.DataFrame
    gebiedsdelen: pd.DataFrame
    indicatoren: pd.DataFrame
    corporaties: pd.DataFrame
    zorgaanbieders: pd.DataFrame
    begeleiding: pd.DataFrame
    grenswaarden: pd.DataFrame
    convenanten: pd.DataFrame
    afspraken: pd.DataFrame
    voorzieningen: pd.DataFrame
    afbouw: pd.DataFrame
    afstandsbanden: pd.DataFrame
    uitstromers: pd.DataFrame
    gebiedswensen: pd.DataFrame
    ankers: pd.DataFrame
    woningen: pd.DataFrame
    plaatsingen: pd.DataFrame
    uitsluitingen: pd.DataFrame
    koppelingen: pd.DataFrame
    weigeringen: pd.DataFrame
    huurafwijkingen: pd.DataFrame
    vastgezet: pd.DataFrame
    vorige: pd.DataFrame

    def frames(self) -> dict[str, pd.DataFrame]:
        """The frames by table name."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    @cached_property
    def rows(self) -> Mapping[str, Rows]:
        """The rows of every table as plain values, made once: at 20,000 dwellings that takes longer than using them."""
        return {name: tuple(rows_of(frame)) for name, frame in self.frames().items()}

    def updated(self, frames: Mapping[str, pd.DataFrame]) -> Register:
        """A register in which these tables are replaced."""
        return replace(self, **frames)


def register_of(frames: Mapping[str, pd.DataFrame]) -> Register:
    """A register of these frames; tables that are not given are empty."""
    return Register(**{name: frames[name] if name in frames else frame_of(table, ()) for name, table in TABLES.items()})


def register_of_rows(tables: Mapping[str, Rows]) -> Register:
    """A register of these complete rows, as frames give them back; tables that are not given are empty.

    For a few rows it is much faster than by frames, of which every column has its price.
    """
    frames = {name: frame_of(TABLES[name], rows) for name, rows in tables.items()}
    register = _empty().updated(frames)
    register.__dict__["rows"] = {**dict.fromkeys(TABLES, ()), **tables}
    return register


@cache
def _empty() -> Register:
    return register_of({})
