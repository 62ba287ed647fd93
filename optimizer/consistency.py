"""Does a round hang together? References, ranges, dates and doubles; every fault at once, in Dutch.

One function per kind of row. They never stop at the first fault, and never trust another row to be right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from optimizer.agreements import (
    BanScope,
    Claim,
    ContactExclusion,
    ContactLevel,
    Convenant,
    Limit,
    Link,
    Quota,
    SupportCapacity,
)
from optimizer.draagkracht import Draagkracht
from optimizer.errors import Fault
from optimizer.people import Household, Uitstromer
from optimizer.policy import AreaLevel, ContractForm, Policy, RentAmounts
from optimizer.supply import Area, Dwelling

if TYPE_CHECKING:
    from datetime import date

    from optimizer.round import Round

Path = tuple[str | int, ...]
Pairs = frozenset[tuple[str, str]]

# So far beyond reality that the value is a slip of the pen, and small enough that no sum overflows.
MOST_MONEY = 100_000_000
MOST_COUNT = 1_000_000
MOST_WEIGHT = 1_000
OLDEST = 130
COLLECTIONS = (
    "municipalities", "areas", "corporations", "providers", "people", "dwellings", "limits", "capacities", "quotas",
    "convenanten", "claims", "pins", "bans", "rent_exceptions", "links", "contact_exclusions", "previous",
    "draagkracht",
)  # fmt: skip
MOST_ANCHORS = 3


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that rows may refer to. `assumed` are ids of rows that could not be read; they exist too."""

    municipalities: Collection[str]
    areas: Collection[str]
    levels: dict[str, Area]
    corporations: Collection[str]
    providers: Collection[str]
    people: Collection[str]
    dwellings: Collection[str]


def faults_of(round_: Round, assumed: Collection[str] = ()) -> tuple[Fault, ...]:
    """Every fault of the round; anything with the attributes of a Round will do.

    `assumed`: ids of rows that were left out because they could not be read; references to them are no fault.
    """
    known = _known(round_, frozenset(assumed))
    strangers = _strangers(round_, known)
    return (
        *_of_period_and_policy(round_),
        *_of_doubles(round_),
        *_each(round_, "areas", lambda path, area: _of_area(path, area, known)),
        *_each(round_, "people", lambda path, person: _of_person(path, person, known)),
        *_each(round_, "dwellings", lambda path, dwelling: _of_dwelling(path, dwelling, known)),
        *_each(round_, "limits", lambda path, limit: _of_limit(path, limit, known)),
        *_each(round_, "capacities", lambda path, capacity: _of_capacity(path, capacity, known)),
        *_each(round_, "quotas", lambda path, quota: _of_quota(path, quota, known)),
        *_each(round_, "convenanten", lambda path, convenant: _of_convenant(path, convenant, known)),
        *_each(round_, "claims", _of_claim),
        *_of_claims_together(round_),
        *_of_pairs(round_, known),
        *_of_bans(round_, known),
        *_each(round_, "links", lambda path, link: _of_link(path, link, known)),
        *_each(round_, "draagkracht", lambda path, row: _of_draagkracht(path, row, known)),
        *_each(round_, "contact_exclusions", lambda path, row: _of_exclusion(path, row, known, strangers[row.close])),
    )


def key_of(collection: str) -> Callable[[Any], Any]:
    """What makes a row of this collection unique, and what it is sorted by."""
    if collection in ("claims", "pins", "rent_exceptions", "previous"):
        return attrgetter("person", "dwelling")
    if collection == "bans":
        return attrgetter("person", "scope", "target")
    if collection == "draagkracht":
        return attrgetter("area")
    return attrgetter("id")


def _known(round_: Round, assumed: frozenset[str]) -> Known:
    def ids(rows: tuple[Any, ...]) -> frozenset[str]:
        return assumed.union(row.id for row in rows)

    municipalities = ids(round_.municipalities)
    return Known(
        municipalities=municipalities,
        areas=municipalities | ids(round_.areas),
        levels={area.id: area for area in round_.areas},
        corporations=ids(round_.corporations),
        providers=ids(round_.providers),
        people=ids(round_.people),
        dwellings=ids(round_.dwellings),
    )


def _each(round_: Round, collection: str, check: Callable[[Path, Any], Iterator[Fault]]) -> Iterator[Fault]:
    for index, row in enumerate(getattr(round_, collection)):
        yield from check((collection, index), row)


