"""PDOK over HTTP, against a server that answers as it does: pages, filters, failures that pass and that do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from api.pdok import PATIENCE, Pdok, Service, connect
from geodata.boundaries.read import Level
from optimizer.errors import NoAnswer
from tests.api.pdok_server import GEMEENTEN, FakePdok, Reply, country, fake_pdok, html, problem

waits: list[float] = []


@pytest.fixture
def server() -> Iterator[FakePdok]:
    waits.clear()
    with fake_pdok() as running:
        yield running


@pytest.fixture
def pdok(server: FakePdok) -> Iterator[Pdok]:
    patience = replace(PATIENCE, pause=waits.append, attempts=3)
    service = Service(api=server.address, wfs=server.address, timeout=5, patience=patience)
    with connect(service) as client:
        yield Pdok(service, client)


def codes(pdok: Pdok, level: Level, year: int, gemeente: str | None = None) -> list[str]:
    answer = pdok.areas(level, year, gemeente)
    assert answer is not None
    column = country()[{"gemeente": "gemeenten", "wijk": "wijken", "buurt": "buurten"}[level]].columns[0]
    return [feature["properties"][column] for feature in answer.of(gemeente)]


def expected(layer: str, gemeente: str | None = None) -> list[str]:
    frame = country()[layer]
    return list((frame if gemeente is None else frame[frame["gemeentecode"] == gemeente]).iloc[:, 0])


@pytest.mark.parametrize("year", [2024, 2022])
@pytest.mark.parametrize("size", [1000, 4, 1])
def test_every_page_is_read_of_either_service(year: int, size: int, pdok: Pdok, server: FakePdok) -> None:
    server.most = size
    assert codes(pdok, Level.BUURT, year) == expected("buurten")
    paged = replace(pdok, service=replace(pdok.service, page=size))
    assert codes(paged, Level.WIJK, year, "GM0002") == expected("wijken", "GM0002")


def test_the_service_filters_and_gives_rd(pdok: Pdok, server: FakePdok) -> None:
    assert codes(pdok, Level.WIJK, 2024, "GM0001") == expected("wijken", "GM0001")
    (asked,) = server.asked
    query = parse_qs(urlsplit(asked).query)
    assert query == {
        "f": ["json"], "limit": ["1000"], "crs": ["http://www.opengis.net/def/crs/EPSG/0/28992"],
        "gemeentecode": ["GM0001"],
    }  # fmt: skip
    answer = pdok.areas(Level.WIJK, 2024, "GM0001")
    assert answer is not None
    x, y = answer.features[0]["geometry"]["coordinates"][0][0]
    assert (x > 10_000, y > 300_000) == (True, True)


def test_where_the_service_does_not_filter_that_is_done_here(pdok: Pdok, server: FakePdok) -> None:
    server.queryable = frozenset()
    answer = pdok.areas(Level.WIJK, 2024, "GM0001")
    assert answer is not None
    assert answer.country
    server.asked.clear()
    assert codes(pdok, Level.WIJK, 2024, "GM0001") == expected("wijken", "GM0001")
    assert len(server.asked) == 2


def test_a_year_without_an_ogc_api_comes_from_the_wfs_and_one_of_neither_is_none(pdok: Pdok, server: FakePdok) -> None:
    assert codes(pdok, Level.GEMEENTE, 2021, "GM0003") == expected("gemeenten", "GM0003")
    assert "/wfs/" in server.asked[-1]
    assert pdok.areas(Level.WIJK, 1999) is None
    assert pdok.gemeenten(1999) == {}


def test_the_gemeenten_of_a_year_have_code_and_name(pdok: Pdok) -> None:
    assert pdok.gemeenten(2024) == GEMEENTEN


def test_without_a_wfs_the_gemeenten_come_from_the_ogc_api(pdok: Pdok, server: FakePdok) -> None:
    server.first = [html(404)]
    assert pdok.gemeenten(2024) == GEMEENTEN


BUSY = problem(429, "Too Many Requests", "slow down", Retry_After="7")
BROKEN = problem(500, "Internal Server Error", "querying the features took too long (timeout encountered)")


@pytest.mark.parametrize(
    ("reply", "wait"),
    [
        (BUSY, 7.0),
        (BROKEN, 0.5),
        (html(503), 0.5),
        (html(200), 0.5),
        (Reply(200, b'{"type": "FeatureCollection", "features": ['), 0.5),
        (Reply(200, b'{"type": "FeatureCollection", "features": [7]}'), 0.5),
        (Reply(200, b'["geen", "kaart"]'), 0.5),
        (Reply(200, b'{"type": "FeatureCollection", "features": []}' * 9, sent=20), 0.5),
    ],
    ids=["429", "500", "503", "html", "half json", "no areas", "no map", "broken off"],
)
def test_what_may_pass_is_tried_again(reply: Reply, wait: float, pdok: Pdok, server: FakePdok) -> None:
    server.first = [reply]
    assert codes(pdok, Level.WIJK, 2024, "GM0001") == expected("wijken", "GM0001")
    assert waits == [wait]


def test_a_page_further_on_is_tried_again_and_nothing_comes_twice(pdok: Pdok, server: FakePdok) -> None:
    server.most = 4
    server.first = [None, BROKEN, BUSY]
    assert codes(pdok, Level.BUURT, 2024) == expected("buurten")
    assert waits == [0.5, 7.0]


def test_a_time_to_wait_until_is_understood(pdok: Pdok, server: FakePdok) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    server.first = [problem(429, "Too Many Requests", "slow down", Retry_After=later)]
    codes(pdok, Level.GEMEENTE, 2024)
    assert 25 < waits[0] <= 30


def test_a_long_wait_is_told_and_not_sat_out(pdok: Pdok, server: FakePdok) -> None:
    server.first = [problem(429, "Too Many Requests", "slow down", Retry_After="3600")]
    with pytest.raises(NoAnswer, match="PDOK vraagt om 3600 seconden te wachten"):
        pdok.areas(Level.WIJK, 2024)
    assert waits == []


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (BROKEN, "PDOK gaf foutcode 500, ook niet na 3 keer proberen"),
        (html(200), "PDOK gaf een antwoord dat niet te lezen is, ook niet na 3 keer proberen"),
        (Reply(200, b"{}" * 99, sent=3), "PDOK antwoordt niet, of breekt het antwoord af, ook niet na 3 keer proberen"),
    ],
)
def test_what_does_not_pass_ends_with_what_the_reader_can_do(
    reply: Reply, said: str, pdok: Pdok, server: FakePdok
) -> None:
    server.first = [reply] * 3
    with pytest.raises(NoAnswer, match=said) as caught:
        pdok.areas(Level.WIJK, 2024)
    assert "U kunt het bestand ook zelf downloaden" in str(caught.value)
    assert waits == [0.5, 1.0]


def test_a_refusal_is_not_tried_again(pdok: Pdok, server: FakePdok) -> None:
    server.first = [html(403)]
    with pytest.raises(NoAnswer, match="foutcode 403"):
        pdok.areas(Level.WIJK, 2024)
    assert len(server.asked) == 1


def test_without_a_network_that_is_said(server: FakePdok) -> None:
    service = Service(
        api="http://127.0.0.1:9", wfs="http://127.0.0.1:9", patience=replace(PATIENCE, pause=waits.append)
    )
    with connect(service) as client, pytest.raises(NoAnswer, match="Er is geen verbinding met PDOK"):
        Pdok(service, client).areas(Level.WIJK, 2024)
    assert server.asked == []
    assert waits == [0.5]


@pytest.mark.parametrize("href", ["https://elders.nl/items?cursor=x", "{self}"])
def test_a_link_elsewhere_or_in_a_circle_is_not_followed(href: str, pdok: Pdok, server: FakePdok) -> None:
    address = f"{server.address}/cbs/wijken-en-buurten-2024/ogc/v1/collections/wijken/items?cursor=eA"
    link = href.replace("{self}", address)
    body = f'{{"type": "FeatureCollection", "features": [], "links": [{{"rel": "next", "href": "{link}"}}]}}'
    server.first = [Reply(200, body.encode())] * 3
    with pytest.raises(NoAnswer, match="verwijst naar een volgende bladzijde die niet klopt"):
        pdok.areas(Level.WIJK, 2024)


def test_another_system_of_coordinates_is_refused(pdok: Pdok, server: FakePdok) -> None:
    crs84 = {"Content-Crs": "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"}
    server.first = [Reply(200, b'{"type": "FeatureCollection", "features": []}', crs84)]
    with pytest.raises(NoAnswer, match="niet in RD"):
        pdok.areas(Level.WIJK, 2024)


def test_a_service_that_stops_before_its_count_is_no_answer(pdok: Pdok, server: FakePdok) -> None:
    body = b'{"type": "FeatureCollection", "numberMatched": 50, "features": []}'
    server.first = [html(404), Reply(200, body)]
    with pytest.raises(NoAnswer, match="0 van de 50 gebieden"):
        pdok.areas(Level.WIJK, 2022)
    server.first = [Reply(200, body)]
    with pytest.raises(NoAnswer, match="0 van de 50 gebieden"):
        pdok.areas(Level.WIJK, 2024)
