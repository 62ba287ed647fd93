"""Placements as columns: one catalogue for the coordinator and the corporations; `visible` says who gets which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.access.visible import Fact
from api.pages.book import Book
from api.pages.placements import return_of
from api.pages.reasons import why_this_dwelling
from api.pages.words import NEEDS, household, listed
from api.reports.sheets import Column, Kind
from optimizer.facts import bedrooms_needed, is_overdue, persons_in, waiting_days
from optimizer.people import Uitstromer
from optimizer.proposal import Placement
from optimizer.supply import Dwelling, Need

YES, NO, NONE, UNKNOWN = "ja", "nee", "geen", "onbekend"
ACCESS = (Need.GELIJKVLOERS, Need.LIFT, Need.ROLSTOEL)


@dataclass(frozen=True)
class Pair:
    """A placement with whom and what it joins."""

    placement: Placement
    person: Uitstromer
    home: Dwelling
    book: Book


def pairs_of(book: Book) -> list[Pair]:
    """Sorted by landlord, municipality, dwelling and person."""
    pairs = [Pair(each, book.people[each.person], book.homes[each.dwelling], book) for each in book.proposal.placements]
    return sorted(pairs, key=_order)


def _order(pair: Pair) -> tuple[str, str, str, str]:
    home = pair.home
    return (pair.book.landlord(home), pair.book.names[home.municipality], home.id, pair.person.id)


def needed(pair: Pair) -> str:
    """Accessibility that somebody can't do without."""
    return listed(NEEDS[need] for need in ACCESS if need in pair.person.needs) or NONE


def origin_of(person: Uitstromer, book: Book) -> str:
    """The municipality of origin, and the designated one where there is one."""
    name = book.names[person.origin] if person.origin else UNKNOWN
    return f"{name}; aangewezen: {book.names[person.designated.municipality]}" if person.designated else name


def late(person: Uitstromer, book: Book) -> str:
    """Whether somebody waits too long."""
    return YES if is_overdue(person, book.round) else NO


def _provider(pair: Pair) -> str:
    provider = pair.person.support.provider
    return pair.book.names[provider] if provider else NONE


def _together(pair: Pair) -> str:
    others = {other for link in pair.book.round.links if pair.person.id in link.people for other in link.people}
    return listed(sorted(others - {pair.person.id})) or NONE


def _bedrooms(pair: Pair) -> int:
    return bedrooms_needed(pair.person.household, pair.book.round.policy.household)


