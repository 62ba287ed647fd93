"""The lock of who measures: as strict as the other one, and the same versions."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


def pinned(path: str) -> set[tuple[str, str]]:
    return set(PINNED.findall((ROOT / path).read_text(encoding="utf-8")))


def test_it_has_hashes_and_no_addresses() -> None:
    text = (ROOT / "benchmarks" / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert text.count("==") <= text.count("--hash=sha256:")


def test_what_everybody_has_is_the_same_there() -> None:
    assert pinned("requirements.lock") < pinned("benchmarks/requirements.lock")


def test_who_does_not_measure_needs_no_other_solvers_or_plots() -> None:
    everybody = {name for name, _ in pinned("requirements.lock")}
    assert not everybody & {"scipy", "pulp", "matplotlib", "pytest-benchmark"}
