"""`zachte-landing regio`: a region folder from official files in one go."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from api.dutch_arguments import DutchParser
from api.ticker import Ticker

DONE = 0


def add(commands: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """Register `regio` and what it can do."""
    parser = commands.add_parser("regio", help="maak een map met uw eigen regio uit bestanden van CBS")
    actions = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True, parser_class=DutchParser)
    making = actions.add_parser("maak", help="maak de map, met een verslag van wat er nog ontbreekt")
    making.set_defaults(command=make)
    making.add_argument("folder", type=Path, metavar="MAP", help="waar de regio komt: een nieuwe of lege map")
    making.add_argument(
        "--grenzen", dest="boundaries", type=Path, nargs="+", required=True, metavar="BESTAND",
        help="grenzen van gemeenten, wijken en buurten, in één bestand of in meer",
    )  # fmt: skip
    making.add_argument(
        "--cijfers", dest="figures", type=Path, nargs="+", default=[], metavar="BESTAND",
        help="cijfers per gebied: Kerncijfers, Leefbaarometer of een tabel van een gemeente",
    )  # fmt: skip
    making.add_argument(
        "--gemeenten", default="", metavar="LIJST", help="codes of namen met komma's ertussen (standaard alle)"
    )
    making.add_argument("--naam", dest="name", default="", metavar="NAAM", help="hoe de regio heet")
    making.add_argument("--jaar", dest="year", type=int, metavar="JAAR", help="van cijfers zonder jaar")
    making.add_argument("--bron", dest="source", metavar="BRON", help="van cijfers zonder bron")


def make(chosen: argparse.Namespace) -> int:
    """Make the folder and print the report."""
    from api.usecases.make_region import Wish, make_region, report  # noqa: PLC0415 - geopandas takes a second to load

    wish = Wish(
        folder=chosen.folder,
        boundaries=chosen.boundaries,
        figures=chosen.figures,
        municipalities=tuple(name.strip() for name in chosen.gemeenten.split(",") if name.strip()),
        name=chosen.name,
        year=chosen.year,
        source=chosen.source,
    )
    with Ticker("De regio maken"):
        made = make_region(wish)
    print("\n".join(report(made, wish)))
    print(f"\nGeschreven: {chosen.folder}. Verder met: zachte-landing draagkracht {chosen.folder}")
    return DONE
