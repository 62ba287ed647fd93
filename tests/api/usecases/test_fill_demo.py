"""The demo is the bundled region with a synthetic round, put there as anybody would."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from api.access.desk import Desk
from api.access.identity import SYSTEM
from api.store.audit import head
from api.store.database import Store
from api.store.dump import nothing_in
from api.store.register import current_register
from api.store.rounds import kept_rounds, open_round
from api.store.runs import find_run
from api.usecases import fill_demo as module
from api.usecases.accounts import list_accounts
from api.usecases.demo_result import demo_result
from api.usecases.demonstrate import demonstration
from api.usecases.fill_demo import PEOPLE, fill_demo
from api.usecases.importing import import_region
from optimizer.errors import InvalidInput

DAY = timedelta(days=1)


def test_the_round_is_that_of_the_demo_without_a_store(store: Store) -> None:
    demo = fill_demo(Desk(store, SYSTEM), 1, DAY)
    made = demonstration(1).round
    with store.reading() as connection:
        [kept] = kept_rounds(connection)
        round_ = open_round(connection, kept.id)
        assert demo.run is not None
        assert find_run(connection, demo.run)
    assert round_ is not None
    same = ("id", "name", "origin_of_data")
    assert replace(round_, **{name: getattr(made, name) for name in same}) == made
    assert "synthetisch" in round_.name


def test_there_is_a_link_for_each_role(sqlite_store: Store) -> None:
    desk = Desk(sqlite_store, SYSTEM)
    demo = fill_demo(desk, 1, DAY)
    accounts = {account.login: account for account in list_accounts(desk)}
    assert set(demo.links) == set(accounts) == {person.login for person in PEOPLE}
    assert {account.role for account in accounts.values()} == {person.role for person in PEOPLE}
    with sqlite_store.reading() as connection:
        register, _ = current_register(connection)
    assert accounts["voorbeeld-corporatie"].organisation in set(register.corporaties["code"])
    assert register.corporaties["naam"].str.startswith("Voorbeeld").all()


def test_again_it_gives_new_links_and_nothing_else(sqlite_store: Store) -> None:
    desk = Desk(sqlite_store, SYSTEM)
    first = fill_demo(desk, 1, DAY)
    again = fill_demo(desk, 1, DAY)
    assert again.run is None
    assert set(again.links) == set(first.links)
    assert not set(again.links.values()) & set(first.links.values())
    with sqlite_store.reading() as connection:
        assert len(kept_rounds(connection)) == 1


def test_what_fails_on_the_way_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "submit", fail)
    with pytest.raises(KeyboardInterrupt):
        fill_demo(Desk(store, SYSTEM), 1, DAY)
    with store.reading() as connection:
        assert nothing_in(connection)
        assert head(connection)[0] == 0


def test_a_store_with_something_else_is_refused(sqlite_store: Store) -> None:
    desk = Desk(sqlite_store, SYSTEM)
    import_region(desk)
    with pytest.raises(InvalidInput, match="al gegevens in staan"):
        fill_demo(desk, 1, DAY)


def test_a_run_that_is_not_there_has_no_result(sqlite_store: Store) -> None:
    assert demo_result(sqlite_store, "b-weg") is None
