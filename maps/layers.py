"""One function per layer. Texts travel as data and become text nodes in the page, never HTML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import folium
from folium.utilities import JsCode

from maps.flows import Flow, Flows
from maps.geometry import Shape, outline
from maps.room import Room
from maps.rows import Row
from maps.style import INK, JOINT_DASH, JOINT_OUTLINE, OUTLINE, STYLES

BORDERS = "grenzen"
NUMBERS = "getallen"
NAMES = "namen"
# A label is one text node per line; its class name says how it looks.
AS_LABEL = JsCode(
    """function (feature, layer) {
        var label = document.createElement("span");
        feature.properties.regels.forEach(function (line) {
            label.appendChild(document.createElement("span")).textContent = line;
        });
        layer.setIcon(L.divIcon({className: feature.properties.soort, iconSize: [0, 0], html: label}));
    }"""
)


def add_panes(chart: folium.Map) -> None:
    """Borders lie over the wijken, then numbers, then names, in whatever order layers are switched on."""
    folium.map.CustomPane(BORDERS, z_index=450).add_to(chart)
    folium.map.CustomPane(NUMBERS, z_index=610).add_to(chart)
    folium.map.CustomPane(NAMES, z_index=620).add_to(chart)


def room_layer(rows: tuple[Row, ...]) -> tuple[folium.FeatureGroup, folium.GeoJson]:
    """Ruimte per wijk, and in it the wijken: colour and pattern of the class, facts for the hover text.

    A line runs round the wijken that share a class.
    """
    group = folium.FeatureGroup(name="Ruimte per wijk")
    wijken = folium.GeoJson(_wijken(rows), style_function=_room_style, smooth_factor=0, class_name="wijk")
    edges = folium.GeoJson(_edges(rows), style_function=_edge_style, smooth_factor=0, pane=BORDERS, interactive=False)
    wijken.add_to(group)
    edges.add_to(group)
    return group, wijken


def _wijken(rows: tuple[Row, ...]) -> dict[str, Any]:
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


def border_layer(municipalities: Iterable[Shape]) -> folium.FeatureGroup:
    """Gemeentegrenzen, with the names of the municipalities."""
    group = folium.FeatureGroup(name="Gemeenten")
    shapes = [_feature(each.code, each.geometry, {}) for each in municipalities]
    folium.GeoJson(
        _collection(shapes), style_function=_border_style, smooth_factor=0, pane=BORDERS, interactive=False
    ).add_to(group)
    _labels((_label(each, [each.name], "naam-gemeente") for each in municipalities), "Namen", NAMES).add_to(group)
    return group


def cap_layer(rows: Iterable[Row]) -> folium.GeoJson:
    """Grens per wijk: the cap as a number in every wijk that has one."""
    labels = [_label(row.shape, [str(row.cap)], "getal-grens") for row in rows if row.shape and row.cap is not None]
    return _labels(labels, "Grens per wijk", NUMBERS, show=False)


def flow_layer(flows: Flows, municipalities: Iterable[Shape]) -> folium.GeoJson:
    """Herkomst of elders: per municipality how many people went back, and how many elsewhere."""
    found = {row.code: row.flow for row in flows.rows}
    labels = [_flow_label(each, found[each.code]) for each in municipalities if each.code in found]
    return _labels(labels, "Terug of elders", NAMES, show=False)


def _flow_label(shape: Shape, flow: Flow) -> dict[str, Any]:
    if flow.back is None or flow.elsewhere is None:
        return _label(shape, [shape.name, "niet te tonen"], "getal-stroom verborgen")
    return _label(shape, [shape.name, f"{flow.back} terug", f"{flow.elsewhere} elders"], "getal-stroom")


def _labels(labels: Iterable[dict[str, Any]], name: str, pane: str, *, show: bool = True) -> folium.GeoJson:
    marker = folium.Marker(interactive=False, keyboard=False, pane=pane)
    return folium.GeoJson(_collection(list(labels)), name=name, show=show, marker=marker, on_each_feature=AS_LABEL)


def _label(shape: Shape, lines: list[str], kind: str) -> dict[str, Any]:
    latitude, longitude = shape.inside
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    return _feature(shape.code, point, {"regels": lines, "soort": kind})


def _feature(code: str, geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": code, "geometry": geometry, "properties": properties}


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def _room_style(feature: dict[str, Any]) -> dict[str, Any]:
    room, joint = feature["properties"]["klasse"], feature["properties"]["samen"]
    style = STYLES[room]
    look = {"fillColor": style.paint(room), "fillOpacity": 1, "color": style.outline, "weight": style.weight}
    return {**look, "color": JOINT_OUTLINE, "weight": 0.7, "dashArray": JOINT_DASH} if joint else look


def _edge_style(feature: dict[str, Any]) -> dict[str, Any]:
    full = feature["properties"]["klasse"] == Room.VOL
    return {"fill": False, "color": OUTLINE if full else JOINT_OUTLINE, "weight": 2 if full else 1}


def _border_style(_: dict[str, Any]) -> dict[str, Any]:
    return {"fill": False, "color": INK, "weight": 2.2}
