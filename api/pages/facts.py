"""What is known of somebody, beside what a dwelling offers: the facts a decision rests on."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.addresses import area_page, page_of
from api.pages.book import Book
from api.pages.reasons import ANCHORS, bands, distances
from api.pages.words import NEEDS, count, equipped, household, label_of, listed, money, persons_for
from optimizer.agreements import ContactLevel, LinkScope
from optimizer.facts import bedrooms_needed
from optimizer.people import AreaWish, Uitstromer
from optimizer.supply import Dwelling
from optimizer.words import day

NOTHING = "geen"
CONTACT_LEVELS = {
    ContactLevel.COMPLEX: "niet in hetzelfde complex",
    ContactLevel.BUURT: "niet in dezelfde buurt",
    ContactLevel.AFSTAND: "niet dichtbij",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """What somebody needs beside what the dwelling has; `home` is empty where no dwelling is shown."""

    subject: str
    person: str
    home: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing that is known, with the address of the page that tells more."""

    subject: str
    value: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """Another registration that this one is tied to, with its address. `secret`: for the coordinator only."""

    text: str
    other: str = ""
    page: str = ""
    secret: bool = False


def of_person(person: Uitstromer, book: Book) -> tuple[Compared, ...]:
    """What the decision needs to know of somebody."""
    bedrooms = bedrooms_needed(person.household, book.round.policy.household)
    ages = f"{person.ages.low} tot en met {person.ages.high} jaar"
    return (
        Compared("Huishouden", household(person.household)),
        Compared("Leeftijd", ages if person.ages.low != person.ages.high else f"{person.ages.low} jaar"),
        Compared("Slaapkamers", f"minstens {bedrooms}" if bedrooms else "een studio mag"),
        Compared("Nodig in de woning", listed(sorted(NEEDS[need] for need in person.needs)) or "niets bijzonders"),
        Compared("Woonvorm", listed(sorted(person.woonvormen))),
        Compared("Contract", listed(sorted(person.contract_forms))),
        Compared("Begeleiding", _support(person, book)),
        Compared("Klaar om te verhuizen", day(person.ready_on)),
        Compared("Uiterlijk op", _deadline(person)),
        *_places(person, book),
        Compared("Graag dichtbij", listed(ANCHORS[anchor.kind] for anchor in person.anchors) or NOTHING),
        Compared("Doelgroep", person.doelgroep),
        Compared("Aangemeld door", f"{book.names[person.provider]}, {day(person.registered_on)}"),
    )


def of_pair(person: Uitstromer, home: Dwelling, book: Book) -> tuple[Compared, ...]:
    """The same beside what the dwelling offers."""
    offered = _offered(person, home, book)
    known = of_person(person, book)
    rent = Compared("Huur per maand", _ceiling(person, home, book), money(home.rent))
    compared = [Compared(fact.subject, fact.person, offered.get(fact.subject, "")) for fact in known]
    compared.insert(3, rent)
    return tuple(compared)


def of_home(home: Dwelling, book: Book) -> tuple[Stated, ...]:
    """What a dwelling is and has, and every area that it lies in below the wijk."""
    named = (("Buurt", home.buurt), ("Complex", home.complex), ("Portiek", home.portiek))
    areas = [*named, *(("Lokaal gebied", area) for area in sorted(home.local_areas))]
    return (
        Stated("Soort", f"{home.kind}, {equipped(home)}"),
        Stated("Woonvorm", home.woonvorm.value),
        Stated("Huishouden", persons_for(home)),
        Stated("Kamers", f"{count(home.rooms, 'kamer', 'kamers')}, waarvan {_bedrooms(home)}"),
        Stated("Contract", listed(sorted(home.contract_forms))),
        Stated("Label", _label(home)),
        Stated("Overlastdossier in de omgeving", "ja" if home.nuisance_file else "nee"),
        *(Stated(title, book.names[area], area_page(area, book)) for title, area in areas if area is not None),
    )


