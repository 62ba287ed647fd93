"""The log of the service: one JSON object per line on standard error, without anything of a person.

A line holds the time, the level, what happened and where in the code; of a request also its own id, the method, the
template of the route, the status, the milliseconds and the role of who asked. Never a path, a query, a body, a login, an
address or the text of an error: all of those can hold what only the audit may know, by its ids.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, TextIO

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.store.ids import new_id

LOG = logging.getLogger("zachte_landing")
# Our own modules and uvicorn put nothing of a request in what they tell; of another library only the place is told.
OURS = ("api", "__main__", LOG.name, "uvicorn")
REQUEST_ID = "x-request-id"
FRAMES = 12
# Anything else that a client sends as its method is a text of its own.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def tell(
    event: str, level: int = logging.INFO, error: BaseException | None = None, facts: Mapping[str, object] | None = None
) -> None:
    """Add a line to the log. `facts` hold nothing of a person."""
    LOG.log(level, event, extra={"facts": facts or {}}, exc_info=error)


def configure_logs(level: str, stream: TextIO | None = None) -> None:
    """Send everything that is logged in this process to standard error, or this stream, as lines of JSON."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Lines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    # Other libraries tell of what they do for us only when something is wrong.
    logging.getLogger().setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))
    for name in OURS:
        logging.getLogger(name).setLevel(level.upper())


class Lines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": _event(record),
            **getattr(record, "facts", {}),
        }
        if record.name != LOG.name:
            line |= {"logger": record.name, "where": f"{record.module}:{record.lineno}"}
        if record.exc_info and record.exc_info[1] is not None:
            line |= _failure(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _event(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] == "uvicorn":
        # The rest of its message is an address.
        return str(record.msg).strip()
    if record.name.partition(".")[0] in OURS:
        return record.getMessage()
    return "bericht van een bibliotheek"


def _failure(error: BaseException) -> dict[str, object]:
    """What went wrong and where, without the message: that of a database holds the values."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return {
        "error": f"{type(error).__module__}.{type(error).__qualname__}",
        "frames": [f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno}" for frame in frames],
    }


class RequestLog:
    """Adds a line for every request, and its id to the answer. Goes around the whole application, failures and all."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and tell how it went."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, number, status = time.perf_counter(), new_id("q"), 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = number
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            # What goes around this answers so.
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            tell("request failed", logging.ERROR, error, {"request": number, **_of_request(scope)})
            raise
        finally:
            milliseconds = round((time.perf_counter() - began) * 1000, 1)
            tell("request", facts={"request": number, **_of_request(scope), "status": status, "ms": milliseconds})


def _of_request(scope: Scope) -> dict[str, str]:
    method = scope["method"] if scope["method"] in METHODS else "other"
    # Where the door leaves who is signed in.
    session = scope.get("state", {}).get("session")
    role = session.identity.role if session is not None else ""
    return {"method": method, "route": _template(scope), "role": str(role)}


def _template(scope: Scope) -> str:
    """The route as it was declared, prefixes and all; empty where none matched."""
    # What an application was mounted at, and what a router was included under, does not stand with the route itself.
    mounted = scope.get("root_path", "")
    with suppress(KeyError, AttributeError):
        return f"{mounted}{scope['fastapi']['effective_route_context'].path}"
    return f"{mounted}{getattr(scope.get('route'), 'path', '')}"
