"""The files beside the tables in which places are looked up, by their names."""

from __future__ import annotations

import re
from pathlib import Path

BOUNDARIES = "grenzen.gpkg"
LOCAL_AREAS = ("gebieden.gpkg", "lokale_gebieden.geojson")
POSTCODES = re.compile(r"pc6hnr.*\.csv", re.IGNORECASE)


def boundaries_in(folder: Path) -> Path | None:
    """The boundary file of a region folder, where it has one."""
    file = folder / BOUNDARIES
    return file if file.is_file() else None


def is_postcode_table(name: str) -> bool:
    """Whether a file is the address table of CBS."""
    return POSTCODES.fullmatch(name) is not None


def is_place_file(name: str) -> bool:
    """Whether a file is one of these, and so no table of the Register."""
    return name == BOUNDARIES or name in LOCAL_AREAS or is_postcode_table(name)
