"""What parties agreed on how figures become a class and a proposed cap; a file holds it, see `policy_file`.

Amounts are whole numbers, or decimals exactly as they were written: what is shown can be worked out by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from geodata.toml_file import DRAAGKRACHT_FILE


class Direction(StrEnum):
    """Which figure is good news for a wijk."""

    HOGER = "hoger is beter"
    LAGER = "lager is beter"


class Level(StrEnum):
    """Where the figure of a wijk comes from: its own, the mean of its buurten, or that of its gemeente."""

    WIJK = "wijk"
    BUURTEN = "buurten"
    GEMEENTE = "gemeente"


class Method(StrEnum):
    """How a figure becomes a score from 0 to 100, of which higher is better (OECD/JRC 2008, step 5).

    - `SPREIDING`: 50, and so many points for every standard deviation from the mean (z-score, clipped);
    - `RANG`: the share of the wijken that do worse, equals for half;
    - `BEREIK`: from the worst to the best wijk;
    - `VAST`: from a given worst to a given best figure.
    """

    SPREIDING = "spreiding"
    RANG = "rang"
    BEREIK = "bereik"
    VAST = "vaste waarden"


class Missing(StrEnum):
    """What to do where a wijk has no figure of its own."""

    WEGLATEN = "weglaten"
    GEMEENTE = "cijfer van de gemeente"


class BorderKind(StrEnum):
    """Whether borders between classes are values of the index, or shares of the wijken below them."""

    INDEX = "waarde van de index"
    AANDEEL = "percentage van de wijken"


class Rounding(StrEnum):
    """How the part for the size of a wijk becomes a whole number."""

    AF = "naar beneden"
    DICHTST = "naar het dichtste getal"
    OP = "naar boven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure that counts.

    - `name`: as in the table `indicatoren`; `title`: what people read, fit for "het cijfer over …";
    - `unit`: written behind the figure; `decimals`: the figure is rounded to so many, and counts as it is shown;
    - `year`: the newest one up to the day of the derivation when None; all wijken are compared over one year;
    - `method`: that of the whole policy when None; `low`, `high`: bounds of `vaste waarden`, both included;
    - `mean`, `spread`: of another group than the wijken of the region, with `reference` as their source.
    """

    name: str
    title: str
    direction: Direction
    weight: int
    unit: str = "%"
    decimals: int = 1
    level: Level = Level.WIJK
    year: int | None = None
    method: Method | None = None
    mean: Decimal | None = None
    spread: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    reference: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standardisation:
    """`points`: for one standard deviation, with the method `spreiding`; 20 reaches 0 and 100 at 2.5 of them."""

    method: Method = Method.SPREIDING
    points: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRule:
    """`least_weight`, `least_buurten`: percentage that must be known of all weight, of the buurten of a wijk."""

    way: Missing = Missing.WEGLATEN
    least_weight: int = 60
    least_buurten: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallRule:
    """Wijken below `dwellings` are drawn to the mean of their gemeente, as if `strength` dwellings there joined.

    Below `least` dwellings, or when nobody knows how many there are, the index says nothing and `cap` holds. Wijken
    of at least `least` dwellings are the ones that all others are compared with.
    """

    dwellings: int
    strength: int
    least: int
    cap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Borders:
    """A wijk is oranje from `oranje` on and groen from `groen` on; below that it is rood."""

    oranje: Decimal
    groen: Decimal
    kind: BorderKind = BorderKind.INDEX


@dataclass(frozen=True, slots=True, kw_only=True)
class CapRule:
    """`base`, and so many for every 1,000 dwellings."""

    base: int
    per_thousand: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """The rule per class, and the bounds: `least_sizeable` in wijken of at least `sizeable` dwellings.

    There somebody with heavy care should fit too. `onbekend` is for wijken of which too little is known for a class.
    """

    groen: CapRule
    oranje: CapRule
    rood: CapRule
    onbekend: CapRule
    least: int
    sizeable: int
    least_sizeable: int
    most: int
    rounding: Rounding = Rounding.AF


@dataclass(frozen=True, slots=True, kw_only=True)
class Trials:
    """How sure a class is: `draws` recomputations in which every weight varies by at most `spread` percent."""

    seed: int = 1
    draws: int = 200
    spread: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DraagkrachtPolicy:
    """The whole of it; `file` is where it stands, `example` says that nobody settled it."""

    name: str
    indicators: tuple[Indicator, ...]
    small: SmallRule
    borders: Borders
    caps: Caps
    standardisation: Standardisation = Standardisation()
    missing: MissingRule = MissingRule()
    trials: Trials = Trials()
    example: bool = False
    source: str = ""
    file: str = DRAAGKRACHT_FILE

    def method_of(self, indicator: Indicator) -> Method:
        """How the figure of an indicator becomes a score."""
        return indicator.method or self.standardisation.method
