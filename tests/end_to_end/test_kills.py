"""The service is killed a few times while everything is written: what was acknowledged is there, once, and every run ends."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmarks.databases import POSTGRESQL, SQLITE
from benchmarks.kills import BOTH, CONNECTION, SERVER, SERVICE, WORKER, killed
from tests.asking import apart


@pytest.mark.parametrize(
    ("kind", "kills"),
    [(SQLITE, (WORKER, SERVICE, BOTH)), (POSTGRESQL, (BOTH, CONNECTION, SERVER))],
    ids=[SQLITE, POSTGRESQL],
)
def test_nothing_that_was_acknowledged_is_lost(kind: str, kills: Sequence[str]) -> None:
    outcome = apart(lambda: killed(kind, kills, seed=1, pauses=[(0.5, 2.0)]))
    assert outcome.holds, "\n".join(outcome.lines())
    assert outcome.kills.total() == len(kills)
    assert {"import", "change", "run", "decision"} <= set(outcome.done)
    assert outcome.flying
