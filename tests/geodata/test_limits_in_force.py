"""Decisions go before proposals, lapsed ones count no more, and nowhere does a cap silently go missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from geodata.assemble import assemble
from geodata.draagkracht.policy import DraagkrachtPolicy
from geodata.limits_in_force import ending, lapsed
from geodata.register import Register
from geodata.round_paths import Cell, cells_of
from optimizer.agreements import LimitKind
from optimizer.draagkracht import Colour
from optimizer.errors import InvalidInput
from optimizer.round import Round
from tests.geodata.draagkracht.worlds import CAPS, POLICY, figure, wijk
from tests.geodata.tiny import cap, facility, register
from tests.worlds import END, START, policy

GONE, LAST, LATER = date(2026, 9, 30), START, date(2026, 11, 30)
FIGURES = [figure(f"WK-{letter}", name, 40) for letter in "AB" for name in ("pct_laag", "pct_hoog")]
TWO: dict[str, Any] = {"wijken": [wijk("WK-A", 2_000), wijk("WK-B", 60)], "indicatoren": FIGURES}
BUURTEN = [{"code": "BU-A", "naam": "Buurt A", "wijk": "WK-A"}]


def world(**tables: list[dict[str, Any]]) -> Register:
    return register(**{**TWO, "buurten": BUURTEN, **tables})


def round_of(found: Register, draagkracht: DraagkrachtPolicy | None = POLICY) -> Round:
    return assemble(
        found, policy(), id="r", name="R", start=START, end=END, origin_of_data="toets", draagkracht=draagkracht
    )  # fmt: skip


def caps(round_: Round) -> dict[str, tuple[int, bool]]:
    return {limit.id: (limit.gross_cap, limit.provisional) for limit in round_.limits}


def test_where_nobody_decided_the_proposal_holds_and_says_so() -> None:
    round_ = round_of(world(grenswaarden=[cap("WK-A", grens=7)], voorzieningen=[facility("huis", 2, wijk="WK-B")]))
    assert caps(round_) == {"WK-A": (7, False), "voorstel WK-B": (1, True)}
    proposed = next(limit for limit in round_.limits if limit.provisional)
    assert (proposed.area, proposed.used, proposed.kind) == ("WK-B", 2, LimitKind.STAND)
    assert proposed.decision.by == "voorstel uit de draagkracht, nog door niemand vastgesteld"
    assert proposed.decision.on == START
    assert proposed.decision.motivation == "Klasse niet te bepalen: 60 woningen. Vaste kleine grens: 1."


def test_what_was_proposed_is_kept_beside_what_was_decided() -> None:
    round_ = round_of(world(grenswaarden=[cap("WK-A", grens=7)]))
    assert [(row.area, row.proposed, row.colour) for row in round_.draagkracht] == [
        ("WK-A", 4, Colour.GROEN), ("WK-B", 1, Colour.ONBEKEND),
    ]  # fmt: skip


def test_a_decision_that_ended_lapses_and_the_proposal_takes_its_place() -> None:
    rows = [cap("oud", gebied="WK-A", geldig_tot=GONE), cap("WK-B", geldig_tot=LAST)]
    assert caps(round_of(world(grenswaarden=rows))) == {"WK-B": (5, False), "voorstel WK-A": (4, True)}


def test_a_newer_decision_takes_the_place_of_one_that_ended() -> None:
    rows = [cap("oud", gebied="WK-A", geldig_tot=GONE, grens=1), cap("nieuw", gebied="WK-A", grens=9)]
    assert caps(round_of(world(grenswaarden=rows), None)) == {"nieuw": (9, False)}


@pytest.mark.parametrize(
    ("row", "draagkracht"),
    [
        (cap("x", gebied="WK-A"), None),
        (cap("x", gebied="BU-A"), POLICY),
        (cap("x", gebied="WK-A", soort=LimitKind.INSTROOM), POLICY),
    ],
)
def test_where_nothing_takes_its_place_that_is_a_fault(row: dict[str, Any], draagkracht: Any) -> None:
    found = world(grenswaarden=[cap("WK-B"), {**row, "geldig_tot": GONE}])
    with pytest.raises(InvalidInput) as caught:
        round_of(found, draagkracht)
    (found_fault,) = caught.value.faults
    assert found_fault.place() == "grenswaarden.rij 3.geldig_tot"
    assert found_fault.found == "30 september 2026, dus dit besluit geldt niet meer als de ronde begint"


def test_without_a_policy_nothing_is_proposed() -> None:
    round_ = round_of(world(grenswaarden=[cap("WK-A")]), None)
    assert caps(round_) == {"WK-A": (5, False)}
    assert round_.draagkracht == ()


def test_another_kind_or_area_is_no_decision_about_the_stand_of_a_wijk() -> None:
    rows = [cap("a", gebied="WK-A", soort=LimitKind.INSTROOM), cap("b", gebied="BU-A"), cap("WK-B")]
    assert "voorstel WK-A" in caps(round_of(world(grenswaarden=rows)))


def test_a_fault_of_a_limit_is_at_its_row_however_many_lapsed() -> None:
    rows = [cap("oud", gebied="WK-A", geldig_tot=GONE), cap("WK-A"), cap("WK-B", grens=2_000_000)]
    found = world(grenswaarden=rows)
    with pytest.raises(InvalidInput) as caught:
        round_of(found)
    cells = [cell for fault in caught.value.faults for cell in cells_of(fault, found)]
    assert cells == [Cell("grenswaarden", 2, "grens")]


def test_a_fault_of_a_proposal_is_one_of_its_policy() -> None:
    found = world(grenswaarden=[cap("voorstel WK-A", gebied="WK-B")])
    with pytest.raises(InvalidInput) as caught:
        round_of(found, replace(POLICY, caps=replace(CAPS, most=12)))
    assert [(fault.place(), cells_of(fault, found)) for fault in caught.value.faults] == [("draagkracht.toml.caps", ())]


def test_which_decisions_lapsed_and_which_end_in_the_period() -> None:
    rows = [cap("oud", geldig_tot=GONE), cap("kort", geldig_tot=LATER), cap("lang", geldig_tot=END), cap("open")]
    found = register(grenswaarden=[{**row, "gebied": "WK-A"} for row in rows])
    assert [row["code"] for row in lapsed(found, START)] == ["oud"]
    assert [row["code"] for row in ending(found, START, END)] == ["kort"]
