"""The program in the README that uses the API works as it stands there, for somebody who just got an account."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import httpx

from api.access.desk import Desk
from api.access.identity import SYSTEM
from api.folder_lock import alone_in
from api.settings import SQLITE_FILE
from api.store.opening import open_store, sqlite_url
from api.usecases.fill_demo import fill_demo
from tests.end_to_end.test_service import served
from tests.visitor import hidden

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
PASSWORD = "een lang en goed wachtwoord"  # noqa: S105 - of an account that is gone with the test
LOGIN = "voorbeeld-coordinator"


def chosen_password(address: str, link: str) -> None:
    """Come in by the link, and choose a password on its page."""
    with httpx.Client(base_url=address, follow_redirects=True) as browser:
        page = browser.post(link)
        fields = hidden(page.text, "/wachtwoord")
        done = browser.post("/wachtwoord", data={**fields, "new": PASSWORD, "again": PASSWORD})
        assert done.status_code == 200, done.text


def test_the_program_makes_a_round_and_prints_its_placements(tmp_path: Path) -> None:
    [program] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    folder = tmp_path / "dienst"
    with alone_in(folder), closing(open_store(sqlite_url(folder / SQLITE_FILE))) as store:
        link = fill_demo(Desk(store, SYSTEM), 1, timedelta(hours=1)).links[LOGIN]
    with served(folder) as running:
        chosen_password(running.address, link)
        given = {**os.environ, "DIENST": running.address, "LOGIN": LOGIN, "WACHTWOORD": PASSWORD}
        done = subprocess.run(
            [sys.executable, "-c", program], env=given, capture_output=True, text=True, timeout=120, check=False
        )
    assert done.returncode == 0, done.stderr
    assert re.match(r"klaar [1-9]\d* \['U-\d{4}'", done.stdout), done.stdout
