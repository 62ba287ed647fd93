"""The tables of agreements on numbers (afspraken) and of hours of support (begeleiding)."""

from __future__ import annotations

from api.pages.addresses import area_page
from api.pages.book import Book
from api.pages.tables import LAST, Cell, Column, Facet, Link, Row, Table, Tag
from api.pages.words import QUOTA_BASES, number, signed
from optimizer.agreements import Quota, SupportCapacity
from optimizer.proposal import QuotaUse, SupportUse
from optimizer.words import day

MET, SHORT, NO_MINIMUM = "gehaald", "te weinig", "geen minimum"
QUOTA_COLUMNS = (
    Column(id="afspraak", title="Afspraak"),
    Column(id="telt", title="Telt als"),
    Column(id="minimum", title="Minimum", number=True),
    Column(id="maximum", title="Maximum", number=True),
    Column(id="al", title="Al geteld", number=True),
    Column(id="lopend", title="Lopend", number=True),
    Column(id="gepland", title="Gepland", number=True),
    Column(id="samen", title="Samen", number=True),
    Column(id="tekort", title="Tekort", number=True),
    Column(id="uitkomst", title="Uitkomst"),
)
QUOTA_FACETS = (Facet(id="stand", title="Uitkomst"), Facet(id="soort", title="Telt als"))
SUPPORT_COLUMNS = (
    Column(id="aanbieder", title="Aanbieder"),
    Column(id="gebied", title="Gebied"),
    Column(id="uren", title="Uren per week", number=True),
    Column(id="gebruik", title="In gebruik", number=True),
    Column(id="lopend", title="Lopend", number=True),
    Column(id="gepland", title="Gepland", number=True),
    Column(id="vrij", title="Vrij", number=True),
    Column(id="bezet", title="Bezet", number=True),
    Column(id="vanaf", title="Vanaf", whole=True),
)
SUPPORT_FACETS = (Facet(id="van", title="Aanbieder"), Facet(id="in", title="Gebied"))


def quotas(book: Book) -> Table:
    """What is short first, the most first."""
    uses = {use.quota: use for use in book.proposal.quotas}
    held = sorted(book.round.quotas, key=lambda quota: -uses[quota.id].shortfall)
    return Table(
        caption="Afspraken over aantallen huishoudens",
        columns=QUOTA_COLUMNS,
        rows=tuple(_quota_row(quota, uses[quota.id], book) for quota in held),
        facets=QUOTA_FACETS,
        nouns=("afspraak", "afspraken"),
        nothing="In deze ronde gelden geen afspraken over aantallen.",
    )


def _quota_row(quota: Quota, use: QuotaUse, book: Book) -> Row:
    outcome = SHORT if use.shortfall else MET if use.minimum else NO_MINIMUM
    basis = QUOTA_BASES[quota.basis]
    maximum = "geen" if use.maximum is None else number(use.maximum)
    counted = use.already + use.claimed + use.planned
    tone = {SHORT: "attention", MET: "good"}.get(outcome, "plain")
    cells = (
        Cell(text=quota.name, links=_municipality(quota, book)),
        Cell(text=basis),
        Cell(text=number(use.minimum), key=(use.minimum, ""), notes=("moet worden gehaald",) if quota.binding else ()),
        Cell(text=maximum, key=(LAST if use.maximum is None else use.maximum, ""), details=_consent(quota)),
        Cell(text=number(use.already), key=(use.already, "")),
        Cell(text=number(use.claimed), key=(use.claimed, "")),
        Cell(text=signed(use.planned), key=(use.planned, "")),
        Cell(text=number(counted), key=(counted, "")),
        Cell(text=number(use.shortfall), key=(use.shortfall, "")),
        Cell(text="", key=(0, outcome), tags=(Tag(outcome, tone),)),
    )
    return Row(cells=cells, facets=(outcome, basis))


def _municipality(quota: Quota, book: Book) -> tuple[Link, ...]:
    if quota.municipality is None:
        return ()
    return (Link(book.names[quota.municipality], area_page(quota.municipality, book)),)


def _consent(quota: Quota) -> tuple[str, ...]:
    if quota.consent is None:
        return ()
    decision = quota.consent.decision
    extra = f"{signed(quota.consent.extra)} met toestemming van {decision.by}, {day(decision.on)}."
    return (f"{extra} {decision.motivation}",)


def support(book: Book) -> Table:
    """The fullest first."""
    uses = {use.capacity: use for use in book.proposal.capacities}
    held = sorted(book.round.capacities, key=lambda capacity: -_percent(uses[capacity.id]))
    return Table(
        caption="Uren begeleiding per week",
        columns=SUPPORT_COLUMNS,
        rows=tuple(_support_row(capacity, uses[capacity.id], book) for capacity in held),
        facets=SUPPORT_FACETS,
        nouns=("contract", "contracten"),
        nothing="In deze ronde zijn geen uren begeleiding bekend.",
    )


def _percent(use: SupportUse) -> int:
    return round(100 * (use.used + use.claimed + use.planned) / use.hours) if use.hours else 100


def _support_row(capacity: SupportCapacity, use: SupportUse, book: Book) -> Row:
    provider, area = book.names[capacity.provider], book.names[capacity.area]
    left = use.hours - use.used - use.claimed - use.planned
    cells = (
        Cell(text=provider),
        Cell(text=area, link=area_page(capacity.area, book)),
        Cell(text=number(use.hours), key=(use.hours, "")),
        Cell(text=number(use.used), key=(use.used, "")),
        Cell(text=number(use.claimed), key=(use.claimed, "")),
        Cell(text=signed(use.planned), key=(use.planned, "")),
        Cell(text=number(max(0, left)), key=(left, "")),
        Cell(
            text=f"{_percent(use)}%",
            key=(_percent(use), ""),
            percent=_percent(use),
            tags=() if left > 0 else (Tag("vol", "attention"),),
        ),
        Cell(text=day(capacity.start), key=(capacity.start.toordinal(), "")),
    )
    return Row(cells=cells, facets=(provider, area))
