"""The only crossing from the frames of the Register to a Round."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from geodata.distances import anchors_of, contact_exclusions_of
from geodata.draagkracht.derive import derive
from geodata.draagkracht.policy import DraagkrachtPolicy
from geodata.draagkracht.sentences import draagkracht_of
from geodata.limits_in_force import at_their_rows, faults_of_lapsed, provisional_limits, rows_in_force
from geodata.loads import MOVED_IN, claims_of, load_by_area, used_by_limit
from geodata.local_areas import faults_of_local_areas
from geodata.register import Register
from geodata.rows import (
    areas_of,
    bans_of,
    capacities_of,
    convenanten_of,
    dwellings_of,
    limits_of,
    links_of,
    municipalities_of,
    organisations_of,
    people_of,
    pins_of,
    previous_of,
    quotas_of,
    rent_exceptions_of,
    rows_in,
)
from geodata.tables import FIRST_ROW, faults_of
from optimizer.agreements import ContactLevel, PlacementStatus
from optimizer.errors import Fault, InvalidInput
from optimizer.policy import Policy
from optimizer.round import Round


def assemble(  # noqa: PLR0913 - a round has all of this, by name
    register: Register,
    policy: Policy,
    *,
    id: str,  # noqa: A002 - the word that a round has for it
    name: str,
    start: date,
    end: date,
    origin_of_data: str,
    draagkracht: DraagkrachtPolicy | None = None,
) -> Round:
    """The round of this register and policy. Raises InvalidInput with table, row and column of every fault.

    `draagkracht`: how caps are proposed where nobody decided them; without it only decisions count.
    """
    faults = [*faults_of(register.frames()), *_faults_between(register)]
    if faults:
        raise InvalidInput(faults)
    derived = derive(register, draagkracht, start) if draagkracht else ()
    faults = list(faults_of_lapsed(register, start, derived))
    if faults:
        raise InvalidInput(faults)
    load = load_by_area(register, policy.care_weights, start)
    decided = limits_of(rows_in_force(register, start).values(), used_by_limit(register, load))
    try:
        return Round(
            id=id,
            name=name,
            start=start,
            end=end,
            policy=policy,
            origin_of_data=origin_of_data,
            limits=(*decided, *provisional_limits(register, start, derived, load)),
            draagkracht=tuple(draagkracht_of(one, policy.care_weights.zwaar) for one in derived),
            **_tables_of(register),
        )
    except InvalidInput as error:
        raise InvalidInput(at_their_rows(error.faults, register, start)) from None


def _tables_of(register: Register) -> dict[str, Any]:
    """The collections of a round that are the rows of a table, each as it is."""
    return {
        "municipalities": municipalities_of(register),
        "areas": areas_of(register),
        "corporations": organisations_of(register, "corporaties"),
        "providers": organisations_of(register, "zorgaanbieders"),
        "people": people_of(register, anchors_of(register)),
        "dwellings": dwellings_of(register),
        "capacities": capacities_of(register),
        "quotas": quotas_of(register),
        "convenanten": convenanten_of(register),
        "claims": claims_of(register),
        "pins": pins_of(register),
        "bans": bans_of(register),
        "rent_exceptions": rent_exceptions_of(register),
        "links": links_of(register),
        "contact_exclusions": contact_exclusions_of(register),
        "previous": previous_of(register),
    }


def _faults_between(register: Register) -> Iterator[Fault]:
    """Faults that take more than one cell to see."""
    yield from _of_places(register)
    yield from _of_buurten(register)
    yield from _of_points(register)
    yield from _of_placements(register)
    yield from _of_halves(register)
    yield from _of_labels(register)
    yield from faults_of_local_areas(register)


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
