"""What one reader makes of one table: rows of the register, facts, remarks and faults."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.cells import text_of_cell
from geodata.columns import frame_of
from geodata.indicators.cells import Figures
from geodata.indicators.grid import CODE, FOOT, Grid
from geodata.tables import TABLES
from optimizer.errors import Fault

INDICATOREN = TABLES["indicatoren"]
# One value for all rows, or one per row.
Column = npt.NDArray[np.object_] | str | int
FACTS = {"code": "string", "inwoners": "Int64", "woningen": "Int64", "jaar": "Int64", "bron": "string"}
THE_COUNTRY = "NL00"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True, eq=False, kw_only=True)
class Part:
    """`frame` has the columns of `indicatoren`, `facts` those of `FACTS`."""

    frame: pd.DataFrame
    facts: pd.DataFrame
    remarks: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Areas:
    """Per row of a table its code; `kept` are the rows that count."""

    codes: npt.NDArray[np.object_]
    kept: npt.NDArray[np.bool_]
    remarks: tuple[str, ...]
    faults: tuple[Fault, ...]


def refused(*faults: Fault) -> Part:
    """A table of which nothing can be used."""
    return Part(frame=frame_of(INDICATOREN, ()), facts=no_facts(), faults=faults)


def no_facts() -> pd.DataFrame:
    """Facts without a row."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in FACTS.items()})


def code_of(cell: Any) -> str:  # noqa: ANN401 - a cell holds any kind
    """A code as CBS means it: `WK010600  ` is WK010600."""
    return text_of_cell(cell).upper()


def official_areas(grid: Grid) -> Areas:
    """The areas of an official file; the whole country and the water that is drawn as an area are left out."""
    codes = np.array([code_of(cell) for cell in grid.column(grid.area)], dtype=object)
    good = np.array([CODE.fullmatch(code) is not None for code in codes], dtype=bool)
    foot = np.array([text_of_cell(cell).startswith(FOOT) for cell in grid.column(0)], dtype=bool) & ~good
    water = _water(grid)
    remarks = []
    if np.any(codes == THE_COUNTRY):
        remarks.append(f"{grid.file}: niet gelezen: de rij van heel Nederland.")
    if np.any(water):
        rows = counted(int(np.sum(water)), "rij", "rijen")
        remarks.append(f"{grid.file}: niet gelezen: {rows} met water of buitenland.")
    wrong: list[int] = np.flatnonzero(~good & ~foot & ~water).tolist()
    faults = [
        Fault(grid.place(row, grid.area), f"'{codes[row]}'" if codes[row] else "niets", "een CBS-code, zoals WK010600")
        for row in wrong
    ]
    if len(wrong) and not good.any():
        faults = [Fault((*grid.where, grid.heading(grid.area)), "geen enkele CBS-code", "codes, zoals WK010600")]
    kept = good & ~water & (codes != THE_COUNTRY)
    return Areas(codes=codes, kept=kept, remarks=tuple(remarks), faults=(*faults, *uneven_rows(grid, foot)))


def _water(grid: Grid) -> npt.NDArray[np.bool_]:
    at = next((at for at, texts in enumerate(grid.headings) if "water" in map(str.lower, texts)), None)
    if at is None:
        return np.zeros(len(grid.numbers), dtype=bool)
    return np.array([text_of_cell(cell).upper() in ("JA", "B") for cell in grid.column(at)], dtype=bool)


def uneven_rows(grid: Grid, besides: npt.NDArray[np.bool_] | None = None) -> list[Fault]:
    """Rows of a CSV file with more or fewer cells than headings, `besides` those that are no row of the table."""
    return [
        Fault((*grid.where, f"rij {grid.numbers[row]}"), f"{cells} cellen", "evenveel cellen als de kopregel")
        for row, cells in grid.uneven.items()
        if besides is None or not besides[row]
    ]


def misread(grid: Grid, at: int, cells: Sequence[Any], wrong: Iterable[int]) -> list[Fault]:
    """The faults of cells that are no figure, and of those without an outcome."""
    flaws = {row: flaw for (row, column), flaw in grid.flaws.items() if column == at}
    found = {**{row: f"'{text_of_cell(cells[row])}'" for row in wrong}, **flaws}
    return [Fault(grid.place(row, at), what, "een getal") for row, what in sorted(found.items())]


def years_in(text: str) -> list[int]:
    """The years that a text names, each once."""
    return list(dict.fromkeys(int(year) for year in _YEAR.findall(text)))


def rows_of_figures(
    *,
    codes: npt.NDArray[np.object_],
    name: str,
    figures: Figures,
    kept: npt.NDArray[np.bool_],
    source: Column,
    year: Column,
) -> pd.DataFrame:
    """The rows of one indicator."""
    size = len(codes)
    whole = {
        "gebied": codes,
        "indicator": np.full(size, name, dtype=object),
        "waarde": np.where(figures.known, figures.values, np.nan),
        "status": figures.status,
        "bron": source if isinstance(source, np.ndarray) else np.full(size, source, dtype=object),
        "jaar": year if isinstance(year, np.ndarray) else np.full(size, year, dtype=object),
    }
    return pd.DataFrame({column: values[kept] for column, values in whole.items()})


def joined_rows(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Rows of `rows_of_figures` as a frame of the register."""
    if not frames:
        return frame_of(INDICATOREN, ())
    frame = pd.concat(frames, ignore_index=True)
    frame["waarde"] = pd.Series(frame["waarde"].astype("float64"), dtype="Float64")
    for column in INDICATOREN.columns:
        frame[column.name] = frame[column.name].astype(column.dtype)  # type: ignore[call-overload]
    return frame[list(INDICATOREN.names)]


def counted(number: int, one: str, more: str) -> str:
    """A number with its noun: 1 kolom, 2 kolommen."""
    return f"{number} {one if number == 1 else more}"


def listed(names: Collection[str]) -> str:
    """Names as a Dutch enumeration, of which the tail is only counted."""
    shown, rest = list(names)[:12], len(names) - 12
    return ", ".join(shown) + (f" en nog {rest}" if rest > 0 else "")
