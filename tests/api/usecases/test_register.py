"""Rows of the register at the desk: every fault at once, nobody overwrites a colleague, and nothing in use goes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from api.access.desk import Desk
from api.access.identity import SYSTEM, Identity
from api.errors import Clash, NotThere, Overtaken
from api.store.audit import broken
from api.store.database import Store
from api.store.schema import AUDIT, HISTORY
from api.usecases import register
from api.usecases.listing import Filter, Listing, Order, listing_of
from geodata.plain import plain_row
from geodata.tables import TABLES
from optimizer.errors import InvalidInput
from tests.api.registers import (
    ADMINISTRATOR,
    COORDINATOR,
    CORPORATION,
    PROVIDER,
    SOURCE,
    complete,
    desk,
    fill,
    world,
)
from tests.geodata.tiny import home, person


def faults(store: Store, table: str, values: dict[str, Any], by: Identity = COORDINATOR) -> dict[str, tuple[str, str]]:
    """By column what was found and expected, of a row that is refused."""
    with pytest.raises(InvalidInput) as refused:
        register.add_row(desk(store, by), table, plain_row(values))
    assert all(fault.path[0] in (table, "motivation") for fault in refused.value.faults)
    return {".".join(map(str, fault.path[1:])): (fault.found, fault.expected) for fault in refused.value.faults}


def entries(store: Store, action: str) -> list[tuple[str, str, list[str]]]:
    with store.reading() as connection:
        assert not list(broken(connection))
        rows = connection.execute(select(AUDIT).where(AUDIT.c.action == action).order_by(AUDIT.c.seq))
        return [(row.account, row.kind, row.subjects) for row in rows]


def test_what_is_added_is_read_back_and_told_in_the_history(store: Store) -> None:
    at = desk(world(store))
    added = register.add_row(at, "uitstromers", plain_row(person("cor", kinderen=(4, 7))), "aangemeld per brief")
    assert added == register.read_row(at, "uitstromers", added.id)
    assert dict(added.values) == complete("uitstromers", person("cor", kinderen=(4, 7)))
    (change,) = register.row_history(at, "uitstromers", added.id)
    assert (change.account, change.role, change.action) == ("a-coordinator", "coordinator", "toegevoegd")
    assert change.before is None
    assert change.after == plain_row(added.values)
    assert change.motivation == "aangemeld per brief"


def test_a_change_tells_from_what_to_what_and_why(store: Store) -> None:
    at = desk(world(store))
    row = register.read_row(at, "woningen", 1)
    changed = register.change_row(at, "woningen", 1, 1, {**plain_row(row.values), "huur": 61_234}, "nieuwe huur")
    assert (changed.version, changed.values["huur"]) == (2, 61_234)
    assert register.read_row(at, "woningen", 1) == changed
    *_, last = register.row_history(at, "woningen", 1)
    assert last.before is not None
    assert last.after is not None
    assert (last.before["huur"], last.after["huur"], last.motivation) == (55_000, 61_234, "nieuwe huur")


def test_a_change_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    at = desk(world(store))
    row = register.read_row(at, "woningen", 1)
    assert register.change_row(at, "woningen", 1, 1, plain_row(row.values)) == row
    assert len(register.row_history(at, "woningen", 1)) == 1


def test_a_removed_row_is_gone_and_its_history_stays_for_who_sees_the_whole_table(store: Store) -> None:
    at = desk(world(store))
    register.remove_row(at, "vorige", 2, 1, "vergissing")
    with pytest.raises(NotThere):
        register.read_row(at, "vorige", 2)
    *_, last = register.row_history(at, "vorige", 2)
    assert (last.action, last.after, last.motivation) == ("verwijderd", None, "vergissing")


def test_a_colleague_is_never_overwritten(store: Store) -> None:
    at = desk(world(store), CORPORATION)
    row = plain_row(register.read_row(at, "woningen", 1).values)
    register.change_row(desk(store), "woningen", 1, 1, {**plain_row(complete("woningen", home("w-a"))), "huur": 1})
    with pytest.raises(Overtaken, match=r"\(coordinator, op 1 oktober 2026 om 09\.00 uur UTC\)"):
        register.change_row(at, "woningen", 1, 1, {**row, "huur": 2})
    with pytest.raises(Overtaken):
        register.remove_row(at, "woningen", 1, 1)
    assert register.read_row(at, "woningen", 1).values["huur"] == 1


def test_every_fault_of_a_row_is_told_at_once(sqlite_store: Store) -> None:
    wrong = {
        "kleur": "rood",
        "huur": "veel",
        "kamers": True,
        "slaapkamers": 51,
        "max_personen": None,
        "woonvorm": "kasteel",
        "vrij_vanaf": "01-10-2026",
        "contractvormen": [],
        "overlastdossier": "nee",
        "wijk": "WK-X",
        "lat": 52.1,
        "soort": " flat ",
        "lokale_gebieden": "dorp",
        "complex": "x" * 201,
        "label": "a\x00b",
        "aantal": 1.0,
        "code": "w-a",
    }
    found = faults(world(sqlite_store), "woningen", {**home("x"), **wrong})
    assert set(found) == set(wrong)
    assert found["kamers"] == ("'True'", "een geheel getal, van 1 tot en met 50")
    assert found["max_personen"][0] == "niets"
    assert found["wijk"] == ("'WK-X'", "een code uit wijken")
    assert found["code"] == ("'w-a', dat al eerder voorkomt", "elke rij één keer")
    assert "niet bewaard" in found["lat"][1]
    assert "eurocenten" in found["huur"][1]


@pytest.mark.parametrize(
    ("table", "values", "column"),
    [
        ("uitstromers", person("x", uiterlijk_op=date(2026, 12, 1)), "uiterlijk_basis"),
        ("uitstromers", person("x", leeftijd_van=40), "leeftijd_van"),
        ("uitstromers", person("x", inkomen_van=40_000), "inkomen_van"),
        ("woningen", home("x", punt_y=None), "punt_y"),
        ("woningen", home("x", label_maanden=3), "label"),
        ("woningen", home("x", wijk="WK-B"), "buurt"),
        ("woningen", home("x", wijk=None, buurt=None), "wijk"),
        ("woningen", home("x", slaapkamers=3), "slaapkamers"),
        ("woningen", home("x", aanbieder="zorg"), "corporatie"),
        ("convenanten", {"code": "x", "naam": "x", "begin": date(2027, 1, 1), "eind": date(2026, 1, 1), **SOURCE}, "eind"),
        ("koppelingen", {"code": "x", "uitstromers": ("ans",)}, "uitstromers"),
        ("uitsluitingen", {"code": "x", "uitstromers": ("ans", "bea"), "niveau": "afstand"}, "meters"),
        ("plaatsingen", {"code": "x", "uitstromer": "ans", "woning": "weg", "status": "aangeboden"}, "woning"),
        ("indicatoren", {"gebied": "WK-A", "indicator": "a_nl_all", "waarde": 1.0, **SOURCE}, "indicator"),
        ("gebieden", {"code": "x", "naam": "x", "niveau": "dorp", "gemeente": "GM-A", "omvat": ("WK-A",), **SOURCE}, "omvat"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_told_at_its_column(
    sqlite_store: Store, table: str, values: dict[str, Any], column: str
) -> None:
    assert column in faults(world(sqlite_store), table, values)


@pytest.mark.parametrize("code", ["123456782", "123 456 782", "1234.56.782"])
def test_a_pseudonym_is_no_bsn_and_the_fault_does_not_repeat_it(sqlite_store: Store, code: str) -> None:
    found = faults(world(sqlite_store), "uitstromers", person(code))
    assert found == {"code": ("negen cijfers die een BSN kunnen zijn", "een pseudoniem")}


@pytest.mark.parametrize("code", ["123456789", "000000000", "12345678", "U-123456782"])
def test_other_numbers_are_pseudonyms(sqlite_store: Store, code: str) -> None:
    assert register.add_row(desk(world(sqlite_store)), "uitstromers", plain_row(person(code))).values["code"] == code


def test_half_a_sign_is_refused_in_words_that_can_be_sent(sqlite_store: Store) -> None:
    found = faults(world(sqlite_store), "woningen", {**home("x"), "soort": "half \ud83d", "kl\ud83dur": 1})
    assert set(found) == {"soort", "kl?ur"}
    assert found["soort"][0] == "'half ?'"


def test_a_fourth_anchor_and_a_second_claim_do_not_fit_with_the_others(sqlite_store: Store) -> None:
    at = desk(world(sqlite_store))
    for place in (1, 2):
        anchor = {"uitstromer": "ans", "soort": "netwerk", "punt_x": place, "punt_y": 300_001}
        register.add_row(at, "ankers", anchor)
    with pytest.raises(InvalidInput, match="hooguit 3 plekken"):
        register.add_row(at, "ankers", {"uitstromer": "ans", "soort": "netwerk", "punt_x": 3, "punt_y": 300_001})
    with pytest.raises(InvalidInput, match="hooguit één per persoon"):
        register.add_row(at, "plaatsingen", {"code": "x", "uitstromer": "ans", "woning": "w-z", "status": "aangeboden"})


def test_a_provider_need_not_say_who_it_is_and_gets_a_pseudonym(sqlite_store: Store) -> None:
    values = {name: value for name, value in plain_row(person("x")).items() if name not in ("code", "zorgaanbieder")}
    one, other = (register.add_row(desk(world_once(sqlite_store), PROVIDER), "uitstromers", values) for _ in range(2))
    assert one.values["zorgaanbieder"] == "zorg"
    assert one.values["code"] != other.values["code"]
    assert str(one.values["code"]).startswith("u-")


def world_once(store: Store) -> Store:
    return store if register.list_rows(desk(store), "gemeenten", Listing()).total else world(store)


def test_what_the_transferpunt_settles_a_provider_hands_back_as_it_is(sqlite_store: Store) -> None:
    coordinator, at = desk(world(sqlite_store)), desk(sqlite_store, PROVIDER)
    whole = plain_row(register.read_row(coordinator, "uitstromers", 1).values)
    register.change_row(coordinator, "uitstromers", 1, 1, {**whole, "urgentie": 4, "verblijf_telt": True})
    row = plain_row(register.read_row(at, "uitstromers", 1).values)
    with pytest.raises(InvalidInput, match="urgentie"):
        register.change_row(at, "uitstromers", 1, 2, {**row, "urgentie": 9})
    register.change_row(at, "uitstromers", 1, 2, {**row, "uren": 7})
    without = {name: value for name, value in row.items() if name != "urgentie"}
    register.change_row(at, "uitstromers", 1, 3, {**without, "uren": 8})
    kept = register.read_row(coordinator, "uitstromers", 1).values
    assert (kept["urgentie"], kept["verblijf_telt"], kept["uren"]) == (4, True, 8)


def test_a_dwelling_in_a_buurt_lies_in_its_wijk(sqlite_store: Store) -> None:
    added = register.add_row(desk(world(sqlite_store)), "woningen", plain_row(home("x", wijk=None)))
    assert added.values["wijk"] == "WK-A"


@pytest.mark.parametrize(
    ("table", "number", "where"),
    [
        ("gemeenten", 1, "wijken"),
        ("wijken", 1, "buurten"),
        ("corporaties", 1, "woningen"),
        ("zorgaanbieders", 1, "uitstromers"),
        ("uitstromers", 1, "uitsluitingen"),
        ("woningen", 1, "vastgezet"),
    ],
)
def test_what_others_name_stays_and_keeps_its_code(store: Store, table: str, number: int, where: str) -> None:
    at = desk(world(store))
    row = plain_row(register.read_row(at, table, number).values)
    with pytest.raises(Clash, match=where):
        register.remove_row(at, table, number, 1)
    with pytest.raises(Clash, match=where):
        register.change_row(at, table, number, 1, {**row, "code": "anders"})
    assert register.read_row(at, table, number).version == 1


def test_the_last_dwelling_of_a_complex_with_a_limit_stays_in_it(sqlite_store: Store) -> None:
    at = desk(world(sqlite_store))
    fill(sqlite_store, woningen=[home("w-los", complex="los")])
    limit = plain_row(
        {"code": "los", "gebied": "los", "soort": "stand", "grens": 1, "door": "x", "op": date(2026, 9, 1)}
    )
    register.add_row(at, "grenswaarden", {**limit, "motivering": "x", "bron": "x"})
    dwelling = plain_row(register.read_row(at, "woningen", 5).values)
    with pytest.raises(Clash, match="grenswaarden"):
        register.change_row(at, "woningen", 5, 1, {**dwelling, "complex": None})
    register.add_row(at, "woningen", {**dwelling, "code": "w-los-2"})
    register.change_row(at, "woningen", 5, 1, {**dwelling, "complex": None})


def test_a_placement_that_is_over_may_name_who_is_gone(sqlite_store: Store) -> None:
    at = desk(world(sqlite_store))
    over = plain_row({**register.read_row(at, "plaatsingen", 1).values, "status": "geweigerd"})
    register.change_row(at, "plaatsingen", 1, 1, over)
    for table, number in (
        ("gebiedswensen", 1), ("ankers", 1), ("uitsluitingen", 1), ("koppelingen", 1), ("weigeringen", 1),
        ("huurafwijkingen", 1), ("vastgezet", 1), ("vorige", 1), ("uitstromers", 1),
    ):  # fmt: skip
        register.remove_row(at, table, number, 1)


def test_each_read_of_persons_is_noted_with_whom(store: Store) -> None:
    at = desk(world(store))
    register.list_rows(at, "uitstromers", Listing())
    register.read_row(at, "uitstromers", 2)
    register.list_rows(at, "uitsluitingen", Listing())
    register.row_history(at, "plaatsingen", 1)
    register.list_rows(desk(store, PROVIDER), "gebiedswensen", Listing())
    register.list_rows(desk(store, PROVIDER), "plaatsingen", Listing())
    assert entries(store, "gelezen") == [
        ("a-coordinator", "uitstromers", ["ans", "bea"]),
        ("a-coordinator", "uitstromers", ["bea"]),
        ("a-coordinator", "uitsluitingen", ["ans", "bea"]),
        ("a-coordinator", "plaatsingen", ["ans"]),
        ("a-zorg", "gebiedswensen", ["ans"]),
        ("a-zorg", "plaatsingen", ["ans"]),
    ]


def test_reading_what_names_nobody_is_not_noted_and_nor_is_what_the_system_reads(sqlite_store: Store) -> None:
    at = desk(world(sqlite_store))
    for table in ("woningen", "gemeenten", "grenswaarden"):
        register.list_rows(at, table, Listing())
    register.list_rows(at, "uitstromers", Listing(filters=(Filter("code", "nergens"),)))
    register.list_rows(desk(sqlite_store, SYSTEM), "uitstromers", Listing())
    assert entries(sqlite_store, "gelezen") == []


def test_no_value_stands_in_the_audit(store: Store) -> None:
    at = desk(world(store))
    register.add_row(at, "uitstromers", plain_row(person("cor", grondslag="geheime grondslag")), "geheime reden")
    register.list_rows(at, "uitstromers", Listing(filters=(Filter("grondslag", "geheime grondslag"),)))
    with store.reading() as connection:
        assert "geheime" not in str(connection.execute(select(AUDIT)).all())
        assert "geheime" in str(connection.execute(select(HISTORY.c.after, HISTORY.c.motivation)).all())


@pytest.mark.parametrize("number", [0, -1, 2**63, 2**70])
def test_a_number_that_no_row_can_have_is_not_there(store: Store, number: int) -> None:
    at = desk(world(store))
    for attempt in (
        lambda: register.read_row(at, "woningen", number),
        lambda: register.row_history(at, "woningen", number),
        lambda: register.change_row(at, "woningen", number, 1, {}),
        lambda: register.remove_row(at, "woningen", number, 1),
    ):
        with pytest.raises(NotThere):
            attempt()


@pytest.mark.parametrize("motivation", ["a\x00b", "half \ud83d teken", "x" * 4_001])
def test_a_motivation_that_can_not_be_kept_is_refused(store: Store, motivation: str) -> None:
    at = desk(world(store))
    row = plain_row(register.read_row(at, "woningen", 1).values)
    for attempt in (
        lambda: register.add_row(at, "woningen", {**row, "code": "x"}, motivation),
        lambda: register.change_row(at, "woningen", 1, 1, {**row, "huur": 1}, motivation),
        lambda: register.remove_row(at, "woningen", 4, 1, motivation),
    ):
        with pytest.raises(InvalidInput, match="motivation"):
            attempt()


def test_a_role_knows_its_tables_and_what_it_may_fill() -> None:
    def names(by: Identity) -> dict[str, bool]:
        found = register.tables_for(Desk(None, by))  # type: ignore[arg-type] # no store is needed to know this
        return {table.name: bool(table.fills) for table in found}

    assert set(names(COORDINATOR)) == set(TABLES)
    assert all(names(COORDINATOR).values())
    assert not any(names(ADMINISTRATOR).values())
    assert [name for name, fills in names(CORPORATION).items() if fills] == ["woningen"]


@pytest.mark.parametrize(
    "listing",
    [
        Listing(filters=(Filter("huur", "veel"),)),
        Listing(filters=(Filter("vrij_vanaf", "1 oktober"),)),
        Listing(filters=(Filter("overlastdossier", "ja"),)),
        Listing(filters=(Filter("woonvorm", "kasteel"),)),
        Listing(filters=(Filter("code", "a\x00b"),)),
        Listing(filters=(Filter("code", "\ud83d"),)),
        Listing(filters=(Filter("huur", "9" * 30),)),
        Listing(sort=(Order("contractvormen"),)),
        Listing(sort=(Order("huur"),) * 11),
    ],
)
def test_what_can_not_be_looked_for_is_refused(store: Store, listing: Listing) -> None:
    with pytest.raises(InvalidInput):
        register.list_rows(desk(world(store)), "woningen", listing)


def test_a_listing_is_read_from_an_address(store: Store) -> None:
    at = desk(world(store))
    asked = listing_of(["huur:55000", "aanbieder:", "contractvormen:huurcontract"], "-code,huur", page=1, size=1)
    page = register.list_rows(at, "woningen", asked)
    assert [row.values["code"] for row in page.items] == ["w-b"]
    assert page.total == 2


def test_a_listing_that_makes_no_sense_is_refused_with_every_fault() -> None:
    with pytest.raises(InvalidInput) as refused:
        listing_of(["zonder dubbele punt"] * 21, page=0, size=201)
    assert {fault.path[0] for fault in refused.value.faults} == {"filter", "page", "pageSize"}
