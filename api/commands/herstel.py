"""`zachte-landing herstel MAP`: repair a kept proposal after what happened since."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from api.commands.sources import add_choices, taken_in
from api.dutch_arguments import positive
from api.ticker import Ticker

DONE, CONFLICT = 0, 3
COMPARISON = "vergelijking.txt"
WHAT = (
    ("--geweigerd", "declined", "PERSOON=REDEN", "deze plaatsing gaat niet door; de reden is een code en mag weg"),
    ("--vervallen", "lost", "WONING", "deze woning vervalt"),
    ("--ingetrokken", "withdrawn", "PERSOON", "deze persoon is geen kandidaat meer"),
    ("--verstuurd", "sent", "PERSOON", "deze plaatsing is verstuurd en staat vast; 'alles' voor alle andere"),
    ("--akkoord", "agreed", "PERSOON", "de corporatie is akkoord, deze plaatsing staat vast"),
    ("--aangeboden", "offered", "PERSOON", "de woning is aangeboden, deze plaatsing staat vast"),
)


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Register the command."""
    parser = commands.add_parser("herstel", help="herstel een voorstel na een weigering of een andere verandering")
    parser.set_defaults(command=mend)
    parser.add_argument("folder", type=Path, metavar="MAP", help="een map met ronde.json en voorstel.json")
    for flag, name, shown, text in WHAT:
        parser.add_argument(flag, dest=name, nargs="+", action="extend", default=[], metavar=shown, help=text)
    parser.add_argument(
        "--nieuw", dest="newer", type=Path, metavar="RONDE",
        help="nieuwe tabellen of een nieuwere ronde (.json), met wie en wat er bij kwam",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, default=Path("herstel"), metavar="MAP", help="waar het komt (standaard herstel)"
    )
    parser.add_argument(
        "--tijd", dest="seconds", type=positive, metavar="SECONDEN", help="stop elke berekening na deze tijd"
    )
    add_choices(parser)


def mend(chosen: argparse.Namespace) -> int:
    """Two repairs, each in a folder, and what tells them apart."""
    from api.calculation import calculate_repair  # noqa: PLC0415 - see sources
    from api.texts.repair import repair_lines  # noqa: PLC0415 - same
    from api.usecases.keep import make_folder  # noqa: PLC0415 - same
    from api.usecases.mend import Said, events_of, read_kept, write_repair  # noqa: PLC0415 - same
    from optimizer.mend.next_round import renewed  # noqa: PLC0415 - same
    from optimizer.proposal import Status  # noqa: PLC0415 - same

    round_, proposal = read_kept(chosen.folder)
    events = events_of(Said(**{name: getattr(chosen, name) for _, name, _, _ in WHAT}), round_, proposal)
    newer = round_ if chosen.newer is None else renewed(round_, taken_in(chosen.newer, chosen).made.round)
    make_folder(chosen.out)
    found = calculate_repair(newer, proposal, events, replace(proposal.settings, time_limit=chosen.seconds))
    with Ticker("De kaarten en de werkboeken maken"):
        paths = write_repair(found, chosen.out, chosen.boundaries)
    told = "\n".join(repair_lines(proposal, events, found))
    (chosen.out / COMPARISON).write_text(f"{told}\n", encoding="utf-8")
    print(told)
    print(f"\nGeschreven: {', '.join(map(str, (*paths, chosen.out / COMPARISON)))}")
    print(f"Bekijk er een met: zachte-landing bekijk {paths[0]}")
    ended = (found.staying.proposal.status, found.moving.proposal.status)
    return CONFLICT if ended == (Status.CONFLICT, Status.CONFLICT) else DONE
