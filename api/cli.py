"""The command `zachte-landing`.

Exit codes: 0 done; 1 the calculation failed or the check objects; 2 wrong use or wrong input, nothing written; 3 what lies
fixed contradicts itself, so there is no proposal (the files say why); 4 a service on the internet gave no answer;
130 stopped by Ctrl-C before there was a proposal.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands import (
    controle,
    draagkracht,
    grenzen,
    herstel,
    neem_op,
    opruimen,
    regio,
    reservekopie,
    serve,
    terugzetten,
    toets,
    vergelijk,
    waarom,
    werk,
)
from api.commands.sources import ROUND_HELP, add_boundaries, add_choices, boundaries_of, source_of, taken_in
from api.dutch_arguments import DutchParser, positive
from api.ticker import Ticker
from optimizer.errors import Cancelled, Fault, InvalidInput, NoAnswer, RejectedProposal, ZachteLandingError
from optimizer.proposal import Settings, Status

if TYPE_CHECKING:
    from api.usecases.made import Made

DONE, OBJECTED, WRONG_INPUT, CONFLICT, UNREACHED, STOPPED = 0, 1, 2, 3, 4, 130

COMMANDS = (
    waarom, toets, herstel, vergelijk, grenzen, regio, draagkracht,
    serve, werk, neem_op, reservekopie, terugzetten, controle, opruimen,
)  # fmt: skip
Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the result is the exit code."""
    chosen = _parser().parse_args(arguments)
    try:
        return _run(chosen)
    except BrokenPipeError:
        # Whoever reads the output has enough of it, such as `| head`; Python would complain once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _run(chosen: argparse.Namespace) -> int:
    command: Command = chosen.command
    try:
        return command(chosen)
    except InvalidInput as error:
        for fault in error.faults:
            _complain(f"{fault.place()}: gevonden {fault.found}; verwacht {fault.expected}")
        _complain(
            f"{len(error.faults)} {'fout' if len(error.faults) == 1 else 'fouten'}. Er is verder niets geschreven."
        )
        return WRONG_INPUT
    except RejectedProposal as error:
        for objection in error.objections:
            _complain(objection)
        _complain("De controle keurt dit voorstel af.")
        return OBJECTED
    except NoAnswer as error:
        _complain(str(error))
        return UNREACHED
    except (KeyboardInterrupt, Cancelled):
        _complain("Gestopt.")
        return STOPPED
    except ZachteLandingError as error:
        _complain(f"Er ging iets mis in de berekening: {error}")
        return OBJECTED


def demo(chosen: argparse.Namespace) -> int:
    """Make and solve the synthetic round of Drenthe."""
    from api.usecases.demonstrate import demonstration  # noqa: PLC0415 - pandas and shapely take a second to load

    with Ticker("De ronde van Drenthe klaarzetten"):
        made = demonstration(chosen.seed)
    return _propose(made, chosen)


def solve(chosen: argparse.Namespace) -> int:
    """Solve a round from a file or from tables."""
    made = taken_in(chosen.round, chosen).made
    chosen.boundaries = boundaries_of(chosen)
    return _propose(made, chosen)


def verify(chosen: argparse.Namespace) -> int:
    """Check a proposal against its round."""
    from api.usecases.keep import read_both  # noqa: PLC0415 - see demo
    from optimizer.verify import verify as violations_in  # noqa: PLC0415 - same

    round_, proposal = read_both(chosen.round, chosen.proposal)
    violations = violations_in(round_, proposal)
    if violations:
        raise RejectedProposal(violation.message for violation in violations)
    print(f"Controle akkoord: {len(proposal.placements)} plaatsingen, {len(proposal.unplaced)} mensen niet geplaatst.")
    return DONE


def check(chosen: argparse.Namespace) -> int:
    """Tell what is known about a round before it is solved."""
    from api.texts.foresight import foresight  # noqa: PLC0415 - see demo
    from optimizer.outlook import outlook  # noqa: PLC0415 - same

    try:
        taken = taken_in(chosen.round, chosen)
    except InvalidInput as error:
        _hand_back(chosen, error.faults)
        raise
    _hand_back(chosen, taken.faults)
    round_ = taken.made.round
    with Ticker("De ronde nalopen"):
        known = outlook(round_)
    print(foresight(round_, known))
    return CONFLICT if known.clash.conflicts else DONE


def _hand_back(chosen: argparse.Namespace, faults: Sequence[Fault]) -> None:
    """Write the supplier's files with the faults marked, where somebody asked for that and there are any."""
    from api.usecases.hand_out import write_marked  # noqa: PLC0415 - see demo

    if chosen.marked is not None and faults:
        for path in write_marked(source_of(chosen.round, chosen), faults, chosen.marked):
            _complain(f"Met de fouten gemarkeerd: {path}")


def show(chosen: argparse.Namespace) -> int:
    """Show a kept proposal in the browser."""
    from api.usecases.show import show_folder  # noqa: PLC0415 - see demo

    try:
        # Flushed, for a script that waits for this line.
        show_folder(chosen.folder, chosen.port, lambda line: print(line, flush=True))
    except KeyboardInterrupt:
        print("Gestopt.")
    return DONE


