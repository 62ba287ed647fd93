"""Everything that the page says, on the shapes of one region: for the map and for its tables alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maps.bearing import Bearing, bearings_of
from maps.facilities import Facility, ShownFacility, shown
from maps.flows import Flows, flows_of
from maps.geometry import Region
from maps.homes import Homes, homes_of
from maps.rows import Row, rows_of
from optimizer.proposal import Proposal
from optimizer.room import Thresholds, room_per_wijk
from optimizer.round import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The rows of every table; those with a shape are on the map too."""

    region: Region
    rows: tuple[Row, ...]
    bearings: tuple[Bearing, ...]
    flows: Flows
    homes: tuple[Homes, ...]
    facilities: tuple[ShownFacility, ...]


def drawing_of(
    round_: Round, proposal: Proposal, region: Region, facilities: Iterable[Facility], thresholds: Thresholds
) -> Drawing:
    """What a planner may read of this proposal. Raises InvalidInput for another round's proposal."""
    rows = rows_of(round_, room_per_wijk(round_, proposal, thresholds), region)
    return Drawing(
        region=region,
        rows=rows,
        bearings=bearings_of(rows),
        flows=flows_of(round_, proposal),
        homes=homes_of(round_, rows),
        facilities=shown(facilities, rows, round_.start),
    )
