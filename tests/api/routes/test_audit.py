"""The audit over HTTP: entries for a coordinator, and for who keeps the accounts only whether it is whole."""

from __future__ import annotations

import pytest

from api.access.identity import Role
from api.store.database import Store
from tests.service import Client, client_of, fill, service_of


@pytest.fixture
def coordinator(store: Store) -> Client:
    fill(store)
    return client_of(service_of(store), Role.COORDINATOR)


def test_who_looked_at_somebody_is_found_by_whom_it_was_about(coordinator: Client) -> None:
    provider = client_of(coordinator.app, Role.ZORGAANBIEDER)
    assert provider.get("/v1/register/uitstromers").json()["total"] == 1
    asked = "filter=subject:U-1&filter=kind:uitstromers&filter=action:gelezen"
    (entry,) = coordinator.get(f"/v1/audit?{asked}").json()["items"]
    assert (entry["role"], entry["subjects"]) == ("zorgaanbieder", ["U-1"])


def test_that_somebody_looked_in_the_audit_is_in_it_too(coordinator: Client) -> None:
    coordinator.get("/v1/audit?filter=subject:U-1")
    newest = coordinator.get("/v1/audit?pageSize=1").json()["items"][0]
    assert (newest["kind"], newest["subjects"]) == ("audit", ["U-1"])


def test_all_filters_hold_at_once(coordinator: Client) -> None:
    assert coordinator.get("/v1/audit?filter=kind:woningen").json()["total"] == 1
    assert coordinator.get("/v1/audit?filter=kind:woningen&filter=kind:uitstromers").json()["total"] == 0


@pytest.mark.parametrize("query", ["filter=hash:x", "sort=seq", "filter=seq:1"])
def test_what_can_not_be_filtered_or_sorted_on(coordinator: Client, query: str) -> None:
    assert coordinator.get(f"/v1/audit?{query}").status_code == 400


def test_as_csv_too(coordinator: Client) -> None:
    answer = coordinator.get("/v1/audit?filter=kind:woningen", accept="text/csv")
    assert answer.text.splitlines()[0].startswith("seq,at,account,role,action,kind,subjects")


def test_who_keeps_the_accounts_sees_whether_it_is_whole_and_nobody_in_it(coordinator: Client) -> None:
    keeper = client_of(coordinator.app, Role.BEHEERDER)
    assert keeper.get("/v1/audit").status_code == 403
    told = keeper.get("/v1/audit/chain").json()
    assert set(told) == {"entries", "head", "broken"}
    assert (told["entries"] > 5, len(told["head"]), told["broken"]) == (True, 64, [])


@pytest.mark.parametrize("role", [Role.ZORGAANBIEDER, Role.CORPORATIE, Role.PLANNER])
def test_others_see_nothing(coordinator: Client, role: Role) -> None:
    other = client_of(coordinator.app, role)
    assert {other.get(path).status_code for path in ("/v1/audit", "/v1/audit/chain")} == {403}
