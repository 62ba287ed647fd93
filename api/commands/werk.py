"""`zachte-landing werk`: a worker that does calculations for a service elsewhere, on the same database."""

from __future__ import annotations

import argparse
import os
from typing import Any

from api.dutch_arguments import positive
from api.jobs.pace import DATABASE, SILENCE_SECONDS
from optimizer.errors import Fault, InvalidInput


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Register the command."""
    parser = commands.add_parser("werk", help="doe berekeningen voor een dienst die op een andere machine draait")
    parser.set_defaults(command=work_for_service)
    parser.add_argument(
        "--stilte", dest="silence", type=positive, default=SILENCE_SECONDS, metavar="SECONDEN",
        help="neem een berekening over als haar rekenproces zo lang niets laat horen (standaard 15)",
    )  # fmt: skip


def work_for_service(chosen: argparse.Namespace) -> int:
    """Work until a signal ends it."""
    from api.jobs.worker import leave_on_signals, work  # noqa: PLC0415 - see sources

    url = os.environ.get(DATABASE, "")
    if not url:
        raise InvalidInput([Fault((DATABASE,), "niets", "het adres van de database van de dienst")])
    print("Een rekenproces is begonnen. Ctrl-C stopt het; een ander doet dan wat het onder handen had.", flush=True)
    work(url, chosen.silence, leave_on_signals())
