"""Two states of a tiny round, and what one place more brings there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maps.loads import State
from maps.side_by_side import Ground, Valued, draw_loads, ground_of
from optimizer.explanations import Easing, Effect, Giving, Worth
from optimizer.policy import Goal
from optimizer.proposal import LimitUse
from optimizer.round import Round
from tests.maps.worlds import filled, squares

ABOUT = "Twee standen naast elkaar."
WITHOUT = "Reken het na."


def uses(round_: Round, planned: Mapping[str, int]) -> tuple[LimitUse, ...]:
    """The use of every limit, with so much planned by area."""
    return tuple(
        LimitUse(
            limit=limit.id,
            cap=limit.gross_cap + (limit.consent.extra if limit.consent else 0),
            used=limit.used,
            claimed=0,
            planned=planned.get(limit.area, 0),
        )
        for limit in round_.limits
    )


def states(round_: Round, first: Mapping[str, int], second: Mapping[str, int]) -> tuple[State, State]:
    """Now and with a proposal."""
    return (
        State(name="Zoals het nu gaat", short="nu", uses=uses(round_, first)),
        State(name="Dit voorstel", short="voorstel", uses=uses(round_, second)),
    )


def three(**changes: Any) -> tuple[Round, tuple[State, State]]:
    """Wijk a gets 3 more, wijk b 2 less, wijk c stays over its cap, and wijk d has none."""
    round_, _ = filled([(20, 1), (20, 12), (10, 12)], **{"name": "Ronde oktober", **changes})
    return round_, states(round_, {"wijk-b": 5}, {"wijk-a": 3, "wijk-b": 3})


def worth(limit: str, by: int, people: int, *, proven: bool = True, **effects: int) -> Worth:
    """So many people placed with `by` more in a limit; effects by the name of their goal."""
    return Worth(
        easing=Easing(kind=Giving.AREA, id=limit, by=by),
        proven=proven,
        placements=tuple((f"p{at}", f"w{at}") for at in range(people)),
        effects=tuple(Effect(goal=Goal[goal.upper()], by=by) for goal, by in effects.items()),
    )


def valued(round_: Round) -> Valued:
    """One place more in wijk a gives one of five people a home, in wijk b nothing; wijk c was not calculated."""
    a, b, _ = (limit.id for limit in round_.limits)
    found = (
        worth(a, 1, 6, placements=3, origin=1),
        worth(a, 2, 7, placements=5, origin=1),
        worth(b, 3, 5, placements=0, origin=0),
    )
    return Valued(worths=found, placed=5)


def ground() -> Ground:
    """Four squares."""
    return ground_of(squares(), schematic=True, source="Grenzen: eigen tekening")


def page(*, known: bool = False) -> str:
    """The page of `three`."""
    round_, both = three()
    return draw_loads(round_, both, ground(), about=ABOUT, valued=valued(round_) if known else None, without=WITHOUT)
