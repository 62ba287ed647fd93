"""From the frames of the Register to a Round, and every fault on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from geodata.register import Register
from optimizer.agreements import BanScope, ContactLevel, LinkScope, PinReason, PlacementStatus
from optimizer.errors import InvalidInput
from optimizer.people import AreaReasonCode, Child, Deadline, DeadlineBasis, Home, Support, Uitstromer
from optimizer.policy import AreaLevel, ContractForm
from optimizer.round import digest
from optimizer.supply import Dwelling, Label, Need, Woonvorm
from tests.geodata.tiny import apart, cap, home, person, placement, register, round_of
from tests.worlds import START


def only_person(**changes: Any) -> Uitstromer:
    (found,) = round_of(register(uitstromers=[person("ans", **changes)])).people
    return found


def only_home(**changes: Any) -> Dwelling:
    (found,) = round_of(register(woningen=[home("huis", **changes)])).dwellings
    return found


def faults(found: Register) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        round_of(found)
    return [str(fault) for fault in caught.value.faults]


def test_what_is_missing_keeps_the_default_of_the_domain() -> None:
    found = only_person()
    assert (found.deadline, found.designated, found.home, found.origin) == (None, None, None, None)
    assert (found.returns, found.supported_persons, found.household.adults) == (True, 1, 1)
    assert found.support == Support(provider=None, hours=2)
    assert only_home().units == 1
    assert only_home().woonvorm is Woonvorm.ZELFSTANDIG


def test_a_registration_is_carried_over() -> None:
    found = only_person(
        kinderen=(4,),
        kinderen_coouder=(9,),
        volwassenen=2,
        uiterlijk_op=START,
        uiterlijk_basis=DeadlineBasis.ONTSLAG,
        aangewezen="GM-B",
        aangewezen_reden="netwerk",
        terug=False,
        kenmerken=(Need.LIFT,),
        begeleiding_door="zorg",
        verblijft_in=("WK-A", "BU-A"),
        verblijf_telt=True,
    )
    assert found.household.children == (Child(age=4), Child(age=9, coparented=True))
    assert found.household.adults == 2
    assert found.deadline == Deadline(on=START, basis=DeadlineBasis.ONTSLAG)
    assert found.designated is not None
    assert found.designated.municipality == "GM-B"
    assert not found.returns
    assert found.needs == {Need.LIFT}
    assert found.support.provider == "zorg"
    assert found.home == Home(areas=frozenset({"WK-A", "BU-A"}), counted=True)


def test_a_dwelling_is_carried_over() -> None:
    found = only_home(
        complex="hof",
        label="jongeren",
        label_leeftijd_tot=23,
        gedeeld=True,
        aantal=3,
        contractvormen=(ContractForm.OMKLAP, ContractForm.HUUR),
    )
    assert (found.municipality, found.wijk, found.buurt, found.complex) == ("GM-A", "WK-A", "BU-A", "hof")
    assert found.label == Label(name="jongeren", age_max=23)
    assert (found.rent, found.shared, found.units) == (55_000, True, 3)
    assert found.contract_forms == {ContractForm.OMKLAP, ContractForm.HUUR}


def test_wishes_stay_apart() -> None:
    wishes = [
        {"uitstromer": "ans", "wens": "voorkeur", "gebied": "WK-A", "reden": AreaReasonCode.NETWERK},
        {"uitstromer": "ans", "wens": "uitgesloten", "gebied": "GM-B", "reden": AreaReasonCode.VEILIGHEID},
    ]
    (found,) = round_of(register(uitstromers=[person("ans")], gebiedswensen=wishes)).people
    assert [(wish.area, wish.reason) for wish in found.preferred] == [("WK-A", AreaReasonCode.NETWERK)]
    assert [(wish.area, wish.reason) for wish in found.excluded] == [("GM-B", AreaReasonCode.VEILIGHEID)]


def test_areas_are_wijken_buurten_and_what_dwellings_name() -> None:
    dorp = {"code": "dorp", "naam": "Aadorp-Oost", "niveau": AreaLevel.DORP, "gemeente": "GM-A", "omvat": ("WK-B",)}
    hof = {"code": "hof", "naam": "De Hof", "niveau": AreaLevel.COMPLEX, "gemeente": "GM-A"}
    homes = [home("huis", complex="hof", portiek="hof-1"), home("flat", "B")]
    found = round_of(register(gebieden=[dorp, hof], woningen=homes))
    levels = {area.id: (area.level, area.municipality, area.name) for area in found.areas}
    assert levels["WK-C"] == (AreaLevel.WIJK, "GM-B", "Wijk C")
    assert levels["BU-C"] == (AreaLevel.BUURT, "GM-B", "Buurt C")
    assert levels["hof"] == (AreaLevel.COMPLEX, "GM-A", "De Hof")
    assert levels["hof-1"] == (AreaLevel.PORTIEK, "GM-A", "hof-1")
    assert {dwelling.id: dwelling.local_areas for dwelling in found.dwellings} == {"huis": set(), "flat": {"dorp"}}


def test_decisions_are_carried_over() -> None:
    pair = {"uitstromer": "ans", "woning": "huis"}
    decided = {"door": "corporatie", "op": START, "motivering": "uitzondering"}
    found = round_of(
        register(
            uitstromers=[person("ans"), person("bea")],
            woningen=[home("huis"), home("flat")],
            koppelingen=[{"code": "samen", "uitstromers": ("ans", "bea"), "bereik": LinkScope.WIJK}],
            weigeringen=[{"uitstromer": "bea", "soort": BanScope.GEBIED, "doel": "WK-A", "reden": "afgewezen"}],
            huurafwijkingen=[{**pair, **decided}],
            vastgezet=[{**pair, "reden": PinReason.AANGEBODEN}],
            vorige=[pair],
            uitsluitingen=[apart(ContactLevel.BUURT, "ans", "bea")],
        )
    )
    assert found.links[0].scope is LinkScope.WIJK
    assert (found.bans[0].target, found.bans[0].until) == ("WK-A", None)
    assert found.rent_exceptions[0].decision.by == "corporatie"
    assert found.pins[0].reason is PinReason.AANGEBODEN
    assert found.previous[0].dwelling == "huis"
    assert found.contact_exclusions[0].people == {"ans", "bea"}


def test_limits_and_quotas_keep_their_decision_and_consent() -> None:
    consent = {
        "toestemming_extra": 2,
        "toestemming_door": "wethouder",
        "toestemming_op": START,
        "toestemming_motivering": "eenmalig",
    }
    quota = {"code": "q", "naam": "Q", "basis": "levering", "maximum": 3, **consent}
    found = round_of(register(grenswaarden=[cap("WK-A", **consent), cap("WK-B")], afspraken=[quota]))
    given, without = found.limits
    assert (given.consent is not None, without.consent) == (True, None)
    assert given.decision.by == "gemeente"
    assert found.quotas[0].consent == given.consent
    assert found.quotas[0].consent is not None
    assert found.quotas[0].consent.extra == 2


def test_a_minimum_binds_only_where_that_is_said() -> None:
    rows = [{"code": code, "naam": code, "basis": "levering", "minimum": 1} for code in ("doel", "eis", "ook doel")]
    rows[1]["bindend"], rows[2]["bindend"] = True, False
    found = round_of(register(afspraken=rows))
    assert [(quota.id, quota.binding) for quota in found.quotas] == [
        ("doel", False),
        ("eis", True),
        ("ook doel", False),
    ]


def test_a_convenant_without_doelgroepen_covers_nobody() -> None:
    row = {"code": "c", "naam": "C", "begin": date(2026, 1, 1), "eind": date(2026, 12, 31)}
    (convenant,) = round_of(register(convenanten=[row])).convenanten
    assert convenant.doelgroepen == frozenset()


def test_the_order_of_rows_changes_nothing() -> None:
    people, homes = [person("ans"), person("bea")], [home("huis"), home("flat", "C")]
    one = register(uitstromers=people, woningen=homes)
    other = register(uitstromers=people[::-1], woningen=homes[::-1])
    assert digest(round_of(one)) == digest(round_of(other))


def test_strangers_are_named_by_table_row_and_column() -> None:
    found = faults(register(uitstromers=[person("ans", herkomst="GM-X")], woningen=[home("huis", corporatie="wie")]))
    assert found == [
        "uitstromers.rij 2.herkomst: gevonden 'GM-X'; verwacht een code uit gemeenten",
        "woningen.rij 2.corporatie: gevonden 'wie'; verwacht een code uit corporaties",
    ]


def test_a_buurt_must_lie_in_the_wijk() -> None:
    assert faults(register(woningen=[home("huis", buurt="BU-B")])) == [
        "woningen.rij 2.buurt: gevonden een buurt van WK-B; verwacht een buurt van WK-A"
    ]


def test_where_metres_count_no_place_is_guessed() -> None:
    nowhere = home("huis", punt_x=None, punt_y=None)
    people = [person("ans"), person("bea")]
    assert round_of(register(uitstromers=people, woningen=[nowhere])).dwellings
    rows = [apart(ContactLevel.AFSTAND, "ans", "bea")]
    assert [
        fault.split(":")[0] for fault in faults(register(uitstromers=people, woningen=[nowhere], uitsluitingen=rows))
    ] == [
        "uitsluitingen.rij 2.meters",
        "woningen.rij 2.punt_x",
    ]


@pytest.mark.parametrize(
    ("status", "changes", "place"),
    [
        (PlacementStatus.AANGEBODEN, {"uitstromer": "ans", "woning": "weg"}, "plaatsingen.rij 2.woning"),
        (PlacementStatus.AANGEBODEN, {"uitstromer": "weg", "woning": "huis"}, "plaatsingen.rij 2.uitstromer"),
        (PlacementStatus.AANGEBODEN, {"uitstromer": "weg", "woning": "weg"}, "plaatsingen.rij 2.uitstromer"),
        (PlacementStatus.VERHUURD, {"uitstromer": "ans", "woning": "weg"}, "plaatsingen.rij 2.woning"),
        (PlacementStatus.VERHUURD, {"begin": None}, "plaatsingen.rij 2.begin"),
        (PlacementStatus.AFGEROND, {"begeleiding": None}, "plaatsingen.rij 2.begeleiding"),
    ],
)
def test_a_placement_that_counts_must_be_countable(
    status: PlacementStatus, changes: dict[str, Any], place: str
) -> None:
    found = register(
        uitstromers=[person("ans")], woningen=[home("huis")], plaatsingen=[placement("p", status, **changes)]
    )
    assert [fault.split(":")[0] for fault in faults(found)] == [place]


@pytest.mark.parametrize("status", [PlacementStatus.GEWEIGERD, PlacementStatus.BEEINDIGD, PlacementStatus.TERUGVAL])
def test_a_placement_that_counts_no_more_may_be_bare(status: PlacementStatus) -> None:
    bare = {"code": "p", "status": status, "uitstromer": "ans", "woning": "weg"}
    found = register(uitstromers=[person("ans")], plaatsingen=[bare])
    assert round_of(found).claims == ()


@pytest.mark.parametrize(
    ("tables", "place"),
    [
        ({"uitstromers": [person("ans", uiterlijk_op=START)]}, "uitstromers.rij 2.uiterlijk_basis"),
        ({"uitstromers": [person("ans", aangewezen="GM-A")]}, "uitstromers.rij 2.aangewezen_reden"),
        ({"woningen": [home("huis", punt_y=None)]}, "woningen.rij 2.punt_y"),
        ({"woningen": [home("huis", label_leeftijd_tot=23)]}, "woningen.rij 2.label"),
        ({"grenswaarden": [cap("WK-A", toestemming_extra=1)]}, "grenswaarden.rij 2.toestemming_door"),
    ],
)
def test_what_belongs_together_comes_together(tables: dict[str, Any], place: str) -> None:
    assert [fault.split(":")[0] for fault in faults(register(**tables))] == [place]


def test_what_belongs_together_is_told_in_the_order_of_the_columns() -> None:
    rows = [cap("WK-A", toestemming_extra=1, toestemming_door="wethouder", toestemming_motivering="eenmalig")]
    (found,) = faults(register(grenswaarden=rows))
    assert found == (
        "grenswaarden.rij 2.toestemming_op: gevonden niets; "
        "verwacht een waarde, samen met toestemming_extra, toestemming_door, toestemming_motivering"
    )


def test_the_round_itself_checks_the_rest() -> None:
    assert faults(register(woningen=[home("huis", slaapkamers=4)])) == [
        "dwellings[0].bedrooms: gevonden 4; verwacht een getal van 0 tot en met 2"
    ]


def test_an_empty_register_gives_an_empty_round() -> None:
    assert round_of(register()).people == ()
    assert replace(register()).frames().keys() == register().frames().keys()
