"""Which figures are known, what every official file calls them, and which are never read.

Settled rule 15: origin or nationality of inhabitants is never an indicator. `is_about_origin` says which columns
that concerns; an official file has them and they are left unread, in a table of a gemeente such a column is a fault.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from geodata.words import plain

# OData and StatLine number their columns, and the numbers shift from year to year.
_SERIAL = re.compile(r"_\d{1,3}$")
_UNIT = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """One way to get a figure from the columns of a file: column ÷ (sum of the groups in `per`) × `times`.

    Columns are stems. Of `columns`, and of each group, the first that a file has counts; without groups nothing
    is divided.
    """

    columns: tuple[str, ...]
    per: tuple[tuple[str, ...], ...]
    times: float


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownIndicator:
    """A figure of which the meaning is fixed; `formulas` for the Kerncijfers, `score` for the Leefbaarometer."""

    name: str
    title: str
    unit: str
    note: str
    formulas: tuple[Formula, ...]
    score: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All that is known; `facts` has the stems per count of inhabitants and dwellings, `tables` the year of each."""

    indicators: tuple[KnownIndicator, ...]
    facts: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, int]
    refused: frozenset[str]
    refused_parts: tuple[str, ...]
    refused_words: frozenset[str]

    @property
    def stems(self) -> frozenset[str]:
        """Every stem that the Kerncijfers are read by."""
        formulas = [formula for indicator in self.indicators for formula in indicator.formulas]
        groups = [group for formula in formulas for group in (formula.columns, *formula.per)]
        return frozenset(stem for group in (*groups, *self.facts.values()) for stem in group)


def stem_of(heading: str) -> str:
    """What is always the same of a heading: `AantalInwoners_5`, `aantal_inwoners` and "Aantal inwoners" are one."""
    return plain(_SERIAL.sub("", heading.strip()))


def stems_of(heading: str) -> tuple[str, ...]:
    """The stems that a heading may be looked up by, best first: StatLine writes "Bevolking/Aantal inwoners (aantal)"."""
    last = re.split(r"[/|]", _UNIT.sub("", heading))[-1]
    return tuple(dict.fromkeys((stem_of(heading), stem_of(_UNIT.sub("", heading)), stem_of(last))))


def is_about_origin(heading: str) -> bool:
    """Whether a column tells the origin or nationality of inhabitants (settled rule 15)."""
    known = catalogue()
    spread = re.sub(r"([a-z])([A-Z])", r"\1 \2", heading)
    words = {plain(word) for word in re.split(r"[^\w]|_", spread)}
    return (
        any(stem in known.refused for stem in stems_of(heading))
        or any(part in plain(heading) for part in known.refused_parts)
        or not words.isdisjoint(known.refused_words)
    )


@cache
def catalogue() -> Catalogue:
    """The catalogue of `normen/indicatoren.toml`."""
    values = tomllib.loads((files("geodata") / "normen" / "indicatoren.toml").read_text(encoding="utf-8"))
    refused = values["geweigerd"]
    return Catalogue(
        indicators=tuple(_indicator(block) for block in values["indicator"]),
        facts={name: _stems(columns) for name, columns in values["feiten"].items()},
        tables=values["statline"],
        refused=frozenset(_stems(refused["kolommen"])),
        refused_parts=tuple(refused["woorden"]),
        refused_words=frozenset(refused["hele_woorden"]),
    )


@cache
def name_known_by(text: str) -> str | None:
    """The indicator that has this name or this title."""
    words = {plain(word): known.name for known in catalogue().indicators for word in (known.name, known.title)}
    return words.get(plain(text))


def _indicator(block: Mapping[str, Any]) -> KnownIndicator:
    return KnownIndicator(
        name=block["naam"],
        title=block["titel"],
        unit=block["eenheid"],
        note=block.get("toelichting", ""),
        formulas=tuple(_formula(way) for way in block.get("uit", ())),
        score=block.get("leefbaarometer", ""),
    )


def _formula(way: Mapping[str, Any]) -> Formula:
    groups = tuple(_stems(group) for group in way.get("delen_door", ()))
    return Formula(columns=_stems(way["kolommen"]), per=groups, times=float(way.get("keer", 1)))


def _stems(columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem_of(column) for column in columns))
