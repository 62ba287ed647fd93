"""A table that can be searched, filtered and sorted by its address alone, on the server."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

SEARCH, SORT, DIRECTION = "zoek", "sorteer", "richting"
UP, DOWN = "op", "af"
LAST = float("inf")

SortKey = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Tag:
    """A short label; `tone` is good, attention or plain, and never says more than the text."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another page; without an address they are just words."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a table; without `key` it is sorted by its text. `percent` draws a bar.

    `link` is where the text leads; `links` stand below it, each on a line of its own.
    """

    text: str
    key: SortKey | None = None
    link: str = ""
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()
    percent: int | None = None
    details: tuple[str, ...] = ()

    @property
    def sort_key(self) -> SortKey:
        """By number first, then by text."""
        return self.key or (0, plain(self.text))

    @property
    def words(self) -> str:
        """Everything that can be searched."""
        linked = (link.text for link in self.links)
        return " ".join((self.text, *linked, *self.notes, *(tag.text for tag in self.tags), *self.details))


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`number`: aligned to the right; `whole`: not broken over lines. The first column names the rows."""

    id: str
    title: str
    number: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One cell per column, one facet value per facet of the table."""

    cells: tuple[Cell, ...]
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """Something to filter by."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows in the order in which they are read when nobody sorts. `nouns`: of one row, of more rows.

    `anchor`: where the table stands in its page, so that sorting does not take a reader away from it.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    facets: tuple[Facet, ...] = ()
    nouns: tuple[str, str] = ("regel", "regels")
    nothing: str = "Er staat niets in deze tabel."
    anchor: str = ""

    @property
    def plain_address(self) -> str:
        """The address of this table with nothing asked of it."""
        return f"?#{self.anchor}" if self.anchor else "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a reader asked of a table; what the table does not have is ignored."""

    search: str = ""
    facets: tuple[tuple[str, str], ...] = ()
    sort: str = ""
    descending: bool = False

    @property
    def narrows(self) -> bool:
        """Whether rows may be left out."""
        return bool(self.search or self.facets)

    def address(self, sort: str, *, descending: bool) -> str:
        """The address of the same table, sorted otherwise."""
        fields = [(SEARCH, self.search), *self.facets, (SORT, sort), (DIRECTION, DOWN if descending else UP)]
        return "?" + urlencode([(name, value) for name, value in fields if value])


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column with the link that sorts by it, and how it is sorted now: ascending, descending or nothing."""

    column: Column
    address: str
    sorted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A facet with the values to choose from."""

    facet: Facet
    options: tuple[str, ...]
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A table as somebody asked for it."""

    table: Table
    choice: Choice
    headings: tuple[Heading, ...]
    filters: tuple[Filter, ...]
    rows: tuple[Row, ...]


def chosen(table: Table, asked: Mapping[str, str]) -> Choice:
    """What the parameters of an address ask of this table."""
    columns = {column.id for column in table.columns}
    facets = ((facet.id, asked.get(facet.id, "")) for facet in table.facets)
    sort = asked.get(SORT, "")
    return Choice(
        search=asked.get(SEARCH, "").strip(),
        facets=tuple((name, value) for name, value in facets if value),
        sort=sort if sort in columns else "",
        descending=asked.get(DIRECTION) == DOWN,
    )


def view(table: Table, asked: Mapping[str, str]) -> View:
    """The table as the parameters of an address ask for it."""
    choice = chosen(table, asked)
    return View(
        table=table,
        choice=choice,
        headings=tuple(_heading(column, choice, table.anchor) for column in table.columns),
        filters=_filters(table, choice),
        rows=_sorted(table, [row for row in table.rows if _matches(table, row, choice)], choice),
    )


def plain(text: str) -> str:
    """For comparing: without capitals and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _heading(column: Column, choice: Choice, anchor: str) -> Heading:
    now = "" if column.id != choice.sort else "descending" if choice.descending else "ascending"
    address = choice.address(column.id, descending=now == "ascending")
    return Heading(column=column, address=f"{address}#{anchor}" if anchor else address, sorted=now)


def _filters(table: Table, choice: Choice) -> tuple[Filter, ...]:
    wanted = dict(choice.facets)
    values = zip(*(row.facets for row in table.rows), strict=True) if table.rows else ((),) * len(table.facets)
    return tuple(
        Filter(facet=facet, options=tuple(sorted(set(found), key=plain)), chosen=wanted.get(facet.id, ""))
        for facet, found in zip(table.facets, values, strict=True)
    )


def _matches(table: Table, row: Row, choice: Choice) -> bool:
    own = dict(zip((facet.id for facet in table.facets), row.facets, strict=True))
    words = plain(" ".join(cell.words for cell in row.cells))
    return all(own[name] == value for name, value in choice.facets) and all(
        word in words for word in plain(choice.search).split()
    )


def _sorted(table: Table, rows: list[Row], choice: Choice) -> tuple[Row, ...]:
    index = next((at for at, column in enumerate(table.columns) if column.id == choice.sort), None)
    if index is None:
        return tuple(rows)
    return tuple(sorted(rows, key=lambda row: row.cells[index].sort_key, reverse=choice.descending))
