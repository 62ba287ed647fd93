"""The exact load of every wijk in two states side by side: before and after a proposal, or two proposals.

For the coordinator only (settled rule 16). A wijk is told by its `stand` limit; limits of other levels and kinds are
not on a map of wijken. Of several on one wijk the one with the least room before new placements counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from maps.geometry import Region, Shape
from maps.rows import NONE, plain_name
from maps.worths import Value, values_by_limit
from optimizer.agreements import Limit, LimitKind
from optimizer.errors import Fault, InvalidInput
from optimizer.explanations import Worth
from optimizer.policy import AreaLevel
from optimizer.proposal import LimitUse
from optimizer.round import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The load of every limit of a round, in one state of things; `short` is its name where there is little room."""

    name: str
    short: str
    uses: tuple[LimitUse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A cap, consent included, and how much of it is taken in one state."""

    cap: int
    load: int

    @property
    def free(self) -> int:
        """What is left; below 0 over the cap."""
        return self.cap - self.load

    @property
    def percent(self) -> int | None:
        """Of the cap; None of a cap of nothing."""
        return round(100 * self.load / self.cap) if self.cap > 0 else None

    @property
    def text(self) -> str:
        """The load, and its share of the cap."""
        return str(self.load) if self.percent is None else f"{self.load} ({self.percent}%)"


@dataclass(frozen=True, slots=True, kw_only=True)
class WijkLoad:
    """A wijk in both states, None where it has no cap; `value` is None where no more room was calculated.

    `shape` is None where there are no borders of it.
    """

    code: str
    name: str
    municipality: str
    shape: Shape | None
    before: Load | None = None
    after: Load | None = None
    provisional: bool = False
    consent: bool = False
    value: Value | None = None

    @property
    def difference(self) -> int | None:
        """How much load there is more in the second state."""
        return None if self.before is None or self.after is None else self.after.load - self.before.load

    @property
    def cap_text(self) -> str:
        """The cap, and what kind of cap it is."""
        if self.after is None:
            return NONE
        kinds = [*(["voorstel"] if self.provisional else []), *(["met toestemming"] if self.consent else [])]
        return f"{self.after.cap} ({', '.join(kinds)})" if kinds else str(self.after.cap)


def before(uses: Iterable[LimitUse]) -> tuple[LimitUse, ...]:
    """The same without what a proposal adds."""
    return tuple(replace(use, planned=0) for use in uses)


def loads_of(
    round_: Round, states: tuple[State, State], region: Region, worths: Iterable[Worth], placed: int
) -> tuple[WijkLoad, ...]:
    """Every wijk of the round and of the region, by name of the municipality and code.

    `placed`: how many the proposal places whose `worths` these are. Raises InvalidInput where a state lacks a limit.
    """
    shapes = {shape.code: shape for shape in region.wijken}
    municipalities = {each.id: each.name for each in round_.municipalities}
    uses = [{use.limit: use for use in state.uses} for state in states]
    tightest = _tightest(round_, uses)
    values = values_by_limit(round_, worths, placed)
    known = []
    for area in round_.areas:
        if area.level is not AreaLevel.WIJK:
            continue
        wijk = WijkLoad(
            code=area.id,
            name=plain_name(area.name),
            municipality=municipalities[area.municipality],
            shape=shapes.get(area.id),
        )
        limit = tightest.get(area.id)
        known.append(wijk if limit is None else _filled(wijk, limit, uses, values.get(limit.id)))
    there = {wijk.code for wijk in known}
    unknown = [_unlimited(shape) for shape in region.wijken if shape.code not in there]
    return tuple(sorted((*known, *unknown), key=lambda wijk: (wijk.municipality, wijk.code)))


def _tightest(round_: Round, uses: Sequence[dict[str, LimitUse]]) -> dict[str, Limit]:
    """By area the limit of those present that has least room left by what was there already."""
    found: dict[str, tuple[int, Limit]] = {}
    for limit in sorted(round_.limits, key=lambda limit: limit.id):
        if limit.kind is not LimitKind.STAND:
            continue
        if any(limit.id not in held for held in uses):
            raise InvalidInput([Fault(("limits",), f"geen gebruik van '{limit.id}'", "het gebruik van elke grens")])
        use = uses[0][limit.id]
        left = use.cap - use.used - use.claimed
        if limit.area not in found or left < found[limit.area][0]:
            found[limit.area] = left, limit
    return {area: limit for area, (_, limit) in found.items()}


def _filled(wijk: WijkLoad, limit: Limit, uses: Sequence[dict[str, LimitUse]], value: Value | None) -> WijkLoad:
    first, second = (_load(held[limit.id]) for held in uses)
    return replace(
        wijk,
        before=first,
        after=second,
        provisional=limit.provisional,
        consent=limit.consent is not None,
        value=value,
    )


def _load(use: LimitUse) -> Load:
    return Load(cap=use.cap, load=use.used + use.claimed + use.planned)


def _unlimited(shape: Shape) -> WijkLoad:
    return WijkLoad(code=shape.code, name=plain_name(shape.name), municipality=shape.municipality, shape=shape)
