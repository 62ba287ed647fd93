"""Somebody with a valid account feels for what is not theirs: by filters, order, pages, codes, keys, versions and history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from api.access.proposal_access import whole_of
from api.store.database import Store
from api.store.register import row_by_key
from api.usecases.accounts import change_account
from geodata.tables import TABLES
from tests.api.region import changed, desk
from tests.api.scoping.decided_routes import OF_EVERYBODY, TABLES_OF
from tests.api.scoping.everything_asked import Asking, every_route, service
from tests.api.scoping.secret_world import (
    ADMIN,
    ANS,
    BEA,
    CAS,
    CORP,
    CORP2,
    KEEPER,
    REGION,
    ROLES,
    SECRETS,
    TOWN,
    ZORG,
    ZORG2,
    secret_world,
)
from tests.service import Client
from tests.stores import Databases, TickingClock

READERS = [who for who in ROLES if who not in (KEEPER, ADMIN)]
readers = pytest.mark.parametrize("who", READERS)


@pytest.fixture(scope="module")
def asking(databases: Databases) -> Iterator[Asking]:
    """A world that the tests only read in."""
    with closing(Store(databases.new("sqlite"), TickingClock())) as store:
        world = secret_world(store)
        yield Asking(world, service(world))


@pytest.fixture
def changing(store: Store) -> Asking:
    """A world of its own, on each kind of database."""
    world = secret_world(store)
    return Asking(world, service(world))


def client(asking: Asking, who: str) -> Client:
    return Client(asking.app, asking.kept_cookie_of(who))


def said(asking: Asking, who: str, path: str) -> str:
    answer = client(asking, who).get(path)
    return f"{answer.status_code} {answer.text}"


def row_of(asking: Asking, table: str, **key: Any) -> int:
    with asking.world.store.reading() as connection:
        found = row_by_key(connection, whole_of(table), key)
    assert found is not None
    return found.id


def tables_of(who: str) -> tuple[str, ...]:
    return (*OF_EVERYBODY, *TABLES_OF[who])


@readers
def test_a_column_that_is_not_seen_is_one_that_nobody_knows(asking: Asking, who: str) -> None:
    for table in tables_of(who):
        seen = client(asking, who).get(f"/v1/register/{table}?pageSize=1").json()["items"]
        hidden = set(TABLES[table].names) - set(seen[0]["values"]) if seen else set()
        for column in hidden:
            for asked in (f"filter={column}:1", f"sort={column}", f"sort=-{column}"):
                path = f"/v1/register/{table}?{asked}"
                expected = said(asking, who, path.replace(column, "nergens")).replace("nergens", column)
                assert said(asking, who, path) == expected, path


@readers
def test_a_value_that_only_others_have_is_found_nowhere(asking: Asking, who: str) -> None:
    """No filter on a column that is seen finds more rows by a secret of others than by a text that nobody has."""
    theirs = [secret.text for secret in SECRETS.values() if who not in secret.readers and not secret.text.isdigit()]
    for table in TABLES_OF[who]:
        for column in (column for column in TABLES[table].columns if column.dtype == "string" and not column.enum):
            for value in theirs[::9]:
                path = f"/v1/register/{table}?filter={column.name}:"
                assert said(asking, who, path + value).replace(value, "") == said(
                    asking, who, path + "nergens"
                ).replace("nergens", "")


@readers
def test_totals_count_what_is_seen_and_no_page_lies_beyond(asking: Asking, who: str) -> None:
    for path in (*(f"/v1/register/{table}" for table in tables_of(who)), "/v1/proposals"):
        listed = client(asking, who).get(f"{path}?pageSize=200").json()
        assert listed["total"] == len(listed["items"]), path
        beyond = client(asking, who).get(f"{path}?page=2&pageSize=200").json()
        assert (beyond["items"], beyond["total"]) == ([], listed["total"])


@pytest.mark.parametrize(("who", "table", "column", "theirs"), [
    (ZORG, "gebiedswensen", "uitstromer", BEA), (ZORG, "ankers", "uitstromer", BEA), (ZORG2, "ankers", "uitstromer", ANS),
    (ZORG, "uitstromers", "verblijft_in", ["kanarie-geheim"]),
    (TOWN, "grenswaarden", "gebied", "kanarie-open"),
])  # fmt: skip
def test_a_reference_to_what_is_theirs_is_as_one_to_nothing(
    asking: Asking, who: str, table: str, column: str, theirs: Any
) -> None:
    def answer(value: Any) -> str:
        given = client(asking, who).ask("POST", f"/v1/register/{table}", json={"values": {column: value}})
        assert given.status_code == 400
        text = value[0] if isinstance(value, list) else value
        return given.text.replace(text, "")

    assert answer(theirs) == answer(["nergens"] if isinstance(theirs, list) else "nergens")


def test_a_pseudonym_of_somebody_else_can_not_be_used_and_no_more_is_told(asking: Asking) -> None:
    """Pseudonyms are of the whole region, so that one is taken can't be hidden; whose, and anything of whom, can."""
    given = client(asking, ZORG).ask("POST", "/v1/register/uitstromers", json={"values": {"code": BEA}})
    [fault] = [each for each in given.json()["faults"] if each["path"][-1] == "code"]
    assert (fault["found"], fault["expected"]) == (f"'{BEA}'", "een andere code: deze kan hier niet worden gebruikt")
    assert "zorg-2" not in given.text


