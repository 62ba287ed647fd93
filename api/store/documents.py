"""The rules that hold, as texts: each document once, with its history."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from api.store.audit import Action, Noted
from api.store.database import Writing
from api.store.schema import DOCUMENTS

KIND = "documenten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document. `version` is 1 more with every change; 0 is one that nobody supplied yet, which is empty."""

    name: str
    version: int
    content: str


def find_document(connection: Connection, name: str) -> Document:
    """The document with this name; version 0 when nobody supplied it."""
    row = connection.execute(select(DOCUMENTS).where(DOCUMENTS.c.name == name)).mappings().first()
    return Document(name=name, version=0, content="") if row is None else Document(**row)


def keep_document(writing: Writing, before: Document, content: str, motivation: str = "") -> Document:
    """Give a document another content."""
    after = Document(name=before.name, version=before.version + 1, content=content)
    values = {"version": after.version, "content": content}
    if before.version:
        writing.connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.name == after.name).values(**values))
    else:
        writing.connection.execute(insert(DOCUMENTS).values(name=after.name, **values))
    noted = Noted(
        action=Action.CHANGED if before.version else Action.ADDED,
        kind=KIND,
        subjects=[after.name],
        before={"content": before.content} if before.version else None,
        after={"content": content},
    )
    writing.change(noted, motivation)
    return after
