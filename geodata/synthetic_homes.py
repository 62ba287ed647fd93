"""Synthetic dwellings: rows of the table `woningen` as corporations and providers offer them. Nothing here is real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geodata.dice import Dice
from geodata.synthetic_places import Places
from optimizer.policy import ContractForm
from optimizer.supply import Need, Woonvorm

Row = dict[str, Any]

EVERY_TWELFTH = 12
FURTHEST = 80  # tens of metres from the point of the wijk
HIGHEST_FLOOR = 4
LONGEST_STAY = 18  # months in a tussenvorm


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeType:
    """A kind of home; rent in cents a month, from `rent_from` to `rent_to`."""

    kind: str
    rooms: int
    bedrooms: int
    most: int
    rent_from: int
    rent_to: int
    flat: bool = True


STUDIO = HomeType(kind="studio", rooms=1, bedrooms=0, most=1, rent_from=410_00, rent_to=560_00)
TWO_ROOMS = HomeType(kind="appartement", rooms=2, bedrooms=1, most=2, rent_from=530_00, rent_to=740_00)
THREE_ROOMS = HomeType(kind="appartement", rooms=3, bedrooms=2, most=3, rent_from=600_00, rent_to=775_00)
HOUSE = HomeType(kind="eengezinswoning", rooms=4, bedrooms=3, most=5, rent_from=640_00, rent_to=800_00, flat=False)
ROOM = HomeType(kind="kamer", rooms=1, bedrooms=0, most=1, rent_from=330_00, rent_to=420_00)
HOME_TYPES: Mapping[HomeType, int] = {STUDIO: 29, TWO_ROOMS: 43, THREE_ROOMS: 19, HOUSE: 9}

WOONVORMEN: Mapping[Woonvorm, int] = {
    Woonvorm.ZELFSTANDIG: 70,
    Woonvorm.OMKLAP: 18,
    Woonvorm.HOUSING_FIRST: 4,
    Woonvorm.TUSSENVORM: 8,
}
CONTRACTS: Mapping[Woonvorm, tuple[tuple[ContractForm, ...], ...]] = {
    Woonvorm.ZELFSTANDIG: (
        (ContractForm.HUUR, ContractForm.DRIEPARTIJEN),
        (ContractForm.HUUR,),
        (ContractForm.DRIEPARTIJEN, ContractForm.OPSTAP),
    ),
    Woonvorm.OMKLAP: ((ContractForm.OMKLAP,), (ContractForm.OMKLAP, ContractForm.DRIEPARTIJEN)),
    Woonvorm.HOUSING_FIRST: ((ContractForm.HUUR, ContractForm.OMKLAP),),
    Woonvorm.TUSSENVORM: ((ContractForm.OPSTAP, ContractForm.DRIEPARTIJEN),),
}


def homes_of(dice: Dice, places: Places, *, count: int, start: date, end: date) -> list[Row]:
    """So many rows of dwellings; every twelfth stands for two or three alike, and one is a shared home.

    The first ones stand in one municipality each, as far as they go round.
    """
    towns = _supply_by_town(places)
    homes = []
    for number in range(1, count + 1):
        supply = towns[number - 1] if number <= len(towns) else places.supply
        home = _home(dice, places, dice.weighted(supply), start=start, end=end)
        if number % EVERY_TWELFTH == 0:
            home["aantal"] = dice.between(2, 3)
        if number == count // 2:
            home |= _shared(dice)
        homes.append({"code": f"W-{number:04d}", **home})
    return homes


def _supply_by_town(places: Places) -> list[dict[str, int]]:
    """The weights of the wijken per municipality, largest supply first."""
    towns: dict[str, dict[str, int]] = {}
    for wijk, weight in places.supply.items():
        towns.setdefault(places.wijken[wijk]["gemeente"], {})[wijk] = weight
    return sorted(towns.values(), key=lambda town: (-sum(town.values()), min(town)))


def _home(dice: Dice, places: Places, wijk: str, *, start: date, end: date) -> Row:
    woonvorm = dice.weighted(WOONVORMEN)
    kind = STUDIO if woonvorm is Woonvorm.TUSSENVORM else dice.weighted(HOME_TYPES)
    return {
        **_place(dice, places, wijk, flat=kind.flat),
        **_landlord(dice, places, places.wijken[wijk]["gemeente"], woonvorm),
        **_shape(dice, kind),
        **_label(dice, kind, woonvorm),
        "woonvorm": woonvorm,
        "contractvormen": dice.pick(CONTRACTS[woonvorm]),
        "overlastdossier": dice.chance(7),
        "vrij_vanaf": dice.day(start, -20, (end - start).days - 5),
    }


def _place(dice: Dice, places: Places, wijk: str, *, flat: bool) -> Row:
    buurt = dice.pick(places.buurten[wijk])
    row = places.wijken[wijk]
    place: Row = {
        "wijk": wijk,
        "buurt": buurt,
        "punt_x": row["punt_x"] + 10 * dice.between(-FURTHEST, FURTHEST),
        "punt_y": row["punt_y"] + 10 * dice.between(-FURTHEST, FURTHEST),
    }
    if flat and dice.chance(75):
        place["complex"] = f"complex-{buurt}-{dice.between(1, 2)}"
        if dice.chance(30):
            place["portiek"] = f"{place['complex']}-portiek-{dice.between(1, 3)}"
    return place


def _landlord(dice: Dice, places: Places, town: str, woonvorm: Woonvorm) -> Row:
    if woonvorm is Woonvorm.TUSSENVORM and town in places.carers:
        return {"aanbieder": dice.pick(places.carers[town])}
    return {"corporatie": dice.pick(places.landlords[town])}


def _shape(dice: Dice, kind: HomeType) -> Row:
    floor = dice.between(0, HIGHEST_FLOOR) if kind.flat else 0
    offers = [Need.GELIJKVLOERS] if kind.flat and (floor == 0 or dice.chance(40)) else []
    if floor > 0 and dice.chance(35):
        offers.append(Need.LIFT)
    if Need.GELIJKVLOERS in offers and dice.chance(12):
        offers.append(Need.ROLSTOEL)
    if dice.chance(14):
        offers.append(Need.PRIKKELARM)
    return {
        "soort": kind.kind,
        "huur": dice.between(kind.rent_from, kind.rent_to),
        "kamers": kind.rooms,
        "slaapkamers": kind.bedrooms,
        "min_personen": 2 if kind is HOUSE else 1,
        "max_personen": kind.most,
        "verdieping": floor,
        "kenmerken": tuple(offers),
    }


def _label(dice: Dice, kind: HomeType, woonvorm: Woonvorm) -> Row:
    if woonvorm is Woonvorm.TUSSENVORM:
        return {"label": "tussenvorm", "label_maanden": LONGEST_STAY}
    if kind is STUDIO and dice.chance(30):
        return {"label": "jongeren 18-23", "label_leeftijd_van": 18, "label_leeftijd_tot": 23}
    if kind is TWO_ROOMS and dice.chance(6):
        return {"label": "55-plus", "label_leeftijd_van": 55}
    return {}


def _shared(dice: Dice) -> Row:
    """What makes a home three rooms of a shared one."""
    return {
        **_shape(dice, ROOM),
        "label": None,
        "label_leeftijd_van": None,
        "label_leeftijd_tot": None,
        "label_maanden": None,
        "gedeeld": True,
        "aantal": 3,
    }
