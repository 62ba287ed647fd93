"""What can be wrong with a row of the table `indicatoren`, wherever it came from."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from geodata.indicators.catalogue import is_about_origin
from geodata.tables_region import IndicatorStatus
from optimizer.errors import Fault

TABLE = "indicatoren"
# The heading is row 1.
FIRST_ROW = 2


def faults_of_indicators(frame: pd.DataFrame) -> Iterator[Fault]:
    """A figure that says that it is not known, one that is missing without a reason, and figures on origin.

    Settled rule 15: origin or nationality of inhabitants is never an indicator.
    """
    known = frame["status"].fillna(IndicatorStatus.BEKEND.value) == IndicatorStatus.BEKEND.value
    has = frame["waarde"].notna()
    for at in (known & ~has).to_numpy().nonzero()[0].tolist():
        yield Fault(_path(at, "waarde"), "niets", "een getal, of bij status waarom het er niet is")
    for at in (~known & has).to_numpy().nonzero()[0].tolist():
        expected = f"'{IndicatorStatus.BEKEND}', of een lege waarde"
        yield Fault(_path(at, "status"), f"'{frame['status'].iloc[at]}' bij een waarde", expected)
    refused = {name for name in frame["indicator"].dropna().unique() if is_about_origin(name)}
    for at in frame["indicator"].isin(refused).to_numpy().nonzero()[0].tolist():
        found = f"'{frame['indicator'].iloc[at]}'"
        yield Fault(_path(at, "indicator"), found, "een cijfer dat niet over herkomst of nationaliteit gaat")


def _path(at: int, column: str) -> tuple[str, ...]:
    return (TABLE, f"rij {at + FIRST_ROW}", column)
