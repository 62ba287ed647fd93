"""Who has moved in or waits no longer is out of the round; nobody comes to live too near."""

from __future__ import annotations

import pytest

from optimizer.agreements import Claim, ContactExclusion, ContactLevel, PlacementStatus
from optimizer.eligibility import check_pairs
from optimizer.mend.settled import settled
from optimizer.round import Round
from tests.worlds import dwelling, person, world


def three(**changes: object) -> Round:
    homes = [dwelling("h1", units=2), dwelling("h2", "b"), dwelling("h3", "c")]
    return world([person("ans"), person("bea"), person("cas")], homes, **changes)


def test_who_lives_somewhere_takes_a_unit_there() -> None:
    left = settled(three(), {"ans": "h1", "bea": "h2"})
    assert [each.id for each in left.people] == ["cas"]
    assert {home.id: home.units for home in left.dwellings} == {"h1": 1, "h3": 1}


def test_who_waits_no_longer_leaves_the_dwelling_free() -> None:
    left = settled(three(), {}, {"ans"})
    assert [each.id for each in left.people] == ["bea", "cas"]
    assert {home.id: home.units for home in left.dwellings} == {"h1": 2, "h2": 1, "h3": 1}


def test_a_claim_keeps_its_unit_whoever_is_said_to_live_there() -> None:
    claim = Claim(person="bea", dwelling="h2", status=PlacementStatus.AKKOORD)
    left = settled(three(claims=[claim]), {"ans": "h2"})
    assert left.claims == (claim,)
    assert {home.id: home.units for home in left.dwellings} == {"h1": 2, "h2": 1, "h3": 1}


def test_who_is_not_in_the_round_is_passed_over() -> None:
    assert settled(three(), {"dirk": "h9"}, {"eva"}) == three()


@pytest.mark.parametrize(
    ("level", "close", "free"),
    [
        (ContactLevel.BUURT, frozenset(), {"h2", "h3"}),
        (ContactLevel.COMPLEX, frozenset(), {"h2", "h3"}),
        (ContactLevel.AFSTAND, frozenset({("h1", "h2")}), {"h3"}),
    ],
)
def test_nobody_comes_to_live_too_near(level: ContactLevel, close: frozenset[tuple[str, str]], free: set[str]) -> None:
    apart = ContactExclusion(id="C", people=frozenset({"ans", "bea"}), level=level, metres=5, close=close)
    left = settled(three(contact_exclusions=[apart]), {"ans": "h1"})
    eligible = check_pairs(left)
    row = eligible.allowed[eligible.pairs.row["bea"]]
    assert {home.id for home, allowed in zip(left.dwellings, row, strict=True) if allowed} == free
    other = eligible.allowed[eligible.pairs.row["cas"]]
    assert other.all()
