"""Where the heading of a sheet is, which table it is, and which column each heading means."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from geodata.cells import Sheet, is_filled, letters_of, text_of_cell
from geodata.column_mapping import SheetMapping
from geodata.tables import TABLES
from geodata.template_texts import REQUIRED_MARK
from geodata.words import columns_for, words_of

# A heading stands in the first rows and columns; titles and remarks may stand above it.
FIRST_ROWS = 40
MOST_HEADINGS = 400
# One word that is known may be chance.
ENOUGH = 2

Words = tuple[tuple[str, ...], ...]


class _Line(NamedTuple):
    """One or two rows as a heading: per column its text and, from best to worst, the words to look up."""

    at: int
    texts: tuple[str, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Heading:
    """A row taken as the heading of a table; `meant` holds per column of the sheet the columns it may mean."""

    table: str
    at: int
    texts: tuple[str, ...]
    meant: tuple[frozenset[str], ...]

    @property
    def known(self) -> int:
        """How many columns of the table are recognised."""
        return len(frozenset[str]().union(*self.meant))

    @property
    def fit(self) -> tuple[int, int]:
        """How well the table fits: each required column that is missing takes back one that is there."""
        found = frozenset[str]().union(*self.meant)
        missing = sum(column.required and column.name not in found for column in TABLES[self.table].columns)
        return self.known - missing, self.known

    @property
    def positions(self) -> dict[str, int]:
        """Per column that exactly one heading means, where it is."""
        clear = [next(iter(meant)) if len(meant) == 1 else "" for meant in self.meant]
        unclear = frozenset[str]().union(*(meant for meant in self.meant if len(meant) > 1))
        return {
            column: at
            for at, column in enumerate(clear)
            if column and clear.count(column) == 1 and column not in unclear
        }

    def ignored(self, sheet: Sheet) -> tuple[str, ...]:
        """The headings that mean nothing here; a column without a heading but with values by its letter."""
        named = [text for text, meant in zip(self.texts, self.meant, strict=True) if text and not meant]
        blank = {at for at, text in enumerate(self.texts) if not text}
        width = len(self.texts)
        filled = {
            at
            for row in sheet.rows[self.at + 1 :]
            for at in (*(blank & set(range(len(row)))), *range(width, len(row)))
            if is_filled(row[at])
        }
        return (*named, *(f"(kolom {letters_of(sheet.left + at)})" for at in sorted(filled)))


def headings_of(sheet: Sheet, tables: Collection[str], remembered: SheetMapping | None = None) -> list[Heading]:
    """The best heading per table, best table first; tables without enough known headings are left out."""
    lines = list(_lines(sheet))
    found = []
    for table in tables:
        headings = [_heading(table, line, remembered) for line in lines]
        best = max(headings, key=lambda heading: heading.known, default=None)
        if best is not None and best.known >= min(ENOUGH, len(TABLES[table].columns)):
            found.append(best)
    return sorted(found, key=lambda heading: heading.fit, reverse=True)


def _lines(sheet: Sheet) -> Iterator[_Line]:
    """Each row by itself, then each row with the one above: a heading over several columns comes first."""
    # A sheet of the template that is saved as CSV holds what the heading shows, not what its cell holds.
    rows = [
        [text_of_cell(cell).removesuffix(REQUIRED_MARK) for cell in row[:MOST_HEADINGS]]
        for row in sheet.rows[:FIRST_ROWS]
    ]
    single = [tuple(words_of(text) if text else () for text in row) for row in rows]
    for at, row in enumerate(rows):
        yield _Line(at, tuple(row), tuple((words,) for words in single[at]))
    for at in range(1, len(rows)):
        if any(rows[at - 1]):
            texts = tuple(_joined(rows[at - 1], rows[at]))
            own = [*single[at], *(() for _ in range(len(texts) - len(single[at])))]
            yield _Line(at, texts, tuple((words_of(text), mine) for text, mine in zip(texts, own, strict=True)))


def _joined(above: list[str], below: list[str]) -> Iterator[str]:
    """A heading that spans columns goes before each heading below it."""
    spanning = ""
    for at in range(max(len(above), len(below))):
        upper = above[at] if at < len(above) else ""
        lower = below[at] if at < len(below) else ""
        spanning = upper or spanning
        yield f"{spanning} {lower}".strip() if lower else upper


def _heading(table: str, line: _Line, remembered: SheetMapping | None) -> Heading:
    meant = []
    for text, options in zip(line.texts, line.words, strict=True):
        if remembered is not None and text in remembered.columns:
            meant.append(frozenset({remembered.columns[text]}))
        elif remembered is not None and text in remembered.ignored:
            meant.append(frozenset())
        else:
            found = (columns_for(table, words) for words in options)
            meant.append(next((columns for columns in found if columns), frozenset[str]()))
    return Heading(table, line.at, line.texts, tuple(meant))


def faults_of_heading(heading: Heading) -> Iterator[tuple[str, str, str]]:
    """Heading, what was found and what was expected: unclear headings, doubles, and required columns that miss."""
    by_column: dict[str, list[str]] = {}
    for text, meant in zip(heading.texts, heading.meant, strict=True):
        for column in meant:
            by_column.setdefault(column, []).append(f"'{text}'")
        if len(meant) > 1:
            columns = " en ".join(name for name in TABLES[heading.table].names if name in meant)
            yield text, f"een kop die bij {columns} past", f"een kop voor één kolom: {columns.replace(' en ', ' of ')}"
    for column, texts in by_column.items():
        if len(texts) > 1:
            yield column, "meer dan één kolom: " + " en ".join(texts), f"één kolom voor {column}"
    for wanted in TABLES[heading.table].columns:
        if wanted.required and wanted.name not in by_column:
            yield wanted.name, "geen kolom met deze naam", "een kolom die verplicht is"


def columns_as_written(heading: Heading, positions: Mapping[str, int]) -> dict[str, str]:
    """By heading as the user wrote it, the column; a heading that occurs twice gets a number."""
    written: dict[str, str] = {}
    for column, at in positions.items():
        text = heading.texts[at]
        names = (text if number == 1 else f"{text} ({number})" for number in count(1))
        written[next(name for name in names if name not in written)] = column
    return written
