"""Draw the planner's map of a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import geopandas as gpd
from shapely import Point

from geodata.boundaries.read import Level, levels_in, points, read_boundaries
from geodata.locating.files import boundaries_in
from geodata.region import bundled
from geodata.register import Register, Row
from geodata.rows import rows_in
from maps.facilities import Facility
from maps.render import draw_map
from maps.schematic import cells_of, schematic_shapes
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


def shapes_for(round_: Round, boundaries: Path | None, register: Register | None = None) -> Shapes:
    """The wijken of a boundary file; without one a schematic map of their points.

    The points are those of the register; of the bundled region where there is none. Where that has no point of some
    wijk either, the wijken lie in rows per municipality.
    Raises InvalidInput when the file is no boundary file or misses wijken of the round.
    """
    if boundaries is not None:
        found = read_boundaries(boundaries, Level.WIJK)
        year = "" if found.year is None else f", {found.year}"
        frame = _of_round(round_, found.areas, boundaries.name)
        return Shapes(frame, schematic=False, source=f"Grenzen: {boundaries.name}{year}")
    region = bundled()
    known = points(register or region)
    if not _wijken(round_) <= set(known["code"]):
        source = "Zonder ligging: niet van elke wijk is een punt bekend"
        return Shapes(schematic_shapes(_in_rows(round_)), schematic=True, source=source)
    own = register is not None and not register.wijken.equals(region.wijken)
    source = "Punten: uit de tabel wijken" if own else "Punten: CBS, wijk- en buurtkaart 2022"
    return Shapes(schematic_shapes(_of_round(round_, known, "")), schematic=True, source=source)


def wijken_of_region(folder: Path) -> Path | None:
    """The boundary file of a region folder, where it has wijken and not only the buurten that places are looked up in."""
    file = boundaries_in(folder)
    return file if file is not None and Level.WIJK in levels_in(file) else None


def facilities_of(register: Register, start: date, end: date) -> tuple[Facility, ...]:
    """The facilities that are open on some day from start to end, as a planner may see them.

    Of one with a secret address nothing is passed on but that it is there.
    """
    wijk_of = {row["code"]: row["wijk"] for row in rows_in(register, "buurten")}
    return tuple(
        Facility(secret=True) if row["geheim_adres"] else _facility(row, row["wijk"] or wijk_of.get(row["buurt"]))
        for row in rows_in(register, "voorzieningen")
        if _open_between(row, start, end)
    )


def draw(round_: Round, proposal: Proposal, shapes: Shapes, facilities: tuple[Facility, ...] = ()) -> str:
    """The map as one HTML page; real borders can be switched to equal cells there."""
    return draw_map(
        round_,
        proposal,
        shapes.frame,
        schematic=shapes.schematic,
        source=shapes.source,
        cells=None if shapes.schematic else cells_of(shapes.frame),
        facilities=facilities,
    )


def _open_between(facility: Row, start: date, end: date) -> bool:
    """Whether a facility is open on some day of a period; an unknown date closes nothing."""
    since, until = facility["geldig_van"], facility["geldig_tot"]
    return (since is None or since <= end) and (until is None or start <= until)


def _facility(row: Row, wijk: str | None) -> Facility:
    return Facility(
        name=row["naam"],
        kind=row["woonvorm"] or "",
        places=row["plekken"],
        wijk=wijk,
        # Where nobody stays the night there are no places to live in, and no load on the wijk.
        meeting=not row["plekken"] and not row["belasting"],
        opens=row["geldig_van"],
        closes=row["geldig_tot"],
    )


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
