"""No request brings more along than the service wants to read."""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problem import problem


class BodyLimit:
    """Refuses a body of more bytes: at once where the client says so, or as soon as they have come."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app, self.most = app, most
        self.detail = f"Een verzoek mag hooguit {most // 1_000_000} MB groot zijn."

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, as far as it is read."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "")
        if said.isdecimal() and int(said[:20]) > self.most:
            await problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self.detail)(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self.detail)
            return message

        await self.app(scope, counted, send)
