"""A measurement in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from benchmarks.apart import apart


def doubled(number: int) -> int:
    return 2 * number


def memory_of(megabytes: int) -> int:
    return len(bytearray(megabytes * 1024 * 1024))


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def asleep(told: Path) -> None:
    with subprocess.Popen(["sleep", "60"]) as program:
        told.with_suffix(".new").write_text(str(program.pid), encoding="utf-8")
        told.with_suffix(".new").rename(told)


def test_an_answer_comes_back() -> None:
    assert apart(doubled, 21).answer == 42


def test_memory_is_that_of_the_process_alone() -> None:
    small, large = (apart(memory_of, megabytes).peak_mb for megabytes in (1, 300))
    assert small is not None
    assert large is not None
    assert large - small == pytest.approx(299, abs=20)


def test_who_dies_gives_no_answer() -> None:
    done = apart(killed)
    assert (done.answer, done.peak_mb) == (None, None)


def test_who_takes_too_long_is_ended_with_what_it_started(tmp_path: Path) -> None:
    told = tmp_path / "program"
    assert apart(asleep, told, seconds=4).answer is None
    program = int(told.read_text(encoding="utf-8"))
    deadline = time.monotonic() + 20
    while _runs(program):
        assert time.monotonic() < deadline, "the program outlived its session"
        time.sleep(0.05)


def _runs(process: int) -> bool:
    """Whether it still runs; nobody may have waited for it yet, and then it does not run."""
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return shown.stdout.strip() not in ("", "Z", "Zs")
