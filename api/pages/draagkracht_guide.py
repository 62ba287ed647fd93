"""What the page about caps shows: the example policy of the bundled region, worked out for one wijk, never typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from geodata.draagkracht.agreement import Pairs, per_buurt, per_wijk
from geodata.draagkracht.cautions import OF_LEEFBAAROMETER
from geodata.draagkracht.derive import derive, moved_by
from geodata.draagkracht.derived import Derived
from geodata.draagkracht.numbers import plain, written
from geodata.draagkracht.policy import DraagkrachtPolicy
from geodata.draagkracht.sentences import draagkracht_of
from geodata.region import bundled, bundled_draagkracht, read_period, read_policy
from optimizer.draagkracht import Colour, Draagkracht

# Wijken whose class is far from sure are no good first example, nor are those where nothing is in doubt.
UNSURE, SURE = 70, 95


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """An indicator of the example, as a row of a table."""

    title: str
    direction: str
    weight: int
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How the index ranks beside the Leefbaarometer; numbers as text."""

    what: str
    pairs: int
    correlation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraagkrachtGuide:
    """The example: its weights, its classes, one wijk step by step, the change that moves most wijken, agreement."""

    policy: DraagkrachtPolicy
    weights: tuple[Weight, ...]
    oranje: str
    groen: str
    wijk: str
    example: Draagkracht
    small: str
    pulled: str
    wijken: int
    classes: tuple[tuple[str, int], ...]
    largest: str
    largest_wijken: int
    agreement: tuple[Agreement, ...]
    years: tuple[str, str]
    leefbaarometer: tuple[str, ...]


@cache
def draagkracht_guide() -> DraagkrachtGuide:
    """The example of the bundled region, made once."""
    register, policy, on = bundled(), bundled_draagkracht(), read_period().start
    derived = derive(register, policy, on)
    heaviest = read_policy().care_weights.zwaar
    chosen, small = _telling(derived), next(one for one in derived if one.pull is not None)
    moved, buurten = moved_by(derived)[0], per_buurt(register, policy, on)
    return DraagkrachtGuide(
        policy=policy,
        weights=tuple(
            Weight(title=each.title, direction=each.direction, weight=each.weight, remark=each.remark)
            for each in policy.indicators
        ),
        oranje=plain(policy.borders.oranje),
        groen=plain(policy.borders.groen),
        wijk=chosen.name,
        example=draagkracht_of(chosen, heaviest),
        small=small.name,
        pulled=next(step for step in draagkracht_of(small, heaviest).steps if "kleine wijk" in step),
        wijken=len(derived),
        classes=tuple((colour.value, sum(one.colour is colour for one in derived)) for colour in Colour),
        largest=moved.cause,
        largest_wijken=len(moved.wijken),
        agreement=(_agreement("buurten", buurten), _agreement("wijken", per_wijk(buurten))),
        years=(_years(buurten.figure_years), _years(buurten.score_years)),
        leefbaarometer=OF_LEEFBAAROMETER,
    )


def _telling(derived: tuple[Derived, ...]) -> Derived:
    """The first wijk that is oranje by its own figures, all known, and that some other choice would turn."""
    return next(
        one
        for one in derived
        if one.colour is Colour.ORANJE
        and one.pull is None
        and all(figure.score is not None for figure in one.figures)
        and one.certainty is not None
        and UNSURE <= one.certainty < SURE
    )


def _agreement(what: str, pairs: Pairs) -> Agreement:
    return Agreement(what=what, pairs=len(pairs.index), correlation=written(round(pairs.correlation * 100), 2))


def _years(years: tuple[int, ...]) -> str:
    return " en ".join(map(str, years))
