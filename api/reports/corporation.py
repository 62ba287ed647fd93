"""What one corporation reads: its own dwellings, and who is proposed for them with housing needs only.

Nothing in here may depend on other corporations' rows, on people without a home, or on a fact that
`visible` withholds: with any of those changed, the bytes stay the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.access.visible import VISIBLE, Fact, Reader, visible_to
from api.pages.book import Book
from api.pages.words import OFFERS, listed
from api.reports.agreed import QUOTA_COLUMNS, quota_rows
from api.reports.placed import COLUMNS, NONE, pairs_of
from api.reports.sheets import Column, Document, Kind, Sheet, Table, Value, meanings, table
from optimizer.agreements import Quota, QuotaBasis
from optimizer.supply import Dwelling

READER = Reader.CORPORATION


@dataclass(frozen=True)
class OwnHome:
    """A dwelling of the corporation. `claimed`, `proposed`: units that are taken by placements."""

    home: Dwelling
    claimed: int
    proposed: int
    book: Book


def corporation_document(book: Book, corporation: str) -> Document:
    """The version of one corporation."""
    name = book.names[corporation]
    sheets = (_placements(book, corporation), _homes(book, corporation), *_quotas(book, corporation))
    return Document(
        title=f"Voorstel {book.round.name} voor {name}",
        label=book.round.origin_of_data,
        reader=f"Alleen voor {name}",
        created=book.round.start,
        sheets=(*sheets, _explanation(book, name, sheets)),
    )


def _placements(book: Book, corporation: str) -> Sheet:
    rows = [pair for pair in pairs_of(book) if pair.home.corporation == corporation]
    nothing = "In dit voorstel is niemand voorgesteld voor uw woningen."
    only = table("Voorstel", visible_to(READER, COLUMNS), rows, nothing=nothing)
    return Sheet(name="Voorstel", title="Wie is voorgesteld voor uw woningen", tables=(only,))


def _homes(book: Book, corporation: str) -> Sheet:
    claimed = Counter(claim.dwelling for claim in book.round.claims)
    proposed = Counter(placement.dwelling for placement in book.proposal.placements)
    rows = [
        OwnHome(home, claimed[home.id], proposed[home.id], book)
        for home in book.round.dwellings
        if home.corporation == corporation
    ]
    only = table("Woningen", visible_to(READER, HOME_COLUMNS), rows, nothing="U heeft geen woningen in deze ronde.")
    return Sheet(name="Woningen", title="Uw woningen in deze ronde", tables=(only,))


def _quotas(book: Book, corporation: str) -> tuple[Sheet, ...]:
    """No sheet where there is nothing to show, or where this table forbids it."""
    rows = [row for row in quota_rows(book) if may_read(row.quota, corporation)]
    if not rows or READER not in VISIBLE[Fact.OWN_QUOTA].readers:
        return ()
    only = table("Afspraken", QUOTA_COLUMNS, rows)
    return (Sheet(name="Afspraken", title="Uw afspraken over aantallen huishoudens", tables=(only,)),)


def may_read(quota: Quota, corporation: str) -> bool:
    """Its own delivery only, and never of chosen doelgroepen: with one placement that names somebody's stream."""
    return quota.corporation == corporation and quota.basis is QuotaBasis.LEVERING and not quota.doelgroepen


def _explanation(book: Book, name: str, sheets: tuple[Sheet, ...]) -> Sheet:
    return Sheet(name="Uitleg", title="Uitleg bij dit werkboek", tables=(_about(book, name), meanings(sheets)))


def _about(book: Book, name: str) -> Table:
    columns: tuple[Column[tuple[str, Value]], ...] = (
        Column(title="Onderwerp", width=28, meaning="", value=lambda row: row[0]),
        Column(title="Gegeven", width=60, kind=Kind.DATE, meaning="", value=lambda row: row[1]),
    )
    return table("Over dit voorstel", columns, _facts(book, name))


def _facts(book: Book, name: str) -> Iterator[tuple[str, Value]]:
    yield "Voor", name
    yield "Ronde", book.round.name
    yield "Begin van de periode", book.round.start
    yield "Einde van de periode", book.round.end
    yield "Gegevens", book.round.origin_of_data or "geen aanduiding"
    yield "Wat u ziet", "Uw eigen woningen, en wat nodig is om te beoordelen of een woning past."
    yield "Wat u niet ziet", "Waar iemand vandaan komt, de begeleiding, het inkomen en andere gegevens over de persoon."
    yield (
        "Wat al is nagegaan",
        "De regels over huur en inkomen, leeftijd, begeleiding en convenant, met vastgelegde uitzonderingen.",
    )
    yield (
        "Wat u kunt doen",
        "Akkoord gaan, een woning terugtrekken of om een andere kandidaat vragen. Noem alleen redenen over de woning, het complex of een eerdere huur.",
    )


