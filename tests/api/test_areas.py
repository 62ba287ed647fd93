"""What the page of a wijk, or any other area, says."""

from __future__ import annotations

import pytest

from api.pages.agreements import quotas, support
from api.pages.area import AreaPage, area_page_of, areas_with
from api.pages.book import Book
from api.pages.limits import limits
from api.shown import Shown
from optimizer.agreements import Consent, LimitKind
from optimizer.people import AreaReasonCode, AreaWish
from optimizer.policy import AreaLevel
from optimizer.round import Round
from optimizer.solve import practice, solve
from optimizer.supply import Area
from tests.api.small_round import HOSTILE, MAP, SLASHED, small
from tests.worlds import AREAS, DECISION, cap, dwelling, person, world

CODED = (
    Area(id="WK010601", name="Noord", level=AreaLevel.WIJK, municipality="GM-A"),
    Area(id="BU01060102", name="Noordhoek", level=AreaLevel.BUURT, municipality="GM-A"),
    Area(id="BU01060202", name="Zuidhoek", level=AreaLevel.BUURT, municipality="GM-A"),
)


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(small())


def book_of(round_: Round) -> Book:
    return Book(Shown(round=round_, proposal=solve(round_), practice=practice(round_), map_html=MAP))


def page(id_: str, book: Book) -> AreaPage:
    found = area_page_of(id_, book)
    assert found is not None
    return found


def names(rows: AreaPage, table: str) -> list[str]:
    return [row.cells[0].text for row in getattr(rows, table).rows]


def test_a_wijk_says_what_it_is_and_leads_to_its_municipality(book: Book) -> None:
    shown = page("wijk-a", book)
    assert (shown.name, shown.what) == ("wijk a", "wijk in Aadorp")
    assert [(known.subject, known.value, known.page) for known in shown.summary] == [
        ("Gemeente", "Aadorp", "/wijken/GM-A"),
        ("Woningen in deze ronde", "2", ""),
        ("Gaan naar iemand", "2", ""),
        ("Loopt al", "0", ""),
        ("Niet toegewezen", "0", ""),
    ]
    assert names(shown, "dwellings") == ["w1", "w2"]


def test_the_decision_is_told_with_author_date_reason_and_consent(book: Book) -> None:
    (decided,) = page("wijk-a", book).decided
    assert decided.title == "Aanwezig: 2 punten, vastgesteld op 1 september 2026"
    assert decided.sentences == (
        "Door gemeente en corporatie. voorbeeld",
        "+1 met toestemming van gemeente en corporatie, 1 september 2026. voorbeeld",
    )
    assert page("wijk-d", book).decided == ()


def test_the_room_that_is_left_is_one_sentence(book: Book) -> None:
    assert page("wijk-a", book).room == ("De grens van 3 punten is bereikt.",)
    assert page("wijk-b", book).room == ("Er zijn nog 3 van de 5 punten vrij.",)
    assert page("buurt-a", book).room[0] == "Voor dit gebied zelf is geen grens afgesproken."


def test_over_the_cap_and_new_in_the_period_are_told_apart() -> None:
    full = cap("wijk-a", 1, used=3)
    new = cap("wijk-a", 2, id="nieuw", kind=LimitKind.INSTROOM, consent=Consent(extra=1, decision=DECISION), used=2)
    book = book_of(world((), (), limits=[full, new]))
    assert page("wijk-a", book).room == (
        "Dit is 2 punten boven de grens van 1.",
        "Nieuw in deze periode: er is nog 1 van de 3 punten vrij.",
    )


def test_full_areas_around_and_inside_are_named(book: Book) -> None:
    assert page("wijk-d", book).room[1] == "Wel is de grens bereikt in complex d."
    assert names(page("wijk-d", book), "others") == ["complex d"]
    assert page("complex-d", book).room == ("De grens van 0 punten is bereikt.",)
    assert names(page("complex-d", book), "own") == ["complex d"]
    many = [cap(f"{level}-{letter}", 0) for level in ("wijk", "buurt", "complex") for letter in "ab"]
    crowded = book_of(world((), (), limits=many))
    assert page("GM-A", crowded).room[1] == "Wel is de grens bereikt in 6 gebieden hierin of hieromheen."


def test_an_area_is_tied_to_others_by_dwellings_and_by_the_codes_of_cbs(book: Book) -> None:
    assert areas_with("wijk-c", book) == {"GM-B", "buurt-c", "complex-c"}
    assert areas_with("GM-B", book) == {area.id for area in AREAS if area.municipality == "GM-B"}
    coded = book_of(world(areas=(*AREAS, *CODED), limits=[cap("BU01060102", 2), cap("BU01060202", 2)]))
    assert names(page("WK010601", coded), "others") == ["Noordhoek"]
    assert areas_with("BU01060102", coded) == {"GM-A", "WK010601"}
    assert areas_with("BU01060202", coded) == {"GM-A"}


def test_who_wants_to_live_there_is_told_and_who_does_not_is_not(book: Book) -> None:
    assert names(page("wijk-b", book), "wishing") == ["bea"]
    assert names(page("wijk-a", book), "wishing") == []
    assert SLASHED not in repr(page("wijk-a", book))


def test_a_municipality_has_those_who_come_from_it(book: Book) -> None:
    shown = page("GM-B", book)
    assert shown.what == "gemeente"
    assert set(names(shown, "returning")) == {"dirk", HOSTILE}
    assert "cas" not in names(page("GM-A", book), "returning")
    assert names(page("wijk-a", book), "returning") == []


def test_an_area_without_dwellings_keeps_to_what_is_known() -> None:
    wishes = (AreaWish(area="wijk-c", reason=AreaReasonCode.WERK),)
    book = book_of(world([person("ans", preferred=wishes)], [dwelling("w", "a")]))
    shown = page("wijk-c", book)
    assert [known.subject for known in shown.summary] == ["Gemeente", "Woningen in deze ronde"]
    assert shown.dwellings.rows == ()
    assert names(shown, "wishing") == ["ans"]


def test_no_page_of_an_area_tells_of_a_contactuitsluiting(book: Book) -> None:
    assert book.round.contact_exclusions
    for area in ("GM-A", "GM-B", *(area.id for area in AREAS)):
        assert "contact" not in repr(page(area, book)).casefold()


def test_an_unknown_area_has_no_page(book: Book) -> None:
    assert area_page_of("nergens", book) is None


def test_tables_lead_to_areas_and_a_page_not_to_itself(book: Book) -> None:
    assert {row.cells[0].link for row in limits(book).rows} >= {"/wijken/wijk-a", "/wijken/complex-d"}
    assert [row.cells[0].link for row in page("wijk-a", book).own.rows] == [""]
    assert [row.cells[0].links[0].address for row in quotas(book).rows] == ["/wijken/GM-A", "/wijken/GM-B"]
    assert {row.cells[1].link for row in support(book).rows} == {"/wijken/GM-A", "/wijken/GM-B"}
