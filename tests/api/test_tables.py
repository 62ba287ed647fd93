"""Searching, filtering and sorting by the address alone."""

from __future__ import annotations

from dataclasses import replace

from api.pages.tables import LAST, Cell, Column, Facet, Link, Row, Table, Tag, view

TABLE = Table(
    caption="Proef",
    columns=(Column(id="naam", title="Naam"), Column(id="aantal", title="Aantal", number=True)),
    facets=(Facet(id="kleur", title="Kleur"),),
    rows=(
        Row(cells=(Cell(text="Één"), Cell(text="10", key=(10, ""))), facets=("rood",)),
        Row(cells=(Cell(text="twee", tags=(Tag("vast"),)), Cell(text="9", key=(9, ""))), facets=("groen",)),
        Row(cells=(Cell(text="Drie", notes=("bij het water",)), Cell(text="geen", key=(LAST, ""))), facets=("rood",)),
    ),
)


def names(**asked: str) -> list[str]:
    return [row.cells[0].text for row in view(TABLE, asked).rows]


def test_nothing_asked_shows_all_in_their_own_order() -> None:
    assert names() == ["Één", "twee", "Drie"]


def test_text_sorts_without_capitals_and_accents() -> None:
    assert names(sorteer="naam") == ["Drie", "Één", "twee"]


def test_numbers_sort_as_numbers_in_both_directions() -> None:
    assert names(sorteer="aantal") == ["twee", "Één", "Drie"]
    assert names(sorteer="aantal", richting="af") == ["Drie", "Één", "twee"]


def test_search_finds_all_words_in_texts_notes_and_tags() -> None:
    assert names(zoek="ONE") == []
    assert names(zoek="10") == ["Één"]
    assert names(zoek="WATER drie") == ["Drie"]
    assert names(zoek="vast") == ["twee"]
    assert names(zoek="vast water") == []


def test_search_finds_the_words_of_links() -> None:
    linked = Row(
        cells=(Cell(text="vier", links=(Link("naar de wijk", "/wijken/a"),)), Cell(text="1")), facets=("rood",)
    )
    assert view(replace(TABLE, rows=(linked,)), {"zoek": "wijk"}).rows == (linked,)
    assert view(replace(TABLE, rows=(linked,)), {"zoek": "wijken/a"}).rows == ()


def test_facets_narrow_and_offer_every_value() -> None:
    shown = view(TABLE, {"kleur": "rood"})
    assert [row.cells[0].text for row in shown.rows] == ["Één", "Drie"]
    assert shown.filters[0].options == ("groen", "rood")
    assert shown.filters[0].chosen == "rood"


def test_what_the_table_does_not_have_is_ignored() -> None:
    assert names(sorteer="leeftijd", richting="?", maat="groot") == ["Één", "twee", "Drie"]
    assert names(kleur="paars") == []


def test_links_keep_the_search_and_turn_the_direction() -> None:
    shown = view(TABLE, {"zoek": "e & e", "kleur": "rood", "sorteer": "naam"})
    assert [heading.sorted for heading in shown.headings] == ["ascending", ""]
    assert shown.headings[0].address == "?zoek=e+%26+e&kleur=rood&sorteer=naam&richting=af"
    assert shown.headings[1].address == "?zoek=e+%26+e&kleur=rood&sorteer=aantal&richting=op"


def test_links_of_an_anchored_table_lead_back_to_it() -> None:
    shown = view(replace(TABLE, anchor="hier"), {})
    assert shown.headings[0].address == "?sorteer=naam&richting=op#hier"
    assert (shown.table.plain_address, TABLE.plain_address) == ("?#hier", "?")


def test_an_empty_table_has_no_choices() -> None:
    shown = view(Table(caption="Leeg", columns=TABLE.columns, rows=(), facets=TABLE.facets), {"zoek": "iets"})
    assert shown.rows == ()
    assert shown.filters[0].options == ()