def _between(path: Path, value: int, low: int, high: int) -> Iterator[Fault]:
    if not low <= value <= high:
        yield Fault(path, str(value), f"een getal van {low} tot en met {high}")


def _refers(path: Path, value: str | None, known: Collection[str], what: str) -> Iterator[Fault]:
    if value is not None and value not in known:
        yield Fault(path, f"'{value}'", f"{what} die in deze ronde voorkomt")


def _filled(path: Path, value: Collection[object], what: str) -> Iterator[Fault]:
    if not value:
        yield Fault(path, "niets", what)


def _ordered(path: Path, first: date | int, last: date | int, what: str) -> Iterator[Fault]:
    if first > last:  # type: ignore[operator]  # both are of one kind
        yield Fault(path, f"{first} tot en met {last}", what)


def _of_period_and_policy(round_: Round) -> Iterator[Fault]:
    yield from _filled(("id",), round_.id, "een naam voor de ronde")
    yield from _ordered(("end",), round_.start, round_.end, "een einddatum op of na de begindatum")
    policy, path = round_.policy, ("policy",)
    for year in range(round_.start.year, min(round_.end.year, round_.start.year + 10) + 1):
        if year not in {amounts.year for amounts in policy.amounts}:
            yield Fault((*path, "amounts"), f"geen bedragen voor {year}", f"de huur- en inkomensgrenzen van {year}")
    for index, amounts in enumerate(policy.amounts):
        yield from _of_amounts((*path, "amounts", index), amounts)
    if len({amounts.year for amounts in policy.amounts}) < len(policy.amounts):
        yield Fault((*path, "amounts"), "een jaar dat twee keer voorkomt", "elk jaar één keer")
    if len(set(policy.goals)) < len(policy.goals):
        yield Fault((*path, "goals"), "een doel dat twee keer voorkomt", "elk doel hooguit één keer")
    if set(policy.contract_order) != set(ContractForm) or len(policy.contract_order) != len(ContractForm):
        yield Fault((*path, "contract_order"), "niet elke contractvorm één keer", "elke contractvorm precies één keer")
    yield from _of_weights(path, policy)


def _of_weights(path: Path, policy: Policy) -> Iterator[Fault]:
    groups = {
        "care_weights": (policy.care_weights, ("licht", "midden", "zwaar"), 1),
        "placement_points": (policy.placement_points, ("base",), 1),
        "fit_points": (policy.fit_points, ("far", "size", "preferred"), 0),
        "household": (policy.household, ("own_room_from",), 0),
    }
    for group, (values, names, low) in groups.items():
        for name in names:
            yield from _between((*path, group, name), getattr(values, name), low, MOST_WEIGHT)
    points = policy.placement_points
    yield from _between((*path, "placement_points", "per_urgency"), points.per_urgency, 0, MOST_WEIGHT)
    for index, step in enumerate(points.waiting):
        yield from _between((*path, "placement_points", "waiting", index, "days"), step.days, 0, MOST_COUNT)
        yield from _between((*path, "placement_points", "waiting", index, "points"), step.points, 0, MOST_WEIGHT)
    for name in ("max_hold_days", "max_wait_days", "escalate_after_rounds", "escalate_days", "small_count"):
        yield from _between((*path, name), getattr(policy, name), 0, MOST_COUNT)
    yield from _between((*path, "false_alarms"), policy.false_alarms, 0, 1_000)
    if policy.disruption_budget is not None:
        yield from _between((*path, "disruption_budget"), policy.disruption_budget, 0, MOST_COUNT)


def _of_amounts(path: Path, amounts: RentAmounts) -> Iterator[Fault]:
    for item in fields(amounts):
        if item.name != "source":
            yield from _between((*path, item.name), getattr(amounts, item.name), 0, MOST_MONEY)
    yield from _filled((*path, "source"), amounts.source, "de bron van de bedragen")


def _of_doubles(round_: Round) -> Iterator[Fault]:
    for collection in COLLECTIONS:
        key, seen = key_of(collection), set()
        for index, row in enumerate(getattr(round_, collection)):
            name = key(row)
            if name in seen:
                shown = name if isinstance(name, str) else " + ".join(name)
                yield Fault((collection, index), f"'{shown}', dat al eerder voorkomt", "elke rij één keer")
            if name == "":
                yield Fault((collection, index, "id"), "een lege tekst", "een kenmerk")
            seen.add(name)


