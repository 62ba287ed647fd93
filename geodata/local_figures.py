"""Figures of dorpen and local areas from those of the wijken and buurten in them.

Everything here is arithmetic on parts: inhabitants and dwellings add up, other figures are means weighed by dwellings.
A share says which part of the dwellings lies in the area; that it holds for the inhabitants too is an assumption, so
whatever rests on a share is marked as an estimate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

import pandas as pd

from geodata.local_areas import WHOLE, Part, parts_of
from geodata.register import Register
from geodata.rows import rows_in
from geodata.tables_region import IndicatorStatus

COUNTED = ("inwoners", "woningen")
# What is counted adds up instead, and classes can't be averaged.
NO_MEAN = (*COUNTED, "stedelijkheid", "lbm_klasse")


class _Known(NamedTuple):
    """A figure of one part: its value and the dwellings that it stands for."""

    value: float
    dwellings: float


def facts_of_local_areas(register: Register) -> pd.DataFrame:
    """Per area with parts: `code`, `inwoners` and `woningen`, `geschat` and `onbekend`.

    A number is missing when that of some part is; `onbekend` names those parts. `geschat`: a share was used. Numbers of
    buurten are taken from `indicatoren` (indicator `inwoners` or `woningen`, last year), as their table has none.
    """
    figures = {what: _counts(register, what) for what in COUNTED}
    rows: list[dict[str, Any]] = [
        {
            "code": area,
            **{what: _sum(parts, figures[what]) for what in COUNTED},
            "geschat": any(not part.whole for part in parts),
            "onbekend": tuple(part.code for part in parts if any(part.code not in figures[what] for what in COUNTED)),
        }
        for area, parts in _counted_parts(register).items()
    ]
    frame = pd.DataFrame(rows, columns=["code", *COUNTED, "geschat", "onbekend"])
    return frame.astype({"code": "string", **dict.fromkeys(COUNTED, "Int64"), "geschat": "boolean"})


def indicators_of_local_areas(register: Register) -> pd.DataFrame:
    """Per area, indicator and year: `gebied`, `indicator`, `jaar`, `waarde`, `bekend` and `geschat`.

    The mean of the parts weighed by their dwellings. `bekend`: for how many percent of the dwellings the figure is
    known; missing when of some part nobody knows how many dwellings it has. An area without any known part has no row.
    """
    dwellings = _counts(register, "woningen")
    values = _values(register)
    rows = []
    for area, parts in _counted_parts(register).items():
        weights = {part.code: part.share * dwellings[part.code] / WHOLE for part in parts if part.code in dwellings}
        total = sum(weights.values())
        for (indicator, year), by_code in values.items():
            if indicator in NO_MEAN:
                continue
            known = [_Known(by_code[code], weight) for code, weight in weights.items() if code in by_code]
            weight = sum(part.dwellings for part in known)
            if weight:
                rows.append(
                    {
                        "gebied": area,
                        "indicator": indicator,
                        "jaar": year,
                        "waarde": sum(part.value * part.dwellings for part in known) / weight,
                        "bekend": WHOLE * weight / total if len(weights) == len(parts) else None,
                        "geschat": any(not part.whole for part in parts),
                    }
                )
    frame = pd.DataFrame(rows, columns=["gebied", "indicator", "jaar", "waarde", "bekend", "geschat"])
    kinds = {"gebied": "string", "indicator": "string", "jaar": "Int64", "waarde": "Float64", "bekend": "Float64"}
    return frame.astype({**kinds, "geschat": "boolean"})


def _counted_parts(register: Register) -> Mapping[str, list[Part]]:
    """Per area its parts, each counted once: not a buurt whose whole wijk is in the same area."""
    wijk_of = {row["code"]: row["wijk"] for row in rows_in(register, "buurten")}
    parts = parts_of(register)
    whole = {(part.area, part.code) for part in parts if part.whole}
    found: defaultdict[str, list[Part]] = defaultdict(list)
    for part in parts:
        if (part.area, wijk_of.get(part.code)) not in whole:
            found[part.area].append(part)
    return found


def _counts(register: Register, what: str) -> Mapping[str, int]:
    """By wijk and buurt how many there are, where that is known."""
    by_year = sorted(
        ((year, values) for (indicator, year), values in _values(register).items() if indicator == what),
        key=itemgetter(0),
    )
    known = {code: round(value) for _, values in by_year for code, value in values.items()}
    return known | {row["code"]: row[what] for row in rows_in(register, "wijken") if row[what] is not None}


def _sum(parts: Iterable[Part], figures: Mapping[str, int]) -> int | None:
    shares = [(part.share, figures.get(part.code)) for part in parts]
    return None if any(count is None for _, count in shares) else round(sum(s * (c or 0) for s, c in shares) / WHOLE)


def _values(register: Register) -> Mapping[tuple[str, int], Mapping[str, float]]:
    """By indicator and year the known values per wijk and buurt."""
    found: defaultdict[tuple[str, int], dict[str, float]] = defaultdict(dict)
    for row in rows_in(register, "indicatoren"):
        if row["waarde"] is not None and (row["status"] or IndicatorStatus.BEKEND) == IndicatorStatus.BEKEND:
            found[row["indicator"], row["jaar"]][row["gebied"]] = row["waarde"]
    return found
