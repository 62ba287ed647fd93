"""What pages of people and dwellings tell of alternatives, of what would help, and of whom it concerns."""

from __future__ import annotations

import re
from html import unescape

import pytest

from api.app import create_app
from api.pages.addresses import home_page, page_of
from api.pages.book import Book
from api.pages.dwelling import dwelling_page
from api.pages.person import not_placed, placed
from api.shown import Shown
from api.usecases.demonstrate import demonstration
from api.usecases.explain import explained
from api.usecases.propose import Answer
from optimizer.agreements import ContactExclusion, ContactLevel
from optimizer.explanations import Easing, Giving, TieKind
from optimizer.solve import solve
from optimizer.verify import verify_explanations
from optimizer.why.explaining import explanations
from optimizer.why.prepared import prepare
from optimizer.why.resolving import worth_of
from tests.api.small_round import small
from tests.api.test_pages import Client
from tests.worlds import cap, dwelling, person, world


def shown() -> Shown:
    """Bea has a home; ans runs into rent and wijk; cas may not live near bea; one dwelling is left."""
    round_ = world(
        [person("ans"), person("bea", urgency=2), person("cas")],
        [dwelling("w"), dwelling("duur", rent=72_000), dwelling("ver", "c")],
        limits=[cap("wijk-a", 1), cap("wijk-c", 0)],
        contact_exclusions=[ContactExclusion(id="x", people=frozenset({"bea", "cas"}), level=ContactLevel.BUURT)],
    )
    return Shown(round=round_, proposal=solve(round_), practice=None, map_html="")


def words(path: str, client: Client) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


@pytest.fixture(scope="module")
def client() -> Client:
    return Client(create_app(shown()))


def test_a_placement_says_what_it_serves_and_what_else_was_possible(client: Client) -> None:
    said = words("/plaatsingen/bea", client)
    assert "Kon het even goed anders? Of een ander voorstel even goed is, is nog niet nagerekend." in said
    assert "Wat kon anders?" in said
    assert "ans krijgt" not in said
    assert "In plaats van" not in said.split("Wat kon anders?")[0]
    assert "Plaatsingen naar urgentie +8 (beter)" in said


def test_an_alternative_leads_to_the_other_person_and_the_dwelling() -> None:
    book = Book(shown())
    page = not_placed("ans", book)
    assert page is not None
    assert page.helping is not None
    links = [link.address for row in page.helping.alternatives.rows for cell in row.cells for link in cell.links]
    assert page_of("bea", book) in links
    assert home_page("w", book) in [row.cells[0].link for row in page.helping.alternatives.rows]


def test_what_would_help_is_first_told_and_then_calculated(client: Client) -> None:
    said = words("/niet-geplaatst/ans", client)
    assert "wijk c: 1 meer ruimte onder de grens." in said
    assert "is nog niet nagerekend" in said
    assert "Reken na wat de berekening hiermee doet" in said
    said = words("/niet-geplaatst/ans?reken=na", client)
    assert "Dat is nagerekend." in said or "gaat voor. Dat is nagerekend" in said
    assert "Reken na" not in said


def test_somebody_kept_apart_is_never_offered_what_is_next_door(client: Client) -> None:
    said = words("/niet-geplaatst/cas", client)
    helping = said.split("Wat zou helpen?")[1].split("Verbonden aanmeldingen")[0]
    assert "woning duur" not in helping
    assert "bea heeft dan geen woning" in helping


def test_a_dwelling_that_is_left_says_why_and_what_would_fill_it(client: Client) -> None:
    said = words("/woningen/ver", client)
    assert "Wat zou deze woning vullen?" in said
    assert "wijk c: 1 meer ruimte onder de grens." in said
    assert "contactuitsluiting" not in words("/woningen/duur", client).lower()


def test_a_dwelling_without_a_unit_left_has_no_such_tables() -> None:
    page = dwelling_page("w", Book(shown()))
    assert page is not None
    assert page.filling is None


def test_what_was_worked_out_before_is_shown_as_it_is() -> None:
    held = shown()
    heard: list[tuple[int, int]] = []
    answer = explained(
        Answer(round=held.round, proposal=held.proposal, practice=None), None, lambda *step: heard.append(step)
    )
    assert answer.explanations is not None
    assert not verify_explanations(held.round, held.proposal, answer.explanations)
    assert heard[-1][0] == heard[-1][1]
    book = Book(
        Shown(round=held.round, proposal=held.proposal, practice=None, map_html="", explanations=answer.explanations)
    )
    page = placed("bea", book)
    assert page is not None
    assert "nog niet nagerekend" not in " ".join(page.others_as_good)
    hope = not_placed("ans", book)
    assert hope is not None
    assert hope.helping is not None
    assert not hope.helping.to_calculate


def test_every_page_of_a_larger_round_has_its_answer() -> None:
    book = Book(small())
    for name in book.placements:
        assert placed(name, book)
    for name in book.unplaced:
        assert not_placed(name, book)
    for name in book.homes:
        assert dwelling_page(name, book)


def test_in_a_round_of_a_region_all_that_is_told_passes_the_checker() -> None:
    round_ = demonstration(2).round
    proposal = solve(round_)
    told = explanations(prepare(round_, proposal))
    assert sum(len(each.alternatives) for each in told.placed) > len(told.placed)
    assert sum(len(each.openings) for each in told.unplaced) > len(told.unplaced)
    assert not verify_explanations(round_, proposal, told)


def test_one_dwelling_more_never_makes_a_round_worse() -> None:
    """In this one HiGHS called 95 points of fit the best, once it was told of them; 99 were possible, as before."""
    round_ = demonstration(1).round
    worth = worth_of(round_, solve(round_), Easing(kind=Giving.UNIT, dwelling="W-0034", by=1))
    assert worth is not None
    assert worth.proven


def test_a_stop_keeps_what_was_calculated_and_says_of_the_rest_that_it_was_not() -> None:
    held = shown()
    answer = explained(
        Answer(round=held.round, proposal=held.proposal, practice=None), None, lambda *_: None, lambda: True
    )
    assert answer.explanations is not None
    known = [opening.resolved is not None for hope in answer.explanations.unplaced for opening in hope.openings]
    assert any(known)
    assert not all(known)
    assert [each.tie.kind for each in answer.explanations.placed] == [TieKind.UNKNOWN]
    assert not verify_explanations(held.round, held.proposal, answer.explanations)
