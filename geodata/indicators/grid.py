"""A file with figures as tables of cells by column, whatever its kind; what the columns mean is for the readers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from geodata.aside import why_aside
from geodata.cells import MOST_BYTES, Sheet, UnreadableError, is_filled, text_of_cell
from geodata.cells_book import read_book
from geodata.cells_csv import read_csv
from geodata.indicators.catalogue import stems_of

BOOKS = (".xlsx", ".xlsm", ".ods")
MAPS = (".gpkg", ".geojson", ".shp")
KINDS = (*BOOKS, ".csv", *MAPS, ".json")
READABLE = "een bestand van een van de soorten " + ", ".join(KINDS)
CODE = re.compile(r"NL00|GM[0-9]{4}|WK[0-9]{4}[0-9A-Z]{2}|BU[0-9]{4}[0-9A-Z]{4}")
_FIGURE = re.compile(r"[-<]?[0-9]")
# What the column with the area may be called, as stems, in the order in which they count.
AREA_STEMS = (
    "gwbcode10", "gwbcode", "wijkenenbuurten", "codering", "buurtcode", "bucode", "wijkcode", "wkcode", "gemeentecode",
    "gmcode", "statcode", "gebiedscode", "gebiedcode", "cbscode", "regiocode", "gebied", "code", "buurt", "wijk",
    "gemeente",
)  # fmt: skip
# What StatLine writes between a topic and its figures.
UNITS = ("aantal", "%", "code", "naam", "omschrijving", "km", "ha", "per km²", "x 1 000 euro", "per 1 000 inwoners")
FIRST_ROWS = 40
# Enough cells to see which codes a column holds.
SAMPLE = 500
# A code may be missing here and there: that is a fault of its row.
ALMOST = 0.8
# The lines that StatLine puts below a table.
FOOT = ("©", "Bron")


@dataclass(frozen=True, eq=False, kw_only=True)
class Grid:
    """One table of a file.

    - `headings`: per column its texts, the nearest to the cells first (StatLine puts the unit below the topic);
    - `above`: all that stands above the headings; `numbers`: per row the number that the file shows;
    - `column(at)`: the cells of a column, one per row; `area`: the column that holds the area;
    - `flaws`: by (row, column) a cell without an outcome; `uneven`: by row how many cells it has, if not one per heading.
    """

    file: str
    sheet: str
    headings: tuple[tuple[str, ...], ...]
    above: str
    numbers: Sequence[int]
    column: Callable[[int], Sequence[Any]]
    area: int
    flaws: Mapping[tuple[int, int], str] = field(default_factory=dict)
    uneven: Mapping[int, int] = field(default_factory=dict)

    def heading(self, at: int) -> str:
        """What a user calls the column."""
        texts = [text for text in self.headings[at] if text not in UNITS] or self.headings[at]
        return texts[0] if texts else f"kolom {at + 1}"

    def place(self, row: int, at: int) -> tuple[str, ...]:
        """How a fault names a cell: file, sheet, row and heading."""
        return (*self.where, f"rij {self.numbers[row]}", self.heading(at))

    @property
    def where(self) -> tuple[str, ...]:
        """How a fault names the table."""
        return (self.file, self.sheet) if self.sheet else (self.file,)


def read_grids(path: Path) -> tuple[list[Grid], list[str]]:
    """The tables of the file that have a column with areas, and the names of the sheets that have none.

    Raises UnreadableError.
    """
    kind = path.suffix.lower()
    if kind not in KINDS or not path.is_file():
        raise UnreadableError(f"een bestand van de soort '{kind}'" if path.is_file() else "geen bestand", READABLE)
    try:
        if kind in MAPS:
            found = list(_grids_of_map(path))
        elif path.stat().st_size > MOST_BYTES:
            raise UnreadableError("een bestand dat te groot is", f"hoogstens {MOST_BYTES // 1_000_000} MB")
        else:
            found = list(_grids_of_content(path.name, kind, path.read_bytes()))
    except OSError:
        raise UnreadableError("een bestand dat niet te openen is", READABLE) from None
    return [grid for grid in found if isinstance(grid, Grid)], [name for name in found if isinstance(name, str)]


def _grids_of_content(name: str, kind: str, content: bytes) -> Iterator[Grid | str]:
    if kind == ".json":
        yield _grid_of_records(name, *_records_in(content))
        return
    for sheet in read_book(name, content) if kind in BOOKS else [read_csv(name, content)]:
        if not sheet.empty and not sheet.hidden and not why_aside(sheet):
            yield _grid_of_sheet(sheet) or sheet.name


def _records_in(content: bytes) -> tuple[list[Mapping[str, Any]], str]:
    """The records of a response of OData or of a feature service, and the address of its description."""
    try:
        values = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        values = None
    records = values.get("value", values.get("features")) if isinstance(values, dict) else None
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise UnreadableError("tekst die geen tabel is", "een antwoord van OData, met een lijst onder 'value'")
    properties = [record.get("properties", record) for record in records]
    if not all(isinstance(record, dict) for record in properties):
        raise UnreadableError("een kaart zonder kenmerken", "een kaart met kenmerken bij elk vlak")
    said = values.get("odata.metadata", values.get("@odata.context", ""))
    return properties, said if isinstance(said, str) else ""


def _grid_of_records(name: str, records: list[Mapping[str, Any]], above: str) -> Grid | str:
    names = list(dict.fromkeys(key for record in records for key in record))

    def column(at: int) -> list[Any]:
        return [_plain(record.get(names[at])) for record in records]

    return _grid(name, "", [(text,) for text in names], above, range(1, len(records) + 1), column) or name


def _plain(value: object) -> object:
    """A cell from a file of records; what is no single value counts as its text."""
    return value if isinstance(value, str | int | float | bool) else "" if value is None else str(value)


def _grids_of_map(path: Path) -> Iterator[Grid | str]:
    """One table per layer; the shapes themselves are not read."""
    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
        for layer in layers:
            frame = pyogrio.read_dataframe(path, layer=layer, read_geometry=False)
            names = [str(name) for name in frame.columns]

            def column(at: int, frame: Any = frame) -> list[Any]:  # noqa: ANN401 - the package has no types
                series = frame.iloc[:, at]
                return list(series.astype(object).where(series.notna(), ""))

            numbers = range(1, len(frame) + 1)
            sheet = layer if len(layers) > 1 else ""
            yield _grid(path.name, sheet, [(text,) for text in names], "", numbers, column) or layer
    except (DataSourceError, DataLayerError, ValueError, RuntimeError):
        raise UnreadableError("een kaart die niet te lezen is", "een GeoPackage, GeoJSON of shapefile") from None


def _grid_of_sheet(sheet: Sheet) -> Grid | None:
    at = _heading_row(sheet)
    if at is None:
        return None
    texts = [[text_of_cell(cell) for cell in row] for row in sheet.rows[: at + 1]]
    width = max(len(row) for row in sheet.rows)
    headings = [
        tuple(row[column] for row in reversed(texts) if column < len(row) and row[column]) for column in range(width)
    ]
    above = " ".join(text for row in texts[:-1] for text in row)
    body = sheet.rows[at + 1 :]
    kept = [number for number, row in enumerate(body) if any(is_filled(cell) for cell in row)]

    def column(place: int) -> list[Any]:
        return [body[number][place] if place < len(body[number]) else "" for number in kept]

    grid = _grid(sheet.file, sheet.name, headings, above, [sheet.top + at + 1 + number for number in kept], column)
    if grid is None:
        return None
    row_at = {number: row for row, number in enumerate(grid.numbers)}
    flaws = {(row_at[row], place - sheet.left): flaw for (row, place), flaw in sheet.flaws.items() if row in row_at}
    expected = len(sheet.rows[at])
    uneven = {
        row: len(body[number]) for row, number in enumerate(kept) if sheet.ragged and len(body[number]) != expected
    }
    return replace(grid, flaws=flaws, uneven=uneven)


def _heading_row(sheet: Sheet) -> int | None:
    """The row with the name of the area column and the most other headings, above the first row with a code."""
    found: list[tuple[int, int]] = []
    for at, row in enumerate(sheet.rows[:FIRST_ROWS]):
        texts = [text for text in map(text_of_cell, row) if text]
        if any(map(CODE.fullmatch, texts)):
            break
        of_figures = bool(found) and any(map(_FIGURE.match, texts))
        if len(texts) > 1 and not of_figures and any(map(_names_area, texts)):
            found.append((len(texts), at))
    return max(found)[1] if found else None


def _names_area(heading: str) -> bool:
    return any(stem in AREA_STEMS for stem in stems_of(heading))


def _grid(
    file: str,
    sheet: str,
    headings: Sequence[tuple[str, ...]],
    above: str,
    numbers: Sequence[int],
    column: Callable[[int], Sequence[Any]],
) -> Grid | None:
    named = {at: [stem for text in texts for stem in stems_of(text)] for at, texts in enumerate(headings)}
    places = [at for stem in AREA_STEMS for at in named if stem in named[at]]
    if not places:
        return None
    area = _area_of({at: column(at) for at in places})
    return Grid(
        file=file,
        sheet=sheet,
        headings=tuple(headings),
        above=above,
        numbers=numbers,
        column=column,
        area=area,
    )


def _area_of(columns: Mapping[int, Sequence[Any]]) -> int:
    """Which of the columns that may hold the area does: that of the codes, if those tell the rows apart.

    A table of buurten has the codes of their wijken and gemeenten as well. Where names tell rows apart and codes do
    not, the names are what should have been codes.
    """
    texts = {at: set(map(text_of_cell, cells[:SAMPLE])) - {""} for at, cells in columns.items()}
    texts = {at: {text for text in found if not text.startswith(FOOT)} for at, found in texts.items()}
    codes = {at: sum(CODE.fullmatch(text.upper()) is not None for text in found) for at, found in texts.items()}
    best = max(codes, key=lambda at: codes[at])  # of equals the first
    most = max(texts, key=lambda at: len(texts[at]))
    return best if codes[best] >= ALMOST * len(texts[most]) else most
