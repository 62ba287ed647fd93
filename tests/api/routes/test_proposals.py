"""Rounds, proposals and decisions over HTTP: versions, keys, lists, maps; who sees what is tested with the use cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from api.access.door import Door
from api.access.identity import SYSTEM, Identity
from api.service import create_service
from api.settings import ServiceSettings
from api.store.accounts import add_account
from api.store.database import Store
from api.store.rounds import find_round
from api.usecases.sessions import begin
from optimizer.round import canonical
from tests.api.region import COORDINATOR, CORPORATION, PLANNER, PROVIDER, home, person, solved, stored
from tests.geodata.tiny import cap
from tests.service import HOST, Client
from tests.worlds import policy

PERIOD = {"name": "Ronde", "start": "2026-10-01", "end": "2026-12-31"}


@pytest.fixture
def service(sqlite_store: Store) -> Service:
    stored(
        sqlite_store,
        uitstromers=[person("ans"), person("bea")],
        woningen=[home("h1")],
        grenswaarden=[cap("WK-A")],
    )
    return Service(sqlite_store)


class Service:
    """The service, with whoever asks."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.app = create_service(Door(store), ServiceSettings(trusted_hosts=(HOST,)))

    def client(self, by: Identity) -> Client:
        with self.store.writing(SYSTEM) as writing:
            account = add_account(writing, f"{by.account}-{writing.at}", by.role, by.organisation)
            came = begin(self.app.state.door, writing, account)
        return Client(self.app, {"cookie": f"sessie={came.token}", "x-csrf-token": came.session.csrf or ""})

    def round(self) -> dict[str, Any]:
        made = self.client(COORDINATOR).ask("POST", "/v1/rounds", json=PERIOD)
        assert made.status_code == 201, made.text
        return dict(made.json())

    def proposal(self) -> str:
        made = self.round()
        with self.store.reading() as connection:
            kept = find_round(connection, made["id"])
        assert kept is not None
        return solved(self.store, kept).id

    def sent(self) -> tuple[str, str]:
        """A sent proposal, and the code of the placement in it."""
        proposal = self.proposal()
        coordinator = self.client(COORDINATOR)
        done = coordinator.ask("POST", f"/v1/proposals/{proposal}/send", {"if-match": '"1"'})
        assert done.status_code == 200, done.text
        [row] = coordinator.get(f"/v1/proposals/{proposal}/placements").json()["items"]
        return proposal, row["placement"]


def test_a_round_is_made_read_and_made_again_with_another_policy(service: Service) -> None:
    coordinator = service.client(COORDINATOR)
    made = coordinator.ask("POST", "/v1/rounds", {"idempotency-key": "een"}, json=PERIOD)
    again = coordinator.ask("POST", "/v1/rounds", {"idempotency-key": "een"}, json=PERIOD)
    assert (made.status_code, made.json()) == (201, again.json())
    assert [each["id"] for each in coordinator.get("/v1/rounds").json()["items"]] == [made.json()["id"]]
    read = coordinator.get(made.headers["location"]).json()
    assert [each["id"] for each in read["round"]["people"]] == ["ans", "bea"]
    other = canonical(replace(policy(), name="anders"))
    asked = {"parent": read["id"], "name": "Scenario", "policy": other}
    scenario = coordinator.ask("POST", "/v1/rounds", json=asked)
    assert (scenario.status_code, scenario.json()["origin"], scenario.json()["parent"]) == (201, "scenario", read["id"])
    back = coordinator.ask("POST", "/v1/rounds", json={**asked, "policy": read["policy"]})
    assert back.status_code == 201


@pytest.mark.parametrize(
    ("asked", "paths"),
    [
        ({}, [["name"], ["start"], ["end"]]),
        ({"name": "x", "start": "2026-10-01"}, [["end"]]),
        ({"follows": "v-1", "name": "x"}, [["name"]]),
        ({"parent": "r-1", "start": "2026-10-01"}, [["policy"], ["name"], ["start"]]),
        ({"name": 1, "onzin": 2}, [["name"], ["onzin"]]),
    ],
)
def test_what_a_round_lacks_is_told_at_once(service: Service, asked: dict[str, object], paths: list[list[str]]) -> None:
    refused = service.client(COORDINATOR).ask("POST", "/v1/rounds", json=asked)
    assert refused.status_code == 400
    assert [fault["path"] for fault in refused.json()["faults"]] == paths


