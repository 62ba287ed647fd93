"""A round in which something gives way: the formulas stand with `explanations.Giving`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce

from optimizer.agreements import Consent, Decision, RentException, SupportCapacity
from optimizer.explanations import Easing, Giving, contract_id
from optimizer.people import Uitstromer
from optimizer.round import Round

# How easily each gives way, the easiest first, and why it stands there.
SCALE: tuple[tuple[Giving, str], ...] = (
    (Giving.ASK, "one question to a provider, and nobody else notices"),
    (Giving.HOURS, "a provider decides that alone"),
    (Giving.HOLD, "a dwelling stays empty a little longer, which costs its landlord rent"),
    (Giving.RENT, "a logged exception, which the 95% norm of passend toewijzen leaves room for"),
    (Giving.AREA, "gemeente and corporatie must both agree, and a neighbourhood notices"),
    (Giving.QUOTA, "a party must take more than it agreed to"),
    (Giving.LESS, "a party takes less than it agreed to, and another one carries that"),
    (Giving.CONTRACT, "a contract of a gemeente with a provider takes months"),
    (Giving.EXCLUDED, "it asks a person to live where that person said not to"),
    (Giving.BAN, "somebody refused this before"),
    (Giving.UNIT, "there is no such dwelling yet"),
)
RANK = {kind: rank for rank, (kind, _) in enumerate(SCALE)}


def with_easings(round_: Round, easings: Iterable[Easing]) -> Round:
    """The round after all of these; whose consent it takes is for people, so it says that it is yet to be asked."""
    return reduce(lambda changed, easing: _EASED[easing.kind](changed, easing), easings, round_)


def _asked(round_: Round) -> Decision:
    return Decision(by="nog te vragen", on=round_.start, motivation="wat zou helpen")


def _more(round_: Round, consent: Consent | None, by: int) -> Consent:
    return Consent(extra=(consent.extra if consent else 0) + by, decision=_asked(round_))


def _area(round_: Round, easing: Easing) -> Round:
    rows = (
        replace(row, consent=_more(round_, row.consent, easing.by)) if row.id == easing.id else row
        for row in round_.limits
    )
    return replace(round_, limits=tuple(rows))


def _quota(round_: Round, easing: Easing) -> Round:
    rows = (
        replace(row, consent=_more(round_, row.consent, easing.by)) if row.id == easing.id else row
        for row in round_.quotas
    )
    return replace(round_, quotas=tuple(rows))


def _less(round_: Round, easing: Easing) -> Round:
    rows = (replace(row, minimum=row.minimum - easing.by) if row.id == easing.id else row for row in round_.quotas)
    return replace(round_, quotas=tuple(rows))


def _hours(round_: Round, easing: Easing) -> Round:
    rows = (replace(row, hours=row.hours + easing.by) if row.id == easing.id else row for row in round_.capacities)
    return replace(round_, capacities=tuple(rows))


def _contract(round_: Round, easing: Easing) -> Round:
    home = next(home for home in round_.dwellings if home.id == easing.dwelling)
    made = SupportCapacity(
        id=contract_id(easing),
        provider=easing.id,
        area=home.municipality,
        hours=easing.by,
        used=0,
        start=round_.start,
    )
    return replace(round_, capacities=(*round_.capacities, made))


def _hold(round_: Round, easing: Easing) -> Round:
    days = round_.policy.max_hold_days + easing.by
    return replace(round_, policy=replace(round_.policy, max_hold_days=days))


def _rent(round_: Round, easing: Easing) -> Round:
    made = RentException(person=easing.person, dwelling=easing.dwelling, decision=_asked(round_))
    return replace(round_, rent_exceptions=(*round_.rent_exceptions, made))


def _ask(round_: Round, easing: Easing) -> Round:
    return _of_person(
        round_, easing.person, lambda person: replace(person, support=replace(person.support, provider=easing.id))
    )


def _excluded(round_: Round, easing: Easing) -> Round:
    return _of_person(
        round_,
        easing.person,
        lambda person: replace(person, excluded=tuple(wish for wish in person.excluded if wish.area != easing.id)),
    )


def _ban(round_: Round, easing: Easing) -> Round:
    kept = (ban for ban in round_.bans if (ban.person, ban.target) != (easing.person, easing.id))
    return replace(round_, bans=tuple(kept))


def _unit(round_: Round, easing: Easing) -> Round:
    rows = (
        replace(home, units=home.units + easing.by) if home.id == easing.dwelling else home for home in round_.dwellings
    )
    return replace(round_, dwellings=tuple(rows))


def _of_person(round_: Round, name: str, change: Callable[[Uitstromer], Uitstromer]) -> Round:
    rows = (change(person) if person.id == name else person for person in round_.people)
    return replace(round_, people=tuple(rows))


_EASED: dict[Giving, Callable[[Round, Easing], Round]] = {
    Giving.ASK: _ask,
    Giving.HOURS: _hours,
    Giving.HOLD: _hold,
    Giving.RENT: _rent,
    Giving.AREA: _area,
    Giving.QUOTA: _quota,
    Giving.LESS: _less,
    Giving.CONTRACT: _contract,
    Giving.EXCLUDED: _excluded,
    Giving.BAN: _ban,
    Giving.UNIT: _unit,
}
