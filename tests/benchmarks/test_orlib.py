"""The command on files: through the engine to a proven value, or a fault and exit code 2."""

from __future__ import annotations

from itertools import permutations, product
from pathlib import Path

import numpy as np
import pytest

from benchmarks.apart import Apart
from benchmarks.orlib import Asked, Solved, line_of, main, measure
from tests.benchmarks.orlib_writer import dense, dense_text, generalised, generalised_text, sparse, sparse_text


def solved(path: Path, text: str, *, minimise: bool = False) -> list[Solved]:
    path.write_text(text, encoding="utf-8")
    answer = measure(Asked(path, minimise=minimise))
    assert not isinstance(answer, str)
    return answer


@pytest.mark.parametrize("seed", range(3))
def test_assignments_cost_the_least_of_all_permutations(tmp_path: Path, seed: int) -> None:
    for given, text in ((dense(seed, 6), dense_text), (sparse(seed, 6), sparse_text)):
        (found,) = solved(tmp_path / "assign6.txt", text(given))
        orders = [list(order) for order in permutations(range(6)) if given.allowed[range(6), order].all()]
        least = min(int(given.cost[range(6), order].sum()) for order in orders)
        assert (found.name, found.placed, found.value, found.bound, found.by) == ("assign6", 6, least, least, "flow")


@pytest.mark.parametrize("minimise", [False, True])
def test_generalised_assignments_reach_the_best_of_all_ways(tmp_path: Path, *, minimise: bool) -> None:
    given = [generalised(seed, 3, 6) for seed in range(2)]
    found = solved(tmp_path / "gap.txt", generalised_text(given), minimise=minimise)
    assert [each.name for each in found] == ["gap-1", "gap-2"]
    for each, problem in zip(found, given, strict=True):
        jobs = np.arange(6)
        values = [
            int(problem.worth[agent, jobs].sum())
            for agent in map(np.array, product(range(3), repeat=6))
            if (np.bincount(agent, problem.resource[agent, jobs], minlength=3) <= problem.capacity).all()
        ]
        best = min(values) if minimise else max(values)
        assert (each.placed, each.value, each.bound) == (6, best, best)


def test_where_not_all_can_be_placed_the_line_says_how_many(tmp_path: Path) -> None:
    (found,) = solved(tmp_path / "narrow.txt", "4\n1 1 5\n2 1 4\n3 2 1\n4 3 1\n")
    assert (found.placed, found.value) == (3, 6)
    assert line_of(found).startswith("| narrow | 4 × 4 | 6 for 3 of 4 | 6 | flow |")


def test_the_command_prints_a_line_for_each_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [tmp_path / "assign4.txt", tmp_path / "gap1.txt"]
    paths[0].write_text(dense_text(dense(1, 4)), encoding="utf-8")
    paths[1].write_text(generalised_text([generalised(1, 2, 4), generalised(2, 2, 4)]), encoding="utf-8")
    main([*map(str, paths), "--seconds", "60"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" | ")[0] for line in lines[4:]] == ["| assign4", "| gap1-1", "| gap1-2"]
    assert all(float(line.split(" | ")[-1].strip(" |")) > 1 for line in lines[4:])


def test_a_file_with_a_fault_ends_the_command_with_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.txt"
    path.write_text("4\n1 1 5\n2 2\n", encoding="utf-8")
    for wrong, message in ((path, "line 3: expected a row, a column and a cost"), (tmp_path / "none.txt", "No such")):
        with pytest.raises(SystemExit) as ended:
            main([str(wrong)])
        assert ended.value.code == 2
        assert message in capsys.readouterr().err


def test_a_process_that_dies_ends_the_command_with_code_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.orlib.apart", lambda *_: Apart(None, None))
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path / "any.txt")])
    assert ended.value.code == 1
