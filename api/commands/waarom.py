"""`zachte-landing waarom`: why this dwelling, why none, and what would help."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.dutch_arguments import positive
from api.stopping import Stopping
from api.ticker import Ticker
from optimizer.errors import Fault, InvalidInput

if TYPE_CHECKING:
    from api.pages.book import Book
    from api.usecases.propose import Answer

# Seconds for one calculation that somebody waits for.
PATIENCE = 10
DONE = 0


def add(commands: Any) -> None:  # noqa: ANN401 - argparse names this type privately
    """Add the command to the others."""
    asking = commands.add_parser("waarom", help="waarom deze woning, waarom geen, en wat zou helpen")
    asking.set_defaults(command=why)
    asking.add_argument("who", nargs="?", metavar="PERSOON|WONING", help="over wie of welke woning")
    asking.add_argument("--map", dest="folder", type=Path, default=Path("out"), metavar="MAP", help="(standaard out)")
    asking.add_argument(
        "--tijd",
        dest="seconds",
        type=positive,
        default=PATIENCE,
        metavar="SECONDEN",
        help=f"hoe lang elke nieuwe berekening mag duren (standaard {PATIENCE})",
    )
    asking.add_argument(
        "--in",
        dest="home",
        metavar="WONING",
        help="wat het hele voorstel wordt als deze persoon die woning moet krijgen",
    )
    asking.add_argument("--loting", dest="lottery", action="store_true", help="laat de loting zien, om over te doen")
    asking.add_argument(
        "--alles", dest="everything", action="store_true", help="reken alles na, en zet het in de map bij het voorstel"
    )


def why(chosen: argparse.Namespace) -> int:
    """Answer about one person or dwelling, show the lottery, or work everything out."""
    from api.pages.book import Book  # noqa: PLC0415 - pandas and the solver take a second to load
    from api.shown import Shown  # noqa: PLC0415 - same
    from api.usecases.keep import read_checked  # noqa: PLC0415 - same

    if sum((chosen.who is not None, chosen.lottery, chosen.everything)) != 1:
        raise InvalidInput([Fault(("waarom",), "geen of meer vragen", "een persoon of woning, --loting of --alles")])
    answer = read_checked(chosen.folder)
    if chosen.everything:
        return _everything(answer, chosen)
    shown = Shown(
        round=answer.round, proposal=answer.proposal, practice=None, map_html="", explanations=answer.explanations
    )
    print(_about(Book(shown), chosen))
    return DONE


def _about(book: Book, chosen: argparse.Namespace) -> str:
    from api.texts.explanations import of_dwelling, of_lottery, of_placed  # noqa: PLC0415 - see why

    if chosen.lottery:
        return of_lottery(book)
    if chosen.home is not None:
        return _price(book, chosen)
    if chosen.who in book.placements:
        return of_placed(book, chosen.who)
    if chosen.who in book.unplaced:
        return _about_unplaced(book, chosen)
    if chosen.who in book.homes:
        return of_dwelling(book, chosen.who)
    if chosen.who in book.claim_of:
        return f"{chosen.who} heeft al een plaatsing die nog loopt: {book.claim_of[chosen.who].dwelling}."
    raise InvalidInput([Fault(("waarom",), f"'{chosen.who}'", "een persoon of woning uit deze ronde")])


def _price(book: Book, chosen: argparse.Namespace) -> str:
    """The whole calculation with this pair fixed."""
    from api.texts.explanations import of_price  # noqa: PLC0415 - see why
    from optimizer.why.resolving import price_of  # noqa: PLC0415 - same

    if chosen.who not in book.people or chosen.home not in book.homes or book.prepared is None:
        found = f"'{chosen.who}' in '{chosen.home}'"
        raise InvalidInput([Fault(("waarom",), found, "een persoon en een woning uit een ronde met een voorstel")])
    with Ticker("Narekenen"):
        price = price_of(book.round, book.proposal, chosen.who, chosen.home, chosen.seconds)
    return of_price(book, chosen.who, chosen.home, price)


def _about_unplaced(book: Book, chosen: argparse.Namespace) -> str:
    """What would help is calculated again, unless that was done before."""
    from api.texts.explanations import of_unplaced  # noqa: PLC0415 - see why
    from optimizer.why.resolving import smallest_resolved  # noqa: PLC0415 - same

    hope = book.hope(chosen.who)
    if hope is None:
        raise InvalidInput([Fault(("waarom",), "een ronde waarin wat vastligt botst", "een ronde met een voorstel")])
    if hope.openings and all(opening.resolved is None for opening in hope.openings):
        with Ticker("Narekenen wat zou helpen"):
            openings = smallest_resolved(book.round, book.proposal, hope.openings, chosen.seconds)
        hope = replace(hope, openings=openings)
    return of_unplaced(book, hope)


def _everything(answer: Answer, chosen: argparse.Namespace) -> int:
    from api.usecases.draw_loads import drawn_again  # noqa: PLC0415 - same
    from api.usecases.explain import explained  # noqa: PLC0415 - see why
    from api.usecases.keep import read_loads_map, write_explanations  # noqa: PLC0415 - same
    from optimizer.proposal import Status  # noqa: PLC0415 - same

    if answer.proposal.status is Status.CONFLICT:
        raise InvalidInput([Fault(("waarom",), "een ronde waarin wat vastligt botst", "een ronde met een voorstel")])
    with Ticker("Alles narekenen") as ticker, Stopping() as stopping:
        stopping.ready = True
        told = explained(
            answer, chosen.seconds, lambda number, of: ticker.show(f"{number} van {of}"), lambda: stopping.asked
        )
    if stopping.asked:
        print("Gestopt: wat tot dan toe is nagerekend, is bewaard.", file=sys.stderr)
    written = write_explanations(told, drawn_again(told, read_loads_map(chosen.folder)), chosen.folder)
    print(f"Geschreven in {chosen.folder}: {', '.join(written)}")
    return DONE
