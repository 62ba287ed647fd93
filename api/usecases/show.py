"""Show a kept answer in the browser, on this computer only."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from api.app import create_app
from api.shown import Shown
from api.usecases.keep import read_answer, read_loads_map
from optimizer.errors import Fault, InvalidInput

HOST = "127.0.0.1"


def show_folder(folder: Path, port: int, say: Callable[[str], None]) -> None:
    """Show it until stopped; `say` hears where. Raises InvalidInput when there is nothing to show or the port is taken."""
    answer, map_html = read_answer(folder)
    loads_html = read_loads_map(folder)
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise InvalidInput([Fault(("--port",), f"{port}, in gebruik of verboden", "een vrije poort")]) from error
        # From here on a browser may come: it waits until the pages are ready.
        listening.listen()
        shown = Shown(
            round=answer.round,
            proposal=answer.proposal,
            practice=answer.practice,
            map_html=map_html,
            loads_html=loads_html,
            explanations=answer.explanations,
        )
        say(f"Te zien op http://{HOST}:{listening.getsockname()[1]} (stoppen met Ctrl-C)")
        uvicorn.Server(uvicorn.Config(create_app(shown), log_level="warning")).run(sockets=[listening])
