"""A region as a folder of files, and the regions that come along with the product.

A folder holds CSV files named after their table, TOML files with tables of the Register as arrays
(`[[convenanten]]`), `beleid.toml`: the policy, the period and how load and distance count, and `draagkracht.toml`:
how a cap is proposed.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import pandas as pd

from geodata.columns import frame_of
from geodata.draagkracht.policy import DraagkrachtPolicy
from geodata.draagkracht.policy_file import read_draagkracht
from geodata.policy_file import amounts_of
from geodata.register import Register, register_of
from geodata.rules import Period, Rules, rules_of
from geodata.sheet_rows import read_rows
from geodata.tables import TABLES, faults_of, read_tables
from geodata.toml_file import DRAAGKRACHT_FILE, POLICY_FILE, TOML, faults_of_parts, label_in, read_toml, sheets_in
from optimizer.errors import Fault, InvalidInput
from optimizer.policy import Policy, RentAmounts

# The one region that comes along; nothing else knows its name.
BUNDLED = "drenthe"


def bundled(name: str = BUNDLED) -> Register:
    """The bundled region: facts with source and year, and examples that say so. No people, no dwellings."""
    return read_region(region_folder(name))


def read_rules(name: str = BUNDLED) -> Rules:
    """The example policy of the bundled region, with the period that it proposes."""
    return rules_of(POLICY_FILE, _toml(region_folder(name) / POLICY_FILE), national_amounts())


def national_amounts() -> tuple[RentAmounts, ...]:
    """The national amounts of passend toewijzen of all years that are known."""
    return amounts_of(_toml(files("geodata") / "normen" / "passend_toewijzen.toml"))


def read_policy(name: str = BUNDLED) -> Policy:
    """The example policy of the bundled region, with the national amounts of all years that are known."""
    return read_rules(name).policy


def read_period(name: str = BUNDLED) -> Period:
    """The period of a round that the bundled region proposes."""
    return read_rules(name).period


def bundled_draagkracht(name: str = BUNDLED) -> DraagkrachtPolicy:
    """The example of how caps are proposed in the bundled region."""
    return read_draagkracht((region_folder(name) / DRAAGKRACHT_FILE).read_bytes())


def region_folder(name: str = BUNDLED) -> Traversable:
    """The folder of a bundled region."""
    regions = files("geodata") / "regions"
    names = sorted(entry.name for entry in regions.iterdir() if entry.is_dir())
    if name not in names:
        raise InvalidInput([Fault(("regio",), f"'{name}'", "een van: " + ", ".join(names))])
    return regions / name


def read_region(folder: Traversable) -> Register:
    """The register of a region folder. Raises InvalidInput with the faults of all CSV files, or of all TOML files."""
    frames: dict[str, pd.DataFrame] = {}
    faults: list[Fault] = []
    tables = (file for file in folder.iterdir() if file.name.endswith(TOML) and file.name != DRAAGKRACHT_FILE)
    for file in sorted(tables, key=lambda file: file.name):
        values = _toml(file)
        faults += faults_of_parts(file.name, values)
        for sheet, heading in sheets_in(file.name, values):
            rows = read_rows(sheet, heading)
            frames[heading.table] = frame_of(TABLES[heading.table], rows.records)
            faults += (
                Fault((heading.table, label_in(file.name, number), column), found, expected)
                for number, column, found, expected in rows.misread
            )
    if faults:
        raise InvalidInput(faults)
    frames.update(read_tables(folder, frames))
    register = register_of(frames)
    faults = faults_of(register.frames())
    if faults:
        raise InvalidInput(faults)
    return register


def _toml(file: Traversable) -> dict[str, Any]:
    return read_toml(file.name, file.read_bytes())
