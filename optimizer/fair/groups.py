"""The ways in which people, and dwellings by their corporation, are grouped to see whether a proposal is fair."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from optimizer.people import Uitstromer
from optimizer.policy import Begeleiding
from optimizer.round import Round
from optimizer.supply import Doelgroep


class Grouping(StrEnum):
    """By what is grouped. CORPORATIE groups dwellings, unit by unit, the others group people.

    Age counts by the lowest age of the band; an expected child is a child.
    """

    DOELGROEP = "doelgroep"
    BEGELEIDING = "begeleiding"
    LEEFTIJD = "leeftijd"
    HUISHOUDEN = "huishouden"
    HERKOMST = "gemeente van herkomst"
    CORPORATIE = "corporatie"


ALONE, TOGETHER, FAMILY = "alleenstaand", "meer volwassenen, geen kinderen", "met kinderen"
# For reading only, nothing is decided by it: the lowest age of a group, and its name.
AGES = ((0, "tot 18 jaar"), (18, "18 tot en met 22"), (23, "23 tot en met 26"), (27, "27 tot en met 54"), (55, "55 en ouder"))  # fmt: skip
UNKNOWN = "onbekend of van buiten de regio"


@dataclass(frozen=True, slots=True)
class Way:
    """One way of grouping people: every name in its order, and whose is which."""

    grouping: Grouping
    names: tuple[str, ...]
    name_of: Callable[[Uitstromer], str]


def ways_of(round_: Round) -> tuple[Way, ...]:
    """Every way of grouping people."""
    names = _told_apart((each.id, each.name) for each in round_.municipalities)
    return (
        Way(Grouping.DOELGROEP, tuple(Doelgroep), lambda person: person.doelgroep),
        Way(Grouping.BEGELEIDING, tuple(Begeleiding), lambda person: person.care),
        Way(Grouping.LEEFTIJD, tuple(name for _, name in AGES), age_group),
        Way(Grouping.HUISHOUDEN, (ALONE, TOGETHER, FAMILY), kind_of_household),
        Way(
            Grouping.HERKOMST,
            (*sorted(names.values()), UNKNOWN),
            lambda person: names[person.origin] if person.origin else UNKNOWN,
        ),
    )


def corporations_of(round_: Round) -> dict[str, str]:
    """The name of every corporation by its id."""
    return _told_apart((each.id, each.name) for each in round_.corporations)


def age_group(person: Uitstromer) -> str:
    """By the lowest age of somebody's age band."""
    return next(name for low, name in reversed(AGES) if person.ages.low >= low)


def kind_of_household(person: Uitstromer) -> str:
    """Alone, together or with children."""
    if person.household.children or person.household.expected:
        return FAMILY
    return ALONE if person.household.adults == 1 else TOGETHER


def _told_apart(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By id the name, with the id behind it where two have the same name."""
    known = dict(named)
    names = list(known.values())
    return {
        id_: name if names.count(name) == 1 and name != UNKNOWN else f"{name} ({id_})" for id_, name in known.items()
    }