@pytest.mark.parametrize(
    "headers", [{}, {"If-Match": '"1"'}, {"If-Match": '"2"'}, {"If-Match": '"999"'}, {"If-Match": "x"}]
)
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_no_version_tells_whether_a_row_of_theirs_is_there(
    asking: Asking, method: str, headers: dict[str, str]
) -> None:
    for who, table, code in ((ZORG, "uitstromers", BEA), (CORP, "woningen", "kw-bea")):
        number = row_of(asking, table, code=code)
        sent: dict[str, Any] = {"json": {"values": {}}} if method == "PUT" else {}
        there, nowhere = (
            client(asking, who).ask(method, f"/v1/register/{table}/{each}", headers, **sent)
            for each in (number, 999_999)
        )
        assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)


@pytest.mark.parametrize("step", ["akkoord geven", "weigeren", "terugval melden", "iets anders"])
@pytest.mark.parametrize("headers", [{}, {"If-Match": '"1"'}, {"If-Match": '"2"'}])
def test_no_step_tells_whether_a_placement_of_theirs_is_there(
    asking: Asking, step: str, headers: dict[str, str]
) -> None:
    for who, person in ((ZORG, BEA), (CORP, BEA), (CORP2, ANS), (ZORG2, ANS)):
        there, nowhere = (
            client(asking, who).ask("POST", "/v1/decisions", headers, json={"placement": code, "step": step})
            for code in (asking.world.placements[person], "p-222222222222")
        )
        assert (there.status_code, there.text) == (nowhere.status_code, nowhere.text)


def test_a_relapse_reads_as_an_end_for_a_corporation(asking: Asking) -> None:
    code, proposal = asking.world.placements["kanarie-fop"], asking.world.proposals["first"]
    paths = (
        f"/v1/placements/{code}", "/v1/decisions?pageSize=200", f"/v1/proposals/{proposal}/placements?pageSize=200",
        f"/voorstellen/{proposal}/", f"/voorstellen/{proposal}/besluiten", f"/voorstellen/{proposal}/werkboek.xlsx",
        "/v1/decisions?filter=status:beëindigd",
    )  # fmt: skip
    for path in paths:
        assert "terugval" not in said(asking, CORP, path).casefold(), path
        assert "terugval" in said(asking, ZORG, path).casefold() or "werkboek" in path or "filter" in path, path
    late = client(asking, CORP).ask(
        "POST", "/v1/decisions", {"If-Match": '"6"'}, json={"placement": code, "step": "verhuren"}
    )
    assert late.status_code == 409
    assert "terugval" not in late.text
    for asked in ("filter=status:terugval", "filter=step:terugval melden", "filter=role:zorgaanbieder"):
        items = client(asking, CORP).get(f"/v1/decisions?{asked}").json()["items"]
        assert code not in {item["placement"] for item in items if item["status"] == "beëindigd"}


def test_a_code_can_not_be_changed_to_feel_who_names_it(changing: Asking) -> None:
    """A person whom only the coordinator ties to another and one whom nobody names get the same answer."""
    for who, code in ((ZORG, CAS), (ZORG, ANS)):
        number = row_of(changing, "uitstromers", code=code)
        row = client(changing, who).get(f"/v1/register/uitstromers/{number}").json()
        sent = {"values": {**row["values"], "code": "anders"}}
        answer = client(changing, who).ask(
            "PUT", f"/v1/register/uitstromers/{number}", {"If-Match": f'"{row["version"]}"'}, json=sent
        )
        assert answer.status_code == 400
        assert [fault["path"] for fault in answer.json()["faults"]] == [["uitstromers", "code"]]


