"""TOML files beside the tables: what they hold as a policy, and their tables of the Register, such as `[[afbouw]]`.

A table is read like a sheet of its own, of which the first block is row 1; only exact names of columns count.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from geodata.cells import Sheet, Value, text_of_cell
from geodata.columns import BETWEEN
from geodata.headings import Heading
from geodata.tables import TABLES
from optimizer.errors import Fault, InvalidInput

TOML = ".toml"
POLICY_FILE, CONVENANT_FILE, DRAAGKRACHT_FILE = "beleid.toml", "convenant.toml", "draagkracht.toml"
# What a TOML file may hold besides tables of the Register.
POLICY_PARTS = ("bron", "jaar", "beleid", "periode", "jaren")
MOST_BYTES = 1_000_000
BEFORE_THE_FIRST = 0


def read_toml(name: str, content: bytes) -> dict[str, Any]:
    """What a TOML file holds. Raises InvalidInput."""
    if len(content) > MOST_BYTES:
        raise InvalidInput([Fault((name,), "een bestand dat te groot is", f"hoogstens {MOST_BYTES // 1_000_000} MB")])
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InvalidInput(
            [Fault((name,), f"tekst die niet te lezen is ({error})", "een TOML-bestand in UTF-8")]
        ) from None


def faults_of_parts(name: str, values: Mapping[str, Any]) -> Iterator[Fault]:
    """Parts that nobody knows, tables that are no list of blocks, and keys that are no column."""
    for part, blocks in values.items():
        if part not in TABLES and part not in POLICY_PARTS:
            yield Fault(
                (name, part), "een onderdeel dat niet bekend is", "een van: " + ", ".join((*POLICY_PARTS, *TABLES))
            )
        if part in TABLES and not _is_blocks(blocks):
            yield Fault((name, part), "iets anders", f"een lijst van blokken, elk met [[{part}]] erboven")
        for number, block in enumerate(blocks if part in TABLES and _is_blocks(blocks) else (), 1):
            yield from _faults_of_block((part, label_in(name, number)), block)


def unused_parts(values: Mapping[str, Any], *, is_policy: bool) -> Iterator[tuple[str, str]]:
    """The parts that count for nothing, each with the reason."""
    for part in values:
        if not is_policy and part in ("beleid", "periode", "jaren"):
            yield part, "dit telt alleen in een bestand met beleid"


def label_in(name: str, number: int) -> str:
    """How a fault names a block of a table, counted from 1."""
    return f"nummer {number} van {name}"


def _faults_of_block(path: tuple[str, str], block: Mapping[str, Any]) -> Iterator[Fault]:
    names = TABLES[path[0]].names
    for key, value in block.items():
        if key not in names:
            yield Fault((*path, key), "een kolom die niet bekend is", "een van: " + ", ".join(names))
        elif not all(isinstance(part, Value) for part in (value if isinstance(value, list) else (value,))):
            yield Fault((*path, key), "een lijst of blok binnen een waarde", "een waarde, of een lijst van waarden")


def sheets_in(name: str, values: Mapping[str, Any]) -> Iterator[tuple[Sheet, Heading]]:
    """A sheet with its heading for every table of the file."""
    for part, blocks in values.items():
        if part in TABLES and _is_blocks(blocks):
            yield _sheet(name, part, blocks)


def _sheet(name: str, table: str, blocks: list[dict[str, Any]]) -> tuple[Sheet, Heading]:
    # A required column that no block has is a fault of every block, so it gets a heading as well.
    columns = [
        column.name
        for column in TABLES[table].columns
        if column.required or any(column.name in block for block in blocks)
    ]
    rows: list[list[Any]] = [[*columns], *([_cell(block.get(column, "")) for column in columns] for block in blocks)]
    sheet = Sheet(file=name, name=table, rows=rows, top=BEFORE_THE_FIRST)
    return sheet, Heading(table, 0, tuple(columns), tuple(frozenset({column}) for column in columns))


def _cell(value: Any) -> Value:  # noqa: ANN401 - TOML holds anything
    if isinstance(value, list):
        return BETWEEN.join(text_of_cell(part) for part in value if isinstance(part, Value))
    return value if isinstance(value, Value) else ""


def _is_blocks(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(block, dict) for block in value)
