"""Lists: a page of them, as JSON or as CSV, filtered and sorted."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil
from typing import Annotated, Any, Generic

from fastapi import Depends, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.datastructures import URL

from api.http.answers import BASE, Documented, answer, gives
from api.http.media import CSV
from api.usecases.listing import LAST_PAGE, MOST_ON_A_PAGE, ON_A_PAGE, Item, Listing, Page, listing_of
from geodata.columns import BETWEEN

# Older spreadsheets take what stands behind these for a formula.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def asked(
    filters: Annotated[
        list[str],
        Query(
            alias="filter",
            description="kolom:waarde, zoals gemeente:GM0106; mag vaker, dan geldt alles. Een lege waarde: waar niets staat.",
        ),
    ] = [],  # noqa: B006 - FastAPI copies a default, and a list is what it must be
    sort: Annotated[
        str,
        Query(description="Kolommen om op te sorteren, zoals naam,-code; met een min ervoor van achter naar voor."),
    ] = "",
    page: Annotated[int, Query(ge=1, le=LAST_PAGE, description="Welke bladzijde, vanaf 1.")] = 1,
    size: Annotated[
        int, Query(alias="pageSize", ge=1, le=MOST_ON_A_PAGE, description="Hoeveel regels op een bladzijde.")
    ] = ON_A_PAGE,
) -> Listing:
    """What is asked for of a list."""
    return listing_of(filters, sort, page, size)


Asked = Annotated[Listing, Depends(asked)]


def listed(
    request: Request,
    page: Page[Item],
    listing: Listing,
    shown: Callable[[Item], Mapping[str, Any]],
    columns: Sequence[str],
    cells: Callable[[Item], Mapping[str, Any]] | None = None,
) -> Response:
    """The page in the form that was asked for. `columns`: those of CSV, which `cells` fills (`shown` where it says nothing)."""
    if request.state.form == CSV:
        response = Response(as_csv(columns, map(cells or shown, page.items)), media_type=CSV)
    else:
        items = [shown(item) for item in page.items]
        response = answer({"items": items, "total": page.total, "page": listing.page, "pageSize": listing.size})
    links = _links(request.url, listing, page.total)
    if links:
        response.headers["link"] = links
    return response


class Listed(BaseModel, Generic[Item]):
    """A page of a list, as JSON has it."""

    items: list[Item]
    total: Annotated[int, Field(ge=0, description="Hoeveel er zijn, op alle bladzijden samen.")]
    page: Annotated[int, Field(ge=1)]
    page_size: Annotated[int, Field(ge=1, serialization_alias="pageSize")]


def lists(model: Any, example: object, cells: str) -> Documented:  # noqa: ANN401 - a type, which may be a generic one
    """For `responses=` of a list: what its items are, one of them, and how it looks as CSV."""
    table = {CSV: {"schema": {"type": "string"}, "example": cells}}
    shown = {"items": [example], "total": 1, "page": 1, "pageSize": ON_A_PAGE}
    return gives(Listed[model], shown, means="Een bladzijde van de lijst.", headers=("Link",), other=table)


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """RFC 4180, in which no text begins a formula; several values as the files of the register have them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int | float):
        return str(value)
    text = BETWEEN.join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def _links(url: URL, listing: Listing, total: int) -> str:
    """The pages around this one."""
    last = max(1, ceil(total / listing.size))
    pages = {"first": 1, "prev": min(listing.page - 1, last), "next": listing.page + 1, "last": last}
    known = {name: page for name, page in pages.items() if 1 <= page <= last}
    place = BASE + url.path.removeprefix(BASE)
    return ", ".join(
        f'<{place}?{url.include_query_params(page=page).query}>; rel="{name}"' for name, page in known.items()
    )
