"""The only crossing from the frames of the Register to a Round."""

from __future__ import annotations

from datetime import date
from typing import Any

from geodata.distances import anchors_of, contact_exclusions_of
from geodata.draagkracht.derive import derive
from geodata.draagkracht.policy import DraagkrachtPolicy
from geodata.draagkracht.sentences import draagkracht_of
from geodata.limits_in_force import at_their_rows, faults_of_lapsed, provisional_limits, rows_in_force
from geodata.loads import claims_of, load_by_area, used_by_limit
from geodata.register import Register
from geodata.row_faults import faults_of_rows
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
)
from geodata.tables import faults_of
from optimizer.errors import InvalidInput
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
    faults = [*faults_of(register.frames()), *faults_of_rows(register)]
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
            **collections_of(register),
        )
    except InvalidInput as error:
        raise InvalidInput(at_their_rows(error.faults, register, start)) from None


def collections_of(register: Register) -> dict[str, Any]:
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
