"""What was agreed and how full it is: limits, agreements on numbers, hours of support."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.book import Book
from api.pages.decided import PROPOSAL
from api.pages.headline import used_percent
from api.pages.words import LIMIT_KINDS, QUOTA_BASES
from api.reports.sheets import Column, Kind, Sheet, Value, table
from maps.certainty import lettered
from optimizer.agreements import Limit, Quota, SupportCapacity
from optimizer.draagkracht import Draagkracht
from optimizer.proposal import LimitUse, QuotaUse, SupportUse
from optimizer.words import day

ROOM, FULL, OVER = "ruimte", "vol", "boven de grens"
MET, SHORT, NO_MINIMUM = "gehaald", "te weinig", "geen minimum"
ALREADY = "Wat er al was voor deze ronde."
CLAIMED = "Wat lopende plaatsingen uit eerdere rondes vragen."
PLANNED = "Wat dit voorstel toevoegt."


@dataclass(frozen=True)
class LimitRow:
    """A limit and its use."""

    limit: Limit
    use: LimitUse
    book: Book

    @property
    def left(self) -> int:
        """What still fits; below 0 where it is over."""
        return self.use.cap - self.use.used - self.use.claimed - self.use.planned

    @property
    def state(self) -> str:
        """Whether there is room."""
        return ROOM if self.left > 0 else FULL if self.left == 0 else OVER

    @property
    def share(self) -> Value:
        """How full; nothing where the cap is nothing."""
        return None if self.use.cap == 0 else (self.use.cap - self.left) / self.use.cap

    @property
    def draagkracht(self) -> Draagkracht | None:
        """What the figures say of the area."""
        return self.book.draagkracht.get(self.limit.area)

    @property
    def decision(self) -> str:
        """Who set or proposed it, with the consent to go beyond it."""
        consent, own = self.limit.consent, self.limit.decision
        text = f"{own.by}: {own.motivation}"
        if consent is None:
            return text
        by = f"{consent.decision.by}, {day(consent.decision.on)}: {consent.decision.motivation}"
        return f"{text} Toestemming voor {consent.extra} meer door {by}"


@dataclass(frozen=True)
class QuotaRow:
    """An agreement on numbers and its use."""

    quota: Quota
    use: QuotaUse

    @property
    def counted(self) -> int:
        """Everything that counts."""
        return self.use.already + self.use.claimed + self.use.planned

    @property
    def outcome(self) -> str:
        """Whether the minimum is met."""
        return SHORT if self.use.shortfall else MET if self.use.minimum else NO_MINIMUM


@dataclass(frozen=True)
class SupportRow:
    """Hours of a provider in an area and their use."""

    capacity: SupportCapacity
    use: SupportUse
    book: Book

    @property
    def left(self) -> int:
        """Hours that nobody uses."""
        return self.use.hours - self.use.used - self.use.claimed - self.use.planned


def limits_sheet(book: Book) -> Sheet:
    """The busiest first."""
    uses = {use.limit: use for use in book.proposal.limits}
    rows = [LimitRow(limit, uses[limit.id], book) for limit in book.round.limits]
    rows.sort(key=lambda row: (-(used_percent(row.use) or 0), -row.use.planned, row.limit.id))
    only = table("Grenzen", LIMIT_COLUMNS, rows, nothing="In deze ronde gelden geen grenzen.")
    return Sheet(name="Grenzen", title="Grenzen en wat er al is", tables=(only,))


def quotas_sheet(book: Book) -> Sheet:
    """What is short first, the most first."""
    nothing = "In deze ronde gelden geen afspraken over aantallen."
    only = table("Afspraken", QUOTA_COLUMNS, quota_rows(book), nothing=nothing)
    return Sheet(name="Afspraken", title="Afspraken over aantallen huishoudens", tables=(only,))


def quota_rows(book: Book) -> list[QuotaRow]:
    """What is short first, the most first."""
    uses = {use.quota: use for use in book.proposal.quotas}
    rows = [QuotaRow(quota, uses[quota.id]) for quota in book.round.quotas]
    return sorted(rows, key=lambda row: (-row.use.shortfall, row.quota.name, row.quota.id))


def support_sheet(book: Book) -> Sheet:
    """The fullest first."""
    uses = {use.capacity: use for use in book.proposal.capacities}
    rows = [SupportRow(capacity, uses[capacity.id], book) for capacity in book.round.capacities]
    rows.sort(key=lambda row: (row.left, row.capacity.id))
    only = table("Begeleiding", SUPPORT_COLUMNS, rows, nothing="Er zijn geen uren begeleiding bekend.")
    return Sheet(name="Begeleiding", title="Uren begeleiding per week", tables=(only,), fixed_columns=2)


LIMIT_COLUMNS: tuple[Column[LimitRow], ...] = (
    Column(
        title="Gebied",
        width=26,
        meaning="Het gebied waarvoor de grens geldt.",
        value=lambda row: row.book.names[row.limit.area],
    ),
    Column(
        title="Niveau",
        width=12,
        meaning="Hoe groot het gebied is.",
        value=lambda row: row.book.levels[row.limit.area].value,
    ),
    Column(
        title="Gemeente",
        width=18,
        meaning="De gemeente van het gebied.",
        value=lambda row: row.book.municipality_of[row.limit.area],
    ),
    Column(
        title="Wat telt",
        width=22,
        meaning="Wat aanwezig is, of wat er in deze periode bij komt.",
        value=lambda row: LIMIT_KINDS[row.limit.kind],
    ),
    Column(
        title="Grens",
        width=9,
        kind=Kind.WHOLE,
        meaning="Hoeveel belasting het gebied mag dragen. Toestemming telt mee.",
        value=lambda row: row.use.cap,
    ),
    Column(title="In gebruik", width=9, kind=Kind.WHOLE, meaning=ALREADY, value=lambda row: row.use.used),
    Column(title="Lopend", width=9, kind=Kind.WHOLE, meaning=CLAIMED, value=lambda row: row.use.claimed),
    Column(title="Gepland", width=9, kind=Kind.WHOLE, meaning=PLANNED, value=lambda row: row.use.planned),
    Column(
        title="Vrij",
        width=9,
        kind=Kind.WHOLE,
        meaning="Wat er nog bij kan. Onder 0: het gebied zit boven de grens.",
        value=lambda row: row.left,
    ),
    Column(
        title="Bezet",
        width=9,
        kind=Kind.SHARE,
        meaning="In gebruik, lopend en gepland samen, als deel van de grens.",
        value=lambda row: row.share,
    ),
    Column(title="Stand", width=15, meaning="Ruimte, vol of boven de grens.", value=lambda row: row.state),
    Column(
        title="Alleen voor zwaar",
        width=10,
        kind=Kind.WHOLE,
        meaning="Welk deel van de grens alleen voor zware begeleiding is.",
        value=lambda row: row.limit.reserved_for_zwaar,
    ),
    Column(
        title="Draagkracht",
        width=12,
        meaning="De kleur van het gebied volgens de cijfers. Leeg: er is geen kleur.",
        value=lambda row: lettered(row.draagkracht.colour) if row.draagkracht else None,
    ),
    Column(
        title="Vastgesteld op",
        width=18,
        kind=Kind.DATE,
        meaning="De dag van het besluit, of dat de grens nog een voorstel is.",
        value=lambda row: PROPOSAL if row.limit.provisional else row.limit.decision.on,
    ),
    Column(
        title="Geldt tot en met",
        width=18,
        kind=Kind.DATE,
        meaning="De laatste dag van het besluit. Leeg: het geldt tot er een ander besluit is.",
        value=lambda row: row.limit.decision.until,
    ),
    Column(
        title="Besluit",
        width=42,
        meaning="Wie de grens heeft gesteld of voorgesteld, en waarom.",
        value=lambda row: row.decision,
    ),
)
QUOTA_COLUMNS: tuple[Column[QuotaRow], ...] = (
    Column(title="Afspraak", width=46, meaning="Hoe de afspraak heet.", value=lambda row: row.quota.name),
    Column(
        title="Telt als",
        width=12,
        meaning="Levering telt waar de woning staat, opgave waar de persoon vandaan komt.",
        value=lambda row: QUOTA_BASES[row.quota.basis],
    ),
    Column(title="Minimum", width=10, kind=Kind.WHOLE, meaning="Het minste.", value=lambda row: row.use.minimum),
    Column(
        title="Bindend",
        width=10,
        meaning="Of het minimum moet worden gehaald. Anders is het een doel.",
        value=lambda row: "ja" if row.quota.binding else "nee",
    ),
    Column(
        title="Maximum",
        width=10,
        kind=Kind.WHOLE,
        meaning="Het meeste. Toestemming telt mee. Leeg: er is geen maximum.",
        value=lambda row: row.use.maximum,
    ),
    Column(title="Al geteld", width=10, kind=Kind.WHOLE, meaning=ALREADY, value=lambda row: row.use.already),
    Column(title="Lopend", width=10, kind=Kind.WHOLE, meaning=CLAIMED, value=lambda row: row.use.claimed),
    Column(title="Gepland", width=10, kind=Kind.WHOLE, meaning=PLANNED, value=lambda row: row.use.planned),
    Column(
        title="Samen",
        width=10,
        kind=Kind.WHOLE,
        meaning="Al geteld, lopend en gepland bij elkaar.",
        value=lambda row: row.counted,
    ),
    Column(
        title="Tekort",
        width=10,
        kind=Kind.WHOLE,
        meaning="Wat er nog ontbreekt aan het minimum.",
        value=lambda row: row.use.shortfall,
    ),
    Column(title="Uitkomst", width=16, meaning="Of het minimum is gehaald.", value=lambda row: row.outcome),
)
SUPPORT_COLUMNS: tuple[Column[SupportRow], ...] = (
    Column(
        title="Aanbieder",
        width=28,
        meaning="Wie de begeleiding geeft.",
        value=lambda row: row.book.names[row.capacity.provider],
    ),
    Column(
        title="Gebied", width=26, meaning="Waar de uren gelden.", value=lambda row: row.book.names[row.capacity.area]
    ),
    Column(title="Uren", width=10, kind=Kind.WHOLE, meaning="Uren per week.", value=lambda row: row.use.hours),
    Column(title="In gebruik", width=10, kind=Kind.WHOLE, meaning=ALREADY, value=lambda row: row.use.used),
    Column(title="Lopend", width=10, kind=Kind.WHOLE, meaning=CLAIMED, value=lambda row: row.use.claimed),
    Column(title="Gepland", width=10, kind=Kind.WHOLE, meaning=PLANNED, value=lambda row: row.use.planned),
    Column(title="Vrij", width=10, kind=Kind.WHOLE, meaning="Uren die over zijn.", value=lambda row: row.left),
    Column(
        title="Bezet",
        width=10,
        kind=Kind.SHARE,
        meaning="Het deel van de uren dat nodig is.",
        value=lambda row: (row.use.hours - row.left) / row.use.hours if row.use.hours else None,
    ),
    Column(
        title="Vanaf",
        width=18,
        kind=Kind.DATE,
        meaning="De eerste dag van het contract.",
        value=lambda row: row.capacity.start,
    ),
)
