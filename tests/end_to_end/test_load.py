"""A few users at work while the service calculates: nobody gets an answer that no user should get. Never how quick that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.databases import KINDS, database
from benchmarks.load import Part, measure
from benchmarks.served import Service
from benchmarks.tally import errors
from tests.asking import waited_for


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_at_work_while_it_calculates(tmp_path: Path, kind: str) -> None:
    part = Part("without a pause", (0.0, 0.1), seconds=4.0)
    with database(kind) as kept, Service(tmp_path, kept.setting, "--demo") as service:
        (found,) = waited_for(measure(service, kept, users=5, seed=1, parts=[part]))
        service.leave()
        assert not service.processes()
    assert not list(errors(found.samples))
    kinds = {sample.kind for sample in found.samples}
    assert {"rows", "placements", "decision", "change of woningen", "submission of a run"} <= kinds
    assert set(found.calculated.states) <= {"klaar", "gestopt", "geannuleerd"}
    assert found.calculated.events