def test_sending_needs_the_version_and_happens_once(service: Service) -> None:
    proposal = service.proposal()
    coordinator, place = service.client(COORDINATOR), f"/v1/proposals/{proposal}"
    assert coordinator.get(place).headers["etag"] == '"1"'
    assert coordinator.ask("POST", f"{place}/send").status_code == 428
    assert coordinator.ask("POST", f"{place}/send", {"if-match": '"7"'}).status_code == 412
    first = coordinator.ask("POST", f"{place}/send", {"if-match": '"1"', "idempotency-key": "k"})
    again = coordinator.ask("POST", f"{place}/send", {"if-match": '"1"', "idempotency-key": "k"})
    assert (first.status_code, first.headers["etag"]) == (200, '"2"')
    assert again.json() == first.json()
    assert coordinator.ask("POST", f"{place}/send", {"if-match": '"2"'}).status_code == 409


def test_a_decision_is_taken_and_the_late_one_hears_of_it(service: Service) -> None:
    _, code = service.sent()
    corporation, coordinator = service.client(CORPORATION), service.client(COORDINATOR)
    tag = corporation.get(f"/v1/placements/{code}").headers["etag"]
    asked = {"placement": code, "step": "akkoord geven"}
    agreed = corporation.ask("POST", "/v1/decisions", {"if-match": tag}, json=asked)
    assert (agreed.status_code, agreed.headers["etag"], agreed.json()["status"]) == (201, '"2"', "akkoord corporatie")
    assert agreed.headers["location"] == f"/v1/placements/{code}"
    late = coordinator.ask("POST", "/v1/decisions", {"if-match": tag}, json={**asked, "step": "terugnemen"})
    assert late.status_code == 412
    assert "De corporatie heeft deze plaatsing intussen" in late.json()["detail"]
    steps = [each["step"] for each in coordinator.get("/v1/decisions").json()["items"]]
    assert steps == ["akkoord geven", "versturen"]
    unknown = corporation.ask("POST", "/v1/decisions", {"if-match": tag}, json={"placement": code, "step": "onzin"})
    assert unknown.status_code == 400


def test_lists_come_as_csv_with_the_columns_of_the_reader(service: Service) -> None:
    proposal, _ = service.sent()
    own = service.client(CORPORATION).get(f"/v1/proposals/{proposal}/placements", accept="text/csv").text
    whole = service.client(COORDINATOR).get(f"/v1/proposals/{proposal}/placements", accept="text/csv").text
    assert "doelgroep" in whole.splitlines()[0]
    assert "doelgroep" not in own
    assert own.splitlines()[0].startswith("placement,status,version,person,dwelling")
    waiting = service.client(PROVIDER).get(f"/v1/proposals/{proposal}/unplaced", accept="text/csv").text
    assert waiting.splitlines()[0] == "person,no_home_yet"


def test_layers_are_geojson(service: Service) -> None:
    proposal, _ = service.sent()
    for layer in ("ruimte", "herkomst", "grenzen"):
        found = service.client(PLANNER).get(f"/v1/proposals/{proposal}/layers/{layer}")
        assert found.headers["content-type"] == "application/geo+json"
        assert found.headers["content-crs"] == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
        assert found.json()["features"]
    [load] = service.client(COORDINATOR).get(f"/v1/proposals/{proposal}/layers/belasting").json()["features"]
    assert (load["id"], load["properties"]["voorgesteld"]) == ("WK-A", 1)
    for layer in ("belasting", "onzin"):
        assert service.client(PLANNER).get(f"/v1/proposals/{proposal}/layers/{layer}").status_code == 404


def test_figures_and_explanations(service: Service) -> None:
    proposal, _ = service.sent()
    coordinator = service.client(COORDINATOR)
    assert [each["id"] for each in coordinator.get(f"/v1/proposals/{proposal}/figures").json()["limits"]] == ["WK-A"]
    [row] = coordinator.get(f"/v1/proposals/{proposal}/placements").json()["items"]
    told = coordinator.get(f"/v1/proposals/{proposal}/explanations/{row['values']['person']}").json()
    assert told["hope"] is None
    assert told["grounds"]["person"] == row["values"]["person"]
    [waiting] = coordinator.get(f"/v1/proposals/{proposal}/unplaced").json()["items"]
    told = coordinator.get(f"/v1/proposals/{proposal}/explanations/{waiting['values']['person']}").json()
    assert told["grounds"] is None
    assert service.client(PROVIDER).get(f"/v1/proposals/{proposal}/figures").status_code == 403
