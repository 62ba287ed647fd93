"""Why somebody declines: the codes of VERA where it has them, and a few of our own."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from optimizer.events import Decliner, Refusal

UNKNOWN = "ONBEKEND"


@cache
def refusals() -> Mapping[str, Refusal]:
    """Every reason by its code, with who gives it, whether it counts as a refused offer and whether it follows from papers."""
    text = (files("geodata") / "normen" / "weigeringsredenen.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["code"]: Refusal(
            code=row["code"],
            name=row["naam"],
            by=Decliner(row["door"]),
            counts=row["telt"] == "ja",
            documented=row["uit_stukken"] == "ja",
        )
        for row in rows
    }
