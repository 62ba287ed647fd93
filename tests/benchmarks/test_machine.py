"""What figures were measured on."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import machine


def test_the_machine_and_how_busy_it_is_are_told() -> None:
    assert "cores, Python 3" in machine.machine()
    assert machine.load().startswith("load ")


def test_peak_memory_with_and_without_the_table_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert machine.peak_mb() > 10
    monkeypatch.setattr(machine, "STATUS", tmp_path / "none")
    assert machine.peak_mb() > 10
