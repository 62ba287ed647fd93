"""How somebody asks for rows: which, in what order, and which page of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from geodata.columns import Column, Kind, Table
from geodata.plain import is_code, value_of, why_not_kept
from optimizer.errors import Fault, InvalidInput

Item = TypeVar("Item")

MOST_ON_A_PAGE = 200
ON_A_PAGE = 50
# Beyond this a number can't be counted by every database.
LAST_PAGE = 10**9
MOST_FILTERS, MOST_ORDERS = 20, 10
BETWEEN_COLUMNS = ","
DOWN = "-"


@dataclass(frozen=True, slots=True)
class Filter:
    """The rows whose `column` holds `value`, or names it in a list; an empty value: that hold nothing there.

    As somebody asks for it the value is a text; the store takes it as the column has it.
    """

    column: str
    value: object


@dataclass(frozen=True, slots=True)
class Order:
    """By which column, and whether from the last to the first. Rows that hold nothing there come last in both."""

    column: str
    down: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which rows are asked for. All filters hold at once; without an order rows come as they were added."""

    filters: tuple[Filter, ...] = ()
    sort: tuple[Order, ...] = ()
    page: int = 1
    size: int = ON_A_PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Item]):
    """The items of one page, and how many there are on all pages."""

    items: tuple[Item, ...]
    total: int


def listing_of(filters: Collection[str] = (), sort: str = "", page: int = 1, size: int = ON_A_PAGE) -> Listing:
    """What `filter=kolom:waarde`, `sort=kolom,-kolom`, `page` and `pageSize` ask for. Raises InvalidInput."""
    faults = [
        Fault(("filter",), f"'{text}'", "kolom:waarde, zoals wijk:WK010600") for text in filters if ":" not in text
    ]
    if not 1 <= page <= LAST_PAGE:
        faults.append(Fault(("page",), str(page), f"een getal van 1 tot en met {LAST_PAGE}"))
    if not 1 <= size <= MOST_ON_A_PAGE:
        faults.append(Fault(("pageSize",), str(size), f"een getal van 1 tot en met {MOST_ON_A_PAGE}"))
    if len(filters) > MOST_FILTERS:
        faults.append(Fault(("filter",), f"{len(filters)} filters", f"hoogstens {MOST_FILTERS}"))
    if faults:
        raise InvalidInput(faults)
    names = [name.strip() for name in sort.split(BETWEEN_COLUMNS)] if sort.strip() else []
    return Listing(
        filters=tuple(Filter(*text.split(":", 1)) for text in filters),
        sort=tuple(Order(name.removeprefix(DOWN), down=name.startswith(DOWN)) for name in names),
        page=page,
        size=size,
    )


def typed(listing: Listing, table: Table, visible: Collection[str]) -> Listing:
    """The listing with values as the columns of the table have them. Raises InvalidInput with every fault.

    A column that is not `visible` is answered as one that does not exist.
    """
    columns = {column.name: column for column in table.columns if column.name in visible}
    faults: list[Fault] = []
    filters = []
    for asked in listing.filters:
        try:
            filters.append(replace(asked, value=_value(table, columns[asked.column], asked.value)))
        except KeyError:
            faults.append(_no_column("filter", asked.column, columns))
        except ValueError as error:
            faults.append(Fault(("filter", asked.column), f"'{asked.value}'", str(error)))
    faults += _faults_of_order(listing, columns)
    if faults:
        raise InvalidInput(faults)
    return replace(listing, filters=tuple(filters))


def _faults_of_order(listing: Listing, columns: dict[str, Column]) -> Iterator[Fault]:
    if len(listing.sort) > MOST_ORDERS:
        yield Fault(("sort",), f"{len(listing.sort)} kolommen", f"hoogstens {MOST_ORDERS}")
    for order in listing.sort:
        if order.column not in columns:
            yield _no_column("sort", order.column, columns)
        elif columns[order.column].many:
            yield Fault(("sort", order.column), "een kolom met lijsten", "een kolom met één waarde per rij")


def _no_column(what: str, name: str, columns: Iterable[str]) -> Fault:
    return Fault((what, name), "een kolom die niet bekend is", "een van: " + ", ".join(columns))


def _value(table: Table, column: Column, asked: object) -> Any:  # noqa: ANN401 - a cell holds any kind
    """What is looked for; None for an empty text. Raises ValueError with what was expected."""
    one = replace(column, many=False, required=False)
    if not isinstance(asked, str):
        return value_of(one, asked)
    if not asked:
        return None
    why = why_not_kept(column, asked, code=is_code(table, column))
    if why:
        raise ValueError(why)
    return value_of(one, _plain(one, asked))


def _plain(column: Column, text: str) -> object:
    """A text of an address as JSON would have it; a text that is none stays one, and then does not fit."""
    if column.kind is Kind.JA_NEE:
        return {"true": True, "false": False}.get(text, text)
    if column.kind in (Kind.GEHEEL, Kind.BEDRAG):
        return int(text) if re.fullmatch(r"-?[0-9]{1,13}", text) else text
    if column.kind is Kind.GETAL:
        return float(text) if re.fullmatch(r"-?[0-9]{1,13}([.][0-9]{1,17})?", text) else text
    return text