def schema(chosen: argparse.Namespace) -> int:
    """Print the JSON Schema of a file format."""
    from api.wire import schema as schema_of  # noqa: PLC0415 - see demo

    print(json.dumps(schema_of(chosen.kind), ensure_ascii=False, indent=2))
    return DONE


def template(chosen: argparse.Namespace) -> int:
    """Write an empty workbook to fill in."""
    from api.usecases.hand_out import write_template  # noqa: PLC0415 - see demo

    write_template(chosen.file)
    print(f"Geschreven: {chosen.file}")
    return DONE


def _propose(made: Made, chosen: argparse.Namespace) -> int:
    """Solve, draw, write and tell. Everything that can be wrong is found before the calculation."""
    from api.calculation import calculate  # noqa: PLC0415 - see demo
    from api.texts.summary import summary  # noqa: PLC0415 - same
    from api.usecases.draw import draw, facilities_of, shapes_for  # noqa: PLC0415 - same
    from api.usecases.draw_loads import draw_for_coordinator  # noqa: PLC0415 - same
    from api.usecases.keep import make_folder, write_answer  # noqa: PLC0415 - same

    round_ = made.round
    shapes = shapes_for(round_, chosen.boundaries, made.register)
    make_folder(chosen.out)
    answer = calculate(round_, Settings(seed=chosen.lottery, time_limit=chosen.seconds))
    with Ticker("De kaarten en de werkboeken maken"):
        facilities = facilities_of(made.register, round_.start, round_.end) if made.register is not None else ()
        planner = draw(round_, answer.proposal, shapes, facilities)
        written = write_answer(answer, planner, draw_for_coordinator(answer, shapes), chosen.out)
    print(summary(answer))
    print(f"\nGeschreven in {chosen.out}: {', '.join(written)}")
    return CONFLICT if answer.proposal.status is Status.CONFLICT else DONE


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _parser() -> DutchParser:
    parser = DutchParser(prog="zachte-landing", description="Verdeelt uitstromers over woningen, met redenen erbij.")
    parser.add_argument(
        "--version", action="version", version=version("zachte-landing"), help="laat zien welke versie dit is"
    )
    commands = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True, parser_class=DutchParser)

    making = commands.add_parser("demo", help="bereken een synthetische ronde van Drenthe")
    making.set_defaults(command=demo)
    making.add_argument("--seed", type=int, default=1, metavar="N", help="zaad van de ronde (standaard 1)")
    add_boundaries(making)
    _add_output(making)

    solving = commands.add_parser("solve", help="bereken een ronde uit een bestand of uit tabellen")
    solving.set_defaults(command=solve)
    solving.add_argument("round", type=Path, metavar="RONDE", help=ROUND_HELP)
    add_choices(solving)
    _add_output(solving)

    looking = commands.add_parser("check", help="loop een ronde na voordat u hem berekent")
    looking.set_defaults(command=check)
    looking.add_argument("round", type=Path, metavar="RONDE", help=ROUND_HELP)
    add_choices(looking)

    looking.add_argument(
        "--nagekeken", dest="marked", type=Path, metavar="MAP", help="zet hier de tabellen met de fouten gemarkeerd"
    )

    checking = commands.add_parser("verify", help="controleer een voorstel bij zijn ronde")
    checking.set_defaults(command=verify)
    checking.add_argument("round", type=Path, metavar="RONDE.json", help="de ronde")
    checking.add_argument("proposal", type=Path, metavar="VOORSTEL.json", help="het voorstel")

    showing = commands.add_parser("bekijk", help="laat een voorstel zien in de browser, op deze computer")
    showing.set_defaults(command=show)
    showing.add_argument("folder", type=Path, nargs="?", default=Path("out"), metavar="MAP", help="(standaard out)")
    showing.add_argument("--port", type=int, default=8000, metavar="N", help="poort (standaard 8000)")

    handing = commands.add_parser("sjabloon", help="maak een leeg werkboek om in te vullen")
    handing.set_defaults(command=template)
    handing.add_argument("file", type=Path, metavar="BESTAND.xlsx", help="waar het komt")

    describing = commands.add_parser("schema", help="laat zien hoe een bestand in elkaar zit (JSON Schema)")
    describing.set_defaults(command=schema)
    describing.add_argument(
        "kind",
        choices=("round", "proposal", "explanations"),
        metavar="round|proposal|explanations",
        help="welk bestand",
    )
    for command in COMMANDS:
        command.add(commands)
    return parser


def _add_output(parser: DutchParser) -> None:
    parser.add_argument("--out", type=Path, default=Path("out"), metavar="MAP", help="waar het komt (standaard out)")
    parser.add_argument(
        "--tijd",
        dest="seconds",
        type=positive,
        metavar="SECONDEN",
        help="stop na deze tijd met het beste tot dan toe (Ctrl-C doet dat meteen)",
    )
    parser.add_argument(
        "--loting",
        dest="lottery",
        type=int,
        default=1,
        metavar="N",
        help="zaad van de loting tussen gelijken (standaard 1)",
    )
