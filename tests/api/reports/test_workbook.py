"""What stands in the coordinator's workbook, and how the files are called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from api.reports.workbook import PROPOSAL, corporation_workbook, file_names, proposal_workbook, workbooks
from api.shown import Shown
from api.usecases.propose import Answer, propose
from optimizer.errors import InvalidInput
from optimizer.people import Ages
from optimizer.proposal import Settings
from tests.api.reports.reading import elements, opened, records, texts
from tests.api.small_round import HOSTILE, SLASHED, clashing, empty, small
from tests.worlds import dwelling, person, world

SHEETS = [
    "Samenvatting", "Plaatsingen", "Niet geplaatst", "Wat zou helpen", "Grenzen", "Afspraken", "Begeleiding",
    "Evenwicht", "Uitleg",
]  # fmt: skip


def answer_of(shown: Shown) -> Answer:
    return Answer(round=shown.round, proposal=shown.proposal, practice=shown.practice)


@pytest.fixture(scope="module")
def book() -> bytes:
    return proposal_workbook(answer_of(small()))


def summary(data: bytes) -> dict[object, tuple[object, ...]]:
    return {row[0]: row[1:] for row in opened(data)["Samenvatting"].iter_rows(values_only=True) if row[0]}


def test_the_sheets_stand_in_the_order_of_reading(book: bytes) -> None:
    assert opened(book).sheetnames == SHEETS


@pytest.mark.parametrize("shown", [small, clashing, empty])
def test_any_answer_gives_two_equal_books_without_formulas(shown: Callable[[], Shown]) -> None:
    answer = answer_of(shown())
    files = workbooks(answer)
    assert files == workbooks(answer)
    for data in files.values():
        assert not elements(data, "f")
        assert not elements(data, "hyperlink")


def test_the_summary_says_what_was_reached_and_what_people_do_now(book: bytes) -> None:
    rows = summary(book)
    assert rows["Begin van de periode"][0] == datetime(2026, 10, 1)
    assert rows["Gegevens"][0] == "synthetisch, zaad 7"
    assert rows["Uitkomst"][0] == "Bewezen best haalbaar"
    assert rows["Geplaatst"][1:6] == (4, 9, pytest.approx(4 / 9), 4, 0)
    assert rows["Mensen zonder woning"][1] == 5
    assert rows["1. Wie te lang wacht"][1:4] == (1, 1, "bewezen")


def test_each_placement_has_one_row_with_real_numbers(book: bytes) -> None:
    placed = {row["Persoon"]: row for row in records(book, "Plaatsingen")}
    assert set(placed) == {each.person for each in small().proposal.placements}
    gijs = placed["gijs"]
    assert (gijs["Woning"], gijs["Huur per maand"], gijs["Ligt vast"], gijs["Huurafwijking"]) == ("w2", 800, "ja", "ja")
    assert gijs["Start"] == datetime(2026, 10, 1)
    assert gijs["Te laat"] == "ja"
    landlords = [str(row["Verhuurder"]) for row in records(book, "Plaatsingen")]
    assert landlords == sorted(landlords)


def test_who_waits_stands_with_the_reason(book: bytes) -> None:
    waiting = records(book, "Niet geplaatst")
    assert {row["Persoon"] for row in waiting} == {each.person for each in small().proposal.unplaced}
    assert waiting[0]["Besluit"] == "besluit nodig"
    eva = next(row for row in waiting if row["Persoon"] == "eva")
    assert "begeleiding niet gevraagd" in str(eva["Waarom geen woning"])
    assert eva["Waarom een besluit"] == "3 rondes zonder woning, deze meegeteld."


def test_limits_agreements_and_support_count_like_the_proposal(book: bytes) -> None:
    limits = {row["Gebied"]: row for row in records(book, "Grenzen")}
    use = next(use for use in small().proposal.limits if use.limit == "grens wijk-a")
    row = limits["wijk a"]
    assert (row["Grens"], row["In gebruik"], row["Gepland"]) == (use.cap, use.used, use.planned)
    assert row["Bezet"] == pytest.approx((use.used + use.claimed + use.planned) / use.cap)
    assert limits["complex d"]["Bezet"] is None
    quotas = {row["Afspraak"]: row for row in records(book, "Afspraken")}
    assert (quotas[f"Aadorp {HOSTILE}"]["Minimum"], quotas[f"Aadorp {HOSTILE}"]["Maximum"]) == (9, None)
    assert quotas[f"Aadorp {HOSTILE}"]["Uitkomst"] == "te weinig"
    assert [row["Uren"] for row in records(book, "Begeleiding")] == [1_000, 1_000]


def test_balance_counts_every_group_once_per_grouping(book: bytes) -> None:
    rows = records(book, "Evenwicht")
    groupings = list(dict.fromkeys(row["Indeling"] for row in rows))
    of_people = ["Iedereen", "Doelgroep", "Begeleiding", "Leeftijd", "Huishouden", "Gemeente van herkomst"]
    assert groupings == [*of_people, "Corporatie"]
    for grouping in of_people:
        held = [row for row in rows if row["Indeling"] == grouping]
        assert sum(int(str(row["Mensen of woningen"])) for row in held) == 9
        assert sum(int(str(row["Geplaatst"])) for row in held) == 4


def test_ages_are_grouped_by_the_lowest_age() -> None:
    people = [person(f"p{low}", ages=Ages(low=low, high=low + 4)) for low in (18, 22, 23, 54, 55)]
    rows = records(proposal_workbook(propose(world(people, [dwelling("w")]), Settings())), "Evenwicht")
    held = {row["Groep"]: row["Mensen of woningen"] for row in rows if row["Indeling"] == "Leeftijd"}
    assert held == {"18 tot en met 22": 2, "23 tot en met 26": 1, "27 tot en met 54": 1, "55 en ouder": 1}


def test_without_practice_nothing_is_compared() -> None:
    shown = small()
    data = proposal_workbook(Answer(round=shown.round, proposal=shown.proposal, practice=None))
    assert summary(data)["Geplaatst"][4:6] == (None, None)
    assert "Verschil" not in records(data, "Evenwicht")[0]


def test_clashing_placements_are_named_and_not_compared() -> None:
    data = proposal_workbook(answer_of(clashing()))
    assert "ans in w1, dirk in w1" in texts(data)
    assert "Laat de vaste plaatsing van ans in w1 los." in texts(data)
    assert summary(data)["Geplaatst"][4:6] == (None, None)


def test_hostile_names_arrive_unchanged(book: bytes) -> None:
    assert {HOSTILE, SLASHED} <= set(texts(book))


def test_every_column_is_explained(book: bytes) -> None:
    explained = {(row[0], row[2]) for row in opened(book)["Uitleg"].iter_rows(values_only=True)}
    for name in SHEETS[1:-1]:
        assert {(name, title) for title in records(book, name)[0]} <= explained


def test_an_unknown_corporation_is_refused() -> None:
    with pytest.raises(InvalidInput, match="een corporatie van deze ronde"):
        corporation_workbook(answer_of(small()), "corp-9")


def test_every_corporation_gets_its_own_file() -> None:
    answer = answer_of(small())
    files = workbooks(answer)
    assert list(files) == [PROPOSAL, "corporaties/corp-1.xlsx", "corporaties/corp-2.xlsx"]
    assert files["corporaties/corp-2.xlsx"] == corporation_workbook(answer, "corp-2")


def test_file_names_are_safe_and_never_meet() -> None:
    ids = ["corp-1", "../x", "..", "", "a/b", "a-b", "a\\b", "CON", "nul", "Actium", "actium", "é", "\ud800", "x" * 200]
    names = file_names(ids)
    assert names["corp-1"] == "corp-1.xlsx"
    assert names["a-b"] == "a-b.xlsx"
    assert len({name.casefold() for name in names.values()}) == len(ids)
    assert all(
        set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") for name in names.values()
    )
    assert all(not name.startswith(".") and len(name) < 100 for name in names.values())
    again = file_names([*ids, names["a/b"].removesuffix(".xlsx")])
    assert len({name.casefold() for name in again.values()}) == len(ids) + 1


def test_the_widest_sheet_is_printed_over_two_pages_with_its_first_columns_on_both(book: bytes) -> None:
    held = opened(book)
    pages = {page.title: page.page_setup.fitToWidth or 1 for page in held}
    assert pages == {name: 2 if name == "Plaatsingen" else 1 for name in SHEETS}
    assert held["Plaatsingen"].print_title_cols == "$A:$B"
