"""Every demand, fact and change in the words of the coordinator; ids that are nowhere are told as they are."""

from __future__ import annotations

import pytest

from api.texts.clash import WAY_OUT, WAY_OUT_NOTE, change_sentence, clash_lines, conflict_sentence
from optimizer.agreements import (
    ContactExclusion,
    ContactLevel,
    Link,
    LinkScope,
    Pin,
    PinReason,
    Quota,
    QuotaBasis,
    SupportCapacity,
)
from optimizer.proposal import Change, Conflict, Demand, JointRule, Rule, WayOut
from tests.worlds import START, cap, dwelling, person, policy, world

ROUND = world(
    [person("ans"), person("bea"), person("cas")],
    [dwelling("w"), dwelling("x")],
    pins=[
        Pin(person="ans", dwelling="w", reason=PinReason.BESLUIT),
        Pin(person="bea", dwelling="x", reason=PinReason.AANGEBODEN),
    ],
    policy=policy(disruption_budget=1),
    limits=[cap("wijk-a", 2)],
    capacities=[SupportCapacity(id="uren", provider="zorg-1", area="GM-A", hours=1, used=0, start=START)],
    quotas=[Quota(id="q", name="Noord", basis=QuotaBasis.LEVERING, minimum=3, maximum=3, binding=True)],
    links=[Link(id="l", people=frozenset({"ans", "bea", "cas"}), scope=LinkScope.WIJK)],
    contact_exclusions=[ContactExclusion(id="c", people=frozenset({"bea", "cas"}), level=ContactLevel.BUURT)],
)
PIN = Demand(rule=JointRule.PIN_KEPT, id="ans", dwelling="w")
OTHER_PIN = Demand(rule=JointRule.PIN_KEPT, id="bea", dwelling="x")


def demand(rule: JointRule, name: str) -> Demand:
    return Demand(rule=rule, id=name)


@pytest.mark.parametrize(
    ("conflict", "sentence"),
    [
        (Conflict(demands=(PIN,), facts=(Rule.LEVEL_ACCESS, Rule.LIFT_OR_GROUND)),
         ("ans in w: De persoon heeft een gelijkvloerse woning nodig. Dat is deze niet. "
          "De persoon heeft een lift of begane grond nodig. Die is er niet.")),
        (Conflict(demands=(PIN, OTHER_PIN), facts=(JointRule.UNIT_ONCE,)),
         "ans in w, bea in x: Een woning kan maar één keer worden toegewezen. Het gaat om w."),
        (Conflict(demands=(PIN, OTHER_PIN), facts=(JointRule.PERSON_ONCE,)),
         "ans in w, bea in x: Een persoon kan maar één woning krijgen. Het gaat om ans."),
        (Conflict(demands=(PIN, demand(JointRule.AREA_LIMIT, "grens wijk-a"))),
         "ans in w: De grens van het gebied is bereikt. Het gaat om wijk a."),
        (Conflict(demands=(PIN, demand(JointRule.LINKED_TOGETHER, "l"))),
         "ans in w: ans, bea en cas worden samen geplaatst, in dezelfde wijk, of geen van allen (koppeling l)."),
        (Conflict(demands=(demand(JointRule.QUOTA_MINIMUM, "q"),)),
         "Het afgesproken minimum moet worden gehaald. Het gaat om Noord. Dat kan niet, ook als al het andere wijkt."),
        (Conflict(demands=(PIN, demand(JointRule.DISRUPTION_BUDGET, ""))),
         "ans in w: Er mogen niet meer mensen hun plaats verliezen dan is afgesproken. Dat zijn er hoogstens 1."),
        (Conflict(demands=(PIN, demand(JointRule.LINKED_TOGETHER, "weg"))),
         "ans in w: Deze aanmeldingen worden samen geplaatst, of geen van beide. Het gaat om weg."),
        (Conflict(demands=(), facts=(JointRule.UNIT_ONCE,)), "Een woning kan maar één keer worden toegewezen."),
    ],
)  # fmt: skip
def test_a_conflict_in_a_sentence(conflict: Conflict, sentence: str) -> None:
    assert conflict_sentence(conflict, ROUND) == sentence


def test_a_contactuitsluiting_never_names_the_other() -> None:
    conflict = Conflict(demands=(OTHER_PIN, demand(JointRule.CONTACT_APART, "c")))
    assert conflict_sentence(conflict, ROUND) == (
        "bea in x: Twee mensen mogen hier niet bij elkaar in de buurt wonen. Het gaat om c."
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change(demand=PIN), "Laat de vaste plaatsing van ans in w los."),
        (Change(demand=OTHER_PIN), "Laat de vaste plaatsing van bea in x los. Die is al aangeboden: overleg eerst."),
        (Change(demand=demand(JointRule.LINKED_TOGETHER, "l")),
         "Plaats ans, bea en cas los van elkaar. Vraag eerst of zij dat willen."),
        (Change(demand=demand(JointRule.AREA_LIMIT, "grens wijk-a"), by=2),
         "Verhoog de grens van wijk a met 2. Vraag toestemming aan gemeente en corporatie."),
        (Change(demand=demand(JointRule.SUPPORT_HOURS, "uren"), by=3),
         "Regel 3 uur begeleiding per week meer: Zorg 1, Aadorp."),
        (Change(demand=demand(JointRule.QUOTA_MAXIMUM, "q"), by=1),
         "Verhoog het maximum van de afspraak Noord met 1 huishouden. Vraag die partij om toestemming."),
        (Change(demand=demand(JointRule.QUOTA_MINIMUM, "q"), by=2),
         "Verlaag het minimum van de afspraak Noord met 2 huishoudens. Overleg eerst met die partij."),
        (Change(demand=demand(JointRule.DISRUPTION_BUDGET, ""), by=1),
         "Laat 1 mens meer van plaats wisselen dan het beleid toestaat."),
        (Change(demand=demand(JointRule.LINKED_TOGETHER, "weg")),
         "Plaats weg los van elkaar. Vraag eerst of zij dat willen."),
        (Change(demand=demand(JointRule.AREA_LIMIT, "weg"), by=2), "Verhoog de grens van weg met 2."),
    ],
)  # fmt: skip
def test_a_change_in_a_sentence(change: Change, sentence: str) -> None:
    assert change_sentence(change, ROUND) == sentence


def test_for_a_terminal_first_what_clashes_and_then_the_way_out() -> None:
    conflict = Conflict(demands=(PIN,), facts=(Rule.LOW_STIMULUS,))
    lines = list(clash_lines([conflict], WayOut(changes=(Change(demand=PIN),), witness=()), ROUND))
    let_go = f"  {change_sentence(Change(demand=PIN), ROUND)}"
    assert lines == [f"  {conflict_sentence(conflict, ROUND)}", "", WAY_OUT, let_go, WAY_OUT_NOTE]
    assert list(clash_lines([], None, ROUND)) == []
