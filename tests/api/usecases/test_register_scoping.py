"""Every role tries every table with what is somebody else's: a row, column or code that it may not know is answered as none.

Whatever a role gets in answer, error texts included, has no trace of what is theirs in `tests.api.registers`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from api.access.desk import Desk
from api.access.identity import Identity, Role
from api.access.register_access import scope_for
from api.access.scope import Scope
from api.errors import Denial, NotAllowed, NotThere
from api.store.database import Store
from api.usecases import register
from api.usecases.listing import Filter, Listing, Order
from geodata.plain import plain_row
from geodata.tables import TABLES
from optimizer.errors import InvalidInput, ZachteLandingError
from tests.api.registers import (
    ADMINISTRATOR,
    COORDINATOR,
    CORPORATION,
    OF_A_TOWN,
    PLANNER,
    PROVIDER,
    TABLES_OF_WORLD,
    desk,
    world,
)
from tests.geodata import tiny

OTHERS = (PROVIDER, CORPORATION, PLANNER, OF_A_TOWN, ADMINISTRATOR)
NOBODY, NO_ROW = "nergens", 999_999
# What tells of theirs, wherever it stands.
TRACES = ("bea", "w-b", "hunne", "zorg2", "corp2")
NAMED_TO_ALL = {"corporaties", "zorgaanbieders"}
# By role and table the rows that it sees, by number; every other table is as one that is not there.
OURS: dict[str, dict[str, set[int]]] = {
    PROVIDER.account: {
        "uitstromers": {1}, "gebiedswensen": {1}, "ankers": {1}, "begeleiding": {1}, "woningen": {3}, "plaatsingen": {1},
    },
    CORPORATION.account: {"woningen": {1}, "afspraken": {1}},
    PLANNER.account: {"grenswaarden": set(range(1, 8)), "voorzieningen": {1}},
    OF_A_TOWN.account: {"grenswaarden": set(range(1, 8)), "voorzieningen": {1}},
    ADMINISTRATOR.account: {},
}  # fmt: skip
OF_EVERYBODY = {
    "gemeenten", "wijken", "buurten", "gebieden", "gebiedsdelen", "indicatoren", "corporaties", "zorgaanbieders",
    "convenanten", "afbouw", "afstandsbanden",
}  # fmt: skip

cases = pytest.mark.parametrize("by", OTHERS, ids=lambda by: f"{by.role}{'-' * bool(by.organisation)}{by.organisation}")


@pytest.fixture
def filled(sqlite_store: Store) -> Store:
    return world(sqlite_store)


def numbers(by: Identity, table: str) -> set[int] | None:
    """The rows that somebody should see; None where there is no such table."""
    if table in OF_EVERYBODY:
        return set(range(1, len(TABLES_OF_WORLD[table]) + 1))
    return OURS[by.account].get(table)


def outcome(attempt: Callable[[], object]) -> str:
    """What somebody gets: the answer, or the error with its text."""
    try:
        return repr(attempt())
    except ZachteLandingError as error:
        return f"{type(error).__name__}: {error}"


def check_no_trace(table: str, said: str) -> None:
    assert table in NAMED_TO_ALL or not [trace for trace in TRACES if trace in said], said


@cases
def test_a_list_holds_ours_and_nothing_else(filled: Store, by: Identity) -> None:
    for table in TABLES:
        expected = numbers(by, table)
        if expected is None:
            said = outcome(partial(register.list_rows, desk(filled, by), table, Listing()))
            assert said == outcome(partial(register.list_rows, desk(filled, by), NOBODY, Listing()))
            continue
        page = register.list_rows(desk(filled, by), table, Listing())
        assert {row.id for row in page.items} == expected, table
        assert page.total == len(expected)
        scope = scope_for(by, table)
        assert scope is not None
        assert all(tuple(row.values) == scope.columns for row in page.items)
        check_no_trace(table, repr(page))


def test_a_list_is_the_same_on_both_databases(store: Store) -> None:
    world(store)
    for by in OTHERS:
        for table in TABLES:
            expected = numbers(by, table)
            if expected is not None:
                page = register.list_rows(desk(store, by), table, Listing())
                assert {row.id for row in page.items} == expected, (by, table)


Way = Callable[[Desk, str, int], object]
WAYS: dict[str, Way] = {
    "read": register.read_row,
    "history": register.row_history,
    "change": lambda at, table, number: register.change_row(at, table, number, 1, {}),
    "change an old version": lambda at, table, number: register.change_row(at, table, number, 9, {"code": "anders"}),
    "remove": lambda at, table, number: register.remove_row(at, table, number, 1),
    "remove an old version": lambda at, table, number: register.remove_row(at, table, number, 9),
}


@cases
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_row_of_theirs_is_as_one_that_is_not_there(filled: Store, by: Identity, way: Way) -> None:
    at = desk(filled, by)
    for table, rows in TABLES_OF_WORLD.items():
        of_none = outcome(partial(way, at, table, NO_ROW))
        for number in range(1, len(rows) + 1):
            said = outcome(partial(way, at, table, number))
            check_no_trace(table, said)
            assert number in (numbers(by, table) or ()) or said == of_none, (table, number)


@cases
def test_nothing_of_theirs_was_changed_by_any_way(filled: Store, by: Identity) -> None:
    before = everything(filled)
    at = desk(filled, by)
    for table, rows in TABLES_OF_WORLD.items():
        for number in range(1, len(rows) + 1):
            if number not in (numbers(by, table) or ()):
                for way in WAYS.values():
                    outcome(partial(way, at, table, number))
    assert everything(filled) == before


ASKED: dict[str, Callable[[str], Listing]] = {
    "filter": lambda column: Listing(filters=(Filter(column, "bea"),)),
    "filter on nothing": lambda column: Listing(filters=(Filter(column, ""),)),
    "sort": lambda column: Listing(sort=(Order(column),)),
    "sort down": lambda column: Listing(sort=(Order(column, down=True),)),
}


@cases
@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_a_column_that_is_not_seen_is_as_one_that_is_not_there(
    filled: Store, by: Identity, asked: Callable[[str], Listing]
) -> None:
    at = desk(filled, by)
    for table, scope in visible(by):
        unknown = outcome(partial(register.list_rows, at, table, asked(NOBODY)))
        for name in set(TABLES[table].names) - set(scope.columns):
            said = outcome(partial(register.list_rows, at, table, asked(name)))
            assert said.startswith("InvalidInput")
            assert said.replace(f".{name}:", f".{NOBODY}:") == unknown


@cases
def test_no_filter_finds_what_is_theirs(filled: Store, by: Identity) -> None:
    """Every value that occurs in a row of theirs, as a filter on every column that is seen."""
    for table, scope in visible(by):
        for values in TABLES_OF_WORLD[table]:
            for name, value in plain_row(values).items():
                if name in scope.columns:
                    texts = [str(part) for part in value] if isinstance(value, list) else [str(value)]
                    for text in texts:
                        listing = Listing(filters=(Filter(name, text),))
                        said = outcome(partial(register.list_rows, desk(filled, by), table, listing))
                        check_no_trace(table, said.replace(f"'{text}'", ""))
                        if not said.startswith("InvalidInput"):
                            page = register.list_rows(desk(filled, by), table, listing)
                            assert {row.id for row in page.items} <= (numbers(by, table) or set())


@cases
@pytest.mark.parametrize("way", ["add", "change"])
def test_a_column_that_is_not_seen_can_not_be_written(filled: Store, by: Identity, way: str) -> None:
    at = desk(filled, by)
    for table, scope in visible(by):
        for name in set(TABLES[table].names) - set(scope.columns) if scope.writes is not None else ():
            said = outcome(partial(handed_in, at, table, way, {name: "x"}))
            unknown = outcome(partial(handed_in, at, table, way, {NOBODY: "x"}))
            assert said.replace(f".{name}:", f".{NOBODY}:") == unknown


def handed_in(at: Desk, table: str, way: str, values: dict[str, object]) -> object:
    return register.add_row(at, table, values) if way == "add" else register.change_row(at, table, 1, 1, values)


# By role: where it may name something, and what there is of theirs to name; `{}` is the rest of a sound row.
PERSON = plain_row(tiny.person("nieuw"))
HOME = plain_row(tiny.home("nieuw"))
LIMIT = plain_row(tiny.cap("WK-A") | {"code": "nieuw", "bron": "x"})
NAMED: list[tuple[Identity, str, dict[str, Any], str, str]] = [
    (PROVIDER, "gebiedswensen", {"wens": "voorkeur", "gebied": "WK-B", "reden": "anders"}, "uitstromer", "bea"),
    (PROVIDER, "gebiedswensen", {"uitstromer": "ans", "wens": "voorkeur", "reden": "anders"}, "gebied", "hofvanhunne"),
    (PROVIDER, "ankers", {"soort": "dagbesteding", "punt_x": 1, "punt_y": 300_001}, "uitstromer", "bea"),
    (PROVIDER, "uitstromers", PERSON, "verblijft_in", "hofvanhunne"),
    (OF_A_TOWN, "grenswaarden", LIMIT, "gebied", "hofvanhunne"),
]


@pytest.mark.parametrize(("by", "table", "values", "column", "theirs"), NAMED)
def test_a_code_of_theirs_is_as_one_that_is_not_there(
    filled: Store, by: Identity, table: str, values: dict[str, Any], column: str, theirs: str
) -> None:
    at = desk(filled, by)

    def named(code: str) -> str:
        many = isinstance(TABLES_OF_WORLD[table][0].get(column), tuple) or column == "verblijft_in"
        return outcome(partial(register.add_row, at, table, {**values, column: [code] if many else code}))

    assert named(theirs).startswith(f"InvalidInput: {table}.{column}: gevonden '{theirs}'")
    assert "\n" not in named(theirs)
    assert named(theirs).replace(theirs, NOBODY) == named(NOBODY)


@pytest.mark.parametrize(
    ("by", "table", "values"),
    [(PROVIDER, "uitstromers", {**PERSON, "code": "bea"}), (CORPORATION, "woningen", {**HOME, "code": "w-b"})],
)
def test_a_code_that_somebody_else_has_can_not_be_used_and_nothing_more_is_told(
    filled: Store, by: Identity, table: str, values: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        register.add_row(desk(filled, by), table, values)
    (fault,) = refused.value.faults
    assert fault.expected == "een andere code: deze kan hier niet worden gebruikt"


@pytest.mark.parametrize(
    ("by", "table", "changes"),
    [
        (PROVIDER, "uitstromers", {"zorgaanbieder": "zorg2"}),
        (PROVIDER, "gebiedswensen", {"uitstromer": "bea"}),
        (CORPORATION, "woningen", {"corporatie": "corp2"}),
        (OF_A_TOWN, "grenswaarden", {"gebied": "WK-C"}),
        (OF_A_TOWN, "grenswaarden", {"gebied": "BU-C"}),
        (OF_A_TOWN, "grenswaarden", {"gebied": "GM-B"}),
    ],
)
def test_no_row_is_given_to_somebody_else_or_taken_from_them(
    filled: Store, by: Identity, table: str, changes: dict[str, Any]
) -> None:
    at, before = desk(filled, by), everything(filled)
    row = register.read_row(at, table, 1)
    whole = {**plain_row(row.values), **changes}
    with pytest.raises(InvalidInput):
        register.change_row(at, table, 1, 1, whole)
    with pytest.raises(InvalidInput):
        register.add_row(at, table, {**whole, "code": "nieuw"} if "code" in whole else whole)
    assert everything(filled) == before


@pytest.mark.parametrize(("number", "gebied"), [(5, "WK-C"), (6, "BU-C"), (7, "GM-B")])
def test_a_town_reads_the_caps_of_others_and_does_not_touch_them(filled: Store, number: int, gebied: str) -> None:
    at = desk(filled, OF_A_TOWN)
    assert register.read_row(at, "grenswaarden", number).values["gebied"] == gebied
    with pytest.raises(NotAllowed):
        register.change_row(at, "grenswaarden", number, 1, LIMIT)
    with pytest.raises(NotAllowed):
        register.remove_row(at, "grenswaarden", number, 1)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_town_decides_the_caps_of_its_own_areas(store: Store, number: int) -> None:
    at = desk(world(store), OF_A_TOWN)
    row = register.read_row(at, "grenswaarden", number)
    changed = register.change_row(at, "grenswaarden", number, 1, {**plain_row(row.values), "grens": 9}, "besluit")
    assert changed.values["grens"] == 9


def test_who_may_only_read_a_table_changes_nothing_in_it(filled: Store) -> None:
    for by in OTHERS:
        for table, scope in visible(by):
            if scope.writes is None:
                for attempt in (
                    partial(register.add_row, desk(filled, by), table, {}),
                    partial(register.change_row, desk(filled, by), table, 1, 1, {}),
                    partial(register.remove_row, desk(filled, by), table, 1, 1),
                ):
                    with pytest.raises(NotAllowed):
                        attempt()


def test_what_the_coordinator_hides_does_not_show_in_the_history_of_a_provider(filled: Store) -> None:
    at = desk(filled)
    row = plain_row(register.read_row(at, "uitstromers", 1).values)
    point = {"verblijf_punt_x": 230_000, "verblijf_punt_y": 550_000}
    register.change_row(at, "uitstromers", 1, 1, {**row, **point}, "om de contactuitsluiting")
    register.change_row(at, "uitstromers", 1, 2, {**row, **point, "uren": 9}, "meer uren, om de contactuitsluiting")
    told = register.row_history(desk(filled, PROVIDER), "uitstromers", 1)
    assert [change.after and change.after["uren"] for change in told] == [2, 9]
    assert "verblijf_punt" not in repr(told)
    assert "contactuitsluiting" not in repr(told)
    assert len(register.row_history(at, "uitstromers", 1)) == 3
    assert "om de contactuitsluiting" in repr(register.row_history(at, "uitstromers", 1))


def test_of_a_time_when_somebody_was_with_another_provider_nothing_is_told(filled: Store) -> None:
    at = desk(filled)
    row = plain_row(register.read_row(at, "uitstromers", 2).values)
    register.change_row(at, "uitstromers", 2, 1, {**row, "zorgaanbieder": "zorg", "grondslag": "overgedragen"})
    (told,) = register.row_history(desk(filled, PROVIDER), "uitstromers", 2)
    assert told.before is None
    assert told.after is not None
    assert told.after["grondslag"] == "overgedragen"


def test_a_row_that_is_in_use_where_the_reader_does_not_look_is_only_in_use(filled: Store) -> None:
    at = desk(filled, PROVIDER)
    for table in ("gebiedswensen", "ankers"):
        register.remove_row(at, table, 1, 1)
    with pytest.raises(Denial) as refused:
        register.remove_row(at, "uitstromers", 1, 1)
    assert str(refused.value).endswith("in gebruik in plaatsingen.")
    coordinator = desk(filled)
    register.change_row(coordinator, "plaatsingen", 1, 1, {"code": "p-a", "status": "geweigerd"})
    with pytest.raises(Denial) as refused:
        register.remove_row(at, "uitstromers", 1, 1)
    assert str(refused.value).endswith("nog in gebruik.")


def test_an_unknown_table_is_not_there_for_anybody(filled: Store) -> None:
    for by in (COORDINATOR, *OTHERS):
        for table in ("audit", "accounts", "", "woningen; drop table woningen"):
            with pytest.raises(NotThere):
                register.list_rows(desk(filled, by), table, Listing())


def visible(by: Identity) -> Iterator[tuple[str, Scope]]:
    for table in TABLES:
        scope = scope_for(by, table)
        if scope is not None:
            yield table, scope


def everything(store: Store) -> str:
    at = desk(store, Identity(account="systeem", role=Role.SYSTEEM))
    return repr([register.list_rows(at, table, Listing(size=200)) for table in TABLES])
