"""Why this dwelling: at most three sentences, each of which follows from the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.pages.book import Book
from api.pages.placements import BACK, ELSEWHERE, NOT_BACK, return_of
from api.pages.words import NEEDS, PIN_REASONS, count, listed, money
from optimizer.facts import bedrooms_needed, target_municipality
from optimizer.people import AnchorKind, Uitstromer
from optimizer.proposal import Placement
from optimizer.supply import Dwelling

MOST = 3
NEAR = 1
ANCHORS = {
    AnchorKind.NETWERK: "het eigen netwerk",
    AnchorKind.BEHANDELING: "de behandeling",
    AnchorKind.DAGBESTEDING: "de dagbesteding",
}


def why_this_dwelling(placement: Placement, book: Book) -> tuple[str, ...]:
    """The most telling sentences first."""
    person, home = book.people[placement.person], book.homes[placement.dwelling]
    first = (*_fixed(placement, book), _origin(person, home, book), *_near(person, home, book))
    return (*first[: MOST - 1], _fits(placement, book))


def _fixed(placement: Placement, book: Book) -> Iterator[str]:
    pins = (pin for pin in book.round.pins if (pin.person, pin.dwelling) == (placement.person, placement.dwelling))
    for pin in pins:
        yield f"Deze plaatsing lag al vast: {PIN_REASONS[pin.reason]}."


def _origin(person: Uitstromer, home: Dwelling, book: Book) -> str:
    here = book.names[home.municipality]
    match return_of(person, home):
        case str(back) if back == BACK and person.designated:
            return f"De woning staat in {here}, de gemeente die voor deze persoon is aangewezen."
        case str(back) if back == BACK:
            return f"De woning staat in {here}, de gemeente van herkomst."
        case str(back) if back == NOT_BACK:
            return f"De woning staat in {here}: deze persoon gaat bewust niet terug naar de gemeente van herkomst."
        case str(back) if back == ELSEWHERE:
            return _elsewhere(person, here, book)
        case _:
            return f"De woning staat in {here}: de gemeente van herkomst is niet bekend."


def _elsewhere(person: Uitstromer, here: str, book: Book) -> str:
    target = target_municipality(person)
    suiting = [home for home in book.suitable(person.id) if home.municipality == target]
    taken = sum(book.units_left[home.id] <= 0 for home in suiting)
    return f"De woning staat in {here}: {there(book.names[target or ''], len(suiting), taken)}."


def there(place: str, suiting: int, taken: int) -> str:
    """What became of the dwellings in somebody's own municipality: so many suit, so many of those are taken."""
    if suiting == 0:
        return f"in {place} past geen enkele woning van deze ronde"
    if suiting == taken == 1:
        return f"de enige woning die in {place} past, gaat naar iemand anders"
    if suiting == taken:
        return f"{'beide' if suiting == 2 else f'alle {suiting}'} woningen die in {place} passen, gaan naar anderen"  # noqa: PLR2004 - two are both
    fitting = f"in {place} {'past' if suiting == 1 else 'passen'} ook {count(suiting, 'woning', 'woningen')}"
    return f"{fitting}, waarvan er {taken} naar anderen {'gaat' if taken == 1 else 'gaan'}" if taken else fitting


def _near(person: Uitstromer, home: Dwelling, book: Book) -> Iterator[str]:
    close = [(kind, band) for kind, band in bands(person, home) if band <= NEAR]
    liked = " in een gebied van voorkeur" if any(wish.area in home.areas for wish in person.preferred) else ""
    if close:
        places, known = listed(ANCHORS[kind] for kind, _ in close), distances(close, book)
        yield f"De woning ligt{liked}{',' if liked else ''} dicht bij {places}: {known}."
    elif liked:
        yield f"De woning ligt{liked}."


def distances(known: Iterable[tuple[AnchorKind, int]], book: Book) -> str:
    """The bands in words; what they are in metres is the policy's, the round only knows their order."""
    numbers = listed(str(band) for _, band in known)
    return f"afstand {numbers}, op een schaal van 0 (dichtbij) tot {book.round.policy.fit_points.far} (ver)"


def bands(person: Uitstromer, home: Dwelling) -> Iterator[tuple[AnchorKind, int]]:
    """How far the dwelling is from each place that somebody should live near, where that is known."""
    for anchor in person.anchors:
        known = {item.area: item.band for item in anchor.bands}
        area = next((area for area in (home.buurt, home.wijk, home.municipality) if area in known), None)
        if area is not None:
            yield anchor.kind, known[area]


def _fits(placement: Placement, book: Book) -> str:
    person, home = book.people[placement.person], book.homes[placement.dwelling]
    bedrooms = bedrooms_needed(person.household, book.round.policy.household)
    needs = [NEEDS[need] for need in sorted(person.needs)]
    needs += [f"minstens {count(bedrooms, 'slaapkamer', 'slaapkamers')}"] if bedrooms else []
    fit = f"De woning heeft wat nodig is: {listed(needs)}" if needs else "De woning past bij het huishouden"
    ceiling = book.ceiling(person, home)
    if ceiling is None:
        return f"{fit}."
    if home.rent > ceiling:
        return f"{fit}, en voor de huur boven de grens is een uitzondering vastgelegd."
    return f"{fit}, en de huur van {money(home.rent)} blijft binnen de grens van {money(ceiling)}."
