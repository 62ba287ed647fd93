"""What changed in the areas of one level between two years: the same code need not be the same ground.

A border counts as moved as CBS counts it: where it moved about five metres or more (Toelichting Wijk- en Buurtkaart
2024, indelingswijziging), and here over at least a tenth of a hectare. Compare files of the same kind: a simplified map
beside a detailed one differs everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geodata.boundaries.read import Boundaries
from geodata.boundaries.repair import HECTARE

MOVED_METRES = 5.0
MOVED_HECTARES = 0.1
SAME = 0.99
"""Of the ground of either: so much in common, and two codes are the same area under another code."""

Shapes = npt.NDArray[np.object_]


class Kind(StrEnum):
    """What happened to an area."""

    VANISHED = "verdwenen"
    NEW = "nieuw"
    RECODED = "andere code"
    RENAMED = "andere naam"
    MOVED = "grens verlegd"


@dataclass(frozen=True, slots=True)
class Part:
    """Ground that one area shares with another of the other year; `share` is of the area that the change is about."""

    code: str
    naam: str
    hectares: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one area. `before` and `after` are its names, None where it was not there; hectares of land.

    - `went` is ground that it had and that others have now; of a vanished area that is all of it;
    - `came` is ground that others had; of a new area that is all of it;
    - `lost` and `gained` are hectares, also of ground that lies in no area of the other year.
    """

    kind: Kind
    code: str
    before: str | None
    after: str | None
    hectares_before: float
    hectares_after: float
    lost: float = 0.0
    gained: float = 0.0
    went: tuple[Part, ...] = ()
    came: tuple[Part, ...] = ()


def changes_between(old: Boundaries, new: Boundaries) -> tuple[Change, ...]:
    """Every change of a code from old to new, sorted by code. Both must be of the same level."""
    if old.level is not new.level:
        raise ValueError(f"{old.level} against {new.level}")
    before, after = _indexed(old.areas), _indexed(new.areas)
    exchange = _exchange(before, after)
    recoded = _recoded(exchange, before, after)
    changes = [*recoded]
    done = {change.code for change in recoded} | {change.came[0].code for change in recoded}
    for code in sorted((set(before.names) | set(after.names)) - done):
        changes += _changes_of(code, before, after, exchange)
    return tuple(sorted(changes, key=lambda change: (change.code, change.kind)))


@dataclass(frozen=True, slots=True, eq=False)
class _Areas:
    names: Mapping[str, str]
    shapes: Mapping[str, shapely.Geometry]
    hectares: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class _Exchange:
    """Hectares by code of the one year, then by code of the other; only of ground that changed from one to another."""

    went: Mapping[str, Mapping[str, float]]
    came: Mapping[str, Mapping[str, float]]
    outside: Mapping[str, float]
    """Of the old areas: what lies in no new area."""
    inside: Mapping[str, float]
    """Of the new areas: what lay in no old area."""


def _indexed(areas: gpd.GeoDataFrame) -> _Areas:
    codes = [str(code) for code in areas["code"]]
    shapes = areas.geometry.to_numpy()
    hectares = (shapely.area(shapes) / HECTARE).tolist()
    return _Areas(
        dict(zip(codes, map(str, areas["naam"]), strict=True)),
        dict(zip(codes, shapes.tolist(), strict=True)),
        dict(zip(codes, hectares, strict=True)),
    )


def _exchange(before: _Areas, after: _Areas) -> _Exchange:
    """Ground moved from one code to another only where the one lost some and the other gained some."""
    left, entered = _touched(before, after)
    went: dict[str, dict[str, float]] = defaultdict(dict)
    came: dict[str, dict[str, float]] = defaultdict(dict)
    old, new = (_shapes_of(codes, areas) for codes, areas in ((left, before), (entered, after)))
    here, there = shapely.STRtree(new).query(old, predicate="intersects")
    differs = np.array([left[a] != entered[b] for a, b in zip(here, there, strict=True)], dtype=bool)
    here, there = here[differs], there[differs]
    shared = shapely.intersection(old[here], new[there])
    moved = _is_moved(shared)
    for a, b, size in zip(here[moved], there[moved], shapely.area(shared[moved]) / HECTARE, strict=True):
        went[left[a]][entered[b]] = came[entered[b]][left[a]] = float(size)
    return _Exchange(went, came, _uncovered(left, before, after), _uncovered(entered, after, before))


