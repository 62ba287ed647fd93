"""The tables of the store.

The register has the tables and columns of `geodata.tables`, and two of the store's own in each: `_id`, the number of the row,
never given twice, and `_version`, 1 more with every change. Values are those of a frame: amounts in euro cents, several
values as a list, dates as dates. Moments are texts in UTC, `2026-11-26T14:20:08.123456Z`, so that both databases sort
them alike. Contents that the codec writes (rounds, proposals) are its texts, unchanged.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

from geodata import columns
from geodata.columns import Kind
from geodata.tables import TABLES

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
ROW, VERSION = "_id", "_version"
OWN_COLUMNS = (ROW, VERSION)
# SQLite numbers rows by itself only in a column of exactly this type.
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")

_TYPES: dict[Kind, TypeEngine[Any]] = {
    Kind.TEKST: Text(),
    Kind.GEHEEL: BigInteger(),
    Kind.GETAL: Float(53),
    Kind.BEDRAG: BigInteger(),
    Kind.DATUM: Date(),
    Kind.JA_NEE: Boolean(),
    Kind.KEUZE: Text(),
}


def _number() -> Column[int]:
    return Column(ROW, _NUMBER, primary_key=True, autoincrement=True)


def _column(column: columns.Column) -> Column[Any]:
    kind = JSON() if column.many else _TYPES[column.kind]
    return Column(column.name, kind, nullable=not column.required and not column.many)


def _register_table(table: columns.Table) -> Table:
    return Table(
        table.name,
        METADATA,
        _number(),
        Column(VERSION, Integer, nullable=False, default=1),
        *(_column(column) for column in table.columns),
        UniqueConstraint(*table.key),
        sqlite_autoincrement=True,
    )


REGISTER: dict[str, Table] = {name: _register_table(table) for name, table in TABLES.items()}

# The rules that hold, as somebody supplied them: TOML, read by `geodata`.
DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
)

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("password", Text),
    Column("blocked", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Text),
    Column("created_at", Text, nullable=False),
    Column("version", Integer, nullable=False),
)

# Of a secret that opens a door only its SHA-256 is kept.
SIGN_IN_LINKS = Table(
    "sign_in_links",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("account", Text, ForeignKey("accounts.id"), nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("used_at", Text),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("account", Text, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("csrf", Text, nullable=False),
    Column("by_link", Boolean, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
)

# `content` and `name` are emptied when the retention term is over; the digest stays.
ROUNDS = Table(
    "rounds",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("parent", Text, ForeignKey("rounds.id")),
    Column("follows", Text),
    Column("register_seq", BigInteger, nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    Column("digest", Text, nullable=False),
    Column("content", Text),
    Column("created_at", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("erased_at", Text),
)

# `attempt` is raised each time that the run is handed out anew; `lost` counts the workers that fell silent during it.
RUNS = Table(
    "runs",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("round", Text, ForeignKey("rounds.id"), nullable=False, index=True),
    Column("mode", Text, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("plan", JSON),
    Column("state", Text, nullable=False, index=True),
    Column("progress", JSON, nullable=False),
    Column("stop_asked", Boolean, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("lost", Integer, nullable=False),
    Column("worker", Text),
    Column("beat_at", Text),
    Column("result", JSON),
    Column("failure", Text),
    Column("submitted_at", Text, nullable=False),
    Column("submitted_by", Text, nullable=False),
    Column("started_at", Text),
    Column("ended_at", Text),
)

# One result for one run, whatever happens: `run` is unique.
PROPOSALS = Table(
    "proposals",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("round", Text, ForeignKey("rounds.id"), nullable=False, index=True),
    Column("run", Text, ForeignKey("runs.id"), nullable=False, unique=True),
    Column("status", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("content", Text),
    Column("practice", Text),
    Column("figures", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("sent_at", Text),
    Column("sent_by", Text),
    Column("erased_at", Text),
)

# What a sent placement needs besides its row in `plaatsingen`, which has the same code.
REVIEWS = Table(
    "reviews",
    METADATA,
    Column("placement", Text, primary_key=True),
    Column("proposal", Text, ForeignKey("proposals.id"), nullable=False, index=True),
    Column("person", Text, nullable=False, index=True),
    Column("dwelling", Text, nullable=False, index=True),
    Column("corporation", Text, nullable=False),
    Column("provider", Text, nullable=False),
    Column("run_by", Text, nullable=False),
    Column("contract", Text, nullable=False),
    Column("start", Date, nullable=False),
    Column("refusal", Text),
    Column("version", Integer, nullable=False),
)

# Which placements a proposal was sent with: its own, and those of earlier proposals that it keeps.
SENT = Table(
    "sent_placements",
    METADATA,
    Column("proposal", Text, ForeignKey("proposals.id"), primary_key=True),
    Column("placement", Text, ForeignKey("reviews.placement"), primary_key=True, index=True),
)

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    Column("placement", Text, ForeignKey("reviews.placement"), nullable=False, index=True),
    Column("step", Text, nullable=False),
    Column("from_status", Text),
    Column("to_status", Text, nullable=False),
    Column("refusal", Text),
    Column("motivation", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    sqlite_autoincrement=True,
)

IDEMPOTENCY = Table(
    "idempotency_keys",
    METADATA,
    Column("account", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# Never changed: who did what to which ids, and digests of the values, never the values. Each row is chained to the one before.
AUDIT = Table(
    "audit",
    METADATA,
    Column("seq", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subjects", JSON, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("reason", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

# The values that the audit has the digests of, and why; goes when the retention term is over.
HISTORY = Table(
    "history",
    METADATA,
    Column("seq", BigInteger().with_variant(Integer(), "sqlite"), ForeignKey("audit.seq"), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", JSON),
    Column("after", JSON),
    Column("motivation", Text, nullable=False),
    Index("ix_history_of", "kind", "subject"),
)
