"""Whatever the round, its summary, its map and every page of its proposal can be read."""

from __future__ import annotations

import httpx
from hypothesis import HealthCheck, given, settings

from api.app import create_app
from api.pages.addresses import area_page, home_page
from api.pages.book import Book
from api.shown import Shown
from api.texts.summary import summary
from api.usecases.draw import draw, shapes_for
from api.usecases.propose import propose
from api.wire import dumps_proposal, dumps_round, loads_proposal, loads_round
from optimizer.proposal import Settings
from optimizer.round import Round
from tests.asking import waited_for
from tests.tiny_rounds import rounds

PAGES = (
    "/", "/plaatsingen", "/niet-geplaatst", "/woningen", "/wijken", "/wijken/kaart", "/kaart", "/afspraken",
    "/afspraken/begeleiding", "/voorstel.json", "/voorstel.xlsx", "/handleiding", "/handleiding/draagkracht",
)  # fmt: skip


async def statuses(shown: Shown) -> dict[str, int]:
    people = [f"/plaatsingen/{placement.person}" for placement in shown.proposal.placements]
    people += [f"/niet-geplaatst/{unplaced.person}" for unplaced in shown.proposal.unplaced]
    book = Book(shown)
    homes = [home_page(dwelling.id, book) for dwelling in shown.round.dwellings]
    areas = [area_page(id_, book) for id_ in book.levels]
    transport = httpx.ASGITransport(app=create_app(shown))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return {page: (await client.get(page)).status_code for page in (*PAGES, *people, *homes, *areas)}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(rounds())
def test_everything_can_be_read(round_: Round) -> None:
    answer = propose(round_, Settings())
    assert summary(answer).startswith("Ronde")
    assert loads_round(dumps_round(round_)) == round_
    assert loads_proposal(dumps_proposal(answer.proposal)) == answer.proposal
    map_html = draw(round_, answer.proposal, shapes_for(round_, None))
    shown = Shown(round=round_, proposal=answer.proposal, practice=answer.practice, map_html=map_html)
    assert set(waited_for(statuses(shown)).values()) == {200}
