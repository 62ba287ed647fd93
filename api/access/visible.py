"""Who sees what: the one table from fact to reader, with the settled rule that decides it.

A report, a page and the API show a fact only to readers for whom this table allows it; what has no line here
can't be shown. Every field of a person, a dwelling, a placement and a round stands here once at least.
Which rows somebody reads is not decided here: a corporation and a provider read about their own only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TypeVar

Shown = TypeVar("Shown")


class Reader(StrEnum):
    """Who reads: a corporation more once it has agreed to a placement, a provider once a proposal is sent.

    A planner of a municipality also reads of the caps that it decides. Administrators are no readers.
    """

    COORDINATOR = "coördinator"
    CORPORATION = "corporatie, bij het voorstel"
    AGREED = "corporatie, na akkoord"
    PROVIDER = "zorgaanbieder, bij het voorstel"
    PLANNER = "planner"
    MUNICIPALITY = "planner van een gemeente"


class Fact(StrEnum):
    """One thing to show; derived from the fields that `VISIBLE` names."""

    PERSON = auto()
    PERSONS = auto()
    BEDROOMS_NEEDED = auto()
    ACCESS_NEEDED = auto()
    LOW_STIMULUS_NEEDED = auto()
    START = auto()
    CONTRACT = auto()
    RENT_EXCEPTION = auto()
    FIXED = auto()
    SUPPORT_PROVIDER = auto()
    CARE = auto()
    SUPPORT_HOURS = auto()
    DOELGROEP = auto()
    REGISTERED_BY = auto()
    HOUSEHOLD = auto()
    AGES = auto()
    INCOME = auto()
    ORIGIN = auto()
    RETURN = auto()
    WAITING = auto()
    DEADLINE = auto()
    FIT_OF_PERSON = auto()
    WISHES = auto()
    CURRENT_HOME = auto()
    HISTORY = auto()
    TOGETHER = auto()
    CONTACT = auto()
    WHY = auto()
    WHY_NOT = auto()
    NO_HOME_YET = auto()
    DWELLING = auto()
    LANDLORD = auto()
    PLACE = auto()
    WIJK = auto()
    COMPLEX = auto()
    KIND = auto()
    SIZE = auto()
    BEDROOMS = auto()
    OFFERS = auto()
    RENT = auto()
    AVAILABLE = auto()
    CONTRACT_FORMS = auto()
    AGE_LABEL = auto()
    LONGEST_STAY = auto()
    STREAM_LABEL = auto()
    NUISANCE = auto()
    RUN_BY = auto()
    UNITS = auto()
    UNITS_CLAIMED = auto()
    UNITS_PROPOSED = auto()
    OWN_QUOTA = auto()
    QUOTAS = auto()
    OWN_LIMITS = auto()
    LIMITS = auto()
    CAPACITIES = auto()
    GOALS = auto()
    DECISIONS = auto()
    ROUND = auto()
    POLICY = auto()
    CALCULATION = auto()


@dataclass(frozen=True, slots=True)
class Seen:
    """Who sees a fact, by which settled rules (0: the law and care with data), why, and where it comes from."""

    readers: frozenset[Reader]
    rules: tuple[int, ...]
    why: str
    fields: tuple[str, ...]


OWN = frozenset({Reader.COORDINATOR})
HOUSING = OWN | {Reader.CORPORATION, Reader.AGREED}
CLIENT = OWN | {Reader.PROVIDER}
SENT = HOUSING | CLIENT
AGREED = CLIENT | {Reader.AGREED}
ALL = frozenset(Reader)


def _person(*names: str) -> tuple[str, ...]:
    return tuple(f"Uitstromer.{name}" for name in names)


def _home(*names: str) -> tuple[str, ...]:
    return tuple(f"Dwelling.{name}" for name in names)


def _round(*names: str) -> tuple[str, ...]:
    return tuple(f"Round.{name}" for name in names)


def _proposal(*names: str) -> tuple[str, ...]:
    return tuple(f"Proposal.{name}" for name in names)


_NEED = "what the dwelling must have"
_STREAM = "can reveal the stream"
_ITS_OWN = "the corporation supplied it"
_DATES = "tells how somebody's road went; the start date says what the corporation needs"

VISIBLE: Mapping[Fact, Seen] = {
    Fact.PERSON: Seen(SENT, (0,), "a pseudonym", (*_person("id"), "Placement.person", *_round("people"))),
    Fact.PERSONS: Seen(SENT, (13,), _NEED, _person("household")),
    Fact.BEDROOMS_NEEDED: Seen(SENT, (13,), _NEED, _person("household")),
    Fact.ACCESS_NEEDED: Seen(SENT, (13,), _NEED, _person("needs")),
    Fact.LOW_STIMULUS_NEEDED: Seen(CLIENT, (16,), "tells of health, and " + _STREAM, _person("needs")),
    Fact.START: Seen(SENT, (13,), "when the lease starts", ("Placement.start",)),
    Fact.CONTRACT: Seen(SENT, (13,), "what is to be signed", ("Placement.contract",)),
    Fact.RENT_EXCEPTION: Seen(
        AGREED, (16,), "tells of income; needed for the yearly account", ("Placement.rent_exception",)
    ),
    Fact.FIXED: Seen(OWN, (14,), "its reason may concern others", ("Placement.pinned", *_round("pins"))),
    Fact.SUPPORT_PROVIDER: Seen(AGREED, (16,), _STREAM, (*_person("support"), *_round("providers"))),
    Fact.CARE: Seen(CLIENT, (16,), "no need of the dwelling", _person("care", "supported_persons")),
    Fact.SUPPORT_HOURS: Seen(CLIENT, (16,), "no need of the dwelling", _person("support")),
    Fact.DOELGROEP: Seen(CLIENT, (13, 16), "is the stream", _person("doelgroep")),
    Fact.REGISTERED_BY: Seen(CLIENT, (16,), _STREAM, _person("provider", "legal_basis")),
    Fact.HOUSEHOLD: Seen(CLIENT, (13,), "ages and expected children are no need of the dwelling", _person("household")),
    Fact.AGES: Seen(CLIENT, (13,), "the rules see to it that the label fits", _person("ages")),
    Fact.INCOME: Seen(CLIENT, (13,), "the rules see to it that the rent fits", _person("income")),
    Fact.ORIGIN: Seen(
        CLIENT, (7, 16), "shown as flows only", _person("origin", "origin_basis", "responsible", "designated", "returns")
    ),
    Fact.RETURN: Seen(CLIENT, (16,), "shown as flows only", _person("origin", "designated", "returns")),
    Fact.WAITING: Seen(CLIENT, (2, 13), _DATES, _person("registered_on", "ready_on")),
    Fact.DEADLINE: Seen(CLIENT, (2, 16), "release and end of stay are the stream", _person("deadline", "urgency")),
    Fact.FIT_OF_PERSON: Seen(CLIENT, (0,), "outcome of the ZRM", _person("woonvormen", "contract_forms", "accepts_shared")),
    Fact.WISHES: Seen(CLIENT, (8, 16), "areas and treatment tell of the past", _person("excluded", "preferred", "anchors")),
    Fact.CURRENT_HOME: Seen(CLIENT, (0,), "the facility reveals the stream", _person("home")),
    Fact.HISTORY: Seen(CLIENT, (12,), "refusals are not held against anybody", _person("refused_offers", "rounds_missed")),
    Fact.TOGETHER: Seen(OWN, (9,), "tells of somebody else", _round("links")),
    Fact.CONTACT: Seen(OWN, (8,), "only the coordinator sees it", _round("contact_exclusions")),
    Fact.WHY: Seen(OWN, (8, 16), "names origin, income and treatment", ("Placement.person",)),
    Fact.WHY_NOT: Seen(OWN, (8, 16), "of people without a home nothing is shown", _proposal("unplaced")),
    Fact.NO_HOME_YET: Seen(CLIENT, (1, 12), "the provider goes on with its client", _proposal("unplaced")),
    Fact.DWELLING: Seen(SENT, (13,), _ITS_OWN, (*_home("id"), "Placement.dwelling", *_round("dwellings"))),
    Fact.LANDLORD: Seen(SENT, (13,), "the reader, or whom the provider deals with", (*_home("corporation"), *_round("corporations"))),
    Fact.PLACE: Seen(SENT, (13,), _ITS_OWN, (*_home("municipality"), *_round("municipalities"))),
    Fact.WIJK: Seen(SENT, (13,), _ITS_OWN, (*_home("wijk", "buurt", "local_areas"), *_round("areas"))),
    Fact.COMPLEX: Seen(SENT, (13,), _ITS_OWN, _home("complex", "portiek")),
    Fact.KIND: Seen(SENT, (13,), _ITS_OWN, _home("kind", "floor", "shared")),
    Fact.SIZE: Seen(SENT, (13,), _ITS_OWN, _home("rooms", "min_persons", "max_persons")),
    Fact.BEDROOMS: Seen(SENT, (13,), _ITS_OWN, _home("bedrooms")),
    Fact.OFFERS: Seen(SENT, (13,), _ITS_OWN, _home("offers")),
    Fact.RENT: Seen(SENT, (13,), _ITS_OWN, _home("rent")),
    Fact.AVAILABLE: Seen(SENT, (13,), _ITS_OWN, _home("available_from")),
    Fact.CONTRACT_FORMS: Seen(SENT, (13,), _ITS_OWN, _home("contract_forms")),
    Fact.AGE_LABEL: Seen(SENT, (13,), _ITS_OWN, _home("label")),
    Fact.LONGEST_STAY: Seen(SENT, (13,), _ITS_OWN, _home("label")),
    Fact.STREAM_LABEL: Seen(CLIENT, (13, 16), "beside a pseudonym it is the stream", _home("label", "woonvorm")),
    Fact.NUISANCE: Seen(OWN, (13, 16), "beside a pseudonym it tells how heavy the support is", _home("nuisance_file")),
    Fact.RUN_BY: Seen(CLIENT, (16,), "dwellings of providers are nobody else's", _home("provider")),
    Fact.UNITS: Seen(HOUSING, (13,), _ITS_OWN, _home("units")),
    Fact.UNITS_CLAIMED: Seen(HOUSING, (13,), "its own placements under way", _round("claims")),
    Fact.UNITS_PROPOSED: Seen(HOUSING, (13,), "its own share of the proposal", _proposal("placements")),
    Fact.OWN_QUOTA: Seen(
        HOUSING, (5, 13), "its own agreement, where no doelgroep is named", (*_round("quotas"), *_proposal("quotas"))
    ),
    Fact.QUOTAS: Seen(OWN, (5, 13), "of others, or of one doelgroep", (*_round("quotas"), *_proposal("quotas"))),
    Fact.OWN_LIMITS: Seen(
        OWN | {Reader.MUNICIPALITY},
        (16,),
        "exact loads, for the gemeente that decides that cap",
        (*_round("limits"), *_proposal("limits")),
    ),
    Fact.LIMITS: Seen(OWN, (16,), "exact loads", (*_round("limits"), *_proposal("limits"))),
    Fact.CAPACITIES: Seen(OWN, (16,), "names providers", (*_round("capacities"), *_proposal("capacities"))),
    Fact.GOALS: Seen(OWN, (16,), "counts of the whole round", _proposal("goals")),
    Fact.DECISIONS: Seen(
        OWN, (8, 13), "reasons about persons", _round("bans", "rent_exceptions", "previous", "convenanten")
    ),
    Fact.ROUND: Seen(ALL, (1,), "which round this is", _round("id", "name", "start", "end", "origin_of_data")),
    Fact.POLICY: Seen(ALL, (16,), "published by the parties", _round("policy", "draagkracht")),
    Fact.CALCULATION: Seen(
        OWN,
        (16,),
        "a digest of the round would betray a guess about somebody",
        _proposal(
            "round_id", "round_digest", "status", "conflicts", "way_out", "settings", "rules_version", "solver"
        ),
    ),
}  # fmt: skip


def visible_to(reader: Reader, shown: Mapping[Fact, Shown]) -> tuple[Shown, ...]:
    """What this reader may see of these, in the given order."""
    return tuple(each for fact, each in shown.items() if reader in VISIBLE[fact].readers)
