"""The service with the tiny region in it, and visitors of each role who are signed in."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI

from api.access.door import Door
from api.access.identity import Identity
from api.store.proposals import KeptProposal
from api.usecases.sending import send
from tests.api.desk_app import desk_app
from tests.api.region import COORDINATOR, desk, frozen, home, person, solved, stored
from tests.doors import PASSWORD, somebody
from tests.geodata.tiny import cap
from tests.visitor import Visitor


@dataclass(frozen=True)
class Served:
    """The service behind a door."""

    door: Door
    app: FastAPI

    def visitor(self, by: Identity = COORDINATOR) -> Visitor:
        """Somebody of this role and organisation, with an account of their own."""
        somebody(self.door, by.account, by.role, by.organisation)
        came = Visitor(self.app)
        assert came.sign_in(by.account, PASSWORD).status_code == 303
        return came

    def send(self, proposal: KeptProposal) -> KeptProposal:
        return send(desk(self.door.store), proposal.id, proposal.version)


def served(door: Door) -> Served:
    """Ans of the first parties in h1, bea of the others in h2; cas, of the first provider, fits nowhere."""
    chair = ("rolstoel",)
    stored(
        door.store,
        uitstromers=[
            person("ans"),
            person("bea", zorgaanbieder="zorg-2", kenmerken=chair),
            person("cas", kenmerken=chair, volwassenen=2),
        ],
        woningen=[home("h1"), home("h2", "C", corporatie="corp-2", kenmerken=chair, max_personen=1)],
        grenswaarden=[cap("WK-A"), cap("WK-C")],
    )
    return Served(door, desk_app(door))


def proposal_of(served_: Served) -> KeptProposal:
    """A proposal of all that is known, not sent yet."""
    return solved(served_.door.store, frozen(served_.door.store, "Ronde <najaar>"))
