"""The checker's own changed rounds: the same as those that are told, and nothing that may not change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.agreements import Ban, BanScope, Consent, Limit, Quota, QuotaBasis, RentException
from optimizer.explanations import Easing, Giving
from optimizer.people import AreaReasonCode, AreaWish, Support
from optimizer.recheck.eased import dearer, eased, unsound
from optimizer.recheck.world import World
from optimizer.round import Round
from optimizer.why.easing import with_easings
from tests.worlds import DECISION, cap, dwelling, person, world

EASINGS = {
    Giving.ASK: Easing(kind=Giving.ASK, id="zorg-2", person="bea"),
    Giving.HOURS: Easing(kind=Giving.HOURS, id="uren GM-A", by=3),
    Giving.HOLD: Easing(kind=Giving.HOLD, by=5),
    Giving.RENT: Easing(kind=Giving.RENT, dwelling="w", person="ans", by=12),
    Giving.AREA: Easing(kind=Giving.AREA, id="grens wijk-a", by=2),
    Giving.QUOTA: Easing(kind=Giving.QUOTA, id="q", by=1),
    Giving.LESS: Easing(kind=Giving.LESS, id="q", by=1),
    Giving.CONTRACT: Easing(kind=Giving.CONTRACT, id="zorg-2", dwelling="w", by=2),
    Giving.EXCLUDED: Easing(kind=Giving.EXCLUDED, id="wijk-b", person="ans"),
    Giving.BAN: Easing(kind=Giving.BAN, id="w", person="ans"),
    Giving.UNIT: Easing(kind=Giving.UNIT, dwelling="w", by=1),
}


def told_of() -> Round:
    """Something of every kind that can give way."""
    wishes = (
        AreaWish(area="wijk-b", reason=AreaReasonCode.VERLEDEN),
        AreaWish(area="wijk-c", reason=AreaReasonCode.VEILIGHEID),
    )
    return world(
        [person("ans", excluded=wishes), person("bea", support=Support(provider=None, hours=2))],
        [dwelling("w", rent=72_501)],
        limits=[cap("wijk-a", 1, consent=Consent(extra=1, decision=DECISION)), cap("wijk-b", 1)],
        quotas=[
            Quota(id="q", name="Vol", basis=QuotaBasis.LEVERING, minimum=1, maximum=1),
            Quota(id="vrij", name="Vrij", basis=QuotaBasis.LEVERING),
        ],
        bans=[Ban(person="ans", scope=BanScope.WONING, target="w", reason="geweigerd")],
    )


def undecided(round_: Round) -> Round:
    """Without who decided, which is for people."""

    def row(each: Limit | Quota | RentException) -> Consent | None:
        consent = None if isinstance(each, RentException) else each.consent
        return replace(consent, decision=DECISION) if consent else None

    return replace(
        round_,
        limits=tuple(replace(each, consent=row(each)) for each in round_.limits),
        quotas=tuple(replace(each, consent=row(each)) for each in round_.quotas),
        rent_exceptions=tuple(replace(each, decision=DECISION) for each in round_.rent_exceptions),
    )


@pytest.mark.parametrize("kind", Giving)
def test_a_change_is_the_same_written_twice(kind: Giving) -> None:
    round_, easing = told_of(), EASINGS[kind]
    assert not list(unsound(World(round_), easing))
    changed = eased(round_, [easing])
    assert changed != round_
    assert undecided(changed) == undecided(with_easings(round_, [easing]))


@pytest.mark.parametrize("kind", Giving)
def test_a_change_that_names_what_is_not_there_is_refused(kind: Giving) -> None:
    world_ = World(told_of())
    for wrong in ({"id": "niets"}, {"person": "niemand"}, {"dwelling": "nergens"}, {"by": -1}):
        assert list(unsound(world_, replace(EASINGS[kind], **wrong)))


def test_what_never_gives_way_is_refused() -> None:
    world_ = World(told_of())
    for wrong in (
        Easing(kind=Giving.EXCLUDED, id="wijk-c", person="ans"),
        Easing(kind=Giving.ASK, id="zorg-2", person="ans"),
        Easing(kind=Giving.QUOTA, id="vrij", by=1),
        Easing(kind=Giving.LESS, id="q", by=2),
    ):
        assert list(unsound(world_, wrong))


def test_a_rent_is_told_in_whole_euros_rounded_up() -> None:
    assert dearer(told_of(), EASINGS[Giving.RENT]) == 12
    assert (
        dearer(world([person("ans")], [dwelling("w", corporation=None, provider="zorg-1")]), EASINGS[Giving.RENT])
        is None
    )