def ties(person: Uitstromer, book: Book) -> tuple[Tie, ...]:
    """Linked registrations and contactuitsluitingen: for the coordinator's eyes only."""
    found = []
    for link in book.round.links:
        where = "" if link.scope is LinkScope.RONDE else f", in hetzelfde gebied ({link.scope.value})"
        found += [
            Tie(f"Samen te plaatsen{where}:", other, page_of(other, book))
            for other in sorted(link.people - {person.id})
            if person.id in link.people
        ]
    for exclusion in book.round.contact_exclusions:
        if person.id not in exclusion.people:
            continue
        how = f"Contactuitsluiting, {CONTACT_LEVELS[exclusion.level]}"
        if exclusion.level is ContactLevel.AFSTAND:
            how += f" (minder dan {exclusion.metres} meter)"
        others = sorted(exclusion.people - {person.id})
        found += [Tie(f"{how}:", other, page_of(other, book), secret=True) for other in others]
        found += [] if others else [Tie(f"{how}: een beschermde plek.", secret=True)]
    return tuple(found)


def _offered(person: Uitstromer, home: Dwelling, book: Book) -> dict[str, str]:
    known = list(bands(person, home))
    return {
        "Huishouden": persons_for(home),
        "Leeftijd": label_of(home.label),
        "Slaapkamers": f"{home.bedrooms}, van {count(home.rooms, 'kamer', 'kamers')}",
        "Nodig in de woning": equipped(home),
        "Woonvorm": home.woonvorm.value,
        "Contract": listed(sorted(home.contract_forms)),
        "Klaar om te verhuizen": f"vrij vanaf {day(home.available_from)}",
        "Gemeente van herkomst": book.place(home),
        "Graag dichtbij": distances(known, book) if known else "",
        "Voorkeur": "ligt daarin" if any(wish.area in home.areas for wish in person.preferred) else "",
        "Kan niet wonen in": "ligt daar niet" if person.excluded and not _excluded(person, home) else "",
    }


def _bedrooms(home: Dwelling) -> str:
    return count(home.bedrooms, "slaapkamer", "slaapkamers")


def _label(home: Dwelling) -> str:
    label = home.label
    if label is None:
        return label_of(label)
    groups = f", voor {listed(sorted(label.doelgroepen))}" if label.doelgroepen else ""
    stay = f", hoogstens {count(label.max_stay_months, 'maand', 'maanden')}" if label.max_stay_months else ""
    return f"{label_of(label)}{groups}{stay}"


def _excluded(person: Uitstromer, home: Dwelling) -> bool:
    return any(wish.area in home.areas for wish in person.excluded)


def _support(person: Uitstromer, book: Book) -> str:
    support = person.support
    by = book.names[support.provider] if support.provider else "nog niemand gevraagd"
    hours = f", {support.hours} uur per week, {by}" if support.hours else ", geen uren"
    more = "" if person.supported_persons == 1 else f", voor {person.supported_persons} personen"
    return f"{person.care.value}{hours}{more}"


def _deadline(person: Uitstromer) -> str:
    if person.deadline is None:
        return "geen uiterste datum"
    return f"{day(person.deadline.on)} ({person.deadline.basis.value})"


def _places(person: Uitstromer, book: Book) -> tuple[Compared, ...]:
    origin = book.names[person.origin] if person.origin else "onbekend"
    basis = f" ({person.origin_basis})" if person.origin_basis else ""
    returns = "" if person.returns else "; gaat bewust niet terug"
    responsible = book.names[person.responsible] if person.responsible else "onbekend"
    places = [
        Compared("Gemeente van herkomst", f"{origin}{basis}{returns}"),
        Compared("Verantwoordelijke gemeente", responsible),
    ]
    if person.designated:
        designated = f"{book.names[person.designated.municipality]}: {person.designated.reason}"
        places.append(Compared("Aangewezen gemeente", designated))
    wishes = (("Voorkeur", person.preferred), ("Kan niet wonen in", person.excluded))
    return (*places, *(Compared(title, _wishes(held, book)) for title, held in wishes))


def _wishes(wishes: tuple[AreaWish, ...], book: Book) -> str:
    return listed(f"{book.names[wish.area]} ({wish.reason.value})" for wish in wishes) or NOTHING


def _ceiling(person: Uitstromer, home: Dwelling, book: Book) -> str:
    ceiling = book.ceiling(person, home)
    return "geen maximum bij deze verhuurder" if ceiling is None else f"hoogstens {money(ceiling)}"
