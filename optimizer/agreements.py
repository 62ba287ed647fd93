"""What was agreed and decided before the calculation: caps, quotas, contracts, pins, bans, exclusions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from optimizer.supply import Doelgroep, Woonvorm


class LimitKind(StrEnum):
    """`stand`: load that is present; `instroom`: leases that start in the period."""

    STAND = "stand"
    INSTROOM = "instroom"


class QuotaBasis(StrEnum):
    """`levering` counts where the dwelling is, `opgave` where the person comes from."""

    LEVERING = "levering"
    OPGAVE = "opgave"


class PlacementStatus(StrEnum):
    """How far a placement is; it is a live claim until it is geweigerd, afgerond, beëindigd or terugval."""

    VOORGESTELD = "voorgesteld"
    AKKOORD = "akkoord corporatie"
    AANGEBODEN = "aangeboden"
    GEACCEPTEERD = "geaccepteerd"
    GEWEIGERD = "geweigerd"
    VERHUURD = "verhuurd"
    OMGEKLAPT = "omgeklapt"
    AFGEROND = "afgerond"
    BEEINDIGD = "beëindigd"
    TERUGVAL = "terugval"

    @property
    def live(self) -> bool:
        """Whether person and unit are still taken by it and it uses up limits."""
        return self not in (
            PlacementStatus.GEWEIGERD,
            PlacementStatus.AFGEROND,
            PlacementStatus.BEEINDIGD,
            PlacementStatus.TERUGVAL,
        )


class PinReason(StrEnum):
    """Why a placement is fixed before the calculation starts."""

    VERSTUURD = "al verstuurd"
    AKKOORD = "al akkoord"
    AANGEBODEN = "al aangeboden"
    EIGEN_KANDIDAAT = "eigen kandidaat van de corporatie"
    BESLUIT = "besluit van de coördinator"


class BanScope(StrEnum):
    """What a person may not get."""

    WONING = "woning"
    GEBIED = "gebied"
    CORPORATIE = "corporatie"


class LinkScope(StrEnum):
    """How close linked registrations must live; in every scope all of them are placed, or none."""

    RONDE = "ronde"
    GEMEENTE = "gemeente"
    WIJK = "wijk"
    BUURT = "buurt"
    COMPLEX = "complex"


class ContactLevel(StrEnum):
    """What two people, or a person and a protected place, may not share."""

    COMPLEX = "complex"
    BUURT = "buurt"
    AFSTAND = "afstand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who decided something, when, why, and until which day it holds (None: until there is another)."""

    by: str
    on: date
    motivation: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A party's recorded consent to go `extra` beyond a maximum."""

    extra: int
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A cap on the load of an area; several may hold for one dwelling.

    Load of a person: care weight · supported persons. New load that the area can take:
    max(0, gross_cap + consent − used − load of live claims in it). Of that, people who are not zwaar
    together take at most max(0, gross_cap + consent − used − reserved_for_zwaar − load of such claims),
    when reserved_for_zwaar > 0. Someone whose `home` is counted in this area adds nothing to its `stand`
    by moving within it, nor does such a claim; what somebody frees by leaving an area is free from the next
    round on. Every placement and live claim counts as `instroom`, whatever its start.
    `provisional`: nobody decided this cap yet; it is what the draagkracht proposes.
    """

    id: str
    area: str
    kind: LimitKind
    gross_cap: int
    used: int
    decision: Decision
    reserved_for_zwaar: int = 0
    consent: Consent | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportCapacity:
    """Hours a week that a provider can give in an area, from a date on.

    A provider has a contract where a capacity of it covers the dwelling's area and has started when the
    lease starts. Free hours: max(0, hours − used − hours of live claims of its people in the area, started or
    not). All capacities that cover a dwelling and have started hold at once.
    """

    id: str
    provider: str
    area: str
    hours: int
    used: int
    start: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many households a party takes; empty selectors select everything.

    `municipality` is that of the dwelling (levering) or of the origin (opgave), whatever was designated. Empty `woonvormen` means
    every final one. Counted: `already` + live claims + placements. A household counts once. A `binding` minimum
    must be met; any other is a goal.
    """

    id: str
    name: str
    basis: QuotaBasis
    municipality: str | None = None
    corporation: str | None = None
    doelgroepen: frozenset[Doelgroep] = frozenset()
    woonvormen: frozenset[Woonvorm] = frozenset()
    minimum: int = 0
    binding: bool = False
    maximum: int | None = None
    already: int = 0
    consent: Consent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Convenant:
    """Which doelgroepen may be housed with which corporations in which municipalities, and when.

    An empty set covers nothing.
    """

    id: str
    name: str
    municipalities: frozenset[str]
    corporations: frozenset[str]
    doelgroepen: frozenset[Doelgroep]
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A live placement of another round. Person and unit are taken and use up limits, quotas and hours."""

    person: str
    dwelling: str
    status: PlacementStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A placement that this round must contain."""

    person: str
    dwelling: str
    reason: PinReason
    motivation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """A person may not get what `target` names (a dwelling, an area, a corporation) before `until`.

    It binds when `until` is None or after the day on which the lease would start.
    """

    person: str
    scope: BanScope
    target: str
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RentException:
    """A motivated exception to the rent ceiling, for one person and one dwelling."""

    person: str
    dwelling: str
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Registrations that move together or not at all, and how close they must then live."""

    id: str
    people: frozenset[str]
    scope: LinkScope = LinkScope.RONDE


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactExclusion:
    """Contactuitsluiting of two people, or of one person and a protected place.

    - COMPLEX, BUURT: the two may not share one; dwellings without a complex share none with others. Neither
      may a person move into a complex or buurt where the other stays now (`home.areas`) or has a live claim.
    - AFSTAND: `close` names the unordered pairs of dwellings less than `metres` apart, geodata finds them.
    - `protected`: dwellings that none of `people` may get: those near or in a protected place, or, at
      AFSTAND, near the current home of the other.

    At every level a dwelling is too close to itself, for it may have rooms or several units.
    """

    id: str
    people: frozenset[str]
    level: ContactLevel
    metres: int = 0
    protected: frozenset[str] = frozenset()
    close: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """A placement of an earlier proposal, which this one keeps where it costs nothing.

    No more people than the policy's `disruption_budget` lose theirs; pairs that break a rule by now don't count.
    """

    person: str
    dwelling: str
