"""Filter, sort and cut a list that is in memory, by what its reader sees of each item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from api.usecases.listing import MOST_ORDERS, Listing, Page
from optimizer.errors import Fault, InvalidInput

Item = TypeVar("Item")
Plain = str | int | float | bool | date | tuple[str, ...] | None


def paged(items: Iterable[Item], columns: Mapping[str, Callable[[Item], Plain]], listing: Listing) -> Page[Item]:
    """The items that are asked for. `columns`: what the reader may see, None where it sees nothing of that item.

    So what is hidden can't be felt for. Raises InvalidInput; a column that is hidden is one that does not exist.
    """
    faults = tuple(_faults(columns, listing))
    if faults:
        raise InvalidInput(faults)
    found = [
        item
        for item in items
        if all(_holds(columns[asked.column](item), str(asked.value)) for asked in listing.filters)
    ]
    for order in reversed(listing.sort):
        value = columns[order.column]
        there = [item for item in found if value(item) is not None]
        missing = [item for item in found if value(item) is None]
        there.sort(key=lambda item, value=value: value(item), reverse=order.down)  # type: ignore[misc] # one kind a column
        found = [*there, *missing]
    first = (listing.page - 1) * listing.size
    return Page(items=tuple(found[first : first + listing.size]), total=len(found))


def _faults(columns: Mapping[str, object], listing: Listing) -> Iterator[Fault]:
    known = "een van: " + ", ".join(columns)
    asked: Sequence[tuple[str, str]] = (
        *(("filter", each.column) for each in listing.filters),
        *(("sort", each.column) for each in listing.sort),
    )
    for what, name in asked:
        if name not in columns:
            yield Fault((what, name), "een kolom die niet bekend is", known)
    if len(listing.sort) > MOST_ORDERS:
        yield Fault(("sort",), f"{len(listing.sort)} kolommen", f"hoogstens {MOST_ORDERS}")


def _holds(value: Plain, wanted: str) -> bool:
    if isinstance(value, tuple):
        return wanted in value if wanted else not value
    return _text(value) == wanted


def _text(value: Plain) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
