"""What the people of each role do all day, and how often one thing among others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks import proposal_work, register_work
from benchmarks.register_work import DWELLINGS, PEOPLE, add, change, history, listing, row
from benchmarks.user import COORDINATOR, CORPORATIE, PLANNER, ZORGAANBIEDER, Doing, User

CAPS, PLACEMENTS = "grenswaarden", "plaatsingen"


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that a role does, and how often among others: of about 100 things that many."""

    weight: float
    do: Doing


async def next_deed(user: User, deeds: Sequence[Deed]) -> None:
    """Do the next thing."""
    (chosen,) = user.dice.choices(deeds, [deed.weight for deed in deeds])
    await chosen.do(user)


DEEDS: Mapping[str, tuple[Deed, ...]] = {
    COORDINATOR: (
        Deed(10, listing(PEOPLE)), Deed(6, listing(DWELLINGS)), Deed(4, listing(PLACEMENTS)), Deed(8, row(PEOPLE)),
        Deed(4, row(DWELLINGS)), Deed(2, history(PEOPLE)), Deed(4, proposal_work.runs), Deed(4, proposal_work.run),
        Deed(2, register_work.audit), Deed(2, register_work.tables), Deed(3, proposal_work.rounds),
        Deed(3, proposal_work.proposals), Deed(4, proposal_work.proposal), Deed(8, proposal_work.placements),
        Deed(4, proposal_work.unplaced), Deed(4, proposal_work.explanation), Deed(2, proposal_work.figures),
        Deed(3, proposal_work.layer), Deed(3, proposal_work.placement), Deed(2, proposal_work.decisions),
        Deed(6, change(PEOPLE)), Deed(2, add(PEOPLE)), Deed(5, proposal_work.decide),
        Deed(0.5, register_work.hand_in), Deed(0.5, proposal_work.freeze),
    ),
    CORPORATIE: (
        Deed(10, listing(DWELLINGS)), Deed(8, row(DWELLINGS)), Deed(2, history(DWELLINGS)), Deed(3, register_work.who),
        Deed(4, proposal_work.proposals), Deed(10, proposal_work.placements), Deed(4, proposal_work.placement),
        Deed(2, proposal_work.decisions), Deed(2, proposal_work.layer),
        Deed(7, change(DWELLINGS)), Deed(3, add(DWELLINGS)), Deed(8, proposal_work.decide),
    ),
    ZORGAANBIEDER: (
        Deed(10, listing(PEOPLE)), Deed(8, row(PEOPLE)), Deed(3, listing(PLACEMENTS)), Deed(2, history(PEOPLE)),
        Deed(3, register_work.who), Deed(4, proposal_work.proposals), Deed(8, proposal_work.placements),
        Deed(4, proposal_work.unplaced), Deed(4, proposal_work.placement), Deed(2, proposal_work.layer),
        Deed(7, change(PEOPLE)), Deed(3, add(PEOPLE)), Deed(8, proposal_work.decide),
    ),
    PLANNER: (
        Deed(6, listing("wijken")), Deed(4, listing("indicatoren")), Deed(6, listing(CAPS)), Deed(3, register_work.tables),
        Deed(4, proposal_work.proposals), Deed(4, proposal_work.proposal), Deed(6, proposal_work.figures),
        Deed(6, proposal_work.layer), Deed(3, proposal_work.rounds), Deed(3, change(CAPS)),
    ),
}  # fmt: skip
