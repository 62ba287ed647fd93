"""Figures per gemeente, wijk and buurt, read exactly as users download or keep them, with year and source.

Three kinds of table are told apart by their headings: the Kerncijfers of CBS (`kwb`), the Leefbaarometer
(`lbm`), and any other, which is read as a table of a gemeente (`free`). Origin or nationality of
inhabitants is never an indicator (settled rule 15, `catalogue`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from geodata.cells import UnreadableError
from geodata.columns import frame_of
from geodata.indicators.catalogue import catalogue
from geodata.indicators.cells import ABSENT, KNOWN
from geodata.indicators.free import Asked, read_free
from geodata.indicators.grid import Grid, read_grids
from geodata.indicators.kwb import is_kwb, read_kwb
from geodata.indicators.lbm import is_lbm, read_lbm
from geodata.indicators.part import FACTS, INDICATOREN, Part, counted, joined_rows, listed, no_facts
from optimizer.errors import Fault, InvalidInput

KEY = list(INDICATOREN.key)
FACT_KEY = ["code", "jaar"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Indicators:
    """What was read.

    - `frame`: the columns of the table `indicatoren`; `waarde` is missing unless `status` is `bekend`;
    - `facts`: code, inwoners, woningen (both may be missing), jaar, bron, for the tables gemeenten and wijken;
    - `remarks`: Dutch sentences on what was read as what, what was not used, and what was refused and why.
    """

    frame: pd.DataFrame
    facts: pd.DataFrame
    remarks: tuple[str, ...]


def read_indicators(
    path: Path,
    *,
    year: int | None = None,
    source: str | None = None,
    known: Collection[str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Indicators:
    """The figures in one file.

    `year` and `source` are needed only where the file does not say them. `known` are the codes of interest: other
    areas are left out and counted; a code that the file misses has the status `ontbreekt`, if the file has areas of
    that level at all. `names` holds names by code, to tell which code a name in the file probably means.
    Raises InvalidInput with every fault.
    """
    try:
        grids, passed = read_grids(path)
    except UnreadableError as error:
        raise InvalidInput([error.fault(path.name)]) from None
    if not grids:
        expected = "een kolom met CBS-codes, zoals gwb_code_10, WijkenEnBuurten, wijkcode of gebied"
        raise InvalidInput([Fault((path.name,), "geen tabel met gebieden", expected)])
    asked = Asked(year=year, source=source, known=known, names=names or {})
    parts = [_read(grid, asked) for grid in grids]
    faults = [fault for part in parts for fault in part.faults]
    if not faults:
        faults += _faults_between(parts)
        if all(part.frame.empty and part.facts.empty for part in parts):
            faults.append(Fault((path.name,), "geen enkel gebied met een cijfer", "minstens één"))
    if faults:
        raise InvalidInput(faults)
    remarks = [remark for part in parts for remark in part.remarks]
    remarks += [f"{path.name}: niet gelezen: blad {name}, zonder kolom met gebieden." for name in passed]
    found = Indicators(frame=_once(parts), facts=_facts_once(parts), remarks=tuple(remarks))
    return found if known is None else _of_interest(found, path.name, frozenset(known))


def merged(parts: Iterable[Indicators]) -> Indicators:
    """All figures together; a figure that several files give is there once, with the first source.

    A known figure goes before one that is not known, a status that explains before `ontbreekt`. Raises InvalidInput
    when two files give another value for the same area, indicator and year.
    """
    found = list(parts)
    faults = _faults_between(found)
    if faults:
        raise InvalidInput(faults)
    remarks = dict.fromkeys(remark for part in found for remark in part.remarks)
    return Indicators(frame=_once(found), facts=_facts_once(found), remarks=tuple(remarks))


def _read(grid: Grid, asked: Asked) -> Part:
    if is_lbm(grid):
        return read_lbm(grid, asked.year, asked.source)
    if is_kwb(grid):
        return read_kwb(grid, asked.year, asked.source)
    return read_free(grid, asked)


def _once(parts: Iterable[Part | Indicators]) -> pd.DataFrame:
    """The rows of all parts, of each area, indicator and year the one that says most."""
    frame = joined_rows([part.frame for part in parts])
    says_most = frame["status"].map({KNOWN: 0, ABSENT: 2}).fillna(1)
    best = frame.iloc[says_most.argsort(kind="stable")].drop_duplicates(KEY)
    return best.sort_index().reset_index(drop=True)


def _facts_once(parts: Iterable[Part | Indicators]) -> pd.DataFrame:
    """One row per area and year, with each count from the first part that has it, and the sources of all."""
    frames = [part.facts for part in parts if not part.facts.empty]
    if not frames:
        return no_facts()
    facts = pd.concat(frames, ignore_index=True)
    if not facts.duplicated(FACT_KEY).any():
        return facts
    sources = facts.drop_duplicates([*FACT_KEY, "bron"]).groupby(FACT_KEY, sort=False)["bron"].agg("; ".join)
    counts = facts.groupby(FACT_KEY, sort=False)[list(catalogue().facts)].first()
    return counts.join(sources).reset_index().astype(FACTS)[list(FACTS)]


def _faults_between(parts: Iterable[Part | Indicators]) -> list[Fault]:
    """Every figure and every count that is given twice and differs."""
    found = list(parts)
    figures = joined_rows([part.frame for part in found])
    facts = pd.concat([no_facts(), *(part.facts for part in found)], ignore_index=True)
    checked = [(figures, KEY, "waarde"), *((facts, FACT_KEY, fact) for fact in catalogue().facts)]
    return [fault for rows, key, value in checked for fault in _contradictions(rows, key, value)]


def _contradictions(rows: pd.DataFrame, key: list[str], value: str) -> Iterator[Fault]:
    rows = rows[rows[value].notna()].drop_duplicates([*key, value])
    rows = rows[rows.duplicated(key, keep=False)]
    for names, group in rows.groupby(key, sort=True):
        path = tuple(str(name) for name in (names if isinstance(names, tuple) else (names,)))
        found = " en ".join(f"{_shown(row[value])} ({row['bron']})" for _, row in group.iterrows())
        last = () if value == "waarde" else (value,)
        yield Fault((*path, *last), found, "hetzelfde cijfer in elke bron: laat er één weg")


def _shown(value: Any) -> str:  # noqa: ANN401 - any number
    return f"{value:.10g}".replace(".", ",")


def _of_interest(found: Indicators, file: str, known: frozenset[str]) -> Indicators:
    """Only the codes of interest, and a row for each of them that misses."""
    frame = found.frame[found.frame["gebied"].isin(known)]
    facts = found.facts[found.facts["code"].isin(known)]
    present = {*found.frame["gebied"], *found.facts["code"]}
    levels = {code[:2] for code in present}
    others, missing = present - known, sorted(code for code in known - present if code[:2] in levels)
    remarks = list(found.remarks)
    if others:
        areas = counted(len(others), "gebied", "gebieden")
        remarks.append(f"{file}: niet overgenomen: {areas} buiten de regio.")
    if missing:
        remarks.append(f"{file}: niet in het bestand, en gelezen als '{ABSENT}': {listed(missing)}.")
    return Indicators(
        frame=joined_rows([frame, _absent(found.frame, missing)]),
        facts=facts.reset_index(drop=True),
        remarks=tuple(remarks),
    )


def _absent(frame: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """A row `ontbreekt` per code, for every indicator and year of the file."""
    said = frame.drop_duplicates(["indicator", "jaar"])[["indicator", "bron", "jaar"]]
    rows = said.merge(pd.DataFrame({"gebied": pd.Series(codes, dtype="string")}), how="cross")
    empty = frame_of(INDICATOREN, ())
    return pd.concat([empty, rows.assign(status=ABSENT)], ignore_index=True)[list(INDICATOREN.names)]
