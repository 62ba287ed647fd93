"""The map itself: layers that can be switched, and what its script needs to draw them in either form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Any

import folium

from maps.drawing import Drawing
from maps.geometry import Region, Shape
from maps.layers import (
    MANY,
    Built,
    add_panes,
    border_layer,
    cap_layer,
    facility_layer,
    flow_layer,
    homes_layer,
    letter_layer,
    room_layer,
)
from maps.style import COLOURING_QUESTIONS, JOINT_DASH, JOINT_OUTLINE, SCALES, Colouring


class Kind(StrEnum):
    """What a layer shows; the legend has an entry for each, but letters: these come with how the wijken are coloured."""

    RUIMTE = "ruimte"
    GEMEENTEN = "gemeenten"
    GRENS = "grens"
    STROOM = "stroom"
    WONINGEN = "woningen"
    VOORZIENINGEN = "voorzieningen"
    LETTERS = "letters"


# Layers that write over the names of the municipalities.
CROWDED = (Kind.GRENS, Kind.STROOM, Kind.WONINGEN, Kind.VOORZIENINGEN)
MARKED = (Kind.WONINGEN, Kind.VOORZIENINGEN)
# Which labels get their place first: the part of a layer that holds them. Names may move, numbers may not.
LABELLED = ((Kind.STROOM, 0), (Kind.GEMEENTEN, 1), (Kind.GRENS, 0), (Kind.LETTERS, 0))
NAMED = (Kind.STROOM, Kind.GEMEENTEN)
JOINT = {"color": JOINT_OUTLINE, "weight": 0.7, "dashArray": JOINT_DASH}


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
    """The map: the name of its element, its layers, its script, and the data that goes with the script.

    `colourings`: what the colours of the wijken can say; only one where the round has no draagkracht.
    """

    name: str
    layers: tuple[Layer, ...]
    colourings: tuple[Colouring, ...]
    script: str
    config: dict[str, Any]


def chart_of(drawing: Drawing, cells: Drawing | None = None) -> Chart:
    """The map of a drawing; with the same drawing in equal cells the page can switch between the two."""
    chart = folium.Map(
        tiles=None,
        zoom_control=False,
        zoom_snap=0,
        attribution_control=False,
        scroll_wheel_zoom=False,
        # Where wijken are many, one step to the new zoom is smoother than a dozen slow ones.
        zoom_animation=len(drawing.rows) <= MANY,
    )
    add_panes(chart)
    built = _built(drawing)
    for each in built.values():
        each.layer.add_to(chart)
    figure: Any = chart.get_root()
    figure.render()
    forms = [_form(drawing.region, [])]
    if cells is not None:
        forms.append({**_form(cells.region, _redrawn(built, _built(cells))), "reikwijdte": _reach(cells.region)})
    return Chart(
        name=chart.get_name(),
        layers=tuple(_layer(kind, each) for kind, each in built.items() if kind is not Kind.LETTERS),
        colourings=tuple(Colouring) if drawing.bearings else (Colouring.RUIMTE,),
        script=figure.script.render(),
        config={"kaart": chart.get_name(), "vormen": forms, **_config(built)},
    )


def _config(built: dict[Kind, Built]) -> dict[str, Any]:
    """What the page's scripts need to know of the layers."""
    wijken, edges = built[Kind.RUIMTE].parts
    letters = built.get(Kind.LETTERS)
    return {
        "laag": built[Kind.RUIMTE].layer.get_name(),
        "wijken": wijken.get_name(),
        "randen": edges.get_name(),
        "letters": letters.layer.get_name() if letters else None,
        "namen": [_labels(kind, built[kind].parts[part]) for kind, part in LABELLED if kind in built],
        "kleuringen": {each: _scale(each) for each in (Colouring if letters else (Colouring.RUIMTE,))},
        "merken": [built[kind].layer.get_name() for kind in MARKED if kind in built],
    }


def _built(drawing: Drawing) -> dict[Kind, Built]:
    """The layers from bottom to top; one that would be empty is left out."""
    built = {
        Kind.RUIMTE: room_layer(drawing.rows, drawing.bearings),
        Kind.GEMEENTEN: border_layer(drawing.region),
        Kind.GRENS: cap_layer(drawing.rows),
        Kind.STROOM: flow_layer(drawing.flows, drawing.region.municipalities),
    }
    if drawing.homes:
        built[Kind.WONINGEN] = homes_layer(drawing.homes)
    if drawing.facilities:
        built[Kind.VOORZIENINGEN] = facility_layer(drawing.facilities)
    if drawing.bearings:
        built[Kind.LETTERS] = letter_layer(drawing.bearings)
    return built


def _labels(kind: Kind, part: folium.GeoJson) -> dict[str, Any]:
    """The labels of a layer: whether they may move to be free, and give way to what else is on the map."""
    return {"naam": part.get_name(), "schuift": kind in NAMED, "wijkt": kind is Kind.GEMEENTEN}


def _scale(colouring: Colouring) -> dict[str, Any]:
    """By which property of a wijk it is coloured, how each class looks, and one that shares its class."""
    name, styles = SCALES[colouring]
    looks = {key: style.drawn(key) for key, style in styles.items()}
    question = COLOURING_QUESTIONS[colouring]
    return {
        "vraag": question,
        "eigenschap": name,
        "stijlen": looks,
        "samen": JOINT if colouring is Colouring.RUIMTE else {},
    }


def _layer(kind: Kind, built: Built) -> Layer:
    return Layer(kind=kind, name=built.layer.get_name(), label=built.layer.layer_name, shown=built.layer.show)


def _form(region: Region, redrawn: list[dict[str, Any]]) -> dict[str, Any]:
    """Where region and municipalities lie, and what is drawn elsewhere than in the script."""
    return {
        "regio": _bounds(region.wijken),
        "gemeenten": {each.code: each.bounds for each in region.municipalities},
        "lagen": redrawn,
    }


def _reach(region: Region) -> int:
    """How far the border of an equal cell is from its middle, in metres."""
    return round(median(each.reach for each in region.wijken)) if region.wijken else 0


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
