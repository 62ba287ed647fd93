"""Every command in the README works as it stands there, and every command that exists stands there."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from api.usecases.keep import LOADS_MAP, MAP, PROPOSAL, ROUND

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line]
OURS = ".venv/bin/zachte-landing"
# What runs until somebody ends it is tested apart.
THESE_GO_ON = ("bekijk", "serve", "werk")
PROGRAM = Path(sys.executable).with_name("zachte-landing")


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = line.removeprefix(OURS).split()
    return subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def test_our_commands_in_order(tmp_path: Path) -> None:
    lines = [line for line in COMMANDS if line.startswith(OURS) and line.split()[1] not in THESE_GO_ON]
    assert len(lines) > 4
    # The commands stand in the project's folder, and what they write stays out of it.
    (tmp_path / "geodata").symlink_to(ROOT / "geodata")
    for line in lines:
        done = run(line, tmp_path)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        assert done.stdout
    for folder in ("demo", "solved"):
        written = {path.name for path in (tmp_path / "out" / folder).iterdir()}
        assert written == {MAP, LOADS_MAP, ROUND, PROPOSAL, "voorstel.xlsx", "corporaties"}
    solved, again = (tmp_path / "out" / folder / PROPOSAL for folder in ("demo", "solved"))
    assert solved.read_bytes() == again.read_bytes()


def test_bekijk_shows_the_proposal_and_the_map(tmp_path: Path) -> None:
    assert f"{OURS} bekijk out/demo" in COMMANDS
    assert run("demo --out out/demo", tmp_path).returncode == 0
    with subprocess.Popen(
        [PROGRAM, "bekijk", "out/demo", "--port", "0"], cwd=tmp_path, stdout=subprocess.PIPE
    ) as showing:
        try:
            assert showing.stdout is not None
            address = re.search(r"http://127\.0\.0\.1:\d+", showing.stdout.readline().decode())
            assert address is not None
            for path, words in (("/", "van 57 mensen"), ("/kaart", "Hoeveel ruimte is er nog per wijk?")):
                with urllib.request.urlopen(address.group() + path, timeout=20) as page:  # noqa: S310 - our own page
                    assert words in page.read().decode()
            showing.send_signal(signal.SIGINT)
            assert showing.wait(timeout=20) == 0
        finally:
            showing.kill()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`?make ([a-z]+)", README))))
def test_every_make_target_exists(target: str) -> None:
    done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_other_command_is_make() -> None:
    assert all(line.startswith((OURS, "make ")) for line in COMMANDS)


def test_every_command_that_exists_is_in_the_readme() -> None:
    helped = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True).stdout
    for name in re.findall(r"^    ([\w-]+) ", helped.split("opdrachten:")[1], re.MULTILINE):
        assert any(line.split()[1:2] == [name] for line in COMMANDS), name
