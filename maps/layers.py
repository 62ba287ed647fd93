"""One function per layer. Texts travel as data and become text nodes in the page, never HTML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import folium
from folium.utilities import JsCode

from maps.bearing import Bearing
from maps.certainty import Certainty
from maps.facilities import ShownFacility
from maps.flows import Flow, Flows
from maps.geometry import Region, Shape, outline
from maps.homes import Homes
from maps.marks import Mark
from maps.rows import Row
from maps.style import INK, JOINT_OUTLINE, OUTLINE
from optimizer.draagkracht import Colour
from optimizer.room import Room

Style = Callable[[dict[str, Any]], dict[str, Any]]

BORDERS = "grenzen"
NUMBERS = "getallen"
NAMES = "namen"
STEMS = "stelen"
MARKS = "merken"
MANY = 1_000
# Folium writes a space after every comma: a fifth of the page of a whole country.
folium.Map._template.environment.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "sort_keys": True}  # noqa: SLF001 - folium has no setting for it
# How a wijk looks that has no draagkracht while others have.
NOT_DERIVED = {"kleur": Colour.ONBEKEND.value, "zekerheid": Certainty.ONBEKEND.value}
# A label is one text node per line; its class name says how it looks.
AS_LABEL = JsCode(
    """function (feature, layer) {
        var label = document.createElement("span");
        layer.reach = feature.properties.reikwijdte;
        feature.properties.regels.forEach(function (line) {
            label.appendChild(document.createElement("span")).textContent = line;
        });
        layer.setIcon(L.divIcon({className: feature.properties.soort, iconSize: [0, 0], html: label}));
    }"""
)

# The legend holds every drawing; marks.js copies it to the map.
AS_MARK = JsCode("Marks.draw")


@dataclass(frozen=True, slots=True)
class Built:
    """A layer that can be switched, and what it consists of from bottom to top."""

    layer: folium.map.Layer
    parts: tuple[folium.GeoJson, ...]


def add_panes(chart: folium.Map) -> None:
    """Borders lie over the wijken, then numbers, names and marks, in whatever order layers are switched on."""
    for name, height in ((BORDERS, 450), (NUMBERS, 610), (NAMES, 620), (STEMS, 625), (MARKS, 630)):
        folium.map.CustomPane(name, z_index=height).add_to(chart)


def room_layer(rows: tuple[Row, ...], bearings: Iterable[Bearing]) -> Built:
    """Ruimte per wijk: first the wijken, with facts for the hover text and the card; colouring.js gives them a look.

    Then a line round the wijken that share a class.
    """
    wijken = folium.GeoJson(_wijken(rows, bearings), smooth_factor=_smoothing(len(rows)), class_name="wijk")
    edges = _lines(_edges(rows), _edge_style, _smoothing(len(rows)))
    return _grouped("Ruimte per wijk", wijken, edges)


def _smoothing(wijken: int) -> float:
    """In pixels, how far a border may stray when it is drawn: where wijken are many it can't be seen."""
    return 1 if wijken > MANY else 0


def _wijken(rows: tuple[Row, ...], bearings: Iterable[Bearing]) -> dict[str, Any]:
    known = {each.row.code: each.properties() for each in bearings}
    features = [
        _feature(
            row.code,
            row.shape.geometry,
            {
                "naam": row.name,
                "gemeente": row.municipality,
                "grens": row.cap_text,
                "ruimte": row.room_text,
                "klasse": row.room.value,
                "samen": bool(row.together),
                **known.get(row.code, NOT_DERIVED if known else {}),
            },
        )
        for row in rows
        if row.shape is not None
    ]
    return _collection(features)


def _edges(rows: tuple[Row, ...]) -> dict[str, Any]:
    groups: defaultdict[frozenset[str], list[tuple[Row, Shape]]] = defaultdict(list)
    for row in rows:
        if row.shape is not None and row.together:
            groups[frozenset((row.municipality, row.name, *row.together))].append((row, row.shape))
    features = [
        _feature(members[0][0].code, outline([shape for _, shape in members]), {"klasse": members[0][0].room.value})
        for members in groups.values()
    ]
    return _collection(features)


def border_layer(region: Region) -> Built:
    """Gemeentegrenzen, with the names of the municipalities: those with most room for it get their place first."""
    shapes = _collection([_feature(each.code, each.geometry, {}) for each in region.municipalities])
    lines = _lines(shapes, _border_style, _smoothing(len(region.wijken)))
    widest = sorted(region.municipalities, key=lambda each: (-each.reach, each.code))
    names = _labels((_label(each, [each.name], "naam-gemeente") for each in widest), "Namen", NAMES)
    return _grouped("Gemeenten", lines, names)


