"""`zachte-landing vergelijk RONDE BELEID …`: policies side by side on one round.

Exit codes: 0; 1 when a criterion is not met for some scenario; 3 when for the first one what lies fixed contradicts
itself; and the others of `api.cli`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.commands.sources import ROUND_HELP, add_choices, boundaries_of, taken_in
from api.dutch_arguments import positive
from api.stopping import Stopping
from api.ticker import Ticker

if TYPE_CHECKING:
    from api.usecases.compare import Less
    from geodata.scenario_file import Plans
    from optimizer.compare.comparison import Comparison
    from optimizer.compare.front import Weighing
    from optimizer.proposal import Settings
    from optimizer.round import Round
    from optimizer.solve import Standing
    from optimizer.tradeoff import Front

DONE, NOT_MET, CONFLICT = 0, 1, 3


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Register the command."""
    parser = commands.add_parser(
        "vergelijk", help="zet beleid naast elkaar: wat levert het op, wie wint en wie verliest"
    )
    parser.set_defaults(command=compare)
    parser.add_argument("round", type=Path, metavar="RONDE", help=ROUND_HELP)
    parser.add_argument(
        "plans", type=Path, nargs="+", metavar="BELEID.toml",
        help="bestanden met een beleid of met scenario's; met het eerste worden de andere vergeleken",
    )  # fmt: skip
    parser.add_argument(
        "--eisen", dest="criteria", type=Path, metavar="BESTAND.toml",
        help="eisen aan de uitkomst; is er een niet gehaald, dan eindigt de opdracht met code 1",
    )  # fmt: skip
    parser.add_argument(
        "--front", action="store_true", help="zoek ook alle beste combinaties van plaatsen, terugkeer en spreiding"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("vergelijking"), metavar="MAP", help="waar het komt (standaard vergelijking)"
    )
    parser.add_argument(
        "--tijd", dest="seconds", type=positive, metavar="SECONDEN",
        help="stop elke berekening na deze tijd met het beste tot dan toe (Ctrl-C doet dat meteen)",
    )  # fmt: skip
    parser.add_argument("--loting", dest="lottery", type=int, default=1, metavar="N", help="zaad van de loting")
    add_choices(parser)


def compare(chosen: argparse.Namespace) -> int:
    """Read everything, then answer, then write and tell."""
    from api.texts.comparison import comparison_text  # noqa: PLC0415 - pandas takes a second to load
    from api.usecases.compare import Compared, read_plans  # noqa: PLC0415 - same
    from api.usecases.draw import shapes_for  # noqa: PLC0415 - same
    from api.usecases.keep import make_folder  # noqa: PLC0415 - same
    from api.usecases.write_comparison import write_comparison  # noqa: PLC0415 - same
    from optimizer.proposal import Status  # noqa: PLC0415 - same

    made = taken_in(chosen.round, chosen).made
    round_ = made.round
    plans = read_plans(chosen.plans, chosen.criteria, round_)
    shapes = shapes_for(round_, boundaries_of(chosen), made.register)
    make_folder(chosen.out)
    with Stopping() as stopping:
        found = _compared(round_, plans, chosen, stopping)
        less, front = _weighed(found, chosen, stopping) if chosen.front else (None, None)
    compared = Compared(comparison=found, front=front, less=less)
    with Ticker("Het werkboek, de bladzijden en de kaarten maken"):
        written = write_comparison(compared, shapes, chosen.out)
    print(comparison_text(compared))
    print(f"\nGeschreven in {chosen.out}: {', '.join(written)}")
    if found.first.proposal.status is Status.CONFLICT:
        return CONFLICT
    return DONE if all(judged.met for judged in found.judged) else NOT_MET


def _compared(round_: Round, plans: Plans, chosen: argparse.Namespace, stopping: Stopping) -> Comparison:
    from api.calculation import so_far  # noqa: PLC0415 - see compare
    from api.usecases.compare import compared  # noqa: PLC0415 - same

    with Ticker(f"{len(plans.scenarios)} scenario's berekenen") as ticker:

        def tell(name: str, standing: Standing) -> None:
            stopping.ready = True
            ticker.show(f"{name}: {so_far(standing.goal)}")

        return compared(round_, plans, _settings(chosen), tell, lambda: stopping.asked)


def _weighed(found: Comparison, chosen: argparse.Namespace, stopping: Stopping) -> tuple[Less | None, Front]:
    from api.usecases.compare import less_in_busiest, weighed  # noqa: PLC0415 - see compare

    with Ticker("Eén minder in de drukste wijk berekenen"):
        less = less_in_busiest(found, _settings(chosen), lambda: stopping.asked)
    with Ticker("Combinaties van plaatsen, terugkeer en spreiding zoeken") as ticker:

        def tell(far: Weighing) -> None:
            ticker.show(f"{far.points} gevonden, {far.settled:.0%} uitgezocht")

        return less, weighed(found, chosen.seconds, tell, lambda: stopping.asked)


def _settings(chosen: argparse.Namespace) -> Settings:
    from optimizer.proposal import Settings  # noqa: PLC0415 - see compare

    return Settings(seed=chosen.lottery, time_limit=chosen.seconds)
