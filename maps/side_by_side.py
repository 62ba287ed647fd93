"""The coordinator's map: two states of every wijk side by side, in one HTML page that is complete without a network.

Nothing of it is for others (settled rule 16): it holds exact loads. It has no person, dwelling or placement.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import geopandas
from markupsafe import Markup

from maps.document import rendered
from maps.geometry import Region, Shape, region_of
from maps.load_style import fullness_of
from maps.loads import State, WijkLoad, loads_of
from maps.style import ClassStyle, definitions_of
from maps.views import View, difference_text, styles_of, views_of, whole
from optimizer.explanations import Worth
from optimizer.round import Round
from optimizer.words import period

DATA = re.compile(r'<script type="application/json" id="gegevens">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a page is drawn on. `source`: a phrase that says where the shapes come from ("Grenzen: CBS 2022")."""

    region: Region
    schematic: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """What one place more would bring beside the proposal of the second state, which places so many people."""

    worths: tuple[Worth, ...]
    placed: int


def ground_of(shapes: geopandas.GeoDataFrame, *, schematic: bool, source: str) -> Ground:
    """Shapes as `maps.render.draw_map` takes them."""
    return Ground(region=region_of(shapes), schematic=schematic, source=source)


def ground_in(page: str) -> Ground | None:
    """What an earlier page was drawn on, so that it can be drawn again without the boundary file; None where it isn't one."""
    found = DATA.search(page)
    try:
        held = json.loads(found[1])["ondergrond"] if found else {}
        region = Region(wijken=_shapes(held["wijken"]), municipalities=_shapes(held["gemeenten"]))
        return Ground(region=region, schematic=bool(held["schematisch"]), source=str(held["bron"]))
    except (ValueError, KeyError, TypeError):
        return None


def draw_loads(
    round_: Round,
    states: tuple[State, State],
    ground: Ground,
    *,
    about: str,
    valued: Valued | None = None,
    without: str = "",
) -> str:
    """The whole page. The same input gives the same bytes.

    about: what is put side by side, a sentence. without: how to get what one place more brings, where `valued` is
    None. Raises InvalidInput where a state lacks a limit of the round.
    """
    known = valued or Valued(worths=(), placed=0)
    wijken = loads_of(round_, states, ground.region, known.worths, known.placed)
    drawn = [wijk for wijk in wijken if wijk.shape is not None]
    goals = round_.policy.goals
    views, styles = views_of(drawn, states, goals, valued=valued is not None), styles_of(goals)
    values = {
        "round_": round_,
        "period": period(round_.start, round_.end),
        "about": about,
        "without": "" if valued else without,
        "valued": valued is not None,
        "states": states,
        "ground": ground,
        "wijken": wijken,
        "absent": len(wijken) - len(drawn),
        "views": views,
        "municipalities": sorted(ground.region.municipalities, key=lambda each: (each.name, each.code)),
        "order": [*goals, None],
        "definitions": Markup(definitions_of(styles.items())),  # noqa: S704 - our own constants
        "config": _config(ground, drawn, views, styles),
    }
    helpers = {"difference_text": difference_text, "fullness_of": fullness_of, "whole": whole}
    return rendered("side_by_side.html", {**values, **helpers})


def _config(
    ground: Ground, drawn: Iterable[WijkLoad], views: Iterable[View], styles: Mapping[str, ClassStyle]
) -> dict[str, Any]:
    """What the page's script needs to know; `ground_in` reads it too."""
    return {
        "ondergrond": _held(ground),
        "codes": [wijk.code for wijk in drawn],
        "namen": [f"{wijk.name}, {wijk.municipality}" for wijk in drawn],
        "stijlen": {name: style.drawn(name) for name, style in styles.items()},
        "beelden": {view.name: _sides(view) for view in views},
    }


def _sides(view: View) -> list[dict[str, Any]]:
    return [
        {"titel": side.title, "klassen": side.classes, "getallen": side.numbers, "feiten": side.facts}
        for side in view.sides
    ]


def _held(ground: Ground) -> dict[str, Any]:
    return {
        "wijken": [asdict(shape) for shape in ground.region.wijken],
        "gemeenten": [asdict(shape) for shape in ground.region.municipalities],
        "schematisch": ground.schematic,
        "bron": ground.source,
    }


def _shapes(rows: Iterable[dict[str, Any]]) -> tuple[Shape, ...]:
    return tuple(
        Shape(**{**row, "inside": tuple(row["inside"]), "bounds": tuple(map(tuple, row["bounds"]))}) for row in rows
    )