def cap_layer(rows: Iterable[Row]) -> Built:
    """Grens per wijk: the cap as a number in every wijk that has one."""
    labels = [
        _label(row.shape, [f"({row.cap})" if row.provisional else str(row.cap)], "getal-grens")
        for row in rows
        if row.shape and row.cap is not None
    ]
    return _alone(_labels(labels, "Grens per wijk", NUMBERS, show=False))


def letter_layer(bearings: Iterable[Bearing]) -> Built:
    """The letter of the class in every wijk, and how sure it is: which of the two is seen follows the colouring."""
    labels = [_label(each.row.shape, each.short, "letter") for each in bearings if each.row.shape]
    return _alone(_labels(labels, "Letters", NUMBERS, show=False))


def flow_layer(flows: Flows, municipalities: Iterable[Shape]) -> Built:
    """Herkomst of elders: per municipality how many people went back, and how many elsewhere."""
    found = {row.code: row.flow for row in flows.rows}
    labels = [_flow_label(each, found[each.code]) for each in municipalities if each.code in found]
    return _alone(_labels(labels, "Terug of elders", NAMES, show=False))


def homes_layer(homes: Iterable[Homes]) -> Built:
    """Woningen per corporatie: a mark with the number of homes for each corporation in each wijk."""
    marks = [
        _mark(
            each.row.shape,
            each.mark,
            facts=[each.row.name, each.landlord, each.number_text],
            short=f"{each.landlord}: {each.number_text}",
            number=str(each.number),
        )
        for each in homes
        if each.row.shape
    ]
    return _marks(marks, "Woningen per corporatie")


def facility_layer(facilities: Iterable[ShownFacility]) -> Built:
    """Voorzieningen: a mark in the wijk of each facility."""
    marks = [
        _mark(
            each.row.shape,
            each.mark,
            facts=[each.name, each.kind, each.wijk, _capacity(each)],
            short=f"{each.name}: {each.kind}",
        )
        for each in facilities
        if each.row and each.row.shape
    ]
    return _marks(marks, "Voorzieningen")


def _capacity(facility: ShownFacility) -> str:
    return ", ".join(part for part in (facility.places_text, facility.when) if part)


def _marks(marks: list[dict[str, Any]], name: str) -> Built:
    marker = folium.Marker(keyboard=False, pane=MARKS, rise_on_hover=True)
    return _alone(folium.GeoJson(_collection(marks), name=name, show=False, marker=marker, on_each_feature=AS_MARK))


def _mark(shape: Shape, mark: Mark, *, facts: list[str], short: str, number: str = "") -> dict[str, Any]:
    """A mark with the lines of its hover text, and one line for among the facts of its wijk."""
    properties = {"merk": mark.key, "aantal": number, "feiten": [fact for fact in facts if fact], "kort": short}
    return _feature(shape.code, _point(shape), properties)


def _flow_label(shape: Shape, flow: Flow) -> dict[str, Any]:
    if flow.back is None or flow.elsewhere is None:
        return _label(shape, [shape.name, "niet te tonen"], "getal-stroom verborgen")
    return _label(shape, [shape.name, f"{flow.back} terug", f"{flow.elsewhere} elders"], "getal-stroom")


def _grouped(name: str, *parts: folium.GeoJson) -> Built:
    group = folium.FeatureGroup(name=name)
    for part in parts:
        part.add_to(group)
    return Built(group, parts)


def _alone(layer: folium.GeoJson) -> Built:
    return Built(layer, (layer,))


def _lines(shapes: dict[str, Any], style: Style, smoothing: float) -> folium.GeoJson:
    return folium.GeoJson(shapes, style_function=style, smooth_factor=smoothing, pane=BORDERS, interactive=False)


def _labels(labels: Iterable[dict[str, Any]], name: str, pane: str, *, show: bool = True) -> folium.GeoJson:
    marker = folium.Marker(interactive=False, keyboard=False, pane=pane)
    return folium.GeoJson(_collection(list(labels)), name=name, show=show, marker=marker, on_each_feature=AS_LABEL)


def _label(shape: Shape, lines: Iterable[str], kind: str) -> dict[str, Any]:
    return _feature(shape.code, _point(shape), {"regels": list(lines), "soort": kind, "reikwijdte": shape.reach})


def _point(shape: Shape) -> dict[str, Any]:
    latitude, longitude = shape.inside
    return {"type": "Point", "coordinates": [longitude, latitude]}


def _feature(code: str, geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": code, "geometry": geometry, "properties": properties}


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def _edge_style(feature: dict[str, Any]) -> dict[str, Any]:
    full = feature["properties"]["klasse"] == Room.VOL
    return {"fill": False, "color": OUTLINE if full else JOINT_OUTLINE, "weight": 2 if full else 1}


def _border_style(_: dict[str, Any]) -> dict[str, Any]:
    return {"fill": False, "color": INK, "weight": 2.2}
