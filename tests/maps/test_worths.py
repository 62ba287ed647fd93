"""What more room brings, in words; never more than was calculated."""

from __future__ import annotations

from maps.worths import UNSURE, values_by_limit
from optimizer.explanations import Easing, Giving, Worth
from optimizer.policy import Goal
from tests.maps.load_worlds import worth
from tests.worlds import cap, world

ROUND = world(limits=[cap("wijk-a", 5)])
LIMIT = ROUND.limits[0].id


def told(*worths: Worth, placed: int = 5) -> tuple[str, Goal | None, int, tuple[str, ...]]:
    value = values_by_limit(ROUND, worths, placed)[LIMIT]
    return value.text, value.goal, value.people, value.further


def test_people_and_goals_of_one_place_and_of_more() -> None:
    found = told(worth(LIMIT, 1, 6, placements=3), worth(LIMIT, 2, 7, placements=5))
    assert found == (
        "1 plaatsing meer; Plaatsingen naar urgentie: +3 (beter)",
        Goal.PLACEMENTS,
        1,
        ("2 plekken: 2 plaatsingen meer; Plaatsingen naar urgentie: +5 (beter)",),
    )


def test_the_first_goal_that_changes_counts_and_fewer_people_are_told() -> None:
    text, goal, people, _ = told(worth(LIMIT, 1, 4, placements=2, origin=-1))
    assert (goal, people) == (Goal.PLACEMENTS, -1)
    assert text == "1 plaatsing minder; Plaatsingen naar urgentie: +2 (beter); Terug naar herkomst: −1 (slechter)"


def test_where_three_places_bring_nothing_one_does_neither() -> None:
    assert told(worth(LIMIT, 3, 5, placements=0)) == ("niets", None, 0, ())


def test_what_is_not_proven_says_so_and_proves_nothing_for_less() -> None:
    assert told(worth(LIMIT, 1, 5, proven=False, placements=0))[0] == "niets (nog niet bewezen)"
    value = values_by_limit(ROUND, [worth(LIMIT, 3, 5, proven=False, placements=0)], 5)[LIMIT]
    assert not value.known
    assert (value.text, value.further) == (UNSURE, ("3 plekken: niets (nog niet bewezen)",))


def test_other_easings_and_other_limits_are_left_out() -> None:
    unit = Worth(easing=Easing(kind=Giving.UNIT, dwelling="w1", by=1), proven=True, placements=(), effects=())
    assert values_by_limit(ROUND, [unit, worth("elders", 1, 6, placements=1)], 5) == {}