def _ages(row: OwnHome) -> str:
    label = row.home.label
    return NONE if label is None else f"{label.age_min} tot en met {label.age_max} jaar"


def _kind(row: OwnHome) -> str:
    home = row.home
    floor = "begane grond" if home.floor <= 0 else f"{home.floor}e verdieping"
    return f"{home.kind}, {floor}{', gedeeld' if home.shared else ''}"


def _size(row: OwnHome) -> str:
    low, high = row.home.min_persons, row.home.max_persons
    return str(high) if low == high else f"{low} tot en met {high}"


HOME_COLUMNS: Mapping[Fact, Column[OwnHome]] = {
    Fact.DWELLING: Column(title="Woning", width=14, meaning="De code van de woning.", value=lambda row: row.home.id),
    Fact.PLACE: Column(
        title="Gemeente",
        width=18,
        meaning="De gemeente waar de woning staat.",
        value=lambda row: row.book.names[row.home.municipality],
    ),
    Fact.WIJK: Column(
        title="Wijk", width=22, meaning="De wijk van de woning.", value=lambda row: row.book.names[row.home.wijk]
    ),
    Fact.COMPLEX: Column(
        title="Complex",
        width=22,
        meaning="Het complex van de woning.",
        value=lambda row: row.book.names[row.home.complex] if row.home.complex else NONE,
    ),
    Fact.KIND: Column(title="Soort", width=28, meaning="De soort woning en de verdieping.", value=_kind),
    Fact.SIZE: Column(title="Voor personen", width=14, meaning="Voor hoeveel personen de woning is.", value=_size),
    Fact.BEDROOMS: Column(
        title="Slaapkamers",
        width=11,
        kind=Kind.WHOLE,
        meaning="Hoeveel slaapkamers de woning heeft.",
        value=lambda row: row.home.bedrooms,
    ),
    Fact.OFFERS: Column(
        title="Biedt",
        width=28,
        meaning="Wat de woning biedt.",
        value=lambda row: listed(sorted(OFFERS[offer] for offer in row.home.offers)) or NONE,
    ),
    Fact.AGE_LABEL: Column(
        title="Leeftijd volgens label",
        width=20,
        meaning="Voor welke leeftijd de woning is. Wie is voorgesteld, past daarbij.",
        value=_ages,
    ),
    Fact.LONGEST_STAY: Column(
        title="Langste verblijf in maanden",
        width=14,
        kind=Kind.WHOLE,
        meaning="Hoe lang iemand er mag wonen. Leeg: zonder einde.",
        value=lambda row: row.home.label.max_stay_months if row.home.label else None,
    ),
    Fact.CONTRACT_FORMS: Column(
        title="Contractvormen",
        width=28,
        meaning="De contractvormen die u voor deze woning aanbiedt.",
        value=lambda row: listed(sorted(form.value for form in row.home.contract_forms)),
    ),
    Fact.RENT: Column(
        title="Huur per maand",
        width=12,
        kind=Kind.EURO,
        meaning="De kale huur per maand.",
        value=lambda row: row.home.rent / 100,
    ),
    Fact.AVAILABLE: Column(
        title="Vrij vanaf",
        width=18,
        kind=Kind.DATE,
        meaning="De eerste dag waarop de woning vrij is.",
        value=lambda row: row.home.available_from,
    ),
    Fact.UNITS: Column(
        title="Aantal",
        width=9,
        kind=Kind.WHOLE,
        meaning="Hoeveel gelijke woningen of kamers het zijn.",
        value=lambda row: row.home.units,
    ),
    Fact.UNITS_CLAIMED: Column(
        title="Lopend",
        width=9,
        kind=Kind.WHOLE,
        meaning="Hoeveel daarvan een lopende plaatsing hebben.",
        value=lambda row: row.claimed,
    ),
    Fact.UNITS_PROPOSED: Column(
        title="Voorgesteld",
        width=11,
        kind=Kind.WHOLE,
        meaning="Voor hoeveel daarvan nu iemand is voorgesteld.",
        value=lambda row: row.proposed,
    ),
}
