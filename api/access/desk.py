"""The desk at which one account is helped: what it asks for goes through here, never straight to the store."""

from __future__ import annotations

from dataclasses import dataclass

from api.access.identity import Identity
from api.store.database import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """Who is helped, and with what. Use cases take a desk; routes and pages only hand it on."""

    store: Store
    by: Identity
