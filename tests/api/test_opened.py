"""The pages below any address: every link stays there, and nobody sees a proposal that is not given."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from api.app import create_app
from api.shown import Shown
from tests.api.small_round import clashing, empty, small
from tests.api.stored import stored
from tests.api.test_pages import HOME, Client, Tags
from tests.maps.load_worlds import page as page_of_loads

GUIDE = ("/handleiding", "/handleiding/draagkracht")
ONE, OTHER = "/voorstellen/1", "/voorstellen/2%20%3Cb%3E"
ROUNDS = {"gewoon": replace(small(), loads_html=page_of_loads()), "botsend": clashing(), "leeg": empty()}


def links_of(path: str, answer: httpx.Response) -> set[str]:
    """The whole addresses to which a page leads, without what is asked there."""
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return set()
    page = Tags(answer.text)
    links = [
        link for name in ("href", "src", "action") for link in page.values(name) if not link.startswith(("#", "data:"))
    ]
    found = [urlsplit(urljoin(HOME + path, link)) for link in links]
    return {f"{link.scheme}://{link.netloc}{link.path}" for link in found}


def walked(client: Client, start: str) -> dict[str, httpx.Response]:
    """Every page that links lead to; the handleiding is not walked on from, since all proposals share it."""
    seen: dict[str, httpx.Response] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen[path] = client.get(path)
        if path not in GUIDE:
            waiting += [link.removeprefix(HOME) for link in links_of(path, seen[path])]
    return seen


@pytest.mark.parametrize("shown", ROUNDS.values(), ids=ROUNDS)
@pytest.mark.parametrize("prefix", ["", ONE, OTHER])
def test_every_link_stays_below_the_address(shown: Shown, prefix: str) -> None:
    app = stored({"1": shown, "2 <b>": shown}) if prefix else create_app(shown)
    seen = walked(Client(app), f"{prefix}/")
    assert {path: answer.status_code for path, answer in seen.items() if answer.status_code != 200} == {}
    outside = {path for path in seen if not path.startswith(f"{prefix}/")}
    assert {path for path in outside if not path.startswith("/static/")} <= set(GUIDE)
    people = len(shown.proposal.placements) + len(shown.proposal.unplaced)
    below = [path.removeprefix(prefix) for path in seen]
    assert len([path for path in below if path.startswith(("/plaatsingen/", "/niet-geplaatst/"))]) == people
    assert {"/wijken/kaart", "/kaart", "/afspraken/begeleiding", "/voorstel.json", "/voorstel.xlsx"} <= set(below)
    assert ("/kaart/coordinator" in below) is bool(shown.loads_html)


@pytest.mark.parametrize("prefix", ["", ONE])
def test_a_page_that_is_not_there_leads_back_below_the_address(prefix: str) -> None:
    app = stored({"1": small()}) if prefix else create_app(small())
    answer = Client(app).get(f"{prefix}/plaatsingen/niemand")
    assert answer.status_code == 404
    below = {link for link in links_of("/", answer) if not link.startswith((f"{HOME}/static/", f"{HOME}/handleiding"))}
    assert f"{HOME}{prefix}/plaatsingen" in below
    assert all(link.startswith(f"{HOME}{prefix}/") for link in below)


def test_an_address_without_its_last_sign_leads_on_below_it() -> None:
    answer = Client(stored({"1": small()})).get(ONE)
    assert answer.status_code == 307
    assert answer.headers["location"] == f"{HOME}{ONE}/"


@pytest.mark.parametrize(("path", "current"), [("/wijken", "page"), ("/wijken/kaart", "true")])
def test_the_navigation_says_where_you_are(path: str, current: str) -> None:
    text = Client(stored({"1": small()})).get(ONE + path).text
    tabs = Tags(text[text.index('class="tabs"') : text.index("</header>")])
    marked = [(attrs["href"], attrs["aria-current"]) for _, attrs in tabs.found if "aria-current" in attrs]
    assert marked == [(f"{ONE}/wijken", current)]


def test_two_proposals_are_kept_apart() -> None:
    client = Client(stored({"1": small(), "2": clashing()}))
    assert client.get("/voorstellen/1/voorstel.json").text != client.get("/voorstellen/2/voorstel.json").text
    for id_, shown in (("1", small()), ("2", clashing())):
        tiles = client.get(f"/voorstellen/{id_}/").text
        assert ("Wat vastligt, botst" in tiles) is bool(shown.proposal.conflicts)


def test_nothing_of_a_proposal_that_is_not_given_is_seen() -> None:
    shown = ROUNDS["gewoon"]
    below = [path for path in walked(Client(stored({"1": shown})), f"{ONE}/") if path.startswith(f"{ONE}/")]
    closed = Client(stored({}))
    assert len(below) > 40
    for path in below:
        answer = closed.get(path)
        assert answer.status_code == 404, path
        assert "Deze pagina is er niet" in answer.text
        assert shown.round.name not in answer.text
        assert links_of(path, answer) <= {f"{HOME}/", f"{HOME}/handleiding", *_static(answer)}


def test_the_handleiding_needs_no_proposal() -> None:
    client = Client(stored({"1": small()}))
    for path in GUIDE:
        answer = client.get(path)
        assert answer.status_code == 200
        assert small().round.name not in answer.text
        assert 'class="tabs"' not in answer.text
        assert links_of(path, answer) <= {f"{HOME}/", *(HOME + page for page in GUIDE), *_static(answer)}
    assert "Hoe zwaarder de begeleiding, hoe meer punten." in client.get("/handleiding").text


def test_a_fault_of_ours_below_an_address_leads_back_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("geheim")

    monkeypatch.setattr("api.pages.routes.headline", fail)
    answer = Client(stored({"1": small()})).get(f"{ONE}/")
    assert answer.status_code == 500
    assert "geheim" not in answer.text
    assert f'class="primary" href="{ONE}/"' in answer.text


def _static(answer: httpx.Response) -> set[str]:
    return {link for link in links_of("/", answer) if link.startswith(f"{HOME}/static/")}
