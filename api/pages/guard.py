"""What every answer carries: nothing is kept, nothing comes from elsewhere, nobody frames a page."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from html.parser import HTMLParser
from types import MappingProxyType

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": PAGE_POLICY,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    # With no-referrer a browser hides from us too that a form is ours: see `api.signing_in.of_our_pages`.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Adds the headers that an answer does not set itself; `more` besides those that all have."""

    def __init__(self, app: ASGIApp, more: Mapping[str, str] = MappingProxyType({})) -> None:
        self.app, self.headers = app, {**HEADERS, **more}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; the answer gets its headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, guarded)


@lru_cache(maxsize=8)
def map_policy(html: str) -> str:
    """The policy of the map: a sandbox in which only the scripts that are in the document may run.

    A click may lead out of it, to the page of a wijk; nothing else may.
    """
    found = _Scripts()
    found.feed(html.replace("\r\n", "\n").replace("\r", "\n"))
    scripts = " ".join(f"'sha256-{_digest(script)}'" for script in found.scripts) or "'none'"
    return (
        "sandbox allow-scripts allow-top-navigation-by-user-activation; default-src 'none'; "
        f"script-src {scripts}; style-src 'unsafe-inline'; "
        "font-src data:; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(sha256(script.encode()).digest()).decode()


class _Scripts(HTMLParser):
    """Collects what stands between script tags, as a browser would hash it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script"
        if self._inside:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data
