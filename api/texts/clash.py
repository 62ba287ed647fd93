"""What clashes and what would end that, in plain Dutch (B1), for the coordinator alone.

A contactuitsluiting is named by its id; who it is about follows only from pins that are told anyhow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.pages.words import listed
from optimizer.agreements import Link, LinkScope, PinReason
from optimizer.explain import Audience, names_of_limits, rule_text
from optimizer.proposal import Change, Conflict, Demand, JointRule, Rule, WayOut
from optimizer.round import Round

WAY_OUT = "De kleinste verandering waarmee het wel kan:"
WAY_OUT_NOTE = "Zo wijken er zo weinig mogelijk eisen. U kunt ook iets anders kiezen en opnieuw laten rekenen."
# What was said to others must be taken back with them (settled: what is sent, accepted or offered stays put).
TOLD_OTHERS = (PinReason.VERSTUURD, PinReason.AKKOORD, PinReason.AANGEBODEN)
SCOPES = {
    LinkScope.RONDE: "",
    LinkScope.GEMEENTE: ", in dezelfde gemeente",
    LinkScope.WIJK: ", in dezelfde wijk",
    LinkScope.BUURT: ", in dezelfde buurt",
    LinkScope.COMPLEX: ", in hetzelfde complex",
}


def clash_lines(conflicts: Iterable[Conflict], way_out: WayOut | None, round_: Round) -> Iterator[str]:
    """Everything about it for a terminal; nothing where nothing clashes."""
    yield from (f"  {conflict_sentence(conflict, round_)}" for conflict in conflicts)
    if way_out is not None:
        yield from ("", WAY_OUT, *(f"  {change_sentence(change, round_)}" for change in way_out.changes), WAY_OUT_NOTE)


def conflict_sentence(conflict: Conflict, round_: Round) -> str:
    """Which fixed placements clash, and on what."""
    pins = ", ".join(f"{person} in {dwelling}" for person, dwelling in pins_of(conflict))
    return ": ".join(filter(None, (pins, why_clash(conflict, round_))))


def pins_of(conflict: Conflict) -> tuple[tuple[str, str], ...]:
    """The fixed placements of a conflict."""
    return tuple((demand.id, demand.dwelling) for demand in conflict.demands if demand.rule is JointRule.PIN_KEPT)


def why_clash(conflict: Conflict, round_: Round) -> str:
    """What the fixed placements break, or what else can't be kept together."""
    facts = [_fact(fact, conflict) for fact in conflict.facts]
    others = [_demand(demand, round_) for demand in conflict.demands if demand.rule is not JointRule.PIN_KEPT]
    alone = ["Dat kan niet, ook als al het andere wijkt."] if len(conflict.demands) == len(others) == 1 else []
    return " ".join((*facts, *others, *alone))


def _fact(fact: Rule | JointRule, conflict: Conflict) -> str:
    sentence = rule_text(fact, Audience.COORDINATOR).sentence
    for person, dwelling in pins_of(conflict)[:1]:
        if isinstance(fact, JointRule):
            return f"{sentence} Het gaat om {person if fact is JointRule.PERSON_ONCE else dwelling}."
    return sentence


def _demand(demand: Demand, round_: Round) -> str:
    """A demand that is no fixed placement."""
    link = _links(round_).get(demand.id)
    if demand.rule is JointRule.LINKED_TOGETHER and link is not None:
        together = f"{_people_of(link)} worden samen geplaatst{SCOPES[link.scope]}, of geen van allen"
        return f"{together} (koppeling {link.id})."
    sentence = rule_text(demand.rule, Audience.COORDINATOR).sentence
    if demand.rule is JointRule.DISRUPTION_BUDGET:
        return f"{sentence} Dat zijn er hoogstens {round_.policy.disruption_budget}."
    return f"{sentence} Het gaat om {_name(demand, round_)}."


def _links(round_: Round) -> dict[str, Link]:
    return {link.id: link for link in round_.links}


def _people_of(link: Link) -> str:
    return listed(sorted(link.people))


def _name(demand: Demand, round_: Round) -> str:
    return names_of_limits(round_).get(demand.id, demand.id)


def change_sentence(change: Change, round_: Round) -> str:
    """What somebody would have to do, and whom to ask."""
    demand, by, name = change.demand, change.by, _name(change.demand, round_)
    match demand.rule:
        case JointRule.PIN_KEPT | JointRule.LINKED_TOGETHER:
            return _let_go(demand, round_)
        case JointRule.AREA_LIMIT:
            return f"Verhoog de grens van {name} met {by}.{_owner(demand, round_)}"
        case JointRule.DISRUPTION_BUDGET:
            return f"Laat {by} {'mens' if by == 1 else 'mensen'} meer van plaats wisselen dan het beleid toestaat."
        case JointRule.SUPPORT_HOURS:
            return f"Regel {by} uur begeleiding per week meer: {name}."
        case JointRule.QUOTA_MAXIMUM:
            return f"Verhoog het maximum van de afspraak {name} met {_households(by)}. Vraag die partij om toestemming."
        case _:
            return f"Verlaag het minimum van de afspraak {name} met {_households(by)}. Overleg eerst met die partij."


def _let_go(demand: Demand, round_: Round) -> str:
    if demand.rule is JointRule.LINKED_TOGETHER:
        link = _links(round_).get(demand.id)
        people = demand.id if link is None else _people_of(link)
        return f"Plaats {people} los van elkaar. Vraag eerst of zij dat willen."
    reasons = {(pin.person, pin.dwelling): pin.reason for pin in round_.pins}
    reason = reasons.get((demand.id, demand.dwelling))
    sentence = f"Laat de vaste plaatsing van {demand.id} in {demand.dwelling} los."
    return f"{sentence} Die is {reason}: overleg eerst." if reason in TOLD_OTHERS else sentence


def _owner(demand: Demand, round_: Round) -> str:
    owners = {limit.id: limit.decision.by for limit in round_.limits}
    return f" Vraag toestemming aan {owners[demand.id]}." if demand.id in owners else ""


def _households(number: int) -> str:
    return "1 huishouden" if number == 1 else f"{number} huishoudens"
