"""Every row that a placement rests on is compared, and no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from optimizer.agreements import (
    Ban,
    BanScope,
    ContactExclusion,
    ContactLevel,
    Link,
    Pin,
    PinReason,
    Quota,
    QuotaBasis,
    RentException,
    SupportCapacity,
)
from optimizer.mend.changed import changes_under
from optimizer.round import Round
from tests.worlds import DECISION, cap, dwelling, person, world

PAIRS = (("ans", "h1"),)


def before() -> Round:
    return world(
        [person("ans"), person("bea")],
        [dwelling("h1"), dwelling("h2", "c")],
        limits=[cap("wijk-a", 5), cap("wijk-c", 5)],
        quotas=[quota("hier", "GM-A"), quota("daar", "GM-B")],
    )


def quota(name: str, municipality: str, **changes: Any) -> Quota:
    return Quota(id=name, name=name, basis=QuotaBasis.LEVERING, municipality=municipality, **changes)


def hours(provider: str, area: str) -> SupportCapacity:
    return SupportCapacity(id="nieuw", provider=provider, area=area, hours=9, used=0, start=date(2026, 1, 1))


def ban(name: str) -> Ban:
    return Ban(person=name, scope=BanScope.WONING, target="h1", reason="nee")


def of(round_: Round, name: str, *rows: object) -> Round:
    """With these rows besides."""
    return replace(round_, **{name: (*getattr(round_, name), *rows)})  # type: ignore[arg-type] # a collection by name


Change = Callable[[Round], Round]
TOLD: tuple[tuple[Change, str], ...] = (
    (lambda old: replace(old, people=(person("ans", urgency=3), old.people[1])), "Aanmelding ans is gewijzigd."),
    (lambda old: replace(old, people=old.people[1:]), "Aanmelding ans is weg."),
    (lambda old: replace(old, dwellings=(dwelling("h1", rent=1), old.dwellings[1])), "Woning h1 is gewijzigd."),
    (lambda old: replace(old, limits=(cap("wijk-a", 4), cap("wijk-c", 5))), "Grens grens wijk-a is gewijzigd."),
    (lambda old: replace(old, limits=(cap("wijk-c", 5),)), "Grens grens wijk-a is weg."),
    (lambda old: of(old, "limits", cap("complex-a", 4)), "Grens grens complex-a is nieuw."),
    (lambda old: replace(old, quotas=(old.quotas[0], quota("hier", "GM-A", maximum=1))), "Afspraak hier is gewijzigd."),
    (lambda old: of(old, "capacities", hours("zorg-1", "wijk-a")), "Begeleiding nieuw is nieuw."),
    (lambda old: of(old, "bans", ban("ans")), "Weigering ans, woning, h1 is nieuw."),
    (
        lambda old: of(old, "pins", Pin(person="ans", dwelling="h1", reason=PinReason.BESLUIT)),
        "Vastgezet ans, h1 is nieuw.",
    ),
    (
        lambda old: of(old, "rent_exceptions", RentException(person="ans", dwelling="h1", decision=DECISION)),
        "Huurafwijking ans, h1 is nieuw.",
    ),
    (lambda old: of(old, "links", Link(id="K", people=frozenset({"ans", "bea"}))), "Koppeling K is nieuw."),
    (
        lambda old: of(
            old,
            "contact_exclusions",
            ContactExclusion(id="C", people=frozenset({"ans", "bea"}), level=ContactLevel.BUURT),
        ),
        "Contactuitsluiting C is nieuw.",
    ),
)
NOT_TOLD: tuple[Change, ...] = (
    lambda old: old,
    lambda old: replace(old, people=(old.people[0], person("bea", urgency=3))),
    lambda old: replace(old, people=(*old.people, person("cas"))),
    lambda old: replace(old, dwellings=(old.dwellings[0], dwelling("h2", "c", rent=1))),
    lambda old: replace(old, dwellings=(replace(old.dwellings[0], units=2), old.dwellings[1])),
    lambda old: replace(old, limits=(cap("wijk-a", 5, used=3), cap("wijk-c", 4))),
    lambda old: replace(old, quotas=(quota("daar", "GM-B", maximum=1), quota("hier", "GM-A"))),
    lambda old: of(old, "capacities", hours("zorg-1", "wijk-c")),
    lambda old: of(old, "capacities", hours("zorg-2", "wijk-a")),
    lambda old: of(old, "bans", ban("bea")),
)


@pytest.mark.parametrize(("change", "told"), TOLD)
def test_what_a_placement_rests_on_is_told(change: Change, told: str) -> None:
    assert changes_under(before(), change(before()), PAIRS) == (told,)


@pytest.mark.parametrize("change", NOT_TOLD)
def test_the_rest_may_change(change: Change) -> None:
    assert not changes_under(before(), change(before()), PAIRS)


def test_of_a_contactuitsluiting_only_what_concerns_these_dwellings() -> None:
    apart = ContactExclusion(id="C", people=frozenset({"ans", "bea"}), level=ContactLevel.AFSTAND, metres=5)
    old = of(before(), "contact_exclusions", apart)
    elsewhere = replace(apart, protected=frozenset({"h2"}), close=frozenset({("h1", "h2")}))
    assert not changes_under(old, replace(old, contact_exclusions=(elsewhere,)), PAIRS)
    here = replace(apart, protected=frozenset({"h1"}))
    assert changes_under(old, replace(old, contact_exclusions=(here,)), PAIRS) == (
        "Contactuitsluiting C is gewijzigd.",
    )
