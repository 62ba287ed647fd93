"""Where a command gets its round: a kept one, or tables beside a region; the same choices for each command."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from api.ticker import Ticker

if TYPE_CHECKING:
    from api.usecases.read_in import Source
    from api.usecases.take_in import TakenIn

CHOICES = (
    (
        "--beleid", "policy", "BESTAND.toml",
        "beleid en periode; zonder geldt beleid.toml in de map met tabellen of de regio, en anders een voorbeeld",
    ),
    ("--regio", "region", "MAP", "een map met uw eigen regio (standaard de meegeleverde)"),
    (
        "--kolommen", "columns", "BESTAND.json",
        "wat de koppen van deze leverancier betekenen; wordt gemaakt als het er niet is, en daarna gebruikt",
    ),
)  # fmt: skip
ROUND_HELP = "een ronde (.json), of tabellen: een map of een werkboek (.xlsx, .xlsm, .ods, .csv), naast een regio"


def add_choices(parser: argparse.ArgumentParser) -> None:
    """What may be said of tables."""
    for flag, name, shown, text in CHOICES:
        parser.add_argument(flag, dest=name, type=Path, metavar=shown, help=text)
    parser.add_argument("--deels", dest="partly", action="store_true", help="laat rijen met een fout weg, en zeg welke")
    add_boundaries(parser)


def add_boundaries(parser: argparse.ArgumentParser) -> None:
    """The boundary file."""
    parser.add_argument(
        "--grenzen", dest="boundaries", type=Path, metavar="BESTAND",
        help="CBS-grenzen: wijken voor de kaart (zonder is die schematisch), buurten om punten te plaatsen",
    )  # fmt: skip


def source_of(path: Path, chosen: argparse.Namespace) -> Source:
    """What was handed in."""
    from api.usecases.read_in import Source  # noqa: PLC0415 - pandas takes a second to load

    return Source(
        round=path,
        policy=chosen.policy,
        region=chosen.region,
        columns=chosen.columns,
        boundaries=chosen.boundaries,
    )


def taken_in(path: Path, chosen: argparse.Namespace) -> TakenIn:
    """The round at a path; tells on standard error how tables were read. Raises InvalidInput."""
    from api.usecases.take_in import take_in  # noqa: PLC0415 - pandas takes a second to load

    with Ticker(f"{path} lezen"):
        taken = take_in(source_of(path, chosen), partly=chosen.partly)
    for line in taken.told():
        print(line, file=sys.stderr)
    return taken


def boundaries_of(chosen: argparse.Namespace) -> Path | None:
    """The boundary file that was given, or else the one that lies in the user's own region."""
    from api.usecases.draw import wijken_of_region  # noqa: PLC0415 - pandas takes a second to load

    if chosen.boundaries is None and chosen.region is not None:
        return wijken_of_region(chosen.region)
    given: Path | None = chosen.boundaries
    return given
