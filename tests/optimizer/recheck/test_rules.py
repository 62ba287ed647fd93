"""One satisfied and one violated tiny world per rule, and the edges that the docstrings name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
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
from optimizer.people import Ages, AreaReasonCode, AreaWish, Child, Home, Household, IncomeBand, Support
from optimizer.policy import Begeleiding, ContractForm, HouseholdRules
from optimizer.proposal import Rule
from optimizer.recheck.rules import RULES
from optimizer.round import Round
from optimizer.supply import Doelgroep, Dwelling, Label, Need, Woonvorm
from optimizer.verify import broken_rules, violations_of
from tests.worlds import AMOUNTS_2026, DECISION, END, START, dwelling, person, policy, world

ADA = ("ada", "huis")


def pair(who: dict[str, Any] | None = None, what: dict[str, Any] | None = None, **changes: Any) -> Round:
    """Ada and one house, with these fields changed, and Bo, who is there to be in the way."""
    people = [person("ada", **(who or {})), person("bo")]
    homes = [dwelling("huis", **(what or {})), dwelling("elders", wijk="d")]
    return world(people, homes, **changes)


def claim(who: str, where: str) -> Claim:
    return Claim(person=who, dwelling=where, status=PlacementStatus.VERHUURD)


def ban(scope: BanScope, target: str, until: date | None = None) -> Ban:
    return Ban(person="ada", scope=scope, target=target, reason="eerder conflict", until=until)


def apart(level: ContactLevel, people: Iterable[str] = ("ada", "bo"), **changes: Any) -> ContactExclusion:
    metres = 500 if level is ContactLevel.AFSTAND else 0
    return ContactExclusion(id="contact", people=frozenset(people), level=level, metres=metres, **changes)


def capacity(start: date = START, area: str = "wijk-a", provider: str = "zorg-1") -> SupportCapacity:
    return SupportCapacity(id="uren", provider=provider, area=area, hours=40, used=0, start=start)


def convenant(**changes: Any) -> Convenant:
    values: dict[str, Any] = {
        "id": "convenant",
        "name": "Convenant",
        "municipalities": frozenset({"GM-A"}),
        "corporations": frozenset({"corp-1"}),
        "doelgroepen": frozenset({Doelgroep.BW}),
        "start": START,
        "end": START,
    }
    return Convenant(**{**values, **changes})


def wish(area: str) -> AreaWish:
    return AreaWish(area=area, reason=AreaReasonCode.VEILIGHEID)


def with_needs(*needs: Need) -> dict[str, Any]:
    return {"needs": frozenset(needs)}


PARENT: dict[str, Any] = {"household": Household(children=(Child(age=4),))}
FAMILY_HOME: dict[str, Any] = {"rooms": 3, "bedrooms": 2, "max_persons": 4}
YOUNG = Label(name="jongeren", age_min=18, age_max=23)

# Per rule the round in which Ada may have the house, and the one in which only this rule stands in the way.
WORLDS = {
    Rule.UNIT_FREE: (
        pair(what={"units": 2}, claims=[claim("bo", "huis")]),
        pair(claims=[claim("bo", "huis")]),
    ),
    Rule.PERSON_FREE: (pair(claims=[claim("bo", "elders")]), pair(claims=[claim("ada", "elders")])),
    Rule.IN_TIME: (pair(what={"available_from": END}), pair({"ready_on": START + timedelta(days=43)})),
    Rule.ROOMS_ENOUGH: (
        pair(PARENT, FAMILY_HOME),
        pair(PARENT, {**FAMILY_HOME, "rooms": 2}),
    ),
    Rule.BEDROOMS_ENOUGH: (
        pair(what={"rooms": 1, "bedrooms": 0}),
        pair(PARENT, {**FAMILY_HOME, "bedrooms": 1}),
    ),
    Rule.PERSONS_ALLOWED: (
        pair(PARENT, {**FAMILY_HOME, "max_persons": 2}),
        pair(what={"min_persons": 2}),
    ),
    Rule.RENT_WITHIN_CEILING: (pair(what={"rent": 71_302}), pair(what={"rent": 71_303})),
    Rule.LEVEL_ACCESS: (
        pair(with_needs(Need.GELIJKVLOERS), {"offers": frozenset({Need.GELIJKVLOERS})}),
        pair(with_needs(Need.GELIJKVLOERS)),
    ),
    Rule.LIFT_OR_GROUND: (pair(with_needs(Need.LIFT)), pair(with_needs(Need.LIFT), {"floor": 1})),
    Rule.WHEELCHAIR: (
        pair(with_needs(Need.ROLSTOEL), {"offers": frozenset({Need.ROLSTOEL})}),
        pair(with_needs(Need.ROLSTOEL), {"offers": frozenset({Need.LIFT})}),
    ),
    Rule.LOW_STIMULUS: (
        pair(with_needs(Need.PRIKKELARM), {"offers": frozenset({Need.PRIKKELARM})}),
        pair(with_needs(Need.PRIKKELARM)),
    ),
    Rule.WOONVORM_FITS: (pair(what={"woonvorm": Woonvorm.OMKLAP}), pair(what={"woonvorm": Woonvorm.TUSSENVORM})),
    Rule.CONTRACT_SHARED: (
        pair({"contract_forms": frozenset({ContractForm.OMKLAP})}),
        pair({"contract_forms": frozenset({ContractForm.OPSTAP})}),
    ),
    Rule.LABEL_FITS: (
        pair({"ages": Ages(low=20, high=23)}, {"label": YOUNG, "rent": 40_000}),
        pair({"ages": Ages(low=20, high=24)}, {"label": YOUNG, "rent": 40_000}),
    ),
    Rule.SHARED_ACCEPTED: (pair({"accepts_shared": True}, {"shared": True}), pair(what={"shared": True})),
    Rule.AREA_NOT_EXCLUDED: (pair({"excluded": (wish("wijk-b"),)}), pair({"excluded": (wish("wijk-a"),)})),
    Rule.CONTACT_EXCLUSION: (
        pair(contact_exclusions=[apart(ContactLevel.BUURT)]),
        pair(contact_exclusions=[apart(ContactLevel.BUURT, ["ada"], protected=frozenset({"huis"}))]),
    ),
    Rule.SUPPORT_ASKED: (
        pair({"support": Support(provider=None, hours=0)}),
        pair({"support": Support(provider=None, hours=1)}),
    ),
    Rule.SUPPORT_CONTRACTED: (
        pair(capacities=[capacity()]),
        pair(capacities=[capacity(START + timedelta(days=1))]),
    ),
    Rule.CONVENANT_COVERS: (
        pair(convenanten=[convenant()]),
        pair({"doelgroep": Doelgroep.MO}, convenanten=[convenant()]),
    ),
    Rule.NUISANCE_FILE: (
        pair({"care": Begeleiding.MIDDEN}, {"nuisance_file": True}),
        pair({"care": Begeleiding.ZWAAR}, {"nuisance_file": True}),
    ),
    Rule.NOT_BANNED: (
        pair(bans=[ban(BanScope.WONING, "elders")]),
        pair(bans=[ban(BanScope.WONING, "huis")]),
    ),
}


def test_every_rule_is_checked_in_its_order() -> None:
    assert tuple(RULES) == tuple(Rule)
    assert set(WORLDS) == set(Rule)


@pytest.mark.parametrize("rule", Rule)
def test_rule_holds(rule: Rule) -> None:
    satisfied, _ = WORLDS[rule]
    assert broken_rules(satisfied, *ADA) == ()
    assert violations_of(satisfied, [ADA]) == ()


@pytest.mark.parametrize("rule", Rule)
def test_rule_is_broken_alone(rule: Rule) -> None:
    _, violated = WORLDS[rule]
    assert broken_rules(violated, *ADA) == (rule,)
    (found, *joint) = violations_of(violated, [ADA])
    assert (found.code, found.subject) == (rule.value, "ada + huis")
    assert found.message.endswith(".")
    assert {other.code for other in joint} <= {"unit_once", "person_once"}


def breaks(round_: Round, rule: Rule) -> bool:
    return rule in broken_rules(round_, *ADA)


@pytest.mark.parametrize(
    ("ready", "free", "late"),
    [
        (START + timedelta(days=42), START, False),
        (START, END + timedelta(days=1), True),
        (START, START - timedelta(days=42), False),
        (START, START - timedelta(days=43), True),
        (date(2020, 1, 1), END, False),
    ],
)
def test_in_time_counts_from_the_day_the_dwelling_is_free(ready: date, free: date, late: bool) -> None:
    assert breaks(pair({"ready_on": ready}, {"available_from": free}), Rule.IN_TIME) is late


@pytest.mark.parametrize(
    ("household", "needed"),
    [
        (Household(), 0),
        (Household(adults=2), 1),
        (Household(adults=3), 1),
        (Household(expected=1), 2),
        (Household(children=(Child(age=12), Child(age=15))), 3),
        (Household(children=(Child(age=11), Child(age=3))), 2),
        (Household(children=(Child(age=12), Child(age=3))), 3),
        (Household(children=(Child(age=11), Child(age=3)), expected=1), 3),
        (Household(children=(Child(age=5, coparented=True),)), 2),
    ],
)
def test_bedrooms_needed(household: Household, needed: int) -> None:
    who = {"household": household}
    exact = {"rooms": needed + 1, "bedrooms": needed, "max_persons": 9}
    assert broken_rules(pair(who, exact), *ADA) == ()
    assert breaks(pair(who, {**exact, "rooms": max(1, needed)}), Rule.ROOMS_ENOUGH) is (needed > 0)
    assert breaks(pair(who, {**exact, "bedrooms": max(0, needed - 1)}), Rule.BEDROOMS_ENOUGH) is (needed > 0)


def test_a_coparented_child_that_does_not_count_needs_no_bedroom() -> None:
    rules = policy(household=HouseholdRules(coparented_need_bedroom=False))
    who = {"household": Household(children=(Child(age=5, coparented=True),))}
    assert broken_rules(pair(who, {"rooms": 1, "bedrooms": 0}, policy=rules), *ADA) == ()
    assert breaks(pair(who, {"shared": True}, policy=rules), Rule.SHARED_ACCEPTED)


CHILD = Child(age=4)
HALF = Child(age=4, coparented=True)


@pytest.mark.parametrize(
    ("who", "ceiling"),
    [
        ({}, 71_302),
        ({"income": IncomeBand(low=29_400, high=51_537)}, 71_302),
        ({"income": IncomeBand(low=29_401, high=51_537)}, 93_293),
        ({"income": IncomeBand(low=29_401, high=51_538)}, 0),
        ({"income": IncomeBand(low=28_776, high=30_000), "ages": Ages(low=67, high=70)}, 93_293),
        ({"income": IncomeBand(low=28_776, high=30_000), "ages": Ages(low=66, high=70)}, 71_302),
        ({"ages": Ages(low=20, high=25)}, 49_820),
        ({"ages": Ages(low=21, high=25)}, 71_302),
        ({"ages": Ages(low=20, high=20), "household": Household(adults=2)}, 49_820),
        ({"ages": Ages(low=20, high=20), "household": Household(children=(CHILD,))}, 71_302),
        ({"ages": Ages(low=20, high=20), "household": Household(children=(HALF,))}, 49_820),
        ({"ages": Ages(low=20, high=20), "household": Household(expected=1)}, 49_820),
        ({"household": Household(children=(CHILD, CHILD))}, 76_414),
        ({"household": Household(children=(CHILD, HALF))}, 71_302),
        ({"household": Household(adults=2), "income": IncomeBand(low=39_925, high=56_910)}, 71_302),
        ({"household": Household(adults=2), "income": IncomeBand(low=39_926, high=56_910)}, 93_293),
        ({"household": Household(adults=2), "income": IncomeBand(low=39_926, high=56_911)}, 0),
        (
            {
                "household": Household(adults=2),
                "income": IncomeBand(low=38_651, high=40_000),
                "ages": Ages(low=67, high=67),
            },
            93_293,
        ),
    ],
)
def test_rent_ceiling(who: dict[str, Any], ceiling: int) -> None:
    assert not breaks(pair(who, {"rent": ceiling}), Rule.RENT_WITHIN_CEILING)
    assert breaks(pair(who, {"rent": ceiling + 1}), Rule.RENT_WITHIN_CEILING)


def test_no_ceiling_for_another_landlord_or_with_an_exception() -> None:
    dear = {"rent": 200_000}
    assert broken_rules(pair(what={**dear, "corporation": None, "provider": "zorg-1"}), *ADA) == ()
    exception = RentException(person="ada", dwelling="huis", decision=DECISION)
    assert broken_rules(pair(what=dear, rent_exceptions=[exception]), *ADA) == ()


def test_the_ceiling_is_that_of_the_year_in_which_the_dwelling_is_free() -> None:
    amounts = (AMOUNTS_2026, replace(AMOUNTS_2026, year=2027, cap_low=80_000))
    spring: dict[str, Any] = {"end": date(2027, 3, 31), "policy": policy(amounts=amounts)}
    assert not breaks(
        pair(what={"rent": 80_000, "available_from": date(2027, 1, 1)}, **spring), Rule.RENT_WITHIN_CEILING
    )
    # Free in 2026, leased in 2027: the amounts of 2026.
    ready = {"ready_on": date(2027, 1, 10)}
    december = {"rent": 80_000, "available_from": date(2026, 12, 31)}
    assert broken_rules(pair(ready, december, **spring), *ADA) == (Rule.RENT_WITHIN_CEILING,)
    # Free before the round: the amounts of its first year.
    assert not breaks(pair(what={"rent": 70_000, "available_from": date(2025, 1, 1)}), Rule.RENT_WITHIN_CEILING)


@pytest.mark.parametrize("doelgroepen", [frozenset({Doelgroep.MO}), frozenset({Doelgroep.BW, Doelgroep.MO})])
def test_a_label_may_name_doelgroepen(doelgroepen: frozenset[Doelgroep]) -> None:
    label = Label(name="groep", doelgroepen=doelgroepen)
    assert breaks(pair(what={"label": label}), Rule.LABEL_FITS) is (Doelgroep.BW not in doelgroepen)


@pytest.mark.parametrize(
    ("low", "high", "fits"), [(18, 23, True), (17, 23, False), (18, 24, False), (17, 24, False), (20, 20, True)]
)
def test_the_whole_age_band_lies_within_the_label(low: int, high: int, fits: bool) -> None:
    assert breaks(pair({"ages": Ages(low=low, high=high)}, {"label": YOUNG}), Rule.LABEL_FITS) is not fits


@pytest.mark.parametrize("area", ["GM-A", "wijk-a", "buurt-a", "complex-a"])
def test_every_area_of_a_dwelling_may_be_excluded(area: str) -> None:
    assert breaks(pair({"excluded": (wish(area),)}), Rule.AREA_NOT_EXCLUDED)


def test_shared_is_for_people_alone() -> None:
    accepts: dict[str, Any] = {"accepts_shared": True, "household": Household(expected=1)}
    assert breaks(pair(accepts, {"shared": True, **FAMILY_HOME}), Rule.SHARED_ACCEPTED)


def bo_at_home(*areas: str, level: ContactLevel = ContactLevel.BUURT, what: dict[str, Any] | None = None) -> Round:
    people = [person("ada"), person("bo", home=Home(areas=frozenset(areas)))]
    return world(people, [dwelling("huis", **(what or {}))], contact_exclusions=[apart(level)])


def test_nobody_moves_to_where_the_other_stays_now() -> None:
    assert breaks(bo_at_home("buurt-a"), Rule.CONTACT_EXCLUSION)
    assert not breaks(bo_at_home("buurt-b", "wijk-a", "complex-a"), Rule.CONTACT_EXCLUSION)
    assert breaks(bo_at_home("complex-a", level=ContactLevel.COMPLEX), Rule.CONTACT_EXCLUSION)
    assert not breaks(bo_at_home("buurt-a", level=ContactLevel.COMPLEX), Rule.CONTACT_EXCLUSION)
    assert not breaks(bo_at_home("buurt-a", level=ContactLevel.AFSTAND), Rule.CONTACT_EXCLUSION)
    assert not breaks(
        bo_at_home("complex-a", level=ContactLevel.COMPLEX, what={"complex": None}), Rule.CONTACT_EXCLUSION
    )


def bo_claims(where: Dwelling, exclusion: ContactExclusion, **what: Any) -> Round:
    homes = [dwelling("huis", units=2, **what), *([where] if where.id != "huis" else [])]
    people = [person("ada"), person("bo")]
    return world(people, homes, claims=[claim("bo", where.id)], contact_exclusions=[exclusion])


def test_nobody_moves_to_where_the_other_has_a_live_claim() -> None:
    near, far = dwelling("bij"), dwelling("ver", wijk="b")
    for level in (ContactLevel.BUURT, ContactLevel.COMPLEX):
        assert breaks(bo_claims(near, apart(level)), Rule.CONTACT_EXCLUSION)
        assert not breaks(bo_claims(far, apart(level)), Rule.CONTACT_EXCLUSION)
    loose = dwelling("los", complex=None)
    assert not breaks(bo_claims(loose, apart(ContactLevel.COMPLEX), complex=None), Rule.CONTACT_EXCLUSION)


def test_distance_names_unordered_pairs_and_the_dwelling_itself() -> None:
    far = dwelling("ver", wijk="b")
    for close in (("huis", "ver"), ("ver", "huis")):
        assert breaks(bo_claims(far, apart(ContactLevel.AFSTAND, close=frozenset({close}))), Rule.CONTACT_EXCLUSION)
    assert not breaks(bo_claims(far, apart(ContactLevel.AFSTAND)), Rule.CONTACT_EXCLUSION)
    assert breaks(bo_claims(dwelling("huis"), apart(ContactLevel.AFSTAND)), Rule.CONTACT_EXCLUSION)


def test_the_sentence_about_a_contact_exclusion_does_not_name_the_other() -> None:
    (violation,) = violations_of(bo_at_home("buurt-a"), [ADA])
    assert "bo" not in violation.message.split()


@pytest.mark.parametrize("row", [capacity(area="wijk-b"), capacity(provider="zorg-2"), capacity(date(2026, 10, 2))])
def test_support_needs_a_contract_here_with_this_provider_from_the_start(row: SupportCapacity) -> None:
    assert breaks(pair(capacities=[row]), Rule.SUPPORT_CONTRACTED)
    assert not breaks(pair({"support": Support(provider="zorg-1", hours=0)}, capacities=[row]), Rule.SUPPORT_CONTRACTED)


@pytest.mark.parametrize(
    ("changes", "covered"),
    [
        ({}, True),
        ({"municipalities": frozenset({"GM-B"})}, False),
        ({"corporations": frozenset({"corp-2"})}, False),
        ({"doelgroepen": frozenset()}, False),
        ({"start": date(2026, 10, 2), "end": END}, False),
        ({"start": date(2026, 1, 1), "end": date(2026, 9, 30)}, False),
    ],
)
def test_one_convenant_covers_everything_together(changes: dict[str, Any], covered: bool) -> None:
    round_ = pair(convenanten=[convenant(**changes)])
    assert breaks(round_, Rule.CONVENANT_COVERS) is not covered
    own = pair(what={"corporation": None, "provider": "zorg-1"}, convenanten=[convenant(**changes)])
    assert not breaks(own, Rule.CONVENANT_COVERS)


@pytest.mark.parametrize(
    ("row", "binds"),
    [
        (ban(BanScope.GEBIED, "buurt-a"), True),
        (ban(BanScope.GEBIED, "buurt-b"), False),
        (ban(BanScope.CORPORATIE, "corp-1"), True),
        (ban(BanScope.CORPORATIE, "corp-2"), False),
        (ban(BanScope.WONING, "huis", until=START), False),
        (ban(BanScope.WONING, "huis", until=START + timedelta(days=1)), True),
    ],
)
def test_bans_have_a_scope_and_an_end(row: Ban, binds: bool) -> None:
    assert breaks(pair(bans=[row]), Rule.NOT_BANNED) is binds
