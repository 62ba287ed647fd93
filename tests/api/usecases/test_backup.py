"""A backup holds everything, comes back on either kind of database, and shows every damage."""

from __future__ import annotations

import random
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import MetaData, func, insert, select, text

from api.access.identity import SYSTEM
from api.backup_file import MAGIC, read_lines, write_lines
from api.store.audit import Action, Noted, broken, head
from api.store.database import Store, Writing
from api.store.dump import LEFT_OUT
from api.store.opening import open_kept
from api.store.runs import Mode, RunState, add_run, take_run, unfinished
from api.store.schema import AUDIT, HISTORY, METADATA, REGISTER, ROUNDS, ROW
from api.usecases.backup import Copied, back_up
from api.usecases.restore import put_back_backup
from optimizer.errors import InvalidInput
from optimizer.proposal import Settings
from tests.api.filled import fill, held
from tests.stores import KINDS, Databases, TickingClock, opened


@pytest.fixture
def copied(store: Store, tmp_path: Path) -> Path:
    """The backup of a store with something in every table."""
    fill(store)
    back_up(store, tmp_path / "kopie.zlb")
    return tmp_path / "kopie.zlb"


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[Store]:
    """Where a backup is put back: nothing at all yet, or an empty database with tables."""
    url = f"sqlite:///{tmp_path}/nieuw.sqlite" if request.param == "sqlite" else databases.new(request.param)
    with closing(opened(url)) as store:
        yield store


def refusal(store: Store, path: Path, *, keep: bool = False) -> str:
    with pytest.raises(InvalidInput) as caught:
        put_back_backup(store, path, keep=keep)
    return str(caught.value)


def test_everything_comes_back_on_either_database(store: Store, copied: Path, target: Store) -> None:
    before = held(store)
    assert all(before.values())
    done = put_back_backup(target, copied)
    after = held(target)
    [noted] = [row for row in after["audit"] if row not in before["audit"]]
    after["audit"].remove(noted)
    assert after == {name: [] if name in LEFT_OUT else rows for name, rows in before.items()}
    assert Action.RESTORED in noted
    assert done.rows == {name: len(rows) for name, rows in before.items() if name not in LEFT_OUT}
    with target.reading() as connection:
        assert not list(broken(connection))
        assert head(connection)[0] == done.audit_seq + 1


def test_numbers_of_rows_are_not_given_again(copied: Path, target: Store) -> None:
    put_back_backup(target, copied)
    table = REGISTER["afstandsbanden"]
    values = {column.name: 99 for column in table.c if column.name != ROW}
    with target.writing(SYSTEM) as writing:
        given = writing.connection.execute(insert(table).values(values)).inserted_primary_key
    assert given is not None
    assert given[0] == 6


def test_the_audit_can_only_grow_in_what_came_back(copied: Path, target: Store) -> None:
    put_back_backup(target, copied)
    with pytest.raises(Exception, match="only grow"), target.engine.begin() as connection:
        connection.execute(text("DELETE FROM audit"))


def test_a_backup_while_others_write_holds_one_moment(store: Store, tmp_path: Path) -> None:
    fill(store)
    ended: list[bool] = []

    def write() -> None:
        while not ended:
            with store.writing(SYSTEM) as writing:
                writing.change(Noted(action=Action.CHANGED, kind="woningen", subjects=["1"], after={"huur": 1}))

    writer = Thread(target=write)
    writer.start()
    try:
        copies: list[tuple[Path, Copied]] = []
        while len(copies) < 3:
            path = tmp_path / f"{len(copies)}.zlb"
            copies.append((path, back_up(store, path)))
    finally:
        ended.append(True)
        writer.join()
    assert len({done.audit_seq for _, done in copies}) == 3
    for path, done in copies:
        with closing(opened(f"sqlite:///{path}.sqlite")) as target:
            put_back_backup(target, path)
            with target.reading() as connection:
                history, audit = (
                    connection.execute(select(func.count()).select_from(each)).scalar() or 0
                    for each in (HISTORY, AUDIT)
                )
            assert audit == done.audit_seq + 1
            # Of each change both halves, or neither.
            assert history == audit - 1 - _without_history(store)


def _without_history(store: Store) -> int:
    with store.reading() as connection:
        return len(
            connection.execute(
                text("SELECT 1 FROM audit a LEFT JOIN history h ON h.seq = a.seq WHERE h.seq IS NULL")
            ).all()
        )


def test_only_its_owner_may_read_it_and_it_is_never_written_over(store: Store, copied: Path) -> None:
    assert stat.S_IMODE(copied.stat().st_mode) == 0o600
    with pytest.raises(InvalidInput, match="dat er al is"):
        back_up(store, copied)
    with pytest.raises(InvalidInput, match="niet te schrijven"):
        back_up(store, copied / "in een bestand")
    assert [path.name for path in copied.parent.glob("kopie*")] == [copied.name]


def test_every_damage_is_found(sqlite_store: Store, tmp_path: Path) -> None:
    fill(sqlite_store)
    path, damaged = tmp_path / "kopie.zlb", tmp_path / "stuk.zlb"
    back_up(sqlite_store, path)
    whole = path.read_bytes()
    dice = random.Random(7)  # noqa: S311 - a sample of places, the same every time
    places = {0, len(MAGIC) - 2, len(MAGIC), len(whole) - 1, *(dice.randrange(len(whole)) for _ in range(150))}
    damages = [whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :] for at in places]
    damages += [whole[:at] for at in places] + [whole + b"\0", b""]
    with closing(opened(f"sqlite:///{tmp_path}/nieuw.sqlite")) as target:
        for damage in damages:
            damaged.write_bytes(damage)
            refusal(target, damaged)
    assert not list(tmp_path.glob("nieuw*"))


