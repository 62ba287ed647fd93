"""What is printed is what was measured, and the plot is the same for the same figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.extra import needs

needs("matplotlib")

from benchmarks.draagkracht import main, measured  # noqa: E402 - only where it is installed
from geodata.draagkracht.agreement import per_buurt, per_wijk  # noqa: E402 - same
from geodata.region import bundled, bundled_draagkracht, read_period  # noqa: E402 - same


def test_what_is_printed_is_what_was_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--draws", "20", "--plot", str(tmp_path / "a.svg")])
    said = capsys.readouterr().out
    buurten = per_buurt(bundled(), bundled_draagkracht(), read_period().start)
    for pairs in (buurten, per_wijk(buurten)):
        found = measured("", pairs, draws=20, seed=1)
        assert (
            f"{found.pairs} pairs: Spearman {found.correlation:.2f} (95% {found.low:.2f} to {found.high:.2f})" in said
        )
    assert "What this does not show" in said
    main(["--draws", "20", "--plot", str(tmp_path / "b.svg")])
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    kept = Path(__file__).parents[2] / "benchmarks" / "draagkracht.svg"
    assert kept.read_text(encoding="utf-8").count("<svg") == 1
