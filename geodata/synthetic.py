"""Seeded rounds that look like the field, sized and mixed after it. Everybody and everything in them is made up.

Label such a round: `origin_of_data=synthetic_label(seed)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from geodata.columns import frame_of
from geodata.dice import Dice
from geodata.register import Register
from geodata.rules import Period
from geodata.synthetic_homes import homes_of
from geodata.synthetic_people import CARE, anchors_of, people_of, wishes_of
from geodata.synthetic_places import Places, places_of
from geodata.tables import TABLES
from optimizer.agreements import BanScope, ContactLevel, LinkScope, PlacementStatus

Row = dict[str, Any]
Rows = list[Row]

OCTOBER_TO_DECEMBER = Period(start=date(2026, 10, 1), end=date(2026, 12, 31))
EARLIER = (PlacementStatus.VERHUURD, PlacementStatus.OMGEKLAPT, PlacementStatus.AFGEROND)
CLAIMED = (PlacementStatus.AANGEBODEN, PlacementStatus.GEACCEPTEERD, PlacementStatus.VERHUURD)
NEAR = 500  # metres
MOST_EARLIER = 40
MOST_EXCLUSIONS = 24


def with_synthetic_round(
    register: Register, *, seed: int = 1, people: int = 60, dwellings: int = 48, period: Period = OCTOBER_TO_DECEMBER
) -> Register:
    """The register with so many synthetic registrations and rows of dwellings for a round in this period.

    The same register and arguments give the same rows on every machine. Every twelfth dwelling has several
    units; some people and units are taken by live placements.
    """
    dice, places = Dice(seed), places_of(register)
    persons = people_of(dice, places, count=people, start=period.start)
    homes = homes_of(dice, places, count=dwellings, start=period.start, end=period.end)
    return register.updated(
        _frames(
            uitstromers=persons,
            woningen=homes,
            gebiedswensen=wishes_of(dice, places, persons),
            ankers=anchors_of(dice, places, persons),
            **_decisions(dice, places, persons, homes, period.start),
        )
    )


def larger(register: Register, times: int) -> Register:
    """The register with caps, quotas and hours of support so many times as large, for rounds of any size."""
    columns = {
        "grenswaarden": ("grens", "gereserveerd_zwaar"),
        "afspraken": ("minimum", "maximum"),
        "begeleiding": ("uren", "in_gebruik"),
    }
    frames = register.frames()
    return register.updated(
        {
            table: frames[table].assign(**{name: frames[table][name] * times for name in names})
            for table, names in columns.items()
        }
    )


def synthetic_label(seed: int) -> str:
    """What `Round.origin_of_data` says of such a round."""
    return f"synthetisch, zaad {seed}"


def _frames(**tables: Rows) -> dict[str, Any]:
    return {name: frame_of(TABLES[name], rows) for name, rows in tables.items()}


def _decisions(dice: Dice, places: Places, people: Rows, homes: Rows, start: date) -> dict[str, Rows]:
    """Live and earlier placements, links, exclusions, a ban and an exception; each with people of its own."""
    free = [person for person in people if person["volwassenen"] == 1 and not _children(person)]
    claims = _claims(dice, _take(free, len(people) // 20), homes, start)
    return {
        "plaatsingen": [*claims, *_earlier(dice, places, min(len(people) // 4, MOST_EARLIER), start)],
        "koppelingen": _links(dice, free, 1 + len(people) // 60),
        "uitsluitingen": _exclusions(dice, free, homes, min(4 + len(people) // 250, MOST_EXCLUSIONS)),
        "weigeringen": _bans(dice, _take(free, 1), homes),
        "huurafwijkingen": _exceptions(_take(free, 1), homes, start),
    }


def _claims(dice: Dice, people: Rows, homes: Rows, start: date) -> Rows:
    """Live placements in homes for one or two, one in each."""
    suitable = [home for home in homes if home["max_personen"] <= 2 and "corporatie" in home]  # noqa: PLR2004 - a home for two
    return [
        {
            "code": f"P-{number:04d}",
            "uitstromer": person["code"],
            "woning": home["code"],
            "status": dice.pick(CLAIMED),
            "begin": max(home["vrij_vanaf"], person["klaar_op"], start),
        }
        for number, (person, home) in enumerate(zip(people, _spread(suitable), strict=False), 1)
    ]


def _earlier(dice: Dice, places: Places, count: int, start: date) -> Rows:
    """Placements of earlier rounds, whose people and dwellings have left the tables."""
    rows = []
    for number in range(1, count + 1):
        wijk = dice.weighted(places.supply)
        rows.append(
            {
                "code": f"E-{number:04d}",
                "status": dice.pick(EARLIER),
                "begin": start - timedelta(days=dice.between(30, 900)),
                "gebieden": (wijk, dice.pick(places.buurten[wijk])),
                "begeleiding": dice.weighted(CARE),
            }
        )
    return rows


def _links(dice: Dice, free: Rows, count: int) -> Rows:
    pairs = [_take(free, 2) for _ in range(count)]
    return [
        {
            "code": f"K-{number:04d}",
            "uitstromers": _codes(pair),
            "bereik": dice.pick((LinkScope.RONDE, LinkScope.GEMEENTE)),
        }
        for number, pair in enumerate(pairs, 1)
        if len(pair) > 1
    ]


def _exclusions(dice: Dice, free: Rows, homes: Rows, count: int) -> Rows:
    """In turn: two people and a distance, a buurt, a complex, and one person and a protected area."""
    kinds = (ContactLevel.AFSTAND, ContactLevel.BUURT, ContactLevel.COMPLEX, ContactLevel.BUURT)
    rows = []
    for number in range(count if homes else 0):
        level, alone = kinds[number % len(kinds)], number % len(kinds) == len(kinds) - 1
        people = _take(free, 1 if alone else 2)
        row: Row = {"code": f"C-{number + 1:04d}", "uitstromers": _codes(people), "niveau": level}
        if level is ContactLevel.AFSTAND:
            row["meters"] = NEAR
        if alone:
            row["beschermde_gebieden"] = (dice.pick(homes)["buurt"],)
        if alone or len(people) > 1:
            rows.append(row)
    return [row for row in rows if row["uitstromers"]]


def _bans(dice: Dice, people: Rows, homes: Rows) -> Rows:
    return [
        {
            "uitstromer": person["code"],
            "soort": BanScope.WONING,
            "doel": dice.pick(homes)["code"],
            "reden": "eerder afgewezen: trap te steil",
        }
        for person in people
        if homes
    ]


def _exceptions(people: Rows, homes: Rows, start: date) -> Rows:
    """The dearest home for one or two may be let to one person all the same."""
    small = [home for home in homes if home["max_personen"] == 2 and "corporatie" in home]  # noqa: PLR2004 - a home for two
    dearest = max(small, key=lambda home: (home["huur"], home["code"]), default=None)
    return [
        {
            "uitstromer": person["code"],
            "woning": dearest["code"],
            "door": "corporatie (voorbeeld)",
            "op": start - timedelta(days=10),
            "motivering": "Voorbeeld. Enige woning dicht bij de behandeling.",
        }
        for person in people
        if dearest is not None
    ]


def _take(free: Rows, count: int) -> Rows:
    """The first people that no other decision has yet, taken out of the list."""
    taken = free[:count]
    del free[:count]
    return taken


def _spread(homes: Rows) -> Iterable[Row]:
    """Every third home first, so that the claims do not stand side by side."""
    return [home for first in range(3) for home in homes[first::3]]


def _children(person: Mapping[str, Any]) -> bool:
    return bool(person.get("kinderen") or person.get("kinderen_coouder") or person.get("verwacht"))


def _codes(people: Rows) -> tuple[str, ...]:
    return tuple(person["code"] for person in people)
