"""`zachte-landing reservekopie BESTAND`: all that a service keeps in one file, also while it runs."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from api.commands.store_choice import add_store, kept_store
from api.ticker import Ticker

DONE = 0


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Register the command."""
    parser = commands.add_parser(
        "reservekopie", help="bewaar alles van een dienst in één bestand, ook terwijl die draait"
    )
    parser.set_defaults(command=back_up)
    parser.add_argument("file", type=Path, metavar="BESTAND", help="waar de reservekopie komt")
    add_store(parser)


def back_up(chosen: argparse.Namespace) -> int:
    """Write the file, and tell by what it can be known."""
    from api.usecases.backup import back_up as write  # noqa: PLC0415 - SQLAlchemy takes half a second to load

    with closing(kept_store(chosen)) as store, Ticker("De reservekopie maken"):
        copied = write(store, chosen.file)
    print(f"Geschreven: {chosen.file} ({copied.size:,} bytes)".replace(",", "."))
    print(f"Laatste regel van het logboek: {copied.audit_seq}, kenmerk {copied.audit_hash}")
    print("In dit bestand staan gegevens van mensen. Bewaar het veilig en niet langer dan de bewaartermijn.")
    return DONE
