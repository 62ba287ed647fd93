"""What the official boundary files call their attributes: it differs by year, service and format.

Seen in: the shapefiles of CBS (`WK_CODE`, `H2O`), the GeoPackages and the OGC API of PDOK (`wijkcode`, `jaar`), its WFS
(camelCase), the gebiedsindelingen of CBS (`statcode`, `jrstatcode`), and shapefiles that cut a name to ten characters.
Codes: https://www.cbs.nl, Toelichting Wijk- en Buurtkaart 2021, chapters 1 and 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from optimizer.errors import Fault


class Level(StrEnum):
    """What the areas of a boundary file are."""

    GEMEENTE = "gemeente"
    WIJK = "wijk"
    BUURT = "buurt"


MANY = {Level.GEMEENTE: "gemeenten", Level.WIJK: "wijken", Level.BUURT: "buurten"}
CODES = {Level.GEMEENTE: ("GM", 4), Level.WIJK: ("WK", 6), Level.BUURT: ("BU", 8)}
"""The letters before the digits of a code; of a buurt these are 4 of its gemeente, 2 of its wijk and 2 of its own."""

# In lower case; underscores make no difference. The first name is of any level, and says what the areas are.
_OWN_CODE = {
    Level.GEMEENTE: ("statcode", "gemeentecode", "gm_code", "gemeenteco"),
    Level.WIJK: ("statcode", "wijkcode", "wk_code"),
    Level.BUURT: ("statcode", "buurtcode", "bu_code"),
}
_OWN_NAME = {
    Level.GEMEENTE: ("statnaam", "gemeentenaam", "gm_naam", "gemeentena"),
    Level.WIJK: ("statnaam", "wijknaam", "wk_naam"),
    Level.BUURT: ("statnaam", "buurtnaam", "bu_naam"),
}
_WATER = ("water", "h2o")
_YEAR = ("jaar", "jrstatcode", "jaarstatcode")
# By these attributes a file shows that its areas are parts of those that were asked for.
_FINER = {Level.GEMEENTE: (Level.BUURT, Level.WIJK), Level.WIJK: (Level.BUURT,), Level.BUURT: ()}
_A_YEAR = r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributes:
    """By what we call it, the column of a file; None where the file has none."""

    code: str
    naam: str
    wijkcode: str | None
    gemeentecode: str | None
    gemeentenaam: str | None
    water: str | None
    year: str | None


def attributes_in(frame: pd.DataFrame, level: Level, file: str) -> Attributes | Fault:
    """Which column holds what; a fault when the code or the name is missing, or the areas are of another level."""
    columns = [str(column) for column in frame.columns if column != "geometry"]
    known = {_plain(column): column for column in columns}

    def first(names: tuple[str, ...]) -> str | None:
        return next((known[name] for name in map(_plain, names) if name in known), None)

    if "statcode" in known:
        shown = _level_of(frame[known["statcode"]])
    else:
        shown = next((finer for finer in _FINER[level] if first(_OWN_CODE[finer]) is not None), None)
    if shown not in (None, level):
        return Fault((file,), f"grenzen van {MANY[shown]}", f"grenzen van {MANY[level]}")
    code, naam = first(_OWN_CODE[level]), first(_OWN_NAME[level])
    if code is None or naam is None:
        found = ", ".join(known.values()) or "(geen)"
        expected = f"een kolom met de code van de {level} ({_said(_OWN_CODE[level])}) en met de naam ({_said(_OWN_NAME[level])})"
        return Fault((file,), f"de kolommen {found}", expected)
    return Attributes(
        code=code,
        naam=naam,
        wijkcode=first(_OWN_CODE[Level.WIJK][1:]),
        gemeentecode=code if level is Level.GEMEENTE else first(_OWN_CODE[Level.GEMEENTE][1:]),
        gemeentenaam=naam if level is Level.GEMEENTE else first(_OWN_NAME[Level.GEMEENTE][1:]),
        water=first(_WATER),
        year=first(_YEAR),
    )


def _level_of(codes: pd.Series[str]) -> Level | None:
    """The level of which the first code is; None where it is of none."""
    found = codes.dropna().astype("string").str.strip().head(1)
    return next((level for level in Level if is_code(found, level).any()), None)


def layer_for(level: Level, names: Iterable[str]) -> tuple[str, ...]:
    """The names of layers, or of files in a zip, that are of a level by their words.

    Where none is, those that name every level, such as `wijkenbuurten_2023`.
    """
    words = {Level.GEMEENTE: "gem|gemeente|gemeenten", Level.WIJK: "wijk|wijken", Level.BUURT: "buurt|buurten"}[level]
    kept = [name for name in names if "labelpoint" not in name.lower()]
    own = tuple(name for name in kept if re.search(rf"(?<![a-z])(?:{words})(?![a-z])", name.lower()))
    return own or tuple(name for name in kept if "wijkenbuurten" in name.lower())


def year_in(values: pd.Series[str] | None, file: str, names: Iterable[str]) -> int | Fault | None:
    """The year of the areas: by their attribute, or by the first of the names that holds exactly one year."""
    if values is not None and values.notna().any():
        # A jrstatcode is the year with the code behind it.
        years = sorted(set(values.dropna().str[:4]))
        if len(years) == 1 and re.fullmatch(_A_YEAR, years[0]):
            return int(years[0])
        return Fault((file,), f"als jaar {', '.join(years[:5])}", "grenzen van één jaar")
    for name in names:
        found = set(re.findall(_A_YEAR, name))
        if len(found) == 1:
            return int(found.pop())
    return None


def is_code(codes: pd.Series[str], level: Level) -> pd.Series[bool]:
    """Per value whether it is a code of the level; an empty one is none."""
    letters, digits = CODES[level]
    # Amsterdam writes its wijken and buurten with letters, such as WK0363MB; a gemeente has four digits.
    return codes.fillna("").str.fullmatch(f"{letters}[0-9]{{4}}[0-9A-Z]{{{digits - 4}}}")


def code_meant(found: str, level: Level) -> str:
    """What a wrong code should be: the code itself where a number column or small letters spoilt it, else an example."""
    letters, digits = CODES[level]
    number = re.fullmatch(rf"(?i)(?:{letters})?([0-9]{{1,{digits}}})(?:\.0)?", found)
    if number:
        return f"{letters}{number[1].zfill(digits)}, als tekst"
    example = letters + "01060000"[:digits]
    return f"een CBS-code van een {level}, zoals {example}"


def listed(codes: Iterable[str], most: int = 5) -> str:
    """The first codes in order, with … where there are more."""
    found = sorted(set(codes))
    return ", ".join(found[:most]) + (" …" if len(found) > most else "")


def _plain(name: str) -> str:
    return name.lower().replace("_", "")


def hectares(size: float) -> str:
    """A size as people read it: with a decimal where that matters."""
    return f"{size:.1f} hectare".replace(".", ",") if size < 100 else f"{size:.0f} hectare"  # noqa: PLR2004 - reads well


def _said(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + f" of {names[-1]}"
