"""One service at a time in a folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from api.folder_lock import alone_in
from optimizer.errors import InvalidInput

HOLD = "import sys; from pathlib import Path; from api.folder_lock import alone_in\nwith alone_in(Path(sys.argv[1])): print('in', flush=True); sys.stdin.read()"


def test_a_second_one_is_refused_until_the_first_is_out(tmp_path: Path) -> None:
    with alone_in(tmp_path):
        with pytest.raises(InvalidInput, match="al een dienst draait"), alone_in(tmp_path):
            pass
        with alone_in(tmp_path / "ander"):
            pass
    with alone_in(tmp_path):
        pass


def test_a_process_that_is_killed_keeps_nobody_out(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"in\n"
        with pytest.raises(InvalidInput), alone_in(tmp_path):
            pass
        process.kill()
    with alone_in(tmp_path):
        pass


def test_a_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_bytes(b"")
    with pytest.raises(InvalidInput, match="niet te maken"), alone_in(tmp_path / "bestand"):
        pass