def _of_area(path: Path, area: Area, known: Known) -> Iterator[Fault]:
    yield from _refers((*path, "municipality"), area.municipality, known.municipalities, "een gemeente")
    if area.level is AreaLevel.GEMEENTE or area.id in known.municipalities:
        yield Fault((*path, "level"), f"'{area.id}' als gebied", "een gebied kleiner dan een gemeente")


def _of_person(path: Path, person: Uitstromer, known: Known) -> Iterator[Fault]:
    yield from _refers((*path, "provider"), person.provider, known.providers, "een zorgaanbieder")
    yield from _refers((*path, "support", "provider"), person.support.provider, known.providers, "een zorgaanbieder")
    yield from _refers((*path, "origin"), person.origin, known.municipalities, "een gemeente")
    yield from _refers((*path, "responsible"), person.responsible, known.municipalities, "een gemeente")
    if person.designated is not None:
        where = (*path, "designated", "municipality")
        yield from _refers(where, person.designated.municipality, known.municipalities, "een gemeente")
        yield from _filled((*path, "designated", "reason"), person.designated.reason, "de reden van de aanwijzing")
    for wish in ("excluded", "preferred"):
        for index, area in enumerate(getattr(person, wish)):
            yield from _refers((*path, wish, index, "area"), area.area, known.areas, "een gebied")
    yield from _of_anchors(path, person, known)
    for area in sorted(person.home.areas) if person.home else ():
        yield from _refers((*path, "home", "areas"), area, known.areas, "een gebied")
    yield from _filled((*path, "legal_basis"), person.legal_basis, "de grondslag voor het delen van gegevens")
    yield from _filled((*path, "woonvormen"), person.woonvormen, "minstens één woonvorm")
    yield from _filled((*path, "contract_forms"), person.contract_forms, "minstens één contractvorm")
    yield from _between((*path, "ages", "low"), person.ages.low, 0, OLDEST)
    yield from _between((*path, "ages", "high"), person.ages.high, 0, OLDEST)
    yield from _ordered((*path, "ages"), person.ages.low, person.ages.high, "een leeftijd van laag tot hoog")
    yield from _between((*path, "income", "low"), person.income.low, 0, MOST_MONEY)
    yield from _between((*path, "income", "high"), person.income.high, 0, MOST_MONEY)
    yield from _ordered((*path, "income"), person.income.low, person.income.high, "een inkomen van laag tot hoog")
    yield from _between((*path, "support", "hours"), person.support.hours, 0, MOST_WEIGHT)
    yield from _between((*path, "supported_persons"), person.supported_persons, 1, 20)
    yield from _between((*path, "urgency"), person.urgency, 0, 9)
    yield from _between((*path, "refused_offers"), person.refused_offers, 0, MOST_WEIGHT)
    yield from _between((*path, "rounds_missed"), person.rounds_missed, 0, MOST_WEIGHT)
    yield from _of_household((*path, "household"), person.household)


def _of_anchors(path: Path, person: Uitstromer, known: Known) -> Iterator[Fault]:
    if len(person.anchors) > MOST_ANCHORS:
        yield Fault((*path, "anchors"), f"{len(person.anchors)} plekken", f"hooguit {MOST_ANCHORS} plekken")
    for index, anchor in enumerate(person.anchors):
        for number, band in enumerate(anchor.bands):
            where = (*path, "anchors", index, "bands", number)
            yield from _refers((*where, "area"), band.area, known.areas, "een gebied")
            yield from _between((*where, "band"), band.band, 0, MOST_WEIGHT)
        if len({band.area for band in anchor.bands}) < len(anchor.bands):
            yield Fault((*path, "anchors", index, "bands"), "een gebied dat twee keer voorkomt", "elk gebied één keer")


def _of_household(path: Path, household: Household) -> Iterator[Fault]:
    yield from _between((*path, "adults"), household.adults, 1, 20)
    yield from _between((*path, "expected"), household.expected, 0, 10)
    for index, child in enumerate(household.children):
        yield from _between((*path, "children", index, "age"), child.age, 0, 40)


