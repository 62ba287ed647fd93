"""A plan made by hand: a sheet with a person and a dwelling on each row, as people keep it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePath

from geodata.aside import why_aside
from geodata.cells import Sheet, UnreadableError
from geodata.cells_book import read_book
from geodata.cells_csv import read_csv
from geodata.headings import Heading, faults_of_heading, headings_of
from geodata.sheet_rows import Misread, read_rows
from geodata.tables_round import VORIGE
from geodata.words import tables_hinted
from geodata.workbooks import BOOKS, KINDS, files_at
from optimizer.errors import Fault, InvalidInput

# Of several sheets with people and dwellings, one with such a name is the plan.
PLAN_SHEETS = frozenset({"vorige", "vastgezet", "plaatsingen"})
NOT_PLACED = ("woning", "niets")
WANTED = "één blad met de kolommen uitstromer en woning"


def read_plan(path: Path, people: Collection[str], dwellings: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The (person id, dwelling id) pairs of a workbook or CSV file, in its order.

    The headings are those of the table `vorige`, with all words that suppliers write for them; other columns are
    not read. A row without a dwelling is somebody who is not placed. Raises InvalidInput with every fault.
    """
    [(name, content)] = files_at(path) if not path.is_dir() else [(path.name, b"")]
    ending = PurePath(name).suffix.lower()
    if ending not in KINDS or path.is_dir():
        raise InvalidInput([Fault((name,), "iets anders dan een plan", "een bestand: " + ", ".join((*KINDS, ".json")))])
    try:
        sheets = read_book(name, content) if ending in BOOKS else [read_csv(name, content)]
    except UnreadableError as error:
        raise InvalidInput([error.fault(name)]) from error
    sheet, heading = _the_plan(name, sheets)
    return _pairs(sheet, heading, people, dwellings)


def _the_plan(name: str, sheets: list[Sheet]) -> tuple[Sheet, Heading]:
    found = []
    for sheet in sheets:
        if not (sheet.hidden or sheet.empty or why_aside(sheet)):
            found += [(sheet, heading) for heading in headings_of(sheet, (VORIGE.name,))]
    named = [each for each in found if tables_hinted(each[0].name) & PLAN_SHEETS]
    chosen = found if len(found) == 1 else named
    if len(chosen) != 1:
        what = (
            "geen blad met deze kolommen" if not found else "deze bladen: " + ", ".join(each[0].name for each in found)
        )
        raise InvalidInput([Fault((name,), what, WANTED)])
    return chosen[0]


def _pairs(
    sheet: Sheet, heading: Heading, people: Collection[str], dwellings: Collection[str]
) -> tuple[tuple[str, str], ...]:
    place = (sheet.file, *([sheet.name] if sheet.name else []))
    faults = [Fault((*place, title), what, wanted) for title, what, wanted in faults_of_heading(heading)]
    if faults:
        raise InvalidInput(faults)
    titles = {column: heading.texts[at] for column, at in heading.positions.items()}
    rows = read_rows(sheet, heading)
    read = {
        number: (record["uitstromer"], record["woning"])
        for number, record in zip(rows.numbers, rows.records, strict=True)
    }
    wrong = [each for each in rows.misread if (each[1], each[2]) != NOT_PLACED]
    wrong += _strangers(read, people, dwellings)
    if wrong:
        raise InvalidInput(
            Fault((*place, f"rij {number}", *([titles[column]] if column else [])), what, wanted)
            for number, column, what, wanted in sorted(wrong)
        )
    return tuple(pair for pair in read.values() if pair[1] is not None)


def _strangers(
    read: Mapping[int, tuple[str, str]], people: Collection[str], dwellings: Collection[str]
) -> Iterator[Misread]:
    """Who and what is not in the round, and a row that says the same as an earlier one."""
    seen: set[tuple[str, str]] = set()
    for number, (person, dwelling) in read.items():
        if person is not None and person not in people:
            yield number, "uitstromer", f"'{person}'", "een uitstromer die in deze ronde voorkomt"
        if dwelling is not None and dwelling not in dwellings:
            yield number, "woning", f"'{dwelling}'", "een woning die in deze ronde voorkomt"
        if (person, dwelling) in seen:
            yield number, "", f"'{person}' nog een keer met dezelfde woning", "elke rij één keer"
        seen.add((person, dwelling))
