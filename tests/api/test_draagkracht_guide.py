"""The page on how a cap comes about: everything on it is worked out from the bundled region."""

from __future__ import annotations

import html
from dataclasses import replace

from api.pages.draagkracht_guide import draagkracht_guide
from geodata.draagkracht.derive import derive
from geodata.region import bundled, bundled_draagkracht, read_period
from optimizer.draagkracht import Colour
from tests.api.small_round import small
from tests.api.test_pages import client_of


def page() -> str:
    return html.unescape(client_of(small()).get("/handleiding/draagkracht").text)


def test_every_step_of_the_example_is_on_the_page() -> None:
    guide, text = draagkracht_guide(), page()
    assert guide.example.colour is Colour.ORANJE
    for sentence in (*guide.example.steps, *guide.example.turns, guide.pulled):
        assert sentence in text
    assert f"Voor {guide.wijk} is dat {guide.example.certainty}%" in text


def test_the_example_is_that_of_the_region() -> None:
    guide = draagkracht_guide()
    derived = derive(bundled(), bundled_draagkracht(), read_period().start)
    one = next(one for one in derived if one.area == guide.example.area)
    assert guide.example.proposed == one.proposed
    assert dict(guide.classes) == {colour.value: sum(each.colour is colour for each in derived) for colour in Colour}
    assert sum(number for _, number in guide.classes) == guide.wijken == 189


def test_sources_and_cautions_are_named() -> None:
    text = page()
    for words in (
        "Handbook on Constructing Composite Indicators", "Veerkracht in het corporatiebezit", "leefbaarometer.nl",
        "Kerncijfers wijken en buurten", "een signaal en geen oorzaak", "Niemand heeft die vastgesteld",
    ):  # fmt: skip
        assert words in text
    for row in draagkracht_guide().agreement:
        assert f"Voor {row.pairs} {row.what}: {row.correlation}." in text


def test_the_guide_leads_to_it() -> None:
    assert 'href="/handleiding/draagkracht"' in client_of(small()).get("/handleiding").text


def test_a_proposal_is_never_shown_as_decided() -> None:
    shown = small()
    limit = shown.round.limits[0]
    decision = replace(limit.decision, by="voorstel uit de draagkracht, nog door niemand vastgesteld")
    limits = (replace(limit, provisional=True, decision=decision), *shown.round.limits[1:])
    text = client_of(replace(shown, round=replace(shown.round, limits=limits))).get(f"/wijken/{limit.area}").text
    assert "voorstel, nog niet vastgesteld" in text
    assert "vastgesteld op" not in text
    assert "Voorstel uit de draagkracht, nog door niemand vastgesteld." in text
