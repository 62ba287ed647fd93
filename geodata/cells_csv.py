"""The rows of a CSV file as Dutch Excel writes it: any usual encoding, and ; or tab or , between the cells."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from geodata.cells import MOST_BYTES, MOST_CELLS, MOST_ROWS, Sheet, UnreadableError

DELIMITERS = (";", "\t", ",")
# Enough rows to tell what stands between the cells.
SAMPLE = 200
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_csv(file: str, content: bytes) -> Sheet:
    """The one sheet of a CSV file. Raises UnreadableError."""
    if len(content) > MOST_BYTES:
        raise UnreadableError("een bestand dat te groot is", f"hoogstens {MOST_BYTES // 1_000_000} MB")
    if content.startswith(b"PK\x03\x04"):
        raise UnreadableError("een werkmap met de naam van een CSV-bestand", "een bestand dat op .xlsx of .ods eindigt")
    text, delimiter = _without_hint(_decoded(content))
    if delimiter is None:
        delimiter = max(DELIMITERS, key=lambda mark: _regularity(text, mark))
    return Sheet(file=file, name="", rows=_rows(text, delimiter), ragged=True)


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(WIDE) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableError("tekens die niet te lezen zijn", "een CSV-bestand in UTF-8, of zoals Excel het opslaat")


def _without_hint(text: str) -> tuple[str, str | None]:
    """The text without the line `sep=;` that Excel reads as a hint and does not show."""
    first, _, rest = text.partition("\n")
    hint = first.rstrip("\r")
    if len(hint) == len("sep=;") and hint.lower().startswith("sep="):
        return rest, hint[-1]
    return text, None


def _regularity(text: str, delimiter: str) -> int:
    """How many cells stand in rows of the usual width, when this mark is what separates them."""
    widths: Counter[int] = Counter()
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
            if number == SAMPLE:
                break
            widths[len(row)] += 1
    except csv.Error:
        pass
    return max(((width - 1) * count for width, count in widths.items() if width > 1), default=0)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            cells += len(row)
            if cells > MOST_CELLS or len(rows) >= MOST_ROWS:
                raise UnreadableError("een bestand met te veel cellen", f"hoogstens {MOST_CELLS} cellen")
            rows.append(row)
    except (csv.Error, ValueError) as error:
        raise UnreadableError(
            f"een regel die niet te lezen is, na rij {len(rows)} ({error})", "een CSV-bestand"
        ) from None
    return rows
