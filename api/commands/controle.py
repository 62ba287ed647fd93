"""`zachte-landing controle`: whether what a service keeps is what was written."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from typing import Any

from api.commands.store_choice import add_store, kept_store
from api.ticker import Ticker

WELL, WRONG = 0, 1


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Register the command."""
    parser = commands.add_parser("controle", help="controleer het logboek en wat de dienst bewaart")
    parser.set_defaults(command=check)
    parser.add_argument(
        "--kop", dest="entry", default="", metavar="KENMERK",
        help="een kenmerk dat u eerder bewaarde: die regel moet nog in het logboek staan",
    )  # fmt: skip
    add_store(parser)


def check(chosen: argparse.Namespace) -> int:
    """Tell what is wrong; the exit code says whether anything is."""
    from api.usecases.check_store import check_store  # noqa: PLC0415 - pandas takes a second to load

    with closing(kept_store(chosen)) as store, Ticker("De opslag controleren"):
        checked = check_store(store, chosen.entry)
    for sentence in checked.wrong:
        print(sentence, file=sys.stderr)
    print(f"Laatste regel van het logboek: {checked.audit_seq}, kenmerk {checked.audit_hash}")
    if checked.wrong:
        print("Er klopt iets niet. Bewaar dit bestand en de reservekopieën, en vraag de beheerder.", file=sys.stderr)
        return WRONG
    print("Alles is zoals het geschreven is. Bewaar het kenmerk ergens anders en geef het later mee met --kop.")
    return WELL
