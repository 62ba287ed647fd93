"""Why an area has its cap: on its own page, in the table of limits and in the workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from api.pages.area import area_page_of
from api.pages.book import Book
from api.pages.decided import decided_on, decision_tags, decisions
from api.pages.limits import limits
from api.pages.tables import view
from api.pages.why_cap import Why, why
from api.reports.agreed import limits_sheet
from api.shown import Shown
from optimizer.agreements import Decision, Limit
from optimizer.draagkracht import Colour
from optimizer.round import Round
from optimizer.solve import practice, solve
from tests.api.small_round import MAP, small
from tests.maps.worlds import derived
from tests.worlds import DECISION, END, START, cap, world

UNTIL = replace(DECISION, until=date(2026, 11, 30))
FROM_FIGURES = Decision(by="de draagkracht", on=date(2026, 9, 1), motivation="Klasse oranje (index 58).")


def book_of(round_: Round) -> Book:
    return Book(Shown(round=round_, proposal=solve(round_), practice=practice(round_), map_html=MAP))


def known() -> Book:
    """Wijk a is oranje and decided until November; b is groen and only proposed; c is not known; d has nothing."""
    unknown = derived("wijk-c", colour=Colour.ONBEKEND, proposed=None, certainty=None, turns=())
    return book_of(
        world(
            limits=[
                cap("wijk-a", 9, decision=UNTIL),
                cap("wijk-b", 12, decision=FROM_FIGURES, provisional=True),
                cap("wijk-d", 3),
            ],
            draagkracht=[derived("wijk-a"), derived("wijk-b", 1), unknown],
        )
    )


def told(area: str) -> Why:
    found = why(area, known())
    assert found is not None
    return found


def limit_of(area: str) -> Limit:
    return next(limit for limit in known().round.limits if limit.area == area)


def test_the_chain_goes_from_class_to_decision() -> None:
    assert [(each.subject, each.value) for each in told("wijk-a").chain] == [
        ("Draagkracht", "oranje (O)"),
        ("Voorgestelde grens", "12 punten"),
        ("Vastgestelde grens", "9 punten"),
        ("Zekerheid van de kleur", "blijft bijna altijd oranje (93%)"),
    ]
    assert told("wijk-a").steps == derived("wijk-a").steps
    assert told("wijk-a").turns == derived("wijk-a").turns


def test_what_nobody_decided_is_not_decided() -> None:
    assert told("wijk-b").chain[2].value == "nog niet vastgesteld"
    assert told("wijk-c").chain[2].value == "nog niet vastgesteld"


def test_what_is_not_known_is_said() -> None:
    assert [each.value for each in told("wijk-c").chain[:2]] == ["niet te bepalen", "geen voorstel"]
    assert told("wijk-c").certainty == "Hoe zeker de kleur is, is niet bekend."
    assert "In 93 van de 100 keer was de kleur weer oranje." in told("wijk-a").certainty


def test_an_area_without_draagkracht_has_the_page_it_had() -> None:
    assert why("wijk-d", known()) is None
    page = area_page_of("wijk-d", known())
    assert page is not None
    assert page.why is None
    assert page.decided[0].title == "Aanwezig: 3 punten, vastgesteld op 1 september 2026"


def test_a_decision_tells_until_when_it_holds() -> None:
    assert decided_on(limit_of("wijk-a")) == "vastgesteld op 1 september 2026, geldt tot en met 30 november 2026"
    assert decisions(limit_of("wijk-a")) == (
        "Door gemeente en corporatie. voorbeeld",
        "Geldt tot en met 30 november 2026.",
    )
    assert decisions(limit_of("wijk-d")) == ("Door gemeente en corporatie. voorbeeld",)


def test_a_proposed_cap_is_told_as_one() -> None:
    assert decided_on(limit_of("wijk-b")) == "voorstel, nog niet vastgesteld"
    assert decisions(limit_of("wijk-b")) == ("De draagkracht. Klasse oranje (index 58).",)


def tags(limit: Limit) -> list[str]:
    return [tag.text for tag in decision_tags(limit, known().round)]


def test_a_decision_that_ends_before_the_round_does_has_a_tag() -> None:
    def until(day: date) -> Limit:
        return cap("wijk-a", 1, decision=replace(DECISION, until=day))

    assert tags(until(END)) == tags(until(START)) == ["loopt af in deze ronde"]
    assert tags(until(date(2026, 9, 30))) == ["verlopen"]
    assert tags(until(date(2027, 1, 1))) == []
    assert tags(cap("wijk-a", 1)) == []
    assert tags(cap("wijk-a", 1, provisional=True)) == ["voorstel, nog niet vastgesteld"]


def test_the_table_of_limits_shows_class_tag_and_end() -> None:
    rows = {row.cells[0].text: row for row in limits(known()).rows}
    assert [rows[f"wijk {letter}"].cells[1].text for letter in "abd"] == ["oranje (O)", "groen (G)", ""]
    decided = {letter: rows[f"wijk {letter}"].cells[-1] for letter in "abd"}
    assert decided["a"].notes == ("tot en met 30 november 2026",)
    assert [tag.text for tag in decided["a"].tags] == ["loopt af in deze ronde"]
    assert decided["b"].text == ""
    assert [tag.text for tag in decided["b"].tags] == ["voorstel, nog niet vastgesteld"]
    assert decided["d"].tags == ()


def test_the_table_of_limits_is_sorted_and_filtered_by_class() -> None:
    def names(**asked: str) -> list[str]:
        return [row.cells[0].text for row in view(limits(known()), asked).rows]

    assert names(sorteer="klasse") == ["wijk b", "wijk a", "wijk d"]
    assert names(draagkracht="oranje (O)") == ["wijk a"]
    assert names(draagkracht="geen") == ["wijk d"]


def test_a_round_without_draagkracht_has_the_table_it_had() -> None:
    table = limits(Book(small()))
    assert "Draagkracht" not in [column.title for column in table.columns]
    assert all(len(row.cells) == len(table.columns) and len(row.facets) == len(table.facets) for row in table.rows)


def test_the_workbook_tells_class_decision_and_end() -> None:
    (table,) = limits_sheet(known()).tables
    titles = [head.title for head in table.heads]
    found = {row[0]: dict(zip(titles, row, strict=True)) for row in table.rows}
    assert found["wijk a"]["Draagkracht"] == "oranje (O)"
    assert found["wijk a"]["Geldt tot en met"] == date(2026, 11, 30)
    assert found["wijk b"]["Vastgesteld op"] == "voorstel, nog niet vastgesteld"
    assert found["wijk d"]["Draagkracht"] is None
    assert found["wijk d"]["Vastgesteld op"] == date(2026, 9, 1)
