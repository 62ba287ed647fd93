"""What people decide about the placements of a proposal: a pure state machine.

`TRANSITIONS` says who may take which step from where; whatever is not in it can't be done. Until the lease the
coordinator can take a placement back, and after it end it, so nothing is ever locked. Whose placement it is (of whose
dwelling, of whose client) is for who calls this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from optimizer.agreements import Claim, PinReason, PlacementStatus
from optimizer.errors import Fault, InvalidInput
from optimizer.events import Declined, Decliner, Event, Fixed, Refusal, Released, Withdrawn
from optimizer.policy import ContractForm
from optimizer.proposal import Placement
from optimizer.supply import Dwelling


class Actor(StrEnum):
    """The roles that decide about placements."""

    COORDINATOR = "coördinator"
    CORPORATIE = "corporatie"
    ZORGAANBIEDER = "zorgaanbieder"


class Step(StrEnum):
    """What somebody does with a placement.

    - SEND: the proposal of it goes to who lets the dwelling;
    - AGREE: who lets the dwelling agrees;
    - DECLINE: it is off, for a reason of the client, the corporation or the provider;
    - WITHDRAW: the coordinator takes it back before the lease, and the person waits again;
    - OFFER, ACCEPT: the client gets the offer, and says yes;
    - LEASE, FLIP: the contract is signed; an omklap contract goes over to the tenant;
    - COMPLETE: she lives there as any tenant, without nazorg;
    - END: the lease ends for another reason than relapse;
    - RELAPSE: she goes back to care, before or after the lease. A relapse in which she keeps her home is for nazorg.
    """

    SEND = "versturen"
    AGREE = "akkoord geven"
    DECLINE = "weigeren"
    WITHDRAW = "terugnemen"
    OFFER = "aanbieden"
    ACCEPT = "accepteren"
    LEASE = "verhuren"
    FLIP = "omklappen"
    COMPLETE = "afronden"
    END = "beëindigen"
    RELAPSE = "terugval melden"


class Hindrance(StrEnum):
    """What stands in the way of a step: the status, the role, what was filled in, or another live placement."""

    STATUS = "stand"
    ACTOR = "rol"
    INPUT = "invoer"
    TAKEN = "bezet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """Where a step leads, and who may take it for a dwelling of a corporation (see `actors_for`).

    `documented`: a corporation may decline for reasons that follow from papers only.
    """

    to: PlacementStatus
    actors: frozenset[Actor]
    contracts: frozenset[ContractForm] = frozenset(ContractForm)
    needs_reason: bool = False
    needs_motivation: bool = False
    documented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far one placement of a proposal is; `status` None: nobody has sent it yet.

    `landlord`: CORPORATIE, or ZORGAANBIEDER for a place that a provider runs. `before` is the status before the last
    step, `refusal` and `motivation` are those of the last step. Raises InvalidInput unless it has a reason exactly
    where it is declined.
    """

    person: str
    dwelling: str
    contract: ContractForm
    landlord: Actor = Actor.CORPORATIE
    status: PlacementStatus | None = None
    before: PlacementStatus | None = None
    refusal: Refusal | None = None
    motivation: str = ""

    def __post_init__(self) -> None:
        if (self.status is PlacementStatus.GEWEIGERD) != (self.refusal is not None):
            found = "een reden" if self.refusal else "geen reden"
            raise InvalidInput([Fault(("refusal",), found, "een reden bij een weigering, en alleen daar")])

    @property
    def claim(self) -> Claim | None:
        """What it takes of person and dwelling while it is live."""
        if self.status is None or not self.status.live:
            return None
        return Claim(person=self.person, dwelling=self.dwelling, status=self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPossible:
    """A step that can't be taken, and why in Dutch; `status` is the present one as the actor may know it."""

    status: PlacementStatus | None
    hindrance: Hindrance
    message: str


COORDINATOR = frozenset({Actor.COORDINATOR})
LANDLORD = frozenset({Actor.CORPORATIE})
# Whatever a provider may do, the coordinator may do for it.
CARE = COORDINATOR | {Actor.ZORGAANBIEDER}
ANYBODY = frozenset(Actor)

# Whose reasons somebody may give; a client's are recorded by the provider or the coordinator.
REASONS_OF: Mapping[Actor, tuple[Decliner, ...]] = MappingProxyType(
    {
        Actor.COORDINATOR: (Decliner.CLIENT, Decliner.AANBIEDER),
        Actor.CORPORATIE: (Decliner.CORPORATIE,),
        Actor.ZORGAANBIEDER: (Decliner.CLIENT, Decliner.AANBIEDER),
    }
)

_VETO = Transition(to=PlacementStatus.GEWEIGERD, actors=CARE, needs_reason=True)
_REFUSE = replace(_VETO, actors=ANYBODY)
# A corporation stands by its word: once it agreed, only what papers show can change it.
_REFUSE_BY_PAPERS = replace(_REFUSE, documented=True)
_TAKE_BACK = Transition(to=PlacementStatus.BEEINDIGD, actors=COORDINATOR, needs_motivation=True)
_END = replace(_TAKE_BACK, actors=ANYBODY)
# Without a motivation: what there is to say about it is about somebody's health, and stays with the provider.
_RELAPSE = Transition(to=PlacementStatus.TERUGVAL, actors=CARE)
_COMPLETE = Transition(to=PlacementStatus.AFGEROND, actors=CARE)
_OMKLAP = frozenset({ContractForm.OMKLAP})

TRANSITIONS: Mapping[tuple[PlacementStatus | None, Step], Transition] = MappingProxyType(
    {
        (None, Step.SEND): Transition(to=PlacementStatus.VOORGESTELD, actors=COORDINATOR),
        (None, Step.DECLINE): _VETO,
        (PlacementStatus.VOORGESTELD, Step.AGREE): Transition(to=PlacementStatus.AKKOORD, actors=LANDLORD),
        (PlacementStatus.VOORGESTELD, Step.DECLINE): _REFUSE,
        (PlacementStatus.VOORGESTELD, Step.WITHDRAW): _TAKE_BACK,
        (PlacementStatus.VOORGESTELD, Step.RELAPSE): _RELAPSE,
        (PlacementStatus.AKKOORD, Step.OFFER): Transition(to=PlacementStatus.AANGEBODEN, actors=ANYBODY),
        (PlacementStatus.AKKOORD, Step.DECLINE): _REFUSE_BY_PAPERS,
        (PlacementStatus.AKKOORD, Step.WITHDRAW): _TAKE_BACK,
        (PlacementStatus.AKKOORD, Step.RELAPSE): _RELAPSE,
        (PlacementStatus.AANGEBODEN, Step.ACCEPT): Transition(to=PlacementStatus.GEACCEPTEERD, actors=CARE),
        (PlacementStatus.AANGEBODEN, Step.DECLINE): _REFUSE_BY_PAPERS,
        (PlacementStatus.AANGEBODEN, Step.WITHDRAW): _TAKE_BACK,
        (PlacementStatus.AANGEBODEN, Step.RELAPSE): _RELAPSE,
        (PlacementStatus.GEACCEPTEERD, Step.LEASE): Transition(to=PlacementStatus.VERHUURD, actors=ANYBODY),
        (PlacementStatus.GEACCEPTEERD, Step.DECLINE): _REFUSE_BY_PAPERS,
        (PlacementStatus.GEACCEPTEERD, Step.WITHDRAW): _TAKE_BACK,
        (PlacementStatus.GEACCEPTEERD, Step.RELAPSE): _RELAPSE,
        (PlacementStatus.VERHUURD, Step.FLIP): Transition(
            to=PlacementStatus.OMGEKLAPT, actors=ANYBODY, contracts=_OMKLAP
        ),
        # An omklap contract that never went over to the tenant is not completed: it is flipped first, or ends.
        (PlacementStatus.VERHUURD, Step.COMPLETE): replace(_COMPLETE, contracts=frozenset(ContractForm) - _OMKLAP),
        (PlacementStatus.VERHUURD, Step.END): _END,
        (PlacementStatus.VERHUURD, Step.RELAPSE): _RELAPSE,
        (PlacementStatus.OMGEKLAPT, Step.COMPLETE): _COMPLETE,
        (PlacementStatus.OMGEKLAPT, Step.END): _END,
        (PlacementStatus.OMGEKLAPT, Step.RELAPSE): _RELAPSE,
    }
)

# How firm a placement lies in the next round; where she lives, or lived until the case was closed, nobody else goes.
_FIRM: Mapping[PlacementStatus | None, PinReason] = MappingProxyType(
    {
        PlacementStatus.VOORGESTELD: PinReason.VERSTUURD,
        PlacementStatus.AKKOORD: PinReason.AKKOORD,
        PlacementStatus.AANGEBODEN: PinReason.AANGEBODEN,
        PlacementStatus.GEACCEPTEERD: PinReason.AANGEBODEN,
        PlacementStatus.VERHUURD: PinReason.AANGEBODEN,
        PlacementStatus.OMGEKLAPT: PinReason.AANGEBODEN,
        PlacementStatus.AFGEROND: PinReason.AANGEBODEN,
    }
)
_OFFERED = (PlacementStatus.AANGEBODEN, PlacementStatus.GEACCEPTEERD)
_LEASED = (PlacementStatus.VERHUURD, PlacementStatus.OMGEKLAPT)


def standing_of(placement: Placement, dwelling: Dwelling) -> Standing:
    """Where the review of a placement begins."""
    landlord = Actor.CORPORATIE if dwelling.corporation is not None else Actor.ZORGAANBIEDER
    return Standing(
        person=placement.person, dwelling=placement.dwelling, contract=placement.contract, landlord=landlord
    )


def decide(
    standing: Standing,
    step: Step,
    actor: Actor,
    refusal: Refusal | None = None,
    motivation: str = "",
    claims: Iterable[Claim] = (),
    units: int = 1,
) -> Standing | NotPossible:
    """The placement after a step, or why that step can't be taken.

    `claims`: the other placements of the person and in the dwelling, of every round and of the register; `units`:
    how many the dwelling has. They matter to the step that takes person and unit: SEND.
    """
    transition = TRANSITIONS.get((standing.status, step))
    if transition is None:
        return _not_possible(standing, actor, Hindrance.STATUS, _not_now(standing, step, actor))
    objections = (
        (Hindrance.ACTOR, _of_actor(standing, step, transition, actor)),
        (Hindrance.STATUS, _of_contract(standing, step, transition)),
        (Hindrance.INPUT, _of_reason(step, transition, actor, refusal)),
        (Hindrance.INPUT, _of_motivation(step, transition, motivation)),
        (Hindrance.TAKEN, _of_claims(standing, transition, claims, units)),
    )
    for hindrance, message in objections:
        if message is not None:
            return _not_possible(standing, actor, hindrance, message)
    return replace(
        standing, status=transition.to, before=standing.status, refusal=refusal, motivation=motivation.strip()
    )


def steps_for(standing: Standing, actor: Actor) -> tuple[Step, ...]:
    """What somebody can do now, given what the step needs."""
    return tuple(
        step
        for (status, step), transition in TRANSITIONS.items()
        if status is standing.status
        and actor in actors_for(standing, transition)
        and standing.contract in transition.contracts
    )


def actors_for(standing: Standing, transition: Transition) -> frozenset[Actor]:
    """Who may take a step with this placement: in a place that a provider runs, it acts as the corporation does."""
    if standing.landlord is Actor.CORPORATIE or Actor.CORPORATIE not in transition.actors:
        return transition.actors
    return (transition.actors - LANDLORD) | CARE


def shown(status: PlacementStatus | None, actor: Actor) -> PlacementStatus | None:
    """The status as somebody may know it: a relapse tells of somebody's health, so a corporation reads that it ended."""
    if status is PlacementStatus.TERUGVAL and actor is Actor.CORPORATIE:
        return PlacementStatus.BEEINDIGD
    return status


def events_of(standings: Iterable[Standing]) -> tuple[Event, ...]:
    """What the next round must know of the placements of one proposal.

    - not sent: nothing, the calculation is free to change it;
    - live or afgerond: it stays put;
    - declined: the pair is banned; it is a refused offer only where there was an offer;
    - taken back before the lease: the person waits again, nothing is banned or pinned;
    - terugval, or ended after the lease: the unit is free, and the person waits no longer. When she is ready to live
      alone again she is registered again. Whether the dwelling is offered again is for who lets it.
    """
    return tuple(event for standing in standings for event in _events(standing))


def _events(standing: Standing) -> Iterator[Event]:
    who, status = standing.person, standing.status
    if standing.refusal is not None:
        counts = standing.refusal.counts and standing.before in _OFFERED
        yield Declined(person=who, refusal=replace(standing.refusal, counts=counts))
    elif status in _FIRM:
        yield Fixed(person=who, reason=_FIRM[status])
    elif status is PlacementStatus.BEEINDIGD and standing.before not in _LEASED:
        yield Released(person=who)
    elif status is not None:
        yield Withdrawn(person=who)


def _not_possible(standing: Standing, actor: Actor, hindrance: Hindrance, message: str) -> NotPossible:
    return NotPossible(status=shown(standing.status, actor), hindrance=hindrance, message=message)


def _not_now(standing: Standing, step: Step, actor: Actor) -> str:
    what, now = step.capitalize(), _at(standing, actor)
    if standing.status is not None and not standing.status.live:
        return f"{what} kan niet meer. {now} Daar verandert niets meer aan."
    able = steps_for(standing, actor)
    instead = f"U kunt nu wel: {_either(able)}." if able else "Een ander is nu aan zet."
    return f"{what} kan nu niet. {now} {instead}"


def _at(standing: Standing, actor: Actor) -> str:
    status = shown(standing.status, actor)
    return "Deze plaatsing is nog niet verstuurd." if status is None else f"Deze plaatsing staat op '{status}'."


def _of_actor(standing: Standing, step: Step, transition: Transition, actor: Actor) -> str | None:
    able = actors_for(standing, transition)
    if actor in able:
        return None
    return f"{step.capitalize()} kan nu alleen de {_either(each for each in Actor if each in able)}. {_at(standing, actor)}"


def _of_contract(standing: Standing, step: Step, transition: Transition) -> str | None:
    if standing.contract in transition.contracts:
        return None
    if step is Step.FLIP:
        return f"Omklappen kan niet: dit is een {standing.contract}, geen {ContractForm.OMKLAP}."
    return f"{step.capitalize()} kan nog niet: dit is een {standing.contract}. Klap het eerst om, of beëindig het."


def _of_reason(step: Step, transition: Transition, actor: Actor, refusal: Refusal | None) -> str | None:
    """A reason where one is needed and nowhere else, of whom this actor may speak for."""
    if not transition.needs_reason:
        return None if refusal is None else f"Bij {step} hoort geen reden van weigering. Laat de reden weg."
    if refusal is None:
        return f"Bij {step} hoort een reden. Kies een reden van de {_either(REASONS_OF[actor])}."
    if refusal.by not in REASONS_OF[actor]:
        own = _either(REASONS_OF[actor])
        return f"'{refusal.name}' is een reden van de {refusal.by}. Kies een reden van de {own}."
    if transition.documented and refusal.by is Decliner.CORPORATIE and not refusal.documented:
        return (
            f"U was al akkoord. U kunt alleen nog weigeren om wat uit stukken blijkt, en dat is '{refusal.name}' niet."
        )
    return None


def _of_motivation(step: Step, transition: Transition, motivation: str) -> str | None:
    if motivation.strip() or not transition.needs_motivation:
        return None
    return f"Bij {step} hoort een motivering. Schrijf op waarom u dit doet."


def _of_claims(standing: Standing, transition: Transition, claims: Iterable[Claim], units: int) -> str | None:
    """A person and a unit have at most one live placement, over all rounds."""
    if standing.claim is not None or not transition.to.live:
        return None
    live = [claim for claim in claims if claim.status.live]
    for claim in live:
        if claim.person == standing.person:
            return f"{claim.person} heeft al een plaatsing die loopt: {claim.dwelling} ('{claim.status}')."
    inside = [claim for claim in live if claim.dwelling == standing.dwelling]
    if len(inside) < units:
        return None
    taken = ", ".join(f"{claim.person} ('{claim.status}')" for claim in inside)
    return f"In {standing.dwelling} is niets meer vrij. Er loopt al een plaatsing van {taken}."


def _either(words: Iterable[str]) -> str:
    """As people write a choice: a, b of c."""
    *first, last = words
    return f"{', '.join(first)} of {last}" if first else last
