"""Each rule in a world that satisfies it and in one that breaks it: one person, one dwelling, one difference."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from optimizer.agreements import (
    Ban,
    BanScope,
    Claim,
    ContactExclusion,
    ContactLevel,
    Convenant,
    PlacementStatus,
    RentException,
    SupportCapacity,
)
from optimizer.eligibility import RULES, broken_rules, check_pairs, fitting_alone
from optimizer.pairs import Pairs
from optimizer.people import Ages, AreaReasonCode, AreaWish, Child, Home, Household, IncomeBand, Support
from optimizer.policy import Begeleiding, ContractForm, HouseholdRules
from optimizer.proposal import Rule
from optimizer.round import Round
from optimizer.supply import Doelgroep, Label, Need, Woonvorm
from tests.worlds import DECISION, END, START, dwelling, person, policy, world


@dataclass
class Case:
    """What differs from the default world; `holds` tells whether the rule still holds."""

    rule: Rule
    holds: bool
    person: dict[str, Any] = field(default_factory=dict)
    home: dict[str, Any] = field(default_factory=dict)
    world: dict[str, Any] = field(default_factory=dict)

    def round(self) -> Round:
        """The world of ans, bea and one home in wijk a, with another in the same complex."""
        people = [person("ans", **self.person), person("bea", home=Home(areas=frozenset({"complex-b", "buurt-b"})))]
        return world(people, [dwelling("thuis", **self.home), dwelling("ernaast"), dwelling("ver", "d")], **self.world)


def family(*ages: int, adults: int = 1, **changes: Any) -> Household:
    return Household(adults=adults, children=tuple(Child(age=age, **changes) for age in ages))


def claim(who: str, home: str) -> dict[str, Any]:
    return {"claims": [Claim(person=who, dwelling=home, status=PlacementStatus.AANGEBODEN)]}


def apart(level: ContactLevel, *people: str, **changes: Any) -> dict[str, Any]:
    exclusion = ContactExclusion(id="c", people=frozenset(people or {"ans", "bea"}), level=level, metres=200, **changes)
    return {"contact_exclusions": [exclusion]}


def ban(scope: BanScope, target: str, until: date | None = None) -> dict[str, Any]:
    return {"bans": [Ban(person="ans", scope=scope, target=target, reason="eerder geweigerd", until=until)]}


def convenant(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": "c",
        "name": "c",
        "municipalities": frozenset({"GM-A"}),
        "corporations": frozenset({"corp-1"}),
        "doelgroepen": frozenset({Doelgroep.BW}),
        "start": START,
        "end": END,
    }
    return {"convenanten": [Convenant(**{**values, **changes})]}


def capacity(provider: str, area: str, start: date) -> dict[str, Any]:
    return {"capacities": [SupportCapacity(id="u", provider=provider, area=area, hours=40, used=0, start=start)]}


def wish(area: str) -> tuple[AreaWish, ...]:
    return (AreaWish(area=area, reason=AreaReasonCode.VEILIGHEID),)


YOUTH = Ages(low=18, high=20)
ELDERLY = Ages(low=67, high=80)
MIDDLE_INCOME = IncomeBand(low=30_000, high=40_000)
ABOVE_DAEB = IncomeBand(low=50_000, high=60_000)
YES, NO = True, False

CASES = [
    Case(Rule.UNIT_FREE, YES, home={"units": 2}, world=claim("bea", "thuis")),
    Case(Rule.UNIT_FREE, NO, world=claim("bea", "thuis")),
    Case(Rule.PERSON_FREE, YES, world=claim("bea", "ernaast")),
    Case(Rule.PERSON_FREE, NO, world=claim("ans", "ernaast")),
    Case(Rule.IN_TIME, YES, home={"available_from": END}),
    Case(Rule.IN_TIME, NO, home={"available_from": date(2027, 1, 1)}),
    Case(Rule.IN_TIME, YES, person={"ready_on": date(2026, 11, 12)}),
    Case(Rule.IN_TIME, NO, person={"ready_on": date(2026, 11, 13)}),
    Case(Rule.ROOMS_ENOUGH, YES, person={"household": family(3)}, home={"rooms": 3, "bedrooms": 2}),
    Case(Rule.ROOMS_ENOUGH, NO, person={"household": family(3)}, home={"rooms": 2, "bedrooms": 2}),
    Case(Rule.BEDROOMS_ENOUGH, YES, home={"rooms": 1, "bedrooms": 0}),
    Case(Rule.BEDROOMS_ENOUGH, NO, person={"household": Household(adults=2)}, home={"rooms": 1, "bedrooms": 0}),
    Case(Rule.BEDROOMS_ENOUGH, YES, person={"household": family(3, 11)}, home={"rooms": 3, "bedrooms": 2}),
    Case(Rule.BEDROOMS_ENOUGH, NO, person={"household": family(3, 12)}, home={"rooms": 3, "bedrooms": 2}),
    Case(Rule.BEDROOMS_ENOUGH, NO, person={"household": Household(expected=1)}, home={"bedrooms": 1}),
    Case(Rule.BEDROOMS_ENOUGH, NO, person={"household": family(9, coparented=True)}, home={"bedrooms": 1}),
    Case(
        Rule.BEDROOMS_ENOUGH,
        YES,
        person={"household": family(9, coparented=True)},
        world={"policy": policy(household=HouseholdRules(coparented_need_bedroom=False))},
    ),
    Case(Rule.PERSONS_ALLOWED, YES, person={"household": Household(adults=2)}),
    Case(Rule.PERSONS_ALLOWED, NO, person={"household": Household(adults=3)}),
    Case(Rule.PERSONS_ALLOWED, NO, home={"min_persons": 2}),
    Case(Rule.RENT_WITHIN_CEILING, YES, home={"rent": 71_302}),
    Case(Rule.RENT_WITHIN_CEILING, NO, home={"rent": 71_303}),
    Case(Rule.RENT_WITHIN_CEILING, YES, home={"rent": 76_414}, person={"household": family(1, 2)}),
    Case(Rule.RENT_WITHIN_CEILING, NO, home={"rent": 76_415}, person={"household": family(1, 2)}),
    Case(Rule.RENT_WITHIN_CEILING, NO, home={"rent": 76_414}, person={"household": family(1, 2, coparented=True)}),
    Case(Rule.RENT_WITHIN_CEILING, YES, home={"rent": 49_820}, person={"ages": YOUTH}),
    Case(Rule.RENT_WITHIN_CEILING, NO, home={"rent": 49_821}, person={"ages": YOUTH}),
    Case(Rule.RENT_WITHIN_CEILING, YES, home={"rent": 60_000}, person={"ages": YOUTH, "household": family(1)}),
    Case(Rule.RENT_WITHIN_CEILING, YES, home={"rent": 93_293}, person={"income": MIDDLE_INCOME}),
    Case(Rule.RENT_WITHIN_CEILING, NO, home={"rent": 93_294}, person={"income": MIDDLE_INCOME}),
    Case(Rule.RENT_WITHIN_CEILING, NO, home={"rent": 10_000}, person={"income": ABOVE_DAEB}),
    Case(Rule.RENT_WITHIN_CEILING, NO, home={"rent": 80_000}, person={"income": IncomeBand(low=29_000, high=29_000)}),
    Case(
        Rule.RENT_WITHIN_CEILING,
        YES,
        home={"rent": 80_000},
        person={"income": IncomeBand(low=29_000, high=29_000), "ages": ELDERLY},
    ),
    Case(Rule.RENT_WITHIN_CEILING, YES, home={"rent": 90_000, "corporation": None, "provider": "zorg-2"}),
    Case(
        Rule.RENT_WITHIN_CEILING,
        YES,
        home={"rent": 90_000},
        world={"rent_exceptions": [RentException(person="ans", dwelling="thuis", decision=DECISION)]},
    ),
    Case(
        Rule.RENT_WITHIN_CEILING,
        NO,
        home={"rent": 90_000},
        world={"rent_exceptions": [RentException(person="bea", dwelling="thuis", decision=DECISION)]},
    ),
    Case(Rule.LEVEL_ACCESS, YES, person={"needs": {Need.GELIJKVLOERS}}, home={"offers": {Need.GELIJKVLOERS}}),
    Case(Rule.LEVEL_ACCESS, NO, person={"needs": {Need.GELIJKVLOERS}}, home={"offers": {Need.LIFT}}),
    Case(Rule.LIFT_OR_GROUND, YES, person={"needs": {Need.LIFT}}, home={"floor": 0}),
    Case(Rule.LIFT_OR_GROUND, YES, person={"needs": {Need.LIFT}}, home={"floor": 4, "offers": {Need.LIFT}}),
    Case(Rule.LIFT_OR_GROUND, NO, person={"needs": {Need.LIFT}}, home={"floor": 1}),
    Case(Rule.WHEELCHAIR, YES, person={"needs": {Need.ROLSTOEL}}, home={"offers": {Need.ROLSTOEL}}),
    Case(Rule.WHEELCHAIR, NO, person={"needs": {Need.ROLSTOEL}}),
    Case(Rule.LOW_STIMULUS, YES, home={"offers": {Need.PRIKKELARM}}),
    Case(Rule.LOW_STIMULUS, NO, person={"needs": {Need.PRIKKELARM}}),
    Case(Rule.WOONVORM_FITS, YES, home={"woonvorm": Woonvorm.OMKLAP}),
    Case(Rule.WOONVORM_FITS, NO, home={"woonvorm": Woonvorm.TUSSENVORM}),
    Case(Rule.CONTRACT_SHARED, YES, person={"contract_forms": {ContractForm.OMKLAP, ContractForm.OPSTAP}}),
    Case(Rule.CONTRACT_SHARED, NO, person={"contract_forms": {ContractForm.OPSTAP}}),
    Case(Rule.LABEL_FITS, YES, home={"label": Label(name="jongeren", age_max=23)}, person={"ages": YOUTH}),
    Case(Rule.LABEL_FITS, NO, home={"label": Label(name="jongeren", age_max=23)}, person={"ages": Ages(low=22, high=24)}),
    Case(Rule.LABEL_FITS, NO, home={"label": Label(name="23+", age_min=23)}, person={"ages": Ages(low=22, high=24)}),
    Case(Rule.LABEL_FITS, YES, home={"label": Label(name="ggz", doelgroepen=frozenset({Doelgroep.BW}))}),
    Case(Rule.LABEL_FITS, NO, home={"label": Label(name="ggz", doelgroepen=frozenset({Doelgroep.GGZ}))}),
    Case(Rule.SHARED_ACCEPTED, YES, home={"shared": True}, person={"accepts_shared": True}),
    Case(Rule.SHARED_ACCEPTED, NO, home={"shared": True}),
    Case(Rule.SHARED_ACCEPTED, NO, home={"shared": True}, person={"accepts_shared": True, "household": family(1)}),
    Case(Rule.AREA_NOT_EXCLUDED, YES, person={"excluded": wish("wijk-b")}),
    *(Case(Rule.AREA_NOT_EXCLUDED, NO, person={"excluded": wish(area)}) for area in ("wijk-a", "buurt-a", "GM-A")),
    Case(Rule.CONTACT_EXCLUSION, YES, world=apart(ContactLevel.COMPLEX)),
    Case(Rule.CONTACT_EXCLUSION, NO, home={"complex": "complex-b", "buurt": "buurt-b"}, world=apart(ContactLevel.COMPLEX)),
    Case(Rule.CONTACT_EXCLUSION, NO, home={"buurt": "buurt-b"}, world=apart(ContactLevel.BUURT)),
    Case(Rule.CONTACT_EXCLUSION, NO, world=apart(ContactLevel.COMPLEX) | claim("bea", "ernaast")),
    Case(Rule.CONTACT_EXCLUSION, YES, home={"complex": None}, world=apart(ContactLevel.COMPLEX) | claim("bea", "ernaast")),
    Case(Rule.CONTACT_EXCLUSION, NO, world=apart(ContactLevel.COMPLEX, "ans", protected=frozenset({"thuis"}))),
    Case(Rule.CONTACT_EXCLUSION, YES, world=apart(ContactLevel.AFSTAND) | claim("bea", "ver")),
    Case(
        Rule.CONTACT_EXCLUSION,
        NO,
        world=apart(ContactLevel.AFSTAND, close=frozenset({("ver", "thuis")})) | claim("bea", "ver"),
    ),
    Case(Rule.SUPPORT_ASKED, YES, person={"support": Support(provider=None, hours=0)}),
    Case(Rule.SUPPORT_ASKED, NO, person={"support": Support(provider=None, hours=2)}),
    Case(Rule.SUPPORT_CONTRACTED, YES, world=capacity("zorg-1", "wijk-a", START)),
    Case(Rule.SUPPORT_CONTRACTED, NO, world=capacity("zorg-1", "GM-B", START)),
    Case(Rule.SUPPORT_CONTRACTED, NO, world=capacity("zorg-2", "GM-A", START)),
    Case(Rule.SUPPORT_CONTRACTED, NO, world=capacity("zorg-1", "GM-A", date(2026, 10, 2))),
    Case(Rule.SUPPORT_CONTRACTED, YES, person={"support": Support(provider=None, hours=2)}, world={"capacities": []}),
    Case(Rule.CONVENANT_COVERS, YES, world=convenant()),
    Case(Rule.CONVENANT_COVERS, NO, world=convenant(municipalities=frozenset({"GM-B"}))),
    Case(Rule.CONVENANT_COVERS, NO, world=convenant(corporations=frozenset({"corp-2"}))),
    Case(Rule.CONVENANT_COVERS, NO, world=convenant(doelgroepen=frozenset({Doelgroep.DETENTIE}))),
    Case(Rule.CONVENANT_COVERS, NO, world=convenant(start=date(2026, 1, 1), end=date(2026, 9, 30))),
    Case(Rule.CONVENANT_COVERS, YES, home={"corporation": None, "provider": "zorg-1"}, world={"convenanten": []}),
    Case(Rule.NUISANCE_FILE, YES, home={"nuisance_file": True}),
    Case(Rule.NUISANCE_FILE, NO, home={"nuisance_file": True}, person={"care": Begeleiding.ZWAAR}),
    Case(Rule.NOT_BANNED, NO, world=ban(BanScope.WONING, "thuis")),
    Case(Rule.NOT_BANNED, YES, world=ban(BanScope.WONING, "ver")),
    Case(Rule.NOT_BANNED, NO, world=ban(BanScope.GEBIED, "wijk-a")),
    Case(Rule.NOT_BANNED, NO, world=ban(BanScope.CORPORATIE, "corp-1")),
    Case(Rule.NOT_BANNED, NO, world=ban(BanScope.WONING, "thuis", until=date(2026, 10, 2))),
    Case(Rule.NOT_BANNED, YES, world=ban(BanScope.WONING, "thuis", until=START)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{'ja' if case.holds else 'nee'}")
def test_rule(case: Case) -> None:
    broken = broken_rules(Pairs(case.round()), "ans", "thuis")
    assert (case.rule not in broken) is case.holds


@pytest.mark.parametrize("rule", list(Rule))
def test_every_rule_has_a_satisfied_and_a_violated_world(rule: Rule) -> None:
    assert {case.holds for case in CASES if case.rule is rule} == {True, False}


def test_every_code_is_the_name_of_its_function() -> None:
    assert {rule.value: function.__name__ for rule, function in RULES.items()} == {
        rule.value: rule.value for rule in Rule
    }


def test_a_pair_that_breaks_nothing_is_allowed_and_breaks_are_counted_per_person() -> None:
    eligibility = check_pairs(world([person("ans", excluded=wish("wijk-a"))], [dwelling("een"), dwelling("twee", "b")]))
    assert eligibility.allowed.tolist() == [[False, True]]
    assert {rule: counts.tolist() for rule, counts in eligibility.broken.items() if counts.any()} == {
        Rule.AREA_NOT_EXCLUDED: [1]
    }


def test_whom_a_dwelling_fits_alone_is_the_same_whoever_else_is_there() -> None:
    """Nothing of others, nor a file or a ban that may come from them, plays a part."""
    people = [person("ans"), person("bea"), person("cas", needs=frozenset({Need.LIFT}), care=Begeleiding.ZWAAR)]
    homes = [dwelling("h1"), dwelling("h2", "b", nuisance_file=True, floor=3)]
    alone = world(people, homes)
    apart = ContactExclusion(
        id="C", people=frozenset({"ans", "bea"}), level=ContactLevel.BUURT, protected=frozenset({"h1", "h2"})
    )
    among = replace(
        alone,
        claims=(Claim(person="bea", dwelling="h1", status=PlacementStatus.AKKOORD),),
        contact_exclusions=(apart,),
        bans=(Ban(person="cas", scope=BanScope.WONING, target="h1", reason="nee"),),
    )
    assert not check_pairs(among).allowed.any()
    assert fitting_alone(among) == fitting_alone(alone) == {"ans", "bea", "cas"}
    assert fitting_alone(replace(alone, people=(person("dirk", household=Household(adults=9)),))) == frozenset()
