"""The engine in a process of its own: the same answers, an end at once, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from optimizer.assignment import Integers, Objective, Problem, Row, Term, activity_of, value_of
from optimizer.engine import apart
from optimizer.engine.reach import Path as Way
from optimizer.engine.solve import Reached, Step
from optimizer.engine.solve import solve as in_process
from optimizer.errors import Cancelled, EngineError

ROOT = Path(__file__).parents[3]
AREAS = 66


def hard(size: int = 400) -> Problem:
    """Minutes of work: people and places by area, caps with weights 1 to 3, and a weight for every pair in the end."""
    draw = np.random.default_rng(1)
    area = np.arange(size) % AREAS
    load = draw.integers(1, 4, size)
    near = np.abs(draw.integers(0, AREAS, size)[:, None] - area[None, :]) < AREAS // 6
    rows = tuple(Row((Term(load, (area == each).astype(np.int64)),), upper=size // 60 + 2) for each in range(AREAS))
    shapes = ((size, 1), (size, size), (size, size))
    goals = tuple(Objective(maximise=True, weights=draw.integers(4, 400, shape)) for shape in shapes)
    return Problem(near, np.ones(size, dtype=np.int64), np.arange(size), rows, goals)


def easy(lower: int | None = None) -> Problem:
    goal = Objective(maximise=True, weights=np.array([[2], [3]]))
    rows = (Row((Term(np.array([1, 1]), np.array([1])),), lower=lower),)
    return Problem(np.ones((2, 1), dtype=bool), np.array([1]), np.arange(2), rows, (goal, goal))


def never() -> bool:
    return False


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that were started."""
    processes = []
    start = subprocess.Popen

    def remembered(*arguments: Any, **more: Any) -> subprocess.Popen[bytes]:
        processes.append(start(*arguments, **more))
        return processes[-1]

    monkeypatch.setattr("optimizer.engine.apart.subprocess.Popen", remembered)
    return processes


def gone(process: subprocess.Popen[bytes]) -> bool:
    """Ended and waited for: neither an orphan nor a zombie."""
    try:
        os.kill(process.pid, 0)
    except ProcessLookupError:
        return process.returncode is not None
    return False


def test_the_answer_is_that_of_the_engine_itself(started: list[subprocess.Popen[bytes]]) -> None:
    heard: list[Step] = []
    told: list[Step] = []
    result = apart.solve(easy(), cancelled=never, progress=heard.append)
    expected = in_process(easy(), progress=told.append)
    assert result.choice is not None
    assert expected.choice is not None
    assert result.choice.tolist() == expected.choice.tolist() == [-1, 0]
    assert result.reached == expected.reached
    assert [(step.index, step.reached, step.settled) for step in heard] == [
        (step.index, step.reached, step.settled) for step in told
    ]
    assert gone(started[0])


def test_what_can_not_hold_is_an_answer_here_too() -> None:
    assert apart.solve(easy(lower=2), cancelled=never).choice is None


def test_a_stop_gives_the_best_so_far_at_once(started: list[subprocess.Popen[bytes]]) -> None:
    problem, heard, asked = hard(), list[Step](), list[float]()

    def enough() -> bool:
        if heard and heard[-1].index == 1 and heard[-1].reached.bound is not None:
            asked.append(time.monotonic())
        return bool(asked)

    result = apart.solve(problem, cancelled=enough, progress=heard.append)
    assert time.monotonic() - asked[0] < 3
    assert result.choice is not None
    assert keeps(problem, result.choice)
    first = next(step.reached for step in heard if step.settled)
    values = [value_of(goal, result.choice, 400) for goal in problem.objectives]
    assert values[:2] == [first.value, max(step.reached.value for step in heard if step.index == 1)]
    assert result.reached == (
        first,
        Reached(values[1], heard[-1].reached.bound, Way.GAP),
        Reached(values[2], None, Way.GAP),
    )
    assert gone(started[0])


def keeps(problem: Problem, choice: Integers) -> bool:
    placed = np.flatnonzero(choice >= 0)
    return (
        bool(problem.allowed[placed, choice[placed]].all())
        and len(set(choice[placed].tolist())) == len(placed)
        and all(activity_of(row.terms, choice) <= (row.upper or 0) for row in problem.rows)
    )


def test_a_stop_before_anything_was_found_gives_the_start() -> None:
    problem, nobody = hard(200), np.full(200, -1, dtype=np.int64)
    result = apart.solve(problem, cancelled=lambda: True, start=nobody)
    assert result.choice is not None
    assert result.choice.tolist() == nobody.tolist()
    assert result.reached == (Reached(0, None, Way.GAP),) * 3


def test_a_stop_before_there_is_anything_says_so(started: list[subprocess.Popen[bytes]]) -> None:
    with pytest.raises(Cancelled):
        apart.solve(hard(200), cancelled=lambda: True)
    assert gone(started[0])


def test_an_objective_settled_keeps_its_proof_and_a_worse_choice_changes_nothing() -> None:
    problem, best, other = easy(), np.array([-1, 0]), np.array([0, -1])
    proven = Step(0, Reached(3, 3), best, settled=True)
    worse = Step(1, Reached(2, 3, Way.GAP), other, settled=False)
    so_far = apart.SoFar(None).after(proven, problem).after(worse, problem)
    assert so_far.choice is best
    assert so_far.result(problem).reached == (Reached(3, 3), Reached(3, 3, Way.GAP))
    assert apart.SoFar(other).after(proven, problem).choice is best


def test_an_error_of_the_engine_arrives_with_where_it_was(started: list[subprocess.Popen[bytes]]) -> None:
    with pytest.raises(EngineError, match="no solution any more") as raised:
        apart.solve(hard(60), cancelled=never, start=np.zeros(60, dtype=np.int64))
    assert "Traceback" in "".join(raised.value.__notes__)
    assert gone(started[0])


@pytest.mark.parametrize("first", [False, True])
def test_a_process_that_dies_is_an_error_and_no_wait(started: list[subprocess.Popen[bytes]], *, first: bool) -> None:
    def kill(step: Step | None = None) -> None:
        del step
        os.kill(started[0].pid, signal.SIGKILL)

    def asked() -> bool:
        if first:
            kill()
        return False

    with pytest.raises(EngineError, match=r"viel weg \(code -9\)"):
        apart.solve(hard(), cancelled=asked, progress=kill)
    assert gone(started[0])


def test_ctrl_c_in_the_terminal_is_not_for_the_process(started: list[subprocess.Popen[bytes]]) -> None:
    groups: list[int] = []
    apart.solve(easy(), cancelled=never, progress=lambda _: groups.append(os.getpgid(started[0].pid)))
    assert set(groups) == {started[0].pid}


PARENT = """
from optimizer.engine import apart
from tests.optimizer.engine.test_apart import hard
apart.solve(hard(), cancelled=lambda: False, progress=lambda step: print("begonnen", flush=True))
"""


def test_nothing_goes_on_when_the_parent_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"begonnen\n"
        parent.kill()
        # The process has the same output, so this ends when both are gone.
        parent.communicate(timeout=20)
