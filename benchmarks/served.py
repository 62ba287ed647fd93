"""The service as users start it, in processes of its own, for what measures it and what kills it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from uuid import uuid4

import psutil  # type: ignore[import-untyped] # it ships no types

from api.settings import PREFIX, SQLITE_FILE
from api.store.opening import sqlite_url

HOST = "127.0.0.1"
# Every process of one service has this in its environment, whoever started it.
MARK = "MEETPROEF"
# Seconds for a service to answer after its start, and to leave after it was asked.
TO_START, TO_LEAVE = 60.0, 20.0
WORKER = "api.jobs.worker"
PROGRAM = (Path(sys.executable).with_name("zachte-landing"),)
LINK = re.compile(r"/aanmelden/[\w-]{20,}")
FOR_BEHEERDER = re.compile(r"beheerder.*/aanmelden/[\w-]{20,}\n")


class Service:
    """`zachte-landing serve` with these words, and workers beside it; what it says is in `folder`. None of it stays behind.

    `settings`: those of the service besides, by their key: `rekenaars`; `program`: what to start instead of the command.
    """

    def __init__(
        self,
        folder: Path,
        database: str = "",
        *words: str,
        settings: Mapping[str, str] | None = None,
        program: Sequence[str | Path] = PROGRAM,
    ) -> None:
        self.folder, self.port, self._words, self._database = folder, _free_port(), words, database
        self._mark, self._program = uuid4().hex, program
        given = {"database": database, "poort": str(self.port), "logniveau": "warning", **(settings or {})}
        ours = {PREFIX + key.upper(): value for key, value in given.items()}
        self._environment = {**os.environ, **ours, MARK: self._mark}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def home(self) -> str:
        """Its address."""
        return f"http://{HOST}:{self.port}"

    def __enter__(self) -> Self:
        try:
            self.start(*self._words)
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def start(self, *words: str) -> None:
        """Start it, and wait until it answers. Raises RuntimeError with what it said when it does not."""
        with self._said("uitvoer").open("ab") as out, self._said("fouten").open("ab") as errors:
            self._process = self._started(out, errors, words)
        end = time.monotonic() + TO_START
        while not _answers(self.home):
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the service does not answer:\n" + self.complaints()[-3_000:])
            time.sleep(0.05)

    def _started(self, out: IO[bytes], errors: IO[bytes], words: Sequence[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*self._program, "serve", str(self.kept_in), *words],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=errors,
            start_new_session=True,
        )

    @property
    def kept_in(self) -> Path:
        """The folder in which it keeps everything."""
        return self.folder / "dienst"

    @property
    def url(self) -> str:
        """The address of its database."""
        return self._database or sqlite_url(self.kept_in / SQLITE_FILE)

    def links(self) -> tuple[str, ...]:
        """The paths of the sign-in links that it printed, of which that of the beheerder is the last."""
        end = time.monotonic() + TO_START
        while not FOR_BEHEERDER.search(said := self._said("uitvoer").read_text("utf-8")):
            if time.monotonic() > end:
                raise RuntimeError("no link was printed:\n" + said)
            time.sleep(0.05)
        return tuple(LINK.findall(said))

    def complaints(self) -> str:
        """What it said on standard error, and its workers too."""
        return self._said("fouten").read_text("utf-8", errors="replace")

    @property
    def pid(self) -> int:
        """The process that answers requests."""
        assert self._process is not None, "it was not started"
        return self._process.pid

    def workers(self) -> list[psutil.Process]:
        """The processes that calculate, and those that help them."""
        return [process for process in self.processes() if process.pid != self.pid]

    def processes(self) -> list[psutil.Process]:
        """Everything that runs because of it, also what has outlived it."""
        return list(_marked(self._mark))

    def kill(self) -> None:
        """End the process that answers requests at once, as a power cut would; its workers are left to themselves."""
        os.kill(self.pid, signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    def kill_workers(self) -> int:
        """The same for the workers alone; how many there were."""
        found = [process for process in self.workers() if WORKER in _words(process)]
        for process in found:
            _kill(process)
        return len(found)

    def end(self) -> None:
        """Ask it to leave; what then still runs is killed."""
        self.leave()
        for process in self.processes():
            _kill(process)

    def leave(self) -> None:
        """Ask it to leave, and wait until it has."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(TO_LEAVE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _said(self, name: str) -> Path:
        return self.folder / f"{name}.txt"


def _answers(home: str) -> bool:
    try:
        with urllib.request.urlopen(f"{home}/v1/sessions/current", timeout=5):  # noqa: S310 - our own service
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as trying:
        trying.bind((HOST, 0))
        port: int = trying.getsockname()[1]
        return port


def _marked(mark: str) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == mark and process.status() != psutil.STATUS_ZOMBIE:
                yield process
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue


def _words(process: psutil.Process) -> list[str]:
    try:
        words: list[str] = process.cmdline()
    except psutil.NoSuchProcess:
        return []
    return words


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return
