"""The map itself: layers that can be switched, and what its script needs to draw them in either form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import folium

from maps.drawing import Drawing
from maps.geometry import Region, Shape
from maps.layers import Built, add_panes, border_layer, cap_layer, facility_layer, flow_layer, homes_layer, room_layer


class Kind(StrEnum):
    """What a layer shows; the legend has an entry for each."""

    RUIMTE = "ruimte"
    GEMEENTEN = "gemeenten"
    GRENS = "grens"
    STROOM = "stroom"
    WONINGEN = "woningen"
    VOORZIENINGEN = "voorzieningen"


# Layers that write over the names of the municipalities.
CROWDED = (Kind.GRENS, Kind.STROOM, Kind.WONINGEN, Kind.VOORZIENINGEN)
MARKED = (Kind.WONINGEN, Kind.VOORZIENINGEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A layer as the page's controls know it; `name` is the variable in its script."""

    kind: Kind
    name: str
    label: str
    shown: bool

    @property
    def crowded(self) -> bool:
        """Whether it writes over the names of the municipalities."""
        return self.kind in CROWDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The map: the name of its element, its layers, its script, and the data that goes with the script."""

    name: str
    layers: tuple[Layer, ...]
    script: str
    config: dict[str, Any]


def chart_of(drawing: Drawing, cells: Drawing | None = None) -> Chart:
    """The map of a drawing; with the same drawing in equal cells the page can switch between the two."""
    chart = folium.Map(tiles=None, zoom_control=False, zoom_snap=0, attribution_control=False, scroll_wheel_zoom=False)
    add_panes(chart)
    built = _built(drawing)
    for each in built.values():
        each.layer.add_to(chart)
    figure: Any = chart.get_root()
    figure.render()
    forms = [_form(drawing.region, [])]
    if cells is not None:
        forms.append(_form(cells.region, _redrawn(built, _built(cells))))
    layers = tuple(_layer(kind, each) for kind, each in built.items())
    return Chart(
        name=chart.get_name(),
        layers=layers,
        script=figure.script.render(),
        config={
            "kaart": chart.get_name(),
            "laag": built[Kind.RUIMTE].layer.get_name(),
            "wijken": built[Kind.RUIMTE].parts[0].get_name(),
            "merken": [each.name for each in layers if each.kind in MARKED],
            "vormen": forms,
        },
    )


def _built(drawing: Drawing) -> dict[Kind, Built]:
    """The layers from bottom to top; one that would be empty is left out."""
    built = {
        Kind.RUIMTE: room_layer(drawing.rows),
        Kind.GEMEENTEN: border_layer(drawing.region.municipalities),
        Kind.GRENS: cap_layer(drawing.rows),
        Kind.STROOM: flow_layer(drawing.flows, drawing.region.municipalities),
    }
    if drawing.homes:
        built[Kind.WONINGEN] = homes_layer(drawing.homes)
    if drawing.facilities:
        built[Kind.VOORZIENINGEN] = facility_layer(drawing.facilities)
    return built


def _layer(kind: Kind, built: Built) -> Layer:
    return Layer(kind=kind, name=built.layer.get_name(), label=built.layer.layer_name, shown=built.layer.show)


def _form(region: Region, redrawn: list[dict[str, Any]]) -> dict[str, Any]:
    """Where region and municipalities lie, and what is drawn elsewhere than in the script."""
    return {
        "regio": _bounds(region.wijken),
        "gemeenten": {each.code: each.bounds for each in region.municipalities},
        "lagen": redrawn,
    }


def _redrawn(built: dict[Kind, Built], other: dict[Kind, Built]) -> list[dict[str, Any]]:
    """For each part of each layer the geometry by code that replaces its own.

    A list: JSON sorts by name, and the names that folium gives differ every time.
    """
    return [
        {"naam": part.get_name(), "vorm": {feature["id"]: feature["geometry"] for feature in new.data["features"]}}
        for kind, each in built.items()
        for part, new in zip(each.parts, other[kind].parts, strict=True)
    ]


def _bounds(shapes: Iterable[Shape]) -> list[list[float]] | None:
    corners = [corner for shape in shapes for corner in shape.bounds]
    if not corners:
        return None
    return [[pick(corner[axis] for corner in corners) for axis in (0, 1)] for pick in (min, max)]
