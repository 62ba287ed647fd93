"""The table of CBS that says in which buurt an address lies: `pc6hnr20230801_gwb.csv`, of any year.

It has about 8 million rows of postcode, house number and the codes of buurt, wijk and gemeente, without their two
letters and in most years without zeros in front (1060000 is BU01060000). It knows no letters or additions to a number.
Headings are `PC6;Huisnummer;Buurt2023;Wijk2023;Gemeente2023`; in 2016 `pc6;huisnummer;gwb2016_code;wijkcode;
gemeentecode`, and in 2017 the last one is `Gem2017`. Some years have commas instead, or quotes around the texts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from optimizer.errors import Fault, InvalidInput

# By column of `Codes`: how its heading looks in some year, the letters before the code, and its length without them.
BUURT = (re.compile(r"(buurt|gwb)_?(\d{4})?(_?code)?"), "BU", 8)
WIJK = (re.compile(r"(wijk|wk)_?(\d{4})?(_?code)?"), "WK", 6)
GEMEENTE = (re.compile(r"(gemeente|gem|gm)_?(\d{4})?(_?code)?"), "GM", 4)
EXPECTED = "de tabel van het CBS met PC6, Huisnummer, Buurt, Wijk en Gemeente"
_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Z]{2})")
_NUMBER = re.compile(r"([1-9][0-9]{0,4})(?![0-9])[-/ ]*[0-9A-Za-z][-/ .0-9A-Za-z]*|([1-9][0-9]{0,4})")

Address = tuple[str, int]
"""A postcode as the table writes it, 9401AB, and a house number."""


class Codes(NamedTuple):
    """Where an address lies."""

    buurt: str
    wijk: str
    gemeente: str


def plain_postcode(text: str) -> str | None:
    """The postcode as the table writes it; None when it is none."""
    found = _POSTCODE.fullmatch(text.strip().upper())
    return found[1] + found[2] if found else None


def house_number(text: str) -> int | None:
    """The number without what comes after it: 12 for "12", "12a", "12-3" and "12 bis"; None without a number."""
    found = _NUMBER.fullmatch(text.strip())
    return int(found[1] or found[2]) if found else None


def places_of(path: Path, addresses: Collection[Address]) -> Mapping[Address, tuple[Codes, ...]]:
    """Where these addresses lie: more than one place where the table gives more, and no entry where it gives none.

    Reads the file as a stream and keeps only what is asked for. Raises InvalidInput when it is not that table.
    """
    wanted = {postcode.encode() for postcode, _ in addresses}
    try:
        with path.open("rb") as file:
            heading, row = file.readline(), file.readline()
            first = 1 if row.startswith(b'"') else 0
            lines = [line for line in chain([row], file) if line[first : first + 6] in wanted]
    except OSError as error:
        raise InvalidInput([Fault((path.name,), "een bestand dat niet te openen is", EXPECTED)]) from error
    return _places(path.name, _cells([heading, *lines]), set(addresses))


def _cells(lines: Iterable[bytes]) -> list[list[str]]:
    # Bytes that are no text come out as a mark, and then fit no heading and no code.
    texts = [line.decode("utf-8-sig", errors="replace") for line in lines]
    mark = ";" if ";" in texts[0] else ","
    return list(csv.reader(texts, delimiter=mark))


def _places(name: str, cells: list[list[str]], wanted: set[Address]) -> dict[Address, tuple[Codes, ...]]:
    number, *columns = _columns(name, cells[0] if cells else [])
    places: dict[Address, set[Codes]] = {}
    for row in cells[1:]:
        try:
            address = (row[0].strip(), int(row[number]))
            codes = Codes(*(_code(row[at], kind) for at, kind in zip(columns, (BUURT, WIJK, GEMEENTE), strict=True)))
        except (IndexError, ValueError):
            raise InvalidInput([Fault((name,), f"een rij '{';'.join(row)}'", EXPECTED)]) from None
        if address in wanted:
            places.setdefault(address, set()).add(codes)
    return {address: tuple(sorted(found)) for address, found in places.items()}


def _columns(name: str, heading: list[str]) -> tuple[int, int, int, int]:
    """Where house number, buurt, wijk and gemeente stand; the postcode is the first. Raises InvalidInput."""
    words = [word.strip().lower() for word in heading]
    patterns = (re.compile("huisnummer|huisnr|hnr"), BUURT[0], WIJK[0], GEMEENTE[0])
    found = [[at for at, word in enumerate(words) if pattern.fullmatch(word)] for pattern in patterns]
    if words[:1] != ["pc6"] or any(len(places) != 1 for places in found):
        raise InvalidInput([Fault((name,), f"de kopregel '{';'.join(heading)[:80]}'", EXPECTED)])
    number, buurt, wijk, gemeente = (places[0] for places in found)
    return number, buurt, wijk, gemeente


def _code(text: str, kind: tuple[re.Pattern[str], str, int]) -> str:
    """The full code; letters of Amsterdam (0363AF01) and codes that are full already stay. Raises ValueError."""
    _, letters, length = kind
    code = text.strip().upper().removeprefix(letters).zfill(length)
    if not re.fullmatch(rf"[0-9]{{4}}[0-9A-Z]{{{length - 4}}}", code):
        raise ValueError
    return letters + code
