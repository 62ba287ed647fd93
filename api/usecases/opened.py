"""Proposals that are open: parsed once, since they never change, and looked up by everybody who reads them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Generic, TypeVar

from api.errors import NotThere
from api.pages.book import Book
from api.shown import Shown
from api.store.database import Store
from api.store.proposals import KeptProposal, open_proposal
from api.store.rounds import open_round
from optimizer.eligibility import fitting_alone
from optimizer.proposal import Proposal
from optimizer.round import Round

Thing = TypeVar("Thing")

# Of a large region one takes some hundred megabytes with all that is looked up in it.
MOST_OPEN = 8
ERASED = "Dit voorstel is gewist na de bewaartermijn."


@dataclass(frozen=True)  # without slots: `book` has no other place to be kept
class OpenedProposal:
    """A kept proposal with its round, and the same round as people would do it by hand."""

    kept: KeptProposal
    round: Round
    proposal: Proposal
    practice: Proposal | None

    @cached_property
    def book(self) -> Book:
        """All of it by person, dwelling, area and name; without maps."""
        shown = Shown(round=self.round, proposal=self.proposal, practice=self.practice, map_html="")
        return Book(shown)

    @cached_property
    def fitting(self) -> frozenset[str]:
        """The people for whom there is a dwelling that fits, whoever else is there."""
        return fitting_alone(self.round)


class Shelf(Generic[Thing]):
    """Keeps the things that were asked for last. What two ask for at once may be made twice; it is the same."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._kept: OrderedDict[object, Thing] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object, make: Callable[[], Thing]) -> Thing:
        """The thing with this key."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > self._room:
                self._kept.popitem(last=False)
        return made


_OPEN: Shelf[OpenedProposal] = Shelf(MOST_OPEN)


def opened(store: Store, kept: KeptProposal) -> OpenedProposal:
    """A proposal that somebody may see. Raises NotThere when it was erased."""
    if kept.erased_at is not None:
        raise NotThere(ERASED)
    return _OPEN.get(kept.id, lambda: _parsed(store, kept))


def _parsed(store: Store, kept: KeptProposal) -> OpenedProposal:
    with store.reading() as connection:
        contents = open_proposal(connection, kept.id)
        round_ = open_round(connection, kept.round)
    if contents is None or round_ is None:
        raise NotThere(ERASED)
    proposal, practice = contents
    return OpenedProposal(kept=kept, round=round_, proposal=proposal, practice=practice)
