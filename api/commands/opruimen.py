"""`zachte-landing opruimen`: erase what is past its term; a running service does so every day."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import Any

from api.commands.store_choice import add_store, address_of, settings_of
from api.ticker import Ticker

DONE = 0


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Register the command."""
    parser = commands.add_parser("opruimen", help="wis wat langer bewaard is dan de bewaartermijn")
    parser.set_defaults(command=erase)
    add_store(parser)


def erase(chosen: argparse.Namespace) -> int:
    """Erase, and tell how much."""
    from api.store.opening import open_store  # noqa: PLC0415 - SQLAlchemy takes half a second to load
    from api.usecases.retain import retain  # noqa: PLC0415 - same

    settings = settings_of(chosen)
    with closing(open_store(address_of(settings, chosen.folder))) as store, Ticker("Opruimen"):
        erased = retain(store, settings)
    for kind, count in erased.counts.items():
        print(f"{count:6} × {kind}")
    print(
        f"Gewist wat ouder was dan {settings.retention_days} dagen. Het logboek is gebleven."
        if erased.counts
        else "Er was niets te wissen."
    )
    return DONE
