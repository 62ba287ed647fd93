"""`zachte-landing terugzetten BESTAND`: a backup back in a folder or a database, of either kind."""

from __future__ import annotations

import argparse
import os
from contextlib import closing
from pathlib import Path
from typing import Any

from api.commands.store_choice import add_store, address_of
from api.ticker import Ticker

DONE = 0


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Register the command."""
    parser = commands.add_parser("terugzetten", help="zet een reservekopie terug; stop eerst de dienst")
    parser.set_defaults(command=put_back)
    parser.add_argument("file", type=Path, metavar="BESTAND", help="de reservekopie")
    parser.add_argument(
        "--vervang",
        dest="replace",
        action="store_true",
        help="ook als er al gegevens staan; die blijven ernaast bewaard",
    )
    add_store(parser)


def put_back(chosen: argparse.Namespace) -> int:
    """Put it back, and tell what came back."""
    from api.folder_lock import alone_in  # noqa: PLC0415 - see reservekopie
    from api.settings import read_settings  # noqa: PLC0415 - same
    from api.store.database import Store  # noqa: PLC0415 - same
    from api.usecases.restore import put_back_backup  # noqa: PLC0415 - same

    url = address_of(read_settings(chosen.settings, os.environ), chosen.folder)
    with alone_in(chosen.folder), closing(Store(url)) as store, Ticker("De reservekopie terugzetten"):
        done = put_back_backup(store, chosen.file, keep=chosen.replace)
    print(
        f"Teruggezet: de reservekopie van {done.made_at}, {sum(done.rows.values())} rijen in {len(done.rows)} tabellen."
    )
    print(f"Laatste regel van het logboek toen: {done.audit_seq}, kenmerk {done.audit_hash}")
    print("Iedereen meldt zich opnieuw aan. Berekeningen die niet klaar waren, beginnen opnieuw.")
    return DONE
