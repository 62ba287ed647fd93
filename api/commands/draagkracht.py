"""`zachte-landing draagkracht`: how the cap of every wijk was proposed, on the screen or as a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.ticker import Ticker
from optimizer.errors import Fault, InvalidInput

if TYPE_CHECKING:
    from api.usecases.derive_caps import DerivedCaps

DONE = 0
KINDS = (".xlsx", ".csv")


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Register the command."""
    deriving = commands.add_parser("draagkracht", help="laat zien hoe de grens van elke wijk is voorgesteld")
    deriving.set_defaults(command=draagkracht)
    deriving.add_argument(
        "region", type=Path, nargs="?", metavar="REGIO-MAP", help="een map met uw eigen regio (standaard Drenthe)"
    )
    deriving.add_argument("--wijk", dest="wijk", metavar="CODE", help="de hele afleiding van één wijk, zoals WK010600")
    deriving.add_argument(
        "--gevoeligheid",
        dest="sensitivity",
        action="store_true",
        help="welke wijken met een andere keuze van klasse wisselen",
    )
    deriving.add_argument(
        "--uit", dest="out", type=Path, metavar="BESTAND", help="schrijf alles in een werkboek (.xlsx) of een .csv"
    )


def draagkracht(chosen: argparse.Namespace) -> int:
    """Derive, and show or write."""
    from api.reports.derivation import overview_lines, sensitivity_lines, wijk_lines  # noqa: PLC0415 - pandas takes a second to load
    from api.usecases.derive_caps import derive_caps  # noqa: PLC0415 - same

    _check(chosen.out)
    with Ticker("De draagkracht afleiden"):
        caps = derive_caps(chosen.region)
    if chosen.wijk is not None:
        lines = wijk_lines(caps, chosen.wijk)
    elif chosen.sensitivity:
        lines = sensitivity_lines(caps)
    else:
        lines = overview_lines(caps)
    for line in lines:
        print(line)
    if chosen.out is not None:
        _write(caps, chosen.out)
    return DONE


def _check(out: Path | None) -> None:
    if out is not None and out.suffix.lower() not in KINDS:
        raise InvalidInput([Fault(("--uit",), f"'{out}'", "een bestand dat eindigt op .xlsx of .csv")])


def _write(caps: DerivedCaps, out: Path) -> None:
    from api.reports.derivation_file import as_csv, as_document  # noqa: PLC0415 - see draagkracht
    from api.reports.xlsx import write  # noqa: PLC0415 - same

    content = write(as_document(caps)) if out.suffix.lower() == ".xlsx" else as_csv(caps)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise InvalidInput([Fault(("--uit",), f"'{out}', waar niets te schrijven is", "een ander bestand")]) from error
    print(f"\nGeschreven: {out}")
