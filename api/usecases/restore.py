"""Put a backup back, in a database of either kind: all of it, checked, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from api.access.identity import SYSTEM
from api.backup_file import read_lines
from api.store.audit import Action, Noted, broken, head
from api.store.copying import put_back
from api.store.database import Store, Writing
from api.store.migrate import known_revisions, upgrade
from api.store.replacing import replacing
from api.store.runs import give_back, unfinished
from optimizer.errors import Fault, InvalidInput

KIND = "reservekopie"
MOST_RUNS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBack:
    """What came back: when the backup was made, the last entry of its audit, and rows per table."""

    made_at: str
    audit_seq: int
    audit_hash: str
    rows: dict[str, int]


def put_back_backup(store: Store, path: Path, *, keep: bool = False) -> PutBack:
    """Fill the store, which need not be there yet, from a backup.

    A store that holds something is refused, or with `keep` kept beside it. Raises InvalidInput for that, for a backup that is
    damaged or newer than this program, and for an audit that somebody changed.
    """
    lines = read_lines(path)
    beginning = next(lines)
    if beginning["revision"] not in known_revisions():
        raise InvalidInput(
            [
                Fault(
                    (path.name,),
                    "een reservekopie van een nieuwere versie",
                    "een van deze versie of ouder; werk het programma bij",
                )
            ]
        )
    with replacing(store, keep=keep) as connection:
        upgrade(connection, beginning["revision"])
        rows = put_back(connection, lines)
        upgrade(connection)
        changed = next(broken(connection), None)
        if changed is not None or list(head(connection)) != beginning["audit"]:
            raise InvalidInput(
                [Fault((path.name,), f"een logboek dat veranderd is, bij regel {changed}", "een logboek dat heel is")]
            )
        seq, last = beginning["audit"]
        writing = Writing(connection, SYSTEM, store.now)
        writing.note(Noted(action=Action.RESTORED, kind=KIND, subjects=[last]))
        for run in unfinished(connection, MOST_RUNS):
            # Nobody works on it any more; a worker will find it waiting.
            give_back(writing, run.id, run.attempt)
    return PutBack(made_at=beginning["made_at"], audit_seq=seq, audit_hash=last, rows=rows)
