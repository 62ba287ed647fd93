"""Shapes: in which coordinates they come, and which of them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import Response
from shapely.geometry import Point, box

from api.http.geo import Crs, Shape, Viewed, shapes
from api.http.problem import add_problems
from tests.service import Client

# The tower of Amersfoort, where RD begins, and a square around Assen.
TOWER = Shape("WK-1", Point(155_000, 463_000), {"naam": "Toren"})
ASSEN = Shape("WK-2", box(233_000, 556_000, 235_000, 558_000), {"naam": "Assen"})


@pytest.fixture
def client() -> Client:
    app = FastAPI()
    add_problems(app)

    @app.get("/layers")
    def layer(view: Viewed) -> Response:
        return shapes([TOWER, ASSEN], view)

    return Client(app)


def ids(answer: httpx.Response) -> list[str]:
    return [feature["id"] for feature in answer.json()["features"]]


def first(answer: httpx.Response) -> Any:
    return answer.json()["features"][0]["geometry"]["coordinates"]


def test_without_a_wish_they_come_as_longitude_and_latitude(client: Client) -> None:
    answer = client.get("/layers")
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.headers["content-crs"] == f"<{Crs.CRS84}>"
    assert first(answer) == pytest.approx([5.38720, 52.15517], abs=1e-5)
    assert answer.json()["features"][0]["properties"] == {"naam": "Toren"}


def test_in_rd_when_that_is_asked(client: Client) -> None:
    answer = client.get(f"/layers?crs={Crs.RD}")
    assert answer.headers["content-crs"] == f"<{Crs.RD}>"
    assert first(answer) == pytest.approx([155_000, 463_000], abs=0.01)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bbox=5.3,52.1,5.5,52.2", ["WK-1"]),
        (f"bbox=234000,557000,300000,600000&bboxCrs={Crs.RD}", ["WK-2"]),
        (f"bbox=5.3,52.1,5.5,52.2&crs={Crs.RD}", ["WK-1"]),
        ("bbox=3,50,8,54", ["WK-1", "WK-2"]),
        ("bbox=0,0,1,1", []),
    ],
)
def test_only_what_is_in_the_box(client: Client, query: str, expected: list[str]) -> None:
    assert ids(client.get(f"/layers?{query}")) == expected


@pytest.mark.parametrize(
    "box_", ["1,2,3", "1,2,3,x", "5,1,4,2", "1,5,2,4", "nan,1,2,3", "-inf,0,inf,1", "1e400,0,1e401,1"]
)
def test_a_box_that_is_none(client: Client, box_: str) -> None:
    answer = client.get(f"/layers?bbox={box_}")
    assert answer.status_code == 400
    assert answer.json()["faults"][0]["path"] == ["bbox"]


def test_an_empty_layer_is_a_layer() -> None:
    app = FastAPI()

    @app.get("/layers")
    def layer(view: Viewed) -> Response:
        return shapes([], view)

    assert Client(app).get("/layers").json() == {"type": "FeatureCollection", "features": []}
