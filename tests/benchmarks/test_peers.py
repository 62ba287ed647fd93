"""The comparison with others, where the extra `bench` is installed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmarks.extra import needs

needs("scipy", "pulp", "matplotlib")


def test_the_command_writes_a_table_and_a_plot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from benchmarks import peers  # noqa: PLC0415 - only where it is installed
    from benchmarks.elsewhere import CONTENDERS  # noqa: PLC0415 - same

    names = ("engine", "practice", "SciPy milp")
    monkeypatch.setattr(peers, "CONTENDERS", {name: CONTENDERS[name] for name in names})
    monkeypatch.setattr(sys, "argv", ["peers", "--sizes", "12x10", "--seconds", "5", "--out", str(tmp_path)])
    peers.main()
    table = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert all(f"| 12 × 10 | {name} |" in table for name in names)
    assert table.count("| 1 of 1 |") == 2
    assert (tmp_path / "results.svg").read_text(encoding="utf-8").count("<svg") == 1
