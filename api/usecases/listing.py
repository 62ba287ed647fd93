"""How somebody asks for rows: which, in what order, and which page of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """The rows whose `column` holds `value`."""

    column: str
    value: object


@dataclass(frozen=True, slots=True)
class Order:
    """By which column, and whether from the last to the first."""

    column: str
    down: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which rows are asked for. All filters hold at once."""

    filters: tuple[Filter, ...] = ()
    sort: tuple[Order, ...] = ()
    page: int = 1
    size: int = ON_A_PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Item]):
    """The items of one page, and how many there are on all pages."""

    items: tuple[Item, ...]
    total: int