def _touched(before: _Areas, after: _Areas) -> tuple[list[str], list[str]]:
    """The codes that lost ground and those that gained some, also the vanished and the new; few between two years."""
    both = sorted(before.shapes.keys() & after.shapes.keys())
    old, new = _shapes_of(both, before), _shapes_of(both, after)
    same = shapely.equals_identical(old, new)
    common = shapely.area(old)
    common[~same] = shapely.area(shapely.intersection(old[~same], new[~same]))
    least = MOVED_HECTARES * HECTARE
    lost, gained = shapely.area(old) - common > least, shapely.area(new) - common > least
    left = [code for code, some in zip(both, lost, strict=True) if some]
    entered = [code for code, some in zip(both, gained, strict=True) if some]
    vanished, appeared = before.shapes.keys() - after.shapes.keys(), after.shapes.keys() - before.shapes.keys()
    return sorted([*left, *vanished]), sorted([*entered, *appeared])


def _shapes_of(codes: Iterable[str], areas: _Areas) -> Shapes:
    return np.array([areas.shapes[code] for code in codes], dtype=object)


def _uncovered(codes: list[str], own: _Areas, other: _Areas) -> dict[str, float]:
    """Hectares of these areas that lie in no area of the other year."""
    mine, theirs = _shapes_of(codes, own), _shapes_of(other.shapes, other)
    here, there = shapely.STRtree(theirs).query(mine, predicate="intersects")
    # The pairs come sorted by the area of this year.
    starts = np.searchsorted(here, np.arange(len(mine) + 1))
    around = [theirs[there[start:end]] for start, end in pairwise(starts)]
    covers = np.array([shapely.union_all(found) for found in around], dtype=object)
    rest = shapely.difference(mine, covers)
    return {codes[at]: float(rest[at].area) / HECTARE for at in np.flatnonzero(_is_moved(rest))}


def _is_moved(pieces: Shapes) -> npt.NDArray[np.bool_]:
    """Which pieces of ground are large and wide enough; a rim along a border is long but not wide."""
    large = shapely.area(pieces) > MOVED_HECTARES * HECTARE
    large[large] = ~shapely.is_empty(shapely.buffer(pieces[large], -MOVED_METRES / 2))
    return np.asarray(large, dtype=bool)


def _recoded(exchange: _Exchange, before: _Areas, after: _Areas) -> list[Change]:
    """Codes that vanished while a new code has the same ground."""
    changes = []
    for code in before.names.keys() - after.names.keys():
        for other, hectares in exchange.went.get(code, {}).items():
            least = SAME * max(before.hectares[code], after.hectares[other])
            if other not in before.names and hectares >= least:
                part = Part(other, after.names[other], hectares, hectares / before.hectares[code])
                changes.append(_change(Kind.RECODED, code, before, after, came=(part,), after_code=other))
    return changes


def _changes_of(code: str, before: _Areas, after: _Areas, exchange: _Exchange) -> list[Change]:
    went = _parts(exchange.went.get(code, {}), after, before.hectares.get(code))
    came = _parts(exchange.came.get(code, {}), before, after.hectares.get(code))
    if code not in after.names:
        return [_change(Kind.VANISHED, code, before, after, went=went, lost=before.hectares[code])]
    if code not in before.names:
        return [_change(Kind.NEW, code, before, after, came=came, gained=after.hectares[code])]
    lost = sum(part.hectares for part in went) + exchange.outside.get(code, 0.0)
    gained = sum(part.hectares for part in came) + exchange.inside.get(code, 0.0)
    changes = []
    if before.names[code] != after.names[code]:
        changes.append(_change(Kind.RENAMED, code, before, after))
    if lost or gained:
        changes.append(_change(Kind.MOVED, code, before, after, went=went, came=came, lost=lost, gained=gained))
    return changes


def _parts(found: Mapping[str, float], other: _Areas, whole: float | None) -> tuple[Part, ...]:
    """The largest first."""
    parts = [Part(code, other.names[code], size, size / whole if whole else 0.0) for code, size in found.items()]
    return tuple(sorted(parts, key=lambda part: (-part.hectares, part.code)))


def _change(  # noqa: PLR0913 - what a change is, and what of it is not nothing
    kind: Kind,
    code: str,
    before: _Areas,
    after: _Areas,
    *,
    went: tuple[Part, ...] = (),
    came: tuple[Part, ...] = (),
    lost: float = 0.0,
    gained: float = 0.0,
    after_code: str | None = None,
) -> Change:
    then = after_code or code
    return Change(
        kind=kind,
        code=code,
        before=before.names.get(code),
        after=after.names.get(then),
        hectares_before=before.hectares.get(code, 0.0),
        hectares_after=after.hectares.get(then, 0.0),
        lost=lost,
        gained=gained,
        went=went,
        came=came,
    )