def _of_dwelling(path: Path, dwelling: Dwelling, known: Known) -> Iterator[Fault]:
    yield from _refers((*path, "municipality"), dwelling.municipality, known.municipalities, "een gemeente")
    yield from _refers((*path, "corporation"), dwelling.corporation, known.corporations, "een corporatie")
    yield from _refers((*path, "provider"), dwelling.provider, known.providers, "een zorgaanbieder")
    if (dwelling.corporation is None) == (dwelling.provider is None):
        yield Fault(
            (*path, "corporation"), "geen of twee verhuurders", "een corporatie of een zorgaanbieder, één van beide"
        )
    yield from _of_location(path, dwelling, known)
    yield from _filled((*path, "contract_forms"), dwelling.contract_forms, "minstens één contractvorm")
    yield from _between((*path, "rent"), dwelling.rent, 0, MOST_MONEY)
    yield from _between((*path, "rooms"), dwelling.rooms, 1, 50)
    yield from _between((*path, "bedrooms"), dwelling.bedrooms, 0, dwelling.rooms)
    yield from _between((*path, "min_persons"), dwelling.min_persons, 1, 50)
    yield from _between((*path, "max_persons"), dwelling.max_persons, max(1, dwelling.min_persons), 50)
    yield from _between((*path, "floor"), dwelling.floor, -5, 200)
    yield from _between((*path, "units"), dwelling.units, 1, MOST_COUNT)
    if dwelling.label is not None:
        label, where = dwelling.label, (*path, "label")
        yield from _between((*where, "age_min"), label.age_min, 0, OLDEST)
        yield from _ordered(where, label.age_min, label.age_max, "een leeftijd van laag tot hoog")
        if label.max_stay_months is not None:
            yield from _between((*where, "max_stay_months"), label.max_stay_months, 1, MOST_WEIGHT)


def _of_location(path: Path, dwelling: Dwelling, known: Known) -> Iterator[Fault]:
    wanted = {
        "wijk": AreaLevel.WIJK,
        "buurt": AreaLevel.BUURT,
        "complex": AreaLevel.COMPLEX,
        "portiek": AreaLevel.PORTIEK,
    }
    for name, level in wanted.items():
        value = getattr(dwelling, name)
        yield from _refers((*path, name), value, known.areas, f"een {level}")
        area = known.levels.get(value)
        if area is not None and area.level is not level:
            yield Fault((*path, name), f"'{value}', een {area.level}", f"een {level}")
        if area is not None and area.municipality != dwelling.municipality:
            expected = f"een {level} in de gemeente van de woning ({dwelling.municipality})"
            yield Fault((*path, name), f"'{value}' in gemeente {area.municipality}", expected)
    for local in sorted(dwelling.local_areas):
        yield from _refers((*path, "local_areas"), local, known.areas, "een gebied")


def _of_limit(path: Path, limit: Limit, known: Known) -> Iterator[Fault]:
    yield from _refers((*path, "area"), limit.area, known.areas, "een gebied")
    for name in ("gross_cap", "used", "reserved_for_zwaar"):
        yield from _between((*path, name), getattr(limit, name), 0, MOST_COUNT)
    if limit.consent is not None:
        yield from _between((*path, "consent", "extra"), limit.consent.extra, 0, MOST_COUNT)


def _of_draagkracht(path: Path, row: Draagkracht, known: Known) -> Iterator[Fault]:
    yield from _refers((*path, "area"), row.area, known.areas, "een gebied")
    if row.proposed is not None:
        yield from _between((*path, "proposed"), row.proposed, 0, MOST_COUNT)
    if row.certainty is not None:
        yield from _between((*path, "certainty"), row.certainty, 0, 100)


def _of_capacity(path: Path, capacity: SupportCapacity, known: Known) -> Iterator[Fault]:
    yield from _refers((*path, "provider"), capacity.provider, known.providers, "een zorgaanbieder")
    yield from _refers((*path, "area"), capacity.area, known.areas, "een gebied")
    for name in ("hours", "used"):
        yield from _between((*path, name), getattr(capacity, name), 0, MOST_COUNT)


def _of_quota(path: Path, quota: Quota, known: Known) -> Iterator[Fault]:
    yield from _refers((*path, "municipality"), quota.municipality, known.municipalities, "een gemeente")
    yield from _refers((*path, "corporation"), quota.corporation, known.corporations, "een corporatie")
    for name in ("minimum", "already"):
        yield from _between((*path, name), getattr(quota, name), 0, MOST_COUNT)
    if quota.maximum is not None:
        yield from _between((*path, "maximum"), quota.maximum, quota.minimum, MOST_COUNT)
    if quota.consent is not None:
        yield from _between((*path, "consent", "extra"), quota.consent.extra, 0, MOST_COUNT)