def test_a_backup_of_a_newer_version_is_refused(copied: Path, target: Store, tmp_path: Path) -> None:
    beginning, *lines = read_lines(copied)
    newer = tmp_path / "nieuwer.zlb"
    write_lines(newer, [{**beginning, "revision": "9999"}, *lines])
    assert "nieuwere versie" in refusal(target, newer)


def test_lines_that_do_not_fit_leave_nothing(copied: Path, target: Store, tmp_path: Path) -> None:
    lines = list(read_lines(copied))
    at = next(place for place, line in enumerate(lines) if isinstance(line, list))
    for number, wrong in enumerate(
        (lines[:at] + lines[at + 1 :], lines[:-1][: at - 1], [*lines[:at], lines[at], *lines[at:]])
    ):
        path = tmp_path / f"{number}.zlb"
        write_lines(path, wrong)
        with pytest.raises(Exception, match=r"."):
            put_back_backup(target, path)
    assert not list(tmp_path.glob("nieuw*"))
    put_back_backup(target, copied)


def test_an_audit_that_was_changed_is_refused(sqlite_store: Store, target: Store, tmp_path: Path) -> None:
    fill(sqlite_store)
    with sqlite_store.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(text("UPDATE audit SET account = 'x' WHERE seq = 3"))
    back_up(sqlite_store, tmp_path / "kopie.zlb")
    assert "logboek dat veranderd is, bij regel 3" in refusal(target, tmp_path / "kopie.zlb")


def test_a_store_that_holds_something_is_refused_and_stays(store: Store, copied: Path, tmp_path: Path) -> None:
    before = held(store)
    assert "waar al gegevens in staan" in refusal(store, copied)
    damaged = tmp_path / "stuk.zlb"
    damaged.write_bytes(copied.read_bytes()[:-1])
    refusal(store, damaged, keep=True)
    assert held(store) == before


def test_with_keep_the_old_store_stays_beside_the_new(databases: Databases, copied: Path) -> None:
    url = databases.new("sqlite")
    with closing(Store(url, TickingClock())) as old:
        with old.writing(SYSTEM) as writing:
            writing.note(Noted(action=Action.READ, kind="uitstromers", subjects=["U-oud"]))
        put_back_backup(old, copied, keep=True)
        file = Path(url.removeprefix("sqlite:///"))
        [aside] = file.parent.glob(f"{file.stem}-voor-*")
        assert "U-oud" not in str(held(old))
    with closing(open_kept(f"sqlite:///{aside}")) as kept:
        assert "U-oud" in str(held(kept)["audit"])


def test_with_keep_the_old_tables_stay_in_a_schema_of_their_own(databases: Databases, copied: Path) -> None:
    with closing(Store(databases.new("postgresql"), TickingClock())) as old:
        with old.writing(SYSTEM) as writing:
            writing.note(Noted(action=Action.READ, kind="uitstromers", subjects=["U-oud"]))
        put_back_backup(old, copied, keep=True)
        assert "U-oud" not in str(held(old))
        with old.engine.connect() as connection:
            [schema] = connection.execute(
                text("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'voor!_%' ESCAPE '!'")
            ).scalars()
            assert "U-oud" in str(connection.execute(select(AUDIT.to_metadata(MetaData(), schema=schema))).all())


def test_a_store_that_is_open_elsewhere_is_not_taken_away(databases: Databases, copied: Path) -> None:
    url = databases.new("sqlite")
    with closing(Store(url)) as old, old.writing(SYSTEM) as writing:
        writing.note(Noted(action=Action.READ, kind="uitstromers", subjects=["U-oud"]))
    with closing(Store(url)) as service, service.reading() as connection:
        before = connection.execute(select(AUDIT.c.hash)).all()
        with closing(Store(url)) as target:
            assert "in gebruik" in refusal(target, copied, keep=True)
        assert connection.execute(select(AUDIT.c.hash)).all() == before


def test_a_damaged_database_is_kept_and_replaced(copied: Path, tmp_path: Path) -> None:
    file = tmp_path / "kapot.sqlite"
    file.write_bytes(b"geen database" * 1000)
    with closing(opened(f"sqlite:///{file}")) as target:
        assert "waar al gegevens in staan" in refusal(target, copied)
        put_back_backup(target, copied, keep=True)
        assert held(target)["accounts"]
    [aside] = tmp_path.glob("kapot-voor-*.sqlite")
    assert aside.read_bytes().startswith(b"geen database")


def test_a_run_that_had_not_ended_waits_for_a_worker_again(store: Store, target: Store, tmp_path: Path) -> None:
    fill(store)
    with store.writing(SYSTEM) as writing:
        run = add_run(writing, round_id=_a_round(writing), mode=Mode.SOLVE, settings=Settings(), plan=(("U-1", "W-1"),))
        assert take_run(writing, run.id, run.attempt, "werker")
    back_up(store, tmp_path / "kopie.zlb")
    put_back_backup(target, tmp_path / "kopie.zlb")
    with target.reading() as connection:
        [waiting] = unfinished(connection, 9)
    assert (waiting.id, waiting.state, waiting.attempt) == (run.id, RunState.WACHTEND, 2)


def _a_round(writing: Writing) -> str:
    return str(writing.connection.execute(select(ROUNDS.c.id)).scalars().first())


def test_every_table_is_in_a_backup(copied: Path) -> None:
    named = {line["table"] for line in read_lines(copied) if isinstance(line, dict) and "table" in line}
    assert named == set(METADATA.tables) - LEFT_OUT
