"""`zachte-landing neem-op BRON`: a supplier's tables into the register of a service."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from api.commands.store_choice import add_store, address_of, settings_of
from api.ticker import Ticker

DONE = 0


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Register the command."""
    parser = commands.add_parser("neem-op", help="neem tabellen op in het register van een dienst")
    parser.set_defaults(command=take_in)
    parser.add_argument("source", type=Path, metavar="BRON", help="een map of een werkboek (.xlsx, .xlsm, .ods, .csv)")
    parser.add_argument("--reden", dest="motivation", default="", metavar="TEKST", help="waarom, voor de geschiedenis")
    parser.add_argument(
        "--kolommen",
        dest="columns",
        type=Path,
        metavar="BESTAND.json",
        help="wat de koppen van deze leverancier betekenen",
    )
    parser.add_argument("--deels", dest="partly", action="store_true", help="laat rijen met een fout weg, en zeg welke")
    add_store(parser, "--in")


def take_in(chosen: argparse.Namespace) -> int:
    """Take them in, and tell what became of them."""
    from api.access.desk import Desk  # noqa: PLC0415 - SQLAlchemy and pandas take a second to load
    from api.access.identity import SYSTEM  # noqa: PLC0415 - same
    from api.store.opening import open_store  # noqa: PLC0415 - same
    from api.usecases.importing import import_tables  # noqa: PLC0415 - same
    from api.usecases.read_in import Source  # noqa: PLC0415 - same

    source = Source(round=chosen.source, columns=chosen.columns)
    url = address_of(settings_of(chosen), chosen.folder)
    with closing(open_store(url)) as store, Ticker(f"{chosen.source} opnemen"):
        done = import_tables(Desk(store, SYSTEM), source, partly=chosen.partly, motivation=chosen.motivation)
    for line in done.told:
        print(line, file=sys.stderr)
    for table in done.tables:
        stays = f", {len(table.missing)} niet in het bestand en gebleven" if table.missing else ""
        print(f"{table.name}: {table.added} erbij, {table.changed} gewijzigd, {table.same} gelijk{stays}")
    for document in done.documents:
        print(f"{document}: opgenomen")
    return DONE
