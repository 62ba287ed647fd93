"""The real command in a terminal: what it shows of each goal, and what Ctrl-C does."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.calculation import so_far
from api.cli import DONE, STOPPED
from api.usecases.keep import PROPOSAL, ROUND, read_both
from api.wire import dumps_round
from geodata.assemble import assemble
from geodata.region import bundled, bundled_draagkracht, read_rules
from geodata.synthetic import with_synthetic_round
from optimizer.policy import Goal
from optimizer.proposal import GoalValue, Status
from optimizer.verify import verify

PROGRAM = Path(sys.executable).with_name("zachte-landing")
# A session with the terminal as its own, as a shell gives to a command.
IN_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
CTRL_C = b"\x03"
PATIENCE = 60


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round that takes seconds, as a file."""
    rules, register = read_rules(), with_synthetic_round(bundled(), seed=1, people=240, dwellings=240)
    period = rules.period
    round_ = assemble(
        register, rules.policy, id="groot", name="Groot", start=period.start, end=period.end, origin_of_data="synthetisch",
        draagkracht=bundled_draagkracht(),
    )  # fmt: skip
    path = tmp_path_factory.mktemp("groot") / "groot.json"
    path.write_text(dumps_round(round_), encoding="utf-8")
    return path


class Terminal:
    """The command with a terminal around it."""

    def __init__(self, *arguments: str | Path) -> None:
        self.ours, theirs = os.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", IN_TERMINAL, PROGRAM, *arguments],
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, env={**os.environ, "COLUMNS": "200"},
        )  # fmt: skip
        os.close(theirs)
        self.text = ""

    def type(self, keys: bytes) -> None:
        os.write(self.ours, keys)

    def read(self, until: Callable[[str], bool]) -> None:
        """Read on until the text is so, or the command ends."""
        ends = time.monotonic() + PATIENCE
        while not until(self.text) and time.monotonic() < ends:
            try:
                self.text += os.read(self.ours, 4096).decode(errors="replace")
            except OSError:
                return

    def close(self) -> int:
        self.read(lambda _: False)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.process.kill()
        terminal.process.wait()
        os.close(terminal.ours)


def settled(text: str) -> bool:
    """Whether the first goal is, and work on the next one has begun."""
    return re.search(r"haalbaar\) · .* … \d+,\d s · \w", text, re.DOTALL) is not None


def test_ctrl_c_gives_the_best_so_far_checked_and_written(
    large: Path, tmp_path: Path, terminals: list[Terminal]
) -> None:
    terminal = Terminal("solve", large, "--out", tmp_path)
    terminals.append(terminal)
    terminal.read(settled)
    terminal.type(CTRL_C)
    assert terminal.close() == DONE
    assert "tot nu toe" in terminal.text
    assert "Gestopt: dit is het beste tot nu toe." in terminal.text
    assert "Gestopt voor het einde" in terminal.text
    round_, proposal = read_both(tmp_path / ROUND, tmp_path / PROPOSAL)
    assert proposal.status is Status.STOPPED
    assert proposal.goals[0].proven
    assert proposal.goals[-1].bound is None
    assert verify(round_, proposal) == ()


def test_a_second_ctrl_c_ends_everything(large: Path, tmp_path: Path, terminals: list[Terminal]) -> None:
    terminal = Terminal("solve", large, "--out", tmp_path)
    terminals.append(terminal)
    terminal.read(settled)
    terminal.type(CTRL_C)
    # Two signals at the same moment are one.
    time.sleep(0.2)
    terminal.type(CTRL_C)
    assert terminal.close() == STOPPED
    assert terminal.text.rstrip().endswith("Gestopt.")
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_before_there_is_anything(large: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [PROGRAM, "solve", large, "--out", tmp_path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as command:
        assert command.stderr is not None
        assert command.stderr.readline()
        command.send_signal(signal.SIGINT)
        # Both ends of this line close only when no process is left that holds them.
        out, err = command.communicate(timeout=PATIENCE)
    assert command.returncode == STOPPED
    assert out == ""
    assert err.rstrip().endswith("Gestopt.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("goal", "text"),
    [
        (GoalValue(goal=Goal.PLACEMENTS, value=3, bound=5), "Plaatsingen naar urgentie: tot nu toe 3, hoogstens 5"),
        (GoalValue(goal=Goal.QUOTA, value=3, bound=1), "Tekort op afspraken: tot nu toe 3, minstens 1"),
        (GoalValue(goal=Goal.QUOTA, value=3, bound=None), "Tekort op afspraken: tot nu toe 3"),
    ],
)
def test_what_is_shown_of_a_goal_that_is_reached_for(goal: GoalValue, text: str) -> None:
    assert so_far(goal) == text
