"""What changed between two states of a round, as far as some placements rest on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from optimizer.agreements import ContactExclusion, Quota
from optimizer.consistency import key_of
from optimizer.round import Round


@dataclass(frozen=True, slots=True)
class _Resting:
    """What some placements rest on."""

    people: frozenset[str]
    homes: frozenset[str]
    areas: frozenset[str]
    corporations: frozenset[str | None]
    providers: frozenset[str | None]
    origins: frozenset[str | None]

    def on_quota(self, quota: Quota) -> bool:
        """Whether one of the households may count for it."""
        here = quota.municipality is None or quota.municipality in self.areas | self.origins
        return here and (quota.corporation is None or quota.corporation in self.corporations)

    def of_exclusion(self, exclusion: ContactExclusion) -> ContactExclusion:
        """The part of it that concerns these dwellings: others come and go."""
        close = frozenset(pair for pair in exclusion.close if self.homes.issuperset(pair))
        return replace(exclusion, protected=exclusion.protected & self.homes, close=close)


def changes_under(before: Round, after: Round, pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Dutch sentences for the coordinator: every row that these (person, dwelling) pairs rest on and that differs.

    Not how much of a limit is used, and how many units a dwelling has left: whether there is room is for `verify`.
    """
    resting = _resting(before, pairs)
    return tuple(_differences(before, after, resting))


def _resting(round_: Round, pairs: Sequence[tuple[str, str]]) -> _Resting:
    people, homes = frozenset(person for person, _ in pairs), frozenset(home for _, home in pairs)
    placed = [person for person in round_.people if person.id in people]
    taken = [home for home in round_.dwellings if home.id in homes]
    return _Resting(
        people=people,
        homes=homes,
        areas=frozenset[str]().union(*(home.areas for home in taken)),
        corporations=frozenset(home.corporation for home in taken),
        providers=frozenset(person.support.provider for person in placed),
        origins=frozenset(person.origin for person in placed),
    )


def _differences(before: Round, after: Round, on: _Resting) -> Iterator[str]:
    def compared(name: str, what: str, rows: Callable[[Iterable[Any]], Iterable[Any]]) -> Iterator[str]:
        old, new = ({key_of(name)(row): row for row in rows(getattr(each, name))} for each in (before, after))
        for key in sorted({*old, *new}, key=str):
            if old.get(key) != new.get(key):
                state = "nieuw" if key not in old else "weg" if key not in new else "gewijzigd"
                yield f"{what} {_named(key)} is {state}."

    yield from compared("people", "Aanmelding", lambda rows: (row for row in rows if row.id in on.people))
    yield from compared(
        "dwellings", "Woning", lambda rows: (replace(row, units=1) for row in rows if row.id in on.homes)
    )
    yield from compared("limits", "Grens", lambda rows: (replace(row, used=0) for row in rows if row.area in on.areas))
    yield from compared(
        "capacities",
        "Begeleiding",
        lambda rows: (row for row in rows if row.area in on.areas and row.provider in on.providers),
    )
    yield from compared("quotas", "Afspraak", lambda rows: filter(on.on_quota, rows))
    for name, what in (("pins", "Vastgezet"), ("bans", "Weigering"), ("rent_exceptions", "Huurafwijking")):
        yield from compared(name, what, lambda rows: (row for row in rows if row.person in on.people))
    yield from compared("links", "Koppeling", lambda rows: (row for row in rows if row.people & on.people))
    yield from compared(
        "contact_exclusions",
        "Contactuitsluiting",
        lambda rows: (on.of_exclusion(row) for row in rows if row.people & on.people),
    )


def _named(key: object) -> str:
    return ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)
