"""Who needs a home: one registration, pseudonymous, with what the decision needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from optimizer.policy import Begeleiding, ContractForm
from optimizer.supply import Doelgroep, Need, Woonvorm


class DeadlineBasis(StrEnum):
    """Why somebody must be housed by a date."""

    ONTSLAG = "ontslag"
    EINDE_INDICATIE = "einde indicatie"
    EINDE_TUSSENVORM = "einde tussenvorm"
    ACHTTIENDE_VERJAARDAG = "18e verjaardag"


class AreaReasonCode(StrEnum):
    """Why somebody wants to live in, or stay away from, an area."""

    VEILIGHEID = "veiligheid"
    VERLEDEN = "verleden in de wijk"
    NETWERK = "netwerk"
    WERK = "werk of dagbesteding"
    BEHANDELING = "behandeling"
    ANDERS = "anders"


class AnchorKind(StrEnum):
    """What ties a person to a place."""

    NETWERK = "netwerk"
    BEHANDELING = "behandeling"
    DAGBESTEDING = "dagbesteding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """An age band in whole years, both ends included; an exact age has two equal ends."""

    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeBand:
    """Taxable household income in whole euros a year, both ends included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A child of the household; a co-parented one lives elsewhere half of the time."""

    age: int
    coparented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Who moves in. Persons to be housed: adults + children + expected."""

    adults: int = 1
    children: tuple[Child, ...] = ()
    expected: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """`Uiterlijk op`, and what it rests on."""

    on: date
    basis: DeadlineBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """The municipality that the toegankelijkheid assessment chose instead of the origin, and why."""

    municipality: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaWish:
    """An area (municipality, wijk, buurt, complex, portiek or local) with the reason for it."""

    area: str
    reason: AreaReasonCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Distance band from an area to an anchor place; 0 is nearest."""

    area: str
    band: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place that a person should live near, as distance bands per buurt, wijk or municipality."""

    kind: AnchorKind
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Support after moving in. `provider` is None while nobody was asked; with 0 hours nobody need be."""

    provider: str | None
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where a person stays now: every area it lies in, as far as known.

    `counted`: the person's load is already in the `used` of the `stand` limits of these areas.
    """

    areas: frozenset[str]
    counted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitstromer:
    """One registration: a pseudonym and what the decision needs to know.

    `origin` is the last own home before the chain of facilities (None: unknown or outside the region);
    `responsible` the municipality of the 365-day rule; `returns` is False after a recorded *bewust niet
    terug*. `excluded` and `preferred` hold areas; `rounds_missed` counts earlier rounds without a home.
    """

    id: str
    provider: str
    legal_basis: str
    doelgroep: Doelgroep
    registered_on: date
    ready_on: date
    ages: Ages
    income: IncomeBand
    care: Begeleiding
    support: Support
    woonvormen: frozenset[Woonvorm]
    contract_forms: frozenset[ContractForm]
    household: Household = Household()
    deadline: Deadline | None = None
    supported_persons: int = 1
    needs: frozenset[Need] = frozenset()
    accepts_shared: bool = False
    origin: str | None = None
    origin_basis: str = ""
    responsible: str | None = None
    designated: Designation | None = None
    returns: bool = True
    excluded: tuple[AreaWish, ...] = ()
    preferred: tuple[AreaWish, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    home: Home | None = None
    urgency: int = 0
    refused_offers: int = 0
    rounds_missed: int = 0
