"""What there is: municipalities, areas, organisations and the dwellings of a round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from optimizer.policy import AreaLevel, ContractForm


class Woonvorm(StrEnum):
    """Woonvarianten; the last two are run by a provider, end on a date and are no final outflow."""

    ZELFSTANDIG = "zelfstandig"
    OMKLAP = "omklap"
    HOUSING_FIRST = "housing first"
    TUSSENVORM = "tussenvorm"
    KLEINSCHALIG_BW = "kleinschalig beschermd wonen"

    @property
    def final(self) -> bool:
        """Whether moving here counts as outflow."""
        return self not in (Woonvorm.TUSSENVORM, Woonvorm.KLEINSCHALIG_BW)


class Need(StrEnum):
    """What a person can't do without, and what a dwelling offers."""

    GELIJKVLOERS = "gelijkvloers"
    LIFT = "lift"
    ROLSTOEL = "rolstoel"
    PRIKKELARM = "prikkelarm"


class Doelgroep(StrEnum):
    """What a person comes out of. Never shown to a corporation or on a map."""

    BW = "BW"
    MO = "MO"
    GGZ = "GGZ"
    JEUGD18 = "jeugd18+"
    DETENTIE = "detentie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A gemeente by its CBS code."""

    id: str
    name: str
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An area below the municipality: CBS wijk or buurt, dorp, local area, complex, portiek."""

    id: str
    name: str
    level: AreaLevel
    municipality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A woningcorporatie or zorgaanbieder."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A target-group label: an age range and, where not empty, the doelgroepen; and the longest stay."""

    name: str
    age_min: int = 18
    age_max: int = 120
    doelgroepen: frozenset[Doelgroep] = frozenset()
    max_stay_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dwelling:
    """`units` identical homes, or the rooms of one shared home (`shared`).

    A corporation lets it, or a provider runs it (`corporation` None, `provider` set). `rent` is bare rent.
    `rooms` counts the living room too; a studio has 1 room and 0 bedrooms. `floor` 0 is the ground floor.
    """

    id: str
    municipality: str
    wijk: str
    buurt: str
    rent: int
    rooms: int
    bedrooms: int
    max_persons: int
    available_from: date
    contract_forms: frozenset[ContractForm]
    corporation: str | None = None
    provider: str | None = None
    complex: str | None = None
    portiek: str | None = None
    local_areas: frozenset[str] = frozenset()
    kind: str = "appartement"
    floor: int = 0
    offers: frozenset[Need] = frozenset()
    woonvorm: Woonvorm = Woonvorm.ZELFSTANDIG
    label: Label | None = None
    min_persons: int = 1
    nuisance_file: bool = False
    shared: bool = False
    units: int = 1

    @property
    def areas(self) -> frozenset[str]:
        """Every area that the dwelling lies in, the municipality included."""
        named = (self.municipality, self.wijk, self.buurt, self.complex, self.portiek)
        return self.local_areas.union(area for area in named if area is not None)
