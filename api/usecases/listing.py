"""Which part of a list somebody wants to see, and that part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """`filters`: column and value, all must hold; `sort`: columns, with a minus for the last first; `page` from 1."""

    filters: tuple[tuple[str, str], ...] = ()
    sort: tuple[str, ...] = ()
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Item]):
    """A page of a list, and how long the whole list is."""

    items: tuple[Item, ...]
    total: int