def _of_convenant(path: Path, convenant: Convenant, known: Known) -> Iterator[Fault]:
    for name in sorted(convenant.municipalities):
        yield from _refers((*path, "municipalities"), name, known.municipalities, "een gemeente")
    for name in sorted(convenant.corporations):
        yield from _refers((*path, "corporations"), name, known.corporations, "een corporatie")
    yield from _ordered((*path, "end"), convenant.start, convenant.end, "een einddatum op of na de begindatum")


def _of_claim(path: Path, claim: Claim) -> Iterator[Fault]:
    if not claim.status.live:
        yield Fault((*path, "status"), f"'{claim.status}'", "een plaatsing die nog loopt")


def _of_claims_together(round_: Round) -> Iterator[Fault]:
    people = Counter(claim.person for claim in round_.claims)
    for person, times in sorted(people.items()):
        if times > 1:
            yield Fault(("claims",), f"{times} lopende plaatsingen van '{person}'", "hooguit één per persoon")
    taken = Counter(claim.dwelling for claim in round_.claims)
    for dwelling in round_.dwellings:
        if taken[dwelling.id] > dwelling.units:
            found = f"{taken[dwelling.id]} lopende plaatsingen in '{dwelling.id}'"
            yield Fault(("claims",), found, f"hooguit {dwelling.units}, het aantal woningen")


def _of_pairs(round_: Round, known: Known) -> Iterator[Fault]:
    for collection in ("claims", "pins", "rent_exceptions", "previous"):
        for index, row in enumerate(getattr(round_, collection)):
            yield from _refers((collection, index, "person"), row.person, known.people, "een uitstromer")
            yield from _refers((collection, index, "dwelling"), row.dwelling, known.dwellings, "een woning")


def _of_bans(round_: Round, known: Known) -> Iterator[Fault]:
    targets = {
        BanScope.WONING: (known.dwellings, "een woning"),
        BanScope.GEBIED: (known.areas, "een gebied"),
        BanScope.CORPORATIE: (known.corporations, "een corporatie"),
    }
    for index, ban in enumerate(round_.bans):
        yield from _refers(("bans", index, "person"), ban.person, known.people, "een uitstromer")
        yield from _refers(("bans", index, "target"), ban.target, *targets[ban.scope])
        yield from _filled(("bans", index, "reason"), ban.reason, "een reden")


def _of_link(path: Path, link: Link, known: Known) -> Iterator[Fault]:
    if len(link.people) < 2:  # noqa: PLR2004 - it takes two to be linked
        yield Fault((*path, "people"), f"{len(link.people)} aanmelding", "minstens twee aanmeldingen")
    for person in sorted(link.people):
        yield from _refers((*path, "people"), person, known.people, "een uitstromer")


def _strangers(round_: Round, known: Known) -> dict[Pairs, list[str]]:
    """Per set of pairs the dwellings that are not known.

    A set can hold millions of pairs, and exclusions at one distance share it: each is gone through once.
    """
    together = {exclusion.close for exclusion in round_.contact_exclusions}
    return {pairs: sorted(set(chain.from_iterable(pairs)).difference(known.dwellings)) for pairs in together}


def _of_exclusion(path: Path, exclusion: ContactExclusion, known: Known, strangers: list[str]) -> Iterator[Fault]:
    """`strangers`: the dwellings in its pairs that are not known."""
    if len(exclusion.people) not in (1, 2):
        yield Fault((*path, "people"), f"{len(exclusion.people)} aanmeldingen", "één of twee aanmeldingen")
    if len(exclusion.people) == 1:
        yield from _filled((*path, "protected"), exclusion.protected, "de woningen bij de beschermde plek")
    for person in sorted(exclusion.people):
        yield from _refers((*path, "people"), person, known.people, "een uitstromer")
    for dwelling in sorted(exclusion.protected):
        yield from _refers((*path, "protected"), dwelling, known.dwellings, "een woning")
    for dwelling in strangers:
        yield from _refers((*path, "close"), dwelling, known.dwellings, "een woning")
    if exclusion.level is ContactLevel.AFSTAND:
        yield from _between((*path, "metres"), exclusion.metres, 1, MOST_COUNT)
