"""A round and a proposal with something in every collection and in every optional field."""

from __future__ import annotations

from datetime import date

from optimizer.agreements import (
    Ban,
    BanScope,
    Claim,
    Consent,
    ContactExclusion,
    ContactLevel,
    Link,
    LinkScope,
    Pin,
    PinReason,
    PlacementStatus,
    Previous,
    Quota,
    QuotaBasis,
    RentException,
)
from optimizer.draagkracht import Colour, Draagkracht
from optimizer.explanations import (
    Alternative,
    Easing,
    Effect,
    Explanations,
    Giving,
    Grounds,
    Hope,
    How,
    Move,
    Nearest,
    Opening,
    Outcome,
    Resolved,
    Tie,
    TieKind,
    Vacancy,
    Worth,
)
from optimizer.people import (
    Anchor,
    AnchorKind,
    AreaReasonCode,
    AreaWish,
    Band,
    Child,
    Deadline,
    DeadlineBasis,
    Designation,
    Home,
    Household,
)
from optimizer.policy import Begeleiding, ContractForm, Goal
from optimizer.proposal import (
    Blocked,
    Cause,
    Change,
    Conflict,
    Demand,
    GoalValue,
    JointRule,
    LimitUse,
    Placement,
    Proposal,
    QuotaUse,
    Rule,
    RuleCount,
    Settings,
    Status,
    SupportUse,
    Unplaced,
    WayOut,
)
from optimizer.round import Round
from optimizer.supply import Doelgroep, Label, Need
from tests.worlds import DECISION, START, cap, dwelling, person, policy, world


def full_round() -> Round:
    """Two registrations that move together, and one that has a home already."""
    mother = person(
        "mère",
        household=Household(adults=1, children=(Child(age=3), Child(age=14, coparented=True)), expected=1),
        deadline=Deadline(on=date(2026, 12, 1), basis=DeadlineBasis.ONTSLAG),
        needs=frozenset({Need.LIFT, Need.PRIKKELARM}),
        designated=Designation(municipality="GM-B", reason="netwerk"),
        responsible="GM-A",
        returns=False,
        excluded=(AreaWish(area="wijk-b", reason=AreaReasonCode.VERLEDEN),),
        preferred=(AreaWish(area="GM-B", reason=AreaReasonCode.WERK),),
        anchors=(Anchor(kind=AnchorKind.NETWERK, bands=(Band(area="wijk-c", band=1), Band(area="GM-A", band=3))),),
        home=Home(areas=frozenset({"wijk-d", "GM-B"}), counted=True),
    )
    label = Label(name="jong", age_max=23, doelgroepen=frozenset({Doelgroep.JEUGD18, Doelgroep.MO}), max_stay_months=18)
    shared = {"corporation": None, "provider": "zorg-2", "portiek": None, "shared": True, "label": label, "units": 2}
    return world(
        [mother, person("ans"), person("bob")],
        [dwelling("d1"), dwelling("d2", "c", **shared), dwelling("d3", offers=frozenset(Need))],
        limits=[
            cap("wijk-a", 3, consent=Consent(extra=1, decision=DECISION), reserved_for_zwaar=1),
            cap("GM-B", 9, provisional=True),
        ],
        quotas=[
            Quota(id="q1", name="Één", basis=QuotaBasis.OPGAVE, municipality="GM-A", maximum=4),
            Quota(id="q2", name="Twee", basis=QuotaBasis.LEVERING, doelgroepen=frozenset(Doelgroep)),
        ],
        claims=[Claim(person="bob", dwelling="d2", status=PlacementStatus.AANGEBODEN)],
        pins=[Pin(person="ans", dwelling="d3", reason=PinReason.BESLUIT, motivation="“spoed”\n\u2028")],
        bans=[Ban(person="ans", scope=BanScope.WONING, target="d1", reason="geweigerd", until=date(2027, 1, 1))],
        rent_exceptions=[RentException(person="ans", dwelling="d1", decision=DECISION)],
        links=[Link(id="l", people=frozenset({"mère", "ans"}), scope=LinkScope.GEMEENTE)],
        contact_exclusions=[
            ContactExclusion(
                id="x",
                people=frozenset({"ans", "bob"}),
                level=ContactLevel.AFSTAND,
                metres=500,
                protected=frozenset({"d1", "d2"}),
                close=frozenset({("d3", "d1"), ("d1", "d2")}),
            )
        ],
        previous=[Previous(person="mère", dwelling="d1")],
        draagkracht=[
            Draagkracht(
                area="wijk-a",
                colour=Colour.ORANJE,
                proposed=3,
                certainty=80,
                steps=("Laag inkomen: 46,2%.", "Klasse oranje."),
                turns=("Zonder WOZ-waarde: groen.",),
            )
        ],
        policy=policy(nuisance_binds=frozenset(Begeleiding), goals=(Goal.SPREAD, Goal.FIT)),
        origin_of_data="synthetisch",
    )


