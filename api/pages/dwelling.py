"""The page of one dwelling: who gets it, whom it suits, and when nobody, which rules stop how many people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from api.pages.addresses import area_page, page_of
from api.pages.book import Book
from api.pages.facts import Stated, of_home
from api.pages.limits import limits
from api.pages.people import ELSEWHERE, HERE, NO_HOME, outcome, people
from api.pages.rule_counts import rule_counts
from api.pages.tables import Cell, Column, Row, Table, Tag
from api.pages.why import filling_table, nearest_table
from api.pages.words import count, listed, money, number
from optimizer.agreements import Claim
from optimizer.explain import Audience, rule_text
from optimizer.explanations import Vacancy
from optimizer.proposal import Placement
from optimizer.supply import Dwelling
from optimizer.words import day

ANCHOR = "past"
BECAME = {HERE: "naar deze woning", ELSEWHERE: "naar een andere woning", NO_HOME: "zonder woning"}
TAKER_COLUMNS = (
    Column(id="wie", title="Wie"),
    Column(id="stand", title="Stand"),
    Column(id="start", title="Start"),
    Column(id="contract", title="Contract"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DwellingPage:
    """The answer, what it rests on, and everybody whom the dwelling suits."""

    dwelling: str
    what: str
    summary: tuple[Stated, ...]
    answer: tuple[str, ...]
    takers: Table
    rules: Table
    suiting: Table
    limits: Table
    facts: tuple[Stated, ...]
    without_home: Table | None
    nearest: Table | None
    filling: Table | None


def dwelling_page(id_: str, book: Book) -> DwellingPage | None:
    """The page of a dwelling; None when the round has no such dwelling."""
    home = book.homes.get(id_)
    if home is None:
        return None
    vacancy = book.vacancy(id_)
    return DwellingPage(
        dwelling=id_,
        what=f"{home.kind} in {book.place(home)}",
        summary=_summary(home, book),
        answer=answer(home, book),
        takers=_takers(home, book),
        rules=_rules(home, book),
        suiting=people(book, book.suiting(id_), "Bij wie past deze woning?", home, ANCHOR),
        limits=limits(book, home.areas, "Grenzen die hier gelden"),
        facts=of_home(home, book),
        without_home=_without_home(vacancy) if vacancy else None,
        nearest=nearest_table(vacancy.nearest, book) if vacancy else None,
        filling=filling_table(vacancy.openings, book) if vacancy else None,
    )


def answer(home: Dwelling, book: Book) -> tuple[str, ...]:
    """Who gets it, and what is known about a unit that nobody gets; never more than the rules and the proposal say."""
    said = [_given(home, book)]
    if book.units_left[home.id] > 0:
        said += _left(home, book)
    return tuple(said)


def _given(home: Dwelling, book: Book) -> str:
    given, claimed = book.given_to.get(home.id, []), len(book.claims_on.get(home.id, []))
    if home.units == 1:
        if given:
            return f"Deze woning gaat naar {given[0]}."
        return "Hier loopt al een plaatsing." if claimed else "Niemand krijgt deze woning in dit voorstel."
    parts = (
        (len(given), "gaat", "gaan", "naar iemand"),
        (claimed, "loopt", "lopen", "al"),
        (max(0, book.units_left[home.id]), "blijft", "blijven", "over"),
    )
    became = (f"{one if times == 1 else more} er {number(times)} {where}" for times, one, more, where in parts if times)
    return f"Dit zijn {number(home.units)} {'kamers' if home.shared else 'woningen'}. Daarvan {listed(became)}."


def _left(home: Dwelling, book: Book) -> list[str]:
    nobody = book.suits_nobody.get(home.id)
    if nobody is not None:
        closing = [rule_text(rule, Audience.OTHERS).short for rule, times in nobody.broken if times == nobody.of]
        everybody = count(nobody.of, "persoon", "mensen")
        why = [f"Bij alle {everybody}: {', '.join(closing)}."] if closing and nobody.of > 1 else []
        return ["De woning past bij niemand in deze ronde.", *why]
    fitting = book.fitting[home.id]
    became = Counter(outcome(person, book, home) for person in book.suiting(home.id))
    told = listed(f"{number(became[what])} {how}" for what, how in BECAME.items() if became[what])
    return [
        f"De woning past wel bij {count(fitting, 'mens', 'mensen')}. In dit voorstel: {told}.",
        "Kies een persoon om te lezen waarom." if fitting > 1 else "Kies deze persoon om te lezen waarom.",
    ]


def _summary(home: Dwelling, book: Book) -> tuple[Stated, ...]:
    return (
        Stated("Waar", book.place(home), area_page(home.wijk, book)),
        Stated("Verhuurder", book.landlord(home)),
        Stated("Huur", f"{money(home.rent)} per maand"),
        Stated("Slaapkamers", number(home.bedrooms)),
        Stated("Vrij vanaf", day(home.available_from)),
    )


def _takers(home: Dwelling, book: Book) -> Table:
    given, claims = book.given_to.get(home.id, []), book.claims_on.get(home.id, [])
    return Table(
        caption="Wie krijgt deze woning?",
        columns=TAKER_COLUMNS,
        rows=(
            *(_proposed(book.placements[person], book) for person in given),
            *(_under_way(claim) for claim in claims),
        ),
    )


def _proposed(placement: Placement, book: Book) -> Row:
    stand = Tag("vast", "attention") if placement.pinned else Tag("voorgesteld", "good")
    return Row(
        cells=(
            Cell(text=placement.person, link=page_of(placement.person, book)),
            Cell(text="", tags=(stand,)),
            Cell(text=day(placement.start)),
            Cell(text=placement.contract.value),
        )
    )


def _under_way(claim: Claim) -> Row:
    known = Cell(text="", tags=(Tag(f"loopt al: {claim.status.value}"),))
    return Row(cells=(Cell(text=claim.person), known, Cell(text=""), Cell(text="")))


def _without_home(vacancy: Vacancy) -> Table:
    """Over the people without a home only; read as others do."""
    caption = "Waarom krijgt niemand zonder woning deze?"
    return rule_counts(vacancy.broken, vacancy.waiting, "Mensen zonder woning", caption, Audience.OTHERS)


def _rules(home: Dwelling, book: Book) -> Table:
    """Read as others do: a page of a dwelling is what people show to its landlord."""
    nobody = book.suits_nobody.get(home.id)
    broken, of = (nobody.broken, nobody.of) if nobody else ((), 0)
    return rule_counts(broken, of, "Mensen", "Waarom past deze woning bij niemand?", Audience.OTHERS)
