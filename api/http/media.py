"""Which of the forms that there are of an answer the client wants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException

JSON, CSV, GEOJSON, EVENTS, MULTIPART = (
    "application/json", "text/csv", "application/geo+json", "text/event-stream", "multipart/form-data",
)  # fmt: skip
_QUALITY = re.compile(r"q=([01](?:\.[0-9]{0,3})?)", re.IGNORECASE)


def wanted(accept: str, offered: Sequence[str]) -> str:
    """The form that suits best; the first where nothing is said. HTTPException 406 when none suits."""
    if not accept.strip():
        return offered[0]
    ranges = [_range(part) for part in accept.lower().split(",")]
    best = max(offered, key=lambda form: (_suits(form, ranges), -offered.index(form)))
    if _suits(best, ranges) > 0:
        return best
    raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, f"Dit antwoord is er als {' of '.join(offered)}.")


def kind(content_type: str) -> str:
    """The type of a body without what is said besides."""
    return content_type.partition(";")[0].strip().lower()


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip() for piece in part.split(";"))
    quality = next((found for text in parameters if (found := _QUALITY.fullmatch(text))), None)
    return name, 1.0 if quality is None else float(quality[1])


def _suits(form: str, ranges: Sequence[tuple[str, float]]) -> float:
    """How much a form is wanted: what the most exact range that it falls in says."""
    main = form.partition("/")[0]
    for name in (form, f"{main}/*", "*/*"):
        for asked, quality in ranges:
            if asked == name:
                return quality
    return 0.0
