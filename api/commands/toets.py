"""`zachte-landing toets RONDE PLAN`: check a plan made by hand, without calculating."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.commands.sources import add_choices, taken_in
from optimizer.errors import Fault, InvalidInput, RejectedProposal

if TYPE_CHECKING:
    from optimizer.proposal import Proposal
    from optimizer.round import Round

KEEPS, BREAKS = 0, 1
JSON = ".json"


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Register the command."""
    parser = commands.add_parser("toets", help="controleer een plan dat met de hand is gemaakt")
    parser.set_defaults(command=check_by_hand)
    parser.add_argument("round", type=Path, metavar="RONDE", help="een ronde (.json) of tabellen, zoals bij solve")
    parser.add_argument(
        "plan", type=Path, metavar="PLAN",
        help="een werkboek of CSV met uitstromer en woning, of een voorstel (.json); wie er niet in staat, is niet geplaatst",
    )  # fmt: skip
    parser.add_argument(
        "--voorstel", dest="proposal", type=Path, metavar="VOORSTEL.json",
        help="zet de doelen naast dit voorstel (standaard voorstel.json naast de ronde, als het erbij hoort)",
    )  # fmt: skip
    add_choices(parser)


def check_by_hand(chosen: argparse.Namespace) -> int:
    """Tell what the plan breaks and what it reaches; the exit code says whether it keeps everything."""
    from api.texts.plan import plan_lines  # noqa: PLC0415 - see sources
    from optimizer.plan import check_plan  # noqa: PLC0415 - same

    round_ = taken_in(chosen.round, chosen).made.round
    proposal = _beside(chosen, round_)
    check = check_plan(round_, _pairs(chosen.plan, round_), proposal)
    print("\n".join(plan_lines(check, round_)))
    return BREAKS if check.violations else KEEPS


def _pairs(path: Path, round_: Round) -> tuple[tuple[str, str], ...]:
    from api.usecases.keep import read_proposal  # noqa: PLC0415 - see sources
    from geodata.plan_file import read_plan  # noqa: PLC0415 - same

    if path.suffix.lower() == JSON:
        return tuple((each.person, each.dwelling) for each in read_proposal(path).placements)
    return read_plan(path, {each.id for each in round_.people}, {each.id for each in round_.dwellings})


def _beside(chosen: argparse.Namespace, round_: Round) -> Proposal | None:
    """The proposal that was named, which must be sound; or else the one beside the round if it belongs to it."""
    from api.usecases.keep import PROPOSAL, read_proposal  # noqa: PLC0415 - see sources
    from optimizer.round import digest  # noqa: PLC0415 - same
    from optimizer.verify import verify  # noqa: PLC0415 - same

    path = chosen.proposal or chosen.round.with_name(PROPOSAL)
    if chosen.proposal is None and (chosen.round.suffix.lower() != JSON or not path.is_file()):
        return None
    proposal = read_proposal(path)
    if proposal.round_digest != digest(round_):
        if chosen.proposal is None:
            return None
        raise InvalidInput([Fault((path.name,), "een voorstel bij een andere ronde", "een voorstel bij deze ronde")])
    violations = verify(round_, proposal)
    if violations:
        raise RejectedProposal(violation.message for violation in violations)
    return proposal
