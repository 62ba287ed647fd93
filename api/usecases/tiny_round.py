"""A round that is solved in a moment: two people, two dwellings, and one way to house both."""

from __future__ import annotations

from datetime import date

from optimizer.agreements import Convenant
from optimizer.people import Ages, IncomeBand, Support, Uitstromer
from optimizer.policy import AreaLevel, Begeleiding, ContractForm, Policy, RentAmounts
from optimizer.round import Round
from optimizer.supply import Area, Doelgroep, Dwelling, Municipality, Organisation, Woonvorm

START, END = date(2026, 10, 1), date(2026, 12, 31)
_AMOUNTS = RentAmounts(
    year=2026, source="voorbeeld", income_single=29_400, income_more=39_925, income_single_elderly=28_775,
    income_more_elderly=38_650, daeb_single=51_537, daeb_more=56_910, cap_young=49_820, cap_low=71_302, cap_high=76_414,
    rent_limit=93_293, elderly_from=67, young_until=20,
)  # fmt: skip


def tiny_round() -> Round:
    """The round. Only A may have the dear dwelling, so B must get the other."""
    return Round(
        id="proef",
        name="Proef",
        start=START,
        end=END,
        policy=Policy(name="proef", amounts=(_AMOUNTS,)),
        municipalities=(Municipality(id="GM-1", name="Proefdorp"),),
        areas=(
            Area(id="WK-1", name="Proefwijk", level=AreaLevel.WIJK, municipality="GM-1"),
            Area(id="BU-1", name="Proefbuurt", level=AreaLevel.BUURT, municipality="GM-1"),
        ),
        corporations=(Organisation(id="corporatie", name="Proefcorporatie"),),
        providers=(Organisation(id="zorg", name="Proefzorg"),),
        people=(_person("A", 33_000), _person("B", 16_000)),
        dwellings=(_dwelling("W-1", 75_000), _dwelling("W-2", 45_000)),
        convenanten=(_convenant(),),
    )


def _person(name: str, income: int) -> Uitstromer:
    return Uitstromer(
        id=name,
        provider="zorg",
        legal_basis="proef",
        doelgroep=Doelgroep.BW,
        registered_on=START,
        ready_on=START,
        ages=Ages(low=40, high=40),
        income=IncomeBand(low=income, high=income),
        care=Begeleiding.LICHT,
        support=Support(provider=None, hours=0),
        woonvormen=frozenset({Woonvorm.ZELFSTANDIG}),
        contract_forms=frozenset({ContractForm.HUUR}),
    )


def _dwelling(name: str, rent: int) -> Dwelling:
    return Dwelling(
        id=name,
        municipality="GM-1",
        wijk="WK-1",
        buurt="BU-1",
        corporation="corporatie",
        rent=rent,
        rooms=2,
        bedrooms=1,
        max_persons=2,
        available_from=START,
        contract_forms=frozenset({ContractForm.HUUR}),
    )


def _convenant() -> Convenant:
    return Convenant(
        id="convenant",
        name="Proefconvenant",
        municipalities=frozenset({"GM-1"}),
        corporations=frozenset({"corporatie"}),
        doelgroepen=frozenset({Doelgroep.BW}),
        start=date(2026, 1, 1),
        end=END,
    )
