"""Synthetic registrations: rows of `uitstromers`, `gebiedswensen` and `ankers`. Nobody in here exists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from geodata.dice import Dice
from geodata.synthetic_places import Places
from geodata.tables_round import Wens
from optimizer.people import AnchorKind, AreaReasonCode, DeadlineBasis
from optimizer.policy import Begeleiding, ContractForm
from optimizer.supply import Doelgroep, Need, Woonvorm

Row = dict[str, Any]

STREAMS: Mapping[Doelgroep, int] = {
    Doelgroep.MO: 32,
    Doelgroep.BW: 28,
    Doelgroep.GGZ: 20,
    Doelgroep.JEUGD18: 14,
    Doelgroep.DETENTIE: 6,
}
CARE: Mapping[Begeleiding, int] = {Begeleiding.LICHT: 40, Begeleiding.MIDDEN: 38, Begeleiding.ZWAAR: 22}
HOURS: Mapping[Begeleiding, int] = {Begeleiding.LICHT: 1, Begeleiding.MIDDEN: 3, Begeleiding.ZWAAR: 6}
HOUSEHOLDS: Mapping[str, int] = {"alleen": 82, "paar": 5, "ouder": 9, "gezin": 4}
NEEDS: Mapping[Need, int] = {Need.GELIJKVLOERS: 7, Need.LIFT: 4, Need.ROLSTOEL: 2, Need.PRIKKELARM: 6}
URGENCY: Mapping[int, int] = {0: 45, 1: 30, 2: 17, 3: 8}
BASES: Mapping[Doelgroep, DeadlineBasis] = {
    Doelgroep.MO: DeadlineBasis.EINDE_TUSSENVORM,
    Doelgroep.BW: DeadlineBasis.EINDE_INDICATIE,
    Doelgroep.GGZ: DeadlineBasis.ONTSLAG,
    Doelgroep.JEUGD18: DeadlineBasis.EINDE_INDICATIE,
    Doelgroep.DETENTIE: DeadlineBasis.ONTSLAG,
}
ADULT = 18
LONG_WAIT, VERY_LONG_WAIT = 92, 184  # days: about one round and two rounds missed
STAY_AWAY = (AreaReasonCode.VEILIGHEID, AreaReasonCode.VERLEDEN)
BE_NEAR = (AreaReasonCode.NETWERK, AreaReasonCode.WERK, AreaReasonCode.BEHANDELING)


def people_of(dice: Dice, places: Places, *, count: int, start: date) -> list[Row]:
    """So many registrations, as rows of `uitstromers`."""
    return [{"code": f"U-{number:04d}", **_person(dice, places, start)} for number in range(1, count + 1)]


def wishes_of(dice: Dice, places: Places, people: list[Row]) -> list[Row]:
    """Excluded areas for 15 in 100 people, preferred ones for 35, as rows of `gebiedswensen`."""
    rows = []
    for person in people:
        near = _near(dice, places, person)
        if dice.chance(15):
            wijken = dict.fromkeys(dice.pick(near) for _ in range(dice.between(1, 2)))
            rows += [_wish(person, Wens.UITGESLOTEN, wijk, dice.pick(STAY_AWAY)) for wijk in wijken]
        elif dice.chance(41):
            area = dice.pick(near)
            wish = places.wijken[area]["gemeente"] if dice.chance(30) else area
            rows.append(_wish(person, Wens.VOORKEUR, wish, dice.pick(BE_NEAR)))
    return rows


def anchors_of(dice: Dice, places: Places, people: list[Row]) -> list[Row]:
    """One or two places to live near for 40 in 100 people, as rows of `ankers`."""
    rows = []
    for person in people:
        kinds = tuple(AnchorKind)[: dice.between(1, 2)] if dice.chance(40) else ()
        for kind in kinds:
            wijk = places.wijken[dice.pick(_near(dice, places, person))]
            rows.append(
                {"uitstromer": person["code"], "soort": kind, "punt_x": wijk["punt_x"], "punt_y": wijk["punt_y"]}
            )
    return rows


def _person(dice: Dice, places: Places, start: date) -> Row:
    stream = dice.weighted(STREAMS)
    age = dice.between(ADULT, 22) if stream is Doelgroep.JEUGD18 else dice.between(21, 66)
    origin = None if dice.chance(4) else dice.weighted(places.origins)
    care = dice.weighted(CARE)
    household = "alleen" if age < 24 else dice.weighted(HOUSEHOLDS)  # noqa: PLR2004 - young people come alone
    return {
        "grondslag": "toestemming",
        "doelgroep": stream,
        "leeftijd_van": age if age < 24 else age - age % 5,  # noqa: PLR2004 - the young need their exact age
        "leeftijd_tot": age if age < 24 else age - age % 5 + 4,  # noqa: PLR2004 - same
        **_dates(dice, stream, age, start),
        **_household(dice, household),
        **_income(dice, age, household),
        **_origin(dice, places, origin),
        **_support(dice, places, origin, care),
        **_fits(dice, care),
        **_stay(dice, places, stream),
        "urgentie": dice.weighted(URGENCY),
        "geweigerd": int(dice.chance(8)),
    }


def _dates(dice: Dice, stream: Doelgroep, age: int, start: date) -> Row:
    wait = dice.between(-40, 120) if dice.chance(85) else dice.between(121, 260)
    ready = start - timedelta(days=wait)
    row: Row = {
        "klaar_op": ready,
        "aangemeld_op": min(ready, start) - timedelta(days=dice.between(20, 90)),
        "rondes_gemist": (wait > LONG_WAIT) + (wait > VERY_LONG_WAIT),
    }
    if stream is Doelgroep.JEUGD18 and age == ADULT:
        row |= {"uiterlijk_op": dice.day(start, -120, -1), "uiterlijk_basis": DeadlineBasis.ACHTTIENDE_VERJAARDAG}
    elif dice.chance(22):
        row |= {"uiterlijk_op": dice.day(start, 10, 200), "uiterlijk_basis": BASES[stream]}
    return row


def _household(dice: Dice, household: str) -> Row:
    row: Row = {"volwassenen": 2 if household in ("paar", "gezin") else 1}
    if household in ("ouder", "gezin"):
        ages = tuple(dice.between(0, 16) for _ in range(dice.between(1, 3 if household == "gezin" else 2)))
        row["kinderen_coouder" if household == "ouder" and dice.chance(30) else "kinderen"] = ages
    if household == "paar" and dice.chance(30):
        row["verwacht"] = 1
    if row["volwassenen"] > 1 and dice.chance(30):
        row["begeleide_personen"] = 2
    return row


def _income(dice: Dice, age: int, household: str) -> Row:
    if age < 21:  # noqa: PLR2004 - assistance is lower below that age
        low = dice.between(4, 9) * 1_000
    elif dice.chance(88):
        low = dice.between(14, 19) * 1_000 + (5_000 if household in ("paar", "gezin") else 0)
    else:
        low = dice.between(22, 33) * 1_000
    return {"inkomen_van": low, "inkomen_tot": low + 3_000}


def _origin(dice: Dice, places: Places, origin: str | None) -> Row:
    row: Row = {"herkomst": origin, "herkomst_basis": "onbekend" if origin is None else "laatste eigen adres in de BRP"}
    row["verantwoordelijk"] = dice.weighted(places.origins) if dice.chance(10) else origin
    if origin is not None and dice.chance(8):
        row["terug"] = False
    if dice.chance(7):
        row |= {"aangewezen": dice.weighted(places.origins), "aangewezen_reden": "beste kans op herstel: netwerk"}
    return row


def _support(dice: Dice, places: Places, origin: str | None, care: Begeleiding) -> Row:
    every = [carer for carers in places.carers.values() for carer in carers]
    local = places.carers.get(origin or "", every)
    provider = dice.pick(local if dice.chance(90) else every)
    row: Row = {"zorgaanbieder": provider, "begeleiding": care, "uren": HOURS[care] + dice.below(2)}
    if not dice.chance(10):
        row["begeleiding_door"] = provider
    return row


def _fits(dice: Dice, care: Begeleiding) -> Row:
    forms = [Woonvorm.ZELFSTANDIG, Woonvorm.OMKLAP]
    if dice.chance(6):
        forms = [Woonvorm.KLEINSCHALIG_BW]
    elif dice.chance(45 if care is Begeleiding.ZWAAR else 12):
        forms.append(Woonvorm.TUSSENVORM)
        if care is Begeleiding.ZWAAR:
            forms.append(Woonvorm.HOUSING_FIRST)
    return {
        "woonvormen": tuple(forms),
        "contractvormen": tuple(ContractForm) if dice.chance(80) else (ContractForm.HUUR, ContractForm.DRIEPARTIJEN),
        "kenmerken": tuple(need for need, percentage in NEEDS.items() if dice.chance(percentage)),
        "delen": dice.chance(12),
    }


def _stay(dice: Dice, places: Places, stream: Doelgroep) -> Row:
    """Some people out of a shelter stay in a facility, whose load counts them already."""
    if stream is not Doelgroep.MO or not places.facilities or not dice.chance(40):
        return {}
    facility = dice.pick(places.facilities)
    areas = tuple(area for area in (facility["wijk"], facility["buurt"]) if area is not None)
    return {"verblijft_in": areas, "verblijf_telt": facility["belasting"] > 0}


def _near(dice: Dice, places: Places, person: Row) -> list[str]:
    """The larger wijken of where somebody comes from."""
    return places.wijken_of[person["herkomst"] or dice.weighted(places.origins)]


def _wish(person: Row, wish: Wens, area: str, reason: AreaReasonCode) -> Row:
    return {"uitstromer": person["code"], "wens": wish, "gebied": area, "reden": reason}