def test_history_is_of_the_time_that_a_row_was_theirs(changing: Asking) -> None:
    """A person who moves to another provider brings its rows along, and not what was written of them before."""
    wish = row_of(changing, "gebiedswensen", uitstromer=BEA, wens="voorkeur", gebied="WK-B")
    key = {"uitstromer": BEA, "wens": "voorkeur", "gebied": "WK-B"}
    changed(changing.world.store, "gebiedswensen", key, reden="veiligheid")
    changed(changing.world.store, "uitstromers", {"code": BEA}, zorgaanbieder=ZORG)
    before = client(changing, ZORG).get(f"/v1/register/gebiedswensen/{wish}/history").json()["items"]
    changed(changing.world.store, "gebiedswensen", key, reden="anders")
    after = client(changing, ZORG).get(f"/v1/register/gebiedswensen/{wish}/history").json()["items"]
    assert (len(before), [change["after"]["reden"] for change in after]) == (0, ["anders"])
    agreed = row_of(changing, "afspraken", code="kanarie-doelgroep")
    changed(changing.world.store, "afspraken", {"code": "kanarie-doelgroep"}, minimum=1)
    changed(changing.world.store, "afspraken", {"code": "kanarie-doelgroep"}, doelgroepen=(), naam="zonder doelgroep")
    told = client(changing, CORP).get(f"/v1/register/afspraken/{agreed}/history").json()["items"]
    assert [(change["before"], change["after"]["naam"]) for change in told] == [(None, "zonder doelgroep")]


def test_a_key_of_another_account_or_another_role_replays_nothing(changing: Asking) -> None:
    sent = {"values": {"uitstromer": ANS, "wens": "voorkeur", "gebied": "WK-A", "reden": "anders"}}
    key = {"Idempotency-Key": "dezelfde"}
    path = "/v1/register/gebiedswensen"
    assert client(changing, ZORG).ask("POST", path, key, json=sent).status_code == 201
    assert client(changing, ZORG).ask("POST", path, key, json=sent).status_code == 201
    assert client(changing, ZORG2).ask("POST", path, key, json=sent).status_code == 400
    moved = changing.world.by[ZORG].account
    change_account(desk(changing.world.store, changing.world.by[ADMIN]), moved, 1, organisation=ZORG2)
    answer = client(changing, ZORG).ask("POST", path, key, json=sent)
    assert answer.status_code == 422
    assert ANS not in answer.text


@pytest.mark.parametrize(
    "change", [{"blocked": True}, {"role": "planner", "organisation": ""}, {"organisation": "corp-2"}]
)
def test_a_block_and_another_role_end_what_was_begun_on_every_route(
    sqlite_store: Store, change: dict[str, Any]
) -> None:
    world = secret_world(sqlite_store)
    asking = Asking(world, service(world))
    headers = asking.cookie_of(CORP)
    assert Client(asking.app, headers).get("/v1/sessions/current").status_code == 200
    change_account(desk(world.store, world.by[ADMIN]), world.by[CORP].account, 1, **change)
    public = ("/api", "/v1/openapi.json", "/health", "/static", "/handleiding", "/aanmelden")
    for method, path in every_route(asking.app):
        if not path.startswith(public) and (method, path) != ("POST", "/v1/sessions"):
            answer = Client(asking.app, headers).ask(method, path)
            assert answer.status_code in (401, 303), (method, path)
            assert answer.headers.get("location", "/aanmelden").startswith("/aanmelden"), (method, path)


@pytest.mark.parametrize("who", [REGION, TOWN])
def test_a_planner_reads_no_number_of_people_anywhere(asking: Asking, who: str) -> None:
    """Of the lists that a planner has none counts people, placements or decisions; figures hide what is small."""
    for path in ("placements", "unplaced"):
        assert client(asking, who).get(f"/v1/proposals/{asking.world.proposals['first']}/{path}").status_code == 403
    for path in ("/v1/decisions", "/v1/runs", "/v1/audit", "/v1/audit/chain"):
        assert client(asking, who).get(path).status_code == 403
    figures = client(asking, who).get(f"/v1/proposals/{asking.world.proposals['first']}/figures").json()
    assert {each["planned"] for each in figures["figures"]["quotas"]} == {"niet te tonen"}
    assert [limit["area"] for limit in figures["limits"]] == ([] if who == REGION else ["WK-A"])
