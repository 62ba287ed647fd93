"""What rows of a register can have wrong that takes more than one cell to see; every fault at its table, row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geodata.loads import MOVED_IN
from geodata.local_areas import faults_of_local_areas
from geodata.register import Register
from geodata.rows import rows_in
from geodata.tables import FIRST_ROW
from optimizer.agreements import ContactLevel, PlacementStatus
from optimizer.errors import Fault

PARTING = " .-"
_NINE_DIGITS = re.compile(r"[0-9](?:[ .-]?[0-9]){8}", re.ASCII)
BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
BSN_TEST = 11


def faults_of_rows(register: Register) -> Iterator[Fault]:
    """Faults that take more than one cell to see."""
    yield from _of_pseudonyms(register)
    yield from _of_places(register)
    yield from _of_buurten(register)
    yield from _of_points(register)
    yield from _of_placements(register)
    yield from _of_halves(register)
    yield from _of_labels(register)
    yield from faults_of_local_areas(register)


def _of_pseudonyms(register: Register) -> Iterator[Fault]:
    """A pseudonym is no BSN; the fault does not repeat it."""
    for table, column in (("uitstromers", "code"), ("plaatsingen", "uitstromer")):
        for number, row in enumerate(rows_in(register, table), FIRST_ROW):
            if row[column] is not None and is_bsn(row[column]):
                yield Fault((table, f"rij {number}", column), "negen cijfers die een BSN kunnen zijn", "een pseudoniem")


def is_bsn(text: str) -> bool:
    """Whether a text is nine digits that pass the test of a BSN (elfproef), however they are parted."""
    digits = [int(sign) for sign in text if sign not in PARTING] if re.fullmatch(_NINE_DIGITS, text) else []
    return (
        bool(digits)
        and sum(digits) > 0
        and sum(a * b for a, b in zip(digits, BSN_WEIGHTS, strict=True)) % BSN_TEST == 0
    )


def _of_places(register: Register) -> Iterator[Fault]:
    """What a supplier may leave to be located is there by now."""
    needed = {"woningen": ("wijk", "buurt"), "ankers": ("punt_x", "punt_y")}
    for table, columns in needed.items():
        for number, row in enumerate(rows_in(register, table), FIRST_ROW):
            for column in columns:
                if row[column] is None:
                    yield Fault((table, f"rij {number}", column), "niets", "een plek, of iets om die te vinden")


def _of_buurten(register: Register) -> Iterator[Fault]:
    home = {row["code"]: row["wijk"] for row in rows_in(register, "buurten")}
    for table in ("woningen", "voorzieningen"):
        for number, row in enumerate(rows_in(register, table), FIRST_ROW):
            wijk = home.get(row["buurt"])
            if None not in (wijk, row["wijk"]) and wijk != row["wijk"]:
                yield Fault((table, f"rij {number}", "buurt"), f"een buurt van {wijk}", f"een buurt van {row['wijk']}")


def _of_points(register: Register) -> Iterator[Fault]:
    """Where a contactuitsluiting counts metres, every dwelling must have a place: nothing is guessed."""
    exclusions = rows_in(register, "uitsluitingen")
    measured = [row for row in exclusions if row["niveau"] == ContactLevel.AFSTAND]
    for number, row in enumerate(exclusions, FIRST_ROW):
        if row["niveau"] == ContactLevel.AFSTAND and row["meters"] is None:
            yield Fault(("uitsluitingen", f"rij {number}", "meters"), "niets", "een afstand in meters")
    for number, row in enumerate(rows_in(register, "woningen"), FIRST_ROW):
        if measured and (row["punt_x"] is None or row["punt_y"] is None):
            yield Fault(("woningen", f"rij {number}", "punt_x"), "niets", "een punt in RD, want een regel meet afstand")


def _of_placements(register: Register) -> Iterator[Fault]:
    """A placement is a claim on a known person and dwelling, or an earlier one that can be weighed."""
    people, homes = set(register.uitstromers["code"]), set(register.woningen["code"])
    for number, row in enumerate(rows_in(register, "plaatsingen"), FIRST_ROW):
        status, path = PlacementStatus(row["status"]), ("plaatsingen", f"rij {number}")
        present = (row["uitstromer"] in people, row["woning"] in homes)
        if not status.live and status is not PlacementStatus.AFGEROND:
            continue
        if status.live and all(present):
            continue
        if status.live and (any(present) or status not in MOVED_IN):
            column = "woning" if present[0] else "uitstromer"
            yield Fault((*path, column), f"'{row[column]}'", "een kenmerk dat in het register staat")
            continue
        for column in ("begin", "begeleiding"):
            if row[column] is None:
                yield Fault((*path, column), "niets", "een waarde, want deze plaatsing telt nog mee")


def _of_halves(register: Register) -> Iterator[Fault]:
    """Columns that mean nothing without each other."""
    together = {
        "uitstromers": (
            ("uiterlijk_op", "uiterlijk_basis"),
            ("aangewezen", "aangewezen_reden"),
            ("verblijf_punt_x", "verblijf_punt_y"),
        ),
        "woningen": (("punt_x", "punt_y"),),
        "uitsluitingen": (("beschermd_punt_x", "beschermd_punt_y"),),
        "grenswaarden": (("toestemming_extra", "toestemming_door", "toestemming_op", "toestemming_motivering"),),
        "afspraken": (("toestemming_extra", "toestemming_door", "toestemming_op", "toestemming_motivering"),),
    }
    for table, groups in together.items():
        for number, row in enumerate(rows_in(register, table), FIRST_ROW):
            for group in groups:
                missing = [column for column in group if row[column] is None]
                if missing and len(missing) < len(group):
                    filled = ", ".join(column for column in group if column not in missing)
                    yield Fault((table, f"rij {number}", missing[0]), "niets", f"een waarde, samen met {filled}")


def _of_labels(register: Register) -> Iterator[Fault]:
    columns = [str(column) for column in register.woningen if str(column).startswith("label_")]
    for number, row in enumerate(rows_in(register, "woningen"), FIRST_ROW):
        if row["label"] is None and any(row[column] not in (None, ()) for column in columns):
            yield Fault(
                ("woningen", f"rij {number}", "label"), "niets", "de naam van het label, want er staat iets over"
            )
