"""Key figures of tiny rounds, counted by hand."""

from __future__ import annotations

from optimizer.agreements import Claim, PlacementStatus, Quota, QuotaBasis
from optimizer.metrics import BusiestArea, Share, figures_of
from optimizer.people import Deadline, DeadlineBasis
from optimizer.solve import solve
from tests.worlds import START, cap, dwelling, person, world


def test_every_figure() -> None:
    people = [
        person("ans", deadline=Deadline(on=START, basis=DeadlineBasis.ONTSLAG)),
        person("bea", origin="GM-B"),
        person("cas", origin=None, rounds_missed=1),
        person("dirk"),
    ]
    round_ = world(
        people,
        [dwelling("thuis"), dwelling("ver", "d"), dwelling("bezet", "b"), dwelling("leeg", "c", rent=99_000)],
        limits=[cap("wijk-a", 4, used=1), cap("complex-a", 1), cap("wijk-d", 0)],
        quotas=[
            Quota(id="q", name="q", basis=QuotaBasis.LEVERING, municipality="GM-A", minimum=3),
            Quota(id="r", name="r", basis=QuotaBasis.LEVERING, municipality="GM-A", minimum=1),
            Quota(id="s", name="s", basis=QuotaBasis.LEVERING, maximum=9),
        ],
        claims=[Claim(person="dirk", dwelling="bezet", status=PlacementStatus.AKKOORD)],
    )
    figures = figures_of(round_, solve(round_))
    assert figures.placed == Share(1, 3)
    assert figures.overdue == Share(1, 1)
    assert figures.returned == Share(1, 1)
    assert figures.quotas_met == Share(1, 2)
    assert figures.quota_shortfall == 1
    assert figures.units_used == Share(1, 3)
    assert figures.busiest == BusiestArea(area="wijk-a", percent=50)
    assert figures.needs_decision == 1


def test_a_round_without_caps_or_people() -> None:
    figures = figures_of(world(), solve(world()))
    assert figures.busiest is None
    assert figures.placed.percent is None
