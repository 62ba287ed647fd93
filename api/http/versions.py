"""Nobody overwrites a colleague: a change names the version that it changes."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Header
from starlette.exceptions import HTTPException

from optimizer.errors import Fault, InvalidInput

MISSING = "Noem de versie die u wijzigt: stuur de ETag van het laatste antwoord mee als kop If-Match."
# No version of anything: what has it was overtaken.
NO_VERSION = -1
_TAG = re.compile(r'(W/)?"([\x21\x23-\x7e]*)"')


def version_of(
    if_match: Annotated[
        str | None,
        Header(alias="If-Match", description="De versie die u wijzigt, zoals de ETag haar noemde.", examples=['"1"']),
    ] = None,
) -> int:
    """The version that is changed. HTTPException 428 where none is named; a tag that was never ours fits nothing."""
    if if_match is None:
        raise HTTPException(HTTPStatus.PRECONDITION_REQUIRED, MISSING)
    tag = _TAG.fullmatch(if_match.strip())
    if tag is None:
        raise InvalidInput([Fault(("If-Match",), f"'{if_match}'", 'één ETag, zoals "3"')])
    ours = tag[1] is None and re.fullmatch(r"[1-9][0-9]{0,8}", tag[2])
    return int(tag[2]) if ours else NO_VERSION


Version = Annotated[int, Depends(version_of)]
