"""One layer out of a boundary file of any official kind, as it stands there.

GeoPackage, GeoJSON (also as a WFS or an OGC API gives it), GML, shapefile, and a zip with one of these.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NoReturn

import geopandas as gpd
from pyproj.exceptions import CRSError

from geodata.boundaries.names import MANY, Level, layer_for
from optimizer.errors import Fault, InvalidInput

GML = (".gml", ".xml")
TEXT = (".geojson", ".json", *GML)
# In this order: a GeoPackage tells more than a shapefile, and the zip of CBS has both.
IN_ZIP = (".gpkg", ".shp", ".geojson", ".json", ".gml")
_START = 4_096
"""Bytes; where the answer of a service says how much there is, it does so at its start or its end."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Layer:
    """The rows of a layer with all their attributes, in its own coordinates; `names` are of the layer, then the file.

    A row has no geometry where it is absent, or a ring of it is open or too short.
    """

    frame: gpd.GeoDataFrame
    names: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Source:
    """What GDAL opens, the names that may tell a year, and whether it knows in which letters the texts are."""

    path: str
    names: tuple[str, ...]
    letters_known: bool = True


def read_layer(path: Path, level: Level, rows: int | None = None) -> Layer:
    """The layer of a level, or its first rows. Raises InvalidInput when there is none, it can't be read, or it is a page."""
    if not path.is_file():
        _refuse(path, "geen bestand")
    _refuse_page(path)
    try:
        with _opened(path, level) as source:
            layer, remarks = _layer_in(source.path, level, path)
            frame = _frame(source, layer, rows)
    except (OSError, ValueError, RuntimeError, CRSError, zipfile.BadZipFile) as error:
        if isinstance(error, InvalidInput):
            raise
        _refuse(path, "een bestand dat niet te lezen is")
    if not isinstance(frame, gpd.GeoDataFrame):
        _refuse(path, "een tabel zonder grenzen")
    return Layer(frame=frame, names=(layer, *source.names), remarks=remarks)


def _refuse(path: Path, found: str) -> NoReturn:
    expected = "een bestand met grenzen, zoals GeoPackage, GeoJSON, GML of shapefile (ook in een zip)"
    raise InvalidInput([Fault((path.name,), found, expected)]) from None


def _refuse_page(path: Path) -> None:
    """A service gives its answer in pages; whoever kept the first one would miss areas without knowing it."""
    if path.suffix.lower() not in TEXT:
        return
    with path.open("rb") as file:
        start = file.read(_START)
        file.seek(max(0, path.stat().st_size - _START))
        text = (start + file.read()).decode("utf-8", "replace")
    counts = [re.search(rf"{name}\W{{1,4}}([0-9]+)", text) for name in ("numberMatched", "numberReturned")]
    matched, returned = (int(count[1]) if count else None for count in counts)
    following = re.search(r'"rel"\s*:\s*"next"|<[^>]*FeatureCollection[^>]*\snext="', text)
    if following or (matched is not None and returned is not None and returned < matched):
        of = f"{returned} van de {matched} gebieden" if matched and returned is not None else "een deel van de gebieden"
        found = f"één bladzijde van het antwoord van een dienst, met {of}"
        raise InvalidInput([Fault((path.name,), found, "alle bladzijden, of een bestand met alle gebieden")])


@contextmanager
def _opened(path: Path, level: Level) -> Iterator[_Source]:
    suffix = path.suffix.lower()
    if suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            inside = tuple(name for name in archive.namelist() if not name.startswith("__MACOSX"))
        member = _member(path, inside, level)
        names = (PurePosixPath(member).stem, path.stem)
        yield _Source(f"/vsizip/{path.resolve()}/{member}", names, _letters_known(member, inside))
    elif suffix in GML:
        # GDAL keeps what it found out about a GML in a file beside it; not in the folder of the user.
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copy(path, Path(folder) / "antwoord.gml")
            yield _Source(str(copy), (path.stem,))
    else:
        beside = (found.name for found in path.parent.iterdir())
        yield _Source(str(path), (path.stem,), _letters_known(path.name, beside))


def _letters_known(name: str, beside: Iterable[str]) -> bool:
    """Only a shapefile may not say in which letters its texts are; the file beside it that does ends in .cpg."""
    stem, _, suffix = name.rpartition(".")
    return suffix.lower() != "shp" or any(other.lower() == f"{stem}.cpg".lower() for other in beside)


def _member(path: Path, names: tuple[str, ...], level: Level) -> str:
    """The file in a zip that has the level, of the best format there is."""
    for suffix in IN_ZIP:
        here = [name for name in names if name.lower().endswith(suffix)]
        stems = {PurePosixPath(name).stem: name for name in here}
        fitting = layer_for(level, stems)
        if fitting or len(here) == 1:
            return stems[fitting[0]] if fitting else here[0]
    shown = ", ".join(sorted(names)[:5]) or "niets"
    raise InvalidInput([Fault((path.name,), f"een zip met {shown}", f"een zip met grenzen van {MANY[level]}")])


def _layer_in(source: str, level: Level, path: Path) -> tuple[str, tuple[str, ...]]:
    """The name of the layer to read, with a remark where several would do."""
    names = [str(name) for name in gpd.list_layers(source)["name"]]
    if len(names) == 1:
        return names[0], ()
    fitting = layer_for(level, names)
    if not fitting:
        shown = ", ".join(names) or "geen"
        raise InvalidInput([Fault((path.name,), f"de lagen {shown}", f"een laag met {MANY[level]}")])
    # Of the gebiedsindelingen the first one holds for areas of a gemeente as large as they are.
    chosen = next((name for name in fitting if "niet_gegeneraliseerd" in name.lower()), fitting[0])
    others = [name for name in fitting if name != chosen]
    return chosen, (f"Gelezen is de laag {chosen}, niet {', '.join(others)}.",) if others else ()


def _frame(source: _Source, layer: str, rows: int | None) -> gpd.GeoDataFrame:
    with warnings.catch_warnings():
        # An open ring comes back as no geometry, and is reported with its row.
        warnings.simplefilter("ignore", RuntimeWarning)
        if source.letters_known:
            return gpd.read_file(source.path, layer=layer, rows=rows, on_invalid="ignore")
        try:
            return gpd.read_file(source.path, layer=layer, rows=rows, on_invalid="ignore", encoding="utf-8")
        except UnicodeDecodeError:
            return gpd.read_file(source.path, layer=layer, rows=rows, on_invalid="ignore", encoding="cp1252")
