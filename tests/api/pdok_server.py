"""A server on this machine that answers as PDOK does, errors included; its country is made up.

The form of an answer follows the OGC API (github.com/PDOK/gokoala) and the WFS (MapServer) of PDOK: links, errors,
headers, and which attributes can be filtered on.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.sax.saxutils import escape

import geopandas as gpd
import pandas as pd
from shapely.geometry import mapping

from benchmarks.made_country import made_country
from geodata.boundaries.read import Level

RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
API_YEARS, WFS_YEARS = ("2024", "2025"), ("2021", "2022", "2023", "2024", "2025")
KNOWN = {"f", "limit", "cursor", "crs", "datetime", "bbox", "bbox-crs", "filter", "filter-crs"}
GEMEENTEN = {"GM0001": "Veendorp", "GM0002": "Heerendam", "GM0003": "'s-Gravenmeer"}
JSON, PROBLEM, GEOJSON = "application/json", "application/problem+json", "application/geo+json"


@dataclass(frozen=True)
class Reply:
    """`sent` is how much of the body arrives."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    sent: int | None = None


@dataclass
class FakePdok:
    """What the server does: `first` are replies to give before its own, None for its own; `asked` is every address."""

    address: str = ""
    queryable: frozenset[str] = frozenset({"gemeentecode"})
    first: list[Reply | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    most: int = 1000


@cache
def country() -> dict[str, gpd.GeoDataFrame]:
    """Three gemeenten, with a row of water in each and one figure that is published later."""
    made = made_country(wijken=7, buurten=20, gemeenten=3)
    layers = {}
    for name, level in (("gemeenten", Level.GEMEENTE), ("wijken", Level.WIJK), ("buurten", Level.BUURT)):
        frame = made[level].assign(aantal_inwoners=100, gemiddeld_inkomen=-99995)
        frame["gemeentenaam"] = frame["gemeentecode"].map(GEMEENTEN)
        wet = frame.drop_duplicates("gemeentecode").assign(water="JA", aantal_inwoners=-99997)
        if level is not Level.GEMEENTE:
            wet[wet.columns[0]] = wet.iloc[:, 0].str[:6] + "99" * (1 if level is Level.WIJK else 2)
        layers[name] = gpd.GeoDataFrame(pd.concat([frame, wet], ignore_index=True), geometry="geometry", crs=frame.crs)
    return layers


@contextmanager
def fake_pdok() -> Iterator[FakePdok]:
    """The server while it runs, on a free port of 127.0.0.1."""
    state = FakePdok()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            state.asked.append(self.path)
            reply = (state.first.pop(0) if state.first else None) or _own(state, self.path)
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body[: reply.sent])
            self.close_connection = reply.sent is not None

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def problem(status: int, title: str, detail: str, **headers: str) -> Reply:
    body = {"detail": detail, "status": status, "timeStamp": "2026-11-01T00:00:00Z", "title": title}
    shown = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, json.dumps(body).encode(), {"Content-Type": PROBLEM, **shown})


def html(status: int) -> Reply:
    return Reply(status, b"<!DOCTYPE html><html><body><h1>Storing</h1></body></html>", {"Content-Type": "text/html"})


def _own(state: FakePdok, path: str) -> Reply:
    parts = urlsplit(path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    api = re.fullmatch(r"/cbs/wijken-en-buurten-(\d{4})/ogc/v1/collections/(\w+)/items", parts.path)
    if api and api[1] in API_YEARS and api[2] in country():
        return _from_api(state, parts.path, api[2], query)
    wfs = re.fullmatch(r"/cbs/wijkenbuurten/(\d{4})/wfs/v1_0", parts.path)
    if wfs and wfs[1] in WFS_YEARS:
        return _from_wfs(state, query)
    return html(404)


def _features(name: str, gemeente: str | None) -> list[dict[str, Any]]:
    frame = country()[name]
    chosen = frame if gemeente is None else frame[frame["gemeentecode"] == gemeente]
    properties = chosen.drop(columns="geometry").to_dict("records")
    return [
        {"type": "Feature", "id": str(number), "geometry": mapping(shape), "properties": row}
        for number, (row, shape) in enumerate(zip(properties, chosen.geometry, strict=True))
    ]


def _from_api(state: FakePdok, path: str, name: str, query: dict[str, str]) -> Reply:
    for parameter in query:
        if parameter not in KNOWN | state.queryable:
            return problem(400, "Bad Request", f"unknown query parameter(s) found: {parameter}")
    features = _features(name, query.get("gemeentecode"))
    limit = min(int(query.get("limit", "10")), state.most)
    start = int(base64.urlsafe_b64decode(query["cursor"])) if "cursor" in query else 0
    page = features[start : start + limit]
    links = [{"rel": "self", "type": GEOJSON, "href": f"{state.address}{path}?{urlencode(query)}"}]
    if start + limit < len(features):
        cursor = base64.urlsafe_b64encode(str(start + limit).encode()).decode()
        following = urlencode({**query, "cursor": cursor})
        links.append(
            {"rel": "next", "title": "Next page", "type": GEOJSON, "href": f"{state.address}{path}?{following}"}
        )
    body = {"links": links, "numberReturned": len(page), "type": "FeatureCollection", "features": page}
    crs = query.get("crs", "http://www.opengis.net/def/crs/OGC/1.3/CRS84")
    return Reply(200, json.dumps(body).encode(), {"Content-Type": GEOJSON, "Content-Crs": f"<{crs}>"})


def _from_wfs(state: FakePdok, query: dict[str, str]) -> Reply:
    name = query["typeNames"].removeprefix("wijkenbuurten:")
    wanted = re.search(r"<PropertyName>gemeentecode</PropertyName><Literal>(\w+)</Literal>", query.get("filter", ""))
    features = _features(name, wanted[1] if wanted else None)
    if "propertyName" in query:
        return Reply(200, _gml(features).encode(), {"Content-Type": "text/xml; subtype=gml/3.2.1"})
    start = int(query.get("startIndex", "0"))
    page = features[start : start + min(int(query.get("count", "1000")), state.most)]
    body = {"type": "FeatureCollection", "numberMatched": len(features), "features": page,
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}}  # fmt: skip
    return Reply(200, json.dumps(body).encode(), {"Content-Type": JSON})


def _gml(features: list[dict[str, Any]]) -> str:
    members = "".join(
        "<wfs:member><wijkenbuurten:gemeenten>"
        + "".join(
            f"<wijkenbuurten:{name}>{escape(item['properties'][name])}</wijkenbuurten:{name}>"
            for name in ("gemeentecode", "gemeentenaam")
        )
        + "</wijkenbuurten:gemeenten></wfs:member>"
        for item in features
    )
    spaces = 'xmlns:wijkenbuurten="http://wijkenbuurten.geonovum.nl" xmlns:wfs="http://www.opengis.net/wfs/2.0"'
    return f'<?xml version="1.0" encoding="UTF-8"?><wfs:FeatureCollection {spaces}>{members}</wfs:FeatureCollection>'
