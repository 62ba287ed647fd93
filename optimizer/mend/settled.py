"""A round without those who need no place in it any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from optimizer.agreements import ContactExclusion
from optimizer.mend.next_round import without
from optimizer.people import Home
from optimizer.round import Round


def settled(round_: Round, living: Mapping[str, str], gone: Collection[str] = ()) -> Round:
    """The round without the people in `living` and `gone`, and with the units of the former taken.

    `living`: the dwelling of everybody whose case is closed and who lives there still. Who has a contactuitsluiting with
    one of them gets no dwelling that is too near. People and dwellings that are not in the round are passed over.
    """
    people, homes = {person.id for person in round_.people}, {home.id: home for home in round_.dwellings}
    at_home = {person: home for person, home in living.items() if person in people and home in homes}
    taken = Counter(home for home in living.values() if home in homes)
    claimed = Counter(claim.dwelling for claim in round_.claims)
    left = {home: max(homes[home].units - number, claimed[home]) for home, number in taken.items()}
    known = replace(
        round_,
        people=tuple(
            replace(person, home=Home(areas=homes[at_home[person.id]].areas)) if person.id in at_home else person
            for person in round_.people
        ),
        dwellings=tuple(replace(home, units=left[home.id]) if left.get(home.id) else home for home in round_.dwellings),
        contact_exclusions=tuple(_around(each, at_home) for each in round_.contact_exclusions),
    )
    leaving = frozenset(living).union(gone) & people
    return without(known, leaving, frozenset(home for home, units in left.items() if not units))


def _around(exclusion: ContactExclusion, living: Mapping[str, str]) -> ContactExclusion:
    """With the dwellings protected that are too close to where one of its people lives."""
    homes = {living[person] for person in exclusion.people if person in living}
    near = {dwelling for pair in exclusion.close if homes.intersection(pair) for dwelling in pair}
    return replace(exclusion, protected=exclusion.protected | near | homes)
