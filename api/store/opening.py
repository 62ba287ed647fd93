"""Open the store of a service, or say in a way that helps why that can't be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from api.store.database import Clock, Store, utc_now
from api.store.migrate import known_revisions, migrate, revision_of
from optimizer.errors import Fault, InvalidInput

SQLITE = "sqlite:///"
PLACE = ("database",)
WHOLE = "ok"
# What lies in the folder holds values of people.
FOR_ITS_OWNER = 0o700


def sqlite_url(path: Path) -> str:
    """The address of a database in a file."""
    return SQLITE + str(path.absolute())


def sqlite_file(url: str) -> Path | None:
    """The file of a database that is in one."""
    return Path(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else None


def open_store(url: str, clock: Clock = utc_now) -> Store:
    """The store at an address, with the tables of this version; an empty database gets them. Raises InvalidInput."""
    file = sqlite_file(url)
    if file is not None:
        _make_folder(file.parent)
    return _opened(url, clock, migrate)


def open_kept(url: str, clock: Clock = utc_now) -> Store:
    """The store at an address as it is there, of this version or an older one. Raises InvalidInput when there is none."""
    file = sqlite_file(url)
    if file is not None and not file.is_file():
        raise InvalidInput(
            [Fault(PLACE, f"geen bestand {file.name} in {file.parent}", "een map waarin een dienst liep")]
        )
    return _opened(url, clock, _must_have_tables)


def faults_at(url: str) -> Iterator[Fault]:
    """What stands in the way of opening the store. Makes nothing."""
    file = sqlite_file(url)
    if file is None or file.exists():
        try:
            _opened(url, utc_now, lambda _store: None).close()
        except InvalidInput as error:
            yield from error.faults


def _opened(url: str, clock: Clock, prepare: Callable[[Store], None]) -> Store:
    store = Store(url, clock)
    try:
        with _told(store):
            _look(store)
            prepare(store)
    except BaseException:
        store.close()
        raise
    return store


def _look(store: Store) -> None:
    with store.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            found = connection.execute(text("PRAGMA quick_check(1)")).scalar()
            if found != WHOLE:
                raise InvalidInput([_damaged(store)])
        revision = revision_of(connection)
    if revision is not None and revision not in known_revisions():
        raise InvalidInput(
            [
                Fault(
                    PLACE,
                    f"{name_of(store)}, gemaakt door een nieuwere versie van dit programma",
                    "een opslag van deze versie of ouder; werk het programma bij, of zet een oudere reservekopie terug",
                )
            ]
        )


def _must_have_tables(store: Store) -> None:
    with store.engine.connect() as connection:
        if revision_of(connection) is None:
            raise InvalidInput(
                [Fault(PLACE, f"{name_of(store)} zonder tabellen van dit programma", "de opslag van een dienst")]
            )


@contextmanager
def _told(store: Store) -> Iterator[None]:
    """Turn what the driver complains of into a fault."""
    try:
        yield
    except DBAPIError as error:
        raise InvalidInput([_fault_of(store, error)]) from error


def _fault_of(store: Store, error: DBAPIError) -> Fault:
    if sqlite_file(store.url) is None:
        return Fault(
            PLACE,
            f"geen antwoord van {name_of(store)}",
            "een PostgreSQL die draait, met deze gebruiker en dit wachtwoord",
        )
    words = str(error.orig)
    if "not a database" in words or "malformed" in words:
        return _damaged(store)
    return Fault(
        PLACE,
        f"{name_of(store)}, niet te lezen of te schrijven",
        "een map en een bestand die van u zijn, met ruimte op de schijf",
    )


def _damaged(store: Store) -> Fault:
    return Fault(
        PLACE,
        f"{name_of(store)}, dat beschadigd is",
        "een heel bestand; zet een reservekopie terug met terugzetten --vervang",
    )


def name_of(store: Store) -> str:
    """How people know the database: the name of its file, or its address without the password."""
    file = sqlite_file(store.url)
    return make_url(store.url).render_as_string(hide_password=True) if file is None else file.name


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(FOR_ITS_OWNER, parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput(
            [Fault((str(folder),), "een map die niet te maken is", "een map waarin u mag schrijven")]
        ) from error
