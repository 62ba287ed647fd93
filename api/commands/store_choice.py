"""Which store a command works on; the same choices for each command."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from api.settings import SQLITE_FILE, ServiceSettings, read_settings

if TYPE_CHECKING:
    from api.store.database import Store
    from optimizer.errors import Fault

FOLDER = Path("dienst")


def add_store(parser: argparse.ArgumentParser, flag: str = "--map") -> None:
    """The folder of the service, and its settings."""
    parser.add_argument(
        flag, dest="folder", type=Path, default=FOLDER, metavar="MAP", help="map van de dienst (standaard dienst)"
    )
    add_settings(parser)


def add_settings(parser: argparse.ArgumentParser) -> None:
    """The file with settings."""
    parser.add_argument(
        "--instellingen", dest="settings", type=Path, metavar="BESTAND.toml",
        help="bestand met instellingen; wat in de omgeving staat gaat voor",
    )  # fmt: skip


def settings_of(chosen: argparse.Namespace) -> ServiceSettings:
    """The settings that hold. Raises InvalidInput with every fault, those of the database as well."""
    from api.store.opening import faults_at  # noqa: PLC0415 - SQLAlchemy takes half a second to load

    def unreachable(settings: ServiceSettings) -> Iterator[Fault]:
        return faults_at(address_of(settings, chosen.folder))

    return read_settings(chosen.settings, os.environ, unreachable)


def address_of(settings: ServiceSettings, folder: Path) -> str:
    """Where the database is."""
    from api.store.opening import sqlite_url  # noqa: PLC0415 - see settings_of

    return settings.database or sqlite_url(folder / SQLITE_FILE)


def kept_store(chosen: argparse.Namespace) -> Store:
    """The store that is there. Raises InvalidInput when there is none, or it can't be opened."""
    from api.store.opening import open_kept  # noqa: PLC0415 - see settings_of

    return open_kept(address_of(settings_of(chosen), chosen.folder))
