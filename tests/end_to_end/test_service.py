"""The service as somebody starts it: real processes, in a folder of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from api.folder_lock import NAME
from api.settings import SQLITE_FILE
from api.store.opening import open_kept, sqlite_url
from api.store.proposals import kept_proposals
from tests.stores import Databases

PROGRAM = Path(sys.executable).with_name("zachte-landing")
ADDRESS = re.compile(r"https?://[^\s/]+")
QUICK = 3.0
PATIENCE = 60.0


class Running:
    """A service that was started: its process, where it is, and what it printed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []

    def until(self, words: str) -> str:
        """The line with these words, read up to there."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if words in line:
                return line
        raise AssertionError(self.lines)

    @property
    def address(self) -> str:
        found = ADDRESS.search(next(line for line in self.lines if "De dienst draait op" in line))
        assert found is not None
        return found.group()


@contextmanager
def served(folder: Path, *arguments: str, **environment: str) -> Iterator[Running]:
    """A service that answers; ended at the end, whatever happens."""
    given = {**os.environ, **{f"ZACHTE_LANDING_{name}": value for name, value in environment.items()}}
    with (folder.parent / "log").open("a") as log:
        command = [str(PROGRAM), "serve", str(folder), "--port", "0", *arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=given) as process:
            running = Running(process)
            try:
                running.until("De dienst draait op")
                yield running
            finally:
                if process.poll() is None:
                    process.kill()


def refused(*arguments: str, **environment: str) -> str:
    """What a command says that is wrong use."""
    given = {**os.environ, **{f"ZACHTE_LANDING_{name}": value for name, value in environment.items()}}
    done = subprocess.run(
        [PROGRAM, *arguments], capture_output=True, text=True, timeout=PATIENCE, check=False, env=given
    )
    assert done.returncode == 2, done.stderr
    return done.stderr


def did(*arguments: str) -> str:
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def workers_of(pid: int) -> list[str]:
    """The processes that a process started, by what they run."""
    found = subprocess.run(["ps", "--ppid", str(pid), "-o", "pid=,args="], capture_output=True, text=True, check=False)
    return [line.split()[0] for line in found.stdout.splitlines() if "api.jobs.worker" in line]


def test_an_empty_folder_answers_at_once_and_the_link_lets_the_first_beheerder_in(tmp_path: Path) -> None:
    folder = tmp_path / "dienst"
    began = time.monotonic()
    with served(folder) as running, httpx.Client(base_url=running.address) as client:
        assert client.get("/health").status_code == 200
        assert time.monotonic() - began < QUICK * _slowness()
        link = ADDRESS.sub("", running.until("nog geen beheerder").split()[-1])
        assert client.get(link).status_code == 200
        entered = client.post(link, follow_redirects=False)
        assert entered.status_code == 303, entered.text
        assert "sessie" in client.cookies
    assert folder.stat().st_mode & 0o077 == 0


def _slowness() -> float:
    """How much slower than a machine of its own this one is now, at least 1."""
    return max(1.0, os.getloadavg()[0])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    folder = tmp_path / "dienst"
    with served(folder) as running:
        _until(lambda: len(workers_of(running.process.pid)) == 1)
        [worker] = workers_of(running.process.pid)
        running.process.send_signal(number)
        running.until("Gestopt.")
        assert running.process.wait(PATIENCE) == 0
        assert not Path(f"/proc/{worker}").exists()
    left = {path.name for path in folder.iterdir()}
    assert not [name for name in left if name.endswith((f"{SQLITE_FILE}-wal", f"{SQLITE_FILE}-shm"))]
    told = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert {"service began", "service ended"} <= {line["event"] for line in told}


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_the_demo_has_a_link_for_each_role_and_shows_its_result(tmp_path: Path) -> None:
    folder = tmp_path / "dienst"
    with served(folder, "--demo") as running:
        running.until("voorbeeld-beheerder")
        links = [ADDRESS.sub("", line.split()[-1]) for line in running.lines if "/aanmelden/" in line]
        assert len(links) == 6
        with httpx.Client(base_url=running.address) as client:
            for link in links:
                assert client.post(link, follow_redirects=False).status_code == 303
                client.cookies.clear()
            assert client.post(links[0], follow_redirects=False).status_code != 303
        running.until("39 van 57")
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(PATIENCE) == 0
    with served(folder, "--demo") as running:
        assert "/aanmelden/" in running.until("voorbeeld-beheerder")
    with closing(open_kept(sqlite_url(folder / SQLITE_FILE))) as store, store.reading() as connection:
        assert len(kept_proposals(connection)) == 1
    assert "Alles is zoals het geschreven is" in did("controle", "--map", str(folder))


def test_a_backup_of_a_running_service_comes_back_in_another_folder(tmp_path: Path) -> None:
    first, second, file = tmp_path / "een", tmp_path / "twee", tmp_path / "kopie.zlb"
    tables = tmp_path / "tabellen"
    tables.mkdir()
    (tables / "zorgaanbieders.csv").write_text("code,naam,bron\nz-9,Zorg Negen,voorbeeld\n", encoding="utf-8")
    with served(first):
        assert "zorgaanbieders: 1 erbij" in did("neem-op", str(tables), "--in", str(first))
        mark = re.findall("kenmerk ([0-9a-f]{64})", did("reservekopie", str(file), "--map", str(first)))[0]
        assert "Er was niets te wissen" in did("opruimen", "--map", str(first))
        assert "al een dienst draait" in refused("terugzetten", str(file), "--map", str(first), "--vervang")
    assert "Teruggezet" in did("terugzetten", str(file), "--map", str(second))
    assert mark in did("controle", "--map", str(first), "--kop", mark)
    did("controle", "--map", str(second), "--kop", mark)
    assert "--vervang" in refused("terugzetten", str(file), "--map", str(second))
    did("terugzetten", str(file), "--map", str(second), "--vervang")
    assert len(list(second.glob("zachte-landing-voor-*.sqlite"))) == 1


def test_a_service_on_postgresql_and_a_backup_from_sqlite(tmp_path: Path, databases: Databases) -> None:
    url, folder, file = databases.new("postgresql"), tmp_path / "dienst", tmp_path / "kopie.zlb"
    with served(folder, DATABASE=url) as running:
        parts = httpx.get(f"{running.address}/health").json()["parts"]
        assert parts == dict.fromkeys(("rekenen", "tabellen", "schrijven", "rekenprocessen"), True)
    assert {path.name for path in folder.iterdir()} == {NAME}
    with served(tmp_path / "sqlite"):
        pass
    did("reservekopie", str(file), "--map", str(tmp_path / "sqlite"))
    given = {**os.environ, "ZACHTE_LANDING_DATABASE": url}
    done = subprocess.run(
        [PROGRAM, "terugzetten", str(file), "--map", str(folder), "--vervang"],
        env=given, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_service_that_was_killed_starts_again(tmp_path: Path) -> None:
    folder = tmp_path / "dienst"
    with served(folder) as running:
        _until(lambda: len(workers_of(running.process.pid)) == 1)
        [worker] = workers_of(running.process.pid)
        link = running.until("nog geen beheerder").split()[-1]
        running.process.kill()
        running.process.wait(PATIENCE)
    _until(lambda: not Path(f"/proc/{worker}").exists())
    with served(folder) as running:
        assert httpx.get(f"{running.address}/health").status_code == 200
        # The account of the first beheerder is the same, and the link of before is of no use.
        assert httpx.get(running.address + ADDRESS.sub("", link)).status_code == 404
        running.until("nog geen beheerder")
    assert "Alles is zoals het geschreven is" in did("controle", "--map", str(folder))


def test_what_stands_in_the_way_of_a_start_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "dienst"
    with served(folder) as running:
        assert "al een dienst draait" in refused("serve", str(folder), "--port", "0")
        port = running.address.rpartition(":")[2]
        assert f"gevonden {port} op 127.0.0.1, in gebruik" in refused("serve", str(tmp_path / "ander"), "--port", port)
    (tmp_path / "bestand").write_text("x")
    assert "map die niet te maken" in refused("serve", str(tmp_path / "bestand" / "in"))
    (tmp_path / "kapot").mkdir()
    (tmp_path / "kapot" / SQLITE_FILE).write_bytes(b"geen database" * 999)
    assert "dat beschadigd is" in refused("serve", str(tmp_path / "kapot"))
    with closing(open_kept(sqlite_url(folder / SQLITE_FILE))) as store, store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert "nieuwere versie" in refused("serve", str(folder))
    assert "geen bestand" in refused("controle", "--map", str(tmp_path / "leeg"))


def test_every_fault_of_the_settings_is_told_at_once(tmp_path: Path) -> None:
    with closing(socket.socket()) as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"postgresql://u:geheim@127.0.0.1:{nobody.getsockname()[1]}/zl"
        file = tmp_path / "dienst.toml"
        file.write_text(f'database = "{url}"\nkleur = "rood"\n', encoding="utf-8")
        said = refused("serve", str(tmp_path / "dienst"), "--instellingen", str(file), POORT="hoog")
    for words in ("dienst.toml.kleur", "ZACHTE_LANDING_POORT", "geen antwoord van postgresql", "3 fouten"):
        assert words in said
    assert "geheim" not in said
    assert not (tmp_path / "dienst").exists()


def test_a_store_with_something_else_gets_no_demo(tmp_path: Path) -> None:
    folder = tmp_path / "dienst"
    with served(folder) as running:
        running.until("nog geen beheerder")
    assert "al gegevens in staan" in refused("serve", str(folder), "--demo")
