"""How somebody asks for rows: which, in what order, and which page of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from optimizer.errors import Fault, InvalidInput

Item = TypeVar("Item")

MOST_ON_A_PAGE = 200
ON_A_PAGE = 50
# Beyond this a number can't be counted by every database.
LAST_PAGE = 10**9
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


def listing_of(filters: Iterable[str] = (), sort: str = "", page: int = 1, size: int = ON_A_PAGE) -> Listing:
    """What `filter=kolom:waarde`, `sort=kolom,-kolom`, `page` and `pageSize` ask for. Raises InvalidInput."""
    faults = [
        Fault(("filter",), f"'{text}'", "kolom:waarde, zoals wijk:WK010600") for text in filters if ":" not in text
    ]
    if not 1 <= page <= LAST_PAGE:
        faults.append(Fault(("page",), str(page), f"een getal van 1 tot en met {LAST_PAGE}"))
    if not 1 <= size <= MOST_ON_A_PAGE:
        faults.append(Fault(("pageSize",), str(size), f"een getal van 1 tot en met {MOST_ON_A_PAGE}"))
    if faults:
        raise InvalidInput(faults)
    names = [name.strip() for name in sort.split(BETWEEN_COLUMNS)] if sort.strip() else []
    return Listing(
        filters=tuple(Filter(*text.split(":", 1)) for text in filters),
        sort=tuple(Order(name.removeprefix(DOWN), down=name.startswith(DOWN)) for name in names),
        page=page,
        size=size,
    )
