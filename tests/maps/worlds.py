"""Tiny rounds with the proposal that answers them, and shapes to draw them on."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import geopandas
import pandas as pd
import shapely

from optimizer.draagkracht import Colour, Draagkracht
from optimizer.policy import AreaLevel, ContractForm
from optimizer.proposal import LimitUse, Placement, Proposal, Settings, Status
from optimizer.round import Round
from optimizer.supply import Area, Municipality, Organisation
from tests.official import GEO
from tests.worlds import AREAS, MUNICIPALITIES, cap, dwelling, world

START = date(2026, 10, 1)


def proposal_of(
    round_: Round, pairs: Mapping[str, str] | None = None, planned: Mapping[str, int] | None = None, **changes: Any
) -> Proposal:
    """These people in these dwellings; `planned` load by limit id, the used load from the round."""
    loads = planned or {}
    values: dict[str, Any] = {
        "round_id": round_.id,
        "round_digest": "",
        "status": Status.PROVEN,
        "placements": tuple(
            Placement(person=person, dwelling=dwelling, start=START, contract=ContractForm.HUUR)
            for person, dwelling in sorted((pairs or {}).items())
        ),
        "unplaced": (),
        "limits": tuple(
            LimitUse(limit=limit.id, cap=limit.gross_cap, used=limit.used, claimed=0, planned=loads.get(limit.id, 0))
            for limit in round_.limits
        ),
        "quotas": (),
        "capacities": (),
        "goals": (),
        "conflicts": (),
        "settings": Settings(),
        "rules_version": "1",
        "solver": "met de hand",
    }
    return Proposal(**{**values, **changes})


def filled(caps_and_loads: Iterable[tuple[int, int]], **changes: Any) -> tuple[Round, Proposal]:
    """Wijken wijk-a, wijk-b … with these caps and loads; the first half of the letters in Aadorp."""
    limits = [cap(f"wijk-{letter}", gross, used) for letter, (gross, used) in zip("abcd", caps_and_loads, strict=False)]
    round_ = world(**{"limits": limits, "origin_of_data": "synthetisch", **changes})
    return round_, proposal_of(round_)


def squares() -> geopandas.GeoDataFrame:
    """The four wijken of `tests.worlds` as squares of a kilometre side by side, in RD."""
    names = {each.id: each.name for each in MUNICIPALITIES}
    wijken = [area for area in AREAS if area.level is AreaLevel.WIJK]
    left = 230_000
    return geopandas.GeoDataFrame(
        {
            "code": [wijk.id for wijk in wijken],
            "naam": [wijk.name for wijk in wijken],
            "gemeentecode": [wijk.municipality for wijk in wijken],
            "gemeentenaam": [names[wijk.municipality] for wijk in wijken],
        },
        geometry=[
            shapely.box(left + 1000 * index, 550_000, left + 1000 * (index + 1), 551_000)
            for index, _ in enumerate(wijken)
        ],
        crs="EPSG:28992",
    )


def drenthe_points() -> geopandas.GeoDataFrame:
    """The 189 wijken of Drenthe as points."""
    facts = pd.read_csv(GEO / "wijk_facts.csv", dtype=str)
    columns = {
        "code": facts["wijkcode"],
        "naam": facts["wijknaam"],
        "gemeentecode": facts["gemeentecode"],
        "gemeentenaam": facts["gemeentenaam"],
    }
    places = geopandas.points_from_xy(facts["punt_x_rd"].astype(float), facts["punt_y_rd"].astype(float))
    return geopandas.GeoDataFrame(columns, geometry=places, crs="EPSG:28992")


def drenthe_shapes() -> geopandas.GeoDataFrame:
    """The 189 wijken of Drenthe with their borders."""
    frame = geopandas.read_file(GEO / "drenthe_wijken_2022_rd.geojson")
    names = {"statcode": "code", "statnaam": "naam", "gm_code": "gemeentecode", "gm_naam": "gemeentenaam"}
    return frame.rename(columns=names)[[*names.values(), "geometry"]]


def drenthe_round(**changes: Any) -> tuple[Round, Proposal]:
    """A made-up round over the wijken of Drenthe: caps by inhabitants, loads by a fixed pattern."""
    with (GEO / "wijk_facts.csv").open(encoding="utf-8", newline="") as file:
        facts = list(csv.DictReader(file))
    names = {row["gemeentecode"]: row["gemeentenaam"] for row in facts}
    municipalities = [Municipality(id=code, name=name) for code, name in names.items()]
    areas = [
        Area(id=row["wijkcode"], name=row["wijknaam"], level=AreaLevel.WIJK, municipality=row["gemeentecode"])
        for row in facts
    ]
    limits = []
    for index, row in enumerate(facts):
        gross = round(float(row["woningvoorraad_2024"]) / 110)
        if index % 23:
            limits.append(cap(row["wijkcode"], gross, gross * (index * 37 % 101) // 95))
    values = {"municipalities": municipalities, "areas": areas, "limits": limits, "capacities": (), "convenanten": ()}
    round_ = world(**{"name": "Ronde oktober 2026", "origin_of_data": "synthetisch", **values, **changes})
    return round_, proposal_of(round_)


def with_offers(round_: Round, number: int, corporations: int) -> Round:
    """The round with so many offers of these corporations, in every fifth wijk and on from the start."""
    wijken = [area for area in round_.areas if area.level is AreaLevel.WIJK]
    chosen = [wijken[index * 5 % len(wijken)] for index in range(number)]
    buurten = [replace(wijk, id=f"buurt in {wijk.id}", level=AreaLevel.BUURT) for wijk in dict.fromkeys(chosen)]
    homes = [
        replace(
            dwelling(f"aanbod-{index}", complex=None, corporation=f"corp-{index % corporations}"),
            municipality=wijk.municipality,
            wijk=wijk.id,
            buurt=f"buurt in {wijk.id}",
        )
        for index, wijk in enumerate(chosen)
    ]
    return replace(
        round_,
        areas=(*round_.areas, *buurten),
        corporations=tuple(Organisation(id=f"corp-{index}", name=f"Corp. {index}") for index in range(corporations)),
        dwellings=tuple(homes),
    )


def derived(area: str, number: int = 0, **changes: Any) -> Draagkracht:
    """A draagkracht whose class and certainty follow from a number; without changes oranje, 12 points, 93%."""
    colour = (Colour.ORANJE, Colour.GROEN, Colour.ROOD, Colour.GROEN, Colour.ONBEKEND)[number % 5]
    known = colour is not Colour.ONBEKEND
    values: dict[str, Any] = {
        "area": area,
        "colour": colour,
        "proposed": 12 if known else None,
        "certainty": (93, 81, 64, 100, 38)[number * 3 % 5] if known else None,
        "steps": (
            f"Laag inkomen: {30 + number % 30},2% van de huishoudens (CBS Kerncijfers 2022). Dat is hoger dan gemiddeld.",
            "Corporatiewoningen: 38% van de woningen (CBS Kerncijfers 2024). Dat is hoger dan gemiddeld.",
            "Leefbaarometer 2024: voldoende. Dit is een signaal, geen oorzaak.",
            f"Samen is dat een index van 0,58. De klasse is {colour}.",
            "Er zijn 1.200 woningen. Bij deze klasse horen 10 punten per 1.000 woningen: 12 punten.",
        ),
        "turns": (
            "Zonder het aandeel laag inkomen wordt de wijk groen.",
            "Met de cijfers van 2020 wordt de wijk rood.",
        ),
    }
    return Draagkracht(**{**values, **changes})


def with_draagkracht(round_: Round) -> Round:
    """The round with a draagkracht for each of its wijken; the caps of all but every third are only proposed."""
    wijken = [area.id for area in round_.areas if area.level is AreaLevel.WIJK]
    limits = tuple(replace(limit, provisional=number % 3 > 0) for number, limit in enumerate(round_.limits))
    return replace(
        round_, limits=limits, draagkracht=tuple(derived(code, number) for number, code in enumerate(wijken))
    )
