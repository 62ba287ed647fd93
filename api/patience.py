"""Ask a service on the internet until it gives a sound answer: failures that pass are waited out, others are told."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TypeVar

import httpx

from optimizer.errors import NoAnswer

PASSING = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)

Read = TypeVar("Read")


class NotThereError(Exception):
    """The service does not have what was asked, or does not understand it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to go on asking whom, and what the reader can do when that ends; seconds.

    `first_wait` doubles at every attempt. A service that asks for more than `longest_wait` is not waited for.
    """

    name: str
    advice: str
    attempts: int = 5
    first_wait: float = 0.5
    longest_wait: float = 60.0
    pause: Callable[[float], None] = field(default=time.sleep)

    def give_up(self, why: str) -> NoAnswer:
        """The error that says why there is no answer, and what to do."""
        return NoAnswer(f"{why}. {self.advice}")


@dataclass(frozen=True, slots=True)
class _Failed:
    """A failure that may pass; `wait` is what the service asked for, seconds. `final` after a second time."""

    why: str
    wait: float | None = None
    final: bool = False


def ask(
    client: httpx.Client, address: str, read: Callable[[httpx.Response], Read], patience: Patience
) -> tuple[httpx.Response, Read]:
    """The answer at an address and what `read` makes of it; `read` raises ValueError for what can't be read.

    Raises NotThereError for 400 and 404, NoAnswer for what does not pass.
    """
    failed = _Failed("")
    for attempt in range(patience.attempts):
        outcome = _once(client, address, read, patience)
        if not isinstance(outcome, _Failed):
            return outcome
        failed = outcome
        if failed.final and attempt:
            break
        wait = patience.first_wait * 2**attempt if failed.wait is None else failed.wait
        if wait > patience.longest_wait:
            raise patience.give_up(f"{patience.name} vraagt om {wait:.0f} seconden te wachten")
        if attempt + 1 < patience.attempts:
            patience.pause(wait)
    raise patience.give_up(f"{failed.why}, ook niet na {attempt + 1} keer proberen")


def _once(
    client: httpx.Client, address: str, read: Callable[[httpx.Response], Read], patience: Patience
) -> tuple[httpx.Response, Read] | _Failed:
    try:
        response = client.get(address)
        if response.status_code in PASSING:
            return _Failed(f"{patience.name} gaf foutcode {response.status_code}", _asked_wait(response))
        if response.status_code in (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND):
            raise NotThereError
        if response.status_code != HTTPStatus.OK:
            raise patience.give_up(f"{patience.name} gaf foutcode {response.status_code} op {address}")
        return response, read(response)
    except httpx.ConnectError:
        # Once more, for a network that just woke up; who has none need not wait for more.
        return _Failed(f"Er is geen verbinding met {patience.name}", final=True)
    except httpx.RequestError:
        return _Failed(f"{patience.name} antwoordt niet, of breekt het antwoord af")
    except ValueError:
        return _Failed(f"{patience.name} gaf een antwoord dat niet te lezen is")


def _asked_wait(response: httpx.Response) -> float | None:
    """Seconds until the service wants to be asked again: a number or a time, where it says so."""
    asked = response.headers.get("Retry-After", "")
    if asked.isdigit():
        return float(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
