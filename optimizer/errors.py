"""Everything that can go wrong, as one tree.

ZachteLandingError
├── InvalidInput          what was handed in is wrong; carries every fault at once
├── EngineError           the solver returned something that is not a solution, or its process ended
├── Cancelled             a person ended the calculation before there was anything to show
├── NoAnswer              a service outside could not be reached, or kept giving no usable answer
└── RejectedProposal      the independent checker objects; nobody may see this proposal

Infeasible, contradicting pins and a stop before the end are results, not errors: see `proposal.Status`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in what was handed in; all texts Dutch, for the person who must mend it.

    `path` leads to the value: ("people", 3, "rent") is people[3].rent. `found` and `expected` are
    complete phrases, to be read as "gevonden: …; verwacht: …".
    """

    path: tuple[str | int, ...]
    found: str
    expected: str

    def place(self) -> str:
        """The path as people write it: `people[3].household.children[0].age`."""
        text = ""
        for step in self.path:
            text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
        return text or "(het hele bestand)"

    def __str__(self) -> str:
        return f"{self.place()}: gevonden {self.found}; verwacht {self.expected}"


class ZachteLandingError(Exception):
    """Root of the tree."""


# A ValueError as well, so that a codec that builds the values reports it instead of crashing.
class InvalidInput(ZachteLandingError, ValueError):
    """The input has faults; `faults` holds all of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class EngineError(ZachteLandingError):
    """The solver broke its promise; the message says which one."""


class Cancelled(ZachteLandingError):
    """Ended by a person before there was anything; with a best so far that is the result instead."""


class NoAnswer(ZachteLandingError):
    """A service gave no answer that can be used; the message is Dutch, and says what the reader can do instead."""


class RejectedProposal(ZachteLandingError):
    """A proposal that the checker objects to; `objections` are its sentences."""

    def __init__(self, objections: Iterable[str]) -> None:
        self.objections = tuple(objections)
        super().__init__("\n".join(self.objections))
