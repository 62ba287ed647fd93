"""Boundaries of CBS from PDOK, over the internet: a page at a time, with patience, and never half an answer.

PDOK has the wijk- en buurtkaart of the latest years as an OGC API (Features) and of the years before as a WFS. What is
asked and answered here was seen in public use of both, and in the source of the OGC API (github.com/PDOK/gokoala): an
attribute that can't be filtered on gives 400; the system of the coordinates is in the header Content-Crs; the next page
is a link with rel=next. The WFS gives at most 1,000 areas at once and ignores CQL, but not FILTER.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import httpx

from api.patience import NotThereError, Patience, ask
from geodata.boundaries.names import MANY
from geodata.boundaries.read import Level

RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
BY_HAND = "U kunt het bestand ook zelf downloaden: zoek op pdok.nl naar CBS Wijken en Buurten, kies het jaar en de GeoPackage."

Feature = dict[str, Any]


PATIENCE = Patience(name="PDOK", advice=BY_HAND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where PDOK is, how many areas to ask for at once, how many seconds an answer may take, and how patient to be."""

    api: str = "https://api.pdok.nl"
    wfs: str = "https://service.pdok.nl"
    page: int = 1000
    timeout: float = 60.0
    patience: Patience = PATIENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All areas of a level and year, as GeoJSON features in RD; `source` is the address asked.

    `country`: whether they are those of the whole country, which also comes where a service can't choose a gemeente.
    """

    features: tuple[Feature, ...]
    source: str
    country: bool

    def of(self, gemeente: str | None) -> tuple[Feature, ...]:
        """The areas of one gemeente, or all."""
        return tuple(item for item in self.features if _is_of(item, gemeente))


@dataclass(frozen=True, slots=True)
class Pdok:
    """PDOK over one connection, to be made with `connect`."""

    service: Service
    client: httpx.Client

    def gemeenten(self, year: int) -> dict[str, str]:
        """The names of all gemeenten of a year by code; empty when PDOK has no such year."""
        try:
            return self._names(year)
        except NotThereError:
            answer = self.areas(Level.GEMEENTE, year)
        features = answer.features if answer else ()
        return {str(at["gemeentecode"]): str(at["gemeentenaam"]) for at in (item["properties"] for item in features)}

    def areas(self, level: Level, year: int, gemeente: str | None = None) -> Answer | None:
        """The areas of one gemeente (its code), or of the country, water included; None when PDOK has no such year.

        Raises NoAnswer when PDOK can't be reached, or keeps failing.
        """
        for answer in (self._from_api, self._from_wfs):
            try:
                return answer(level, year, gemeente)
            except NotThereError:
                continue
        return None

    def _from_api(self, level: Level, year: int, gemeente: str | None) -> Answer:
        address = f"{self.service.api}/cbs/wijken-en-buurten-{year}/ogc/v1/collections/{MANY[level]}/items"
        query = {"f": "json", "limit": str(self.service.page), "crs": RD}
        if gemeente is not None:
            try:
                return _answer(self._linked(address, query | {"gemeentecode": gemeente}), address, gemeente)
            except NotThereError:
                # The year is not there, or this attribute can't be filtered on; without a filter that shows.
                pass
        return _answer(self._linked(address, query), address, None)

    def _linked(self, address: str, query: Mapping[str, str]) -> list[Feature]:
        features: list[Feature] = []
        following: str | None = str(httpx.URL(address, params=dict(query)))
        seen = set()
        while following is not None:
            if following in seen or urlsplit(following).netloc != urlsplit(address).netloc:
                raise PATIENCE.give_up(f"PDOK verwijst naar een volgende bladzijde die niet klopt: {following}")
            seen.add(following)
            response, page = self._page(following)
            if response.headers.get("Content-Crs", f"<{RD}>").strip("<>") != RD:
                raise PATIENCE.give_up("PDOK gaf de grenzen niet in RD, zoals gevraagd")
            features += page["features"]
            links = page.get("links") or []
            following = next((link["href"] for link in links if link.get("rel") == "next"), None)
        _refuse_short(features, page)
        return features

    def _from_wfs(self, level: Level, year: int, gemeente: str | None) -> Answer:
        address = self._wfs_address(year)
        query = _wfs_query(level, count=self.service.page) | {
            "outputFormat": "application/json",
            "srsName": "urn:ogc:def:crs:EPSG::28992",
        }
        if gemeente is not None:
            query["filter"] = _filter(gemeente)
        features: list[Feature] = []
        last = False
        while not last:
            _, page = self._page(str(httpx.URL(address, params={**query, "startIndex": str(len(features))})))
            features += page["features"]
            # How many there are is not always told; a page that is not full is the last one.
            matched = page.get("numberMatched")
            full = len(features) < matched if isinstance(matched, int) else len(page["features"]) >= self.service.page
            last = not full or not page["features"]
        _refuse_short(features, page)
        return _answer(features, address, gemeente)

    def _names(self, year: int) -> dict[str, str]:
        """Without borders, which only GML can leave out."""
        query = _wfs_query(Level.GEMEENTE, count=self.service.page) | {"propertyName": "gemeentecode,gemeentenaam"}
        address = str(httpx.URL(self._wfs_address(year), params=query))
        return ask(self.client, address, _names_in, self.service.patience)[1]

    def _wfs_address(self, year: int) -> str:
        return f"{self.service.wfs}/cbs/wijkenbuurten/{year}/wfs/v1_0"

    def _page(self, address: str) -> tuple[httpx.Response, dict[str, Any]]:
        return ask(self.client, address, _collection_in, self.service.patience)


def connect(service: Service) -> httpx.Client:
    """A connection to PDOK that says who asks, as PDOK wishes; to be closed by whoever opens it."""
    agent = f"zachte-landing/{version('zachte-landing')}"
    return httpx.Client(headers={"User-Agent": agent}, timeout=service.timeout, follow_redirects=True)


def _wfs_query(level: Level, count: int) -> dict[str, str]:
    return {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": f"wijkenbuurten:{MANY[level]}",
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
        raise NotThereError
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


def _answer(features: list[Feature], source: str, gemeente: str | None) -> Answer:
    # A service that does not know a filter may also leave it aside without a word.
    country = gemeente is None or any(not _is_of(item, gemeente) for item in features)
    return Answer(features=tuple(features), source=source, country=country)


def _refuse_short(features: list[Feature], page: Mapping[str, Any]) -> None:
    matched = page.get("numberMatched")
    if isinstance(matched, int) and len(features) < matched:
        raise PATIENCE.give_up(f"PDOK gaf {len(features)} van de {matched} gebieden")


def _is_of(feature: Feature, gemeente: str | None) -> bool:
    return gemeente is None or feature["properties"].get("gemeentecode") == gemeente
