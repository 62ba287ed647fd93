"""A round after easings, made a second time for the checker, and whether an easing may be at all.

Written from `explanations.Giving` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from optimizer.agreements import Consent, Decision, Limit, Quota, RentException, SupportCapacity
from optimizer.explanations import Easing, Giving, contract_id
from optimizer.people import AreaReasonCode, Uitstromer
from optimizer.recheck.world import World, ceiling_of
from optimizer.round import Round

MEASURED = (
    Giving.HOURS, Giving.HOLD, Giving.RENT, Giving.AREA, Giving.QUOTA, Giving.LESS, Giving.CONTRACT, Giving.UNIT,
)  # fmt: skip
PERSONAL = (Giving.ASK, Giving.RENT, Giving.EXCLUDED, Giving.BAN)
AT_HOME = (Giving.RENT, Giving.CONTRACT, Giving.UNIT)
CENTS = 100


def unsound(world: World, easing: Easing) -> Iterator[str]:
    """What is wrong in an easing by itself; nothing else is looked at when something is."""
    name = f"Verandering '{easing.kind}' {easing.id or easing.dwelling}"
    if easing.by < 0 or (easing.by > 0) != (easing.kind in MEASURED):
        yield f"{name} heeft hoeveelheid {easing.by}; dat kan bij deze verandering niet."
    if easing.person not in (world.people if easing.kind in PERSONAL else ("",)):
        yield f"{name} noemt persoon '{easing.person}'; dat hoort bij deze verandering niet."
    if easing.dwelling not in (world.dwellings if easing.kind in AT_HOME else ("",)):
        yield f"{name} noemt woning '{easing.dwelling}'; dat hoort bij deze verandering niet."
    if easing.id not in _ids(world, easing):
        yield f"{name} noemt '{easing.id}'; dat staat niet in deze ronde, of mag nooit wijken."


def _ids(world: World, easing: Easing) -> set[str]:  # noqa: PLR0911 - one for each kind
    """What an easing of this kind may name."""
    round_ = world.round
    person = world.people.get(easing.person)
    match easing.kind:
        case Giving.AREA:
            return {limit.id for limit in round_.limits}
        case Giving.QUOTA:
            return {quota.id for quota in round_.quotas if quota.maximum is not None}
        case Giving.LESS:
            return {quota.id for quota in round_.quotas if quota.minimum >= easing.by}
        case Giving.HOURS:
            return {capacity.id for capacity in round_.capacities}
        case Giving.ASK | Giving.CONTRACT:
            asked = easing.kind is Giving.ASK and person is not None and person.support.provider is not None
            return set() if asked else {provider.id for provider in round_.providers}
        case Giving.EXCLUDED:
            wishes = person.excluded if person else ()
            safe = {wish.area for wish in wishes if wish.reason is AreaReasonCode.VEILIGHEID}
            return {wish.area for wish in wishes} - safe
        case Giving.BAN:
            return {ban.target for ban in round_.bans if ban.person == easing.person}
        case _:
            return {""}


def dearer(round_: Round, easing: Easing) -> int | None:
    """Whole euros that the rent of a RENT is above the ceiling, rounded up; None where there is no ceiling."""
    pair = World(round_).pair(easing.person, easing.dwelling)
    ceiling = ceiling_of(pair)
    return None if ceiling is None else (pair.dwelling.rent - ceiling + CENTS - 1) // CENTS


def eased(round_: Round, easings: Sequence[Easing]) -> Round:
    """The round after these easings, each sound. Raises InvalidInput where that is no round."""
    for easing in easings:
        round_ = _one(round_, easing)
    return round_


def _one(round_: Round, easing: Easing) -> Round:  # noqa: PLR0911 - one for each kind
    match easing.kind:
        case Giving.AREA:
            return replace(
                round_, limits=tuple(replace(row, consent=_consent(round_, row, easing)) for row in round_.limits)
            )
        case Giving.QUOTA:
            return replace(
                round_, quotas=tuple(replace(row, consent=_consent(round_, row, easing)) for row in round_.quotas)
            )
        case Giving.LESS:
            lower = [
                replace(row, minimum=row.minimum - easing.by) if row.id == easing.id else row for row in round_.quotas
            ]
            return replace(round_, quotas=tuple(lower))
        case Giving.HOURS:
            rows = [
                replace(row, hours=row.hours + easing.by) if row.id == easing.id else row for row in round_.capacities
            ]
            return replace(round_, capacities=tuple(rows))
        case Giving.CONTRACT:
            return replace(round_, capacities=(*round_.capacities, _contract(round_, easing)))
        case Giving.HOLD:
            policy = replace(round_.policy, max_hold_days=round_.policy.max_hold_days + easing.by)
            return replace(round_, policy=policy)
        case Giving.UNIT:
            homes = [
                replace(home, units=home.units + easing.by) if home.id == easing.dwelling else home
                for home in round_.dwellings
            ]
            return replace(round_, dwellings=tuple(homes))
        case _:
            return _personal(round_, easing)


def _personal(round_: Round, easing: Easing) -> Round:
    match easing.kind:
        case Giving.RENT:
            exception = RentException(person=easing.person, dwelling=easing.dwelling, decision=_decision(round_))
            return replace(round_, rent_exceptions=(*round_.rent_exceptions, exception))
        case Giving.BAN:
            bans = [ban for ban in round_.bans if ban.person != easing.person or ban.target != easing.id]
            return replace(round_, bans=tuple(bans))
        case Giving.ASK:
            return _with(round_, easing, lambda who: replace(who, support=replace(who.support, provider=easing.id)))
        case _:
            return _with(
                round_, easing, lambda who: replace(who, excluded=tuple(w for w in who.excluded if w.area != easing.id))
            )


def _with(round_: Round, easing: Easing, change: Callable[[Uitstromer], Uitstromer]) -> Round:
    people = [change(person) if person.id == easing.person else person for person in round_.people]
    return replace(round_, people=tuple(people))


def _contract(round_: Round, easing: Easing) -> SupportCapacity:
    place = next(home.municipality for home in round_.dwellings if home.id == easing.dwelling)
    return SupportCapacity(
        id=contract_id(easing), provider=easing.id, area=place, hours=easing.by, used=0, start=round_.start
    )


def _consent(round_: Round, row: Limit | Quota, easing: Easing) -> Consent | None:
    if row.id != easing.id:
        return row.consent
    before = row.consent.extra if row.consent else 0
    return Consent(extra=before + easing.by, decision=_decision(round_))


def _decision(round_: Round) -> Decision:
    return Decision(by="nog te vragen", on=round_.start, motivation="")
