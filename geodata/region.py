"""A region as a folder of files, and the regions that come along with the product.

A folder holds CSV files named after their table, TOML files with tables of the Register as arrays
(`[[convenanten]]`), and `beleid.toml`: the policy, the period and how load and distance count.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import pandas as pd

from geodata.draagkracht import CapRule, IncomeStep
from geodata.policy_file import amounts_of, policy_of
from geodata.register import Register, register_of
from geodata.tables import TABLES, faults_of, read_cells, read_tables, text_of
from optimizer.errors import Fault, InvalidInput
from optimizer.policy import Policy

POLICY_FILE = "beleid.toml"
# What beleid.toml holds besides tables of the Register.
POLICY_PARTS = ("bron", "jaar", "beleid", "periode", "grensregel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last day of a round."""

    start: date
    end: date


def bundled(name: str = "drenthe") -> Register:
    """The bundled region: facts with source and year, and examples that say so. No people, no dwellings."""
    return read_register(region_folder(name))


def read_policy(name: str = "drenthe") -> Policy:
    """The example policy of the bundled region, with the national amounts of all years that are known."""
    return policy_of(_toml(region_folder(name) / POLICY_FILE).get("beleid", {}), amounts_of(_toml(_norms())))


def read_period(name: str = "drenthe") -> Period:
    """The period of a round that the bundled region proposes."""
    part = _toml(region_folder(name) / POLICY_FILE)["periode"]
    return Period(start=part["begin"], end=part["eind"])


def read_cap_rule(name: str = "drenthe") -> CapRule:
    """The rule from which the example caps per wijk of the bundled region were derived."""
    part = _toml(region_folder(name) / POLICY_FILE)["grensregel"]
    return CapRule(**{**part, "low_income": tuple(IncomeStep(**step) for step in part["low_income"])})


def region_folder(name: str) -> Traversable:
    """The folder of a bundled region."""
    regions = files("geodata") / "regions"
    names = sorted(entry.name for entry in regions.iterdir() if entry.is_dir())
    if name not in names:
        raise InvalidInput([Fault(("regio",), f"'{name}'", "een van: " + ", ".join(names))])
    return regions / name


def read_register(folder: Traversable) -> Register:
    """The register of a region folder. Raises InvalidInput with the faults of all CSV files, or of all TOML files."""
    frames: dict[str, pd.DataFrame] = {}
    faults: list[Fault] = []
    for file in sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name):
        read, found = _frames_in(file)
        frames.update(read)
        faults += found
    if faults:
        raise InvalidInput(faults)
    frames.update(read_tables(folder, frames))
    register = register_of(frames)
    faults = faults_of(register.frames())
    if faults:
        raise InvalidInput(faults)
    return register


def _frames_in(file: Traversable) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    frames: dict[str, pd.DataFrame] = {}
    faults: list[Fault] = []
    for name, part in _toml(file).items():
        if name in TABLES:
            rows = [{key: text_of(value) for key, value in row.items()} for row in part]
            frames[name], found = read_cells(TABLES[name], rows)
            unknown = sorted({key for row in rows for key in row} - set(TABLES[name].names))
            faults += [
                *found,
                *(
                    Fault((name, key), "een kolom die niet bekend is", "een van: " + ", ".join(TABLES[name].names))
                    for key in unknown
                ),
            ]
        elif name not in POLICY_PARTS:
            faults.append(
                Fault(
                    (file.name, name),
                    "een onderdeel dat niet bekend is",
                    "een van: " + ", ".join((*POLICY_PARTS, *TABLES)),
                )
            )
    return frames, faults


def _norms() -> Traversable:
    return files("geodata") / "normen" / "passend_toewijzen.toml"


def _toml(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(
            [Fault((file.name,), f"tekst die niet te lezen is ({error})", "een TOML-bestand in UTF-8")]
        ) from None
