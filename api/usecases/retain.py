"""Erase what has been kept long enough."""

from __future__ import annotations

from datetime import datetime, timedelta

from api.access.identity import SYSTEM
from api.settings import ServiceSettings
from api.store.answers import KEPT
from api.store.cleaning import sweep
from api.store.database import Store, moment
from api.store.retention import Erased, drop_keys, erase


def retain(store: Store, settings: ServiceSettings) -> Erased:
    """Erase what is past its term, in one step, and then see to it that nothing of it is left on the disk.

    Doing it again, or twice at once, erases nothing more.
    """
    with store.writing(SYSTEM) as writing:
        now = datetime.fromisoformat(writing.at)
        since = now - timedelta(days=settings.retention_days)
        erased = erase(writing, moment(since), since.date())
        idle = moment(now - timedelta(hours=settings.session_idle_hours))
        erased.add("sessies en sleutels", drop_keys(writing, idle, moment(now - KEPT)))
    sweep(store)
    return erased
