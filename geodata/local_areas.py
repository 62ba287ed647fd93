"""Dorpen and local areas over CBS wijken and buurten: which parts they have, whole or for a share.

Six buurtteams over nine wijken (Assen) is the usual case: most wijken lie in one area as a whole (`gebieden.omvat`),
and one or two are split (`gebiedsdelen`, percentage of the dwellings). Where a wijk or buurt is split, nothing is
guessed: a dwelling has to say in which area it lies, and what does not say so weighs on each area that it may lie in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from geodata.register import Register
from geodata.rows import rows_in
from geodata.tables import FIRST_ROW
from optimizer.errors import Fault

WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A wijk or buurt in an area for `share` percent of its dwellings; `table` and `row` say where that stands."""

    area: str
    level: str
    code: str
    share: int
    table: str
    row: int

    @property
    def whole(self) -> bool:
        """Whether all of it lies in the area."""
        return self.share == WHOLE

    def fault(self, found: str, expected: str) -> Fault:
        """A fault in the cell that names this part."""
        column = "omvat" if self.table == "gebieden" else "deel"
        return Fault((self.table, f"rij {self.row}", column), found, expected)


@dataclass(frozen=True, slots=True)
class Split:
    """The areas of one level over which a wijk or buurt is split, each with its share."""

    code: str
    shares: Mapping[str, int]

    @property
    def areas(self) -> frozenset[str]:
        """The areas by code."""
        return frozenset(self.shares)

    def phrase(self) -> str:
        """Over which areas, for in a sentence: "A (60%) en B (40%)"."""
        return " en ".join(f"{area} ({share}%)" for area, share in sorted(self.shares.items()))


Splits = Mapping[str, tuple[Split, ...]]


def parts_of(register: Register) -> tuple[Part, ...]:
    """Every part of every area, the whole ones first."""
    level_of = {row["code"]: row["niveau"] for row in rows_in(register, "gebieden")}
    whole = [
        Part(area=row["code"], level=row["niveau"], code=code, share=WHOLE, table="gebieden", row=number)
        for number, row in enumerate(rows_in(register, "gebieden"), FIRST_ROW)
        for code in row["omvat"]
    ]
    shared = [
        Part(
            area=row["gebied"],
            level=level_of[row["gebied"]],
            code=row["deel"],
            share=row["aandeel"],
            table="gebiedsdelen",
            row=number,
        )
        for number, row in enumerate(rows_in(register, "gebiedsdelen"), FIRST_ROW)
        if row["gebied"] in level_of
    ]
    return (*whole, *shared)


def splits_of(register: Register) -> Splits:
    """Per wijk or buurt that is split, the areas over which, per level."""
    found: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for part in parts_of(register):
        if not part.whole:
            found[part.code, part.level][part.area] = part.share
    splits: defaultdict[str, tuple[Split, ...]] = defaultdict(tuple)
    for (code, _), shares in found.items():
        splits[code] += (Split(code, shares),)
    return splits


def faults_of_local_areas(register: Register) -> Iterator[Fault]:
    """What can't be true of the areas themselves, and dwellings in a split wijk or buurt that say too little."""
    parts = parts_of(register)
    yield from _covered_more_than_once(parts)
    yield from _wijk_and_its_buurt(register, parts)
    yield from _dwellings_in_splits(register)


def weighed_on(named: Iterable[str], around: Mapping[str, frozenset[str]], splits: Splits) -> frozenset[str]:
    """The areas that a load in the `named` areas weighs on: these, those around, and of a split each that may hold it.

    Of a split of which one area is named only that one counts. Otherwise all do, for the whole load: a load that is
    counted twice allows less than there may be room for, one that is shared out could allow more.
    """
    own = frozenset(named)
    certain = own.union(*(around[area] for area in own if area in around))
    open_splits = (split.areas for area in own for split in splits.get(area, ()) if not split.areas & certain)
    return certain.union(*open_splits)


def _covered_more_than_once(parts: Iterable[Part]) -> Iterator[Fault]:
    """Of a wijk or buurt at most 100% lies in areas of the same level."""
    covered: defaultdict[tuple[str, str], list[Part]] = defaultdict(list)
    for part in parts:
        before = covered[part.level, part.code]
        before.append(part)
        total = sum(one.share for one in before)
        if total > WHOLE:
            found = " en ".join(f"{one.area} ({one.share}%)" for one in before)
            yield part.fault(f"{part.code} voor {total}% in {found}", f"samen hoogstens {WHOLE}% per {part.level}")


def _wijk_and_its_buurt(register: Register, parts: Iterable[Part]) -> Iterator[Fault]:
    """Areas of one level divide a wijk or its buurten, not both. Whole in the same area twice is only said twice."""
    wijk_of = {row["code"]: row["wijk"] for row in rows_in(register, "buurten")}
    by_code: defaultdict[tuple[str, str], list[Part]] = defaultdict(list)
    for part in parts:
        by_code[part.level, part.code].append(part)
    for (level, code), found in by_code.items():
        for part in found:
            for wijk in by_code.get((level, wijk_of.get(code, "")), ()):
                if not (part.whole and wijk.whole and part.area == wijk.area):
                    share = f"{wijk.code}, die zelf voor {wijk.share}% in {wijk.area} ligt"
                    yield part.fault(f"{code}, een buurt van {share}", "of de wijk, of haar buurten")


def _dwellings_in_splits(register: Register) -> Iterator[Fault]:
    """A dwelling in a split wijk or buurt says in which one area it lies."""
    splits = splits_of(register)
    for number, row in enumerate(rows_in(register, "woningen"), FIRST_ROW) if splits else ():
        for split in (*splits.get(row["wijk"], ()), *splits.get(row["buurt"], ())):
            said = split.areas.intersection(row["lokale_gebieden"])
            if len(said) != 1:
                found = " en ".join(sorted(said)) if said else "geen gebied"
                where = f"een woning in {split.code}, die gesplitst is over {split.phrase()}"
                yield Fault(("woningen", f"rij {number}", "lokale_gebieden"), f"{found}, bij {where}", _one_of(split))


def _one_of(split: Split) -> str:
    rest = WHOLE - sum(split.shares.values())
    choice = f"één van: {', '.join(sorted(split.areas))}"
    return f"{choice}, of een eigen gebied voor de overige {rest}%" if rest else choice
