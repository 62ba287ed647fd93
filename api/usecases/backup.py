"""Make a backup: all that the store holds at one moment, in one file, while others work on."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from api.backup_file import write_lines
from api.store.audit import head
from api.store.copying import lines_of
from api.store.database import Store
from api.store.migrate import revision_of

PROGRAM = "zachte-landing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """The last entry of the audit that a backup holds, and how large the file is."""

    audit_seq: int
    audit_hash: str
    size: int


def back_up(store: Store, path: Path) -> Copied:
    """Write all that is kept to a new file. Raises InvalidInput when it is there already or can't be written."""
    with store.reading() as connection:
        seq, last = head(connection)
        beginning = {
            "program": version(PROGRAM),
            "revision": revision_of(connection),
            "made_at": store.now,
            "audit": [seq, last],
        }
        write_lines(path, chain([beginning], lines_of(connection)))
    return Copied(audit_seq=seq, audit_hash=last, size=path.stat().st_size)
