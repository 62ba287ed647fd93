"""Where a command gets its round: a kept one, or tables beside a region; the same choices for each command."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from api.ticker import Ticker

if TYPE_CHECKING:
    from optimizer.round import Round

CHOICES = (
    ("--beleid", "policy", "BESTAND.toml", "beleid en periode, bij tabellen"),
    ("--regio", "region", "MAP", "een map met uw eigen regio, bij tabellen (standaard Drenthe)"),
    ("--kolommen", "columns", "BESTAND.json", "wat de koppen van deze leverancier betekenen"),
)


def add_choices(parser: argparse.ArgumentParser) -> None:
    """What may be said of tables."""
    for flag, name, shown, text in CHOICES:
        parser.add_argument(flag, dest=name, type=Path, metavar=shown, help=text)
    parser.add_argument("--deels", dest="partly", action="store_true", help="laat rijen met een fout weg, en zeg welke")


def round_at(path: Path, chosen: argparse.Namespace) -> Round:
    """The round at a path; tells on standard error how tables were read. Raises InvalidInput."""
    from api.usecases.read_in import Source  # noqa: PLC0415 - pandas takes a second to load
    from api.usecases.take_in import take_in  # noqa: PLC0415 - same

    source = Source(round=path, policy=chosen.policy, region=chosen.region, columns=chosen.columns)
    with Ticker(f"{path} lezen"):
        taken = take_in(source, partly=chosen.partly)
    for line in taken.told():
        print(line, file=sys.stderr)
    return taken.made.round
