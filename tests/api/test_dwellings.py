"""What the pages say about dwellings: who gets them, whom they suit, and why nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from api.pages.book import Book
from api.pages.dwelling import DwellingPage, dwelling_page
from api.pages.dwellings import GIVEN, LEFT, NOBODY, NOT_ASKED, SOMEBODY, TAKEN, dwellings, state, suits
from api.pages.facts import of_home
from api.pages.people import ELSEWHERE, HERE, NO_HOME, UNDER_WAY, outcome, people
from api.pages.person import not_placed, placed
from api.pages.placements import placements
from api.pages.tables import Row, Table, view
from api.shown import Shown
from optimizer.agreements import Claim, ContactExclusion, ContactLevel, PlacementStatus
from optimizer.round import Round
from optimizer.solve import practice, solve
from optimizer.supply import Doelgroep, Dwelling, Label, Need, Woonvorm
from tests.api.small_round import HOSTILE, MAP, SLASHED, clashing, small
from tests.worlds import cap, dwelling, person, world


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(small())


def book_of(round_: Round) -> Book:
    return Book(Shown(round=round_, proposal=solve(round_), practice=practice(round_), map_html=MAP))


def page(id_: str, book: Book) -> DwellingPage:
    found = dwelling_page(id_, book)
    assert found is not None
    return found


def row(table: Table, name: str) -> Row:
    return next(each for each in table.rows if each.cells[0].text == name)


def first_column(table: Table) -> list[str]:
    return [each.cells[0].text for each in table.rows]


def test_what_nobody_gets_comes_first(book: Book) -> None:
    table = dwellings(book, book.round.dwellings)
    assert first_column(table) == ["w5", "w7", "w8 <i>", "w1", "w2", "w3", "w4", "w6"]
    assert [each.facets[2] for each in table.rows] == [LEFT] * 3 + [GIVEN] * 4 + [TAKEN]


def test_a_dwelling_leads_to_its_wijk_and_to_who_gets_it(book: Book) -> None:
    own = row(dwellings(book, book.round.dwellings), "w1")
    assert own.cells[0].link == "/woningen/w1"
    assert [(link.text, link.address) for link in own.cells[2].links] == [("wijk a", "/wijken/wijk-a")]
    (given,) = own.cells[8].links
    assert (given.text, given.address) == (HOSTILE, book_page(HOSTILE, book))
    assert row(dwellings(book, book.round.dwellings), "w5").cells[8].text == NOBODY


def book_page(name: str, book: Book) -> str:
    return row(placements(book), name).cells[0].link


def test_how_many_people_a_dwelling_suits_is_not_asked_when_it_is_taken(book: Book) -> None:
    assert suits(book.homes["w5"], book) == SOMEBODY
    assert suits(book.homes["w6"], book) == NOT_ASKED
    assert row(dwellings(book, book.round.dwellings), "w7").cells[7].text == "1 mens"
    alone = book_of(world([person("ans")], [dwelling("duur", rent=90_000)]))
    assert suits(alone.homes["duur"], alone) == NOBODY
    assert row(dwellings(alone, alone.round.dwellings), "duur").cells[7].tags[0].text == NOBODY


def test_the_table_is_searched_and_filtered_like_any_other(book: Book) -> None:
    table = dwellings(book, book.round.dwellings)
    assert first_column(replace(table, rows=view(table, {"stand": TAKEN}).rows)) == ["w6"]
    assert first_column(replace(table, rows=view(table, {"zoek": "gijs"}).rows)) == ["w2"]
    rents = [each.cells[3].key for each in view(table, {"sorteer": "huur"}).rows]
    assert rents == sorted(rents, key=lambda key: key or (0, ""))


def test_units_are_told_apart() -> None:
    round_ = world(
        [person("ans"), person("bea")],
        [dwelling("w", units=3)],
        claims=[Claim(person="bea", dwelling="w", status=PlacementStatus.VERHUURD)],
    )
    book = book_of(round_)
    own = row(dwellings(book, round_.dwellings), "w")
    assert [link.text for link in own.cells[8].links] == ["ans"]
    assert own.cells[8].notes == ("1 lopend", "1 niet toegewezen")
    assert "3 gelijke woningen" in [tag.text for tag in own.cells[6].tags]
    shown = page("w", book)
    assert shown.answer[0] == ("Dit zijn 3 woningen. Daarvan gaat er 1 naar iemand, loopt er 1 al en blijft er 1 over.")
    assert [(each.cells[0].text, each.cells[1].tags[0].text) for each in shown.takers.rows] == [
        ("ans", "voorgesteld"),
        ("bea", "loopt al: verhuurd"),
    ]
    assert shown.takers.rows[0].cells[0].link == "/plaatsingen/ans"
    assert shown.takers.rows[1].cells[0].link == ""


def test_the_answer_says_who(book: Book) -> None:
    assert page("w2", book).answer == ("Deze woning gaat naar gijs.",)
    assert page("w2", book).takers.rows[0].cells[1].tags[0].text == "vast"
    assert page("w6", book).answer == ("Hier loopt al een plaatsing.",)


def test_left_empty_though_people_fit_says_what_became_of_them(book: Book) -> None:
    shown = page("w5", book)
    assert shown.answer == (
        "Niemand krijgt deze woning in dit voorstel.",
        "De woning past wel bij 6 mensen. In dit voorstel: 3 naar een andere woning en 3 zonder woning.",
        "Kies een persoon om te lezen waarom.",
    )
    assert len(shown.suiting.rows) == 6
    without = row(shown.suiting, SLASHED)
    assert without.cells[0].link == "/niet-geplaatst/p%2F1%20%26%20%3Cb%3E"
    assert without.cells[1].tags[0].text == NO_HOME
    assert row(shown.suiting, "gijs").cells[1].link == "/woningen/w2"
    assert shown.rules.rows == ()
    assert page("w7", book).answer[-1] == "Kies deze persoon om te lezen waarom."


def test_nobody_fits_says_which_rules_stop_how_many() -> None:
    people_ = [person("ans"), person("bea", needs=frozenset({Need.ROLSTOEL}))]
    book = book_of(world(people_, [dwelling("duur", rent=90_000), dwelling("goed", offers=frozenset(Need))]))
    shown = page("duur", book)
    assert shown.answer[1:] == ("De woning past bij niemand in deze ronde.", "Bij alle 2 mensen: huur te hoog.")
    assert [(each.cells[0].text, each.cells[1].text) for each in shown.rules.rows] == [
        ("Huur te hoog", "2 van 2"),
        ("Niet rolstoelgeschikt", "1 van 2"),
    ]
    assert shown.suiting.rows == ()
    assert page("goed", book).rules.rows == ()


def test_no_page_of_a_dwelling_tells_of_a_contactuitsluiting() -> None:
    apart = ContactExclusion(
        id="x", people=frozenset({"ans"}), level=ContactLevel.AFSTAND, metres=300, protected=frozenset({"dichtbij"})
    )
    book = book_of(world([person("ans")], [dwelling("dichtbij")], contact_exclusions=[apart]))
    shown = page("dichtbij", book)
    assert [each.cells[0].text for each in shown.rules.rows] == ["Andere voorwaarde"]
    assert "contact" not in repr(shown).casefold()


def test_limits_and_facts_lead_to_the_areas_of_a_dwelling(book: Book) -> None:
    assert [each.cells[0].link for each in page("w1", book).limits.rows] == ["/wijken/wijk-a"]
    known = {fact.subject: fact for fact in of_home(book.homes["w1"], book)}
    assert (known["Complex"].value, known["Complex"].page) == ("complex a", "/wijken/complex-a")
    assert "Portiek" not in known


def test_every_fact_of_a_dwelling_is_told(book: Book) -> None:
    label = Label(name="jong", age_max=23, doelgroepen=frozenset({Doelgroep.JEUGD18}), max_stay_months=18)
    home = replace(book.homes["w3"], label=label, woonvorm=Woonvorm.TUSSENVORM, nuisance_file=True, shared=True)
    known = {fact.subject: fact.value for fact in of_home(home, book)}
    assert known["Soort"] == "appartement, 2e verdieping, lift en gedeelde woning"
    assert known["Label"] == "jong: 18 tot en met 23 jaar, voor jeugd18+, hoogstens 18 maanden"
    assert known["Overlastdossier in de omgeving"] == "ja"
    assert known["Kamers"] == "2 kamers, waarvan 1 slaapkamer"


def test_an_unknown_dwelling_has_no_page(book: Book) -> None:
    assert dwelling_page("nergens", book) is None


def test_what_becomes_of_somebody_is_seen_from_a_dwelling(book: Book) -> None:
    home: Dwelling = book.homes["w2"]
    said = {name: outcome(book.people[name], book, home) for name in ("gijs", "ans", "eva", "hanna")}
    assert said == {"gijs": HERE, "ans": ELSEWHERE, "eva": NO_HOME, "hanna": UNDER_WAY}
    assert outcome(book.people["gijs"], book) == ELSEWHERE
    table = people(book, book.round.people, "Iedereen", home)
    assert first_column(table)[0] == "gijs"
    hanna = row(table, "hanna")
    assert (hanna.cells[0].link, hanna.cells[1].link) == ("", "/woningen/w6")
    assert hanna.cells[1].notes == ("loopt al: aangeboden",)


def test_a_person_leads_to_dwellings_and_wijken(book: Book) -> None:
    bea = placed("bea", book)
    assert bea is not None
    pages = {known.subject: known.page for known in bea.summary}
    assert (pages["Woning"], pages["Waar"]) == ("/woningen/w4", "/wijken/wijk-b")
    assert row(bea.suitable, "w3").cells[0].link == "/woningen/w3"
    assert row(bea.suitable, "w3").cells[3].links[0].address == "/plaatsingen/ans"
    assert row(placements(book), "bea").cells[1].link == "/woningen/w4"
    assert row(placements(book), "bea").cells[3].links[0].address == "/wijken/wijk-b"


def test_what_closes_a_dwelling_leads_to_its_area() -> None:
    book = book_of(world([person("ans")], [dwelling("w")], limits=[cap("wijk-a", 0)]))
    ans = not_placed("ans", book)
    assert ans is not None
    (closed,) = ans.closed.rows
    assert [(link.text, link.address) for link in closed.cells[0].links] == [("wijk a", "/wijken/wijk-a")]
    assert {known.subject: known.page for known in ans.summary}["Herkomst"] == "/wijken/GM-A"


def test_clashing_pins_leave_every_dwelling(book: Book) -> None:
    clash = Book(clashing())
    assert state(clash.homes["w1"], clash) == LEFT
    assert state(book.homes["w1"], book) == GIVEN
    assert page("w1", clash).answer[0] == "Niemand krijgt deze woning in dit voorstel."


def test_a_dwelling_that_is_free_later_says_when(book: Book) -> None:
    home = replace(book.homes["w1"], available_from=date(2026, 11, 2))
    assert dwellings(book, [home]).rows[0].cells[5].text == "2 november 2026"
