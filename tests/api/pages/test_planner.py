"""What a planner reads of a proposal: its own numbers at its own address, in tables and files; never a person."""

from __future__ import annotations

import pytest

from api.access.door import Door
from api.access.identity import SYSTEM, Identity
from api.pages.planner import parts_of
from api.pages.tables import Table
from api.store.proposals import KeptProposal
from api.usecases.proposals import Figures, figures_of
from tests.api.pages.served import Served, proposal_of, served
from tests.api.region import ADMINISTRATOR, CORPORATION, MUNICIPALITY, PLANNER, PROVIDER, desk

TABLES = ("stromen", "wachtenden", "begeleiding", "afspraken", "wijken", "grenzen")


@pytest.fixture
def here(sqlite_door: Door) -> Served:
    return served(sqlite_door)


@pytest.fixture
def sent(here: Served) -> KeptProposal:
    return here.send(proposal_of(here))


@pytest.mark.parametrize("by", [PLANNER, MUNICIPALITY])
def test_it_has_numbers_and_no_persons(here: Served, sent: KeptProposal, by: Identity) -> None:
    cas = here.visitor(by)
    for page in ("", "kaart-en-cijfers", "kaart", *(f"cijfers/{name}.csv" for name in TABLES[:5])):
        answer = cas.get(f"/voorstellen/{sent.id}/{page}")
        assert answer.status_code == 200, page
        for words in ("ans", "bea", "h1", "Corporatie Een", f"/voorstellen/{sent.id}/wijken"):
            assert f">{words}<" not in answer.text
            assert f",{words}," not in answer.text
    home = cas.get("/").text
    assert f'href="/voorstellen/{sent.id}/"' in home
    assert "Ruimte per wijk" in cas.get(f"/voorstellen/{sent.id}/").text


def test_exact_loads_are_for_the_gemeente_that_decides_them(here: Served, sent: KeptProposal) -> None:
    place = f"/voorstellen/{sent.id}"
    region, own = here.visitor(PLANNER), here.visitor(MUNICIPALITY)
    assert "Uw grenzen" not in region.get(f"{place}/").text
    assert region.get(f"{place}/cijfers/grenzen.csv").status_code == 404
    assert "Uw grenzen" in own.get(f"{place}/").text
    file = own.get(f"{place}/cijfers/grenzen.csv")
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert "grenzen.csv" in file.headers["content-disposition"]
    rows = file.content.decode("utf-8-sig").splitlines()
    assert rows == ["Gebied,Telt,Grens,Aanwezig,Lopend,Voorstel,Over", "Wijk A,aanwezig,5,0,0,1,4"]


def test_the_wijken_can_be_searched(here: Served, sent: KeptProposal) -> None:
    cas = here.visitor(PLANNER)
    page = cas.get(f"/voorstellen/{sent.id}/?zoek=wijk+c").text
    assert "Wijk C" in page
    assert "Wijk B" not in page


@pytest.mark.parametrize("by", [CORPORATION, PROVIDER, ADMINISTRATOR])
def test_others_get_no_figures_and_no_map(here: Served, sent: KeptProposal, by: Identity) -> None:
    other = here.visitor(by)
    for proposal in (sent.id, "v-onbekend"):
        for page in ("kaart-en-cijfers", "kaart", *(f"cijfers/{name}.csv" for name in TABLES)):
            assert other.get(f"/voorstellen/{proposal}/{page}").status_code in (403, 404), page


def test_the_map_runs_in_a_sandbox_of_its_own(here: Served, sent: KeptProposal) -> None:
    cas = here.visitor(PLANNER)
    assert "sandbox allow-scripts" in cas.get(f"/voorstellen/{sent.id}/kaart").headers["content-security-policy"]
    page = cas.get(f"/voorstellen/{sent.id}/kaart-en-cijfers")
    assert 'sandbox="allow-scripts' in page.text
    assert "sandbox" not in page.headers["content-security-policy"]


def test_a_table_that_is_not_there_is_not_found(here: Served, sent: KeptProposal) -> None:
    assert here.visitor(PLANNER).get(f"/voorstellen/{sent.id}/cijfers/personen.csv").status_code == 404


def test_of_what_was_erased_the_figures_stay(here: Served, sent: KeptProposal) -> None:
    with here.door.store.writing(SYSTEM) as writing:
        writing.connection.exec_driver_sql(
            "UPDATE proposals SET erased_at = '2029-01-01T00:00:00.000000Z', content = NULL, practice = NULL"
        )
    for by in (PLANNER, None):
        visitor = here.visitor(by) if by else here.visitor()
        page = visitor.get(f"/voorstellen/{sent.id}/")
        assert page.status_code == 200
        assert "Deze cijfers blijven." in page.text
        assert "Bekijk de kaart" not in page.text
        assert visitor.get(f"/voorstellen/{sent.id}/kaart-en-cijfers").status_code == 404


def test_what_is_told_together_stands_together(here: Served, sent: KeptProposal) -> None:
    known = figures_of(desk(here.door.store), sent.id)
    group = {"columns": ["niet geplaatst"], "apart": [], "rows": ["GM-A", "GM-B", ""], "absent": []}
    told = {
        **group,
        "groups": [{"rows": ["GM-A"], "counts": [7]}, {"rows": ["GM-B", ""], "counts": [11]}],
        "sums": [{"rows": ["GM-A"], "total": 7}, {"rows": ["GM-B", ""], "total": 11}],
    }
    alone, together = _rows(known, told)
    assert alone == ("Aadorp", "7")
    assert together == ("Beekstad samen met onbekende herkomst", "11")
    everybody = [{"rows": ["GM-A", "GM-B", ""], "counts": [18]}]
    assert _rows(known, {**told, "groups": everybody}) == [("Hele regio", "18")]
    nothing = parts_of(_with(known, {**told, "groups": [], "sums": []}))["wachtenden"].tables[0]
    assert nothing.rows == ()
    assert "te klein" in nothing.nothing


def _with(known: Figures, waiting: object) -> Figures:
    return Figures(figures={**known.figures, "waiting": waiting}, limits=known.limits, names=known.names)


def _rows(known: Figures, waiting: object) -> list[tuple[str, ...]]:
    table: Table = parts_of(_with(known, waiting))["wachtenden"].tables[0]
    return [tuple(cell.words.strip() for cell in row.cells) for row in table.rows]
