"""Who asks for something: an account with one role, for one organisation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account is for. SYSTEEM is no account: it is the command line, a calculation or the clock."""

    COORDINATOR = "coordinator"
    ZORGAANBIEDER = "zorgaanbieder"
    CORPORATIE = "corporatie"
    PLANNER = "planner"
    BEHEERDER = "beheerder"
    SYSTEEM = "systeem"


# Roles whose account speaks for one organisation; a planner may, and then it is a municipality.
OF_AN_ORGANISATION = frozenset({Role.ZORGAANBIEDER, Role.CORPORATIE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who asks. `organisation`: the code of the provider, the corporation or, for a planner, the municipality; or empty.

    `account` is an id that says nothing of the person: it stands in the audit for ever.
    """

    account: str
    role: Role
    organisation: str = ""


SYSTEM = Identity(account="systeem", role=Role.SYSTEEM)
