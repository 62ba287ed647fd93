"""What already weighs on an area when a round starts: open facilities, and earlier placements that fade.

A placement of which both the registration and the dwelling are still in the Register is a live claim, and
counted as that; every other one that was let counts here, by the steps of the table `afbouw`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from geodata.local_areas import Splits, splits_of, weighed_on
from geodata.register import Register, Row
from geodata.rows import local_areas_around, rows_in
from optimizer.agreements import Claim, LimitKind, PlacementStatus
from optimizer.policy import Begeleiding, CareWeights

# Statuses in which somebody lives, or lived until the case was closed, in the dwelling.
MOVED_IN = (PlacementStatus.VERHUURD, PlacementStatus.OMGEKLAPT, PlacementStatus.AFGEROND)
MONTHS_A_YEAR = 12
FULL = 100


def claims_of(register: Register) -> tuple[Claim, ...]:
    """The live placements of which person and dwelling are both in the register."""
    people, dwellings = _present(register)
    return tuple(
        Claim(person=row["uitstromer"], dwelling=row["woning"], status=PlacementStatus(row["status"]))
        for row in rows_in(register, "plaatsingen")
        if _is_claim(row, people, dwellings)
    )


def used_by_limit(register: Register, load: Mapping[str, int]) -> dict[str, int]:
    """Per limit of the table the load that is present; 0 for `instroom`, which counts new leases only."""
    return {
        row["code"]: load[row["gebied"]] if row["soort"] == LimitKind.STAND else 0
        for row in rows_in(register, "grenswaarden")
    }


def is_open(facility: Row, day: date) -> bool:
    """Whether a facility is open on a day; an unknown date closes nothing."""
    since, until = facility["geldig_van"], facility["geldig_tot"]
    return (since is None or since <= day) and (until is None or day <= until)


def months_between(first: date, last: date) -> int:
    """Whole months from the one day to the other, at least 0."""
    months = (last.year - first.year) * MONTHS_A_YEAR + last.month - first.month
    return max(0, months - (last.day < first.day))


def faded(weight: int, months: int, steps: Mapping[int, int]) -> int:
    """The part of a weight that still counts after so many months, rounded up; `steps`: percentage by months."""
    reached = [since for since in steps if since <= months]
    percentage = steps[max(reached)] if reached else FULL
    return -(-weight * percentage // FULL)


def remarks_on_splits(register: Register, start: date) -> Iterator[str]:
    """Which loads count in every area that they may lie in, because nothing says in which part of a split they lie."""
    splits = splits_of(register)
    for row in rows_in(register, "voorzieningen") if splits else ():
        if is_open(row, start) and row["belasting"]:
            named = {row["wijk"], row["buurt"], *row["lokale_gebieden"]} - {None}
            yield from _remark(f"Voorziening {row['code']}", named, splits)
    for row in _earlier_placements(register) if splits else ():
        yield from _remark(f"Plaatsing {row['code']}", set(row["gebieden"]), splits)


def _remark(what: str, named: set[str], splits: Splits) -> Iterator[str]:
    for split in (split for code in sorted(named) for split in splits.get(code, ())):
        if not split.areas & named:
            yield f"{what}: ligt in {split.code}, gesplitst over {split.phrase()}. Telt daar overal helemaal mee."


def load_by_area(register: Register, weights: CareWeights, start: date) -> Counter[str]:
    """What weighs on every area when a round starts."""
    load: Counter[str] = Counter()
    around, splits = local_areas_around(register), splits_of(register)
    for facility in rows_in(register, "voorzieningen"):
        named = {facility["wijk"], facility["buurt"], *facility["lokale_gebieden"]} - {None}
        for area in weighed_on(named, around, splits) if is_open(facility, start) else ():
            load[area] += facility["belasting"]
    steps = {row["vanaf_maanden"]: row["procent"] for row in rows_in(register, "afbouw")}
    for placement in _earlier_placements(register):
        weight = weights.of(Begeleiding(placement["begeleiding"])) * (placement["begeleide_personen"] or 1)
        months = months_between(placement["begin"], start)
        for area in weighed_on(placement["gebieden"], around, splits):
            load[area] += faded(weight, months, steps)
    return load


def _earlier_placements(register: Register) -> Iterable[Row]:
    people, dwellings = _present(register)
    for row in rows_in(register, "plaatsingen"):
        if row["status"] in MOVED_IN and not _is_claim(row, people, dwellings):
            yield row


def _present(register: Register) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(register.uitstromers["code"]), frozenset(register.woningen["code"])


def _is_claim(row: Row, people: frozenset[str], dwellings: frozenset[str]) -> bool:
    return PlacementStatus(row["status"]).live and row["uitstromer"] in people and row["woning"] in dwellings
