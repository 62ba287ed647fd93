"""The policy as a file: what stands in it is what holds, and every fault is told at once with file and key."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files

import pytest

from geodata.draagkracht.policy import Direction, DraagkrachtPolicy, Method, Rounding, Trials
from geodata.draagkracht.policy_file import read_draagkracht
from geodata.region import bundled_draagkracht
from optimizer.errors import InvalidInput

HEAD = """
name = "afspraken"
[[indicators]]
name = "pct_laag_inkomen"
title = "lage inkomens"
direction = "lager is beter"
weight = 2
"""
REST = """
[small]
dwellings = 500
strength = 250
least = 100
cap = 2
[borders]
oranje = 35
groen = 45.5
[caps]
least = 2
sizeable = 500
least_sizeable = 3
most = 12
groen = { base = 2, per_thousand = 1 }
oranje = { base = 1, per_thousand = 0.8 }
rood = { base = 0, per_thousand = 0.5 }
onbekend = { base = 1, per_thousand = 1 }
"""


def read(text: str) -> DraagkrachtPolicy:
    return read_draagkracht(text.encode())


def faults(text: str) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        read(text)
    return [str(fault) for fault in caught.value.faults]


def test_what_is_left_out_keeps_its_default() -> None:
    found = read(HEAD + REST)
    assert found.name == "afspraken"
    assert found.indicators[0].direction is Direction.LAGER
    assert found.borders.groen == Decimal("45.5")
    assert found.caps.rood.per_thousand == Decimal("0.5")
    assert found.caps.rounding is Rounding.AF
    assert found.trials == Trials()
    assert not found.example


def test_the_example_of_drenthe_says_that_it_is_one() -> None:
    found = bundled_draagkracht()
    assert found.example
    assert "Voorbeeld" in found.name
    assert not any(indicator.name.startswith("lbm_") for indicator in found.indicators)
    assert b"Leefbaarometer" in (files("geodata") / "regions" / "drenthe" / "draagkracht.toml").read_bytes()


def test_every_fault_at_once_with_file_and_key() -> None:
    text = (HEAD + REST).replace("weight = 2", 'weight = "veel"\nkleur = "rood"').replace("least = 100\n", "")
    found = faults(text.replace("oranje = 35", "oranje = true"))
    assert [fault.partition(";")[0] for fault in found] == [
        "draagkracht.toml.indicators.nummer 1.weight: gevonden 'veel'",
        "draagkracht.toml.indicators.nummer 1.kleur: gevonden een onderdeel dat niet bekend is",
        "draagkracht.toml.small.least: gevonden niets",
        "draagkracht.toml.borders.oranje: gevonden 'True'",
    ]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("weight = 2", "weight = 0", "indicators.nummer 1.weight"),
        ('"lager is beter"', '"lager"', "indicators.nummer 1.direction"),
        ("weight = 2", "weight = 2\ndecimals = 9", "indicators.nummer 1.decimals"),
        ("weight = 2", "weight = 2\nmean = 3", "indicators.nummer 1.spread"),
        ("weight = 2", "weight = 2\nmean = 3\nspread = 0\nreference = 'CBS'", "indicators.nummer 1.spread"),
        ("weight = 2", "weight = 2\nmean = 3\nspread = 1", "indicators.nummer 1.reference"),
        ("weight = 2", "weight = 2\nmethod = 'vaste waarden'", "indicators.nummer 1.low"),
        (
            "weight = 2",
            "weight = 2\nmethod = 'vaste waarden'\nlow = 3\nhigh = 3\nreference = 'x'",
            "indicators.nummer 1.high",
        ),
        ("weight = 2", "weight = 2\nlow = 3", "indicators.nummer 1.low"),
        ("groen = 45.5", "groen = 35", "borders.groen"),
        ("groen = 45.5", "groen = 45.55", "borders.groen"),
        ("oranje = 35", "oranje = 0", "borders.oranje"),
        ("oranje = 35", "oranje = 'laag'", "borders.oranje"),
        ("dwellings = 500", "dwellings = 50", "small.dwellings"),
        ("cap = 2", "cap = 13", "small.cap"),
        ("strength = 250", "strength = -1", "small.strength"),
        ("least = 2\n", "least = 4\n", "caps.least"),
        ("most = 12", "most = 2", "caps.least_sizeable"),
        ("rood = { base = 0", "rood = { base = 2", "caps.rood.base"),
        ("rood = { base = 0", "rood = { base = -1", "caps.rood.base"),
        ("onbekend = { base = 1", "onbekend = { base = 3", "caps.onbekend.base"),
        ("oranje = { base = 1, per_thousand = 0.8 }", "oranje = 3", "caps.oranje"),
        ("[small]", "[trials]\nspread = 100\n[small]", "trials.spread"),
        ("[small]", "[missing]\nleast_weight = 0\n[small]", "missing.least_weight"),
    ],
)
def test_what_may_not_be_said(old: str, new: str, place: str) -> None:
    text = HEAD + REST
    assert old in text
    assert f"draagkracht.toml.{place}" in [fault.partition(":")[0] for fault in faults(text.replace(old, new, 1))]


@pytest.mark.parametrize(
    "name",
    [
        "a_nl_all",
        "a_neu_al",
        "pct_migratieachtergrond",
        "herkomst_buiten_europa",
        "pct_nationaliteit",
        "turkije",
        "pct_niet_westers",
    ],
)
def test_origin_or_nationality_is_never_an_indicator(name: str) -> None:
    (found,) = faults((HEAD + REST).replace("pct_laag_inkomen", name))
    assert found.startswith(
        f"draagkracht.toml.indicators.nummer 1.name: gevonden '{name}'; verwacht een cijfer dat niet gaat"
    )


def test_nor_under_another_name() -> None:
    (found,) = faults((HEAD + REST).replace("lage inkomens", "inwoners met een migratieachtergrond"))
    assert found.startswith("draagkracht.toml.indicators.nummer 1.title")


@pytest.mark.parametrize(
    "name",
    [
        "pct_laag_inkomen", "pct_hoog_inkomen", "woz_waarde", "pct_koop", "pct_huur", "pct_huur_corporatie",
        "pct_arbeidsparticipatie", "pct_eenpersoons", "pct_bijstand", "pct_wmo", "pct_jeugdzorg", "pct_laag_opgeleid",
        "bevolkingsdichtheid", "stedelijkheid", "pct_leegstand", "lbm_afwijking", "lbm_soc", "pct_beschermingsbewind",
        "pct_ervaren_gezondheid_goed", "algemene_voorzieningen",
    ],
)  # fmt: skip
def test_every_other_figure_may_be(name: str) -> None:
    assert read((HEAD + REST).replace("pct_laag_inkomen", name)).indicators[0].name == name


def with_also(*names: str) -> str:
    blocks = (
        f'[[indicators]]\nname = "{name}"\ntitle = "{name}"\ndirection = "hoger is beter"\nweight = 1\n'
        for name in names
    )
    return "\n".join(('name = "afspraken"', *blocks, REST))


def test_the_leefbaarometer_counts_once() -> None:
    assert read(with_also("lbm_afwijking", "pct_koop")).indicators
    assert read(with_also("lbm_soc", "lbm_onv")).indicators
    for names in (("lbm_afwijking", "lbm_soc"), ("lbm_klasse", "lbm_afwijking")):
        assert "het totaal bestaat uit de dimensies" in faults(with_also(*names))[0]


def test_a_figure_counts_once_and_there_is_at_least_one() -> None:
    assert "2 keer 'pct_koop'" in faults(with_also("pct_koop", "pct_koop"))[0]
    assert "indicators: gevonden niets" in faults('name = "x"\nindicators = []\n' + REST)[0]


def test_what_is_no_toml_is_told() -> None:
    assert faults("name =")[0].startswith("draagkracht.toml: gevonden tekst die niet te lezen is")


def test_methods_have_dutch_names() -> None:
    text = HEAD.replace("weight = 2", 'weight = 2\nmethod = "rang"') + REST
    assert read(text).indicators[0].method is Method.RANG
