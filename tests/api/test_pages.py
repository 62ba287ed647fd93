"""The pages over HTTP: reachable, closed to the outside, and safe with any name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote, urljoin, urlsplit

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.pages.addresses import area_page, home_page
from api.pages.book import Book
from api.pages.guard import map_policy
from api.shown import Shown
from api.wire import loads_proposal
from optimizer.policy import AreaLevel
from optimizer.solve import practice, solve
from optimizer.supply import Area
from tests.api.small_round import HOSTILE, MAP, clashing, empty, small
from tests.asking import waited_for
from tests.worlds import AREAS, cap, dwelling, person, world

HOME = "http://127.0.0.1"
PAGES = (
    "/",
    "/plaatsingen",
    "/plaatsingen/ans",
    "/niet-geplaatst",
    "/niet-geplaatst/p%2F1%20%26%20%3Cb%3E",
    "/woningen",
    "/woningen/w5",
    "/woningen/w8%20%3Ci%3E",
    "/wijken",
    "/wijken/kaart",
    "/wijken/wijk-b",
    "/wijken/GM-B",
    "/afspraken",
    "/afspraken/begeleiding",
    "/handleiding",
    "/handleiding/draagkracht",
)


@dataclass(frozen=True)
class Client:
    """Asks the application without a network."""

    app: FastAPI

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        async def answer() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=HOME) as asking:
                return await asking.request(method, path, headers=headers)

        return waited_for(answer())

    def get(self, path: str) -> httpx.Response:
        return self.ask("GET", path)


def client_of(shown: Shown) -> Client:
    return Client(create_app(shown))


@pytest.fixture(scope="module")
def client() -> Client:
    return client_of(small())


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] for _, attrs in self.found if attribute in attrs]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_closed_to_the_outside(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    page = Tags(answer.text)
    assert not page.values("style")
    assert not [name for _, attrs in page.found for name in attrs if name.startswith("on")]
    assert not [tag for tag, _ in page.found if tag in ("script", "style")]
    assert all(value.startswith(("/", "#", "?")) for name in ("href", "src", "action") for value in page.values(name))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_shows_where_the_data_come_from(client: Client, path: str) -> None:
    assert "synthetisch, zaad 7" in client.get(path).text


@pytest.mark.parametrize("path", PAGES)
def test_names_stay_text(client: Client, path: str) -> None:
    text = client.get(path).text
    assert HOSTILE not in text
    assert HOSTILE in unescape(text)


@pytest.mark.parametrize("path", PAGES)
def test_none_of_our_own_jargon(client: Client, path: str) -> None:
    words = re.sub(r"<code>.*?</code>", "", client.get(path).text)
    assert not re.search(r"\b(solver|constraint|run|optimali\w+)\b", re.sub(r"<[^>]*>", " ", words), re.IGNORECASE)


@pytest.mark.parametrize("shown", [small(), clashing(), empty()], ids=["gewoon", "botsend", "leeg"])
def test_every_page_is_reached_by_links(shown: Shown) -> None:
    client, seen, waiting = client_of(shown), set[str](), ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            page = Tags(answer.text)
            # The map is a document of its own, made elsewhere.
            assert path == "/kaart" or [tag for tag, _ in page.found].count("h1") == 1, path
            links = [*page.values("href"), *page.values("src")]
            waiting += [urlsplit(urljoin(HOME + path, link)).path for link in links]
    persons = [path for path in seen if path.startswith(("/plaatsingen/", "/niet-geplaatst/"))]
    assert len(persons) == len(shown.proposal.placements) + len(shown.proposal.unplaced)
    fixed = {path for path in PAGES if path not in persons and path.count("/") < 2}
    assert fixed | {"/wijken/kaart", "/kaart", "/afspraken/begeleiding", "/voorstel.json", "/voorstel.xlsx"} <= seen
    homes = [path for path in seen if path.startswith("/woningen/")]
    assert len(homes) == len(shown.round.dwellings)
    assert {f"/wijken/{quote(limit.area)}" for limit in shown.round.limits} <= seen


def test_sorting_and_searching_by_address(client: Client) -> None:
    text = client.get("/plaatsingen?sorteer=huur&richting=af&zoek=aadorp").text
    assert re.findall(r'scope="row"[^>]*>\s*<a[^>]*>(.*?)</a>', text)[0] == "gijs"
    assert 'aria-sort="descending"' in text
    assert "4 van 4" in text
    assert "Niets gevonden" in client.get("/plaatsingen?zoek=nergens").text
    assert "1 van 5" in client.get("/niet-geplaatst?vervolgstap=besluit+nodig").text


def test_the_proposal_downloads_as_it_is(client: Client) -> None:
    answer = client.get("/voorstel.json")
    assert loads_proposal(answer.text) == small().proposal
    assert answer.headers["content-disposition"] == 'attachment; filename="voorstel.json"'
    assert answer.headers["content-type"] == "application/json"


def test_the_map_runs_its_own_scripts_only_and_in_a_sandbox(client: Client) -> None:
    answer = client.get("/kaart")
    assert answer.text == MAP
    policy = answer.headers["content-security-policy"]
    assert policy == map_policy(MAP)
    sandbox = "allow-scripts allow-top-navigation-by-user-activation"
    assert policy.startswith(f"sandbox {sandbox}; default-src 'none'; script-src 'sha256-")
    assert "'unsafe-inline'" not in policy.split("style-src")[0]
    (frame,) = [attrs for tag, attrs in Tags(client.get("/wijken/kaart").text).found if tag == "iframe"]
    assert (frame["src"], frame["sandbox"]) == ("/kaart", sandbox)


def test_a_map_without_scripts_runs_none() -> None:
    assert "script-src 'none'" in map_policy("<p>geen kaart</p>")


@pytest.mark.parametrize(
    "path",
    [
        "/nergens",
        "/plaatsingen/niemand",
        "/plaatsingen/cas",
        "/niet-geplaatst/ans",
        "/woningen/nergens",
        "/wijken/nergens",
        "/docs",
        "/openapi.json",
    ],
)
def test_what_is_not_there_is_said_in_dutch(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_ids_of_any_kind_have_pages() -> None:
    area = Area(id="WK/ é?#1", name="Odd", level=AreaLevel.WIJK, municipality="GM-A")
    home = dwelling("w/ é?#%2F", wijk="a", local_areas=frozenset({area.id}))
    round_ = world([person("ans")], [home], areas=(*AREAS, area), limits=[cap(area.id, 4)])
    shown = Shown(round=round_, proposal=solve(round_), practice=practice(round_), map_html=MAP)
    client, book = client_of(shown), Book(shown)
    for path, title in ((home_page(home.id, book), home.id), (area_page(area.id, book), area.name)):
        answer = client.get(path)
        assert answer.status_code == 200
        assert title in unescape(answer.text)
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("path", "here", "current"),
    [
        ("/wijken", "/wijken", "page"),
        ("/wijken/kaart", "/wijken", "true"),
        ("/wijken/wijk-a", "/wijken", "true"),
        ("/woningen", "/woningen", "page"),
        ("/woningen/w1", "/woningen", "true"),
        ("/afspraken/begeleiding", "/afspraken", "true"),
    ],
)
def test_the_navigation_says_where_you_are(client: Client, path: str, here: str, current: str) -> None:
    text = client.get(path).text
    tabs = Tags(text[text.index('class="tabs"') : text.index("</header>")])
    marked = [(attrs["href"], attrs["aria-current"]) for _, attrs in tabs.found if "aria-current" in attrs]
    assert marked == [(here, current)]
    assert len(tabs.values("href")) == 6


def test_table_and_map_are_two_views_of_the_wijken(client: Client) -> None:
    for path in ("/wijken", "/wijken/kaart"):
        text = client.get(path).text
        views = Tags(text[text.index('class="sub"') : text.index("</nav>", text.index('class="sub"'))])
        assert views.values("href") == ["/wijken", "/wijken/kaart"]
        assert [attrs["href"] for _, attrs in views.found if "aria-current" in attrs] == [path]


def test_sorting_stays_at_the_table(client: Client) -> None:
    text = client.get("/woningen/w5?sorteer=persoon").text
    assert 'href="?sorteer=persoon&amp;richting=af#past"' in text
    assert 'id="past"' in text


def test_a_short_table_has_no_search_and_a_long_one_has() -> None:
    for number, offered in ((8, False), (9, True)):
        round_ = world([person("ans")], [dwelling(f"w{at}") for at in range(number)])
        shown = Shown(round=round_, proposal=solve(round_), practice=practice(round_), map_html=MAP)
        assert ('role="search"' in client_of(shown).get("/wijken/wijk-a").text) is offered


def test_nothing_can_be_changed(client: Client) -> None:
    answer = client.ask("POST", "/plaatsingen")
    assert answer.status_code == 405
    assert "Dit kan hier niet" in answer.text
    assert answer.headers["allow"] == "GET"


def test_another_host_name_gets_nothing(client: Client) -> None:
    answer = client.ask("GET", "/plaatsingen", headers={"host": "elders.example"})
    assert answer.status_code == 400
    assert "ans" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_fault_of_ours_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("geheim")

    monkeypatch.setattr("api.pages.routes.headline", fail)
    answer = client_of(small()).get("/")
    assert answer.status_code == 500
    assert "Er ging iets mis" in answer.text
    assert "geheim" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_clashing_pins_are_explained() -> None:
    client = client_of(clashing())
    overview = client.get("/").text
    assert "Wat vastligt, botst" in overview
    assert "Laat de vaste plaatsing van ans in w1 los." in overview
    assert 'href="/niet-geplaatst/dirk"' in overview
    assert "Daarom is er nog geen voorstel" in client.get("/niet-geplaatst").text


def test_pages_are_small(client: Client) -> None:
    assert all(len(client.get(path).content) < 100_000 for path in PAGES)
    fonts = re.findall(r"url\(\"(.*?)\"\)", client.get("/static/tokens.css").text)
    assert fonts
    assert sum(len(client.get(f"/static/{font}").content) for font in fonts) < 60_000
