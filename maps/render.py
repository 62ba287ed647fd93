"""The planner's map: one HTML page with everything in it, complete without a network.

What may be read from it is decided in `room`, `flows`, `homes` and `facilities`; besides that only the draagkracht
gets in (`bearing`), which knows indicators and gross caps. Nothing else of the round or the proposal does: no person,
placement, load or digest. (Whoever has the digest of a round can check guesses against it.)
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import geopandas
from markupsafe import Markup

from maps.bearing import by_certainty, by_colour, packed
from maps.certainty import MEANINGS as CERTAINTIES
from maps.chart import Chart, chart_of
from maps.document import rendered
from maps.drawing import Drawing, drawing_of
from maps.facilities import MEANINGS, Facility, kept_secret
from maps.geometry import region_of
from maps.homes import by_mark, homes_text
from maps.marks import Mark
from maps.style import (
    COLOURING_LABELS,
    JOINT_DASH,
    JOINT_OUTLINE,
    STYLES,
    bearing_meaning,
    definitions,
    meaning,
)
from optimizer.draagkracht import Colour
from optimizer.proposal import Proposal, Status
from optimizer.room import Thresholds
from optimizer.round import Round
from optimizer.words import period

MOMENTS = {
    Status.PROVEN: "na dit voorstel",
    Status.STOPPED: "na dit voorstel",
    Status.BASELINE: "zoals de huidige praktijk zou plaatsen",
    Status.CONFLICT: "zonder nieuwe plaatsingen: er is nog geen voorstel",
}
# A browser lays a table out as a whole: of a longer one than `MANY_ROWS` it shows the first ones until more are asked.
MANY_ROWS, ROWS_AT_ONCE = 500, 200
RANDOM_ID = re.compile(r"(?<=_)[0-9a-f]{32}(?![0-9a-f])")


def draw_map(
    round_: Round,
    proposal: Proposal,
    shapes: geopandas.GeoDataFrame,
    *,
    schematic: bool,
    source: str,
    cells: geopandas.GeoDataFrame | None = None,
    facilities: tuple[Facility, ...] = (),
) -> str:
    """The whole page. The same input gives the same bytes.

    shapes: columns code, naam, gemeentecode, gemeentenaam, geometry (polygons, any CRS). source: a phrase
    that says where the shapes come from ("Grenzen: CBS 2022"). cells: the same wijken as equal cells, to switch
    to. facilities: those that are open in the period. Raises InvalidInput when the proposal is of another round.
    """
    thresholds = Thresholds()
    drawing = drawing_of(round_, proposal, region_of(shapes), facilities, thresholds)
    redrawn = None if cells is None else drawing_of(round_, proposal, region_of(cells), facilities, thresholds)
    return _page(
        {
            "round_": round_,
            "moment": MOMENTS[proposal.status],
            "period": period(round_.start, round_.end),
            "schematic": schematic,
            "cells": redrawn is not None,
            "source": source,
            "secret": kept_secret(facilities),
            **_of_drawing(drawing, thresholds),
            **_of_chart(chart_of(drawing, redrawn)),
        }
    )


def _of_drawing(drawing: Drawing, thresholds: Thresholds) -> dict[str, Any]:
    """What the page needs for its legend and tables."""
    found = Counter(row.room for row in drawing.rows)
    shown = {each.mark for each in drawing.facilities}
    return {
        "drawing": drawing,
        "rows": drawing.rows,
        "flows": drawing.flows,
        "municipalities": sorted(drawing.region.municipalities, key=lambda each: (each.name, each.code)),
        "rooms": tuple(STYLES),
        "colour_order": tuple(Colour),
        "at_once": ROWS_AT_ONCE if len(drawing.rows) > MANY_ROWS else len(drawing.rows),
        "classes": [(room, found[room], meaning(room, thresholds)) for room in STYLES if found[room]],
        "colours": [(colour, number, bearing_meaning(colour)) for colour, number in by_colour(drawing.bearings)],
        "certainties": [(each, number, CERTAINTIES[each]) for each, number in by_certainty(drawing.bearings)],
        "derivations": packed(drawing.bearings) if drawing.bearings else "",
        "provisional": any(row.provisional for row in drawing.rows),
        "joint": any(row.together for row in drawing.rows),
        "absent": sum(row.shape is None for row in drawing.rows),
        "landlords": by_mark(drawing.homes),
        "kinds": [(mark, words) for mark, words in MEANINGS if mark in shown],
    }


def _of_chart(chart: Chart) -> dict[str, Any]:
    """What the page needs for the map and its controls."""
    return {
        "map": chart.name,
        "layers": chart.layers,
        "colourings": [(each, COLOURING_LABELS[each]) for each in chart.colourings],
        "script": Markup(chart.script),  # noqa: S704 - folium writes texts as escaped JSON
        "config": chart.config,
    }


def _page(values: dict[str, Any]) -> str:
    known = {
        "styles": STYLES,
        "definitions": Markup(definitions()),  # noqa: S704 - our own constants
        "joint_outline": JOINT_OUTLINE,
        "joint_dash": JOINT_DASH,
        "homes_text": homes_text,
        "drawn": _drawn_mark,
    }
    return _with_stable_ids(rendered("page.html", {**known, **values}))


def _drawn_mark(mark: Mark) -> Markup:
    return Markup(mark.svg)  # noqa: S704 - our own constants


def _with_stable_ids(text: str) -> str:
    """Number the random ids of folium in the order in which they appear."""
    numbers: dict[str, str] = {}
    return RANDOM_ID.sub(lambda found: numbers.setdefault(found[0], str(len(numbers) + 1)), text)
