"""Draw the planner's map of a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
from shapely import Point

from geodata.boundaries import points, read_wijken
from geodata.region import bundled
from maps.render import draw_map
from maps.schematic import schematic_shapes
from optimizer.errors import Fault, InvalidInput
from optimizer.policy import AreaLevel
from optimizer.proposal import Proposal
from optimizer.round import Round


@dataclass(frozen=True, slots=True)
class Shapes:
    """The wijken as polygons, whether their shape is schematic, and where they come from."""

    frame: gpd.GeoDataFrame
    schematic: bool
    source: str


def shapes_for(round_: Round, boundaries: Path | None) -> Shapes:
    """The wijken of a boundary file; without one a schematic map.

    Where the bundled region does not know all wijken of the round either, they lie in rows per municipality.
    Raises InvalidInput when the file is no boundary file or misses wijken of the round.
    """
    if boundaries is not None:
        frame = _of_round(round_, read_wijken(boundaries), boundaries.name)
        return Shapes(frame, schematic=False, source=f"Grenzen: {boundaries.name}")
    known = points(bundled())
    if _wijken(round_) <= set(known["code"]):
        places, source = _of_round(round_, known, ""), "Punten: CBS, wijk- en buurtkaart 2022"
    else:
        places, source = _in_rows(round_), "Zonder ligging: van deze wijken zijn geen punten bekend"
    return Shapes(schematic_shapes(places), schematic=True, source=source)


def draw(round_: Round, proposal: Proposal, shapes: Shapes) -> str:
    """The map as one HTML page."""
    return draw_map(round_, proposal, shapes.frame, schematic=shapes.schematic, source=shapes.source)


def _wijken(round_: Round) -> set[str]:
    return {area.id for area in round_.areas if area.level is AreaLevel.WIJK}


def _of_round(round_: Round, shapes: gpd.GeoDataFrame, name: str) -> gpd.GeoDataFrame:
    wanted = _wijken(round_)
    missing = sorted(wanted - set(shapes["code"]))
    if missing:
        shown = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")  # noqa: PLR2004 - enough to recognise
        found = f"{name} zonder {len(missing)} wijken van de ronde: {shown}"
        raise InvalidInput([Fault(("--grenzen",), found, "een bestand met alle wijken van de ronde")])
    return shapes[shapes["code"].isin(wanted)].reset_index(drop=True)


def _in_rows(round_: Round) -> gpd.GeoDataFrame:
    """The wijken a kilometre apart, a municipality to a row, in the middle of the Netherlands."""
    names = {municipality.id: municipality.name for municipality in round_.municipalities}
    rows = [
        (
            area.id,
            area.name,
            area.municipality,
            names[area.municipality],
            Point(150_000 + 1_000 * column, 450_000 - 1_500 * row),
        )
        for row, municipality in enumerate(names)
        for column, area in enumerate(
            area for area in round_.areas if area.level is AreaLevel.WIJK and area.municipality == municipality
        )
    ]
    columns = ["code", "naam", "gemeentecode", "gemeentenaam", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs="EPSG:28992")