def full_proposal() -> Proposal:
    """Two placed, one not; the conflicts are only there to be written."""
    return Proposal(
        round_id="ronde",
        round_digest="0" * 64,
        status=Status.PROVEN,
        placements=(
            Placement(person="ans", dwelling="d1", start=START, contract=ContractForm.HUUR, pinned=True),
            Placement(person="één", dwelling="d2", start=START, contract=ContractForm.OMKLAP, rent_exception=True),
        ),
        unplaced=(
            Unplaced(
                person="bob",
                cause=Cause.ALL_TAKEN,
                rules=(RuleCount(rule=Rule.IN_TIME, dwellings=2),),
                eligible=2,
                taken=1,
                blocked_by=(Blocked(rule=JointRule.AREA_LIMIT, id="grens", dwellings=1),),
                open=0,
                needs_decision=True,
            ),
        ),
        limits=(LimitUse(limit="grens", cap=3, used=1, claimed=1, planned=1),),
        quotas=(QuotaUse(quota="q", minimum=1, maximum=None, already=0, claimed=0, planned=2, shortfall=0),),
        capacities=(SupportUse(capacity="uren", hours=10, used=1, claimed=2, planned=3),),
        goals=(GoalValue(goal=Goal.OVERDUE, value=2, bound=2), GoalValue(goal=Goal.FIT, value=1, bound=None)),
        conflicts=(
            Conflict(
                demands=(
                    Demand(rule=JointRule.PIN_KEPT, id="ans", dwelling="d1"),
                    Demand(rule=JointRule.AREA_LIMIT, id="grens"),
                )
            ),
            Conflict(
                demands=(Demand(rule=JointRule.PIN_KEPT, id="bob", dwelling="d1"),),
                facts=(Rule.IN_TIME, JointRule.UNIT_ONCE),
            ),
        ),
        settings=Settings(seed=7, time_limit=60),
        rules_version="1",
        solver="toets",
        way_out=WayOut(
            changes=(
                Change(demand=Demand(rule=JointRule.AREA_LIMIT, id="grens"), by=2),
                Change(demand=Demand(rule=JointRule.PIN_KEPT, id="bob", dwelling="d1")),
            ),
            witness=(("ans", "d1"),),
        ),
    )


def full_explanations() -> Explanations:
    """One of everything; they are only there to be written."""
    effects = (Effect(goal=Goal.OVERDUE, by=1), Effect(goal=Goal.FIT, by=-2))
    moves = (Move(person="ans", dwelling="d2"), Move(person="één", dwelling=""))
    alternative = Alternative(how=How.INSTEAD, dwelling="d2", other="één", moves=moves, effects=effects)
    easing = Easing(kind=Giving.RENT, dwelling="d1", person="bob", by=12)
    resolved = Resolved(outcome=Outcome.PLACED, placements=(("bob", "d1"),), effects=effects)
    opening = Opening(person="bob", dwelling="d1", easings=(easing,), effects=effects, resolved=resolved)
    return Explanations(
        round_digest="0" * 64,
        proposal_digest="1" * 64,
        placed=(
            Grounds(
                person="ans",
                dwelling="d1",
                serves=effects,
                alternatives=(alternative,),
                found=3,
                tie=Tie(kind=TieKind.INTERCHANGEABLE, moves=moves),
            ),
        ),
        unplaced=(Hope(person="bob", openings=(opening,), alternatives=(alternative,), found=1, linked=True),),
        vacancies=(
            Vacancy(
                dwelling="d3",
                waiting=2,
                fitting=1,
                broken=((Rule.IN_TIME, 1),),
                nearest=(Nearest(person="bob", rule=Rule.IN_TIME),),
                openings=(opening,),
            ),
        ),
        worths=(Worth(easing=easing, proven=True, placements=(("bob", "d1"),), effects=effects),),
    )
