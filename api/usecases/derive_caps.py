"""Derive the caps of a region, and put what was decided beside what is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geodata.draagkracht.derive import derive
from geodata.draagkracht.derived import Derived
from geodata.draagkracht.policy import DraagkrachtPolicy
from geodata.limits_in_force import rows_in_force
from geodata.own_region import bundled_region, own_region
from geodata.register import Register
from geodata.toml_file import DRAAGKRACHT_FILE
from optimizer.agreements import LimitKind
from optimizer.errors import Fault, InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedCaps:
    """The derivations of a region, with its tables, on a day; `decided`: the cap by wijk, where a decision holds on it.

    `heaviest`: how much somebody with heavy care counts; `towns`: the names of the gemeenten.
    """

    region: str
    register: Register
    policy: DraagkrachtPolicy
    on: date
    derived: tuple[Derived, ...]
    decided: Mapping[str, int]
    heaviest: int
    towns: Mapping[str, str]


def derive_caps(folder: Path | None) -> DerivedCaps:
    """The caps of a region in a folder, or of the bundled one. Raises InvalidInput with every fault."""
    region = own_region(folder) if folder is not None else bundled_region()
    if region.draagkracht is None:
        where = f"{folder.resolve().name}/{DRAAGKRACHT_FILE}" if folder is not None else DRAAGKRACHT_FILE
        raise InvalidInput([Fault((where,), "niets", "een bestand dat zegt hoe een grens wordt voorgesteld")])
    start = region.rules.period.start
    rows = rows_in_force(region.register, start).values()
    return DerivedCaps(
        region=region.name,
        register=region.register,
        policy=region.draagkracht,
        on=start,
        derived=derive(region.register, region.draagkracht, start),
        decided={row["gebied"]: row["grens"] for row in rows if row["soort"] == LimitKind.STAND},
        heaviest=region.rules.policy.care_weights.zwaar,
        towns=dict(zip(region.register.gemeenten["code"], region.register.gemeenten["naam"], strict=True)),
    )
