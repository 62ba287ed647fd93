"""How tables that somebody hands in stand to those that are there already: instead of them, or row by row beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from geodata.columns import values_in
from geodata.tables import TABLES

Frames = Mapping[str, pd.DataFrame]
Combine = Callable[[Frames, Frames], dict[str, pd.DataFrame]]


def instead(known: Frames, given: Frames) -> dict[str, pd.DataFrame]:
    """Every given table takes the place of the one that is known."""
    return {**known, **given}


def beside(known: Frames, given: Frames) -> dict[str, pd.DataFrame]:
    """Every row takes the place of the one with its key, or is added; the given rows come last in their table."""
    joined = {name: _joined(name, known[name], frame) if name in known else frame for name, frame in given.items()}
    return {**known, **joined}


def filled(frames: Frames) -> dict[str, pd.DataFrame]:
    """The tables with a row: one without says nothing."""
    return {name: frame for name, frame in frames.items() if len(frame)}


def keys_of(table: str, frame: pd.DataFrame) -> list[tuple[object, ...]]:
    """The key of every row."""
    return list(zip(*(values_in(frame, name) for name in TABLES[table].key), strict=True))


def _joined(name: str, known: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    replaced = set(keys_of(name, given))
    stays = [key not in replaced for key in keys_of(name, known)]
    return pd.concat([known[stays], given], ignore_index=True)
