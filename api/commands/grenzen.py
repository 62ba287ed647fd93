"""`zachte-landing grenzen`: fetch boundaries of CBS, look what is in a file, compare two years."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.dutch_arguments import DutchParser, positive, web_address
from api.ticker import Ticker

if TYPE_CHECKING:
    from geodata.boundaries.read import Boundaries, Level

DONE = 0
LEVELS = ("gemeente", "wijk", "buurt")


def add(commands: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """Register `grenzen` and what it can do."""
    parser = commands.add_parser("grenzen", help="haal grenzen van CBS op, of bekijk en vergelijk ze")
    actions = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True, parser_class=DutchParser)

    fetching = actions.add_parser("ophalen", help="haal grenzen op bij PDOK en zet ze in één bestand")
    fetching.set_defaults(command=fetch)
    fetching.add_argument("--jaar", dest="year", type=positive, required=True, metavar="JAAR", help="van welk jaar")
    fetching.add_argument(
        "--gemeenten", required=True, metavar="LIJST", help="codes of namen met komma's ertussen, of: alle"
    )
    _add_level(fetching, "alleen deze gebieden (standaard alle drie)")
    fetching.add_argument("--out", type=Path, required=True, metavar="BESTAND.gpkg", help="waar het komt")
    fetching.add_argument("--opnieuw", dest="again", action="store_true", help="haal ook op wat al bewaard is")
    fetching.add_argument(
        "--bewaarmap", dest="kept", type=Path, metavar="MAP",
        help="waar antwoorden bewaard worden (standaard een map van u, of die in ZACHTE_LANDING_CACHE)",
    )  # fmt: skip
    fetching.add_argument(
        "--dienst", dest="service", type=web_address, metavar="ADRES", help="een andere dienst dan PDOK"
    )

    looking = actions.add_parser("bekijk", help="laat zien wat er in een bestand met grenzen staat")
    looking.set_defaults(command=look)
    looking.add_argument("file", type=Path, metavar="BESTAND", help="GeoPackage, GeoJSON, GML, shapefile of zip")

    comparing = actions.add_parser("vergelijk", help="laat zien welke gebieden veranderd zijn tussen twee jaren")
    comparing.set_defaults(command=compare)
    comparing.add_argument("old", type=Path, metavar="OUD", help="grenzen van het oude jaar")
    comparing.add_argument("new", type=Path, metavar="NIEUW", help="grenzen van het nieuwe jaar")
    _add_level(comparing, "alleen deze gebieden (standaard alle die in beide staan)")


def fetch(chosen: argparse.Namespace) -> int:
    """Fetch boundaries from PDOK into a GeoPackage."""
    from api.kept_answers import KeptAnswers, own_folder  # noqa: PLC0415 - geopandas takes a second to load
    from api.pdok import Pdok, Service, connect  # noqa: PLC0415 - same
    from api.usecases.fetch_boundaries import ALL, Wanted, fetch_boundaries  # noqa: PLC0415 - same
    from geodata.boundaries.read import Level  # noqa: PLC0415 - same

    names = tuple(name.strip() for name in chosen.gemeenten.split(",") if name.strip())
    wanted = Wanted(
        year=chosen.year,
        gemeenten=() if names == (ALL,) else names,
        levels=(Level(chosen.level),) if chosen.level else tuple(Level),
        again=chosen.again,
    )
    service = Service() if chosen.service is None else Service(api=chosen.service, wfs=chosen.service)
    kept = KeptAnswers(chosen.kept or own_folder())
    with Ticker("Grenzen ophalen bij PDOK") as ticker, connect(service) as client:
        fetched = fetch_boundaries(wanted, chosen.out, Pdok(service, client), kept, ticker.show)
    _say(fetched.told)
    for boundaries in fetched.boundaries:
        print(_in_short(boundaries))
    print(f"Geschreven: {chosen.out}. Bron: CBS en Kadaster, via PDOK.")
    return DONE


def look(chosen: argparse.Namespace) -> int:
    """Tell what boundaries a file has, and what was repaired or left out."""
    from geodata.boundaries.read import levels_in, read_boundaries  # noqa: PLC0415 - see fetch

    for level in levels_in(chosen.file):
        boundaries = read_boundaries(chosen.file, level)
        print(_in_short(boundaries))
        for remark in boundaries.remarks:
            print(f"  {remark}")
    return DONE


def compare(chosen: argparse.Namespace) -> int:
    """Tell what changed between the boundaries of two years."""
    from geodata.boundaries.change_texts import sentence  # noqa: PLC0415 - same
    from geodata.boundaries.changes import changes_between  # noqa: PLC0415 - same
    from geodata.boundaries.names import MANY  # noqa: PLC0415 - same
    from geodata.boundaries.read import read_boundaries  # noqa: PLC0415 - see fetch

    for level in _shared_levels(chosen):
        old, new = (read_boundaries(path, level) for path in (chosen.old, chosen.new))
        changes = changes_between(old, new)
        count = {0: "geen verandering", 1: "1 verandering"}.get(len(changes), f"{len(changes)} veranderingen")
        print(f"{MANY[level]}, {old.year or chosen.old.name} naast {new.year or chosen.new.name}: {count}")
        for change in changes:
            print(f"  {sentence(change)}")
    return DONE


def _shared_levels(chosen: argparse.Namespace) -> tuple[Level, ...]:
    from geodata.boundaries.names import MANY  # noqa: PLC0415 - same
    from geodata.boundaries.read import Level, levels_in  # noqa: PLC0415 - see fetch
    from optimizer.errors import Fault, InvalidInput  # noqa: PLC0415 - same

    if chosen.level:
        return (Level(chosen.level),)
    old, new = levels_in(chosen.old), levels_in(chosen.new)
    shared = tuple(level for level in old if level in new)
    if not shared:
        found = f"{_listed(MANY[level] for level in new)}, naast {_listed(MANY[level] for level in old)}"
        raise InvalidInput([Fault((chosen.new.name,), found, "twee bestanden met dezelfde soort gebieden")])
    return shared


def _in_short(boundaries: Boundaries) -> str:
    from geodata.boundaries.names import MANY  # noqa: PLC0415 - see fetch

    areas = boundaries.areas
    size = f"{areas.geometry.area.sum() / 1e6:,.0f}".replace(",", ".")
    count = areas["gemeentecode"].nunique()
    where = "1 gemeente" if count == 1 else f"{count} gemeenten"
    year = boundaries.year or "jaar onbekend"
    return f"{MANY[boundaries.level]} ({year}): {len(areas)}, in {where}, samen {size} km² land"


def _listed(names: Iterable[str]) -> str:
    return " en ".join(names)


def _add_level(parser: DutchParser, text: str) -> None:
    parser.add_argument("--niveau", dest="level", choices=LEVELS, metavar="|".join(LEVELS), help=text)


def _say(sentences: Iterable[str]) -> None:
    for line in sentences:
        print(line, file=sys.stderr)
