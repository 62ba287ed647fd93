"""Whoever has the printed steps can work out the proposal by hand: here a small calculator does."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal
from typing import Any

import pytest

from geodata.draagkracht.derive import derive
from geodata.draagkracht.derived import Derived, Turn
from geodata.draagkracht.policy import DraagkrachtPolicy, Level, Method, Missing, MissingRule, Standardisation
from geodata.draagkracht.sentences import MOST_TURNS, draagkracht_of, in_short, steps_of, turn_of
from geodata.region import bundled_draagkracht
from geodata.register import Register
from optimizer.draagkracht import Colour
from tests.geodata.draagkracht.worlds import HOOG, LAAG, ON, derived_of, figure, one_wijk, policy, region

HEAVIEST = 3
SCORE = re.compile(
    r"Score: (?P<sum>[^=]*?)( = (?P<exact>[^,]*,\d)(, (minstens|hoogstens) \d+: (?P<kept>\S*\d))?)?\. Gewicht: (?P<weight>\d+)\.$"
)
INDEX = re.compile(r"Index: (?P<sum>.*) = (?P<index>\S*\d)\. ")
PULLED = re.compile(r": (?P<sum>\(.*\) / \S+) = (?P<index>\S*\d)\.$")
BORDER = re.compile(r"Klasse: (\w+)")
CAP = re.compile(
    r"Grens: (?P<sum>\S+ \+ \S+) = (?P<plain>\d+)\. .* de (?P<size>\d+) bij de grootte \((?P<part>.*?) woningen / 1\.000, "
    r"naar beneden\)\. Minstens (?P<least>\d+) en hoogstens (?P<most>\d+): (?P<cap>\d+)\."
)


def number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))


def worked_out(text: str) -> Decimal:
    """What a sum on paper comes to, with one decimal, halves upwards."""
    plain = re.sub(r"[\d.]*\d(,\d+)?", lambda found: f"Decimal('{number(found[0])}')", text)
    exact = eval(plain.replace("×", "*").replace("−", "-"), {"Decimal": Decimal})  # noqa: S307 - of our own sentences
    return Decimal(exact * 10 + Decimal("0.5")).to_integral_value(ROUND_FLOOR) / 10


def recomputed(steps: tuple[str, ...], rules: DraagkrachtPolicy) -> int:
    """The proposal, from the sentences alone and the borders in them."""
    scores = []
    for found in filter(None, map(SCORE.search, steps)):
        score = worked_out(found["sum"])
        if found["exact"]:
            assert score == number(found["exact"]), found[0]
        shown = number(found["kept"]) if found["kept"] else score
        assert shown == min(max(score, Decimal(0)), Decimal(100))
        scores.append((int(found["weight"]), shown))
    text = "\n".join(steps)
    fixed = re.search(r"vaste kleine grens van (\d+)\.", text)
    if fixed:
        return int(fixed[1])
    indexed = INDEX.search(text)
    if indexed:
        total = sum((weight * score for weight, score in scores), Decimal(0))
        mean = total / sum(weight for weight, _ in scores)
        index = number(indexed["index"])
        assert worked_out(indexed["sum"]) == index
        assert abs(mean - index) <= Decimal("0.05")
        for step in steps:
            pulled = PULLED.search(step) if step.startswith("Dit is een kleine wijk") else None
            if pulled:
                index = number(pulled["index"])
                assert worked_out(pulled["sum"]) == index
        borders = rules.borders
        colour = "groen" if index >= borders.groen else "oranje" if index >= borders.oranje else "rood"
        assert re.search(rf"Klasse: {colour},", text)
    cap = CAP.search(text)
    assert cap is not None, text
    size = eval(re.sub(r"[\d.]+", lambda part: part[0].replace(".", ""), cap["part"]).replace("×", "*"))  # noqa: S307 - same
    assert size // 1_000 == int(cap["size"])
    plain = int(worked_out(cap["sum"]))
    assert plain == int(cap["plain"])
    kept = min(max(plain, int(cap["least"])), int(cap["most"]))
    assert kept == int(cap["cap"])
    return kept


def steps(one: Derived) -> tuple[str, ...]:
    return tuple(steps_of(one, HEAVIEST))


@pytest.mark.parametrize("method", [Method.SPREIDING, Method.RANG, Method.BEREIK])
def test_every_proposal_of_the_region_follows_from_its_sentences(drenthe: Register, method: Method) -> None:
    rules = replace(bundled_draagkracht(), standardisation=Standardisation(method=method))
    derived = derive(drenthe, rules, ON)
    assert [recomputed(steps(one), rules) for one in derived] == [one.proposed for one in derived]


def test_the_calculator_sees_a_sum_that_does_not_fit(drenthe: Register) -> None:
    rules = bundled_draagkracht()
    one = next(one for one in derive(drenthe, rules, ON) if one.colour is Colour.ORANJE)
    assert one.index is not None
    with pytest.raises(AssertionError):
        recomputed(steps(replace(one, index=one.index + 1)), rules)


def test_a_wijk_in_words() -> None:
    among = "Het laagste is 0,00 en het hoogste 100,00 (vaste waarden: voorbeeld)."
    assert steps(one_wijk(laag=50, hoog=42)) == (
        f"Lage inkomens: 50,0% (2024; CBS). Lager is beter. {among} Score: 100 × (100,00 − 50,0) / (100,00 − 0,00) = 50,0. Gewicht: 2.",
        f"Hoge inkomens: 42,0% (2024; CBS). Hoger is beter. {among} Score: 100 × (42,0 − 0,00) / (100,00 − 0,00) = 42,0. Gewicht: 1.",
        "Index: (2 × 50,0 + 1 × 42,0) / 3 = 47,3. 0 is het slechtst en 100 het best.",
        "Klasse: oranje, want de index is 35,0 of hoger en lager dan 50,0.",
        "Grens: 1 + 2 = 3. De 1 hoort bij de klasse, de 2 bij de grootte (1 × 2.000 woningen / 1.000, naar beneden). Minstens 3 en hoogstens 12: 3.",
        "Dit is een voorstel. Gemeente en corporaties stellen een grens vast, met een reden erbij.",
    )


def test_what_is_unknown_is_said() -> None:
    found = steps(one_wijk(laag=None, dwellings=None))
    assert found[0] == "Lage inkomens: niet bekend (ontbreekt). Dit telt niet mee. Gewicht: 2."
    assert found[2] == "Er is te weinig bekend voor een index: cijfers met samen gewicht 1 van de 3. Nodig is 60%."
    assert found[3] == "Klasse: niet te bepalen, want het aantal woningen is niet bekend."
    assert steps(one_wijk(laag=None))[3] == "Klasse: niet te bepalen, want er is te weinig bekend."
    assert "minder dan 100" in steps(one_wijk(dwellings=40))[3]


def test_a_cap_below_the_heaviest_care_is_said() -> None:
    heavy = "Iemand met zware begeleiding telt 3 en past niet binnen deze grens."
    assert any(heavy in step for step in steps(one_wijk(dwellings=200)))
    assert not any(heavy in step for step in steps(one_wijk()))


def test_an_example_says_that_it_is_one() -> None:
    assert steps(one_wijk(example=True))[-1].startswith("Het beleid waar dit uit volgt, is een voorbeeld.")


def test_where_a_figure_comes_from_is_said() -> None:
    found = region({"WK-A": 900}, {}, {"WK-A": 40}, figure("GM-A", "pct_laag", 30))
    one = derived_of(found, policy(missing=MissingRule(way=Missing.GEMEENTE)))["WK-A"]
    assert "(2024; CBS; cijfer van de gemeente, want dat van de wijk: ontbreekt)" in steps(one)[0]


PLAIN: dict[str, Any] = {"method": None, "low": None, "high": None}


def test_a_national_mean_is_said_with_its_source() -> None:
    national = replace(LAAG, **PLAIN, mean=Decimal(40), spread=Decimal("9.5"), reference="CBS 2024, Nederland")
    found = region({"WK-A": 900}, {"WK-A": 30}, {})
    (one,) = derived_of(found, policy(indicators=(national,))).values()
    assert "Het gemiddelde (CBS 2024, Nederland) is 40,00 en de spreiding 9,50." in steps(one)[0]


def test_the_leefbaarometer_brings_its_cautions() -> None:
    lbm = replace(HOOG, name="lbm_afwijking", level=Level.BUURTEN, decimals=4, unit="")
    text = " ".join(steps(one_wijk(indicators=(LAAG, lbm))))
    for caution in (
        "een signaal en geen oorzaak",
        "Waar weinig mensen wonen",
        "niet te vergelijken",
        "is een benadering",
    ):
        assert caution in text
    assert "Leefbaarometer" not in " ".join(steps(one_wijk()))


def test_turns_are_a_handful_and_say_what_would_change() -> None:
    turns = tuple(Turn(cause=f"Zonder het cijfer over {n}", colour=Colour.GROEN, by=1) for n in "abcdefgh")
    shown = draagkracht_of(replace(one_wijk(), turns=turns), HEAVIEST)
    assert len(shown.turns) == MOST_TURNS
    assert shown.turns[0] == "Zonder het cijfer over a zou deze wijk groen zijn."
    assert (
        turn_of(Turn(cause="Zonder x", colour=Colour.ONBEKEND, by=0)) == "Zonder x zou de klasse niet te bepalen zijn."
    )


def test_in_short() -> None:
    assert in_short(one_wijk()) == "Klasse groen (index 53,3). 2 + 2 voor 2.000 woningen, minstens 3 en hoogstens 12: 4"
    assert (
        in_short(one_wijk(laag=None))
        == "Klasse niet te bepalen. 1 + 2 voor 2.000 woningen, minstens 3 en hoogstens 12: 3"
    )
    assert in_short(one_wijk(dwellings=40)) == "Klasse niet te bepalen: 40 woningen. Vaste kleine grens: 1"
