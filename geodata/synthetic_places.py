"""Where synthetic people come from and synthetic homes stand, read from the facts of the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from geodata.indicators.values import values_of_indicators
from geodata.register import Register, Row
from geodata.rows import rows_in

# Where the large towns are, more people come from than their size explains.
LARGE_TOWNS = 4
LARGE_TOWN_FACTOR = 3
# Corporations have little to offer in smaller wijken.
SMALLEST_WIJK = 500
OWNED, OWNED_WHEN_UNKNOWN = "pct_koop", 70
PERCENT = 100
THOUSAND = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What the generator needs to know of a region, in the order of the tables.

    - `origins`: weight of each municipality as the origin of people;
    - `supply`: weight of each wijk as the place of a dwelling, roughly its rented homes;
    - `wijken`, `buurten`, `landlords`, `carers`: rows and codes by wijk, wijk, municipality, municipality.
    """

    origins: dict[str, int]
    supply: dict[str, int]
    wijken: dict[str, Row]
    wijken_of: dict[str, list[str]]
    buurten: dict[str, list[str]]
    landlords: dict[str, list[str]]
    carers: dict[str, list[str]]
    facilities: list[Row]


def places_of(register: Register) -> Places:
    """The places of a register. Wijken without buurten or landlords get no dwellings."""
    wijken = {row["code"]: row for row in rows_in(register, "wijken")}
    owned = _owned(register, wijken)
    landlords = _by((town, row["code"]) for row in rows_in(register, "corporaties") for town in row["werkgebied"])
    buurten = _by((row["wijk"], row["code"]) for row in rows_in(register, "buurten"))
    return Places(
        origins=_origins(register),
        supply={
            code: _rented(row["woningen"], owned.get(code))
            for code, row in wijken.items()
            if row["woningen"] >= SMALLEST_WIJK and code in buurten and row["gemeente"] in landlords
        },
        wijken=wijken,
        wijken_of=_by((row["gemeente"], code) for code, row in wijken.items() if row["woningen"] >= SMALLEST_WIJK),
        buurten=buurten,
        landlords=landlords,
        carers=_by((row["gebied"], row["zorgaanbieder"]) for row in rows_in(register, "begeleiding")),
        facilities=[row for row in rows_in(register, "voorzieningen") if row["plekken"] and row["wijk"]],
    )


def _origins(register: Register) -> dict[str, int]:
    rows = rows_in(register, "gemeenten")
    large = sorted(rows, key=lambda row: (-row["inwoners"], row["code"]))[:LARGE_TOWNS]
    return {row["code"]: row["inwoners"] // THOUSAND * (LARGE_TOWN_FACTOR if row in large else 1) for row in rows}


def _rented(dwellings: int, owned: float | None) -> int:
    percentage = OWNED_WHEN_UNKNOWN if owned is None else round(owned)
    return max(1, dwellings * (PERCENT - percentage) // PERCENT)


def _owned(register: Register, wijken: Iterable[str]) -> dict[str, float]:
    """Per wijk the percentage of owner-occupied dwellings, where that is known."""
    found = values_of_indicators(register.indicatoren, (OWNED,), tuple(wijken))
    return {str(code): float(value) for code, value in found.values[OWNED].dropna().items()}


def _by(pairs: Any) -> dict[str, list[str]]:  # noqa: ANN401 - any iterable of pairs
    found: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
