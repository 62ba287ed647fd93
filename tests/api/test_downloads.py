"""What can be taken away from the pages."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from api.pages.book import Book
from api.pages.downloads import WORKBOOK, corporation_workbooks
from api.pages.opened import Opened
from api.reports.workbook import corporation_workbook, proposal_workbook
from api.usecases.propose import Answer
from optimizer.supply import Organisation
from tests.api.small_round import small
from tests.api.test_pages import Client, client_of


@pytest.fixture(scope="module")
def client() -> Client:
    return client_of(small())


@pytest.fixture(scope="module")
def answer() -> Answer:
    shown = small()
    return Answer(round=shown.round, proposal=shown.proposal, practice=shown.practice)


def test_the_proposal_is_a_workbook(client: Client, answer: Answer) -> None:
    given = client.get("/voorstel.xlsx")
    assert given.status_code == 200
    assert given.headers["content-type"] == WORKBOOK
    assert given.headers["content-disposition"] == 'attachment; filename="voorstel.xlsx"'
    assert given.headers["content-security-policy"].startswith("default-src 'none'")
    assert given.content == proposal_workbook(answer)
    assert "Plaatsingen" in load_workbook(BytesIO(given.content), read_only=True).sheetnames


def test_a_corporation_gets_its_own(client: Client, answer: Answer) -> None:
    given = client.get("/corporaties/corp-1.xlsx")
    assert given.status_code == 200
    assert given.headers["content-disposition"] == 'attachment; filename="corp-1.xlsx"'
    assert given.content == corporation_workbook(answer, "corp-1")


@pytest.mark.parametrize("path", ["/corporaties/corp-9.xlsx", "/corporaties/..%2Fvoorstel.xlsx", "/corporaties/"])
def test_what_is_no_workbook_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_overview_offers_the_workbook_first(client: Client) -> None:
    text = client.get("/").text
    assert text.index('class="primary" href="/voorstel.xlsx"') < text.index('href="/voorstel.json"')
    assert 'href="/corporaties/corp-2.xlsx"' in text


def test_an_odd_id_has_a_workbook_too() -> None:
    shown = small()
    corporations = (*shown.round.corporations, Organisation(id="é/ \N{SNOWMAN}", name="Sneeuw"))
    odd = replace(shown, round=replace(shown.round, corporations=corporations))
    (link,) = [each for each in corporation_workbooks(Book(odd)) if each.text == "Sneeuw"]
    assert client_of(odd).get(link.address).status_code == 200


def test_workbooks_are_made_once() -> None:
    opened = Opened(Book(small()))
    assert opened.workbooks is opened.workbooks
