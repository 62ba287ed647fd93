"""Boundaries of CBS from PDOK, over the internet: a page at a time, with patience, and never half an answer.

PDOK has the wijk- en buurtkaart of the latest years as an OGC API (Features) and of the years before as a WFS. What is
asked and answered here was seen in public use of both, and in the source of the OGC API (github.com/PDOK/gokoala): an
attribute that can't be filtered on gives 400; the system of the coordinates is in the header Content-Crs; the next page
is a link with rel=next. The WFS gives at most 1,000 areas at once and ignores CQL, but not FILTER.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import Any, TypeVar
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import httpx

from geodata.boundaries import Level
from optimizer.errors import NoAnswer

COLLECTIONS = {Level.GEMEENTE: "gemeenten", Level.WIJK: "wijken", Level.BUURT: "buurten"}
RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
PASSING = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
BY_HAND = "U kunt het bestand ook zelf downloaden: zoek op pdok.nl naar CBS Wijken en Buurten, kies het jaar en de GeoPackage."

Feature = dict[str, Any]
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where PDOK is, and how patient to be; seconds.

    `first_wait` doubles at every attempt. A service that asks for more than `longest_wait` is not waited for.
    """

    api: str = "https://api.pdok.nl"
    wfs: str = "https://service.pdok.nl"
    page: int = 1000
    attempts: int = 5
    first_wait: float = 0.5
    longest_wait: float = 60.0
    timeout: float = 60.0
    pause: Callable[[float], None] = field(default=time.sleep)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All areas that PDOK has of a level and year, as GeoJSON features in RD; `source` is the address asked."""

    features: tuple[Feature, ...]
    source: str


class _NotThere(Exception):
    """This service does not have what was asked: the year, or a filter on this attribute."""


@dataclass(frozen=True, slots=True)
class Pdok:
    """PDOK over one connection, to be made with `connect`."""

    service: Service
    client: httpx.Client

    def gemeenten(self, year: int) -> dict[str, str]:
        """The names of all gemeenten of a year by code; empty when PDOK has no such year."""
        try:
            return self._names(year)
        except _NotThere:
            answer = self.areas(Level.GEMEENTE, year)
        features = answer.features if answer else ()
        return {str(at["gemeentecode"]): str(at["gemeentenaam"]) for at in (item["properties"] for item in features)}

    def areas(self, level: Level, year: int, gemeente: str | None = None) -> Answer | None:
        """The areas of one gemeente (its code), or of the country, water included; None when PDOK has no such year.

        Raises NoAnswer when PDOK can't be reached, or keeps failing.
        """
        for ask in (self._from_api, self._from_wfs):
            try:
                answer = ask(level, year, gemeente)
            except _NotThere:
                continue
            kept = tuple(item for item in answer.features if _is_of(item, gemeente))
            return Answer(features=kept, source=answer.source)
        return None

    def _from_api(self, level: Level, year: int, gemeente: str | None) -> Answer:
        address = f"{self.service.api}/cbs/wijken-en-buurten-{year}/ogc/v1/collections/{COLLECTIONS[level]}/items"
        query = {"f": "json", "limit": str(self.service.page), "crs": RD}
        try:
            pages = self._linked(address, query | ({"gemeentecode": gemeente} if gemeente else {}))
            return Answer(features=tuple(pages), source=address)
        except _NotThere:
            if gemeente is None:
                raise
        # Without a filter all areas come, and those of the gemeente are kept here.
        return Answer(features=tuple(self._linked(address, query)), source=address)

    def _linked(self, address: str, query: Mapping[str, str]) -> Iterator[Feature]:
        following: str | None = str(httpx.URL(address, params=dict(query)))
        seen = set()
        while following is not None:
            if following in seen or urlsplit(following).netloc != urlsplit(address).netloc:
                raise NoAnswer(f"PDOK verwijst naar een volgende bladzijde die niet klopt: {following}. {BY_HAND}")
            seen.add(following)
            response, page = self._page(following)
            if response.headers.get("Content-Crs", f"<{RD}>").strip("<>") != RD:
                raise NoAnswer(f"PDOK gaf de grenzen niet in RD, zoals gevraagd. {BY_HAND}")
            yield from page["features"]
            links = page.get("links") or []
            following = next((link["href"] for link in links if link.get("rel") == "next"), None)

    def _from_wfs(self, level: Level, year: int, gemeente: str | None) -> Answer:
        address = self._wfs_address(year)
        query = _wfs_query(level, count=self.service.page) | {
            "outputFormat": "application/json",
            "srsName": "urn:ogc:def:crs:EPSG::28992",
        }
        if gemeente is not None:
            query["filter"] = _filter(gemeente)
        features: list[Feature] = []
        while True:
            _, page = self._page(str(httpx.URL(address, params={**query, "startIndex": str(len(features))})))
            features += page["features"]
            matched = page.get("numberMatched")
            # The count is not always known; a page that is not full is the last one.
            whole = len(features) >= matched if isinstance(matched, int) else len(page["features"]) < self.service.page
            if whole or not page["features"]:
                break
        if isinstance(matched, int) and len(features) < matched:
            raise NoAnswer(f"PDOK gaf {len(features)} van de {matched} gebieden. Probeer het later nog eens. {BY_HAND}")
        return Answer(features=tuple(features), source=address)

    def _names(self, year: int) -> dict[str, str]:
        """Without borders, which only GML can leave out."""
        query = _wfs_query(Level.GEMEENTE, count=self.service.page) | {"propertyName": "gemeentecode,gemeentenaam"}
        return self._until_sound(str(httpx.URL(self._wfs_address(year), params=query)), _names_in)[1]

    def _wfs_address(self, year: int) -> str:
        return f"{self.service.wfs}/cbs/wijkenbuurten/{year}/wfs/v1_0"

    def _page(self, address: str) -> tuple[httpx.Response, dict[str, Any]]:
        return self._until_sound(address, _collection_in)

    def _until_sound(self, address: str, read: Callable[[httpx.Response], _Read]) -> tuple[httpx.Response, _Read]:
        """The answer and what was read from it; tries again while the failure may pass."""
        why = ""
        for attempt in range(self.service.attempts):
            wait = self.service.first_wait * 2**attempt
            try:
                response = self.client.get(address)
                if response.status_code in PASSING:
                    why = f"PDOK gaf foutcode {response.status_code}"
                    wait = _asked_wait(response) or wait
                elif response.status_code in (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND):
                    raise _NotThere
                elif response.status_code != HTTPStatus.OK:
                    raise NoAnswer(f"PDOK gaf foutcode {response.status_code} op {address}. {BY_HAND}")
                else:
                    return response, read(response)
            except httpx.ConnectError:
                why = "Er is geen verbinding met PDOK"
            except httpx.RequestError:
                why = "PDOK antwoordt niet, of breekt het antwoord af"
            except ValueError:
                why = "PDOK gaf een antwoord dat niet te lezen is"
            if wait > self.service.longest_wait:
                raise NoAnswer(f"PDOK vraagt om {wait:.0f} seconden te wachten. Probeer het later nog eens. {BY_HAND}")
            if attempt + 1 < self.service.attempts:
                self.service.pause(wait)
        raise NoAnswer(f"{why}, ook niet na {self.service.attempts} keer proberen. {BY_HAND}")


def connect(service: Service) -> httpx.Client:
    """A connection to PDOK that says who asks, as PDOK wishes; to be closed by whoever opens it."""
    agent = f"zachte-landing/{version('zachte-landing')}"
    return httpx.Client(headers={"User-Agent": agent}, timeout=service.timeout, follow_redirects=True)


def _wfs_query(level: Level, count: int) -> dict[str, str]:
    return {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": f"wijkenbuurten:{COLLECTIONS[level]}",
        "count": str(count),
    }


def _filter(gemeente: str) -> str:
    equal = f"<PropertyName>gemeentecode</PropertyName><Literal>{escape(gemeente)}</Literal>"
    return f"<Filter><PropertyIsEqualTo>{equal}</PropertyIsEqualTo></Filter>"


def _collection_in(response: httpx.Response) -> dict[str, Any]:
    """The page as it came. Raises ValueError when it is no collection of areas with their attributes."""
    page = response.json()
    features = page.get("features") if isinstance(page, dict) else None
    sound = isinstance(features, list) and all(
        isinstance(item, dict) and isinstance(item.get("properties"), dict) for item in features
    )
    if not isinstance(page, dict) or not sound:
        raise ValueError("no collection of areas")
    return page


def _names_in(response: httpx.Response) -> dict[str, str]:
    """Names by code. Raises ValueError when it is no GML with gemeenten."""
    try:
        # Expat itself bounds how far entities may expand.
        root = ET.fromstring(response.content)  # noqa: S314 - see above
    except ET.ParseError:
        raise ValueError("no GML") from None
    if "ExceptionReport" in root.tag:
        raise _NotThere
    names = {}
    for member in root.iter():
        texts = {_local(part.tag): part.text for part in member}
        if texts.get("gemeentecode") and texts.get("gemeentenaam"):
            names[str(texts["gemeentecode"])] = str(texts["gemeentenaam"])
    if not names:
        raise ValueError("no gemeenten")
    return names


def _local(tag: str) -> str:
    return re.sub(r"^\{.*\}", "", tag)


def _is_of(feature: Feature, gemeente: str | None) -> bool:
    return gemeente is None or feature["properties"].get("gemeentecode") == gemeente


def _asked_wait(response: httpx.Response) -> float | None:
    """Seconds until the service wants to be asked again: a number or a time, where it says so."""
    asked = response.headers.get("Retry-After", "")
    if asked.isdigit():
        return float(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
