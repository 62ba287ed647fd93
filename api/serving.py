"""The service as it runs: its socket, its workers, what it does every day, and how it ends."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import NoReturn

import uvicorn

from api.jobs.embedded import Workers
from api.logs import configure_logs, tell
from api.settings import ServiceSettings
from api.store.database import Store
from api.usecases.daily import Daily
from api.usecases.health import Health
from api.web import create_web
from optimizer.errors import Fault, InvalidInput

# For requests under way when the service ends.
TO_END = 5
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - somebody chose it
HERE = "127.0.0.1"

Begun = Callable[[str], None]


def serve_store(store: Store, settings: ServiceSettings, begun: Begun) -> None:
    """Serve until Ctrl-C or a signal to end. `begun` hears the address when the first request can come.

    Raises InvalidInput when the port can't be had, and KeyboardInterrupt at the end where the process does not ignore it.
    """
    configure_logs(settings.log_level)
    with ExitStack() as open_:
        open_.callback(tell, "service ended")
        _end_on_sigterm()
        listening = open_.enter_context(_listening(settings))
        workers = open_.enter_context(Workers(store.url, settings.workers)) if settings.workers else None
        open_.enter_context(Daily(store, settings))
        health = Health(store, None if workers is None else lambda: bool(workers.pids))
        server = _Server(
            uvicorn.Config(
                create_web(store, settings, health),
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="off",
                timeout_graceful_shutdown=TO_END,
            )
        )
        server.begun = lambda: begun(_address(settings, listening))
        server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """Tells when it answers."""

    begun: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        tell("service began")
        self.begun()


@contextmanager
def _listening(settings: ServiceSettings) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((settings.host, settings.port))
        except OSError as error:
            found = f"{settings.port} op {settings.host}, in gebruik of verboden"
            raise InvalidInput(
                [Fault(("poort",), found, "een vrije poort, met --port of de instelling poort")]
            ) from error
        listening.listen()
        yield listening


def _address(settings: ServiceSettings, listening: socket.socket) -> str:
    """Where people find it."""
    if settings.https:
        return f"https://{settings.trusted_hosts[0]}"
    host = HERE if settings.host in EVERYWHERE else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"


def _end_on_sigterm() -> None:
    """Let a signal to end do what Ctrl-C does: otherwise the process is gone before its workers are."""

    def end(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
