"""Somebody who is signed in at a running service and asks it things, with what each answer took."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx

# Seconds after which a user has gone; and after which an idle connection is not used again, for then the server closes it.
PATIENCE, IDLE = 30.0, 4.0
# What races between people are answered with: somebody else was first, and is told so.
TOLD = frozenset({409, 412})
NO_ANSWER = 0
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Sample:
    """One request: what it was, whether it changes something, when it began and how long it took, and the status."""

    kind: str
    writes: bool
    at: float
    seconds: float
    status: int

    @property
    def told(self) -> bool:
        """Somebody else was first, and this one hears it."""
        return self.writes and self.status in TOLD

    @property
    def failed(self) -> bool:
        """No answer, or one that no user should get."""
        return self.status == NO_ANSWER or (self.status >= httpx.codes.BAD_REQUEST and not self.told)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; without an answer the status is 0."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def good(self) -> bool:
        """Whether it was done."""
        return httpx.codes.is_success(self.status)

    @property
    def etag(self) -> str:
        """The version."""
        return self.headers.get("etag", "")

    def json(self) -> Any:  # noqa: ANN401 - whatever was answered
        """The content."""
        return json.loads(self.content)


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes along: a body of JSON, or a form as its media type and content; the version that is changed; a key."""

    body: object = None
    form: tuple[str, bytes] | None = None
    etag: str = ""
    key: str = ""

    def headers(self) -> dict[str, str]:
        """As headers."""
        media = self.form[0] if self.form else JSON if self.body is not None else ""
        named = {"if-match": self.etag, "idempotency-key": self.key, "content-type": media}
        return {name: value for name, value in named.items() if value}

    def content(self) -> bytes | None:
        """As the content of a request."""
        if self.form is not None:
            return self.form[1]
        return None if self.body is None else json.dumps(self.body).encode()


class Client:
    """A user with one connection; what it asks is added to `samples`."""

    def __init__(self, home: str, samples: list[Sample], transport: httpx.AsyncBaseTransport | None = None) -> None:
        limits = httpx.Limits(max_connections=2, max_keepalive_connections=1, keepalive_expiry=IDLE)
        self.http = httpx.AsyncClient(
            base_url=home, timeout=PATIENCE, limits=limits, trust_env=False, transport=transport
        )
        self._samples = samples
        self._csrf = ""
        self.role = self.organisation = self.account = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.http.aclose()

    async def sign_in(self, link: str) -> Self:
        """Come in by a one-time link. Raises RuntimeError when that does not work."""
        await self.http.post(link)
        answer = await self.http.get("/v1/sessions/current")
        if not answer.is_success:
            raise RuntimeError(f"nobody came in: {answer.status_code}")
        told = answer.json()
        self._csrf = told["csrf"]
        self.account, self.role, self.organisation = told["account"], told["role"], told["organisation"]
        return self

    async def ask(
        self, kind: str, method: str, path: str, sent: Sent | None = None, query: Mapping[str, str] | None = None
    ) -> Answer:
        """Ask something and note what it took. A path begins after /v1."""
        given = sent or Sent()
        headers = {"x-csrf-token": self._csrf, **given.headers()}
        content = given.content()
        began = time.perf_counter()
        try:
            got = await self.http.request(method, f"/v1{path}", params=query, headers=headers, content=content)
            answer = Answer(got.status_code, got.headers, got.content)
        except httpx.HTTPError:
            answer = Answer(NO_ANSWER, {}, b"")
        took = time.perf_counter() - began
        self.note(Sample(kind, method != "GET", began, took, answer.status))
        return answer

    def note(self, sample: Sample) -> None:
        """Add what something took that was asked in another way."""
        self._samples.append(sample)
