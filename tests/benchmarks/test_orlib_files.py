"""Every format is recognised and read whole, and every fault has its line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.orlib_files import Assignment, Generalised, Instance, Unreadable, read
from tests.benchmarks.orlib_writer import dense, dense_text, generalised, generalised_text, sparse, sparse_text


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "problem.txt"


def instances(file: Path, text: str) -> tuple[Instance, ...]:
    file.write_text(text, encoding="utf-8")
    return read(file)


def same(one: Instance, other: Instance) -> bool:
    return type(one) is type(other) and all(
        np.array_equal(first, second) for first, second in zip(vars(one).values(), vars(other).values(), strict=True)
    )


@pytest.mark.parametrize("items", [1, 2, 3, 4, 5, 14, 30])
def test_dense_files_are_read_back(file: Path, items: int) -> None:
    written = dense(items, items)
    (found,) = instances(file, dense_text(written))
    assert same(found, written)


@pytest.mark.parametrize("items", [4, 5, 14, 30])
def test_sparse_files_are_read_back(file: Path, items: int) -> None:
    written = sparse(items, items)
    (found,) = instances(file, sparse_text(written))
    assert isinstance(found, Assignment)
    assert same(found, written)


@pytest.mark.parametrize("sizes", [[(1, 1)], [(2, 3)], [(5, 15), (3, 7), (1, 4)]])
def test_generalised_files_are_read_back(file: Path, sizes: list[tuple[int, int]]) -> None:
    written = [generalised(seed, *size) for seed, size in enumerate(sizes)]
    found = instances(file, generalised_text(written))
    assert all(isinstance(each, Generalised) for each in found)
    assert all(map(same, found, written))
    assert len(found) == len(written)


FAULTS = {
    "": "line 1: the file has no numbers",
    "\n0\n": "line 2: 0 is no number of items or problems",
    "4\n1 2 x 4\n": "line 2: 'x' is no whole number of at most nine figures",
    "4\n1 2 3 99999999999999999999\n": "line 2: '99999999999999999999' is no whole number of at most nine figures",
    "4\n1 2 3 4\n5 6\n": "line 3: the file ends here, 10 numbers too early for 4 × 4 costs",
    "4\n1 2 3 4\n5 6 7 8\n1 2 3 4\n5 6 7 8\n9\n": "line 6: 9 comes after all that was announced",
    "4\n1 1 5\n2 2\n": "line 3: expected a row, a column and a cost",
    "4\n1 1 5\n2 5 5\n": "line 3: 5 is no row or column from 1 to 4",
    "4\n1 1 5\n0 2 5\n": "line 3: 0 is no row or column from 1 to 4",
    "4\n1 1 5\n2 2 5\n1 1 6\n": "line 4: row 1 and column 1 came before",
    "1\n0 2\n": "line 2: 0 is no number of agents or jobs",
    "1\n1 2\n7 8\n3\n": "line 4: the file ends here, 2 numbers too early for 1 × 2 resources and 1 capacities",
    "1\n1 2\n7 8\n3 -4\n5\n": "line 4: -4 is no resource or capacity, which are 0 or more",
    "2\n1 1\n7\n3\n5\n": "line 5: the file ends here, 2 numbers too early for agents and jobs",
    "1\n1 1\n7\n3\n5\n6\n": "line 6: 6 comes after all that was announced",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_has_its_line(file: Path, text: str) -> None:
    with pytest.raises(Unreadable) as fault:
        instances(file, text)
    assert str(fault.value) == FAULTS[text]
