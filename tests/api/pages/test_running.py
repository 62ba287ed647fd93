"""The page of a calculation as it goes, and who may look."""

from __future__ import annotations

import pytest

from api.access.door import Door
from api.access.identity import SYSTEM, Identity
from api.store.runs import Ending, RunProgress, RunState, beat, finish, take_run
from api.usecases.listing import Listing
from api.usecases.runs import list_runs
from optimizer.policy import Goal
from optimizer.proposal import GoalValue
from optimizer.solve import Standing
from tests.api.pages.served import Served, proposal_of, served
from tests.api.region import ADMINISTRATOR, CORPORATION, MUNICIPALITY, PLANNER, PROVIDER, desk, frozen
from tests.visitor import Visitor, hidden

REFRESH = '<meta http-equiv="refresh"'
PLACED = Standing(goal=GoalValue(goal=Goal.PLACEMENTS, value=1, bound=2), settled=False)


@pytest.fixture
def here(sqlite_door: Door) -> Served:
    return served(sqlite_door)


def asked(here: Served, ans: Visitor) -> str:
    """The address of a calculation that was asked for with the button of a round."""
    kept = frozen(here.door.store)
    began = ans.press("/", f"/rondes/{kept.id}/berekenen")
    assert began.status_code == 303
    return began.headers["location"]


def test_it_waits_then_goes_then_stops_with_the_best_so_far(here: Served) -> None:
    ans, store = here.visitor(), here.door.store
    place = asked(here, ans)
    run = place.rpartition("/")[2]
    page = ans.get(place).text
    assert "Wacht tot er een rekenproces vrij is" in page
    assert REFRESH in page
    with store.writing(SYSTEM) as writing:
        assert take_run(writing, run, 1, "w")
        beat(writing, run, 1, RunProgress(phase="rekent", goals=(PLACED,)))
    page = ans.get(place).text
    assert "De berekening loopt" in page
    assert "1. Plaatsingen naar urgentie" in page
    assert f'href="{place}"' in ans.get("/").text
    assert ans.press(place, f"{place}/stop").headers["location"] == place
    assert "U vroeg om te stoppen." in ans.get(place).text
    with store.writing(SYSTEM) as writing:
        kept = list_runs(desk(store), Listing()).items[0]
        assert finish(writing, kept, Ending(state=RunState.GESTOPT, goals=(PLACED,)))
    page = ans.get(place).text
    assert "De berekening is gestopt" in page
    assert REFRESH not in page


def test_a_calculation_that_failed_says_why_until_there_is_another(here: Served) -> None:
    ans, store = here.visitor(), here.door.store
    place = asked(here, ans)
    with store.writing(SYSTEM) as writing:
        kept = take_run(writing, place.rpartition("/")[2], 1, "w")
        assert kept
        finish(writing, kept, Ending(state=RunState.MISLUKT, failure="Er was <geen> ruimte."))
    assert "Er was &lt;geen&gt; ruimte." in ans.get(place).text
    home = ans.get("/").text
    assert "mislukt" in home
    ans.press("/", f"/rondes/{kept.round}/berekenen")
    assert "mislukt" not in ans.get("/").text


def test_when_it_is_ready_it_leads_to_the_proposal(here: Served) -> None:
    kept, ans = proposal_of(here), here.visitor()
    with here.door.store.writing(SYSTEM) as writing:
        run = take_run(writing, kept.run, 1, "w")
        assert run
        finish(writing, run, Ending(state=RunState.KLAAR))
    page = ans.get(f"/berekeningen/{kept.run}").text
    assert "De berekening is klaar" in page
    assert f'<a class="primary" href="/voorstellen/{kept.id}/">' in page


@pytest.mark.parametrize("by", [CORPORATION, PROVIDER, PLANNER, MUNICIPALITY, ADMINISTRATOR])
def test_nobody_else_calculates_or_looks(here: Served, by: Identity) -> None:
    kept, other = proposal_of(here), here.visitor(by)
    csrf = hidden(other.get("/wachtwoord").text, "/afmelden")["csrf"]
    for run in (kept.run, "b-onbekend"):
        assert other.get(f"/berekeningen/{run}").status_code == 403
        assert other.post(f"/berekeningen/{run}/stop", csrf=csrf).status_code == 403
    for round_ in (kept.round, "r-onbekend"):
        assert other.post(f"/rondes/{round_}/berekenen", csrf=csrf).status_code == 403
    fields = {"name": "Ronde", "start": "2026-10-01", "end": "2026-12-31"}
    assert other.post("/rondes", csrf=csrf, **fields).status_code == 403
    assert list_runs(desk(here.door.store), Listing()).total == 1


def test_a_calculation_that_is_not_there_is_not_found(here: Served) -> None:
    assert here.visitor().get("/berekeningen/b-onbekend").status_code == 404
