"""A made-up region with people and dwellings, as plain arrays, at any size up to a whole country.

It has what rounds of regions have: areas nested in areas and of very different sizes, few people with much care,
more small dwellings than large ones, dwellings that come free in one of three quarters. At 50,000 dwellings there
are 342 gemeenten in 43 regions, as in the Netherlands; the other proportions are assumptions, set once before the
engine was written, so that figures stay comparable. No real person or dwelling is in it.

Numbers that stand for something count from 0; care, rooms and urgency are amounts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from optimizer.assignment import Booleans, Integers

QUARTERS = 3
DWELLINGS_PER_GEMEENTE = 146
GEMEENTEN_PER_REGION = 8
DWELLINGS_PER_WIJK = 15.2
BUURTEN_PER_WIJK = 3
DWELLINGS_PER_COMPLEX = 3
CORPORATIES_PER_GEMEENTE = 0.78
ACCESSIBLE = 0.2
NEED_ACCESSIBLE = 0.1
"""Of all complexes, and of all people."""
SECOND_REGION = 0.1
"""Of all people so many may also go to another region."""
EXCLUSIONS = 0.15
"""Of all people so many can't go to places that others can go to."""
OWN_GEMEENTE = 0.4
"""Of these so many can't go back to where they came from; the others avoid up to three wijken."""


@dataclass(frozen=True)
class Areas:
    """Nested areas, each with the number of the one around it; `share` (gemeenten,) of the people, sums to 1.

    `corporatie`, `rent`, `accessible` and `label` (complexes,) hold for every dwelling of a complex.
    """

    region: Integers
    share: npt.NDArray[np.float64]
    gemeente: Integers
    wijk: Integers
    buurt: Integers
    corporatie: Integers
    rent: Integers
    accessible: Booleans
    label: Integers


@dataclass(frozen=True)
class Dwellings:
    """All (dwellings,): where each stands, `rooms` 1 to 4, the `quarter` in which it comes free."""

    complex: Integers
    buurt: Integers
    wijk: Integers
    gemeente: Integers
    rooms: Integers
    quarter: Integers


@dataclass(frozen=True)
class Uitstromers:
    """All (people,), but `avoided` (people, wijken).

    `second` is the other region where somebody may go, or −1; `care` 1 to 3 is the load on a wijk; `rent` the
    highest band somebody can pay; `age` the label of dwellings that are only for that age; `ready` the first
    quarter; `not_home` whether the gemeente of origin is excluded; `anchor` the wijk somebody wants to be near.
    """

    origin: Integers
    second: Integers
    care: Integers
    rooms: Integers
    rent: Integers
    accessible: Booleans
    age: Integers
    ready: Integers
    urgency: Integers
    not_home: Booleans
    avoided: Booleans
    anchor: Integers


def areas_for(dwellings: int, draw: np.random.Generator) -> Areas:
    """Areas for so many dwellings; gemeenten and wijken differ in size as a lognormal does, and none is empty."""
    gemeenten = max(3, round(dwellings / DWELLINGS_PER_GEMEENTE))
    regions = max(1, round(gemeenten / GEMEENTEN_PER_REGION))
    wijken = max(6, round(dwellings / DWELLINGS_PER_WIJK))
    complexes = max(4, dwellings // DWELLINGS_PER_COMPLEX)
    region = draw.integers(0, regions, gemeenten)
    region[:regions] = np.arange(regions)
    size = draw.lognormal(0, 0.7, gemeenten)
    wijk_size = draw.lognormal(0, 0.6, wijken)
    return Areas(
        region=np.sort(region),
        share=size / size.sum(),
        gemeente=_within(size, wijken, draw),
        wijk=_within(wijk_size, BUURTEN_PER_WIJK * wijken, draw),
        buurt=draw.integers(0, BUURTEN_PER_WIJK * wijken, complexes),
        corporatie=draw.integers(0, max(2, round(CORPORATIES_PER_GEMEENTE * gemeenten)), complexes),
        rent=draw.choice(4, complexes, p=[0.25, 0.4, 0.25, 0.1]),
        accessible=draw.random(complexes) < ACCESSIBLE,
        label=draw.choice(3, complexes, p=[0.8, 0.12, 0.08]),
    )


def _within(size: npt.NDArray[np.float64], parts: int, draw: np.random.Generator) -> Integers:
    """(parts,) the area of each part: one each, and the others by size."""
    more = draw.choice(len(size), parts - len(size), p=size / size.sum())
    return np.sort(np.concatenate([np.arange(len(size)), more]))


def dwellings_in(areas: Areas, dwellings: int, draw: np.random.Generator) -> Dwellings:
    """Dwellings spread over the complexes."""
    stands = draw.integers(0, len(areas.buurt), dwellings)
    buurt = areas.buurt[stands]
    wijk = areas.wijk[buurt]
    return Dwellings(
        complex=stands,
        buurt=buurt,
        wijk=wijk,
        gemeente=areas.gemeente[wijk],
        rooms=draw.choice([1, 2, 3, 4], dwellings, p=[0.35, 0.35, 0.2, 0.1]),
        quarter=draw.choice(QUARTERS, dwellings),
    )


def uitstromers_from(areas: Areas, people: int, draw: np.random.Generator) -> Uitstromers:
    """People from all gemeenten, the large ones most."""
    regions, wijken = int(areas.region[-1]) + 1, len(areas.gemeente)
    excludes, not_home = draw.random(people) < EXCLUSIONS, draw.random(people) < OWN_GEMEENTE
    avoided = np.zeros((people, wijken), dtype=bool)
    avoided[np.arange(people)[:, None], draw.integers(0, wijken, (people, 3))] = True
    return Uitstromers(
        origin=draw.choice(len(areas.share), people, p=areas.share),
        second=np.where(draw.random(people) < SECOND_REGION, draw.integers(0, regions, people), -1),
        care=draw.choice([1, 2, 3], people, p=[0.5, 0.3, 0.2]),
        rooms=draw.choice([1, 2, 3, 4], people, p=[0.62, 0.22, 0.11, 0.05]),
        rent=draw.choice(4, people, p=[0.1, 0.5, 0.3, 0.1]),
        accessible=draw.random(people) < NEED_ACCESSIBLE,
        age=draw.choice(3, people, p=[0.6, 0.25, 0.15]),
        ready=draw.choice(QUARTERS, people, p=[0.6, 0.25, 0.15]),
        urgency=4 + 2 * draw.choice(4, people, p=[0.4, 0.3, 0.2, 0.1]) + draw.choice(4, people),
        not_home=excludes & not_home,
        avoided=avoided & (excludes & ~not_home)[:, None],
        anchor=draw.integers(0, wijken, people),
    )


def allowed(areas: Areas, people: Uitstromers, homes: Dwellings) -> Booleans:
    """(people, dwellings) who may live where: region, rooms, rent, accessibility, label, quarter and exclusions."""
    region, label = areas.region[homes.gemeente], areas.label[homes.complex]
    home = people.origin[:, None] == homes.gemeente
    may = (region == areas.region[people.origin][:, None]) | (region == people.second[:, None])
    may &= (homes.rooms >= people.rooms[:, None]) & (homes.rooms <= people.rooms[:, None] + 1)
    may &= areas.rent[homes.complex] <= people.rent[:, None]
    may &= areas.accessible[homes.complex] | ~people.accessible[:, None]
    may &= (label == 0) | (label == people.age[:, None])
    may &= homes.quarter >= people.ready[:, None]
    may &= ~(home & people.not_home[:, None])
    return np.asarray(may & ~people.avoided[:, homes.wijk])