COLUMNS: Mapping[Fact, Column[Pair]] = {
    Fact.PERSON: Column(
        title="Persoon",
        width=11,
        meaning="De code van de persoon. Namen staan nergens.",
        value=lambda pair: pair.person.id,
    ),
    Fact.DWELLING: Column(
        title="Woning", width=11, meaning="De code van de voorgestelde woning.", value=lambda pair: pair.home.id
    ),
    Fact.LANDLORD: Column(
        title="Verhuurder",
        width=24,
        meaning="De corporatie of aanbieder van de woning.",
        value=lambda pair: pair.book.landlord(pair.home),
    ),
    Fact.PLACE: Column(
        title="Gemeente",
        width=17,
        meaning="De gemeente waar de woning staat.",
        value=lambda pair: pair.book.names[pair.home.municipality],
    ),
    Fact.WIJK: Column(
        title="Wijk", width=19, meaning="De wijk van de woning.", value=lambda pair: pair.book.names[pair.home.wijk]
    ),
    Fact.START: Column(
        title="Start",
        width=13,
        kind=Kind.DATE,
        meaning="De eerste dag waarop de woning vrij is, de persoon klaar is en de ronde is begonnen.",
        value=lambda pair: pair.placement.start,
    ),
    Fact.CONTRACT: Column(
        title="Contract",
        width=22,
        meaning="De contractvorm die wordt voorgesteld.",
        value=lambda pair: pair.placement.contract.value,
    ),
    Fact.RENT: Column(
        title="Huur per maand",
        width=11,
        kind=Kind.EURO,
        meaning="De kale huur per maand.",
        value=lambda pair: pair.home.rent / 100,
    ),
    Fact.PERSONS: Column(
        title="Personen",
        width=9,
        kind=Kind.WHOLE,
        meaning="Hoeveel mensen er gaan wonen.",
        value=lambda pair: persons_in(pair.person.household),
    ),
    Fact.BEDROOMS_NEEDED: Column(
        title="Slaapkamers nodig",
        width=11,
        kind=Kind.WHOLE,
        meaning="Hoeveel slaapkamers het huishouden minstens nodig heeft. Bij 0 mag het een studio zijn.",
        value=_bedrooms,
    ),
    Fact.ACCESS_NEEDED: Column(
        title="Toegankelijkheid nodig",
        width=16,
        meaning="Wat de woning moet hebben om binnen te komen en rond te lopen of te rijden.",
        value=needed,
    ),
    Fact.LOW_STIMULUS_NEEDED: Column(
        title="Prikkelarm nodig",
        width=10,
        meaning="Of de persoon een prikkelarme woning nodig heeft.",
        value=lambda pair: YES if Need.PRIKKELARM in pair.person.needs else NO,
    ),
    Fact.HOUSEHOLD: Column(
        title="Huishouden",
        width=22,
        meaning="Wie er gaan wonen.",
        value=lambda pair: household(pair.person.household),
    ),
    Fact.DOELGROEP: Column(
        title="Doelgroep",
        width=10,
        meaning="Waar de persoon uitstroomt. Alleen voor de coördinator.",
        value=lambda pair: pair.person.doelgroep.value,
    ),
    Fact.CARE: Column(
        title="Begeleiding",
        width=11,
        meaning="Hoe zwaar de begeleiding is: licht, midden of zwaar.",
        value=lambda pair: pair.person.care.value,
    ),
    Fact.SUPPORT_HOURS: Column(
        title="Uren per week",
        width=8,
        kind=Kind.WHOLE,
        meaning="Hoeveel uren begeleiding per week nodig zijn.",
        value=lambda pair: pair.person.support.hours,
    ),
    Fact.SUPPORT_PROVIDER: Column(
        title="Aanbieder", width=26, meaning="Wie de begeleiding na de verhuizing geeft.", value=_provider
    ),
    Fact.ORIGIN: Column(
        title="Herkomst",
        width=18,
        meaning="De gemeente van herkomst, en de aangewezen gemeente als die er is.",
        value=lambda pair: origin_of(pair.person, pair.book),
    ),
    Fact.RETURN: Column(
        title="Terug",
        width=12,
        meaning="Of de woning in de gemeente van herkomst of de aangewezen gemeente staat.",
        value=lambda pair: return_of(pair.person, pair.home),
    ),
    Fact.WAITING: Column(
        title="Dagen wachten",
        width=9,
        kind=Kind.WHOLE,
        meaning="Dagen tussen klaar om te verhuizen en het begin van de ronde.",
        value=lambda pair: waiting_days(pair.person, pair.book.round),
    ),
    Fact.DEADLINE: Column(
        title="Te laat",
        width=7,
        meaning="Ja als de uiterste datum of de langste wachttijd voorbij is.",
        value=lambda pair: late(pair.person, pair.book),
    ),
    Fact.TOGETHER: Column(
        title="Samen met", width=12, meaning="Aanmeldingen die samen met deze worden geplaatst.", value=_together
    ),
    Fact.FIXED: Column(
        title="Ligt vast",
        width=7,
        meaning="Ja als deze plaatsing al vaststond voor de berekening.",
        value=lambda pair: YES if pair.placement.pinned else NO,
    ),
    Fact.RENT_EXCEPTION: Column(
        title="Huurafwijking",
        width=13,
        meaning="Ja als is besloten dat de huur hoger mag zijn dan passend toewijzen toestaat.",
        value=lambda pair: YES if pair.placement.rent_exception else NO,
    ),
    Fact.WHY: Column(
        title="Waarom deze woning",
        width=55,
        meaning="De belangrijkste redenen voor deze woning.",
        value=lambda pair: " ".join(why_this_dwelling(pair.placement, pair.book)),
    ),
}
