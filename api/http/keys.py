"""Requests that may be sent again: with the same key they have one effect and one answer.

After the IETF draft "The Idempotency-Key HTTP Header Field". The key is the client's choice, a new one for each thing that it
wants done. What fails is not kept, so it may be tried again under the same key.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.responses import Response

from api.access.desk import Desk
from api.store.answers import KeptAnswer
from api.usecases.once import once
from optimizer.errors import Fault, InvalidInput

NAME = "Idempotency-Key"
LONGEST = 100
_KEY = re.compile(rf'"?([\x21\x23-\x7e]{{1,{LONGEST}}})"?')
_KEPT_HEADERS = ("content-type", "location", "etag", "content-language")


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a request, if it has one, and a digest of what is asked."""

    key: str | None
    request: str

    def once(self, desk: Desk, do: Callable[[], Response]) -> Response:
        """What `do` answers, or answered before; see `api.usecases.once`."""
        if self.key is None:
            return do()
        # Who has another role or organisation since then asks something else: it may not see what it was answered before.
        asked = sha256(f"{desk.by.role} {desk.by.organisation}\n{self.request}".encode()).hexdigest()
        kept = once(desk, self.key, asked, lambda: _kept(do(), asked))
        return Response(kept.body, kept.status, dict(kept.headers))


async def key_of(
    request: Request,
    key: Annotated[
        str | None,
        Header(
            alias=NAME,
            description=(
                "Zelf te kiezen, bijvoorbeeld een UUID: met dezelfde sleutel gebeurt hetzelfde verzoek één keer, en is het "
                "antwoord hetzelfde, 24 uur lang."
            ),
        ),
    ] = None,
) -> Key:
    """The key. InvalidInput when it can't be one."""
    if key is None:
        return Key(None, "")
    found = _KEY.fullmatch(key.strip())
    if found is None:
        raise InvalidInput([Fault((NAME,), f"'{key[:LONGEST]}'", f"1 tot {LONGEST} tekens zonder spaties")])
    # The boundaries between the files of a form are others each time.
    boundary = re.search(rb"boundary=\"?([^\";]+)", request.headers.get("content-type", "").encode())
    content = await request.body()
    asked = content.replace(boundary[1], b"") if boundary else content
    where = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    return Key(found[1], sha256(where + asked).hexdigest())


Once = Annotated[Key, Depends(key_of)]


def _kept(response: Response, request: str) -> KeptAnswer:
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    return KeptAnswer(request=request, status=response.status_code, headers=headers, body=bytes(response.body).decode())
