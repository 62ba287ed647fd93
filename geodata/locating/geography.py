"""What there is to look places up in: boundaries of buurten, the address table of CBS, and shapes of local areas.

None of it is part of the product. A file is only read once somebody asks where something lies.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas as gpd
from pyproj.exceptions import CRSError

from geodata.boundaries.read import RD, Level, levels_in, read_boundaries
from geodata.boundaries.repair import AREAL
from geodata.locating.files import BOUNDARIES, LOCAL_AREAS, is_postcode_table
from optimizer.errors import Fault, InvalidInput


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Buurten:
    """The buurten of a boundary file and its water, as `Boundaries` has them; `file` for what people read."""

    areas: gpd.GeoDataFrame
    water: gpd.GeoDataFrame
    remarks: tuple[str, ...]
    file: str


@dataclass(frozen=True, eq=False, kw_only=True)  # without slots: what was read has no other place to be kept
class Geography:
    """The files to look places up in; each may be missing. Of several boundary files the first with buurten counts."""

    boundaries: tuple[Path, ...] = ()
    postcodes: Path | None = None
    local: Path | None = None

    @cached_property
    def buurten(self) -> Buurten | None:
        """The buurten of the boundary files; None when they hold none. Raises InvalidInput."""
        return next((found for found in map(_buurten, self.boundaries) if found is not None), None)

    @cached_property
    def local_areas(self) -> gpd.GeoDataFrame | None:
        """The shapes of local areas: `code` and geometry in RD; None without a file. Raises InvalidInput."""
        return None if self.local is None else _local_areas(self.local)

    def or_else(self, other: Geography) -> Geography:
        """These files before those of the other."""
        return Geography(
            boundaries=(*self.boundaries, *other.boundaries),
            postcodes=self.postcodes or other.postcodes,
            local=self.local or other.local,
        )


NOWHERE = Geography()


def geography_in(folder: Path) -> Geography:
    """The files of a folder that tell where things lie. Raises InvalidInput when there is more than one of a kind."""
    names = sorted(file.name for file in folder.iterdir() if file.is_file()) if folder.is_dir() else []
    return Geography(
        boundaries=tuple(folder / name for name in names if name == BOUNDARIES),
        postcodes=_one(folder, [name for name in names if is_postcode_table(name)]),
        local=_one(folder, [name for name in names if name in LOCAL_AREAS]),
    )


def _one(folder: Path, names: list[str]) -> Path | None:
    if len(names) > 1:
        raise InvalidInput([Fault((folder.name,), " en ".join(names), "één bestand van deze soort")])
    return folder / names[0] if names else None


def _buurten(path: Path) -> Buurten | None:
    if Level.BUURT not in levels_in(path):
        return None
    found = read_boundaries(path, Level.BUURT)
    return Buurten(areas=found.areas, water=found.water, remarks=found.remarks, file=path.name)


def _local_areas(path: Path) -> gpd.GeoDataFrame:
    frame = _read(path)
    if "code" not in frame:
        raise InvalidInput([Fault((path.name,), "geen kolom code", "een kolom code met het kenmerk van het gebied")])
    areas = gpd.GeoDataFrame(
        {"code": frame["code"].astype("string")}, geometry=frame.geometry.to_numpy(), crs=frame.crs
    )
    wrong = areas["code"].isna() | areas["code"].duplicated() | ~areas.geometry.geom_type.isin(AREAL)
    if wrong.any():
        expected = "elk gebied één keer, met een code en een vlak"
        raise InvalidInput(
            Fault((path.name, f"rij {at + 1}"), f"'{areas['code'].iloc[at]}'", expected) for at in areas.index[wrong]
        )
    return areas.to_crs(RD)


def _read(path: Path) -> gpd.GeoDataFrame:
    """The layer of areas, or the only one. Raises InvalidInput."""
    expected = "een bestand met grenzen, zoals GeoPackage of GeoJSON, met een coördinatenstelsel"
    try:
        names = [str(name) for name in gpd.list_layers(path)["name"]]
        frame = gpd.read_file(path, layer=next((name for name in names if "gebied" in name.lower()), names[0]))
    except (OSError, ValueError, IndexError, RuntimeError, CRSError):
        raise InvalidInput([Fault((path.name,), "een bestand dat niet te lezen is", expected)]) from None
    if not isinstance(frame, gpd.GeoDataFrame) or frame.crs is None:
        raise InvalidInput([Fault((path.name,), "een bestand zonder grenzen of coördinatenstelsel", expected)])
    return frame
