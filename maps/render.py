"""The planner's map: one HTML page with everything in it, complete without a network.

What may be read from it is decided in `room` and `flows`; nothing else of the round or the proposal gets in
here: no person, dwelling, load or digest. (Whoever has the digest of a round can check guesses against it.)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import folium
import geopandas
from jinja2 import Environment
from markupsafe import Markup

from maps.flows import Flows, flows_of
from maps.geometry import Region, Shape, region_of
from maps.layers import add_panes, border_layer, cap_layer, flow_layer, room_layer
from maps.room import Thresholds, room_per_wijk
from maps.rows import Row, rows_of
from maps.style import JOINT_DASH, JOINT_OUTLINE, STYLES, meaning, patterns
from optimizer.proposal import Proposal, Status
from optimizer.round import Round
from optimizer.words import period

MOMENTS = {
    Status.PROVEN: "na dit voorstel",
    Status.STOPPED: "na dit voorstel",
    Status.BASELINE: "zoals de huidige praktijk zou plaatsen",
    Status.CONFLICT: "zonder nieuwe plaatsingen: er is nog geen voorstel",
}
RANDOM_ID = re.compile(r"(?<=_)[0-9a-f]{32}(?![0-9a-f])")
IMAGE = re.compile(r"url\([^)]*\)")


def draw_map(round_: Round, proposal: Proposal, shapes: geopandas.GeoDataFrame, *, schematic: bool, source: str) -> str:
    """The whole page. The same input gives the same bytes.

    shapes: columns code, naam, gemeentecode, gemeentenaam, geometry (polygons, any CRS). source: a phrase
    that says where the shapes come from ("Grenzen: CBS 2022"). Raises InvalidInput when the proposal is of another round.
    """
    thresholds = Thresholds()
    region = region_of(shapes)
    rows = rows_of(round_, room_per_wijk(round_, proposal, thresholds), region)
    flows = flows_of(round_, proposal)
    return _page(
        {
            "round_": round_,
            "moment": MOMENTS[proposal.status],
            "period": period(round_.start, round_.end),
            "schematic": schematic,
            "source": source,
            "flows": flows,
            **_of_rows(rows, thresholds),
            **_of_chart(rows, flows, region),
        }
    )


def _of_rows(rows: tuple[Row, ...], thresholds: Thresholds) -> dict[str, Any]:
    """What the page needs for legend and table."""
    found = Counter(row.room for row in rows)
    return {
        "rows": rows,
        "rooms": tuple(STYLES),
        "classes": [(room, found[room], meaning(room, thresholds)) for room in STYLES if found[room]],
        "joint": any(row.together for row in rows),
        "absent": sum(row.shape is None for row in rows),
    }


def _of_chart(rows: tuple[Row, ...], flows: Flows, region: Region) -> dict[str, Any]:
    """What the page needs for the map and its controls."""
    chart, layers, wijken = _chart(rows, flows, region)
    figure: Any = chart.get_root()
    figure.render()
    return {
        "map": chart.get_name(),
        "layers": layers,
        "crowded": layers[2:],
        "municipalities": sorted(region.municipalities, key=lambda each: (each.name, each.code)),
        "script": Markup(figure.script.render()),  # noqa: S704 - folium writes texts as escaped JSON
        "config": {
            "kaart": chart.get_name(),
            "laag": layers[0].get_name(),
            "wijken": wijken.get_name(),
            "regio": _bounds(region.wijken),
            "gemeenten": {each.code: each.bounds for each in region.municipalities},
        },
    }


def _chart(
    rows: tuple[Row, ...], flows: Flows, region: Region
) -> tuple[folium.Map, list[folium.map.Layer], folium.GeoJson]:
    chart = folium.Map(tiles=None, zoom_control=False, zoom_snap=0, attribution_control=False, scroll_wheel_zoom=False)
    add_panes(chart)
    room, wijken = room_layer(rows)
    layers = [
        room,
        border_layer(region.municipalities),
        cap_layer(rows),
        flow_layer(flows, region.municipalities),
    ]
    for layer in layers:
        layer.add_to(chart)
    return chart, layers, wijken


def _bounds(shapes: Iterable[Shape]) -> list[list[float]] | None:
    corners = [corner for shape in shapes for corner in shape.bounds]
    if not corners:
        return None
    return [[pick(corner[axis] for corner in corners) for axis in (0, 1)] for pick in (min, max)]


def _page(values: dict[str, Any]) -> str:
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    page.globals.update(
        styles=STYLES,
        patterns=Markup(patterns()),  # noqa: S704 - our own constants
        joint_outline=JOINT_OUTLINE,
        joint_dash=JOINT_DASH,
        asset=_safe_asset,
    )
    return _with_stable_ids(page.from_string(_asset("page.html")).render(values))


def _with_stable_ids(text: str) -> str:
    """Number the random ids of folium in the order in which they appear."""
    numbers: dict[str, str] = {}
    return RANDOM_ID.sub(lambda found: numbers.setdefault(found[0], str(len(numbers) + 1)), text)


def _safe_asset(name: str) -> Markup:
    """An asset to embed. Stylesheets lose their images: there are none, and a page from disk may fetch nothing."""
    text = _asset(name)
    return Markup(IMAGE.sub("none", text) if name.endswith(".css") else text)  # noqa: S704 - our own file


@cache
def _asset(name: str) -> str:
    return files("maps").joinpath("assets", name).read_text(encoding="utf-8")
