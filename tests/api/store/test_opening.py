"""A store is opened whole, or somebody is told why it can't be."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text

from api.store import migrate as module
from api.store.database import Store
from api.store.migrate import known_revisions, revision_of
from api.store.opening import faults_at, name_of, open_kept, open_store, sqlite_file, sqlite_url
from optimizer.errors import InvalidInput
from tests.stores import Databases

NEWEST = known_revisions()[0]


def refusal(url: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        open_store(url)
    [told] = [str(fault) for fault in faults_at(url)]
    assert told == str(caught.value)
    return told


def test_an_empty_folder_gets_a_store(tmp_path: Path) -> None:
    file = tmp_path / "nieuwe map" / "a.sqlite"
    assert not list(faults_at(sqlite_url(file)))
    assert not file.parent.exists()
    with closing(open_store(sqlite_url(file))) as store, store.reading() as connection:
        assert revision_of(connection) == NEWEST
        assert (sqlite_file(store.url), name_of(store)) == (file, "a.sqlite")
    assert file.parent.stat().st_mode & 0o077 == 0


def test_a_store_that_is_there_stays_as_it_is(store_url: str) -> None:
    with closing(open_store(store_url)) as store, store.engine.begin() as connection:
        connection.execute(text("INSERT INTO documents (name, version, content) VALUES ('x', 1, '')"))
    with closing(open_kept(store_url)) as store, store.reading() as connection:
        assert connection.execute(text("SELECT name FROM documents")).scalar() == "x"


@pytest.mark.parametrize("content", [b"geen database" * 100, b"SQLite format 3\0" + b"x" * 5000])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.sqlite").write_bytes(content)
    assert "dat beschadigd is" in refusal(sqlite_url(tmp_path / "a.sqlite"))


def test_a_database_with_a_damaged_page(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    open_store(sqlite_url(file)).close()
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    file.write_bytes(content)
    assert "dat beschadigd is" in refusal(sqlite_url(file))


def test_a_store_of_a_newer_program(store_url: str) -> None:
    with closing(open_store(store_url)) as store, store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "nieuwere versie" in refusal(store_url)


def test_a_server_that_is_not_there() -> None:
    told = refusal("postgresql://u:geheim@127.0.0.1:1/n")
    assert "geen antwoord van postgresql" in told
    assert "geheim" not in told


def test_a_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_bytes(b"")
    with pytest.raises(InvalidInput, match="niet te maken"):
        open_store(sqlite_url(tmp_path / "bestand" / "a.sqlite"))


def test_what_should_be_there_is_not_made(tmp_path: Path, databases: Databases) -> None:
    with pytest.raises(InvalidInput, match="geen bestand"):
        open_kept(sqlite_url(tmp_path / "a.sqlite"))
    with closing(Store(databases.new("postgresql"))) as store, store.engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(InvalidInput, match="zonder tabellen"):
        open_kept(store.url)
    assert not list(tmp_path.iterdir())


def test_tables_are_made_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = sqlite_url(tmp_path / "a.sqlite")

    def break_off(config: Config, revision: str) -> None:
        command.upgrade(config, revision)
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "command", SimpleNamespace(upgrade=break_off))
    with pytest.raises(KeyboardInterrupt):
        open_store(url)
    with closing(Store(url)) as store:
        assert inspect(store.engine).get_table_names() == []
    monkeypatch.undo()
    open_store(url).close()
