"""What the pages say, without HTTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from api.pages.addresses import page_of
from api.pages.agreements import quotas, support
from api.pages.balance import balance
from api.pages.book import Book
from api.pages.facts import ties
from api.pages.goals import clashes, ending, goals, way_out
from api.pages.headline import headline
from api.pages.limits import limits
from api.pages.person import not_placed, placed
from api.pages.placements import BACK, ELSEWHERE, NOT_BACK, UNKNOWN, placements, return_of
from api.pages.reasons import there, why_this_dwelling
from api.pages.tables import Row, Table
from api.pages.unplaced import unplaced_people, why_decide
from api.pages.words import count, household, listed, money, number, signed
from optimizer.people import Child, Designation, Household, Uitstromer
from optimizer.policy import Goal
from optimizer.proposal import GoalValue, Status
from optimizer.words import day, period
from tests.api.small_round import HOSTILE, SLASHED, clashing, empty, small
from tests.worlds import dwelling, person


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(small())


def row(table: Table, name: str) -> Row:
    return next(each for each in table.rows if each.cells[0].text == name)


def texts(of: Row) -> list[str]:
    return [cell.text for cell in of.cells]


def tags(of: Row) -> set[str]:
    return {tag.text for cell in of.cells for tag in cell.tags}


def test_numbers_dates_and_amounts_are_dutch() -> None:
    assert number(-12_345) == "−12.345"
    assert (signed(3), signed(0), signed(-3)) == ("+3", "0", "−3")
    assert money(61_405) == "€\N{NO-BREAK SPACE}614,05"
    assert day(date(2026, 10, 1)) == "1 oktober 2026"
    assert period(date(2026, 10, 1), date(2026, 12, 31)) == "1 oktober tot en met 31 december 2026"
    assert period(date(2026, 12, 1), date(2027, 1, 31)) == "1 december 2026 tot en met 31 januari 2027"
    assert listed(["a", "b", "c"]) == "a, b en c"
    assert (listed([]), listed(["a"])) == ("", "a")
    assert count(1, "mens", "mensen") == "1 mens"


def test_a_household_is_told_in_full() -> None:
    home = Household(adults=2, children=(Child(age=3), Child(age=14, coparented=True)), expected=1)
    assert household(home) == "2 volwassenen, 2 kinderen van 3 en 14 (deels elders) jaar en 1 kind verwacht"


def test_figures_come_with_the_practice_they_are_compared_to(book: Book) -> None:
    tiles = {tile.title: tile for tile in headline(book)}
    placed_tile = tiles["Geplaatst"]
    assert (placed_tile.value, placed_tile.unit) == ("4", "van 9 mensen (44%)")
    assert placed_tile.compared is not None
    assert placed_tile.compared.text == "Gelijk aan de huidige praktijk (4)"
    assert tiles["Mensen zonder woning"].value == "5"
    assert tiles["Woningen niet gebruikt"].value == "3"


def test_without_practice_nothing_is_compared() -> None:
    book = Book(replace(small(), practice=None))
    assert not any(tile.compared for tile in headline(book))
    assert len(goals(book).columns) == 3
    assert not any(column.id == "praktijk" for table in balance(book) for column in table.columns)


def test_less_without_a_home_is_better_and_said_so() -> None:
    shown = small()
    assert shown.practice is not None
    worse = replace(shown.practice, placements=shown.practice.placements[:1])
    tiles = {tile.title: tile for tile in headline(Book(replace(shown, practice=worse)))}
    for title, words in (("Geplaatst", "3 meer dan"), ("Mensen zonder woning", "3 minder dan")):
        compared = tiles[title].compared
        assert compared is not None
        assert compared.text.startswith(words)
        assert compared.tone == "good"


def with_goals(ours: list[tuple[Goal, int, int | None]], theirs: list[tuple[Goal, int]]) -> Table:
    shown = small()
    assert shown.practice is not None
    proposal = replace(shown.proposal, goals=tuple(GoalValue(goal=g, value=v, bound=b) for g, v, b in ours))
    practice = replace(shown.practice, goals=tuple(GoalValue(goal=g, value=v, bound=None) for g, v in theirs))
    return goals(Book(replace(shown, proposal=proposal, practice=practice)))


def test_where_practice_is_better_the_earlier_goal_is_named() -> None:
    table = with_goals(
        [(Goal.PLACEMENTS, 20, 20), (Goal.QUOTA, 4, 4), (Goal.ORIGIN, 2, 3)],
        [(Goal.PLACEMENTS, 18), (Goal.QUOTA, 5), (Goal.ORIGIN, 3)],
    )
    better, shortfall, worse = table.rows
    assert (better.cells[4].text, shortfall.cells[4].text) == ("+2", "−1")
    assert tags(better) == tags(shortfall) == {"✓ bewezen", "voorstel beter"}
    assert worse.cells[4].text == "−1"
    assert worse.cells[4].notes == ("Doel 1 ging voor: daar is het voorstel beter.",)
    assert tags(worse) == {"niet bewezen", "huidige praktijk beter"}


def test_without_an_earlier_goal_no_excuse_is_made() -> None:
    table = with_goals([(Goal.PLACEMENTS, 17, None)], [(Goal.PLACEMENTS, 18)])
    assert table.rows[0].cells[4].notes == ()
    assert table.rows[0].cells[2].text == "onbekend"


def test_the_ending_tells_the_status_and_the_check(book: Book) -> None:
    told = ending(book)
    assert (told.title, told.checked) == ("Bewezen best haalbaar", "Controle akkoord")
    changed = replace(small().proposal, placements=small().proposal.placements[1:])
    objecting = ending(Book(replace(small(), proposal=changed)))
    assert objecting.objections
    assert objecting.checked.startswith("Controle: ")
    stopped = replace(small().proposal, status=Status.STOPPED)
    assert ending(Book(replace(small(), proposal=stopped))).tone == "attention"


def test_a_minimum_that_binds_is_told_apart() -> None:
    shown = small()
    binding = replace(shown.round, quotas=tuple(replace(quota, binding=True) for quota in shown.round.quotas))
    for round_, notes in ((shown.round, ()), (binding, ("moet worden gehaald",))):
        assert {each.cells[2].notes for each in quotas(Book(replace(shown, round=round_))).rows} == {notes}


def test_clashing_pins_are_named_with_the_reason() -> None:
    book = Book(clashing())
    (clash,) = clashes(book)
    assert clash.pairs == (("ans", "/niet-geplaatst/ans", "w1"), ("dirk", "/niet-geplaatst/dirk", "w1"))
    assert clash.why == "Een woning kan maar één keer worden toegewezen. Het gaat om w1."
    assert way_out(book) == ("Laat de vaste plaatsing van ans in w1 los.",)
    assert way_out(Book(small())) == ()
    assert ending(book).title == "Wat vastligt, botst"
    assert goals(book).rows == ()
    assert placements(book).rows == ()


def test_every_way_of_coming_from_somewhere() -> None:
    home = dwelling("w", "a")
    assert return_of(person("a"), home) == BACK
    assert return_of(person("a", origin="GM-B"), home) == ELSEWHERE
    assert return_of(person("a", origin=None), home) == UNKNOWN
    assert return_of(person("a", returns=False), home) == NOT_BACK
    assert return_of(person("a", designated=Designation(municipality="GM-B", reason="netwerk")), home) == ELSEWHERE


def test_a_placement_shows_what_is_special_about_it(book: Book) -> None:
    table = placements(book)
    gijs = row(table, "gijs")
    assert "€\N{NO-BREAK SPACE}800,00" in texts(gijs)
    assert tags(gijs) == {"terug", "vast", "huurafwijking"}
    assert gijs.cells[-1].details == ("voorbeeld gemeente en corporatie, 1 september 2026.",)
    assert "samen geplaatst" in tags(row(table, "ans"))
    assert "bewust niet terug" in tags(row(table, "bea"))
    assert len(table.rows) == 4


def test_unplaced_people_who_need_a_decision_come_first(book: Book) -> None:
    table = unplaced_people(book)
    assert table.rows[0].cells[0].text == "eva"
    assert table.rows[0].cells[1].text == "Bij alle 8 woningen: begeleiding niet gevraagd."
    assert tags(table.rows[0]) == {"besluit nodig"}
    assert "volgende ronde" in tags(row(table, "cas"))


def test_why_a_decision_is_needed(book: Book) -> None:
    assert why_decide(book.people["eva"], book) == ("3 rondes zonder woning, deze meegeteld.",)
    assert why_decide(book.people["gijs"], book) == ("Uiterlijk op 1 november 2026: ontslag.",)
    assert why_decide(book.people["cas"], book) == ()


def test_limits_add_up_and_show_consent_and_reserve(book: Book) -> None:
    table = limits(book)
    full = row(table, "wijk a")
    assert texts(full)[1:8] == ["aanwezig", "3", "1", "0", "+2", "0", "100%"]
    assert full.cells[2].notes == ("2 + 1 met toestemming",)
    assert tags(full) == {"vol"}
    assert len(full.cells[8].details) == 2
    assert row(table, "wijk b").cells[2].notes == ("3 alleen voor zwaar",)
    nothing = row(table, "complex d")
    assert (nothing.cells[7].text, tags(nothing)) == ("", {"vol"})
    assert table.rows[0].cells[0].text == "wijk a"


def test_quotas_show_what_is_short(book: Book) -> None:
    short, met = quotas(book).rows
    assert texts(short)[1:] == ["levering", "9", "geen", "0", "0", "+4", "4", "5", ""]
    assert tags(short) == {"te weinig"}
    assert tags(met) == {"gehaald"}


def test_support_counts_hours(book: Book) -> None:
    table = support(book)
    assert {each.cells[1].text for each in table.rows} == {"Aadorp", "Beekstad"}
    assert all(each.cells[2].text == "1.000" for each in table.rows)


def test_balance_counts_everybody_once(book: Book) -> None:
    *of_people, of_homes = balance(book)
    for table in of_people:
        everybody, *groups = table.rows
        assert (everybody.cells[0].text, everybody.cells[1].text) == ("Iedereen", "4 van 9")
        assert sum(int(each.cells[1].text.split(" van ")[1]) for each in groups) == 9
    assert [each.cells[0].text for each in of_people[3].rows] == ["Iedereen", "Alleenstaand", "Met kinderen"]
    assert [(each.cells[1].text, each.cells[1].notes) for each in of_homes.rows] == [("4 van 6", ("67%",))]


def test_why_a_dwelling_says_only_what_follows(book: Book) -> None:
    why = {name: why_this_dwelling(placement, book) for name, placement in book.placements.items()}
    assert all(1 <= len(sentences) <= 3 for sentences in why.values())
    assert not any(". " in sentence for sentences in why.values() for sentence in sentences)
    assert why["gijs"] == (
        "Deze plaatsing lag al vast: het voorstel is al verstuurd.",
        "De woning staat in Aadorp, de gemeente van herkomst.",
        "De woning past bij het huishouden, en voor de huur boven de grens is een uitzondering vastgelegd.",
    )
    assert why["bea"] == (
        "De woning staat in Aadorp: deze persoon gaat bewust niet terug naar de gemeente van herkomst.",
        "De woning ligt in een gebied van voorkeur.",
        f"De woning heeft wat nodig is: lift of begane grond, en de huur van {money(55_000)} blijft binnen de grens van {money(71_302)}.",
    )
    assert why[HOSTILE][0] == "De woning staat in Aadorp: in Beekstad passen ook 2 woningen."


def test_the_page_of_a_placement_sets_person_beside_dwelling(book: Book) -> None:
    page = placed("bea", book)
    assert page is not None
    facts = {fact.subject: fact for fact in page.facts}
    assert facts["Nodig in de woning"].person == "lift of begane grond"
    assert facts["Nodig in de woning"].home == "begane grond"
    assert facts["Voorkeur"].home == "ligt daarin"
    assert [each.cells[0].text for each in page.limits.rows] == ["wijk b"]
    assert "w3" in [each.cells[0].text for each in page.suitable.rows]
    assert placed("cas", book) is None


def test_the_page_of_somebody_unplaced_lists_what_is_behind_it(book: Book) -> None:
    page = not_placed(SLASHED, book)
    assert page is not None
    assert page.reason.startswith("Er pass")
    assert "Uitgesloten gebied" in [each.cells[0].text for each in page.rules.rows]
    assert page.closed.rows
    assert not page.needs_decision
    assert not_placed("ans", book) is None


def test_ties_lead_to_the_other_and_are_marked_secret(book: Book) -> None:
    linked, apart = ties(book.people["ans"], book)
    assert (linked.other, linked.page, linked.secret) == ("bea", "/plaatsingen/bea", False)
    assert apart.secret
    assert apart.text == "Contactuitsluiting, niet dichtbij (minder dan 300 meter): een beschermde plek."


def test_addresses_survive_any_id(book: Book) -> None:
    assert page_of(SLASHED, book) == "/niet-geplaatst/p%2F1%20%26%20%3Cb%3E"
    assert page_of("hanna", book) == ""


def test_an_empty_round_has_pages_too() -> None:
    book = Book(empty())
    assert headline(book)[0].unit == "van 0 mensen"
    assert balance(book)[0].rows == ()
    for table in (placements(book), unplaced_people(book), limits(book), quotas(book)):
        assert table.rows == ()
        assert table.nothing


@pytest.mark.parametrize(
    ("suiting", "taken", "said"),
    [
        (0, 0, "in Beekstad past geen enkele woning van deze ronde"),
        (1, 1, "de enige woning die in Beekstad past, gaat naar iemand anders"),
        (2, 2, "beide woningen die in Beekstad passen, gaan naar anderen"),
        (3, 3, "alle 3 woningen die in Beekstad passen, gaan naar anderen"),
        (1, 0, "in Beekstad past ook 1 woning"),
        (3, 2, "in Beekstad passen ook 3 woningen, waarvan er 2 naar anderen gaan"),
    ],
)
def test_why_not_in_the_own_municipality(suiting: int, taken: int, said: str) -> None:
    assert there("Beekstad", suiting, taken) == said


def test_what_is_near_is_said_with_its_distance(book: Book) -> None:
    near_b = replace(book.people["cas"], id="ans", preferred=book.people["bea"].preferred)
    changed = Book(replace(small(), round=replace(book.round, people=_with(book, near_b))))
    assert why_this_dwelling(book.placements["ans"], changed)[1] == (
        "De woning ligt in een gebied van voorkeur, dicht bij het eigen netwerk: "
        "afstand 0, op een schaal van 0 (dichtbij) tot 4 (ver)."
    )


def _with(book: Book, changed: Uitstromer) -> tuple[Uitstromer, ...]:
    return tuple(changed if each.id == changed.id else each for each in book.round.people)
